//! What holds for every scenario.
#![allow(clippy::unwrap_used, clippy::panic)]

mod random;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use quorate_model::assessment::Assessment;
use quorate_model::flow::Flow;
use quorate_model::{Assessor, library};
use serde_json::Value;
use std::collections::BTreeMap;

fn assess(text: &str) -> Result<Assessment, TestCaseError> {
    let assessed = Assessor::new().assess(text);
    assessed.map_err(|problem| TestCaseError::fail(format!("{problem}\n{text}")))
}

fn json(text: &str) -> Result<Value, TestCaseError> {
    let json = assess(text)?
        .to_json()
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    serde_json::from_str(&json).map_err(|error| TestCaseError::fail(error.to_string()))
}

fn unavailability(text: &str) -> Result<f64, TestCaseError> {
    let found = assess(text)?
        .journeys
        .first()
        .and_then(|journey| journey.chain.unavailability);
    found.ok_or_else(|| TestCaseError::fail("no unavailability"))
}

/// Every number and text of an assessment, to the last bit.
fn bits(assessment: &Assessment) -> String {
    // `{:?}` prints the shortest digits that read back as the same float.
    format!("{assessment:?}")
}

/// A scenario that uses every kind of money; `unit` is what one dollar is called.
fn money(unit: f64) -> String {
    let dollars = |amount: f64| format!("${}", amount * unit);
    format!(
        r#"
flow = "web > all(db, cache?) > pay ?? later"
traffic = "2000/s"
revenue = "{}/h"
[slo]
availability = "99%"
[services.web]
mttr = "30 min"
availability = "99.95%"
latency = "p50 5 ms, p99 40 ms"
[services.db]
mttr = "30 min"
availability = "99.9%"
latency = "p50 5 ms, p99 80 ms"
errors = "0.1%"
[services.cache]
mttr = "30 min"
availability = "99%"
latency = "p50 1 ms, p99 4 ms"
[services.pay]
mttr = "30 min"
availability = "99.5%"
latency = "p50 50 ms, p99 200 ms"
timeout = "400 ms"
[services.later]
mttr = "30 min"
availability = "99.9%"
latency = "const 1 ms"
[wrongness]
error_probability = "0.01%"
[[wrongness.harm]]
cost = "{} to {}"
[[wrongness.harm]]
cost = "{}"
share = "10%"
[down]
sla_penalty = "10%"
recaptured = "30%"
support = "{}/h"
productivity = "{}/h"
churn = "{}/h to {}/h"
degraded_loss = "{}/h"
[[cost]]
quantity = "9"
price = "{}/h"
[[design]]
name = "strong"
level = "SS"
services.db.latency = "p50 40 ms, p99 90 ms"
[[design.cost]]
quantity = "2000/s * 2 kB"
price = "{}/GB"
[[design]]
name = "weak"
level = "EC"
down.fees = "{}/month"
down.credits = [{{ below = "99.9%", credit = "10%" }}, {{ below = "99%", credit = "30%" }}]
"#,
        dollars(40_000.0),
        dollars(20.0),
        dollars(80.0),
        dollars(500.0),
        dollars(5000.0),
        dollars(10_000.0),
        dollars(100.0),
        dollars(900.0),
        dollars(700.0),
        dollars(0.5),
        dollars(0.02),
        dollars(50_000.0),
    )
}

/// Calls `visit` with every number of a JSON value and its path.
fn numbers(json: &Value, path: &str, visit: &mut dyn FnMut(&str, f64)) {
    match json {
        Value::Number(number) => visit(path, number.as_f64().unwrap()),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(at, inner)| numbers(inner, &format!("{path}.{at}"), visit));
        }
        Value::Object(map) => map
            .iter()
            .for_each(|(key, inner)| numbers(inner, &format!("{path}.{key}"), visit)),
        _ => {}
    }
}

