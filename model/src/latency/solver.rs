//! The latency of a whole flow.
//!
//! What it computes: percentiles, mean and distribution of a request's
//! latency, with the two simple figures people use instead beside it.
//!
//! Why it matters: "every call at its own p99" is the figure most plans rest
//! on, and it is neither a bound nor the answer.
//!
//! Formula: see [`super::sum`], [`super::order`] and [`super::attempt`] for
//! the law; [`Solved`] says what each figure is.
//!
//! Example: two calls of p50 10 ms and p99 100 ms in a row have a p99 of
//! 146.6 ms; their p99s sum to 200.
//!
//! References: J. Dean and L. A. Barroso, "The Tail at Scale", CACM 56(2)
//! (2013).

use litemap::LiteMap;
use std::sync::Arc;

use rustfft::num_complex::Complex;

use super::attempt::{Attempt, NormalTable};
use super::cache::Cache;
use super::call::Call;
use super::drawn::drawn;
use super::error::LatencyError;
use super::fourier::Fourier;
use super::key::{self, Digest};
use super::node::{Node, UpSets};
use super::shape::{Choice, Form, Shape};
use super::sum::Summing;
use super::terms::Terms;

/// The tail a request's own sum must reach, and a sum inside something else.
const OUTER_REACH: f64 = 4e-4;
const INNER_REACH: f64 = 1e-7;
/// Lattice cells of a sum: as a rule, of atoms only, and of rare branches.
const CELLS: usize = 4096;
const ATOM_CELLS: usize = 16_384;
const RARE_CELLS: usize = 1024;
/// A branch less likely than this is rare.
const RARE: f64 = 0.02;
/// The part of the requests beyond a p99: a way that fewer take is not one of them.
const BEYOND_P99: f64 = 0.01;
/// Most retries told apart when failed attempts vary in time.
const MOST_CHOICES: u32 = 256;
/// Room kept for transforms and for parts, in floats (8 bytes each).
const SPECTRA_ROOM: usize = 6_000_000;
const SHAPES_ROOM: usize = 4_000_000;
/// Most percentiles of calls kept.
const MOST_QUANTILES: usize = 20_000;

/// The latency of successful requests, in seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// Half of the requests take at most this long.
    pub p50: f64,
    /// 95 % of the requests take at most this long.
    pub p95: f64,
    /// 99 % of the requests take at most this long.
    pub p99: f64,
    /// 99.9 % of the requests take at most this long.
    pub p999: f64,
    /// The mean.
    pub mean: f64,
    /// Every call at its own p99, carried through the flow: summed along a
    /// sequence, the largest of those needed together, the k-th smallest of a
    /// quorum, the primary's before a fallback (the slower way where more than
    /// one request in a hundred takes the second, as behind a cache), at most
    /// the limit of an optional. The value if all were slow together; neither a bound nor the
    /// answer.
    pub sum_of_p99: f64,
    /// What the p99 cannot exceed, whatever depends on what: with k calls in
    /// all, every call at its p(1 − 0.01/k), the slowest branch of a quorum and
    /// the worse side of a fallback.
    pub upper_bound_p99: f64,
    /// The resolution in seconds: the width of the lattice cells the p99.9 was
    /// read from, summed along sums within sums; 0 where no sum was needed.
    /// Lower percentiles rest on finer cells. A percentile that falls on a jump
    /// of the law may be off by about this much. The first four moments of
    /// every term are kept, so percentiles of smooth laws are far closer.
    pub error: f64,
    /// Points `(t, P(T ≤ t))` of the distribution function from 0.1 % to
    /// 99.95 %, ascending in both.
    pub curve: Vec<(f64, f64)>,
}

/// Solves flows, and remembers the parts it has solved: after a change of one
/// service only what depends on it is computed again. What it answers never
/// depends on what it solved before.
#[derive(Debug)]
pub struct Solver {
    shapes: Cache<Shape>,
    spectra: Cache<[Complex<f64>]>,
    quantiles: Cache<f64>,
    transforms: LiteMap<usize, Arc<Fourier>>,
    table: NormalTable,
}

impl Default for Solver {
    fn default() -> Solver {
        Solver::new()
    }
}

impl Solver {
    /// A solver that remembers nothing yet.
    #[must_use]
    pub fn new() -> Solver {
        Solver {
            shapes: Cache::new(SHAPES_ROOM),
            spectra: Cache::new(SPECTRA_ROOM),
            quantiles: Cache::new(MOST_QUANTILES),
            transforms: LiteMap::new_vec(),
            table: NormalTable::new(),
        }
    }

