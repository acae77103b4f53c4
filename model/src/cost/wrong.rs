//! Wrongness: how often a design's answers are wrong, and what that costs.
//!
//! # What it computes
//! Wrong answers a year and the money they cost.
//!
//! # Formula
//! events = requests a year × (1 − share of the year with a partition) × p_d; cost = events ×
//! ((1 − found) × Σ share·cost over the harms + found × repair). p_d, first that applies: the design's
//! own error probability; with causes, p × (share the design's level admits)/(share the level
//! `measured_at` admits); p × residual when the level it delivers is at least `prevented_by` (SS unless
//! said otherwise); else p. A harm of some causes only is done by the part they make of the causes
//! the design admits. With several journeys each has its own traffic, the level that it delivers, and
//! the harms that are done in it; events and money are sums over them.
//!
//! # Example
//! 172.8 million payments a day, one in 10,000 wrong, $50 + $10,000 + 10 % of $500 each:
//! $63,702,720,000 a year.

use super::partition::Split;
use crate::number::Number;
use crate::plan::Slot;
use crate::quantity::SECONDS_PER_YEAR;

/// A sum of shares, as a part of another sum of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Part {
    pub(crate) of: Vec<Slot>,
    pub(crate) whole: Vec<Slot>,
}

impl Part {
    /// The quotient; 0 of nothing.
    fn share<N: Number>(&self, values: &[N]) -> N {
        let sum = |slots: &[Slot]| slots.iter().map(|slot| slot.of(values)).sum::<N>();
        N::of(quotient, &[sum(&self.of), sum(&self.whole)])
    }
}

/// The first by the second of two; 0 of nothing.
fn quotient(of: &[f64]) -> f64 {
    match of {
        [part, whole] if *whole > 0.0 => part / whole,
        _ => 0.0,
    }
}

/// One kind of harm compiled.
#[derive(Clone, Debug)]
pub(crate) struct HarmPlan {
    pub(crate) name: String,
    pub(crate) cost: Slot,
    pub(crate) share: Option<Slot>,
}

impl HarmPlan {
    /// Money each time it is met with.
    pub(crate) fn each<N: Number>(&self, values: &[N]) -> N {
        let cost = self.cost.of(values);
        self.share.map_or(cost, |slot| cost * slot.of(values))
    }

    /// The share of the wrong answers it may be done by that do it.
    fn share<N: Number>(&self, values: &[N]) -> N {
        self.share.map_or(N::from(1.0), |slot| slot.of(values))
    }
}

/// Which wrong answers of a stream may do a harm.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Met {
    /// None: it is done in other journeys.
    Never,
    /// All.
    Always,
    /// Those of its causes, among those that are admitted.
    By(Part),
}

impl Met {
    fn share<N: Number>(&self, values: &[N]) -> N {
        match self {
            Met::Never => N::from(0.0),
            Met::Always => N::from(1.0),
            Met::By(part) => part.share(values),
        }
    }
}

/// How often a design's answers are wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ErrorRate {
    /// The scenario's probability: nothing in the design prevents the errors.
    Unprevented(Slot),
    /// The design names its own probability.
    Own(Slot),
    /// The part of the scenario's errors whose causes the design's level admits.
    ByCause { probability: Slot, admitted: Part },
    /// The design's level prevents them, up to a residual share: 0 when nobody states one.
    Prevented {
        probability: Slot,
        residual: Slot,
        residual_stated: bool,
    },
}

impl ErrorRate {
    /// Share of requests that go wrong.
    pub(crate) fn probability<N: Number>(&self, values: &[N]) -> N {
        match self {
            ErrorRate::Unprevented(p) | ErrorRate::Own(p) => p.of(values),
            ErrorRate::ByCause {
                probability,
                admitted,
            } => probability.of(values) * admitted.share(values),
            ErrorRate::Prevented {
                probability,
                residual,
                ..
            } => probability.of(values) * residual.of(values),
        }
    }
}

/// What finding wrong answers in time does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repair {
    pub(crate) found: Slot,
    pub(crate) cost: Slot,
}

/// Requests that go wrong alike: those of the journeys with one rate and the same harms.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) rate: ErrorRate,
    pub(crate) traffic: Vec<Slot>,
    /// Of each harm of the plan.
    pub(crate) met: Vec<Met>,
}

impl Stream {
    fn requests<N: Number>(&self, values: &[N]) -> N {
        let traffic = self.traffic.iter().map(|slot| slot.of(values));
        traffic.map(|traffic| traffic * SECONDS_PER_YEAR).sum()
    }

