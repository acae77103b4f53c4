//! Changing one thing in a text changes that one thing: comments, order, spelling and line ends stay.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use quorate_model::Assessor;
use quorate_model::library::{preset, presets};
use quorate_model::scenario::Document;
use quorate_model::scenario::edit::{annotate, append, duplicate, remove, rename, set, shift};

const RICH: &str = include_str!("../../tests/golden/scenarios-1/rich.toml");

fn texts() -> impl Iterator<Item = &'static str> {
    presets().iter().map(|preset| preset.text).chain([RICH])
}

fn document(text: &str) -> Document {
    Document::parse(text).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn get(text: &str, path: &str) -> Option<String> {
    document(text).get(path)
}

/// Paths of every value that can be set as one text.
fn leaves(text: &str) -> Vec<String> {
    fn below(document: &Document, path: &str, found: &mut Vec<String>) {
        let entries = (0..document.len(path)).map(|at| at.to_string());
        for key in document.keys(path).into_iter().chain(entries) {
            let key = if key.contains(' ') {
                format!("\"{key}\"")
            } else {
                key
            };
            let inner = if path.is_empty() {
                key
            } else {
                format!("{path}.{key}")
            };
            let holds_more = document.len(&inner) > 0 || !document.keys(&inner).is_empty();
            if holds_more {
                below(document, &inner, found);
            } else if document.get(&inner).is_some() {
                found.push(inner);
            }
        }
    }
    let mut found = Vec::new();
    below(&document(text), "", &mut found);
    found
}

/// Lines of `after` that differ from `before`, which has as many.
fn changed_lines(before: &str, after: &str) -> Vec<(String, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    assert_eq!(old.len(), new.len(), "{after}");
    old.iter()
        .zip(&new)
        .filter(|(old, new)| old != new)
        .map(|(old, new)| (old.to_string(), new.to_string()))
        .collect()
}

/// Lines that are in one text only, in order: `-` gone, `+` come.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut longest = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i][j] = if old[i] == new[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || longest[i + 1][j] >= longest[i][j + 1]) {
            out += &format!("-{}\n", old[i]);
            i += 1;
        } else {
            out += &format!("+{}\n", new[j]);
            j += 1;
        }
    }
    out
}

fn assesses(text: &str) -> bool {
    Assessor::new().assess(text).is_ok()
}

fn comments(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| Some(line.split_once('#')?.1))
        .collect()
}

