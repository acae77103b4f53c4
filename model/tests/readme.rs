//! The README says what the calculator says: its scenarios read, the results quoted in it are the
//! results there are, and every operator, quantity and key in its tables exists.
//!
//! A block opens with `toml NAME`; `fails` behind the name marks one that is refused. A block
//! `text quorate eval NAME` holds the answer, NAME being such a block or a preset.
//! `QUORATE_BLESS=1 cargo test -p quorate-model --test readme` writes today's answers into the file.

#![allow(clippy::unwrap_used, clippy::panic)]

use quorate_model::estimate::{Env, Estimate};
use quorate_model::flow::parse;
use quorate_model::guarantee::Guarantee;
use quorate_model::library::{preset, presets};
use quorate_model::quantity::{
    Duration, DutyHours, Money, MoneyRate, Probability, Quantity, Rate, Unavailability,
};
use quorate_model::scenario::{ItemAmount, LatencyText, Target};
use quorate_model::{Assessor, link, report};
use std::collections::BTreeSet;
use std::str::FromStr;

const README: &str = include_str!("../../README.md");
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");

/// A fenced block: the words behind its fence and what stands in it.
struct Block<'a> {
    words: Vec<&'a str>,
    text: &'a str,
}

fn blocks(document: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = document;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (words, body) = after.split_once('\n').unwrap();
        let end = match body.starts_with("```") {
            true => 0,
            false => body.find("\n```").unwrap() + 1,
        };
        let words = words.split(' ').collect();
        found.push(Block {
            words,
            text: &body[..end],
        });
        rest = &body[end + 3..];
    }
    found
}

/// The scenarios of the document: name, whether it is refused, text.
fn scenarios(document: &str) -> Vec<(&str, bool, &str)> {
    let toml = blocks(document)
        .into_iter()
        .filter(|block| block.words[0] == "toml");
    toml.map(|block| (block.words[1], block.words.contains(&"fails"), block.text))
        .collect()
}

/// What the command prints for `NAME`.
fn eval(name: &str, document: &str) -> String {
    let known = scenarios(document);
    let own = known
        .iter()
        .find(|(own, ..)| *own == name)
        .map(|(.., text)| *text);
    let text = own.or_else(|| preset(name).map(|preset| preset.text)).unwrap();
    match Assessor::new().study(text, Env::default()) {
        Ok(assessment) => report::text(&assessment),
        Err(problem) => format!("quorate: {name}: {problem}\n"),
    }
}

/// What the command prints for the words behind `text` on a fence.
fn answer(words: &[&str], document: &str) -> String {
    match words {
        ["quorate", "eval", name] => eval(name, document),
        ["quorate", "presets"] => presets()
            .iter()
            .map(|preset| format!("{:<10} {}\n", preset.name, preset.question))
            .collect(),
        other => panic!("no such command is known to this test: {other:?}"),
    }
}

/// The document with every quoted answer replaced by today's.
fn blessed(document: &str) -> String {
    let mut out = document.to_owned();
    for block in blocks(document).iter().filter(|block| block.words[0] == "text") {
        let fence = format!("\n```{}\n", block.words.join(" "));
        let fresh = format!("{fence}{}```", answer(&block.words[1..], document));
        out = out.replacen(&format!("{fence}{}```", block.text), &fresh, 1);
    }
    out
}

#[test]
fn every_scenario_reads_unless_it_says_it_does_not() {
    let known = scenarios(README);
    assert!(known.len() >= 3);
    for (name, fails, text) in known {
        let result = Assessor::new().assess(text);
        assert_eq!(result.is_err(), fails, "{name}: {result:?}");
    }
}

#[test]
fn every_scenario_that_reads_draws_no_warning() {
    for (name, _, text) in scenarios(README).iter().filter(|(_, fails, _)| !fails) {
        let assessment = Assessor::new().assess(text).unwrap();
        assert_eq!(assessment.warnings, [], "{name}");
    }
}

#[test]
fn every_quoted_answer_is_the_answer() {
    if std::env::var_os("QUORATE_BLESS").is_some() {
        std::fs::write(FILE, blessed(&std::fs::read_to_string(FILE).unwrap())).unwrap();
        return;
    }
    let all = blocks(README);
    let quoted: Vec<&Block> = all.iter().filter(|block| block.words[0] == "text").collect();
    assert!(quoted.len() >= 3);
    for block in quoted {
        let command = block.words[1..].join(" ");
        let now = answer(&block.words[1..], README);
        assert_eq!(
            block.text, now,
            "README.md quotes `{command}` wrongly; see the top of this test"
        );
    }
}

