//! Rows of horizontal bars with names, values and remarks: the common part of `budget` and
//! `designs`.
//!
//! On a wide figure the name stands left of its bar, on a narrow one above it.

use crate::axis::Scale;
use crate::geometry::{Area, Point};
use crate::handle::{Handle, Target};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::mark::{Dash, Pattern, Role, Stroke};
use crate::sketch::Sketch;
use crate::whisker::Whisker;
use crate::wrap::{MOST_LINES, wrap};

/// A part of a bar; one in the colour of the ground is outlined.
pub(crate) struct Segment {
    /// Its length in the unit of the chart; negative ones run to the left of zero.
    pub(crate) amount: f64,
    pub(crate) role: Role,
    pub(crate) pattern: Pattern,
}

/// A named bar.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) name_text: Text,
    pub(crate) segments: Vec<Segment>,
    /// What stands at the end of the bar.
    pub(crate) value: String,
    /// Lines under the bar: text and colour.
    pub(crate) remarks: Vec<Remark>,
    /// What pointing at the row tells, name and value.
    pub(crate) rows: Vec<(String, String)>,
    /// Where the bar may end, drawn over it.
    pub(crate) whisker: Option<Whisker>,
}

/// A line under a bar.
pub(crate) struct Remark {
    pub(crate) text: String,
    pub(crate) role: Role,
}

/// A limit drawn across all bars.
pub(crate) struct Limit {
    pub(crate) at: f64,
    pub(crate) label: String,
    /// The input it stands for: path, name, what it is.
    pub(crate) input: Option<(String, &'static str, Target)>,
}

/// Rows over one scale.
pub(crate) struct Bars {
    pub(crate) rows: Vec<Row>,
    pub(crate) limit: Option<Limit>,
}

/// From this width on names stand beside their bars.
const WIDE: f64 = 520.0;
const BAR: f64 = 18.0;
const GAP: f64 = 14.0;
const PAD: f64 = 7.0;
/// A bar that is not zero is at least so long, px.
const VISIBLE: f64 = 1.5;

/// Shortest segment whose colour can be told, px.
const TELLABLE: f64 = 4.0;

struct Plan {
    names: f64,
    scale: Scale,
    left: f64,
    width: f64,
    wide: bool,
}

impl Bars {
    /// Lays the rows out from `top` downwards and gives the lower end.
    pub(crate) fn lay_out(self, sketch: &mut Sketch, width: f64, top: f64) -> f64 {
        let plan = self.plan(width);
        let mut y = top + 4.0;
        if let Some(limit) = &self.limit {
            y = plan.limit_label(sketch, limit, y);
        }
        for row in &self.rows {
            y = plan.row(sketch, row, self.limit.as_ref(), y) + GAP;
        }
        if let Some(Limit {
            at,
            input: Some((path, name, target)),
            ..
        }) = self.limit
        {
            let ends = (top, y - GAP);
            sketch
                .handles
                .push(Handle::new(&path, name, target, plan.scale, at, ends));
        }
        y - GAP
    }

    /// Whether some segment of a row is too short to be told on the scale of all rows.
    pub(crate) fn hides_parts(&self, row: &Row, width: f64) -> bool {
        let plan = self.plan(width);
        let zero = plan.scale.px(0.0);
        row.segments
            .iter()
            .any(|s| s.amount != 0.0 && (plan.scale.px(s.amount) - zero).abs() < TELLABLE)
    }

    fn plan(&self, width: f64) -> Plan {
        let wide = width >= WIDE;
        let widest = |of: &dyn Fn(&Row) -> f64| self.rows.iter().map(of).fold(0.0, f64::max);
        let names = if wide {
            widest(&|r| r.name_text.width(&r.name))
                .clamp(60.0, width * 0.3)
                .ceil()
        } else {
            0.0
        };
        let left = if wide { names + 16.0 } else { 0.0 };
        let values = widest(&|r| Text::BODY.width(&r.value)) + 2.0 * PAD;
        let right = (width - values).max(left + 24.0).floor();
        let limit = self.limit.as_ref().map_or(0.0, |l| l.at);
        let high = widest(&Row::farthest).max(limit).max(0.0);
        let low = self.rows.iter().map(Row::below).fold(0.0, f64::min);
        let high = if high <= 0.0 && low >= 0.0 { 1.0 } else { high };
        Plan {
            names,
            scale: Scale::linear(low, high, left, right),
            left,
            width,
            wide,
        }
    }
}

impl Row {
    fn above(&self) -> f64 {
        self.segments.iter().map(|s| s.amount.max(0.0)).sum()
    }

