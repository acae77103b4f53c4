//! What is written reads back; what cannot be read is refused with a reason.

use super::{Export, Import, export, from_dependencies, from_mermaid, from_openslo, guess};
use crate::scenario::read;
use serde_json::{Value, json};

const CHECKOUT: &str = r#"
title = "Checkout"
flow = "gateway > all(cart, stock) > txn(payment ?? queue > ledger) > 2 of (a, b, c) > mail?"
[slo]
availability = "99.9%"
window = "28 d"
[services]
gateway = {}
cart = {}
stock = {}
payment = {}
queue = {}
ledger = {}
a = {}
b = {}
c = {}
mail = {}
[incident]
ratio = "15%"
duration = "10 min"
"#;

fn slo(spec: &Value) -> Value {
    json!({ "apiVersion": "openslo/v1", "kind": "SLO", "metadata": { "name": "foo" }, "spec": spec })
}

fn refusal(spec: &Value) -> String {
    from_openslo(&[slo(spec)], None).unwrap_err()
}

#[test]
fn a_flowchart_of_calls_becomes_a_flow() {
    let text = from_mermaid(
        "%% who calls whom\nflowchart TD\n  web[\"Web shop\"] --> cart & pay:::hot\n  cart -->|reads| db[(Orders)]\n  pay -- charges --> bank((Bank)); pay -.-> mail\n  subgraph inside\n    pay ==> db\n  end\n  classDef hot fill:#f00",
    );
    let reading = read(&text.unwrap()).unwrap();
    let flow = reading.scenario.flow.unwrap();
    assert_eq!(flow, "web-shop > cart > orders > pay > bank > mail? > orders");
    assert_eq!(reading.scenario.services.len(), 6);
}

#[test]
fn several_beginnings_are_several_journeys() {
    let text =
        from_mermaid("---\ntitle: two\n---\ngraph LR; a --> db; b-x --> db; b-x --- c; a ~~~ c").unwrap();
    let journeys = read(&text).unwrap().scenario.journey;
    let flows: Vec<&str> = journeys.values().map(|j| j.flow.as_deref().unwrap()).collect();
    assert_eq!(flows, ["a > db", "b-x > db > c"]);
}

#[test]
fn what_an_arrow_calls_a_miss_stands_in_for_the_hit() {
    let flow = |text: &str| {
        let text = from_mermaid(&format!("flowchart LR\n{text}")).unwrap();
        let document = read(&text).unwrap();
        assert!(!text.contains("Left out"), "{text}");
        document.scenario.flow.unwrap()
    };
    assert_eq!(
        flow("api -->|hit| cache\napi -->|miss| db\napi --> log"),
        "api > cache ?? db > log"
    );
    assert_eq!(flow("api --> auth\napi -->|on miss| db"), "api > auth ?? db");
    assert_eq!(
        flow("web --> cache\ncache -- miss --> db\ndb --> disk"),
        "web > cache ?? (db > disk)"
    );
    assert_eq!(
        flow("api --> a\na --> b\napi -->|fallback| c\napi -->|fallback| d"),
        "api > ((a > b) ?? c) ?? d"
    );
}

#[test]
fn recorded_calls_of_both_kinds_become_a_flow() {
    let jaeger = r#"{"data":[{"parent":"front","child":"driver","callCount":9},{"parent":"driver","child":"redis","callCount":90}]}"#;
    let telemetry = r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"client":"front","server":"driver"},"value":[0,"9"]},{"metric":{"client":"driver","server":"redis"},"value":[0,"9"]}]}}"#;
    for text in [jaeger, telemetry] {
        assert_eq!(guess(text), Some(Import::Dependencies));
        let flow = read(&from_dependencies(text).unwrap()).unwrap().scenario.flow;
        assert_eq!(flow.as_deref(), Some("front > driver > redis"));
    }
}

