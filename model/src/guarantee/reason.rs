//! Why the guarantee is what it is after each hop, as sentences.

use super::directory::{Directory, Service};
use super::level::Level;
use super::part::Whole;
use super::statement::Guarantee;
use super::vector::Vector;

/// Something that happened on the way.
pub(super) struct Note {
    /// What happened.
    pub(super) event: Event,
    /// What the request was worth before.
    pub(super) before: Whole,
    /// What it is worth after.
    pub(super) after: Whole,
}

/// What can happen on the way.
pub(super) enum Event {
    /// A service was crossed.
    Hop {
        /// Its number.
        number: usize,
        /// Whether it stands in a gate.
        gate: bool,
        /// Whether it is optional.
        optional: bool,
    },
    /// A sub-flow was crossed once more.
    Again {
        /// Its name.
        name: String,
    },
    /// A sub-flow was reached from within itself.
    Circular {
        /// Its name.
        name: String,
    },
    /// A service stands by.
    Standby {
        /// Its name.
        name: String,
    },
    /// Branches are copies nobody keeps in step.
    LooseCopies {
        /// `any`, `2 of` or `??`.
        operator: String,
    },
    /// Several units acted as one.
    Transaction,
    /// The flow nests deeper than is followed.
    TooDeep,
}

/// What the sentences are about.
pub(super) struct Story<'d, 'a> {
    /// The services.
    pub(super) directory: &'d Directory<'a>,
    /// The level in the end.
    pub(super) level: Option<Level>,
    /// The hops that hold it there, by number.
    pub(super) weakest: &'d [usize],
}

impl Story<'_, '_> {
    /// What the step is called.
    pub(super) fn subject(&self, event: &Event) -> String {
        match event {
            Event::Hop { number, .. } => self.name(*number).to_owned(),
            Event::Again { name } | Event::Circular { name } | Event::Standby { name } => name.clone(),
            Event::LooseCopies { operator } => operator.clone(),
            Event::Transaction => "txn".to_owned(),
            Event::TooDeep => "…".to_owned(),
        }
    }

    /// Why the guarantee is what it is after the step.
    pub(super) fn reason(&self, note: &Note) -> String {
        match &note.event {
            Event::Hop {
                number,
                gate,
                optional,
            } => self.hop(*number, *gate, *optional, note),
            Event::Again { name } => {
                format!("`{name}` is crossed again: the same services, the same answers.")
            }
            Event::Circular { name } => {
                format!("`{name}` names itself: it is counted as stateless.")
            }
            Event::Standby { name } => format!(
                "`{name}` stands by: it counts once the request runs degraded, and after it has failed back."
            ),
            Event::LooseCopies { operator } => loose(operator, &note.after.vector),
            Event::Transaction => format!(
                "One transaction across its members: no fracture between them, what each keeps all keep{}.",
                note.after
                    .level
                    .map(|level| format!(" ({level})"))
                    .unwrap_or_default()
            ),
            Event::TooDeep => {
                "The flow nests too deep to be followed further: the rest is counted as stateless.".to_owned()
            }
        }
    }

    fn hop(&self, number: usize, gate: bool, optional: bool, note: &Note) -> String {
        let Some(service) = self.directory.services.get(number) else {
            return String::new();
        };
        let mut sentences = vec![self.main_clause(number, service, gate, note)];
        if service.vector().is_none() && gate {
            sentences.push("A gate on it brings no new evidence: it lifts nothing.".to_owned());
        }
        sentences.extend(derivation(service));
        if note.after.several && !note.before.several {
            sentences.push(fracture(&note.after.vector));
        }
        if optional {
            sentences.push("It is optional: it counts while it is up.".to_owned());
        }
        sentences.join(" ")
    }

    fn main_clause(&self, number: usize, service: &Service, gate: bool, note: &Note) -> String {
        let name = &service.name;
        match &service.statement {
            None if service.vector().is_some() => format!("`{name}` states its lag and no level."),
            None => format!("`{name}` states no guarantee: it is counted as stateless."),
            Some(Guarantee::Identity) => format!("`{name}` is stateless: it weakens nothing."),
            Some(Guarantee::Vector(vector)) => {
                format!("`{name}` states {vector} and no level: none is inferred from a vector.")
            }
            Some(Guarantee::Level(level)) => {
                format!(
                    "`{name}` {}: {}.",
                    level.clause(),
                    self.effect(number, *level, gate, note)
                )
            }
        }
    }

    fn effect(&self, number: usize, own: Level, gate: bool, note: &Note) -> String {
        let (before, after) = (note.before.level, note.after.level.unwrap_or(own));
        let lifts = gate && before.is_some_and(|before| !before.at_least(after));
        if lifts {
            return lifted(own, after);
        }
        match self.level {
            Some(level) if self.weakest.contains(&number) => self.holds(number, own, level),
            _ => match before {
                None => format!("the request starts at {after}"),
                Some(before) if before == after => format!("the level stays {after}"),
                Some(before) => format!("the level falls from {before} to {after}"),
            },
        }
    }

    fn holds(&self, number: usize, own: Level, level: Level) -> String {
        if own == level {
            return format!("it holds the whole request at {level}");
        }
        let others = self.weakest.iter().filter(|other| **other != number);
        let others: Vec<String> = others.map(|other| format!("`{}`", self.name(*other))).collect();
        format!(
            "it keeps {own}, and with {} all that is left is {level}",
            others.join(" and ")
        )
    }

    fn name(&self, number: usize) -> &str {
        self.directory
            .services
            .get(number)
            .map_or("", |service| &service.name)
    }
}

fn lifted(own: Level, after: Level) -> String {
    let used = if own == after {
        String::new()
    } else {
        format!("; answers already used before it stay weak, which leaves {after}")
    };
    format!("a gate, so what follows holds {own} for the keys it re-reads{used}")
}

fn derivation(service: &Service) -> Option<String> {
    let source = service.derived_from.as_ref()?;
    let recency = service.vector()?.recency?;
    Some(format!(
        "It is derived from `{source}`, and delays add up: Recency {recency}."
    ))
}

fn fracture(vector: &Vector) -> String {
    format!(
        "The request now crosses more than one stateful service outside a transaction; as a unit \
         it has Order {} and Visibility {}.",
        printed(vector.order),
        printed(vector.visibility)
    )
}

fn loose(operator: &str, vector: &Vector) -> String {
    format!(
        "The copies under `{operator}` are not one replica group: they do not compose, which leaves \
         Order {}, Visibility {} and Recency {}.",
        printed(vector.order),
        printed(vector.visibility),
        printed(vector.recency)
    )
}

fn printed<T: std::fmt::Display>(component: Option<T>) -> String {
    component.map_or_else(|| "not stated".to_owned(), |value| value.to_string())
}
