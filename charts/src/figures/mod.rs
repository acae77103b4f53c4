//! The figures, one file each.

pub(crate) mod budget;
pub(crate) mod designs;
pub(crate) mod flow;
pub(crate) mod latency;
