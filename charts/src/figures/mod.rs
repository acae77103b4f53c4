//! The figures, one file each.

pub(crate) mod budget;
pub(crate) mod burn;
pub(crate) mod compliance;
pub(crate) mod cuts;
pub(crate) mod designs;
pub(crate) mod detection;
pub(crate) mod exceedance;
pub(crate) mod flips;
pub(crate) mod flow;
pub(crate) mod latency;
pub(crate) mod nines;
pub(crate) mod spread;
pub(crate) mod sweep;
pub(crate) mod tornado;
pub(crate) mod worth;
