//! Scenarios written as JSON: the same keys, turned into TOML; and where a path stands in the JSON.

use super::path::{join, parts};
use super::size::check_marks;
use crate::clip::clip;
use crate::problem::Problem;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// Most bytes the headers of the TOML may take: the path of every part is written out there.
const MAX_HEADERS: usize = 2_000_000;
/// Deepest nesting of a JSON scenario.
const MAX_NESTING: usize = 32;

/// The same scenario as TOML text.
///
/// # Errors
/// When the text is no JSON object, with line and column.
pub fn json_to_toml(text: &str) -> Result<String, Problem> {
    check_marks(text)?;
    let json: Json = serde_json::from_str(body(text)).map_err(|error| syntax_problem(text, &error))?;
    let Json::Object(map) = json else {
        return Err(Problem::whole("a scenario in JSON is an object: `{ … }`"));
    };
    if let Some(refused) = Scan::all(text).refused {
        return Err(refused);
    }
    if headers(&map, 0) > MAX_HEADERS {
        return Err(Problem::whole(
            "the keys of this JSON are too long to be a scenario; shorten the names",
        ));
    }
    let mut document = DocumentMut::new();
    fill(document.as_table_mut(), &map);
    Ok(document.to_string())
}

/// The text without the mark some editors write at the start of a file.
fn body(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// The key in a JSON text that `path` points at, or the nearest enclosing one.
pub(super) fn place(text: &str, path: &str) -> Range<usize> {
    let mut scan = Scan::new(text);
    scan.value(Some(&parts(path)), "", 0);
    scan.found
}

const TOO_DEEP: &str = "this JSON nests deeper than any scenario does; remove the inner brackets";

fn syntax_problem(text: &str, error: &serde_json::Error) -> Problem {
    let lines = body(text)
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let mark = text.len() - body(text).len();
    let offset = mark + lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let said = error.to_string();
    let reason = match said.split(" at line ").next().unwrap_or_default() {
        early if early.starts_with("EOF") => "it ends before everything in it is closed",
        other => other,
    };
    if reason.contains("recursion limit") {
        return Problem::at(text, offset..offset + 1, "", TOO_DEEP);
    }
    let message = format!(
        "this is not JSON: {reason} (read as JSON because it starts with `{{`; write TOML with a key or a `[part]` first)"
    );
    Problem::at(text, offset..offset + 1, "", message)
}

/// Bytes of all part headers, each of which repeats the path to it.
fn headers(map: &serde_json::Map<String, Json>, above: usize) -> usize {
    let inside = |key: &str, json: &Json| {
        let here = above + key.len() + 1;
        let below = match json {
            Json::Object(map) => headers(map, here),
            Json::Array(list) => list
                .iter()
                .filter_map(Json::as_object)
                .map(|map| here + headers(map, here))
                .sum(),
            _ => 0,
        };
        here + below
    };
    map.iter()
        .fold(0, |sum: usize, (key, json)| sum.saturating_add(inside(key, json)))
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

/// A walk through a text that is known to be JSON.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The innermost key on the wanted path so far.
    found: Range<usize>,
    /// Whether to look for what JSON allows and a scenario does not.
    strict: bool,
    /// The first such thing.
    refused: Option<Problem>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: text.len() - body(text).len(),
            found: 0..0,
            strict: false,
            refused: None,
        }
    }

    fn all(text: &'a str) -> Self {
        let mut scan = Self {
            strict: true,
            ..Self::new(text)
        };
        scan.value(None, "", 0);
        scan
    }

    fn peek(&mut self) -> u8 {
        let rest = &self.text.as_bytes()[self.at..];
        let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += space;
        rest.get(space).copied().unwrap_or_default()
    }

    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == byte;
        self.at += usize::from(next);
        next
    }

    /// Walks over one value; `wanted` is what is left of the path when the value lies on it.
    fn value(&mut self, wanted: Option<&[Cow<str>]>, path: &str, depth: usize) {
        match self.peek() {
            b'{' | b'[' if depth == MAX_NESTING => {
                self.refuse(self.at..self.at + 1, path.to_owned(), TOO_DEEP.to_owned());
                self.at = self.text.len();
            }
            b'{' => self.object(wanted, path, depth),
            b'[' => self.array(wanted, path, depth),
            b'"' => {
                self.string();
            }
            _ => {
                let rest = &self.text[self.at..];
                let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
                self.at += end.max(1).min(rest.len());
            }
        }
    }

    /// The bytes of a string with its quotes.
    fn string(&mut self) -> Range<usize> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at).filter(|byte| **byte != b'"') {
            self.at += if *byte == b'\\' { 2 } else { 1 };
        }
        self.at = (self.at + 1).min(self.text.len());
        start..self.at
    }

    /// The key written in these bytes.
    fn key(&self, span: &Range<usize>) -> Cow<'a, str> {
        let text = self.text;
        match text.get(span.start + 1..span.end - 1) {
            Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
            _ => Cow::Owned(serde_json::from_str(&text[span.clone()]).unwrap_or_default()),
        }
    }

    fn object(&mut self, wanted: Option<&[Cow<str>]>, path: &str, depth: usize) {
        let mut seen = BTreeSet::new();
        self.take(b'{');
        while self.peek() == b'"' {
            let span = self.string();
            let key = self.key(&span);
            let next = wanted.and_then(|wanted| wanted.split_first());
            let rest = next.filter(|(first, _)| **first == key).map(|(_, rest)| rest);
            if let Some(rest) = rest {
                self.found = span.clone();
                if rest.is_empty() {
                    return self.end();
                }
            }
            self.take(b':');
            if !self.strict {
                self.value(rest, "", depth + 1);
                self.take(b',');
                continue;
            }
            // Only the short names of a scenario's own keys make up the path of a refusal.
            let here = if self.refused.is_none() && key.len() < 64 {
                join(path, &key)
            } else {
                path.to_owned()
            };
            self.value(rest, &here, depth + 1);
            if seen.contains(&key) {
                let message = format!(
                    "`{}` is written twice in the same object; keep one of them",
                    clip(&key)
                );
                self.refuse(span, here, message);
            }
            seen.insert(key);
            self.take(b',');
        }
        self.take(b'}');
    }

    fn array(&mut self, wanted: Option<&[Cow<str>]>, path: &str, depth: usize) {
        let next = wanted.and_then(|wanted| wanted.split_first());
        let mut index = 0_usize;
        self.take(b'[');
        while !matches!(self.peek(), b']' | 0) {
            let rest = next
                .filter(|(first, _)| first.parse() == Ok(index))
                .map(|(_, rest)| rest);
            let start = self.at;
            if rest.is_some() {
                self.found = start..start + 1;
            }
            let here = if self.strict && self.refused.is_none() {
                join(path, &index.to_string())
            } else {
                String::new()
            };
            self.value(rest, &here, depth + 1);
            if rest.is_some_and(<[_]>::is_empty) {
                self.found = start..self.at;
                return self.end();
            }
            // `null` is left out of the list.
            index += usize::from(!self.text[start..].starts_with("null"));
            self.take(b',');
        }
        self.take(b']');
    }

    /// Reads no further: all that was looked for is found.
    fn end(&mut self) {
        self.at = self.text.len();
    }

    fn refuse(&mut self, span: Range<usize>, path: String, message: String) {
        let text = self.text;
        self.refused
            .get_or_insert_with(|| Problem::at(text, span, path, message));
    }
}
