//! Every figure of Quorate, drawn once for page and document.
//!
//! A [`Figure`] is a plain value: its finding in words, its numbers, its geometry in CSS pixels and
//! the answers to pointing at it. [`figure()`] computes it from an assessment, [`draw`] paints it on
//! any plotters backend, [`to_svg`] writes it as a document. Layout depends on the assessment and the
//! width only, so page and document show the same picture.
//!
//! A new figure is one file under `figures/` and one line in [`FIGURES`].

mod adapter;
mod axis;
mod bars;
mod dash;
mod figure;
mod figures;
mod geometry;
mod handle;
mod hatch;
mod hover;
mod journeys;
mod label;
mod lanes;
mod legend;
mod mark;
mod metrics;
mod plane;
mod said;
mod sketch;
mod svg;
mod table;
#[cfg(test)]
mod tests;
mod theme;
mod trace;
mod value;
mod whisker;
mod wrap;

pub use adapter::{UNITS, draw};
pub use figure::{Figure, Options};
pub use geometry::{Area, Point};
pub use handle::Handle;
pub use hover::Hover;
pub use label::{Anchor, Label, Text};
pub use legend::LegendEntry;
pub use mark::{Dash, Mark, Pattern, Role, Stroke};
pub use metrics::{Font, SANS_FAMILY, SERIF_FAMILY, width};
pub use svg::{metadata, to_svg};
pub use table::{Cell, Table};
pub use theme::{Color, Theme};
pub use trace::Trace;
pub use value::{Unit, Value};

use quorate_model::assessment::Assessment;

/// A kind of figure.
#[derive(Clone, Copy, Debug)]
pub struct FigureKind {
    /// Its published name, as links and embeds use it.
    pub name: &'static str,
    /// What it shows, for menus; the finding is the figure's own title.
    pub title: &'static str,
    /// Lays it out; nothing when the assessment lacks what it shows.
    pub lay_out: fn(&Assessment, &Options) -> Option<Figure>,
}

/// Every figure, in the order they are offered.
pub const FIGURES: &[FigureKind] = &[
    FigureKind {
        name: "flow",
        title: "Where a request goes",
        lay_out: figures::flow::lay_out,
    },
    FigureKind {
        name: "budget",
        title: "Where the error budget goes",
        lay_out: figures::budget::lay_out,
    },
    FigureKind {
        name: "compliance",
        title: "What could be promised",
        lay_out: figures::compliance::lay_out,
    },
    FigureKind {
        name: "detection",
        title: "How soon alerts fire",
        lay_out: figures::detection::lay_out,
    },
    FigureKind {
        name: "burn",
        title: "What an incident does to the budget",
        lay_out: figures::burn::lay_out,
    },
    FigureKind {
        name: "latency",
        title: "How long requests take",
        lay_out: figures::latency::lay_out,
    },
    FigureKind {
        name: "designs",
        title: "What each design costs",
        lay_out: figures::designs::lay_out,
    },
    FigureKind {
        name: "nines",
        title: "How many nines to buy",
        lay_out: figures::nines::lay_out,
    },
    FigureKind {
        name: "exceedance",
        title: "How dear a year may come",
        lay_out: figures::exceedance::lay_out,
    },
    FigureKind {
        name: "breakeven",
        title: "Where the lines cross",
        lay_out: figures::sweep::breakeven::lay_out,
    },
    FigureKind {
        name: "map",
        title: "Which design where",
        lay_out: figures::sweep::map::lay_out,
    },
    FigureKind {
        name: "flips",
        title: "What would change the choice",
        lay_out: figures::flips::lay_out,
    },
    FigureKind {
        name: "tornado",
        title: "Which range matters most",
        lay_out: figures::tornado::lay_out,
    },
    FigureKind {
        name: "worth",
        title: "What to measure first",
        lay_out: figures::worth::lay_out,
    },
    FigureKind {
        name: "cuts",
        title: "What takes the request down",
        lay_out: figures::cuts::lay_out,
    },
];

/// The figure of that name; nothing when there is no such figure or the assessment lacks what it
/// shows.
#[must_use]
pub fn figure(name: &str, assessment: &Assessment, options: &Options) -> Option<Figure> {
    let kind = FIGURES.iter().find(|kind| kind.name == name)?;
    let width = if options.width.is_finite() {
        options.width.clamp(240.0, 4000.0).floor()
    } else {
        640.0
    };
    (kind.lay_out)(
        assessment,
        &Options {
            width,
            ..options.clone()
        },
    )
}
