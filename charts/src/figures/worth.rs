//! What knowing each uncertain input exactly is worth a year.

use crate::bars::{Bars, Row, Segment};
use crate::figure::{Figure, Options};
use crate::label::Text;
use crate::mark::{Pattern, Role};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Worth};

/// So many inputs get their own bar.
const MOST: usize = 8;

struct Knowledge<'a> {
    /// What knowing everything is worth.
    all: f64,
    /// An input worth no more than this says nothing.
    noise: f64,
    /// Those that say something, the most first.
    told: Vec<&'a Worth>,
    ranges: &'a [Worth],
    /// Whether there is something that must hold.
    held: bool,
    currency: &'a str,
    draws: f64,
    values: Values,
}

/// Lays the figure out; nothing while nothing is drawn or compared.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let decision = assessment.decision.as_ref()?;
    decision.runner_up.as_ref()?;
    let (all, noise) = (decision.evpi?, decision.evppi_noise?);
    let above = |worth: &&Worth| all > 0.0 && worth.value > noise;
    let mut knowledge = Knowledge {
        all,
        noise,
        told: decision.evppi.iter().filter(above).collect(),
        ranges: &decision.evppi,
        held: quorate_model::report::has_requirements(assessment),
        currency: &assessment.currency,
        draws: assessment.engine.samples as f64,
        values: Values::default(),
    };
    let mut sketch = Sketch::default();
    let height = knowledge.draw(&mut sketch, options.width);
    let said = Said {
        name: "worth",
        title: knowledge.title(),
        subtitle: "What knowing an input exactly, before choosing, would save a year".into(),
        sentence: knowledge.sentence(),
        table: knowledge.table(),
    };
    Some(said.with(sketch, knowledge.values, (options.width, height)))
}

impl Knowledge<'_> {
    fn money(&mut self, amount: f64) -> String {
        self.values.say(amount, Unit::Money(self.currency.to_owned()))
    }

    fn count(&mut self, number: usize) -> String {
        self.values.say(number as f64, Unit::Count)
    }

    fn draw(&mut self, sketch: &mut Sketch, width: f64) -> f64 {
        let all = self.all;
        let mut rows = vec![Row {
            name_text: Text::STRONG,
            ..self.row("everything", all, Role::Paper)
        }];
        for worth in self.told.clone().into_iter().take(MOST) {
            rows.push(self.row(&worth.name, worth.value, Role::Accent));
        }
        let bars = Bars { rows, limit: None };
        let mut y = bars.lay_out(sketch, width, 0.0) + 8.0;
        for rest in self.rest() {
            y = sketch.paragraph(&rest, (0.0, y + 2.0), width, Text::SMALL);
        }
        y + 2.0
    }

    fn row(&mut self, name: &str, amount: f64, role: Role) -> Row {
        let money = self.money(amount);
        let mut told = vec![("worth a year, up to".into(), money.clone())];
        if self.all > 0.0 && amount < self.all {
            let share = self.values.say(amount / self.all, Unit::Share);
            told.push(("of knowing everything".into(), share));
        }
        Row {
            name: name.into(),
            name_text: Text::BODY,
            segments: vec![Segment {
                amount,
                role,
                pattern: Pattern::Plain,
            }],
            value: money,
            remarks: Vec::new(),
            rows: told,
            whisker: None,
        }
    }

    /// What is not drawn, a sentence each.
    fn rest(&mut self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(next) = self.told.get(MOST).copied() {
            let (more, money) = (self.count(self.told.len() - MOST), self.money(next.value));
            said.push(format!("{more} more: none worth more than {money} a year."));
        }
        let unheard = self.ranges.len() - self.told.len();
        if unheard > 0 && self.all > 0.0 {
            let (count, noise) = (self.count(unheard), self.money(self.noise));
            let inputs = match (self.told.is_empty(), unheard) {
                (true, 1) => "input",
                (true, _) => "inputs",
                (false, 1) => "other",
                (false, _) => "others",
            };
            said.push(format!(
                "{count} {inputs}: not more than these draws can tell, {noise} a year."
            ));
        }
        said
    }

    fn title(&mut self) -> String {
        match self.told.first().copied() {
            _ if self.all <= 0.0 => "Nothing is worth measuring: no range changes the choice.".into(),
            None => "No single input is worth measuring, as far as these draws tell.".into(),
            Some(first) => {
                let money = self.money(first.value);
                format!("Measure {} first: worth up to {money} a year.", first.name)
            }
        }
    }

    fn sentence(&mut self) -> String {
        let (draws, all) = (self.values.say(self.draws, Unit::Count), self.money(self.all));
        if self.all <= 0.0 {
            return format!(
                "In all {draws} draws the same design costs least, so that knowing more saves nothing."
            );
        }
        let each: Vec<String> = self
            .told
            .clone()
            .into_iter()
            .take(MOST)
            .map(|worth| format!("{} up to {}", worth.name, self.money(worth.value)))
            .collect();
        let each = if each.is_empty() {
            String::new()
        } else {
            format!("; alone: {}", each.join(", "))
        };
        let mut rest: String = self.rest().iter().map(|said| format!(" {said}")).collect();
        if self.held {
            rest.push_str(" In every draw those designs are compared that meet what must hold at medians.");
        }
        format!("By {draws} draws, knowing everything exactly would be worth {all} a year{each}.{rest}")
    }

    fn table(&mut self) -> Table {
        let mut table = Table::with_columns(&["Input", "Worth a year", "Of everything"]);
        let unit = Unit::Money(self.currency.to_owned());
        table.rows.push(vec![
            Cell::words("everything"),
            self.values.cell(Some(self.all), unit.clone()),
            Cell::default(),
        ]);
        for worth in self.ranges {
            let share = (self.all > 0.0).then(|| worth.value / self.all);
            table.rows.push(vec![
                Cell::words(&worth.name),
                self.values.cell(Some(worth.value), unit.clone()),
                self.values.cell(share, Unit::Share),
            ]);
        }
        table
    }
}
