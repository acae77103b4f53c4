//! The command line as a process: what goes in, what comes out, and the exit code.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests, outside of the test functions themselves"
)]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn quorate(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

fn printed(arguments: &[&str], input: &str) -> String {
    let output = quorate(arguments, input);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], input: &str) -> String {
    let output = quorate(arguments, input);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn json(arguments: &[&str], input: &str) -> serde_json::Value {
    serde_json::from_str(&printed(arguments, input)).unwrap()
}

#[test]
fn a_preset_is_assessed_to_json_with_the_published_names() {
    let result = json(&["eval", "checkout", "--format", "json"], "");
    let chain = &result["journeys"][0]["chain"];
    assert_eq!(chain["availability"].to_string(), "0.997302509075");
    assert_eq!(chain["latency"]["sum_of_p99"].as_f64(), Some(0.31));
    let p99 = chain["latency"]["p99"].as_f64().unwrap();
    assert!((p99 / 0.235 - 1.0).abs() < 0.005, "{p99}");
}

#[test]
fn payments_takes_strict_serializable_and_names_the_erratum() {
    let text = printed(&["eval", "payments"], "");
    assert!(text.contains("Take Strict serializable."), "{text}");
    assert!(
        text.contains("Erratum") && text.contains("$66,540,960") && text.contains("$63,702,720,000"),
        "{text}"
    );
    let result = json(&["eval", "payments", "--format", "json", "--samples", "0"], "");
    assert_eq!(result["decision"]["best"], "Strict serializable");
    assert_eq!(result["designs"][1]["wrong"].as_f64(), Some(63_702_720_000.0));
    let halved = quorate_model::library::preset("payments")
        .unwrap()
        .text
        .replace("\"0.005% to 0.019999%\"", "\"0.005%\"");
    let result = json(&["eval", "-", "--format", "json", "--samples", "0"], &halved);
    assert_eq!(result["designs"][1]["wrong"].as_f64(), Some(31_851_360_000.0));
}

#[test]
fn a_link_carries_a_text_byte_for_byte_also_one_that_does_not_parse() {
    let text = "flow = \"a >\n# café €\r\n";
    let link = printed(&["link", "-", "--base", "https://example.org/q/"], text);
    assert!(link.starts_with("https://example.org/q/#q1."), "{link}");
    assert_eq!(printed(&["open", link.trim()], ""), text);
    assert_eq!(printed(&["open", "-"], &link), text);
}

#[test]
fn a_link_or_json_is_assessed_like_a_file() {
    let link = printed(&["link", "checkout"], "");
    let from_link = printed(&["eval", link.trim(), "--format", "json"], "");
    assert_eq!(from_link, printed(&["eval", "checkout", "--format", "json"], ""));
    let result = json(
        &["eval", "-", "--format", "json"],
        r#"{"flow": "a > b", "services": {"a": {"availability": "99%"}, "b": {"availability": 0.99}}}"#,
    );
    assert_eq!(
        result["journeys"][0]["chain"]["availability"].as_f64(),
        Some(0.9801)
    );
}

#[test]
fn every_figure_is_written_as_svg_that_carries_the_scenario() {
    for name in ["flow", "budget", "latency", "designs"] {
        let svg = printed(&["eval", "payments", "--format", "svg", "--figure", name], "");
        assert!(
            svg.starts_with("<svg ") && svg.contains("<metadata>#q1."),
            "{name}"
        );
    }
    let dark = printed(
        &[
            "eval", "payments", "--format", "svg", "--figure", "designs", "--dark",
        ],
        "",
    );
    assert_ne!(
        dark,
        printed(
            &["eval", "payments", "--format", "svg", "--figure", "designs"],
            ""
        )
    );
}

#[test]
fn figures_of_what_is_uncertain_are_written_for_a_scenario_with_ranges() {
    let text = r#"
[[design]]
name = "Own"
cost = [{ name = "Nodes", quantity = 3, price = "$0.8/h to $2/h" }]
[[design]]
name = "Rented"
cost = [{ name = "Requests", quantity = "20/s to 80/s", price = "$0.1/10k" }]
"#;
    for name in ["flips", "tornado", "worth", "designs"] {
        let arguments = [
            "eval",
            "-",
            "--format",
            "svg",
            "--figure",
            name,
            "--samples",
            "500",
        ];
        let svg = printed(&arguments, text);
        assert!(svg.starts_with("<svg ") && svg.contains("<title>"), "{name}");
    }
    let refusal = refused(&["eval", "-", "--format", "svg", "--figure", "worth"], EXACT);
    assert!(refusal.contains("nothing to draw in `worth`"), "{refusal}");
}

#[test]
fn markdown_has_the_table_and_the_link() {
    let text = printed(&["eval", "payments", "--format", "md"], "");
    assert!(
        text.contains("| Strict serializable | SS | PC/EC |") && text.contains("[Open in Quorate](#q1."),
        "{text}"
    );
}

/// Two designs without a range.
const EXACT: &str = "[[design]]\nname = \"strict\"\nlevel = \"SS\"\n[[design.cost]]\nprice = \"$0.4/h\"\n[[design]]\nname = \"loose\"\nlevel = \"EC\"\n[[design.cost]]\nprice = \"$0.3/h\"\n";

/// Two designs of which neither is ahead in every draw.
const OPEN: &str = "traffic = \"10/s\"\n[wrongness]\nerror_probability = \"0.0001% to 0.01%\"\n[[wrongness.harm]]\ncost = \"$1\"\n[[design]]\nname = \"strict\"\nlevel = \"SS\"\n[[design.cost]]\nprice = \"$0.4/h\"\n[[design]]\nname = \"loose\"\nlevel = \"EC\"\n";

#[test]
fn ranges_are_drawn_as_often_and_from_the_seed_that_is_asked_for() {
    let eval = |more: &[&str]| {
        let arguments: Vec<&str> = ["eval", "-", "--format", "json"]
            .iter()
            .chain(more)
            .copied()
            .collect();
        json(&arguments, OPEN)
    };
    let usual = eval(&[]);
    assert_eq!(usual["engine"]["samples"], 10_000);
    assert_eq!(usual, eval(&["--samples", "10000", "--seed", "1"]));
    let other = eval(&["--seed", "2"]);
    assert_eq!(other["engine"]["seed"], 2);
    assert_ne!(usual["designs"][1]["total"], other["designs"][1]["total"]);
    assert_eq!(eval(&["--samples", "700"])["engine"]["samples"], 700);
    let medians = eval(&["--samples", "0"]);
    assert_eq!(medians["engine"]["samples"], 0);
    assert!(medians["designs"][0]["best_probability"].is_null());
    assert!(medians["decision"]["flips"].is_array());
    let said = refused(&["eval", "-", "--samples", "1000001"], OPEN);
    assert!(said.contains("1000000"), "{said}");
}

#[test]
fn a_scenario_without_ranges_answers_the_same_however_it_is_drawn() {
    let usual = printed(&["eval", "-"], EXACT);
    assert_eq!(
        printed(&["eval", "-", "--samples", "77", "--seed", "5"], EXACT),
        usual
    );
    assert!(!usual.contains("draws"), "{usual}");
}

#[test]
fn the_verdict_says_how_certain_it_is_and_what_to_measure() {
    let text = printed(&["eval", "-"], OPEN);
    assert!(
        text.contains("of 10,000 draws (") && text.contains("flips to "),
        "{text}"
    );
    assert!(text.contains("Measure the error probability first"), "{text}");
    let record = printed(&["eval", "-", "--format", "adr"], OPEN);
    for part in [
        "## Context",
        "## Options",
        "## Decision",
        "## Certainty",
        "## What would change it",
        "## Sources",
    ] {
        assert!(record.contains(part), "{part}: {record}");
    }
    assert!(
        record.contains("--samples 10000 --seed 1") && record.contains("`#q1."),
        "{record}"
    );
}

#[test]
fn bad_input_ends_with_exit_code_2_and_a_sentence_with_its_place() {
    let said = refused(
        &["eval", "-"],
        "flow = \"web\"\n[services.web]\navailability = \"99,9 procent\"\n",
    );
    assert!(
        said.contains("line 3, column 16") && said.contains("services.web.availability"),
        "{said}"
    );
    let said = refused(&["eval", "no-such-file"], "");
    assert!(
        said.contains("no preset (booking, payments, checkout, feed, warehouse)"),
        "{said}"
    );
    let said = refused(&["open", "#q1.!!!"], "");
    assert!(said.contains("damaged"), "{said}");
    let said = refused(&["eval", "checkout", "--format", "svg"], "");
    assert!(
        said.contains("flow, budget, compliance, detection, burn, latency, designs"),
        "{said}"
    );
    let said = refused(&["eval", "warehouse", "--format", "svg", "--figure", "flow"], "");
    assert!(said.contains("nothing to draw"), "{said}");
}

#[test]
fn schemas_name_the_keys_people_write() {
    let scenario = json(&["schema"], "");
    assert!(scenario["properties"]["services"].is_object() && scenario["properties"]["design"].is_object());
    let assessment = json(&["schema", "assessment"], "");
    assert!(assessment["properties"]["journeys"].is_object());
}
