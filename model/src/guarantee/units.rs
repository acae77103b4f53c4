//! Which stateful units a request has crossed: what each unit orders by itself, it orders for the
//! whole request only while there is no second one.

use litemap::LiteMap;
use std::rc::Rc;

/// A service, a replica group, or the members of one transaction, by their numbers.
type Unit = Rc<LiteMap<usize, ()>>;

/// The distinct units crossed. Past [`Units::LIMIT`] only "many" is remembered, so that a long
/// flow costs no more than a short one; many are never taken for the same as other many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    known: LiteMap<Unit, ()>,
    many: bool,
}

impl Units {
    /// Most units, and most members of a unit, that are told apart.
    const LIMIT: usize = 16;

    /// One service or replica group.
    pub(super) fn one(number: usize) -> Units {
        let mut members = LiteMap::new_vec();
        members.insert(number, ());
        Units::of(members)
    }

    fn of(members: LiteMap<usize, ()>) -> Units {
        let mut known = LiteMap::new_vec();
        known.insert(Rc::new(members), ());
        Units { known, many: false }
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
        for unit in other.known.keys() {
            self.known.insert(Rc::clone(unit), ());
        }
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
        let mut members = LiteMap::new_vec();
        for member in self.known.keys().flat_map(|unit| unit.keys()) {
            members.insert(*member, ());
        }
        if self.many || members.len() > Units::LIMIT {
            return Units::one(fresh);
        }
        Units::of(members)
    }
}