    /// The right end of bar and whisker.
    fn farthest(&self) -> f64 {
        self.whisker
            .map_or(self.above(), |whisker| whisker.high.max(self.above()))
    }

    /// The left end of bar and whisker, or 0.
    fn below(&self) -> f64 {
        let bar = self.segments.iter().map(|s| s.amount.min(0.0)).sum();
        self.whisker.map_or(bar, |whisker| whisker.low.min(bar))
    }
}

impl Plan {
    fn limit_label(&self, sketch: &mut Sketch, limit: &Limit, top: f64) -> f64 {
        let style = Text::SMALL.in_role(Role::Ink);
        let (x, half) = (self.scale.px(limit.at).round(), style.width(&limit.label) / 2.0);
        let at = x.clamp(half, (self.width - half).max(half));
        sketch.text(
            &limit.label,
            at,
            top + style.line() / 2.0,
            style.at(Anchor::Middle),
        );
        let low = top + style.line();
        sketch.line((x, low + 1.0), (x, low + 7.0), limit_stroke());
        low + 10.0
    }

    fn row(&self, sketch: &mut Sketch, row: &Row, limit: Option<&Limit>, top: f64) -> f64 {
        let style = row.name_text;
        let room = if self.wide { self.names } else { self.width };
        let name = wrap(&row.name, room, style.size, style.font, MOST_LINES);
        let high = name.len() as f64 * style.line();
        let (bar_top, name_top) = if self.wide {
            (top, top + ((BAR - style.line()) / 2.0).max(0.0))
        } else {
            (top + high + 3.0, top)
        };
        sketch.lines(&name, 0.0, name_top, style);
        self.bar(sketch, row, limit, bar_top);
        let mut y = bar_top + BAR + 3.0;
        for remark in &row.remarks {
            let style = Text::SMALL.in_role(remark.role);
            y = sketch.paragraph(&remark.text, (self.left, y), self.width - self.left, style);
        }
        let bottom = if self.wide { y.max(name_top + high) } else { y };
        sketch.hovers.push(Hover {
            area: Area::new(0.0, top, self.width, bottom - top),
            at: Point::new(self.scale.px(row.above()), bar_top + BAR / 2.0),
            title: row.name.clone(),
            rows: row.rows.clone(),
        });
        bottom
    }

    fn bar(&self, sketch: &mut Sketch, row: &Row, limit: Option<&Limit>, top: f64) {
        let zero = self.scale.px(0.0);
        let (mut right, mut left) = (zero, zero);
        for segment in row.segments.iter().filter(|s| s.amount != 0.0) {
            let extent = (self.scale.px(segment.amount) - zero).abs().max(VISIBLE);
            let x = if segment.amount > 0.0 {
                right
            } else {
                (left - extent).max(self.left)
            };
            if segment.amount > 0.0 {
                right += extent
            } else {
                left = x
            }
            let area = Area::new(x, top, extent, BAR);
            sketch.hatch(area, segment.role, segment.pattern);
            if segment.role == Role::Paper {
                sketch.frame(area, Stroke::solid(Role::Accent, 1.5));
            }
        }
        let base = zero.floor() + 0.5;
        sketch.line(
            (base, top - 3.0),
            (base, top + BAR + 3.0),
            Stroke::solid(Role::Muted, 1.0),
        );
        let middle = top + BAR / 2.0;
        if let Some(whisker) = row.whisker {
            right = right.max(whisker.draw(sketch, &self.scale, middle));
        }
        let mut x = right + PAD;
        if let Some(limit) = limit {
            let at = self.scale.px(limit.at).round();
            sketch.line((at, top - 3.0), (at, top + BAR + 3.0), limit_stroke());
            if at + PAD > x && at < x + Text::BODY.width(&row.value) + 2.0 {
                x = at + PAD;
            }
        }
        let last = self.width - Text::BODY.width(&row.value);
        sketch.text(&row.value, x.min(last), middle, Text::BODY);
    }
}

fn limit_stroke() -> Stroke {
    Stroke::broken(Role::Ink, 1.5, Dash::Solid)
}
