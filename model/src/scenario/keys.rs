//! A part's keys, in either of TOML's spellings: `[part]` and `part = { … }`.

use std::ops::Range;
use toml_edit::{InlineTable, Item, Table, TableLike, Value};

/// What holds keys, to read.
#[derive(Clone, Copy)]
pub(crate) enum Keys<'a> {
    Table(&'a Table),
    Inline(&'a InlineTable),
}

impl<'a> Keys<'a> {
    /// The keys of an item, when it holds any.
    pub(crate) fn of(item: &'a Item) -> Option<Self> {
        match item {
            Item::Table(table) => Some(Keys::Table(table)),
            Item::Value(value) => Self::of_value(value),
            _ => None,
        }
    }

    /// The keys of a value, when it is an inline table.
    pub(crate) fn of_value(value: &'a Value) -> Option<Self> {
        value.as_inline_table().map(Keys::Inline)
    }

    /// Keys and what stands there, in order of writing.
    pub(crate) fn iter(self) -> toml_edit::Iter<'a> {
        match self {
            Keys::Table(table) => table.iter(),
            Keys::Inline(table) => TableLike::iter(table),
        }
    }

    /// What stands at `key`.
    pub(crate) fn get(self, key: &str) -> Option<&'a Item> {
        match self {
            Keys::Table(table) => table.get(key),
            Keys::Inline(table) => TableLike::get(table, key),
        }
    }

    /// The bytes of `key` itself.
    pub(crate) fn span(self, key: &str) -> Option<Range<usize>> {
        match self {
            Keys::Table(table) => table.key(key)?.span(),
            Keys::Inline(table) => table.key(key)?.span(),
        }
    }
}
