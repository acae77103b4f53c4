//! What differs between two assessments, and between two texts.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use proptest::prelude::*;
use quorate_model::compare::{Change, Hunk, Side, results, sentence, text};
use quorate_model::scenario::edit;
use quorate_model::{Assessor, library};
use std::time::{Duration, Instant};

const SCENARIO: &str = r#"
title = "Shop"
flow = "web > db"
traffic = "100/s"
revenue = "$40k/h"
[slo]
availability = "99.8%"
[services.web]
availability = "99.95%"
latency = "const 20 ms"
guarantee = "I"
[services.db]
availability = "99.9%"
latency = "const 50 ms"
[wrongness]
error_probability = "0.001%"
[[wrongness.harm]]
cost = "$1"
[[cost]]
name = "Nodes"
quantity = 2
price = "$1/h"
[[design]]
name = "Strong"
level = "SS"
[[design]]
name = "Weak"
level = "EC"
"#;

fn changed(edits: &[(&str, &str)]) -> Vec<Change> {
    let after = edits.iter().fold(SCENARIO.to_owned(), |text, (path, value)| {
        edit::set(&text, path, value).unwrap()
    });
    let mut assessor = Assessor::new();
    results(
        &assessor.assess(SCENARIO).unwrap(),
        &assessor.assess(&after).unwrap(),
    )
}

fn find<'a>(changes: &'a [Change], what: &str, place: Option<&str>) -> &'a Change {
    let found = changes
        .iter()
        .find(|c| c.what == what && c.place.as_deref() == place);
    found.unwrap_or_else(|| panic!("{what} {place:?} in {changes:#?}"))
}

#[test]
fn equal_assessments_list_every_result_and_no_change() {
    let changes = changed(&[]);
    for what in ["best", "availability", "latency", "level", "budget", "total"] {
        let change = find(&changes, what, None);
        assert!(!change.changed() && change.better.is_none(), "{change:?}");
    }
    for what in [
        "availability",
        "latency",
        "level",
        "budget",
        "total",
        "running",
        "waiting",
        "wrong",
        "down",
    ] {
        assert!(find(&changes, what, Some("Weak")).before.is_some());
    }
    assert_eq!(sentence(&changes), None);
}

#[test]
fn the_downtime_is_compared_as_ratio_and_as_time_over_the_window() {
    let changes = changed(&[("services.db.availability", "99.8%")]);
    let change = find(&changes, "availability", None);
    // 1 - 0.9995 · 0.999 = 0.0014995 before, 1 - 0.9995 · 0.998 = 0.002499 after; 30 d.
    assert_eq!(
        change.difference.as_deref(),
        Some("1.7× the downtime, 43.2 min more in 30 d")
    );
    assert_eq!(
        (change.better, change.before.as_deref()),
        (Some(false), Some("99.85%"))
    );
    assert_eq!(
        find(&changes, "budget", None).difference.as_deref(),
        Some("+50% of the budget")
    );
}

#[test]
fn a_latency_is_compared_in_time_and_in_percent() {
    let changes = changed(&[("services.db.latency", "const 60 ms")]);
    let change = find(&changes, "latency", None);
    assert_eq!(change.difference.as_deref(), Some("+10 ms (+14.3%)"));
    assert_eq!(sentence(&changes).unwrap(), "p99 70 ms → 80 ms");
    let faster = changed(&[("services.db.latency", "const 15 ms")]);
    let change = find(&faster, "latency", None);
    assert_eq!(
        (change.difference.as_deref(), change.better),
        (Some("−35 ms (−50%)"), Some(true))
    );
}

#[test]
fn money_is_compared_with_its_sign() {
    let changes = changed(&[("cost.0.quantity", "3")]);
    let change = find(&changes, "total", None);
    assert_eq!(
        (change.difference.as_deref(), change.better),
        (Some("+$8.76k"), Some(false))
    );
    assert_eq!(
        find(&changes, "running", Some("Weak")).difference.as_deref(),
        Some("+$8.76k")
    );
    let said = sentence(&changes).unwrap();
    assert!(
        said.starts_with("a year in all ") && said.ends_with("(+$8.76k)"),
        "{said}"
    );
}

