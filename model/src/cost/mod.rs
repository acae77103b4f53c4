//! What a design costs a year: running it, waiting for it, being wrong, being down.
//!
//! # What it computes
//! Four amounts of money a year, each from inputs of its own, each absent while its inputs are.
//!
//! # Why it matters
//! A stronger level costs money and time every day, a weaker one on the day it is wrong. Only in one
//! unit, money per year, can the two be compared.
//!
//! # References
//! Each file names its own.

mod down;
mod running;
mod waiting;
mod wrong;

pub(crate) use down::{DownPlan, Term};
pub(crate) use running::{ItemPlan, item};
pub(crate) use waiting::{TRUSTED_DELAY, WaitingPlan};
pub(crate) use wrong::{ErrorRate, HarmPlan, WrongPlan};
