//! The numbers a design's money was computed from, for those who ask why; every range at its median.

pub use crate::cost::Aftermath;

/// What the money of one design was computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reckoning {
    /// One per line item, in their order.
    pub items: Vec<ItemReckoning>,
    /// One per harm, in their order.
    pub harms: Vec<HarmReckoning>,
    /// Requests a year that could go wrong.
    pub requests: f64,
    /// Share of them that do.
    pub probability: f64,
    /// Whether the design names that share itself, so that the scenario's does not move it.
    pub own_probability: bool,
    /// One per journey whose delay costs something.
    pub waiting: Vec<WaitingReckoning>,
    /// One per journey whose outages cost something.
    pub down: Vec<DownReckoning>,
    /// Absent where partitions cost nothing that is known.
    pub partition: Option<PartitionReckoning>,
}

/// What partitions cost.
#[derive(Clone, Debug, PartialEq)]
pub struct PartitionReckoning {
    /// Share of the requests that is turned away.
    pub away: f64,
    /// Money lost per hour, were all turned away.
    pub lost: f64,
    /// What each partition leaves behind, where both sides answer.
    pub after: Option<Aftermath>,
}

/// A line item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReckoning {
    /// Quantity and price as written: `9 × $0.806/h`.
    pub written: String,
    /// Money an hour while it runs.
    pub hourly: f64,
    /// Hours a month it runs.
    pub hours: f64,
    /// What is paid once, in place of the two above.
    pub once: Option<OnceReckoning>,
}

/// What is paid once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnceReckoning {
    /// Money.
    pub amount: f64,
    /// Years it is spread over.
    pub years: f64,
    /// Interest a year.
    pub interest: f64,
}

/// A harm.
#[derive(Clone, Debug, PartialEq)]
pub struct HarmReckoning {
    /// Share of wrong answers that do it.
    pub share: f64,
    /// Money each time.
    pub cost: f64,
}

/// What waiting costs on one journey.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingReckoning {
    /// Revenue an hour.
    pub revenue: f64,
    /// Share of it lost per 100 ms.
    pub loss: f64,
    /// Mean latency against the scenario without the design's changes, seconds.
    pub delay: f64,
}

/// What being down costs on one journey.
#[derive(Clone, Debug, PartialEq)]
pub struct DownReckoning {
    /// Share of the time in outage.
    pub outage: f64,
    /// Share of requests that fail without an outage.
    pub failing: f64,
    /// Share of the time degraded.
    pub degraded: f64,
    /// Money lost per hour of outage.
    pub loss: f64,
    /// Revenue an hour.
    pub revenue: f64,
    /// Money lost per degraded hour.
    pub degraded_loss: f64,
}
