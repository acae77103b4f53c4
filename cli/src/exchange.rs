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
    let from = match from {
        Some(From::Openslo) => Some(Import::OpenSlo),
        Some(From::Mermaid) => Some(Import::Mermaid),
        Some(From::Dependencies) => Some(Import::Dependencies),
        None => interchange::guess(&text),
    };
    if from.is_none() {
        return Err(Failure::input(format!(
            "{file} looks like none of the documents that are read; say what it is with `--from openslo`, `mermaid` or `dependencies`"
        )));
    }
    quorate_exchange::read(&text, from, name).map_err(|why| Failure::input(format!("{file}: {why}")))
}

/// The scenario `file` in another tool's words.
pub fn export(file: &str, what: As, journey: Option<&str>) -> Result<String, Failure> {
    let text = source::read(file)?;
    interchange::export(&text, what.export(), journey)
        .map_err(|problem| Failure::input(format!("{file}: {}", problem.message)))
}
