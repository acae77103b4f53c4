//! What the ends of each range make of the lead of the best design, or of its cost.

use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::lanes::{GAP, LANE, Lanes};
use crate::mark::{Dash, Pattern, Role, Stroke};
use crate::said::{Said, beside_averages};
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Swing};
use quorate_model::listing::capital;

/// So many ranges get their own bar.
const MOST: usize = 10;
/// Colour and hatching of the ends, low and high.
const LOOKS: [(Role, Pattern); 2] = [
    (Role::Series(0), Pattern::Plain),
    (Role::Series(1), Pattern::Rising),
];
/// Less than this part of a result is rounding.
const ROUNDING: f64 = 1e-9;
const ENDS: [&str; 2] = ["low end", "high end"];

struct Tornado<'a> {
    /// The best at medians.
    best: &'a str,
    /// Whether the bars are leads over the next design rather than costs.
    leads: bool,
    base: f64,
    swings: &'a [Swing],
    /// Those that move it, the most first.
    moving: Vec<&'a Swing>,
    currency: &'a str,
    values: Values,
}

/// Lays the figure out; nothing without ranges or without a best design.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let decision = assessment.decision.as_ref()?;
    let base = decision.tornado_base.filter(|_| !decision.tornado.is_empty())?;
    let mut tornado = Tornado {
        best: decision.best_at_medians.as_ref().or(decision.best.as_ref())?,
        leads: decision.runner_up.is_some(),
        base,
        swings: &decision.tornado,
        moving: decision.tornado.iter().filter(|swing| moves(swing)).collect(),
        currency: &assessment.currency,
        values: Values::default(),
    };
    let mut sketch = Sketch::default();
    let height = tornado.draw(&mut sketch, options.width);
    let said = Said {
        name: "tornado",
        title: tornado.title(),
        subtitle: tornado.subtitle(),
        sentence: beside_averages(assessment, tornado.sentence()),
        table: tornado.table(),
    };
    Some(said.with(sketch, tornado.values, (options.width, height)))
}

