//! Draws, flips and what knowing is worth: closed forms, and what holds for every scenario.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use quorate_model::assessment::{Assessment, Flip};
use quorate_model::estimate::Env;
use quorate_model::math::{exp, ln};
use quorate_model::plan::{Costs, Plan};
use quorate_model::study::{CHUNK, Chunk, Gathered, Study, carry, flips};
use quorate_model::tape::Tape;
use quorate_model::{Assessor, library};
use std::collections::BTreeSet;

const SEED: u64 = 11;

fn plan(text: &str) -> Plan {
    Assessor::new()
        .plan(text)
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn study(text: &str, samples: u32) -> Assessment {
    let studied = Assessor::new().study(text, Env { samples, seed: SEED });
    studied.unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

/// Every number and text of an assessment, to the last bit.
fn bits(assessment: &Assessment) -> String {
    format!("{assessment:?}")
}

fn close(got: f64, told: f64, relative: f64) -> bool {
    (got - told).abs() <= relative * told.abs()
}

/// Services, an optional one, a fallback, a quorum; waiting, wrongness, outages; ranges on all of it.
const RICH: &str = r#"
flow = "web > all(cart > db, stock) > 2 of (q1, q2, q3) > pay ?? later > mail?"
traffic = "50/s to 200/s"
revenue = "$20k/h to $60k/h"
[slo]
availability = "97%"
[services.web]
availability = "99.9% to 99.99%"
latency = "p50 2 ms to 8 ms, p99 20 ms to 80 ms"
[services.cart]
availability = "99.95%"
latency = "p50 5 ms, p99 40 ms"
errors = "0.01% to 1%"
retries = 1
[services.db]
availability = "99.9%"
latency = "p50 4 ms, p99 30 ms to 60 ms"
[services.stock]
availability = "99.9%"
latency = "exp 5 ms to 20 ms"
[services.q1]
availability = "99%"
latency = "p50 2 ms, p99 9 ms"
[services.q2]
availability = "99%"
latency = "p50 2 ms to 3 ms, p99 9 ms to 12 ms"
[services.q3]
availability = "99%"
latency = "p50 2 ms, p99 9 ms"
[services.pay]
availability = "99% to 99.9%"
latency = "p50 50 ms, p99 200 ms"
timeout = "300 ms to 500 ms"
[services.later]
availability = "99.9%"
latency = "const 1 ms"
[services.mail]
availability = "98%"
latency = "p50 9 ms, p99 90 ms"
timeout = "50 ms"
[wrongness]
error_probability = "0.0005% to 0.02%"
[[wrongness.harm]]
cost = "$20 to $80"
[[wrongness.harm]]
cost = "$500"
share = "5% to 20%"
[down]
support = "$0/h to $5k/h"
[[cost]]
quantity = "6 to 9"
price = "$0.5/h to $0.9/h"
[[design]]
name = "strong"
level = "SS"
services.db.latency = "p50 10 ms to 20 ms, p99 60 ms to 90 ms"
[[design.cost]]
price = "$3/h to $6/h"
[[design]]
name = "middle"
level = "SI"
wrongness.error_probability = "0.0001% to 0.001%"
services.db.latency = "p50 6 ms to 12 ms, p99 40 ms"
[[design]]
name = "weak"
level = "EC"
"#;

#[test]
fn the_same_bits_come_from_one_two_and_three_workers() {
    let plan = plan(RICH);
    let study = Study::new(
        &plan,
        Env {
            samples: 4_321,
            seed: SEED,
        },
    );
    let count = study.chunks();
    assert_eq!(count, 4_321_u32.div_ceil(CHUNK));
    let alone: Vec<Chunk> = (0..count).map(|number| study.chunk(number)).collect();
    let one = bits(&study.assess(&gathered(&study, &alone)));
    for workers in [2, 3] {
        let mut chunks = Vec::new();
        for first in (0..workers).rev() {
            // One worker's room serves all of its chunks, the last of them first.
            let (mut worker, mut chunk) = (study.worker(), Chunk::default());
            for number in (0..count).filter(|number| number % workers == first).rev() {
                study.draw(number, &mut worker, &mut chunk);
                chunks.push(chunk.clone());
            }
        }
        assert_eq!(
            bits(&study.assess(&gathered(&study, &chunks))),
            one,
            "{workers} workers"
        );
    }
    let twice: Vec<Chunk> = alone.iter().chain(&alone).cloned().collect();
    assert_eq!(
        bits(&study.assess(&gathered(&study, &twice))),
        one,
        "a chunk that arrives twice counts once"
    );
}

#[test]
fn more_draws_add_to_fewer() {
    let plan = plan(RICH);
    let few = Study::new(
        &plan,
        Env {
            samples: CHUNK,
            seed: SEED,
        },
    );
    let many = Study::new(
        &plan,
        Env {
            samples: 10 * CHUNK,
            seed: SEED,
        },
    );
    assert_eq!(few.chunk(0), many.chunk(0));
    let other = Study::new(
        &plan,
        Env {
            samples: CHUNK,
            seed: SEED + 1,
        },
    );
    assert_ne!(few.chunk(0).totals, other.chunk(0).totals);
    let part = many.assess(&gathered(&many, &[many.chunk(3), many.chunk(0), many.chunk(1)]));
    assert_eq!(
        part.engine.samples,
        u64::from(2 * CHUNK),
        "what lies behind a gap waits"
    );
    let mut growing = gathered(&few, &[few.chunk(0)]);
    (1..10).for_each(|number| growing.take(&many, &many.chunk(number)));
    let all: Vec<Chunk> = (0..10).map(|number| many.chunk(number)).collect();
    assert_eq!(
        bits(&many.assess(&growing)),
        bits(&many.assess(&gathered(&many, &all)))
    );
}

#[test]
fn the_last_chunk_is_drawn_anew_when_more_draws_are_wanted() {
    let plan = plan(RICH);
    let draws = |samples| Study::new(&plan, Env { samples, seed: SEED });
    let (few, many) = (draws(CHUNK + 1), draws(2 * CHUNK));
    let mut growing = gathered(&few, &[few.chunk(0), few.chunk(1)]);
    assert_eq!((growing.draws(), growing.missing(&few)), (CHUNK + 1, None));
    assert_eq!(growing.missing(&many), Some(1));
    growing.take(&many, &many.chunk(1));
    assert_eq!((growing.draws(), growing.missing(&many)), (2 * CHUNK, None));
    let all = gathered(&many, &[many.chunk(0), many.chunk(1)]);
    assert_eq!(bits(&many.assess(&growing)), bits(&many.assess(&all)));
}

#[test]
fn what_a_study_says_travels_as_numbers_and_words() {
    let plan = plan(RICH);
    let study = Study::new(
        &plan,
        Env {
            samples: 2 * CHUNK,
            seed: SEED,
        },
    );
    let mut found = study.assess(&gathered(&study, &[study.chunk(0), study.chunk(1)]));
    let mut tape = Tape::default();
    carry(&mut found, &mut tape);
    let mut played = Tape::playing(tape.numbers, tape.words);
    let mut other = plan.assess();
    carry(&mut other, &mut played);
    quorate_model::decision::advise(&mut other);
    assert!(played.is_at_its_end());
    assert_eq!(other, found);
}

fn gathered(study: &Study, chunks: &[Chunk]) -> Gathered {
    let mut gathered = Gathered::default();
    chunks.iter().for_each(|chunk| gathered.take(study, chunk));
    gathered
}

#[test]
fn a_further_range_leaves_the_draws_of_the_others_alone() {
    let text = |price: &str| {
        format!(
            "traffic = \"1/s to 9/s\"\n[wrongness]\nerror_probability = \"1%\"\n[[wrongness.harm]]\ncost = \"$1\"\n[[design]]\nname = \"a\"\n[[design]]\nname = \"b\"\n[[design.cost]]\nprice = \"{price}\"\n"
        )
    };
    let (before, after) = (study(&text("$1/h"), 1000), study(&text("$1/h to $3/h"), 1000));
    assert_eq!(before.designs[0].total, after.designs[0].total);
    assert_ne!(before.designs[1].total, after.designs[1].total);
}

#[test]
fn without_a_range_nothing_is_drawn() {
    let mut text = RICH.to_owned();
    while let Some(from) = text.find(" to ") {
        let end = text[from..].find(['"', ',']).unwrap();
        text.replace_range(from..from + end, "");
    }
    let (ten, none) = (study(&text, 10), study(&text, 0));
    assert_eq!(bits(&ten), bits(&none));
    assert_eq!(ten.engine.samples, 0);
    assert!(
        ten.designs
            .iter()
            .all(|design| design.total_p05.is_none() && design.best_probability.is_none())
    );
    let zero = study(RICH, 0);
    assert_eq!(zero.engine.samples, 0);
    assert_eq!(zero.designs, Assessor::new().assess(RICH).unwrap().designs);
}

#[test]
fn ranges_narrowed_to_a_point_give_the_point_answer() {
    let narrow = |factor: f64| {
        format!(
            "flow = \"web\"\ntraffic = \"100/s to {}/s\"\nrevenue = \"$40k/h to ${}k/h\"\n[services.web]\navailability = \"99.9%\"\nlatency = \"p50 10 ms to {} ms, p99 50 ms\"\n[wrongness]\nerror_probability = \"{} to {}\"\n[[wrongness.harm]]\ncost = \"$5 to ${}\"\n[[design]]\nname = \"a\"\nservices.web.latency = \"p50 20 ms to {} ms, p99 60 ms\"\n[[design]]\nname = \"b\"\nlevel = \"SS\"\n[[design.cost]]\nprice = \"$1/h to ${}/h\"\n",
            100.0 * factor,
            40.0 * factor,
            10.0 * factor,
            1e-4,
            1e-4 * factor,
            5.0 * factor,
            20.0 * factor,
            factor
        )
    };
    let point = study(&narrow(1.0), 1000);
    assert_eq!(point.engine.samples, 0);
    let drawn = study(&narrow(1.0 + 1e-8), 1000);
    assert_eq!(drawn.engine.samples, 1000);
    for (drawn, point) in drawn.designs.iter().zip(&point.designs) {
        for (drawn, point) in [
            (drawn.total, point.total),
            (drawn.wrong, point.wrong),
            (drawn.waiting, point.waiting),
        ] {
            assert_eq!(drawn.is_some(), point.is_some());
            assert!(
                close(drawn.unwrap_or(0.0), point.unwrap_or(0.0), 1e-6),
                "{drawn:?} {point:?}"
            );
        }
        let spread = drawn.total_p95.unwrap() - drawn.total_p05.unwrap();
        assert!(spread.abs() <= 1e-6 * point.total.unwrap());
    }
    let (drawn, point) = (drawn.decision.unwrap(), point.decision.unwrap());
    assert_eq!(drawn.best, point.best);
    assert!(drawn.evpi.unwrap().abs() < 1e-9);
}

fn flip<'a>(flips: &'a [Flip], input: &str) -> &'a Flip {
    flips
        .iter()
        .find(|flip| flip.input == input)
        .unwrap_or_else(|| panic!("{input} in {flips:?}"))
}