#[test]
fn levels_are_compared_in_words() {
    let changes = changed(&[("design.0.level", "SI")]);
    let change = find(&changes, "level", Some("Strong"));
    assert_eq!(change.better, Some(false));
    let said = change.difference.as_deref().unwrap();
    assert!(
        said.starts_with("weaker: snapshot isolation, was strict"),
        "{said}"
    );
}

#[test]
fn another_best_design_is_named() {
    let changes = changed(&[
        ("wrongness.error_probability", "0%"),
        ("design.0.services.db.latency", "const 90 ms"),
    ]);
    let change = find(&changes, "best", None);
    assert_eq!(change.difference.as_deref(), Some("Weak instead of Strong"));
    assert_eq!(change.better, None);
    assert!(
        sentence(&changes)
            .unwrap()
            .starts_with("best design Strong → Weak")
    );
}

#[test]
fn what_is_new_or_gone_has_one_side() {
    let changes = changed(&[("design.1.name", "Weaker")]);
    let gone = find(&changes, "total", Some("Weak"));
    let new = find(&changes, "total", Some("Weaker"));
    assert!(gone.before.is_some() && gone.after.is_none() && gone.difference.is_none());
    assert!(new.before.is_none() && new.after.is_some() && new.changed());
    assert!(
        sentence(&changes)
            .unwrap()
            .starts_with("Weaker: available none → 99.85%")
    );
}

#[test]
fn another_currency_is_not_subtracted() {
    let euros = SCENARIO.replace('$', "€");
    let mut assessor = Assessor::new();
    let changes = results(
        &assessor.assess(SCENARIO).unwrap(),
        &assessor.assess(&euros).unwrap(),
    );
    let change = find(&changes, "total", None);
    assert!(change.difference.is_none() && change.better.is_none() && change.changed());
}

#[test]
fn journeys_behind_the_first_are_compared_too() {
    let before = r#"
[journey.buy]
flow = "web"
[journey.browse]
flow = "web > cdn"
[services.web]
availability = "99.9%"
[services.cdn]
availability = "99.9%"
"#;
    let after = edit::set(before, "services.cdn.availability", "99.99%").unwrap();
    let mut assessor = Assessor::new();
    let changes = results(
        &assessor.assess(before).unwrap(),
        &assessor.assess(&after).unwrap(),
    );
    assert!(!find(&changes, "availability", None).changed());
    assert_eq!(find(&changes, "availability", Some("browse")).better, Some(true));
    assert!(
        sentence(&changes)
            .unwrap()
            .starts_with("browse: available 99.8% →")
    );
}

#[test]
fn every_preset_compares_with_every_other() {
    let mut assessor = Assessor::new();
    let assessments: Vec<_> = library::presets()
        .iter()
        .map(|preset| assessor.assess(preset.text).unwrap())
        .collect();
    for a in &assessments {
        for b in &assessments {
            let changes = results(a, b);
            assert_eq!(sentence(&changes).is_none(), a == b);
            for change in changes {
                assert!(change.before.is_some() || change.after.is_some());
                assert!(change.better.is_none() || change.difference.is_some());
            }
        }
    }
}

/// `before` with the hunks applied; lines of the hunks must be where they say.
fn applied(before: &str, hunks: &[Hunk]) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let mut out: Vec<String> = Vec::new();
    let mut done = 0;
    for line in hunks.iter().flat_map(|hunk| &hunk.lines) {
        let reached = match (line.before, line.after) {
            (Some(before), _) => before - 1,
            (None, Some(after)) => done + (after - 1 - out.len()),
            (None, None) => panic!("a line that stands nowhere"),
        };
        out.extend(old[done..reached].iter().map(|line| (*line).to_owned()));
        done = reached;
        if line.before.is_some() {
            assert_eq!(old[done], line.text);
            done += 1;
        }
        if let Some(after) = line.after {
            out.push(line.text.clone());
            assert_eq!(out.len(), after);
        }
    }
    out.extend(old[done..].iter().map(|line| (*line).to_owned()));
    out.concat()
}

