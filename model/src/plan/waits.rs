//! The latency expression of a route, with the weights of its choices taken from the diagram.

use super::route::Route;
use super::service::ServicePlan;
use super::structure::Builder;
use crate::availability::gates::Wire;
use crate::availability::program::{Both, Program};
use crate::latency::{Node, UpSets};

/// Up to so many branches, every set of live branches gets its exact weight; more are taken as
/// independent of each other.
pub(crate) const EXPLICIT_BRANCHES: usize = 6;

/// The probabilities a latency expression needs, answered together; none where nothing is chosen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Questions {
    program: Option<Program>,
}

impl Questions {
    /// What the latency expression of `route` will ask, in the order [`Writer`] wants the answers, and
    /// the steps of work it took; nothing when that would be more than `limit`.
    pub(crate) fn of(route: &Route, builder: &mut Builder, limit: usize) -> (Option<Self>, usize) {
        let mut asked = Vec::new();
        let whole = builder.whole(route);
        let whole = builder.gates.all(whole);
        ask(route, whole, builder, &mut asked);
        let (program, work) = builder.program(&asked, limit);
        let questions = program.ok().map(|program| Self {
            program: Some(program),
        });
        (questions, work)
    }

    /// Room for [`Questions::run`].
    pub(crate) fn scratch(&self) -> Vec<Both> {
        self.program.as_ref().map_or_else(Vec::new, Program::scratch)
    }

    /// Answers every question under `q`; allocates nothing.
    pub(crate) fn run(&self, q: &[f64], scratch: &mut [Both]) {
        if let Some(program) = &self.program {
            program.run(q, scratch);
        }
    }

    /// The answer to question `place` after [`Questions::run`].
    pub(crate) fn answered(&self, place: usize, scratch: &[Both]) -> f64 {
        let asked = self.program.as_ref().filter(|program| place < program.asked());
        asked.map_or(0.0, |program| program.root(place, scratch).yes)
    }

    /// The probability of every question under `q`, in order.
    pub(crate) fn answer(&self, q: &[f64]) -> Vec<f64> {
        let mut scratch = self.scratch();
        self.run(q, &mut scratch);
        let asked = self.program.as_ref().map_or(0, Program::asked);
        (0..asked).map(|place| self.answered(place, &scratch)).collect()
    }
}

/// Collects the questions of `route`; `context` says when the part at hand is used and the whole request succeeds.
fn ask(route: &Route, context: Wire, builder: &mut Builder, asked: &mut Vec<Wire>) {
    match route {
        Route::Call { .. } | Route::Shared(_) => {}
        Route::Sequence(parts) | Route::All(parts) => {
            parts.iter().for_each(|part| ask(part, context, builder, asked));
        }
        Route::Repeat { copies, .. } => copies
            .iter()
            .take(1)
            .for_each(|copy| ask(copy, context, builder, asked)),
        Route::Transaction(inner) | Route::Gate(inner) => ask(inner, context, builder, asked),
        Route::Optional(inner) => {
            let up = builder.up(inner);
            let both = builder.gates.all(vec![context, up]);
            asked.extend([both, context]);
            ask(inner, both, builder, asked);
        }
        Route::Fallback(first, second) => {
            let (a, b) = (builder.up(first), builder.up(second));
            let first_used = builder.gates.all(vec![context, a]);
            let second_used = builder.gates.all(vec![context, a.opposite(), b]);
            let either = builder.gates.any(vec![first_used, second_used]);
            asked.extend([first_used, either]);
            if first.may_miss() {
                let present = builder.up_with_hits(first);
                let missed = builder.gates.all(vec![second_used, present]);
                asked.extend([missed, second_used]);
            }
            ask(first, first_used, builder, asked);
            ask(second, second_used, builder, asked);
        }
        Route::AtLeast(k, parts) => {
            let ups: Vec<Wire> = parts.iter().map(|part| builder.up(part)).collect();
            if explicit(parts) {
                asked.extend(sets(parts.len(), *k).map(|set| exactly(set, &ups, context, builder)));
            } else {
                asked.extend(&ups);
            }
            for (part, up) in parts.iter().zip(&ups).filter(|(part, _)| part.has_choice()) {
                let used = builder.gates.all(vec![context, *up]);
                ask(part, used, builder, asked);
            }
        }
    }
}

/// How much a quorum of `k` of `n` asks before its branches do.
pub(crate) fn asked_by_quorum(k: usize, n: usize) -> usize {
    if n <= EXPLICIT_BRANCHES {
        sets(n, k).count()
    } else {
        n
    }
}

/// Few branches are weighed set by set, exactly, whatever they share with each other or the rest.
fn explicit(parts: &[Route]) -> bool {
    parts.len() <= EXPLICIT_BRANCHES
}

/// Sets of at least `k` of `n` branches, as bits.
fn sets(n: usize, k: usize) -> impl Iterator<Item = u64> {
    (0..1_u64 << n).filter(move |set| set.count_ones() as usize >= k)
}

fn exactly(set: u64, ups: &[Wire], context: Wire, builder: &mut Builder) -> Wire {
    let state = |(i, up): (usize, &Wire)| if set >> i & 1 == 1 { *up } else { up.opposite() };
    let states = ups.iter().enumerate().map(state);
    let all = [context].into_iter().chain(states).collect();
    builder.gates.all(all)
}

