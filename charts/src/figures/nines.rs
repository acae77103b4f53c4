//! How many nines to buy: what they cost, what outages they leave, and where the sum is least.

use super::sweep::{legend, off, stroke};
use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::mark::{Dash, Role, Stroke};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::Table;
use crate::value::{Unit, Value, Values};
use quorate_model::assessment::{Assessment, Nines};
use quorate_model::math::powi;
use quorate_model::quantity::show;

const HEIGHT: f64 = 200.0;
/// Left of the area: amounts of money.
const LEFT: f64 = 72.0;
/// The lines there are.
const LINES: [&str; 3] = ["both together", "nines", "outages"];
/// Nines shown at least, and beyond the outer of optimum and present.
const FEWEST: f64 = 5.0;
const BEYOND: f64 = 1.0;
/// Points of a line per nine.
const STEPS: u32 = 16;
/// The least part of the dearest amount that is shown, as a power of ten.
const DECADES: i32 = 5;

struct Drawing<'a> {
    nines: &'a Nines,
    currency: &'a str,
    off: Vec<bool>,
    values: Values,
}

/// Lays the figure out; nothing while nobody says what nines cost.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let nines = assessment.nines.as_ref()?;
    let mut drawing = Drawing {
        nines,
        currency: &assessment.currency,
        off: off(&LINES, options),
        values: Values::default(),
    };
    let entries: Vec<_> = (0..)
        .zip(LINES)
        .zip(&drawing.off)
        .map(|((at, name), off)| (at, name, *off))
        .collect();
    let mut sketch = Sketch::default();
    let top = legend(&entries, &mut sketch, 0.0, options.width);
    let height = drawing.draw(&mut sketch, top, options.width);
    let said = Said {
        name: "nines",
        title: drawing.title(),
        subtitle: "Money a year by the number of nines of availability".into(),
        sentence: drawing.sentence(),
        table: drawing.table(),
    };
    Some(said.with(sketch, drawing.values, (options.width, height)))
}

