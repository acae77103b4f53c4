//! What a design changes: the values of its patch, as paths, and those it could change.

use crate::logic::fields::{DESIGN, Field, JOURNEY, PATCHES, SERVICE};
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

/// A value that a design can change, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its path, relative to the design.
    pub path: String,
    /// Whose it is: a service's or a journey's name; empty for the whole scenario.
    pub of: String,
    /// What it is.
    pub field: Field,
    /// What the scenario says, or what holds where it says nothing.
    pub now: String,
}

impl Offer {
    /// What people call it: `payment latency`.
    pub fn label(&self) -> String {
        match self.of.as_str() {
            "" => self.field.label.to_string(),
            of => format!("{of}: {}", self.field.label),
        }
    }

    /// Whether each of the words typed is part of its name or path.
    pub fn answers(&self, typed: &str) -> bool {
        let said = format!("{} {}", self.label(), self.path).to_lowercase();
        typed
            .to_lowercase()
            .split_whitespace()
            .all(|word| said.contains(word))
    }
}

/// Every value a design can change: of the whole scenario, then of each journey and service.
pub fn offers(document: &Document) -> Vec<Offer> {
    let journeys = document.keys("journey");
    // With journeys there is no plain flow to change.
    let whole = if journeys.is_empty() {
        PATCHES
    } else {
        &PATCHES[1..]
    };
    let mut found: Vec<Offer> = whole.iter().map(|field| offer(document, "", "", field)).collect();
    for (part, names, fields) in [
        ("journey", journeys, JOURNEY),
        ("services", document.keys("services"), SERVICE),
    ] {
        for name in names {
            found.extend(fields.iter().map(|field| offer(document, part, &name, field)));
        }
    }
    found
}

fn offer(document: &Document, part: &str, of: &str, field: &Field) -> Offer {
    let path = [part, of, field.key]
        .into_iter()
        .fold(String::new(), |path, part| match part {
            "" => path,
            part => join(&path, part),
        });
    let said = document.get(&path).filter(|said| !said.is_empty());
    Offer {
        of: of.to_string(),
        field: *field,
        now: said.unwrap_or_else(|| field.empty.shown().to_string()),
        path,
    }
}

/// The offer at `path`, which may have been written by hand and be none of those there are.
pub fn offer_at(document: &Document, path: &str) -> Option<Offer> {
    let mut parts = path.splitn(3, '.');
    let (part, of, key) = (parts.next()?, parts.next(), parts.next());
    let (part, of, key, fields) = match (part, of, key) {
        ("services", Some(of), Some(key)) => (part, of, key, SERVICE),
        ("journey", Some(of), Some(key)) => (part, of, key, JOURNEY),
        _ => ("", "", path, PATCHES),
    };
    let field = fields.iter().find(|field| field.key == key)?;
    Some(offer(document, part, of, field))
}

/// How far the level of a design reaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// Services that state no guarantee: it counts for those.
    pub reached: Vec<String>,
    /// Services that state a guarantee of their own: it does not count for those.
    pub own: Vec<String>,
}

impl Reach {
    /// Only with those services for which `crossed` holds.
    pub fn retain(&mut self, crossed: impl Fn(&String) -> bool) {
        self.reached.retain(&crossed);
        self.own.retain(&crossed);
    }
}

/// How far the level of the design at `path` reaches, which may state guarantees for services itself. A
/// service without data has nothing to reach.
pub fn reach(document: &Document, path: &str) -> Reach {
    let stated = |part: &str, name: &str| {
        let said = document.get(&format!("{part}services.{name}.guarantee"));
        said.map(|said| said.trim().to_string())
            .filter(|said| !said.is_empty())
    };
    let mut reach = Reach::default();
    for name in document.keys("services") {
        match stated(&format!("{path}."), &name).or_else(|| stated("", &name)) {
            None => reach.reached.push(name),
            Some(said) if said == "I" => {}
            Some(_) => reach.own.push(name),
        }
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "flow = \"a > b\"\n[services.a]\nguarantee = \"SI\"\n[services.b]\nguarantee = \"I\"\n[[design]]\nname = \"One\"\nlevel = \"SS\"\n\
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
        let offers = offers(&document);
        for path in ["services.b.availability", "flow", "revenue"] {
            assert!(offers.iter().any(|offer| offer.path == path), "{path}");
        }
        let flow = &offers[0];
        assert_eq!((flow.label().as_str(), flow.now.as_str()), ("Flow", "a > b"));
        let guarantee = offer_at(&document, "services.a.guarantee").unwrap();
        assert_eq!(
            (guarantee.label().as_str(), guarantee.now.as_str()),
            ("a: Guarantee", "SI")
        );
        assert_eq!(offer_at(&document, "services.a.nonsense"), None);
    }

    #[test]
    fn an_offer_answers_to_words_in_any_order() {
        let document = Document::parse(TEXT).unwrap();
        let offer = offer_at(&document, "services.b.latency").unwrap();
        for typed in ["", "latency b", "B lat", "services.b"] {
            assert!(offer.answers(typed), "{typed}");
        }
        assert!(!offer.answers("retries"));
    }

    #[test]
    fn a_journey_s_flow_is_offered_instead_of_the_plain_one() {
        let document = Document::parse("[journey.buy]\nflow = \"a\"\n[services.a]\n").unwrap();
        let paths: Vec<String> = offers(&document).into_iter().map(|offer| offer.path).collect();
        assert!(paths.contains(&"journey.buy.flow".to_string()));
        assert!(!paths.contains(&"flow".to_string()));
    }

    #[test]
    fn services_with_a_guarantee_of_their_own_are_named() {
        let document = Document::parse(TEXT).unwrap();
        let reach = reach(&document, "design.0");
        assert_eq!((reach.reached, reach.own), (vec![], vec!["a".to_string()]));
        let text = "[services.a]\n[services.b]\nguarantee = \"I\"\n[services.c]\n[[design]]\nservices.c.guarantee = \"EC\"\n";
        let reach = super::reach(&Document::parse(text).unwrap(), "design.0");
        assert_eq!(
            (reach.reached, reach.own),
            (vec!["a".to_string()], vec!["c".to_string()])
        );
    }
}
