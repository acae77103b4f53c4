//! Auth: whether the caller of an operation has been established.

use super::error::GuaranteeError;
use super::labels::Labels;
use super::ranked::unknown;
use std::fmt;
use std::str::FromStr;

/// Whether callers are authenticated and authorised.
///
/// None < Unauth < Auth(π). The policies never affect the order: Auth(π₁) and Auth(π₂) give
/// Auth(π₁+π₂), each checked where it applies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Auth {
    /// Nothing is promised.
    None,
    /// Open to anyone, by intention.
    Unauth,
    /// Checked against a policy.
    Auth(Labels),
}

impl Auth {
    /// What both give, with the policies of both.
    #[must_use]
    pub fn meet(&self, other: &Auth) -> Auth {
        match (self, other) {
            (Auth::Auth(a), Auth::Auth(b)) => Auth::Auth(a.union(b)),
            (Auth::None, _) | (_, Auth::None) => Auth::None,
            _ => Auth::Unauth,
        }
    }

    /// Position in the order; labels do not count.
    pub fn rank(&self) -> u8 {
        match self {
            Auth::None => 0,
            Auth::Unauth => 1,
            Auth::Auth(_) => 2,
        }
    }
}

impl fmt::Display for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Auth::None => f.write_str("None"),
            Auth::Unauth => f.write_str("Unauth"),
            Auth::Auth(policies) => policies.print("Auth", f),
        }
    }
}

impl FromStr for Auth {
    type Err = GuaranteeError;

    fn from_str(text: &str) -> Result<Auth, GuaranteeError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "none" => return Ok(Auth::None),
            "unauth" => return Ok(Auth::Unauth),
            _ => {}
        }
        match Labels::read("Auth", text) {
            Some(policies) => policies.map(Auth::Auth),
            None => Err(unknown("Auth", text, &["None", "Unauth", "Auth", "Auth(π)"])),
        }
    }
}
