//! The services of a flow, each once, with what it delivers: its own statement, and the delays of
//! what it is derived from.

use super::answers::Answers;
use super::declared::Declared;
use super::level::Level;
use super::recency::Recency;
use super::statement::Guarantee;
use super::units::Units;
use super::vector::Vector;
use crate::flow::Flow;
use litemap::LiteMap;

/// How a name is looked up.
pub(super) type Lookup<'a, 'l> = &'l dyn Fn(&str) -> Declared<'a>;

/// Services and sub-flows of a flow by name.
pub(super) struct Directory<'a> {
    /// The services, in order of writing.
    pub(super) services: Vec<Service>,
    /// The flow and every sub-flow it reaches.
    pub(super) flows: Vec<&'a Flow>,
    entries: LiteMap<&'a str, Entry<'a>>,
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    /// A service, by number.
    Service(usize),
    /// A named sub-flow.
    Flow(&'a Flow),
}

/// One service.
pub(super) struct Service {
    /// Its name.
    pub(super) name: String,
    /// What it says of itself.
    pub(super) statement: Option<Guarantee>,
    /// What it is derived from, where that makes its answers older.
    pub(super) derived_from: Option<String>,
    /// Whether it is a cache that may lack what is asked for.
    pub(super) may_miss: bool,
    vector: Option<Vector>,
    unit: usize,
}

impl<'a> Directory<'a> {
    /// Collects everything `flow` reaches.
    pub(super) fn of(flow: &'a Flow, lookup: Lookup<'a, '_>) -> Directory<'a> {
        let mut directory = Directory {
            services: Vec::new(),
            flows: vec![flow],
            entries: LiteMap::new_vec(),
        };
        let mut groups = LiteMap::new_vec();
        let mut delays = Delays {
            lookup,
            known: LiteMap::new_vec(),
        };
        let mut waiting = names(flow);
        while let Some(name) = waiting.pop() {
            if directory.entries.contains_key(name) {
                continue;
            }
            let declared = lookup(name);
            if let Some(inner) = declared.flow {
                directory.entries.insert(name, Entry::Flow(inner));
                directory.flows.push(inner);
                waiting.extend(names(inner));
                continue;
            }
            let number = directory.services.len();
            let unit = match &declared.replica_group {
                Some(group) => match groups.get(group) {
                    Some(first) => *first,
                    None => {
                        groups.insert(group.clone(), number);
                        number
                    }
                },
                None => number,
            };
            directory.entries.insert(name, Entry::Service(number));
            directory
                .services
                .push(Service::new(name, declared, unit, &mut delays));
        }
        directory
    }

    /// Whether a cache in `flow` may lack what is asked for.
    pub(super) fn may_miss(&self, flow: &Flow) -> bool {
        names(flow)
            .into_iter()
            .any(|name| matches!(self.entry(name), Some(Entry::Service(at)) if self.services[at].may_miss))
    }

    /// What `name` stands for.
    pub(super) fn entry(&self, name: &str) -> Option<Entry<'a>> {
        self.entries.get(name).copied()
    }
}

impl Service {
    fn new(name: &str, declared: Declared<'_>, unit: usize, delays: &mut Delays<'_, '_>) -> Service {
        let own = own_recency(&declared);
        let stateful = match &declared.guarantee {
            Some(statement) => statement.is_stateful(),
            None => own.is_some(),
        };
        let derived_from = declared.source.clone().filter(|_| stateful);
        let recency = if stateful { delays.recency(name) } else { None };
        let stated = declared
            .guarantee
            .as_ref()
            .map_or(Vector::IDENTITY, Guarantee::vector);
        Service {
            name: name.to_owned(),
            statement: declared.guarantee,
            may_miss: declared.may_miss,
            derived_from,
            vector: stateful.then_some(Vector { recency, ..stated }),
            unit,
        }
    }

    /// The level it states.
    pub(super) fn level(&self) -> Option<Level> {
        self.statement.as_ref().and_then(Guarantee::level)
    }

    /// What it delivers by itself; absent when it keeps no state or says nothing.
    pub(super) fn vector(&self) -> Option<&Vector> {
        self.vector.as_ref()
    }

    /// Its answer, if it keeps state. `number` is its own.
    pub(super) fn answer(&self, number: usize) -> Option<Answers> {
        let vector = self.vector.clone()?;
        let level = self.level();
        let mut hops = LiteMap::new_vec();
        if level.is_some() {
            hops.insert(number, ());
        }
        Some(Answers {
            level,
            order_unstated: vector.order.is_none(),
            vector,
            units: Units::one(self.unit),
            hops,
        })
    }
}

/// The names of a flow, last first, for a stack.
fn names(flow: &Flow) -> Vec<&str> {
    let mut names = Vec::new();
    flow.names(&mut |name| names.push(name));
    names.reverse();
    names
}

/// How old a service's own answers are against what it is derived from. A lag that is stated
/// replaces what a level implies, and weakens what a vector states.
fn own_recency(declared: &Declared<'_>) -> Option<Recency> {
    let lag = declared.lag.map(Recency::Bounded);
    match &declared.guarantee {
        Some(Guarantee::Identity) => None,
        Some(Guarantee::Level(level)) => lag.or(Some(Recency::from(*level))),
        Some(Guarantee::Vector(vector)) => vector.recency.into_iter().chain(lag).min(),
        None => lag,
    }
}

/// Recency along derivations: each service's own delay on top of its source's.
struct Delays<'a, 'l> {
    lookup: Lookup<'a, 'l>,
    known: LiteMap<String, Option<Recency>>,
}

impl Delays<'_, '_> {
    /// How old the answers of `name` may be in all. A service derived from itself is never known
    /// to catch up; a source that states nothing adds nothing.
    fn recency(&mut self, name: &str) -> Option<Recency> {
        let mut path = Vec::new();
        let mut on_path = LiteMap::new_vec();
        let mut next = Some(name.to_owned());
        let mut behind = None;
        while let Some(at) = next.take() {
            if let Some(known) = self.known.get(&at) {
                behind = *known;
                break;
            }
            if on_path.insert(at.clone(), ()).is_some() {
                behind = Some(Recency::EVENTUAL);
                break;
            }
            let declared = (self.lookup)(&at);
            next.clone_from(&declared.source);
            path.push((at, own_recency(&declared), declared.source.is_some()));
        }
        for (at, own, derived) in path.into_iter().rev() {
            // A copy that does not say how far it lags is behind without bound.
            let own = if derived {
                own.or(Some(Recency::EVENTUAL))
            } else {
                own
            };
            behind = match (own, behind) {
                (Some(own), Some(behind)) if derived => Some(own.plus(behind)),
                _ => own,
            };
            self.known.insert(at, behind);
        }
        behind
    }
}
