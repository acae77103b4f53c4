//! What each design costs a year: running it, waiting for it, being wrong, being down.

use crate::bars::{Bars, Remark, Row, Segment};
use crate::figure::{Figure, Options};
use crate::figures::spread;
use crate::geometry::Area;
use crate::label::Text;
use crate::legend::{LegendEntry, headed, switched_off, without};
use crate::mark::{Pattern, Role, Stroke};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use crate::whisker::Whisker;
use quorate_model::assessment::{Assessment, Decision, DesignResult};
use quorate_model::report::in_short;

/// A part of a design's cost.
struct Part {
    name: &'static str,
    /// The same in a sentence.
    said: &'static str,
    /// Its heading in the table.
    column: &'static str,
    /// The part as the subject of a sentence.
    subject: &'static str,
    of: fn(&DesignResult) -> Option<f64>,
}

const PARTS: [Part; 5] = [
    Part {
        name: "running",
        said: "running costs",
        column: "Running",
        subject: "Running it",
        of: |d| d.running,
    },
    Part {
        name: "waiting",
        said: "waiting",
        column: "Waiting",
        subject: "Waiting",
        of: |d| d.waiting,
    },
    Part {
        name: "wrong",
        said: "wrong answers",
        column: "Wrong",
        subject: "Being wrong",
        of: |d| d.wrong,
    },
    Part {
        name: "down",
        said: "downtime",
        column: "Down",
        subject: "Being down",
        of: |d| d.down,
    },
    Part {
        name: "partition",
        said: "partitions",
        column: "Partition",
        subject: "Partitions",
        of: |d| d.partition,
    },
];

/// So many times the best design's cost dwarfs it.
const DWARFS: f64 = 10.0;

struct Comparison<'a> {
    /// Cheapest first; those without any cost last.
    designs: Vec<&'a DesignResult>,
    /// None while something is hidden: what is best rests on all.
    best: Option<&'a DesignResult>,
    /// The parts shown, with the number that gives each its look.
    parts: Vec<(u8, &'static Part)>,
    /// `without wrong`.
    without: Option<String>,
    assessment: &'a Assessment,
    values: Values,
}

/// Lays the figure out; nothing while no design has a cost.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    assessment.designs.iter().find(|d| d.total.is_some())?;
    let mut comparison = Comparison::of(assessment, &options.hidden);
    let mut sketch = Sketch::default();
    let height = comparison.draw(&mut sketch, options.width);
    let said = Said {
        name: "designs",
        title: comparison.title(),
        subtitle: comparison.subtitle(),
        sentence: comparison.sentence(),
        table: comparison.table(),
    };
    Some(said.with(sketch, comparison.values, (options.width, height)))
}

impl<'a> Comparison<'a> {
    fn of(assessment: &'a Assessment, hidden: &[String]) -> Self {
        let occurring: Vec<(u8, &Part)> = (0..).zip(&PARTS).filter(|(_, p)| occurs(p, assessment)).collect();
        let keys: Vec<&str> = occurring.iter().map(|(_, part)| part.name).collect();
        let off = switched_off(&keys, hidden);
        let names = keys.iter().zip(&off).filter(|(_, off)| **off);
        let left_out: Vec<&str> = names.map(|(name, _)| *name).collect();
        let parts = (0..)
            .zip(&PARTS)
            .filter(|(_, part)| !left_out.contains(&part.name));
        let mut comparison = Self {
            designs: Vec::new(),
            best: None,
            parts: parts.collect(),
            without: without(&left_out),
            assessment,
            values: Values::default(),
        };
        let designs: Vec<&DesignResult> = assessment.designs.iter().collect();
        comparison.designs = quorate_model::order::sorted_by_key(designs, |design| comparison.cost(design));
        let decision = assessment
            .decision
            .as_ref()
            .filter(|_| comparison.without.is_none());
        let best = decision.and_then(|decision| decision.best.as_deref());
        comparison.best = comparison
            .designs
            .iter()
            .copied()
            .find(|design| Some(design.name.as_str()) == best);
        comparison
    }

