//! From a study to its results.

use super::{Closing, Gathered, Study, flips, half_flips, tornado};
use crate::assessment::Assessment;
use crate::decision::advise;

/// Said where latencies are not moved in search of flips.
const LEFT_OUT: &str =
    "Flips leave out how long calls take, since a latency is required and distributions are not solved anew.";

impl Study<'_> {
    /// The results of the draws that are `gathered`.
    ///
    /// Without any the ranges stay at their medians; flips and tornado are there in either case.
    pub fn assess(&self, gathered: &Gathered) -> Assessment {
        let mut closing = Closing::new(self, self.at_medians(), gathered);
        while closing.step(self, gathered) {}
        let mut assessment = closing.into_assessment();
        advise(&mut assessment);
        assessment
    }

    /// The results with every range at its median, with what needs no draws: flips, the tornado, and the
    /// designs over one input and two.
    pub fn at_medians(&self) -> Assessment {
        let mut assessment = self.plan.results();
        if let Some(decision) = &mut assessment.decision {
            decision.flips = flips(&self.plan);
            decision.half_flips = half_flips(&self.plan);
            (decision.tornado, decision.tornado_base) = tornado(&self.plan);
            if decision.tornado.is_empty() {
                decision.tornado_base = None;
            }
            decision.lines = self.lines(&decision.flips, &decision.tornado);
            decision.map = self.map(&decision.flips, &decision.tornado);
            if self.plan.holds_latencies() {
                assessment.assumptions.push(LEFT_OUT.to_owned());
            }
        }
        assessment
    }
}
