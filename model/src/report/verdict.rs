//! The verdict in two sentences: what to take, and what it rests on.

use super::certainty::{
    ROUNDING, advice, certainty_in_short, likely, margin, nearest_flip, others_chance, two_sided,
};
use super::costs::{costs, has_parts};
use super::pays_while::{not_stated, pays_while};
use super::{in_short, shown_design, shown_journey};
use crate::assessment::{Assessment, Budget, Decision, DesignResult, Journey};
use crate::guarantee::CLASSES;
use crate::listing::capital;
use crate::quantity::show;

/// What to take and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One or two sentences.
    pub headline: String,
    /// What it rests on, in parts joined by `·`.
    pub detail: String,
}

/// A detail in two, for where there is little room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parted {
    /// Its first parts.
    pub first: String,
    /// The rest, with what joins it to them.
    pub rest: String,
    /// How many parts the rest is.
    pub more: usize,
}

impl Verdict {
    /// The detail's first two parts, and the others.
    pub fn parted(&self) -> Parted {
        const FIRST: usize = 2;
        let joints = self.detail.match_indices(" · ").map(|(at, _)| at);
        let at = joints.clone().nth(FIRST - 1).unwrap_or(self.detail.len());
        let (first, rest) = self.detail.split_at(at);
        Parted {
            first: first.to_owned(),
            rest: rest.to_owned(),
            more: (joints.count() + 1).saturating_sub(FIRST),
        }
    }
}

/// The verdict on an assessment.
pub fn verdict(assessment: &Assessment) -> Verdict {
    match (&assessment.decision, shown_journey(assessment)) {
        (Some(decision), _) => decided(assessment, decision),
        (None, Some(journey)) => Verdict { headline: delivered(journey) + &priced(assessment), detail: rests_on(assessment, None) },
        (None, None) if !assessment.designs.is_empty() => one_design(assessment),
        (None, None) => Verdict {
            headline: "Nothing to compute yet.".into(),
            detail: "Write the flow of a request, such as web > api > db, and the availability of each service; or start from a worked example.".into(),
        },
    }
}

/// Words that take the room which draws will need beside the verdict at medians; they are not to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToCome {
    /// Behind the headline.
    pub headline: String,
    /// Behind the detail's first parts, where only these are shown.
    pub first: String,
    /// Behind the whole detail.
    pub detail: String,
}

/// About as many words as draws and flips will add to the verdict.
pub fn to_come(assessment: &Assessment) -> ToCome {
    let said = |said: bool, words: &str| if said { words.to_owned() } else { String::new() };
    let decision = assessment.decision.as_ref();
    let compared = decision.is_some_and(|decision| decision.best.is_some() && decision.runner_up.is_some());
    let priced = assessment.designs.iter().any(|design| design.total.is_some());
    let words = match compared {
        true => " How sure that is will be said here, and at once.",
        false => " (how sure that is will be said here, and takes about this much room)",
    };
    let flips = decision.is_some_and(|decision| decision.flips.is_empty());
    let drawn = compared && at_medians(assessment);
    let detail = [
        (
            drawn,
            " · how sure that is will be said here, and takes about this much room",
        ),
        (
            flips,
            " · what would flip the choice, and whether that is inside its range, will be said here, and takes about this much room, others at medians",
        ),
        (
            drawn && assessment.journeys.iter().any(|journey| journey.budget.is_some()),
            " · how often it is as available as it must be will be said here",
        ),
        (
            drawn,
            " · what to measure first and what that is worth will be said here, about so long as this is",
        ),
    ];
    let first = match compared {
        true => " on average, or",
        false => " in about so many of the draws",
    };
    ToCome {
        headline: said((compared || priced) && at_medians(assessment), words),
        first: said(at_medians(assessment), first),
        detail: detail.map(|(comes, words)| said(comes, words)).concat(),
    }
}

/// Whether a headline, with what will be added to it, is set smaller: one should see all of it at once.
pub fn is_long(headline: &str, to_come: &str) -> bool {
    headline.chars().chain(to_come.chars()).count() > 150
}

/// Whether anything is given as a range: what a chain delivers then is told with each at its median.
pub fn has_ranges(assessment: &Assessment) -> bool {
    assessment.engine.samples > 0 || at_medians(assessment)
}

