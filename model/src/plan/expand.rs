//! Names of a flow resolved: sub-flows put in their place, unknown names refused.

use crate::flow::{Flow, MAX_DEPTH, parse};
use crate::problem::{Problem, hint};
use crate::scenario::{Document, Scenario};

/// Most services calls a flow may hold once its sub-flows are put in.
pub const MAX_CALLS: usize = 5_000;

/// Resolves the names of one flow.
pub(crate) struct Expander<'a> {
    scenario: &'a Scenario,
    document: &'a Document,
    /// Where the scenario in hand keeps a value: the design's own place when it has one.
    origin: &'a dyn Fn(&str) -> String,
    calls: usize,
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
            calls: 0,
        }
    }

    /// Parses `text` (found at `path`) and resolves every name to a service.
    pub(crate) fn expand(&mut self, text: &str, path: &str) -> Result<Flow, Problem> {
        let flow = parse(text).map_err(|error| self.problem(path, error.to_string()))?;
        self.resolve(&flow, path, 0)
    }

    fn problem(&self, path: &str, message: String) -> Problem {
        self.document.problem(&(self.origin)(path), message)
    }

    fn resolve(&mut self, flow: &Flow, path: &str, depth: usize) -> Result<Flow, Problem> {
        let list = |this: &mut Self, parts: &[Flow]| -> Result<Vec<Flow>, Problem> {
            parts.iter().map(|part| this.resolve(part, path, depth)).collect()
        };
        let one = |this: &mut Self, part: &Flow| this.resolve(part, path, depth).map(Box::new);
        Ok(match flow {
            Flow::Name(name) => self.name(name, path, depth)?,
            Flow::Sequence(parts) => Flow::Sequence(flatten(list(self, parts)?)),
            Flow::All(parts) => Flow::All(list(self, parts)?),
            Flow::Any(parts) => {
                let parts = list(self, parts)?;
                Flow::Any(self.no_optional(parts, path)?)
            }
            Flow::Quorum(k, parts) => {
                let parts = list(self, parts)?;
                Flow::Quorum(*k, self.no_optional(parts, path)?)
            }
            Flow::Fallback(first, second) => Flow::Fallback(one(self, first)?, one(self, second)?),
            Flow::Optional(inner) => Flow::Optional(one(self, inner)?),
            Flow::Repeat(times, inner) => Flow::Repeat(*times, one(self, inner)?),
            Flow::Transaction(inner) => Flow::Transaction(one(self, inner)?),
            Flow::Gate(inner) => Flow::Gate(one(self, inner)?),
        })
    }

    fn no_optional(&self, parts: Vec<Flow>, path: &str) -> Result<Vec<Flow>, Problem> {
        if parts.iter().any(|part| matches!(part, Flow::Optional(_))) {
            let message = "a sub-flow that ends in `?` stands inside `any` or `k of`, where it would always count as up; remove its `?`";
            return Err(self.problem(path, message.to_owned()));
        }
        Ok(parts)
    }

    fn name(&mut self, name: &str, path: &str, depth: usize) -> Result<Flow, Problem> {
        if self.scenario.services.contains_key(name) {
            self.calls += 1;
            if self.calls > MAX_CALLS {
                let message = format!(
                    "with its sub-flows put in, the flow makes more than {MAX_CALLS} calls; name fewer of them"
                );
                return Err(self.problem(path, message));
            }
            return Ok(Flow::Name(name.to_owned()));
        }
        let Some(text) = self.scenario.flows.get(name) else {
            return Err(self.unknown(name, path));
        };
        let inner_path = format!("flows.{name}");
        if depth >= MAX_DEPTH {
            let message = format!(
                "`{name}` is part of itself, or sub-flows nest deeper than {MAX_DEPTH}; write it without using its own name"
            );
            return Err(self.problem(&inner_path, message));
        }
        let flow = parse(text).map_err(|error| self.problem(&inner_path, error.to_string()))?;
        self.resolve(&flow, &inner_path, depth + 1)
    }

    fn unknown(&self, name: &str, path: &str) -> Problem {
        let known = self
            .scenario
            .services
            .keys()
            .chain(self.scenario.flows.keys())
            .map(String::as_str);
        let way_out = hint(name, known, "there are no services yet");
        let message = format!(
            "the flow names `{name}`, which is not a service; {way_out} (or add a part `[services.{name}]`)"
        );
        self.problem(path, message)
    }
}

fn flatten(parts: Vec<Flow>) -> Vec<Flow> {
    let nested = |part: Flow| match part {
        Flow::Sequence(inner) => inner,
        other => vec![other],
    };
    parts.into_iter().flat_map(nested).collect()
}
