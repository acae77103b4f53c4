//! A curve that can be read at any place.

use crate::axis::Scale;
use crate::figure::Figure;
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use quorate_model::quantity::show;

/// Steps along the whole of a curve, and large ones.
const STEPS: f64 = 100.0;
const LARGE_STEPS: f64 = 10.0;

/// A share that rises with time, read between its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What it shows.
    pub title: String,
    /// Where it can be read.
    pub area: Area,
    pub(crate) time: Scale,
    pub(crate) share: Scale,
    /// Seconds and share, both rising.
    pub(crate) points: Vec<(f64, f64)>,
}

impl Trace {
    /// The time at `x` and the share that has finished by then.
    #[must_use]
    pub fn read(&self, x: f64) -> Hover {
        let x = x.clamp(self.area.x, self.area.right());
        let time = self.time.value(x);
        let share = share_at(&self.points, time);
        Hover {
            area: Area::new(x, self.area.y, 0.0, self.area.height),
            at: Point::new(x, self.share.px(share)),
            title: self.title.clone(),
            rows: vec![
                ("within".into(), show::duration(time)),
                ("finished".into(), show::availability(1.0 - share)),
            ],
        }
    }

    pub(crate) fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            area: self.area.moved(dx, dy),
            time: self.time.moved(dx),
            share: self.share.moved(dy),
            ..self
        }
    }
}

impl Figure {
    /// What is at `(x, y)` as [`Figure::at`] tells it, a curve exactly at that `x`.
    #[must_use]
    pub fn read(&self, x: f64, y: f64) -> Option<Hover> {
        let found = self.at(x, y)?;
        let trace = self.trace.as_ref().filter(|trace| trace.area.holds(&found.area));
        Some(trace.map_or_else(|| found.clone(), |trace| trace.read(x)))
    }

    /// The curve a step to the right of `x` where `direction` is positive, else to the left; a
    /// hundredth of its length, or a tenth. Nothing in a figure without a curve.
    #[must_use]
    pub fn along(&self, x: f64, direction: i32, large: bool) -> Option<Hover> {
        let trace = self.trace.as_ref()?;
        let step = trace.area.width / if large { LARGE_STEPS } else { STEPS };
        let place = ((x - trace.area.x) / step).round() + f64::from(direction.signum());
        Some(trace.read(trace.area.x + place * step))
    }
}

/// Share that has finished within a time, between the points of a rising curve.
pub(crate) fn share_at(points: &[(f64, f64)], seconds: f64) -> f64 {
    let after = points.partition_point(|(time, _)| *time < seconds);
    match (
        after.checked_sub(1).and_then(|at| points.get(at)),
        points.get(after),
    ) {
        (Some(a), Some(b)) if b.0 > a.0 => a.1 + (b.1 - a.1) * ((seconds - a.0) / (b.0 - a.0)),
        (Some(_), Some(b)) => b.1,
        (None, Some(_)) => 0.0,
        (_, None) => points.last().map_or(1.0, |(_, share)| *share),
    }
}
