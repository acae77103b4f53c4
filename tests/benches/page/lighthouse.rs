//! Lighthouse on the published page, compressed as a server would send it.

use quorate_tests::browser::{Because, Failure, Outcome, dist};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use xtask::server::Server;
use xtask::tools::npm;
use xtask::workspace::Workspace;
use xtask::{files, process};

/// What every category should reach, of 100.
const GOAL: f64 = 95.0;

const CATEGORIES: [(&str, &str); 4] = [
    ("performance", "Performance"),
    ("accessibility", "Accessibility"),
    ("best-practices", "Best practices"),
    ("seo", "Search"),
];

const KINDS: [(&str, &[&str]); 2] = [("desktop", &["--preset=desktop"]), ("mobile", &[])];

/// Rates the page and prints a table, with what costs points.
pub fn measure() -> Outcome {
    let workspace = Workspace::find()?;
    let program = npm::LIGHTHOUSE.folder(&workspace)?.join("cli/index.js");
    let folder = workspace.target().join("lighthouse");
    std::fs::create_dir_all(&folder).because(|| format!("could not create {}", folder.display()))?;
    let server = Server::start(&dist()?, 0, "")?;
    let reports = KINDS
        .iter()
        .map(|(kind, flags)| {
            let path = folder.join(format!("{kind}.json"));
            rate(&program, &server.url(), flags, &path).map(|report| (*kind, report))
        })
        .collect::<Outcome<Vec<_>>>()?;
    print!("\n{:<16}", "Lighthouse");
    reports.iter().for_each(|(kind, _)| print!("{kind:>10}"));
    println!("   goal {GOAL}");
    for (category, title) in CATEGORIES {
        print!("{title:<16}");
        reports
            .iter()
            .for_each(|(_, report)| print!("{:>10.0}", score(&report["categories"][category])));
        println!();
    }
    for (kind, report) in &reports {
        losses(report).iter().for_each(|loss| println!("{kind}: {loss}"));
    }
    println!("The reports are in {}.", folder.display());
    Ok(())
}

fn rate(program: &Path, url: &str, flags: &[&str], path: &Path) -> Outcome<Value> {
    let node = process::on_path("node")
        .ok_or_else(|| Failure::new("Lighthouse needs Node.js, and there is no `node`"))?;
    let mut command = Command::new(node);
    command
        .arg(program)
        .arg(url)
        .args(flags)
        .args([
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless --no-sandbox --disable-gpu",
        ])
        .arg(format!("--output-path={}", path.display()));
    if let Some(chrome) = std::env::var_os("CHROME") {
        command.env("CHROME_PATH", chrome);
    }
    process::run(&mut command)?;
    serde_json::from_str(&files::read_text(path)?).because(|| format!("{} is no report", path.display()))
}

fn score(rated: &Value) -> f64 {
    rated["score"].as_f64().unwrap_or(f64::NAN) * 100.0
}

/// The audits of a report that cost points, with what they found.
fn losses(report: &Value) -> Vec<String> {
    let mut losses = Vec::new();
    for (category, _) in CATEGORIES {
        let audits = report["categories"][category]["auditRefs"].as_array();
        for audit in audits.into_iter().flatten() {
            let counts = audit["weight"].as_f64().unwrap_or(0.0) > 0.0;
            let found = &report["audits"][audit["id"].as_str().unwrap_or_default()];
            if counts && score(found) < 90.0 {
                let text = |key: &str| found[key].as_str().unwrap_or_default();
                losses.push(format!(
                    "{}: {} {}",
                    category,
                    text("title"),
                    text("displayValue")
                ));
            }
        }
    }
    losses
}
