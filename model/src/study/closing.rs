//! From draws to results, one step after another.

use super::trial::Trial;
use super::{CHUNK, Gathered, PARTS, Study};
use crate::assessment::{Assessment, Decision, DesignResult, Journey, Worth};
use crate::decision::decide;
use crate::decision::worth::{self, BLOCKS, Mean};
use crate::order::sorted_by_key;
use crate::plan::AT_MEDIANS;
use crate::quantity::show::grouped;

/// Where a total's distribution is told.
const SHARES: [f64; 25] = [
    0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8,
    0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99,
];

/// Draws being put together: expectations design by design, then chances and regret, and what knowing
/// is worth. A step over a million draws takes some milliseconds.
#[derive(Clone, Debug)]
pub struct Closing {
    assessment: Assessment,
    draws: u32,
    /// All sums over the draws.
    sums: Vec<f64>,
    /// Designs with their expectations.
    designs: usize,
}

impl Closing {
    /// The draws that are `gathered` put into the results [`Study::at_medians`].
    pub fn new(study: &Study, at_medians: Assessment, gathered: &Gathered) -> Self {
        let mut closing = Self {
            assessment: at_medians,
            draws: gathered.draws(),
            sums: gathered.sums(),
            designs: 0,
        };
        if closing.draws > 0 {
            closing.say(study);
            closing.take_expectations();
            closing.take_held(study);
        } else if let Some(decision) = &mut closing.assessment.decision {
            decision.map.iter_mut().for_each(|map| map.cloud.clear());
        }
        closing
    }

    /// Takes a step; whether more are left.
    pub fn step(&mut self, study: &Study, gathered: &Gathered) -> bool {
        if self.draws == 0 {
            return false;
        }
        if self.designs < self.assessment.designs.len() {
            self.expect(gathered);
            return true;
        }
        self.compare(study, gathered);
        false
    }

    /// The results.
    pub fn into_assessment(self) -> Assessment {
        self.assessment
    }

    /// Says how many draws there are instead of none.
    fn say(&mut self, study: &Study) {
        self.assessment.engine.seed = study.env.seed;
        self.assessment.engine.samples = u64::from(self.draws);
        let mut assumptions = self.assessment.assumptions.iter_mut();
        if let Some(said) = assumptions.find(|said| *said == AT_MEDIANS) {
            *said = format!(
                "Totals, best and margin are expectations over {} draws of the ranges (seed {}); what a design delivers, whether it meets the requirements, flips and margins of single ranges are at medians.",
                grouped(&self.draws.to_string()),
                study.env.seed
            );
        }
    }

    /// Puts the means of the sums in place of what each design costs at medians.
    fn take_expectations(&mut self) {
        let draws = f64::from(self.draws);
        let mut means = self.sums.iter().map(|sum| sum / draws);
        let designs = &mut self.assessment.designs;
        designs.iter_mut().for_each(|design| take(design, &mut means));
    }

    /// In how many of the first draws each design is as available as it must be.
    fn take_held(&mut self, study: &Study) {
        let required = |design: &DesignResult| {
            let known =
                |journey: &Journey| journey.budget.as_ref().is_some_and(|budget| budget.met.is_some());
            design.journeys.iter().any(known)
        };
        let designs = &mut self.assessment.designs;
        if !designs.iter().any(required) {
            return;
        }
        let draws = self.draws.min(CHUNK);
        let misses = study.missing_availability(draws);
        for (design, misses) in designs
            .iter_mut()
            .zip(misses)
            .filter(|(design, _)| required(design))
        {
            design.held = Some(1.0 - f64::from(misses) / f64::from(draws));
        }
    }

    /// The total of the next design: its expectation and its distribution.
    fn expect(&mut self, gathered: &Gathered) {
        let totals = gathered.totals(self.designs, self.draws);
        let design = &mut self.assessment.designs[self.designs];
        self.designs += 1;
        if design.total.is_some() {
            let total = worth::mean(totals);
            design.total = Some(total.value);
            design.total_error = Some(total.error);
            let quantiles = worth::quantiles(totals, &SHARES);
            design.distribution = SHARES.into_iter().zip(quantiles).collect();
            let told = |share: f64| design.distribution.iter().find(|told| told.0 == share);
            let (low, high) = (told(0.05).map(|told| told.1), told(0.95).map(|told| told.1));
            (design.total_p05, design.total_p95) = (low, high);
        }
    }

    /// Chances, regret and what knowing is worth, among the designs that miss no requirement.
    fn compare(&mut self, study: &Study, gathered: &Gathered) {
        let designs = &mut self.assessment.designs;
        let at_medians = self.assessment.decision.take().unwrap_or_default();
        let Some(mut decision) = decide(designs, &study.plan.thresholds) else {
            return;
        };
        decision.best_at_medians = at_medians
            .best
            .filter(|before| Some(before) != decision.best.as_ref());
        decision.flips = at_medians.flips;
        decision.half_flips = at_medians.half_flips;
        decision.tornado = at_medians.tornado;
        decision.tornado_base = at_medians.tornado_base;
        (decision.lines, decision.map) = (at_medians.lines, at_medians.map);
        let racing: Vec<usize> = (0..designs.len()).filter(|at| races(&designs[*at])).collect();
        let totals: Vec<&[f64]> = racing.iter().map(|at| gathered.totals(*at, self.draws)).collect();
        if !totals.is_empty() {
            let perfect = chances(designs, &racing, &totals);
            decision.margin_error = margin_error(&decision, designs, &racing, &totals);
            decision.evpi = Some(perfect.value);
            decision.evpi_error = Some(perfect.error);
            decision.evppi_noise = Some(worth::noise(&totals, perfect.value));
            decision.evppi = study.worths(&racing, &self.sums, self.draws, perfect.value);
        }
        self.assessment.decision = Some(decision);
    }
}

