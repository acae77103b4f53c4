//! Designs to start from, written into a scenario with its own names.
//!
//! # What it computes
//! The text of a scenario with one more design: a patch for the store it is about, with comments that
//! say what it changes, why, and which numbers are assumed.
//!
//! # Why it matters
//! Nobody compares what she has not thought of. A design one can press on is thought of.
//!
//! # Formula
//! A round trip is added to the store's p50 and p99. A quorum of two of three replicas that fail like
//! the store is down 3q² − 2q³. Where a copy answers at once, its time is the p50, and p99 stays the
//! store's: one read in a hundred still goes there.

use crate::Problem;
use crate::estimate::Estimate;
use crate::flow::{self, Flow};
use crate::guarantee::{Guarantee, Level};
use crate::quantity::{Duration, Quantity, show};
use crate::scenario::path;
use crate::scenario::{Document, LatencyText};
use std::fmt::Write as _;
use std::sync::OnceLock;

/// A design to start from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DesignRow {
    /// Its name.
    pub name: String,
    /// What it changes, a sentence.
    pub changes: String,
    /// Why one would, a sentence.
    pub why: String,
    level: String,
    note: String,
    pacelc: Option<String>,
    round_trip: Option<String>,
    trip_note: String,
    hit: Option<String>,
    quorum: bool,
    reconciliation: Option<String>,
}

/// Every design there is a row for.
pub fn designs() -> &'static [DesignRow] {
    static DESIGNS: OnceLock<Vec<DesignRow>> = OnceLock::new();
    DESIGNS.get_or_init(|| {
        let Ok(rows) = Document::parse(include_str!("../../data/designs.toml")) else {
            return Vec::new();
        };
        (0..rows.len("design")).map(|at| row(&rows, at)).collect()
    })
}

fn row(rows: &Document, at: usize) -> DesignRow {
    let maybe = |key: &str| rows.get(&format!("design.{at}.{key}"));
    let get = |key: &str| maybe(key).unwrap_or_default();
    DesignRow {
        name: get("name"),
        changes: get("changes"),
        why: get("why"),
        level: get("level"),
        note: get("note"),
        pacelc: maybe("pacelc"),
        round_trip: maybe("round_trip"),
        trip_note: get("trip_note"),
        hit: maybe("hit"),
        quorum: get("quorum") == "true",
        reconciliation: maybe("reconciliation"),
    }
}

/// `text` with the design `row` at its end, about the service `store`; about none where that is empty.
///
/// # Errors
/// When the text is no TOML, or its designs stand in one line, where no comment can.
pub fn add_design(text: &str, row: &DesignRow, store: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let mut added = text.trim_end().to_owned();
    if !added.is_empty() {
        added.push_str("\n\n");
    }
    added.push_str(&row.written(&document, store));
    match Document::parse(&added) {
        Ok(_) => Ok(added),
        Err(_) => Err(document.problem(
            "design",
            "the designs stand in one line here; write each as a part `[[design]]` of its own, so that one can be added",
        )),
    }
}

impl DesignRow {
    fn written(&self, document: &Document, store: &str) -> String {
        let mut out = format!("# {}\n# {}\n[[design]]\n", self.changes, self.why);
        let _ = writeln!(out, "name  = \"{}\"", self.free_name(document));
        let place = match store {
            "" => "level".to_owned(),
            store => format!("{}.guarantee", path::join("services", store)),
        };
        let _ = writeln!(out, "{place} = \"{}\"  # {}", self.level, self.note);
        if let Some(class) = &self.pacelc {
            let _ = writeln!(out, "pacelc = \"{class}\"  # our reading");
        }
        if !store.is_empty() {
            self.write_store(&mut out, document, store);
            self.write_flows(&mut out, document, store);
        }
        if let Some(cost) = self.reconciliation.as_ref().filter(|_| document.has("partition")) {
            let _ = writeln!(
                out,
                "partition.reconciliation = \"{cost}\"  # it merges by itself"
            );
        }
        out
    }

    /// A name that no design has yet.
    fn free_name(&self, document: &Document) -> String {
        let taken: Vec<String> = (0..document.len("design"))
            .filter_map(|at| document.get(&format!("design.{at}.name")))
            .collect();
        let numbered = (2..).map(|number| format!("{} {number}", self.name));
        std::iter::once(self.name.clone())
            .chain(numbered)
            .find(|name| !taken.contains(name))
            .unwrap_or_default()
    }