    /// Of each harm, the share of the wrong answers that do it, were none of them found.
    fn shares<N: Number>(&self, harms: &[HarmPlan], values: &[N]) -> impl Iterator<Item = N> {
        let each = self.met.iter().zip(harms);
        each.map(|(met, harm)| met.share(values) * harm.share(values))
    }
}

/// Wrongness of one design.
#[derive(Clone, Debug)]
pub(crate) struct WrongPlan {
    /// One at least.
    pub(crate) streams: Vec<Stream>,
    pub(crate) harms: Vec<HarmPlan>,
    pub(crate) repair: Option<Repair>,
    /// Partitions, whose wrong answers are counted apart.
    pub(crate) split: Option<Split>,
}

/// One line of what wrong answers cost: a harm, or repairing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WrongLine<'a, N> {
    pub(crate) name: &'a str,
    /// Share of the wrong answers.
    pub(crate) share: N,
    /// Money each.
    pub(crate) cost: N,
}

impl WrongPlan {
    /// Whether a level prevents some of the errors, and whether the share that remains is stated.
    pub(crate) fn prevented(&self) -> Option<bool> {
        self.streams.iter().find_map(|stream| match stream.rate {
            ErrorRate::Prevented { residual_stated, .. } => Some(residual_stated),
            _ => None,
        })
    }

    /// Whether the design names its own error probability.
    pub(crate) fn is_own(&self) -> bool {
        let mut rates = self.streams.iter().map(|stream| &stream.rate);
        rates.any(|rate| matches!(rate, ErrorRate::Own(_)))
    }

    /// Requests a year that can go wrong in this way.
    pub(crate) fn requests<N: Number>(&self, values: &[N]) -> N {
        let requests = self.streams.iter().map(|stream| stream.requests(values));
        self.outside_partitions(requests.sum(), values)
    }

    /// Share of those requests that go wrong.
    pub(crate) fn probability<N: Number>(&self, values: &[N]) -> N {
        match self.streams.as_slice() {
            [only] => only.rate.probability(values),
            _ => N::of(quotient, &[self.events(values), self.requests(values)]),
        }
    }

    /// Wrong answers a year.
    pub(crate) fn events<N: Number>(&self, values: &[N]) -> N {
        self.streams
            .iter()
            .map(|stream| self.events_of(stream, values))
            .sum()
    }

    fn events_of<N: Number>(&self, stream: &Stream, values: &[N]) -> N {
        self.outside_partitions(stream.requests(values), values) * stream.rate.probability(values)
    }

    fn outside_partitions<N: Number>(&self, requests: N, values: &[N]) -> N {
        self.split
            .map_or(requests, |split| requests * split.share(values).rest())
    }

    fn found<N: Number>(&self, values: &[N]) -> N {
        self.repair.map_or(N::from(0.0), |repair| repair.found.of(values))
    }

    /// The harms, and behind them what repairing costs where some are found.
    pub(crate) fn lines<N: Number>(&self, values: &[N]) -> Vec<WrongLine<'_, N>> {
        let (events, found) = (self.events(values), self.found(values));
        let mut shares = vec![N::from(0.0); self.harms.len()];
        for stream in &self.streams {
            let weight = match self.streams.len() {
                1 => N::from(1.0),
                _ => N::of(quotient, &[self.events_of(stream, values), events]),
            };
            let own = stream.shares(&self.harms, values);
            for (sum, share) in shares.iter_mut().zip(own) {
                *sum = *sum + weight * share;
            }
        }
        let harms = self.harms.iter().zip(shares).map(|(harm, share)| WrongLine {
            name: &harm.name,
            share: found.rest() * share,
            cost: harm.cost.of(values),
        });
        let repair = self.repair.map(|repair| WrongLine {
            name: "Found and repaired",
            share: found,
            cost: repair.cost.of(values),
        });
        harms.chain(repair).collect()
    }

    /// Money a year.
    pub(crate) fn yearly<N: Number>(&self, values: &[N]) -> N {
        let found = self.found(values);
        let yearly = self.streams.iter().map(|stream| {
            let shares = stream.shares(&self.harms, values).zip(&self.harms);
            let harms = shares.map(|(share, harm)| found.rest() * share * harm.cost.of(values));
            let repair = self.repair.map(|repair| found * repair.cost.of(values));
            let each: N = harms.chain(repair).sum();
            self.events_of(stream, values) * each
        });
        yearly.sum()
    }
}