#[test]
fn flips_are_where_algebra_puts_them() {
    let text = r#"
flow = "db"
revenue = "$100/h"
[services.db]
availability = "99.9%"
[[design]]
name = "cheap"
[[design]]
name = "solid"
services.db.availability = "99.99%"
[[design.cost]]
price = "$0.06/h"
"#;
    // An hour costs 100·0.001 = 0.1 when cheap, and 100·0.0001 + 0.06 = 0.07 when solid.
    let found = flips(&plan(text));
    let cases = [
        ("services.db.availability", 1.0 - 7e-4, true, 0.7),
        ("design.1.services.db.availability", 1.0 - 4e-4, false, 4.0),
        ("design.1.cost.0.price", 0.09 / 3600.0, true, 1.5),
        ("revenue", 0.06 / 0.0009 / 3600.0, false, 1.0 / 1.5),
    ];
    for (input, at, above, factor) in cases {
        let flip = flip(&found, input);
        assert!(close(flip.at.unwrap(), at, 1e-9), "{flip:?}");
        assert!(close(flip.factor.unwrap(), factor, 1e-9), "{flip:?}");
        assert_eq!(
            (flip.above, flip.becomes.as_deref()),
            (Some(above), Some("cheap")),
            "{flip:?}"
        );
    }
    assert_eq!(found.len(), cases.len());
    assert_eq!(found[0].input, "services.db.availability");
}

