//! Changing one thing in a scenario's text and nothing else: comments, order and spelling stay.

pub use super::document::Document;

use crate::flow::is_name;
use crate::problem::Problem;
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// Sets the value at `path`, creating it when absent; an empty `value` removes it.
///
/// A value that is a bare number or `true`/`false` stays one while the new text is one too;
/// everything else is written as text in quotes.
///
/// # Errors
/// When the text is no TOML, or `path` leads through something that holds no keys.
pub fn set(text: &str, path: &str, value: &str) -> Result<String, Problem> {
    if value.trim().is_empty() {
        return remove(text, path);
    }
    let document = Document::parse(text)?;
    if let (Some(span), Some(_)) = (document.span(path), document.get(path)) {
        let bare = !text[span.clone()].starts_with(['"', '\'']);
        return Ok(format!(
            "{}{}{}",
            &text[..span.start],
            literal(value, bare),
            &text[span.end..]
        ));
    }
    let mut edited = editable(text)?;
    let (parent, key) = split(path);
    let table = reach(&mut edited, parent).ok_or_else(|| document.problem(path, no_place(path)))?;
    table.insert(key, Item::Value(parse_literal(value)));
    Ok(edited.to_string())
}

/// Removes the value, table or list entry at `path`; nothing happens when it is absent.
///
/// # Errors
/// When the text is no TOML.
pub fn remove(text: &str, path: &str) -> Result<String, Problem> {
    let mut edited = editable(text)?;
    let (parent, key) = split(path);
    match (list_at(&mut edited, parent), key.parse::<usize>()) {
        (Some(list), Ok(index)) => list.remove(index),
        _ => {
            if let Some(table) = existing(&mut edited, parent) {
                table.remove(key);
            }
        }
    }
    Ok(edited.to_string())
}

/// Appends an entry, written as an inline table such as `{ name = "Fine", cost = "$5k" }`, to the
/// list at `list_path`; the list is created when absent.
///
/// # Errors
/// When the text or the entry is no TOML, or `list_path` is something else than a list.
pub fn append(text: &str, list_path: &str, entry: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let no_list = || {
        document.problem(
            list_path,
            format!("`{list_path}` is not a list of entries; write it as `[[{list_path}]]`"),
        )
    };
    let value: Value = entry.parse().map_err(|_| {
        document.problem(
            list_path,
            format!("`{entry}` is no entry; write `{{ name = \"…\" }}`"),
        )
    })?;
    let table = value.as_inline_table().ok_or_else(no_list)?.clone();
    let mut edited = editable(text)?;
    if let Some(list) = list_at(&mut edited, list_path) {
        list.push(table);
        return Ok(edited.to_string());
    }
    let (parent, key) = split(list_path);
    let holder = reach(&mut edited, parent).ok_or_else(no_list)?;
    if holder.contains_key(key) {
        return Err(no_list());
    }
    let mut tables = ArrayOfTables::new();
    tables.push(table.into_table());
    holder.insert(key, Item::ArrayOfTables(tables));
    Ok(edited.to_string())
}

/// Writes a copy of the list entry or named table at `path` behind it.
///
/// A named table's copy takes the name with a number behind it; an entry's `name` gets ` (copy)`.
///
/// # Errors
/// When the text is no TOML or nothing is at `path`.
pub fn duplicate(text: &str, path: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let mut edited = editable(text)?;
    let (parent, key) = split(path);
    if let (Some(list), Ok(index)) = (list_at(&mut edited, parent), key.parse::<usize>()) {
        list.copy(index);
        return Ok(edited.to_string());
    }
    let missing = || document.problem(path, format!("nothing stands at `{path}` to copy"));
    let table = existing(&mut edited, parent).ok_or_else(missing)?;
    let mut copy = table.get(key).cloned().ok_or_else(missing)?;
    let base = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = (2..)
        .map(|n| format!("{base}{n}"))
        .find(|name| !table.contains_key(name))
        .unwrap_or_default();
    place_last(&mut copy);
    table.insert(&name, copy);
    Ok(edited.to_string())
}

/// Moves the list entry at `path` by so many places; at an end it stays.
///
/// # Errors
/// When the text is no TOML.
pub fn shift(text: &str, path: &str, by: isize) -> Result<String, Problem> {
    let mut edited = editable(text)?;
    let (parent, key) = split(path);
    if let (Some(list), Ok(index)) = (list_at(&mut edited, parent), key.parse::<usize>()) {
        list.shift(index, by);
    }
    Ok(edited.to_string())
}