    /// What the shown parts of a design cost in all.
    fn total(&self, design: &DesignResult) -> Option<f64> {
        let shown = self.parts.iter().filter_map(|(_, part)| (part.of)(design));
        match self.without {
            None => design.total,
            Some(_) => shown.fold(None, |sum, amount| Some(sum.unwrap_or(0.0) + amount)),
        }
    }

    fn cost(&self, design: &DesignResult) -> f64 {
        self.total(design).unwrap_or(f64::INFINITY)
    }

    fn subtitle(&mut self) -> String {
        match &self.without {
            Some(without) => format!("Cost per year by design, {without}"),
            None if self.spreads() => {
                let caption = spread::caption(&mut self.values);
                format!("Cost per year by design; {caption}")
            }
            None => "Cost per year by design".into(),
        }
    }

    /// Where a design's total may lie; absent while something is hidden: the draws are of all parts.
    fn whisker(&self, design: &DesignResult) -> Option<Whisker> {
        spread::whisker(design).filter(|_| self.without.is_none())
    }

    fn spreads(&self) -> bool {
        self.designs.iter().any(|design| self.whisker(design).is_some())
    }

    /// The same in words, with how often it is best.
    fn spread(&mut self, design: &DesignResult) -> Option<String> {
        let whisker = self.whisker(design)?;
        let currency = &self.assessment.currency;
        Some(spread::words(
            whisker,
            design.best_probability,
            currency,
            &mut self.values,
        ))
    }

