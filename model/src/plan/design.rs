//! One design compiled, and what it costs for one set of inputs.

use super::journey::{JourneyPlan, Outcome, Room as JourneyRoom};
use crate::assessment::{Latency, Warning};
use crate::cost::{CreditsPlan, Cut, DownPlan, ItemPlan, PartitionPlan, WaitingPlan, WrongPlan};
use crate::guarantee::Level;
use crate::number::Number;

/// What a design costs a year; absent parts have no inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Costs<N = f64> {
    /// Line items.
    pub running: Option<N>,
    /// Added delay.
    pub waiting: Option<N>,
    /// Wrong answers.
    pub wrong: Option<N>,
    /// Outages, SLA credits and failed requests.
    pub down: Option<N>,
    /// Partitions of the network.
    pub partition: Option<N>,
    /// Whether a journey is down more than its objective allows.
    pub misses_availability: bool,
}

impl<N: Number> Costs<N> {
    /// Its parts: running, waiting, wrong, down, partition.
    pub fn parts(&self) -> [Option<N>; 5] {
        [self.running, self.waiting, self.wrong, self.down, self.partition]
    }

    /// Sum of the parts there are; absent when there are none.
    pub fn total(&self) -> Option<N> {
        self.parts().into_iter().flatten().reduce(|sum, part| sum + part)
    }
}

/// What the costs of a design ask of its journeys.
pub(crate) trait Journeys<N> {
    /// What an outage is priced by, of a journey by number.
    fn standing(&mut self, journey: usize) -> Standing<N>;

    /// The mean latency of a journey by number, seconds.
    fn mean(&mut self, journey: usize) -> N;
}

/// Shares of the time, or of the requests, that a journey is out, answers, fails without an outage, and
/// answers in part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<N> {
    pub(crate) out: N,
    pub(crate) up: N,
    pub(crate) failing: N,
    pub(crate) degraded: N,
}

impl From<Outcome> for Standing<f64> {
    fn from(outcome: Outcome) -> Self {
        Self {
            out: outcome.outage.up.no,
            up: outcome.outage.up.yes,
            failing: (outcome.all.up.no - outcome.outage.up.no).max(0.0),
            degraded: outcome.all.degraded,
        }
    }
}

/// A requirement of the whole design.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requirements {
    pub(crate) level: Option<Level>,
}

/// A design compiled.
#[derive(Clone, Debug)]
pub(crate) struct DesignPlan {
    pub(crate) name: String,
    pub(crate) journeys: Vec<JourneyPlan>,
    pub(crate) latencies: Vec<Option<Latency>>,
    pub(crate) level: Option<Level>,
    pub(crate) pacelc: Option<String>,
    pub(crate) items: Vec<ItemPlan>,
    pub(crate) waiting: Vec<WaitingPlan>,
    pub(crate) wrong: Option<WrongPlan>,
    pub(crate) prevented_by: Level,
    /// One per journey; empty while nothing says what an outage costs.
    pub(crate) down: Vec<DownPlan>,
    /// What the SLA gives back for the first journey's outages.
    pub(crate) credits: Option<CreditsPlan>,
    pub(crate) partition: Option<PartitionPlan>,
    pub(crate) requirements: Requirements,
    pub(crate) warnings: Vec<Warning>,
}

/// Working space of one design.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    journeys: Vec<JourneyRoom>,
    outcomes: Vec<Outcome>,
}

/// The journeys of a design for one set of inputs.
struct Once<'a> {
    design: &'a DesignPlan,
    values: &'a [f64],
    room: &'a mut Room,
}

impl Journeys<f64> for Once<'_> {
    fn standing(&mut self, journey: usize) -> Standing<f64> {
        self.room.outcomes[journey].into()
    }

    fn mean(&mut self, journey: usize) -> f64 {
        self.design.mean(journey, self.values, self.room)
    }
}

impl DesignPlan {
    /// What it turns away while the network is split.
    pub(crate) fn cut(&self) -> Option<Cut> {
        self.partition.as_ref().and_then(PartitionPlan::cut)
    }

    /// Whether it is known what partitions cost it.
    pub(crate) fn prices_partitions(&self) -> bool {
        let known = |partition: &PartitionPlan| partition.is_priced(!self.down.is_empty());
        self.partition.as_ref().is_some_and(known)
    }