#[test]
fn a_scaled_currency_scales_every_amount_and_nothing_else() {
    const AMOUNTS: [&str; 12] = [
        "running",
        "waiting",
        "wrong",
        "down",
        "total",
        "margin",
        "yearly",
        "cost",
        "against_cost",
        "costs",
        "fees",
        "costs_until_repair",
    ];
    let mut base = BTreeMap::new();
    numbers(&json(&money(1.0)).unwrap(), "", &mut |path, value| {
        base.insert(path.to_owned(), value);
    });
    for factor in [4.0, 0.25, 7.3, 1e4] {
        let mut seen = 0;
        numbers(&json(&money(factor)).unwrap(), "", &mut |path, value| {
            let is_amount = AMOUNTS.contains(&path.rsplit('.').next().unwrap());
            seen += usize::from(is_amount);
            let expected = base[path] * if is_amount { factor } else { 1.0 };
            assert!(
                (value - expected).abs() <= 1e-11 * expected.abs(),
                "{path} at {factor}: {value} instead of {expected}"
            );
        });
        // Five a design, one of two items in both, two harms in both, a margin, both sides of a half;
        // what the budget and what each of three alerts lets pass, also until repair; the fees and what is
        // given back of them.
        assert_eq!(seen, 2 * 5 + 3 + 4 + 1 + 2 + 4 + 3 + 2);
    }
}

fn inputs(designs: &str) -> usize {
    let text = format!(
        r#"
flow = "web > db"
traffic = "10/s to 20/s"
revenue = "$40k/h"
slo.availability = "99%"
[services.web]
availability = "99.9% to 99.99%"
[services.db]
availability = "99.9%"
[wrongness]
error_probability = "1% to 2%"
[[wrongness.harm]]
cost = "$50 to $60"
[[cost]]
quantity = "3 to 5"
price = "$2/h"
hours = "100 h/month"
{designs}"#
    );
    Assessor::new()
        .plan(&text)
        .unwrap()
        .inputs()
        .distributions()
        .len()
}

#[test]
fn designs_share_the_inputs_they_do_not_patch() {
    let alone = inputs("");
    let [one, patched, added] = [
        "[[design]]\nname = \"a\"\n",
        "[[design]]\nname = \"b\"\nservices.web.availability = \"99.5% to 99.9%\"\n",
        "[[design]]\nname = \"c\"\n[[design.cost]]\nquantity = 7\nprice = \"$1/h\"\n",
    ];
    // Traffic, revenue, SLO, two services, the error probability, a harm, an item of three numbers.
    assert_eq!(alone, 10);
    assert_eq!(inputs(one), alone);
    assert_eq!(inputs(&one.repeat(5)), alone);
    assert_eq!(inputs(patched), alone + 1);
    assert_eq!(inputs(&format!("{one}{patched}{one}{patched}")), alone + 2);
    assert_eq!(inputs(&format!("{one}{added}{patched}")), alone + 3);
}

#[test]
fn an_unpatched_input_moves_every_design_alike() {
    let plan = Assessor::new().plan(&money(1.0)).unwrap();
    let (mut rooms, mut out) = (plan.rooms(), vec![Default::default(); plan.designs()]);
    let mut values = plan.inputs().medians();
    plan.costs(&values, &mut rooms, &mut out);
    let before = out.clone();
    let at = values
        .iter()
        .position(|value| (*value - 0.5 / 3600.0).abs() < 1e-12)
        .unwrap();
    values[at] *= 2.0;
    plan.costs(&values, &mut rooms, &mut out);
    let moved: Vec<f64> = out
        .iter()
        .zip(&before)
        .map(|(now, then)| now.running.unwrap() - then.running.unwrap())
        .collect();
    assert!(
        moved
            .iter()
            .all(|more| (more / (9.0 * 0.5 * 8760.0) - 1.0).abs() < 1e-9),
        "{moved:?}"
    );
}

