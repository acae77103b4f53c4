//! Anomalies: what may still go wrong at a level.
//!
//! # What it computes
//! For a level, which anomalies it admits ([`anomalies`]) and under which condition ([`admits`]).
//!
//! # Why it matters
//! Nobody loses money to "read committed". Money is lost to a lost update or a stale read: naming
//! them makes a level a question an architect can answer.
//!
//! # Formula
//! [`FORBIDS`] lists, per anomaly, the weakest models that forbid it. A level forbids an anomaly
//! when any model it keeps does, so a compound level admits only what each of its maximal elements
//! admits. What no listed model forbids is admitted: an absence of proof counts as "may happen".
//!
//! # Example
//! Snapshot isolation forbids lost updates and read skew, and admits write skew.
//!
//! # References
//! Adya 1999 (G0, G1, G-single, G2); Berenson et al. 1995; Bailis et al. 2013; Terry et al. 1994;
//! Lamport 1986; Herlihy & Wing 1990.

use super::error::{GuaranteeError, echo, fold, nearest};
use super::level::Level;
use super::model::ConsistencyModel as M;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Something that may go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anomaly {
    /// Writes of two transactions interleave (G0).
    DirtyWrite,
    /// An aborted or intermediate write is read (G1).
    DirtyRead,
    /// A transaction sees part of another (G-single).
    ReadSkew,
    /// Of two read-modify-writes of one key, one vanishes.
    LostUpdate,
    /// Two transactions each check what the other changes.
    WriteSkew,
    /// A cycle through what predicates match (G2).
    PredicateCycle,
    /// A read misses a write that had finished before it began.
    Stale,
    /// A later read sees an older state.
    NonMonotonic,
    /// A process misses its own write.
    OwnWriteLost,
    /// An effect is seen without its cause.
    CausalReversal,
    /// Two observers see writes in different orders.
    DivergentOrder,
    /// An operation takes effect twice. No level forbids it; only Idem(K) does.
    Duplicate,
    /// A defect, a bad deploy, a broken disk. No level forbids it.
    Fault,
}

/// Whether a level admits an anomaly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Admission {
    /// It cannot happen.
    Forbidden,
    /// It can happen in the named case only, such as `predicates`.
    Only(&'static str),
    /// It may happen.
    Admitted,
}

/// One line of [`ANOMALIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnomalyRow {
    /// The anomaly.
    pub anomaly: Anomaly,
    /// Its key in scenarios and results.
    pub key: &'static str,
    /// Its name in sentences.
    pub name: &'static str,
    /// Other spellings that are read as it.
    pub aliases: &'static [&'static str],
}

/// Every anomaly once, in the order of [`Anomaly`].
#[rustfmt::skip]
pub const ANOMALIES: &[AnomalyRow] = &[
    row(Anomaly::DirtyWrite, "dirty_write", "dirty write", &["g0"]),
    row(Anomaly::DirtyRead, "dirty_read", "aborted or intermediate read", &["dirty", "dirty read", "g1"]),
    row(Anomaly::ReadSkew, "read_skew", "read skew", &["g single", "fractured read"]),
    row(Anomaly::LostUpdate, "lost_update", "lost update", &[]),
    row(Anomaly::WriteSkew, "write_skew", "write skew", &[]),
    row(Anomaly::PredicateCycle, "predicate_cycle", "predicate cycle", &["g2", "phantom"]),
    row(Anomaly::Stale, "stale", "stale read", &[]),
    row(Anomaly::NonMonotonic, "non_monotonic", "non-monotonic read", &[]),
    row(Anomaly::OwnWriteLost, "own_write", "own write lost", &["own write lost"]),
    row(Anomaly::CausalReversal, "causal", "causal reversal", &["causal_reversal"]),
    row(Anomaly::DivergentOrder, "divergent", "divergent order", &["divergent_order"]),
    row(Anomaly::Duplicate, "duplicate", "duplicate", &["duplicates", "double"]),
    row(Anomaly::Fault, "fault", "fault", &["faults"]),
];

