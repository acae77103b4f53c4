//! What a design costs by partitions.

use super::Compiler;
use super::wrong::anomalies;
use crate::assessment::Warning;
use crate::cost::{Apart, Cut, DataPlan, HarmPlan, PartitionPlan, Split};
use crate::guarantee::Anomaly;
use crate::problem::Problem;
use crate::quantity::show;

impl Compiler<'_> {
    /// How often the network splits and for how long; absent until both are given.
    pub(super) fn split(&mut self) -> Option<Split> {
        let partition = &self.scenario.partition;
        Some(Split {
            rate: self.inputs.slot(partition.rate.as_ref()?),
            duration: self.inputs.slot(partition.duration.as_ref()?),
        })
    }

    /// What partitions do to a design of this class; absent while nothing says so.
    pub(super) fn partition(
        &mut self,
        class: Option<&str>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<PartitionPlan>, Problem> {
        let scenario = self.scenario;
        let partition = &scenario.partition;
        let Some(split) = self.split() else {
            warnings.extend(self.half_a_partition());
            return Ok(None);
        };
        let share = split.share(&self.inputs.medians());
        if share >= 1.0 {
            let message =
                "the network would be split all the time; write fewer partitions a year, or shorter ones";
            return Err(self.problem("partition.rate", message));
        }
        let minority = partition.minority.as_ref().map(|share| self.inputs.slot(share));
        match (class, minority) {
            (None, _) => Ok(None),
            (Some(class), _) if class.starts_with("PC") && partition.included == Some(true) => {
                Ok(Some(PartitionPlan::Consistent(None)))
            }
            (Some(class), Some(minority)) if class.starts_with("PC") => {
                Ok(Some(PartitionPlan::Consistent(Some(Cut { split, minority }))))
            }
            (Some(class), None) if class.starts_with("PC") => {
                warnings.push(Warning {
                    code: "partition-incomplete".into(),
                    message: format!(
                        "The network is split {} of the time, and nothing says whom that cuts off: add `minority = \"30%\"`.",
                        show::percent(share)
                    ),
                    place: self.origin("partition"),
                });
                Ok(None)
            }
            (Some(_), minority) => {
                let apart = Apart {
                    split,
                    minority,
                    reconciliation: partition
                        .reconciliation
                        .as_ref()
                        .map(|cost| self.inputs.slot(cost)),
                    data: self.data(warnings),
                    divergent: self.harms_of(Anomaly::DivergentOrder),
                    stale: self.harms_of(Anomaly::Stale),
                };
                Ok(Some(PartitionPlan::Available(Box::new(apart))))
            }
        }
    }

    fn half_a_partition(&self) -> Option<Warning> {
        let partition = &self.scenario.partition;
        let missing = match (&partition.rate, &partition.duration) {
            (None, None) if partition.minority.is_none() && partition.reconciliation.is_none() => {
                return None;
            }
            (None, _) => "rate = \"4/year\"",
            _ => "duration = \"30 min\"",
        };
        Some(Warning {
            code: "partition-incomplete".into(),
            message: format!("Partitions are not priced until `[partition]` says `{missing}`."),
            place: "partition".into(),
        })
    }

    fn data(&mut self, warnings: &mut Vec<Warning>) -> Vec<DataPlan> {
        let scenario = self.scenario;
        let mut plans = Vec::new();
        for (name, data) in &scenario.data {
            let (Some(keys), Some(writes)) = (&data.keys, &data.writes) else {
                warnings.push(Warning {
                    code: "data-incomplete".into(),
                    message: format!(
                        "What partitions do to the data `{}` is not priced until it has `keys` and `writes`.",
                        crate::clip::clip(name)
                    ),
                    place: crate::scenario::path::join("data", name),
                });
                continue;
            };
            plans.push(DataPlan {
                keys: self.inputs.slot(keys),
                writes: self.inputs.slot(writes),
                reads: data.reads.as_ref().map(|reads| self.inputs.slot(reads)),
            });
        }
        plans
    }

    /// The harms an anomaly does: those about it, and those about any.
    fn harms_of(&mut self, anomaly: Anomaly) -> Vec<HarmPlan> {
        let harms = self.scenario.wrongness.harm.iter().flatten().enumerate();
        let about = harms.filter(|(_, harm)| anomalies(harm).is_none_or(|on| on.contains(&anomaly)));
        let about: Vec<_> = about.collect();
        about
            .into_iter()
            .filter_map(|(at, harm)| self.harm(at, harm))
            .collect()
    }
}
