//! Other tools' documents: what they say read into a scenario, what a scenario says written for them.
//!
//! # What it computes
//! [`export`] writes a journey's objective as an OpenSLO document, as Prometheus rules (with the tests
//! that `promtool` runs) or as a Sloth specification, and its flow as a Mermaid flowchart. [`import`]
//! reads an OpenSLO document, a Mermaid flowchart or a list of dependencies into a scenario's text.
//!
//! # Why it matters
//! Alerts that were designed here fire elsewhere; a graph of services exists somewhere already.
//!
//! # References
//! OpenSLO specification v1, <https://github.com/OpenSLO/OpenSLO>; Prometheus 2 recording and alerting
//! rules; Sloth `prometheus/v1`, <https://sloth.dev>; Mermaid flowcharts, <https://mermaid.js.org>;
//! Jaeger `/api/dependencies`; OpenTelemetry's service graph connector.

mod dependencies;
mod graph;
mod mermaid_read;
mod mermaid_write;
mod openslo_read;
mod openslo_write;
mod prometheus;
mod promtool;
mod sloth;
mod watched;
mod write;

use crate::Problem;
use crate::assessment::Journey;
use crate::scenario::{Scenario, read};
use watched::Watched;

/// What a scenario can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// An OpenSLO v1 document of the objective and its alerts.
    OpenSlo,
    /// Prometheus recording and alerting rules of the alerts.
    Prometheus,
    /// Unit tests of those rules: they fire in the incident as computed here.
    Promtool,
    /// A Sloth specification of the objective.
    Sloth,
    /// The flow as a Mermaid flowchart.
    Mermaid,
}

impl Export {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::OpenSlo,
        Self::Prometheus,
        Self::Promtool,
        Self::Sloth,
        Self::Mermaid,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenSlo => "openslo",
            Self::Prometheus => "prometheus",
            Self::Promtool => "promtool",
            Self::Sloth => "sloth",
            Self::Mermaid => "mermaid",
        }
    }
}

/// What a scenario can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Import {
    /// OpenSLO v1 documents.
    OpenSlo,
    /// A Mermaid flowchart.
    Mermaid,
    /// Callers and callees as JSON.
    Dependencies,
}

/// Writes the journey of that name (the first one without a name) of the scenario `text`.
///
/// # Errors
/// A sentence when the text is no scenario, has no such journey, or lacks what is written.
pub fn export(text: &str, what: Export, journey: Option<&str>) -> Result<String, Problem> {
    let scenario = read(text)?.scenario;
    let assessment = crate::Assessor::new().assess(text)?;
    let journey = named(&assessment.journeys, journey).map_err(Problem::whole)?;
    written(&scenario, journey, what).map_err(Problem::whole)
}

/// Writes a journey that has been assessed.
///
/// # Errors
/// A sentence when the scenario lacks what is written.
pub fn written(scenario: &Scenario, journey: &Journey, what: Export) -> Result<String, String> {
    if what == Export::Mermaid {
        return mermaid_write::flowchart(&journey.flow);
    }
    let watched = Watched::new(scenario, journey)?;
    match what {
        Export::OpenSlo => openslo_write::document(&watched),
        Export::Prometheus => Ok(prometheus::rules(&watched)),
        Export::Promtool => promtool::tests(&watched),
        Export::Sloth | Export::Mermaid => Ok(sloth::spec(&watched)),
    }
}

fn named<'a>(journeys: &'a [Journey], name: Option<&str>) -> Result<&'a Journey, String> {
    let first = journeys
        .first()
        .ok_or("there is nothing to write: this scenario has no flow")?;
    let Some(name) = name else { return Ok(first) };
    journeys
        .iter()
        .find(|journey| journey.name == name)
        .ok_or_else(|| {
            let names = journeys.iter().map(|journey| journey.name.as_str());
            format!(
                "`{}` is not a journey of this scenario; {}",
                crate::clip::clip(name),
                crate::problem::hint(name, names, "it has none")
            )
        })
}

/// Reads a Mermaid flowchart into a scenario's text.
///
/// # Errors
/// A sentence with its line when something in it cannot be read, or a request would never end.
pub fn from_mermaid(text: &str) -> Result<String, String> {
    mermaid_read::graph(text)?.scenario("a Mermaid flowchart")
}

/// Reads callers and callees (JSON: Jaeger's `/api/dependencies`, or what Prometheus answers for
/// `traces_service_graph_request_total`) into a scenario's text.
///
/// # Errors
/// A sentence when it is neither, or when a request would never end.
pub fn from_dependencies(json: &str) -> Result<String, String> {
    dependencies::graph(json)?.scenario("recorded dependencies")
}

/// Reads OpenSLO objects, as JSON values, into a scenario's text; `name` picks one of several SLOs.
///
/// # Errors
/// A sentence when there is no SLO, or more than one without a name, or it says what a scenario cannot.
pub fn from_openslo(objects: &[serde_json::Value], name: Option<&str>) -> Result<String, String> {
    openslo_read::scenario(objects, name)
}

/// What a text most probably is.
pub fn guess(text: &str) -> Option<Import> {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("%%") && !line.starts_with('#'))?;
    let word = first.split_whitespace().next().unwrap_or_default();
    if matches!(word, "flowchart" | "graph" | "flowchart-elk") {
        return Some(Import::Mermaid);
    }
    if text.contains("apiVersion") {
        return Some(Import::OpenSlo);
    }
    first.starts_with(['{', '[']).then_some(Import::Dependencies)
}

#[cfg(test)]
mod tests;
