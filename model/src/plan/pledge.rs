//! How an objective is counted, watched and kept.

use crate::budget::alerts::Rule;
use crate::budget::results::Method;
use crate::budget::{Calendar, Downtime};
use std::sync::Arc;

/// What a journey's objective says beyond its target and window.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pledge {
    pub(crate) method: Method,
    /// Length of a slice in seconds and the share of its requests that may fail.
    pub(crate) slice: Option<(f64, f64)>,
    pub(crate) calendar: Option<Calendar>,
    pub(crate) rules: Vec<Rule>,
    /// Error ratio and seconds of the incident to play through.
    pub(crate) incident: Option<(f64, f64)>,
    /// How long it is down in a window; absent while a time to repair is missing.
    pub(crate) kept: Option<Arc<Option<Kept>>>,
}

impl Pledge {
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref().and_then(|kept| kept.as_ref().as_ref())
    }
}

/// How long a journey is down in a window.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    pub(crate) downtime: Downtime,
    /// Seconds of bad slices, where the budget is counted in slices.
    pub(crate) slices: Option<Downtime>,
}
