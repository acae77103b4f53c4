//! The guarantee along a flow: what a request gets from the services it crosses.
//!
//! # What it computes
//! Two results, kept apart. [`Composed::level`] is the weakest hop: the meet of what the hops
//! state. [`Composed::vector`] is what the request gets *as a unit*, which is less: each hop may
//! keep its promise while the request across them does not.
//!
//! # Why it matters
//! Two strictly serializable services in a row do not make a strictly serializable request: one may
//! run T₁ before T₂ and the other T₂ before T₁.
//!
//! # Formula
//! * Only stateful hops count. One that states nothing counts as stateless and is listed; one that
//!   states a vector and no level takes no part in the level and is listed too.
//! * `a > b`, `all(a, b)`: the meet. Across two or more stateful units outside `txn`, Visibility is
//!   Fractured at most, and Order is Lx if every part's is Lx or SS, otherwise None: linearizability
//!   is local, causal and serial orders are not. A unit is a service, a replica group, or the
//!   members of one transaction; a service named twice is one unit.
//! * `txn(…)`: the meet of its members, without fracture. A coordinator that weakens the transaction
//!   is written as a member.
//! * `any`, `k of`: the meet over the branches, since any may be the one that answers; never more.
//!   Unless the stateful branches rest on the same units (one replica group, one service), copies
//!   do not compose: Order None, Visibility Fractured, Recency EO. Branches without state hold no
//!   copies.
//! * `a ?? b`: a's. Degraded, *and after failing back*, as `any(a, b)`.
//! * `a?`: joins the meet while up. Without fallbacks, degraded is the meet over the states with one
//!   optional part missing.
//! * `n * a`: as `a > a`, which is a's.
//! * Recency: over different data the worst; derived data (`source`) add their delays.
//!
//! **Gates.** `gate(x)` re-reads from the authority what the request has *in hand*: answers no later
//! stateful hop has acted on yet. From there on they count at x's level, up or down, and they are
//! x's answers: for Order, Visibility and Recency the earlier hop no longer counts, and does not
//! fracture the request either. Scope, Idempotence and Auth are no properties of what was read and
//! stay. Answers *used* before the gate stay weak for ever: in `cart > pay > gate(db)` the payment
//! was made on the cart's answer, and no later read undoes it, while in `cart > gate(db) > pay` it
//! is made on what the gate re-read. Stateless hops use nothing; branches of `all` do not use each
//! other's answers, so `all(cart, stock) > gate(db)` lifts both. A gate that states no level brings
//! no new evidence and lifts no level. Assumed: the gate re-reads every key in hand.
//!
//! # Example
//! ```
//! use quorate_model::flow::parse;
//! use quorate_model::guarantee::{Declared, Guarantee, Level, along};
//! let flow = parse("ledger > stock").unwrap();
//! let composed = along(&flow, &|_name| Declared {
//!     guarantee: Some(Guarantee::Level(Level::STRICT_SERIALIZABLE)),
//!     ..Declared::default()
//! });
//! assert_eq!(composed.level, Some(Level::STRICT_SERIALIZABLE));
//! assert_eq!(composed.vector.unwrap().to_string(), "⟨-, Lx, Fractured, Fresh, -, -⟩");
//! ```
//!
//! # References
//! Herlihy & Wing 1990 (locality); Adya 1999; Bailis et al. 2013; Kung & Robinson 1981 (re-reading
//! before acting). The rule for gates and the one for loose copies are our own.

use super::answers::meet_levels;
use super::declared::Declared;
use super::directory::Directory;
use super::level::Level;
use super::part::{Part, Whole};
use super::reason::Story;
use super::statement::Guarantee;
use super::vector::Vector;
use super::walk::{State, Walk};
use crate::flow::Flow;

/// What a request is guaranteed along its flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    /// The weakest hop; absent when no hop states a level.
    pub level: Option<Level>,
    /// The request as a unit; absent when no hop states anything.
    pub vector: Option<Vector>,
    /// What happened at each hop, in order of writing.
    pub steps: Vec<Step>,
    /// The hops that hold the level down; empty when it is strict serializable, or absent.
    pub weakest: Vec<String>,
    /// Services that state nothing; counted as stateless.
    pub not_stated: Vec<String>,
    /// Stateful services that state a vector or a lag and no level: `level` does not cover them.
    pub level_not_stated: Vec<String>,
    /// The least that is left while degraded and after failing back (level, vector); absent when
    /// the flow has neither `??` nor `?`.
    pub degraded: Option<(Option<Level>, Option<Vector>)>,
}

