//! The decision record: context, options, decision, certainty, and how to derive it again.
//!
//! # What it computes
//! Markdown that can be committed as it is, in the form of an architecture decision record.
//!
//! # Why it matters
//! A decision outlives the meeting. Whoever doubts it a year later needs its figures, what they rest
//! on, what would change it, and the means to compute them again.
//!
//! # References
//! M. Nygard, "Documenting Architecture Decisions", 2011 (context, decision, status, consequences).

use super::certainty::{certainty, flips, margin, swings, swung, worth};
use super::markdown::{cell, list, spreads, write_designs};
use super::verdict::{choice, pays};
use super::{build, halves, reliability, shown_design, shown_journey, systems, text, verdict};
use crate::assessment::{Assessment, Decision, DesignResult, Journey};
use crate::quantity::show;
use std::fmt::Write as _;

/// The record of a decision, with the scenario's `source` text and the link that carries it.
pub fn record(assessment: &Assessment, source: &str, link: &str) -> String {
    let mut out = String::new();
    let decision = assessment.decision.as_ref();
    let _ = writeln!(
        out,
        "# {}\n\nStatus: proposed\n",
        cell(&title(assessment, decision))
    );
    write_context(&mut out, assessment);
    write_options(&mut out, assessment);
    let mut said = choice(assessment).unwrap_or_else(|| verdict(assessment).headline);
    if let Some(pays) = pays(assessment) {
        let _ = write!(said, " It {pays}.");
    }
    let _ = writeln!(out, "## Decision\n\n{}\n", cell(&said));
    if let Some(decision) = decision {
        write_certainty(&mut out, assessment, decision);
        write_changes(&mut out, assessment, decision);
        write_consequences(&mut out, assessment, decision);
    }
    heading(&mut out, "Reliability", &reliability(assessment));
    heading(&mut out, "Assumptions", &assessment.assumptions);
    let warnings: Vec<String> = assessment
        .warnings
        .iter()
        .map(|warning| warning.message.clone())
        .collect();
    heading(&mut out, "Warnings", &warnings);
    write_source(&mut out, assessment, source, link);
    out
}

fn title(assessment: &Assessment, decision: Option<&Decision>) -> String {
    let what = if assessment.title.is_empty() {
        "Decision"
    } else {
        &assessment.title
    };
    match decision.map(|decision| (&decision.best, &decision.closest)) {
        Some((Some(best), _)) => format!("{what}: {best}"),
        Some((None, _)) => format!("{what}: no design meets the requirements"),
        None => what.to_owned(),
    }
}

fn write_context(out: &mut String, assessment: &Assessment) {
    let _ = writeln!(out, "## Context\n");
    let rows: Vec<String> = assessment
        .journeys
        .iter()
        .flat_map(|journey| {
            let flow = format!("{}: `{}`", journey.name, journey.flow.replace('`', ""));
            std::iter::once(flow).chain(must_hold(journey))
        })
        .chain(assessment.notes.iter().cloned())
        .collect();
    for line in &rows {
        let _ = writeln!(out, "- {}", cell(line));
    }
    if rows.is_empty() {
        let _ = writeln!(
            out,
            "The scenario states no flow; what is compared is what the designs cost."
        );
    }
    out.push('\n');
    if let Some(journey) = shown_journey(assessment) {
        let with = shown_design(assessment)
            .filter(|_| assessment.designs.len() > 1)
            .map_or(String::new(), |design| format!(" with {}", design.name));
        let _ = writeln!(
            out,
            "| {}{} delivers | |\n|---|---|",
            cell(&journey.name),
            cell(&with)
        );
        for (name, value) in text::rows(&journey.chain, journey) {
            let _ = writeln!(out, "| {name} | {} |", cell(&value));
        }
        out.push('\n');
        if journey.guarantee.vector.is_some() {
            let _ = writeln!(
                out,
                "As a unit, a request gets ⟨scope, order, visibility, recency, idempotence, authority⟩; - is not stated.\n"
            );
        }
    }
}

/// `Payments must be available 99.99% of 30 days, with a p99 below 200 ms`.
fn must_hold(journey: &Journey) -> Option<String> {
    let available = journey.budget.as_ref().map(|budget| {
        format!(
            "be available {} of {} days",
            show::availability(budget.allowed),
            show::significant(budget.window_days, 3)
        )
    });
    let fast = journey.latency_target.as_ref().map(|target| {
        format!(
            "answer with a {} below {}",
            crate::plan::percentile(target.percentile),
            show::duration(target.limit)
        )
    });
    let wanted: Vec<String> = available.into_iter().chain(fast).collect();
    (!wanted.is_empty()).then(|| format!("{} must {}", journey.name, wanted.join(" and ")))
}

fn write_options(out: &mut String, assessment: &Assessment) {
    let _ = writeln!(out, "## Options\n");
    if assessment.designs.is_empty() {
        let _ = writeln!(out, "The scenario names no designs to choose from.\n");
        return;
    }
    write_designs(out, assessment);
    let unpriced = |design: &DesignResult| [design.waiting, design.wrong, design.down].contains(&None);
    if assessment.designs.iter().any(unpriced) {
        let _ = writeln!(
            out,
            "Money is a year's. – is not priced: the scenario does not state what it would follow from.\n"
        );
    }
    write_amounts(out, &assessment.designs, &assessment.currency);
}

