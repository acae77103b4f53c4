//! A tolerant view of a scenario's text: any TOML, also when a quantity in it does not read.

use super::json;
use super::keys::Keys;
use super::path::{join, parts, split};
use super::size::check_marks;
use crate::clip::clip;
use crate::problem::Problem;
use std::ops::Range;
use toml_edit::{Item, Table, Value};

/// The text of a scenario, parsed as TOML with the place of every value.
#[derive(Clone, Debug)]
pub struct Document {
    inner: toml_edit::Document<String>,
    /// The JSON it was made from, where problems point.
    json: Option<String>,
}

impl Document {
    /// Parses `text` as TOML.
    ///
    /// # Errors
    /// The place and reason when it is no TOML, or more than is read at once.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        check_marks(text)?;
        match toml_edit::Document::parse(text.to_owned()) {
            Ok(inner) => Ok(Self { inner, json: None }),
            Err(error) => Err(syntax_problem(text, &error)),
        }
    }

    /// A document made from JSON: its problems point into the JSON.
    pub(super) fn of_json(self, json: &str) -> Self {
        Self {
            json: Some(json.to_owned()),
            ..self
        }
    }

    pub(super) fn root(&self) -> &Item {
        self.inner.as_item()
    }

    /// The text as parsed.
    pub fn text(&self) -> &str {
        self.inner.raw()
    }

    /// The value at `path` as a person reads it: texts without quotes, numbers as written.
    pub fn get(&self, path: &str) -> Option<String> {
        match find(self.inner.as_item(), path)? {
            Node::Item(Item::Value(value)) => Some(self.plain(value)),
            Node::Value(value) => Some(self.plain(value)),
            _ => None,
        }
    }

    /// The keys below `path` in order of writing; empty when there is no table.
    pub fn keys(&self, path: &str) -> Vec<String> {
        match find(self.inner.as_item(), path).and_then(Node::keys) {
            Some(keys) => keys.iter().map(|(key, _)| key.to_owned()).collect(),
            None => Vec::new(),
        }
    }

    /// How many entries the list at `path` has; 0 when there is no list.
    pub fn len(&self, path: &str) -> usize {
        find(self.inner.as_item(), path).map_or(0, |node| node.len())
    }

    /// Whether nothing stands in the document.
    pub fn is_empty(&self) -> bool {
        self.inner.as_table().is_empty()
    }

    /// Whether anything stands at `path`.
    pub fn has(&self, path: &str) -> bool {
        find(self.inner.as_item(), path).is_some()
    }

    /// The bytes of the value at `path`; `None` for parts and lists of parts, which hold more values.
    pub(super) fn value_span(&self, path: &str) -> Option<Range<usize>> {
        let value = match find(self.inner.as_item(), path)? {
            Node::Item(Item::Value(value)) | Node::Value(value) => value,
            _ => return None,
        };
        let plain = match value {
            Value::InlineTable(_) => false,
            Value::Array(list) => !list.iter().any(Value::is_inline_table),
            _ => true,
        };
        value.span().filter(|_| plain)
    }

    /// The bytes of the value at `path`.
    pub fn span(&self, path: &str) -> Option<Range<usize>> {
        match find(self.inner.as_item(), path)? {
            Node::Item(item) => item.span(),
            Node::Value(value) => value.span(),
            Node::Table(table) => table.span(),
        }
    }

    /// The place to point at for `path`: its value, or the nearest enclosing one that has a place.
    pub fn place(&self, path: &str) -> Range<usize> {
        let mut rest = path;
        while !rest.is_empty() {
            if let Some(span) = self.span(rest) {
                return span;
            }
            rest = split(rest).0;
        }
        0..0
    }

    /// A problem with the value at `path`.
    pub fn problem(&self, path: &str, message: impl Into<String>) -> Problem {
        match &self.json {
            Some(json) => Problem::at(json, json::place(json, path), path, message),
            None => Problem::at(self.text(), self.place(path), path, message),
        }
    }

    /// A problem with some bytes of the text value at `path`; it points at the whole value where
    /// the value is not written as it reads.
    pub fn problem_inside(&self, path: &str, bytes: Range<usize>, message: impl Into<String>) -> Problem {
        let span = self.place(path);
        let value = self.get(path).unwrap_or_default();
        let written = self.text().get(span.clone()).unwrap_or_default();
        let quotes = written.len().saturating_sub(value.len()) / 2;
        let plain = self.json.is_none() && written.get(quotes..quotes + value.len()) == Some(value.as_str());
        if !plain || value.is_empty() {
            return self.problem(path, message);
        }
        let start = span.start + quotes;
        let bytes = start + bytes.start..start + bytes.end.min(value.len() + 1);
        Problem::at(self.text(), bytes, path, message)
    }

    /// The path of the innermost key or value that holds byte `offset`.
    pub fn path_at(&self, offset: usize) -> String {
        let mut best = String::new();
        path_in_keys(Keys::Table(self.inner.as_table()), "", offset, &mut best);
        best
    }

    /// Every text value with its path, in order of writing.
    pub fn texts(&self) -> Vec<(String, String)> {
        let texts = self.plain_values().into_iter();
        texts
            .filter(|(_, value)| value.is_str())
            .map(|(path, value)| (path, self.plain(value)))
            .collect()
    }

    /// Every value that is neither a part nor a list with its path, as a person reads it, in order of
    /// writing.
    pub fn values(&self) -> Vec<(String, String)> {
        let values = self.plain_values().into_iter();
        values.map(|(path, value)| (path, self.plain(value))).collect()
    }

    fn plain_values(&self) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        values_in_keys(Keys::Table(self.inner.as_table()), "", &mut found);
        found
    }

    /// Hands every text value to `visit`, with the innermost key it stands under, in order of writing.
    pub(crate) fn each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a str)) {
        each_in_keys(Keys::Table(self.inner.as_table()), visit);
    }

    fn plain(&self, value: &Value) -> String {
        match value {
            Value::String(text) => text.value().clone(),
            other => match other.span().and_then(|span| self.text().get(span)) {
                Some(raw) => raw.to_owned(),
                None => other.to_string().trim().to_owned(),
            },
        }
    }
}

