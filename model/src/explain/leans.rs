//! What a result leans on: the inputs it depends on most.
//!
//! # What it computes
//! For each number of a scenario's text how many percent the result moves when the number moves by
//! one percent.
//!
//! # Why it matters
//! It says which number to measure first, and which to leave alone.
//!
//! # Formula
//! Elasticity d ln(result) / d ln(input), by central difference: the number is written 0.5 % larger
//! and smaller, and both texts are assessed. Availabilities move by their unavailability, a range by
//! both ends, a latency by all its times, a product by its first factor. Where one side is not legal
//! the other alone counts.
//!
//! # Example
//! In a series the unavailability leans on each service by about its share of the downtime; a total
//! on a price by the item's share of it.
//!
//! # References
//! A. Saltelli et al., "Global Sensitivity Analysis: The Primer", 2008, chapter 1.

use super::Subject;
use super::scaled::Kind;
use crate::Assessor;
use crate::order::sorted_by_key;
use crate::scenario::path::{parts, split};
use crate::scenario::{Document, edit, json_to_toml};

/// How much an input is moved, either way.
const STEP: f64 = 0.005;
/// What moves a result by less is not listed.
const LEAST: f64 = 1e-4;

/// How much a result leans on an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lean {
    /// Path of the input.
    pub path: String,
    /// The input in words: `latency of payment, in Strict serializable`.
    pub label: String,
    /// The input as written.
    pub written: String,
    /// Percent that the result moves by for one percent of the input; of an availability and of an
    /// availability's own result it is the unavailability that moves.
    pub elasticity: f64,
}

/// The search for what a result leans on, one input a step.
#[derive(Clone, Debug)]
pub struct Leans {
    text: String,
    subject: Subject,
    result: f64,
    inputs: Vec<Lean>,
    done: usize,
}

/// The `most` inputs that a result of the scenario `text` leans on most, strongest first; none when
/// there is no such number.
pub fn leans(text: &str, subject: impl Into<Subject>, most: usize, assessor: &mut Assessor) -> Vec<Lean> {
    let Some(mut search) = Leans::new(text, subject, assessor) else {
        return Vec::new();
    };
    while search.step(assessor) {}
    search.strongest(most)
}

impl Leans {
    /// Begins the search; none when `text` does not read or has no such number (or it is 0).
    pub fn new(text: &str, subject: impl Into<Subject>, assessor: &mut Assessor) -> Option<Self> {
        let assessment = assessor.plan(text).ok()?.results();
        let subject = subject.into().pinned(&assessment);
        let result = subject.number_of(&assessment)?;
        let text = match Document::parse(text) {
            Ok(_) => text.to_owned(),
            Err(_) => json_to_toml(text).ok()?,
        };
        let inputs = inputs(&Document::parse(&text).ok()?);
        (result != 0.0).then_some(Self {
            text,
            subject,
            result,
            inputs,
            done: 0,
        })
    }

    /// Moves one input; whether more are left.
    pub fn step(&mut self, assessor: &mut Assessor) -> bool {
        if let Some(input) = self.inputs.get(self.done) {
            let elasticity = self.elasticity(input, assessor);
            self.inputs[self.done].elasticity = elasticity;
            self.done += 1;
        }
        self.done < self.inputs.len()
    }

    /// How many inputs were moved, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.inputs.len())
    }

    /// The strongest of those found so far, strongest first.
    pub fn strongest(&self, most: usize) -> Vec<Lean> {
        let found = self.inputs[..self.done].iter().cloned();
        let found = found.filter(|lean| lean.elasticity.abs() > LEAST).collect();
        let mut sorted = sorted_by_key(found, |lean: &Lean| -lean.elasticity.abs());
        sorted.truncate(most);
        sorted
    }

    fn elasticity(&self, input: &Lean, assessor: &mut Assessor) -> f64 {
        let mut at = |factor: f64| self.moved(input, factor, assessor);
        let rest = (1.0, self.result);
        let (low, high) = match (at(1.0 - STEP), at(1.0 + STEP)) {
            (None, None) => return 0.0,
            (low, high) => (low.unwrap_or(rest), high.unwrap_or(rest)),
        };
        (high.1 - low.1) / (self.result * (high.0 - low.0))
    }

    /// What the input was multiplied by, and the result then.
    fn moved(&self, input: &Lean, factor: f64, assessor: &mut Assessor) -> Option<(f64, f64)> {
        let (_, key) = split(&input.path);
        let (value, by) = Kind::of(&key)?.scaled(&input.written, factor)?;
        let text = edit::set(&self.text, &input.path, &value).ok()?;
        let assessment = assessor.plan(&text).ok()?.results();
        Some((by, self.subject.number_of(&assessment)?))
    }
}

/// Every number of a document that can be a little larger.
fn inputs(document: &Document) -> Vec<Lean> {
    let values = document.values().into_iter();
    let numbers = values.filter(|(path, value)| {
        let (_, key) = split(path);
        Kind::of(&key).is_some_and(|kind| kind.scaled(value, 1.0 - STEP).is_some())
    });
    numbers
        .map(|(path, written)| Lean {
            label: label(document, &path),
            path,
            written,
            elasticity: 0.0,
        })
        .collect()
}

/// The value at `path` in words.
fn label(document: &Document, path: &str) -> String {
    let parts = parts(path);
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        ["design", number, rest @ ..] => {
            let at = format!("design.{number}");
            let name = named(document, &at, "design", number);
            format!("{}, in {name}", inner(document, &format!("{at}."), rest))
        }
        rest => inner(document, "", rest),
    }
}

fn inner(document: &Document, before: &str, parts: &[&str]) -> String {
    let Some((key, holders)) = parts.split_last() else {
        return String::new();
    };
    // Of an availability what is multiplied is the unavailability, and so of its target.
    let key = match *key {
        "availability" => "unavailability".to_owned(),
        key => key.replace('_', " "),
    };
    match holders {
        [.., "slo"] => format!("target {key}"),
        [.., list, number] if number.parse::<usize>().is_ok() => {
            let at = format!("{before}{}", holders.join("."));
            format!("{key} of {}", named(document, &at, list, number))
        }
        [.., name] if holders.len() > 1 => format!("{key} of {name}"),
        _ => key,
    }
}

/// The name of the entry at `path`, or its kind and number.
fn named(document: &Document, path: &str, list: &str, number: &str) -> String {
    let number = number.parse::<usize>().unwrap_or(0) + 1;
    document
        .get(&format!("{path}.name"))
        .unwrap_or_else(|| format!("{list} {number}"))
}
