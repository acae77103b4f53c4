//! The latency law of a part of a flow, as exactly as it can be known.
//!
//! What it computes: `P(T > t)`, percentiles, mean and a sampled curve of any
//! node. Order statistics, mixtures and cut-offs are evaluated by their
//! formulas; only sums are numeric.
//!
//! Why it matters: percentiles that have a formula come out to full precision.

use std::sync::{Arc, OnceLock};

use super::attempt::Attempt;
use super::curve::{Curve, Knot, tidy};
use super::node::UpSets;
use super::order;

/// Fewest and most knots of a composite, and the evaluations to spend.
const FEWEST_KNOTS: usize = 512;
const MOST_KNOTS: usize = 4096;
const EVALUATIONS: usize = 300_000;
/// Fewest and most intervals of the integral that gives a mean.
const FEWEST_INTERVALS: usize = 160;
const MOST_INTERVALS: usize = 512;
/// Distances at which terms of a sum may be capped.
const RARITIES: usize = 10;
/// Fewest knots one branch brings in.
const FEWEST_OF_BRANCH: usize = 96;

/// One part of a flow.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is made of, as a content key.
    pub(super) key: u128,
    form: Form,
    mean: f64,
    /// Width of the lattice cells its p99.9 rests on, in seconds.
    pub(super) resolution: f64,
    curve: OnceLock<Curve>,
    atomic: OnceLock<bool>,
    profiles: [OnceLock<Profile>; RARITIES],
}

/// How a part comes about.
#[derive(Debug)]
pub(super) enum Form {
    /// Always the same time.
    Constant(f64),
    /// A call, given success.
    Call(Attempt),
    /// An attempt, given that it fails.
    Failed(Attempt),
    /// Known only by its curve.
    Sampled,
    /// The slowest of several.
    Slowest(Vec<Arc<Shape>>),
    /// The k-th fastest success.
    Kth {
        k: usize,
        branches: Vec<Arc<Shape>>,
        up: UpSets,
    },
    /// One of several, each after its own delay.
    Mixture(Vec<Choice>),
    /// At most `limit`; the limit itself while it is down.
    Capped {
        inner: Arc<Shape>,
        limit: f64,
        available: f64,
    },
}

/// One possibility of a mixture.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) weight: f64,
    pub(super) delay: f64,
    pub(super) shape: Arc<Shape>,
}

/// What a sum needs to know about a term to place its lattice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    /// Where the moments cap the law.
    pub(super) cap: f64,
    /// Nothing lies below.
    pub(super) start: f64,
    /// Mean and variance of the law capped there.
    pub(super) mean: f64,
    pub(super) variance: f64,
    /// Nothing lies above.
    pub(super) end: f64,
    /// Probability of lying exactly at the start.
    pub(super) at_start: f64,
}

impl Shape {
    /// A part with a formula; `mean` when a formula gives that too.
    pub(super) fn new(key: u128, form: Form, mean: Option<f64>) -> Shape {
        let resolution = form.children().map(|child| child.resolution).fold(0.0, f64::max);
        let mut shape = Shape {
            key,
            form,
            mean: 0.0,
            resolution,
            curve: OnceLock::new(),
            atomic: OnceLock::new(),
            profiles: Default::default(),
        };
        shape.mean = mean.unwrap_or_else(|| shape.integral());
        shape
    }

    /// A part known by its curve.
    pub(super) fn sampled(key: u128, curve: Curve, mean: f64, resolution: f64) -> Shape {
        let shape = Shape {
            key,
            form: Form::Sampled,
            mean,
            resolution,
            curve: OnceLock::new(),
            atomic: OnceLock::new(),
            profiles: Default::default(),
        };
        shape.with_curve(curve)
    }

