//! Marks, labels and read-outs while a figure is being composed.

use crate::geometry::{Area, Point};
use crate::handle::Handle;
use crate::hover::Hover;
use crate::label::{Label, Text};
use crate::legend::LegendEntry;
use crate::mark::{Mark, Pattern, Role, Stroke};
use crate::trace::Trace;
use crate::wrap::{MOST_LINES, wrap};

/// A part of a figure; its coordinates are its own until it is placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sketch {
    pub(crate) marks: Vec<Mark>,
    pub(crate) labels: Vec<Label>,
    pub(crate) hovers: Vec<Hover>,
    pub(crate) legend: Vec<LegendEntry>,
    pub(crate) handles: Vec<Handle>,
    pub(crate) trace: Option<Trace>,
}

impl Sketch {
    /// Fills an area.
    pub(crate) fn fill(&mut self, area: Area, fill: Role) {
        self.hatch(area, fill, Pattern::Plain);
    }

    /// Fills an area with hatching.
    pub(crate) fn hatch(&mut self, area: Area, fill: Role, pattern: Pattern) {
        if area.width > 0.0 && area.height > 0.0 {
            self.marks.push(Mark::Rect { area, fill, pattern });
        }
    }

    /// Outlines an area.
    pub(crate) fn frame(&mut self, area: Area, stroke: Stroke) {
        self.marks.push(Mark::Frame { area, stroke });
    }

    /// Draws a straight line.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let (from, to) = (Point::new(from.0, from.1), Point::new(to.0, to.1));
        self.marks.push(Mark::Line { from, to, stroke });
    }

    /// Draws a line through points, without an arrowhead.
    pub(crate) fn path(&mut self, points: Vec<Point>, stroke: Stroke) {
        self.marks.push(Mark::Polyline { points, stroke });
    }

    /// Draws a level and upright line through points, with an arrowhead at its end.
    pub(crate) fn arrow(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        for pair in points.windows(2) {
            if let [from, to] = pair {
                self.line(*from, *to, stroke);
            }
        }
        if let [.., before, tip] = points {
            self.head(*before, *tip, stroke.role);
        }
    }

    fn head(&mut self, before: (f64, f64), tip: (f64, f64), fill: Role) {
        const LENGTH: f64 = 6.0;
        const HALF: f64 = 3.5;
        let (dx, dy) = ((tip.0 - before.0).signum(), (tip.1 - before.1).signum());
        let level = (tip.0 - before.0).abs() > (tip.1 - before.1).abs();
        let (dx, dy) = if level { (dx, 0.0) } else { (0.0, dy) };
        let (bx, by) = (tip.0 - dx * LENGTH, tip.1 - dy * LENGTH);
        let points = vec![
            Point::new(tip.0, tip.1),
            Point::new(bx - dy * HALF, by - dx * HALF),
            Point::new(bx + dy * HALF, by + dx * HALF),
        ];
        self.marks.push(Mark::Polygon { points, fill });
    }

    /// Draws a filled circle.
    pub(crate) fn dot(&mut self, x: f64, y: f64, radius: f64, fill: Role) {
        self.marks.push(Mark::Dot {
            center: Point::new(x, y),
            radius,
            fill,
        });
    }

    /// Writes one line; `y` is its middle.
    pub(crate) fn text(&mut self, text: &str, x: f64, y: f64, style: Text) {
        if !text.is_empty() {
            self.labels.push(Label::new(text, Point::new(x, y), style));
        }
    }

    /// Writes lines from `top` downwards and gives the lower end.
    pub(crate) fn lines(&mut self, lines: &[String], x: f64, top: f64, style: Text) -> f64 {
        for (index, line) in (0_u32..).zip(lines) {
            self.text(line, x, top + (f64::from(index) + 0.5) * style.line(), style);
        }
        top + lines.len() as f64 * style.line()
    }

    /// Wraps text to a width, writes it from `top` downwards and gives the lower end.
    pub(crate) fn paragraph(&mut self, text: &str, at: (f64, f64), width: f64, style: Text) -> f64 {
        let lines = wrap(text, width, style.size, style.font, MOST_LINES);
        self.lines(&lines, at.0, at.1, style)
    }

    /// Adds a part, moved to its place.
    pub(crate) fn place(&mut self, part: Sketch, dx: f64, dy: f64) {
        self.marks.extend(part.marks.into_iter().map(|m| m.moved(dx, dy)));
        self.labels
            .extend(part.labels.into_iter().map(|l| l.moved(dx, dy)));
        self.hovers
            .extend(part.hovers.into_iter().map(|h| h.moved(dx, dy)));
    }
}