impl Drawing<'_> {
    fn money(&mut self, amount: f64) -> String {
        self.values.say(amount, Unit::Money(self.currency.to_owned()))
    }

    fn last(&self) -> f64 {
        (self.nines.optimum.max(self.nines.present) + BEYOND)
            .ceil()
            .clamp(FEWEST, 16.0)
    }

    /// What a line says at so many nines.
    fn amount(&self, line: usize, nines: f64) -> f64 {
        let (cost, loss) = self.nines.yearly(nines);
        [cost + loss, cost, loss][line]
    }

    fn draw(&mut self, sketch: &mut Sketch, top: f64, width: f64) -> f64 {
        let area = Area::new(LEFT, top + 26.0, width - LEFT - 10.0, HEIGHT);
        let last = self.last();
        let across = Scale::linear(1.0, last, area.x, area.right());
        let dear = self.amount(0, 1.0).max(self.amount(0, last)) * 1.2;
        let up = Scale::log(dear * powi(10.0, -DECADES), dear, area.bottom(), area.y);
        self.grid(sketch, area, (&across, &up), last);
        for line in (0..LINES.len()).rev().filter(|line| !self.off[*line]) {
            let points = (0..=STEPS * (last as u32 - 1)).map(|step| 1.0 + f64::from(step) / f64::from(STEPS));
            let points = points.filter(|n| up.shows(self.amount(line, *n)));
            let path = points
                .map(|n| Point::new(across.px(n), up.px(self.amount(line, n))))
                .collect();
            sketch.path(path, stroke(line));
        }
        self.marks(sketch, area, &across, width);
        for whole in 1..=(last as u32) {
            self.hover(sketch, area, (&across, &up), f64::from(whole));
        }
        area.bottom() + 42.0
    }

    fn grid(&self, sketch: &mut Sketch, area: Area, (across, up): (&Scale, &Scale), last: f64) {
        let mut tick = powi(10.0, quorate_model::math::log10(up.value(area.y)).floor() as i32);
        for _ in 0..DECADES {
            let y = up.px(tick).round() + 0.5;
            if y < area.bottom() - 6.0 {
                sketch.line((area.x, y), (area.right(), y), Stroke::solid(Role::Rule, 1.0));
                let text = Value::new(tick, Unit::Money(self.currency.to_owned())).to_string();
                sketch.text(&text, area.x - 6.0, y, Text::SMALL.at(Anchor::End));
            }
            tick /= 10.0;
        }
        let low = area.bottom() + 0.5;
        sketch.line(
            (area.x, low),
            (area.right(), low),
            Stroke::solid(Role::Muted, 1.0),
        );
        let step = if across.px(2.0) - across.px(1.0) < 16.0 {
            2
        } else {
            1
        };
        for whole in (1..=(last as u32)).step_by(step) {
            let x = across.px(f64::from(whole));
            sketch.text(&whole.to_string(), x, low + 14.0, Text::SMALL.at(Anchor::Middle));
        }
        sketch.text("nines", area.x, low + 32.0, Text::SMALL);
    }

    /// Where the sum is least, and where things stand.
    fn marks(&mut self, sketch: &mut Sketch, area: Area, across: &Scale, width: f64) {
        let marks = [
            (self.nines.optimum, "least", Role::Accent, Dash::Solid),
            (self.nines.present, "now", Role::Ink, Dash::of_series(1)),
        ];
        let mut taken: Option<(f64, f64)> = None;
        for (at, name, role, dash) in marks {
            if !across.shows(at) {
                continue;
            }
            let x = across.px(at);
            sketch.line(
                (x, area.y - 4.0),
                (x, area.bottom()),
                Stroke::broken(role, 1.5, dash),
            );
            let text = format!("{name} {}", show::significant(at, 2));
            let half = Text::SMALL.width(&text) / 2.0;
            let middle = x.clamp(half, width - half);
            let overlaps =
                taken.is_some_and(|(from, to)| middle + half + 6.0 > from && middle - half - 6.0 < to);
            let middle = match taken.filter(|_| overlaps) {
                Some((from, to))
                    if to + 8.0 + 2.0 * half <= width
                        && (x >= (from + to) / 2.0 || from < 8.0 + 2.0 * half) =>
                {
                    to + 8.0 + half
                }
                Some((from, _)) => from - 8.0 - half,
                None => middle,
            };
            taken = Some((middle - half, middle + half));
            sketch.text(
                &text,
                middle,
                area.y - 13.0,
                Text::SMALL.at(Anchor::Middle).in_role(role),
            );
        }
    }

    fn hover(&mut self, sketch: &mut Sketch, area: Area, (across, up): (&Scale, &Scale), nines: f64) {
        let y = up.px(self.amount(0, nines)).clamp(area.y, area.bottom());
        let at = Point::new(across.px(nines), y);
        let rows = [0, 1, 2].map(|line| (LINES[line].to_owned(), self.money(self.amount(line, nines))));
        sketch.hovers.push(Hover {
            area: Area::new(at.x, at.y, 0.0, 0.0),
            at,
            title: format!("{nines} nines"),
            rows: rows.to_vec(),
        });
    }

    fn count(&mut self, nines: f64) -> String {
        self.values.say(nines, Unit::Count)
    }

    fn title(&mut self) -> String {
        let optimum = self.count(self.nines.optimum);
        let sum = self.money(self.nines.cost + self.nines.loss);
        format!("{optimum} nines cost least: {sum} a year with the outages they leave.")
    }

    fn sentence(&mut self) -> String {
        let (optimum, present) = (self.count(self.nines.optimum), self.count(self.nines.present));
        let (cost, loss) = (self.money(self.nines.cost), self.money(self.nines.loss));
        let (now_cost, now_loss) = (
            self.money(self.nines.present_cost),
            self.money(self.nines.present_loss),
        );
        format!(
            "{optimum} nines cost {cost} a year and leave {loss} of outages; {} has {present}, which cost {now_cost} by the same rule and leave {now_loss}.",
            self.nines.design
        )
    }

    fn table(&mut self) -> Table {
        let mut table = Table::with_columns(&["Nines", "Cost", "Outages", "Together"]);
        let unit = Unit::Money(self.currency.to_owned());
        for whole in 1..=(self.last() as u32) {
            let nines = f64::from(whole);
            let mut row = vec![self.values.cell(Some(nines), Unit::Count)];
            for line in [1, 2, 0] {
                row.push(self.values.cell(Some(self.amount(line, nines)), unit.clone()));
            }
            table.rows.push(row);
        }
        table
    }
}
