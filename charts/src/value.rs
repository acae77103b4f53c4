//! Numbers with what they are, so that each is printed one way and can be found again.

use quorate_model::quantity::show;
use std::fmt;

/// What a number is.
#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    /// Money a year, with the sign it is printed with.
    Money(String),
    /// Unavailability, 0 to 1, printed as availability.
    Unavailability,
    /// Availability, 0 to 1, where the unavailability is not known to more digits.
    Availability,
    /// A share or probability, 0 to 1, printed in percent.
    Share,
    /// A time in seconds.
    Seconds,
    /// A span of time somebody chose, in seconds.
    Window,
    /// A ratio, printed with `×`.
    Times,
    /// How many.
    Count,
    /// A percentile, 0 to 100.
    Percentile,
}

/// A number a figure speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The number itself, unrounded.
    pub number: f64,
    /// What it is.
    pub unit: Unit,
}

impl Value {
    /// A number with its unit.
    #[must_use]
    pub const fn new(number: f64, unit: Unit) -> Self {
        Self { number, unit }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        f.write_str(&match &self.unit {
            Unit::Money(currency) => show::money(number, currency),
            Unit::Unavailability => show::availability(number),
            Unit::Availability => show::availability(1.0 - number),
            Unit::Share => show::percent(number),
            Unit::Seconds => show::duration(number),
            Unit::Window => show::window(number),
            Unit::Times => format!("{}×", show::significant(number, 2)),
            Unit::Count => show::count(number),
            Unit::Percentile => show::significant(number, 6),
        })
    }
}

/// The numbers a figure speaks of, collected while its words are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Values(Vec<Value>);

impl Values {
    /// Notes the number and gives its text.
    pub(crate) fn say(&mut self, number: f64, unit: Unit) -> String {
        let value = Value::new(number, unit);
        let text = value.to_string();
        if !self.0.contains(&value) {
            self.0.push(value);
        }
        text
    }

    /// A cell of a table; an absent number gives an empty cell.
    pub(crate) fn cell(&mut self, number: Option<f64>, unit: Unit) -> crate::table::Cell {
        let text = number.map(|n| self.say(n, unit)).unwrap_or_default();
        crate::table::Cell { text, number }
    }

    /// Everything noted.
    pub(crate) fn into_vec(self) -> Vec<Value> {
        self.0
    }
}
