//! The terms of a sum: equal ones counted together, constants added up, and
//! laws of few values added exactly.

use indexmap::IndexMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use super::cache::Digested;
use super::curve::{Curve, SAME};
use super::key::Digest;
use super::shape::Shape;
use super::sum::Term;

/// Most values a law may have to be added value by value.
const MOST_ATOMS: usize = 2048;
/// Most values of a law that enters such an addition.
const MOST_FACTORS: usize = 64;

/// What is to be summed.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub(super) list: Vec<Term>,
    seen: IndexMap<u128, usize, BuildHasherDefault<Digested>>,
    pub(super) shift: f64,
}

/// Times and their probabilities, ascending.
type Atoms = Vec<(f64, f64)>;

impl Terms {
    /// Adds a part that occurs `count` times.
    pub(super) fn add(&mut self, shape: Arc<Shape>, count: u64) {
        if let Some(value) = shape.constant() {
            self.shift += value * count as f64;
        } else if let Some(index) = self.seen.get(&shape.key) {
            self.list[*index].count += count;
        } else if count > 0 {
            self.seen.insert(shape.key, self.list.len());
            self.list.push(Term { shape, count });
        }
    }

    /// The same sum with the terms of few values added up exactly.
    pub(super) fn merged(self) -> Terms {
        let mut sum = vec![(0.0, 1.0)];
        let mut digest = Digest::new(20);
        let mut mean = 0.0;
        let mut merged = 0;
        let mut rest = Vec::with_capacity(self.list.len());
        for term in self.list {
            match added(&sum, &term) {
                Some(larger) => {
                    sum = larger;
                    merged += term.count;
                    mean += term.count as f64 * term.shape.mean();
                    digest = digest.key(term.shape.key).word(term.count);
                }
                None => rest.push(term),
            }
        }
        if merged > 0 {
            let curve = Curve::of_atoms(&sum);
            let shape = Arc::new(Shape::sampled(digest.finish(), curve, mean, 0.0));
            rest.push(Term { shape, count: 1 });
        }
        // Calls first: most designs share them, and so the transform of all of them together.
        rest.sort_by_key(|term| !term.shape.is_call());
        Terms { list: rest, ..self }
    }
}

/// `sum` with a term of few values added, unless that grows too large.
fn added(sum: &[(f64, f64)], term: &Term) -> Option<Atoms> {
    if !term.shape.is_atomic() || term.count > MOST_ATOMS as u64 {
        return None;
    }
    let values: Atoms = term.shape.curve().atoms().collect();
    if values.len() > MOST_FACTORS {
        return None;
    }
    let mut larger = sum.to_vec();
    for _ in 0..term.count {
        larger = convolved(&larger, &values);
        if larger.len() > MOST_ATOMS {
            return None;
        }
    }
    Some(larger)
}

fn convolved(left: &[(f64, f64)], right: &[(f64, f64)]) -> Atoms {
    let sums: Atoms = left
        .iter()
        .flat_map(|(time, weight)| right.iter().map(move |(t, w)| (time + t, weight * w)))
        .filter(|(_, weight)| *weight > 1e-18)
        .collect();
    let mut sums = crate::order::sorted_by_key(sums, |sum| sum.0);
    sums.dedup_by(|next, kept| {
        let same = next.0 - kept.0 <= SAME * next.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    sums
}
