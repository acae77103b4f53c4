//! Names of a flow resolved: sub-flows put in their place, unknown names refused.

use crate::clip::clip;
use crate::fix::UNKNOWN_STEP;
use crate::flow::{Flow, FlowError, MAX_DEPTH, find_name, parse};
use crate::problem::{Problem, hint};
use crate::scenario::{Document, Scenario, path};
use litemap::LiteMap;
use std::rc::Rc;

/// Most calls a flow may hold once its sub-flows are put in.
pub const MAX_CALLS: usize = 5_000;
/// Deepest nesting of a flow once its sub-flows are put in.
pub(super) const MAX_NESTING: usize = 2 * MAX_DEPTH;
/// Longest text of one flow, in bytes.
const MAX_FLOW_TEXT: usize = 200_000;

/// Resolves the names of one flow.
pub(crate) struct Expander<'a> {
    pub(super) scenario: &'a Scenario,
    document: &'a Document,
    /// Where the scenario in hand keeps a value: the design's own place when it has one.
    origin: &'a dyn Fn(&str) -> String,
    /// Sub-flows parsed so far.
    parsed: LiteMap<String, Rc<Flow>>,
    /// Sub-flows that the part in hand stands inside of, outermost first.
    pub(super) inside: Vec<String>,
    nesting: usize,
    /// Whether it stopped because there are more than [`MAX_CALLS`].
    pub(crate) too_many: bool,
    /// Calls so far.
    pub(crate) calls: usize,
}

/// A text with names in it, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) path: &'a str,
}

impl<'a> Expander<'a> {
    pub(crate) fn new(
        scenario: &'a Scenario,
        document: &'a Document,
        origin: &'a dyn Fn(&str) -> String,
    ) -> Self {
        Self {
            scenario,
            document,
            origin,
            parsed: LiteMap::new_vec(),
            inside: Vec::new(),
            nesting: 0,
            too_many: false,
            calls: 0,
        }
    }

    /// Parses `text` (found at `path`) and resolves every name to a service.
    pub(crate) fn expand(&mut self, text: &str, path: &str) -> Result<Flow, Problem> {
        let place = Place { text, path };
        let flow = self.parse(place)?;
        self.resolve(&flow, place)
    }

    /// Whether `text` makes more than [`MAX_CALLS`] calls once its sub-flows are put in: counted, each
    /// sub-flow once. False where something in it cannot be read; expanding says what.
    pub(crate) fn exceeds(&mut self, text: &str, path: &str) -> bool {
        let Ok(flow) = self.parse(Place { text, path }) else {
            return false;
        };
        let mut counted = LiteMap::new_vec();
        self.count(&flow, 0, &mut counted)
            .is_some_and(|calls| calls > MAX_CALLS)
    }

    fn count(&mut self, flow: &Flow, depth: usize, counted: &mut LiteMap<String, usize>) -> Option<usize> {
        let mut names = Vec::new();
        flow.names(&mut |name| names.push(name));
        let mut calls = 0_usize;
        for name in names {
            let own = match counted.get(name) {
                Some(known) => *known,
                None if self.scenario.services.contains_key(name) => 1,
                None => {
                    let text = self.scenario.flows.get(name).filter(|_| depth < MAX_DEPTH)?;
                    let inner = self.parsed_once(name, Place { text, path: "flows" }).ok()?;
                    let own = self.count(&inner, depth + 1, counted)?;
                    counted.insert(name.to_owned(), own);
                    own
                }
            };
            calls = calls.saturating_add(own);
        }
        Some(calls)
    }

    pub(super) fn parse(&self, place: Place) -> Result<Flow, Problem> {
        if place.text.len() > MAX_FLOW_TEXT {
            let message = format!(
                "the flow is {} bytes long and the most that is read is {MAX_FLOW_TEXT}; give parts of it names under `[flows]`",
                place.text.len()
            );
            return Err(self.problem(place, message));
        }
        parse(place.text).map_err(|error| self.unreadable(place, &error))
    }

    pub(super) fn problem(&self, place: Place, message: String) -> Problem {
        self.document.problem(&(self.origin)(place.path), message)
    }

    fn unreadable(&self, place: Place, error: &FlowError) -> Problem {
        let path = (self.origin)(place.path);
        self.document
            .problem_inside(&path, error.offset..error.offset + 1, error.to_string())
    }

    pub(super) fn problem_at_name(&self, place: Place, name: &str, message: String) -> Problem {
        let path = (self.origin)(place.path);
        match find_name(place.text, name) {
            Some(at) => self.document.problem_inside(&path, at..at + name.len(), message),
            None => self.document.problem(&path, message),
        }
    }