/// The rows of the first table under a heading, as cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = README.split_once(&format!("\n## {heading}\n")).unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with('|'));
    lines
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// What stands between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_operator_in_the_table_reads_and_prints_back() {
    let rows = table("Flow");
    assert_eq!(rows.len(), 9);
    for row in rows {
        let text = code(row[0]).next().unwrap();
        assert_eq!(parse(text).unwrap().to_string(), text);
    }
}

fn reads<T: FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

fn estimate<Q: Quantity>(text: &str) -> bool {
    reads::<Estimate<Q>>(text)
}

#[test]
fn every_example_of_a_quantity_reads() {
    let rows = table("Quantities and ranges");
    assert_eq!(rows.len(), 11);
    for row in rows {
        let reader: fn(&str) -> bool = match row[0] {
            "availability" => estimate::<Unavailability>,
            "probability, share" => estimate::<Probability>,
            "duration" => estimate::<Duration>,
            "rate" => estimate::<Rate>,
            "money" => estimate::<Money>,
            "money per time" => estimate::<MoneyRate>,
            "hours a month" => estimate::<DutyHours>,
            "quantity of a line item" | "price of a line item" => reads::<ItemAmount>,
            "latency" => reads::<LatencyText>,
            "latency target" => reads::<Target>,
            other => panic!("{other} has no reader in this test"),
        };
        for example in code(row[1]) {
            assert!(reader(example), "{}: `{example}` does not read", row[0]);
        }
    }
}

#[test]
fn every_guarantee_named_in_the_readme_reads() {
    let (_, section) = README.split_once("\n## Guarantees\n").unwrap();
    let (list, _) = section.split_once("\nTwo results").unwrap();
    let names: Vec<&str> = code(list).filter(|name| *name != "guarantee").collect();
    assert!(names.len() >= 14);
    for name in names {
        assert!(reads::<Guarantee>(name), "`{name}` is no guarantee");
    }
}

/// The keys known at the place a row of the table is about, as the refusal of an unknown one lists
/// them.
fn known_at(place: &str) -> BTreeSet<String> {
    let needed = match place {
        "[[wrongness.harm]]" => "cost = \"$1\"\n",
        "[[cost]]" => "price = \"$1/h\"\n",
        _ => "",
    };
    let part = if place == "top" { "" } else { place };
    let probe = format!("{}\n{needed}zzzzzzzzzzzz = 1", part.replace("NAME", "x"));
    let said = Assessor::new().assess(&probe).unwrap_err().message;
    let Some((_, known)) = said.rsplit_once(": ") else {
        panic!("{place}: {said}")
    };
    known.split(", ").map(str::to_owned).collect()
}

#[test]
fn the_table_of_keys_is_complete() {
    let rows = table("All keys");
    let parts: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row[0].trim_matches('`').strip_prefix('['))
        .map(|part| {
            part.trim_matches(['[', ']'])
                .split('.')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    for row in rows {
        let place = row[0].trim_matches('`');
        let named: BTreeSet<String> = code(row[1]).map(str::to_owned).collect();
        match place {
            "[flows]" => {}
            "top" => assert_eq!(known_at(place), named.union(&parts).cloned().collect()),
            "[[design]]" => {
                let known = known_at(place);
                assert!(
                    ["name", "level", "pacelc", "flow", "cost"]
                        .iter()
                        .all(|key| known.contains(*key))
                );
                assert!(
                    ["slo", "require", "rule_of_thumb"]
                        .iter()
                        .all(|key| !known.contains(*key))
                );
            }
            _ => assert_eq!(known_at(place), named, "{place}"),
        }
    }
}

#[test]
fn the_links_in_the_readme_open() {
    let links: Vec<&str> = code(README)
        .filter(|text| text.starts_with("…/#preset="))
        .collect();
    assert_eq!(links.len(), 2);
    for link in links {
        let opened = link::decode(link).unwrap();
        assert!(Assessor::new().assess(&opened.text).is_ok(), "{link}");
    }
    let length = link::encode(preset("checkout").unwrap().text).len();
    assert!(
        (900..1_000).contains(&length),
        "the README says about 950: {length}"
    );
}
