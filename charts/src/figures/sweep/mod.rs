//! Figures over a span of inputs, and what they have in common.

pub(crate) mod breakeven;
pub(crate) mod map;

use crate::axis::Scale;
use crate::figure::Options;
use crate::geometry::Area;
use crate::label::{Anchor, Text};
use crate::legend::{LegendEntry, switched_off};
use crate::mark::{Dash, Role, Stroke};
use crate::sketch::Sketch;
use quorate_model::assessment::{Assessment, Axis};

/// Said where no design meets the requirements.
pub(crate) const NO_DESIGN: &str = "no design meets the requirements";
/// Length of a line in the legend, and where its words begin.
const SAMPLE: f64 = 26.0;
const WORDS: f64 = 34.0;

/// The place of a design among all, which gives it its look.
pub(crate) fn place(assessment: &Assessment, design: &str) -> usize {
    let mut designs = assessment.designs.iter();
    designs.position(|one| one.name == design).unwrap_or(0)
}

/// The role of the n-th design.
pub(crate) fn series(index: usize) -> Role {
    Role::Series(u8::try_from(index % 8).unwrap_or(0))
}

/// The line of the n-th design.
pub(crate) fn stroke(index: usize) -> Stroke {
    Stroke::broken(series(index), 2.0, Dash::of_series(index))
}

/// Designs by their lines; gives the lower end.
pub(crate) fn legend(designs: &[(usize, &str, bool)], sketch: &mut Sketch, top: f64, width: f64) -> f64 {
    let mut y = top;
    for (index, name, hidden) in designs {
        let top = y;
        let style = if *hidden {
            let hollow = Stroke::solid(Role::Muted, 1.0);
            sketch.frame(Area::new(0.0, y + 4.0, SAMPLE, 7.0), hollow);
            Text::BODY.in_role(Role::Muted)
        } else {
            sketch.line((0.0, y + 7.5), (SAMPLE, y + 7.5), stroke(*index));
            Text::BODY
        };
        y = sketch.paragraph(name, (WORDS, y), width - WORDS, style) + 3.0;
        sketch.legend.push(LegendEntry {
            key: (*name).to_owned(),
            label: (*name).to_owned(),
            area: Area::new(0.0, top, width, y - top),
            hidden: *hidden,
        });
    }
    y
}

/// A line of words behind a sample of what they are about; gives the lower end.
pub(crate) fn noted(sketch: &mut Sketch, text: &str, top: f64, width: f64, sample: Stroke) -> f64 {
    let middle = top + Text::SMALL.line() / 2.0;
    sketch.line((0.0, middle), (SAMPLE, middle), sample);
    beside(sketch, text, top, width)
}

/// A line of words behind a few dots.
pub(crate) fn dotted(sketch: &mut Sketch, text: &str, top: f64, width: f64) -> f64 {
    let middle = top + Text::SMALL.line() / 2.0;
    for (across, up) in [(0.2, 1.5), (0.5, -2.0), (0.8, 2.0)] {
        sketch.dot(SAMPLE * across, middle + up, 1.25, Role::Ink);
    }
    beside(sketch, text, top, width)
}

fn beside(sketch: &mut Sketch, text: &str, top: f64, width: f64) -> f64 {
    let style = Text::SMALL.in_role(Role::Ink);
    sketch.paragraph(text, (WORDS, top), width - WORDS, style) + 3.0
}

/// Which of the designs are switched off.
pub(crate) fn off(names: &[&str], options: &Options) -> Vec<bool> {
    switched_off(names, &options.hidden)
}

/// An input mapped to pixels; what is written rises with the pixels.
pub(crate) fn scale(axis: &Axis, from: f64, to: f64) -> Scale {
    if axis.falling {
        Scale::log(axis.low, axis.high, to, from)
    } else {
        Scale::log(axis.low, axis.high, from, to)
    }
}

/// Marks round values below an area.
pub(crate) fn below(sketch: &mut Sketch, axis: &Axis, scale: &Scale, area: Area, width: f64) {
    let mut free = 0.0;
    for tick in ticks(axis) {
        let x = scale.px(tick.0);
        let half = Text::SMALL.width(tick.1) / 2.0;
        if x - half < free || x + half > width {
            continue;
        }
        free = x + half + 10.0;
        let low = area.bottom() + 1.0;
        sketch.line((x, low), (x, low + 4.0), Stroke::solid(Role::Muted, 1.0));
        sketch.text(tick.1, x, low + 14.0, Text::SMALL.at(Anchor::Middle));
    }
}

/// Round values in the order in which they are written.
pub(crate) fn ticks(axis: &Axis) -> Vec<(f64, &str)> {
    let mut ticks: Vec<_> = axis
        .ticks
        .iter()
        .map(|tick| (tick.at, tick.shown.as_str()))
        .collect();
    if axis.falling {
        ticks.reverse();
    }
    ticks
}

/// `above` or `below` a number, in the words of what is written.
pub(crate) fn side(axis: &Axis, higher: bool) -> &'static str {
    if higher == axis.falling { "below" } else { "above" }
}
