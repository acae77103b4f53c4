//! One design compiled, and what it costs for one set of inputs.

use super::journey::{JourneyPlan, Room as JourneyRoom};
use crate::assessment::{Latency, Warning};
use crate::cost::{CreditsPlan, Cut, DownPlan, ItemPlan, PartitionPlan, WaitingPlan, WrongPlan};
use crate::guarantee::Level;

/// What a design costs a year; absent parts have no inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Costs {
    /// Line items.
    pub running: Option<f64>,
    /// Added delay.
    pub waiting: Option<f64>,
    /// Wrong answers.
    pub wrong: Option<f64>,
    /// Outages, SLA credits and failed requests.
    pub down: Option<f64>,
    /// Partitions of the network.
    pub partition: Option<f64>,
    /// Probability that the (first) journey fails; 0 when not known.
    pub unavailability: f64,
    /// Whether a journey is down more than its objective allows.
    pub misses_availability: bool,
}

impl Costs {
    /// Its parts: running, waiting, wrong, down, partition.
    pub fn parts(&self) -> [Option<f64>; 5] {
        [self.running, self.waiting, self.wrong, self.down, self.partition]
    }

    /// Sum of the parts there are; absent when there are none.
    pub fn total(&self) -> Option<f64> {
        self.parts()
            .iter()
            .flatten()
            .fold(None, |sum, part| Some(sum.unwrap_or(0.0) + part))
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
pub(crate) struct Room(Vec<JourneyRoom>);

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
        Room(self.journeys.iter().map(JourneyPlan::room).collect())
    }

    /// Gets `room` ready for values other than `medians`.
    pub(crate) fn get_ready(&self, medians: &[f64], room: &mut Room) {
        for (journey, room) in self.journeys.iter().zip(&mut room.0) {
            journey.get_ready(medians, room);
        }
    }

    /// The mean latency of each journey at `values`, in seconds; 0 where it is not known. Allocates nothing.
    pub(crate) fn means(&self, values: &[f64], room: &mut Room, out: &mut [f64]) {
        for (at, (mean, room)) in out.iter_mut().zip(&mut room.0).enumerate() {
            *mean = self.mean(at, values, room);
        }
    }

    fn mean(&self, journey: usize, values: &[f64], room: &mut JourneyRoom) -> f64 {
        let solved = self.latencies[journey]
            .as_ref()
            .map_or(0.0, |latency| latency.mean);
        self.journeys[journey].mean(solved, values, room)
    }

    /// What waiting costs; `before` are the mean latencies of the base's journeys, those at medians
    /// where there are none.
    fn waiting(&self, values: &[f64], room: &mut Room, before: &[f64]) -> Option<f64> {
        self.waiting.iter().fold(None, |sum, waiting| {
            let after = self.mean(waiting.journey, values, &mut room.0[waiting.journey]);
            let before = before
                .get(waiting.base_journey)
                .copied()
                .unwrap_or(waiting.base_mean);
            Some(sum.unwrap_or(0.0) + waiting.yearly(values, after - before))
        })
    }

    /// Costs at `values`, against the mean latencies `before` of the base's journeys (those at medians
    /// where there are none); allocates nothing.
    pub(crate) fn costs(&self, values: &[f64], room: &mut Room, before: &[f64]) -> Costs {
        let mut costs = Costs {
            running: (!self.items.is_empty())
                .then(|| self.items.iter().map(|item| item.yearly(values)).sum()),
            waiting: self.waiting(values, room, before),
            wrong: self.wrong.as_ref().map(|wrong| wrong.yearly(values)),
            down: None,
            partition: None,
            unavailability: 0.0,
            misses_availability: false,
        };
        let cut = self.cut().map_or(0.0, |cut| cut.share(values));
        let (mut lost, mut outage) = (0.0, 0.0);
        for (at, (journey, room)) in self.journeys.iter().zip(&mut room.0).enumerate() {
            let outcome = journey.evaluate(values, room);
            let unavailable = outcome.all.up.no + cut * outcome.all.up.yes;
            if at == 0 {
                costs.unavailability = unavailable;
                outage = outcome.outage.up.no;
            }
            costs.misses_availability |= journey.misses(values, unavailable);
            if let Some(down) = self.down.get(at) {
                let failing = (outcome.all.up.no - outcome.outage.up.no).max(0.0);
                let cost = down.yearly(values, outcome.outage.up.no, failing, outcome.all.degraded);
                costs.down = Some(costs.down.unwrap_or(0.0) + cost);
                lost += outcome.outage.up.yes * down.loss(values);
            }
        }
        if let Some(credits) = &self.credits {
            costs.down = Some(costs.down.unwrap_or(0.0) + credits.yearly(values, outage));
        }
        let partition = self.partition.as_ref().filter(|_| self.prices_partitions());
        costs.partition = partition.map(|partition| partition.yearly(values, lost));
        costs
    }
}