/// Whether there is a number to be read: an availability, a latency, what a design costs.
pub fn has_results(assessment: &Assessment) -> bool {
    let said = |journey: &Journey| journey.chain.unavailability.is_some() || journey.chain.latency.is_some();
    assessment.journeys.iter().any(said) || assessment.designs.iter().any(|design| design.total.is_some())
}

/// Whether there is something that designs must meet.
pub fn has_requirements(assessment: &Assessment) -> bool {
    assessment.designs.iter().any(|design| design.meets.is_some())
}

/// Whether ranges stand at their medians.
fn at_medians(assessment: &Assessment) -> bool {
    let mut said = assessment.assumptions.iter();
    said.any(|said| said.starts_with("Every range"))
}

/// What is taken, what it costs and saves, without how sure that is; nothing while nothing is chosen.
pub(super) fn choice(assessment: &Assessment) -> Option<String> {
    let (best, other) = compared(assessment)?;
    let said = match other {
        Some(other) => against(assessment, best, other),
        None => format!("{}{}", surely_costs(best, assessment), alone(assessment, best)),
    };
    Some(format!("Take {}. {said}", best.name))
}

/// The design that is taken, and the next.
fn compared(assessment: &Assessment) -> Option<(&DesignResult, Option<&DesignResult>)> {
    let decision = assessment.decision.as_ref()?;
    let find = |name: &Option<String>| {
        let name = name.as_ref()?;
        assessment.designs.iter().find(|design| design.name == *name)
    };
    Some((find(&decision.best)?, find(&decision.runner_up)))
}

/// Up to where a choice for its wrong answers pays: a clause without a subject; nothing where wrong
/// answers decide nothing.
pub(super) fn pays(assessment: &Assessment) -> Option<String> {
    let (best, other) = compared(assessment)?;
    let said = pays_while(best, other?, &assessment.currency)?;
    // Draws have averages; what flips is told at medians.
    Some(match said.strip_prefix("pays as long as ") {
        Some(rest) if assessment.engine.samples > 0 => format!("pays on average as long as {rest}"),
        _ => said,
    })
}

fn decided(assessment: &Assessment, decision: &Decision) -> Verdict {
    let Some(mut headline) = choice(assessment) else {
        return none_feasible(assessment, decision);
    };
    if let Some(said) = certainty_in_short(assessment) {
        headline.push(' ');
        headline.push_str(&said);
    }
    Verdict {
        headline,
        detail: rests_on(assessment, Some(decision)),
    }
}

fn none_feasible(assessment: &Assessment, decision: &Decision) -> Verdict {
    let closest = decision.closest.clone().unwrap_or_default();
    let misses = shown_design(assessment)
        .map(|design| in_short(&design.misses))
        .unwrap_or_default();
    Verdict {
        headline: format!("No design meets the requirements. {closest} comes closest: {misses}."),
        detail: rests_on(assessment, Some(decision)),
    }
}

fn one_design(assessment: &Assessment) -> Verdict {
    let cost = assessment
        .designs
        .first()
        .map(|design| surely_costs(design, assessment))
        .unwrap_or_default();
    Verdict {
        headline: cost,
        detail: rests_on(assessment, None),
    }
}

/// That no other design meets the requirements, and what the cheapest of those would cost instead.
fn alone(assessment: &Assessment, best: &DesignResult) -> String {
    let checked = match best.not_checked.is_empty() {
        true => "",
        false => " that could be checked",
    };
    let mut said = format!(" No other design meets the requirements{checked}.");
    let missing = assessment
        .designs
        .iter()
        .filter(|design| design.meets == Some(false) && !design.misses.is_empty());
    let least = missing
        .filter_map(|design| Some((design.total? - best.total?, design)))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((more, design)) = least {
        let side = if more < 0.0 { "less" } else { "more" };
        // A near miss is none for sure.
        let kept = design.held.filter(|share| *share >= 0.01);
        said.push_str(&format!(
            " {} would cost {} {side} a year, and misses: {}{}.",
            design.name,
            show::money(more.abs(), &assessment.currency),
            in_short(&design.misses),
            kept.map_or(String::new(), |share| format!(
                " (it is available enough in {} of the draws)",
                about(share)
            ))
        ));
    }
    said
}