    pub(crate) fn room(&self) -> Room {
        Room {
            journeys: self.journeys.iter().map(JourneyPlan::room).collect(),
            outcomes: vec![Outcome::default(); self.journeys.len()],
        }
    }

    /// Gets `room` ready for values other than `medians`.
    pub(crate) fn get_ready(&self, medians: &[f64], room: &mut Room) {
        for (journey, room) in self.journeys.iter().zip(&mut room.journeys) {
            journey.get_ready(medians, room);
        }
    }

    /// The mean latency of each journey at `values`, in seconds; 0 where it is not known. Allocates nothing.
    pub(crate) fn means(&self, values: &[f64], room: &mut Room, out: &mut [f64]) {
        for (at, mean) in out.iter_mut().enumerate() {
            *mean = self.mean(at, values, room);
        }
    }

    /// How a journey stands at `values`; allocates nothing.
    pub(crate) fn standing(&self, journey: usize, values: &[f64], room: &mut Room) -> Standing<f64> {
        let outcome = self.journeys[journey].evaluate(values, &mut room.journeys[journey]);
        outcome.into()
    }

    /// The mean latency of a journey at `values`, in seconds; 0 where it is not known. Allocates nothing.
    pub(crate) fn mean(&self, journey: usize, values: &[f64], room: &mut Room) -> f64 {
        let room = &mut room.journeys[journey];
        let solved = self.latencies[journey]
            .as_ref()
            .map_or(0.0, |latency| latency.mean);
        self.journeys[journey].mean(solved, values, room)
    }

    /// What waiting costs; `before` are the mean latencies of the base's journeys, those at medians
    /// where there are none.
    fn waiting<N: Number>(&self, values: &[N], of: &mut impl Journeys<N>, before: &[N]) -> Option<N> {
        let each = self.waiting.iter().map(|waiting| {
            let at_medians = N::from(waiting.base_mean);
            let before = before.get(waiting.base_journey).copied();
            let delay = of.mean(waiting.journey) - before.unwrap_or(at_medians);
            waiting.yearly(values, delay)
        });
        each.reduce(|sum, one| sum + one)
    }

    /// Costs at `values`, against the mean latencies `before` of the base's journeys (those at medians
    /// where there are none); allocates nothing.
    pub(crate) fn costs(&self, values: &[f64], room: &mut Room, before: &[f64]) -> Costs {
        let cut = self.cut().map_or(0.0, |cut| cut.share(values));
        let mut misses = false;
        for (at, journey) in self.journeys.iter().enumerate() {
            let outcome = journey.evaluate(values, &mut room.journeys[at]);
            misses |= journey.misses(values, outcome.all.up.no + cut * outcome.all.up.yes);
            room.outcomes[at] = outcome;
        }
        let mut of = Once {
            design: self,
            values,
            room,
        };
        Costs {
            misses_availability: misses,
            ..self.priced(values, &mut of, before)
        }
    }

    /// What its parts cost at `values`; whether it misses anything is not looked at.
    pub(crate) fn priced<N: Number>(
        &self,
        values: &[N],
        of: &mut impl Journeys<N>,
        before: &[N],
    ) -> Costs<N> {
        let mut lost = N::from(0.0);
        let mut down = None;
        for (at, plan) in self.down.iter().enumerate() {
            let standing = of.standing(at);
            let cost = plan.yearly(values, standing.out, standing.failing, standing.degraded);
            down = Some(down.map_or(cost, |sum: N| sum + cost));
            lost = lost + standing.up * plan.loss(values);
        }
        if let Some(credits) = &self.credits {
            let back = credits.yearly(values, of.standing(0).out);
            down = Some(down.map_or(back, |sum| sum + back));
        }
        let partition = self.partition.as_ref().filter(|_| self.prices_partitions());
        Costs {
            running: (!self.items.is_empty())
                .then(|| self.items.iter().map(|item| item.yearly(values)).sum()),
            waiting: self.waiting(values, of, before),
            wrong: self.wrong.as_ref().map(|wrong| wrong.yearly(values)),
            down,
            partition: partition.map(|partition| partition.yearly(values, lost)),
            misses_availability: false,
        }
    }
}