#[test]
fn a_quorum_that_can_never_be_used_has_no_say_in_the_latency() {
    let services = |names: &str| -> String {
        let part =
            |name| format!("[services.{name}]\navailability = \"99%\"\nlatency = \"p50 5 ms, p99 40 ms\"\n");
        names.split(' ').map(part).collect()
    };
    let alone = assess(&format!("flow = \"a\"\n{}", services("a"))).unwrap();
    let alone = alone.journeys[0].chain.latency.as_ref().unwrap();
    for quorum in ["2 of (a, b)", "7 of (a, b, b, b, b, b, b)", "any(a, all(a, b))"] {
        let text = format!("flow = \"a ?? {quorum}\"\n{}", services("a b"));
        let both = assess(&text).unwrap();
        let both = both.journeys[0].chain.latency.as_ref().unwrap();
        for (got, expected) in [
            (both.p50, alone.p50),
            (both.p99, alone.p99),
            (both.mean, alone.mean),
        ] {
            assert!(
                (got / expected - 1.0).abs() < 1e-12,
                "{quorum}: {got} instead of {expected}"
            );
        }
    }
}

fn assert_clean(json: &Value, path: &str) {
    match json {
        Value::Null => panic!("{path} is null"),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(at, inner)| assert_clean(inner, &format!("{path}.{at}"))),
        Value::Object(map) => map
            .iter()
            .for_each(|(key, inner)| assert_clean(inner, &format!("{path}.{key}"))),
        Value::String(text) => assert!(!text.contains("NaN") && !text.contains("inf "), "{path}: {text}"),
        _ => {}
    }
}

#[test]
fn the_same_text_gives_the_same_bits_whatever_came_before() {
    let mut used = Assessor::new();
    let texts: Vec<String> = library::presets()
        .iter()
        .map(|preset| preset.text.to_owned())
        .chain([money(1.0)])
        .collect();
    for text in texts.iter().chain(&texts) {
        let fresh = Assessor::new().assess(text).unwrap();
        assert_eq!(bits(&fresh), bits(&used.assess(text).unwrap()));
        assert_eq!(
            fresh.to_json().unwrap(),
            used.assess(text).unwrap().to_json().unwrap()
        );
        assert_clean(&json(text).unwrap(), "");
    }
}

#[test]
fn a_text_that_does_not_read_leaves_nothing_behind() {
    let mut used = Assessor::new();
    for broken in [
        "flow = \"a >\"",
        "flow = \"a\"",
        "[services.a]\nlatency = \"p99\"",
        "a = = b",
    ] {
        assert!(used.assess(broken).is_err(), "{broken}");
    }
    let text = money(1.0);
    assert_eq!(
        bits(&used.assess(&text).unwrap()),
        bits(&Assessor::new().assess(&text).unwrap())
    );
}

/// One name of the flow replaced, the first that `at` steps reach.
fn map_name(flow: &Flow, at: &mut usize, to: &dyn Fn(&str) -> Flow) -> Flow {
    let mut one = |inner: &Flow| Box::new(map_name(inner, at, to));
    match flow {
        Flow::Name(name) => {
            let here = *at == 0;
            *at = at.wrapping_sub(1);
            if here { to(name) } else { flow.clone() }
        }
        Flow::Fallback(first, second) => {
            let first = one(first);
            Flow::Fallback(first, one(second))
        }
        Flow::Optional(inner) => Flow::Optional(one(inner)),
        Flow::Repeat(times, inner) => Flow::Repeat(*times, one(inner)),
        Flow::Transaction(inner) => Flow::Transaction(one(inner)),
        Flow::Gate(inner) => Flow::Gate(one(inner)),
        Flow::Sequence(parts) => Flow::Sequence(parts.iter().map(|inner| *one(inner)).collect()),
        Flow::All(parts) => Flow::All(parts.iter().map(|inner| *one(inner)).collect()),
        Flow::Any(parts) => Flow::Any(parts.iter().map(|inner| *one(inner)).collect()),
        Flow::Quorum(k, parts) => Flow::Quorum(*k, parts.iter().map(|inner| *one(inner)).collect()),
    }
}

fn names(flow: &Flow) -> usize {
    let mut count = 0;
    flow.names(&mut |_| count += 1);
    count
}

fn name(name: &str) -> Flow {
    Flow::Name(name.to_owned())
}

