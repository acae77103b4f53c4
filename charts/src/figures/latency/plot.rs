//! The curves and what is marked on them.

use super::flags::{Flag, flags};
use super::placing::Placing;
use super::{ALL_SLOW, Timed};
use crate::axis::Scale;
use crate::geometry::{Area, Point};
use crate::handle::{Handle, Target};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::legend::LegendEntry;
use crate::mark::{Dash, Role, Stroke};
use crate::sketch::Sketch;
use crate::trace::Trace;
use crate::value::{Unit, Values};

/// Distance of the plot from the left edge: room for `100%`.
pub(super) const LEFT: f64 = 40.0;
/// Distance of the plot from the right edge.
pub(super) const RIGHT: f64 = 8.0;
const PLOT_HEIGHT: f64 = 200.0;
/// Height of a row of flags.
const ROW: f64 = 16.0;

struct Plot {
    time: Scale,
    share: Scale,
    area: Area,
}

/// Draws everything and gives the lower end.
pub(super) fn draw(
    journeys: &[Timed],
    main: &Timed,
    sketch: &mut Sketch,
    values: &mut Values,
    (top, width): (f64, f64),
) -> f64 {
    let flags = quorate_model::order::sorted_by_key(flags(main, values), |flag| flag.seconds);
    let placing = Placing::of(journeys, &flags, width);
    let rows = placing.rows.iter().max().map_or(0, |most| most + 1);
    let area = Area::new(
        LEFT,
        top + rows as f64 * ROW + 8.0,
        width - LEFT - RIGHT,
        PLOT_HEIGHT,
    );
    let share = Scale::linear(0.0, 1.0, area.bottom(), area.y);
    let plot = Plot {
        time: placing.time,
        share,
        area,
    };
    plot.grid(sketch);
    for flag in &flags {
        plot.pole(sketch, flag);
    }
    plot.curves(journeys, main, sketch);
    plot.flags(sketch, &flags, &placing, top);
    plot.strips(main, sketch);
    plot.handle(main, sketch, top);
    let mut y = area.bottom() + 26.0;
    if main.adding_misleads() {
        let note = format!("Σp99: every call at its own p99, {ALL_SLOW}.");
        y = sketch.paragraph(&note, (0.0, y), width, Text::SMALL) + 2.0;
    }
    y
}

