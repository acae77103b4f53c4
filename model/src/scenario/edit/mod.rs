//! Changing one thing in a scenario's text and nothing else: comments, order and spelling stay.

mod list;
mod literal;
mod named;
mod note;
mod reach;
mod rename;

pub use super::document::Document;
pub use note::annotate;
pub use rename::rename;

use super::keys::Keys;
use super::path::{parts, split};
use crate::clip::clip;
use crate::problem::Problem;
use list::{list_at, move_behind};
use literal::{new_value, rewritten};
use reach::{Holder, holder, reach};
use std::borrow::Cow;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

/// Sets the value at `path`, creating it when absent; an empty `value` removes it.
///
/// A value that is a bare number, `true`/`false` or a list stays one while the new text is one too;
/// everything else is written as text in quotes.
///
/// # Errors
/// When the text is no TOML, or `path` leads through something that holds no keys or to a part.
pub fn set(text: &str, path: &str, value: &str) -> Result<String, Problem> {
    Ok(set_in(&Document::parse(text)?, path, value)?.text().to_owned())
}

/// As [`set`], of a document that has been parsed: what comes of it need not be parsed once more.
///
/// # Errors
/// As [`set`].
pub fn set_in(document: &Document, path: &str, value: &str) -> Result<Document, Problem> {
    let text = document.text();
    if value.trim().is_empty() {
        return Document::parse(&remove(text, path)?);
    }
    if let Some(span) = document.value_span(path) {
        let (before, old, behind) = (&text[..span.start], &text[span.clone()], &text[span.end..]);
        let changed = format!("{before}{}{behind}", rewritten(value, old));
        return readable(document, path, &changed);
    }
    if document.has(path) {
        let message = format!(
            "`{}` holds keys or entries of its own; set one of them",
            clip(path)
        );
        return Err(document.problem(path, message));
    }
    let changed = change(text, path, |edited| {
        let (parent, key) = split(path);
        let no_place = || {
            format!(
                "`{}` cannot be written: what stands before its last part holds no keys; correct it in the text",
                clip(path)
            )
        };
        let whole = parts(parent);
        let mut table = reach(edited, &whole).ok_or_else(no_place)?;
        table.insert(&key, new_value(&key, value));
        tidy(edited, &whole);
        Ok(())
    })?;
    Document::parse(&changed)
}

/// Adds an empty part at `path`, such as `services.cart`; nothing happens when something is there.
///
/// # Errors
/// When the text is no TOML, or `path` leads through something that holds no keys.
pub fn add_part(text: &str, path: &str) -> Result<String, Problem> {
    if Document::parse(text)?.has(path) {
        return Ok(text.to_owned());
    }
    change(text, path, |edited| {
        let no_place = || format!("`{}` cannot be added; correct what stands before it", clip(path));
        match reach(edited, &parts(path)).ok_or_else(no_place)? {
            Holder::Table(table) => table.set_implicit(false),
            Holder::Inline(_) => {}
        }
        Ok(())
    })
}

/// Removes the value, table or list entry at `path`; nothing happens when it is absent.
///
/// # Errors
/// When the text is no TOML.
pub fn remove(text: &str, path: &str) -> Result<String, Problem> {
    if !Document::parse(text)?.has(path) {
        return Ok(text.to_owned());
    }
    change(text, path, |edited| {
        let (parent, key) = split(path);
        let parent = parts(parent);
        match (list_at(edited, &parent), key.parse::<usize>()) {
            (Some(list), Ok(index)) => list.remove(index),
            _ => {
                if parent.is_empty() {
                    keep_heading(edited.as_table_mut(), &key);
                }
                if let Some(mut table) = holder(edited, &parent) {
                    table.remove(&key);
                }
            }
        }
        Ok(())
    })
}

/// Appends an entry, written as an inline table such as `{ name = "Fine", cost = "$5k" }`, to the
/// list at `list_path`; the list is created when absent.
///
/// # Errors
/// When the text or the entry is no TOML, or `list_path` is something else than a list.
pub fn append(text: &str, list_path: &str, entry: &str) -> Result<String, Problem> {
    change(text, list_path, |edited| {
        let shown = clip(list_path);
        let no_list = || format!("`{shown}` is not a list of entries; choose one such as `cost`");
        let value: Option<Value> = entry.trim().parse().ok();
        let table = value.as_ref().and_then(Value::as_inline_table);
        let table =
            table.ok_or_else(|| format!("`{}` is no entry; write `{{ name = \"…\" }}`", clip(entry)))?;
        let path = parts(list_path);
        if let Some(list) = list_at(edited, &path) {
            list.push(table.clone());
            return Ok(());
        }
        let (key, parent) = path.split_last().ok_or_else(no_list)?;
        let mut holder = reach(edited, parent).ok_or_else(no_list)?;
        if holder.keys().get(key).is_some() {
            return Err(no_list());
        }
        let mut tables = ArrayOfTables::new();
        tables.push(table.clone().into_table());
        holder.insert(key, Item::ArrayOfTables(tables));
        tidy(edited, parent);
        Ok(())
    })
}

