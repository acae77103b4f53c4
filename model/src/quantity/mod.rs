//! Quantities with units: what a person writes, and the number behind it.
//!
//! # What it computes
//! Text such as `99.95%`, `5 nines`, `20 ms`, `172.8M/day`, `$0.806/h` or `2 TB` becomes one
//! number in one unit: seconds, requests per second, money per second, bytes. Availability is kept
//! as *un*availability, read from the decimal text, so that eleven nines keep their digits.
//!
//! # Why it matters
//! A unit of the wrong kind, a percentage over 100, or a number that is not one is refused here and
//! checked nowhere else.
//!
//! # Conventions
//! Year 365 d = 8,760 h; month 730 h; GB = 1e9 B, GiB = 2^30 B.
//!
//! # Example
//! ```
//! use quorate_model::quantity::{Quantity, Unavailability};
//! let eleven = Unavailability::read("99.999999999%").unwrap();
//! assert!((eleven.value() - 1e-11).abs() < 1e-23);
//! ```

mod amount;
mod decimal;
mod kinds;
pub mod show;

pub use amount::{Amount, Dimension};
pub use kinds::{
    Bytes, Count, Duration, DutyHours, Kind, Meaning, Money, MoneyRate, Price, Probability, Quantity, Rate,
    Scaled, Unavailability,
};

use thiserror::Error;

/// Hours of a year: 365 days.
pub const HOURS_PER_YEAR: f64 = 8_760.0;
/// Seconds of a year: 365 days.
pub const SECONDS_PER_YEAR: f64 = 31_536_000.0;
/// Hours of a month: a twelfth of a year.
pub const HOURS_PER_MONTH: f64 = 730.0;

/// Why a text is not the quantity it should be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// Nothing was written.
    #[error("nothing is written here, where {what} is wanted, such as {example}")]
    Empty {
        /// What is wanted.
        what: &'static str,
        /// A text that works.
        example: &'static str,
    },
    /// The text does not start with a number, or the number is none.
    #[error("`{read}` is not a number with a unit; write {what}, such as {example}")]
    NotANumber {
        /// The text as read.
        read: String,
        /// What is wanted.
        what: &'static str,
        /// A text that works.
        example: &'static str,
    },
    /// A unit nobody knows.
    #[error("`{unit}` in `{read}` is not a unit known here{hint}; write {what}, such as {example}")]
    UnknownUnit {
        /// The unit as read.
        unit: String,
        /// The text as read.
        read: String,
        /// Nearest unit, as ` (did you mean …)`.
        hint: String,
        /// What is wanted.
        what: &'static str,
        /// A text that works.
        example: &'static str,
    },
    /// A range with a dash.
    #[error(
        "`{read}` looks like a range; write ` to ` between its ends, as in `99.9% to 99.95%` or `10 ms to 20 ms`"
    )]
    Dashed {
        /// The range as read.
        read: String,
    },
    /// A known unit of another kind.
    #[error("`{read}` is {kind}, but {what} is wanted here, such as {example}")]
    WrongKind {
        /// The text as read.
        read: String,
        /// The kind it is.
        kind: &'static str,
        /// What is wanted.
        what: &'static str,
        /// A text that works.
        example: &'static str,
    },
    /// The number is outside what is legal.
    #[error("`{read}` is outside what {what} can be ({allowed}); write one such as {example}")]
    OutOfRange {
        /// The text as read.
        read: String,
        /// What is wanted.
        what: &'static str,
        /// The legal range, in words.
        allowed: &'static str,
        /// A text that works.
        example: &'static str,
    },
    /// A range whose ends are the wrong way round.
    #[error("the range `{read}` runs from high to low; write it as `{swapped}`")]
    Reversed {
        /// The text as read.
        read: String,
        /// The same with its ends swapped.
        swapped: String,
    },
    /// A distribution that does not exist with these parameters.
    #[error("`{read}` is no distribution: {why}; write a range, `low to high`, instead")]
    BadDistribution {
        /// The text as read.
        read: String,
        /// What is wrong with it.
        why: &'static str,
    },
}