    /// The flows without the copies in front of `store` that would hold its level down.
    fn write_flows(&self, out: &mut String, document: &Document, store: &str) {
        let Ok(level) = self.level.parse::<Level>() else {
            return;
        };
        for (place, flow) in flows(document) {
            let mut copies = Vec::new();
            let without = without(&flow, store, &mut |name| {
                let copy = is_weak_copy(document, name, store, level);
                if copy {
                    copies.push(name.to_owned());
                }
                copy
            });
            if !copies.is_empty() {
                let _ = writeln!(
                    out,
                    "{place} = \"{without}\"  # without {}: a copy in front would hold the level down",
                    copies.join(" and ")
                );
            }
        }
    }

    fn write_store(&self, out: &mut String, document: &Document, store: &str) {
        let at = path::join("services", store);
        let latency = document.get(&format!("{at}.latency"));
        let latency = latency.and_then(|text| text.trim().parse::<LatencyText>().ok());
        match (latency.as_ref().and_then(quantiles), &self.round_trip, &self.hit) {
            (Some((p50, p99)), Some(trip), _) => {
                let more = seconds(trip);
                let _ = writeln!(
                    out,
                    "{at}.latency = \"p50 {}, p99 {}\"  # and a round trip of {trip}; {}",
                    show::duration(p50 + more),
                    show::duration(p99 + more),
                    self.trip_note
                );
            }
            (Some((_, p99)), None, Some(hit)) => {
                let (p50, p99) = (seconds(hit), p99.max(seconds(hit)));
                let _ = writeln!(
                    out,
                    "{at}.latency = \"p50 {}, p99 {}\"  # a copy answers in {hit}, one read in a hundred goes on; our assumption",
                    show::duration(p50),
                    show::duration(p99)
                );
            }
            (None, Some(_), _) | (None, _, Some(_)) => {
                let _ = writeln!(
                    out,
                    "# {at}.latency = \"p50 …, p99 …\": the scenario states none to start from"
                );
            }
            _ => {}
        }
        let availability = document
            .get(&format!("{at}.availability"))
            .filter(|_| self.quorum);
        if let Some(q) = availability.and_then(|text| unavailability(&text)) {
            let down = q * q * (3.0 - 2.0 * q);
            let _ = writeln!(
                out,
                "{at}.availability = \"{}\"  # two of three that fail like {store}, independently",
                show::availability(down)
            );
        }
    }
}

/// Whether `name` answers from copies of what is in `store`, and so more weakly than `level`.
fn is_weak_copy(document: &Document, name: &str, store: &str, level: Level) -> bool {
    let said = |key: &str| document.get(&format!("{}.{key}", path::join("services", name)));
    let copies = name.to_ascii_lowercase().contains("cache")
        || said("hits").is_some()
        || said("source").is_some_and(|source| source == store);
    let own = said("guarantee").and_then(|text| text.parse().ok());
    copies && !matches!(own, Some(Guarantee::Level(own)) if own.at_least(level))
}

/// `flow` with `a ?? b` made `b` where `is_copy(a)` and `store` is in b.
fn without(flow: &Flow, store: &str, is_copy: &mut dyn FnMut(&str) -> bool) -> Flow {
    if let Flow::Fallback(first, second) = flow {
        let behind = without(second, store, is_copy);
        let mut named = false;
        behind.names(&mut |name| named |= name == store);
        return match &**first {
            Flow::Name(name) if named && is_copy(name) => behind,
            first => Flow::Fallback(Box::new(without(first, store, is_copy)), Box::new(behind)),
        };
    }
    let mut inner = |flow: &Flow| without(flow, store, is_copy);
    let mut each = |parts: &[Flow]| parts.iter().map(&mut inner).collect();
    match flow {
        Flow::Sequence(parts) => Flow::Sequence(each(parts)),
        Flow::All(parts) => Flow::All(each(parts)),
        Flow::Any(parts) => Flow::Any(each(parts)),
        Flow::Quorum(k, parts) => Flow::Quorum(*k, each(parts)),
        Flow::Optional(part) => Flow::Optional(Box::new(inner(part))),
        Flow::Repeat(times, part) => Flow::Repeat(*times, Box::new(inner(part))),
        Flow::Transaction(part) => Flow::Transaction(Box::new(inner(part))),
        Flow::Gate(part) => Flow::Gate(Box::new(inner(part))),
        Flow::Name(_) | Flow::Fallback(..) => flow.clone(),
    }
}

/// What stores are called.
const STORES: [&str; 8] = [
    "db",
    "sql",
    "store",
    "postgres",
    "mongo",
    "cassandra",
    "dynamo",
    "database",
];