#[test]
fn a_changed_line_stands_between_two_kept_ones_on_either_side() {
    let before = "a\nb\nc\nd\ne\nf\ng\n";
    let hunks = text(before, "a\nb\nc\nD\ne\nf\ng\n");
    assert_eq!(hunks.len(), 1);
    let told: Vec<_> = hunks[0]
        .lines
        .iter()
        .map(|l| (l.side, l.before, l.after, l.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Side::Kept, Some(2), Some(2), "b\n"),
            (Side::Kept, Some(3), Some(3), "c\n"),
            (Side::Removed, Some(4), None, "d\n"),
            (Side::Added, None, Some(4), "D\n"),
            (Side::Kept, Some(5), Some(5), "e\n"),
            (Side::Kept, Some(6), Some(6), "f\n"),
        ]
    );
}

#[test]
fn changes_far_apart_stand_in_hunks_of_their_own_and_near_ones_together() {
    let lines: Vec<String> = (0..40).map(|n| format!("line {n}\n")).collect();
    let with = |changes: &[usize]| {
        let mut lines = lines.clone();
        changes.iter().for_each(|at| lines[*at] = "other\n".into());
        lines.concat()
    };
    assert_eq!(text(&lines.concat(), &with(&[5, 30])).len(), 2);
    assert_eq!(text(&lines.concat(), &with(&[5, 10])).len(), 1);
    assert_eq!(text(&lines.concat(), &with(&[5, 11])).len(), 2);
}

#[test]
fn a_missing_line_end_is_a_difference() {
    let hunks = text("a\nb", "a\nb\n");
    assert_eq!(applied("a\nb", &hunks), "a\nb\n");
    assert_eq!(text("", ""), []);
    assert_eq!(text("", "a").len(), 1);
}

#[test]
fn texts_of_a_megabyte_are_compared_in_bounded_time_whatever_they_hold() {
    let lines = |line: fn(u32) -> String| (0..120_000).map(line).collect::<String>();
    let few = |line: fn(u32) -> String| (0..9_900).map(line).collect::<String>();
    let texts = [
        lines(|n| format!("{n:07}\n")),
        lines(|n| format!("{:07}\n", 120_000 - n)),
        lines(|n| format!("{:07}\n", (u64::from(n) * 7_919) % 101)),
        lines(|n| format!("{:07}\n", (u64::from(n) * 104_729) % 97)),
        few(|n| format!("{n}\n")),
        few(|n| format!("{}\n", 9_900 - n)),
        few(|n| format!("{}\n", (u64::from(n) * 7_919) % 11)),
        "\n".repeat(1_000_000),
        "x".repeat(1_000_000),
    ];
    for before in &texts {
        for after in texts.iter().skip(2) {
            let start = Instant::now();
            let hunks = text(before, after);
            let took = start.elapsed();
            assert!(took < Duration::from_secs(20), "{took:?}");
            assert!(applied(before, &hunks) == *after);
        }
    }
}

proptest! {
    #[test]
    fn applying_the_differences_gives_the_second_text(
        before in prop::collection::vec("[ab]{0,2}", 0..40),
        after in prop::collection::vec("[ab]{0,2}", 0..40),
        ended: bool,
    ) {
        let (before, mut after) = (before.join("\n"), after.join("\n"));
        if ended {
            after.push('\n');
        }
        let hunks = text(&before, &after);
        prop_assert_eq!(applied(&before, &hunks), after.clone());
        prop_assert_eq!(hunks.is_empty(), before == after);
        for hunk in &hunks {
            let first = hunk.lines.iter().take_while(|line| line.side == Side::Kept).count();
            let last = hunk.lines.iter().rev().take_while(|line| line.side == Side::Kept).count();
            prop_assert!(first <= 2 && last <= 2 && hunk.lines.len() > first + last - usize::from(first + last > hunk.lines.len()));
        }
    }

    #[test]
    fn equal_texts_do_not_differ(text in ".{0,200}") {
        prop_assert!(super_text(&text).is_empty());
    }
}

fn super_text(same: &str) -> Vec<Hunk> {
    text(same, same)
}
