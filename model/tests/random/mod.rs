//! Random scenarios: flows of every operator over up to twelve services, with domains, sub-flows
//! and calls that fail, and their text.
#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};
use quorate_model::flow::Flow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The name of the only sub-flow.
pub const PART: &str = "part";
const MOST_SERVICES: usize = 12;
const MOST_DOMAINS: usize = 2;

/// An unavailability as an exact decimal: `thousandths`·10^-(3 + nines).
#[derive(Clone, Copy, Debug)]
pub struct Down {
    thousandths: u32,
    nines: u32,
}

impl Down {
    pub fn value(self) -> f64 {
        f64::from(self.thousandths) / f64::from(10_u32.pow(3 + self.nines))
    }

    /// Some of it: `share` thousandths, at least the smallest step.
    fn some(self, share: u32) -> Self {
        let thousandths = (self.thousandths * share / 1000).max(1);
        Self { thousandths, ..self }
    }

    /// As availability, to the last digit.
    pub fn text(self) -> String {
        let one = 10_u32.pow(3 + self.nines);
        let digits = 3 + self.nines as usize;
        format!("0.{:0digits$}", one - self.thousandths)
    }
}

#[derive(Clone, Debug)]
pub struct Service {
    pub down: Down,
    /// Errors of one attempt in thousandths, and retries.
    pub errors: Option<(u32, u32)>,
    /// How long a call takes, where the text says so.
    pub latency: Latency,
}

/// How long a call takes, in tenths of milliseconds.
#[derive(Clone, Debug)]
pub enum Latency {
    Constant(u32),
    Exponential(u32),
    /// Median, what the p99 is above it, and the timeout beyond the p99.
    Lognormal(u32, u32, Option<u32>),
}

impl Latency {
    fn text(&self) -> String {
        let ms = |tenths: u32| format!("{} ms", f64::from(tenths) / 10.0);
        match *self {
            Latency::Constant(value) => format!("latency = \"const {}\"\n", ms(value)),
            Latency::Exponential(mean) => format!("latency = \"exp {}\"\n", ms(mean)),
            Latency::Lognormal(p50, more, None) => {
                format!("latency = \"p50 {}, p99 {}\"\n", ms(p50), ms(p50 + more))
            }
            Latency::Lognormal(p50, more, Some(beyond)) => format!(
                "latency = \"p50 {}, p99 {}\"\ntimeout = \"{}\"\n",
                ms(p50),
                ms(p50 + more),
                ms(p50 + more + beyond)
            ),
        }
    }
}

impl Service {
    /// Probability that one call fails without an outage.
    pub fn failure(&self) -> f64 {
        self.errors.map_or(0.0, |(thousandths, retries)| {
            (0..=retries).map(|_| f64::from(thousandths) / 1e3).product()
        })
    }
}

#[derive(Clone, Debug)]
pub struct Domain {
    pub down: Down,
    pub members: Vec<String>,
    /// Whether its members' availabilities count it in; true of one domain at most.
    pub included: bool,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub flow: Flow,
    pub part: Flow,
    pub services: BTreeMap<String, Service>,
    pub domains: BTreeMap<String, Domain>,
    /// 1 − SLO.
    pub allowed: Down,
}

impl Case {
    /// The scenario, with these availabilities in place of its own.
    pub fn text_with(&self, other: &BTreeMap<String, String>) -> String {
        self.text_of(&self.flow, other)
    }

    /// The scenario as it stands.
    pub fn text(&self) -> String {
        self.text_with(&BTreeMap::new())
    }

    /// The scenario with the latency of every service.
    pub fn timed(&self) -> String {
        let mut text = self.text();
        for (name, service) in &self.services {
            let head = format!("[services.{name}]\n");
            text = text.replace(&head, &format!("{head}{}", service.latency.text()));
        }
        text
    }

