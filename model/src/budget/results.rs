//! What is said of a budget beyond its size: slices, outages, the chance of meeting the SLO, alerts,
//! and an incident played through.

use serde::Serialize;

/// What the budget is counted in; the words are OpenSLO's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Method {
    /// Failed requests over all requests.
    #[default]
    Occurrences,
    /// Bad slices of time over all slices; a slice is bad where fewer requests succeed than its target.
    Timeslices,
    /// The mean over slices of the share of requests that succeed: time, however much traffic it had.
    RatioTimeslices,
}

/// A budget in slices of time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slices {
    /// Length of a slice, seconds.
    pub seconds: f64,
    /// Share of requests that must succeed for a slice to be good.
    pub target: f64,
    /// Slices in the window.
    pub count: f64,
    /// Slices that may be bad.
    pub allowed: f64,
    /// Bad slices expected; absent while a time to repair is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
}

/// A window that follows the calendar: its length changes, and with it the budget.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarWindow {
    /// `week`, `month`, `quarter` or `year`.
    pub unit: &'static str,
    /// Days of the shortest one.
    pub shortest_days: f64,
    /// Days of the longest one.
    pub longest_days: f64,
    /// Budget of the shortest one, seconds.
    pub least_seconds: f64,
    /// Budget of the longest one, seconds.
    pub most_seconds: f64,
}

/// How often a journey is out, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutageFigures {
    /// Outages expected over the window.
    pub expected: f64,
    /// Mean length of one, seconds.
    pub mean_seconds: f64,
}

/// The availability that is kept in so many windows of a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promise {
    /// Kept in 95 of 100 windows.
    pub at_95: f64,
    /// Kept in 99 of 100 windows.
    pub at_99: f64,
}

/// One burn-rate alert: it fires while both windows burn faster than `burn`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alert {
    /// `page` or `ticket`.
    pub severity: &'static str,
    /// Long window, seconds.
    pub long: f64,
    /// Short window, seconds: it ends the alert soon after the incident ends.
    pub short: f64,
    /// Burn rate above which it fires.
    pub burn: f64,
    /// Share of the budget that is gone when it fires, whatever the error ratio.
    pub spends: f64,
    /// Error ratio above which it fires.
    pub threshold: f64,
    /// Seconds until it fires when everything fails; absent when it never can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detects_full_outage: Option<f64>,
    /// Seconds after such an outage until it stops; absent when it never fires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resets: Option<f64>,
    /// Money lost in a full outage by the time it fires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<f64>,
    /// Share of the budget gone when a full outage is found by it and then repaired in the mean time
    /// an outage lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spends_until_repair: Option<f64>,
    /// Money lost by then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs_until_repair: Option<f64>,
    /// Requests in the long window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<f64>,
    /// Burn rate that one failed request makes of the long window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_failure_burns: Option<f64>,
}

/// An incident played through.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Incident {
    /// Share of requests that fail.
    pub ratio: f64,
    /// How long, seconds.
    pub seconds: f64,
    /// Burn rate meanwhile.
    pub burn: f64,
    /// Share of the budget it spends.
    pub spends: f64,
    /// Seconds from its start until a full budget is gone; absent when it ends before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exhausts: Option<f64>,
    /// Requests that fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<f64>,
    /// Money lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<f64>,
    /// What each alert does, in the order of the budget's `alerts`.
    pub alerts: Vec<IncidentAlert>,
}

/// What an alert does in an incident.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncidentAlert {
    /// Seconds from the start until it fires; absent when it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fires: Option<f64>,
    /// Seconds from the end until it stops.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resets: Option<f64>,
    /// The long window alone.
    pub long: Crossing,
    /// The short window alone.
    pub short: Crossing,
}

/// When the error ratio of one window is above its threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Crossing {
    /// Seconds from the start of the incident; absent when it never is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fires: Option<f64>,
    /// Seconds from the end of the incident until it no longer is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resets: Option<f64>,
}
