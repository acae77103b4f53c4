//! What a study adds to the results at medians, on its way from one worker to another.

use crate::assessment::{
    Assessment, Axis, Band, Change, Column, Decision, DesignResult, Flip, Half, HalfFlip, ItemCost, Line,
    Lines, Map, RuleOfThumb, Swing, Tick, Worth,
};
use crate::tape::Tape;

/// Takes down what a study says in `assessment`, or puts it into `assessment`, which holds the results of
/// the same text at medians. What to build is not carried: [`crate::decision::advise`] derives it.
pub fn carry(assessment: &mut Assessment, tape: &mut Tape) {
    let engine = &mut assessment.engine;
    let (mut seed, mut samples) = (engine.seed as f64, engine.samples as f64);
    tape.number(&mut seed);
    tape.number(&mut samples);
    (engine.seed, engine.samples) = (seed as u64, samples as u64);
    tape.list(&mut assessment.assumptions, |said, tape| tape.text(said));
    assessment.designs.iter_mut().for_each(|own| design(own, tape));
    if tape.is_there(&mut assessment.decision) {
        decision(assessment.decision.get_or_insert_default(), tape);
    }
}

fn design(design: &mut DesignResult, tape: &mut Tape) {
    for value in [
        &mut design.running,
        &mut design.waiting,
        &mut design.wrong,
        &mut design.down,
        &mut design.partition,
        &mut design.total,
        &mut design.total_error,
        &mut design.total_p05,
        &mut design.total_p95,
        &mut design.held,
        &mut design.best_probability,
        &mut design.best_probability_error,
        &mut design.regret,
        &mut design.wrong_events,
        &mut design.error_probability,
    ] {
        tape.maybe(value);
    }
    let mut ahead = design.ahead.map(f64::from);
    tape.maybe(&mut ahead);
    design.ahead = ahead.map(|ahead| ahead as u32);
    tape.list(&mut design.distribution, pair);
    let yearly = |cost: &mut ItemCost| tape.number(&mut cost.yearly);
    design.items.iter_mut().chain(&mut design.harms).for_each(yearly);
}

fn decision(decision: &mut Decision, tape: &mut Tape) {
    for text in [
        &mut decision.best,
        &mut decision.runner_up,
        &mut decision.closest,
        &mut decision.pacelc,
        &mut decision.winning_pair,
        &mut decision.winning_design,
        &mut decision.best_at_medians,
    ] {
        tape.maybe_text(text);
    }
    for value in [
        &mut decision.margin,
        &mut decision.margin_error,
        &mut decision.tornado_base,
        &mut decision.evpi,
        &mut decision.evpi_error,
        &mut decision.evppi_noise,
    ] {
        tape.maybe(value);
    }
    if tape.is_there(&mut decision.rule_of_thumb) {
        rule(decision.rule_of_thumb.get_or_insert_default(), tape);
    }
    tape.list(&mut decision.halves, half);
    tape.list(&mut decision.half_flips, half_flip);
    tape.list(&mut decision.flips, flip);
    tape.list(&mut decision.tornado, swing);
    tape.list(&mut decision.evppi, worth);
    if tape.is_there(&mut decision.lines) {
        lines(decision.lines.get_or_insert_default(), tape);
    }
    if tape.is_there(&mut decision.map) {
        map(decision.map.get_or_insert_default(), tape);
    }
}

fn pair(pair: &mut (f64, f64), tape: &mut Tape) {
    tape.number(&mut pair.0);
    tape.number(&mut pair.1);
}

fn lines(lines: &mut Lines, tape: &mut Tape) {
    axis(&mut lines.axis, tape);
    tape.numbers(&mut lines.at);
    tape.list(&mut lines.designs, |line: &mut Line, tape| {
        tape.text(&mut line.design);
        tape.numbers(&mut line.totals);
        tape.list(&mut line.meets, |meets, tape| tape.truth(meets));
    });
    tape.list(&mut lines.changes, |change: &mut Change, tape| {
        tape.number(&mut change.at);
        tape.text(&mut change.shown);
        tape.maybe(&mut change.total);
        tape.maybe_text(&mut change.below);
        tape.maybe_text(&mut change.above);
    });
}

fn map(map: &mut Map, tape: &mut Tape) {
    axis(&mut map.across, tape);
    axis(&mut map.up, tape);
    tape.list(&mut map.designs, |name, tape| tape.text(name));
    tape.list(&mut map.columns, |column: &mut Column, tape| {
        tape.number(&mut column.at);
        tape.list(&mut column.bands, |band: &mut Band, tape| {
            tape.number(&mut band.to);
            let mut design = band.design.map(|design| design as f64);
            tape.maybe(&mut design);
            band.design = design.map(|design| design as usize);
        });
    });
    tape.list(&mut map.cloud, pair);
}

fn axis(axis: &mut Axis, tape: &mut Tape) {
    for text in [&mut axis.input, &mut axis.name, &mut axis.now] {
        tape.text(text);
    }
    for value in [&mut axis.at, &mut axis.low, &mut axis.high] {
        tape.number(value);
    }
    tape.truth(&mut axis.falling);
    if tape.is_there(&mut axis.likely) {
        pair(axis.likely.get_or_insert_default(), tape);
    }
    tape.list(&mut axis.ticks, |tick: &mut Tick, tape| {
        tape.number(&mut tick.at);
        tape.text(&mut tick.shown);
    });
}

fn rule(rule: &mut RuleOfThumb, tape: &mut Tape) {
    tape.text(&mut rule.recommends);
    tape.text(&mut rule.reason);
    tape.maybe_truth(&mut rule.agrees);
}

fn flip(flip: &mut Flip, tape: &mut Tape) {
    for text in [&mut flip.input, &mut flip.name, &mut flip.now] {
        tape.text(text);
    }
    tape.maybe(&mut flip.at);
    tape.maybe_text(&mut flip.shown);
    tape.maybe_truth(&mut flip.above);
    tape.maybe_text(&mut flip.becomes);
    tape.maybe(&mut flip.factor);
    tape.truth(&mut flip.in_range);
}

fn half(half: &mut Half, tape: &mut Tape) {
    for text in [
        &mut half.when,
        &mut half.take,
        &mut half.design,
        &mut half.against,
        &mut half.against_design,
    ] {
        tape.text(text);
    }
    tape.number(&mut half.cost);
    tape.number(&mut half.against_cost);
}

fn half_flip(turn: &mut HalfFlip, tape: &mut Tape) {
    tape.text(&mut turn.when);
    tape.text(&mut turn.take);
    flip(&mut turn.flip, tape);
}

fn swing(swing: &mut Swing, tape: &mut Tape) {
    for text in [&mut swing.input, &mut swing.name, &mut swing.from, &mut swing.to] {
        tape.text(text);
    }
    tape.number(&mut swing.low);
    tape.number(&mut swing.high);
}

fn worth(worth: &mut Worth, tape: &mut Tape) {
    tape.text(&mut worth.input);
    tape.text(&mut worth.name);
    tape.number(&mut worth.value);
}