    /// The scenario with another flow, and with these availabilities in place of its own.
    pub fn text_of(&self, flow: &Flow, other: &BTreeMap<String, String>) -> String {
        let mut text = format!(
            "flow = \"{flow}\"\n[slo]\navailability = \"{}\"\n[flows]\n{PART} = \"{}\"\n",
            self.allowed.text(),
            self.part
        );
        let availability = |name: &str, down: Down| other.get(name).cloned().unwrap_or_else(|| down.text());
        for (name, service) in &self.services {
            let given = availability(name, service.down);
            write!(text, "[services.{name}]\navailability = \"{given}\"\n").unwrap();
            if let Some((thousandths, retries)) = service.errors {
                let share = f64::from(thousandths) / 1e3;
                write!(text, "errors = \"{share}\"\nretries = {retries}\n").unwrap();
            }
        }
        for (name, domain) in &self.domains {
            let given = availability(name, domain.down);
            write!(
                text,
                "[domains.{name}]\navailability = \"{given}\"\nservices = {:?}\nincluded = {}\n",
                domain.members, domain.included
            )
            .unwrap();
        }
        text
    }

    /// The highest availability a part can have: that of the domain it includes, or 1.
    pub fn best(&self, name: &str) -> String {
        let inside = |domain: &&Domain| domain.included && domain.members.iter().any(|member| member == name);
        let domain = self.domains.values().find(inside);
        domain.map_or("1".to_owned(), |domain| domain.down.text())
    }

    /// The flow with its sub-flow put in.
    pub fn expanded(&self) -> Flow {
        replace(&self.flow, &self.part)
    }
}

fn replace(flow: &Flow, part: &Flow) -> Flow {
    let list = |parts: &[Flow]| parts.iter().map(|inner| replace(inner, part)).collect();
    let one = |inner: &Flow| Box::new(replace(inner, part));
    match flow {
        Flow::Name(name) if name == PART => part.clone(),
        Flow::Name(name) => Flow::Name(name.clone()),
        Flow::Sequence(parts) => Flow::Sequence(list(parts)),
        Flow::All(parts) => Flow::All(list(parts)),
        Flow::Any(parts) => Flow::Any(list(parts)),
        Flow::Quorum(k, parts) => Flow::Quorum(*k, list(parts)),
        Flow::Fallback(first, second) => Flow::Fallback(one(first), one(second)),
        Flow::Optional(inner) => Flow::Optional(one(inner)),
        Flow::Repeat(times, inner) => Flow::Repeat(*times, one(inner)),
        Flow::Transaction(inner) => Flow::Transaction(one(inner)),
        Flow::Gate(inner) => Flow::Gate(one(inner)),
    }
}

/// A sequence as the grammar knows it: at least two steps, none of them a sequence.
fn sequence(parts: Vec<Flow>) -> Flow {
    let steps = parts.into_iter().flat_map(|part| match part {
        Flow::Sequence(inner) => inner,
        other => vec![other],
    });
    Flow::Sequence(steps.collect())
}

/// Something nice to have, once.
pub fn optional(inner: Flow) -> Flow {
    match inner {
        Flow::Optional(_) => inner,
        other => Flow::Optional(Box::new(other)),
    }
}

/// What may stand in `any` and `k of`: nothing that is nice to have.
fn counted(parts: Vec<Flow>) -> Vec<Flow> {
    parts.into_iter().map(needed).collect()
}

/// The same with as few `?` left out as let it fail.
fn needed(part: Flow) -> Flow {
    if !part.is_always_up() {
        return part;
    }
    let first = |mut parts: Vec<Flow>| {
        let rest = parts.split_off(1);
        parts.into_iter().map(needed).chain(rest).collect::<Vec<Flow>>()
    };
    let one = |inner: Box<Flow>| Box::new(needed(*inner));
    match part {
        Flow::Optional(inner) => needed(*inner),
        Flow::Sequence(parts) => sequence(first(parts)),
        Flow::All(parts) => Flow::All(first(parts)),
        Flow::Fallback(a, b) => Flow::Fallback(one(a), one(b)),
        Flow::Repeat(times, inner) => Flow::Repeat(times, one(inner)),
        Flow::Transaction(inner) => Flow::Transaction(one(inner)),
        Flow::Gate(inner) => Flow::Gate(one(inner)),
        other => other,
    }
}

