//! What a design costs, in words.
//!
//! # What it computes
//! `It costs $44.2k a year to run and $30.6M in wrong answers, whichever is taken.`
//!
//! # Why it matters
//! A sentence that names every part is not read. One that is a thousandth of the largest decides
//! nothing, and one that every design has alike is no reason to take any of them; the reader should
//! know which is which.

use crate::assessment::DesignResult;
use crate::listing::listed;
use crate::quantity::show;

/// A part that is less than this of the largest is left to the table.
const MATERIAL: f64 = 1e-3;
/// Parts this near to each other, as a part of them, are the same for a choice.
const ALIKE: f64 = 0.01;

/// What one of `designs` costs, without the stop: `It costs $158k a year to run`; nothing where no part
/// of it is stated. A gain that is told as the waiting `saved` is not told here.
pub(super) fn costs(
    design: &DesignResult,
    designs: &[DesignResult],
    currency: &str,
    saved: Option<f64>,
) -> Option<String> {
    let (mut alike, mut own): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let told = said(design);
    let is_saved = |amount: f64| {
        saved.is_some_and(|saved| show::money(saved, currency) == show::money(amount, currency))
    };
    let told = told
        .iter()
        .filter(|part| part.amount >= 0.0 || !is_saved(-part.amount));
    for (at, part) in told.enumerate() {
        let said = part.in_words(at == 0, currency);
        match part.is_loss.then(|| is_alike(part, designs, currency)).flatten() {
            Some(about) => alike.push(format!("{about}{said}")),
            None => own.push(said),
        }
    }
    let said = match (own.is_empty(), alike.is_empty()) {
        (true, true) => return None,
        (false, true) => listed(&own, usize::MAX),
        (true, false) => format!("{}, whichever is taken", listed(&alike, usize::MAX)),
        (false, false) => format!(
            "{}, and {} whichever is taken",
            listed(&own, usize::MAX),
            listed(&alike, usize::MAX)
        ),
    };
    Some(format!("It costs {said}"))
}

/// Whether several of what a design costs are told.
pub(super) fn has_parts(design: &DesignResult) -> bool {
    said(design).len() > 1
}

/// The parts of what a design costs that are told: not those that are small beside the rest.
fn said(design: &DesignResult) -> Vec<Part> {
    let mut parts = parts(design);
    let sizes = parts.iter().map(|part| part.amount.abs());
    let least = MATERIAL * sizes.fold(0.0, f64::max);
    parts.retain(|part| part.is_said(least));
    parts
}

/// One part of what a design costs.
struct Part {
    amount: f64,
    /// What it goes into; of one below zero, that it is less.
    into: [&'static str; 2],
    /// Whether it is lost rather than paid.
    is_loss: bool,
    of: fn(&DesignResult) -> Option<f64>,
}

fn parts(design: &DesignResult) -> Vec<Part> {
    type Of = fn(&DesignResult) -> Option<f64>;
    let all: [([&str; 2], bool, Of); 5] = [
        (["to run", "to run"], false, |design| design.running),
        (["in added waiting", "less for faster answers"], false, |design| {
            design.waiting
        }),
        (["in downtime", "in downtime"], true, |design| design.down),
        (["in partitions", "in partitions"], true, |design| {
            design.partition
        }),
        (["in wrong answers", "in wrong answers"], true, |design| {
            design.wrong
        }),
    ];
    let found = all.into_iter().filter_map(|(into, is_loss, of)| {
        Some(Part {
            amount: of(design)?,
            into,
            is_loss,
            of,
        })
    });
    found.collect()
}

impl Part {
    /// Running it is always said; what rounds to nothing, or is next to nothing beside the rest, not.
    fn is_said(&self, least: f64) -> bool {
        self.into[0] == "to run" || self.amount.abs() >= least.max(0.5)
    }

    /// `$158k a year to run`, `$1.1M in added waiting`: the first says that it is a year's.
    fn in_words(&self, first: bool, currency: &str) -> String {
        let money = show::money(self.amount.abs(), currency);
        let a_year = if first { " a year" } else { "" };
        format!("{money}{a_year} {}", self.into[usize::from(self.amount < 0.0)])
    }
}

/// What stands before an amount that every design there is loses this way: `about ` where they do not read
/// the same; absent where some lose more or less.
fn is_alike(part: &Part, designs: &[DesignResult], currency: &str) -> Option<&'static str> {
    let amounts = || designs.iter().map(|design| (part.of)(design).unwrap_or(0.0));
    let apart = amounts().map(|amount| (amount - part.amount).abs());
    let alike = designs.len() > 1 && apart.fold(0.0, f64::max) <= ALIKE * part.amount;
    let shown = show::money(part.amount, currency);
    let same = amounts().all(|amount| show::money(amount, currency) == shown);
    alike.then_some(if same { "" } else { "about " })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(name: &str, running: f64, waiting: f64, wrong: f64) -> DesignResult {
        DesignResult {
            name: name.into(),
            running: Some(running),
            waiting: Some(waiting),
            wrong: Some(wrong),
            ..DesignResult::default()
        }
    }

    fn said(designs: &[DesignResult]) -> String {
        costs(&designs[0], designs, "$", None).unwrap()
    }

    #[test]
    fn what_no_design_avoids_is_said_to_be_so() {
        let alike =
            [("A", 44.2e3), ("B", 30e3)].map(|(name, running)| design(name, running, -7.37e3, 30.6e6));
        assert_eq!(
            said(&alike),
            "It costs $44.2k a year to run, and $30.6M in wrong answers whichever is taken"
        );
        let near = [design("A", 44.2e3, 0.0, 30.6e6), design("B", 30e3, 0.0, 30.7e6)];
        assert_eq!(
            said(&near),
            "It costs $44.2k a year to run, and about $30.6M in wrong answers whichever is taken"
        );
        let apart = [design("A", 44.2e3, 0.0, 30.6e6), design("B", 30e3, 0.0, 40e6)];
        assert_eq!(
            said(&apart),
            "It costs $44.2k a year to run and $30.6M in wrong answers"
        );
    }

    #[test]
    fn a_gain_that_is_told_as_saved_is_told_once() {
        let fast = design("A", 1e3, -2e3, 0.0);
        let said = |saved| costs(&fast, std::slice::from_ref(&fast), "$", Some(saved)).unwrap();
        assert_eq!(said(2e3), "It costs $1k a year to run");
        // Then more is saved than it gains, and the parts are to add up.
        assert_eq!(
            said(3e3),
            "It costs $1k a year to run and $2k less for faster answers"
        );
    }

    #[test]
    fn what_is_next_to_nothing_is_left_out_and_a_gain_says_against_what() {
        assert_eq!(
            said(&[design("A", 1e3, -2e3, 1.0)]),
            "It costs $1k a year to run and $2k less for faster answers"
        );
        assert_eq!(
            said(&[design("A", 0.1, 40.0, 1e6)]),
            "It costs $0.1 a year to run and $1M in wrong answers"
        );
    }
}