/// Gives the table at `path` a new key, and renames it in every flow and domain that names it.
///
/// # Errors
/// When the text is no TOML, the name cannot be one, or it is taken.
pub fn rename(text: &str, path: &str, new: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let (parent, old) = split(path);
    if old == new {
        return Ok(text.to_owned());
    }
    if !is_name(new) {
        let message = format!(
            "`{new}` cannot be a name; names start with a letter and hold letters, digits, `_` and `-`"
        );
        return Err(document.problem(path, message));
    }
    if document.keys(parent).iter().any(|key| key == new) {
        return Err(document.problem(path, format!("`{new}` is taken already; choose another name")));
    }
    let mut edited = editable(text)?;
    if let Some(table) = existing(&mut edited, parent) {
        rename_key(table, old, new);
    }
    rename_in_texts(edited.as_table_mut(), old, new);
    Ok(edited.to_string())
}

fn editable(text: &str) -> Result<DocumentMut, Problem> {
    text.parse::<DocumentMut>()
        .map_err(|_| match Document::parse(text) {
            Err(problem) => problem,
            Ok(_) => Problem::whole("the text could not be read as TOML; undo the last change"),
        })
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('.').unwrap_or(("", path))
}

fn no_place(path: &str) -> String {
    format!(
        "`{path}` cannot be written here: what stands before its last part holds no keys; correct it in the text"
    )
}

/// The value as TOML: bare when it was bare and still can be.
fn literal(value: &str, bare: bool) -> String {
    let parsed = value.trim().parse::<Value>().ok();
    let plain = parsed.is_some_and(|v| v.is_integer() || v.is_float() || v.is_bool() || v.is_array());
    if bare && plain {
        value.trim().to_owned()
    } else {
        quoted(value)
    }
}

fn quoted(value: &str) -> String {
    Value::from(value.trim()).to_string().trim().to_owned()
}

/// For a new key: whole numbers, `true` and `false` bare, everything else as text.
fn parse_literal(value: &str) -> Value {
    match value.trim().parse::<Value>() {
        Ok(found) if found.is_integer() || found.is_bool() || found.is_array() => found,
        _ => Value::from(value.trim()),
    }
}

/// The table at `path`, when there is one.
fn existing<'a>(document: &'a mut DocumentMut, path: &str) -> Option<&'a mut dyn TableLike> {
    let mut here: &mut dyn TableLike = document.as_table_mut();
    let mut parts = path.split('.').filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        let item = here.get_mut(part)?;
        let index = parts.peek().and_then(|next| next.parse::<usize>().ok());
        here = match (item, index) {
            (Item::ArrayOfTables(list), Some(index)) => {
                parts.next();
                list.get_mut(index)?
            }
            (Item::Value(Value::Array(list)), Some(index)) => {
                parts.next();
                list.get_mut(index)?.as_inline_table_mut()?
            }
            (item, _) => item.as_table_like_mut()?,
        };
    }
    Some(here)
}

/// The table at `path`, created on the way where keys are missing.
fn reach<'a>(document: &'a mut DocumentMut, path: &str) -> Option<&'a mut dyn TableLike> {
    let parts: Vec<&str> = path.split('.').filter(|part| !part.is_empty()).collect();
    for depth in 1..=parts.len() {
        let so_far = parts[..depth].join(".");
        let known = existing(document, &so_far).is_some() || list_at(document, &so_far).is_some();
        if known || parts[depth - 1].parse::<usize>().is_ok() {
            continue;
        }
        let inside_design = parts[0] == "design" && depth > 2;
        let holder = existing(document, &parts[..depth - 1].join("."))?;
        if holder.contains_key(parts[depth - 1]) {
            return None;
        }
        let mut table = Table::new();
        table.set_implicit(depth < parts.len());
        table.set_dotted(inside_design);
        holder.insert(parts[depth - 1], Item::Table(table));
    }
    existing(document, path)
}

/// A list of entries in either of TOML's two spellings.
enum List<'a> {
    Tables(&'a mut ArrayOfTables),
    Inline(&'a mut toml_edit::Array),
}

fn list_at<'a>(document: &'a mut DocumentMut, path: &str) -> Option<List<'a>> {
    let (parent, key) = split(path);
    match existing(document, parent)?.get_mut(key)? {
        Item::ArrayOfTables(list) => Some(List::Tables(list)),
        Item::Value(Value::Array(list)) => Some(List::Inline(list)),
        _ => None,
    }
}

