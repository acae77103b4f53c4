//! What a scenario declares of a name in its flow.

use super::staleness::Staleness;
use super::statement::Guarantee;
use crate::flow::Flow;

/// What a scenario declares of a service or a named sub-flow, as far as guarantees go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared<'a> {
    /// What the service says of itself; absent when it says nothing, which counts as stateless.
    pub guarantee: Option<Guarantee>,
    /// The replica group it belongs to: members of one group are one unit.
    pub replica_group: Option<String>,
    /// The service its data are derived from, for a cache, an index or a replica.
    pub source: Option<String>,
    /// How far it is behind its source at most: replication lag or time to live.
    pub lag: Option<Staleness>,
    /// Whether it is a cache that may lack what is asked for, so that what stands behind `??` answers
    /// every day and not only in need.
    pub may_miss: bool,
    /// The flow the name stands for; everything else is then left out of account.
    pub flow: Option<&'a Flow>,
}
