//! Why a number is what it is: the formula with its numbers, assumptions, sources; and what it leans on.
//!
//! # What it computes
//! For each result of an [`Assessment`] an [`Explanation`] built from the same values; by [`Leans`]
//! the inputs a result depends on most.

mod chain;
mod exact;
mod leans;
mod money;
mod reliability;
mod scaled;
mod spending;
mod subject;
#[cfg(test)]
mod tests;
mod watching;

pub use leans::{Lean, Leans, leans};
pub use subject::Subject;

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

/// What can be explained. Of a journey: `availability` to `equal_split`; of one of its services or
/// domains: `share`, `required`; of one of its alerts: `alert`; of a design: `level`, `total` to `partition`; of one of its line items or
/// harms: `item`, `harm`; of the whole: `best`, `rule_of_thumb`, `investment`, `nines`.
pub const EXPLAINED: [&str; 27] = [
    "availability",
    "degraded",
    "latency",
    "level",
    "budget",
    "seconds",
    "requests",
    "budget_costs",
    "chance",
    "promise",
    "alert",
    "incident",
    "equal_split",
    "share",
    "required",
    "total",
    "running",
    "item",
    "waiting",
    "wrong",
    "harm",
    "down",
    "partition",
    "best",
    "rule_of_thumb",
    "investment",
    "nines",
];

/// Why a result (its name alone, one of [`EXPLAINED`], or a [`Subject`]) is what it is; absent when
/// there is no such result.
pub fn why(assessment: &Assessment, subject: impl Into<Subject>) -> Option<Explanation> {
    explain(assessment, &subject.into())
}

fn explain(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    match subject.what.as_str() {
        "availability" => chain::availability(assessment, subject),
        "degraded" => chain::degraded(assessment, subject),
        "latency" => chain::latency(assessment, subject),
        "level" => chain::level(assessment, subject),
        "budget" => spending::spent(assessment, subject),
        "seconds" => spending::seconds(assessment, subject),
        "requests" => spending::requests(assessment, subject),
        "budget_costs" => watching::costs(assessment, subject),
        "chance" => watching::chance(assessment, subject),
        "promise" => watching::promise(assessment, subject),
        "alert" => watching::alert(assessment, subject),
        "incident" => watching::incident(assessment, subject),
        "equal_split" => spending::equal_split(assessment, subject),
        "share" => spending::share(assessment, subject),
        "required" => spending::required(assessment, subject),
        "total" => money::total(assessment, subject),
        "running" => money::running(assessment, subject),
        "item" => money::item(assessment, subject),
        "waiting" => money::waiting(assessment, subject),
        "wrong" => money::wrong(assessment, subject),
        "harm" => money::harm(assessment, subject),
        "down" => money::down(assessment, subject),
        "partition" => money::partition(assessment, subject),
        "best" => money::best(assessment),
        "rule_of_thumb" => money::rule_of_thumb(assessment),
        "investment" => reliability::investment(assessment),
        "nines" => reliability::nines(assessment),
        _ => None,
    }
}
