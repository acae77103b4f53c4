//! What a design changes: the values of its patch, as paths.

use crate::logic::fields::{DESIGN, SERVICE};
use quorate_model::scenario::edit::Document;

/// Keys of a design that are no patch of single values.
const APART: &[&str] = &["name", "cost", "harm"];

/// Paths, relative to the design at `path`, of the values it changes; those the design's own
/// fields show are left out.
pub fn patches(document: &Document, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(document, path, "", &mut found);
    found.retain(|key| !DESIGN.iter().any(|field| field.key == key));
    found
}

fn collect(document: &Document, path: &str, under: &str, found: &mut Vec<String>) {
    for key in document.keys(path) {
        if APART.contains(&key.as_str()) {
            continue;
        }
        let (inner, relative) = (format!("{path}.{key}"), join(under, &key));
        if document.keys(&inner).is_empty() {
            found.push(relative);
        } else {
            collect(document, &inner, &relative, found);
        }
    }
}

fn join(under: &str, key: &str) -> String {
    if under.is_empty() {
        key.to_string()
    } else {
        format!("{under}.{key}")
    }
}

/// What a design can change beside services and what its own fields show.
const WHOLE: &[&str] = &[
    "flow",
    "pacelc",
    "traffic",
    "revenue",
    "wrongness.error_probability",
    "wrongness.residual",
    "waiting.loss_per_100ms",
    "down.recaptured",
];

/// Every value a design can change, as paths.
pub fn offers(document: &Document) -> Vec<String> {
    let whole = WHOLE.iter().map(|key| (*key).to_string());
    let services = document.keys("services");
    let each = services.iter().flat_map(|name| {
        SERVICE
            .iter()
            .map(move |field| format!("services.{name}.{}", field.key))
    });
    each.chain(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "flow = \"a > b\"\n[services.a]\n[services.b]\n[[design]]\nname = \"One\"\nlevel = \"SS\"\n\
                        services.b.latency = \"p99 9 ms\"\nservices.a.retries = 2\ncost = [ { price = \"$1/h\" } ]\n";

    #[test]
    fn a_design_lists_the_values_it_changes() {
        let document = Document::parse(TEXT).unwrap();
        assert_eq!(
            patches(&document, "design.0"),
            ["services.b.latency", "services.a.retries"]
        );
    }

    #[test]
    fn every_value_of_every_service_can_be_changed_and_some_of_the_whole() {
        let document = Document::parse(TEXT).unwrap();
        assert!(offers(&document).contains(&"services.b.availability".to_string()));
        assert!(offers(&document).contains(&"flow".to_string()));
        assert!(offers(&document).contains(&"revenue".to_string()));
    }
}
