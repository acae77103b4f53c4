//! How dear each design may come: the chance that a year costs more than an amount.

use super::spread;
use super::sweep::{legend, off, place, stroke};
use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::legend::{headed, without};
use crate::mark::{Role, Stroke};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Value, Values};
use quorate_model::assessment::{Assessment, DesignResult};

const HEIGHT: f64 = 200.0;
/// From this ratio between dear and cheap on, money is shown by ratio.
const SPREAD: f64 = 30.0;
/// Shares of draws that are read out and stand in the table.
const TOLD: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// What the title speaks of.
const RARE: f64 = 0.9;

struct Drawing<'a> {
    assessment: &'a Assessment,
    shown: Vec<(usize, &'a DesignResult)>,
    values: Values,
}

/// Lays the figure out; nothing while nothing is drawn, or where no draw differs from another.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let drawn = |design: &&DesignResult| design.distribution.len() > 1;
    let all: Vec<&DesignResult> = assessment.designs.iter().filter(drawn).collect();
    let names: Vec<&str> = all.iter().map(|design| design.name.as_str()).collect();
    if !all.iter().any(|design| varies(design)) {
        return None;
    }
    let off = off(&names, options);
    let pick = |wanted: bool| all.iter().zip(&off).filter(move |(_, off)| **off == wanted);
    let left_out: Vec<&str> = pick(true).map(|(design, _)| design.name.as_str()).collect();
    let without = without(&left_out);
    let mut drawing = Drawing {
        assessment,
        shown: pick(false)
            .map(|(design, _)| (place(assessment, &design.name), *design))
            .collect(),
        values: Values::default(),
    };
    let entries: Vec<_> = names
        .iter()
        .zip(&off)
        .map(|(name, off)| (place(assessment, name), *name, *off))
        .collect();
    let mut sketch = Sketch::default();
    let mut top = legend(&entries, &mut sketch, 0.0, options.width);
    if let Some(said) = drawing.on_one_line() {
        top = sketch.paragraph(&said, (0.0, top), options.width, Text::SMALL) + 3.0;
    }
    let height = drawing.draw(&mut sketch, top, options.width);
    let said = Said {
        name: "exceedance",
        title: headed(without.as_deref(), drawing.title()),
        subtitle: "Share of the draws in which a design costs more a year than an amount".into(),
        sentence: headed(without.as_deref(), drawing.sentence()),
        table: drawing.table(),
    };
    Some(said.with(sketch, drawing.values, (options.width, height)))
}

/// Whether one line covers the other: no quantiles are further apart than a line is wide.
fn covers(a: &DesignResult, b: &DesignResult) -> bool {
    let pairs = a.distribution.iter().zip(&b.distribution);
    let near = |(a, b): (&(f64, f64), &(f64, f64))| (a.1 - b.1).abs() <= LINE_WIDTH * a.1.abs();
    a.distribution.len() == b.distribution.len() && pairs.into_iter().all(near)
}

/// Whether its draws differ by more than rounding.
fn varies(design: &DesignResult) -> bool {
    let (first, last) = (design.distribution.first(), design.distribution.last());
    first
        .zip(last)
        .is_some_and(|(low, high)| high.1 - low.1 > SAME * high.1.abs())
}

/// Part of an amount that adding up may leave between draws that say the same.
const SAME: f64 = 1e-9;
/// Amounts this near to each other, as a part of them, are drawn as one.
const LINE_WIDTH: f64 = 5e-3;

