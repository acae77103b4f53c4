//! A graph of who calls whom, and the scenario it makes.
//!
//! # Formula
//! A service that nothing calls begins a journey. Its flow is itself, then what it calls, one after
//! another (the slower reading; the text says so), each with what that calls in turn. A service that is
//! called from two places stands in the flow twice and is one service. Where that would take too many
//! calls, every service a journey reaches stands once, which leaves availability as it is.

use super::write::{quoted, service};
use indexmap::IndexMap;
use std::fmt::Write as _;

/// Most services of a graph.
const MOST_SERVICES: usize = 1_000;
/// Most calls of a journey that is written out call by call.
const MOST_CALLS: usize = 400;
/// Deepest nesting of calls that is written out.
const MOST_DEEP: usize = 40;

/// Services and calls between them.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// Each service by its name, and what it calls.
    calls: IndexMap<String, Vec<Call>>,
    /// What the drawing is called.
    title: Option<String>,
    /// What it says and a flow cannot, in words: `the words on 2 arrows`.
    left_out: Vec<String>,
}

/// A call of another service.
#[derive(Clone, Debug)]
struct Call {
    to: usize,
    optional: bool,
    part: Part,
}

/// What a call is for, where another call of the same service goes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// It is made in any case.
    #[default]
    Own,
    /// It may have the answer, as a cache has.
    Hit,
    /// It is made where another call has no answer: that of the hit, else the one before, else where the
    /// caller itself has none.
    Spare,
}

impl Graph {
    /// A graph without services that is called so, and leaves out so much.
    pub(super) fn called(title: Option<String>, left_out: Vec<String>) -> Graph {
        Graph {
            title,
            left_out,
            ..Graph::default()
        }
    }

    /// The number of the service called so; a new one where there is none.
    pub(super) fn service(&mut self, name: &str) -> usize {
        let name = service(name);
        match self.calls.get_index_of(&name) {
            Some(at) => at,
            None => self.calls.insert_full(name, Vec::new()).0,
        }
    }

    /// Notes that one service calls another; one that is ever needed is needed.
    pub(super) fn call(&mut self, from: usize, to: usize, optional: bool, part: Part) {
        let calls = &mut self.calls[from];
        match calls.iter_mut().find(|call| call.to == to) {
            Some(call) => {
                call.optional &= optional;
                if call.part != part {
                    call.part = Part::Own;
                }
            }
            None => calls.push(Call { to, optional, part }),
        }
    }

    fn name(&self, at: usize) -> &str {
        self.calls.get_index(at).map_or("", |(name, _)| name)
    }

    /// The text of a scenario with this graph's journeys and services.
    pub(super) fn scenario(&self, source: &str) -> Result<String, String> {
        if self.calls.is_empty() {
            return Err(format!(
                "{source} names no service; write at least one call, such as `web --> db`"
            ));
        }
        if self.calls.len() > MOST_SERVICES {
            return Err(format!(
                "{} services are more than {MOST_SERVICES}; leave out those no request of interest crosses",
                self.calls.len()
            ));
        }
        if let Some(cycle) = self.cycle() {
            return Err(self.endless(&cycle));
        }
        Ok(self.text(source))
    }

    fn text(&self, source: &str) -> String {
        let mut called = vec![false; self.calls.len()];
        self.calls
            .values()
            .flatten()
            .for_each(|call| called[call.to] = true);
        let roots: Vec<usize> = (0..called.len()).filter(|at| !called[*at]).collect();
        let mut out = format!(
            "# From {source}. Calls of one service are taken to be made one after another;\n# write `all(a, b)` where they run at the same time, `a ?? b` where b stands in for a,\n# and `a?` where the request succeeds without it.\n"
        );
        if self.calls.values().flatten().any(|call| call.part == Part::Spare) {
            out.push_str("# What an arrow calls a miss or a fallback stands in for what may have no answer (`a ?? b`).\n");
        }
        if let Some(said) = self.several() {
            let _ = writeln!(out, "# {said}");
        }
        if !self.left_out.is_empty() {
            let _ = writeln!(out, "# Left out: {}.", self.left_out.join(", "));
        }
        let title = self
            .title
            .clone()
            .unwrap_or_else(|| format!("Request from {source}"));
        let _ = writeln!(out, "quorate = 1\ntitle = {}", quoted(&title));
        match roots.as_slice() {
            [root] => {
                let _ = writeln!(out, "flow = {}", quoted(&self.flow(*root)));
            }
            roots => roots.iter().for_each(|root| {
                let _ = writeln!(
                    out,
                    "\n[journey.{}]\nflow = {}",
                    self.name(*root),
                    quoted(&self.flow(*root))
                );
            }),
        }
        out.push_str("\n# Each service still needs its availability and latency.\n");
        for name in self.calls.keys() {
            let _ = writeln!(out, "[services.{name}]");
        }
        out
    }

