//! Lists of entries in both of TOML's spellings: `[[part]]` and `part = [ { … } ]`.

use super::reach::{Holder, holder};
use std::borrow::Cow;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, RawString, Table, Value};

/// A list of entries.
pub(super) enum List<'a> {
    Tables(&'a mut ArrayOfTables),
    Inline(&'a mut Array),
}

/// The list at `path`, when there is one.
pub(super) fn list_at<'a>(document: &'a mut DocumentMut, path: &[Cow<str>]) -> Option<List<'a>> {
    let (key, parent) = path.split_last()?;
    match holder(document, parent)?.into_item(key)? {
        Item::ArrayOfTables(list) => Some(List::Tables(list)),
        Item::Value(Value::Array(list)) => Some(List::Inline(list)),
        _ => None,
    }
}

impl List<'_> {
    /// Removes an entry; a heading above the first stays above the next.
    pub(super) fn remove(self, index: usize) {
        match self {
            List::Tables(list) if index < list.len() => {
                let heading = (index == 0).then(|| prefix(list.get(0))).flatten();
                list.remove(index);
                if let (Some(next), Some(heading)) = (list.get_mut(0), heading)
                    && has_comment(Some(&heading))
                    && !has_comment(next.decor().prefix())
                {
                    next.decor_mut().set_prefix(heading);
                }
            }
            List::Inline(list) if index < list.len() => {
                let first = list.get(0).map(|value| value.decor().clone());
                list.remove(index);
                if let (0, Some(next), Some(decor)) = (index, list.get_mut(0), first) {
                    *next.decor_mut() = decor;
                }
            }
            _ => {}
        }
    }

    /// Adds an entry at the end, spaced like the one before it.
    pub(super) fn push(self, entry: InlineTable) {
        match self {
            List::Tables(list) => {
                let last = list.len().checked_sub(1).and_then(|at| prefix(list.get(at)));
                let mut table = entry.into_table();
                if let Some(space) = last.filter(|last| list.len() > 1 && !has_comment(Some(last))) {
                    table.decor_mut().set_prefix(space);
                }
                list.push(table);
            }
            List::Inline(list) => {
                let space = list.iter().last().and_then(|last| last.decor().prefix().cloned());
                let mut entry = Value::InlineTable(entry);
                let space = space.filter(|space| !has_comment(Some(space)));
                entry.decor_mut().set_prefix(space.unwrap_or_else(|| " ".into()));
                let last = list.iter_mut().last();
                let end = last.map(|last| {
                    let end = last.decor().suffix().cloned();
                    last.decor_mut().set_suffix("");
                    end
                });
                entry
                    .decor_mut()
                    .set_suffix(end.map_or_else(|| " ".into(), Option::unwrap_or_default));
                list.push_formatted(entry);
            }
        }
    }

    /// Writes a copy of an entry behind it; `None` when there is no such entry.
    pub(super) fn copy(self, index: usize) -> Option<()> {
        match self {
            List::Tables(list) => {
                let mut copy = list.get(index).cloned()?;
                let names: Vec<&str> = list
                    .iter()
                    .filter_map(|table| table.get("name")?.as_str())
                    .collect();
                mark_copy(Holder::Table(&mut copy), &names);
                without_comment(&mut copy);
                let mut tables: Vec<Table> = list.iter().cloned().collect();
                tables.insert(index + 1, copy);
                refill(list, tables);
            }
            List::Inline(list) => {
                let mut copy = list.get(index).cloned()?;
                let named = list.iter().filter_map(Value::as_inline_table);
                let names: Vec<&str> = named.filter_map(|table| table.get("name")?.as_str()).collect();
                if let Some(table) = copy.as_inline_table_mut() {
                    mark_copy(Holder::Inline(table), &names);
                }
                if has_comment(copy.decor().prefix())
                    || copy.decor().prefix().and_then(RawString::as_str) == Some("")
                {
                    copy.decor_mut().set_prefix(" ");
                }
                list.insert_formatted(index + 1, copy);
            }
        }
        Some(())
    }

    /// Moves an entry by so many places, as far as the list goes.
    pub(super) fn shift(self, index: usize, by: isize) {
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
                let spaces: Vec<_> = list.iter().map(|value| value.decor().clone()).collect();
                let moved = list.remove(index);
                list.insert_formatted(target, moved);
                let commented = spaces
                    .iter()
                    .any(|space| has_comment(space.prefix()) || has_comment(space.suffix()));
                if !commented {
                    list.iter_mut()
                        .zip(spaces)
                        .for_each(|(value, space)| *value.decor_mut() = space);
                }
            }
        }
    }
}

/// Prints `copy` right behind the table it was copied from, without that one's comment.
pub(super) fn move_behind(copy: &mut Item) {
    if let Item::Table(table) = copy {
        let last = last_position(table);
        set_positions(table, last);
        without_comment(table);
    }
}

/// Whether a comment stands in the space before or behind something.
pub(super) fn has_comment(space: Option<&RawString>) -> bool {
    space
        .and_then(RawString::as_str)
        .is_some_and(|space| space.contains('#'))
}

fn prefix(table: Option<&Table>) -> Option<RawString> {
    table?.decor().prefix().cloned()
}

fn without_comment(table: &mut Table) {
    if has_comment(table.decor().prefix()) {
        table.decor_mut().set_prefix("\n");
    }
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

/// Has `table` and all in it printed at `position`.
pub(super) fn set_positions(table: &mut Table, position: Option<isize>) {
    table.set_position(position);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => set_positions(inner, position),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(|inner| set_positions(inner, position)),
            _ => {}
        }
    }
}

fn last_position(table: &Table) -> Option<isize> {
    let inner = table.iter().filter_map(|(_, item)| match item {
        Item::Table(inner) => last_position(inner),
        Item::ArrayOfTables(list) => list.iter().filter_map(last_position).max(),
        _ => None,
    });
    inner.chain(table.position()).max()
}

/// Marks the name of an entry as that of a copy.
fn mark_copy(entry: Holder<'_>, taken: &[&str]) {
    let Some(Item::Value(value)) = entry.into_item("name") else {
        return;
    };
    let Some(name) = value.as_str() else { return };
    let base = name.split(" (copy").next().unwrap_or(name);
    let numbered = (2..).map(|n| format!("{base} (copy {n})"));
    let free = std::iter::once(format!("{base} (copy)"))
        .chain(numbered)
        .find(|name| !taken.contains(&name.as_str()));
    if let Some(free) = free {
        let decor = value.decor().clone();
        *value = Value::from(free);
        *value.decor_mut() = decor;
    }
}
