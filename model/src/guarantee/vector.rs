//! The guarantee vector: six promises that weaken independently.
//!
//! # What it computes
//! ⟨Scope, Order, Visibility, Recency, Idempotence, Auth⟩ and the meet of two, component by
//! component.
//!
//! # Why it matters
//! Two services can both be "strong" and the request across them still see half of a transaction.
//! A single level hides that; the vector shows which promise is gone and which survives.
//!
//! # Formula
//! Scope None < Object < Range < Transaction < Regional < Global · Order None < Causal < Lx < SS ·
//! Visibility None < Fractured < RA < SI < SER · Recency None < EO ≡ BS(∞) < BS(δ) < Fresh ·
//! Idempotence None < Idem(K) · Auth None < Unauth < Auth(π). The zero is `None` everywhere.
//!
//! A component nobody has spoken of is *not stated*: `None` in Rust, `-` in text, and the identity
//! of the meet (`Some(Order::None)`, by contrast, is a stated absence and absorbs everything). A
//! level states Order, Visibility and Recency only, so the other three stay not stated.
//! Not stated is an absence of knowledge: no requirement is satisfied by it
//! ([`Vector::satisfies`]).
//!
//! # Example
//! ```
//! use quorate_model::guarantee::Vector;
//! let a: Vector = "<Global, SS, SER, Fresh, Idem(order), Auth>".parse()?;
//! let b: Vector = "<Regional, Causal, RA, BS(5s), Idem(payment), Auth>".parse()?;
//! assert_eq!(a.meet(&b).to_string(), "⟨Regional, Causal, RA, BS(5s), Idem(order+payment), Auth⟩");
//! # Ok::<(), quorate_model::guarantee::GuaranteeError>(())
//! ```
//!
//! # References
//! Adya 1999 (visibility); Herlihy & Wing 1990 (order); Bailis et al. 2012 (recency).

use super::auth::Auth;
use super::error::{GuaranteeError, echo};
use super::idempotence::Idempotence;
use super::level::Level;
use super::order::Order;
use super::recency::Recency;
use super::scope::Scope;
use super::visibility::Visibility;
use crate::listing::listed;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Six promises; a component that is `None` is not stated and weakens nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Vector {
    /// Over how much data it holds.
    pub scope: Option<Scope>,
    /// In which order operations are seen.
    pub order: Option<Order>,
    /// How transactions become visible.
    pub visibility: Option<Visibility>,
    /// How old an answer may be.
    pub recency: Option<Recency>,
    /// Whether duplicates take effect once.
    pub idempotence: Option<Idempotence>,
    /// Whether callers are established.
    pub auth: Option<Auth>,
}

impl Vector {
    /// Nothing is promised: a failed part.
    pub const ZERO: Vector = Vector {
        scope: Some(Scope::None),
        order: Some(Order::None),
        visibility: Some(Visibility::None),
        recency: Some(Recency::None),
        idempotence: Some(Idempotence::None),
        auth: Some(Auth::None),
    };

    /// Nothing is stated: the identity of the meet.
    pub const IDENTITY: Vector = Vector {
        scope: None,
        order: None,
        visibility: None,
        recency: None,
        idempotence: None,
        auth: None,
    };

    /// The weaker of the two, component by component; what only one states stays as it is.
    #[must_use]
    pub fn meet(&self, other: &Vector) -> Vector {
        Vector {
            scope: merge(&self.scope, &other.scope, |a, b| (*a).meet(*b)),
            order: merge(&self.order, &other.order, |a, b| (*a).meet(*b)),
            visibility: merge(&self.visibility, &other.visibility, |a, b| (*a).meet(*b)),
            recency: merge(&self.recency, &other.recency, |a, b| (*a).meet(*b)),
            idempotence: merge(&self.idempotence, &other.idempotence, Idempotence::meet),
            auth: merge(&self.auth, &other.auth, Auth::meet),
        }
    }

    /// Whether every component `required` states is stated here and at least as strong. Labels do
    /// not count.
    pub fn satisfies(&self, required: &Vector) -> bool {
        enough(&self.scope, &required.scope, |value| *value)
            && enough(&self.order, &required.order, |value| *value)
            && enough(&self.visibility, &required.visibility, |value| *value)
            && enough(&self.recency, &required.recency, |value| *value)
            && enough(&self.idempotence, &required.idempotence, Idempotence::rank)
            && enough(&self.auth, &required.auth, Auth::rank)
    }

