//! The documents speak of files and packages there are.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use toml_edit::{Document, Item, TableLike};

const CRATES: [&str; 9] = [
    "lanes", "model", "charts", "worker", "exchange", "app", "cli", "tests", "xtask",
];
const DOCUMENTS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DESIGN.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between backticks, blocks left out.
fn code(document: &str) -> Vec<String> {
    let mut fenced = false;
    let prose = document.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fence && !fenced
    });
    let spans = prose.flat_map(|line| line.split('`').skip(1).step_by(2));
    spans.map(str::to_owned).collect()
}

fn is_path(code: &str) -> bool {
    let first = code.split('/').next().unwrap_or_default();
    let known = CRATES.contains(&first) || ["public", "docs"].contains(&first);
    known && code.contains('/') && !code.contains([' ', '…', '<']) && !code.contains("NAME")
}

#[test]
fn every_file_the_documents_name_exists() {
    let mut seen = 0;
    for document in DOCUMENTS {
        for path in code(&text(document)).iter().filter(|code| is_path(code)) {
            assert!(root().join(path).exists(), "{document} names `{path}`");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn every_document_a_document_links_to_exists() {
    for document in DOCUMENTS {
        let text = text(document);
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|after| after.split(')').next())
        {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            assert!(
                file.is_empty() || root().join(file).exists(),
                "{document}: {target}"
            );
            let known = |line: &str| line.starts_with('#') && slug(line) == heading;
            let inside = heading.is_empty() || text.lines().any(known);
            assert!(inside || !file.is_empty(), "{document}: {target}");
        }
    }
}

/// A heading as links name it.
fn slug(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = words
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Names of the packages below a manifest's `dependencies`, `dev-dependencies` and so on.
fn dependencies(manifest: &dyn TableLike) -> BTreeSet<String> {
    let ours = [
        "quorate-lanes",
        "quorate-model",
        "quorate-charts",
        "quorate-worker",
        "quorate-exchange",
        "xtask",
    ];
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let of = |name: &str, within: &dyn TableLike| -> Vec<String> {
        let table = within.get(name).and_then(Item::as_table_like);
        table.map_or_else(Vec::new, |table| {
            table.iter().map(|(name, _)| name.to_owned()).collect()
        })
    };
    let targets = manifest.get("target").and_then(Item::as_table_like);
    let of_targets = targets.into_iter().flat_map(|targets| targets.iter());
    let holders =
        std::iter::once(manifest).chain(of_targets.filter_map(|(_, target)| target.as_table_like()));
    let listed = holders.flat_map(|holder| {
        tables
            .iter()
            .flat_map(move |table| of(table, holder))
            .collect::<Vec<_>>()
    });
    listed.filter(|name| !ours.contains(&name.as_str())).collect()
}

#[test]
fn design_md_has_a_row_for_every_dependency_and_no_other() {
    let mut used = BTreeSet::new();
    for name in CRATES {
        let manifest = Document::parse(text(&format!("{name}/Cargo.toml"))).unwrap();
        used.extend(dependencies(manifest.as_table()));
    }
    let design = text("DESIGN.md");
    let (_, section) = design.split_once("\n## Dependencies\n").unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let listed: BTreeSet<String> = rows
        .flat_map(|row| code(row.split('|').nth(1).unwrap_or_default()))
        .collect();
    assert_eq!(listed, used);
}