#[test]
fn setting_any_value_of_any_preset_changes_one_line_and_reads_back() {
    let mut count = 0;
    for text in texts() {
        let windows = text.replace('\n', "\r\n");
        for path in leaves(text) {
            for new in ["42", "a \"new\" value", "50%", "true"] {
                let after = set(text, &path, new).unwrap_or_else(|problem| panic!("{problem}"));
                assert_eq!(get(&after, &path).as_deref(), Some(new), "{path}");
                let old = get(text, &path).unwrap();
                if old.contains('\n') {
                    continue; // a value over several lines becomes one line
                }
                let changed = changed_lines(text, &after);
                assert!(changed.len() == 1 || old == new, "{path}: {changed:?}");
                assert_eq!(comments(text), comments(&after), "{path}");
                let after = set(&windows, &path, new).unwrap();
                assert_eq!(changed_lines(&windows, &after).len(), changed.len(), "{path}");
                assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
            }
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn removing_any_value_of_any_preset_keeps_every_other() {
    for text in texts() {
        let all = leaves(text);
        for path in &all {
            let after = set(text, path, " ").unwrap();
            assert!(
                path.ends_with(|c: char| c.is_ascii_digit()) || get(&after, path).is_none(),
                "{path}"
            );
            let lost = all
                .iter()
                .filter(|other| *other != path && get(&after, other) != get(text, other));
            let in_list = path
                .rsplit_once('.')
                .is_some_and(|(list, _)| document(text).len(list) > 0);
            assert!(in_list || lost.count() == 0, "{path}\n{after}");
            assert!(
                difference(text, &after).lines().all(|line| line.starts_with('-')
                    || in_list
                    || line.contains('=')
                    || line.contains("+#")),
                "{path}: {}",
                difference(text, &after)
            );
        }
    }
}

#[test]
fn a_number_stays_bare_while_it_is_one() {
    let text = "[services.a]\nretries = 1 # once\nfails_fast = true\navailability = '99%'\n";
    let changed = |path: &str, new: &str| changed_lines(text, &set(text, path, new).unwrap()).remove(0).1;
    assert_eq!(changed("services.a.retries", "2"), "retries = 2 # once");
    assert_eq!(changed("services.a.retries", "two"), "retries = \"two\" # once");
    assert_eq!(
        changed("services.a.retries", "2 # twice"),
        "retries = \"2 # twice\" # once"
    );
    assert_eq!(changed("services.a.fails_fast", "false"), "fails_fast = false");
    assert_eq!(
        changed("services.a.availability", "99.9%"),
        "availability = '99.9%'"
    );
    assert_eq!(
        changed("services.a.availability", "it's"),
        "availability = \"it's\""
    );
}

#[test]
fn an_absent_value_is_created_where_a_person_would_write_it() {
    let payments = preset("payments").unwrap().text;
    let feed = preset("feed").unwrap().text;
    let steps = [
        (payments, "slo.latency2", "x"),
        (preset("checkout").unwrap().text, "slo.latency", "p99 < 500 ms"),
        (preset("checkout").unwrap().text, "traffic", "5/s"),
        (preset("warehouse").unwrap().text, "flow", "a > b"),
        (payments, "services.new.availability", "99.9%"),
        (payments, "services.new.retries", "2"),
        (payments, "services.db.fails_fast", "true"),
        (payments, "down.support", "$5k/h"),
        (payments, "journey.browse.slo.window", "30 d"),
        (payments, "design.0.services.db.timeout", "400 ms"),
        (payments, "design.1.services.db.latency", "p99 3 ms"),
        (payments, "design.1.wrongness.error_probability", "0.1%"),
        (feed, "design.1.traffic", "5/s"),
        (payments, "cost.1.hours", "8 h x 30 d"),
        (payments, "design.0.cost.0.hours", "8 h x 30 d"),
        (RICH, "services.s2.timeout", "5 ms"),
        (RICH, "services.s1.timeout", "5 ms"),
        (RICH, "design.0.cost.1.name", "Support"),
        (RICH, "journey.browse.slo.latency2", "p99 < 1 s"),
        (RICH, "domains.asia.availability", "99%"),
        ("# Only a comment\n", "title", "x"),
        ("", "services.a.latency", "p99 3 ms"),
        ("title = \"no line end\"", "flow", "a"),
        (
            "title = \"x\"\r\n\r\n[slo]\r\nwindow = \"30 d\"\r\n",
            "slo.latency",
            "p99 < 1 s",
        ),
    ];
    let mut said = String::new();
    for (text, path, value) in steps {
        let after = set(text, path, value).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(get(&after, path).as_deref(), Some(value), "{path}");
        let lines: Vec<&str> = after.lines().collect();
        let difference = difference(text, &after);
        let first = difference
            .lines()
            .find(|line| line.starts_with('+') && line.len() > 1)
            .unwrap();
        let at = lines.iter().position(|line| *line == &first[1..]).unwrap();
        let above = lines[..at]
            .iter()
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or(&"(start)");
        said += &format!("{path}\n    below {above}\n{difference}");
    }
    insta::assert_snapshot!(said);
}

#[test]
fn entries_are_appended_to_lists_in_both_spellings() {
    let steps = [
        (
            "traffic = \"1/s\"\n[wrongness]\nerror_probability = \"1%\"\n",
            "wrongness.harm",
            "{ name = \"Fine\", cost = \"$5k\" }",
        ),
        (
            "wrongness = { error_probability = \"1%\" }\n",
            "wrongness.harm",
            "{ cost = \"$5k\" }",
        ),
        ("title = \"x\"\n", "wrongness.harm", "{ cost = \"$5k\" }"),
        ("title = \"x\"\n", "design", "{ name = \"First\" }"),
        (
            preset("payments").unwrap().text,
            "wrongness.harm",
            "{ name = \"Refund\", cost = \"$5\" }",
        ),
        (
            preset("payments").unwrap().text,
            "design",
            "{ name = \"Third\", level = \"SI\" }",
        ),
        (
            preset("payments").unwrap().text,
            "design.0.cost",
            "{ name = \"Licence\", price = \"$1/h\" }",
        ),
        (
            preset("payments").unwrap().text,
            "design.1.cost",
            "{ name = \"Licence\", price = \"$1/h\" }",
        ),
        (
            preset("payments").unwrap().text,
            "cost",
            "{ name = \"Licence\", price = \"$1/h\" }",
        ),
        (RICH, "design.0.cost", "{ price = \"€1/h\" }"),
        ("cost = []\n", "cost", "{ price = \"€1/h\" }"),
        (
            "cost = [\n  { price = \"€1/h\" },\n  { price = \"€2/h\" },\n]\n",
            "cost",
            "{ price = \"€3/h\" }",
        ),
    ];
    let mut said = String::new();
    for (text, path, entry) in steps {
        let after = append(text, path, entry).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(
            document(&after).len(path),
            document(text).len(path) + 1,
            "{after}"
        );
        assert!(!assesses(text) || assesses(&after), "{after}");
        said += &format!("{path}\n{}", difference(text, &after));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_copy_stands_behind_its_original_under_another_name() {
    let steps = [
        (preset("payments").unwrap().text, "services.app"),
        (preset("payments").unwrap().text, "design.0"),
        (preset("payments").unwrap().text, "wrongness.harm.1"),
        (preset("payments").unwrap().text, "cost.0"),
        (RICH, "services.s1"),
        (RICH, "services.s2"),
        (RICH, "design.0"),
        (RICH, "design.1"),
        (RICH, "design.0.cost.0"),
        (RICH, "domains.eu"),
        (RICH, "flows.store"),
    ];
    let mut said = String::new();
    for (text, path) in steps {
        let after = duplicate(text, path).unwrap_or_else(|problem| panic!("{problem}"));
        assert!(assesses(&after), "{after}");
        let added = difference(text, &after).lines().all(|line| line.starts_with('+'));
        assert!(added || path == "design.0.cost.0", "{path}");
        said += &format!("{path}\n{}", difference(text, &after));
    }
    insta::assert_snapshot!(said);
    let twice = duplicate(&duplicate(steps[1].0, "design.0").unwrap(), "design.0").unwrap();
    let names: Vec<_> = (0..4)
        .map(|at| get(&twice, &format!("design.{at}.name")).unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Strict serializable",
            "Strict serializable (copy 2)",
            "Strict serializable (copy)",
            "Eventual, local writes"
        ]
    );
}

#[test]
fn entries_move_up_and_down_as_far_as_the_list_goes() {
    for text in texts() {
        for list in ["design", "cost", "wrongness.harm", "design.0.cost", "notes"] {
            let names = |text: &str| -> Vec<Option<String>> {
                let document = document(text);
                let name = |at| {
                    document
                        .get(&format!("{list}.{at}.price"))
                        .or_else(|| document.get(&format!("{list}.{at}.name")))
                        .or_else(|| document.get(&format!("{list}.{at}")))
                };
                (0..document.len(list)).map(name).collect()
            };
            let before = names(text);
            for from in 0..before.len() {
                for by in [-9, -1, 0, 1, 9] {
                    let after = shift(text, &format!("{list}.{from}"), by).unwrap();
                    let mut wanted = before.clone();
                    let moved = wanted.remove(from);
                    wanted.insert(from.saturating_add_signed(by).min(before.len() - 1), moved);
                    assert_eq!(names(&after), wanted, "{list}.{from} by {by}\n{after}");
                    assert!(assesses(&after), "{after}");
                    assert!(wanted != before || after == text);
                    let (mut old, mut new) = (comments(text), comments(&after));
                    old.sort_unstable();
                    new.sort_unstable();
                    assert_eq!(old, new, "{list}.{from} by {by}");
                }
            }
        }
        assert_eq!(shift(text, "design.99", 1).unwrap(), text);
    }
}

#[test]
fn a_service_is_renamed_wherever_it_is_named_and_nowhere_else() {
    for text in texts() {
        for path in ["services", "flows"] {
            for name in document(text).keys(path) {
                let after = rename(text, &format!("{path}.{name}"), "renamed-1")
                    .unwrap_or_else(|problem| panic!("{problem}"));
                assert!(assesses(&after), "{name}\n{after}");
                assert_eq!(comments(text), comments(&after));
                let back = rename(&after, &format!("{path}.renamed-1"), &name).unwrap();
                assert_eq!(back, text, "{name}");
                if name == "price" {
                    continue; // also a key of line items
                }
                assert_eq!(
                    changed_lines(text, &after).len(),
                    text.lines().filter(|line| names(line, &name, path)).count(),
                    "{name}: {:?}",
                    changed_lines(text, &after)
                );
            }
        }
    }
}

/// Whether a line of a scenario names a service or flow: as key, in a flow, a list or a source.
fn names(line: &str, name: &str, part: &str) -> bool {
    let line = line.split(" #").next().unwrap();
    let word = |text: &str| {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)))
            .any(|word| word == name)
    };
    let (key, value) = line
        .split_once('=')
        .map_or((line.trim(), ""), |(key, value)| (key.trim(), value));
    let is_flow = key == "flow"
        || matches!(key, "store" | "lookup")
        || line.starts_with("edge >")
        || line.starts_with("  >");
    let is_part = key == format!("[services.{name}]")
        || key == format!("[design.services.{name}]")
        || key == format!("services.{name}.latency");
    let dotted =
        part == "services" && (key.starts_with(&format!("{name}.")) || key == name) && name != "store";
    let flow_key = part == "flows" && key == name;
    let listed = matches!(key, "services" | "source") && word(value);
    is_flow && (word(value) || value.is_empty() && word(line)) || is_part || dotted || flow_key || listed
}

#[test]
fn renaming_leaves_what_only_looks_alike() {
    let text = r#"# db, the database
flow = "db > db2 > my-db > db-x > 2 of (db, a)"   # db
title = "db"
services.db = { source = "db2" }
services.db2.source = "db" # from db
services.my-db.latency = "p99 3 ms"
services."db-x" = {}
services.a = { guarantee = "EC" }
journey.db.flow = '''
db >
 gate(db)'''
cost = [ { name = "db", price = "$1/h" } ]
[flows]
escaped = "any(a,\tdb)"
[domains.db]
availability = "99%"
services = ["db", "a"] # db
[[design]]
name = "db"
services.db.latency = "p99 3 ms"
journey.db = { flow = "db" }
[[wrongness.harm]]
journeys = [ "db", "b" ] # db
"#;
    let after = rename(text, "services.db", "store").unwrap();
    insta::assert_snapshot!(difference(text, &after));
    insta::assert_snapshot!(
        "renamed_journey",
        difference(text, &rename(text, "journey.db", "read path").unwrap())
    );
    insta::assert_snapshot!(
        "renamed_domain",
        difference(text, &rename(text, "domains.db", "eu").unwrap())
    );
    assert_eq!(rename(text, "services.db", "db").unwrap(), text);
}

#[test]
fn a_part_of_one_design_is_renamed_there_alone() {
    let text = "flow = \"a\"\n[services.a]\n[[design]]\nflow = \"a > b\"\nservices.b.latency = \"p99 3 ms\"\n[[design]]\nflow = \"b\"\nservices.b.latency = \"p99 4 ms\"\n";
    let after = rename(text, "design.0.services.b", "c").unwrap();
    assert_eq!(
        difference(text, &after),
        "-flow = \"a > b\"\n-services.b.latency = \"p99 3 ms\"\n+flow = \"a > c\"\n+services.c.latency = \"p99 3 ms\"\n"
    );
}

#[test]
fn headings_stay_when_what_stands_below_them_goes() {
    let payments = preset("payments").unwrap().text;
    let after = remove(payments, "cost.0").unwrap();
    assert!(
        after.contains("# Running costs, source documents, 19.1"),
        "{after}"
    );
    let after = remove(payments, "quorate").unwrap();
    assert!(after.starts_with("# Payments across three regions"), "{after}");
    let after = remove(payments, "services.app").unwrap();
    assert_eq!(document(&after).keys("services"), ["network", "db"]);
    let last = remove(&remove(payments, "design.1").unwrap(), "design.0").unwrap();
    assert_eq!(document(&last).len("design"), 0);
    assert_eq!(remove(payments, "services.nobody").unwrap(), payments);
    assert_eq!(remove(payments, "design.7").unwrap(), payments);
}

#[test]
fn byte_order_marks_and_line_ends_survive_every_edit() {
    let text = format!(
        "\u{feff}{}",
        preset("payments").unwrap().text.replace('\n', "\r\n")
    );
    let edits = [
        set(&text, "title", "x"),
        set(&text, "slo.latency", ""),
        set(&text, "services.new.latency", "p99 3 ms"),
        append(&text, "design", "{ name = \"x\" }"),
        duplicate(&text, "design.0"),
        shift(&text, "cost.0", 1),
        rename(&text, "services.db", "store"),
    ];
    for after in edits.into_iter().map(Result::unwrap) {
        assert!(after.starts_with("\u{feff}# Payments"));
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
        assert_ne!(after, text);
    }
}

#[test]
fn a_document_answers_for_any_toml() {
    let text = "title = \"A \\\"b\\\"\"\nn = 0x10\n[services.a]\nlatency = 'p99 3 ms'\n[journey.\"read path\"]\nflow = \"a\"\n[[cost]]\nname = \"x\"\n[[cost]]\nprices = [1, 2]\n";
    let document = document(text);
    assert_eq!(document.get("title").as_deref(), Some("A \"b\""));
    assert_eq!(document.get("n").as_deref(), Some("0x10"));
    assert_eq!(document.get("cost.1.prices.0").as_deref(), Some("1"));
    assert_eq!(document.get("cost.1.prices").as_deref(), Some("[1, 2]"));
    assert_eq!(document.get("journey.\"read path\".flow").as_deref(), Some("a"));
    assert_eq!(document.get("journey.read path.flow").as_deref(), Some("a"));
    for absent in [
        "services",
        "services.a",
        "cost",
        "cost.0",
        "cost.2.name",
        "nothing",
        "title.x",
        "",
        "cost.x",
    ] {
        assert_eq!(document.get(absent), None, "{absent}");
    }
    assert_eq!(document.keys(""), ["title", "n", "services", "journey", "cost"]);
    assert_eq!(document.keys("services"), ["a"]);
    assert_eq!(document.keys("cost.1"), ["prices"]);
    assert_eq!(
        (
            document.len("cost"),
            document.len("cost.1.prices"),
            document.len("services")
        ),
        (2, 2, 0)
    );
    assert_eq!(&text[document.span("services.a.latency").unwrap()], "'p99 3 ms'");
    assert_eq!(&text[document.span("cost.1.prices.1").unwrap()], "2");
    assert!(document.has("cost.1") && document.has("services") && !document.has("cost.2"));
    assert!(!document.is_empty() && Document::parse("# x").unwrap().is_empty());
    for path in [
        "title",
        "n",
        "services.a.latency",
        "journey.\"read path\".flow",
        "cost.0.name",
        "cost.1.prices.1",
    ] {
        assert_eq!(document.path_at(document.span(path).unwrap().start), path);
    }
    assert_eq!(
        document.path_at(text.find("latency").unwrap()),
        "services.a.latency"
    );
    assert_eq!(document.path_at(text.find("n = 0x10").unwrap()), "n");
    assert_eq!(document.path_at(text.len() + 5), "");
    let texts: Vec<String> = document.texts().into_iter().map(|(path, _)| path).collect();
    assert_eq!(
        texts,
        [
            "title",
            "services.a.latency",
            "journey.\"read path\".flow",
            "cost.0.name"
        ]
    );
}

proptest! {
    #[test]
    fn any_value_reads_back_as_it_was_set(value in "[ -~\n\t\r\u{0}-\u{ff}€価\\\\\"'#]{0,40}", new_key in any::<bool>()) {
        let path = if new_key { "services.a.guarantee" } else { "title" };
        let text = "title = \"x\" # stays\n";
        let after = set(text, path, &value).unwrap();
        let wanted = value.trim();
        if wanted.is_empty() {
            prop_assert_eq!(get(&after, path), None);
        } else {
            let got = get(&after, path);
            prop_assert_eq!(got.as_deref(), Some(wanted));
            prop_assert!(after.contains("# stays"));
        }
    }

    #[test]
    fn a_text_that_is_no_toml_is_left_alone(text in "\\PC{0,60}", path in "[a-z0-9.\"]{0,20}") {
        if Document::parse(&text).is_err() {
            prop_assert!(set(&text, &path, "x").is_err());
            prop_assert!(remove(&text, &path).is_err());
            prop_assert!(rename(&text, &path, "x").is_err());
        }
    }
}

#[test]
fn a_named_table_moves_among_its_sisters_and_everything_stays() {
    for text in texts() {
        let before = document(text).keys("services");
        let headed = before
            .iter()
            .all(|name| text.contains(&format!("[services.{name}]")));
        if !headed {
            continue;
        }
        for from in 0..before.len() {
            for by in [-9, -1, 0, 1, 9] {
                let after = shift(text, &format!("services.{}", before[from]), by).unwrap();
                let mut wanted = before.clone();
                let moved = wanted.remove(from);
                wanted.insert(from.saturating_add_signed(by).min(before.len() - 1), moved);
                assert_eq!(
                    document(&after).keys("services"),
                    wanted,
                    "{from} by {by}\n{after}"
                );
                let (mut old, mut new): (Vec<&str>, Vec<&str>) =
                    (text.lines().collect(), after.lines().collect());
                old.retain(|line| !line.trim().is_empty());
                new.retain(|line| !line.trim().is_empty());
                old.sort_unstable();
                new.sort_unstable();
                assert_eq!(old, new, "{from} by {by}");
            }
        }
    }
}

#[test]
fn a_note_is_the_comment_behind_a_value_and_changes_nothing_else() {
    let text = "flow = \"a\"\n[services.a]\navailability = \"99.9%\" # vendor SLA\nlatency = \"p99 9 ms\"\r\nretries = 1\n";
    let document_before = document(text);
    assert_eq!(
        document_before.note("services.a.availability"),
        Some("vendor SLA")
    );
    assert_eq!(document_before.note("services.a.latency"), Some(""));
    assert_eq!(document_before.note("services.a.nothing"), None);
    let noted = annotate(text, "services.a.latency", " measured\nin May ").unwrap();
    assert_eq!(
        noted,
        text.replace("9 ms\"\r", "9 ms\"  # measured in May\r"),
        "one line changes, its end stays"
    );
    let without = annotate(&noted, "services.a.latency", "").unwrap();
    assert_eq!(without, text);
    let gone = annotate(text, "services.a.availability", "").unwrap();
    assert!(!gone.contains("vendor"), "{gone}");
}

#[test]
fn a_value_inside_a_line_takes_no_note() {
    let text = "cost = [ { name = \"Nodes\", price = \"$1/h\" } ]\n";
    assert_eq!(document(text).note("cost.0.name"), None);
    let refused = annotate(text, "cost.0.name", "x").unwrap_err();
    assert!(refused.message.contains("no note can stand"), "{refused}");
}

#[test]
fn lists_are_set_as_lists() {
    for path in [
        "domains.eu.services",
        "wrongness.harm.0.on",
        "wrongness.harm.0.journeys",
    ] {
        let text = "[domains.eu]\n[[wrongness.harm]]\ncost = \"$1\"\n";
        let key = path.rsplit('.').next().unwrap();
        let after = set(text, path, "[\"a\"]").unwrap();
        assert!(after.contains(&format!("{key} = [\"a\"]\n")), "{after}");
    }
}
