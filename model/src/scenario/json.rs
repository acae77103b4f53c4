//! Scenarios written as JSON: the same keys, turned into TOML.

use crate::problem::Problem;
use serde_json::Value as Json;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// The same scenario as TOML text.
///
/// # Errors
/// When the text is no JSON object, with line and column.
pub fn json_to_toml(text: &str) -> Result<String, Problem> {
    let json: Json = serde_json::from_str(text).map_err(|error| {
        let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let offset = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let message = format!("this is not JSON ({error}); it starts with `{{` and so was read as JSON");
        Problem::at(text, offset..offset, "", message)
    })?;
    let Json::Object(map) = json else {
        return Err(Problem::whole("a scenario in JSON is an object: `{ … }`"));
    };
    let mut document = DocumentMut::new();
    fill(document.as_table_mut(), &map);
    Ok(document.to_string())
}

/// Plain values first: in TOML they must stand before the parts.
fn fill(table: &mut Table, map: &serde_json::Map<String, Json>) {
    let (parts, values): (Vec<_>, Vec<_>) = map.iter().partition(|(_, json)| is_part(json));
    for (key, json) in values.into_iter().chain(parts) {
        if let Some(item) = item(json) {
            table.insert(key, item);
        }
    }
}

fn is_part(json: &Json) -> bool {
    json.is_object() || is_list_of_parts(json)
}

fn is_list_of_parts(json: &Json) -> bool {
    json.as_array()
        .is_some_and(|list| !list.is_empty() && list.iter().all(Json::is_object))
}

/// `null` is an absent value.
fn item(json: &Json) -> Option<Item> {
    match json {
        Json::Object(map) => {
            let mut table = Table::new();
            fill(&mut table, map);
            Some(Item::Table(table))
        }
        Json::Array(list) if is_list_of_parts(json) => {
            let mut tables = ArrayOfTables::new();
            for map in list.iter().filter_map(Json::as_object) {
                let mut table = Table::new();
                fill(&mut table, map);
                tables.push(table);
            }
            Some(Item::ArrayOfTables(tables))
        }
        plain => value(plain).map(Item::Value),
    }
}

fn value(json: &Json) -> Option<Value> {
    match json {
        Json::Null => None,
        Json::Bool(value) => Some(Value::from(*value)),
        Json::String(text) => Some(Value::from(text.as_str())),
        Json::Number(number) => Some(match number.as_i64() {
            Some(whole) => Value::from(whole),
            None => Value::from(number.as_f64().unwrap_or(0.0)),
        }),
        Json::Array(list) => Some(Value::Array(list.iter().filter_map(value).collect::<Array>())),
        Json::Object(map) => {
            let entries = map
                .iter()
                .filter_map(|(key, json)| value(json).map(|value| (key.as_str(), value)));
            Some(Value::InlineTable(entries.collect::<InlineTable>()))
        }
    }
}

/// The place in a JSON text that a path of the scenario points at: its keys one after another.
pub(super) fn place(text: &str, path: &str) -> std::ops::Range<usize> {
    let mut at = 0;
    let mut found = 0..0;
    for part in path.split('.').filter(|part| part.parse::<usize>().is_err()) {
        let quoted = format!("\"{part}\"");
        if let Some(offset) = text.get(at..).and_then(|rest| rest.find(&quoted)) {
            found = at + offset..at + offset + quoted.len();
            at = found.end;
        }
    }
    found
}
