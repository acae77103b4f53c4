//! A stretch of a flow and what it does to a guarantee: the algebra behind
//! [`along`](super::along).
//!
//! A request holds two kinds of answers. Those *in hand* have not been acted on; a gate may still
//! re-read them. Those *used* have been acted on by a later stateful hop; nothing lifts them.

use super::answers::{Answers, Lift};
use super::level::Level;
use super::units::Units;
use super::vector::Vector;

/// A stretch of a flow, by itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// Answers a later stateful hop of this stretch has acted on.
    used: Answers,
    /// Answers nothing has acted on yet.
    in_hand: Answers,
    /// Whether it acts on answers that were in hand before it, without re-reading them.
    uses: bool,
    /// What it re-reads of the answers that were in hand before it.
    lift: Lift,
}

impl Part {
    /// A stretch that keeps no state and weakens nothing.
    pub(super) fn stateless() -> Part {
        Part {
            used: Answers::none(),
            in_hand: Answers::none(),
            uses: false,
            lift: Lift::default(),
        }
    }

    /// One stateful hop: it acts on what came before and leaves its answer in hand.
    pub(super) fn hop(answer: Answers) -> Part {
        Part {
            in_hand: answer,
            uses: true,
            ..Part::stateless()
        }
    }

    /// `self > next`.
    pub(super) fn then(self, next: Part) -> Part {
        let (used, in_hand) = if next.uses {
            (self.used.and(self.in_hand), Answers::none())
        } else {
            (self.used, self.in_hand.lifted(next.lift))
        };
        Part {
            used: used.and(next.used),
            in_hand: in_hand.and(next.in_hand),
            uses: self.uses || (next.uses && !self.lift.is_full()),
            lift: self.lift.or(next.lift),
        }
    }

    /// `all(self, other)`: neither acts on the answer of the other.
    pub(super) fn beside(self, other: Part) -> Part {
        Part {
            used: self.used.and(other.used),
            in_hand: self.in_hand.and(other.in_hand),
            uses: self.uses || other.uses,
            lift: self.lift.or(other.lift),
        }
    }

    /// `txn(self)`: its units act as one. `fresh` is a number no service has.
    pub(super) fn into_transaction(mut self, fresh: usize) -> Part {
        let mut units = self.used.units.clone();
        units.add(&self.in_hand.units);
        let fused = units.fused(fresh);
        for answers in [&mut self.used, &mut self.in_hand] {
            if !answers.units.is_empty() {
                answers.units = fused.clone();
            }
        }
        self
    }

    /// `gate(self)`: re-reads what is in hand, as far as it states something itself.
    pub(super) fn into_gate(self) -> Part {
        let whole = self.whole();
        let vector = whole.vector;
        let lift = Lift {
            level: whole.level.is_some(),
            vector: vector.order.is_some() && vector.visibility.is_some() && vector.recency.is_some(),
        };
        if lift == Lift::default() {
            self
        } else {
            Part {
                uses: self.uses && !lift.any(),
                lift,
                ..self
            }
        }
    }

    /// The same when it need not be there: what it would re-read may stay as it was.
    pub(super) fn perhaps_absent(self) -> Part {
        Part {
            lift: Lift::default(),
            ..self
        }
    }

    /// The same without the lists of hops: cheap to copy.
    pub(super) fn light(&self) -> Part {
        Part {
            used: self.used.light(),
            in_hand: self.in_hand.light(),
            uses: self.uses,
            lift: self.lift,
        }
    }

    /// Everything the request holds at the end of it.
    pub(super) fn whole(&self) -> Whole {
        let all = self.used.light().and(self.in_hand.light());
        Whole {
            level: all.level,
            several: all.units.several(),
            vector: all.as_unit(),
        }
    }

    /// The services that state a level and whose answers count, by number.
    pub(super) fn hops(&self) -> Vec<usize> {
        let mut all = self.used.hops.clone();
        for hop in self.in_hand.hops.keys() {
            all.insert(*hop, ());
        }
        all.keys().copied().collect()
    }

    fn units(&self) -> Units {
        let mut units = self.used.units.clone();
        units.add(&self.in_hand.units);
        units
    }
}

/// What a stretch is worth.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Whole {
    /// Weakest hop; absent when none states a level.
    pub(super) level: Option<Level>,
    /// The request as a unit.
    pub(super) vector: Vector,
    /// Whether it crosses two or more stateful units.
    pub(super) several: bool,
}

/// Branches of which some answer: `any`, `k of`, and `??` once it has switched over.
#[derive(Clone, Debug)]
pub(super) struct Copies {
    branches: Option<Part>,
    units: Option<Units>,
    loose: bool,
}

impl Copies {
    pub(super) fn new() -> Copies {
        Copies {
            branches: None,
            units: None,
            loose: false,
        }
    }

    /// Adds a branch. Copies are loose as soon as two stateful branches rest on different units.
    pub(super) fn add(mut self, branch: Part) -> Copies {
        let units = branch.units();
        if !units.is_empty() {
            self.loose |= self.units.as_ref().is_some_and(|first| !first.same(&units));
            self.units.get_or_insert(units);
        }
        self.branches = Some(match self.branches {
            None => branch,
            Some(before) => {
                let lift = before.lift.and(branch.lift);
                Part {
                    lift,
                    ..before.beside(branch)
                }
            }
        });
        self
    }

    /// Whether nobody keeps the copies in step.
    pub(super) fn are_loose(&self) -> bool {
        self.loose
    }

    pub(super) fn light(&self) -> Copies {
        let branches = self.branches.as_ref().map(Part::light);
        Copies {
            branches,
            units: self.units.clone(),
            loose: self.loose,
        }
    }

    /// What an answer from some of them is worth: the meet, since any may be the one that is up.
    pub(super) fn part(self) -> Part {
        let part = self.branches.unwrap_or_else(Part::stateless);
        if !self.loose {
            return part;
        }
        let (used, in_hand) = (part.used.of_loose_copies(), part.in_hand.of_loose_copies());
        Part {
            used,
            in_hand,
            ..part
        }
    }
}

impl Lift {
    fn any(self) -> bool {
        self.level || self.vector
    }

    fn is_full(self) -> bool {
        self.level && self.vector
    }

    fn or(self, other: Lift) -> Lift {
        Lift {
            level: self.level || other.level,
            vector: self.vector || other.vector,
        }
    }

    fn and(self, other: Lift) -> Lift {
        Lift {
            level: self.level && other.level,
            vector: self.vector && other.vector,
        }
    }
}
