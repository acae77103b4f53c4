//! The report as Markdown, for design documents.

use super::text::rows;
use super::verdict;
use crate::assessment::{Assessment, DesignResult, Journey};
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
            "[Open in Quorate]({link}) · engine {}, seed {}",
            engine.version, engine.seed
        ),
        None => writeln!(out, "Quorate engine {}, seed {}", engine.version, engine.seed),
    };
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn list<'a>(out: &mut String, title: &str, lines: impl Iterator<Item = &'a str>) {
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

fn write_designs(out: &mut String, assessment: &Assessment) {
    if assessment.designs.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "| design | level | PACELC | running | waiting | wrong | down | total a year | requirements |\n|---|---|---|---|---|---|---|---|---|"
    );
    for design in &assessment.designs {
        let money = |value: Option<f64>| {
            value.map_or("–".to_owned(), |value| show::money(value, &assessment.currency))
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            cell(&design.name),
            design.level.map_or("–".to_owned(), |level| level.to_string()),
            design.pacelc.as_deref().unwrap_or("–"),
            money(design.running),
            money(design.waiting),
            money(design.wrong),
            money(design.down),
            money(design.total),
            cell(&requirements(design))
        );
    }
    out.push('\n');
}

fn requirements(design: &DesignResult) -> String {
    match design.meets {
        Some(true) => "met".into(),
        Some(false) => format!("missed: {}", design.misses.join("; ")),
        None => format!("not checked: {}", design.not_checked.join("; ")),
    }
}
