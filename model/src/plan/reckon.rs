//! What a design's money was computed from.

use super::design::DesignPlan;
use crate::cost::{Outages, WrongPlan};
use crate::reckoning::{DownReckoning, HarmReckoning, PartitionReckoning, Reckoning};

impl DesignPlan {
    /// Its outages and what they cost, journey by journey.
    pub(crate) fn outages(&self, values: &[f64]) -> Outages {
        let down = self.journeys.iter().zip(&self.down);
        let journeys = down.map(|(journey, down)| {
            let outcome = journey.evaluate(values, &mut journey.room());
            (outcome.outage.up.no, down.loss(values))
        });
        Outages {
            design: self.name.clone(),
            journeys: journeys.collect(),
        }
    }

    /// The numbers behind its costs at `values`.
    pub(crate) fn reckoning(&self, values: &[f64]) -> Reckoning {
        let wrong = self.wrong.as_ref();
        let lines = wrong.into_iter().flat_map(|wrong| wrong.lines(values));
        let mut lost = 0.0;
        let down = self.journeys.iter().zip(&self.down);
        let down: Vec<DownReckoning> = down
            .map(|(journey, down)| {
                let outcome = journey.evaluate(values, &mut journey.room());
                lost += outcome.outage.up.yes * down.loss(values) * 3600.0;
                DownReckoning {
                    outage: outcome.outage.up.no,
                    failing: (outcome.all.up.no - outcome.outage.up.no).max(0.0),
                    degraded: outcome.all.degraded,
                    ..down.reckoning(values)
                }
            })
            .collect();
        Reckoning {
            items: self.items.iter().map(|item| item.reckoning(values)).collect(),
            harms: lines
                .map(|line| HarmReckoning {
                    share: line.share,
                    cost: line.cost,
                })
                .collect(),
            requests: wrong.map_or(0.0, |wrong| wrong.requests(values)),
            probability: wrong.map_or(0.0, |wrong| wrong.probability(values)),
            own_probability: wrong.is_some_and(WrongPlan::is_own),
            waiting: self
                .waiting
                .iter()
                .map(|waiting| waiting.reckoning(values))
                .collect(),
            down,
            partition: self.partition.as_ref().map(|partition| PartitionReckoning {
                away: self.cut().map_or(0.0, |cut| cut.share(values)),
                lost,
                after: partition.aftermath(values),
            }),
        }
    }
}
