//! What every answer must be like, errors included.

use crate::hostile_corpus::Mutator;
use quorate_model::scenario::{Document, edit, read_all};
use quorate_model::{Assessor, Problem, flow, link};

/// Reads and assesses `text`.
pub fn check_scenario(text: &str) {
    if let Err(problems) = read_all(text) {
        assert!(!problems.is_empty());
        problems.iter().for_each(|problem| check_problem(problem, text));
    }
    match Assessor::new().assess(text) {
        Ok(assessment) => {
            let json = assessment.to_json().unwrap();
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert!(no_null(&read), "null in {json}");
        }
        Err(problem) => check_problem(&problem, text),
    }
}

/// Parses a flow; what parses prints and parses again, and can be assessed.
pub fn check_flow(text: &str) {
    match flow::parse(text) {
        Ok(parsed) => {
            let printed = parsed.to_string();
            assert_eq!(flow::parse(&printed).as_ref(), Ok(&parsed), "{printed}");
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.offset) && error.column >= 1);
            assert_eq!(text[..error.offset].chars().count() + 1, error.column);
            check_sentence(&error.to_string());
        }
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    let line: String = escaped.chars().filter(|c| !c.is_control()).collect();
    check_scenario(&format!("flow = \"{line}\"\n{SERVICES}"));
}

const SERVICES: &str = r#"
[services.a]
availability = "99.9%"
latency = "p99 10 ms"
errors = "1%"
[services.b]
availability = "99%"
latency = "p99 20 ms"
errors = "0.1%"
timeout = "50 ms"
retries = 1
[services.c]
availability = "99.99%"
latency = "const 1 ms"
[services.d]
availability = "99.9%"
latency = "exp 3 ms"
[flows]
f = "a > b"
g = "any(f, c)"
h = "d?"
[domains.eu]
availability = "99.95%"
services = ["a", "c"]
"#;

/// Opens a link, and assesses what it carries.
pub fn check_link(text: &str) {
    match link::decode(text) {
        Ok(opened) => check_scenario(&opened.text),
        Err(error) => check_sentence(&error.to_string()),
    }
}

/// Edits `text` at a path of its own and at one that may not exist.
pub fn check_edits(text: &str, mutator: &mut Mutator) {
    let paths: Vec<String> = Document::parse(text).map_or(Vec::new(), |document| {
        document
            .texts()
            .into_iter()
            .map(|(path, _)| path)
            .take(2_000)
            .collect()
    });
    let own = mutator
        .pick(&paths)
        .cloned()
        .unwrap_or_else(|| "title".to_owned());
    let strange = mutator.path();
    for path in [
        own.as_str(),
        own.rsplit_once('.').map_or("design", |(parent, _)| parent),
        &strange,
    ] {
        let value = mutator.value();
        if text.len() > 100_000 {
            check_edit(edit::set(text, path, &value), text);
            return;
        }
        check_edit(edit::set(text, path, &value), text);
        check_edit(edit::remove(text, path), text);
        check_edit(edit::append(text, path, "{ name = \"x\" }"), text);
        check_edit(edit::duplicate(text, path), text);
        check_edit(edit::shift(text, path, 1), text);
        check_edit(edit::shift(text, path, -7), text);
        check_edit(edit::rename(text, path, "renamed"), text);
        check_edit(edit::rename(text, path, &value), text);
    }
}

/// What reads as TOML still does after an edit.
fn check_edit(edited: Result<String, Problem>, text: &str) {
    match edited {
        Ok(edited) => assert!(Document::parse(&edited).is_ok(), "{edited}"),
        Err(problem) => check_place(&problem, text),
    }
}

/// A sentence with a place in the text, and a path that leads somewhere.
fn check_problem(problem: &Problem, text: &str) {
    check_place(problem, text);
    let shown = problem.to_string();
    if let (Ok(document), false) = (Document::parse(text), problem.path.is_empty()) {
        let above = problem.path.rsplit_once('.').map_or("", |(above, _)| above);
        assert!(
            document.has(&problem.path) || document.has(above) || !problem.path.contains('.'),
            "{shown}: nothing stands at `{}`",
            problem.path
        );
    }
}

/// A sentence with a place in the text.
fn check_place(problem: &Problem, text: &str) {
    check_sentence(&problem.message);
    let shown = problem.to_string();
    assert!(
        !shown.contains(char::is_control) && shown.starts_with("line "),
        "{shown:?}"
    );
    assert!(problem.offset + problem.len <= text.len() && text.is_char_boundary(problem.offset));
    let before = &text[..problem.offset];
    let line = before.rsplit('\n').next().unwrap();
    assert_eq!(problem.line, before.matches('\n').count() + 1, "{shown}");
    let column = line.chars().filter(|c| *c != '\u{feff}').count() + 1;
    assert_eq!(problem.column, column, "{shown}");
}

/// Plain English on one line that says what would work.
fn check_sentence(sentence: &str) {
    assert!(
        !sentence.trim().is_empty() && sentence.trim_end() == sentence,
        "{sentence:?}"
    );
    assert!(!sentence.contains(char::is_control), "{sentence:?}");
    let shown: String = sentence.chars().take(300).collect();
    assert!(sentence.chars().count() < 1_000, "too long: {shown}");
    let own: String = sentence.split('`').step_by(2).collect();
    for word in [
        "Some(",
        "Err(",
        "Ok(",
        "struct ",
        "invalid type",
        "TomlError",
        "f64",
        "u32",
        "usize",
        "unwrap",
        "expected a",
    ] {
        assert!(!own.contains(word), "`{word}` in: {sentence}");
    }
    let ways_out = [
        "write",
        "did you mean",
        "known",
        "such as",
        "is wanted",
        "keep",
        "remove",
        "swap",
        "rename",
        "add ",
        "split",
        "raise",
        "allowed",
        "give",
        "open it",
        "choose",
        "describe it",
        "a line reads",
        "close it",
        "close the",
        "join steps",
        "ask for",
        "once is enough",
        "names start",
        "copy it again",
        "looks like",
        "leave",
        "shorten",
        "name fewer",
        "send the",
        "correct it",
        "make it",
        "set one",
        "take one",
        "vector has six",
        "vector stands",
        "labels",
        "a time is",
        "a probability lies",
        "needs a p50",
        "lies between",
        "repeat fewer",
        "open the preset",
        "must cancel",
        "shorter",
    ];
    assert!(
        ways_out.iter().any(|way| sentence.contains(way)),
        "no way out: {sentence}"
    );
}

fn no_null(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null => false,
        serde_json::Value::Array(list) => list.iter().all(no_null),
        serde_json::Value::Object(map) => map.values().all(no_null),
        _ => true,
    }
}