    fn resolve(&mut self, flow: &Flow, place: Place) -> Result<Flow, Problem> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(self.nested_too_deep(place));
        }
        let resolved = self.resolve_here(flow, place)?;
        self.nesting -= 1;
        Ok(resolved)
    }

    fn resolve_here(&mut self, flow: &Flow, place: Place) -> Result<Flow, Problem> {
        let list = |this: &mut Self, parts: &[Flow]| -> Result<Vec<Flow>, Problem> {
            parts.iter().map(|part| this.resolve(part, place)).collect()
        };
        let one = |this: &mut Self, part: &Flow| this.resolve(part, place).map(Box::new);
        Ok(match flow {
            Flow::Name(name) => self.name(name, place)?,
            Flow::Sequence(parts) => Flow::Sequence(flatten(list(self, parts)?)),
            Flow::All(parts) => Flow::All(list(self, parts)?),
            Flow::Any(parts) => Flow::Any(self.choices(parts, place)?),
            Flow::Quorum(k, parts) => Flow::Quorum(*k, self.choices(parts, place)?),
            Flow::Fallback(first, second) => Flow::Fallback(one(self, first)?, one(self, second)?),
            Flow::Optional(inner) => Flow::Optional(one(self, inner)?),
            Flow::Repeat(times, inner) => Flow::Repeat(*times, one(self, inner)?),
            Flow::Transaction(inner) => Flow::Transaction(one(self, inner)?),
            Flow::Gate(inner) => Flow::Gate(one(self, inner)?),
        })
    }

    /// Branches of `any` and `k of`: none of them may be nice to have, also not by another name.
    fn choices(&mut self, parts: &[Flow], place: Place) -> Result<Vec<Flow>, Problem> {
        let mut resolved = Vec::with_capacity(parts.len());
        for part in parts {
            let branch = self.resolve(part, place)?;
            if branch.is_always_up() {
                return Err(self.always_up(part, place));
            }
            resolved.push(branch);
        }
        Ok(resolved)
    }

    pub(super) fn nested_too_deep(&self, place: Place) -> Problem {
        let message = format!(
            "with its sub-flows put in, the flow nests deeper than {MAX_NESTING} levels; write it with fewer parentheses inside each other"
        );
        self.problem(place, message)
    }

    /// The problem with a branch that is always up.
    pub(super) fn always_up(&self, part: &Flow, place: Place) -> Problem {
        let name = self.first_sub_flow(part);
        let message = format!(
            "`{name}` ends in `?` and stands inside `any` or `k of`, where it would always count as up; remove its `?`"
        );
        self.problem_at_name(place, name, message)
    }

    /// The name in a part that brings in what the part itself does not show.
    fn first_sub_flow<'f>(&self, part: &'f Flow) -> &'f str {
        let mut found = "";
        part.names(&mut |name| {
            if found.is_empty() && self.scenario.flows.contains_key(name) {
                found = name;
            }
        });
        found
    }

    fn name(&mut self, name: &str, place: Place) -> Result<Flow, Problem> {
        if self.scenario.services.contains_key(name) {
            self.calls += 1;
            if self.calls > MAX_CALLS {
                self.too_many = true;
                let message = format!(
                    "with its sub-flows put in, the flow makes more than {MAX_CALLS} calls; name fewer of them, or write `3 * name` for calls in a row"
                );
                return Err(self.problem(place, message));
            }
            return Ok(Flow::Name(name.to_owned()));
        }
        let Some(text) = self.scenario.flows.get(name) else {
            return Err(self.unknown(name, place));
        };
        if let Some(message) = self.too_deep(name) {
            return Err(self.problem_at_name(place, name, message));
        }
        let path = path::join("flows", name);
        let inner = Place { text, path: &path };
        let flow = self.parsed_once(name, inner)?;
        self.inside.push(name.to_owned());
        let resolved = self.resolve(&flow, inner)?;
        self.inside.pop();
        Ok(resolved)
    }

    /// The sub-flow `name`, which stands at `place`, parsed once.
    pub(super) fn parsed_once(&mut self, name: &str, place: Place) -> Result<Rc<Flow>, Problem> {
        if let Some(known) = self.parsed.get(name) {
            return Ok(Rc::clone(known));
        }
        let flow = Rc::new(self.parse(place)?);
        self.parsed.insert(name.to_owned(), Rc::clone(&flow));
        Ok(flow)
    }

    pub(super) fn too_deep(&self, name: &str) -> Option<String> {
        if let Some(start) = self.inside.iter().position(|outer| outer == name) {
            let circle: Vec<String> = self.inside[start..]
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            return Some(match circle.as_slice() {
                [_] => format!("`{name}` is part of itself; write it without its own name"),
                _ => format!(
                    "`{name}` is part of itself, by way of {}; take one of them out of the other",
                    clip(&circle[1..].join(", "))
                ),
            });
        }
        (self.inside.len() >= MAX_DEPTH).then(|| {
            format!(
                "sub-flows are used inside each other more than {MAX_DEPTH} times; write some of them out"
            )
        })
    }

    pub(super) fn unknown(&self, name: &str, place: Place) -> Problem {
        let services = self.scenario.services.keys();
        let known = services.chain(self.scenario.flows.keys()).map(String::as_str);
        let add = format!("describe it among the services (`[services.{name}]`)");
        let way_out = match hint(name, known, "") {
            nothing if nothing.is_empty() => add,
            found if found.ends_with('?') => format!("{found} Or {add}"),
            found => format!("{found}; or {add}"),
        };
        let message = format!("{UNKNOWN_STEP}{name}`, which is not a service; {way_out}");
        self.problem_at_name(place, name, message)
    }
}

fn flatten(parts: Vec<Flow>) -> Vec<Flow> {
    let nested = |part: Flow| match part {
        Flow::Sequence(inner) => inner,
        other => vec![other],
    };
    parts.into_iter().flat_map(nested).collect()
}
