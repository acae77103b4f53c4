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
    pub empty: Empty,
    /// Whether it is shown while the text does not have it.
    pub always: bool,
}

/// What holds while a field is empty. The two look different, and the hint says which it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Empty {
    /// This is computed with.
    Applies(&'static str),
    /// Nothing is: what needs it is left out.
    Unstated(&'static str),
    /// Nothing is; this is how it could look.
    Example(&'static str),
}

impl Empty {
    /// What stands in the field.
    pub fn shown(self) -> &'static str {
        match self {
            Empty::Applies(words) | Empty::Unstated(words) | Empty::Example(words) => words,
        }
    }

    /// The same as a sentence.
    pub fn sentence(self) -> String {
        match self {
            Empty::Applies(words) => format!("While this is empty: {words}."),
            Empty::Unstated(_) => "While this is empty, what needs it is left out.".to_string(),
            Empty::Example(_) => String::new(),
        }
    }
}

const fn field(key: &'static str, label: &'static str, hint: &'static str, empty: Empty) -> Field {
    Field {
        key,
        label,
        hint,
        empty,
        always: true,
    }
}

const fn more(key: &'static str, label: &'static str, hint: &'static str, empty: Empty) -> Field {
    Field {
        key,
        label,
        hint,
        empty,
        always: false,
    }
}

/// Hint of every field that takes a level.
const LEVELS: &str = "How fresh and orderly what is read is, strongest first: SS strict serializable, S serializable, \
     SI snapshot isolation, RC read committed, EC eventual.";

/// Hint of a design's level: what it stands for, and for whom.
const DESIGN_LEVEL: &str = "What its services guarantee where they do not say so themselves, strongest first: SS strict \
     serializable, S serializable, SI snapshot isolation, RC read committed, EC eventual.";

/// What a flow may be.
const FLOWS: &str = "a > b in a row; all(a, b), any(a, b), 2 of (a, b, c) at once; a ?? b falls back, and cache ?? db sends its misses on; \
     a? nice to have; txn(…), gate(…).";

/// About the whole scenario.
pub const SCENARIO: &[Field] = &[
    field(
        "title",
        "Title",
        "Shown in the menu and in copies.",
        Empty::Example("untitled"),
    ),
    field("flow", "Flow", FLOWS, Empty::Example("such as gateway > payment")),
];

/// One journey of several.
pub const JOURNEY: &[Field] = &[
    field("flow", "Flow", FLOWS, Empty::Example("such as gateway > payment")),
    more(
        "traffic",
        "Requests",
        "2000/s, 172.8M/day; the average.",
        Empty::Applies("as the scenario"),
    ),
    more("revenue", "Revenue", "$40k/h.", Empty::Applies("as the scenario")),
    more(
        "slo.availability",
        "Target availability",
        "99.9%, 4 nines.",
        Empty::Applies("as the scenario"),
    ),
    more(
        "slo.latency",
        "Target latency",
        "p99 < 500 ms.",
        Empty::Applies("as the scenario"),
    ),
];

/// One service.
pub const SERVICE: &[Field] = &[
    field(
        "availability",
        "Available",
        "99.95%, 3 nines or 0.9995; a range: 99.9% to 99.99%.",
        Empty::Unstated("not given"),
    ),
    field(
        "latency",
        "Latency",
        "p50 3 ms, p99 10 ms; or p99 10 ms; or mean 4 ms, sd 2 ms; or const 5 ms.",
        Empty::Unstated("not given"),
    ),
    field(
        "guarantee",
        "Guarantee",
        "How fresh and orderly its answers are, strongest first: SS strict serializable, S serializable, SI snapshot \
         isolation, RC read committed, EC eventual; I for a service without data; or a vector in < > for what no level says.",
        Empty::Applies("stateless unless a design says"),
    ),
    more(
        "mttr",
        "Time to repair",
        "30 min, 4 h.",
        Empty::Unstated("not given"),
    ),
    more(
        "mtbf",
        "Time between failures",
        "40 d; with the time to repair it gives the availability.",
        Empty::Unstated("not given"),
    ),
    more(
        "errors",
        "Errors per request",
        "0.01%; transient, apart from outages.",
        Empty::Applies("none assumed"),
    ),
    more(
        "timeout",
        "Timeout",
        "400 ms; slower attempts fail.",
        Empty::Applies("none assumed"),
    ),
    more(
        "fails_fast",
        "Fails at once",
        "true or false: an outage is noticed without waiting for the timeout.",
        Empty::Applies("no"),
    ),
    more("retries", "Retries", "1, 2, …", Empty::Applies("none assumed")),
    more(
        "backoff",
        "Backoff",
        "50 ms between attempts.",
        Empty::Applies("none assumed"),
    ),
    more(
        "hedge",
        "Hedge after",
        "80 ms; a second request is then sent.",
        Empty::Applies("none assumed"),
    ),
    more(
        "commit",
        "Commit",
        "20 ms; the latency of committing a txn(…).",
        Empty::Unstated("not given"),
    ),
    more(
        "source",
        "Derived from",
        "The service whose data this one copies.",
        Empty::Applies("no other service"),
    ),
    more(
        "hits",
        "Cache hits",
        "95%; cache ?? db sends the rest on.",
        Empty::Applies("all by default"),
    ),
    more(
        "failover_coverage",
        "Failover works",
        "98% of its outages; for what stands behind ??.",
        Empty::Applies("always by default"),
    ),
    more(
        "failover_time",
        "Failover takes",
        "30 s, every time; with the time to repair.",
        Empty::Applies("no time assumed"),
    ),
    more(
        "next_nine",
        "Its next nine costs",
        "$20k/month; prices of all give the cheapest split of the budget.",
        Empty::Unstated("not given"),
    ),
];

/// One failure domain: its list of services is edited in the document.
pub const DOMAIN: &[Field] = &[
    field(
        "availability",
        "Available",
        "99.95%, 3 nines.",
        Empty::Unstated("not given"),
    ),
    more(
        "beta",
        "Or: failures that strike all",
        "10% of its services' failures; instead of an availability.",
        Empty::Unstated("not given"),
    ),
    more(
        "correlation",
        "Or: correlation of two",
        "0.3; of the outages of two services, instead of an availability.",
        Empty::Unstated("not given"),
    ),
    more(
        "mttr",
        "Time to repair",
        "30 min, 4 h.",
        Empty::Unstated("not given"),
    ),
];

/// The objectives.
pub const SLO: &[Field] = &[
    field(
        "slo.availability",
        "Availability",
        "99.9%, 4 nines.",
        Empty::Unstated("no target"),
    ),
    field(
        "slo.window",
        "Over",
        "Whole days: 30 d, 28 d.",
        Empty::Applies("30 d by default"),
    ),
    field(
        "slo.latency",
        "Latency",
        "p99 < 500 ms.",
        Empty::Unstated("no target"),
    ),
    more(
        "slo.calendar",
        "Or a calendar",
        "week, month, quarter or year; then the budget starts anew with each.",
        Empty::Applies("rolling"),
    ),
    more(
        "slo.budgeting",
        "Counted in",
        "Occurrences (requests), Timeslices (good slices of time) or RatioTimeslices (time).",
        Empty::Applies("Occurrences"),
    ),
    more(
        "slo.slice",
        "Slice",
        "1 min; for Timeslices.",
        Empty::Applies("1 min"),
    ),
    more(
        "slo.slice_target",
        "A slice is good at",
        "95%: the share of its requests that succeed.",
        Empty::Applies("the target"),
    ),
];

/// One burn-rate alert.
pub const ALERT: &[Field] = &[
    field(
        "severity",
        "Who is told",
        "page or ticket.",
        Empty::Applies("page"),
    ),
    field(
        "long",
        "Long window",
        "1 h, 6 h, 3 d.",
        Empty::Unstated("not given"),
    ),
    more(
        "short",
        "Short window",
        "5 min; it ends the alert.",
        Empty::Applies("a twelfth of it"),
    ),
    more(
        "spends",
        "Fires with this gone",
        "2% of the budget; or give a burn rate.",
        Empty::Unstated("see the burn rate"),
    ),
    more(
        "burn",
        "Fires at a burn of",
        "14.4; or give a share of the budget.",
        Empty::Unstated("see the share"),
    ),
];

/// An incident to play through.
pub const INCIDENT: &[Field] = &[
    field(
        "incident.ratio",
        "Requests that fail",
        "15%; everything when empty.",
        Empty::Applies("all"),
    ),
    field(
        "incident.duration",
        "For",
        "10 min, 2 h.",
        Empty::Unstated("no incident"),
    ),
];

/// Load and revenue.
pub const TRAFFIC: &[Field] = &[
    field(
        "traffic",
        "Requests",
        "2000/s, 172.8M/day; the average.",
        Empty::Unstated("not given"),
    ),
    field(
        "revenue",
        "Revenue",
        "$40k/h, €12k/month.",
        Empty::Unstated("not given"),
    ),
];

/// How often an answer is wrong.
pub const WRONGNESS: &[Field] = &[
    field(
        "wrongness.error_probability",
        "Error probability",
        "The share of requests that go wrong: 0.01%, 1e-4; a range: 0.005% to 0.02%.",
        Empty::Unstated("not given"),
    ),
    field(
        "wrongness.measured_at",
        "Measured at",
        "The level under which that share was measured: SS, S, SI, RC or EC.",
        Empty::Applies("EC by default"),
    ),
    field(
        "wrongness.prevented_by",
        "Prevented by",
        "Designs at this level or stronger make no such errors, weaker ones make all of them: SS, S, SI, RC or EC. Not asked where causes are given below.",
        Empty::Applies("SS by default"),
    ),
    more(
        "wrongness.residual",
        "Share of errors that remains",
        "What that level does not prevent: 1%.",
        Empty::Applies("0% by default"),
    ),
    more(
        "wrongness.found",
        "Found and repaired in time",
        "The share of wrong answers: 60%.",
        Empty::Applies("none"),
    ),
    more(
        "wrongness.repair",
        "A repair costs",
        "$20.",
        Empty::Unstated("not given"),
    ),
];

/// What wrong answers are made up of, under `wrongness.causes`; in the order of the anomalies.
pub const CAUSES: &[Field] = &[
    cause(
        "dirty_write",
        "Dirty write",
        "Two writes overwrite each other halfway. A share: 30%.",
    ),
    cause(
        "dirty_read",
        "Aborted or intermediate read",
        "A read of what was never committed. A share: 30%.",
    ),
    cause(
        "read_skew",
        "Read skew",
        "Two reads of different moments. A share: 30%.",
    ),
    cause(
        "lost_update",
        "Lost update",
        "A write over one that was never read. A share: 30%.",
    ),
    cause(
        "write_skew",
        "Write skew",
        "Two transactions each check what the other changes. A share: 30%.",
    ),
    cause(
        "predicate_cycle",
        "Predicate cycle",
        "A cycle through what predicates match. A share: 30%.",
    ),
    cause(
        "stale",
        "Stale read",
        "A read that lacks a finished write. A share: 30%.",
    ),
    cause(
        "non_monotonic",
        "Non-monotonic read",
        "A later read of an older state. A share: 30%.",
    ),
    cause(
        "own_write",
        "Own write lost",
        "A reader misses her own write. A share: 30%.",
    ),
    cause(
        "causal",
        "Causal reversal",
        "An effect without its cause. A share: 30%.",
    ),
    cause(
        "divergent",
        "Divergent order",
        "Two observers see two orders. A share: 30%.",
    ),
    cause(
        "duplicate",
        "Duplicate",
        "Something happens twice; no level forbids it. A share: 30%.",
    ),
    cause(
        "fault",
        "Fault",
        "A defect or a bad deploy; no level forbids it. A share: 30%.",
    ),
];

const fn cause(key: &'static str, label: &'static str, hint: &'static str) -> Field {
    more(key, label, hint, Empty::Applies("none of them"))
}

/// One harm of a wrong answer.
pub const HARM: &[Field] = &[
    field(
        "cost",
        "Costs, each",
        "$50; a range: $5k to $20k.",
        Empty::Unstated("not given"),
    ),
    field(
        "share",
        "Of wrong answers",
        "10%.",
        Empty::Applies("all by default"),
    ),
];

/// What waiting costs.
pub const WAITING: &[Field] = &[field(
    "waiting.loss_per_100ms",
    "Revenue lost per 100 ms",
    "0.6%; a range: 0.24% to 1%.",
    Empty::Applies("0.6% by default"),
)];

/// How often the network splits.
pub const PARTITION: &[Field] = &[
    field(
        "partition.rate",
        "How often",
        "4/year.",
        Empty::Unstated("not priced"),
    ),
    field(
        "partition.duration",
        "For how long",
        "30 min.",
        Empty::Unstated("not given"),
    ),
    field(
        "partition.minority",
        "Cuts off",
        "The share of the traffic on the smaller side: 30%.",
        Empty::Unstated("not given"),
    ),
    field(
        "partition.reconciliation",
        "Reconciling costs",
        "$5k each time, where both sides answer.",
        Empty::Unstated("not given"),
    ),
];

/// What an outage costs.
pub const DOWN: &[Field] = &[
    field(
        "down.recaptured",
        "Comes back later",
        "The share of lost revenue: 30%.",
        Empty::Applies("0% by default"),
    ),
    more(
        "down.sla_penalty",
        "SLA penalty",
        "A share of revenue: 10%.",
        Empty::Applies("none assumed"),
    ),
    more(
        "down.fees",
        "Fees under the SLA",
        "What customers pay: $100k/month.",
        Empty::Unstated("not given"),
    ),
    more(
        "down.reputation",
        "Reputation",
        "A share of revenue: 5%.",
        Empty::Applies("none assumed"),
    ),
    more(
        "down.support",
        "Support, for an hour down",
        "$5k/h.",
        Empty::Applies("none assumed"),
    ),
    more(
        "down.productivity",
        "People who cannot work, for an hour down",
        "$10k/h.",
        Empty::Applies("none assumed"),
    ),
    more(
        "down.churn",
        "Customers who leave, for an hour down",
        "$2k/h.",
        Empty::Applies("none assumed"),
    ),
    more(
        "down.degraded_loss",
        "An hour degraded",
        "$1k/h.",
        Empty::Applies("none assumed"),
    ),
];

/// Ranges that move together.
pub const CORRELATION: &[Field] = &[field(
    "rank",
    "Rank correlation",
    "0.5; from -1, against each other, to 1.",
    Empty::Unstated("not given"),
)];

/// One tier of an SLA.
pub const CREDIT: &[Field] = &[
    field(
        "below",
        "A month below",
        "99.9%; the tiers from the highest down.",
        Empty::Unstated("not given"),
    ),
    field(
        "credit",
        "Gives back",
        "10% of the month's fees.",
        Empty::Unstated("not given"),
    ),
];

/// What reliability costs.
pub const RELIABILITY: &[Field] = &[
    more(
        "investment.cost",
        "An investment costs",
        "$50k/year.",
        Empty::Unstated("not given"),
    ),
    more(
        "investment.once",
        "An investment costs once",
        "$150k.",
        Empty::Unstated("not given"),
    ),
    more(
        "investment.availability",
        "And reaches",
        "99.99%.",
        Empty::Unstated("not given"),
    ),
    more(
        "nines.cost",
        "Nines cost",
        "$100k/year.",
        Empty::Unstated("not given"),
    ),
    more("nines.at", "For", "99.9%.", Empty::Unstated("not given")),
    more(
        "nines.factor",
        "Each more multiplies that by",
        "5.",
        Empty::Unstated("not given"),
    ),
];

/// How money of different times is brought together.
pub const MONEY: &[Field] = &[
    more(
        "money.horizon",
        "What is paid once serves for",
        "3 years.",
        Empty::Unstated("not given"),
    ),
    more("money.discount", "Interest a year", "8%.", Empty::Applies("none")),
];

/// One line item of running cost.
pub const ITEM: &[Field] = &[
    field(
        "quantity",
        "Quantity",
        "9; or a product: 2000/s * 2 kB * 3.",
        Empty::Applies("1 by default"),
    ),
    field(
        "price",
        "Price, each",
        "$0.806/h, $12k/month, $0.02/GB, $40/TB/month.",
        Empty::Unstated("not given"),
    ),
    more(
        "once",
        "Paid once",
        "$50k; instead of a price.",
        Empty::Unstated("not given"),
    ),
    more(
        "hours",
        "Hours a month",
        "240 h/month or 8 h x 30 d; without it always, 730.",
        Empty::Applies("730 by default"),
    ),
];

/// What a design must do to be chosen, beside the objectives.
pub const REQUIRE: &[Field] = &[field(
    "require.level",
    "Level at least",
    LEVELS,
    Empty::Applies("any will do"),
)];

/// The thresholds of the rule of thumb.
pub const THUMB: &[Field] = &[
    field(
        "rule_of_thumb.wrongness_high",
        "Being wrong costs much above",
        "$1M a year.",
        Empty::Applies("$1M by default"),
    ),
    field(
        "rule_of_thumb.wrongness_medium",
        "Being wrong costs something above",
        "$100k a year.",
        Empty::Applies("$100k by default"),
    ),
    field(
        "rule_of_thumb.coordination",
        "Coordination is dear above",
        "$500k a year.",
        Empty::Applies("$500k by default"),
    ),
    field(
        "rule_of_thumb.user_experience_impact",
        "Users feel it",
        "high or low; the rule needs it when being wrong costs little.",
        Empty::Unstated("not said"),
    ),
];

/// What a design can change of the whole scenario, beside what its own fields show.
pub const PATCHES: &[Field] = &[
    more("flow", "Flow", FLOWS, Empty::Applies("as the scenario")),
    more(
        "traffic",
        "Requests",
        "2000/s, 172.8M/day; the average.",
        Empty::Unstated("not given"),
    ),
    more(
        "revenue",
        "Revenue",
        "$40k/h, €12k/month.",
        Empty::Unstated("not given"),
    ),
    more(
        "pacelc",
        "PACELC class",
        "What it keeps when the network parts (PA availability, PC consistency) and else (EL latency, EC consistency): PC/EC.",
        Empty::Applies("as its level says"),
    ),
    more(
        "wrongness.error_probability",
        "Error probability",
        "The share of requests that go wrong: 0.01%, 1e-4; a range: 0.005% to 0.02%.",
        Empty::Unstated("not given"),
    ),
    more(
        "partition.reconciliation",
        "Reconciling costs",
        "$5k each time, where both sides answer.",
        Empty::Unstated("not given"),
    ),
    more(
        "wrongness.residual",
        "Share of errors that remains",
        "What its level does not prevent: 1%.",
        Empty::Applies("0% by default"),
    ),
    more(
        "waiting.loss_per_100ms",
        "Revenue lost per 100 ms",
        "0.6%; a range: 0.24% to 1%.",
        Empty::Applies("0.6% by default"),
    ),
    more(
        "down.recaptured",
        "Comes back after an outage",
        "The share of lost revenue: 30%.",
        Empty::Applies("0% by default"),
    ),
];

/// What one design always shows; everything else it changes is a patch.
pub const DESIGN: &[Field] = &[field(
    "level",
    "Guarantee of its services",
    DESIGN_LEVEL,
    Empty::Applies("as its services say"),
)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_names_a_key_twice() {
        for list in [
            SCENARIO,
            JOURNEY,
            SERVICE,
            DOMAIN,
            SLO,
            ALERT,
            INCIDENT,
            TRAFFIC,
            WRONGNESS,
            CAUSES,
            HARM,
            CREDIT,
            CORRELATION,
            WAITING,
            DOWN,
            PARTITION,
            RELIABILITY,
            MONEY,
            ITEM,
            REQUIRE,
            THUMB,
            DESIGN,
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
