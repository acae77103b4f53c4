//! The report as plain text, for terminals.

use super::certainty::{flips, spread, swings, swung, worth};
use super::{build, halves, of_class, reliability, systems, verdict};
use crate::assessment::{Assessment, Budget, Chain, DesignResult, Journey, Latency, ServiceShare};
use crate::quantity::{SECONDS_PER_YEAR, show};
use std::fmt::Write as _;

/// The whole assessment as text.
pub fn text(assessment: &Assessment) -> String {
    let mut out = String::new();
    let verdict = verdict(assessment);
    if !assessment.title.is_empty() {
        let _ = writeln!(out, "{}\n", assessment.title);
    }
    let _ = writeln!(out, "{}", verdict.headline);
    if !verdict.detail.is_empty() {
        let _ = writeln!(out, "{}", verdict.detail);
    }
    for journey in &assessment.journeys {
        write_journey(&mut out, journey);
    }
    if !assessment.designs.is_empty() {
        let _ = writeln!(out, "\nDesigns, money a year");
        assessment
            .designs
            .iter()
            .for_each(|design| write_design(&mut out, design, assessment));
    }
    if let Some(rule) = assessment
        .decision
        .as_ref()
        .and_then(|decision| decision.rule_of_thumb.as_ref())
    {
        let _ = writeln!(out, "\nRule of thumb: {} ({}).", rule.recommends, rule.reason);
    }
    if let Some(decision) = &assessment.decision {
        section(&mut out, "PACELC", halves(assessment).iter().map(String::as_str));
        section(
            &mut out,
            &of_class("What to build", decision),
            build(decision).iter().map(String::as_str),
        );
        section(
            &mut out,
            &of_class("Data stores", decision),
            systems(decision).iter().map(String::as_str),
        );
        section(
            &mut out,
            "The best would be another",
            flips(decision).iter().map(String::as_str),
        );
        let heading = format!("What each range does to {}", swung(assessment, decision));
        section(
            &mut out,
            &heading,
            swings(assessment, decision).iter().map(String::as_str),
        );
        section(
            &mut out,
            "What knowing is worth",
            worth(assessment, decision).iter().map(String::as_str),
        );
    }
    section(
        &mut out,
        "Reliability",
        reliability(assessment).iter().map(String::as_str),
    );
    section(
        &mut out,
        "Warnings",
        assessment.warnings.iter().map(|warning| warning.message.as_str()),
    );
    section(&mut out, "Notes", assessment.notes.iter().map(String::as_str));
    section(
        &mut out,
        "Assumptions",
        assessment.assumptions.iter().map(String::as_str),
    );
    out
}

fn section<'a>(out: &mut String, title: &str, lines: impl Iterator<Item = &'a str>) {
    for (at, line) in lines.enumerate() {
        let _ = if at == 0 {
            writeln!(out, "\n{title}\n  - {line}")
        } else {
            writeln!(out, "  - {line}")
        };
    }
}

fn write_journey(out: &mut String, journey: &Journey) {
    let _ = writeln!(out, "\n{}: {}", journey.name, journey.flow);
    for (name, value) in rows(&journey.chain, journey) {
        let _ = writeln!(out, "  {name:<22}{value}");
    }
    for service in &journey.chain.services {
        let share = service.downtime_share.map_or(String::new(), |share| {
            format!("{} of the downtime", show::percent(share))
        });
        let own = service.unavailability.map_or("-".to_owned(), show::availability);
        let guarantee = service.guarantee.as_deref().unwrap_or("-");
        let _ = writeln!(out, "    {:<20}{own:>12}  {guarantee:<4} {share}", service.name);
    }
    for (at, set) in journey.chain.cut_sets.iter().flatten().take(3).enumerate() {
        let lead = if at == 0 { "goes down most through" } else { "" };
        let time = show::duration(set.probability * SECONDS_PER_YEAR);
        let _ = writeln!(out, "  {lead:<24}{}: {time} a year", set.parts.join(" + "));
    }
    if let (Some(_), Some(away)) = (&journey.chain.cut_sets, journey.chain.partitioned()) {
        let time = show::duration(away * SECONDS_PER_YEAR);
        let _ = writeln!(
            out,
            "  {:<24}partitions of the network are not among these: {time} a year",
            ""
        );
    }
}

/// What each service would need, the most demanding five.
fn split(chain: &Chain, needed: impl Fn(&ServiceShare) -> Option<f64>) -> Option<String> {
    let all = chain
        .services
        .iter()
        .filter_map(|service| Some((&service.name, needed(service)?)));
    let sorted = crate::order::sorted_by_key(all.collect(), |(_, needed)| -needed);
    let more = sorted.len().saturating_sub(5);
    let mut each: Vec<String> = sorted
        .into_iter()
        .take(5)
        .map(|(name, needed)| format!("{name} {}", show::availability(1.0 - needed)))
        .collect();
    if more > 0 {
        each.push(format!("{more} more"));
    }
    (each.len() > 1).then(|| each.join(", "))
}

/// Who makes requests slow, the first three.
pub(crate) fn slow(latency: &Latency) -> Option<String> {
    let over = latency.tail_over?;
    let owners = latency.tail_owners.iter().take(3);
    let each: Vec<String> = owners
        .map(|owner| format!("{} {}", owner.service, show::percent(owner.share)))
        .collect();
    Some(format!(
        "{} (of requests over {})",
        each.join(", "),
        show::duration(over)
    ))
}

