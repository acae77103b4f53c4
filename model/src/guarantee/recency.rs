//! Recency: how old an answer may be.
//!
//! # What it computes
//! [`Recency::meet`] is what an answer over several data gets: the worst. [`Recency::plus`] is what
//! data derived from other data get: the delays add.
//!
//! # Formula
//! None < EO ≡ BS(∞) < BS(δ) < Fresh, a smaller δ stronger. Fresh(d) is BS(d), Fresh(eventual) is
//! EO, BS(0) is Fresh.
//!
//! # References
//! Bailis et al., *Probabilistically Bounded Staleness* (VLDB 2012); Terry, *Replicated Data
//! Consistency Explained Through Baseball* (CACM 2013).

use super::error::GuaranteeError;
use super::level::Level;
use super::model::ConsistencyModel;
use super::ranked::unknown;
use super::staleness::Staleness;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// How old an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recency {
    /// Nothing is promised, not even that writes arrive.
    None,
    /// Behind by at most the bound; `EO` (eventually) when there is none.
    Bounded(Staleness),
    /// Never behind.
    Fresh,
}

impl Recency {
    /// Eventually: behind, without bound.
    pub const EVENTUAL: Recency = Recency::Bounded(Staleness::UNBOUNDED);

    /// Behind by at most `bound`; fresh when there is no delay.
    pub fn within(bound: Option<Staleness>) -> Recency {
        bound.map_or(Recency::Fresh, Recency::Bounded)
    }

    /// The weaker of the two: an answer over different data is as old as its oldest part.
    #[must_use]
    pub fn meet(self, other: Recency) -> Recency {
        self.min(other)
    }

    /// Derived data: behind by both delays.
    #[must_use]
    pub fn plus(self, other: Recency) -> Recency {
        match (self, other) {
            (Recency::None, _) | (_, Recency::None) => Recency::None,
            (Recency::Fresh, delay) | (delay, Recency::Fresh) => delay,
            (Recency::Bounded(a), Recency::Bounded(b)) => Recency::Bounded(a.plus(b)),
        }
    }

    /// Position in the order: none, bounded (the longest first), fresh.
    fn rank(self) -> (u8, std::cmp::Reverse<u64>) {
        match self {
            Recency::None => (0, std::cmp::Reverse(0)),
            Recency::Bounded(bound) => (1, std::cmp::Reverse(bound.nanos())),
            Recency::Fresh => (2, std::cmp::Reverse(0)),
        }
    }
}

impl Ord for Recency {
    fn cmp(&self, other: &Recency) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Recency {
    fn partial_cmp(&self, other: &Recency) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Level> for Recency {
    /// What a level says of recency: fresh when it is regular, otherwise eventually. Bounded
    /// staleness by name states no bound, so it too is eventually here.
    fn from(level: Level) -> Recency {
        if level.keeps(ConsistencyModel::Regular) {
            Recency::Fresh
        } else {
            Recency::EVENTUAL
        }
    }
}

impl fmt::Display for Recency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recency::None => f.write_str("None"),
            Recency::Bounded(Staleness::UNBOUNDED) => f.write_str("EO"),
            Recency::Bounded(bound) => write!(f, "BS({bound})"),
            Recency::Fresh => f.write_str("Fresh"),
        }
    }
}

impl FromStr for Recency {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Recency, GuaranteeError> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        match lower.as_str() {
            "none" => return Ok(Recency::None),
            "eo" | "eventual" | "eventually" => return Ok(Recency::EVENTUAL),
            "fresh" => return Ok(Recency::Fresh),
            _ => {}
        }
        let bound = lower.strip_prefix("bs").or_else(|| lower.strip_prefix("fresh"));
        let bound = bound.and_then(|rest| rest.trim().strip_prefix('(')?.strip_suffix(')'));
        match bound {
            Some(bound) => Staleness::read(bound).map(Recency::within),
            None => Err(unknown("Recency", text, &["None", "EO", "BS(5s)", "Fresh"])),
        }
    }
}
