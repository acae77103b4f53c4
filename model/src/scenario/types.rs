//! The types of a scenario, as people write it in TOML.
//!
//! Every field may be absent; a design patches any of them, so each has one type in both places.

use super::costs::{
    Data, Down, InvestmentText, LineItem, MoneyText, NinesText, Partition, Waiting, Wrongness,
};
use super::latency::{LatencyText, Target};
use super::patchable::patchable;
use super::reader::{Node, Read, Reader, part};
use super::text::Text;
use crate::budget::Calendar;
use crate::budget::alerts::Severity;
use crate::budget::results::Method;
use crate::estimate::{Estimate, Rank};
use crate::guarantee::{Guarantee, Level};
use crate::quantity::{Count, Duration, Money, MoneyRate, Probability, Rate, Unavailability};
use indexmap::IndexMap;
use serde::Serialize;

patchable! {
    /// One service a request can cross.
    pub struct Service {
        /// Its own availability, shared domains left out.
        pub availability: Estimate<Unavailability>,
        /// Mean time between failures (up time); with `mttr` it gives the availability.
        pub mtbf: Estimate<Duration>,
        /// Mean time to repair.
        pub mttr: Estimate<Duration>,
        /// Latency of one call: `p50 3 ms, p99 10 ms`, `p99 10 ms`, `mean 4 ms, sd 2 ms`, `const 5 ms`,
        /// `exp 5 ms`, `samples 3 ms, 4 ms, 9 ms`, or the buckets of a histogram.
        pub latency: Text<LatencyText>,
        /// What it guarantees: `I`, a level or a vector.
        pub guarantee: Text<Guarantee>,
        /// Transient failures, per request.
        pub errors: Estimate<Probability>,
        /// When a caller gives up on one attempt.
        pub timeout: Estimate<Duration>,
        /// Attempts after the first.
        pub retries: u32,
        /// Wait between attempts.
        pub backoff: Estimate<Duration>,
        /// When a second, hedged request is sent.
        pub hedge: Estimate<Duration>,
        /// Latency of committing a transaction here.
        pub commit: Estimate<Duration>,
        /// Whose data this service's data is derived from.
        pub source: String,
        /// Whether an outage is noticed at once rather than after the timeout.
        pub fails_fast: bool,
        /// For a cache: the share of calls it has the answer to; `cache ?? db` sends the rest on.
        pub hits: Estimate<Probability>,
        /// Share of its outages in which the fallback behind `??` takes over; all when absent.
        pub failover_coverage: Estimate<Probability>,
        /// What one more nine of it would cost; where every service says so, the budget is split as
        /// cheaply as nines are sold.
        pub next_nine: Estimate<MoneyRate>,
        /// How long taking over lasts, every time; needs `mttr`. At once when absent.
        pub failover_time: Estimate<Duration>,
    }
}

patchable! {
    /// A failure domain (region, zone, provider): a common cause under several services.
    pub struct Domain {
        /// Its availability.
        pub availability: Estimate<Unavailability>,
        /// The services that go down with it.
        pub services: Vec<String>,
        /// Mean time until it is back.
        pub mttr: Estimate<Duration>,
        /// Whether the services' own availabilities already include it.
        pub included: bool,
        /// Instead of an availability: the share of the members' failures that strikes all of them
        /// (the beta factor); their own availabilities include it.
        pub beta: Estimate<Probability>,
        /// Instead of an availability, for two services: the correlation of their outages; their own
        /// availabilities include it.
        pub correlation: Estimate<Probability>,
    }
}

patchable! {
    /// A service level objective.
    pub struct Slo {
        /// Target availability.
        pub availability: Estimate<Unavailability>,
        /// Window it holds over: rolling, whole days; 30 d when absent.
        pub window: Estimate<Duration>,
        /// A window that follows the calendar instead: `week`, `month`, `quarter` or `year`.
        pub calendar: Calendar,
        /// What the budget is counted in: `Occurrences` (requests), `Timeslices` (good slices of time)
        /// or `RatioTimeslices` (time); `Occurrences` when absent.
        pub budgeting: Method,
        /// Length of a slice of time; 1 min when absent.
        pub slice: Estimate<Duration>,
        /// Share of a slice's requests that must succeed for the slice to be good; the target
        /// availability when absent.
        pub slice_target: Estimate<Unavailability>,
        /// PromQL of failed requests a second, `{{.window}}` standing for the window; for exports.
        pub error_query: String,
        /// PromQL of all requests a second; for exports.
        pub total_query: String,
        /// Target latency.
        pub latency: Text<Target>,
        /// What each further nine of a service costs beside the one before; 10 times as much when absent.
        pub nine_factor: u32,
    }
}