impl Plot {
    fn grid(&self, sketch: &mut Sketch) {
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let y = self.share.px(share).round() + 0.5;
            let role = if share == 0.0 { Role::Muted } else { Role::Rule };
            sketch.line((self.area.x, y), (self.area.right(), y), Stroke::solid(role, 1.0));
            let label = format!("{}%", share * 100.0);
            sketch.text(&label, self.area.x - 6.0, y, Text::SMALL.at(Anchor::End));
        }
        let ticks = self.time.ticks((self.area.width / 64.0) as usize);
        let mut free = 0.0;
        for tick in ticks {
            let x = snapped(self.time.px(tick));
            let label = quorate_model::quantity::show::duration(tick);
            let half = Text::SMALL.width(&label) / 2.0;
            if x - half < free || x + half > self.area.right() + 8.0 {
                continue;
            }
            free = x + half + 8.0;
            let low = self.area.bottom() + 1.0;
            sketch.line((x, low + 1.0), (x, low + 5.0), Stroke::solid(Role::Muted, 1.0));
            sketch.text(&label, x, low + 15.0, Text::SMALL.at(Anchor::Middle));
        }
    }

    fn curves(&self, journeys: &[Timed], main: &Timed, sketch: &mut Sketch) {
        for timed in journeys {
            sketch.path(
                self.points(timed),
                curve_stroke(timed.index, timed.index == main.index),
            );
        }
    }

    /// The curve, at most one point a pixel column, cut at the edge of the plot.
    fn points(&self, timed: &Timed) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for (time, share) in timed.curve.iter().filter(|(time, _)| self.time.shows(*time)) {
            let point = Point::new(self.time.px(*time), self.share.px(*share));
            let column = points
                .iter()
                .rev()
                .take(2)
                .filter(|p| p.x.floor() == point.x.floor())
                .count();
            if column == 2 {
                points.pop();
            }
            points.push(point);
        }
        let right = self.area.right();
        if let Some(last) = points.last().copied()
            && last.x < right
        {
            let end = if timed.curve.last().is_some_and(|(t, _)| self.time.shows(*t)) {
                last.y
            } else {
                self.share.px(timed.share_at(self.high()))
            };
            points.push(Point::new(right, end));
        }
        points
    }

    fn high(&self) -> f64 {
        self.time.value(self.area.right())
    }

    fn pole(&self, sketch: &mut Sketch, flag: &Flag) {
        let x = snapped(self.time.px(flag.seconds));
        let stroke = Stroke::broken(flag.role, 1.0, flag.dash);
        sketch.line((x, self.area.y), (x, self.area.bottom()), stroke);
    }

    fn flags(&self, sketch: &mut Sketch, flags: &[Flag], placing: &Placing, top: f64) {
        let rows = placing.rows.iter().max().map_or(0, |most| most + 1);
        for (flag, row) in flags.iter().zip(&placing.rows) {
            let x = snapped(self.time.px(flag.seconds));
            let from = top + (rows - 1 - row) as f64 * ROW;
            sketch.line(
                (x, from + 2.0),
                (x, self.area.y),
                Stroke::broken(flag.role, 1.0, flag.dash),
            );
            let (at, anchor) = if placing.leftwards {
                (x - 4.0, Anchor::End)
            } else {
                (x + 4.0, Anchor::Start)
            };
            let style = Text::SMALL.in_role(if flag.role == Role::Muted {
                Role::Ink
            } else {
                flag.role
            });
            sketch.text(&flag.label, at, from + ROW / 2.0, style.at(anchor));
            let area = sketch.labels.last().map_or(self.area, |label| label.bounds);
            let y = flag.probability.map(|p| self.share.px(p));
            if let Some(y) = y {
                sketch.dot(x, y, 3.5, Role::Accent);
            }
            let told = flag.told.clone();
            let at = Point::new(x, y.unwrap_or(self.area.y));
            sketch.hovers.push(Hover {
                area,
                at,
                title: flag.label.clone(),
                rows: told,
            });
        }
    }

    /// Upright strips over the plot, each telling the curve's value in its middle.
    fn strips(&self, main: &Timed, sketch: &mut Sketch) {
        let trace = Trace {
            title: main.journey.name.clone(),
            area: self.area,
            time: self.time,
            share: self.share,
            points: main.curve.clone(),
        };
        let count = (self.area.width / 12.0).floor().max(1.0);
        let step = self.area.width / count;
        for index in 0..count as u32 {
            let x = self.area.x + f64::from(index) * step;
            sketch.hovers.push(Hover {
                area: Area::new(x, self.area.y, step, self.area.height),
                ..trace.read(x + step / 2.0)
            });
        }
        sketch.trace = Some(trace);
    }

    /// The target can be moved, where it stands in the scenario.
    fn handle(&self, main: &Timed, sketch: &mut Sketch, top: f64) {
        let Some(target) = main.target().filter(|target| !target.path.is_empty()) else {
            return;
        };
        let percentile = target.percentile;
        sketch.handles.push(Handle::new(
            &target.path,
            "latency target",
            Target::Latency { percentile },
            self.time,
            target.limit,
            (top, self.area.bottom()),
        ));
    }
}

/// The middle of the pixel column, where a fine line is sharp.
fn snapped(x: f64) -> f64 {
    x.floor() + 0.5
}

fn curve_stroke(index: usize, main: bool) -> Stroke {
    if main {
        return Stroke::solid(Role::Accent, 2.0);
    }
    let dash = Dash::of_series(1 + index % 3);
    Stroke::broken(Role::Series(u8::try_from(index % 8).unwrap_or(0)), 1.75, dash)
}

/// The journeys by their lines, where there are several; gives the lower end.
pub(super) fn legend(
    (journeys, off): (&[Timed], &[bool]),
    main: &Timed,
    sketch: &mut Sketch,
    values: &mut Values,
    width: f64,
) -> f64 {
    if journeys.len() < 2 {
        return 0.0;
    }
    let mut y = 0.0;
    for (timed, hidden) in journeys.iter().zip(off) {
        let top = y;
        let name = &timed.journey.name;
        if *hidden {
            let hollow = Stroke::solid(Role::Muted, 1.0);
            sketch.frame(Area::new(0.0, y + 4.0, 26.0, 7.0), hollow);
            let style = Text::BODY.in_role(Role::Muted);
            y = sketch.paragraph(name, (34.0, y), width - 34.0, style) + 3.0;
        } else {
            let stroke = curve_stroke(timed.index, timed.index == main.index);
            sketch.line((0.0, y + 7.5), (26.0, y + 7.5), stroke);
            let text = format!("{name}, p99 {}", values.say(timed.latency.p99, Unit::Seconds));
            y = sketch.paragraph(&text, (34.0, y), width - 34.0, Text::BODY) + 3.0;
        }
        sketch.legend.push(LegendEntry {
            key: name.clone(),
            label: name.clone(),
            area: Area::new(0.0, top, width, y - top),
            hidden: *hidden,
        });
    }
    y + 8.0
}