#[test]
fn a_graph_with_many_ways_names_every_service_once() {
    let mut text = "flowchart LR\n".to_owned();
    for layer in 0..12 {
        for (a, b) in [("x", "x"), ("x", "y"), ("y", "x"), ("y", "y")] {
            text.push_str(&format!("{a}{layer} --> {b}{}\n", layer + 1));
        }
    }
    text.push_str("root --> x0 & y0\n");
    let scenario = read(&from_mermaid(&text).unwrap()).unwrap().scenario;
    let flow = scenario.flow.unwrap();
    assert_eq!(flow.matches(" > ").count() + 1, 27);
    assert!(flow.starts_with("root > x0"));
}

#[test]
fn what_cannot_be_read_as_a_graph_says_where_and_why() {
    let said = |text: &str| from_mermaid(text).unwrap_err();
    insta::assert_snapshot!(
        [
            said("flowchart LR\n a --> b\n b --> c\n c --> a"),
            said("sequenceDiagram\n a->>b: hi"),
            said("flowchart LR\n a --> "),
            said("flowchart LR\n a[open --> b"),
            said("flowchart LR\n a ! b"),
            said("flowchart LR"),
            from_dependencies("{\"data\": 3}").unwrap_err(),
            from_dependencies("[{\"parent\": \"a\"}]").unwrap_err(),
            from_dependencies("nonsense").unwrap_err(),
            from_dependencies("[{\"parent\":\"a\",\"child\":\"b\"},{\"parent\":\"b\",\"child\":\"a\"}]")
                .unwrap_err(),
        ]
        .join("\n")
    );
}

#[test]
fn the_exports_of_a_scenario_are_written_as_they_were() {
    for what in Export::ALL {
        let text = export(CHECKOUT, what, None).unwrap();
        insta::assert_snapshot!(what.name(), text);
    }
}

#[test]
fn what_lacks_an_objective_a_window_or_an_incident_says_what_to_add() {
    let said = |text: &str, what, journey: Option<&str>| export(text, what, journey).unwrap_err().message;
    let bare = "flow = \"a\"\n[services.a]";
    let slo = "flow = \"a\"\n[slo]\navailability = \"99.9%\"\n[services.a]";
    insta::assert_snapshot!(
        [
            said(bare, Export::Prometheus, None),
            said(bare, Export::OpenSlo, Some("buy")),
            said(slo, Export::Promtool, None),
            said(&slo.replace("99.9%", "100%"), Export::Sloth, None),
            said(
                &slo.replace("[services.a]", "error_query = \"errors\"\n[services.a]"),
                Export::Sloth,
                None
            ),
            said(
                &slo.replace(
                    "[services.a]",
                    "[[alert]]\nlong = \"90 s\"\nburn = 2\n[services.a]"
                ),
                Export::OpenSlo,
                None
            ),
        ]
        .join("\n")
    );
}

#[test]
fn of_several_objectives_the_strictest_is_taken_and_the_others_are_named() {
    let objectives = json!([
        { "displayName": "a", "target": 0.9 },
        { "displayName": "b", "targetPercent": 99.5 },
        { "displayName": "c", "target": 0.99 },
    ]);
    let text = from_openslo(&[slo(&json!({ "objectives": objectives }))], None).unwrap();
    let said = "# The strictest of 3 objectives, b 99.5%; met, it keeps the others too: a 0.9, c 0.99.\navailability = \"99.5%\"\n";
    assert!(text.contains(said), "{text}");
    assert!(read(&text).is_ok());
}

