//! Idempotence: whether an operation that arrives twice takes effect once.

use super::error::GuaranteeError;
use super::labels::Labels;
use super::ranked::unknown;
use std::fmt;
use std::str::FromStr;

/// Whether a duplicate of an operation is recognised.
///
/// None < Idem(K). The keys never affect the order: across two services, Idem(K₁) and Idem(K₂)
/// give Idem(K₁+K₂), recognised at each by its own key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Idempotence {
    /// A duplicate takes effect again.
    None,
    /// Operations with the same key take effect once.
    Idem(Labels),
}

impl Idempotence {
    /// What both give, with the keys of both.
    #[must_use]
    pub fn meet(&self, other: &Idempotence) -> Idempotence {
        match (self, other) {
            (Idempotence::Idem(a), Idempotence::Idem(b)) => Idempotence::Idem(a.union(b)),
            _ => Idempotence::None,
        }
    }

    /// Position in the order; labels do not count.
    pub fn rank(&self) -> u8 {
        u8::from(*self != Idempotence::None)
    }
}

impl fmt::Display for Idempotence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Idempotence::None => f.write_str("None"),
            Idempotence::Idem(keys) => keys.print("Idem", f),
        }
    }
}

impl FromStr for Idempotence {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Idempotence, GuaranteeError> {
        if text.trim().eq_ignore_ascii_case("none") {
            return Ok(Idempotence::None);
        }
        match Labels::read("Idem", text) {
            Some(keys) => keys.map(Idempotence::Idem),
            None => Err(unknown("Idempotence", text, &["None", "Idem", "Idem(K)"])),
        }
    }
}
