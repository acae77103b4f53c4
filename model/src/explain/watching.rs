//! Why an SLO is met so often, and why an alert fires when it does.

use super::exact::{number, percent};
use super::{Explanation, Subject};
use crate::assessment::{Alert, Assessment, Budget};
use crate::budget::SECONDS_PER_DAY;
use crate::budget::lints::name;
use crate::quantity::show;

fn workbook() -> Vec<String> {
    vec!["B. Beyer et al., The Site Reliability Workbook, 2018, chapter 5".into()]
}

fn takacs() -> Vec<String> {
    vec!["L. Takács, On certain sojourn time problems in the theory of stochastic processes, 1957".into()]
}

fn budget_of<'a>(assessment: &'a Assessment, subject: &Subject) -> Option<&'a Budget> {
    subject.journey_of(assessment)?.budget.as_ref()
}

fn law(budget: &Budget) -> (String, Vec<String>) {
    let mut assumed = vec![
        "Every window starts with everything up; times between failures and to repair are exponential, each part on its own.".to_owned(),
        "Requests that fail beside outages do so evenly.".to_owned(),
    ];
    let formula = match budget.chance_error {
        None => {
            "Σ over the number of failures k: Poisson(k; (P − B)/MTBF) × Gamma(B; k, MTTR), the downtime B allowed in the window P."
        }
        Some(_) => {
            assumed.push("Windows are drawn with a seed of their own, the same for everyone.".to_owned());
            "The share of drawn windows in which the union of the outages of all parts stays within the budget."
        }
    };
    (formula.to_owned(), assumed)
}

pub(super) fn chance(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = budget_of(assessment, subject)?;
    let chance = budget.chance_of_meeting?;
    let (formula, assumptions) = law(budget);
    let outages = budget.outages.map_or(String::new(), |outages| {
        format!(
            "{} outages of {} s on average are expected in {} days, and {} s are allowed. ",
            number(outages.expected),
            number(outages.mean_seconds),
            show::significant(budget.window_days, 6),
            number(budget.seconds)
        )
    });
    let error = budget.chance_error.map_or(String::new(), |error| {
        format!(" (standard error {})", percent(error))
    });
    Some(Explanation {
        title: format!(
            "{} is met in {} of the windows{}",
            show::availability(budget.allowed),
            show::percent(chance),
            subject.with()
        ),
        formula,
        numbers: format!("{outages}The chance is {}{error}.", percent(chance)),
        assumptions,
        sources: takacs(),
    })
}

pub(super) fn promise(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = budget_of(assessment, subject)?;
    let promise = budget.promise?;
    let (_, assumptions) = law(budget);
    let (at_95, at_99) = (1.0 - promise.at_95, 1.0 - promise.at_99);
    Some(Explanation {
        title: format!(
            "{} could be promised: 95 of 100 windows keep it{}",
            show::availability(at_95),
            subject.with()
        ),
        formula:
            "The availability that is kept with that probability: a quantile of the downtime in one window."
                .into(),
        numbers: format!(
            "In 95 of 100 windows of {} days at most {} of the time is lost, in 99 at most {}.",
            show::significant(budget.window_days, 6),
            percent(at_95),
            percent(at_99)
        ),
        assumptions,
        sources: takacs(),
    })
}

pub(super) fn costs(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = budget_of(assessment, subject)?;
    let costs = budget.costs?;
    Some(Explanation {
        title: format!(
            "Spending the whole budget costs {}",
            show::money(costs, &assessment.currency)
        ),
        formula: "(1 − SLO) × window × what a second of full outage costs.".into(),
        numbers: format!(
            "{} s × {} a second = {}.",
            number(budget.seconds),
            number(if budget.seconds > 0.0 {
                costs / budget.seconds
            } else {
                0.0
            }),
            number(costs)
        ),
        assumptions: vec!["The budget is spent in full outages; partial ones cost in proportion.".into()],
        sources: workbook(),
    })
}

pub(super) fn alert(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = budget_of(assessment, subject)?;
    let alert = match &subject.part {
        Some(part) => budget.alerts.iter().find(|alert| name(alert) == *part)?,
        None => budget.alerts.first()?,
    };
    let window = budget.window_days * SECONDS_PER_DAY;
    let found = match (alert.detects_full_outage, alert.resets) {
        (Some(fires), Some(resets)) => format!(
            " A full outage: {} s × {} = {} s until it fires; it stops {} s after the end. {}",
            number(alert.long),
            percent(alert.threshold),
            number(fires),
            number(resets),
            gone(alert, assessment)
        ),
        _ => " That is more than all requests: it never fires.".to_owned(),
    };
    Some(Explanation {
        title: format!("The {} fires at a burn rate of {}", name(alert), show::significant(alert.burn, 4)),
        formula: "Burn = share of the budget × window / long window; threshold θ = burn × (1 − SLO); it fires after long × θ / error ratio and stops short × (1 − θ / error ratio) after the end.".into(),
        numbers: format!(
            "{} × {} s / {} s = {}; above {} × {} = {} of the requests.{found}",
            percent(alert.spends),
            number(window),
            number(alert.long),
            number(alert.burn),
            number(alert.burn),
            percent(budget.allowed),
            percent(alert.threshold)
        ),
        assumptions: vec!["No errors before, an even error ratio, and even traffic; rules are evaluated without delay.".into()],
        sources: workbook(),
    })
}

fn gone(alert: &Alert, assessment: &Assessment) -> String {
    let mut text = format!("By then {} of the budget is gone", percent(alert.spends));
    if let Some(costs) = alert.costs {
        text.push_str(&format!(", {}", show::money(costs, &assessment.currency)));
    }
    if let Some(spends) = alert.spends_until_repair {
        text.push_str(&format!("; after a repair of mean length {}", percent(spends)));
    }
    text + "."
}

pub(super) fn incident(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = budget_of(assessment, subject)?;
    let incident = budget.incident.as_ref()?;
    Some(Explanation {
        title: format!(
            "The incident spends {} of the budget",
            show::percent(incident.spends)
        ),
        formula: "Error ratio × length / budget.".into(),
        numbers: format!(
            "{} × {} s / {} s = {}.",
            percent(incident.ratio),
            number(incident.seconds),
            number(budget.seconds),
            percent(incident.spends),
        ),
        assumptions: vec!["The budget is whole before, and nothing else fails meanwhile.".into()],
        sources: workbook(),
    })
}