patchable! {
    /// One journey of several.
    pub struct JourneyText {
        /// Its flow.
        pub flow: String,
        /// Its average traffic.
        pub traffic: Estimate<Rate>,
        /// Revenue that depends on it.
        pub revenue: Estimate<MoneyRate>,
        /// Its objective, where it differs from the scenario's.
        pub slo: Slo,
    }
}

patchable! {
    /// Hard requirements beside the objective.
    pub struct Require {
        /// Weakest level that will do.
        pub level: Text<Level>,
    }
}

patchable! {
    /// Thresholds of the rule of thumb.
    pub struct RuleOfThumbText {
        /// Cost of wrongness a year above which it says strict serializable.
        pub wrongness_high: Estimate<Money>,
        /// Cost of wrongness a year above which it says serializable or snapshot isolation.
        pub wrongness_medium: Estimate<Money>,
        /// Cost of coordination a year above which snapshot isolation is preferred.
        pub coordination: Estimate<Money>,
        /// How much stale or slow answers hurt users.
        pub user_experience_impact: Impact,
    }
}

/// How much users feel it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// They do.
    High,
    /// They do not.
    Low,
}

/// A burn-rate alert: it fires while both windows burn the budget faster than its burn rate.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AlertText {
    /// Who is told: `page` or `ticket`; `page` when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub severity: Option<Severity>,
    /// The long window; must be there.
    pub long: Option<Estimate<Duration>>,
    /// The short window, which ends the alert; a twelfth of the long one when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub short: Option<Estimate<Duration>>,
    /// Share of the window's budget that is gone when it fires; either this or `burn`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub spends: Option<Estimate<Probability>>,
    /// Burn rate at which it fires.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub burn: Option<Estimate<Count>>,
}

patchable! {
    /// An incident to play through.
    pub struct IncidentText {
        /// Share of requests that fail; all when absent.
        pub ratio: Estimate<Probability>,
        /// How long it lasts.
        pub duration: Estimate<Duration>,
    }
}

/// Ranges that rise and fall together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Correlation {
    /// Paths of the ranges, at least two: `traffic`, `services.db.availability`,
    /// `design.0.cost.1.price`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub inputs: Option<Vec<String>>,
    /// Rank correlation of each two of them, -1 to 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rank: Option<Text<Rank>>,
}

patchable! {
    /// Which inputs the figures of the decision run over.
    pub struct Explore {
        /// Path of the input that totals are drawn over, such as `wrongness.error_probability`.
        pub over: String,
        /// Paths of the two inputs of the map of best designs: across, then up.
        pub map: Vec<String>,
    }
}

/// A whole scenario.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// Version of the format; 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorate: Option<u32>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Notes the results carry along.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The flow of a scenario with one journey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Average traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traffic: Option<Estimate<Rate>>,
    /// Revenue that depends on the journey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Estimate<MoneyRate>>,
    /// The objective.
    pub slo: Slo,
    /// Several journeys, by name.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub journey: IndexMap<String, JourneyText>,
    /// The services, by name.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub services: IndexMap<String, Service>,
    /// Named sub-flows.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub flows: IndexMap<String, String>,
    /// Failure domains, by name.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub domains: IndexMap<String, Domain>,
    /// How often answers are wrong, and what that costs.
    pub wrongness: Wrongness,
    /// What an outage costs.
    pub down: Down,
    /// What waiting costs.
    pub waiting: Waiting,
    /// How often the network splits, and what that does.
    pub partition: Partition,
    /// The kinds of data, by name.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub data: IndexMap<String, Data>,
    /// Horizon, interest and currency.
    pub money: MoneyText,
    /// An investment in reliability.
    pub investment: InvestmentText,
    /// What nines of availability cost.
    pub nines: NinesText,
    /// Hard requirements.
    pub require: Require,
    /// Thresholds of the rule of thumb.
    pub rule_of_thumb: RuleOfThumbText,
    /// Running costs of every design.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost: Vec<LineItem>,
    /// The alerts on the budget; the recommended ones when absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alert: Vec<AlertText>,
    /// An incident to play through.
    pub incident: IncidentText,
    /// Ranges that rise and fall together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correlation: Vec<Correlation>,
    /// Which inputs the figures of the decision run over.
    pub explore: Explore,
    /// The designs compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub design: Vec<Design>,
}

