//! A whisker over a bar: from where to where its length may be.

use crate::axis::Scale;
use crate::mark::{Role, Stroke};
use crate::sketch::Sketch;

/// Half the height of its ends, px.
const END: f64 = 4.0;

/// From where to where, in the unit of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Whisker {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Whisker {
    /// Draws it at a height and gives its right end, px.
    pub(crate) fn draw(self, sketch: &mut Sketch, scale: &Scale, y: f64) -> f64 {
        let (low, high) = (scale.px(self.low), scale.px(self.high));
        for (role, width, more) in [(Role::Paper, 4.0, 1.0), (Role::Ink, 1.5, 0.0)] {
            let stroke = Stroke::solid(role, width);
            sketch.line((low, y), (high, y), stroke);
            for x in [low, high] {
                sketch.line((x, y - END - more), (x, y + END + more), stroke);
            }
        }
        high
    }
}