/// Per anomaly, the models that forbid it (`None`) or leave it in one case only (`Some(case)`),
/// the weakest ones: what implies them inherits it.
pub const FORBIDS: &[(Anomaly, M, Option<&str>)] = &[
    (Anomaly::DirtyWrite, M::ReadUncommitted, None),
    (Anomaly::DirtyRead, M::ReadCommitted, None),
    (Anomaly::ReadSkew, M::SnapshotIsolation, None),
    (Anomaly::ReadSkew, M::RepeatableRead, Some("predicates")),
    (Anomaly::LostUpdate, M::CursorStability, None),
    (Anomaly::LostUpdate, M::Sequential, Some("unless compare-and-set")),
    (Anomaly::WriteSkew, M::Serializable, None),
    (Anomaly::WriteSkew, M::RepeatableRead, Some("predicates")),
    (Anomaly::PredicateCycle, M::Serializable, None),
    (Anomaly::Stale, M::Regular, None),
    (Anomaly::Stale, M::BoundedStaleness, Some("up to the bound")),
    (Anomaly::NonMonotonic, M::MonotonicReads, None),
    (Anomaly::OwnWriteLost, M::ReadYourWrites, None),
    (Anomaly::CausalReversal, M::Causal, None),
    (Anomaly::DivergentOrder, M::Sequential, None),
    (Anomaly::DivergentOrder, M::ReadCommitted, None),
];

/// Whether `level` admits `anomaly`.
pub fn admits(level: Level, anomaly: Anomaly) -> Admission {
    let known = FORBIDS
        .iter()
        .filter(|(what, model, _)| *what == anomaly && level.keeps(*model));
    known.fold(Admission::Admitted, |sum, (_, _, case)| match (sum, case) {
        (Admission::Forbidden, _) | (_, None) => Admission::Forbidden,
        (Admission::Only(first), Some(_)) => Admission::Only(first),
        (Admission::Admitted, Some(case)) => Admission::Only(case),
    })
}

/// The anomalies of isolation and order a level admits, wholly or in one case. Duplicates and
/// faults are left out: no level says anything about them.
pub fn anomalies(level: Level) -> Vec<Anomaly> {
    let all = ANOMALIES.iter().map(|row| row.anomaly);
    all.filter(|anomaly| anomaly.depends_on_level() && admits(level, *anomaly).may_happen())
        .collect()
}

impl Anomaly {
    /// Its key in scenarios and results, such as `lost_update`.
    pub const fn key(self) -> &'static str {
        ANOMALIES[self as usize].key
    }

    /// Its name in sentences, such as `lost update`.
    pub const fn name(self) -> &'static str {
        ANOMALIES[self as usize].name
    }

    /// Whether a stronger level can forbid it.
    pub const fn depends_on_level(self) -> bool {
        !matches!(self, Anomaly::Duplicate | Anomaly::Fault)
    }
}

impl Admission {
    /// Whether it can happen at all.
    pub const fn may_happen(self) -> bool {
        !matches!(self, Admission::Forbidden)
    }
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Anomaly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl FromStr for Anomaly {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Anomaly, GuaranteeError> {
        let wanted = fold(text);
        let spelled = |row: &&AnomalyRow| {
            [row.key, row.name]
                .iter()
                .chain(row.aliases)
                .any(|name| fold(name) == wanted)
        };
        let row = ANOMALIES.iter().find(spelled);
        row.map(|row| row.anomaly).ok_or_else(|| {
            let keys: Vec<&str> = ANOMALIES.iter().map(|row| row.key).collect();
            GuaranteeError::UnknownAnomaly {
                read: echo(text),
                allowed: keys.join(", "),
                nearest: nearest(text, keys.iter().copied()),
            }
        })
    }
}

const fn row(
    anomaly: Anomaly,
    key: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
) -> AnomalyRow {
    AnomalyRow {
        anomaly,
        key,
        name,
        aliases,
    }
}
