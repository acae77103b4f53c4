//! Named tables such as `[services.cart]`: their order in the text.

use super::list::set_positions;
use toml_edit::{Item, Table};

/// Moves the table `key` of `parent` by so many places among its sisters, as far as they go. Tables
/// written in one line or with dotted keys stay where they are.
pub(super) fn shift(parent: &mut Table, key: &str, by: isize) {
    let mut order = written_tables(parent);
    let Some(from) = order.iter().position(|(_, name)| name == key) else {
        return;
    };
    let to = from.saturating_add_signed(by).min(order.len() - 1);
    let places: Vec<isize> = order.iter().map(|(place, _)| *place).collect();
    let moved = order.remove(from);
    order.insert(to, moved);
    for ((_, name), place) in order.iter().zip(places) {
        if let Some(Item::Table(table)) = parent.get_mut(name) {
            set_positions(table, Some(place));
        }
    }
}

/// The tables with a heading of their own, by where they stand.
fn written_tables(parent: &Table) -> Vec<(isize, String)> {
    let mut found: Vec<(isize, String)> = parent
        .iter()
        .filter_map(|(name, item)| Some((item.as_table()?.position()?, name.to_owned())))
        .collect();
    found.sort();
    found
}