/// A design: a patch on everything above it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Design {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The level of its stateful services that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Text<Level>>,
    /// Its PACELC class, where the level does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pacelc: Option<String>,
    /// Its own flow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Its own traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traffic: Option<Estimate<Rate>>,
    /// Its own revenue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Estimate<MoneyRate>>,
    /// Journeys it changes or adds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub journey: IndexMap<String, JourneyText>,
    /// Services it changes or adds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub services: IndexMap<String, Service>,
    /// Sub-flows it changes or adds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub flows: IndexMap<String, String>,
    /// Domains it changes or adds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub domains: IndexMap<String, Domain>,
    /// Its own error probability, residual or harms.
    pub wrongness: Wrongness,
    /// Its own outage costs.
    pub down: Down,
    /// Its own cost of waiting.
    pub waiting: Waiting,
    /// What partitions do to it.
    pub partition: Partition,
    /// Kinds of data it changes or adds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub data: IndexMap<String, Data>,
    /// Running costs it adds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost: Vec<LineItem>,
}

part!(Correlation { inputs, rank });
part!(AlertText { severity, long, short, spends, burn } needs "long");
part!(Scenario {
    quorate,
    title,
    notes,
    flow,
    traffic,
    revenue,
    slo,
    journey,
    services,
    flows,
    domains,
    wrongness,
    down,
    waiting,
    partition,
    data,
    money,
    investment,
    nines,
    require,
    rule_of_thumb,
    cost,
    alert,
    incident,
    correlation,
    explore,
    design,
});
part!(Design {
    name,
    level,
    pacelc,
    flow,
    traffic,
    revenue,
    journey,
    services,
    flows,
    domains,
    wrongness,
    down,
    waiting,
    partition,
    data,
    cost,
});

impl Read for Severity {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.one_of(node, &[("page", Self::Page), ("ticket", Self::Ticket)])
    }
}

impl Read for Calendar {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.one_of(node, &Calendar::ALL.map(|unit| (unit.name(), unit)))
    }
}

impl Read for Method {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let words = [
            ("Occurrences", Self::Occurrences),
            ("Timeslices", Self::Timeslices),
            ("RatioTimeslices", Self::RatioTimeslices),
        ];
        reader.one_of(node, &words)
    }
}

impl Read for Impact {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.one_of(node, &[("high", Self::High), ("low", Self::Low)])
    }
}

impl Scenario {
    /// The scenario as `design` has it: every field the design gives taken from there.
    ///
    /// Line items are added, tables are patched entry by entry. It has no designs of its own.
    pub fn with(&self, design: &Design) -> Self {
        Self {
            quorate: self.quorate,
            title: self.title.clone(),
            notes: self.notes.clone(),
            design: Vec::new(),
            flow: design.flow.clone().or_else(|| self.flow.clone()),
            traffic: design.traffic.clone().or_else(|| self.traffic.clone()),
            revenue: design.revenue.clone().or_else(|| self.revenue.clone()),
            slo: self.slo.clone(),
            journey: merge(&self.journey, &design.journey, JourneyText::patched),
            services: merge(&self.services, &design.services, Service::patched),
            flows: merge(&self.flows, &design.flows, |_, own| own.clone()),
            domains: merge(&self.domains, &design.domains, Domain::patched),
            wrongness: self.wrongness.patched(&design.wrongness),
            down: self.down.patched(&design.down),
            waiting: self.waiting.patched(&design.waiting),
            partition: self.partition.patched(&design.partition),
            data: merge(&self.data, &design.data, Data::patched),
            money: self.money.clone(),
            investment: self.investment.clone(),
            nines: self.nines.clone(),
            require: self.require.clone(),
            rule_of_thumb: self.rule_of_thumb.clone(),
            alert: self.alert.clone(),
            incident: self.incident.clone(),
            correlation: self.correlation.clone(),
            explore: self.explore.clone(),
            cost: self.cost.iter().chain(&design.cost).cloned().collect(),
        }
    }
}

fn merge<T: Clone>(
    base: &IndexMap<String, T>,
    patch: &IndexMap<String, T>,
    patched: fn(&T, &T) -> T,
) -> IndexMap<String, T> {
    let mut merged = IndexMap::with_capacity(base.len());
    for (name, below) in base {
        let value = patch
            .get(name)
            .map_or_else(|| below.clone(), |own| patched(below, own));
        merged.insert(name.clone(), value);
    }
    for (name, own) in patch.iter().filter(|(name, _)| !base.contains_key(*name)) {
        merged.insert(name.clone(), own.clone());
    }
    merged
}
