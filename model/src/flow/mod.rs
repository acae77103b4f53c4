//! The flow expression: which services a request crosses, and how.
//!
//! # What it computes
//! A [`Flow`] is the parsed form of text such as `gateway > all(cart, stock) > payment ?? later`.
//! [`parse`] reads it, `Display` prints it back; the two are inverse to each other.
//!
//! # Example
//! ```
//! let flow = quorate_model::flow::parse("a > 2 of (b, c, d)").unwrap();
//! assert_eq!(flow.to_string(), "a > 2 of (b, c, d)");
//! ```

mod parse;
mod print;

pub use parse::{FlowError, MAX_NAME, RESERVED, find_name, is_name, parse, words};

/// How a request crosses services. See the table of operators in the README.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Flow {
    /// A service, or a named sub-flow of `[flows]`.
    Name(String),
    /// `a > b`: one after another, all needed. At least two steps.
    Sequence(Vec<Flow>),
    /// `all(a, b)`: at the same time, all needed. At least one branch.
    All(Vec<Flow>),
    /// `any(a, b)`: at the same time, one is enough. At least one branch.
    Any(Vec<Flow>),
    /// `k of (a, b, c)`: at the same time, `k` are enough; `1 <= k <= branches`.
    Quorum(usize, Vec<Flow>),
    /// `a ?? b`: `b` only when `a` fails.
    Fallback(Box<Flow>, Box<Flow>),
    /// `a?`: nice to have, never lowers availability.
    Optional(Box<Flow>),
    /// `3 * a`: so many calls in a row; `1 <= n <= 10,000`.
    Repeat(u32, Box<Flow>),
    /// `txn(a > b)`: one transaction across the members.
    Transaction(Box<Flow>),
    /// `gate(a)`: re-read from the authority.
    Gate(Box<Flow>),
}

/// Deepest nesting a flow may have.
pub const MAX_DEPTH: usize = 64;
/// Largest repetition `n * a`.
pub const MAX_REPEAT: u32 = 10_000;

impl Flow {
    /// The flow without the steps called `name`; nothing where none is left.
    pub fn without(&self, name: &str) -> Option<Flow> {
        let each = |parts: &[Flow]| -> Option<Vec<Flow>> {
            let left: Vec<Flow> = parts.iter().filter_map(|part| part.without(name)).collect();
            (!left.is_empty()).then_some(left)
        };
        let inner = |part: &Flow| part.without(name).map(Box::new);
        Some(match self {
            Flow::Name(own) => return (own != name).then(|| self.clone()),
            Flow::Sequence(parts) => {
                let mut left = each(parts)?;
                match left.len() {
                    1 => left.remove(0),
                    _ => Flow::Sequence(left),
                }
            }
            Flow::All(parts) => Flow::All(each(parts)?),
            Flow::Any(parts) => Flow::Any(each(parts)?),
            Flow::Quorum(enough, parts) => {
                let left = each(parts)?;
                Flow::Quorum((*enough).min(left.len()), left)
            }
            Flow::Fallback(first, second) => match (inner(first), inner(second)) {
                (Some(first), Some(second)) => Flow::Fallback(first, second),
                (one, other) => return one.or(other).map(|left| *left),
            },
            Flow::Optional(part) => Flow::Optional(inner(part)?),
            Flow::Repeat(times, part) => Flow::Repeat(*times, inner(part)?),
            Flow::Transaction(part) => Flow::Transaction(inner(part)?),
            Flow::Gate(part) => Flow::Gate(inner(part)?),
        })
    }

    /// The direct parts of this flow, in order of writing.
    pub fn parts(&self) -> &[Flow] {
        match self {
            Flow::Name(_) => &[],
            Flow::Sequence(parts) | Flow::All(parts) | Flow::Any(parts) | Flow::Quorum(_, parts) => parts,
            Flow::Fallback(..) => &[],
            Flow::Optional(inner) | Flow::Repeat(_, inner) | Flow::Transaction(inner) | Flow::Gate(inner) => {
                std::slice::from_ref(inner)
            }
        }
    }

    /// Whether it counts as up whatever fails, because all it needs is nice to have (`?`).
    pub fn is_always_up(&self) -> bool {
        self.is_always_up_where(&|_| false)
    }

    /// [`Flow::is_always_up`] where `named` says it of the names in it.
    pub fn is_always_up_where(&self, named: &dyn Fn(&str) -> bool) -> bool {
        let up = |part: &Flow| part.is_always_up_where(named);
        match self {
            Flow::Name(name) => named(name),
            Flow::Optional(_) => true,
            Flow::Sequence(parts) | Flow::All(parts) => parts.iter().all(up),
            Flow::Any(parts) => parts.iter().any(up),
            Flow::Quorum(k, parts) => parts.iter().filter(|part| up(part)).count() >= *k,
            Flow::Fallback(first, second) => up(first) || up(second),
            Flow::Repeat(_, inner) | Flow::Transaction(inner) | Flow::Gate(inner) => up(inner),
        }
    }

    /// How deep it nests, where `named` says it of the names in it.
    pub fn depth_where(&self, named: &dyn Fn(&str) -> usize) -> usize {
        let deepest = match self {
            Flow::Name(name) => named(name),
            Flow::Fallback(first, second) => first.depth_where(named).max(second.depth_where(named)),
            other => {
                let each = other.parts().iter().map(|part| part.depth_where(named));
                each.max().unwrap_or(0)
            }
        };
        1 + deepest
    }

    /// Calls `visit` with every name in the flow, in order of writing, repeats included.
    pub fn names<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        match self {
            Flow::Name(name) => visit(name),
            Flow::Fallback(first, second) => {
                first.names(visit);
                second.names(visit);
            }
            other => other.parts().iter().for_each(|part| part.names(visit)),
        }
    }
}