#[test]
fn a_flip_through_a_requirement_names_what_is_left() {
    let text = r#"
flow = "db"
slo = { availability = "99.9%", latency = "p99 < 100 ms" }
[services.db]
availability = "99.95%"
latency = "p50 5 ms, p99 50 ms"
[[design]]
name = "fast"
[[design.cost]]
price = "$2/h"
[[design]]
name = "slow"
services.db = { availability = "99.99%", latency = "p50 5 ms, p99 200 ms" }
[[design.cost]]
price = "$1/h"
"#;
    let found = flips(&plan(text));
    let limit = flip(&found, "slo.latency");
    let slow = Assessor::new().assess(text).unwrap().designs[1]
        .latency
        .as_ref()
        .unwrap()
        .p99;
    assert!(close(limit.at.unwrap(), slow, 1e-9), "{limit:?}");
    assert_eq!(
        (limit.above, limit.becomes.as_deref()),
        (Some(true), Some("slow"))
    );
    let below: Vec<&Flip> = found
        .iter()
        .filter(|flip| flip.input == "slo.availability")
        .collect();
    assert!(
        below
            .iter()
            .any(|flip| flip.becomes.is_none() && close(flip.at.unwrap(), 0.9995, 1e-9)),
        "{below:?}"
    );
}

#[test]
fn the_share_of_errors_that_remains_has_its_flip_though_nobody_stated_it() {
    let text = "traffic = \"1/s\"\n[wrongness]\nerror_probability = \"1%\"\n[[wrongness.harm]]\ncost = \"$1\"\n[[design]]\nname = \"strong\"\nlevel = \"SS\"\n[[design.cost]]\nprice = \"$9/h\"\n[[design]]\nname = \"weak\"\nlevel = \"EC\"\n";
    // $36 an hour of errors against $9: the strong one pays while less than 27/36 of them remain.
    let found = flips(&plan(text));
    let residual = flip(&found, "wrongness.residual");
    assert!(close(residual.at.unwrap(), 0.75, 1e-9), "{residual:?}");
    assert_eq!(
        (residual.above, residual.becomes.as_deref()),
        (Some(true), Some("weak"))
    );
}

