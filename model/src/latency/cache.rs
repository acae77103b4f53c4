//! What was computed before, by content, bounded in size.

use indexmap::IndexMap;
use std::collections::VecDeque;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Values by content key. When they take more room than the limit, those not
/// used for the longest time go, one by one: their room serves the new ones.
#[derive(Debug)]
pub(super) struct Cache<V: ?Sized> {
    kept: IndexMap<u128, Entry<V>, BuildHasherDefault<Digested>>,
    /// Every use, oldest first; only the last of each key counts.
    uses: VecDeque<(u64, u128)>,
    clock: u64,
    size: usize,
    limit: usize,
}

#[derive(Debug)]
struct Entry<V: ?Sized> {
    value: Arc<V>,
    used: u64,
    size: usize,
}

/// Takes a key as its own hash: it is a digest already.
#[derive(Debug, Default)]
pub(super) struct Digested(u64);

impl Hasher for Digested {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}

impl<V: ?Sized> Cache<V> {
    /// An empty cache that holds about `limit` units of size.
    pub(super) fn new(limit: usize) -> Cache<V> {
        Cache {
            kept: IndexMap::default(),
            uses: VecDeque::new(),
            clock: 0,
            size: 0,
            limit,
        }
    }

    pub(super) fn get(&mut self, key: u128) -> Option<Arc<V>> {
        let entry = self.kept.get_mut(&key)?;
        self.clock += 1;
        entry.used = self.clock;
        let value = entry.value.clone();
        self.note(key);
        Some(value)
    }

    pub(super) fn insert(&mut self, key: u128, value: Arc<V>, size: usize) {
        self.clock += 1;
        let used = self.clock;
        self.size += size;
        if let Some(old) = self.kept.insert(key, Entry { value, used, size }) {
            self.size -= old.size;
        }
        self.note(key);
        while self.size > self.limit {
            let Some((used, oldest)) = self.uses.pop_front() else {
                break;
            };
            if self.is_last_use(used, oldest) {
                self.size -= self.kept.swap_remove(&oldest).map_or(0, |entry| entry.size);
            }
        }
    }

    /// Notes a use; now and then forgets those that others followed.
    fn note(&mut self, key: u128) {
        self.uses.push_back((self.clock, key));
        if self.uses.len() > 1024 + 4 * self.kept.len() {
            let mut uses = std::mem::take(&mut self.uses);
            uses.retain(|(used, key)| self.is_last_use(*used, *key));
            self.uses = uses;
        }
    }

    fn is_last_use(&self, used: u64, key: u128) -> bool {
        self.kept.get(&key).is_some_and(|entry| entry.used == used)
    }

    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_stays_bounded_and_keeps_what_was_used_last() {
        let mut cache: Cache<u64> = Cache::new(100);
        for value in 0..1000_u64 {
            cache.insert(u128::from(value), Arc::new(value), 7);
            assert!(cache.size() <= 100);
        }
        assert_eq!(cache.get(999).as_deref(), Some(&999));
        assert_eq!(cache.get(0), None);
    }

    #[test]
    fn an_entry_that_is_put_twice_counts_once() {
        let mut cache: Cache<u64> = Cache::new(100);
        cache.insert(1, Arc::new(1), 40);
        cache.insert(1, Arc::new(2), 50);
        assert_eq!(cache.size(), 50);
        assert_eq!(cache.get(1).as_deref(), Some(&2));
    }
}
