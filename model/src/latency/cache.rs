//! What was computed before, by content, bounded in size.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Values by content key. When they take more room than the limit, those not
/// used for the longest time go.
#[derive(Debug)]
pub(super) struct Cache<V: ?Sized> {
    kept: BTreeMap<u128, Entry<V>>,
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
            clock: 0,
            size: 0,
            limit,
        }
    }

    pub(super) fn get(&mut self, key: u128) -> Option<Arc<V>> {
        self.clock += 1;
        let entry = self.kept.get_mut(&key)?;
        entry.used = self.clock;
        Some(entry.value.clone())
    }

    pub(super) fn insert(&mut self, key: u128, value: Arc<V>, size: usize) {
        self.clock += 1;
        let used = self.clock;
        let entry = Entry { value, used, size };
        self.size += size;
        if let Some(old) = self.kept.insert(key, entry) {
            self.size -= old.size;
        }
        if self.size > self.limit {
            self.shrink();
        }
    }

    /// Drops the least recently used until half the limit is free.
    fn shrink(&mut self) {
        let ages: Vec<(u64, usize)> = self.kept.values().map(|entry| (entry.used, entry.size)).collect();
        let ages = crate::order::sorted_by_key(ages, |(used, _)| *used as f64);
        let mut left = self.size;
        let mut cut = 0;
        for (used, size) in ages {
            if left <= self.limit / 2 {
                break;
            }
            left -= size;
            cut = used;
        }
        self.kept.retain(|_, entry| entry.used > cut);
        self.size = left;
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
