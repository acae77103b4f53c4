//! One design compiled, and what it costs for one set of inputs.

use super::journey::{JourneyPlan, Room as JourneyRoom};
use crate::assessment::{Latency, Warning};
use crate::cost::{DownPlan, ItemPlan, WaitingPlan, WrongPlan};
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
    /// Outages and failed requests.
    pub down: Option<f64>,
    /// Probability that the (first) journey fails; 0 when not known.
    pub unavailability: f64,
}

impl Costs {
    /// Sum of the parts there are; absent when there are none.
    pub fn total(&self) -> Option<f64> {
        let parts = [self.running, self.waiting, self.wrong, self.down];
        parts
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
    pub(crate) requirements: Requirements,
    pub(crate) warnings: Vec<Warning>,
}

/// Working space of one design.
#[derive(Clone, Debug)]
pub(crate) struct Room(Vec<JourneyRoom>);

impl DesignPlan {
    pub(crate) fn room(&self) -> Room {
        Room(self.journeys.iter().map(JourneyPlan::room).collect())
    }

    /// Costs at `values`; allocates nothing.
    pub(crate) fn costs(&self, values: &[f64], room: &mut Room) -> Costs {
        let mut costs = Costs {
            running: (!self.items.is_empty())
                .then(|| self.items.iter().map(|item| item.yearly(values)).sum()),
            waiting: (!self.waiting.is_empty())
                .then(|| self.waiting.iter().map(|waiting| waiting.yearly(values)).sum()),
            wrong: self.wrong.as_ref().map(|wrong| wrong.yearly(values)),
            down: None,
            unavailability: 0.0,
        };
        for (at, (journey, room)) in self.journeys.iter().zip(&mut room.0).enumerate() {
            let outcome = journey.evaluate(values, room);
            if at == 0 {
                costs.unavailability = outcome.all.up.no;
            }
            if let Some(down) = self.down.get(at) {
                let failing = (outcome.all.up.no - outcome.outage.up.no).max(0.0);
                let cost = down.yearly(values, outcome.outage.up.no, failing, outcome.all.degraded);
                costs.down = Some(costs.down.unwrap_or(0.0) + cost);
            }
        }
        costs
    }
}
