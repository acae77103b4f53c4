//! What a service says of itself.

use super::error::GuaranteeError;
use super::level::Level;
use super::vector::Vector;
use std::fmt;
use std::str::FromStr;

/// What a service guarantees, as written: `I`, a level, or a vector.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Guarantee {
    /// `I`: it keeps no state and weakens nothing.
    Identity,
    /// A level such as `SS` or `snapshot isolation`.
    Level(Level),
    /// A vector such as `<Global, Causal, RA, BS(5s), Idem, Auth>`.
    Vector(Vector),
}

impl Guarantee {
    /// Whether the service keeps state.
    pub fn is_stateful(&self) -> bool {
        *self != Guarantee::Identity
    }

    /// The level it states. None is inferred from a vector.
    pub fn level(&self) -> Option<Level> {
        match self {
            Guarantee::Level(level) => Some(*level),
            Guarantee::Identity | Guarantee::Vector(_) => None,
        }
    }

    /// The vector it states, or that its level implies.
    pub fn vector(&self) -> Vector {
        match self {
            Guarantee::Identity => Vector::IDENTITY,
            Guarantee::Level(level) => Vector::from(*level),
            Guarantee::Vector(vector) => vector.clone(),
        }
    }
}

impl fmt::Display for Guarantee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Guarantee::Identity => f.write_str("I"),
            Guarantee::Level(level) => level.fmt(f),
            Guarantee::Vector(vector) => vector.fmt(f),
        }
    }
}

impl FromStr for Guarantee {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Guarantee, GuaranteeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(GuaranteeError::Empty);
        }
        if ["i", "identity", "stateless"].contains(&text.to_ascii_lowercase().as_str()) {
            return Ok(Guarantee::Identity);
        }
        if text.starts_with(['<', '⟨']) {
            return text.parse().map(Guarantee::Vector);
        }
        text.parse().map(Guarantee::Level)
    }
}