#[test]
fn an_input_that_cannot_flip_the_decision_says_so() {
    let text = "[[cost]]\nprice = \"$1/h\"\n[[design]]\nname = \"a\"\n[[design]]\nname = \"b\"\n[[design.cost]]\nprice = \"$2/h\"\n";
    let found = flips(&plan(text));
    assert_eq!(found.len(), 2);
    assert!(
        found
            .iter()
            .all(|flip| flip.at.is_none() && flip.becomes.is_none())
    );
}

/// The waiting of each design, computed for `values` and by compiling `text` anew.
fn waiting(text: &str, ranges: &[(&str, &str)]) -> Vec<(f64, f64)> {
    let write = |which: fn(&str) -> &str| {
        ranges.iter().fold(text.to_owned(), |text, (place, value)| {
            text.replacen(place, which(value), 1)
        })
    };
    let (first, second) = (
        write(|value| value.split_once('|').unwrap().0),
        write(|value| value.split_once('|').unwrap().1),
    );
    let (from, to) = (plan(&first), plan(&second));
    assert_eq!(
        from.inputs().distributions().len(),
        to.inputs().distributions().len()
    );
    let costs = |plan: &Plan, values: &[f64]| {
        let (mut rooms, mut out) = (plan.rooms(), vec![Costs::default(); plan.designs()]);
        plan.costs(values, &mut rooms, &mut out);
        out.iter()
            .map(|costs| costs.waiting.unwrap())
            .collect::<Vec<f64>>()
    };
    let values = to.inputs().medians();
    costs(&from, &values)
        .into_iter()
        .zip(costs(&to, &values))
        .collect()
}