/// One hop, or an operator that changed the guarantee.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The service, or the operator: `any`, `2 of`, `txn`.
    pub service: String,
    /// Level of the request after it.
    pub level: Option<Level>,
    /// Vector of the request after it.
    pub vector: Option<Vector>,
    /// Why, in sentences.
    pub reason: String,
}

/// Composes the guarantees along `flow`. `declared` says what is known of a name; it is asked once
/// for each service of the flow, and for the services they are derived from.
///
/// Never fails: a name that is not known counts as a service that states nothing, and a sub-flow
/// that names itself as stateless.
pub fn along<'a>(flow: &'a Flow, declared: &dyn Fn(&str) -> Declared<'a>) -> Composed {
    let directory = Directory::of(flow, declared);
    let (part, notes) = Walk::noting(&directory, flow);
    let whole = part.whole();
    let weakest = weakest(&directory, &part, whole.level);
    let story = Story {
        directory: &directory,
        level: whole.level,
        weakest: &weakest,
    };
    let steps = notes.iter().map(|note| Step {
        service: story.subject(&note.event),
        level: note.after.level,
        vector: stated(note.after.vector.clone()),
        reason: story.reason(note),
    });
    Composed {
        steps: steps.collect(),
        weakest: weakest
            .iter()
            .map(|number| directory.services[*number].name.clone())
            .collect(),
        not_stated: names(&directory, |statement, vector| {
            statement.is_none() && vector.is_none()
        }),
        level_not_stated: names(&directory, |statement, vector| {
            vector.is_some() && statement.and_then(Guarantee::level).is_none()
        }),
        degraded: degraded(&directory, flow).map(|whole| (whole.level, stated(whole.vector))),
        level: whole.level,
        vector: stated(whole.vector),
    }
}

fn stated(vector: Vector) -> Option<Vector> {
    (vector != Vector::IDENTITY).then_some(vector)
}

fn names(
    directory: &Directory<'_>,
    wanted: impl Fn(Option<&Guarantee>, Option<&Vector>) -> bool,
) -> Vec<String> {
    let services = directory.services.iter();
    let wanted = services.filter(|service| wanted(service.statement.as_ref(), service.vector()));
    wanted.map(|service| service.name.clone()).collect()
}

/// The hops no other hop is weaker than, by number, unless nothing is weakened.
fn weakest(directory: &Directory<'_>, part: &Part, level: Option<Level>) -> Vec<usize> {
    if level.is_none_or(|level| level == Level::STRICT_SERIALIZABLE) {
        return Vec::new();
    }
    let level_of = |number: &usize| {
        directory
            .services
            .get(*number)
            .and_then(|service| service.level())
    };
    let mut levels: Vec<Level> = Vec::new();
    for level in part.hops().iter().filter_map(level_of) {
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    let minimal = |own: Level| levels.iter().all(|other| *other == own || !own.at_least(*other));
    part.hops()
        .into_iter()
        .filter(|number| level_of(number).is_some_and(minimal))
        .collect()
}

/// Most optional parts whose absence is looked at one by one. Past that the guarantee with all of
/// them present is given, which is never more.
const MOST_OPTIONAL: usize = 16;

/// The least that is left in any degraded state.
///
/// With a fallback, the state in which every fallback has answered and everything optional is there
/// is degraded, and no other keeps less. Without one, exactly the optional parts can be missing.
fn degraded<'a>(directory: &Directory<'a>, flow: &'a Flow) -> Option<Whole> {
    let mut found = Degradable {
        fallbacks: false,
        optional: Vec::new(),
    };
    directory.flows.iter().for_each(|flow| found.collect(flow));
    if found.fallbacks || found.optional.len() > MOST_OPTIONAL {
        return Some(Walk::worth(directory, flow, State::Degraded).whole());
    }
    let states = found.optional.into_iter().map(State::Without);
    let worths = states.map(|state| Walk::worth(directory, flow, state).whole());
    worths.reduce(|a, b| Whole {
        level: meet_levels(a.level, b.level),
        vector: a.vector.meet(&b.vector),
        several: a.several || b.several,
    })
}

/// What of a flow can degrade.
struct Degradable<'a> {
    fallbacks: bool,
    /// Distinct optional parts, one more than are looked at.
    optional: Vec<&'a Flow>,
}

impl<'a> Degradable<'a> {
    fn collect(&mut self, flow: &'a Flow) {
        match flow {
            Flow::Fallback(first, second) => {
                self.fallbacks = true;
                self.collect(first);
                self.collect(second);
            }
            Flow::Optional(inner) => {
                let inner: &'a Flow = inner;
                if self.optional.len() <= MOST_OPTIONAL && !self.optional.contains(&inner) {
                    self.optional.push(inner);
                }
                self.collect(inner);
            }
            other => other.parts().iter().for_each(|part| self.collect(part)),
        }
    }
}
