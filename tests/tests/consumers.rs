//! What Quorate writes for other tools, read by those tools themselves.
//!
//! `cargo xtask test consumers` fetches them and runs this: `QUORATE_PROMTOOL` is Prometheus' promtool,
//! `QUORATE_MERMAID` and `QUORATE_JSDOM` are the folders of those packages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use quorate_model::interchange::{Export, export};
use quorate_model::library;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Incidents over several policies: the documented one, a full outage that every alert sees, a slow
/// leak that only the ticket sees, one that nothing sees, and alerts of one's own.
const INCIDENTS: [(&str, &str); 5] = [
    ("documented", "[incident]\nratio = \"15%\"\nduration = \"10 min\""),
    ("outage", "[incident]\nduration = \"20 min\""),
    ("leak", "[incident]\nratio = \"0.3%\"\nduration = \"30 h\""),
    ("blip", "[incident]\nratio = \"1%\"\nduration = \"10 min\""),
    (
        "own",
        "[[alert]]\nlong = \"30 min\"\nshort = \"10 min\"\nburn = 20\n[[alert]]\nseverity = \"ticket\"\nlong = \"2 h\"\nspends = \"1%\"\n[incident]\nratio = \"5%\"\nduration = \"1 h\"",
    ),
];

fn scenario(rest: &str) -> String {
    format!("title = \"Checkout\"\nflow = \"a\"\n[slo]\navailability = \"99.9%\"\n[services.a]\n{rest}\n")
}

fn needed(variable: &str) -> PathBuf {
    PathBuf::from(std::env::var_os(variable).expect("run `cargo xtask test consumers`"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

#[test]
#[ignore = "needs promtool: cargo xtask test consumers"]
fn promtool_accepts_the_rules_and_they_fire_when_the_incident_says() {
    let promtool = needed("QUORATE_PROMTOOL");
    for (name, rest) in INCIDENTS {
        let folder = folder(&format!("promtool-{name}"));
        let write = |file: &str, what| {
            std::fs::write(folder.join(file), export(&scenario(rest), what, None).unwrap()).unwrap();
        };
        write("rules.yml", Export::Prometheus);
        write("tests.yml", Export::Promtool);
        let said = run(Command::new(&promtool)
            .current_dir(&folder)
            .args(["check", "rules", "rules.yml"]));
        assert!(said.contains("SUCCESS"), "{name}: {said}");
        let said = run(Command::new(&promtool)
            .current_dir(&folder)
            .args(["test", "rules", "tests.yml"]));
        assert!(said.contains("SUCCESS"), "{name}: {said}");
    }
}

#[test]
#[ignore = "needs promtool: cargo xtask test consumers"]
fn promtool_notices_rules_that_fire_at_another_time() {
    let folder = folder("promtool-wrong");
    let write = |file: &str, text: &str| std::fs::write(folder.join(file), text).unwrap();
    let text = scenario(INCIDENTS[0].1);
    let rules = export(&text, Export::Prometheus, None).unwrap();
    // Fires after 8.4 min instead of 5.76.
    assert!(rules.contains("> 14.4 *"));
    write("rules.yml", &rules.replace("> 14.4 *", "> 21 *"));
    write("tests.yml", &export(&text, Export::Promtool, None).unwrap());
    let promtool = needed("QUORATE_PROMTOOL");
    let output = Command::new(promtool)
        .current_dir(&folder)
        .args(["test", "rules", "tests.yml"])
        .output()
        .unwrap();
    assert!(!output.status.success());
}

/// Parses every file named on the command line, and says which is none.
const PARSE: &str = r#"
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const [mermaidFolder, jsdomFolder, ...files] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { JSDOM } = require(jsdomFolder);
const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
for (const name of ['Element', 'HTMLElement', 'SVGElement', 'Node', 'DocumentFragment', 'DOMParser']) globalThis[name] = window[name];
const { default: mermaid } = await import(pathToFileURL(`${mermaidFolder}/dist/mermaid.core.mjs`));
mermaid.initialize({ startOnLoad: false });
for (const file of files) {
  try {
    const found = await mermaid.parse(readFileSync(file, 'utf8'));
    if (!found.diagramType.startsWith('flowchart')) throw new Error(found.diagramType);
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
process.exit(process.exitCode ?? 0);
"#;

#[test]
#[ignore = "needs mermaid: cargo xtask test consumers"]
fn mermaid_reads_every_flow_that_is_written() {
    let folder = folder("mermaid");
    let own =
        "all(a, b, c) > any(d, e) ?? f > 3 * g > txn(h > 2 of (i, j, k)) > gate(l) > (m > n)? > end-of-line";
    let names = "abcdefghijklmn"
        .chars()
        .map(|c| format!("[services.{c}]\n"))
        .collect::<String>();
    let own = format!("flow = \"{own}\"\n{names}[services.end-of-line]\n");
    let flowing = library::presets()
        .iter()
        .filter(|preset| preset.text.contains("\nflow"));
    let presets = flowing.map(|preset| (preset.name, preset.text));
    let mut files = Vec::new();
    for (name, text) in presets.chain([("own", own.as_str())]) {
        let file = folder.join(format!("{name}.mmd"));
        std::fs::write(&file, export(text, Export::Mermaid, None).unwrap()).unwrap();
        files.push(file);
    }
    let script = folder.join("parse.mjs");
    std::fs::write(&script, PARSE).unwrap();
    let parse = |files: &[PathBuf]| {
        let mut node = Command::new("node");
        node.arg(&script)
            .arg(needed("QUORATE_MERMAID"))
            .arg(needed("QUORATE_JSDOM"))
            .args(files);
        node
    };
    run(&mut parse(&files));
    let broken = folder.join("broken.mmd");
    std::fs::write(&broken, "flowchart LR\n  a --> --> b").unwrap();
    assert!(
        !parse(&[broken]).output().unwrap().status.success(),
        "a broken chart is noticed"
    );
}