fn flows(names: usize, with_part: bool) -> impl Strategy<Value = Flow> {
    let name = (0..names + usize::from(with_part)).prop_map(move |at| {
        Flow::Name(if at == names {
            PART.to_owned()
        } else {
            format!("s{at}")
        })
    });
    name.prop_recursive(4, 18, 4, |inner| {
        let list = || prop::collection::vec(inner.clone(), 2..5);
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => list().prop_map(sequence),
            2 => list().prop_map(Flow::All),
            2 => list().prop_map(|parts| Flow::Any(counted(parts))),
            3 => (list(), 0..4_usize).prop_map(|(parts, k)| Flow::Quorum(1 + k % parts.len(), counted(parts))),
            3 => (boxed(), boxed()).prop_map(|(first, second)| Flow::Fallback(first, second)),
            3 => inner.clone().prop_map(optional),
            1 => (1..4_u32, boxed()).prop_map(|(times, inner)| Flow::Repeat(times, inner)),
            1 => boxed().prop_map(Flow::Transaction),
            1 => boxed().prop_map(Flow::Gate),
        ]
    })
}

fn down() -> impl Strategy<Value = Down> {
    (1..1000_u32, 0..4_u32).prop_map(|(thousandths, nines)| Down { thousandths, nines })
}

fn latency() -> impl Strategy<Value = Latency> {
    prop_oneof![
        1 => (0..2000_u32).prop_map(Latency::Constant),
        1 => (1..2000_u32).prop_map(Latency::Exponential),
        4 => (1..1000_u32, 1..5000_u32, prop::option::weighted(0.3, 1..3000_u32))
            .prop_map(|(p50, more, timeout)| Latency::Lognormal(p50, more, timeout)),
    ]
}

fn services(count: usize) -> impl Strategy<Value = BTreeMap<String, Service>> {
    let errors = prop::option::weighted(0.2, (1..100_u32, 0..3_u32));
    let service = (down(), errors, latency()).prop_map(|(down, errors, latency)| Service {
        down,
        errors,
        latency,
    });
    prop::collection::vec(service, count).prop_map(|list| {
        let named = list.into_iter().enumerate();
        named.map(|(at, service)| (format!("s{at}"), service)).collect()
    })
}

fn domains(services: BTreeMap<String, Service>) -> impl Strategy<Value = BTreeMap<String, Domain>> {
    let names: Vec<String> = services.keys().cloned().collect();
    let members = prop::sample::subsequence(names.clone(), 0..=names.len());
    let domain = (down(), members, any::<bool>());
    prop::collection::vec(domain, 0..=MOST_DOMAINS).prop_map(move |list| {
        let mut named = BTreeMap::new();
        for (at, (down, members, included)) in list.into_iter().enumerate() {
            let included = included && at == 0;
            let limit = members
                .iter()
                .map(|name| services[name].down)
                .min_by(|a, b| a.value().total_cmp(&b.value()));
            let down = limit
                .filter(|_| included)
                .map_or(down, |limit| limit.some(down.thousandths));
            named.insert(
                format!("zone{at}"),
                Domain {
                    down,
                    members,
                    included,
                },
            );
        }
        named
    })
}

/// Random scenarios with a flow and an SLO.
pub fn cases() -> impl Strategy<Value = Case> {
    (2..=MOST_SERVICES).prop_flat_map(|count| {
        let part = flows(count, false).prop_map(needed);
        let allowed = (1..1000_u32, 0..3_u32).prop_map(|(thousandths, nines)| Down { thousandths, nines });
        let parts = services(count).prop_flat_map(|services| (domains(services.clone()), Just(services)));
        (flows(count, true), part, parts, allowed).prop_map(|(flow, part, (domains, services), allowed)| {
            Case {
                flow,
                part,
                services,
                domains,
                allowed,
            }
        })
    })
}

/// The same cases every time; those that ever failed are kept beside `source` and come first.
pub fn config(source: &'static str, cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(0x5EED),
        source_file: Some(source),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    }
}
