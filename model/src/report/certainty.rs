//! How certain a decision is, what would change it, and what to measure first, in words.

use super::verdict::has_ranges;
use crate::assessment::{Assessment, Decision, DesignResult, Flip};
use crate::quantity::show;

/// Changes to another design a report lists, and ranges.
const MOST_FLIPS: usize = 6;
/// Changes to no design at all a report lists.
const MOST_MISSES: usize = 3;
/// With no failure in n trials its chance is below 3/n, at 95 % confidence.
const RULE_OF_THREE: f64 = 3.0;
/// Knowing that is worth less than this part of what the best design costs is not advised.
const LEAST_WORTH: f64 = 1e-3;
/// Part of an amount that adding up draws may leave of nothing.
pub(super) const ROUNDING: f64 = 1e-9;
/// Standard errors either way that cover 95 %.
const TWO_SIDED: f64 = 1.96;

fn best<'a>(assessment: &'a Assessment, decision: &Decision) -> Option<&'a DesignResult> {
    let name = decision.best.as_ref()?;
    assessment.designs.iter().find(|design| design.name == *name)
}

/// `Cheapest in 9,312 of 10,000 draws (93.1%, ±0.5%).`, and of a design that is ahead in all of them what
/// that leaves; absent while nothing is drawn or compared.
pub fn certainty(assessment: &Assessment) -> Option<String> {
    let said = certainty_in_short(assessment)?;
    Some(match others_chance(assessment) {
        Some(rest) => format!("{}: {rest}.", said.trim_end_matches('.')),
        None => said,
    })
}

/// `at these ranges the chance that another is cheaper is below 0.03%`: what draws that are all for one
/// design leave; absent where some are not.
pub(super) fn others_chance(assessment: &Assessment) -> Option<String> {
    let decision = assessment.decision.as_ref()?;
    decision.runner_up.as_ref()?;
    let draws = assessment.engine.samples;
    let all = u64::from(best(assessment, decision)?.ahead?) == draws;
    all.then(|| {
        let rest = show::percent(RULE_OF_THREE / draws as f64);
        format!("at these ranges the chance that another is cheaper is below {rest}")
    })
}

/// `Cheapest in 9,312 of 10,000 draws (93.1%, ±0.5%).`; absent while nothing is drawn or compared.
pub(super) fn certainty_in_short(assessment: &Assessment) -> Option<String> {
    let decision = assessment.decision.as_ref()?;
    decision.runner_up.as_ref()?;
    let best = best(assessment, decision)?;
    let draws = assessment.engine.samples;
    let (ahead, chance) = (u64::from(best.ahead?), best.best_probability?);
    if ahead == 0 && chance > 0.0 {
        return Some("No draw tells it from another design: they cost the same.".to_owned());
    }
    let said = draws_ahead(best, draws)?;
    if ahead == draws {
        return Some(format!("{said}."));
    }
    let error = show::percent(two_sided(best.best_probability_error?));
    let most_often = assessment
        .designs
        .iter()
        .filter_map(|design| design.best_probability);
    let (said, why) = match most_often.fold(0.0, f64::max) > chance {
        true => (
            said.replacen("Cheapest", "Least on average, cheapest", 1),
            ": another is cheapest more often, and costs more on average",
        ),
        false => (said, ""),
    };
    let ties = if (chance * draws as f64 - ahead as f64).abs() > 0.25 {
        "; ties count in part"
    } else {
        ""
    };
    Some(format!("{said} ({}, ±{error}{ties}){why}.", share(chance)))
}

/// `Cheapest in 9,312 of 10,000 draws`, `Cheapest in all 10,000 draws`, `Cheapest in none of 10,000 draws`.
fn draws_ahead(design: &DesignResult, draws: u64) -> Option<String> {
    let count = |number: u64| show::grouped(&number.to_string());
    Some(match u64::from(design.ahead?) {
        0 => format!("Cheapest in none of {} draws", count(draws)),
        ahead if ahead == draws => format!("Cheapest in all {} draws", count(draws)),
        ahead => format!("Cheapest in {} of {} draws", count(ahead), count(draws)),
    })
}

