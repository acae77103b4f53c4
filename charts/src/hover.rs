//! What pointing at a place in a figure tells.

use crate::figure::Figure;
use crate::geometry::{Area, Point};

/// How far from a thing the pointer may be and still mean it, CSS px.
const REACH: f64 = 24.0;

/// Exact values of one thing in a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Hover {
    /// Where the pointer means this thing.
    pub area: Area,
    /// Where to put the read-out.
    pub at: Point,
    /// The thing, in full.
    pub title: String,
    /// Name and value, line by line.
    pub rows: Vec<(String, String)>,
}

impl Hover {
    /// The read-out as one line, as a screen reader says it.
    #[must_use]
    pub fn spoken(&self) -> String {
        let rows = self.rows.iter().map(|(name, value)| format!("{name} {value}"));
        std::iter::once(self.title.clone())
            .chain(rows)
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(crate) fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            area: self.area.moved(dx, dy),
            at: self.at.moved(dx, dy),
            ..self
        }
    }
}

impl Figure {
    /// What is at `(x, y)` (CSS px), or nearest to it within reach.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Option<&Hover> {
        let point = Point::new(x, y);
        self.hovers
            .iter()
            .map(|hover| (hover.area.distance(point), distance(hover.at, point), hover))
            .filter(|(away, _, _)| *away <= REACH)
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .map(|(_, _, hover)| hover)
    }
}

fn distance(a: Point, b: Point) -> f64 {
    Area::new(a.x, a.y, 0.0, 0.0).distance(b)
}
