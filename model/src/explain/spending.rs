//! Why the error budget is what it is, and what each part takes of it.

use super::chain::series;
use super::exact::{gives, number, percent};
use super::{Explanation, Subject};
use crate::assessment::{Assessment, Budget, Chain, ServiceShare};
use crate::budget::{DEFAULT_WINDOW_DAYS, SECONDS_PER_DAY};
use crate::quantity::show;
use crate::report::has_ranges;

fn workbook() -> Vec<String> {
    vec!["B. Beyer et al., The Site Reliability Workbook, 2018, chapter 5".into()]
}

fn calculus() -> Vec<String> {
    vec!["B. Treynor et al., The Calculus of Service Availability, ACM Queue 15(2), 2017".into()]
}

fn days(budget: &Budget) -> String {
    format!("{} days", show::significant(budget.window_days, 6))
}

pub(super) fn spent(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let budget = journey.budget.as_ref()?;
    let (spent, down) = (budget.spent?, journey.chain.unavailability?);
    Some(Explanation {
        title: format!(
            "{} times the error budget is expected to be spent{}",
            show::significant(spent, 3),
            subject.with()
        ),
        formula: "Spent = unavailability / (1 − SLO).".into(),
        numbers: format!(
            "The budget over {} is {}. Expected unavailability{} over what is allowed: {} / {} = {}.",
            days(budget),
            show::duration(budget.seconds),
            match has_ranges(assessment) {
                true => ", every range at its median,",
                false => "",
            },
            percent(down),
            percent(budget.allowed),
            number(spent)
        ),
        assumptions: vec!["Expected over many windows: one window can be luckier or unluckier.".into()],
        sources: workbook(),
    })
}

pub(super) fn seconds(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = subject.journey_of(assessment)?.budget.as_ref()?;
    Some(Explanation {
        title: format!(
            "The error budget over {} is {}",
            days(budget),
            show::duration(budget.seconds)
        ),
        formula: "(1 − SLO) × window, as time of full outage.".into(),
        numbers: format!(
            "{} × {} × {} s = {} s.",
            percent(budget.allowed),
            days(budget),
            number(SECONDS_PER_DAY),
            number(budget.seconds)
        ),
        assumptions: Vec::new(),
        sources: workbook(),
    })
}

pub(super) fn requests(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let budget = subject.journey_of(assessment)?.budget.as_ref()?;
    let requests = budget.requests.filter(|_| budget.seconds > 0.0)?;
    Some(Explanation {
        title: format!(
            "The error budget over {} is {} failed requests",
            days(budget),
            show::count(requests)
        ),
        formula: "(1 − SLO) × traffic × window.".into(),
        numbers: format!(
            "{} × {} requests a second × {} × {} s = {}.",
            percent(budget.allowed),
            number(requests / budget.seconds),
            days(budget),
            number(SECONDS_PER_DAY),
            number(requests)
        ),
        assumptions: vec!["Traffic is taken as even over the window.".into()],
        sources: workbook(),
    })
}

pub(super) fn equal_split(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let budget = journey.budget.as_ref()?;
    let each = 1.0 - budget.equal_split?;
    let (domains, services): (Vec<&ServiceShare>, Vec<&ServiceShare>) =
        journey.chain.services.iter().partition(|part| part.domain);
    let held: Vec<f64> = domains
        .iter()
        .filter_map(|domain| domain.unavailability)
        .collect();
    let all = services.iter().map(|_| each).chain(held.iter().copied());
    let numbers = if gives_nearly(series(all), budget.allowed) {
        let domains: String = held.iter().map(|q| format!(" × (1 − {})", percent(*q))).collect();
        format!(
            "{} services, all needed: 1 − (1 − {})^{}{domains} = {}.",
            services.len(),
            percent(each),
            services.len(),
            percent(budget.allowed)
        )
    } else {
        format!(
            "With each of {} services down {} of the time, {} is down {} of the time, exactly what the target allows.",
            services.len(),
            percent(each),
            journey.flow,
            percent(budget.allowed)
        )
    };
    Some(Explanation {
        title: format!(
            "{} is met when every service has {}",
            show::availability(budget.allowed),
            show::availability(each)
        ),
        formula: "The common availability that, put into every service (domains as they are), makes the flow meet the SLO exactly; for n services in series SLO^(1/n).".into(),
        numbers,
        assumptions: vec!["Services and domains fail independently.".into()],
        sources: calculus(),
    })
}

