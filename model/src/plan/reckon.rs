//! What a design's money was computed from.

use super::design::DesignPlan;
use crate::budget::requests_per_year;
use crate::reckoning::{DownReckoning, HarmReckoning, Reckoning};

impl DesignPlan {
    /// The numbers behind its costs at `values`.
    pub(crate) fn reckoning(&self, values: &[f64]) -> Reckoning {
        let wrong = self.wrong.as_ref();
        let traffic = wrong.into_iter().flat_map(|wrong| &wrong.traffic);
        let harms = wrong.into_iter().flat_map(|wrong| &wrong.harms);
        let down = self.journeys.iter().zip(&self.down).map(|(journey, down)| {
            let outcome = journey.evaluate(values, &mut journey.room());
            DownReckoning {
                outage: outcome.outage.up.no,
                failing: (outcome.all.up.no - outcome.outage.up.no).max(0.0),
                degraded: outcome.all.degraded,
                ..down.reckoning(values)
            }
        });
        Reckoning {
            items: self.items.iter().map(|item| item.reckoning(values)).collect(),
            harms: harms
                .map(|harm| HarmReckoning {
                    share: harm.share.map_or(1.0, |slot| slot.of(values)),
                    cost: harm.cost.of(values),
                })
                .collect(),
            requests: traffic.map(|slot| requests_per_year(slot.of(values))).sum(),
            waiting: self
                .waiting
                .iter()
                .map(|waiting| waiting.reckoning(values))
                .collect(),
            down: down.collect(),
        }
    }
}
