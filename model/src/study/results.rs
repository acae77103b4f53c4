//! From the draws to the assessment.

use super::{Chunk, PARTS, Study, flips, half_flips, tornado};
use crate::assessment::{Assessment, Decision, DesignResult, Worth};
use crate::decision::{advise, decide, worth};
use crate::order::sorted_by_key;
use crate::plan::AT_MEDIANS;
use crate::quantity::show::grouped;

/// Said where latencies are not moved in search of flips.
const LEFT_OUT: &str =
    "Flips leave out how long calls take, since a latency is required and distributions are not solved anew.";

/// Where a total's distribution is told.
const SHARES: [f64; 25] = [
    0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8,
    0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99,
];

/// The draws of all chunks, design by design.
struct Drawn<'c> {
    chunks: Vec<&'c Chunk>,
    totals: Vec<Vec<f64>>,
    sums: Vec<f64>,
    draws: u32,
}

impl Study<'_> {
    /// The assessment with what `chunks` say, in any order, and as many of them as there are yet.
    ///
    /// Without any the ranges stay at their medians; flips and tornado are there in either case.
    pub fn assess(&self, chunks: &[Chunk]) -> Assessment {
        let mut assessment = self.plan.assess();
        let drawn = self.merge(chunks);
        if drawn.draws > 0 {
            self.expect(&drawn, &mut assessment);
        }
        if let Some(decision) = &mut assessment.decision {
            decision.flips = flips(self.plan);
            decision.half_flips = half_flips(self.plan);
            (decision.tornado, decision.tornado_base) = tornado(self.plan);
            if decision.tornado.is_empty() {
                decision.tornado_base = None;
            }
            decision.lines = self.lines(&decision.flips, &decision.tornado);
            decision.map = self.map(&decision.flips, &decision.tornado, drawn.draws > 0);
            if self.plan.holds_latencies() {
                assessment.assumptions.push(LEFT_OUT.to_owned());
            }
        }
        advise(&mut assessment);
        assessment
    }

    /// The chunks of this study put together, each once, by number.
    fn merge<'c>(&self, chunks: &'c [Chunk]) -> Drawn<'c> {
        let designs = self.plan.designs();
        let sums = self.sums();
        let whole = |chunk: &&Chunk| {
            chunk.draws > 0
                && chunk.totals.len() == designs * chunk.draws as usize
                && chunk.sums.len() == sums
        };
        let mut chunks = sorted_by_key(chunks.iter().filter(whole).collect(), |chunk: &&Chunk| {
            f64::from(chunk.number)
        });
        chunks.dedup_by_key(|chunk| chunk.number);
        let mut drawn = Drawn {
            totals: vec![Vec::new(); designs],
            sums: vec![0.0; sums],
            draws: 0,
            chunks,
        };
        for chunk in &drawn.chunks {
            drawn.draws += chunk.draws;
            for (own, part) in drawn
                .totals
                .iter_mut()
                .zip(chunk.totals.chunks_exact(chunk.draws as usize))
            {
                own.extend_from_slice(part);
            }
            for (sum, part) in drawn.sums.iter_mut().zip(&chunk.sums) {
                *sum += part;
            }
        }
        drawn
    }

    fn expect(&self, drawn: &Drawn, assessment: &mut Assessment) {
        assessment.engine.seed = self.env.seed;
        assessment.engine.samples = u64::from(drawn.draws);
        for said in assessment
            .assumptions
            .iter_mut()
            .filter(|said| *said == AT_MEDIANS)
        {
            *said = format!(
                "Totals, best and margin are expectations over {} draws of the ranges (seed {}); what a design delivers, whether it meets the requirements, flips and margins of single ranges are at medians.",
                grouped(&drawn.draws.to_string()),
                self.env.seed
            );
        }
        let mut sums = drawn.sums.iter().map(|sum| sum / f64::from(drawn.draws));
        for (design, totals) in assessment.designs.iter_mut().zip(&drawn.totals) {
            take_expectations(design, &mut sums);
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
        let at_medians = assessment.decision.take();
        assessment.decision = decide(&assessment.designs, &self.plan.thresholds);
        if let Some(decision) = &mut assessment.decision {
            decision.best_at_medians = at_medians
                .and_then(|before| before.best)
                .filter(|before| Some(before) != decision.best.as_ref());
            self.compare(drawn, decision, &mut assessment.designs);
        }
    }

    /// Chances, regret and worth of knowing, among the designs that miss no requirement.
    fn compare(&self, drawn: &Drawn, decision: &mut Decision, designs: &mut [DesignResult]) {
        let racing: Vec<usize> = (0..designs.len()).filter(|at| races(&designs[*at])).collect();
        let totals: Vec<&[f64]> = racing.iter().map(|at| drawn.totals[*at].as_slice()).collect();
        if totals.is_empty() {
            return;
        }
        let draws = f64::from(drawn.draws);
        let least = worth::least(&totals);
        let shares = worth::shares(&totals, &least);
        for (own, (at, share)) in racing.iter().zip(shares).enumerate() {
            let design = &mut designs[*at];
            design.best_probability = Some(share);
            design.best_probability_error = Some((share * (1.0 - share) / draws).max(0.0).sqrt());
            design.ahead = Some(worth::strictly_ahead(own, &totals));
            design.regret = Some(worth::regret(totals[own], &least).value);
        }
        let of = |name: &Option<String>| {
            let name = name.as_ref()?;
            racing
                .iter()
                .position(|at| designs[*at].name == *name)
                .map(|own| totals[own])
        };
        decision.margin_error = of(&decision.best)
            .zip(of(&decision.runner_up))
            .map(|(best, next)| worth::mean(next.iter().zip(best).map(|(next, best)| next - best)).error);
        let perfect = worth::perfect(&totals);
        decision.evpi = Some(perfect.value);
        decision.evpi_error = Some(perfect.error);
        decision.evppi = self.partial(drawn, &totals, perfect.value);
        decision.evppi_noise = Some(worth::noise(&totals, perfect.value));
    }

    fn partial(&self, drawn: &Drawn, totals: &[&[f64]], perfect: f64) -> Vec<Worth> {
        let uniforms = self.uniforms(&drawn.chunks);
        let each = self.ranges.iter().zip(&uniforms).map(|(range, uniforms)| {
            let label = &self.plan.inputs().all()[range.slot.place()].label;
            Worth {
                input: label.path.clone(),
                name: label.words.clone(),
                value: worth::partial(totals, &worth::order(uniforms), perfect),
            }
        });
        sorted_by_key(each.collect(), |worth: &Worth| -worth.value)
    }
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
