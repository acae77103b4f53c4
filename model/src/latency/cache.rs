//! What was computed before, by content, bounded in size.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Values by content key. When they take more room than the limit, those not
/// used for the longest time go, one by one: their room serves the new ones.
#[derive(Debug)]
pub(super) struct Cache<V: ?Sized> {
    kept: BTreeMap<u128, Entry<V>>,
    /// Keys by their last use.
    ages: BTreeMap<u64, u128>,
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

impl<V: ?Sized> Cache<V> {
    /// An empty cache that holds about `limit` units of size.
    pub(super) fn new(limit: usize) -> Cache<V> {
        Cache {
            kept: BTreeMap::new(),
            ages: BTreeMap::new(),
            clock: 0,
            size: 0,
            limit,
        }
    }

    pub(super) fn get(&mut self, key: u128) -> Option<Arc<V>> {
        let entry = self.kept.get_mut(&key)?;
        self.clock += 1;
        self.ages.remove(&entry.used);
        self.ages.insert(self.clock, key);
        entry.used = self.clock;
        Some(entry.value.clone())
    }

    pub(super) fn insert(&mut self, key: u128, value: Arc<V>, size: usize) {
        self.clock += 1;
        let used = self.clock;
        self.ages.insert(used, key);
        self.size += size;
        if let Some(old) = self.kept.insert(key, Entry { value, used, size }) {
            self.ages.remove(&old.used);
            self.size -= old.size;
        }
        while self.size > self.limit {
            let Some((_, oldest)) = self.ages.pop_first() else {
                break;
            };
            self.size -= self.kept.remove(&oldest).map_or(0, |entry| entry.size);
        }
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