/// Two significant digits: an error of an error is of no use.
fn rough(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

/// Half the width of what an estimate with this standard error is within, at 95 % confidence.
pub(super) fn two_sided(error: f64) -> f64 {
    rough(TWO_SIDED * error)
}

/// `$1.2M to $3.4M`: what a total lies within in 90 of 100 draws; absent while nothing is drawn, or
/// where both ends read the same.
pub(super) fn likely(design: &DesignResult, currency: &str) -> Option<String> {
    let (low, high) = (
        show::money(design.total_p05?, currency),
        show::money(design.total_p95?, currency),
    );
    (low != high).then(|| format!("{low} to {high}"))
}

/// A chance, with the digits that tell it from certainty.
fn share(chance: f64) -> String {
    if chance > 0.99 {
        show::availability(1.0 - chance)
    } else {
        show::percent(chance)
    }
}

/// What the margin is and how sure that is: `ahead by $5M a year on average (give or take $20k: more draws tell it closer)`.
pub(super) fn margin(decision: &Decision, currency: &str) -> Option<String> {
    let ahead = decision.margin.filter(|_| !decision.is_tie())?;
    let margin = show::money(ahead, currency);
    // What is left of an error where every draw says the same is rounding, and no uncertainty.
    let error = decision
        .margin_error
        .filter(|error| *error > ROUNDING * ahead.abs());
    Some(match error {
        Some(error) => {
            let error = show::money(two_sided(error), currency);
            format!("ahead by {margin} a year on average (give or take {error}: more draws tell it closer)")
        }
        None => format!("ahead by {margin} a year"),
    })
}

/// `Flips to Eventual when the error probability is below 1 in 4·10⁹ (now 1 in 10,000).`: the nearest change
/// to another design; absent while flips are not computed.
pub fn nearest_flip(assessment: &Assessment) -> Option<String> {
    let decision = assessment.decision.as_ref()?;
    if decision.flips.is_empty() || decision.is_tie() {
        return None;
    }
    let Some((flip, design)) = nearest(&decision.flips).and_then(|flip| Some((flip, flip.becomes.as_ref()?)))
    else {
        return Some(
            "No single input makes another design best, between a thousandth and a thousand times its value."
                .into(),
        );
    };
    Some(match &decision.best_at_medians {
        Some(at_medians) => format!(
            "At medians {at_medians} is best, and that flips to {design} when {}.",
            flip.told(false)
        ),
        None => format!("Flips to {design} when {}.", flip.told(has_ranges(assessment))),
    })
}

/// The change to another design that is looked at first: one inside a range, else the nearest.
pub fn nearest(flips: &[Flip]) -> Option<&Flip> {
    let mut found = flips.iter().filter(|flip| flip.becomes.is_some());
    found.clone().find(|flip| flip.in_range).or(found.next())
}

/// Every flip in words, a line each, and what cannot flip it; empty while flips are not computed.
pub(super) fn flips(decision: &Decision) -> Vec<String> {
    let found: Vec<&Flip> = decision.flips.iter().filter(|flip| flip.at.is_some()).collect();
    let still = decision.flips.len() - found.len();
    let (to_designs, to_none): (Vec<&Flip>, Vec<&Flip>) =
        found.iter().partition(|flip| flip.becomes.is_some());
    let line = |flip: &&Flip| {
        let becomes = flip
            .becomes
            .as_deref()
            .unwrap_or("no design that meets the requirements");
        format!("{becomes}, when {}", flip.told(false))
    };
    let shown = to_designs
        .iter()
        .take(MOST_FLIPS)
        .chain(to_none.iter().take(MOST_MISSES));
    let mut lines: Vec<String> = shown.map(line).collect();
    match found.len() - lines.len() {
        0 => {}
        1 => lines.push("one more change is farther off".into()),
        more => lines.push(format!("{more} more changes are farther off")),
    }
    match still {
        0 => {}
        1 => lines.push("one input changes nothing, from a thousandth to a thousand times what it is".into()),
        many => lines.push(format!(
            "{many} inputs change nothing, from a thousandth to a thousand times what they are"
        )),
    }
    lines
}

/// `Measure replica lag first: worth up to $4k a year; nothing else is worth more than $200.`; absent
/// while nothing is drawn or compared.
pub fn advice(assessment: &Assessment) -> Option<String> {
    let decision = assessment.decision.as_ref()?;
    let (all, noise) = (decision.evpi?, decision.evppi_noise?);
    decision.runner_up.as_ref()?;
    let first = decision.evppi.first()?;
    let money = |value: f64| show::money(value, &assessment.currency);
    if all <= 0.0 && decision.is_tie() {
        return Some(
            "No range needs measuring for this decision: it makes no difference between the designs.".into(),
        );
    }
    if all <= 0.0 {
        let best = decision.best.as_deref().unwrap_or_default();
        return Some(format!(
            "No range needs measuring for this decision: {best} costs least in every draw."
        ));
    }
    let least = best(assessment, decision)
        .and_then(|best| best.total)
        .map_or(0.0, |total| LEAST_WORTH * total.abs());
    if first.value > noise && first.value < least {
        return Some(format!(
            "No single input is worth measuring: knowing {} exactly would be worth {} a year at most.",
            first.name,
            money(first.value)
        ));
    }
    if first.value <= noise {
        return Some(format!(
            "No single input is worth measuring, as far as these draws tell; knowing all of them exactly would be worth {} a year.",
            money(all)
        ));
    }
    let second = decision.evppi.get(1).map(|second| second.value.max(noise));
    let rest = match second {
        Some(value) if value > 0.0 => format!("; no other input is worth more than {}", money(value)),
        Some(_) => "; no other input is worth measuring".to_owned(),
        None => String::new(),
    };
    Some(format!(
        "Measure {} first: worth up to {} a year{rest}.",
        first.name,
        money(first.value)
    ))
}

/// `Mostly because of the error probability: $1k to $2M ahead between 0.001% and 0.1%.`, a line each
/// of the widest bars.
pub(super) fn swings(assessment: &Assessment, decision: &Decision) -> Vec<String> {
    let money = |value: f64| show::money(value, &assessment.currency);
    let bar = |swing: &crate::assessment::Swing| {
        format!(
            "{} from {} to {}: {} to {}",
            swing.name,
            swing.from,
            swing.to,
            money(swing.low),
            money(swing.high)
        )
    };
    decision.tornado.iter().take(MOST_FLIPS).map(bar).collect()
}

/// What the ranges move: `the margin` between two designs or, of one alone, `the total`; with what it
/// is at medians.
pub(super) fn swung(assessment: &Assessment, decision: &Decision) -> String {
    let what = match decision.runner_up {
        Some(_) => "the margin",
        None => "the total",
    };
    match decision.tornado_base {
        Some(base) => format!("{what} of {} at medians", show::money(base, &assessment.currency)),
        None => what.to_owned(),
    }
}

/// What knowing each range is worth, a line each, and what all of it is; empty while nothing is drawn.
pub(super) fn worth(assessment: &Assessment, decision: &Decision) -> Vec<String> {
    let money = |value: f64| show::money(value, &assessment.currency);
    let (Some(all), Some(noise), Some(_)) = (decision.evpi, decision.evppi_noise, &decision.runner_up) else {
        return Vec::new();
    };
    let error = decision.evpi_error.unwrap_or(0.0);
    let mut lines: Vec<String> = advice(assessment).into_iter().collect();
    if all <= 0.0 {
        return lines;
    }
    lines.push(format!(
        "everything: {} a year, ±{}",
        money(all),
        money(two_sided(error))
    ));
    let told = decision
        .evppi
        .iter()
        .filter(|worth| worth.value > noise)
        .take(MOST_FLIPS);
    lines.extend(told.map(|worth| format!("{}: up to {} a year", worth.name, money(worth.value))));
    if decision.evppi.iter().any(|worth| worth.value <= noise) {
        lines.push(if noise > 0.0 {
            format!(
                "any other: not more than these draws can tell, {} a year",
                money(noise)
            )
        } else {
            "any other: nothing".to_owned()
        });
    }
    lines
}

/// `total $1.2M to $3.4M in 90 of 100 draws; cheapest in 9,312 of 10,000 draws; costs $20k more than the
/// best of each draw`.
pub(super) fn spread(design: &DesignResult, assessment: &Assessment) -> Option<String> {
    let money = |value: f64| show::money(value, &assessment.currency);
    let range = likely(design, &assessment.currency);
    let near = money(design.total_p05?);
    let range = range.unwrap_or_else(|| format!("near {near}"));
    let mut said = format!("total {range} in 90 of 100 draws");
    let decision = assessment.decision.as_ref();
    let races = decision.is_some_and(|decision| decision.runner_up.is_some());
    if let Some(ahead) = draws_ahead(design, assessment.engine.samples).filter(|_| races) {
        said.push_str(&format!("; {}", ahead.replacen("Cheapest", "cheapest", 1)));
    }
    if let Some(regret) = design.regret.filter(|regret| *regret > 0.0) {
        said.push_str(&format!(
            "; costs {} more than the best of each draw",
            money(regret)
        ));
    }
    Some(said)
}
