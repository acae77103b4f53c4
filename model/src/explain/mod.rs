//! Why a number is what it is: the formula with its numbers, assumptions, sources.
//!
//! # What it computes
//! For each result of an [`Assessment`] an [`Explanation`] built from the same values.

mod chain;
mod money;

use crate::assessment::Assessment;

/// Why a result is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained, with its value.
    pub title: String,
    /// The formula in words and symbols.
    pub formula: String,
    /// The formula with this scenario's numbers.
    pub numbers: String,
    /// What it takes for granted.
    pub assumptions: Vec<String>,
    /// Where the formula comes from.
    pub sources: Vec<String>,
}

impl Explanation {
    /// The explanation as text to copy.
    pub fn text(&self) -> String {
        let mut parts = vec![self.title.clone(), self.formula.clone(), self.numbers.clone()];
        parts.extend(self.assumptions.iter().map(|line| format!("Assumes: {line}")));
        parts.extend(self.sources.iter().map(|line| format!("Source: {line}")));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }
}

/// What can be explained.
pub const EXPLAINED: [&str; 10] = [
    "availability",
    "latency",
    "level",
    "budget",
    "total",
    "running",
    "waiting",
    "wrong",
    "down",
    "best",
];

/// Why the result named `what` (one of [`EXPLAINED`]) is what it is; absent when there is no such
/// result.
pub fn why(assessment: &Assessment, what: &str) -> Option<Explanation> {
    match what {
        "availability" => chain::availability(assessment),
        "latency" => chain::latency(assessment),
        "level" => chain::level(assessment),
        "budget" => chain::budget(assessment),
        "total" => money::total(assessment),
        "running" => money::running(assessment),
        "waiting" => money::waiting(assessment),
        "wrong" => money::wrong(assessment),
        "down" => money::down(assessment),
        "best" => money::best(assessment),
        _ => None,
    }
}