    /// The same with its curve, already sampled.
    pub(super) fn with_curve(self, curve: Curve) -> Shape {
        self.curve.get_or_init(|| curve);
        self
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    /// Whether it is one call, not a choice among several.
    pub(super) fn is_call(&self) -> bool {
        matches!(self.form, Form::Call(_))
    }

    /// The only value, if there is one.
    pub(super) fn constant(&self) -> Option<f64> {
        match self.form {
            Form::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Units of memory, roughly floats.
    pub(super) fn size(&self) -> usize {
        64 + self.curve.get().map_or(MOST_KNOTS, Curve::len) * 3
    }

    /// `P(T > t)`.
    pub(super) fn survival(&self, t: f64) -> f64 {
        if t < 0.0 {
            return 1.0;
        }
        match &self.form {
            Form::Constant(value) => f64::from(u8::from(t < *value)),
            Form::Call(call) => call.survival(t),
            Form::Failed(call) => call.failed_survival(t),
            Form::Sampled => self.curve().survival(t),
            Form::Slowest(branches) => order::slowest(branches.iter().map(|b| b.survival(t))),
            Form::Kth { k, branches, up } => {
                let late: Vec<f64> = branches.iter().map(|b| b.survival(t)).collect();
                order::kth(*k, up, &late)
            }
            Form::Mixture(choices) => choices
                .iter()
                .map(|choice| choice.weight * choice.shape.survival(t - choice.delay))
                .sum(),
            Form::Capped {
                inner,
                limit,
                available,
            } => capped(inner, *limit, *available, t),
        }
    }

    /// The sampled law.
    pub(super) fn curve(&self) -> &Curve {
        self.curve
            .get_or_init(|| Curve::sample(&self.knots(), |t| self.survival(t)))
    }

    /// The earliest time with `P(T > t) ≤ tail`.
    pub(super) fn upper_quantile(&self, tail: f64) -> f64 {
        match &self.form {
            Form::Constant(value) => *value,
            Form::Sampled => self.curve().upper_quantile(tail),
            Form::Call(call) => call.upper_quantile(tail).unwrap_or_else(|| self.searched(tail)),
            _ => self.searched(tail),
        }
    }

    /// The percentile by bisection of the formula, to the last digit.
    fn searched(&self, tail: f64) -> f64 {
        if self.survival(0.0) <= tail {
            return 0.0;
        }
        let (mut low, mut high) = self.curve().bracket(tail);
        if self.survival(low) <= tail {
            low = 0.0;
        }
        let mut widen = 0;
        while self.survival(high) > tail && widen < 64 {
            high = 2.0 * high + f64::MIN_POSITIVE;
            widen += 1;
        }
        for _ in 0..1100 {
            let middle = low + 0.5 * (high - low);
            if middle <= low || middle >= high || high - low <= 1e-16 * high {
                break;
            }
            if self.survival(middle) > tail {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    /// The profile for a sum of so many draws.
    pub(super) fn profile(&self, draws: u64) -> Profile {
        let rarity = rarity(draws);
        *self.profiles[rarity].get_or_init(|| profile(self.curve(), rarity))
    }

    /// Whether it consists of atoms only.
    pub(super) fn is_atomic(&self) -> bool {
        *self.atomic.get_or_init(|| self.curve().is_atomic())
    }

    /// Where the law has to be sampled.
    fn knots(&self) -> Vec<Knot> {
        let room = (EVALUATIONS / self.form.cost().max(1)).clamp(FEWEST_KNOTS, MOST_KNOTS);
        match &self.form {
            Form::Constant(value) => vec![Knot::sharp(*value)],
            Form::Call(call) => call.knots(),
            Form::Failed(call) => tidy(call.last_knots(), MOST_KNOTS),
            Form::Sampled => self.curve().knots(),
            Form::Slowest(branches) | Form::Kth { branches, .. } => {
                let each = (3 * room / branches.len()).max(FEWEST_OF_BRANCH);
                let knots = branches.iter().flat_map(|b| tidy(b.knots(), each));
                tidy(knots.collect(), room)
            }
            Form::Mixture(choices) => {
                let knots = choices.iter().flat_map(|choice| choice.knots(room));
                tidy(knots.collect(), room)
            }
            Form::Capped { inner, limit, .. } => {
                let mut knots = inner.knots();
                knots.retain(|knot| knot.time < *limit);
                knots.push(Knot::sharp(0.0));
                if limit.is_finite() {
                    knots.push(Knot::sharp(*limit));
                }
                tidy(knots, room)
            }
        }
    }

    /// `∫ P(T > t) dt`, by three-point Gauss rules between the knots.
    fn integral(&self) -> f64 {
        let knots = self.knots();
        let sharp = knots.iter().filter(|knot| knot.sharp).count();
        let intervals = EVALUATIONS / (6 * self.form.cost().max(1));
        let intervals = intervals.clamp(FEWEST_INTERVALS, MOST_INTERVALS);
        let knots = tidy(knots, intervals + 2 * sharp);
        let first = knots.first().map_or(0.0, |knot| knot.time);
        let panels = knots.windows(2).map(|pair| {
            let half = 0.5 * (pair[1].time - pair[0].time);
            let middle = pair[0].time + half;
            let aside = half * 0.774_596_669_241_483_4;
            let ends = self.survival(middle - aside) + self.survival(middle + aside);
            half * (5.0 * ends + 8.0 * self.survival(middle)) / 9.0
        });
        first + panels.sum::<f64>()
    }
}

impl Form {
    fn children(&self) -> Box<dyn Iterator<Item = &Arc<Shape>> + '_> {
        match self {
            Form::Slowest(branches) | Form::Kth { branches, .. } => Box::new(branches.iter()),
            Form::Mixture(choices) => Box::new(choices.iter().map(|choice| &choice.shape)),
            Form::Capped { inner, .. } => Box::new(std::iter::once(inner)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// Work of one evaluation, in single laws.
    fn cost(&self) -> usize {
        let below: usize = self.children().map(|child| child.form.cost()).sum();
        let own = match self {
            Form::Kth {
                k,
                branches,
                up: UpSets::Independent(_),
            } => k * branches.len() / 8,
            Form::Kth {
                k,
                up: UpSets::Explicit(sets),
                ..
            } => k * sets.iter().map(|set| set.0.count_ones() as usize).sum::<usize>() / 8,
            _ => 1,
        };
        below + own
    }
}

impl Choice {
    /// Fewer knots where little depends on them.
    fn knots(&self, room: usize) -> Vec<Knot> {
        let share = (3.0 * self.weight * room as f64) as usize;
        let mut knots = tidy(self.shape.knots(), share.max(FEWEST_OF_BRANCH));
        for knot in &mut knots {
            knot.time += self.delay;
        }
        // The law bends where this possibility begins.
        if let Some(first) = knots.first_mut() {
            first.sharp = true;
        }
        knots
    }
}

fn capped(inner: &Shape, limit: f64, available: f64, t: f64) -> f64 {
    if t >= limit {
        0.0
    } else if limit.is_finite() {
        available * inner.survival(t) + (1.0 - available)
    } else {
        available * inner.survival(t)
    }
}

/// How far out a sum of so many draws caps its terms, as an index: so that
/// few of the draws of one request exceed their caps.
fn rarity(draws: u64) -> usize {
    let mut rarity = 0;
    let mut usual = 16;
    while draws > usual && rarity + 1 < RARITIES {
        usual *= 8;
        rarity += 1;
    }
    rarity
}

fn profile(curve: &Curve, rarity: usize) -> Profile {
    let tail = 0.05 / (1_u64 << (3 * rarity)) as f64;
    let cap = [tail, 1e-3 * tail, 0.0]
        .into_iter()
        .map(|tail| curve.upper_quantile(tail))
        .find(|cap| *cap > 0.0)
        .unwrap_or(0.0);
    let (mean, variance) = curve.capped_moments(cap);
    Profile {
        cap,
        start: curve.start(),
        end: curve.end(),
        at_start: curve.at_start(),
        mean,
        variance,
    }
}
