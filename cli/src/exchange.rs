//! `quorate import` and `quorate export`: other tools' documents.

use crate::failure::Failure;
use crate::source;
use clap::ValueEnum;
use quorate_model::interchange::{self, Export, Import};

/// What a document can be read from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// OpenSLO v1, in YAML or JSON.
    Openslo,
    /// A Mermaid flowchart: an arrow is a call.
    Mermaid,
    /// Callers and callees as JSON, from Jaeger or OpenTelemetry's service graph.
    Dependencies,
}

/// What a scenario can be written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum As {
    /// OpenSLO v1: the objective and its alerts.
    Openslo,
    /// Prometheus recording and alerting rules.
    Prometheus,
    /// Tests of those rules, for `promtool test rules`; the rules lie beside them in rules.yml.
    Promtool,
    /// A Sloth specification.
    Sloth,
    /// The flow as a Mermaid flowchart.
    Mermaid,
}

impl As {
    fn export(self) -> Export {
        match self {
            Self::Openslo => Export::OpenSlo,
            Self::Prometheus => Export::Prometheus,
            Self::Promtool => Export::Promtool,
            Self::Sloth => Export::Sloth,
            Self::Mermaid => Export::Mermaid,
        }
    }
}

/// The scenario that the document `file` makes.
pub fn import(file: &str, from: Option<From>, name: Option<&str>) -> Result<String, Failure> {
    let text = source::document(file)?;
    let kind = match from {
        Some(From::Openslo) => Import::OpenSlo,
        Some(From::Mermaid) => Import::Mermaid,
        Some(From::Dependencies) => Import::Dependencies,
        None => interchange::guess(&text).ok_or_else(|| {
            Failure::input(format!(
                "{file} looks like none of the documents that are read; say what it is with `--from openslo`, `mermaid` or `dependencies`"
            ))
        })?,
    };
    let scenario = match kind {
        Import::OpenSlo => interchange::from_openslo(&objects(&text, file)?, name),
        Import::Mermaid => interchange::from_mermaid(&text),
        Import::Dependencies => interchange::from_dependencies(&text),
    };
    scenario.map_err(|why| Failure::input(format!("{file}: {why}")))
}

/// The objects of a file of YAML documents.
fn objects(text: &str, file: &str) -> Result<Vec<serde_json::Value>, Failure> {
    let documents: Vec<serde_json::Value> = serde_saphyr::from_multiple(text)
        .map_err(|error| Failure::input(format!("{file} is not YAML that can be read: {error}")))?;
    // A document may be a list of objects.
    let objects = documents.into_iter().flat_map(|document| match document {
        serde_json::Value::Array(list) => list,
        one => vec![one],
    });
    Ok(objects.filter(|object| !object.is_null()).collect())
}

/// The scenario `file` in another tool's words.
pub fn export(file: &str, what: As, journey: Option<&str>) -> Result<String, Failure> {
    let text = source::read(file)?;
    interchange::export(&text, what.export(), journey)
        .map_err(|problem| Failure::input(format!("{file}: {}", problem.message)))
}