#[test]
fn a_latency_held_to_a_value_becomes_a_latency_target_in_the_unit_the_document_names() {
    let document = |value: f64, target: f64, words: &str, query: &str| {
        let metric = json!({ "metricSource": { "type": "Prometheus", "spec": { "query": query } } });
        json!({
            "description": words,
            "indicator": { "spec": { "thresholdMetric": metric } },
            "objectives": [{ "op": "lte", "value": value, "target": target }],
            "alertPolicies": ["elsewhere"],
        })
    };
    for (spec, expected) in [
        (document(500.0, 0.99, "never more than 500ms", ""), "p99 < 500 ms"),
        (
            document(1.5, 0.95, "1.5 seconds are enough, not 21.5 ms", ""),
            "p95 < 1.5 s",
        ),
        (
            document(
                0.25,
                0.999,
                "",
                "histogram_quantile(0.99, rate(request_duration_seconds_bucket[5m]))",
            ),
            "p99.9 < 0.25 s",
        ),
        (document(80.0, 0.5, "the usual", "latency_ms"), "p50 < 80 ms"),
    ] {
        let text = from_openslo(&[slo(&spec)], None).unwrap();
        assert!(text.contains(&format!("latency = \"{expected}\"\n")), "{text}");
        let target = read(&text).unwrap().scenario.slo.latency.unwrap();
        assert_eq!(target.raw, expected);
    }
}

#[test]
fn an_alert_policy_named_without_its_key_is_found() {
    let policy = json!({ "apiVersion": "openslo/v1", "kind": "AlertPolicy", "metadata": { "name": "fast" }, "spec": { "conditions": [{ "metadata": { "name": "c" }, "spec": { "severity": "page", "condition": { "kind": "burnrate", "threshold": 2, "lookbackWindow": "1h" } } }] } });
    let spec = json!({ "objectives": [{ "target": 0.99 }], "alertPolicies": ["fast"] });
    let text = from_openslo(&[slo(&spec), policy], None).unwrap();
    assert!(text.contains("burn = 2\n"), "{text}");
}

#[test]
fn openslo_documents_that_say_what_a_scenario_cannot_are_refused_with_the_reason() {
    let two = [slo(&json!({ "objectives": [{ "target": 0.9 }] })), {
        let mut other = slo(&json!({}));
        other["metadata"]["name"] = json!("bar");
        other
    }];
    let with = |key: &str, value: Value| {
        let mut spec = json!({ "objectives": [{ "target": 0.99 }] });
        spec[key] = value;
        refusal(&spec)
    };
    insta::assert_snapshot!(
        [
            from_openslo(&two, None).unwrap_err(),
            from_openslo(&two, Some("baz")).unwrap_err(),
            from_openslo(&[], None).unwrap_err(),
            from_openslo(&[json!({ "apiVersion": "openslo/v1", "kind": "Service", "metadata": { "name": "a" } })], None).unwrap_err(),
            from_openslo(&[json!({ "apiVersion": "openslo/v1", "kind": "Slo" })], None).unwrap_err(),
            from_openslo(&[json!({ "apiVersion": "openslo/v2alpha", "kind": "SLO" })], None).unwrap_err(),
            refusal(&json!({})),
            refusal(&json!({ "objectives": [{ "target": 1.0 }] })),
            refusal(&json!({ "objectives": [{ "target": 0.9, "value": 500, "op": "lt" }] })),
            refusal(&json!({ "objectives": [{ "target": 0.9, "value": 500 }] })),
            refusal(&json!({ "objectives": [{ "target": 0.9, "value": 500, "op": "lt" }, { "target": 0.5, "value": 100, "op": "lt" }] })),
            refusal(&json!({ "description": "at most 500 ms", "objectives": [{ "target": 0.9, "value": 500, "op": "lte" }] })),
            refusal(&json!({ "budgetingMethod": "Timeslices", "objectives": [{ "target": 0.99, "value": 500, "op": "lte" }] })),
            refusal(&json!({ "indicator": { "spec": { "thresholdMetric": {} } }, "objectives": [{ "target": 0.99 }] })),
            refusal(&json!({ "objectives": [{ "displayName": "a", "target": 0.9 }, { "displayName": "b" }] })),
            with("timeWindow", json!([{ "duration": "0d", "isRolling": true }])),
            with("timeWindow", json!([{ "duration": "1m", "isRolling": false, "calendar": {} }])),
            with("budgetingMethod", json!("Timeslice")),
            with("budgetingMethod", json!("Timeslices")),
            with("alertPolicies", json!([{ "alertPolicyRef": "elsewhere" }])),
        ]
        .join("\n")
    );
}
