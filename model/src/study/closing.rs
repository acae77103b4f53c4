//! From draws to results, one step after another.

use super::{Gathered, PARTS, Study};
use crate::assessment::{Assessment, Decision, DesignResult, Worth};
use crate::decision::{decide, worth};
use crate::order::sorted_by_key;
use crate::plan::AT_MEDIANS;
use crate::quantity::show::grouped;

/// Where a total's distribution is told.
const SHARES: [f64; 25] = [
    0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8,
    0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99,
];

/// Draws being put together: expectations design by design, chances and regret, then what knowing each
/// range is worth. A step over a million draws takes some tenths of a second.
#[derive(Clone, Debug)]
pub struct Closing {
    assessment: Assessment,
    draws: u32,
    /// Means of the sums.
    means: std::vec::IntoIter<f64>,
    /// Designs with their expectations.
    designs: usize,
    /// The designs that can be the best, once they were compared.
    racing: Option<Vec<usize>>,
    worths: Vec<Worth>,
}

impl Closing {
    /// The draws that are `gathered` put into the results [`Study::at_medians`].
    pub fn new(study: &Study, at_medians: Assessment, gathered: &Gathered) -> Self {
        let draws = gathered.draws();
        let mut means = gathered.sums(draws);
        means.iter_mut().for_each(|sum| *sum /= f64::from(draws));
        let mut closing = Self {
            assessment: at_medians,
            draws,
            means: means.into_iter(),
            designs: 0,
            racing: None,
            worths: Vec::new(),
        };
        if draws > 0 {
            closing.say(study);
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
        let Some(racing) = &self.racing else {
            self.racing = Some(self.compare(study, gathered));
            return true;
        };
        let Some(decision) = self.assessment.decision.as_mut().filter(|_| !racing.is_empty()) else {
            return false;
        };
        let next = self.worths.len();
        if next < study.ranges.len() {
            let totals: Vec<&[f64]> = racing.iter().map(|at| gathered.totals(*at, self.draws)).collect();
            let perfect = decision.evpi.unwrap_or(0.0);
            self.worths.push(study.worth(next, self.draws, &totals, perfect));
            return true;
        }
        let worths = std::mem::take(&mut self.worths);
        decision.evppi = sorted_by_key(worths, |worth: &Worth| -worth.value);
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

    /// The expectations of the next design.
    fn expect(&mut self, gathered: &Gathered) {
        let totals = gathered.totals(self.designs, self.draws);
        let design = &mut self.assessment.designs[self.designs];
        self.designs += 1;
        take_expectations(design, &mut self.means);
        if design.total.is_some() {
            let total = worth::mean(totals.iter().copied());
            design.total = Some(total.value);
            design.total_error = Some(total.error);
            let ordered = worth::Ordered::of(totals);
            design.total_p05 = ordered.quantile(0.05);
            design.total_p95 = ordered.quantile(0.95);
            let share = |share: &f64| Some((*share, ordered.quantile(*share)?));
            design.distribution = SHARES.iter().filter_map(share).collect();
        }
    }

    /// Chances, regret and what knowing everything is worth, among the designs that miss no requirement.
    fn compare(&mut self, study: &Study, gathered: &Gathered) -> Vec<usize> {
        let designs = &mut self.assessment.designs;
        let at_medians = self.assessment.decision.take().unwrap_or_default();
        let Some(mut decision) = decide(designs, &study.plan.thresholds) else {
            return Vec::new();
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
            chances(designs, &racing, &totals);
            errors(&mut decision, designs, &racing, &totals);
        }
        self.assessment.decision = Some(decision);
        racing
    }
}

impl Study<'_> {
    /// What knowing one range is worth.
    fn worth(&self, range: usize, draws: u32, totals: &[&[f64]], perfect: f64) -> Worth {
        let label = &self.plan.inputs().all()[self.ranges[range].slot.place()].label;
        let order = worth::order(&self.uniforms(range, draws));
        Worth {
            input: label.path.clone(),
            name: label.words.clone(),
            value: worth::partial(totals, &order, perfect),
        }
    }
}

/// How often each of the `racing` designs is best, and what taking it costs more than the best.
fn chances(designs: &mut [DesignResult], racing: &[usize], totals: &[&[f64]]) {
    let least = worth::least(totals);
    let draws = least.len() as f64;
    let shares = worth::shares(totals, &least);
    for (own, (at, share)) in racing.iter().zip(shares).enumerate() {
        let design = &mut designs[*at];
        design.best_probability = Some(share);
        design.best_probability_error = Some((share * (1.0 - share) / draws).max(0.0).sqrt());
        design.ahead = Some(worth::strictly_ahead(own, totals));
        design.regret = Some(worth::regret(totals[own], &least).value);
    }
}

/// What knowing everything is worth, and how certain that and the margin are.
fn errors(decision: &mut Decision, designs: &[DesignResult], racing: &[usize], totals: &[&[f64]]) {
    let of = |name: &Option<String>| {
        let name = name.as_ref()?;
        let own = racing.iter().position(|at| designs[*at].name == *name);
        own.map(|own| totals[own])
    };
    let pair = of(&decision.best).zip(of(&decision.runner_up));
    decision.margin_error =
        pair.map(|(best, next)| worth::mean(next.iter().zip(best).map(|(next, best)| next - best)).error);
    let perfect = worth::perfect(totals);
    decision.evpi = Some(perfect.value);
    decision.evpi_error = Some(perfect.error);
    decision.evppi_noise = Some(worth::noise(totals, perfect.value));
}

/// Whether a design can be the best: it has a total and misses nothing.
fn races(design: &DesignResult) -> bool {
    design.total.is_some() && design.meets != Some(false)
}

/// Puts the means of a design's sums in place of what it costs at medians.
fn take_expectations(design: &mut DesignResult, means: &mut impl Iterator<Item = f64>) {
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
