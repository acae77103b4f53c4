//! The consistency models as a table: one row a model, one row an edge.
//!
//! # What it computes
//! Which model implies which ([`EDGES`]), and whether a system that keeps a model can go on
//! answering while the network is split ([`PartitionAvailability`]).
//!
//! # Why it matters
//! Vendors use these names loosely. The table says what each one promises, relative to the others
//! and with a source for every line, so that two promises can be compared at all.
//!
//! # Formula
//! `a` implies `b` when every history `a` allows, `b` allows too. The relation is the reflexive,
//! transitive closure of [`EDGES`]; every model implies [`ConsistencyModel::Eventual`], the bottom.
//! Serializability implies snapshot isolation here, as in Elle and in Bailis et al.: both are read
//! as sets of forbidden anomalies. Repeatable read and snapshot isolation are incomparable.
//!
//! # Example
//! Causal consistency implies read your writes, through PRAM.
//!
//! # References
//! Jepsen, *Consistency Models*; Kingsbury & Alvaro, *Elle* (VLDB 2020); Adya 1999; Berenson et al.
//! 1995; Lamport, *On Interprocess Communication* (Distributed Computing 1986); Bailis et al., *Highly Available Transactions* (VLDB 2013); Viotti & Vukolić, *Consistency
//! in Non-Transactional Distributed Storage Systems* (ACM Computing Surveys 2016).

use ConsistencyModel as M;
use PartitionAvailability as P;

/// A named consistency model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConsistencyModel {
    /// Serializable in an order that respects real time.
    StrictSerializable,
    /// Equivalent to some serial order of the transactions.
    Serializable,
    /// Reads from one committed snapshot; of two concurrent writers of a key, one aborts.
    SnapshotIsolation,
    /// No cycle through item dependencies; predicates may be phantoms (PL-2.99).
    RepeatableRead,
    /// The item under the cursor does not change before it is written back (PL-CS).
    CursorStability,
    /// A transaction's writes become visible all together.
    ReadAtomic,
    /// Once part of a transaction is seen, all of it is seen from then on.
    MonotonicAtomicView,
    /// Nothing uncommitted and nothing intermediate is read (PL-2).
    ReadCommitted,
    /// Writes of transactions do not interleave (PL-1).
    ReadUncommitted,
    /// Each operation on an object takes effect at one instant between its start and its end.
    Linearizable,
    /// A read gives the newest write that had finished before it began, or one under way (what a single
    /// read from quorums that meet is worth: a later read may still give an older one under way).
    Regular,
    /// One total order of all operations that respects each process's own.
    Sequential,
    /// Operations that may have caused one another are seen in that order by all.
    Causal,
    /// The writes of each process are seen by all in the order it made them.
    Pram,
    /// A process sees its own earlier writes.
    ReadYourWrites,
    /// A process never sees an older state after a newer one.
    MonotonicReads,
    /// The writes of a process take effect everywhere in the order it made them.
    MonotonicWrites,
    /// A write is ordered after the writes its process had read.
    WritesFollowReads,
    /// A read is behind by at most a stated bound.
    BoundedStaleness,
    /// When writes stop, replicas converge: the bottom of the lattice.
    Eventual,
}

/// Whether a model can be kept while the network is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartitionAvailability {
    /// Some requests must wait or fail while the network is split.
    None,
    /// Every client that keeps to the same replica is answered.
    Sticky,
    /// Every client that reaches any live replica is answered.
    Total,
}

/// What is known about a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelRow {
    /// The model.
    pub model: ConsistencyModel,
    /// Its name, lower case.
    pub name: &'static str,
    /// Its short form.
    pub abbreviation: &'static str,
    /// Other spellings that are read as this model.
    pub aliases: &'static [&'static str],
    /// What a service with it is said to do, for sentences.
    pub clause: &'static str,
    /// Availability while the network is split.
    pub availability: PartitionAvailability,
    /// Where definition and availability are from.
    pub source: &'static str,
}

/// `stronger` implies `weaker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The model that implies.
    pub stronger: ConsistencyModel,
    /// The model that is implied.
    pub weaker: ConsistencyModel,
    /// Who shows or defines it so.
    pub source: &'static str,
}

