//! Two axes with a grid, and lines of explanation under them.

use crate::axis::Scale;
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::mark::{Dash, Role, Stroke};
use crate::sketch::Sketch;

/// Spans of time that read well, seconds.
const SPANS: [f64; 21] = [
    1e-3,
    1e-2,
    0.1,
    1.0,
    5.0,
    10.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    1800.0,
    3600.0,
    7200.0,
    21_600.0,
    43_200.0,
    86_400.0,
    259_200.0,
    864_000.0,
    8_640_000.0,
    86_400_000.0,
];

/// Room for the labels of the upright axis.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 10.0;

/// A plot with its scales.
pub(crate) struct Plane {
    pub(crate) x: Scale,
    pub(crate) y: Scale,
    /// Whether an axis, level or upright, is one of time.
    pub(crate) time: (bool, bool),
    pub(crate) area: Area,
}

/// How a value of an axis is written.
pub(crate) type Written<'a> = &'a dyn Fn(f64) -> String;

impl Plane {
    /// The area of a plot of this height below `top`, in a figure of this width.
    pub(crate) fn area(top: f64, width: f64, height: f64) -> Area {
        Area::new(LEFT, top + 8.0, width - LEFT - RIGHT, height)
    }

    /// The place of a point of the plane.
    pub(crate) fn point(&self, (x, y): (f64, f64)) -> Point {
        Point::new(self.x.px(x), self.y.px(y))
    }

    /// Draws grid and labels; gives the lower end.
    pub(crate) fn grid(&self, sketch: &mut Sketch, x: Written, y: Written) -> f64 {
        let mut lowest = f64::INFINITY;
        for tick in ticks(&self.y, (self.area.height / 34.0) as usize, self.time.1) {
            let at = self.y.px(tick).round() + 0.5;
            let (left, right) = (self.area.x, self.area.right());
            sketch.line((left, at), (right, at), Stroke::solid(Role::Rule, 1.0));
            if (at - lowest).abs() > 13.0 {
                sketch.text(&y(tick), left - 6.0, at, Text::SMALL.at(Anchor::End));
                lowest = at;
            }
        }
        let base = self.area.bottom().round() + 0.5;
        let line = Stroke::solid(Role::Muted, 1.0);
        sketch.line((self.area.x, base), (self.area.right(), base), line);
        self.feet(sketch, x);
        base + 24.0
    }

    /// The labels of the level axis, as many as have room.
    fn feet(&self, sketch: &mut Sketch, written: Written) {
        let base = self.area.bottom();
        let mut feet: Vec<(f64, String)> = ticks(&self.x, (self.area.width / 58.0) as usize, self.time.0)
            .into_iter()
            .map(|tick| (self.x.px(tick).floor() + 0.5, written(tick)))
            .collect();
        feet = quorate_model::order::sorted_by_key(feet, |(x, _)| *x);
        let mut free = self.area.x - LEFT;
        for (x, label) in feet {
            let half = Text::SMALL.width(&label) / 2.0;
            if x - half < free || x + half > self.area.right() + RIGHT {
                continue;
            }
            free = x + half + 8.0;
            sketch.line((x, base + 2.0), (x, base + 6.0), Stroke::solid(Role::Muted, 1.0));
            sketch.text(&label, x, base + 16.0, Text::SMALL.at(Anchor::Middle));
        }
    }

    /// Upright strips over the plot, each telling what holds in its middle.
    pub(crate) fn strips(
        &self,
        sketch: &mut Sketch,
        tell: impl Fn(f64) -> Option<(f64, String, Vec<(String, String)>)>,
    ) {
        let count = (self.area.width / 12.0).floor().max(1.0);
        let step = self.area.width / count;
        for index in 0..count as u32 {
            let left = self.area.x + f64::from(index) * step;
            let middle = left + step / 2.0;
            if let Some((y, title, rows)) = tell(self.x.value(middle)) {
                let at = self.y.px(y).clamp(self.area.y, self.area.bottom());
                sketch.hovers.push(Hover {
                    area: Area::new(left, self.area.y, step, self.area.height),
                    at: Point::new(middle, at),
                    title,
                    rows,
                });
            }
        }
    }
}

/// Round values of a scale; of time in its own units.
fn ticks(scale: &Scale, count: usize, time: bool) -> Vec<f64> {
    if !time {
        return scale.ticks(count);
    }
    if scale.is_by_ratio() {
        return SPANS.into_iter().filter(|span| scale.shows(*span)).collect();
    }
    let (from, to) = scale.ends();
    let (low, high) = (scale.value(from), scale.value(to));
    let rough = (high - low) / count.max(1) as f64;
    let Some(step) = SPANS.into_iter().find(|span| *span >= rough) else {
        return scale.ticks(count);
    };
    let first = (low / step).ceil();
    (0..=count + 2)
        .map(|at| (first + at as f64) * step)
        .filter(|tick| scale.shows(*tick))
        .collect()
}

/// What a line of explanation begins with.
#[derive(Clone, Copy)]
pub(crate) enum Swatch {
    Dot(Role),
    Line(Stroke),
    /// A line that is switched off.
    Hollow,
}

/// Room of a swatch.
const SWATCH: f64 = 34.0;

/// Writes a line with its swatch from `top` on; gives the lower end.
pub(crate) fn explain(sketch: &mut Sketch, swatch: Swatch, text: &str, top: f64, width: f64) -> f64 {
    let middle = top + Text::BODY.line() / 2.0;
    match swatch {
        Swatch::Dot(role) => sketch.dot(13.0, middle, 4.0, role),
        Swatch::Line(stroke) => sketch.line((0.0, middle), (26.0, middle), stroke),
        Swatch::Hollow => sketch.frame(
            Area::new(0.0, middle - 3.5, 26.0, 7.0),
            Stroke::solid(Role::Muted, 1.0),
        ),
    }
    let style = match swatch {
        Swatch::Hollow => Text::BODY.in_role(Role::Muted),
        _ => Text::BODY,
    };
    sketch.paragraph(text, (SWATCH, top), width - SWATCH, style) + 3.0
}

/// The line of the n-th series.
pub(crate) fn series(index: usize) -> Stroke {
    match index {
        0 => Stroke::solid(Role::Accent, 2.0),
        n => Stroke::broken(
            Role::Series(u8::try_from(n % 8).unwrap_or(0)),
            1.75,
            Dash::of_series(n),
        ),
    }
}