    /// The latency of a flow.
    ///
    /// # Errors
    /// When a number in it is illegal, a quorum is impossible, or no request
    /// can succeed.
    pub fn solve(&mut self, node: &Node) -> Result<Solved, LatencyError> {
        node.check()?;
        let shape = self.shape(node, OUTER_REACH);
        let tail = 0.01 / node.calls().max(1) as f64;
        Ok(Solved {
            p50: shape.upper_quantile(0.5),
            p95: shape.upper_quantile(0.05),
            p99: shape.upper_quantile(0.01),
            p999: shape.upper_quantile(0.001),
            mean: shape.mean(),
            sum_of_p99: self.all_slow(node),
            upper_bound_p99: self.at_worst(node, tail),
            error: shape.resolution,
            curve: drawn(&shape),
        })
    }

    /// Every call at its own p99.
    fn all_slow(&mut self, node: &Node) -> f64 {
        match node {
            Node::Call(call) => self.quantile(call, BEYOND_P99),
            Node::Delay(seconds) => *seconds,
            Node::Sequence(parts) => parts.iter().map(|part| self.all_slow(part)).sum(),
            Node::Repeat(times, inner) => f64::from(*times) * self.all_slow(inner),
            Node::Slowest(parts) => self.largest(parts, Solver::all_slow),
            Node::Kth { k, branches, .. } => {
                let mut slow: Vec<f64> = branches.iter().map(|b| self.all_slow(b)).collect();
                crate::order::sort(&mut slow);
                slow.get(k - 1).copied().unwrap_or(0.0)
            }
            Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            } => {
                let first = self.all_slow(primary);
                if 1.0 - primary_weight <= BEYOND_P99 {
                    return first;
                }
                first.max(detection + self.all_slow(fallback))
            }
            Node::Optional {
                inner, waits_at_most, ..
            } => self.all_slow(inner).min(waits_at_most.unwrap_or(f64::INFINITY)),
        }
    }

    /// Every call at the time it exceeds with probability `tail`, and every
    /// choice at its worst.
    fn at_worst(&mut self, node: &Node, tail: f64) -> f64 {
        match node {
            Node::Call(call) => self.quantile(call, tail),
            Node::Delay(seconds) => *seconds,
            Node::Sequence(parts) => parts.iter().map(|part| self.at_worst(part, tail)).sum(),
            Node::Repeat(times, inner) => f64::from(*times) * self.at_worst(inner, tail),
            Node::Slowest(branches) | Node::Kth { branches, .. } => {
                self.largest(branches, |solver, branch| solver.at_worst(branch, tail))
            }
            Node::Fallback {
                primary,
                fallback,
                detection,
                ..
            } => {
                let first = self.at_worst(primary, tail);
                first.max(detection + self.at_worst(fallback, tail))
            }
            Node::Optional {
                inner,
                waits_at_most,
                available,
            } => match waits_at_most {
                Some(limit) if *available < 1.0 => *limit,
                Some(limit) => limit.min(self.at_worst(inner, tail)),
                None => self.at_worst(inner, tail),
            },
        }
    }

    /// The time that a call exceeds with probability `tail`.
    fn quantile(&mut self, call: &Arc<Call>, tail: f64) -> f64 {
        let key = Digest::new(19).key(key::of_call(16, call)).float(tail).finish();
        if let Some(kept) = self.quantiles.get(key) {
            return *kept;
        }
        let value = self.call(call).upper_quantile(tail);
        self.quantiles.insert(key, Arc::new(value), 1);
        value
    }

    fn largest(&mut self, nodes: &[Node], mut of: impl FnMut(&mut Solver, &Node) -> f64) -> f64 {
        nodes.iter().map(|node| of(self, node)).fold(0.0, f64::max)
    }

    /// The law of a node; `reach` is the tail its own sum must reach.
    fn shape(&mut self, node: &Node, reach: f64) -> Arc<Shape> {
        match node {
            Node::Call(call) => self.call(call),
            Node::Delay(seconds) => constant(*seconds),
            Node::Sequence(_) | Node::Repeat(..) => {
                let mut terms = Terms::default();
                self.flatten(node, 1, &mut terms);
                self.sum(terms, reach, CELLS)
            }
            Node::Slowest(branches) => self.slowest(branches),
            Node::Kth { k, branches, up } => self.kth(*k, branches, up),
            Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            } => self.fallback(primary, fallback, *primary_weight, *detection),
            Node::Optional {
                inner,
                waits_at_most,
                available,
            } => self.optional(inner, waits_at_most.unwrap_or(f64::INFINITY), *available),
        }
    }

    /// Collects the independent terms of a sum, sequences within sequences
    /// included.
    fn flatten(&mut self, node: &Node, times: u64, terms: &mut Terms) {
        match node {
            Node::Sequence(parts) => {
                for part in parts {
                    self.flatten(part, times, terms);
                }
            }
            Node::Repeat(more, inner) => self.flatten(inner, times * u64::from(*more), terms),
            other => {
                let shape = self.shape(other, INNER_REACH);
                terms.add(shape, times);
            }
        }
    }

    fn sum(&mut self, terms: Terms, reach: f64, cells: usize) -> Arc<Shape> {
        let Terms { list, shift, .. } = terms.merged();
        match list.as_slice() {
            [] => return constant(shift),
            [only] if only.count == 1 => return self.delayed(shift, only.shape.clone()),
            _ => {}
        }
        let start = Digest::new(10).float(shift).float(reach).word(cells as u64);
        let key = list
            .iter()
            .fold(start, |digest, term| digest.key(term.shape.key).word(term.count))
            .finish();
        if let Some(kept) = self.shapes.get(key) {
            return kept;
        }
        let atomic = list.iter().all(|term| term.shape.is_atomic());
        let fourier = self.transforms(if atomic { ATOM_CELLS } else { cells });
        let sum = Summing {
            fourier: &fourier,
            spectra: &mut self.spectra,
            reach,
            continued: reach < OUTER_REACH,
        }
        .sum(&list, shift);
        let over = |of: fn(&Shape) -> f64| -> f64 {
            let each = list.iter().map(|term| term.count as f64 * of(&term.shape));
            each.sum()
        };
        let mean = shift + over(Shape::mean);
        let resolution = sum.step + over(|shape| shape.resolution);
        self.keep(Shape::sampled(key, sum.curve, mean, resolution))
    }

    /// A part that begins later.
    fn delayed(&mut self, delay: f64, shape: Arc<Shape>) -> Arc<Shape> {
        if delay == 0.0 {
            return shape;
        }
        let weight = 1.0;
        self.mixture(vec![Choice { weight, delay, shape }])
    }

    fn mixture(&mut self, choices: Vec<Choice>) -> Arc<Shape> {
        let key = choices
            .iter()
            .fold(Digest::new(11), |digest, choice| {
                digest
                    .float(choice.weight)
                    .float(choice.delay)
                    .key(choice.shape.key)
            })
            .finish();
        let mean = choices
            .iter()
            .map(|choice| choice.weight * (choice.delay + choice.shape.mean()))
            .sum();
        self.kept_or(key, |_| Shape::new(key, Form::Mixture(choices), Some(mean)))
    }

    fn slowest(&mut self, branches: &[Node]) -> Arc<Shape> {
        let branches = self.branches(branches);
        match branches.as_slice() {
            [] => return constant(0.0),
            [only] => return only.clone(),
            _ => {}
        }
        let key = branches_key(Digest::new(12), &branches).finish();
        self.kept_or(key, |_| Shape::new(key, Form::Slowest(branches), None))
    }

    fn kth(&mut self, k: usize, branches: &[Node], up: &UpSets) -> Arc<Shape> {
        let branches = self.branches(branches);
        let key = key::with_up(branches_key(Digest::new(13).word(k as u64), &branches), up).finish();
        let form = Form::Kth {
            k,
            branches,
            up: up.clone(),
        };
        self.kept_or(key, |_| Shape::new(key, form, None))
    }

    fn branches(&mut self, nodes: &[Node]) -> Vec<Arc<Shape>> {
        nodes.iter().map(|node| self.shape(node, INNER_REACH)).collect()
    }

    fn fallback(&mut self, primary: &Node, fallback: &Node, weight: f64, detection: f64) -> Arc<Shape> {
        let mut choices = vec![
            Choice {
                weight,
                delay: 0.0,
                shape: self.shape(primary, INNER_REACH),
            },
            Choice {
                weight: 1.0 - weight,
                delay: detection,
                shape: self.shape(fallback, INNER_REACH),
            },
        ];
        choices.retain(|choice| choice.weight > 0.0);
        self.mixture(choices)
    }

    fn optional(&mut self, inner: &Node, limit: f64, available: f64) -> Arc<Shape> {
        let inner = self.shape(inner, INNER_REACH);
        let key = Digest::new(14)
            .key(inner.key)
            .float(limit)
            .float(available)
            .finish();
        let mean = (limit == f64::INFINITY).then(|| available * inner.mean());
        let form = Form::Capped {
            inner,
            limit,
            available,
        };
        self.kept_or(key, |_| Shape::new(key, form, mean))
    }

    /// The law of a call given success.
    pub(super) fn call(&mut self, call: &Arc<Call>) -> Arc<Shape> {
        let key = key::of_call(16, call);
        if let Some(kept) = self.shapes.get(key) {
            return kept;
        }
        let attempt = Attempt::new(call.clone());
        let shape = if let Some(value) = attempt.certain() {
            Shape::new(key, Form::Constant(value), Some(value))
        } else if attempt.failures_vary() {
            let shape = self.retried(&attempt);
            self.shapes.insert(key, shape.clone(), 1);
            return shape;
        } else {
            let mean = attempt.last_mean().map(|mean| mean + attempt.mean_lost());
            let curve = attempt.curve(&self.table);
            Shape::new(key, Form::Call(attempt), mean).with_curve(curve)
        };
        self.keep(shape)
    }

    /// A call whose failed attempts vary in time: for each number of failures
    /// the sum of them and of the success.
    fn retried(&mut self, attempt: &Attempt) -> Arc<Shape> {
        let success = self.attempt(&attempt.once(), false);
        let failure = self.attempt(attempt, true);
        let most = attempt.retries().min(MOST_CHOICES);
        let mut choices = Vec::new();
        for failed in 0..=most {
            let rest = attempt.more(failed);
            let last = failed == most || rest < 1e-10;
            let weight = attempt.share(failed) + if last { rest } else { 0.0 };
            let mut terms = Terms::default();
            terms.add(success.clone(), 1);
            terms.add(failure.clone(), failed.into());
            terms.shift += f64::from(failed) * attempt.backoff();
            let cells = if weight < RARE { RARE_CELLS } else { CELLS };
            choices.push(Choice {
                weight,
                delay: 0.0,
                shape: self.sum(terms, INNER_REACH, cells),
            });
            if last {
                break;
            }
        }
        self.mixture(choices)
    }

    /// One attempt, given that it succeeds or given that it fails.
    fn attempt(&mut self, attempt: &Attempt, failed: bool) -> Arc<Shape> {
        let key = key::of_call(17 + u64::from(failed), attempt.call());
        let table = &self.table;
        if let Some(kept) = self.shapes.get(key) {
            return kept;
        }
        let shape = match (failed, attempt.certain()) {
            (false, Some(value)) => Shape::new(key, Form::Constant(value), Some(value)),
            (false, None) => {
                let curve = attempt.curve(table);
                let mean = attempt.last_mean();
                Shape::new(key, Form::Call(attempt.clone()), mean).with_curve(curve)
            }
            (true, _) => Shape::new(key, Form::Failed(attempt.clone()), attempt.failed_mean()),
        };
        self.keep(shape)
    }

    fn kept_or(&mut self, key: u128, build: impl FnOnce(&mut Solver) -> Shape) -> Arc<Shape> {
        match self.shapes.get(key) {
            Some(kept) => kept,
            None => {
                let shape = build(self);
                self.keep(shape)
            }
        }
    }

    fn keep(&mut self, shape: Shape) -> Arc<Shape> {
        let shape = Arc::new(shape);
        self.shapes.insert(shape.key, shape.clone(), shape.size());
        shape
    }

    fn transforms(&mut self, cells: usize) -> Arc<Fourier> {
        if let Some(known) = self.transforms.get(&cells) {
            return known.clone();
        }
        let made = Arc::new(Fourier::new(cells));
        self.transforms.insert(cells, made.clone());
        made
    }
}

fn constant(value: f64) -> Arc<Shape> {
    let key = Digest::new(15).float(value).finish();
    Arc::new(Shape::new(key, Form::Constant(value), Some(value)))
}

fn branches_key(start: Digest, branches: &[Arc<Shape>]) -> Digest {
    branches
        .iter()
        .fold(start.word(branches.len() as u64), |digest, branch| {
            digest.key(branch.key)
        })
}
