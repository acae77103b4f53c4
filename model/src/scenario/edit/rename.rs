//! Giving a service, flow, domain or journey another name, wherever it is named.

use super::change;
use super::literal::quoted;
use super::reach::{Holder, holder};
use crate::clip::clip;
use crate::flow::{is_name, words};
use crate::problem::Problem;
use crate::scenario::keys::Keys;
use crate::scenario::path::parts;
use std::borrow::Cow;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Key, Table, Value};

/// Gives the part at `path` a new key. A service or a sub-flow is renamed in every flow, domain,
/// source and design that names it, a journey in every harm that does.
///
/// # Errors
/// When the text is no TOML, nothing stands at `path`, the name cannot be one, or it is taken.
pub fn rename(text: &str, path: &str, new: &str) -> Result<String, Problem> {
    let place = parts(path);
    let new = new.trim();
    change(text, path, |edited| {
        let missing = || format!("nothing stands at `{}` to rename; add it first", clip(path));
        let (old, parent) = place.split_last().ok_or_else(missing)?;
        let part = parent.last().map_or("", |part| part.as_ref());
        let in_flows = matches!(part, "services" | "flows");
        let named = match part {
            _ if in_flows => Some(Named::InFlows),
            "journey" => Some(Named::InJourneys),
            _ => None,
        };
        let above = holder(edited, parent).ok_or_else(missing)?;
        if above.keys().get(old).is_none() {
            return Err(missing());
        }
        if old == new {
            return Ok(());
        }
        check(new, in_flows)?;
        let scopes = scopes(edited, parent);
        if scopes.iter().any(|scope| taken(edited, scope, part, new)) {
            return Err(format!("`{}` is taken already; choose another name", clip(new)));
        }
        for scope in &scopes {
            if let Some(scope) = holder(edited, scope) {
                rename_in_part(scope, part, old, new);
            }
        }
        if let (Some(named), Some(scope)) = (named, holder(edited, &scopes[0])) {
            rename_named(scope, named, old, new);
        }
        Ok(())
    })
}

fn check(new: &str, in_flows: bool) -> Result<(), String> {
    if in_flows && !is_name(new) {
        return Err(format!(
            "`{}` cannot be a name; names start with a letter, hold letters, digits, `_` and `-`, and are none of {}",
            clip(new),
            crate::flow::RESERVED.join(", ")
        ));
    }
    if new.is_empty() {
        return Err("a name cannot be empty; write at least one letter".to_owned());
    }
    Ok(())
}

/// Where the part can stand: for a part of the scenario also in each design, for a part of a design
/// only there.
fn scopes(document: &DocumentMut, parent: &[Cow<str>]) -> Vec<Vec<Cow<'static, str>>> {
    let outer: Vec<Cow<'static, str>> = parent[..parent.len().saturating_sub(1)]
        .iter()
        .map(|part| Cow::Owned(part.to_string()))
        .collect();
    let designs = match document.get("design") {
        Some(Item::ArrayOfTables(list)) => list.len(),
        Some(Item::Value(Value::Array(list))) => list.len(),
        _ => 0,
    };
    let inside = (0..designs)
        .filter(|_| outer.is_empty())
        .map(|at| vec!["design".into(), at.to_string().into()]);
    std::iter::once(outer.clone()).chain(inside).collect()
}

/// Whether `name` is a key of the part already, or means something else in flows.
fn taken(document: &mut DocumentMut, scope: &[Cow<str>], part: &str, name: &str) -> bool {
    let Some(scope) = holder(document, scope) else {
        return false;
    };
    let keys = scope.keys();
    let has = |part: &str| {
        let inner = keys.get(part).and_then(Keys::of);
        inner.is_some_and(|inner| inner.get(name).is_some())
    };
    has(part) || matches!(part, "services" | "flows") && (has("services") || has("flows"))
}

fn rename_in_part(scope: Holder<'_>, part: &str, old: &str, new: &str) {
    let item = match (part, scope) {
        ("", Holder::Table(table)) => return rename_key(table, old, new),
        (_, scope) => scope.into_item(part),
    };
    match item {
        Some(Item::Table(table)) => rename_key(table, old, new),
        Some(Item::Value(Value::InlineTable(table))) => rename_inline_key(table, old, new),
        _ => {}
    }
}

