//! What every design costs, as a sheet over the ranges that are drawn.

use super::chunk::PARTS;
use super::range::Range;
use super::sheet::{Draft, Journey, Place, Sheet, Term};
use crate::plan::{Costs, DesignPlan, Journeys, Plan, Rooms, Slot, Standing};

/// The costs of a plan's designs, ready to be computed for many draws at a time.
#[derive(Clone, Debug)]
pub(super) struct Pricing {
    pub(super) sheet: Sheet,
    /// The inputs that are drawn; they fill the first columns.
    pub(super) slots: Vec<Slot>,
    /// The total of each design; 0 for one without any cost.
    pub(super) totals: Vec<Place>,
    /// What is summed over the draws: for one design after another its parts, its items, its harms.
    pub(super) summed: Vec<Place>,
}

/// The journeys of a plan while what is asked of them is taken down.
struct Asked<'p, 'd> {
    plan: &'p Plan,
    draft: &'d Draft,
    slots: &'p [Slot],
    rooms: Rooms,
    /// The design that asks; the base where it is none.
    design: Option<usize>,
    /// Answers there are, each with the design and the journey it was given to.
    standings: Vec<((usize, usize), Standing<Term<'d>>)>,
    means: Vec<((Option<usize>, usize), Term<'d>)>,
}

impl Pricing {
    pub(super) fn new(plan: &Plan, ranges: &[Range]) -> Self {
        let slots: Vec<Slot> = ranges.iter().flat_map(Range::slots).collect();
        let draft = Draft::new(slots.len());
        let mut values: Vec<Term> = plan.medians.iter().map(|median| Term::from(*median)).collect();
        for (column, slot) in slots.iter().enumerate() {
            values[slot.place()] = draft.column(column);
        }
        let mut asked = Asked {
            plan,
            draft: &draft,
            slots: &slots,
            rooms: plan.rooms(),
            design: None,
            standings: Vec::new(),
            means: Vec::new(),
        };
        let base = if plan.waits() { plan.base.journeys.len() } else { 0 };
        let before: Vec<Term> = (0..base).map(|journey| asked.mean(journey)).collect();
        let (mut totals, mut summed) = (Vec::new(), Vec::new());
        for (at, design) in plan.designs.iter().enumerate() {
            asked.design = Some(at);
            let costs = design.priced(&values, &mut asked, &before);
            totals.push(costs.total().unwrap_or(Term::from(0.0)).place);
            sum_up(design, &values, &costs, &mut summed);
        }
        drop((asked, before, values));
        Self {
            sheet: draft.sheet(),
            slots,
            totals,
            summed,
        }
    }
}

/// What is summed of one design.
fn sum_up(design: &DesignPlan, values: &[Term], costs: &Costs<Term>, summed: &mut Vec<Place>) {
    let nothing = Term::from(0.0);
    let wrong = design.wrong.as_ref();
    let events = wrong.map_or(nothing, |wrong| wrong.events(values));
    let probability = wrong.map_or(nothing, |wrong| wrong.probability(values));
    let parts = costs.parts().map(|part| part.unwrap_or(nothing));
    let all: [Term; PARTS] = [
        parts[0],
        parts[1],
        parts[2],
        parts[3],
        parts[4],
        events,
        probability,
    ];
    let items = design.items.iter().map(|item| item.yearly(values));
    let lines = wrong.into_iter().flat_map(|wrong| wrong.lines(values));
    let harms = lines.map(|line| line.share * line.cost * events);
    summed.extend(all.into_iter().chain(items).chain(harms).map(|term| term.place));
}

impl<'d> Asked<'_, 'd> {
    /// The drawn inputs among those that `each` visits, and their columns.
    fn drawn(&self, each: impl Fn(&mut dyn FnMut(Slot))) -> Vec<(Slot, usize)> {
        let mut found: Vec<(Slot, usize)> = Vec::new();
        each(&mut |slot| {
            let column = self.slots.iter().position(|drawn| *drawn == slot);
            let column = column.filter(|column| !found.iter().any(|(_, known)| known == column));
            found.extend(column.map(|column| (slot, column)));
        });
        found
    }

    fn plan_of(&self, design: Option<usize>) -> &DesignPlan {
        design.map_or(&self.plan.base, |at| &self.plan.designs[at])
    }
}

impl<'d> Journeys<Term<'d>> for Asked<'_, 'd> {
    fn standing(&mut self, journey: usize) -> Standing<Term<'d>> {
        let at = (self.design.unwrap_or(0), journey);
        let plan = &self.plan.designs[at.0].journeys[journey];
        let same = |known: &(usize, usize)| self.plan.designs[known.0].journeys[known.1].stands_as(plan);
        if let Some((_, standing)) = self.standings.iter().find(|(known, _)| same(known)) {
            return *standing;
        }
        let inputs = self.drawn(|visit| plan.each_slot(visit));
        let standing = if inputs.is_empty() {
            let known = self.plan.standing(at, &self.plan.medians, &mut self.rooms);
            Standing {
                out: Term::from(known.out),
                up: Term::from(known.up),
                failing: Term::from(known.failing),
                degraded: Term::from(known.degraded),
            }
        } else {
            let first = self.draft.journey(Journey {
                of: (Some(at.0), journey),
                mean: false,
                inputs,
            });
            Standing {
                out: self.draft.column(first),
                up: self.draft.column(first + 1),
                failing: self.draft.column(first + 2),
                degraded: self.draft.column(first + 3),
            }
        };
        self.standings.push((at, standing));
        standing
    }

