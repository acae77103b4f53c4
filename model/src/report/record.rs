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

use super::certainty::{certainty, flips, swings, worth};
use super::markdown::{cell, list, write_designs};
use super::{build, halves, of_class, reliability, shown_journey, systems, text, verdict};
use crate::assessment::{Assessment, Decision};
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
    let _ = writeln!(out, "## Options\n");
    if assessment.designs.is_empty() {
        let _ = writeln!(out, "The scenario names no designs to choose from.\n");
    }
    write_designs(&mut out, assessment);
    let said = verdict(assessment);
    let _ = writeln!(out, "## Decision\n\n{}\n", cell(&said.headline));
    if let Some(decision) = decision {
        write_certainty(&mut out, assessment, decision);
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
        .map(|journey| format!("{}: `{}`", journey.name, journey.flow.replace('`', "")))
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
        let _ = writeln!(out, "| {} delivers | |\n|---|---|", cell(&journey.name));
        for (name, value) in text::rows(&journey.chain, journey) {
            let _ = writeln!(out, "| {name} | {} |", cell(&value));
        }
        out.push('\n');
    }
}

fn write_certainty(out: &mut String, assessment: &Assessment, decision: &Decision) {
    if let Some(said) = certainty(assessment) {
        let _ = writeln!(
            out,
            "## Certainty\n\n{said} The error is that of the draws; what the ranges leave out is not in it.\n"
        );
    }
    heading(out, "Partition and latency (PACELC)", &halves(assessment));
    heading(out, "What to build", &build(decision));
    heading(out, &of_class("Data stores", decision), &systems(decision));
    heading(out, "What would change it", &flips(decision));
    let base = decision.tornado_base.map_or(String::new(), |base| {
        format!(" (at medians {})", show::money(base, &assessment.currency))
    });
    let swings = swings(assessment, decision);
    if !swings.is_empty() {
        list(
            out,
            &format!("What each range does to the margin{base}"),
            swings.iter().map(String::as_str),
        );
    }
    heading(out, "What to measure", &worth(assessment, decision));
    if let Some(rule) = &decision.rule_of_thumb {
        let _ = writeln!(
            out,
            "The rule of thumb says {}: {}.\n",
            rule.recommends,
            cell(&rule.reason)
        );
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
        "## Sources\n\nComputed by Quorate {}{drawn}, from this scenario; its comments name the sources of its numbers. [Open it]({link}), or compute it again: save it as `scenario.toml` and run `quorate eval scenario.toml --format adr{again}`.\n\n{fence}toml\n{}\n{fence}",
        engine.version,
        source.trim_end()
    );
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