/// Every model once, in the order of [`ConsistencyModel`].
#[rustfmt::skip]
pub const MODELS: &[ModelRow] = &[
    row(M::StrictSerializable, "strict serializable", "SS", &["strict serializability", "strong serializable", "strict 1sr", "pl ss", "external consistency"], "is strictly serializable", P::None, "Herlihy & Wing 1990; Bailis et al. 2013"),
    row(M::Serializable, "serializable", "S", &["serializability", "ser", "pl 3", "1sr"], "is serializable", P::None, "Papadimitriou 1979; Adya 1999; Bailis et al. 2013"),
    row(M::SnapshotIsolation, "snapshot isolation", "SI", &["snapshot", "pl si"], "runs at snapshot isolation", P::None, "Berenson et al. 1995; Bailis et al. 2013"),
    row(M::RepeatableRead, "repeatable read", "RR", &["repeatable reads", "pl 2.99"], "runs at repeatable read", P::None, "Adya 1999; Bailis et al. 2013"),
    row(M::CursorStability, "cursor stability", "CS", &["pl cs"], "runs at cursor stability", P::None, "Berenson et al. 1995; Bailis et al. 2013"),
    row(M::ReadAtomic, "read atomic", "RA", &["read atomicity", "ramp"], "is read atomic", P::Total, "Bailis et al., RAMP transactions (SIGMOD 2014)"),
    row(M::MonotonicAtomicView, "monotonic atomic view", "MAV", &[], "keeps a monotonic atomic view", P::Total, "Bailis et al. 2013"),
    row(M::ReadCommitted, "read committed", "RC", &["pl 2"], "is read committed", P::Total, "Berenson et al. 1995; Adya 1999; Bailis et al. 2013"),
    row(M::ReadUncommitted, "read uncommitted", "RU", &["pl 1"], "is read uncommitted", P::Total, "Berenson et al. 1995; Adya 1999; Bailis et al. 2013"),
    row(M::Linearizable, "linearizable", "Lin", &["linearizability", "lx", "atomic register"], "is linearizable", P::None, "Herlihy & Wing 1990; Gilbert & Lynch 2002"),
    row(M::Regular, "regular", "Reg", &["regular register", "regular semantics"], "gives the newest finished write", P::None, "Lamport 1986; Gilbert & Lynch 2002 (their proof uses no more than this)"),
    row(M::Sequential, "sequential", "Seq", &["sequential consistency", "sequentially consistent"], "is sequentially consistent", P::None, "Lamport 1979; Jepsen"),
    row(M::Causal, "causal", "CC", &["causal consistency", "causally consistent"], "is causally consistent", P::Sticky, "Ahamad et al. 1995; Bailis et al. 2013"),
    row(M::Pram, "PRAM", "PRAM", &["pipelined ram", "pipeline ram", "fifo", "fifo consistency"], "is PRAM consistent", P::Sticky, "Lipton & Sandberg 1988; Bailis et al. 2013"),
    row(M::ReadYourWrites, "read your writes", "RYW", &["read my writes"], "gives read your writes", P::Sticky, "Terry et al. 1994; Bailis et al. 2013"),
    row(M::MonotonicReads, "monotonic reads", "MR", &["monotonic read"], "gives monotonic reads", P::Total, "Terry et al. 1994; Bailis et al. 2013"),
    row(M::MonotonicWrites, "monotonic writes", "MW", &["monotonic write"], "gives monotonic writes", P::Total, "Terry et al. 1994; Bailis et al. 2013"),
    row(M::WritesFollowReads, "writes follow reads", "WFR", &["session causality"], "gives writes follow reads", P::Total, "Terry et al. 1994; Bailis et al. 2013"),
    row(M::BoundedStaleness, "bounded staleness", "BS", &["bounded stale"], "is stale by at most a bound", P::None, "Bailis et al. 2013 (recency cannot be kept under partition)"),
    row(M::Eventual, "eventual", "EC", &["eventual consistency", "eventually consistent"], "is eventually consistent", P::Total, "Vogels 2009; Bailis et al. 2013"),
];

/// "Stronger implies weaker", one source an edge; the rest follows by transitivity. That every
/// model implies [`ConsistencyModel::Eventual`] is the definition of the bottom.
#[rustfmt::skip]
pub const EDGES: &[Edge] = &[
    edge(M::StrictSerializable, M::Serializable, "Adya 1999; Bailis et al. 2013"),
    edge(M::StrictSerializable, M::Linearizable, "Herlihy & Wing 1990; Bailis et al. 2013"),
    edge(M::Serializable, M::SnapshotIsolation, "Bailis et al. 2013; Cerone et al. 2015"),
    edge(M::Serializable, M::RepeatableRead, "Berenson et al. 1995; Adya 1999"),
    edge(M::SnapshotIsolation, M::CursorStability, "Adya 1999, through PL-FCV and PL-2+"),
    edge(M::SnapshotIsolation, M::ReadAtomic, "Cerone et al. 2015, through parallel snapshot isolation"),
    edge(M::RepeatableRead, M::CursorStability, "Adya 1999"),
    edge(M::RepeatableRead, M::MonotonicAtomicView, "Bailis et al. 2013"),
    edge(M::ReadAtomic, M::MonotonicAtomicView, "Cerone et al. 2015"),
    edge(M::CursorStability, M::ReadCommitted, "Adya 1999; Bailis et al. 2013"),
    edge(M::MonotonicAtomicView, M::ReadCommitted, "Bailis et al. 2013"),
    edge(M::ReadCommitted, M::ReadUncommitted, "Berenson et al. 1995; Adya 1999"),
    edge(M::Linearizable, M::Sequential, "Herlihy & Wing 1990; Viotti & Vukolić 2016"),
    edge(M::Linearizable, M::Regular, "Lamport 1986; Viotti & Vukolić 2016"),
    edge(M::Regular, M::BoundedStaleness, "Viotti & Vukolić 2016 (staleness of zero)"),
    edge(M::Regular, M::ReadYourWrites, "Lamport 1986 (an own write that returned has finished)"),
    edge(M::Sequential, M::Causal, "Ahamad et al. 1995; Viotti & Vukolić 2016"),
    edge(M::Causal, M::Pram, "Ahamad et al. 1995; Bailis et al. 2013"),
    edge(M::Causal, M::WritesFollowReads, "Brzeziński et al. 2004; Bailis et al. 2013"),
    edge(M::Pram, M::ReadYourWrites, "Brzeziński et al. 2004; Bailis et al. 2013"),
    edge(M::Pram, M::MonotonicReads, "Brzeziński et al. 2004; Bailis et al. 2013"),
    edge(M::Pram, M::MonotonicWrites, "Brzeziński et al. 2004; Bailis et al. 2013"),
];

