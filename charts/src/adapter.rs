//! Draws a figure on any plotters backend.
//!
//! Backends count in whole pixels, which turns fine lines into staircases. The adapter therefore
//! speaks to them in virtual coordinates of 1/8 CSS px: whoever makes the backend scales its
//! surface by `device pixel ratio / 8`.

use crate::dash::pieces;
use crate::figure::Figure;
use crate::geometry::{Area, Point};
use crate::hatch;
use crate::label::{Anchor, Label};
use crate::mark::{Dash, Mark, Pattern, Role, Stroke};
use crate::metrics::Font;
use crate::theme::{Color, Theme};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle,
};
use std::convert::Infallible;

/// Virtual units in one CSS pixel.
pub const UNITS: f64 = 8.0;

/// Draws the figure over its paper.
///
/// # Errors
/// What the backend reports.
pub fn draw<DB: DrawingBackend>(
    figure: &Figure,
    theme: &Theme,
    backend: &mut DB,
) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
    backend.ensure_prepared()?;
    let mut adapter = Adapter { backend, theme };
    adapter.rect(figure.area(), theme.paper)?;
    for mark in &figure.marks {
        adapter.mark(mark)?;
    }
    for label in &figure.labels {
        adapter.label(label)?;
    }
    adapter.backend.present()
}

struct Adapter<'a, DB: DrawingBackend> {
    backend: &'a mut DB,
    theme: &'a Theme,
}

type Drawn<DB> = Result<(), DrawingErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl<DB: DrawingBackend> Adapter<'_, DB> {
    fn mark(&mut self, mark: &Mark) -> Drawn<DB> {
        match mark {
            Mark::Rect { area, fill, pattern } => self.filled(*area, *fill, *pattern),
            Mark::Frame { area, stroke } => self.outline(*area, *stroke),
            Mark::Line { from, to, stroke } => self.path(&[*from, *to], *stroke),
            Mark::Polyline { points, stroke } => self.path(points, *stroke),
            Mark::Polygon { points, fill } => {
                let points: Vec<_> = points.iter().copied().map(coordinate).collect();
                self.backend.fill_polygon(points, &self.ink(*fill, 0.0))
            }
            Mark::Dot { center, radius, fill } => {
                let style = self.ink(*fill, 0.0);
                self.backend
                    .draw_circle(coordinate(*center), length(*radius), &style, true)
            }
        }
    }

    fn filled(&mut self, area: Area, fill: Role, pattern: Pattern) -> Drawn<DB> {
        self.rect(area, self.theme.color(fill))?;
        let style = Ink {
            color: BackendColor::from(self.theme.paper).mix(0.4),
            width: length(1.25),
        };
        for (from, to) in hatch::lines(area, pattern) {
            self.backend
                .draw_path([coordinate(from), coordinate(to)], &style)?;
        }
        Ok(())
    }

    fn outline(&mut self, area: Area, stroke: Stroke) -> Drawn<DB> {
        let inset = stroke.width / 2.0;
        let (left, top) = (area.x + inset, area.y + inset);
        let (right, bottom) = (area.right() - inset, area.bottom() - inset);
        let corners = [
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left, top),
        ];
        for (pair, level) in corners.windows(2).zip([true, false, true, false]) {
            if let [a, b] = pair {
                // Level sides reach into the corners, so that no corner is left open.
                let reach = if level { inset * (b.0 - a.0).signum() } else { 0.0 };
                let ends = [Point::new(a.0 - reach, a.1), Point::new(b.0 + reach, b.1)];
                self.path(&ends, stroke)?;
            }
        }
        Ok(())
    }

    fn path(&mut self, points: &[Point], stroke: Stroke) -> Drawn<DB> {
        let style = self.ink(stroke.role, stroke.width);
        if stroke.dash == Dash::Solid {
            return self.piece(points, stroke.width, &style);
        }
        for piece in pieces(points, stroke.dash.lengths()) {
            self.piece(&piece, stroke.width, &style)?;
        }
        Ok(())
    }

    /// Level and upright lines are drawn as rectangles: their edges then fall on pixels.
    fn piece(&mut self, points: &[Point], width: f64, style: &Ink) -> Drawn<DB> {
        match points {
            [a, b] if a.y == b.y || a.x == b.x => {
                let half = width / 2.0;
                let (wide, high) = if a.y == b.y { (0.0, half) } else { (half, 0.0) };
                let upper_left = coordinate(Point::new(a.x.min(b.x) - wide, a.y.min(b.y) - high));
                let lower_right = coordinate(Point::new(a.x.max(b.x) + wide, a.y.max(b.y) + high));
                self.backend.draw_rect(upper_left, lower_right, style, true)
            }
            [] | [_] => Ok(()),
            more => self
                .backend
                .draw_path(more.iter().copied().map(coordinate).collect::<Vec<_>>(), style),
        }
    }

    fn rect(&mut self, area: Area, color: Color) -> Drawn<DB> {
        let style = Ink {
            color: color.into(),
            width: 0,
        };
        let (from, to) = (
            Point::new(area.x, area.y),
            Point::new(area.right(), area.bottom()),
        );
        self.backend
            .draw_rect(coordinate(from), coordinate(to), &style, true)
    }

    fn label(&mut self, label: &Label) -> Drawn<DB> {
        let style = Lettering {
            label,
            color: self.theme.color(label.role).into(),
        };
        self.backend
            .draw_text(&label.text, &style, coordinate(Point::new(label.x, label.y)))
    }

    fn ink(&self, role: Role, width: f64) -> Ink {
        Ink {
            color: self.theme.color(role).into(),
            width: length(width),
        }
    }
}

fn coordinate(point: Point) -> BackendCoord {
    // A float beyond the range saturates; layout keeps far below it.
    ((point.x * UNITS).round() as i32, (point.y * UNITS).round() as i32)
}

fn length(px: f64) -> u32 {
    (px * UNITS).round() as u32
}

#[derive(Clone, Copy)]
struct Ink {
    color: BackendColor,
    width: u32,
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

struct Lettering<'a> {
    label: &'a Label,
    color: BackendColor,
}

impl BackendTextStyle for Lettering<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.label.size * UNITS
    }

    fn style(&self) -> FontStyle {
        if self.label.font == Font::Bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(h_pos, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.label.font.family())
    }

    fn layout_box(&self, _text: &str) -> Result<(BackendCoord, BackendCoord), Infallible> {
        let Area { width, height, .. } = self.label.bounds;
        Ok(((0, 0), coordinate(Point::new(width, height))))
    }

    /// Letters are the backend's own; one that has none leaves them out.
    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _pos: BackendCoord,
        _draw: DrawFunc,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}