    /// The part that costs most, when one does.
    fn largest_part(&self, design: &DesignResult) -> Option<&'static Part> {
        let amount = |part: &Part| (part.of)(design).unwrap_or(0.0);
        let parts = self.parts.iter().map(|(_, part)| *part);
        parts
            .max_by(|a, b| amount(a).total_cmp(&amount(b)))
            .filter(|part| amount(part) > 0.0)
    }

    fn money(&mut self, amount: f64) -> String {
        self.values
            .say(amount, Unit::Money(self.assessment.currency.clone()))
    }

    fn is_best(&self, design: &DesignResult) -> bool {
        self.best.is_some_and(|best| std::ptr::eq(best, design))
    }

    fn draw(&mut self, sketch: &mut Sketch, width: f64) -> f64 {
        let top = self.legend(sketch, width);
        let designs = self.designs.clone();
        let rows = designs.iter().map(|design| self.row(design)).collect();
        let mut bars = Bars { rows, limit: None };
        // Where the parts of one cannot be seen, those of all are written out.
        if bars.rows.iter().any(|row| bars.hides_parts(row, width)) {
            for (row, design) in bars.rows.iter_mut().zip(&designs) {
                let text = self.split(design);
                row.remarks.insert(
                    0,
                    Remark {
                        text,
                        role: Role::Ink,
                    },
                );
            }
        }
        bars.lay_out(sketch, width, top) + 2.0
    }

    /// Swatches of the parts that occur.
    fn legend(&self, sketch: &mut Sketch, width: f64) -> f64 {
        let (mut x, mut y) = (0.0, 0.0);
        for (index, part) in (0_u8..).zip(&PARTS) {
            if !occurs(part, self.assessment) {
                continue;
            }
            let extent = 22.0 + Text::BODY.width(part.name);
            if x > 0.0 && x + extent > width {
                (x, y) = (0.0, y + 20.0);
            }
            let hidden = !self.parts.iter().any(|(shown, _)| *shown == index);
            let swatch = Area::new(x, y + 2.0, 14.0, 12.0);
            let style = if hidden {
                sketch.frame(swatch, Stroke::solid(Role::Muted, 1.0));
                Text::BODY.in_role(Role::Muted)
            } else {
                sketch.hatch(swatch, Role::Series(index), pattern(index));
                Text::BODY
            };
            sketch.text(part.name, x + 20.0, y + 8.0, style);
            sketch.legend.push(LegendEntry {
                key: part.name.to_owned(),
                label: part.name.to_owned(),
                area: Area::new(x, y - 2.0, extent, 20.0),
                hidden,
            });
            x += extent + 16.0;
        }
        if x > 0.0 { y + 30.0 } else { 0.0 }
    }

    fn row(&mut self, design: &DesignResult) -> Row {
        let segments = self.parts.iter().map(|(index, part)| Segment {
            amount: (part.of)(design).unwrap_or(0.0),
            role: Role::Series(*index),
            pattern: pattern(*index),
        });
        let segments = segments.collect();
        let best = self.is_best(design);
        let spread = self.spread(design).map(spread::remark);
        Row {
            name: design.name.clone(),
            name_text: if best {
                Text::STRONG.in_role(Role::Accent)
            } else {
                Text::BODY
            },
            segments,
            value: self.value(design),
            remarks: spread.into_iter().chain(standing(design, best)).collect(),
            rows: self.told(design, best),
            whisker: self.whisker(design),
        }
    }

    /// What stands at the end of the bar; behind a whisker also what it is, for it is not its end.
    fn value(&mut self, design: &DesignResult) -> String {
        let Some(total) = self.total(design) else {
            return "no cost given".into();
        };
        let money = self.money(total);
        match self.whisker(design) {
            Some(_) => format!("{money} on average"),
            None => money,
        }
    }

    /// `running $158k · waiting $1.1M`: the parts in words, for a bar too short to show them.
    fn split(&mut self, design: &DesignResult) -> String {
        let parts = self.parts.clone().into_iter();
        let parts: Vec<_> = parts
            .filter_map(|(_, part)| (part.of)(design).map(|amount| (part.name, amount)))
            .map(|(name, amount)| format!("{name} {}", self.money(amount)))
            .collect();
        parts.join(" · ")
    }

    fn told(&mut self, design: &DesignResult, best: bool) -> Vec<(String, String)> {
        let mut told = Vec::new();
        for (_, part) in self.parts.clone() {
            if let Some(amount) = (part.of)(design) {
                told.push((part.name.to_owned(), self.money(amount)));
            }
        }
        if let Some(total) = self.total(design) {
            let name = self.without.as_deref().unwrap_or("in all");
            told.push((format!("{name}, a year"), self.money(total)));
        }
        if let Some(words) = self.spread(design) {
            told.push(("spread".into(), words));
        }
        told.push(("requirements".into(), requirements(design)));
        if best {
            told.push(("standing".into(), BEST.into()));
        }
        told
    }

    fn title(&mut self) -> String {
        if self.without.is_some() {
            return self.title_of_rest();
        }
        let Some(best) = self.best else {
            return self.title_without_best();
        };
        let total = best.total.unwrap_or(0.0);
        let dearest = self.designs.iter().copied().rfind(|d| d.total.is_some());
        if let Some((dearest, part)) = dearest.and_then(|d| Some((d, self.largest_part(d)?)))
            && total > 0.0
            && self.cost(dearest) > DWARFS * total
            && !self.is_best(dearest)
        {
            let (amount, total) = (self.money((part.of)(dearest).unwrap_or(0.0)), self.money(total));
            return format!(
                "{} costs {amount} a year with {}; {} costs {total} in all.",
                part.subject, dearest.name, best.name
            );
        }
        if self.designs.len() == 1 {
            return self.title_of_one(best);
        }
        let decision = self.assessment.decision.as_ref();
        let is_tie = decision.is_some_and(Decision::is_tie);
        match decision.and_then(|d| Some((d.runner_up.as_deref()?, d.margin?))) {
            Some((runner_up, _)) if is_tie => {
                format!("{} and {runner_up} cost the same.", best.name)
            }
            Some((runner_up, margin)) => {
                let margin = self.money(margin);
                format!("{} saves {margin} a year over {runner_up}.", best.name)
            }
            None => format!("Only {} misses no requirement.", best.name),
        }
    }

    /// While something is hidden: what costs least of the rest.
    fn title_of_rest(&mut self) -> String {
        let Some((first, total)) = self.designs.first().and_then(|d| Some((*d, self.total(d)?))) else {
            return headed(self.without.as_deref(), "no cost is given.".into());
        };
        let title = format!("{} costs least, {} a year.", first.name, self.money(total));
        headed(self.without.as_deref(), title)
    }

    fn title_without_best(&mut self) -> String {
        let closest = self
            .assessment
            .decision
            .as_ref()
            .and_then(|d| d.closest.as_deref());
        match (closest, self.designs.first().copied()) {
            (Some(closest), _) => {
                format!("No design meets every requirement; {closest} misses least.")
            }
            (None, Some(only)) if self.designs.len() == 1 => self.title_of_one(only),
            (None, Some(first)) => format!("{} costs least.", first.name),
            (None, None) => String::new(),
        }
    }

    fn title_of_one(&mut self, design: &DesignResult) -> String {
        let total = self.money(design.total.unwrap_or(0.0));
        match self.largest_part(design) {
            Some(part) => format!("{} costs {total} a year, most of it {}.", design.name, part.said),
            None => format!("{} costs {total} a year.", design.name),
        }
    }

    fn sentence(&mut self) -> String {
        let designs = self.designs.clone();
        let told: Vec<String> = designs
            .iter()
            .map(|design| match self.total(design) {
                Some(total) => format!("{} {}{}", design.name, self.money(total), self.because(design)),
                None => format!("{} no cost given", design.name),
            })
            .collect();
        let best = match self.best {
            Some(best) => format!("; the cheapest that misses no requirement is {}", best.name),
            None => String::new(),
        };
        let without = self
            .without
            .as_ref()
            .map_or(String::new(), |said| format!(" {said}"));
        format!(
            "A year costs{without}, cheapest first: {}{best}.",
            told.join(", ")
        )
    }

    /// ` (mostly wrong $63.7B, misses a requirement)`.
    fn because(&mut self, design: &DesignResult) -> String {
        let mut remarks = Vec::new();
        if let Some(part) = self.largest_part(design) {
            let amount = self.money((part.of)(design).unwrap_or(0.0));
            remarks.push(format!("mostly {} {amount}", part.said));
        }
        if let Some(words) = self.spread(design) {
            remarks.push(words);
        }
        if design.meets == Some(false) {
            remarks.push("misses a requirement".into());
        }
        if remarks.is_empty() {
            String::new()
        } else {
            format!(" ({})", remarks.join(", "))
        }
    }

    fn table(&mut self) -> Table {
        let total = match &self.without {
            Some(without) => format!("Total {without}"),
            None => "Total".into(),
        };
        let mut columns = vec!["Design"];
        columns.extend(self.parts.iter().map(|(_, part)| part.column));
        columns.push(&total);
        let drawn = self.spreads();
        if drawn {
            columns.extend(["Total, 5 in 100 below", "Total, 5 in 100 above"]);
        }
        columns.push("Requirements");
        let mut table = Table::with_columns(&columns);
        let unit = Unit::Money(self.assessment.currency.clone());
        for design in &self.designs {
            let mut row = vec![Cell::words(&design.name)];
            for (_, part) in &self.parts {
                row.push(self.values.cell((part.of)(design), unit.clone()));
            }
            row.push(self.values.cell(self.total(design), unit.clone()));
            if drawn {
                row.push(self.values.cell(design.total_p05, unit.clone()));
                row.push(self.values.cell(design.total_p95, unit.clone()));
            }
            row.push(Cell::words(&requirements(design)));
            table.rows.push(row);
        }
        table
    }
}

const BEST: &str = "best: the cheapest that misses no requirement";

fn pattern(index: u8) -> Pattern {
    Pattern::of_series(usize::from(index))
}

/// Whether some design has the part at all.
fn occurs(part: &Part, assessment: &Assessment) -> bool {
    let mut amounts = assessment.designs.iter().filter_map(part.of);
    amounts.any(|amount| amount != 0.0)
}

fn standing(design: &DesignResult, best: bool) -> Option<Remark> {
    let (text, role) = match design.meets {
        _ if best => (BEST.to_owned(), Role::Accent),
        Some(true) => return None,
        Some(false) => (format!("missed: {}", in_short(&design.misses)), Role::Warn),
        None if design.not_checked.is_empty() => return None,
        None => (
            format!("not checked: {}", in_short(&design.not_checked)),
            Role::Muted,
        ),
    };
    Some(Remark { text, role })
}

fn requirements(design: &DesignResult) -> String {
    let listed = |what: &str, reasons: &[String]| match reasons {
        [] => what.to_owned(),
        reasons => format!("{what}: {}", reasons.join("; ")),
    };
    match design.meets {
        Some(true) => "met".into(),
        Some(false) => listed("missed", &design.misses),
        None => listed("not checked", &design.not_checked),
    }
}