const CHAIN: &str = r#"
flow = "FLOW"
revenue = "$40k/h"
[services.a]
availability = "99%"
latency = "p50 A50 ms, p99 A99 ms"
timeout = "TIMEOUT ms"
retries = 1
errors = "ERRORS"
[services.b]
availability = "BQ"
latency = "p50 6 ms, p99 B99 ms"
[services.c]
availability = "99.9%"
latency = "exp C ms"
commit = "COMMIT ms"
[[design]]
name = "same"
[[design]]
name = "slower"
services.b.latency = "p50 20 ms, p99 DB99 ms"
"#;

/// How far the waiting may be off, in proportion to what one of the two designs waits.
fn follows(flow: &str, tolerance: f64) {
    let ranges = [
        ("FLOW", &format!("{flow}|{flow}")[..]),
        ("A50", "10|14"),
        ("A99", "60|70"),
        ("TIMEOUT", "200|150"),
        ("ERRORS", "1%|3%"),
        ("BQ", "99%|97%"),
        ("B99", "30|45"),
        ("COMMIT", "4|7"),
        (" C ", " 5 | 9 "),
        ("DB99", "80|120"),
    ];
    for (drawn, compiled) in waiting(CHAIN, &ranges) {
        assert!(
            (drawn - compiled).abs() <= tolerance * 300_000.0,
            "{flow}: {drawn} instead of {compiled}"
        );
    }
}

#[test]
fn the_mean_latency_of_a_draw_is_that_of_the_scenario_compiled_with_it() {
    for flow in [
        "a > b > c",
        "a ?? b > c",
        "a > b? > c",
        "3 * b > c",
        "txn(b > c) > a",
        "gate(b) > c",
    ] {
        follows(flow, 2e-3);
    }
    for flow in ["all(a, b) > c", "any(a, b, c)", "2 of (a, b, c)", "all(a > b, c)"] {
        follows(flow, 2e-2);
    }
}

#[test]
fn a_timeout_that_a_draw_meets_fails_its_calls() {
    let text = "flow = \"a\"\nrevenue = \"$1/h\"\n[services.a]\navailability = \"100%\"\nlatency = \"const 5 ms to 20 ms\"\ntimeout = \"15 ms\"\n[[design]]\nname = \"x\"\n[[design]]\nname = \"y\"\n";
    // ln 15 lies z = ln(15/10)/(ln 4/(2·1.645)) above the median: 16.8 % of the draws lie above.
    let assessment = study(text, 20_000);
    let down = assessment.designs[0].down.unwrap() / 8760.0;
    assert!((down - 0.168).abs() < 5.0 * 0.374 / 20_000_f64.sqrt(), "{down}");
}

#[test]
fn p50_and_p99_of_one_service_move_together() {
    let plan = plan(RICH);
    let names: Vec<&str> = plan
        .inputs()
        .all()
        .iter()
        .map(|input| input.label.path.as_str())
        .collect();
    assert_eq!(
        names
            .iter()
            .filter(|name| **name == "services.web.latency")
            .count(),
        2
    );
    let swings = study(RICH, 0).decision.unwrap().tornado;
    assert_eq!(
        swings
            .iter()
            .filter(|swing| swing.input == "services.web.latency")
            .count(),
        1
    );
}

/// Wrong answers whose number and cost are both ranges.
fn correlated(more: &str) -> String {
    format!(
        "{more}\ntraffic = \"1/s to 4/s\"\n[wrongness]\nerror_probability = \"0.0001%\"\n[[wrongness.harm]]\ncost = \"$1 to $4\"\n[[design]]\nname = \"a\"\n"
    )
}