/// The stored split is an availability: what it leaves out has fewer digits.
fn gives_nearly(formula: f64, result: f64) -> bool {
    (formula - result).abs() <= 1e-7 * result + 1e-14
}

pub(super) fn share(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let chain = &journey.chain;
    let service = subject.service_of(journey)?;
    let (share, down) = (service.downtime_share?, chain.unavailability?);
    let days = journey
        .budget
        .as_ref()
        .map_or(DEFAULT_WINDOW_DAYS, |budget| budget.window_days);
    let window = days * SECONDS_PER_DAY;
    let own = weighed(chain, service, share)
        .unwrap_or_else(|| format!("Its outages and failed calls make {} of the sum.", percent(share)));
    Some(Explanation {
        title: format!(
            "{} makes {} of the downtime of {}{}",
            service.name,
            show::percent(share),
            journey.name,
            subject.with()
        ),
        formula: "q·B / Σ q·B over all parts: how often it is down, times how much the flow depends on it (B, Birnbaum: availability with it up minus with it down).".into(),
        numbers: format!(
            "{own} Over {} days: {} × {} s of downtime = {} s.",
            show::significant(days, 6),
            percent(share),
            number(down * window),
            number(share * down * window)
        ),
        assumptions: vec!["Services and domains fail independently.".into()],
        sources: vec!["Z. W. Birnbaum, On the Importance of Different Components in a Multicomponent System, 1969".into()],
    })
}

/// The share from what is shown of each part, where nothing else comes in.
fn weighed(chain: &Chain, service: &ServiceShare, share: f64) -> Option<String> {
    let weight = |part: &ServiceShare| Some(part.unavailability? * part.birnbaum?);
    let total: f64 = chain.services.iter().filter_map(weight).sum();
    let (q, b) = (service.unavailability?, service.birnbaum?);
    (total > 0.0 && gives(q * b / total, share)).then(|| {
        format!(
            "{} × {} / {} = {}.",
            percent(q),
            number(b),
            percent(total),
            percent(share)
        )
    })
}

pub(super) fn required(assessment: &Assessment, subject: &Subject) -> Option<Explanation> {
    let journey = subject.journey_of(assessment)?;
    let service = subject.service_of(journey)?;
    let budget = journey.budget.as_ref()?;
    let (down, q, b) = (
        journey.chain.unavailability?,
        service.unavailability?,
        service.birnbaum?,
    );
    let without = (down - b * q).max(0.0);
    let target = show::availability(budget.allowed);
    let (title, numbers) = match service.required {
        Some(required) => {
            let wanted = 1.0 - required;
            let equation = format!(
                "({} − ({} − {} × {})) / {} = {}.",
                percent(budget.allowed),
                percent(down),
                number(b),
                percent(q),
                number(b),
                percent(wanted)
            );
            let shown = gives_nearly((budget.allowed - (down - b * q)) / b, wanted);
            let other = format!(
                "It may be down {} of the time, the domains it includes counted in.",
                percent(wanted)
            );
            (
                format!(
                    "{} alone would need {} for {target}",
                    service.name,
                    show::availability(wanted)
                ),
                if shown { equation } else { other },
            )
        }
        None => (
            format!("{} alone cannot reach {target}", service.name),
            format!(
                "Even if it were never down, the rest would be: {} of the time, where {} is allowed.",
                percent(without),
                percent(budget.allowed)
            ),
        ),
    };
    Some(Explanation {
        title: title + &subject.with(),
        formula: "The flow's unavailability is linear in each part's: (allowed − (unavailability − B·q)) / B, with B the part's Birnbaum importance and q its unavailability.".into(),
        numbers,
        assumptions: vec!["All other parts stay as they are.".into()],
        sources: calculus(),
    })
}
