//! A level of consistency: everything a service, or a chain of them, can be relied on to keep.
//!
//! # What it computes
//! A [`Level`] is a down-closed set of [consistency models](ConsistencyModel): with a model it
//! holds all the model implies. Composing two hops intersects their sets ([`Level::meet`]): only
//! what both keep is kept.
//!
//! # Why it matters
//! A chain is as strong as its weakest hop only when one hop *is* the weakest. Snapshot isolation
//! and repeatable read are not comparable; what is left of both is cursor stability and a monotonic
//! atomic view, weaker than either.
//!
//! # Formula
//! meet(a, b) = a ∩ b; `a` is at least `b` when a ⊇ b; printed as the maximal elements of the set.
//! The bottom is {eventual}. SS > S > SI > RC > EC is a chain in it.
//!
//! # Example
//! ```
//! use quorate_model::guarantee::Level;
//! let weakest = "SI".parse::<Level>()?.meet("repeatable read".parse()?);
//! assert_eq!(weakest.to_string(), "cursor stability + MAV");
//! # Ok::<(), quorate_model::guarantee::GuaranteeError>(())
//! ```
//!
//! # References
//! Jepsen, *Consistency Models*; Kingsbury & Alvaro, *Elle* (VLDB 2020).

use super::error::{GuaranteeError, echo, fold, nearest};
use super::model::{ConsistencyModel, MODELS, ModelRow, PartitionAvailability};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A down-closed set of consistency models, printed as its maximal elements.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Level(u32);

impl Level {
    /// The bottom: replicas converge when writes stop, nothing more.
    pub const EVENTUAL: Level = Level::named(ConsistencyModel::Eventual);
    /// Read committed.
    pub const READ_COMMITTED: Level = Level::named(ConsistencyModel::ReadCommitted);
    /// Snapshot isolation.
    pub const SNAPSHOT_ISOLATION: Level = Level::named(ConsistencyModel::SnapshotIsolation);
    /// Serializable.
    pub const SERIALIZABLE: Level = Level::named(ConsistencyModel::Serializable);
    /// Strict serializable, the strongest level with a name.
    pub const STRICT_SERIALIZABLE: Level = Level::named(ConsistencyModel::StrictSerializable);
    /// SS > S > SI > RC > EC, strongest first.
    pub const CHAIN: [Level; 5] = [
        Level::STRICT_SERIALIZABLE,
        Level::SERIALIZABLE,
        Level::SNAPSHOT_ISOLATION,
        Level::READ_COMMITTED,
        Level::EVENTUAL,
    ];

    /// The level of one model: the model and all it implies.
    pub const fn named(model: ConsistencyModel) -> Level {
        Level(model.implied())
    }

    /// What both keep.
    #[must_use]
    pub const fn meet(self, other: Level) -> Level {
        Level(self.0 & other.0)
    }

    /// What either keeps: the level of one service that keeps both. Never the level of two hops.
    #[must_use]
    pub const fn join(self, other: Level) -> Level {
        Level(self.0 | other.0)
    }

    /// Whether everything `other` keeps is kept.
    pub const fn at_least(self, other: Level) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether `model` is kept.
    pub const fn keeps(self, model: ConsistencyModel) -> bool {
        self.0 & model.bit() != 0
    }

    /// Every model it keeps.
    pub fn models(self) -> impl Iterator<Item = ConsistencyModel> {
        MODELS
            .iter()
            .map(|row| row.model)
            .filter(move |model| self.keeps(*model))
    }

    /// The models it keeps that no other kept model implies: what it is printed as.
    pub fn maximal(self) -> impl Iterator<Item = ConsistencyModel> {
        self.models().filter(move |model| {
            self.models()
                .all(|other| other == *model || other.implied() & model.bit() == 0)
        })
    }

    /// The one model it is the level of, if it is the level of one.
    pub fn model(self) -> Option<ConsistencyModel> {
        self.models().find(|model| Level::named(*model) == self)
    }

    /// Its short form, such as `SI` or `CS + MAV`.
    pub fn abbreviation(self) -> String {
        self.join_names(ConsistencyModel::abbreviation)
    }

    /// Its name in full, such as `strict serializable`.
    pub fn long_name(self) -> String {
        self.join_names(ConsistencyModel::name)
    }

    /// What a service at this level is said to do, such as `is read committed`.
    pub fn clause(self) -> String {
        match self.model() {
            Some(model) => model.row().clause.to_owned(),
            None => format!("keeps {self}"),
        }
    }

    /// Whether it can be kept while the network is split: the least any model it keeps allows.
    pub fn partition_availability(self) -> PartitionAvailability {
        let each = self.models().map(|model| model.row().availability);
        each.min().unwrap_or(PartitionAvailability::Total)
    }

    fn join_names(self, name: impl Fn(ConsistencyModel) -> &'static str) -> String {
        self.maximal().map(name).collect::<Vec<_>>().join(" + ")
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.join_names(ConsistencyModel::label))
    }
}

impl fmt::Debug for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Level({self})")
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<ConsistencyModel> for Level {
    fn from(model: ConsistencyModel) -> Level {
        Level::named(model)
    }
}

/// Reads names and abbreviations whatever their case, hyphens for spaces allowed; several models
/// one service keeps at once are joined by `+`.
impl FromStr for Level {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Level, GuaranteeError> {
        if text.trim().is_empty() {
            return Err(GuaranteeError::Empty);
        }
        text.split('+')
            .map(|name| find(name).map(Level::named))
            .try_fold(Level::EVENTUAL, |sum, level| Ok(sum.join(level?)))
    }
}

fn find(text: &str) -> Result<ConsistencyModel, GuaranteeError> {
    let wanted = fold(text);
    let row = MODELS
        .iter()
        .find(|row| spellings(row).any(|name| fold(name) == wanted));
    row.map(|row| row.model)
        .ok_or_else(|| GuaranteeError::UnknownLevel {
            read: echo(text),
            nearest: loosely(&wanted).or_else(|| nearest(text, MODELS.iter().flat_map(spellings))),
        })
}

/// The model that is mostly meant by a word which stands for several.
fn loosely(wanted: &str) -> Option<String> {
    let meant = match wanted {
        "strong" | "strong consistency" | "strongly consistent" | "consistent" => "linearizable",
        "strict" => "strict serializable",
        "acid" => "serializable",
        "weak" | "none" => "eventual",
        _ => return None,
    };
    Some(meant.to_owned())
}

fn spellings(row: &ModelRow) -> impl Iterator<Item = &'static str> {
    [row.name, row.abbreviation]
        .into_iter()
        .chain(row.aliases.iter().copied())
}
