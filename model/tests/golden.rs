//! Links and scenarios that were once written must be read for ever, by every release.
//!
//! `tests/golden/links-1.txt` holds a fragment a line, with the file whose bytes it carries; files
//! under `tests/golden/scenarios-1` are scenarios of format version 1. Neither is ever changed: a
//! new format gets files of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use quorate_model::link::{Opened, decode, encode};
use quorate_model::scenario::{json_to_toml, read};
use quorate_model::{Assessor, link};
use std::path::{Path, PathBuf};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden")
        .join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn links() -> Vec<(String, String)> {
    let lines = text("links-1.txt");
    let lines = lines
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (name, fragment) = line.split_once(' ').unwrap();
            (name.to_owned(), fragment.to_owned())
        })
        .collect()
}

#[test]
fn links_once_shared_open_with_exactly_the_text_they_were_made_from() {
    let links = links();
    assert_eq!(links.len(), 8);
    for (name, fragment) in links {
        let wanted = text(&format!("scenarios-1/{name}"));
        let forms = [
            fragment.clone(),
            format!("#{fragment}"),
            format!("https://example.org/sub/#{fragment}"),
            format!("  https://example.org/?x=1#{fragment}\n"),
        ];
        for form in forms {
            let opened = Opened {
                text: wanted.clone(),
                view: None,
            };
            assert_eq!(decode(&form), Ok(opened), "{name}");
        }
        let opened = decode(&format!("{fragment}&view=designs")).unwrap();
        assert_eq!(
            (opened.text, opened.view.as_deref()),
            (wanted.clone(), Some("designs"))
        );
        assert_eq!(decode(&encode(&wanted)).unwrap().text, wanted);
    }
}

#[test]
fn links_to_presets_with_changes_still_open() {
    let changed = |link: &str, path: &str| read(&decode(link).unwrap().text).unwrap().document.get(path);
    let link = "#preset=payments&wrongness.error_probability=0.02%25&view=designs";
    assert_eq!(
        changed(link, "wrongness.error_probability").as_deref(),
        Some("0.02%")
    );
    let link = "preset=checkout&services.gateway.latency=p99+12%20ms&traffic=5%2Fs";
    assert_eq!(
        changed(link, "services.gateway.latency").as_deref(),
        Some("p99 12 ms")
    );
    assert_eq!(changed(link, "traffic").as_deref(), Some("5/s"));
    for name in ["booking", "payments", "checkout", "feed", "warehouse"] {
        assert!(decode(&format!("preset={name}")).is_ok(), "{name}");
    }
    assert_eq!(link::CODEC, "q1");
}

#[test]
fn scenarios_of_version_1_read_and_assess() {
    let mut names: Vec<PathBuf> = std::fs::read_dir(golden("scenarios-1"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let mut count = 0;
    for path in names
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end != "txt"))
    {
        let text = std::fs::read_to_string(path).unwrap();
        let assessment = Assessor::new()
            .assess(&text)
            .unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert!(!assessment.designs.is_empty() || !assessment.journeys.is_empty());
        count += 1;
    }
    assert_eq!(count, 7);
}

#[test]
fn the_richest_scenario_keeps_its_meaning() {
    let scenario = read(&text("scenarios-1/rich.toml")).unwrap().scenario;
    assert_eq!(scenario.services.len(), 10);
    assert_eq!(
        scenario.journey.keys().collect::<Vec<_>>(),
        ["browse", "check out"]
    );
    assert_eq!(scenario.design[0].cost.len(), 2);
    let assessment = Assessor::new().assess(&text("scenarios-1/rich.toml")).unwrap();
    assert_eq!(assessment.currency, "€");
    assert_eq!(assessment.journeys[0].flow, "edge > price ?? page > page?");
    let names: Vec<&str> = assessment
        .designs
        .iter()
        .map(|design| design.name.as_str())
        .collect();
    assert_eq!(names, ["Strict", "Eventual"]);
    assert!(assessment.designs.iter().all(|design| design.total.is_some()));
}

#[test]
fn json_and_toml_say_the_same() {
    let json = text("scenarios-1/machine.json");
    let toml = json_to_toml(&json).unwrap();
    assert_eq!(read(&json).unwrap().scenario, read(&toml).unwrap().scenario);
    let from_json = Assessor::new().assess(&json).unwrap().to_json().unwrap();
    assert_eq!(
        from_json,
        Assessor::new().assess(&toml).unwrap().to_json().unwrap()
    );
}
