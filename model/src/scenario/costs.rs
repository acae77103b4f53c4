//! The types of what money is computed from: wrong answers, outages, waiting, partitions, line items.

use super::amount::ItemAmount;
use super::patchable::patchable;
use super::reader::{Field, Node, Read, Reader, part};
use super::text::Text;
use crate::estimate::Estimate;
use crate::guarantee::{Anomaly, Level};
use crate::quantity::{Count, Duration, DutyHours, Money, MoneyRate, Probability, Rate, Unavailability};
use indexmap::IndexMap;
use serde::Serialize;

patchable! {
    /// How often answers are wrong, and what that costs.
    pub struct Wrongness {
        /// Share of requests that go wrong at the level `measured_at`.
        pub error_probability: Estimate<Probability>,
        /// The level the probability was measured at; EC when absent.
        pub measured_at: Text<Level>,
        /// The weakest level that prevents the errors; SS when absent.
        pub prevented_by: Text<Level>,
        /// Share of the errors that remain at that level; 0 when absent.
        pub residual: Estimate<Probability>,
        /// What wrong answers are made up of, by anomaly; the shares sum to 1.
        pub causes: Causes,
        /// Share of the wrong answers that are found and repaired before they do harm; none when absent.
        pub found: Estimate<Probability>,
        /// What one repair costs; must be there with `found`.
        pub repair: Estimate<Money>,
        /// What one wrong answer costs.
        pub harm: Vec<Harm>,
    }
}

/// Shares of the wrong answers by anomaly (`stale`, `lost_update`, `duplicate`, …).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Causes(pub IndexMap<String, Estimate<Probability>>);

impl Read for Causes {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut causes = IndexMap::new();
        Field::put(&mut causes, node, reader);
        Some(Self(causes))
    }
}

/// One kind of harm a wrong answer does.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// What it costs, each time; must be there.
    pub cost: Option<Estimate<Money>>,
    /// Share of wrong answers that do it; all when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<Estimate<Probability>>,
    /// The anomalies that do it; any when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on: Option<Vec<Text<Anomaly>>>,
    /// The journeys whose wrong answers do it; all when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub journeys: Option<Vec<String>>,
}

patchable! {
    /// How often the network splits, and what that does. Services' availabilities leave it out.
    pub struct Partition {
        /// How often, such as `4/year`.
        pub rate: Estimate<Rate>,
        /// How long one lasts.
        pub duration: Estimate<Duration>,
        /// Share of the traffic that is cut off from the majority.
        pub minority: Estimate<Probability>,
        /// Whether the services' availabilities count the partitions already.
        pub included: bool,
        /// What bringing the sides together again costs, each time; for designs that stay available.
        pub reconciliation: Estimate<Money>,
    }
}

patchable! {
    /// One kind of data: how many keys, and how often each is read and written.
    pub struct Data {
        /// Number of keys.
        pub keys: Estimate<Count>,
        /// Reads per key.
        pub reads: Estimate<Rate>,
        /// Writes per key.
        pub writes: Estimate<Rate>,
    }
}

patchable! {
    /// What an hour of outage costs beyond the revenue.
    pub struct Down {
        /// Share of lost revenue that comes back later.
        pub recaptured: Estimate<Probability>,
        /// SLA penalties, as a share of revenue; left out where there are `credits`.
        pub sla_penalty: Estimate<Probability>,
        /// What customers pay under the SLA, which `credits` are shares of.
        pub fees: Estimate<MoneyRate>,
        /// The SLA's tiers, from the highest availability down: what is given back of the fees of a
        /// month (730 h) that is below. Of the first journey; needs `fees` and every `mttr`.
        pub credits: Vec<Credit>,
        /// Reputation, as a share of revenue.
        pub reputation: Estimate<Probability>,
        /// Extra support.
        pub support: Estimate<MoneyRate>,
        /// People who cannot work.
        pub productivity: Estimate<MoneyRate>,
        /// Customers who leave.
        pub churn: Estimate<MoneyRate>,
        /// What an hour in degraded mode costs.
        pub degraded_loss: Estimate<MoneyRate>,
        /// `documents`: 10 % penalty, $5,000/h support, 5 % reputation, $10,000/h productivity.
        pub preset: DownPreset,
    }
}

/// One tier of an SLA.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// The availability of a month below which it applies; must be there.
    pub below: Option<Estimate<Unavailability>>,
    /// Share of the month's fees that is given back, in place of that of the tier before; must be
    /// there.
    pub credit: Option<Estimate<Probability>>,
}

/// A named set of outage costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum DownPreset {
    /// The figures of the source documents, which give no further source.
    Documents,
}

patchable! {
    /// What waiting costs.
    pub struct Waiting {
        /// Share of revenue lost per 100 ms of added mean latency; 0.6 % when absent.
        pub loss_per_100ms: Estimate<Probability>,
    }
}

patchable! {
    /// How money of different times and currencies is brought together.
    pub struct MoneyText {
        /// What is paid once is spread over so long.
        pub horizon: Estimate<Duration>,
        /// Interest a year that money paid later is worth less by; none when absent.
        pub discount: Estimate<Probability>,
        /// The currency of the results: a sign or code; that of the first amount when absent.
        pub currency: String,
        /// What one unit of another currency is worth in it: `EUR = 1.08`.
        pub rates: Rates,
    }
}

/// Rates of exchange that somebody gives, by code or sign of the currency.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Rates(pub IndexMap<String, Estimate<Count>>);

impl Read for Rates {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut rates = IndexMap::new();
        Field::put(&mut rates, node, reader);
        Some(Self(rates))
    }
}

patchable! {
    /// An investment in reliability.
    pub struct InvestmentText {
        /// What it costs all the time, such as `$50k/year`.
        pub cost: Estimate<MoneyRate>,
        /// What it costs once, spread over `money.horizon`.
        pub once: Estimate<Money>,
        /// The availability it reaches.
        pub availability: Estimate<Unavailability>,
    }
}

patchable! {
    /// What nines of availability cost.
    pub struct NinesText {
        /// What the availability `at` costs, such as `$100k/year`.
        pub cost: Estimate<MoneyRate>,
        /// The availability that costs so much.
        pub at: Estimate<Unavailability>,
        /// What each further nine multiplies the cost by.
        pub factor: Estimate<Count>,
    }
}

/// One line of running cost: quantity × price × hours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineItem {
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// How much of it: a number, or a product such as `2000/s * 2 kB * 3`; 1 when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quantity: Option<ItemAmount>,
    /// What one of it costs: `$0.806/h`, `$0.02/GB`, `$40/TB/month`. Must be there, or `once`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub price: Option<ItemAmount>,
    /// What one of it costs once, spread over `money.horizon`: `$50k`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub once: Option<ItemAmount>,
    /// Hours a month it runs; always (730) when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hours: Option<Estimate<DutyHours>>,
}

part!(Harm { name, cost, share, on, journeys } needs "cost");
part!(Credit { below, credit } needs "below", "credit");
part!(LineItem { name, quantity, price, once, hours } needs "price|once");

impl Read for DownPreset {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.one_of(node, &[("documents", Self::Documents)])
    }
}