fn syntax_problem(text: &str, error: &toml_edit::TomlError) -> Problem {
    let span = error.span().unwrap_or(0..0);
    if let Some(value) = without_quotes(text, span.start) {
        let read = &text[value.clone()];
        return Problem::at(
            text,
            value,
            "",
            format!("`{read}` needs quotes; write it as `\"{read}\"`"),
        );
    }
    let read = text.get(span.clone()).unwrap_or_default();
    let message = match (plainly(error.message()), error.message()) {
        (Some(plain), _) => plain.to_owned(),
        (None, "duplicate key") => format!(
            "`{}` is written twice in the same part; keep one of them",
            clip(read)
        ),
        (None, said) if said.starts_with("cannot extend value") => format!(
            "`{}` has a value already and so can have no keys of its own; remove one of the two",
            clip(read)
        ),
        (None, said) => {
            let said: Vec<&str> = said.lines().map(str::trim).collect();
            format!(
                "this is not TOML: {}; a line reads `key = \"text\"`, and a part starts with `[part]`",
                clip(&said.join(", "))
            )
        }
    };
    Problem::at(text, span, "", message)
}

/// Where the text stands that a parser stumbled over at byte `at` since it lacks its quotes.
fn without_quotes(text: &str, at: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 80;
    let begin = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[begin..].lines().next()?;
    let (key, rest) = line.split_once('=')?;
    let value = rest.split(" #").next().unwrap_or(rest);
    let first = begin + key.len() + 1 + (value.len() - value.trim_start().len());
    let value = value.trim();
    let is_key = |c: char| c.is_alphanumeric() || " _-.\"".contains(c);
    let is_number = |c: char| c.is_ascii_digit() || "eE+-._".contains(c);
    let is_text = value.len() <= LONGEST
        && !value.chars().all(is_number)
        && !value.contains(['"', '\'', '[', ']', '{', '}', '\\', '`', '=']);
    let range = first..first + value.len();
    (key.chars().all(is_key) && is_text && (range.start..=range.end).contains(&at)).then_some(range)
}