impl Drawing<'_> {
    /// `CRDT lies on the line of Present design.`
    fn on_one_line(&self) -> Option<String> {
        let designs = || self.shown.iter().map(|(_, design)| *design);
        let pairs = designs().enumerate().filter_map(|(at, design)| {
            let under = designs().take(at).find(|other| covers(design, other))?;
            Some(format!("{} lies on the line of {}.", design.name, under.name))
        });
        let said: Vec<String> = pairs.collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn money(&mut self, amount: f64) -> String {
        self.values
            .say(amount, Unit::Money(self.assessment.currency.clone()))
    }

    fn draw(&mut self, sketch: &mut Sketch, top: f64, width: f64) -> f64 {
        const LEFT: f64 = 40.0;
        let area = Area::new(LEFT, top + 10.0, width - LEFT - 8.0, HEIGHT);
        let share = Scale::linear(0.0, 1.0, area.bottom(), area.y);
        let money = self.scale(area);
        for part in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let y = share.px(part).round() + 0.5;
            let role = if part == 0.0 { Role::Muted } else { Role::Rule };
            sketch.line((area.x, y), (area.right(), y), Stroke::solid(role, 1.0));
            let label = format!("{}%", part * 100.0);
            sketch.text(&label, area.x - 6.0, y, Text::SMALL.at(Anchor::End));
        }
        let mut free = 0.0;
        for tick in money.ticks((area.width / 80.0) as usize) {
            let text = Value::new(tick, Unit::Money(self.assessment.currency.clone())).to_string();
            let (x, half) = (money.px(tick), Text::SMALL.width(&text) / 2.0);
            if x - half < free || x + half > width {
                continue;
            }
            free = x + half + 10.0;
            let low = area.bottom() + 1.0;
            sketch.line((x, low), (x, low + 4.0), Stroke::solid(Role::Muted, 1.0));
            sketch.text(&text, x, low + 14.0, Text::SMALL.at(Anchor::Middle));
        }
        for (index, design) in self.shown.clone() {
            let point = |(below, total): &(f64, f64)| Point::new(money.px(*total), share.px(1.0 - below));
            sketch.path(design.distribution.iter().map(point).collect(), stroke(index));
            for below in TOLD {
                let Some(total) = total_at(design, below) else {
                    continue;
                };
                let at = point(&(below, total));
                let rows = vec![
                    ("costs more than".to_owned(), self.money(total)),
                    ("in".to_owned(), self.of_draws(1.0 - below)),
                ];
                sketch.hovers.push(Hover {
                    area: Area::new(at.x, at.y, 0.0, 0.0),
                    at,
                    title: design.name.clone(),
                    rows,
                });
            }
        }
        area.bottom() + 26.0
    }

    fn scale(&self, area: Area) -> Scale {
        let totals = || {
            let designs = self.shown.iter();
            designs.flat_map(|(_, design)| design.distribution.iter().map(|(_, total)| *total))
        };
        let low = totals().fold(f64::INFINITY, f64::min);
        let high = totals().fold(f64::NEG_INFINITY, f64::max);
        if low > 0.0 && high / low > SPREAD {
            Scale::log(low / 1.2, high * 1.2, area.x, area.right())
        } else {
            Scale::linear(low.min(0.0), high.max(0.0), area.x, area.right())
        }
    }

    /// `10% of the draws`.
    fn of_draws(&mut self, share: f64) -> String {
        format!("{} of the draws", self.values.say(share, Unit::Share))
    }

    /// The best design of those shown, and the next.
    fn leading(&self) -> Vec<&DesignResult> {
        let decision = self.assessment.decision.as_ref();
        let names = decision.map(|d| [d.best.as_deref(), d.runner_up.as_deref()]);
        let find = |name: &str| self.shown.iter().find(|(_, design)| design.name == name);
        let named: Vec<&DesignResult> = names
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(find)
            .map(|(_, design)| *design)
            .collect();
        if named.is_empty() {
            self.shown.iter().take(1).map(|(_, design)| *design).collect()
        } else {
            named
        }
    }

    fn title(&mut self) -> String {
        let each: Vec<(String, f64)> = self
            .leading()
            .into_iter()
            .filter_map(|design| Some((design.name.clone(), total_at(design, RARE)?)))
            .collect();
        let said: Vec<String> = each
            .into_iter()
            .map(|(name, total)| format!("{name} costs more than {} a year", self.money(total)))
            .collect();
        format!("In one draw of ten {}.", said.join(", "))
    }

    fn sentence(&mut self) -> String {
        let mut said = Vec::new();
        for (_, design) in self.shown.clone() {
            let [low, middle, high] = [0.05, 0.5, 0.95].map(|share| total_at(design, share).unwrap_or(0.0));
            let (low, middle, high) = (self.money(low), self.money(middle), self.money(high));
            let average = design.total.map(|total| self.money(total));
            let average = average.filter(|average| *average != middle);
            let average = average.map_or(String::new(), |average| format!(" ({average} on average)"));
            let range = spread::range(&low, &high);
            said.push(format!(
                "{} costs {middle} a year in the middle of the draws{average}, and {range} in nine of ten of them",
                design.name
            ));
        }
        format!("{}.", said.join("; "))
    }

    fn table(&mut self) -> Table {
        let shares: Vec<String> = TOLD
            .iter()
            .map(|below| format!("More in {}", self.of_draws(1.0 - below)))
            .collect();
        let mut columns = vec!["Design"];
        columns.extend(shares.iter().map(String::as_str));
        let mut table = Table::with_columns(&columns);
        let unit = Unit::Money(self.assessment.currency.clone());
        for (_, design) in self.shown.clone() {
            let mut row = vec![Cell::words(&design.name)];
            for below in TOLD {
                row.push(self.values.cell(total_at(design, below), unit.clone()));
            }
            table.rows.push(row);
        }
        table
    }
}

/// What a design's total stays below in a share of the draws that stands in its distribution.
fn total_at(design: &DesignResult, below: f64) -> Option<f64> {
    let mut all = design.distribution.iter();
    all.find(|(share, _)| *share == below).map(|(_, total)| *total)
}
