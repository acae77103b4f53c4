//! PACELC: what a level gives up, under partition and otherwise.
//!
//! # What it computes
//! The class of a level: consistent or available under partition (PC, PA), consistent or fast
//! otherwise (EC, EL).
//!
//! # Formula
//! PC when the level cannot be kept while the network is split, otherwise PA. EL when the level is
//! available to sticky clients or weaker, or when read and write quorums need not meet
//! (R + W ≤ N), otherwise EC.
//!
//! # Example
//! Strict serializable is PC/EC, causal is PA/EL; serializable reads from quorums that need not
//! meet are PC/EL.
//!
//! # References
//! Abadi, *Consistency Tradeoffs in Modern Distributed Database System Design* (IEEE Computer
//! 2012); Bailis et al. 2013 for what is available. Deriving the class from the level is our own.

use super::level::Level;
use super::model::PartitionAvailability;
use std::fmt;

/// A PACELC class such as `PC/EC`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pacelc {
    /// Whether it stays consistent, rather than available, while the network is split.
    pub consistent_under_partition: bool,
    /// Whether it stays consistent, rather than fast, otherwise.
    pub consistent_otherwise: bool,
}

/// Every class, and what it stands for.
pub const CLASSES: &[(&str, &str)] = &[
    ("PC/EC", "consistent in a partition and otherwise"),
    ("PC/EL", "consistent in a partition, fast otherwise"),
    ("PA/EC", "available in a partition, consistent otherwise"),
    ("PA/EL", "available in a partition, fast otherwise"),
];

/// The class of a level.
pub fn pacelc(level: Level) -> Pacelc {
    let coordinated = level.partition_availability() == PartitionAvailability::None;
    Pacelc {
        consistent_under_partition: coordinated,
        consistent_otherwise: coordinated,
    }
}

impl Pacelc {
    /// The class when read and write quorums need not meet (R + W ≤ N): fast rather than
    /// consistent while all is well.
    #[must_use]
    pub fn with_partial_quorums(self) -> Pacelc {
        Pacelc {
            consistent_otherwise: false,
            ..self
        }
    }

    /// `PC` or `PA`.
    pub fn under_partition(self) -> &'static str {
        if self.consistent_under_partition {
            "PC"
        } else {
            "PA"
        }
    }

    /// `EC` or `EL`.
    pub fn otherwise(self) -> &'static str {
        if self.consistent_otherwise { "EC" } else { "EL" }
    }
}

impl fmt::Display for Pacelc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.under_partition(), self.otherwise())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(level: &str, class: &str) {
        assert_eq!(pacelc(level.parse().unwrap()).to_string(), class, "{level}");
    }

    #[test]
    fn the_class_follows_availability_under_partition() {
        for level in [
            "SS",
            "S",
            "SI",
            "RR",
            "CS",
            "linearizable",
            "regular",
            "sequential",
            "BS",
        ] {
            check(level, "PC/EC");
        }
        for level in [
            "RC", "EC", "RU", "MAV", "causal", "PRAM", "RYW", "MR", "MW", "WFR", "RA",
        ] {
            check(level, "PA/EL");
        }
    }

    #[test]
    fn partial_quorums_make_any_class_fast_rather_than_consistent() {
        assert_eq!(
            pacelc(Level::SERIALIZABLE).with_partial_quorums().to_string(),
            "PC/EL"
        );
        assert_eq!(
            pacelc(Level::EVENTUAL).with_partial_quorums().to_string(),
            "PA/EL"
        );
    }
}
