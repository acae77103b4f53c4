//! Printing a flow back as text, with as few parentheses as the grammar allows.

use super::Flow;
use std::fmt;

/// How tightly an operator binds: a looser one inside a tighter one needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Sequence,
    Fallback,
    Repeat,
    Postfix,
    Atom,
}

fn tightness(flow: &Flow) -> Tightness {
    match flow {
        Flow::Sequence(_) => Tightness::Sequence,
        Flow::Fallback(..) => Tightness::Fallback,
        Flow::Repeat(..) => Tightness::Repeat,
        Flow::Optional(_) => Tightness::Postfix,
        _ => Tightness::Atom,
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flow::Name(name) => f.write_str(name),
            Flow::Sequence(steps) => {
                for (i, step) in steps.iter().enumerate() {
                    f.write_str(if i > 0 { " > " } else { "" })?;
                    write_at(f, step, Tightness::Fallback)?;
                }
                Ok(())
            }
            Flow::All(branches) => write_call(f, "all", branches),
            Flow::Any(branches) => write_call(f, "any", branches),
            Flow::Quorum(k, branches) => write_call(f, &format!("{k} of "), branches),
            Flow::Fallback(first, second) => {
                write_at(f, first, Tightness::Repeat)?;
                f.write_str(" ?? ")?;
                write_at(f, second, Tightness::Fallback)
            }
            Flow::Optional(inner) => {
                write_at(f, inner, Tightness::Postfix)?;
                f.write_str("?")
            }
            Flow::Repeat(times, inner) => {
                write!(f, "{times} * ")?;
                write_at(f, inner, Tightness::Repeat)
            }
            Flow::Transaction(inner) => write!(f, "txn({inner})"),
            Flow::Gate(inner) => write!(f, "gate({inner})"),
        }
    }
}

fn write_at(f: &mut fmt::Formatter<'_>, flow: &Flow, at_least: Tightness) -> fmt::Result {
    if tightness(flow) < at_least {
        write!(f, "({flow})")
    } else {
        write!(f, "{flow}")
    }
}

fn write_call(f: &mut fmt::Formatter<'_>, name: &str, branches: &[Flow]) -> fmt::Result {
    write!(f, "{name}(")?;
    for (i, branch) in branches.iter().enumerate() {
        f.write_str(if i > 0 { ", " } else { "" })?;
        write!(f, "{branch}")?;
    }
    f.write_str(")")
}
