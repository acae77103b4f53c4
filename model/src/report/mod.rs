//! Results in words: the verdict, the five key results, a text and a Markdown report.
//!
//! # What it computes
//! Sentences whose every number comes from the assessment.
//!
//! # Why it matters
//! A number without a sentence is read as whatever the reader hoped.

mod certainty;
mod costs;
mod credits;
mod halves;
mod key;
mod markdown;
mod pays_while;
mod record;
mod reliability;
mod text;
mod verdict;

pub use certainty::{advice, certainty, nearest, nearest_flip};
pub(crate) use halves::of_class;
pub use halves::{build, halves, system, systems};
pub(crate) use key::times;
pub use key::{KeyResult, Tone, key_results, levels};
pub use markdown::markdown;
pub use record::record;
pub use reliability::reliability;
pub(crate) use text::slow;
pub use text::text;
pub use verdict::{
    ToCome, Verdict, about, has_ranges, has_requirements, has_results, is_long, to_come, verdict,
};

use crate::assessment::{Assessment, DesignResult, Journey};

/// The design whose results stand for the whole: the best, else the closest, else the first.
pub fn shown_design(assessment: &Assessment) -> Option<&DesignResult> {
    let decision = assessment.decision.as_ref();
    let name = decision.and_then(|decision| decision.best.as_ref().or(decision.closest.as_ref()));
    name.and_then(|name| assessment.designs.iter().find(|design| design.name == *name))
        .or_else(|| assessment.designs.first())
}

/// The first of several reasons, and how many more there are.
pub fn in_short(reasons: &[String]) -> String {
    match reasons {
        [] => String::new(),
        [only] => only.clone(),
        [one, other] => format!("{one}; {other}"),
        [first, rest @ ..] => format!("{first}; and {} more", rest.len()),
    }
}

/// The journey whose results stand for the whole: the first of the shown design, else of the base.
pub fn shown_journey(assessment: &Assessment) -> Option<&Journey> {
    shown_design(assessment)
        .and_then(|design| design.journeys.first())
        .or_else(|| assessment.journeys.first())
}
