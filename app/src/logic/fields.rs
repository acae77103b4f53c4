//! The fields of the forms: one line each. A new field is one new line here.

/// One value of the text, as a form shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its key, relative to the table it stands in.
    pub key: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What may be written, shown while it is edited.
    pub hint: &'static str,
    /// What holds while it is empty.
    pub empty: &'static str,
    /// Whether it is shown while the text does not have it.
    pub always: bool,
}

const fn field(key: &'static str, label: &'static str, hint: &'static str, empty: &'static str) -> Field {
    Field {
        key,
        label,
        hint,
        empty,
        always: true,
    }
}

const fn more(key: &'static str, label: &'static str, hint: &'static str, empty: &'static str) -> Field {
    Field {
        key,
        label,
        hint,
        empty,
        always: false,
    }
}

/// Hint of every field that takes a level.
const LEVELS: &str =
    "SS strict serializable, S serializable, SI snapshot isolation, RC read committed, EC eventual.";

/// What a flow may be.
const FLOWS: &str = "a > b in a row; all(a, b), any(a, b), 2 of (a, b, c) at once; a ?? b fallback; a? nice to have; txn(…), gate(…).";

/// About the whole scenario.
pub const SCENARIO: &[Field] = &[
    field("title", "Title", "Shown in the menu and in copies.", "untitled"),
    field("flow", "Flow", FLOWS, "gateway > payment"),
];

/// One journey of several.
pub const JOURNEY: &[Field] = &[
    field("flow", "Flow", FLOWS, "gateway > payment"),
    more(
        "traffic",
        "Requests",
        "2000/s, 172.8M/day; the average.",
        "as the scenario",
    ),
    more("revenue", "Revenue", "$40k/h.", "as the scenario"),
    more(
        "slo.availability",
        "Target availability",
        "99.9%, 4 nines.",
        "as the scenario",
    ),
    more(
        "slo.latency",
        "Target latency",
        "p99 < 500 ms.",
        "as the scenario",
    ),
];

/// One service.
pub const SERVICE: &[Field] = &[
    field(
        "availability",
        "Available",
        "99.95%, 3 nines or 0.9995; a range: 99.9% to 99.99%.",
        "not given",
    ),
    field(
        "latency",
        "Latency",
        "p50 3 ms, p99 10 ms; or p99 10 ms; or const 5 ms.",
        "not given",
    ),
    field(
        "guarantee",
        "Guarantee",
        "SS, S, SI, RC, EC; I when stateless; or a vector in < >.",
        "not stated",
    ),
    more("mttr", "Time to repair", "30 min, 4 h.", "not given"),
    more(
        "mtbf",
        "Time between failures",
        "40 d; with the time to repair it gives the availability.",
        "not given",
    ),
    more(
        "errors",
        "Errors per request",
        "0.01%; transient, apart from outages.",
        "none",
    ),
    more("timeout", "Timeout", "400 ms; slower attempts fail.", "none"),
    more("retries", "Retries", "1, 2, …", "none"),
    more("backoff", "Backoff", "50 ms between attempts.", "none"),
    more(
        "hedge",
        "Hedge after",
        "80 ms; a second request is then sent.",
        "none",
    ),
    more(
        "commit",
        "Commit",
        "20 ms; the latency of committing a txn(…).",
        "not given",
    ),
    more(
        "source",
        "Derived from",
        "The service whose data this one copies.",
        "nothing",
    ),
    more("hits", "Cache hits", "95%; cache ?? db sends the rest on.", "all"),
    more(
        "failover_coverage",
        "Failover works",
        "98% of its outages; for what stands behind ??.",
        "always",
    ),
    more(
        "failover_time",
        "Failover takes",
        "30 s, every time; with the time to repair.",
        "no time",
    ),
];

/// One failure domain: its list of services is edited in the document.
pub const DOMAIN: &[Field] = &[
    field("availability", "Available", "99.95%, 3 nines.", "not given"),
    more(
        "beta",
        "Or: failures that strike all",
        "10% of its services' failures; instead of an availability.",
        "not given",
    ),
    more(
        "correlation",
        "Or: correlation of two",
        "0.3; of the outages of two services, instead of an availability.",
        "not given",
    ),
];