/// Writes a copy of the list entry or named table at `path` behind it.
///
/// A named table's copy takes the name with a number behind it; an entry's `name` gets ` (copy)`.
///
/// # Errors
/// When the text is no TOML or nothing is at `path`.
pub fn duplicate(text: &str, path: &str) -> Result<String, Problem> {
    change(text, path, |edited| {
        let missing = || format!("nothing stands at `{}` to copy; add it first", clip(path));
        let (parent, key) = split(path);
        let parent = parts(parent);
        if let (Some(list), Ok(index)) = (list_at(edited, &parent), key.parse::<usize>()) {
            return list.copy(index).ok_or_else(missing);
        }
        let mut table = holder(edited, &parent).ok_or_else(missing)?;
        let mut copy = table.keys().get(&key).cloned().ok_or_else(missing)?;
        move_behind(&mut copy);
        table.insert(&free_name(&key, table.keys()), copy);
        Ok(())
    })
}

/// Moves the list entry or named table at `path` by so many places; at an end it stays.
///
/// # Errors
/// When the text is no TOML.
pub fn shift(text: &str, path: &str, by: isize) -> Result<String, Problem> {
    change(text, path, |edited| {
        let (parent, key) = split(path);
        let parent = parts(parent);
        if let (Some(list), Ok(index)) = (list_at(edited, &parent), key.parse::<usize>()) {
            list.shift(index, by);
        } else if let Some(Holder::Table(table)) = holder(edited, &parent) {
            named::shift(table, &key, by);
        }
        Ok(())
    })
}

/// Applies `edit` to the document of `text`; line ends and byte order mark stay as they are.
fn change(
    text: &str,
    path: &str,
    edit: impl FnOnce(&mut DocumentMut) -> Result<(), String>,
) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let windows = text.contains("\r\n");
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let before = plain.parse::<DocumentMut>();
    let mut edited = before.map_err(|_| document.problem(path, UNREADABLE))?;
    let unchanged = edited.to_string();
    let heading = edited
        .as_table()
        .is_empty()
        .then(|| heading(&mut edited))
        .flatten();
    edit(&mut edited).map_err(|message| document.problem(path, message))?;
    let mut out = edited.to_string();
    if let Some(heading) = heading {
        out.insert_str(0, &heading);
    }
    if out == unchanged {
        return Ok(text.to_owned());
    }
    if windows {
        out = out.replace('\n', "\r\n");
    }
    if text.starts_with('\u{feff}') {
        out.insert(0, '\u{feff}');
    }
    readable(&document, path, &out)?;
    Ok(out)
}

/// Takes out the comment of a text that holds nothing else: it stays above what comes.
fn heading(document: &mut DocumentMut) -> Option<String> {
    let comment = document.trailing().as_str()?.trim_end().to_owned();
    document.set_trailing("");
    (!comment.is_empty()).then(|| format!("{comment}\n"))
}

const UNREADABLE: &str =
    "this change would leave a text that does not read as TOML; make it in the text itself";

/// `changed`, when it still is TOML.
fn readable(document: &Document, path: &str, changed: &str) -> Result<Document, Problem> {
    Document::parse(changed).map_err(|_| document.problem(path, UNREADABLE))
}

/// Spaces the last entry of an inline table like the others.
fn tidy(document: &mut DocumentMut, path: &[Cow<str>]) {
    let Some(Holder::Inline(table)) = holder(document, path) else {
        return;
    };
    let mut values: Vec<&mut Value> = table.iter_mut().map(|(_, value)| value).collect();
    if let [.., before, last] = values.as_mut_slice() {
        let end = before.decor().suffix().cloned();
        before.decor_mut().set_suffix("");
        if let Some(end) = end {
            last.decor_mut().set_suffix(end);
        }
    }
}

/// The comment at the head of a text belongs to the text, not to its first key.
fn keep_heading(root: &mut Table, key: &str) {
    let first = root.iter().next().map(|(first, _)| first.to_owned());
    let second = root.iter().nth(1).map(|(second, _)| second.to_owned());
    if first.as_deref() != Some(key) {
        return;
    }
    let heading = root.key(key).and_then(|key| key.leaf_decor().prefix().cloned());
    let (Some(heading), Some(second)) = (heading, second) else {
        return;
    };
    if !list::has_comment(Some(&heading)) {
        return;
    }
    match root.get_mut(&second) {
        Some(Item::Value(_)) => {
            if let Some(mut key) = root.key_mut(&second)
                && !list::has_comment(key.leaf_decor().prefix())
            {
                key.leaf_decor_mut().set_prefix(heading);
            }
        }
        Some(Item::Table(table)) if !list::has_comment(table.decor().prefix()) => {
            table.decor_mut().set_prefix(heading);
        }
        _ => {}
    }
}

/// `base` with the first number behind it that is not taken.
fn free_name(name: &str, keys: Keys<'_>) -> String {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = if base.is_empty() { name } else { base };
    let free = (2..)
        .map(|n| format!("{base}{n}"))
        .find(|name| keys.get(name).is_none());
    free.unwrap_or_default()
}
