//! Scenarios written as JSON: the same keys, turned into TOML; and where a path stands in the JSON.

use super::path::{join, parts};
use super::size::check_marks;
use crate::clip::clip;
use crate::order::order_by;
use crate::problem::Problem;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
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
    let Json::Object(entries) = json else {
        return Err(Problem::whole("a scenario in JSON is an object: `{ … }`"));
    };
    if let Some(refused) = Scan::all(text).refused {
        return Err(refused);
    }
    if headers(&entries, 0) > MAX_HEADERS {
        return Err(Problem::whole(
            "the keys of this JSON are too long to be a scenario; shorten the names",
        ));
    }
    let mut document = DocumentMut::new();
    fill(document.as_table_mut(), &entries);
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

/// A value of JSON.
enum Json {
    Null,
    Plain(Value),
    List(Vec<Json>),
    Object(Entries),
}

/// The entries of an object by rising key.
type Entries = Vec<(String, Json)>;

impl Json {
    fn object(&self) -> Option<&Entries> {
        match self {
            Json::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// What it says, when it is a text.
    fn text(self) -> String {
        match self {
            Json::Plain(Value::String(text)) => text.into_value(),
            _ => String::new(),
        }
    }

    fn is_list_of_parts(&self) -> bool {
        match self {
            Json::List(list) => !list.is_empty() && list.iter().all(|json| json.object().is_some()),
            _ => false,
        }
    }

    fn is_part(&self) -> bool {
        self.object().is_some() || self.is_list_of_parts()
    }

    /// As one value; `null` is an absent one.
    fn value(&self) -> Option<Value> {
        match self {
            Json::Null => None,
            Json::Plain(value) => Some(value.clone()),
            Json::List(list) => {
                let mut array = Array::new();
                list.iter()
                    .filter_map(Json::value)
                    .for_each(|value| array.push(value));
                Some(Value::Array(array))
            }
            Json::Object(entries) => {
                let mut table = InlineTable::new();
                for (key, json) in entries {
                    if let Some(value) = json.value() {
                        table.insert(key.as_str(), value);
                    }
                }
                Some(Value::InlineTable(table))
            }
        }
    }

    fn item(&self) -> Option<Item> {
        match self {
            Json::Object(entries) => Some(Item::Table(table(entries))),
            Json::List(list) if self.is_list_of_parts() => {
                let mut tables = ArrayOfTables::new();
                for entries in list.iter().filter_map(Json::object) {
                    tables.push(table(entries));
                }
                Some(Item::ArrayOfTables(tables))
            }
            plain => plain.value().map(Item::Value),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

/// Takes what the parser meets.
struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Plain(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Plain(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Plain(match i64::try_from(value) {
            Ok(whole) => whole.into(),
            Err(_) => (value as f64).into(),
        }))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Plain(value.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Plain(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(json) = access.next_element()? {
            list.push(json);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        // Keys are read as values: the parser has code of its own for what has to be a text.
        while let Some((key, json)) = access.next_entry::<Json, Json>()? {
            entries.push((key.text(), json));
        }
        Ok(Json::Object(by_key(entries)))
    }
}

fn by_key(entries: Entries) -> Entries {
    let places = order_by(entries.len(), &mut |a, b| entries[a].0.cmp(&entries[b].0));
    let mut open: Vec<_> = entries.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|place| open[place].take())
        .collect()
}

/// Bytes of all part headers, each of which repeats the path to it.
fn headers(entries: &Entries, above: usize) -> usize {
    let mut sum: usize = 0;
    for (key, json) in entries {
        let here = above + key.len() + 1;
        let below = match json {
            Json::Object(entries) => headers(entries, here),
            Json::List(list) => list
                .iter()
                .filter_map(Json::object)
                .map(|entries| here + headers(entries, here))
                .sum(),
            _ => 0,
        };
        sum = sum.saturating_add(here + below);
    }
    sum
}

fn table(entries: &Entries) -> Table {
    let mut table = Table::new();
    fill(&mut table, entries);
    table
}

/// Plain values first: in TOML they must stand before the parts.
fn fill(table: &mut Table, entries: &Entries) {
    for parts in [false, true] {
        for (key, json) in entries.iter().filter(|(_, json)| json.is_part() == parts) {
            if let Some(item) = json.item() {
                table.insert(key, item);
            }
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
            _ => {
                let json = serde_json::from_str::<Json>(&text[span.clone()]);
                Cow::Owned(json.map_or_else(|_| String::new(), Json::text))
            }
        }
    }

    fn object(&mut self, wanted: Option<&[Cow<str>]>, path: &str, depth: usize) {
        let mut keys = Vec::new();
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
            let here = self.inside(path, &key);
            self.value(rest, &here, depth + 1);
            keys.push((key, span));
            self.take(b',');
        }
        self.take(b'}');
        if let Some((key, span)) = repeated(&keys).and_then(|at| keys.into_iter().nth(at)) {
            let here = self.inside(path, &key);
            let message = format!(
                "`{}` is written twice in the same object; keep one of them",
                clip(&key)
            );
            self.refuse(span, here, message);
        }
    }

    /// The path of `key` in a refusal: only the short names of a scenario's own keys make it up.
    fn inside(&self, path: &str, key: &str) -> String {
        if self.refused.is_none() && key.len() < 64 {
            join(path, key)
        } else {
            path.to_owned()
        }
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

/// A key as read, and its bytes.
type Key<'a> = (Cow<'a, str>, Range<usize>);

/// The place of the first key that stood there before.
fn repeated(keys: &[Key<'_>]) -> Option<usize> {
    let places = order_by(keys.len(), &mut |a, b| keys[a].0.cmp(&keys[b].0));
    let pairs = places
        .windows(2)
        .filter(|pair| keys[pair[0]].0 == keys[pair[1]].0);
    pairs.map(|pair| pair[1]).min()
}