/// What the best design costs and what it saves against the runner-up, through what, and what that rests
/// on: `It costs $158k a year to run and avoids $75.9B of wrong answers a year against Eventual.`
fn against(assessment: &Assessment, best: &DesignResult, other: &DesignResult) -> String {
    let saved = most_saved(best, other);
    let costs = costs(
        best,
        &assessment.designs,
        &assessment.currency,
        saved.filter(|(_, name)| *name == WAITING).map(|(saved, _)| saved),
    );
    let one = costs
        .as_ref()
        .is_some_and(|costs| ![" and ", ","].iter().any(|more| costs.contains(more)));
    let saves = saves(assessment, best, other);
    let unknown =
        not_stated(best, other, &assessment.currency).map_or(String::new(), |said| format!(" {said}"));
    let costs = costs.unwrap_or_else(|| "What it costs is not stated yet".into());
    match saves {
        Some(saves) if one => format!("{costs} and {saves}.{unknown}"),
        Some(saves) => format!("{costs}. It {saves}.{unknown}"),
        None => format!("{costs}. {} costs the same.", other.name),
    }
}

/// `avoids $75.9B of wrong answers a year against Eventual, if SS prevents all of the errors`; nothing
/// where both cost the same.
fn saves(assessment: &Assessment, best: &DesignResult, other: &DesignResult) -> Option<String> {
    let margin = other.total.unwrap_or(0.0) - best.total.unwrap_or(0.0);
    let (saved, name) = most_saved(best, other)?;
    let apart = margin > ROUNDING * other.total.unwrap_or(0.0).abs();
    (saved > 0.0 && apart).then(|| {
        let verb = if name == WRONG { "avoids" } else { "saves" };
        let assumed = prevented(assessment).filter(|_| name == WRONG);
        format!(
            "{verb} {} of {name} a year against {}{}{}",
            show::money(saved, &assessment.currency),
            other.name,
            assumed.map_or(String::new(), |assumed| format!(", if {assumed}")),
            in_all(saved, margin, &assessment.currency),
        )
    })
}

/// What `best` saves most of against `other`, and what that is.
fn most_saved(best: &DesignResult, other: &DesignResult) -> Option<(f64, &'static str)> {
    let parts: [(&str, Option<f64>, Option<f64>); 5] = [
        (WRONG, best.wrong, other.wrong),
        ("running costs", best.running, other.running),
        (WAITING, best.waiting, other.waiting),
        ("downtime", best.down, other.down),
        ("partitions", best.partition, other.partition),
    ];
    let gain = |(name, own, theirs): &(&'static str, Option<f64>, Option<f64>)| {
        (theirs.unwrap_or(0.0) - own.unwrap_or(0.0), *name)
    };
    parts.iter().map(gain).max_by(|a, b| a.0.total_cmp(&b.0))
}

/// `: $2.49k less in all`, where what is saved most is not the whole of it.
fn in_all(saved: f64, margin: f64, currency: &str) -> String {
    match (saved / margin - 1.0).abs() > WHOLE {
        true => format!(": {} less in all", show::money(margin, currency)),
        false => String::new(),
    }
}

/// A saving this near to the whole of it, as a part of it, stands for it.
const WHOLE: f64 = 0.02;

/// What a design saves where it is faster.
const WAITING: &str = "waiting";

/// What a design saves where it is wrong less often.
const WRONG: &str = "wrong answers";

/// `SS prevents all of the errors`, where that is assumed.
fn prevented(assessment: &Assessment) -> Option<&str> {
    let mut said = assessment.assumptions.iter();
    said.find_map(|said| said.strip_prefix("Assumes that "))
        .map(|said| said.trim_end_matches('.'))
}

/// What the only design there is costs, where that is known: a sentence behind another.
fn priced(assessment: &Assessment) -> String {
    let Some(design) = assessment.designs.first().filter(|design| design.total.is_some()) else {
        return String::new();
    };
    format!(" {}", surely_costs(design, assessment))
}

/// What a design costs that none is compared with, and how sure that is: `It costs $1.03M a year in
/// downtime ($441k to $1.94M in 90 of 100 draws; the average to within $9.6k).`
fn surely_costs(design: &DesignResult, assessment: &Assessment) -> String {
    let Some(said) = costs(design, &assessment.designs, &assessment.currency, None) else {
        return "What it costs is not stated yet.".into();
    };
    let currency = &assessment.currency;
    let all = if has_parts(design) { "in all " } else { "" };
    match design.total_error.zip(likely(design, currency)) {
        Some((error, range)) => format!(
            "{said} ({all}{range} in 90 of 100 draws; the average to within {}).",
            show::money(two_sided(error), currency)
        ),
        None => format!("{said}."),
    }
}

