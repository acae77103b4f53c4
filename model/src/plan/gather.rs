//! A flow whose sub-flows stay apart, each once: for structures too large to write out.
//!
//! # What it computes
//! The parsed flow and the sub-flows it needs, each after those it names itself.
//!
//! # Why it matters
//! Thousands of gates that name each other make more calls, written out, than any machine could
//! walk; as a graph they are as large as their text.

use super::expand::{Expander, MAX_NESTING, Place};
use crate::flow::Flow;
use crate::problem::Problem;
use crate::scenario::path;
use litemap::LiteMap;
use std::sync::Arc;

/// Most names that the flow and its sub-flows may hold together.
const MAX_NAMES: usize = 20_000;

/// A named sub-flow, its own names unresolved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SubFlow {
    pub(crate) name: String,
    pub(crate) flow: Arc<Flow>,
}

/// What is gathered on the way.
#[derive(Default)]
struct Gathering {
    found: Vec<SubFlow>,
    /// Sub-flows met, with whether each counts as up whatever fails.
    always_up: LiteMap<String, bool>,
    /// How deep each nests, all it names put in.
    depths: LiteMap<String, usize>,
    names: usize,
}

impl Expander<'_> {
    /// Parses `text` (found at `path`) and every sub-flow it needs; each is listed after those it names.
    ///
    /// # Errors
    /// As [`Expander::expand`], apart from the number of calls: here the names count as written.
    pub(crate) fn gather(&mut self, text: &str, path: &str) -> Result<(Flow, Vec<SubFlow>), Problem> {
        let place = Place { text, path };
        let flow = self.parse(place)?;
        let mut gathering = Gathering::default();
        self.gather_names(&flow, place, &mut gathering)?;
        self.depth(&flow, place, &gathering)?;
        Ok((flow, gathering.found))
    }

    fn gather_names(&mut self, flow: &Flow, place: Place, into: &mut Gathering) -> Result<(), Problem> {
        let mut names = Vec::new();
        flow.names(&mut |name| names.push(name));
        into.names += names.len();
        if into.names > MAX_NAMES {
            let message =
                format!("the flow and its sub-flows name more than {MAX_NAMES} parts; split the scenario");
            return Err(self.problem(place, message));
        }
        for name in names {
            self.gather_one(name, place, into)?;
        }
        self.check_choices(flow, place, into)
    }

    fn gather_one(&mut self, name: &str, place: Place, into: &mut Gathering) -> Result<(), Problem> {
        if self.scenario.services.contains_key(name) || into.always_up.contains_key(name) {
            return Ok(());
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
        self.gather_names(&flow, inner, into)?;
        self.inside.pop();
        into.depths
            .insert(name.to_owned(), self.depth(&flow, inner, into)?);
        into.always_up.insert(name.to_owned(), always_up(&flow, into));
        into.found.push(SubFlow {
            name: name.to_owned(),
            flow: Arc::new((*flow).clone()),
        });
        Ok(())
    }

    /// How deep `flow` nests, all it names put in.
    fn depth(&self, flow: &Flow, place: Place, so_far: &Gathering) -> Result<usize, Problem> {
        let depth = flow.depth_where(&|name| so_far.depths.get(name).copied().unwrap_or(0));
        if depth > MAX_NESTING {
            return Err(self.nested_too_deep(place));
        }
        Ok(depth)
    }

    /// Branches of `any` and `k of`: none of them may be nice to have, also not by another name.
    fn check_choices(&self, flow: &Flow, place: Place, so_far: &Gathering) -> Result<(), Problem> {
        if let Flow::Any(parts) | Flow::Quorum(_, parts) = flow
            && let Some(part) = parts.iter().find(|part| always_up(part, so_far))
        {
            return Err(self.always_up(part, place));
        }
        if let Flow::Fallback(first, second) = flow {
            self.check_choices(first, place, so_far)?;
            self.check_choices(second, place, so_far)?;
        }
        let mut parts = flow.parts().iter();
        parts.try_for_each(|part| self.check_choices(part, place, so_far))
    }
}

fn always_up(flow: &Flow, so_far: &Gathering) -> bool {
    flow.is_always_up_where(&|name| so_far.always_up.get(name).copied().unwrap_or(false))
}
