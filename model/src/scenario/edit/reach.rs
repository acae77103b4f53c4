//! Finding the table at a path, and creating what is missing on the way.

use super::list::list_at;
use std::borrow::Cow;
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// What holds keys.
pub(super) enum Holder<'a> {
    Table(&'a mut Table),
    Inline(&'a mut InlineTable),
}

impl<'a> Holder<'a> {
    pub(super) fn keys(&mut self) -> &mut dyn TableLike {
        match self {
            Holder::Table(table) => *table,
            Holder::Inline(table) => *table,
        }
    }

    fn into_keys(self) -> &'a mut dyn TableLike {
        match self {
            Holder::Table(table) => table,
            Holder::Inline(table) => table,
        }
    }

    fn get(self, part: &str) -> Option<&'a mut Item> {
        match self {
            Holder::Table(table) => table.get_mut(part),
            Holder::Inline(table) => TableLike::get_mut(table, part),
        }
    }
}

/// The table at `path`, when there is one.
pub(super) fn holder<'a>(document: &'a mut DocumentMut, path: &[Cow<str>]) -> Option<Holder<'a>> {
    let mut here = Holder::Table(document.as_table_mut());
    let mut rest = path.iter().peekable();
    while let Some(part) = rest.next() {
        let item = here.get(part)?;
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
            (Item::Table(table), _) => Holder::Table(table),
            (Item::Value(Value::InlineTable(table)), _) => Holder::Inline(table),
            _ => return None,
        };
    }
    Some(here)
}

/// The table at `path`, created on the way where keys are missing.
pub(super) fn reach<'a>(document: &'a mut DocumentMut, path: &[Cow<str>]) -> Option<&'a mut dyn TableLike> {
    let position = before_designs(document);
    for depth in 1..=path.len() {
        let (here, above) = (&path[..depth], &path[..depth - 1]);
        if holder(document, here).is_some() || list_at(document, here).is_some() {
            continue;
        }
        let mut above_holder = holder(document, above)?;
        let keys = above_holder.keys();
        if keys.contains_key(&path[depth - 1]) {
            return None;
        }
        let mut table = Table::new();
        table.set_implicit(true);
        table.set_dotted(path[0] == "design" && depth > 2);
        if path[0] != "design" && depth == 1 {
            table.set_position(position);
        }
        keys.insert(&path[depth - 1], Item::Table(table));
    }
    holder(document, path).map(Holder::into_keys)
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