#[test]
fn inputs_that_rise_together_cost_more_than_inputs_that_do_not() {
    // Lognormals of median 2 and s = ln 4/(2·1.645): the mean of the product is 4·exp(s²·(1 + r)).
    let sigma = ln(4.0) / (2.0 * 1.644_853_626_951_472_2);
    for (rank, normal) in [(0.9, 0.907_981), (0.0, 0.0), (-0.5, -0.517_638)] {
        let correlation =
            format!("correlation = [{{ inputs = [\"traffic\", \"wrongness.harm.0.cost\"], rank = {rank} }}]");
        let design = &study(&correlated(&correlation), 50_000).designs[0];
        let told = 31.536 * 4.0 * exp(sigma * sigma * (1.0 + normal));
        let error = design.total_error.unwrap();
        assert!(
            (design.total.unwrap() - told).abs() < 5.0 * error && error < 0.01 * told,
            "{rank}: {design:?}"
        );
    }
}

#[test]
fn correlations_that_cannot_be_say_why() {
    let said = |line: &str| {
        let problem = Assessor::new()
            .plan(&correlated(&format!("correlation = [{line}]")))
            .unwrap_err();
        problem.to_string()
    };
    let three = "{ inputs = [\"traffic\", \"wrongness.harm.0.cost\", \"traffic\"], rank = 0.5 }";
    let sentences = [
        said("{ inputs = [\"trafic\", \"wrongness.harm.0.cost\"], rank = 0.5 }"),
        said("{ inputs = [\"traffic\"], rank = 0.5 }"),
        said("{ inputs = [\"traffic\", \"wrongness.harm.0.cost\"] }"),
        said("{ inputs = [\"traffic\", \"wrongness.harm.0.cost\"], rank = 1.5 }"),
        said(three),
        said(
            "{ inputs = [\"traffic\", \"wrongness.harm.0.cost\"], rank = 0.5 }, { inputs = [\"wrongness.harm.0.cost\", \"traffic\"], rank = 0.6 }",
        ),
    ];
    insta::assert_snapshot!(sentences.join("\n"));
    let exact =
        correlated("correlation = [{ inputs = [\"traffic\", \"wrongness.error_probability\"], rank = 0.5 }]");
    let assessment = Assessor::new().assess(&exact).unwrap();
    assert_eq!(assessment.warnings.len(), 1);
    assert_eq!(assessment.warnings[0].code, "correlation-unused");
    let whole = "correlation = [{ inputs = [\"traffic\", \"revenue\", \"wrongness.harm.0.cost\"], rank = -0.9 }]\nrevenue = \"$1/h to $2/h\"\nflow = \"x\"\nservices.x.availability = \"99%\"";
    let problem = Assessor::new().plan(&correlated(whole)).unwrap_err();
    assert!(problem.to_string().contains("cannot hold together"), "{problem}");
}

#[test]
fn latencies_are_not_moved_where_one_is_required() {
    let text = "flow = \"a\"\nrevenue = \"$1/h\"\nslo.latency = \"p99 < 1 s\"\n[services.a]\navailability = \"99%\"\nlatency = \"p50 5 ms, p99 50 ms\"\n[[design]]\nname = \"x\"\n[[design]]\nname = \"y\"\nservices.a.latency = \"p50 9 ms, p99 50 ms\"\n";
    let moved = |text: &str| {
        flips(&plan(text))
            .iter()
            .any(|flip| flip.input.ends_with("services.a.latency"))
    };
    assert!(!moved(text));
    assert!(moved(&text.replace("slo.latency = \"p99 < 1 s\"\n", "")));
    assert!(
        study(text, 0)
            .assumptions
            .iter()
            .any(|said| said.contains("leave out how long calls take"))
    );
}