/// The service designs are most likely about: the first that another is a copy of, else the last that is
/// called like a store, else what answers behind a cache, else the last that states a level, else the last
/// that a request cannot do without, else the last of all.
pub fn likely_store(document: &Document) -> Option<String> {
    let names = document.keys("services");
    let said = |name: &str, key: &str| document.get(&format!("{}.{key}", path::join("services", name)));
    let is_called_so = |name: &&String| {
        let name = name.to_ascii_lowercase();
        STORES.iter().any(|word| name.contains(word)) && !name.contains("cache")
    };
    let copied = names.iter().find_map(|name| said(name, "source"));
    let is_store = |name: &&String| {
        let level = said(name, "guarantee").filter(|text| !matches!(text.parse(), Ok(Guarantee::Identity)));
        level.is_some() && said(name, "hits").is_none() && said(name, "source").is_none()
    };
    let flows: Vec<Flow> = flows(document).into_iter().map(|(_, flow)| flow).collect();
    let is_copy = |name: &str| name.to_ascii_lowercase().contains("cache") || said(name, "hits").is_some();
    let behind = flows.iter().find_map(|flow| behind_a_copy(flow, &is_copy));
    let mut needed = Vec::new();
    flows.iter().for_each(|flow| without_optional(flow, &mut needed));
    copied
        .filter(|source| names.contains(source))
        .or_else(|| names.iter().rev().find(is_called_so).cloned())
        .or_else(|| behind.filter(|name| names.contains(name)))
        .or_else(|| names.iter().rev().find(is_store).cloned())
        .or_else(|| needed.into_iter().rev().find(|name| names.contains(name)))
        .or_else(|| names.last().cloned())
}

/// What answers where the copy in front of it does not: `db` in `cache ?? db`.
fn behind_a_copy(flow: &Flow, is_copy: &dyn Fn(&str) -> bool) -> Option<String> {
    if let Flow::Fallback(first, second) = flow {
        return match &**first {
            Flow::Name(name) if is_copy(name) => {
                let mut found = None;
                second.names(&mut |name| {
                    found.get_or_insert_with(|| name.to_owned());
                });
                found
            }
            first => behind_a_copy(first, is_copy).or_else(|| behind_a_copy(second, is_copy)),
        };
    }
    flow.parts().iter().find_map(|part| behind_a_copy(part, is_copy))
}

/// The names of what is needed in `flow`, in order.
fn without_optional(flow: &Flow, found: &mut Vec<String>) {
    match flow {
        Flow::Optional(_) => {}
        Flow::Name(name) => found.push(name.to_string()),
        Flow::Fallback(first, second) => [first, second]
            .into_iter()
            .for_each(|part| without_optional(part, found)),
        other => other
            .parts()
            .iter()
            .for_each(|part| without_optional(part, found)),
    }
}

/// The flows of a scenario and where they stand: that of each journey, and the plain one.
fn flows(document: &Document) -> Vec<(String, Flow)> {
    let journeys = document.keys("journey");
    let own = journeys
        .iter()
        .map(|name| format!("{}.flow", path::join("journey", name)));
    own.chain(["flow".to_owned()])
        .filter_map(|place| {
            let flow = flow::parse(&document.get(&place)?).ok()?;
            Some((place, flow))
        })
        .collect()
}

fn unavailability(text: &str) -> Option<f64> {
    let read: Estimate<crate::quantity::Unavailability> = text.parse().ok()?;
    Some(read.median())
}

fn seconds(text: &str) -> f64 {
    Duration::read(text).map_or(0.0, Duration::value)
}