impl Study<'_> {
    /// In how many of the first `draws` each design is less available than it must be.
    fn missing_availability(&self, draws: u32) -> Vec<u32> {
        let (mut worker, mut trial) = (self.worker(), Trial::new(&self.plan));
        let mut misses = vec![0; self.plan.designs()];
        for draw in 0..draws {
            trial.values.copy_from_slice(self.values(draw, &mut worker));
            trial.price();
            for (count, costs) in misses.iter_mut().zip(&trial.costs) {
                *count += u32::from(costs.misses_availability);
            }
        }
        misses
    }

    /// What knowing each range is worth where these designs race, the most first.
    fn worths(&self, racing: &[usize], sums: &[f64], draws: u32, perfect: f64) -> Vec<Worth> {
        let first = [0.0; BLOCKS];
        let blocks = self.blocks(sums).map(Some).chain(std::iter::repeat(None));
        let worths = self.ranges.iter().zip(blocks).map(|(range, above)| {
            let of = |at: &usize| match at.checked_sub(1) {
                Some(other) => above.map_or(&first[..], |above| &above[other * BLOCKS..][..BLOCKS]),
                None => &first[..],
            };
            let sums: Vec<&[f64]> = racing.iter().map(of).collect();
            let label = &self.plan.inputs().all()[range.slot.place()].label;
            Worth {
                input: label.path.clone(),
                name: label.words.clone(),
                value: worth::partial(&sums, draws, perfect),
            }
        });
        sorted_by_key(worths.collect(), |worth: &Worth| -worth.value)
    }
}

/// How often each of the `racing` designs is best, and what taking it costs more than the best; what
/// knowing everything is worth.
fn chances(designs: &mut [DesignResult], racing: &[usize], totals: &[&[f64]]) -> Mean {
    let draws = totals.first().map_or(0, |totals| totals.len()) as f64;
    let standings = worth::race(totals);
    for (at, standing) in racing.iter().zip(&standings) {
        let (design, share) = (&mut designs[*at], standing.share);
        design.best_probability = Some(share);
        design.best_probability_error = Some((share * (1.0 - share) / draws).max(0.0).sqrt());
        design.ahead = Some(standing.ahead);
        design.regret = Some(standing.regret.value);
    }
    worth::perfect(&standings)
}

/// How certain the margin between the best design and the next is.
fn margin_error(
    decision: &Decision,
    designs: &[DesignResult],
    racing: &[usize],
    totals: &[&[f64]],
) -> Option<f64> {
    let of = |name: &Option<String>| {
        let name = name.as_ref()?;
        let own = racing.iter().position(|at| designs[*at].name == *name);
        own.map(|own| totals[own])
    };
    let (best, next) = of(&decision.best).zip(of(&decision.runner_up))?;
    Some(worth::mean_above(next, best).error)
}

/// Whether a design can be the best: it has a total and misses nothing.
fn races(design: &DesignResult) -> bool {
    design.total.is_some() && design.meets != Some(false)
}

/// Puts the means of a design's sums in place of what it costs at medians.
fn take(design: &mut DesignResult, means: &mut impl Iterator<Item = f64>) {
    let mut parts = [0.0; PARTS];
    parts
        .iter_mut()
        .for_each(|part| *part = means.next().unwrap_or(0.0));
    let [running, waiting, wrong, down, partition, events, probability] = parts;
    let known = |part: &mut Option<f64>, mean: f64| *part = part.map(|_| mean);
    known(&mut design.running, running);
    known(&mut design.waiting, waiting);
    known(&mut design.wrong, wrong);
    known(&mut design.down, down);
    known(&mut design.partition, partition);
    known(&mut design.wrong_events, events);
    known(&mut design.error_probability, probability);
    for item in design.items.iter_mut().chain(&mut design.harms) {
        item.yearly = means.next().unwrap_or(item.yearly);
    }
}

#[cfg(test)]
mod tests {
    use crate::Assessor;
    use crate::estimate::Env;
    use statrs::distribution::{ContinuousCDF, Normal};

    /// `q` of a range is lognormal: the share of the draws that keep the target is known in closed form.
    #[test]
    fn the_draws_tell_how_often_a_design_is_as_available_as_it_must_be() {
        let study = |availability: &str| {
            let text = format!(
                "flow = \"a\"\nrevenue = \"$1k/h\"\n[slo]\navailability = \"99.95%\"\n[services.a]\navailability = \"{availability}\"\n\
                 [[design]]\nname = \"One\"\n[[design]]\nname = \"Other\"\nservices.a.availability = \"99%\"\n"
            );
            let env = Env {
                samples: 2_000,
                seed: 1,
            };
            Assessor::new().study(&text, env).unwrap().designs
        };
        let designs = study("99.9% to 99.99%");
        let width = 10f64.ln() / (2.0 * 1.6448536269514722);
        let expected = Normal::standard().cdf((5e-4f64 / 1e-7f64.sqrt()).ln() / width);
        let error = (expected * (1.0 - expected) / 500.0).sqrt();
        let held = designs[0].held.unwrap();
        assert!((held - expected).abs() < 4.0 * error, "{held} {expected}");
        assert_eq!(designs[1].held, Some(0.0));
        assert_eq!(study("99.99% to 99.999%")[0].held, Some(1.0));
    }
}
