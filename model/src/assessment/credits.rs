//! What an SLA gives back in an average month.

use serde::Serialize;

/// What customers get back for months below the tiers of a contract, every range at its median. Its
/// money is part of what being down costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credits {
    /// What customers pay a year.
    pub fees: f64,
    /// Share of it that is given back.
    pub share: f64,
    /// Money given back a year.
    pub yearly: f64,
    /// From the highest availability down.
    pub tiers: Vec<CreditTier>,
}

/// One tier of a contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreditTier {
    /// The availability below which it applies.
    pub below: f64,
    /// One minus that, with all its digits.
    pub unavailability: f64,
    /// Share of the month's fees given back; that of a lower tier comes in its place.
    pub credit: f64,
    /// Share of the months of 730 h that are below.
    pub chance: f64,
    /// Standard error of `chance`; absent where it is exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance_error: Option<f64>,
}