/// What the parser says, by how it begins, in the words of those who write scenarios.
const PLAINLY: [(&str, &str); 20] = [
    (
        "key with no value",
        "a key stands here without `=`; write `key = \"text\"`",
    ),
    (
        "missing value",
        "nothing stands behind `=`; write `key = \"text\"`",
    ),
    (
        "string values must be quoted",
        "a text needs quotes; write `key = \"text\"`",
    ),
    (
        "invalid basic string, expected `\"`",
        "a text in quotes is not closed; close it with `\"` on the same line",
    ),
    (
        "invalid literal string, expected `'`",
        "a text in quotes is not closed; close it with `'` on the same line",
    ),
    (
        "invalid basic string",
        "a character that does not print stands in a text; remove it, or write it as `\\u0000`",
    ),
    (
        "invalid literal string",
        "a character that does not print stands in a text; remove it",
    ),
    (
        "missing escaped value",
        "`\\` starts an escape that is not known; write `\\\\`, or put the text in single quotes",
    ),
    (
        "unexpected key or value",
        "more stands on this line than one value; write it on a line of its own, or put `#` before a comment",
    ),
    (
        "unclosed array table",
        "the header of a list entry is not closed; write it as `[[part]]`",
    ),
    (
        "unclosed table",
        "the header of a part is not closed; write it as `[part]`",
    ),
    (
        "unclosed inline table",
        "a `{` is never closed; close it with `}`",
    ),
    ("unclosed array", "a `[` is never closed; close it with `]`"),
    (
        "missing comma",
        "a comma is missing between two entries; write `[\"a\", \"b\"]`",
    ),
    (
        "unquoted keys cannot be empty",
        "a key is missing before `=`; write `key = \"text\"`",
    ),
    (
        "integer number overflowed",
        "this number is too large to be read; write a smaller one",
    ),
    (
        "floating-point number overflowed",
        "this number is too large to be read; write a smaller one",
    ),
    (
        "unexpected leading zero",
        "a number does not start with `0`; remove it",
    ),
    (
        "carriage return must be followed",
        "a line ends in a way that is not known; write a plain line end there",
    ),
    (
        "cannot recurse",
        "this nests deeper than any scenario does; remove the inner brackets",
    ),
];

fn plainly(said: &str) -> Option<&'static str> {
    let said = said.lines().map(str::trim).collect::<Vec<_>>().join(", ");
    if said == "recursion limit" {
        return Some("this nests deeper than any scenario does; remove some of the dots");
    }
    let found = PLAINLY.iter().find(|(start, _)| said.starts_with(start));
    found.map(|(_, plain)| *plain)
}

/// A place in the document.
enum Node<'a> {
    Item(&'a Item),
    Value(&'a Value),
    Table(&'a Table),
}

impl<'a> Node<'a> {
    fn keys(self) -> Option<Keys<'a>> {
        match self {
            Node::Item(item) => Keys::of(item),
            Node::Value(value) => Keys::of_value(value),
            Node::Table(table) => Some(Keys::Table(table)),
        }
    }

    fn len(&self) -> usize {
        match self {
            Node::Item(Item::ArrayOfTables(list)) => list.len(),
            Node::Item(Item::Value(Value::Array(list))) | Node::Value(Value::Array(list)) => list.len(),
            _ => 0,
        }
    }

    fn child(self, part: &str) -> Option<Node<'a>> {
        let index = part.parse::<usize>().ok();
        match (&self, index) {
            (Node::Item(Item::ArrayOfTables(list)), Some(index)) => list.get(index).map(Node::Table),
            (Node::Item(Item::Value(Value::Array(list))), Some(index)) => list.get(index).map(Node::Value),
            (Node::Value(Value::Array(list)), Some(index)) => list.get(index).map(Node::Value),
            _ => self.keys()?.get(part).map(Node::Item),
        }
    }
}

