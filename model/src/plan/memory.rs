//! What is kept from one text to the next: latencies, decision diagrams, composed guarantees.
//!
//! While a person types, most of a scenario stays as it was, and most designs share most of it.
//! Each thing is kept under all it depends on, so what is answered never depends on what was kept.

use super::frame::{Frame, FrameKey};
use super::gather::SubFlow;
use super::journey::OutagesKey;
use super::pledge::Kept;
use crate::assessment::Latency;
use crate::flow::Flow;
use crate::guarantee::{Composed, Guarantee};
use crate::latency::{Node, Owners, Solver};
use std::sync::Arc;

/// Most of each kind kept: a few texts' designs and journeys.
const MOST_KEPT: usize = 24;

/// What compiling keeps between two texts.
#[derive(Debug, Default)]
pub struct Memory {
    pub(crate) solver: Solver,
    pub(crate) latencies: Recent<Node, Latency>,
    pub(crate) owners: Recent<OwnersKey, Option<Owners>>,
    pub(crate) frames: Recent<FrameKey, Frame>,
    pub(crate) compositions: Recent<CompositionKey, Composed>,
    pub(crate) outages: Recent<OutagesKey, Option<Kept>>,
}

/// What the owners of a tail depend on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnersKey {
    pub(crate) node: Node,
    /// The service of each call, in order.
    pub(crate) services: Vec<usize>,
    pub(crate) limit: f64,
}

/// What a composed guarantee depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CompositionKey {
    pub(crate) flow: Arc<Flow>,
    /// Sub-flows that are not written out.
    pub(crate) apart: Arc<[SubFlow]>,
    pub(crate) services: Arc<[Stated]>,
}

/// What one service states, the design's level filled in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stated {
    pub(crate) name: Arc<str>,
    pub(crate) guarantee: Option<Guarantee>,
    /// Whose data it derives from.
    pub(crate) source: Option<String>,
    /// Whether it is a cache that may lack what is asked for.
    pub(crate) hits: bool,
}

/// Values by what they depend on; the one not used for the longest time goes first.
#[derive(Debug)]
pub(crate) struct Recent<K, V>(Vec<(K, Arc<V>)>);

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V> Recent<K, V> {
    /// The value kept for `key`, or the one `make` makes.
    pub(crate) fn or_make<E>(&mut self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        let entry = match self.0.iter().rposition(|(kept, _)| *kept == key) {
            Some(at) => self.0.remove(at),
            None => {
                let value = Arc::new(make(&key)?);
                (key, value)
            }
        };
        let value = Arc::clone(&entry.1);
        if self.0.len() >= MOST_KEPT {
            self.0.remove(0);
        }
        self.0.push(entry);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_last_is_kept_and_made_once() {
        let mut recent = Recent::default();
        let mut made = 0;
        let mut ask = |key: usize| {
            let value = recent.or_make(key, |key| {
                made += 1;
                Ok::<_, ()>(key * 2)
            });
            (*value.unwrap(), made)
        };
        for key in 0..MOST_KEPT {
            assert_eq!(ask(key), (key * 2, key + 1));
        }
        assert_eq!(ask(0), (0, MOST_KEPT));
        assert_eq!(ask(MOST_KEPT), (MOST_KEPT * 2, MOST_KEPT + 1));
        assert_eq!(ask(0), (0, MOST_KEPT + 1));
        assert_eq!(ask(1), (2, MOST_KEPT + 2));
    }

    #[test]
    fn what_cannot_be_made_is_not_kept() {
        let mut recent: Recent<u8, u8> = Recent::default();
        assert_eq!(recent.or_make(1, |_| Err("no")), Err("no"));
        assert_eq!(recent.or_make(1, |_| Ok::<_, &str>(2)).as_deref(), Ok(&2));
    }
}
