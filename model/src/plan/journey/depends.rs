//! What a journey depends on, so that draws evaluate only those that a range reaches, and each once.

use super::JourneyPlan;
use crate::plan::Slot;
use crate::plan::pace::Called;
use crate::plan::route::Variable;
use std::sync::Arc;

impl JourneyPlan {
    /// Every input that how it stands depends on.
    pub(crate) fn each_slot(&self, visit: &mut dyn FnMut(Slot)) {
        self.sources
            .iter()
            .flatten()
            .for_each(|source| source.each_slot(visit));
        for called in self.erring() {
            called.timing.slots().for_each(&mut *visit);
        }
    }

    /// Every input that its mean latency depends on.
    pub(crate) fn each_slot_of_mean(&self, visit: &mut dyn FnMut(Slot)) {
        for service in &self.callees {
            self.called[*service].timing.slots().for_each(&mut *visit);
        }
        if self.frame.route.has_choice() {
            self.each_slot(visit);
        }
    }

    /// Whether it stands as `other` does, whatever the inputs are.
    pub(crate) fn stands_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.frame, &other.frame)
            && self.sources == other.sources
            && self.failures == other.failures
            && self.erring().eq(other.erring())
    }

    /// Whether its mean latency is that of `other`, whatever the inputs are.
    pub(crate) fn takes_as_long_as(&self, other: &Self) -> bool {
        self.stands_as(other) && self.latency == other.latency && self.called == other.called
    }

    /// The services whose calls can fail without an outage, each as often as it counts.
    fn erring(&self) -> impl Iterator<Item = &Called> {
        self.frame.variables.iter().filter_map(|variable| match variable {
            Variable::Call { service, .. } => Some(&self.called[*service]),
            _ => None,
        })
    }
}
