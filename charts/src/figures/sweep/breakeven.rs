//! What every design costs over one input, and where the lines cross.

use super::{NO_DESIGN, below, legend, noted, off, place, scale, side, stroke};
use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::legend::{headed, without};
use crate::mark::{Dash, Role, Stroke};
use crate::said::{Said, at_medians, beside_averages};
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Change, Line, Lines};
use quorate_model::listing::capital;
use quorate_model::order::sorted_by_key;

const HEIGHT: f64 = 220.0;
/// So many changes are marked.
const MOST: usize = 4;
/// From this ratio between dear and cheap on, money is shown by ratio.
const SPREAD: f64 = 30.0;
/// A total is read out at every so many places.
const EVERY: usize = 8;
/// A change this near to what the input is, as a part of it, is where it stands.
const ALIKE: f64 = 1e-6;

struct Drawing<'a> {
    assessment: &'a Assessment,
    lines: &'a Lines,
    shown: Vec<(usize, &'a Line)>,
    values: Values,
}

/// Lays the figure out; nothing where no input can be moved.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let lines = assessment.decision.as_ref()?.lines.as_ref()?;
    let names: Vec<&str> = lines.designs.iter().map(|line| line.design.as_str()).collect();
    let off = off(&names, options);
    let all = lines.designs.iter().zip(&off);
    let shown = all.clone().filter(|(_, off)| !**off);
    let left_out: Vec<&str> = all
        .filter(|(_, off)| **off)
        .map(|(line, _)| line.design.as_str())
        .collect();
    let without = without(&left_out);
    let mut drawing = Drawing {
        assessment,
        lines,
        shown: shown
            .map(|(line, _)| (place(assessment, &line.design), line))
            .collect(),
        values: Values::default(),
    };
    let mut sketch = Sketch::default();
    let entries: Vec<_> = names
        .iter()
        .zip(&off)
        .map(|(name, off)| (place(assessment, name), *name, *off))
        .collect();
    let top = legend(&entries, &mut sketch, 0.0, options.width);
    let height = drawing.draw(&mut sketch, top, options.width);
    let said = Said {
        name: "breakeven",
        title: headed(without.as_deref(), at_medians(assessment, drawing.title())),
        subtitle: format!(
            "What each design costs a year over {}, all else at medians; thin where a requirement is missed",
            lines.axis.name
        ),
        sentence: headed(
            without.as_deref(),
            beside_averages(assessment, drawing.sentence()),
        ),
        table: drawing.table(),
    };
    Some(said.with(sketch, drawing.values, (options.width, height)))
}

