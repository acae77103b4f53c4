//! The reader's own scenarios, as this browser keeps them.
//!
//! One key a scenario, holding its text and nothing else, so that no damage to one can reach
//! another and nothing has to be parsed to be rescued. One more key holds their order; what it
//! does not name stands at the end.

use super::history::Entry;
use quorate_model::scenario::edit::Document;

/// What a scenario's key begins with.
const TEXT: &str = "quorate.scenario.";
/// The names of the scenarios, the latest first.
const ORDER: &str = "quorate.order";

/// A storage of texts under keys, such as the browser's; any of it may fail.
pub trait Keep {
    /// What is kept under `key`.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps `value`; false where that is not possible.
    fn set(&self, key: &str, value: &str) -> bool;
    /// Forgets `key`.
    fn remove(&self, key: &str);
    /// Every key there is.
    fn keys(&self) -> Vec<String>;
}

/// The scenarios of a storage.
#[derive(Clone, Copy)]
pub struct Shelf<'a>(pub &'a dyn Keep);

impl Shelf<'_> {
    /// Every scenario, the one changed last first.
    pub fn all(&self) -> Vec<Entry> {
        let mut ids = self.order();
        let mut others: Vec<String> = self
            .0
            .keys()
            .iter()
            .filter_map(|key| key.strip_prefix(TEXT).map(str::to_string))
            .filter(|id| !ids.contains(id))
            .collect();
        others.sort();
        ids.append(&mut others);
        ids.into_iter()
            .filter_map(|id| {
                Some(Entry {
                    text: self.read(&id)?,
                    id,
                })
            })
            .collect()
    }

    /// The text of the scenario `id`.
    pub fn read(&self, id: &str) -> Option<String> {
        self.0.get(&key(id))
    }

    /// Keeps `text` as the scenario `id`, as the latest; false where the storage does not take it.
    pub fn write(&self, id: &str, text: &str) -> bool {
        let kept = self.0.set(&key(id), text);
        let mut order = self.order();
        if kept && order.first().is_none_or(|first| first != id) {
            order.retain(|other| other != id);
            order.insert(0, id.to_string());
            self.0.set(ORDER, &order.join(" "));
        }
        kept
    }

    /// Takes the scenario `id` off the shelf.
    pub fn remove(&self, id: &str) {
        self.0.remove(&key(id));
        let mut order = self.order();
        order.retain(|other| other != id);
        self.0.set(ORDER, &order.join(" "));
    }

    /// `text` as a scenario: under the name it has on this shelf, else under a new one.
    pub fn entry(&self, text: String, now: f64) -> Entry {
        let same = self.all().into_iter().find(|kept| kept.text == text);
        same.unwrap_or_else(|| Entry {
            id: self.free(now),
            text,
        })
    }

    /// A name for a new scenario, free on this shelf; `now` is a clock in milliseconds.
    pub fn free(&self, now: f64) -> String {
        let mut number = now.max(0.0) as u64;
        while self.read(&number.to_string()).is_some() {
            number += 1;
        }
        number.to_string()
    }

    fn order(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in self.0.get(ORDER).unwrap_or_default().split_whitespace() {
            if ids.iter().all(|other| other != id) {
                ids.push(id.to_string());
            }
        }
        ids
    }
}

/// The key of the scenario `id`.
pub fn key(id: &str) -> String {
    format!("{TEXT}{id}")
}

/// What a person calls the scenario with this text: its title.
pub fn name(text: &str) -> String {
    let title = Document::parse(text)
        .ok()
        .and_then(|document| document.get("title"))
        .unwrap_or_default();
    match title.trim() {
        "" => "Untitled".to_string(),
        title => title.to_string(),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    /// A storage for tests.
    #[derive(Default)]
    pub struct Memory {
        held: RefCell<BTreeMap<String, String>>,
        full: bool,
    }

    impl Keep for Memory {
        fn get(&self, key: &str) -> Option<String> {
            self.held.borrow().get(key).cloned()
        }
        fn set(&self, key: &str, value: &str) -> bool {
            if !self.full {
                self.held.borrow_mut().insert(key.into(), value.into());
            }
            !self.full
        }
        fn remove(&self, key: &str) {
            self.held.borrow_mut().remove(key);
        }
        fn keys(&self) -> Vec<String> {
            self.held.borrow().keys().cloned().collect()
        }
    }

    fn ids(shelf: Shelf) -> Vec<String> {
        shelf.all().into_iter().map(|kept| kept.id).collect()
    }

    #[test]
    fn the_scenario_changed_last_stands_first() {
        let memory = Memory::default();
        let shelf = Shelf(&memory);
        for (id, text) in [("1", "a"), ("2", "b"), ("1", "c")] {
            assert!(shelf.write(id, text));
        }
        assert_eq!(ids(shelf), ["1", "2"]);
        assert_eq!(shelf.read("1").as_deref(), Some("c"));
        assert_eq!(shelf.entry("b".into(), 0.0).id, "2");
        shelf.remove("1");
        assert_eq!(ids(shelf), ["2"]);
    }

    #[test]
    fn a_damaged_order_loses_no_scenario() {
        let memory = Memory::default();
        let shelf = Shelf(&memory);
        shelf.write("1", "a");
        shelf.write("2", "b");
        for damaged in ["", "\u{0}garbage 2 2 nothing", "{\"ids\": [1]}"] {
            memory.set(ORDER, damaged);
            let mut found = ids(shelf);
            found.sort();
            assert_eq!(found, ["1", "2"], "{damaged}");
        }
    }

    #[test]
    fn a_full_storage_says_so_and_a_new_name_is_free() {
        let full = Memory {
            full: true,
            ..Memory::default()
        };
        assert!(!Shelf(&full).write("1", "a"));
        let memory = Memory::default();
        let shelf = Shelf(&memory);
        shelf.write("1000", "a");
        assert_eq!(shelf.free(1000.4), "1001");
        assert_eq!(shelf.free(f64::NAN), "0");
    }

    #[test]
    fn a_scenario_is_called_by_its_title() {
        assert_eq!(name("title = \"Mine\""), "Mine");
        assert_eq!(name("title = "), "Untitled");
        assert_eq!(name(""), "Untitled");
    }
}