impl Tornado<'_> {
    fn money(&mut self, amount: f64) -> String {
        self.values.say(amount, Unit::Money(self.currency.to_owned()))
    }

    /// What the money is, in words.
    fn what(&self) -> &'static str {
        if self.leads { "ahead" } else { "in all" }
    }

    /// The swing that takes the lead away farthest, and its end.
    fn loses(&self) -> Option<(&Swing, &str)> {
        let losing = |swing: &&&Swing| self.leads && swing.low.min(swing.high) < 0.0;
        let swing = self.moving.iter().find(losing)?;
        let end = if swing.low < swing.high {
            &swing.from
        } else {
            &swing.to
        };
        Some((swing, end))
    }

    fn draw(&mut self, sketch: &mut Sketch, width: f64) -> f64 {
        let shown: Vec<&Swing> = self.moving.iter().copied().take(MOST).collect();
        let lanes = Lanes::of(shown.iter().map(|swing| swing.name.as_str()), width);
        let scale = self.scale(&shown, &lanes);
        let mut y = 0.0;
        if !shown.is_empty() {
            y = legend(sketch, width);
            y = self.base_label(sketch, &lanes, &scale, y);
        }
        for swing in shown {
            y = self.lane(sketch, &lanes, &scale, swing, y) + GAP;
        }
        for note in self.notes() {
            y = sketch.paragraph(&note, (0.0, y), width, Text::SMALL) + 2.0;
        }
        y + 2.0
    }

    fn scale(&self, shown: &[&Swing], lanes: &Lanes) -> Scale {
        let ends = || shown.iter().flat_map(|swing| [swing.low, swing.high]);
        let low = ends().fold(self.base, f64::min);
        let high = ends().fold(self.base, f64::max);
        Scale::linear(low, high, lanes.left + 2.0, lanes.width - 2.0)
    }

    /// `at medians $5.38M ahead`, above the line the bars start from.
    fn base_label(&mut self, sketch: &mut Sketch, lanes: &Lanes, scale: &Scale, top: f64) -> f64 {
        let label = format!("at medians {} {}", self.money(self.base), self.what());
        let style = Text::SMALL.in_role(Role::Ink);
        let x = scale.px(self.base);
        let low = lanes.around(sketch, &label, (x, top), style);
        sketch.line((x, low + 1.0), (x, low + 7.0), base_stroke());
        low + 12.0
    }

    fn lane(&mut self, sketch: &mut Sketch, lanes: &Lanes, scale: &Scale, swing: &Swing, top: f64) -> f64 {
        let lane = lanes.begin(sketch, &swing.name, top);
        let base = scale.px(self.base);
        let ends = [swing.low, swing.high].map(|end| scale.px(end));
        let mut bars = [0, 1].map(|end: usize| (ends[end], LOOKS[end]));
        if (bars[0].0 - base).abs() < (bars[1].0 - base).abs() {
            bars.swap(0, 1);
        }
        for (x, (role, pattern)) in bars {
            let area = Area::new(x.min(base), lane.top, (x - base).abs(), LANE);
            sketch.hatch(area, role, pattern);
        }
        sketch.line(
            (base, lane.top - 3.0),
            (base, lane.top + LANE + 3.0),
            base_stroke(),
        );
        if self.loses().is_some() && self.base > 0.0 {
            let zero = scale.px(0.0);
            let stroke = Stroke::broken(Role::Warn, 1.5, Dash::Dashed);
            sketch.line((zero, lane.top - 3.0), (zero, lane.top + LANE + 3.0), stroke);
        }
        let texts = [(swing.low, &swing.from), (swing.high, &swing.to)]
            .map(|(result, at)| format!("{} at {at}", self.money(result)));
        let mut told = [(texts[0].as_str(), ends[0]), (texts[1].as_str(), ends[1])];
        if ends[0] > ends[1] {
            told.swap(0, 1);
        }
        let y = lanes.pair(sketch, told, lane.below(), Text::SMALL.in_role(Role::Ink));
        let bottom = lane.end(y);
        let rows = self.told(swing);
        sketch.hovers.push(Hover {
            area: Area::new(0.0, top, lanes.width, bottom - top),
            at: Point::new(ends[0].max(ends[1]), lane.middle()),
            title: swing.name.clone(),
            rows,
        });
        bottom
    }

    fn told(&mut self, swing: &Swing) -> Vec<(String, String)> {
        let what = self.what();
        let at = |end: &str| format!("{what} at {end}");
        vec![
            (at(&swing.from), self.money(swing.low)),
            (at(&swing.to), self.money(swing.high)),
            (at("medians"), self.money(self.base)),
        ]
    }

    /// What the bars do not say themselves, a sentence each.
    fn notes(&mut self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.loses().is_some() && self.base > 0.0 {
            notes.push(format!(
                "Left of the dashed line {} costs more than the other.",
                self.best
            ));
        }
        let more = self.moving.len().saturating_sub(MOST);
        if more > 0 {
            let more = self.values.say(more as f64, Unit::Count);
            notes.push(format!("{more} more, each with less effect."));
        }
        let still = self.swings.len() - self.moving.len();
        if still > 0 {
            let still = self.values.say(still as f64, Unit::Count);
            let of = if self.leads { "the lead" } else { "the cost" };
            notes.push(format!("Ranges without any effect on {of}: {still}."));
        }
        notes
    }

    fn title(&mut self) -> String {
        if let Some((swing, end)) = self.loses() {
            let name = capital(&swing.name);
            return format!("{name} can decide: at {end} {} is not the cheapest.", self.best);
        }
        let of = if self.leads {
            format!("the lead of {}", self.best)
        } else {
            format!("the cost of {}", self.best)
        };
        let Some(first) = self.moving.first().copied() else {
            return format!("No range changes {of}.");
        };
        let (low, high) = (first.low.min(first.high), first.low.max(first.high));
        let (low, high) = (self.money(low), self.money(high));
        format!(
            "{} moves {of} most: {low} to {high} a year.",
            capital(&first.name)
        )
    }

    fn subtitle(&self) -> String {
        let what = if self.leads {
            format!("How much less {} costs a year than the next design", self.best)
        } else {
            format!("What {} costs a year", self.best)
        };
        format!("{what}, from the low to the high end of each range, all else at medians")
    }

    fn sentence(&mut self) -> String {
        let (base, what) = (self.money(self.base), self.what());
        let best = self.best;
        let begin = format!("At medians {best} is {base} {what} a year");
        let begin = if self.leads {
            begin
        } else {
            format!("At medians {best} costs {base} a year")
        };
        let shown: Vec<&Swing> = self.moving.iter().copied().take(MOST).collect();
        let each: Vec<String> = shown
            .into_iter()
            .map(|swing| {
                let (low, high) = (self.money(swing.low), self.money(swing.high));
                let Swing { name, from, to, .. } = swing;
                format!("{low} to {high} as {name} goes from {from} to {to}")
            })
            .collect();
        let each = if each.is_empty() {
            String::new()
        } else {
            format!("; {}", each.join("; "))
        };
        format!("{begin}{each}.")
    }

    fn table(&mut self) -> Table {
        let mut table = Table::with_columns(&[
            "Input",
            "Low end",
            "High end",
            "Result at low end",
            "Result at high end",
        ]);
        let unit = Unit::Money(self.currency.to_owned());
        for swing in self.swings {
            table.rows.push(vec![
                Cell::words(&swing.name),
                Cell::words(&swing.from),
                Cell::words(&swing.to),
                self.values.cell(Some(swing.low), unit.clone()),
                self.values.cell(Some(swing.high), unit.clone()),
            ]);
        }
        table.rows.push(vec![
            Cell::words("at medians"),
            Cell::default(),
            Cell::default(),
            self.values.cell(Some(self.base), unit.clone()),
            self.values.cell(Some(self.base), unit),
        ]);
        table
    }
}

fn moves(swing: &Swing) -> bool {
    (swing.high - swing.low).abs() > ROUNDING * swing.high.abs().max(swing.low.abs())
}

fn base_stroke() -> Stroke {
    Stroke::solid(Role::Ink, 1.5)
}

/// Swatches of the two ends.
fn legend(sketch: &mut Sketch, width: f64) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    for (name, (role, pattern)) in ENDS.into_iter().zip(LOOKS) {
        let extent = 20.0 + Text::BODY.width(name);
        if x > 0.0 && x + extent > width {
            (x, y) = (0.0, y + 20.0);
        }
        sketch.hatch(Area::new(x, y + 2.0, 14.0, 12.0), role, pattern);
        sketch.text(name, x + 20.0, y + 8.0, Text::BODY.at(Anchor::Start));
        x += extent + 16.0;
    }
    y + 26.0
}
