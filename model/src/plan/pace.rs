//! A journey's mean latency for other inputs than those it was solved with.
//!
//! # What it computes
//! The mean at a draw: the solved mean at medians, times what formulas say it changes by.
//!
//! # Why it matters
//! Waiting is priced by it in every draw, and solving a distribution takes milliseconds.
//!
//! # Formula
//! M(x) = M(medians) · m(x)/m(medians), with m from [`crate::latency::Moments`]: exact where calls
//! follow each other, fall back on each other or are cut at a limit one by one; near where several run
//! at the same time. How often a fallback or something optional is used follows the draw; which
//! branches of a quorum are up is weighed as at medians.

use super::route::Route;
use super::timing::Timing;
use super::waits::{Questions, asked_by_quorum};
use crate::availability::program::Both;
use crate::latency::{Call, Lognormal, Moments, Node, UpSets, kth};
use std::sync::Arc;

/// A service as a journey calls it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Called {
    pub(crate) timing: Arc<Timing>,
    /// At medians.
    pub(crate) call: Option<Arc<Call>>,
}

/// Working space, made once for each journey.
#[derive(Clone, Debug, Default)]
pub(crate) struct PaceRoom {
    /// Unavailabilities at medians, calls among them.
    pub(crate) q: Vec<f64>,
    /// The mean by formula at medians.
    pub(crate) mean: f64,
    /// Room for the program that weighs alternatives.
    pub(crate) weights: Vec<Both>,
    branches: Vec<Lognormal>,
    counts: Vec<f64>,
}

impl PaceRoom {
    /// Room for a flow that makes so many calls.
    pub(crate) fn new(calls: usize, q: Vec<f64>, weights: Vec<Both>) -> Self {
        Self {
            q,
            mean: 0.0,
            weights,
            branches: Vec::with_capacity(2 * calls + 2),
            counts: vec![0.0; calls + 2],
        }
    }
}

/// Walks a route together with its latency expression; both have the same form.
pub(crate) struct Walk<'a> {
    pub(crate) services: &'a [Called],
    pub(crate) values: &'a [f64],
    /// What the route asks; answered in `room.weights`.
    pub(crate) questions: &'a Questions,
    pub(crate) room: &'a mut PaceRoom,
    /// Questions answered so far.
    pub(crate) asked: usize,
}

impl Walk<'_> {
    /// Mean and variance of `route`, whose expression is `node`.
    pub(crate) fn moments(&mut self, route: &Route, node: &Node) -> Moments {
        match (route, node) {
            (Route::Call { service, .. }, _) => self.call(*service),
            (Route::Sequence(parts), Node::Sequence(nodes)) => {
                let each = parts.iter().zip(nodes);
                each.fold(Moments::default(), |sum, (part, node)| {
                    sum.plus(self.moments(part, node))
                })
            }
            (Route::All(parts), Node::Slowest(nodes)) => self.several(parts.len(), parts, nodes, None),
            (Route::AtLeast(k, parts), Node::Kth { branches, up, .. }) => {
                self.asked += asked_by_quorum(*k, parts.len());
                self.several(*k, parts, branches, Some(up))
            }
            (Route::Repeat { times, copies }, Node::Repeat(_, node)) => {
                let one = copies.first().map(|copy| self.moments(copy, node));
                one.unwrap_or_default().times(*times)
            }
            (Route::Gate(inner), node) => self.moments(inner, node),
            (Route::Transaction(inner), Node::Sequence(nodes)) => {
                let commit = self.slowest(inner, |timing, values| timing.commit(values).unwrap_or(0.0));
                let inside = nodes.first().map(|node| self.moments(inner, node));
                inside.unwrap_or_default().plus(Moments::certain(commit))
            }
            (Route::Optional(inner), Node::Optional { inner: node, .. }) => {
                let available = self.share();
                let limit = match **inner {
                    Route::Call { service, .. } => self.services[service].timing.timeout(self.values),
                    _ => None,
                };
                self.moments(inner, node).capped(limit, available)
            }
            (
                Route::Fallback(first, second),
                Node::Fallback {
                    primary, fallback, ..
                },
            ) => {
                let weight = self.share();
                let missed = first.may_miss().then(|| self.share());
                let detection = self.slowest(first, Timing::detection);
                let primary = self.moments(first, primary);
                let fallback = self.moments(second, behind(fallback, missed));
                let late = fallback.plus(Moments::certain(detection));
                match missed {
                    None => primary.or(weight, late),
                    Some(missed) => primary.or(weight, primary.plus(fallback).or(missed, late)),
                }
            }
            _ => Moments::default(),
        }
    }

    fn call(&self, service: usize) -> Moments {
        let called = &self.services[service];
        called.call.as_ref().map_or(Moments::default(), |call| {
            called.timing.moments(call, self.values)
        })
    }

    /// The k-th fastest of parts that run at the same time; all are up without `up`.
    fn several(&mut self, k: usize, parts: &[Route], nodes: &[Node], up: Option<&UpSets>) -> Moments {
        let from = self.room.branches.len();
        for (part, node) in parts.iter().zip(nodes) {
            let moments = self.moments(part, node);
            self.room.branches.push(moments.lognormal());
        }
        let PaceRoom { branches, counts, .. } = &mut *self.room;
        let together = kth(k, &branches[from..], up, counts);
        self.room.branches.truncate(from);
        together
    }

    /// The greatest of what the services of `route` say.
    fn slowest(&self, route: &Route, of: impl Fn(&Timing, &[f64]) -> f64) -> f64 {
        let mut longest = 0.0_f64;
        route.services(&mut |service| longest = longest.max(of(&self.services[service].timing, self.values)));
        longest
    }

    /// The next two answers, the first as a share of the second.
    fn share(&mut self) -> f64 {
        let part = self.questions.answered(self.asked, &self.room.weights);
        let whole = self.questions.answered(self.asked + 1, &self.room.weights);
        self.asked += 2;
        if whole > 0.0 {
            (part / whole).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

/// The expression of what answers when the first does not: where misses are told from failures it
/// stands behind the lookup.
fn behind(fallback: &Node, missed: Option<f64>) -> &Node {
    match (fallback, missed) {
        (Node::Fallback { primary, .. }, Some(_)) => match &**primary {
            Node::Sequence(steps) => steps.last().unwrap_or(fallback),
            _ => fallback,
        },
        _ => fallback,
    }
}
