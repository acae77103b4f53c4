//! A bound on staleness: how far behind a read may be.
//!
//! # What it computes
//! A positive time in whole nanoseconds, rounded up, or no bound at all. Bounds add along a
//! derivation: a cache with a time to live of 5 s over a replica 3 s behind is up to 8 s behind.
//!
//! # Example
//! ```
//! use quorate_model::guarantee::Staleness;
//! assert_eq!("1.5 min".parse::<Staleness>()?.to_string(), "90s");
//! # Ok::<(), quorate_model::guarantee::GuaranteeError>(())
//! ```
//!
//! # References
//! Bailis et al., *Probabilistically Bounded Staleness* (VLDB 2012).

use super::error::{GuaranteeError, echo};
use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

/// A bound on staleness. A smaller bound is a stronger promise; zero is no staleness at all and
/// therefore no bound (see [`Recency::Fresh`](super::Recency::Fresh)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Staleness(NonZeroU64);

/// (unit, its nanoseconds, other spellings), largest first.
#[rustfmt::skip]
const UNITS: &[(&str, u64, &[&str])] = &[
    ("d", 86_400_000_000_000, &["day", "days"]),
    ("h", 3_600_000_000_000, &["hour", "hours"]),
    ("min", 60_000_000_000, &["minute", "minutes"]),
    ("s", 1_000_000_000, &["sec", "second", "seconds"]),
    ("ms", 1_000_000, &["millisecond", "milliseconds"]),
    ("µs", 1_000, &["μs", "us", "microsecond", "microseconds"]),
    ("ns", 1, &["nanosecond", "nanoseconds"]),
];

/// Spellings of "no bound".
const UNBOUNDED: &[&str] = &["∞", "inf", "infinity", "unbounded", "eventual"];

impl Staleness {
    /// No bound: eventually.
    pub const UNBOUNDED: Staleness = Staleness(NonZeroU64::MAX);

    /// A bound of whole nanoseconds; `None` for zero.
    pub const fn from_nanos(nanos: u64) -> Option<Staleness> {
        match NonZeroU64::new(nanos) {
            Some(nanos) => Some(Staleness(nanos)),
            None => None,
        }
    }

    /// A bound in seconds, rounded up to nanoseconds; `None` unless positive. Past 584 years it is
    /// no bound.
    pub fn from_seconds(seconds: f64) -> Option<Staleness> {
        // The cast saturates, and turns NaN and what is not positive into 0.
        Staleness::from_nanos((seconds * 1e9).ceil() as u64)
    }

    /// The bound in seconds; `None` when there is none.
    pub fn seconds(self) -> Option<f64> {
        (self != Staleness::UNBOUNDED).then(|| self.0.get() as f64 / 1e9)
    }

    /// Both behind one another; without bound if either is.
    #[must_use]
    pub const fn plus(self, other: Staleness) -> Staleness {
        Staleness(self.0.saturating_add(other.0.get()))
    }

    /// The larger of the two bounds.
    #[must_use]
    pub fn max(self, other: Staleness) -> Staleness {
        Staleness(self.0.max(other.0))
    }

    pub(super) const fn nanos(self) -> u64 {
        self.0.get()
    }

    /// Reads a bound that may be zero (`None`).
    pub(super) fn read(text: &str) -> Result<Option<Staleness>, GuaranteeError> {
        let text = text.trim();
        if UNBOUNDED.contains(&text.to_ascii_lowercase().as_str()) {
            return Ok(Some(Staleness::UNBOUNDED));
        }
        let nanos = nanos(text).ok_or_else(|| GuaranteeError::Staleness { read: echo(text) })?;
        Ok(Staleness::from_nanos(nanos))
    }
}

/// The largest unit that gives a whole number, so that the text reads back exactly.
impl fmt::Display for Staleness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Staleness::UNBOUNDED {
            return f.write_str("∞");
        }
        let nanos = self.nanos();
        let unit = UNITS.iter().find(|(_, size, _)| nanos.is_multiple_of(*size));
        let (name, size) = unit.map_or(("ns", 1), |(name, size, _)| (*name, *size));
        write!(f, "{}{name}", nanos / size)
    }
}

impl FromStr for Staleness {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Staleness, GuaranteeError> {
        Staleness::read(text)?.ok_or_else(|| GuaranteeError::Staleness { read: echo(text) })
    }
}

/// `1.5 s` as nanoseconds, rounded up, in whole numbers throughout.
fn nanos(text: &str) -> Option<u64> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit = unit.trim().to_ascii_lowercase();
    let known = |names: &&(&str, u64, &[&str])| names.0 == unit || names.2.contains(&unit.as_str());
    let size = u128::from(UNITS.iter().find(known)?.1);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    if number.is_empty() || number == "." || fraction.len() > 18 || fraction.contains('.') {
        return None;
    }
    let scale = 10_u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let digits = [whole, fraction].concat();
    let value = if digits.is_empty() {
        0
    } else {
        digits.parse::<u128>().ok()?
    };
    let nanos = value.checked_mul(size)?.div_ceil(scale);
    u64::try_from(nanos).ok().filter(|nanos| *nanos < LONGEST)
}

/// 500 years: longer bounds are refused, they are no bounds.
const LONGEST: u64 = 500 * 365 * 86_400_000_000_000;
