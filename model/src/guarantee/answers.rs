//! What a set of answers keeps together.

use super::level::Level;
use super::order::Order;
use super::recency::Recency;
use super::units::Units;
use super::vector::Vector;
use super::visibility::Visibility;
use litemap::LiteMap;

/// The answers of some hops, taken together: meet of levels and vectors, and what is needed to say
/// what they are worth as a unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answers {
    /// Meet of the levels stated; absent when none is.
    pub(super) level: Option<Level>,
    /// Meet of the vectors, before any fracture.
    pub(super) vector: Vector,
    /// Whether a stateful hop left its order unstated.
    pub(super) order_unstated: bool,
    /// The stateful units they come from.
    pub(super) units: Units,
    /// The services among them that state a level, by number.
    pub(super) hops: LiteMap<usize, ()>,
}

/// Which claims a gate makes anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lift {
    /// The level.
    pub(super) level: bool,
    /// Order, visibility and recency.
    pub(super) vector: bool,
}

impl Answers {
    /// No answer at all.
    pub(super) fn none() -> Answers {
        Answers {
            level: None,
            vector: Vector::IDENTITY,
            order_unstated: false,
            units: Units::default(),
            hops: LiteMap::new_vec(),
        }
    }

    /// Both sets of answers.
    pub(super) fn and(mut self, mut other: Answers) -> Answers {
        if self.hops.len() < other.hops.len() {
            std::mem::swap(&mut self.hops, &mut other.hops);
        }
        for hop in other.hops.keys() {
            self.hops.insert(*hop, ());
        }
        self.units.add(&other.units);
        Answers {
            level: meet_levels(self.level, other.level),
            vector: self.vector.meet(&other.vector),
            order_unstated: self.order_unstated || other.order_unstated,
            units: self.units,
            hops: self.hops,
        }
    }

    /// What they are worth as a unit. Across two or more stateful units, outside a transaction:
    /// order is linearizable if every part's is (linearizability is local), otherwise none; each
    /// part may be seen without the other.
    pub(super) fn as_unit(&self) -> Vector {
        if !self.units.several() {
            return self.vector.clone();
        }
        let local = !self.order_unstated && self.vector.order.is_some_and(|order| order >= Order::Lx);
        let order = if local { Order::Lx } else { Order::None };
        self.vector.meet(&Vector {
            order: Some(order),
            visibility: Some(Visibility::Fractured),
            ..Vector::IDENTITY
        })
    }

    /// What is left of answers that come from any one of several copies nobody keeps in step.
    pub(super) fn of_loose_copies(self) -> Answers {
        if self.units.is_empty() {
            return self;
        }
        let vector = self.vector.meet(&Vector {
            order: Some(Order::None),
            visibility: Some(Visibility::Fractured),
            recency: Some(Recency::EVENTUAL),
            ..Vector::IDENTITY
        });
        Answers { vector, ..self }
    }

    /// What is left of their weakness once the gate has read them again. Scope, idempotence and
    /// auth are no properties of what was read: they stay.
    pub(super) fn lifted(mut self, lift: Lift) -> Answers {
        if lift.level {
            self.level = None;
            self.hops.clear();
        }
        if lift.vector {
            let kept = self.vector;
            self.vector = Vector {
                scope: kept.scope,
                idempotence: kept.idempotence,
                auth: kept.auth,
                ..Vector::IDENTITY
            };
            self.order_unstated = false;
            self.units = Units::default();
        }
        self
    }

    /// The same without the list of hops: cheap to copy.
    pub(super) fn light(&self) -> Answers {
        Answers {
            level: self.level,
            vector: self.vector.clone(),
            order_unstated: self.order_unstated,
            units: self.units.clone(),
            hops: LiteMap::new_vec(),
        }
    }
}

/// Meet of two levels, either of which may be unstated.
pub(super) fn meet_levels(a: Option<Level>, b: Option<Level>) -> Option<Level> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.meet(b)),
        (one, None) | (None, one) => one,
    }
}
