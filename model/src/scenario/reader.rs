//! From the document to typed values: every key known, every problem with its place.
//!
//! Reading does not stop at the first mistake: each is noted with its path, so that a page can say
//! all of them beside their fields.

use super::keys::Keys;
use super::path::join;
use crate::clip::clip;
use crate::problem::{Problem, nearest};
use indexmap::IndexMap;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;
use toml_edit::{ArrayOfTables, Item, Table, Value};

/// A place in the document.
#[derive(Clone, Copy)]
pub(crate) enum Node<'a> {
    Value(&'a Value),
    Table(&'a Table, &'a Item),
    Entry(&'a Table),
    Tables(&'a ArrayOfTables),
}

impl<'a> Node<'a> {
    fn new(item: &'a Item) -> Option<Self> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Node::Value(value)),
            Item::Table(table) => Some(Node::Table(table, item)),
            Item::ArrayOfTables(list) => Some(Node::Tables(list)),
        }
    }

    fn keys(self) -> Option<Keys<'a>> {
        match self {
            Node::Value(value) => Keys::of_value(value),
            Node::Table(table, _) | Node::Entry(table) => Some(Keys::Table(table)),
            Node::Tables(_) => None,
        }
    }

    fn span(self) -> Option<Range<usize>> {
        match self {
            Node::Value(value) => value.span(),
            Node::Table(_, item) => item.span(),
            Node::Entry(table) => table.span(),
            Node::Tables(list) => list.span(),
        }
    }
}

/// Most problems that are noted; behind them nobody reads on.
const MAX_PROBLEMS: usize = 20;

/// Reads values and notes problems.
pub(crate) struct Reader<'a> {
    text: &'a str,
    path: Vec<String>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            path: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Reads the whole document.
    pub(crate) fn document<T: Read>(&mut self, root: &Item) -> Option<T> {
        T::read(Node::new(root)?, self)
    }

    /// Whether no more problems are noted.
    fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    fn note(&mut self, span: Option<Range<usize>>, message: String) {
        if !self.is_full() {
            let path = self
                .path
                .iter()
                .fold(String::new(), |path, part| join(&path, part));
            self.problems
                .push(Problem::at(self.text, span.unwrap_or(0..0), path, message));
        }
    }

    fn inside<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(part.to_owned());
        let result = read(self);
        self.path.pop();
        result
    }

    /// Hands the value of every key to its field, which has the place that the key has in `known`; a
    /// key not there, or one of `required` that is missing (`a|b`: both are), is a problem.
    pub(crate) fn fields(
        &mut self,
        node: Node<'_>,
        known: &[&str],
        required: &[&str],
        fields: &mut [&mut dyn Field],
    ) -> bool {
        let Some(keys) = node.keys() else {
            let wanted = format!("a part with keys of its own (`[{}]`)", self.header());
            self.wrong_kind(node, &wanted);
            return false;
        };
        let before = self.problems.len();
        let mut mistyped = false;
        for (key, item) in keys.iter() {
            let Some(child) = Node::new(item) else { continue };
            let span = keys.span(key).or_else(|| child.span());
            self.inside(key, |reader| match known.iter().position(|known| *known == key) {
                Some(number) => fields[number].put(child, reader),
                None => {
                    mistyped = true;
                    reader.unknown(key, known, span);
                }
            });
        }
        // A mistyped key has been told of already.
        let told = mistyped && self.problems.len() > before;
        let lacking = |keys_wanted: &&&str| keys_wanted.split('|').all(|key| keys.get(key).is_none());
        for wanted in required.iter().filter(lacking) {
            let key = wanted.split('|').next().unwrap_or(wanted);
            if self.is_full() || told {
                break;
            }
            let example = match key {
                "price" => "$0.806/h",
                "cost" => "$5k",
                "long" => "1 h",
                "below" => "99.9%",
                "credit" => "10%",
                _ => "…",
            };
            self.note(
                node.span(),
                format!("`{key}` is missing here; add `{key} = \"{example}\"`"),
            );
        }
        true
    }

    /// The part in hand as its header names it: list entries have no number there.
    fn header(&self) -> String {
        let names = self.path.iter().filter(|part| part.parse::<usize>().is_err());
        clip(&names.fold(String::new(), |path, part| join(&path, part)))
    }

    fn unknown(&mut self, key: &str, known: &[&str], span: Option<Range<usize>>) {
        if self.is_full() {
            return;
        }
        let parents = &self.path[..self.path.len().saturating_sub(1)];
        let part = if parents.is_empty() {
            "a scenario".to_owned()
        } else {
            format!("`{}`", clip(&parents.join(".")))
        };
        let way_out = match nearest(key, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known there: {}", known.join(", ")),
        };
        let message = format!("`{}` is not a key of {part}; {way_out}", clip(key));
        self.note(span, message);
    }

    /// Says what stands where `wanted` should.
    pub(crate) fn wrong_kind(&mut self, node: Node<'_>, wanted: &dyn Display) {
        let read = match node {
            Node::Value(Value::Array(_)) | Node::Tables(_) => "a list".to_owned(),
            Node::Value(Value::InlineTable(_)) | Node::Table(..) | Node::Entry(_) => {
                "a part with keys".to_owned()
            }
            Node::Value(value) => format!("`{}`", self.raw(value)),
        };
        self.note(
            node.span(),
            format!("{read} is written here, but {wanted} is wanted"),
        );
    }

    /// The value as written, without quotes.
    fn raw(&self, value: &Value) -> String {
        match value {
            Value::String(text) => clip(text.value()),
            other => other
                .span()
                .and_then(|span| self.text.get(span))
                .map_or_else(String::new, clip),
        }
    }

    /// The text of a value: a string, or a number as written.
    pub(crate) fn scalar(&mut self, node: Node<'_>, wanted: &dyn Display) -> Option<String> {
        match node {
            Node::Value(Value::String(text)) => Some(text.value().clone()),
            Node::Value(Value::Integer(whole)) => Some(whole.value().to_string()),
            Node::Value(value @ Value::Float(_)) => Some(self.raw(value)),
            _ => {
                self.wrong_kind(node, wanted);
                None
            }
        }
    }

    /// A value that reads itself from text.
    pub(crate) fn parsed<T>(&mut self, node: Node<'_>, wanted: &dyn Display) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text = self.scalar(node, wanted)?;
        self.accepted(node, text.parse())
    }

    /// What was read; `None` when it did not read, which is noted.
    pub(crate) fn accepted<T, E: Display>(&mut self, node: Node<'_>, read: Result<T, E>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.note(node.span(), error.to_string());
                None
            }
        }
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(&mut self, node: Node<'_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.scalar(node, &"a word in quotes")?;
        let found = words.iter().find(|(word, _)| *word == text.trim());
        if found.is_none() {
            let known: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.note(
                node.span(),
                format!(
                    "`{}` is not possible here; write {}",
                    clip(&text),
                    known.join(" or ")
                ),
            );
        }
        found.map(|(_, value)| *value)
    }
}