/// Line items and harms, a row each, beside what each design pays for them.
fn write_amounts(out: &mut String, designs: &[DesignResult], currency: &str) {
    let lines = |design: &DesignResult| {
        let all = design.items.iter().chain(&design.harms);
        all.map(|line| (line.name.clone(), line.yearly))
            .collect::<Vec<_>>()
    };
    let columns: Vec<Vec<(String, f64)>> = designs.iter().map(lines).collect();
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in columns.iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return;
    }
    let heads: Vec<String> = designs.iter().map(|design| cell(&design.name)).collect();
    let _ = writeln!(
        out,
        "| running and wrong, a year | {} |\n|---|{}",
        heads.join(" | "),
        "---|".repeat(designs.len())
    );
    for name in names {
        let amounts = columns.iter().map(|column| {
            let own = column.iter().filter(|(other, _)| other == name);
            own.map(|(_, yearly)| *yearly)
                .reduce(|sum, yearly| sum + yearly)
                .map_or("–".to_owned(), |yearly| show::money(yearly, currency))
        });
        let amounts: Vec<String> = amounts.collect();
        let _ = writeln!(out, "| {} | {} |", cell(name), amounts.join(" | "));
    }
    out.push('\n');
}

fn write_certainty(out: &mut String, assessment: &Assessment, decision: &Decision) {
    let mut lines = spreads(assessment);
    if let (Some(best), Some(said)) = (&decision.best, margin(decision, &assessment.currency)) {
        lines.insert(0, format!("{best} is {said}"));
    }
    if assessment.engine.samples == 0 || lines.is_empty() {
        return;
    }
    let said = certainty(assessment).unwrap_or_else(|| {
        "Which designs meet the requirements is decided at medians, and no draw changes it.".into()
    });
    let _ = writeln!(
        out,
        "## Certainty\n\n{said} The error is that of the draws; what the ranges leave out is not in it.\n"
    );
    for line in lines {
        let _ = writeln!(out, "- {}", cell(&line));
    }
    out.push('\n');
}

fn write_changes(out: &mut String, assessment: &Assessment, decision: &Decision) {
    let flips = flips(decision);
    if !flips.is_empty() {
        let _ = writeln!(
            out,
            "## What would change it\n\nEach input moved alone, all others at their medians. The best would be:\n"
        );
        for line in flips {
            let _ = writeln!(out, "- {}", cell(&line));
        }
        out.push('\n');
    }
    let swings = swings(assessment, decision);
    list(
        out,
        &format!("What each range does to {}", swung(assessment, decision)),
        swings.iter().map(String::as_str),
    );
    heading(out, "What to measure", &worth(assessment, decision));
}

fn write_consequences(out: &mut String, assessment: &Assessment, decision: &Decision) {
    heading(out, "Partition and latency (PACELC)", &halves(assessment));
    heading(out, "What to build", &build(decision));
    let stores = systems(decision);
    if let Some(class) = decision.systems.first().map(|system| &system.class) {
        heading(
            out,
            &format!("Data stores of the class {class}, whatever their level"),
            &stores,
        );
    }
    if let Some(rule) = &decision.rule_of_thumb {
        let said = format!("It says {}: {}.", rule.recommends, rule.reason);
        heading(out, "Rule of thumb", &[said]);
    }
}

fn heading(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {title}\n");
    for line in lines {
        let _ = writeln!(out, "- {}", cell(line));
    }
    out.push('\n');
}

fn write_source(out: &mut String, assessment: &Assessment, source: &str, link: &str) {
    let engine = &assessment.engine;
    let drawn = match engine.samples {
        0 => "; no ranges were drawn".to_owned(),
        draws => format!(
            ", {} draws, seed {}",
            show::grouped(&draws.to_string()),
            engine.seed
        ),
    };
    let again = match engine.samples {
        0 => String::new(),
        draws => format!(" --samples {draws} --seed {}", engine.seed),
    };
    let fence = "`".repeat(longest_fence(source).max(2) + 1);
    let _ = writeln!(
        out,
        "## Sources\n\nComputed by Quorate {}{drawn}, from this scenario, whose comments name the sources of its numbers. To compute it again, save it as `scenario.toml` and run `quorate eval scenario.toml --format adr{again}`. {}\n\n{fence}toml\n{}\n{fence}",
        engine.version,
        opened(link),
        source.trim_end()
    );
}

/// How a link is opened: one with an address by itself, one without behind the page's address.
fn opened(link: &str) -> String {
    if link.starts_with('#') {
        return format!(
            "The same scenario as a link, for `quorate open` or behind the page's address: `{link}`"
        );
    }
    format!("[Open it in the page]({link}).")
}

/// The longest run of backticks in a text.
fn longest_fence(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assessor;
    use crate::estimate::Env;

    const SCENARIO: &str = r#"
title = "Ledger"
traffic = "50/s"   # measured in May
[wrongness]
error_probability = "0.0001% to 0.01%"   # our guess
[[wrongness.harm]]
cost = "$5 to $20"
[[design]]
name = "Strict"
level = "SS"
[[design.cost]]
price = "$10/h"
[[design]]
name = "Loose"
level = "EC"
"#;

    fn written(text: &str) -> String {
        let assessment = Assessor::new()
            .study(
                text,
                Env {
                    samples: 2000,
                    seed: 1,
                },
            )
            .unwrap();
        record(&assessment, text, "#q1.x")
    }

    #[test]
    fn a_record_says_what_why_how_sure_and_how_to_derive_it_again() {
        insta::assert_snapshot!(written(SCENARIO));
    }

    #[test]
    fn a_scenario_with_fences_of_its_own_stays_inside_its_fence() {
        let text = format!("# ```\n# ````\n{SCENARIO}");
        let record = written(&text);
        assert!(record.contains("\n`````toml\n# ```\n") && record.ends_with("\n`````\n"));
    }
}
