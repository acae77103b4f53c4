//! Named lanes over one scale: the common part of `tornado` and `flips`.
//!
//! On a wide figure the name stands left of its lane, on a narrow one above it; what a lane says
//! stands below it.

use crate::label::Text;
use crate::sketch::Sketch;
use crate::wrap::{MOST_LINES, wrap};

/// From this width on names stand beside their lanes.
const WIDE: f64 = 520.0;
/// Height of a lane.
pub(crate) const LANE: f64 = 16.0;
/// Distance between two lanes.
pub(crate) const GAP: f64 = 14.0;
/// Distance between two texts on one line.
const APART: f64 = 12.0;

/// Where names and lanes stand.
pub(crate) struct Lanes {
    names: f64,
    wide: bool,
    /// Left end of the lanes, px.
    pub(crate) left: f64,
    /// Width of the figure, px.
    pub(crate) width: f64,
}

/// A lane after its name is written.
pub(crate) struct Lane {
    /// Upper edge of the lane.
    pub(crate) top: f64,
    /// The name's lower edge, where it stands beside the lane.
    beside: f64,
}

impl Lane {
    /// The middle of the lane.
    pub(crate) fn middle(&self) -> f64 {
        self.top + LANE / 2.0
    }

    /// Where texts below the lane begin.
    pub(crate) fn below(&self) -> f64 {
        self.top + LANE + 4.0
    }

    /// The lower end of the whole, with its texts ending at `y`.
    pub(crate) fn end(&self, y: f64) -> f64 {
        y.max(self.beside)
    }
}

impl Lanes {
    /// Room for these names.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>, width: f64) -> Self {
        let wide = width >= WIDE;
        let widest = names.map(|name| Text::BODY.width(name)).fold(0.0, f64::max);
        let names = widest.clamp(60.0, width * 0.3).ceil();
        Self {
            names,
            wide,
            left: if wide { names + 16.0 } else { 0.0 },
            width,
        }
    }

    /// Writes a name at `top` and gives its lane.
    pub(crate) fn begin(&self, sketch: &mut Sketch, name: &str, top: f64) -> Lane {
        let style = Text::BODY;
        let room = if self.wide { self.names } else { self.width };
        let lines = wrap(name, room, style.size, style.font, MOST_LINES);
        let end = sketch.lines(&lines, 0.0, top, style);
        if self.wide {
            Lane { top, beside: end }
        } else {
            Lane {
                top: end + 3.0,
                beside: 0.0,
            }
        }
    }

    /// Writes a text around `x`, on several lines where it does not fit on one, and gives the lower end.
    pub(crate) fn around(&self, sketch: &mut Sketch, text: &str, (x, y): (f64, f64), style: Text) -> f64 {
        let (extent, room) = (style.width(text), self.width - self.left);
        if extent > room {
            return sketch.paragraph(text, (self.left, y), room, style);
        }
        let from = (x - extent / 2.0).clamp(self.left, self.width - extent);
        sketch.text(text, from, y + style.line() / 2.0, style);
        y + style.line()
    }

    /// Writes two texts around their places, the first to the left, one below the other where they do
    /// not fit on a line, and gives the lower end.
    pub(crate) fn pair(
        &self,
        sketch: &mut Sketch,
        [(first, at), (second, then)]: [(&str, f64); 2],
        y: f64,
        style: Text,
    ) -> f64 {
        let (one, two) = (style.width(first), style.width(second));
        if self.left + one + APART + two > self.width {
            let y = self.around(sketch, first, (at, y), style);
            return self.around(sketch, second, (then, y), style);
        }
        let last = self.width - two;
        let from = (at - one / 2.0).clamp(self.left, last - APART - one);
        let next = (then - two / 2.0).clamp(from + one + APART, last.max(from + one + APART));
        let middle = y + style.line() / 2.0;
        sketch.text(first, from, middle, style);
        sketch.text(second, next, middle, style);
        y + style.line()
    }
}