    /// Whether duplicates of an operation take effect once. No level says so; only this does.
    pub fn forbids_duplicates(&self) -> bool {
        matches!(self.idempotence, Some(Idempotence::Idem(_)))
    }

    /// The same text with `<` and `>` for brackets and no other character outside ASCII, except in
    /// labels and units as they were written.
    pub fn to_ascii(&self) -> String {
        format!("<{}>", self.components())
    }

    /// Each promise by its name: `order Causal · visibility RA · nothing said of scope, auth`.
    pub fn in_words(&self) -> String {
        let parts = NAMES.iter().zip(self.texts());
        let (silent, said): (Vec<_>, Vec<_>) = parts.partition(|(_, text)| text == NOT_STATED);
        let mut words: Vec<String> = said
            .into_iter()
            .map(|(name, text)| match text.as_str() {
                "None" => format!("no {name}"),
                _ => format!("{name} {text}"),
            })
            .collect();
        if !silent.is_empty() {
            let names: Vec<String> = silent.into_iter().map(|(name, _)| (*name).to_owned()).collect();
            words.push(format!("nothing said of {}", listed(&names, usize::MAX)));
        }
        words.join(" · ")
    }

    fn components(&self) -> String {
        self.texts().join(", ")
    }

    fn texts(&self) -> [String; 6] {
        [
            text(&self.scope),
            text(&self.order),
            text(&self.visibility),
            text(&self.recency),
            text(&self.idempotence),
            text(&self.auth),
        ]
    }
}

/// What the six are called, in their order.
const NAMES: [&str; 6] = ["scope", "order", "visibility", "recency", "idempotence", "auth"];
/// A component nobody has spoken of.
const NOT_STATED: &str = "-";

impl From<Level> for Vector {
    /// What a level says: Order, Visibility and Recency. There is no way back.
    fn from(level: Level) -> Vector {
        Vector {
            order: Some(level.into()),
            visibility: Some(level.into()),
            recency: Some(level.into()),
            ..Vector::IDENTITY
        }
    }
}

impl fmt::Display for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "⟨{}⟩", self.components())
    }
}

impl Serialize for Vector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads `<…>` and `⟨…⟩` with six components; `<None>` is short for the zero.
impl FromStr for Vector {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Vector, GuaranteeError> {
        let inner = inside(text)?;
        if inner.trim().eq_ignore_ascii_case("none") {
            return Ok(Vector::ZERO);
        }
        let found = inner.split(',').count();
        let mut parts = inner.split(',').map(str::trim);
        let mut next = || parts.next().unwrap_or_default();
        if found != 6 {
            return Err(GuaranteeError::WrongCount {
                read: echo(text),
                found,
            });
        }
        Ok(Vector {
            scope: stated(next())?,
            order: stated(next())?,
            visibility: stated(next())?,
            recency: stated(next())?,
            idempotence: stated(next())?,
            auth: stated(next())?,
        })
    }
}

fn inside(text: &str) -> Result<&str, GuaranteeError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(GuaranteeError::Empty);
    }
    let open = trimmed.strip_prefix('<').or_else(|| trimmed.strip_prefix('⟨'));
    let inner = open.and_then(|rest| rest.strip_suffix('>').or_else(|| rest.strip_suffix('⟩')));
    inner.ok_or_else(|| GuaranteeError::NotClosed { read: echo(text) })
}

fn stated<T: FromStr<Err = GuaranteeError>>(text: &str) -> Result<Option<T>, GuaranteeError> {
    if matches!(text, "-" | "–" | "—" | "_") {
        Ok(None)
    } else {
        text.parse().map(Some)
    }
}

fn text<T: fmt::Display>(component: &Option<T>) -> String {
    component
        .as_ref()
        .map_or_else(|| NOT_STATED.to_owned(), T::to_string)
}

fn merge<T: Clone>(a: &Option<T>, b: &Option<T>, meet: impl Fn(&T, &T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(meet(a, b)),
        (one, None) | (None, one) => one.clone(),
    }
}

fn enough<T, R: PartialOrd>(have: &Option<T>, need: &Option<T>, rank: impl Fn(&T) -> R) -> bool {
    match (have, need) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(have), Some(need)) => rank(have) >= rank(need),
    }
}