proptest! {
    #![proptest_config(random::config(file!(), 200))]

    #[test]
    fn random_scenarios_have_ordered_finite_percentiles(case in random::cases()) {
        let text = case.timed();
        let assessment = assess(&text)?;
        assert_clean(&json(&text)?, "");
        let chain = &assessment.journeys[0].chain;
        let Some(latency) = &chain.latency else {
            return Err(TestCaseError::fail(format!("no latency: {:?}", assessment.warnings)));
        };
        let rising = [0.0, latency.p50, latency.p95, latency.p99, latency.p999];
        prop_assert!(rising.is_sorted(), "{latency:?}");
        let bound = latency.upper_bound_p99 + latency.error;
        prop_assert!(latency.p99 <= bound * (1.0 + 1e-9), "{latency:?}");
        let finite = [latency.mean, latency.sum_of_p99, latency.upper_bound_p99, latency.error];
        prop_assert!(finite.iter().all(|value| value.is_finite() && *value >= 0.0), "{latency:?}");
        prop_assert!(latency.curve.is_sorted_by(|a, b| a.0 <= b.0 && a.1 <= b.1));
    }

    #[test]
    fn a_used_assessor_answers_as_a_fresh_one(first in random::cases(), second in random::cases()) {
        let mut used = Assessor::new();
        for text in [first.timed(), second.timed(), first.timed()] {
            let found = used.assess(&text).map_err(|problem| TestCaseError::fail(problem.to_string()))?;
            prop_assert_eq!(bits(&found), bits(&assess(&text)?));
        }
    }

    #[test]
    fn more_redundancy_never_lowers_availability(case in random::cases(), at in any::<prop::sample::Index>(), spare in any::<prop::sample::Index>()) {
        let before = unavailability(&case.text())?;
        let spare = case.services.keys().nth(spare.index(case.services.len())).unwrap();
        let at = at.index(names(&case.flow));
        let twice = map_name(&case.flow, &mut at.clone(), &|own| Flow::Any(vec![name(own), name(spare)]));
        let backed = map_name(&case.flow, &mut at.clone(), &|own| Flow::Fallback(Box::new(name(own)), Box::new(name(spare))));
        let whole = Flow::Fallback(Box::new(case.flow.clone()), Box::new(name(spare)));
        let nice = map_name(&case.flow, &mut at.clone(), &|own| Flow::All(vec![random::optional(name(own))]));
        // A choice that could not fail any more is refused, and is no redundancy.
        let can_fail = |flow: &Flow| quorate_model::flow::parse(&flow.to_string()).is_ok();
        for better in [twice, backed, whole, nice].into_iter().filter(can_fail) {
            let after = unavailability(&case.text_of(&better, &BTreeMap::new()))?;
            prop_assert!(after <= before * (1.0 + 1e-12), "{better}: {after} after {before}");
        }
    }

    #[test]
    fn a_better_part_never_lowers_availability(case in random::cases(), at in any::<prop::sample::Index>()) {
        let before = unavailability(&case.text())?;
        let name = case.services.keys().nth(at.index(case.services.len())).unwrap();
        let after = unavailability(&case.text_with(&BTreeMap::from([(name.clone(), case.best(name))])))?;
        prop_assert!(after <= before * (1.0 + 1e-12), "{name}: {after} after {before}");
    }

    #[test]
    fn adding_something_nice_to_have_never_changes_availability(case in random::cases(), extra in any::<prop::sample::Index>()) {
        let before = unavailability(&case.text())?;
        let extra = case.services.keys().nth(extra.index(case.services.len())).unwrap();
        let nice = random::optional(name(extra));
        let behind = Flow::All(vec![case.flow.clone(), nice.clone()]);
        let around = map_name(&case.flow, &mut 0, &|own| Flow::All(vec![nice.clone(), name(own)]));
        for more in [behind, around] {
            let after = unavailability(&case.text_of(&more, &BTreeMap::new()))?;
            prop_assert!((after - before).abs() <= 1e-12 * before, "{more}: {after} after {before}");
        }
    }
}
