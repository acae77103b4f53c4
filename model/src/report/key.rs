//! The five key results: available, p99, weakest hop, budget spent, a year in all.

use super::{shown_design, shown_journey};
use crate::assessment::{Assessment, DesignResult, Journey};
use crate::guarantee::Level;
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
    let enough = shown_design(assessment)
        .and_then(|design| design.held)
        .filter(|held| *held > 0.0 && *held < 1.0)
        .map_or(String::new(), |held| {
            format!("; enough in {} of the draws", super::about(held))
        });
    let label = format!(
        "available, {} down in {} d{enough}",
        show::duration(down * days * 86_400.0),
        show::significant(days, 3)
    );
    let allowed = journey.budget.as_ref().map_or(down, |budget| budget.allowed);
    Some(KeyResult {
        value: show::availability_beside(down, allowed),
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

/// What the journeys of a design are delivered, in the words of `name`: `browse EC, order SS` where they
/// differ, else one level for all.
pub fn levels(design: &DesignResult, name: impl Fn(Level) -> String) -> Option<String> {
    let each = design.journeys.iter();
    let own: Vec<(&str, Level)> = each
        .filter_map(|journey| Some((&*journey.name, journey.guarantee.level?)))
        .collect();
    let differ = own.iter().any(|(_, level)| *level != own[0].1);
    match differ {
        true => {
            let told: Vec<String> = own
                .iter()
                .map(|(journey, level)| format!("{journey} {}", name(*level)))
                .collect();
            Some(told.join(", "))
        }
        false => design.level.map(name),
    }
}

fn level(assessment: &Assessment) -> Option<KeyResult> {
    let design = shown_design(assessment);
    let journey = shown_journey(assessment);
    let level = design
        .and_then(|design| design.level)
        .or_else(|| journey.and_then(|journey| journey.guarantee.level))?;
    let weakest = journey.map(Journey::held_down_by).unwrap_or_default();
    let label = match weakest {
        [] if journey.is_some_and(|journey| journey.guarantee.unit_is_weaker()) => {
            format!(
                "{} at each hop, by which wrong answers are counted; across the hops less is promised",
                level.long_name()
            )
        }
        [] => format!("{}; no hop is weaker", level.long_name()),
        [one] => format!("{}; weakest hop: {one}", level.long_name()),
        [one, rest @ ..] => format!(
            "{}; weakest hop: {one} and {} more",
            level.long_name(),
            rest.len()
        ),
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
    let kept = budget.chance_of_meeting.map_or(String::new(), |chance| {
        let days = show::significant(budget.window_days, 6);
        format!("; {} of windows of {days} d keep it", super::about(chance))
    });
    let label = format!("of the {} budget spent{kept}", show::availability(budget.allowed));
    Some(KeyResult {
        value: times(spent),
        label,
        tone: tone(budget.met),
        why: "budget",
    })
}

/// So many times the budget: `2.7×`, `158k×`, and next to all of it on which side: `0.9994×`.
pub(crate) fn times(spent: f64) -> String {
    if spent >= 1e4 {
        return format!("{}×", show::count(spent));
    }
    let mut digits = (2..=6).map(|digits| show::significant(spent, digits));
    let usual = digits.next().unwrap_or_default();
    let told = (usual == "1").then(|| digits.find(|told| told != "1")).flatten();
    format!("{}×", told.unwrap_or(usual))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_next_to_the_whole_budget_says_on_which_side_it_is() {
        let cases = [
            (0.123, "0.12×"),
            (0.9994, "0.999×"),
            (0.99996, "0.99996×"),
            (1.0, "1×"),
            (1.003, "1.003×"),
            (2.68, "2.7×"),
            (158_000.0, "158k×"),
        ];
        for (spent, said) in cases {
            assert_eq!(times(spent), said);
        }
        assert_eq!(show::availability_beside(4.97e-4, 5e-4), "99.9503%");
        assert_eq!(show::availability_beside(5e-4, 5e-4), "99.95%");
        assert_eq!(show::availability_beside(1e-4, 5e-4), "99.99%");
    }

    #[test]
    fn no_hop_is_the_weakest_where_all_promise_the_same() {
        let label = |guarantees: [&str; 3]| {
            let mut text = String::from("flow = \"a > b > c\"\n");
            for (name, guarantee) in ["a", "b", "c"].iter().zip(guarantees) {
                text.push_str(&format!("[services.{name}]\nguarantee = \"{guarantee}\"\n"));
            }
            level(&crate::Assessor::new().assess(&text).unwrap())
                .unwrap()
                .label
        };
        assert_eq!(label(["I", "EC", "EC"]), "eventual; no hop is weaker");
        assert_eq!(label(["I", "SS", "EC"]), "eventual; weakest hop: c");
        assert_eq!(label(["I", "I", "EC"]), "eventual; weakest hop: c");
        assert_eq!(label(["EC", "SI", "EC"]), "eventual; weakest hop: a and 1 more");
    }
}
