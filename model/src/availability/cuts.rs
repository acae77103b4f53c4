//! Minimal cut sets: the smallest groups of parts that take a flow down together.
//!
//! # What it computes
//! The most probable minimal cut sets of a decision diagram, each with the probability that all of it
//! is down at once.
//!
//! # Why it matters
//! "These are the ways we go down most" is what a review asks first; a share of the downtime per
//! service does not say what has to coincide.
//!
//! # Formula
//! For a function that no failing part makes true again, with node x and branches f₁ (x works) and f₀
//! (x failed): cuts(f) = cuts(f₁) ∪ { {x} ∪ c : c ∈ cuts(f₀), c not in cuts(f₁) }: what takes f₁ down
//! takes f₀ down, so a subset of a minimal c is c itself. Keeping at every node each set that has fewer
//! than n more probable ones of at most its size leaves the most probable n at the root exact: one that
//! has to go has n more probable ones beside it on every way up, and none of them outgrows the limit
//! before it does. Where x is a module, each of its own sets stands for it; they have nothing in common
//! with c. P(all of C down) = ∏ q; as a set that is down takes the flow down, its share of the downtime
//! is ∏ q over the flow's unavailability. Shares overlap where sets are down at the same time.
//!
//! # References
//! A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering & System Safety 40(3),
//! 1993; "Mathematical foundations of minimal cutsets", IEEE Trans. Reliability 50(4), 2001.

/// Most parts of a cut set.
pub const MOST_PARTS: usize = 4;
/// Most cut sets.
pub const MOST_SETS: usize = 10;
/// Probabilities of one set, multiplied in different orders, are this close.
const CLOSE: f64 = 1e-9;

/// A minimal cut set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutSet {
    /// Variables, rising; those after `size` are not part of it.
    variables: [u32; MOST_PARTS],
    size: usize,
    /// Probability that all of it is down at once.
    pub probability: f64,
}

impl CutSet {
    /// The set that takes down what is down already.
    pub const NOTHING: Self = Self {
        variables: [0; MOST_PARTS],
        size: 0,
        probability: 1.0,
    };

    /// The variables that are down together.
    pub fn variables(&self) -> &[u32] {
        &self.variables[..self.size]
    }

    /// With one more variable, down with probability `q`; nothing when it would be too large.
    pub fn with(mut self, variable: u32, q: f64) -> Option<Self> {
        if self.size == MOST_PARTS {
            return None;
        }
        let at = self.variables().partition_point(|known| *known < variable);
        self.variables.copy_within(at..self.size, at + 1);
        self.variables[at] = variable;
        self.size += 1;
        self.probability *= q;
        Some(self)
    }

    /// Both sets, which have nothing in common; nothing when they are too large together.
    fn and(mut self, other: &Self) -> Option<Self> {
        let probability = self.probability * other.probability;
        for variable in other.variables() {
            self = self.with(*variable, 1.0)?;
        }
        Some(Self { probability, ..self })
    }

    /// Whether it is one of `sets`, the most probable first.
    fn is_among(&self, sets: &[Self]) -> bool {
        let about = |factor: f64| self.probability * factor;
        sets.iter()
            .skip_while(|other| other.probability > about(1.0 + CLOSE))
            .take_while(|other| other.probability >= about(1.0 - CLOSE))
            .any(|other| other.variables() == self.variables())
    }
}

/// The cut sets of a node: those of `high` where what is decided works, those of `low` where it has
/// failed, `choice` being its own cut sets; each list the most probable first.
pub fn join(choice: &[CutSet], low: &[CutSet], high: &[CutSet]) -> Vec<CutSet> {
    let mut kept = Kept::default();
    let mut without = high.iter().peekable();
    let minimal = low.iter().filter(|set| !set.is_among(high));
    let with = minimal.flat_map(|set| choice.iter().filter_map(|own| set.and(own)));
    let with = with.filter(|set| set.probability > 0.0).collect();
    // What one part does keeps its order.
    let with = match choice {
        [_] => with,
        _ => crate::order::sorted_by_key(with, |set: &CutSet| -set.probability),
    };
    let mut with = with.into_iter().peekable();
    loop {
        let first = match (without.peek(), with.peek()) {
            (Some(a), Some(b)) if a.probability >= b.probability => without.next().copied(),
            (Some(_), None) => without.next().copied(),
            (_, Some(_)) => with.next(),
            (None, None) => None,
        };
        let Some(first) = first else { break };
        kept.add(first);
    }
    kept.sets
}

/// The most probable sets, those with fewer parts counted apart: what is put to them further up may be
/// too much for the larger ones.
#[derive(Default)]
struct Kept {
    sets: Vec<CutSet>,
    /// How many have at most so many parts.
    up_to: [usize; MOST_PARTS + 1],
}

impl Kept {
    fn add(&mut self, set: CutSet) {
        if self.up_to[set.size] < MOST_SETS {
            self.up_to[set.size..].iter_mut().for_each(|count| *count += 1);
            self.sets.push(set);
        }
    }
}