/// The objectives.
pub const SLO: &[Field] = &[
    field("slo.availability", "Availability", "99.9%, 4 nines.", "no target"),
    field("slo.window", "Over", "Whole days: 30 d, 28 d.", "30 d"),
    field("slo.latency", "Latency", "p99 < 500 ms.", "no target"),
];

/// Load and revenue.
pub const TRAFFIC: &[Field] = &[
    field(
        "traffic",
        "Requests",
        "2000/s, 172.8M/day; the average.",
        "not given",
    ),
    field("revenue", "Revenue", "$40k/h, €12k/month.", "not given"),
];

/// How often an answer is wrong.
pub const WRONGNESS: &[Field] = &[
    field(
        "wrongness.error_probability",
        "Requests that go wrong",
        "0.01%, 1e-4; a range: 0.005% to 0.02%.",
        "not given",
    ),
    field("wrongness.measured_at", "Measured at", LEVELS, "EC"),
    more("wrongness.prevented_by", "Prevented by", LEVELS, "SS"),
    more(
        "wrongness.residual",
        "Still wrong despite that",
        "The share that level does not prevent: 1%.",
        "0",
    ),
];

/// One harm of a wrong answer.
pub const HARM: &[Field] = &[
    field("cost", "Costs, each", "$50; a range: $5k to $20k.", "not given"),
    field("share", "Of wrong answers", "10%.", "all"),
];

/// What waiting costs.
pub const WAITING: &[Field] = &[field(
    "waiting.loss_per_100ms",
    "Revenue lost per 100 ms",
    "0.6%; a range: 0.24% to 1%.",
    "0.6%",
)];

/// What an outage costs.
pub const DOWN: &[Field] = &[
    field(
        "down.recaptured",
        "Comes back later",
        "The share of lost revenue: 30%.",
        "nothing",
    ),
    more(
        "down.sla_penalty",
        "SLA penalty",
        "A share of revenue: 10%.",
        "none",
    ),
    more("down.reputation", "Reputation", "A share of revenue: 5%.", "none"),
    more("down.support", "Support", "$5k/h.", "none"),
    more("down.productivity", "People who cannot work", "$10k/h.", "none"),
    more("down.churn", "Customers who leave", "$2k/h.", "none"),
    more("down.degraded_loss", "While degraded", "$1k/h.", "none"),
];

/// One line item of running cost.
pub const ITEM: &[Field] = &[
    field("quantity", "Quantity", "9; or a product: 2000/s * 2 kB * 3.", "1"),
    field(
        "price",
        "Price, each",
        "$0.806/h, $12k/month, $0.02/GB, $40/TB/month.",
        "not given",
    ),
    more(
        "hours",
        "Hours a month",
        "240 h/month or 8 h x 30 d; without it always, 730.",
        "730",
    ),
];

/// What a design must do to be chosen, beside the objectives.
pub const REQUIRE: &[Field] = &[field("require.level", "Level at least", LEVELS, "any")];

/// The thresholds of the rule of thumb.
pub const THUMB: &[Field] = &[
    field(
        "rule_of_thumb.wrongness_high",
        "Wrongness is high above",
        "$1M a year.",
        "$1M",
    ),
    field(
        "rule_of_thumb.wrongness_medium",
        "And medium above",
        "$100k a year.",
        "$100k",
    ),
    field(
        "rule_of_thumb.coordination",
        "Coordination is dear above",
        "$500k a year.",
        "$500k",
    ),
    field(
        "rule_of_thumb.user_experience_impact",
        "Users feel it",
        "high or low; the rule needs it when being wrong costs little.",
        "not said",
    ),
];

/// What one design always shows; everything else it changes is a patch.
pub const DESIGN: &[Field] = &[field("level", "Level", LEVELS, "as its services say")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_names_a_key_twice() {
        for list in [
            SCENARIO, JOURNEY, SERVICE, DOMAIN, SLO, TRAFFIC, WRONGNESS, HARM, WAITING, DOWN, ITEM, REQUIRE,
            THUMB, DESIGN,
        ] {
            for (at, one) in list.iter().enumerate() {
                assert!(
                    !list[..at].iter().any(|other| other.key == one.key),
                    "{}",
                    one.key
                );
            }
        }
    }
}