    fn mean(&mut self, journey: usize) -> Term<'d> {
        let of = (self.design, journey);
        let plan = &self.plan_of(self.design).journeys[journey];
        let same =
            |known: &(Option<usize>, usize)| self.plan_of(known.0).journeys[known.1].takes_as_long_as(plan);
        if let Some((_, mean)) = self.means.iter().find(|(known, _)| same(known)) {
            return *mean;
        }
        let inputs = self.drawn(|visit| plan.each_slot_of_mean(visit));
        let mean = if inputs.is_empty() {
            Term::from(self.plan.mean(of, &self.plan.medians, &mut self.rooms))
        } else {
            let mean = true;
            self.draft
                .column(self.draft.journey(Journey { of, mean, inputs }))
        };
        self.means.push((of, mean));
        mean
    }
}

#[cfg(test)]
mod tests {
    use crate::estimate::Env;
    use crate::library::presets;
    use crate::plan::Costs;
    use crate::study::Study;
    use crate::{Assessor, quantity::SECONDS_PER_YEAR};

    /// Alternatives with ranges on what decides between them, timeouts and errors that are drawn, money
    /// paid once, partitions of both kinds, causes of errors.
    const RICH: &str = r#"
flow = "web > cart ?? spare > 2 of (q1, q2, q3) > mail?"
traffic = "50/s to 200/s"
revenue = "$20k/h to $60k/h"
[money]
horizon = "3 years"
discount = "2% to 8%"
[services.web]
availability = "99.9% to 99.99%"
latency = "p50 2 ms to 8 ms, p99 20 ms to 80 ms"
errors = "0.01% to 1%"
retries = 1
[services.cart]
mtbf = "500 h to 2000 h"
mttr = "10 min to 2 h"
latency = "p50 5 ms, p99 40 ms"
timeout = "100 ms to 200 ms"
[services.spare]
availability = "99.5%"
latency = "const 9 ms"
[services.q1]
availability = "99% to 99.9%"
latency = "p50 2 ms, p99 9 ms"
[services.q2]
availability = "99%"
latency = "p50 2 ms, p99 9 ms"
[services.q3]
availability = "99%"
latency = "p50 2 ms, p99 9 ms"
[services.mail]
availability = "98%"
latency = "p50 9 ms, p99 90 ms"
timeout = "50 ms"
[partition]
rate = "2/year to 8/year"
duration = "10 min to 1 h"
minority = "20% to 40%"
reconciliation = "$1k to $5k"
[wrongness]
error_probability = "0.0005% to 0.02%"
[[wrongness.harm]]
cost = "$20 to $80"
[[wrongness.harm]]
cost = "$500"
share = "5% to 20%"
[down]
support = "$0/h to $5k/h"
[[cost]]
name = "Move"
once = "$20k to $90k"
[[design]]
name = "strong"
level = "SS"
services.cart.latency = "p50 10 ms to 20 ms, p99 60 ms to 90 ms"
[[design.cost]]
price = "$3/h to $6/h"
[[design]]
name = "weak"
level = "EC"
"#;

    /// Credits of an SLA, which follow a table over what the draw makes of the outages.
    const TIERS: &str = r#"
flow = "a > b"
[services.a]
availability = "99.5% to 99.9%"
mttr = "1 h"
latency = "mean 20 ms to 40 ms, sd 10 ms to 15 ms"
[services.b]
availability = "99.9%"
mttr = "20 min"
latency = "const 3 ms"
[down]
fees = "$1M/month to $3M/month"
credits = [{ below = "99.9%", credit = "10% to 20%" }, { below = "99%", credit = "25%" }]
"#;

    #[test]
    fn every_draw_costs_to_the_last_bit_what_its_inputs_cost_alone() {
        let presets = presets().iter().map(|preset| preset.text);
        let mut parts = [false; 5];
        for text in presets.chain([RICH, TIERS]) {
            let plan = Assessor::new().plan(text).unwrap();
            let study = Study::new(
                &plan,
                Env {
                    samples: 130,
                    seed: 5,
                },
            );
            if study.chunks() == 0 {
                continue;
            }
            let chunk = study.chunk(0);
            let (mut worker, mut rooms) = (study.worker(), plan.rooms());
            let mut costs = vec![Costs::default(); plan.designs()];
            for draw in 0..130 {
                let values = study.values(draw, &mut worker);
                plan.costs(values, &mut rooms, &mut costs);
                for (design, costs) in costs.iter().enumerate() {
                    let drawn = chunk.totals[design * 130 + draw as usize];
                    assert_eq!(
                        drawn,
                        costs.total().unwrap_or(0.0),
                        "{design} in {draw} of\n{text}"
                    );
                    let known = costs.parts().map(|part| part.is_some());
                    parts
                        .iter_mut()
                        .zip(known)
                        .for_each(|(part, known)| *part |= known);
                }
            }
        }
        assert_eq!(parts, [true; 5]);
    }

    #[test]
    fn what_no_range_reaches_takes_no_column() {
        let text = "flow = \"db\"\ntraffic = \"1/s\"\n[services.db]\navailability = \"99.9%\"\n[down]\nsupport = \"$1/h to $2/h\"\n";
        let plan = Assessor::new().plan(text).unwrap();
        let study = Study::new(&plan, Env::default());
        // The rate itself, the loss of an outage and its cost a year: the journey is evaluated once.
        let loss = 0.001 * SECONDS_PER_YEAR;
        assert!(
            study.pricing.sheet.columns() <= 4,
            "{}",
            study.pricing.sheet.columns()
        );
        let chunk = study.chunk(0);
        assert!(chunk.totals.iter().all(|total| *total > 0.5 * loss / 3600.0));
    }
}
