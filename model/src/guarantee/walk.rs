//! Walks a flow and adds up its [`Part`]s, noting every hop on the way.

use super::directory::{Directory, Entry};
use super::part::{Copies, Part, Whole};
use super::reason::{Event, Note};
use crate::flow::Flow;
use litemap::LiteMap;

/// Deepest nesting followed, named sub-flows included: twice what one flow text may have.
const DEEPEST: usize = 2 * crate::flow::MAX_DEPTH;

/// Which state of the request is walked.
#[derive(Clone, Copy, Debug)]
pub(super) enum State<'a> {
    /// Everything is up.
    Full,
    /// Fallbacks have answered, or may have; what is optional may be missing.
    Degraded,
    /// Everything is up but this optional part.
    Without(&'a Flow),
}

/// From a stretch walked so far to the whole request so far.
type View<'v> = &'v dyn Fn(&Part) -> Part;

/// One walk.
pub(super) struct Walk<'d, 'a> {
    directory: &'d Directory<'a>,
    state: State<'a>,
    /// Sub-flows walked, or being walked (`None`).
    known: LiteMap<&'a str, Option<Part>>,
    notes: Option<Vec<Note>>,
    before: Whole,
    depth: usize,
    gates: usize,
    optional: usize,
    transactions: usize,
}

impl<'d, 'a> Walk<'d, 'a> {
    /// What `flow` is worth in `state`.
    pub(super) fn worth(directory: &'d Directory<'a>, flow: &'a Flow, state: State<'a>) -> Part {
        Walk::new(directory, state, None).part(flow, &Part::clone)
    }

    /// What `flow` is worth with everything up, and what happened at each hop.
    pub(super) fn noting(directory: &'d Directory<'a>, flow: &'a Flow) -> (Part, Vec<Note>) {
        let mut walk = Walk::new(directory, State::Full, Some(Vec::new()));
        let part = walk.part(flow, &Part::clone);
        (part, walk.notes.unwrap_or_default())
    }

    fn new(directory: &'d Directory<'a>, state: State<'a>, notes: Option<Vec<Note>>) -> Walk<'d, 'a> {
        Walk {
            directory,
            state,
            known: LiteMap::new_vec(),
            notes,
            before: Part::stateless().whole(),
            depth: 0,
            gates: 0,
            optional: 0,
            transactions: 0,
        }
    }

    fn part(&mut self, flow: &'a Flow, view: View<'_>) -> Part {
        if self.depth >= DEEPEST {
            self.note(Event::TooDeep, view, &Part::stateless());
            return Part::stateless();
        }
        self.depth += 1;
        let part = match flow {
            Flow::Name(name) => self.name(name, view),
            Flow::Sequence(parts) => self.fold(parts, Part::then, view),
            Flow::All(parts) => self.fold(parts, Part::beside, view),
            Flow::Any(parts) => self.copies(parts.iter(), || "any".to_owned(), view),
            Flow::Quorum(k, parts) => self.copies(parts.iter(), || format!("{k} of"), view),
            Flow::Fallback(first, second) => self.fallback(first, second, view),
            Flow::Optional(inner) => self.optional(inner, view),
            Flow::Repeat(times, inner) => self.repeat(*times, inner, view),
            Flow::Transaction(inner) => self.transaction(inner, view),
            Flow::Gate(inner) => self.gate(inner, view),
        };
        self.depth -= 1;
        part
    }

    fn name(&mut self, name: &'a str, view: View<'_>) -> Part {
        match self.directory.entry(name) {
            Some(Entry::Service(number)) => self.service(number, view),
            Some(Entry::Flow(inner)) => self.sub_flow(name, inner, view),
            None => Part::stateless(),
        }
    }

    fn service(&mut self, number: usize, view: View<'_>) -> Part {
        let answer = self
            .directory
            .services
            .get(number)
            .and_then(|service| service.answer(number));
        let part = answer.map_or_else(Part::stateless, Part::hop);
        let event = Event::Hop {
            number,
            gate: self.gates > 0,
            optional: self.optional > 0,
        };
        self.note(event, view, &part);
        part
    }

