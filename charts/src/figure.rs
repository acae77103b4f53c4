//! A figure as a plain value: its words, its numbers and its geometry.

use crate::geometry::{Area, Point};
use crate::handle::Handle;
use crate::hover::Hover;
use crate::label::{Label, Text};
use crate::legend::LegendEntry;
use crate::mark::{Mark, Role};
use crate::metrics::Font;
use crate::table::Table;
use crate::trace::Trace;
use crate::value::Value;
use crate::wrap::wrap;

/// How to lay a figure out.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Width of the figure, CSS px; taken between 240 and 4,000.
    pub width: f64,
    /// Which design's journeys to show; without one the best design's if there is a best,
    /// else those of the scenario itself.
    pub design: Option<String>,
    /// Keys of series that are switched off, as [`Figure::legend`] names them; others are passed
    /// over, and all where nothing would be left.
    pub hidden: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 640.0,
            design: None,
            hidden: Vec::new(),
        }
    }
}

/// A figure, computed once and drawn anywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its published name, such as `budget`.
    pub name: &'static str,
    /// The finding, a sentence computed from the results.
    pub title: String,
    /// What is plotted.
    pub subtitle: String,
    /// The reading in one sentence, with its numbers.
    pub sentence: String,
    /// The numbers as a table.
    pub table: Table,
    /// Every number that title, subtitle, sentence, labels and table speak of.
    pub values: Vec<Value>,
    /// Width, CSS px.
    pub width: f64,
    /// Height, CSS px.
    pub height: f64,
    /// What is drawn, in order.
    pub marks: Vec<Mark>,
    /// Text, drawn above all marks.
    pub labels: Vec<Label>,
    /// Read-outs in the order the keyboard visits them.
    pub hovers: Vec<Hover>,
    /// Its series, where it has several that can be switched off.
    pub legend: Vec<LegendEntry>,
    /// Lines that stand for inputs and can be moved.
    pub handles: Vec<Handle>,
    /// The curve that can be read at any place.
    pub trace: Option<Trace>,
}

const TITLE: Text = Text {
    size: 16.0,
    font: Font::Serif,
    ..Text::BODY
};
const SUBTITLE: Text = Text {
    role: Role::Muted,
    ..Text::BODY
};

impl Figure {
    /// Its whole area.
    #[must_use]
    pub fn area(&self) -> Area {
        Area::new(0.0, 0.0, self.width, self.height)
    }

    /// The same figure with title and subtitle drawn above it and a margin around it, for a
    /// document where nothing else says them.
    #[must_use]
    pub fn with_heading(&self) -> Figure {
        const MARGIN: f64 = 12.0;
        let mut heading = Vec::new();
        let mut top = MARGIN;
        for (text, style) in [(&self.title, TITLE), (&self.subtitle, SUBTITLE)] {
            for line in wrap(text, self.width, style.size, style.font, usize::MAX) {
                heading.push(Label::new(
                    &line,
                    Point::new(MARGIN, top + style.line() / 2.0),
                    style,
                ));
                top += style.line();
            }
            top += 4.0;
        }
        let mut figure = self.moved(MARGIN, top + 8.0);
        heading.append(&mut figure.labels);
        figure.labels = heading;
        figure.width = self.width + 2.0 * MARGIN;
        figure.height = self.height + top + 8.0 + MARGIN;
        figure
    }

    fn moved(&self, dx: f64, dy: f64) -> Figure {
        let mut figure = self.clone();
        figure.marks = figure.marks.into_iter().map(|m| m.moved(dx, dy)).collect();
        figure.labels = figure.labels.into_iter().map(|l| l.moved(dx, dy)).collect();
        figure.hovers = figure.hovers.into_iter().map(|h| h.moved(dx, dy)).collect();
        figure.legend = figure.legend.into_iter().map(|l| l.moved(dx, dy)).collect();
        figure.handles = figure.handles.into_iter().map(|h| h.moved(dx, dy)).collect();
        figure.trace = figure.trace.map(|trace| trace.moved(dx, dy));
        figure
    }
}
