//! Everybody can use the page: axe-core finds nothing on any tab, in either theme, wide or narrow.

use quorate_tests::browser::{Failure, Outcome, Page, in_browser};
use serde_json::Value;
use std::sync::OnceLock;
use xtask::files;
use xtask::tools::npm;
use xtask::workspace::Workspace;

const SIZES: [(u32, u32); 2] = [(1440, 900), (390, 844)];

/// What axe-core cannot decide, looked at by a person: rule, part of the finding, reason.
const LOOKED_AT: &[(&str, &str, &str)] = &[
    (
        "color-contrast",
        "contains only non-text characters",
        "marks such as ▾ and ◐ have the colour of the words beside them, which are checked",
    ),
    (
        "color-contrast",
        "overlapped by another element",
        "lies below the open menu, and is checked while that is closed",
    ),
    (
        "color-contrast",
        "partially overlaps other elements",
        "the menu's entries hang over the page on the menu's own ground, where others of their kind are checked",
    ),
    (
        "color-contrast",
        "partially obscured by another element",
        "cells of a table that scrolls sideways, beside cells of their kind that are checked",
    ),
    (
        "color-contrast",
        "Element has no value",
        "an empty field shows its placeholder in the muted colour, which is checked where it is text",
    ),
    (
        "color-contrast",
        "Element content is too short",
        "the mark on a handle has the muted colour, which is checked where it is text",
    ),
    (
        "label-content-name-mismatch",
        "|.theme|",
        "shows a mark without words, and its name says what it stands for",
    ),
    (
        "label-content-name-mismatch",
        "|#move-",
        "a handle shows a mark without words, and its name says what it moves",
    ),
];

/// Findings as `kind|rule|element|why`.
const FINDINGS: &str = "axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then((found) =>\
    ['violations', 'incomplete'].flatMap((kind) => found[kind].flatMap((rule) => rule.nodes.map((node) =>\
        `${kind}|${rule.id}|${node.target.join(' ')}|${[...node.any, ...node.all, ...node.none]\
            .map((check) => check.message).join(' ')}`))))";

#[test]
fn every_tab_is_accessible_in_light_colours() -> Outcome {
    every_tab("light")
}

#[test]
fn every_tab_is_accessible_in_dark_colours() -> Outcome {
    every_tab("dark")
}

#[test]
fn the_first_visit_and_the_tour_are_accessible() -> Outcome {
    in_browser(async |page| {
        page.open_started("").await?;
        finds_nothing(page, "first visit").await?;
        page.click("[data-testid=begin-tour]").await?;
        finds_nothing(page, "tour").await
    })
}

#[test]
fn the_page_is_accessible_before_its_program_runs_and_after_it_stopped() -> Outcome {
    in_browser(async |page| {
        page.block(&["*.wasm"]).await?;
        page.open("").await?;
        page.wait_for("#recovery").await?;
        finds_nothing(page, "recovery").await
    })
}

#[test]
fn an_element_without_a_name_is_found() -> Outcome {
    in_browser(async |page| {
        page.open_started("").await?;
        page.eval("void document.querySelector('.verdict').append(document.createElement('button'))")
            .await?;
        let findings = findings(page).await?;
        assert!(
            findings
                .iter()
                .any(|one| one.starts_with("violations|button-name|")),
            "{findings:?}"
        );
        Ok(())
    })
}

fn every_tab(theme: &str) -> Outcome {
    in_browser(async |page| {
        page.colour_scheme(theme).await?;
        let mut wrong = Vec::new();
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            page.open_started(&format!("?{width}#preset=payments")).await?;
            for tab in page.tabs().await? {
                page.open_tab(&tab).await?;
                let place = format!("{tab}, {theme}, {width} px");
                wrong.extend(new_findings(page).await?.map(|one| format!("{place}: {one}")));
            }
            for panel in ["presets", "share", "keys", "compare", "key-0"] {
                page.click(&format!("[data-testid={panel}]")).await?;
                let place = format!("{panel}, {theme}, {width} px");
                wrong.extend(new_findings(page).await?.map(|one| format!("{place}: {one}")));
            }
        }
        said(&wrong)
    })
}

async fn finds_nothing(page: &Page, place: &str) -> Outcome {
    let wrong: Vec<_> = new_findings(page)
        .await?
        .map(|one| format!("{place}: {one}"))
        .collect();
    said(&wrong)
}

fn said(wrong: &[String]) -> Outcome {
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("axe-core finds:\n{}", wrong.join("\n"))))
}

/// What nobody has looked at yet.
async fn new_findings(page: &Page) -> Outcome<impl Iterator<Item = String>> {
    let findings = findings(page).await?;
    Ok(findings.into_iter().filter(|finding| {
        !LOOKED_AT.iter().any(|(rule, part, _)| {
            finding.starts_with(&format!("incomplete|{rule}|")) && finding.contains(part)
        })
    }))
}

async fn findings(page: &Page) -> Outcome<Vec<String>> {
    if page.eval("typeof axe").await? == "undefined" {
        page.eval(&format!("(() => {{ {} }})()", axe()?)).await?;
    }
    let found = page.eval(FINDINGS).await?;
    let found = found.as_array().into_iter().flatten();
    Ok(found.filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The checker's script, fetched once.
fn axe() -> Outcome<&'static str> {
    static SCRIPT: OnceLock<Outcome<String>> = OnceLock::new();
    SCRIPT
        .get_or_init(|| {
            let folder = npm::AXE.folder(&Workspace::find()?)?;
            files::read_text(&folder.join("axe.min.js"))
        })
        .as_deref()
        .map_err(Clone::clone)
}
