//! Which journeys a figure shows.

use crate::figure::Options;
use quorate_model::assessment::{Assessment, Journey};

/// The journeys to show and the design they belong to.
pub(crate) struct Shown<'a> {
    pub(crate) journeys: &'a [Journey],
    pub(crate) design: Option<&'a str>,
}

/// The named design's journeys, else those of the best design or the one that comes closest, else
/// the scenario's own.
pub(crate) fn shown<'a>(assessment: &'a Assessment, options: &'a Options) -> Shown<'a> {
    let best = assessment
        .decision
        .as_ref()
        .and_then(|d| d.best.as_deref().or(d.closest.as_deref()));
    [options.design.as_deref(), best]
        .into_iter()
        .flatten()
        .find_map(|name| {
            assessment
                .designs
                .iter()
                .find(|d| d.name == name && !d.journeys.is_empty())
        })
        .map_or(
            Shown {
                journeys: &assessment.journeys,
                design: None,
            },
            |design| Shown {
                journeys: &design.journeys,
                design: Some(&design.name),
            },
        )
}

impl Shown<'_> {
    /// `what`, followed by which design it is shown with.
    pub(crate) fn subtitle(&self, what: &str) -> String {
        match self.design {
            Some(design) => format!("{what}; with {design}"),
            None => what.to_owned(),
        }
    }
}
