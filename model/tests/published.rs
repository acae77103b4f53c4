//! Published values, from the text of a scenario to its JSON: one row each in `published.toml`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use quorate_model::assessment::Assessment;
use quorate_model::estimate::Env;
use quorate_model::{Assessor, Problem, library};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

const DEFAULT_TOLERANCE: f64 = 1e-9;
const ABSENT: &str = "absent";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    source: String,
    scenario: Option<String>,
    preset: Option<String>,
    tolerance: Option<f64>,
    /// How often ranges are drawn; not at all, and nothing is studied, when absent.
    samples: Option<u32>,
    seed: Option<u64>,
    expect: BTreeMap<String, Value>,
}

impl Case {
    fn text(&self) -> &str {
        match (&self.scenario, &self.preset) {
            (Some(text), None) => text,
            (None, Some(name)) => library::preset(name).expect("a preset of this name").text,
            _ => panic!("{}: give a scenario or a preset", self.name),
        }
    }

    fn assess(&self) -> Result<Assessment, Problem> {
        let seed = self.seed.unwrap_or(Env::default().seed);
        match self.samples {
            None => Assessor::new().assess(self.text()),
            Some(samples) => Assessor::new().study(self.text(), Env { samples, seed }),
        }
    }

    /// Every expectation that does not hold, a line each.
    fn misses(&self) -> Vec<String> {
        let json = match self.assess() {
            Ok(assessment) => assessment.to_json().unwrap(),
            Err(problem) => return vec![format!("{}: {problem}", self.name)],
        };
        let json: Value = serde_json::from_str(&json).unwrap();
        let tolerance = self.tolerance.unwrap_or(DEFAULT_TOLERANCE);
        let wrong = |(path, expected): (&String, &Value)| {
            let got = at(&json, path);
            let fits = got.map_or(expected == ABSENT, |got| same(got, expected, tolerance));
            (!fits).then(|| format!("{}: {path} is {got:?} instead of {expected}", self.name))
        };
        self.expect.iter().filter_map(wrong).collect()
    }
}

fn at<'a>(json: &'a Value, path: &str) -> Option<&'a Value> {
    json.pointer(&format!("/{}", path.replace('.', "/")))
}

fn same(got: &Value, expected: &Value, tolerance: f64) -> bool {
    match (got.as_f64(), expected.as_f64()) {
        (Some(got), Some(expected)) => (got - expected).abs() <= tolerance * expected.abs(),
        _ => got == expected,
    }
}

fn table() -> Vec<Case> {
    let table: Table = toml::from_str(include_str!("published.toml")).unwrap();
    table.case
}

#[test]
fn every_published_value_comes_out_of_its_scenario() {
    let misses: Vec<String> = table().iter().flat_map(Case::misses).collect();
    assert!(misses.is_empty(), "\n{}", misses.join("\n"));
}

#[test]
fn every_row_names_its_source_and_expects_something() {
    for case in table() {
        assert!(
            !case.source.is_empty() && !case.expect.is_empty(),
            "{}",
            case.name
        );
    }
}