    /// Which services are called from several places: the flow then has them several times.
    fn several(&self) -> Option<String> {
        let callers = |at: usize| self.calls.values().flatten().filter(|call| call.to == at).count();
        let names: Vec<String> = (0..self.calls.len())
            .filter(|at| callers(*at) > 1)
            .map(|at| format!("`{}`", self.name(at)))
            .collect();
        let (first, rest) = names.split_first()?;
        Some(match rest.len() {
            0 => format!(
                "{first} is called from several places, and each time counts: take out of the flow what is the same call."
            ),
            more => format!(
                "{first} and {more} more are called from several places, and each time counts: take out of the flow what is the same call."
            ),
        })
    }

    fn flow(&self, root: usize) -> String {
        let mut sizes = vec![None; self.calls.len()];
        let (size, depth) = self.size(root, &mut sizes);
        if size <= MOST_CALLS && depth <= MOST_DEEP {
            return self.steps(root).join(" > ");
        }
        let mut met = vec![false; self.calls.len()];
        let mut order = Vec::new();
        self.reach(root, &mut met, &mut order);
        let names: Vec<&str> = order.iter().map(|at| self.name(*at)).collect();
        names.join(" > ")
    }

    /// Calls of the flow from a service on, and how deep they nest.
    fn size(&self, at: usize, known: &mut [Option<(usize, usize)>]) -> (usize, usize) {
        if let Some(size) = known[at] {
            return size;
        }
        let size = self.calls[at]
            .iter()
            .fold((1_usize, 1_usize), |(sum, deep), call| {
                let (calls, below) = self.size(call.to, known);
                (sum.saturating_add(calls), deep.max(below + 1))
            });
        known[at] = Some(size);
        size
    }

    /// The service and what it calls, one after another.
    fn steps(&self, at: usize) -> Vec<String> {
        // The service itself, and each of its calls.
        let mut groups = vec![vec![self.name(at).to_owned()]];
        let mut hit = None;
        for call in &self.calls[at] {
            let own = self.steps(call.to);
            let own = match call.optional {
                true => vec![format!("{}?", as_one(&own))],
                false => own,
            };
            let stood_in_for = hit.unwrap_or(groups.len() - 1);
            match call.part {
                Part::Spare => {
                    let both = format!("{} ?? {}", as_one(&groups[stood_in_for]), as_one(&own));
                    groups[stood_in_for] = vec![both];
                }
                part => {
                    hit = (part == Part::Hit).then_some(groups.len()).or(hit);
                    groups.push(own);
                }
            }
        }
        groups.concat()
    }

    /// Every service that is needed from here on, once.
    fn reach(&self, at: usize, met: &mut [bool], order: &mut Vec<usize>) {
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut met[at], true) {
                continue;
            }
            order.push(at);
            let needed = self.calls[at]
                .iter()
                .rev()
                .filter(|call| !call.optional && call.part != Part::Spare);
            open.extend(needed.map(|call| call.to));
        }
    }

    /// Services that call each other in a ring, the first one again at the end.
    fn cycle(&self) -> Option<Vec<usize>> {
        // 0 not met, 1 on the way, 2 done; the way as service and next call.
        let mut state = vec![0_u8; self.calls.len()];
        for start in 0..self.calls.len() {
            let mut way = vec![(start, 0)];
            if state[start] == 0 {
                state[start] = 1;
            } else {
                continue;
            }
            while let Some((at, next)) = way.last_mut() {
                let Some(call) = self.calls[*at].get(*next) else {
                    state[*at] = 2;
                    way.pop();
                    continue;
                };
                *next += 1;
                match state[call.to] {
                    0 => {
                        state[call.to] = 1;
                        way.push((call.to, 0));
                    }
                    1 => {
                        let ring = way.iter().map(|(at, _)| *at).skip_while(|at| *at != call.to);
                        return Some(ring.chain([call.to]).collect());
                    }
                    _ => {}
                }
            }
        }
        None
    }

    fn endless(&self, cycle: &[usize]) -> String {
        let names: Vec<String> = cycle.iter().map(|at| format!("`{}`", self.name(*at))).collect();
        let last = match cycle {
            [.., from, to] => format!("`{} --> {}`", self.name(*from), self.name(*to)),
            _ => String::new(),
        };
        format!(
            "{}: a request that goes round would never end; leave out the call that is an answer or an event, most likely {last}",
            names.join(" calls ")
        )
    }
}

/// Steps as one, in brackets where they are several.
fn as_one(steps: &[String]) -> String {
    match steps {
        [one] if !one.contains(' ') => one.clone(),
        several => format!("({})", several.join(" > ")),
    }
}