/// `Checkout is available 99.73% of the time, 1 h 57 min down in 30 d: 2.7 times its budget.`
fn delivered(journey: &Journey) -> String {
    let chain = &journey.chain;
    let Some(down) = chain.unavailability else {
        return match &chain.latency {
            Some(latency) => format!(
                "{} answers in {} at the 99th percentile.",
                journey.name,
                show::duration(latency.p99)
            ),
            None => format!(
                "{} needs the availability of {} before anything can be said.",
                journey.name,
                unknown(journey)
            ),
        };
    };
    let available = format!(
        "{} is available {} of the time",
        journey.name,
        show::availability(down)
    );
    match journey
        .budget
        .as_ref()
        .and_then(|budget| budget.spent.map(|spent| (budget, spent)))
    {
        Some((budget, spent)) => {
            let window = show::significant(budget.window_days, 3);
            let minutes = show::duration(budget.expected_seconds.unwrap_or(0.0));
            let target = show::availability(budget.allowed);
            let share = show::significant(spent, 2);
            let times = if spent > 1.0 { " times" } else { " of" };
            let kept = kept(budget);
            format!(
                "{available}: {minutes} down in {window} days, {share}{times} the error budget of {target}{kept}."
            )
        }
        None => format!("{available}."),
    }
}

/// `, which 19% (±1.2%) of such windows keep`; nothing while that is not known.
fn kept(budget: &Budget) -> String {
    let Some(chance) = budget.chance_of_meeting else {
        return String::new();
    };
    let error = budget.chance_error.map_or(String::new(), |error| {
        format!(" (±{})", show::percent(two_sided(error)))
    });
    format!(", which {}{error} of such windows keep", show::percent(chance))
}

/// `cache`, `cache and queue`, `cache and 4 more services`: those without an availability.
fn unknown(journey: &Journey) -> String {
    let services = journey.chain.services.iter();
    let unknown: Vec<&str> = services
        .filter(|service| service.unavailability.is_none())
        .map(|service| service.name.as_str())
        .collect();
    match unknown.as_slice() {
        [] => "its services".into(),
        [one] => (*one).into(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} more services", rest.len()),
    }
}

fn rests_on(assessment: &Assessment, decision: Option<&Decision>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(decision) = decision {
        parts.extend(decision.pacelc.as_deref().map(class_in_words));
        parts.extend(unpriced(assessment));
        parts.extend(decided_by_default(assessment));
        parts.extend(pays(assessment));
        parts.extend(held(assessment));
        parts.extend(others_chance(assessment));
        parts.extend(checked_once(assessment));
        parts.extend(margin(decision, &assessment.currency));
        parts.extend(nearest_flip(assessment).map(|said| lower_first(said.trim_end_matches('.'))));
        if let Some(rule) = decision
            .rule_of_thumb
            .as_ref()
            .filter(|rule| rule.agrees == Some(false))
        {
            let reason = rule.reason.split(", and ").next().unwrap_or_default();
            parts.push(format!(
                "the rule of thumb says {} instead ({reason})",
                rule.recommends
            ));
        }
    } else {
        parts.extend(held(assessment));
    }
    if let Some(design) = shown_design(assessment).filter(|design| !design.not_checked.is_empty()) {
        parts.push(format!("not checked: {}", in_short(&design.not_checked)));
    }
    let first = |start: &str| assessment.assumptions.iter().find(|said| said.starts_with(start));
    if at_medians(assessment) {
        parts.push("at medians of the ranges".into());
    }
    // Where no draw is against the choice, nothing needs measuring for it.
    if decision.is_none() || others_chance(assessment).is_none() {
        parts.extend(advice(assessment).map(|said| lower_first(said.trim_end_matches('.'))));
    }
    // Where it decides, the headline says it.
    if decision.is_some_and(|decision| decision.runner_up.is_none()) {
        parts.extend(first("Assumes").map(|said| lower_first(said.trim_end_matches('.'))));
    }
    if let Some(latency) = shown_journey(assessment)
        .and_then(|journey| journey.chain.latency.as_ref())
        .filter(|latency| decision.is_none() && latency.sum_of_p99 > 1.01 * latency.p99)
    {
        parts.push(format!(
            "p99 {}, not the {} that adding p99s gives",
            show::duration(latency.p99),
            show::duration(latency.sum_of_p99)
        ));
    }
    if decision.is_none() {
        parts.extend(shown_journey(assessment).and_then(whatever_coincides));
    }
    upper_first(&parts.join(" · "))
}

