//! Lines of a figure that are inputs and can be moved.

use crate::axis::Scale;
use crate::geometry::{Area, Point};
use quorate_model::math::{log10, powi};
use quorate_model::quantity::show;

/// How far from its line a handle can be taken, CSS px.
const REACH: f64 = 12.0;
/// How far beyond the right end of its axis a line can be moved, in lengths of the axis.
const BEYOND: f64 = 0.5;
/// The least that a target may leave out: fewer would not print.
const LEAST: f64 = 1e-12;

/// What a line stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// A latency: `p99 < 500 ms`.
    Latency {
        /// The percentile, 0 to 100.
        percentile: f64,
    },
    /// An availability, drawn as downtime over a window.
    Availability {
        /// Seconds of the window.
        window: f64,
    },
}

/// An upright line that stands for an input and moves to the left and right.
///
/// A figure is laid out anew when its input changes, and its axis with it: while a line is being
/// dragged, ask the handle it was taken by.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// Path of the input in the scenario.
    pub path: String,
    /// What it is.
    pub label: String,
    /// The input's value as a text that can be written at its path.
    pub text: String,
    /// Upper end of the line.
    pub from: Point,
    /// Lower end of the line.
    pub to: Point,
    /// Where it can be taken.
    pub area: Area,
    scale: Scale,
    value: f64,
    target: Target,
}

impl Handle {
    /// A handle on the line at `value` of `scale`, between two heights.
    pub(crate) fn new(
        path: &str,
        label: &str,
        target: Target,
        scale: Scale,
        value: f64,
        (top, bottom): (f64, f64),
    ) -> Self {
        let x = scale.px(value);
        Self {
            path: path.to_owned(),
            label: label.to_owned(),
            text: target.text(target.own(value)),
            from: Point::new(x, top),
            to: Point::new(x, bottom),
            area: Area::new(x - REACH, top, 2.0 * REACH, bottom - top),
            scale,
            value,
            target,
        }
    }

    /// The text to write at the path when the line is moved to `(x, y)`: a round value near it.
    #[must_use]
    pub fn text_at(&self, x: f64, _y: f64) -> String {
        let (from, to) = self.scale.ends();
        let x = x.clamp(from, to + BEYOND * (to - from));
        let at = |x: f64| self.target.own(self.scale.value(x));
        let step = round_up(at(x + 1.0) - at(x));
        self.target.text((at(x) / step).round().max(1.0) * step)
    }

    /// The text to write when the line is moved by a step, to the right where `direction` is
    /// positive: about a hundredth of its value, or a tenth.
    #[must_use]
    pub fn stepped(&self, direction: i32, large: bool) -> String {
        let own = self.target.own(self.value);
        let step = round_up(own / if large { 10.0 } else { 100.0 });
        let moved = own / step + f64::from(direction.signum());
        self.target.text(moved.round().max(1.0) * step)
    }

    pub(crate) fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            from: self.from.moved(dx, dy),
            to: self.to.moved(dx, dy),
            area: self.area.moved(dx, dy),
            scale: self.scale.moved(dx),
            ..self
        }
    }
}

impl Target {
    /// The input's own number for a number of the axis.
    fn own(&self, value: f64) -> f64 {
        match self {
            Target::Latency { .. } => value,
            Target::Availability { window } => value / window,
        }
    }

    /// The number as text.
    fn text(&self, own: f64) -> String {
        match self {
            Target::Latency { percentile } => {
                format!("p{} < {}", show::significant(*percentile, 6), time(own))
            }
            Target::Availability { .. } => {
                let left_out = own.clamp(LEAST, 1.0);
                format!("{}%", show::significant(100.0 * (1.0 - left_out), 15))
            }
        }
    }
}

fn time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s < 0.9995e-6 => (s * 1e9, "ns"),
        s if s < 0.9995e-3 => (s * 1e6, "µs"),
        s if s < 0.9995 => (s * 1e3, "ms"),
        s => (s, "s"),
    };
    format!("{} {unit}", show::significant(value, 6))
}

/// The next of 1, 2, 5, 10, 20, … of any power of ten.
fn round_up(size: f64) -> f64 {
    let size = size.abs().max(1e-300);
    let power = powi(10.0, log10(size).floor() as i32);
    let found = [1.0, 2.0, 5.0]
        .iter()
        .find(|step| **step * power >= size * (1.0 - 1e-9));
    found.map_or(10.0 * power, |step| step * power)
}