/// A type a scenario holds.
pub(crate) trait Read: Sized {
    /// Reads a value; `None` when a problem was noted.
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self>;
}

/// A field of a part: filled in when its key is there.
pub(crate) trait Field {
    /// Takes the value at `node`.
    fn put(&mut self, node: Node<'_>, reader: &mut Reader<'_>);
}

impl<T: Read> Field for Option<T> {
    fn put(&mut self, node: Node<'_>, reader: &mut Reader<'_>) {
        *self = T::read(node, reader);
    }
}

impl<T: Read> Field for Vec<T> {
    fn put(&mut self, node: Node<'_>, reader: &mut Reader<'_>) {
        *self = Vec::read(node, reader).unwrap_or_default();
    }
}

impl<T: Read> Field for IndexMap<String, T> {
    fn put(&mut self, node: Node<'_>, reader: &mut Reader<'_>) {
        let Some(keys) = node.keys() else {
            let wanted = format!("a part with named entries (`[{}.NAME]`)", reader.header());
            return reader.wrong_kind(node, &wanted);
        };
        for (key, item) in keys.iter() {
            let Some(child) = Node::new(item) else { continue };
            if let Some(value) = reader.inside(key, |reader| T::read(child, reader)) {
                self.insert(key.to_owned(), value);
            }
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let entries: Vec<Node<'_>> = match node {
            Node::Tables(list) => list.iter().map(Node::Entry).collect(),
            Node::Value(Value::Array(list)) => list.iter().map(Node::Value).collect(),
            _ => {
                let wanted = match node.keys() {
                    Some(_) => format!("a list (`[[{}]]`)", reader.header()),
                    None => "a list such as `[\"a\", \"b\"]`".to_owned(),
                };
                reader.wrong_kind(node, &wanted);
                return None;
            }
        };
        let read = |(index, node): (usize, Node<'_>)| {
            reader.inside(&index.to_string(), |reader| T::read(node, reader))
        };
        Some(entries.into_iter().enumerate().filter_map(read).collect())
    }
}

impl Read for String {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.scalar(node, &"a text in quotes")
    }
}

impl Read for bool {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::Value(Value::Boolean(value)) => Some(*value.value()),
            _ => {
                reader.wrong_kind(node, &"`true` or `false`");
                None
            }
        }
    }
}

impl Read for u32 {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.scalar(node, &"a whole number such as `2`")?;
        let value = text.trim().parse().ok();
        if value.is_none() {
            reader.wrong_kind(node, &"a whole number such as `2`");
        }
        value
    }
}

/// Declares how a part is read: its keys, and which of them must be there.
macro_rules! part {
    ($name:ident { $($field:ident),* $(,)? } $(needs $($required:literal),*)?) => {
        impl $crate::scenario::reader::Read for $name {
            fn read(node: $crate::scenario::reader::Node<'_>, reader: &mut $crate::scenario::reader::Reader<'_>) -> Option<Self> {
                let mut own = Self::default();
                let known = [$(stringify!($field)),*];
                let mut fields: [&mut dyn $crate::scenario::reader::Field; _] = [$(&mut own.$field),*];
                let read = reader.fields(node, &known, &[$($($required),*)?], &mut fields);
                read.then_some(own)
            }
        }

        impl $crate::scenario::reader::Field for $name {
            fn put(&mut self, node: $crate::scenario::reader::Node<'_>, reader: &mut $crate::scenario::reader::Reader<'_>) {
                if let Some(own) = <Self as $crate::scenario::reader::Read>::read(node, reader) {
                    *self = own;
                }
            }
        }
    };
}

pub(super) use part;