impl Drawing<'_> {
    fn money(&mut self, amount: f64) -> String {
        self.values
            .say(amount, Unit::Money(self.assessment.currency.clone()))
    }

    fn draw(&mut self, sketch: &mut Sketch, top: f64, width: f64) -> f64 {
        let axis = &self.lines.axis;
        let now = format!("now {}", axis.now);
        let mut y = noted(
            sketch,
            &now,
            top,
            width,
            Stroke::broken(Role::Muted, 1.0, Dash::Dotted),
        );
        for change in self.lines.changes.iter().take(MOST) {
            let text = self.turned(change);
            y = noted(sketch, &text, y, width, Stroke::solid(Role::Accent, 1.0));
        }
        let money = self.scale(y + 10.0);
        let ticks: Vec<(f64, String)> = money
            .ticks(5)
            .into_iter()
            .map(|tick| (tick, Unit::Money(self.assessment.currency.clone())))
            .map(|(tick, unit)| (tick, crate::value::Value::new(tick, unit).to_string()))
            .collect();
        let left = ticks
            .iter()
            .map(|(_, text)| Text::SMALL.width(text))
            .fold(20.0, f64::max)
            + 8.0;
        let area = Area::new(left, y + 10.0, width - left - 8.0, HEIGHT);
        let across = scale(axis, area.x, area.right());
        if let Some((from, to)) = axis.likely {
            let (a, b) = (across.px(from.max(axis.low)), across.px(to.min(axis.high)));
            sketch.fill(
                Area::new(a.min(b), area.y, (b - a).abs(), area.height),
                Role::Band,
            );
        }
        for (tick, text) in &ticks {
            let y = money.px(*tick).round() + 0.5;
            sketch.line((area.x, y), (area.right(), y), Stroke::solid(Role::Rule, 1.0));
            sketch.text(text, area.x - 6.0, y, Text::SMALL.at(Anchor::End));
        }
        below(sketch, axis, &across, area, width);
        let pole = |x: f64, stroke: Stroke, sketch: &mut Sketch| {
            sketch.line((x, area.y), (x, area.bottom()), stroke);
        };
        pole(
            across.px(axis.at),
            Stroke::broken(Role::Muted, 1.0, Dash::Dotted),
            sketch,
        );
        for change in self.lines.changes.iter().take(MOST) {
            pole(across.px(change.at), Stroke::solid(Role::Accent, 1.0), sketch);
        }
        for (index, line) in self.shown.clone() {
            self.line(sketch, index, line, (&across, &money));
        }
        for change in self.lines.changes.iter().take(MOST) {
            self.crossing(sketch, change, (&across, &money), area);
        }
        area.bottom() + 26.0
    }

    /// By ratio where the lines are far apart and none goes below nothing.
    fn scale(&self, top: f64) -> Scale {
        let totals = || {
            self.shown
                .iter()
                .flat_map(|(_, line)| line.totals.iter().copied())
        };
        let low = totals().fold(f64::INFINITY, f64::min);
        let high = totals().fold(f64::NEG_INFINITY, f64::max);
        let bottom = top + HEIGHT;
        if low > 0.0 && high / low > SPREAD {
            Scale::log(low, high, bottom, top)
        } else {
            Scale::linear(low.min(0.0), high.max(0.0), bottom, top)
        }
    }

    /// The line in stretches: strong where no requirement is missed, thin elsewhere.
    fn line(&mut self, sketch: &mut Sketch, index: usize, line: &Line, (across, money): (&Scale, &Scale)) {
        let point = |at: usize| Point::new(across.px(self.lines.at[at]), money.px(line.totals[at]));
        let last = line.totals.len().min(self.lines.at.len());
        let mut from = 0;
        for at in 1..=last {
            if at < last && line.meets[at] == line.meets[from] {
                continue;
            }
            let points = (from..=at.min(last - 1)).map(point).collect();
            let width = if line.meets[from] { 2.0 } else { 0.75 };
            sketch.path(
                points,
                Stroke {
                    width,
                    ..stroke(index)
                },
            );
            from = at;
        }
        for at in (0..last).step_by(EVERY) {
            let place = point(at);
            let total = self.money(line.totals[at]);
            let times = self
                .values
                .say(self.lines.at[at] / self.lines.axis.at, Unit::Times);
            let meets = if line.meets[at] { "met" } else { "missed" };
            sketch.hovers.push(Hover {
                area: Area::new(place.x, place.y, 0.0, 0.0),
                at: place,
                title: line.design.clone(),
                rows: vec![
                    ("a year".into(), total),
                    (self.measure().into(), times),
                    ("requirements".into(), meets.into()),
                ],
            });
        }
    }

    /// What a place is told in: multiples of what the input is.
    fn measure(&self) -> &'static str {
        if self.lines.axis.falling {
            "unavailability, of what it is"
        } else {
            "input, of what it is"
        }
    }

    fn crossing(
        &mut self,
        sketch: &mut Sketch,
        change: &Change,
        (across, money): (&Scale, &Scale),
        area: Area,
    ) {
        let x = across.px(change.at);
        let y = change.total.map_or(area.y, |total| money.px(total));
        sketch.dot(x, y.clamp(area.y, area.bottom()), 4.0, Role::Accent);
        let total = change.total.map(|total| self.money(total));
        let rows = [("at", Some(change.shown.clone())), ("a year", total)];
        sketch.hovers.push(Hover {
            area: Area::new(x - 3.0, area.y, 6.0, area.height),
            at: Point::new(x, y.clamp(area.y, area.bottom())),
            title: self.turned(change),
            rows: rows
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect(),
        });
    }

    /// `above 1 in 2,000 Bought is best, below it Built`.
    fn turned(&self, change: &Change) -> String {
        let axis = &self.lines.axis;
        let name = |design: &Option<String>| design.clone().unwrap_or_else(|| NO_DESIGN.into());
        let (above, beneath) = (name(&change.above), name(&change.below));
        let best = if change.above.is_some() { " is best" } else { "" };
        format!(
            "{} {} {above}{best}; {} it {beneath}",
            side(axis, true),
            change.shown,
            side(axis, false)
        )
    }

    fn title(&mut self) -> String {
        let axis = &self.lines.axis;
        let apart = |change: &&Change| (change.at / axis.at).max(axis.at / change.at);
        let nearest = self
            .lines
            .changes
            .iter()
            .min_by(|a, b| apart(a).total_cmp(&apart(b)));
        let Some(change) = nearest else {
            let decision = self.assessment.decision.as_ref();
            let best = decision.and_then(|d| d.best_at_medians.as_deref().or(d.best.as_deref()));
            return match best {
                Some(best) => format!("{best} is best whatever {} is, within this span.", axis.name),
                None => format!("{}, whatever {} is.", capital(NO_DESIGN), axis.name),
            };
        };
        if let (true, Some(below), Some(above)) = (apart(&change) < 1.0 + ALIKE, &change.below, &change.above)
        {
            return format!(
                "{below} is best where {} is below {}, {above} where it is above; now they cost the same.",
                axis.name, change.shown
            );
        }
        let higher = change.at > axis.at;
        let (then, now) = if higher {
            (&change.above, &change.below)
        } else {
            (&change.below, &change.above)
        };
        let side = side(axis, higher);
        match (now, then) {
            (Some(now), Some(then)) => format!(
                "{then} is best once {} is {side} {}; now it is {now}.",
                axis.name, change.shown
            ),
            (Some(now), None) => format!(
                "{now} is best until {} is {side} {}; then {NO_DESIGN}.",
                axis.name, change.shown
            ),
            (None, then) => format!(
                "{} is best once {} is {side} {}.",
                then.as_deref().unwrap_or(NO_DESIGN),
                axis.name,
                change.shown
            ),
        }
    }

    fn sentence(&mut self) -> String {
        let axis = &self.lines.axis;
        let mut said = format!("{} is {} now", capital(&axis.name), axis.now);
        let changes: Vec<String> = self
            .lines
            .changes
            .iter()
            .map(|change| self.turned(change))
            .collect();
        if changes.is_empty() {
            said.push_str("; within this span the best design does not change");
        } else {
            said.push_str(&format!(": {}", changes.join("; ")));
        }
        said.push('.');
        said
    }

    /// Totals at round values, and where the best design changes.
    fn table(&mut self) -> Table {
        let axis = &self.lines.axis;
        let names: Vec<String> = self.shown.iter().map(|(_, line)| line.design.clone()).collect();
        let heading = capital(&axis.name);
        let mut columns = vec![heading.as_str()];
        columns.extend(names.iter().map(String::as_str));
        let mut table = Table::with_columns(&columns);
        let unit = Unit::Money(self.assessment.currency.clone());
        let changes = self.lines.changes.iter().map(|change| (change.at, &change.shown));
        let ticks = axis.ticks.iter().map(|tick| (tick.at, &tick.shown));
        for (at, shown) in sorted_by_key(changes.chain(ticks).collect(), |(at, _)| *at) {
            let mut row = vec![Cell::words(shown)];
            for (_, line) in self.shown.clone() {
                row.push(self.values.cell(self.total_at(line, at), unit.clone()));
            }
            table.rows.push(row);
        }
        table
    }

    /// A total read from its line.
    fn total_at(&self, line: &Line, value: f64) -> Option<f64> {
        let after = self.lines.at.iter().position(|at| *at >= value)?;
        let before = after.saturating_sub(1);
        let (a, b) = (self.lines.at[before], self.lines.at[after]);
        let share = if b > a { (value - a) / (b - a) } else { 1.0 };
        Some(line.totals[before] + share * (line.totals[after] - line.totals[before]))
    }
}