impl ConsistencyModel {
    /// Its row of [`MODELS`].
    pub const fn row(self) -> &'static ModelRow {
        &MODELS[self as usize]
    }

    /// Its name in full, such as `snapshot isolation`.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Its short form, such as `SI`.
    pub const fn abbreviation(self) -> &'static str {
        self.row().abbreviation
    }

    /// As it is printed in results: the abbreviation of the five levels SS, S, SI, RC, EC and of
    /// MAV, otherwise the name.
    pub const fn label(self) -> &'static str {
        match self {
            M::StrictSerializable
            | M::Serializable
            | M::SnapshotIsolation
            | M::ReadCommitted
            | M::Eventual
            | M::MonotonicAtomicView => self.abbreviation(),
            _ => self.name(),
        }
    }

    /// The set of models it implies, itself included, as bits `1 << model`.
    pub(super) const fn implied(self) -> u32 {
        IMPLIED[self as usize]
    }

    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

const fn row(
    model: ConsistencyModel,
    name: &'static str,
    abbreviation: &'static str,
    aliases: &'static [&'static str],
    clause: &'static str,
    availability: PartitionAvailability,
    source: &'static str,
) -> ModelRow {
    ModelRow {
        model,
        name,
        abbreviation,
        aliases,
        clause,
        availability,
        source,
    }
}

const fn edge(stronger: ConsistencyModel, weaker: ConsistencyModel, source: &'static str) -> Edge {
    Edge {
        stronger,
        weaker,
        source,
    }
}

const IMPLIED: [u32; MODELS.len()] = closure();

/// Reflexive, transitive closure of [`EDGES`].
const fn closure() -> [u32; MODELS.len()] {
    let mut implied = [M::Eventual.bit(); MODELS.len()];
    let mut model = 0;
    while model < MODELS.len() {
        implied[model] |= 1 << model;
        model += 1;
    }
    // A path has fewer edges than there are models, so that many rounds reach everything.
    let mut round = 0;
    while round < MODELS.len() {
        let mut at = 0;
        while at < EDGES.len() {
            implied[EDGES[at].stronger as usize] |= implied[EDGES[at].weaker as usize];
            at += 1;
        }
        round += 1;
    }
    implied
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_model_has_its_row_at_its_place() {
        for (at, row) in MODELS.iter().enumerate() {
            assert_eq!(row.model as usize, at, "{}", row.name);
        }
    }

    #[test]
    fn no_two_models_share_a_spelling() {
        let mut seen = BTreeSet::new();
        for row in MODELS {
            let mut own = BTreeSet::from([
                row.name.to_ascii_lowercase(),
                row.abbreviation.to_ascii_lowercase(),
            ]);
            own.extend(row.aliases.iter().map(|alias| (*alias).to_owned()));
            for spelling in own {
                assert!(seen.insert(spelling.clone()), "`{spelling}` names two models");
            }
        }
    }

    #[test]
    fn implication_has_no_cycles() {
        for a in MODELS {
            for b in MODELS {
                let both = a.model.implied() & b.model.bit() != 0 && b.model.implied() & a.model.bit() != 0;
                assert_eq!(both, a.model == b.model, "{} and {}", a.name, b.name);
            }
        }
    }

    #[test]
    fn a_model_is_never_more_available_than_what_it_implies() {
        for edge in EDGES {
            let (strong, weak) = (edge.stronger.row(), edge.weaker.row());
            assert!(
                strong.availability <= weak.availability,
                "{} > {}",
                strong.name,
                weak.name
            );
        }
    }

    #[test]
    fn every_row_and_edge_names_a_source() {
        assert!(MODELS.iter().all(|row| !row.source.is_empty()));
        assert!(EDGES.iter().all(|edge| !edge.source.is_empty()));
    }
}