/// That the design which is taken states nothing of costs that the next one does: then it may be the cheapest
/// for that alone.
fn unpriced(assessment: &Assessment) -> Option<String> {
    let (best, other) = compared(assessment)?;
    let (best, other) = (best, other?);
    let silent = best.items.is_empty() && other.running.is_some_and(|cost| cost > 0.0);
    silent.then(|| format!("{} states no running costs, and {} does", best.name, other.name))
}

/// That what waiting costs decides, where nobody stated that.
fn decided_by_default(assessment: &Assessment) -> Option<String> {
    let (best, other) = compared(assessment)?;
    let other = other?;
    let margin = other.total? - best.total?;
    let without = margin - (other.waiting.unwrap_or(0.0) - best.waiting.unwrap_or(0.0));
    let mut said = assessment.assumptions.iter();
    let by_default = said.any(|said| said.starts_with("Waiting costs 0.6 %"));
    (by_default && margin > 0.0 && without <= 0.0)
        .then(|| "decided by waiting, at 0.6% of revenue per 100 ms, which is the default".to_owned())
}

/// How often the design that is taken is as available as it must be, where that is not always: ranges
/// may decide it, and what decides whether a design is let in is the median.
fn held(assessment: &Assessment) -> Option<String> {
    let let_in = match &assessment.decision {
        Some(decision) if decision.best.is_some() => "at medians, and ",
        Some(_) => return None,
        None => "",
    };
    let share = shown_design(assessment)?.held.filter(|share| *share < 1.0)?;
    Some(format!(
        "as available as it must be {let_in}in {} of the draws",
        about(share)
    ))
}

/// A share that a few hundred draws tell: in whole percents, and never all or nothing.
pub fn about(share: f64) -> String {
    let percent = (100.0 * share).round();
    match percent {
        p if p < 1.0 => "less than 1%".to_owned(),
        p if p > 99.0 => "more than 99%".to_owned(),
        p => format!("about {p}%"),
    }
}

/// That draws are of costs, where a range may decide whether a requirement is met.
fn checked_once(assessment: &Assessment) -> Option<String> {
    let decision = assessment.decision.as_ref()?;
    let told = shown_design(assessment).is_some_and(|design| design.held.is_some());
    let required = assessment
        .journeys
        .iter()
        .any(|journey| journey.budget.is_some() || journey.latency_target.is_some());
    let some_miss = decision
        .flips
        .iter()
        .any(|flip| flip.becomes.is_none() && flip.at.is_some());
    (assessment.engine.samples > 0 && required && some_miss && !told)
        .then(|| "whether a design meets what must hold is decided at medians".to_owned())
}

/// `consistent in a partition, fast otherwise (PC/EL)`.
fn class_in_words(class: &str) -> String {
    let Some((_, said)) = CLASSES.iter().find(|(known, _)| *known == class) else {
        return class.to_owned();
    };
    format!("{said} ({class})")
}

/// `services are taken to fail independently; if failures are related, 99.73% to 99.9%`; nothing where the two ends read
/// alike.
fn whatever_coincides(journey: &Journey) -> Option<String> {
    let bounds = journey.chain.bounds.as_ref()?;
    let (low, high) = (
        show::availability(1.0 - bounds.low),
        show::availability(1.0 - bounds.high),
    );
    (low != high).then(|| {
        format!("services are taken to fail independently; if failures are related, {low} to {high}")
    })
}

/// `text` with a capital, unless it begins with a name such as `p99`.
fn upper_first(text: &str) -> String {
    let named = text
        .split(' ')
        .next()
        .is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    match named {
        true => text.to_owned(),
        false => capital(text),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        std::iter::once(first.to_ascii_lowercase()).chain(chars).collect()
    })
}