#[test]
fn every_input_has_words_and_a_path_of_its_own() {
    let golden = include_str!("../../tests/golden/scenarios-1/rich.toml");
    let presets = library::presets().iter().map(|preset| preset.text);
    for text in presets.chain([RICH, golden]) {
        let plan = plan(text);
        let leading = plan.inputs().all().iter().filter(|input| input.leader.is_none());
        let mut paths = BTreeSet::new();
        for input in leading {
            assert!(!input.label.path.is_empty(), "{input:?}");
            assert!(input.label.words.starts_with("the "), "{input:?}");
            assert!(paths.insert(input.label.path.as_str()), "{input:?}");
        }
    }
}

/// Three designs whose costs and errors are ranges; `scale` is what a dollar is called.
fn random(low: [f64; 4], ratio: [f64; 4], scale: f64) -> String {
    let range = |at: usize, unit: &str| {
        let low = low[at] * scale;
        format!("\"${low}{unit} to ${}{unit}\"", low * ratio[at])
    };
    format!(
        "traffic = \"1/s to 5/s\"\n[wrongness]\nerror_probability = \"0.001% to 0.1%\"\n[[wrongness.harm]]\ncost = {}\n[[design]]\nname = \"a\"\nlevel = \"SS\"\n[[design.cost]]\nprice = {}\n[[design]]\nname = \"b\"\nlevel = \"EC\"\n[[design.cost]]\nprice = {}\n[[design]]\nname = \"c\"\nlevel = \"EC\"\n[[design.cost]]\nprice = {}\n",
        range(0, ""),
        range(1, "/h"),
        range(2, "/h"),
        range(3, "/h")
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chances_sum_to_one_and_no_input_is_worth_more_than_all(
        low in prop::array::uniform4(0.1..5.0_f64), ratio in prop::array::uniform4(1.1..20.0_f64),
    ) {
        let assessment = study(&random(low, ratio, 1.0), 1000);
        let chances: f64 = assessment.designs.iter().map(|design| design.best_probability.unwrap()).sum();
        prop_assert!((chances - 1.0).abs() < 1e-12);
        let decision = assessment.decision.unwrap();
        let all = decision.evpi.unwrap();
        prop_assert!(all >= 0.0 && decision.evpi_error.unwrap() >= 0.0);
        prop_assert_eq!(decision.evppi.len(), 6);
        prop_assert!(decision.evppi.iter().all(|worth| (0.0..=all).contains(&worth.value)));
        let ahead: u32 = assessment.designs.iter().map(|design| design.ahead.unwrap()).sum();
        prop_assert_eq!(ahead, 1000);
        // The best has the least regret, and that is what knowing everything is worth.
        let least = assessment.designs.iter().map(|design| design.regret.unwrap()).fold(f64::MAX, f64::min);
        let best = assessment.designs.iter().find(|design| Some(&design.name) == decision.best.as_ref()).unwrap();
        prop_assert!(close(best.regret.unwrap(), least, 1e-9) && close(all, least, 1e-9));
        for design in &assessment.designs {
            let parts = [design.running, design.waiting, design.wrong, design.down];
            prop_assert!(close(parts.iter().flatten().sum::<f64>(), design.total.unwrap(), 1e-9));
            let items: f64 = design.items.iter().map(|item| item.yearly).sum();
            let harms: f64 = design.harms.iter().map(|harm| harm.yearly).sum();
            prop_assert!(close(items, design.running.unwrap(), 1e-9) && close(harms, design.wrong.unwrap(), 1e-9));
            prop_assert!(design.total_p05.unwrap() <= design.total_p95.unwrap());
        }
    }

    #[test]
    fn scaling_every_cost_scales_every_total_and_changes_no_chance(
        low in prop::array::uniform4(0.1..5.0_f64), ratio in prop::array::uniform4(1.1..20.0_f64), scale in 0.1..1000.0_f64,
    ) {
        let one = study(&random(low, ratio, 1.0), 500);
        let other = study(&random(low, ratio, scale), 500);
        for (one, other) in one.designs.iter().zip(&other.designs) {
            let amounts = [(one.total, other.total), (one.total_p05, other.total_p05), (one.total_error, other.total_error), (one.wrong, other.wrong)];
            for (one, other) in amounts {
                prop_assert!(close(other.unwrap(), scale * one.unwrap(), 1e-9));
            }
            prop_assert_eq!(one.best_probability, other.best_probability);
        }
        let (one, other) = (one.decision.unwrap(), other.decision.unwrap());
        prop_assert!(close(other.evpi.unwrap(), scale * one.evpi.unwrap(), 1e-6));
        prop_assert_eq!(one.best, other.best);
    }

    #[test]
    fn narrowing_every_range_to_a_point_gives_the_point_answer(low in prop::array::uniform4(0.1..5.0_f64)) {
        let text = |factor: f64| {
            random(low, [factor; 4], 1.0)
                .replace("1/s to 5/s", &format!("1/s to {factor}/s"))
                .replace("0.001% to 0.1%", &format!("0.001% to {}%", 0.001 * factor))
        };
        let (point, drawn) = (study(&text(1.0), 500), study(&text(1.0 + 1e-9), 500));
        prop_assert_eq!((point.engine.samples, drawn.engine.samples), (0, 500));
        for (point, drawn) in point.designs.iter().zip(&drawn.designs) {
            let at = point.total.unwrap();
            for told in [drawn.total, drawn.total_p05, drawn.total_p95] {
                prop_assert!(close(told.unwrap(), at, 1e-8), "{told:?} {at}");
            }
            let parts = [(point.running, drawn.running), (point.wrong, drawn.wrong)];
            prop_assert!(parts.iter().all(|(point, drawn)| close(drawn.unwrap(), point.unwrap(), 1e-8)));
        }
        let (point, drawn) = (point.decision.unwrap(), drawn.decision.unwrap());
        prop_assert_eq!(&drawn.best, &point.best);
        prop_assert!(close(drawn.margin.unwrap(), point.margin.unwrap(), 1e-6));
        prop_assert!(drawn.evpi.unwrap() <= 1e-6 * point.margin.unwrap().max(1.0));
    }

    #[test]
    fn a_dominated_design_is_never_best(
        low in prop::array::uniform4(0.1..5.0_f64), ratio in prop::array::uniform4(1.1..20.0_f64), more in 0.01..9.0_f64,
    ) {
        // d is the scenario's own costs with something on top; e is the scenario itself.
        let text = format!("cost = [{{ price = \"$1/h to $9/h\" }}]\n{}[[design]]\nname = \"d\"\nlevel = \"EC\"\n[[design.cost]]\nprice = \"${more}/h\"\n[[design]]\nname = \"e\"\nlevel = \"EC\"\n", random(low, ratio, 1.0));
        let assessment = study(&text, 500);
        let d = assessment.designs.iter().find(|design| design.name == "d").unwrap();
        prop_assert_eq!((d.best_probability, d.ahead), (Some(0.0), Some(0)));
        prop_assert!(close(d.regret.unwrap().max(more * 8760.0), d.regret.unwrap(), 1e-9));
        let best = assessment.decision.unwrap().best;
        prop_assert_ne!(best.as_deref(), Some("d"));
    }

    #[test]
    fn beyond_its_flip_the_scenario_as_written_has_another_best(price in 0.5..20.0_f64, cost in 1.0..500.0_f64) {
        let text = |price: f64| format!("traffic = \"1/s\"\n[wrongness]\nerror_probability = \"0.01%\"\n[[wrongness.harm]]\ncost = \"${cost}\"\n[[design]]\nname = \"strong\"\nlevel = \"SS\"\n[[design.cost]]\nprice = \"${price}/h\"\n[[design]]\nname = \"weak\"\nlevel = \"EC\"\n");
        let best = |price: f64| Assessor::new().assess(&text(price)).unwrap().decision.unwrap().best;
        let found = flips(&plan(&text(price)));
        if let Some(at) = flip(&found, "design.0.cost.0.price").at.map(|at| at * 3600.0) {
            prop_assert!(close(at, 3600.0 * 1e-4 * cost, 1e-9));
            prop_assert_ne!(best(at * 0.999_999), best(at * 1.000_001));
        }
    }
}