/// p50 and p99 of a latency as written, seconds; a quarter of p99 where only that is given.
fn quantiles(latency: &LatencyText) -> Option<(f64, f64)> {
    match latency {
        LatencyText::Quantiles { p50, p99 } => {
            let p99 = p99.median();
            Some((p50.as_ref().map_or(p99 / 4.0, Estimate::median), p99))
        }
        LatencyText::Constant(value) => Some((value.median(), value.median())),
        LatencyText::Moments { mean, sd } => {
            let law = crate::latency::Law::from_mean_sd(mean.median(), sd.median()).ok()?;
            Some((law.quantile(0.5), law.quantile(0.99)))
        }
        LatencyText::Exponential(_) | LatencyText::Samples(_) | LatencyText::Histogram(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Assessor, library};

    const TEXT: &str = "flow = \"web > db\"\n[services.web]\navailability = \"99.9%\"\nguarantee = \"I\"\n[services.db]\navailability = \"99%\"\nlatency = \"p50 4 ms, p99 20 ms\"\n[partition]\nrate = \"1/year\"\nduration = \"1 h\"\n";

    #[test]
    fn every_design_can_be_added_to_every_scenario_and_is_compared() {
        let mut texts: Vec<&str> = library::presets().iter().map(|preset| preset.text).collect();
        texts.push(TEXT);
        for text in texts {
            let store = Document::parse(text)
                .unwrap()
                .keys("services")
                .last()
                .cloned()
                .unwrap_or_default();
            let before = Document::parse(text).unwrap().len("design");
            let mut all = text.to_owned();
            for row in designs() {
                all = add_design(&all, row, &store).unwrap_or_else(|problem| panic!("{problem}"));
                let found = Assessor::new()
                    .assess(&all)
                    .unwrap_or_else(|problem| panic!("{problem}\n{all}"));
                assert!(found.designs.iter().any(|design| design.name == row.name));
                assert!(all.contains(&row.why) && all.contains(&row.changes));
            }
            assert_eq!(
                Document::parse(&all).unwrap().len("design"),
                before + designs().len()
            );
        }
    }

    #[test]
    fn numbers_follow_from_the_store_and_say_what_is_assumed() {
        let named = |name: &str| designs().iter().find(|row| row.name.starts_with(name)).unwrap();
        let mut text = TEXT.to_owned();
        for name in ["Synchronous", "Quorum", "Cache", "CRDT", "Cache"] {
            text = add_design(&text, named(name), "db").unwrap();
        }
        insta::assert_snapshot!(text.strip_prefix(TEXT.trim_end()).unwrap());
    }

    #[test]
    fn a_strong_design_does_without_the_copy_in_front_of_its_store() {
        let text = "flow = \"web > cache ?? db > mail?\"\n[services.web]\nguarantee = \"I\"\n\
                    [services.cache]\nhits = \"90%\"\nguarantee = \"EC\"\n[services.db]\navailability = \"99%\"\n\
                    [services.mail]\nguarantee = \"I\"\n";
        let named = |name: &str| designs().iter().find(|row| row.name.starts_with(name)).unwrap();
        let strong = add_design(text, named("Single"), "db").unwrap();
        assert!(
            strong.contains("\nflow = \"web > db > mail?\"  # without cache"),
            "{strong}"
        );
        let found = Assessor::new().assess(&strong).unwrap();
        assert_eq!(found.designs[0].level.unwrap().to_string(), "SS");
        // A weak design keeps it, and so does one about another service.
        assert!(
            !add_design(text, named("Batch"), "db")
                .unwrap()
                .contains("# without")
        );
        assert!(
            !add_design(text, named("Single"), "web")
                .unwrap()
                .contains("# without")
        );
    }

    #[test]
    fn the_store_that_designs_are_about_is_guessed_from_what_is_said() {
        let store = |text: &str| likely_store(&Document::parse(text).unwrap());
        let text = "[services.web]\nguarantee = \"I\"\n[services.orders]\navailability = \"99%\"\n\
                    [services.cache]\nhits = \"90%\"\nguarantee = \"EC\"\n[services.mail]\nguarantee = \"I\"\n";
        assert_eq!(store(text).as_deref(), Some("mail"));
        let stated = text.replace("[services.orders]", "[services.orders]\nguarantee = \"SI\"");
        assert_eq!(store(&stated).as_deref(), Some("orders"));
        let copied = text.replace("hits = \"90%\"", "source = \"orders\"");
        assert_eq!(store(&copied).as_deref(), Some("orders"));
        let called = stated.replace("[services.web]", "[services.orders-db]\n[services.web]");
        assert_eq!(store(&called).as_deref(), Some("orders-db"));
        let booking = "flow = \"web > cache ?? patients > slots > pay > mail?\"\n[services.web]\n[services.cache]\n\
                       [services.patients]\n[services.slots]\n[services.pay]\n[services.mail]\n";
        assert_eq!(store(booking).as_deref(), Some("patients"));
        let plain = booking.replace("cache ?? ", "front > ");
        assert_eq!(store(&plain).as_deref(), Some("pay"));
        assert_eq!(store(""), None);
    }

    #[test]
    fn designs_in_one_line_are_refused_with_a_way_out() {
        let text = "design = [ { name = \"A\" } ]\n";
        let said = add_design(text, &designs()[0], "").unwrap_err().to_string();
        assert!(said.contains("[[design]]"), "{said}");
    }
}