impl List<'_> {
    fn remove(self, index: usize) {
        match self {
            List::Tables(list) if index < list.len() => {
                list.remove(index);
            }
            List::Inline(list) if index < list.len() => {
                list.remove(index);
            }
            _ => {}
        }
    }

    fn push(self, entry: InlineTable) {
        match self {
            List::Tables(list) => list.push(entry.into_table()),
            List::Inline(list) => list.push(entry),
        }
    }

    fn copy(self, index: usize) {
        match self {
            List::Tables(list) => {
                if let Some(mut copy) = list.get(index).cloned() {
                    mark_copy(&mut copy);
                    insert_table(list, index + 1, copy);
                }
            }
            List::Inline(list) => {
                if let Some(mut copy) = list.get(index).cloned() {
                    if let Some(table) = copy.as_inline_table_mut() {
                        mark_copy(table);
                    }
                    list.insert_formatted(index + 1, copy);
                }
            }
        }
    }

    fn shift(self, index: usize, by: isize) {
        let length = match &self {
            List::Tables(list) => list.len(),
            List::Inline(list) => list.len(),
        };
        let target = index.saturating_add_signed(by).min(length.saturating_sub(1));
        if index >= length || target == index {
            return;
        }
        match self {
            List::Tables(list) => {
                let mut tables: Vec<Table> = list.iter().cloned().collect();
                let moved = tables.remove(index);
                tables.insert(target, moved);
                refill(list, tables);
            }
            List::Inline(list) => {
                let moved = list.remove(index);
                list.insert_formatted(target, moved);
            }
        }
    }
}

fn insert_table(list: &mut ArrayOfTables, index: usize, table: Table) {
    let mut tables: Vec<Table> = list.iter().cloned().collect();
    tables.insert(index, table);
    refill(list, tables);
}

/// Puts tables into a list in this order, printed where the list's first table stood.
fn refill(list: &mut ArrayOfTables, tables: Vec<Table>) {
    let first = list.iter().filter_map(Table::position).min();
    list.clear();
    for mut table in tables {
        set_positions(&mut table, first);
        list.push(table);
    }
}

fn set_positions(table: &mut Table, position: Option<isize>) {
    table.set_position(position);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => set_positions(inner, position),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(|inner| set_positions(inner, position)),
            _ => {}
        }
    }
}

fn place_last(item: &mut Item) {
    if let Item::Table(table) = item {
        set_positions(table, None);
    }
}

fn mark_copy(table: &mut dyn TableLike) {
    let name = table
        .get("name")
        .and_then(Item::as_str)
        .map(|name| format!("{name} (copy)"));
    if let Some(name) = name {
        table.insert("name", Item::Value(Value::from(name)));
    }
}

fn rename_key(table: &mut dyn TableLike, old: &str, new: &str) {
    let entries: Vec<(String, Item)> = table
        .iter()
        .map(|(key, item)| (key.to_owned(), item.clone()))
        .collect();
    if !entries.iter().any(|(key, _)| key == old) {
        return;
    }
    for (key, _) in &entries {
        table.remove(key);
    }
    for (key, item) in entries {
        table.insert(if key == old { new } else { &key }, item);
    }
}

/// Renames a service in every `flow`, `flows.*`, `services = […]` and `source`, and in designs.
fn rename_in_texts(table: &mut dyn TableLike, old: &str, new: &str) {
    for (key, item) in table.iter_mut() {
        let key = key.get().to_owned();
        match item {
            Item::Value(value) => rename_in_value(&key, value, old, new),
            Item::Table(inner) if key == "flows" => {
                for (_, flow) in inner.iter_mut() {
                    if let Item::Value(value) = flow {
                        rename_in_value("flow", value, old, new);
                    }
                }
            }
            Item::Table(inner) => rename_in_texts(inner, old, new),
            Item::ArrayOfTables(list) => {
                for inner in list.iter_mut() {
                    if let Some(services) = inner.get_mut("services").and_then(Item::as_table_like_mut) {
                        rename_key(services, old, new);
                    }
                    rename_in_texts(inner, old, new);
                }
            }
            Item::None => {}
        }
    }
}

fn rename_in_value(key: &str, value: &mut Value, old: &str, new: &str) {
    match (key, &mut *value) {
        ("flow", Value::String(text)) => {
            replace(value_text(text), |flow| rename_in_flow(flow, old, new), value)
        }
        ("source", Value::String(text)) if text.value() == old => {
            replace(new.to_owned(), |name| name.to_owned(), value)
        }
        ("services", Value::Array(list)) => {
            for entry in list.iter_mut() {
                if entry.as_str() == Some(old) {
                    replace(new.to_owned(), |name| name.to_owned(), entry);
                }
            }
        }
        _ => {}
    }
}

fn value_text(text: &toml_edit::Formatted<String>) -> String {
    text.value().clone()
}

fn replace(text: String, change: impl Fn(&str) -> String, value: &mut Value) {
    let changed = change(&text);
    if value.as_str() == Some(changed.as_str()) {
        return;
    }
    let decor = value.decor().clone();
    *value = Value::from(changed);
    *value.decor_mut() = decor;
}

/// Replaces whole names in a flow's text.
fn rename_in_flow(flow: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(flow.len());
    let mut rest = flow;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let word_end = rest[start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        let end = word_end.map_or(rest.len(), |length| start + length);
        let word = &rest[start..end];
        out.push_str(&rest[..start]);
        out.push_str(if word == old { new } else { word });
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