fn find<'a>(root: &'a Item, path: &str) -> Option<Node<'a>> {
    parts(path)
        .iter()
        .try_fold(Node::Item(root), |node, part| node.child(part))
}

fn holds(span: Option<Range<usize>>, offset: usize) -> bool {
    span.is_some_and(|span| span.contains(&offset) || span.start == offset)
}

fn path_in_keys(keys: Keys<'_>, path: &str, offset: usize, best: &mut String) {
    for (name, item) in keys.iter() {
        let here = join(path, name);
        if holds(keys.span(name), offset) {
            best.clone_from(&here);
        }
        path_in_item(item, &here, offset, best);
    }
}

fn path_in_item(item: &Item, path: &str, offset: usize, best: &mut String) {
    match item {
        Item::Value(value) => path_in_value(value, path, offset, best),
        Item::Table(table) => path_in_keys(Keys::Table(table), path, offset, best),
        Item::ArrayOfTables(list) => {
            for (index, table) in list.iter().enumerate() {
                let here = join(path, &index.to_string());
                if holds(table.span(), offset) {
                    best.clone_from(&here);
                }
                path_in_keys(Keys::Table(table), &here, offset, best);
            }
        }
        Item::None => {}
    }
}

fn path_in_value(value: &Value, path: &str, offset: usize, best: &mut String) {
    if holds(value.span(), offset) {
        path.clone_into(best);
    }
    match value {
        Value::InlineTable(table) => path_in_keys(Keys::Inline(table), path, offset, best),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                path_in_value(value, &join(path, &index.to_string()), offset, best);
            }
        }
        _ => {}
    }
}

fn each_in_keys<'a>(keys: Keys<'a>, visit: &mut dyn FnMut(&'a str, &'a str)) {
    for (name, item) in keys.iter() {
        match item {
            Item::Value(value) => each_in_value(value, name, visit),
            Item::Table(inner) => each_in_keys(Keys::Table(inner), visit),
            Item::ArrayOfTables(list) => list
                .iter()
                .for_each(|inner| each_in_keys(Keys::Table(inner), visit)),
            Item::None => {}
        }
    }
}

fn each_in_value<'a>(value: &'a Value, key: &'a str, visit: &mut dyn FnMut(&'a str, &'a str)) {
    match value {
        Value::String(text) => visit(key, text.value()),
        Value::InlineTable(table) => each_in_keys(Keys::Inline(table), visit),
        Value::Array(list) => list.iter().for_each(|value| each_in_value(value, key, visit)),
        _ => {}
    }
}

fn values_in_keys<'a>(keys: Keys<'a>, path: &str, found: &mut Vec<(String, &'a Value)>) {
    for (name, item) in keys.iter() {
        let here = join(path, name);
        match item {
            Item::Value(value) => values_in_value(value, &here, found),
            Item::Table(inner) => values_in_keys(Keys::Table(inner), &here, found),
            Item::ArrayOfTables(list) => {
                for (index, inner) in list.iter().enumerate() {
                    values_in_keys(Keys::Table(inner), &join(&here, &index.to_string()), found);
                }
            }
            Item::None => {}
        }
    }
}

fn values_in_value<'a>(value: &'a Value, path: &str, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::InlineTable(table) => values_in_keys(Keys::Inline(table), path, found),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                values_in_value(value, &join(path, &index.to_string()), found);
            }
        }
        plain => found.push((path.to_owned(), plain)),
    }
}
