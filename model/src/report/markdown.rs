//! The report as Markdown, for design documents.

use super::certainty::{flips, spread, swings, swung, worth};
use super::text::rows;
use super::{build, halves, of_class, reliability, systems, verdict};
use crate::assessment::{Assessment, DesignResult, Engine, Journey};
use crate::quantity::show;
use std::fmt::Write as _;

/// The whole assessment as Markdown, with a link to re-open it when there is one.
pub fn markdown(assessment: &Assessment, link: Option<&str>) -> String {
    let mut out = String::new();
    let verdict = verdict(assessment);
    let title = if assessment.title.is_empty() {
        "Scenario"
    } else {
        &assessment.title
    };
    let _ = writeln!(out, "### {}\n\n**{}**\n", cell(title), cell(&verdict.headline));
    if !verdict.detail.is_empty() {
        let _ = writeln!(out, "{}\n", cell(&verdict.detail));
    }
    assessment
        .journeys
        .iter()
        .for_each(|journey| write_journey(&mut out, journey));
    write_designs(&mut out, assessment);
    let spreads = spreads(assessment);
    list(&mut out, "How sure", spreads.iter().map(String::as_str));
    if let Some(decision) = &assessment.decision {
        list(&mut out, "PACELC", halves(assessment).iter().map(String::as_str));
        list(
            &mut out,
            &of_class("What to build", decision),
            build(decision).iter().map(String::as_str),
        );
        list(
            &mut out,
            &of_class("Data stores", decision),
            systems(decision).iter().map(String::as_str),
        );
        list(
            &mut out,
            "The best would be another",
            flips(decision).iter().map(String::as_str),
        );
        list(
            &mut out,
            &format!("What each range does to {}", swung(assessment, decision)),
            swings(assessment, decision).iter().map(String::as_str),
        );
        list(
            &mut out,
            "What knowing is worth",
            worth(assessment, decision).iter().map(String::as_str),
        );
    }
    list(
        &mut out,
        "Reliability",
        reliability(assessment).iter().map(String::as_str),
    );
    list(
        &mut out,
        "Warnings",
        assessment.warnings.iter().map(|warning| warning.message.as_str()),
    );
    list(&mut out, "Notes", assessment.notes.iter().map(String::as_str));
    list(
        &mut out,
        "Assumptions",
        assessment.assumptions.iter().map(String::as_str),
    );
    let engine = &assessment.engine;
    let _ = match link {
        Some(link) => writeln!(
            out,
            "[Open in Quorate]({link}) · engine {}, {}",
            engine.version,
            drawn(engine)
        ),
        None => writeln!(out, "Quorate engine {}, {}", engine.version, drawn(engine)),
    };
    out
}

/// What the numbers can be drawn again from.
fn drawn(engine: &Engine) -> String {
    match engine.samples {
        0 => format!("seed {}", engine.seed),
        draws => format!(
            "seed {}, {} draws",
            engine.seed,
            show::grouped(&draws.to_string())
        ),
    }
}

pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

pub(super) fn list<'a>(out: &mut String, title: &str, lines: impl Iterator<Item = &'a str>) {
    let lines: Vec<&str> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}:\n");
    for line in lines {
        let _ = writeln!(out, "- {}", cell(line));
    }
    out.push('\n');
}

fn write_journey(out: &mut String, journey: &Journey) {
    let _ = writeln!(
        out,
        "`{}`\n\n| result | value |\n|---|---|",
        journey.flow.replace('`', "")
    );
    for (name, value) in rows(&journey.chain, journey) {
        let _ = writeln!(out, "| {name} | {} |", cell(&value));
    }
    out.push('\n');
}

pub(super) fn write_designs(out: &mut String, assessment: &Assessment) {
    if assessment.designs.is_empty() {
        return;
    }
    let split = assessment.designs.iter().any(|design| design.partition.is_some());
    let (head, rule) = if split { (" partition |", "---|") } else { ("", "") };
    let _ = writeln!(
        out,
        "| design | level | PACELC | running | waiting | wrong | down |{head} total a year | requirements |\n|---|---|---|---|---|---|---|{rule}---|---|"
    );
    for design in &assessment.designs {
        let money = |value: Option<f64>| {
            value.map_or("–".to_owned(), |value| show::money(value, &assessment.currency))
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |{} {} | {} |",
            cell(&design.name),
            design.level.map_or("–".to_owned(), |level| level.to_string()),
            design.pacelc.as_deref().unwrap_or("–"),
            money(design.running),
            money(design.waiting),
            money(design.wrong),
            money(design.down),
            if split {
                format!(" {} |", money(design.partition))
            } else {
                String::new()
            },
            money(design.total),
            cell(&requirements(design))
        );
    }
    out.push('\n');
}

/// What each design's total lies within, a line each.
pub(super) fn spreads(assessment: &Assessment) -> Vec<String> {
    let line = |design: &DesignResult| Some(format!("{}: {}", design.name, spread(design, assessment)?));
    assessment.designs.iter().filter_map(line).collect()
}

fn requirements(design: &DesignResult) -> String {
    match design.meets {
        Some(true) => "met".into(),
        Some(false) => format!("missed: {}", design.misses.join("; ")),
        None => format!("not checked: {}", design.not_checked.join("; ")),
    }
}
