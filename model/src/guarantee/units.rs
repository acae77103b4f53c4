//! Which stateful units a request has crossed: what each unit orders by itself, it orders for the
//! whole request only while there is no second one.

use std::collections::BTreeSet;
use std::rc::Rc;

/// A service, a replica group, or the members of one transaction, by their numbers.
type Unit = Rc<BTreeSet<usize>>;

/// The distinct units crossed. Past [`Units::LIMIT`] only "many" is remembered, so that a long
/// flow costs no more than a short one; many are never taken for the same as other many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    known: BTreeSet<Unit>,
    many: bool,
}

impl Units {
    /// Most units, and most members of a unit, that are told apart.
    const LIMIT: usize = 16;

    /// One service or replica group.
    pub(super) fn one(number: usize) -> Units {
        Units {
            known: BTreeSet::from([Rc::new(BTreeSet::from([number]))]),
            many: false,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.many && self.known.is_empty()
    }

    /// Whether there are two or more.
    pub(super) fn several(&self) -> bool {
        self.many || self.known.len() > 1
    }

    /// Whether both are known to be the same units.
    pub(super) fn same(&self, other: &Units) -> bool {
        !self.many && self == other
    }

    pub(super) fn add(&mut self, other: &Units) {
        self.known.extend(other.known.iter().cloned());
        self.many |= other.many || self.known.len() > Units::LIMIT;
        if self.many {
            self.known.clear();
        }
    }

    /// All of them as one: the members of a transaction. `fresh` is a number no service has.
    pub(super) fn fused(&self, fresh: usize) -> Units {
        if !self.several() {
            return self.clone();
        }
        let members: BTreeSet<usize> = self.known.iter().flat_map(|unit| unit.iter().copied()).collect();
        if self.many || members.len() > Units::LIMIT {
            return Units::one(fresh);
        }
        Units {
            known: BTreeSet::from([Rc::new(members)]),
            many: false,
        }
    }
}