    /// A sub-flow is walked once, however often it is named: the work stays in proportion to the
    /// text.
    fn sub_flow(&mut self, name: &'a str, inner: &'a Flow, view: View<'_>) -> Part {
        match self.known.get(name) {
            Some(Some(part)) => {
                let part = part.clone();
                self.note(
                    Event::Again {
                        name: name.to_owned(),
                    },
                    view,
                    &part,
                );
                part
            }
            Some(None) => {
                self.note(
                    Event::Circular {
                        name: name.to_owned(),
                    },
                    view,
                    &Part::stateless(),
                );
                Part::stateless()
            }
            None => {
                self.known.insert(name, None);
                let part = self.part(inner, view);
                self.known.insert(name, Some(part.clone()));
                part
            }
        }
    }

    fn fold(&mut self, parts: &'a [Flow], join: fn(Part, Part) -> Part, view: View<'_>) -> Part {
        let mut sum = Part::stateless();
        for part in parts {
            let before = sum.light();
            let next = self.part(part, &|so_far| view(&join(before.clone(), so_far.light())));
            sum = join(sum, next);
        }
        sum
    }

    fn copies(
        &mut self,
        branches: impl Iterator<Item = &'a Flow>,
        label: impl Fn() -> String,
        view: View<'_>,
    ) -> Part {
        let mut copies = Copies::new();
        for branch in branches {
            let before = copies.light();
            let next = self.part(branch, &|so_far| view(&before.clone().add(so_far.light()).part()));
            copies = copies.add(next);
        }
        let loose = copies.are_loose();
        let part = copies.part();
        if loose {
            self.note(Event::LooseCopies { operator: label() }, view, &part);
        }
        part
    }

    fn fallback(&mut self, first: &'a Flow, second: &'a Flow, view: View<'_>) -> Part {
        if matches!(self.state, State::Degraded) || self.directory.may_miss(first) {
            return self.copies([first, second].into_iter(), || "??".to_owned(), view);
        }
        let part = self.part(first, view);
        if self.notes.is_some() {
            let mut names = Vec::new();
            second.names(&mut |name| names.push(name.to_owned()));
            names
                .into_iter()
                .for_each(|name| self.note(Event::Standby { name }, view, &part));
        }
        part
    }

    fn optional(&mut self, inner: &'a Flow, view: View<'_>) -> Part {
        if matches!(self.state, State::Without(absent) if absent == inner) {
            return Part::stateless();
        }
        self.optional += 1;
        let part = self.part(inner, view);
        self.optional -= 1;
        if matches!(self.state, State::Degraded) {
            part.perhaps_absent()
        } else {
            part
        }
    }

    /// Two calls in a row say all that more would: the meet is idempotent.
    fn repeat(&mut self, times: u32, inner: &'a Flow, view: View<'_>) -> Part {
        let once = self.part(inner, view);
        if times < 2 { once } else { once.clone().then(once) }
    }

    fn transaction(&mut self, inner: &'a Flow, view: View<'_>) -> Part {
        // Numbers from the top down: no service has them.
        let fresh = usize::MAX - self.transactions;
        self.transactions += 1;
        let part = self.part(inner, &|so_far| view(&so_far.light().into_transaction(fresh)));
        let several = part.whole().several;
        let part = part.into_transaction(fresh);
        if several {
            self.note(Event::Transaction, view, &part);
        }
        part
    }

    fn gate(&mut self, inner: &'a Flow, view: View<'_>) -> Part {
        self.gates += 1;
        let part = self.part(inner, &|so_far| view(&so_far.light().into_gate()));
        self.gates -= 1;
        part.into_gate()
    }

    fn note(&mut self, event: Event, view: View<'_>, part: &Part) {
        let Some(notes) = &mut self.notes else { return };
        let after = view(part).whole();
        let before = std::mem::replace(&mut self.before, after.clone());
        notes.push(Note { event, before, after });
    }
}