/// Puts every entry back in its order, one of them under another key; each keeps its comments.
fn rename_key(table: &mut Table, old: &str, new: &str) {
    if !table.contains_key(old) {
        return;
    }
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let entries: Vec<(Key, Item)> = keys.iter().filter_map(|key| table.remove_entry(key)).collect();
    for (key, item) in entries {
        table.insert_formatted(&renamed(key, old, new), item);
    }
}

fn rename_inline_key(table: &mut InlineTable, old: &str, new: &str) {
    if !table.contains_key(old) {
        return;
    }
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let entries: Vec<(Key, Value)> = keys.iter().filter_map(|key| table.remove_entry(key)).collect();
    for (key, value) in entries {
        table.insert_formatted(&renamed(key, old, new), value);
    }
}

fn renamed(key: Key, old: &str, new: &str) -> Key {
    if key.get() != old {
        return key;
    }
    Key::new(new)
        .with_leaf_decor(key.leaf_decor().clone())
        .with_dotted_decor(key.dotted_decor().clone())
}

/// Where a name stands that is not a key.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    /// In every `flow`, `flows.*`, `services = […]` and `source`.
    InFlows,
    /// In every `journeys = […]`.
    InJourneys,
}

/// Renames below `table` what is `named` like that.
fn rename_named(table: Holder<'_>, named: Named, old: &str, new: &str) {
    for (key, item) in table.into_iter() {
        let key = key.get().to_owned();
        if named == Named::InFlows && rename_in_key(&key, item, old, new) {
            continue;
        }
        match (key.as_str(), item) {
            ("journeys", Item::Value(Value::Array(list))) if named == Named::InJourneys => {
                list.iter_mut().for_each(|value| rename_whole(value, old, new));
            }
            (_, Item::ArrayOfTables(list)) => list
                .iter_mut()
                .for_each(|table| rename_named(Holder::Table(table), named, old, new)),
            (_, Item::Value(Value::Array(list))) => rename_in_entries(list, named, old, new),
            (_, item) => {
                if let Some(table) = Holder::of(item) {
                    rename_named(table, named, old, new);
                }
            }
        }
    }
}

/// Renames in what stands at a key that names services or sub-flows; whether it is one.
fn rename_in_key(key: &str, item: &mut Item, old: &str, new: &str) -> bool {
    match (key, item) {
        ("flow", Item::Value(value @ Value::String(_))) => rename_in_flow(value, old, new),
        ("source", Item::Value(value @ Value::String(_))) => rename_text(value, old, new),
        ("services", Item::Value(Value::Array(list))) if list.iter().any(Value::is_str) => {
            list.iter_mut().for_each(|value| rename_text(value, old, new));
        }
        ("flows", item) => {
            for (_, flow) in Holder::of(item).into_iter().flat_map(Holder::into_iter) {
                if let Item::Value(value) = flow {
                    rename_in_flow(value, old, new);
                }
            }
        }
        _ => return false,
    }
    true
}

fn rename_in_entries(list: &mut Array, named: Named, old: &str, new: &str) {
    for table in list.iter_mut().filter_map(Value::as_inline_table_mut) {
        rename_named(Holder::Inline(table), named, old, new);
    }
}

fn rename_whole(value: &mut Value, old: &str, new: &str) {
    if value.as_str() == Some(old) {
        let decor = value.decor().clone();
        *value = new.into();
        *value.decor_mut() = decor;
    }
}

fn rename_text(value: &mut Value, old: &str, new: &str) {
    if value.as_str().is_some_and(|text| text.trim() == old) {
        rename_in_flow(value, old, new);
    }
}

/// Replaces whole names in a flow; the way it is quoted stays.
fn rename_in_flow(value: &mut Value, old: &str, new: &str) {
    let Some(text) = value.as_str() else { return };
    let wanted = in_words(text, old, new);
    if wanted == text {
        return;
    }
    let written = value.clone().decorated("", "").to_string();
    let same_way = in_words(&written, old, new).parse::<Value>().ok();
    let changed = same_way
        .filter(|value| value.as_str() == Some(wanted.as_str()))
        .or_else(|| quoted(&wanted).parse().ok());
    if let Some(mut changed) = changed {
        *changed.decor_mut() = value.decor().clone();
        *value = changed;
    }
}

fn in_words(text: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, word) in words(text).filter(|(_, word)| *word == old) {
        out.push_str(&text[done..at]);
        out.push_str(new);
        done = at + word.len();
    }
    out.push_str(&text[done..]);
    out
}
