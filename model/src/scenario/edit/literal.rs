//! Values as TOML: bare, listed or in quotes.

use toml_edit::{Item, Value};

/// Keys whose values are `true` or `false`.
const SWITCHES: [&str; 2] = ["fails_fast", "included"];
/// Keys whose values are whole numbers, written without quotes.
const COUNTS: [&str; 3] = ["quorate", "retries", "quantity"];
/// Keys whose values are lists of texts.
const LISTS: [&str; 5] = ["services", "notes", "map", "on", "journeys"];

/// The TOML for `value` where `old` stood: what was bare or a list stays so while it can.
pub(super) fn rewritten(value: &str, old: &str) -> String {
    let value = value.trim();
    let bare = !old.starts_with(['"', '\'']);
    let kept = literal(value).filter(|found| match found {
        Value::Array(_) => old.starts_with('['),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => true,
        _ => false,
    });
    if bare && kept.is_some() {
        return value.to_owned();
    }
    if old.starts_with('\'')
        && !old.starts_with("'''")
        && !value.contains(|c: char| c == '\'' || c.is_control())
    {
        return format!("'{value}'");
    }
    quoted(value)
}

/// The value of a new key: switches, counts and lists as such, everything else as text.
pub(super) fn new_value(key: &str, value: &str) -> Item {
    let value = value.trim();
    let found = literal(value).filter(|found| match found {
        Value::Boolean(_) => SWITCHES.contains(&key),
        Value::Integer(_) => COUNTS.contains(&key),
        Value::Array(_) => LISTS.contains(&key),
        _ => false,
    });
    let text = || quoted(value).parse().unwrap_or_else(|_| Value::from(value));
    Item::Value(found.unwrap_or_else(text))
}

/// `value` as a text in quotes on one line.
pub(super) fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `text` as a TOML value, when it is one from end to end.
fn literal(text: &str) -> Option<Value> {
    let found: Value = text.parse().ok()?;
    let whole = found.is_array() || !text.contains(['#', '\n', '\r']);
    whole.then_some(found)
}
