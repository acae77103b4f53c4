//! The five key results: available, p99, weakest hop, budget spent, a year in all.

use super::{shown_design, shown_journey};
use crate::assessment::Assessment;
use crate::quantity::show;

/// How a key result is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A fact.
    Plain,
    /// A target met.
    Good,
    /// A target missed.
    Bad,
}

/// One key result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyResult {
    /// The number, short.
    pub value: String,
    /// What it is.
    pub label: String,
    /// How to read it.
    pub tone: Tone,
    /// What [`crate::explain::why`] calls it.
    pub why: &'static str,
}

/// The key results there are, of the design to take or of the base.
pub fn key_results(assessment: &Assessment) -> Vec<KeyResult> {
    let results = [
        availability(assessment),
        latency(assessment),
        level(assessment),
        budget(assessment),
        total(assessment),
    ];
    results.into_iter().flatten().collect()
}

fn tone(met: Option<bool>) -> Tone {
    match met {
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Plain,
    }
}

fn availability(assessment: &Assessment) -> Option<KeyResult> {
    let journey = shown_journey(assessment)?;
    let down = journey.chain.unavailability?;
    let days = journey.budget.as_ref().map_or(30.0, |budget| budget.window_days);
    let label = format!(
        "available, {} down in {} d",
        show::duration(down * days * 86_400.0),
        show::significant(days, 3)
    );
    Some(KeyResult {
        value: show::availability(down),
        label,
        tone: tone(journey.budget.as_ref().and_then(|budget| budget.met)),
        why: "availability",
    })
}

fn latency(assessment: &Assessment) -> Option<KeyResult> {
    let journey = shown_journey(assessment)?;
    let latency = journey.chain.latency.as_ref()?;
    let target = journey.latency_target.as_ref().map(|target| {
        let percentile = crate::plan::percentile(target.percentile);
        let limit = show::duration(target.limit);
        match target.actual.filter(|_| target.percentile != 99.0) {
            Some(actual) => format!(
                "target {percentile} below {limit}, it is {}",
                show::duration(actual)
            ),
            None => format!("target {percentile} below {limit}"),
        }
    });
    let naive = (latency.sum_of_p99 > 1.01 * latency.p99)
        .then(|| format!("Σp99 would say {}", show::duration(latency.sum_of_p99)));
    let beside: Vec<String> = target.into_iter().chain(naive).collect();
    let label = if beside.is_empty() {
        "p99".to_owned()
    } else {
        format!("p99 ({})", beside.join("; "))
    };
    Some(KeyResult {
        value: show::duration(latency.p99),
        label,
        tone: tone(journey.latency_target.as_ref().and_then(|target| target.met)),
        why: "latency",
    })
}

fn level(assessment: &Assessment) -> Option<KeyResult> {
    let design = shown_design(assessment);
    let journey = shown_journey(assessment);
    let level = design
        .and_then(|design| design.level)
        .or_else(|| journey.and_then(|journey| journey.guarantee.level))?;
    let weakest = journey
        .map(|journey| journey.guarantee.weakest.as_slice())
        .unwrap_or_default();
    let label = match weakest {
        [] if journey.is_some_and(|journey| journey.guarantee.unit_is_weaker()) => {
            format!("each hop {}; the request as a unit less", level.long_name())
        }
        [] => format!("{}; no hop is weaker", level.long_name()),
        [one] => format!("weakest hop: {one}"),
        [one, rest @ ..] => format!("weakest hop: {one} and {} more", rest.len()),
    };
    Some(KeyResult {
        value: level.to_string(),
        label,
        tone: Tone::Plain,
        why: "level",
    })
}

fn budget(assessment: &Assessment) -> Option<KeyResult> {
    let journey = shown_journey(assessment)?;
    let budget = journey.budget.as_ref()?;
    let spent = budget.spent?;
    let label = format!("of the {} budget spent", show::availability(budget.allowed));
    Some(KeyResult {
        value: times(spent),
        label,
        tone: tone(budget.met),
        why: "budget",
    })
}

/// So many times the budget: `2.7×`, `158k×`.
pub(crate) fn times(spent: f64) -> String {
    let short = if spent < 1e4 {
        show::significant(spent, 2)
    } else {
        show::count(spent)
    };
    format!("{short}×")
}

fn total(assessment: &Assessment) -> Option<KeyResult> {
    let total = shown_design(assessment)?.total?;
    Some(KeyResult {
        value: show::money(total, &assessment.currency),
        label: "a year in all".into(),
        tone: Tone::Plain,
        why: "total",
    })
}