/// Sets of live branches with their shares. Where none is ever live the quorum is never used, and
/// counts as if all of its `branches` were up.
fn shares(weights: &[(u64, f64)], branches: usize) -> UpSets {
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return UpSets::Explicit(vec![((1 << branches) - 1, 1.0)]);
    }
    let used = weights.iter().filter(|(_, weight)| *weight > 0.0);
    UpSets::Explicit(used.map(|(set, weight)| (*set, steady(weight / total))).collect())
}

/// A weight without its last three digits, which are rounding: what a weight does not depend on
/// leaves it the same, and so what was solved for it.
fn steady(weight: f64) -> f64 {
    const ROUNDED: u64 = 1 << 12;
    f64::from_bits((weight.to_bits() + ROUNDED / 2) & !(ROUNDED - 1))
}

/// Writes the latency expression, taking the answers in the order they were asked.
pub(crate) struct Writer<'a> {
    pub(crate) services: &'a [ServicePlan],
    pub(crate) answers: std::vec::IntoIter<f64>,
    /// Services whose outage is noticed at a time nobody gave.
    pub(crate) no_timeout: Vec<usize>,
    /// Transactions whose members give no commit latency.
    pub(crate) no_commit: bool,
}

impl Writer<'_> {
    /// `None` when a service's latency is missing.
    pub(crate) fn write(&mut self, route: &Route) -> Option<Node> {
        Some(match route {
            Route::Call { service, .. } => Node::Call(self.services[*service].call.clone()?),
            Route::Shared(_) => return None,
            Route::Sequence(parts) => Node::Sequence(self.list(parts)?),
            Route::All(parts) => Node::Slowest(self.list(parts)?),
            Route::Repeat { times, copies } => Node::Repeat(*times, Box::new(self.write(copies.first()?)?)),
            Route::Gate(inner) => self.write(inner)?,
            Route::Transaction(inner) => self.transaction(inner)?,
            Route::Optional(inner) => self.optional(inner)?,
            Route::Fallback(first, second) => self.fallback(first, second)?,
            Route::AtLeast(k, parts) => self.at_least(*k, parts)?,
        })
    }

    fn list(&mut self, parts: &[Route]) -> Option<Vec<Node>> {
        parts.iter().map(|part| self.write(part)).collect()
    }

    fn share_of(&mut self) -> f64 {
        let part = self.answers.next().unwrap_or(0.0);
        let whole = self.answers.next().unwrap_or(0.0);
        if whole > 0.0 {
            steady(part / whole).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }

    fn transaction(&mut self, inner: &Route) -> Option<Node> {
        let mut slowest: Option<f64> = None;
        inner.services(&mut |service| {
            slowest = match (slowest, self.services[service].commit) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (one, None) | (None, one) => one,
            };
        });
        self.no_commit |= slowest.is_none();
        let inner = self.write(inner)?;
        Some(Node::Sequence(vec![inner, Node::Delay(slowest.unwrap_or(0.0))]))
    }

    fn optional(&mut self, inner: &Route) -> Option<Node> {
        let available = self.share_of();
        let waits_at_most = match inner {
            Route::Call { service, .. } => self.services[*service].timeout,
            _ => None,
        };
        Some(Node::Optional {
            inner: Box::new(self.write(inner)?),
            waits_at_most,
            available,
        })
    }

    fn fallback(&mut self, first: &Route, second: &Route) -> Option<Node> {
        let primary_weight = self.share_of();
        let missed = first.may_miss().then(|| self.share_of());
        let detection = self.detection(first);
        let primary = Box::new(self.write(first)?);
        let fallback = Box::new(self.write(second)?);
        let Some(missed) = missed else {
            return Some(Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            });
        };
        // A miss is answered after the lookup, a failure after it was noticed.
        let looked_up = Node::Sequence(vec![(*primary).clone(), (*fallback).clone()]);
        let otherwise = Node::Fallback {
            primary: Box::new(looked_up),
            fallback: Box::new(Node::Sequence(vec![Node::Delay(detection), *fallback])),
            primary_weight: missed,
            detection: 0.0,
        };
        Some(Node::Fallback {
            primary,
            fallback: Box::new(otherwise),
            primary_weight,
            detection: 0.0,
        })
    }

    /// The longest time any call of the failed part takes to be known as failed.
    fn detection(&mut self, failed: &Route) -> f64 {
        let mut longest = 0.0_f64;
        let mut unknown = Vec::new();
        failed.services(&mut |service| match self.services[service].detection() {
            Some(time) => longest = longest.max(time),
            None => unknown.push(service),
        });
        self.no_timeout.extend(unknown);
        longest
    }

    fn at_least(&mut self, k: usize, parts: &[Route]) -> Option<Node> {
        let up = if explicit(parts) {
            let weights: Vec<(u64, f64)> = sets(parts.len(), k)
                .map(|set| (set, self.answers.next().unwrap_or(0.0)))
                .collect();
            shares(&weights, parts.len())
        } else {
            let up: Vec<f64> = parts.iter().map(|_| self.answers.next().unwrap_or(0.0)).collect();
            let can_be_up = up.iter().filter(|up| **up > 0.0).count();
            UpSets::Independent(if can_be_up < k { vec![1.0; parts.len()] } else { up })
        };
        Some(Node::Kth {
            k,
            branches: self.list(parts)?,
            up,
        })
    }
}
