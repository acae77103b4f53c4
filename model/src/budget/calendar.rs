//! Windows that follow the calendar.
//!
//! # What it computes
//! How long a calendar week, month, quarter or year is.
//!
//! # Why it matters
//! A calendar window starts with a whole budget, whatever happened the day before, and February has
//! less of it than March.
//!
//! # References
//! ISO 8601; OpenSLO specification v1, `timeWindow` with `isRolling: false`.

use super::SECONDS_PER_DAY;
use super::results::CalendarWindow;
use serde::Serialize;

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// Monday to Sunday.
    Week,
    /// The first to the last of a month.
    Month,
    /// Three months from January, April, July or October on.
    Quarter,
    /// January to December.
    Year,
}

impl Calendar {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Whole days that results are for: the usual length.
    pub fn days(self) -> f64 {
        match self {
            Self::Week => 7.0,
            Self::Month => 30.0,
            Self::Quarter => 91.0,
            Self::Year => 365.0,
        }
    }

    /// Days of the shortest and of the longest.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Week => (7.0, 7.0),
            Self::Month => (28.0, 31.0),
            Self::Quarter => (90.0, 92.0),
            Self::Year => (365.0, 366.0),
        }
    }

    /// What its changing length does to a budget of this share.
    pub(crate) fn window(self, allowed: f64) -> CalendarWindow {
        let (shortest, longest) = self.range();
        CalendarWindow {
            unit: self.name(),
            shortest_days: shortest,
            longest_days: longest,
            least_seconds: allowed * shortest * SECONDS_PER_DAY,
            most_seconds: allowed * longest * SECONDS_PER_DAY,
        }
    }
}
