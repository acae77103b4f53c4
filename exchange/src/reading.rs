//! Other tools' documents read into a scenario's text.

use quorate_model::interchange::{self, Import};
use serde_json::Value;

/// What a document is; the page and the command let it be guessed.
pub type From = Import;

/// The scenario that a document makes; `name` picks one of several objectives in it.
///
/// # Errors
/// A sentence when it is none of the documents that are read, or says what a scenario cannot.
pub fn read(text: &str, from: Option<From>, name: Option<&str>) -> Result<String, String> {
    let from = from.or_else(|| interchange::guess(text)).ok_or(
        "this looks like none of the documents that are read: OpenSLO in YAML or JSON, a Mermaid flowchart, or dependencies as JSON",
    )?;
    match from {
        Import::OpenSlo => interchange::from_openslo(&objects(text)?, name),
        Import::Mermaid => interchange::from_mermaid(text),
        Import::Dependencies => interchange::from_dependencies(text),
    }
}

/// The objects of a file of YAML documents.
fn objects(text: &str) -> Result<Vec<Value>, String> {
    let documents: Vec<Value> = serde_saphyr::from_multiple(text)
        .map_err(|error| format!("this is not YAML that can be read: {error}"))?;
    // A document may be a list of objects.
    let objects = documents.into_iter().flat_map(|document| match document {
        Value::Array(list) => list,
        one => vec![one],
    });
    Ok(objects.filter(|object| !object.is_null()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_as_what_it_looks_like() {
        let graph = read("flowchart LR\n  web --> api\n  api --> db\n", None, None).unwrap();
        assert!(graph.contains("web > api > db"), "{graph}");
        let calls = r#"{"data":[{"parent":"web","child":"api","callCount":9}]}"#;
        assert!(read(calls, None, None).unwrap().contains("web > api"));
    }

    #[test]
    fn what_is_none_of_them_is_refused_in_a_sentence() {
        for (text, said) in [
            ("Dear reader", "none of the documents that are read"),
            ("", "none of the documents that are read"),
            ("apiVersion: [", "not YAML that can be read"),
        ] {
            let refusal = read(text, None, None).unwrap_err();
            assert!(refusal.contains(said), "{text}: {refusal}");
        }
    }
}
