//! Results over a whole span of one input or two.

use serde::Serialize;

/// An input over the span that is looked at, by ratio.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Axis {
    /// Its path in the scenario, such as `wrongness.error_probability`.
    pub input: String,
    /// What it is, in words.
    pub name: String,
    /// What it is now, or its median, in words.
    pub now: String,
    /// The same as a number: seconds, per second, money; the unavailability of an availability.
    pub at: f64,
    /// Where the span begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// Whether the numbers are unavailabilities, which fall while what is written rises.
    pub falling: bool,
    /// The ends of its range, 5 % and 95 %; absent for a value that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<(f64, f64)>,
    /// Round values on the span, rising.
    pub ticks: Vec<Tick>,
}

/// A round value of an input.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tick {
    /// The number.
    pub at: f64,
    /// The number in words.
    pub shown: String,
}

/// What every design costs over one input, all else at medians.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lines {
    /// The input.
    pub axis: Axis,
    /// Where the totals were computed, rising.
    pub at: Vec<f64>,
    /// One line for each design that has a total.
    pub designs: Vec<Line>,
    /// Where the best design changes, rising.
    pub changes: Vec<Change>,
}

/// One design over the input.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// Its name.
    pub design: String,
    /// Its total a year at each place.
    pub totals: Vec<f64>,
    /// Whether it misses no requirement there.
    pub meets: Vec<bool>,
}

/// Where the best design changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The value of the input.
    pub at: f64,
    /// The same in words.
    pub shown: String,
    /// What the best design costs a year there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// The best design below it; absent when none meets the requirements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    /// The best design above it; absent when none meets the requirements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<String>,
}

/// The best design over two inputs, all else at medians.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Map {
    /// The input from left to right.
    pub across: Axis,
    /// The input from bottom to top.
    pub up: Axis,
    /// The designs, as the bands number them.
    pub designs: Vec<String>,
    /// What is best over the second input, for rising values of the first.
    pub columns: Vec<Column>,
    /// Both inputs in the first draws; empty while nothing is drawn, or neither is a range.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cloud: Vec<(f64, f64)>,
}

/// What is best at one value of the first input.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// The value.
    pub at: f64,
    /// From the low end of the second input to its high end.
    pub bands: Vec<Band>,
}

impl Column {
    /// Whether the same designs follow each other.
    pub fn is_like(&self, other: &Self) -> bool {
        let own = self.bands.iter().map(|band| band.design);
        own.eq(other.bands.iter().map(|band| band.design))
    }

    /// The number of the design that is best at `value` of the second input; absent when none is.
    pub fn best_at(&self, value: f64) -> Option<usize> {
        let band = self.bands.iter().find(|band| value <= band.to);
        band.or(self.bands.last())?.design
    }
}

/// A stretch of the second input in which one design is best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Band {
    /// Where it ends; it begins where the one before ends.
    pub to: f64,
    /// The number of the design; absent when none meets the requirements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design: Option<usize>,
}