/// The chain's results by name, as shown in every report.
pub(super) fn rows(chain: &Chain, journey: &Journey) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if let Some(down) = chain.unavailability {
        rows.push(("available", show::availability(down)));
    }
    if let Some(bounds) = &chain.bounds {
        rows.push((
            "if not independent",
            format!(
                "{} to {}",
                show::availability(1.0 - bounds.low),
                show::availability(1.0 - bounds.high)
            ),
        ));
    }
    if let Some(degraded) = chain.degraded.filter(|degraded| *degraded > 0.0) {
        rows.push(("degraded", show::percent(degraded)));
    }
    if let Some(budget) = &journey.budget {
        rows.push((
            "error budget",
            format!(
                "{} in {} days at {}",
                show::duration(budget.seconds),
                show::significant(budget.window_days, 3),
                show::availability(budget.allowed)
            ),
        ));
        if let Some(spent) = budget.spent {
            rows.push(("budget spent", format!("{}×", show::significant(spent, 3))));
        }
        rows.extend(extra_nine(budget));
        rows.extend(watched(budget));
        if let Some(split) = budget.equal_split {
            rows.push((
                "equal split",
                format!("{} from every service", show::availability(1.0 - split)),
            ));
        }
    }
    if let Some(split) = split(chain, |service| service.cheapest) {
        rows.push(("cheapest split", split));
    } else if let Some(split) = split(chain, |service| service.weighted) {
        rows.push(("split in proportion", split));
    }
    if let Some(latency) = &chain.latency {
        rows.push((
            "p50, p95",
            format!("{}, {}", show::duration(latency.p50), show::duration(latency.p95)),
        ));
        rows.push((
            "p99, p99.9",
            format!(
                "{}, {}",
                show::duration(latency.p99),
                show::duration(latency.p999)
            ),
        ));
        rows.push(("mean", show::duration(latency.mean)));
        rows.push((
            "all slow together",
            format!(
                "{} (Σp99; the p99 of the whole may lie on either side)",
                show::duration(latency.sum_of_p99)
            ),
        ));
        rows.push(("p99 never above", show::duration(latency.upper_bound_p99)));
    }
    if let Some(slow) = chain.latency.as_ref().and_then(slow) {
        rows.push(("slow because of", slow));
    }
    if let Some(level) = journey.guarantee.level {
        rows.push(("weakest hop", format!("{level}, {}", level.long_name())));
    }
    if let Some(vector) = &journey.guarantee.vector {
        rows.push(("as a unit", vector.in_words()));
    }
    rows
}

/// Services that every request needs and that are no nine better than the target.
fn extra_nine(budget: &Budget) -> Option<(&'static str, String)> {
    let (first, rest) = budget.short_of_a_nine.split_first()?;
    let (who, verb) = match rest {
        [] => (first.clone(), "falls"),
        [other] => (format!("{first} and {other}"), "fall"),
        rest => (format!("{first} and {} more", rest.len()), "fall"),
    };
    let nine = show::availability(budget.allowed / 10.0);
    let said = format!("{who} {verb} short of {nine}, and every request needs that");
    Some(("one nine more", said))
}

/// The chance of meeting the target, what finds an outage, and the incident played through.
fn watched(budget: &Budget) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if let Some(chance) = budget.chance_of_meeting {
        let error = budget.chance_error.map_or(String::new(), |error| {
            format!(", ±{} of drawing them", show::percent(error))
        });
        rows.push((
            "target met",
            format!("in {} of the windows{error}", show::percent(chance)),
        ));
    }
    if let Some(why) = &budget.chance_untold {
        rows.push(("target met", format!("how often is not said: {why}")));
    }
    if let Some(promise) = budget.promise {
        rows.push((
            "could be promised",
            format!(
                "{} (95 of 100 windows keep it), {} (99 of 100)",
                show::availability(1.0 - promise.at_95),
                show::availability(1.0 - promise.at_99)
            ),
        ));
    }
    let found = budget
        .alerts
        .iter()
        .filter_map(|alert| Some((alert, alert.detects_full_outage?)));
    if let Some((alert, fires)) = found.min_by(|a, b| a.1.total_cmp(&b.1)) {
        rows.push((
            "full outage found",
            format!(
                "after {} ({} of the budget gone) by the {} over {}",
                show::duration(fires),
                show::percent(alert.spends),
                alert.severity,
                show::window(alert.long)
            ),
        ));
    }
    if let Some(incident) = &budget.incident {
        let first = incident.alerts.iter().filter_map(|alert| alert.fires);
        let fires = first
            .min_by(f64::total_cmp)
            .map_or("no alert fires".to_owned(), |fires| {
                format!("the first alert comes after {}", show::duration(fires))
            });
        rows.push((
            "the incident",
            format!("spends {} of the budget; {fires}", show::percent(incident.spends)),
        ));
    }
    rows
}

fn write_design(out: &mut String, design: &DesignResult, assessment: &Assessment) {
    let currency = assessment.currency.as_str();
    let money = |value: Option<f64>| value.map_or("-".to_owned(), |value| show::money(value, currency));
    let level = design.level.map_or("-".to_owned(), |level| level.to_string());
    let class = design.pacelc.as_deref().unwrap_or("-");
    let _ = writeln!(out, "  {} ({level}, {class})", design.name);
    let _ = writeln!(
        out,
        "    running {}  waiting {}  wrong {}  down {}{}  total {}",
        money(design.running),
        money(design.waiting),
        money(design.wrong),
        money(design.down),
        design.partition.map_or(String::new(), |cost| format!(
            "  partition {}",
            show::money(cost, currency)
        )),
        money(design.total)
    );
    if let Some(spread) = spread(design, assessment) {
        let _ = writeln!(out, "    {spread}");
    }
    for miss in &design.misses {
        let _ = writeln!(out, "    misses: {miss}");
    }
    for open in &design.not_checked {
        let _ = writeln!(out, "    not checked: {open}");
    }
}
