//! What a design costs a year: running it, waiting for it, being wrong, being down, partitions.
//!
//! # What it computes
//! Five amounts of money a year, each from inputs of its own, each absent while its inputs are.
//!
//! # Why it matters
//! A stronger level costs money and time every day, a weaker one on the day it is wrong. Only in one
//! unit, money per year, can the two be compared.
//!
//! # References
//! Each file names its own.

mod credits;
mod down;
mod partition;
mod reliability;
mod running;
mod waiting;
mod wrong;

pub(crate) use credits::{CreditsPlan, MONTH, Months, TierPlan};
pub(crate) use down::{DownPlan, Term};
pub use partition::Aftermath;
pub(crate) use partition::{Apart, Cut, DataPlan, PartitionPlan, Split};
pub(crate) use reliability::{InvestmentPlan, NinesPlan, Outages};
pub(crate) use running::{ItemPlan, Spread, item};
pub(crate) use waiting::{TRUSTED_DELAY, WaitingPlan};
pub(crate) use wrong::{ErrorRate, HarmPlan, Met, Part, Repair, Stream, WrongPlan};
