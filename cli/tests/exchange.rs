//! Other tools' documents through the command: what is written reads back, what cannot be read says why.
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

/// The examples of the specification, each with its name.
const EXAMPLES: [(&str, &str); 10] = [
    ("slo-inline", include_str!("openslo/slo-inline.yaml")),
    ("data-source", include_str!("openslo/data-source.yaml")),
    ("alert-policy-ref", include_str!("openslo/alert-policy-ref.yaml")),
    (
        "alert-policy-inline",
        include_str!("openslo/alert-policy-inline.yaml"),
    ),
    ("alert-condition", include_str!("openslo/alert-condition.yaml")),
    (
        "notification-target",
        include_str!("openslo/notification-target.yaml"),
    ),
    ("service", include_str!("openslo/service.yaml")),
    ("ratio-timeslices", include_str!("openslo/ratio-timeslices.yaml")),
    ("timeslices-slo", include_str!("openslo/timeslices-slo.yaml")),
    ("occurrences-slo", include_str!("openslo/occurrences-slo.yaml")),
];

#[test]
fn the_examples_of_the_specification_read_or_are_refused_with_the_reason() {
    let mut said = String::new();
    for (name, text) in EXAMPLES {
        let output = quorate(&["import", "-", "--from", "openslo"], text);
        let told = if output.status.success() {
            output.stdout
        } else {
            output.stderr
        };
        let told = String::from_utf8(told).unwrap();
        said.push_str(&format!("== {name}\n{}\n", told.trim()));
        if output.status.success() {
            printed(&["eval", "-"], &told);
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_document_that_is_a_list_of_objects_is_read_as_them() {
    let slo = include_str!("openslo/ratio-timeslices.yaml");
    let indented: String = slo
        .lines()
        .filter(|line| !line.starts_with('#'))
        .enumerate()
        .map(|(at, line)| format!("{} {line}\n", if at == 0 { "-" } else { " " }))
        .collect();
    let scenario = printed(&["import", "-", "--from", "openslo"], &indented);
    assert!(scenario.contains("flow = \"web-shop\""), "{scenario}");
}

#[test]
fn a_file_of_ten_objects_asks_which_one_and_reads_it() {
    let slo = include_str!("openslo/slo-inline.yaml");
    let all: Vec<String> = (0..10)
        .map(|at| slo.replace("foo-slo", &format!("foo-slo-{at}")))
        .collect();
    let text = all.join("---\n");
    let output = quorate(&["import", "-"], &text);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("holds 10 objects of kind SLO (foo-slo-0, foo-slo-1, foo-slo-2, foo-slo-3, foo-slo-4, foo-slo-5 and 4 more); name the one to read (`--name foo-slo-0`)"),
        "{said}"
    );
    let scenario = printed(&["import", "-", "--name", "foo-slo-7"], &text);
    assert!(
        scenario.contains("# From the OpenSLO document `foo-slo-7`."),
        "{scenario}"
    );
}

/// The general shape of every kind, as the specification prints it: words in place of values.
const TEMPLATES: [(&str, &str); 4] = [
    (
        "general",
        "apiVersion: openslo/v1\nkind: DataSource | SLO | SLI | AlertPolicy\nmetadata:\n  name: string\nspec:\n",
    ),
    (
        "slo",
        "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: string\nspec:\n  service: string\n  indicatorRef: string\n  timeWindow:\n    - duration: duration-shorthand\n      isRolling: true\n  budgetingMethod: Occurrences | Timeslices\n  objectives:\n  alertPolicies:\n",
    ),
    (
        "objectives",
        "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: string\nspec:\n  service: string\n  objectives:\n    - displayName: string\n      op: lte | gte | lt | gt\n      value: numeric\n      target: numeric [0.0, 1.0)\n",
    ),
    (
        "several",
        "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: foo\nspec:\n  service: foo\n  objectives:\n    - displayName: Foo Total Errors\n      target: 0.98\n    - displayName: Bar Total Errors\n      targetPercent: 99.99\n",
    ),
];

#[test]
fn the_templates_of_the_specification_read_or_say_what_is_missing() {
    let mut said = String::new();
    for (name, text) in TEMPLATES {
        let output = quorate(&["import", "-", "--from", "openslo"], text);
        let told = if output.status.success() {
            output.stdout
        } else {
            output.stderr
        };
        said.push_str(&format!(
            "== {name}\n{}\n",
            String::from_utf8(told).unwrap().trim()
        ));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn objects_that_refer_to_each_other_are_read_together() {
    let slo = include_str!("openslo/slo-inline.yaml");
    let text = format!(
        "{slo}  alertPolicies:\n    - alertPolicyRef: AlertPolicy\n---\n{}---\n{}",
        include_str!("openslo/alert-policy-ref.yaml"),
        include_str!("openslo/alert-condition.yaml")
    );
    let scenario = printed(&["import", "-"], &text);
    assert!(
        scenario.contains("[[alert]]\nseverity = \"page\"\nlong = \"1 h\"\nburn = 2\n"),
        "{scenario}"
    );
}

/// Scenarios whose objectives differ in all that a document carries.
const OBJECTIVES: [&str; 4] = [
    "availability = \"99.9%\"",
    "availability = \"99.95%\"\nwindow = \"28 d\"\n[[alert]]\nlong = \"2 h\"\nshort = \"10 min\"\nburn = 7.5\n[[alert]]\nseverity = \"ticket\"\nlong = \"1 d\"\nspends = \"10%\"",
    "availability = \"99.999999999%\"\ncalendar = \"quarter\"",
    "availability = \"99%\"\nbudgeting = \"Timeslices\"\nslice = \"5 min\"\nslice_target = \"95%\"\nerror_query = \"sum(rate(failed[{{.window}}]))\"\ntotal_query = \"sum(rate(all[{{.window}}]))\"",
];

#[test]
fn an_objective_written_as_openslo_reads_back_the_same() {
    for objective in OBJECTIVES {
        let (slo, alerts) = objective.split_once("\n[[").unwrap_or((objective, ""));
        let alerts = if alerts.is_empty() {
            String::new()
        } else {
            format!("[[{alerts}")
        };
        let text = format!("title = \"Check out\"\nflow = \"a\"\n[slo]\n{slo}\n{alerts}\n[services.a]\n");
        let document = printed(&["export", "-", "--as", "openslo"], &text);
        let back = printed(&["import", "-"], &document);
        assert_eq!(
            printed(&["export", "-", "--as", "openslo"], &back),
            document,
            "{back}"
        );
        for what in ["prometheus", "sloth"] {
            let (first, second) = (
                printed(&["export", "-", "--as", what], &text),
                printed(&["export", "-", "--as", what], &back),
            );
            assert_eq!(first, second, "{back}");
        }
    }
}

#[test]
fn a_flow_written_as_mermaid_reads_back_with_the_same_services() {
    for preset in ["checkout", "payments", "feed"] {
        let chart = printed(&["export", preset, "--as", "mermaid"], "");
        assert!(chart.starts_with("flowchart LR\n"), "{chart}");
    }
    let chart = printed(&["export", "checkout", "--as", "mermaid"], "");
    let scenario = printed(&["import", "-"], &chart);
    assert!(
        scenario.contains("flow = \"gateway > auth > cart > payment > inventory\""),
        "{scenario}"
    );
}

#[test]
fn a_document_that_looks_like_nothing_known_asks_what_it_is() {
    let output = quorate(&["import", "-"], "hello");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("--from openslo"), "{said}");
    let output = quorate(&["import", "-", "--from", "openslo"], "a: [b");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("YAML"), "{said}");
}
