//! Finding the table at a path, and creating what is missing on the way.

use super::list::list_at;
use crate::scenario::keys::Keys;
use std::borrow::Cow;
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// What holds keys.
pub(super) enum Holder<'a> {
    Table(&'a mut Table),
    Inline(&'a mut InlineTable),
}

impl<'a> Holder<'a> {
    /// The keys of an item, when it holds any.
    pub(super) fn of(item: &'a mut Item) -> Option<Self> {
        match item {
            Item::Table(table) => Some(Holder::Table(table)),
            Item::Value(Value::InlineTable(table)) => Some(Holder::Inline(table)),
            _ => None,
        }
    }

    /// The same, to read.
    pub(super) fn keys(&self) -> Keys<'_> {
        match self {
            Holder::Table(table) => Keys::Table(table),
            Holder::Inline(table) => Keys::Inline(table),
        }
    }

    /// What stands at `key`.
    pub(super) fn into_item(self, key: &str) -> Option<&'a mut Item> {
        match self {
            Holder::Table(table) => table.get_mut(key),
            Holder::Inline(table) => TableLike::get_mut(table, key),
        }
    }

    /// Keys and what stands there, in order of writing.
    pub(super) fn into_iter(self) -> toml_edit::IterMut<'a> {
        match self {
            Holder::Table(table) => table.iter_mut(),
            Holder::Inline(table) => TableLike::iter_mut(table),
        }
    }

    /// Puts `item` at `key`.
    pub(super) fn insert(&mut self, key: &str, item: Item) {
        match self {
            Holder::Table(table) => table.insert(key, item),
            Holder::Inline(table) => TableLike::insert(*table, key, item),
        };
    }

    /// Takes out what stands at `key`.
    pub(super) fn remove(&mut self, key: &str) {
        match self {
            Holder::Table(table) => drop(table.remove(key)),
            Holder::Inline(table) => drop(table.remove(key)),
        }
    }
}

/// The table at `path`, when there is one.
pub(super) fn holder<'a>(document: &'a mut DocumentMut, path: &[Cow<str>]) -> Option<Holder<'a>> {
    let mut here = Holder::Table(document.as_table_mut());
    let mut rest = path.iter().peekable();
    while let Some(part) = rest.next() {
        let item = here.into_item(part)?;
        let index = rest.peek().and_then(|next| next.parse::<usize>().ok());
        here = match (item, index) {
            (Item::ArrayOfTables(list), Some(index)) => {
                rest.next();
                Holder::Table(list.get_mut(index)?)
            }
            (Item::Value(Value::Array(list)), Some(index)) => {
                rest.next();
                Holder::Inline(list.get_mut(index)?.as_inline_table_mut()?)
            }
            (item, _) => Holder::of(item)?,
        };
    }
    Some(here)
}

/// The table at `path`, created on the way where keys are missing.
pub(super) fn reach<'a>(document: &'a mut DocumentMut, path: &[Cow<str>]) -> Option<Holder<'a>> {
    let position = before_designs(document);
    for depth in 1..=path.len() {
        let (here, above) = (&path[..depth], &path[..depth - 1]);
        if holder(document, here).is_some() || list_at(document, here).is_some() {
            continue;
        }
        let mut above = holder(document, above)?;
        if above.keys().get(&path[depth - 1]).is_some() {
            return None;
        }
        let mut table = Table::new();
        table.set_implicit(true);
        table.set_dotted(path[0] == "design" && depth > 2);
        if path[0] != "design" && depth == 1 {
            table.set_position(position);
        }
        above.insert(&path[depth - 1], Item::Table(table));
    }
    holder(document, path)
}

/// Where a new part of the scenario goes: behind the last part above the first design.
fn before_designs(document: &DocumentMut) -> Option<isize> {
    let designs = document.get("design")?.as_array_of_tables()?;
    let first = designs.iter().filter_map(Table::position).min()?;
    let mut before = first - 1;
    let mut last = None;
    positions(document.as_table(), &mut |position| {
        if position < first {
            last = Some(last.map_or(position, |last: isize| last.max(position)));
        }
    });
    before = last.unwrap_or(before);
    Some(before)
}

fn positions(table: &Table, visit: &mut dyn FnMut(isize)) {
    for (_, item) in table.iter() {
        match item {
            Item::Table(inner) => {
                inner.position().into_iter().for_each(&mut *visit);
                positions(inner, visit);
            }
            Item::ArrayOfTables(list) => {
                for inner in list.iter() {
                    inner.position().into_iter().for_each(&mut *visit);
                    positions(inner, visit);
                }
            }
            _ => {}
        }
    }
}
