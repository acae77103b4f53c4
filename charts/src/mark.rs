//! What a figure is drawn of: rectangles, lines, polygons and dots, with roles instead of colours.

use crate::geometry::{Area, Point};

/// What a thing is in the figure; a [`crate::Theme`] gives it its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The ground.
    Paper,
    /// A tinted ground that groups things.
    Band,
    /// Main text and main lines.
    Ink,
    /// Secondary text and lines.
    Muted,
    /// Hairlines that only guide the eye.
    Rule,
    /// What the figure is about.
    Accent,
    /// What is over its limit.
    Warn,
    /// One of several series, 0 to 7; more start again.
    Series(u8),
    /// The ground of a series, on which text and lines can be read.
    Tint(u8),
}

/// How a line is broken, so that series differ not only by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long strokes.
    Dashed,
    /// Points.
    Dotted,
    /// Long stroke, point.
    DashDot,
}

impl Dash {
    /// Lengths drawn and left out by turns, CSS px; empty when unbroken.
    #[must_use]
    pub const fn lengths(self) -> &'static [f64] {
        match self {
            Dash::Solid => &[],
            Dash::Dashed => &[6.0, 4.0],
            Dash::Dotted => &[2.0, 3.0],
            Dash::DashDot => &[8.0, 3.0, 2.0, 3.0],
        }
    }

    /// The dash of the n-th series.
    #[must_use]
    pub const fn of_series(index: usize) -> Self {
        match index % 4 {
            0 => Dash::Solid,
            1 => Dash::Dashed,
            2 => Dash::Dotted,
            _ => Dash::DashDot,
        }
    }
}

/// Hatching over a filled area, so that series differ not only by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// No hatching.
    Plain,
    /// Lines rising to the right.
    Rising,
    /// Lines falling to the right.
    Falling,
    /// Level lines.
    Level,
}

impl Pattern {
    /// The hatching of the n-th series.
    #[must_use]
    pub const fn of_series(index: usize) -> Self {
        match index % 4 {
            0 => Pattern::Plain,
            1 => Pattern::Rising,
            2 => Pattern::Falling,
            _ => Pattern::Level,
        }
    }
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub role: Role,
    /// Its width, CSS px.
    pub width: f64,
    /// How it is broken.
    pub dash: Dash,
}

impl Stroke {
    /// An unbroken line.
    #[must_use]
    pub const fn solid(role: Role, width: f64) -> Self {
        Self {
            role,
            width,
            dash: Dash::Solid,
        }
    }

    /// A broken line.
    #[must_use]
    pub const fn broken(role: Role, width: f64, dash: Dash) -> Self {
        Self { role, width, dash }
    }
}

/// One thing to draw. Marks are drawn in order, labels after all marks.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Its fill.
        fill: Role,
        /// Hatching over the fill.
        pattern: Pattern,
    },
    /// The outline of a rectangle.
    Frame {
        /// Where; the line runs along the inside of the edge.
        area: Area,
        /// Its line.
        stroke: Stroke,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// Its line.
        stroke: Stroke,
    },
    /// A line through points.
    Polyline {
        /// The points in order.
        points: Vec<Point>,
        /// Its line.
        stroke: Stroke,
    },
    /// A filled polygon.
    Polygon {
        /// Its corners in order.
        points: Vec<Point>,
        /// Its fill.
        fill: Role,
    },
    /// A filled circle.
    Dot {
        /// Its middle.
        center: Point,
        /// Its radius, CSS px.
        radius: f64,
        /// Its fill.
        fill: Role,
    },
}

impl Mark {
    /// The mark moved by `(dx, dy)`.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        let all = |points: Vec<Point>| points.into_iter().map(|p| p.moved(dx, dy)).collect();
        match self {
            Mark::Rect { area, fill, pattern } => Mark::Rect {
                area: area.moved(dx, dy),
                fill,
                pattern,
            },
            Mark::Frame { area, stroke } => Mark::Frame {
                area: area.moved(dx, dy),
                stroke,
            },
            Mark::Line { from, to, stroke } => Mark::Line {
                from: from.moved(dx, dy),
                to: to.moved(dx, dy),
                stroke,
            },
            Mark::Polyline { points, stroke } => Mark::Polyline {
                points: all(points),
                stroke,
            },
            Mark::Polygon { points, fill } => Mark::Polygon {
                points: all(points),
                fill,
            },
            Mark::Dot { center, radius, fill } => Mark::Dot {
                center: center.moved(dx, dy),
                radius,
                fill,
            },
        }
    }
}
