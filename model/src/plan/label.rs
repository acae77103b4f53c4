//! What an input is called: its path in the scenario and its name in a sentence.
//!
//! # What it computes
//! For every value of a scenario and its designs the path a form or an edit would use, and words.
//!
//! # Why it matters
//! "Measure the error probability first" is advice; "slot 17" is none.

use super::values::Inputs;
use crate::clip::clip;
use crate::estimate::Estimate;
use crate::quantity::Quantity;
use crate::scenario::{
    Data, Domain, Down, Harm, ItemAmount, JourneyText, LatencyText, LineItem, Partition, Scenario, Service,
    Slo, Waiting, Wrongness, path,
};
use indexmap::IndexMap;

/// What an input is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Where it stands: `services.db.availability`, `design.1.cost.0.price`.
    pub path: String,
    /// What it is in a sentence: `the availability of db`.
    pub words: String,
    /// As it was written; empty when nobody wrote it.
    pub written: String,
}

/// Names every input a plan uses; a value that designs share is named where the scenario has it.
pub(crate) fn name_all(scenario: &Scenario, inputs: &mut Inputs) {
    let mut namer = Namer {
        inputs,
        prefix: String::new(),
        suffix: String::new(),
    };
    namer.one(&scenario.traffic, "traffic", "the traffic");
    namer.one(&scenario.revenue, "revenue", "the revenue");
    namer.slo(&scenario.slo, "slo", "");
    namer.journeys(&scenario.journey);
    namer.services(&scenario.services);
    namer.domains(&scenario.domains);
    namer.wrongness(&scenario.wrongness);
    namer.down(&scenario.down);
    namer.waiting(&scenario.waiting);
    namer.partition(&scenario.partition);
    namer.data(&scenario.data);
    namer.one(
        &scenario.investment.cost,
        "investment.cost",
        "the cost of the investment",
    );
    namer.one(
        &scenario.investment.once,
        "investment.once",
        "the cost of the investment, once",
    );
    namer.one(
        &scenario.investment.availability,
        "investment.availability",
        "the availability the investment reaches",
    );
    namer.one(&scenario.nines.cost, "nines.cost", "the cost of nines");
    namer.one(
        &scenario.nines.at,
        "nines.at",
        "the availability whose cost is known",
    );
    namer.one(
        &scenario.nines.factor,
        "nines.factor",
        "what a further nine multiplies the cost by",
    );
    namer.one(&scenario.money.horizon, "money.horizon", "the horizon");
    namer.one(&scenario.money.discount, "money.discount", "the interest");
    namer.items(&scenario.cost);
    for (number, design) in scenario.design.iter().enumerate() {
        let name = design
            .name
            .as_deref()
            .map_or_else(|| format!("design {}", number + 1), clip);
        namer.prefix = format!("design.{number}.");
        namer.suffix = format!(" in {name}");
        namer.one(&design.traffic, "traffic", "the traffic");
        namer.one(&design.revenue, "revenue", "the revenue");
        namer.journeys(&design.journey);
        namer.services(&design.services);
        namer.domains(&design.domains);
        namer.wrongness(&design.wrongness);
        namer.down(&design.down);
        namer.waiting(&design.waiting);
        namer.partition(&design.partition);
        namer.data(&design.data);
        namer.items(&design.cost);
    }
}

struct Namer<'a> {
    inputs: &'a mut Inputs,
    /// `design.1.`, or nothing.
    prefix: String,
    /// ` in Eventual`, or nothing.
    suffix: String,
}

impl Namer<'_> {
    fn name(&mut self, identity: usize, path: &str, words: &str, written: &str) {
        let (prefix, suffix) = (&self.prefix, &self.suffix);
        self.inputs.name(identity, || Label {
            path: format!("{prefix}{path}"),
            words: format!("{words}{suffix}"),
            written: clip(written),
        });
    }

    fn one<Q: Quantity>(&mut self, estimate: &Option<Estimate<Q>>, path: &str, words: &str) {
        if let Some(estimate) = estimate {
            self.name(estimate.identity(), path, words, estimate.raw());
        }
    }

    fn amount(&mut self, amount: &Option<ItemAmount>, path: &str, words: &str) {
        if let Some(amount) = amount {
            self.name(amount.identity(), path, words, amount.raw());
        }
    }

    fn slo(&mut self, slo: &Slo, at: &str, of: &str) {
        self.one(
            &slo.availability,
            &format!("{at}.availability"),
            &format!("the availability required{of}"),
        );
        if let Some(latency) = &slo.latency {
            let limit = &latency.value.limit;
            self.name(
                limit.identity(),
                &format!("{at}.latency"),
                &format!("the latency allowed{of}"),
                limit.raw(),
            );
        }
    }

    fn journeys(&mut self, journeys: &IndexMap<String, JourneyText>) {
        for (name, journey) in journeys {
            let (at, of) = (path::join("journey", name), format!(" of {}", clip(name)));
            self.one(
                &journey.traffic,
                &format!("{at}.traffic"),
                &format!("the traffic{of}"),
            );
            self.one(
                &journey.revenue,
                &format!("{at}.revenue"),
                &format!("the revenue{of}"),
            );
            if let Some(slo) = &journey.slo {
                self.slo(slo, &format!("{at}.slo"), &of);
            }
        }
    }

    fn services(&mut self, services: &IndexMap<String, Service>) {
        for (name, service) in services {
            let at = path::join("services", name);
            let mut one = |key: &str, words: &str, estimate: Option<(usize, &str)>| {
                if let Some((identity, written)) = estimate {
                    self.name(
                        identity,
                        &format!("{at}.{key}"),
                        &format!("the {words} of {name}"),
                        written,
                    );
                }
            };
            one("availability", "availability", known(&service.availability));
            one("mtbf", "time between failures", known(&service.mtbf));
            one("mttr", "time to repair", known(&service.mttr));
            one("errors", "error rate", known(&service.errors));
            one("timeout", "timeout", known(&service.timeout));
            one("backoff", "backoff", known(&service.backoff));
            one("hedge", "hedge delay", known(&service.hedge));
            one("commit", "commit time", known(&service.commit));
            one("hits", "hit rate", known(&service.hits));
            one(
                "failover_coverage",
                "failover coverage",
                known(&service.failover_coverage),
            );
            one("failover_time", "failover time", known(&service.failover_time));
            one("next_nine", "price of the next nine", known(&service.next_nine));
            match service.latency.as_ref().map(|text| &text.value) {
                Some(LatencyText::Quantiles { p50, p99 }) => {
                    one("latency", "p50", known(p50));
                    one("latency", "p99", Some((p99.identity(), p99.raw())));
                }
                Some(LatencyText::Moments { mean, sd }) => {
                    one("latency", "mean latency", Some((mean.identity(), mean.raw())));
                    one(
                        "latency",
                        "standard deviation of the latency",
                        Some((sd.identity(), sd.raw())),
                    );
                }
                Some(LatencyText::Constant(value) | LatencyText::Exponential(value)) => {
                    one("latency", "latency", Some((value.identity(), value.raw())));
                }
                Some(LatencyText::Samples(_) | LatencyText::Histogram(_)) | None => {}
            }
        }
    }

    fn domains(&mut self, domains: &IndexMap<String, Domain>) {
        for (name, domain) in domains {
            let at = path::join("domains", name);
            let words = format!("the availability of {}", clip(name));
            self.one(&domain.availability, &format!("{at}.availability"), &words);
            let words = format!("the beta factor of {}", clip(name));
            self.one(&domain.beta, &format!("{at}.beta"), &words);
            let words = format!("the correlation in {}", clip(name));
            self.one(&domain.correlation, &format!("{at}.correlation"), &words);
        }
    }

    fn wrongness(&mut self, wrongness: &Wrongness) {
        self.one(
            &wrongness.error_probability,
            "wrongness.error_probability",
            "the error probability",
        );
        self.one(
            &wrongness.residual,
            "wrongness.residual",
            "the share of errors that remains",
        );
        self.one(
            &wrongness.found,
            "wrongness.found",
            "the share of errors found in time",
        );
        self.one(&wrongness.repair, "wrongness.repair", "the cost of a repair");
        for (name, share) in wrongness.causes.iter().flat_map(|causes| &causes.0) {
            let at = path::join("wrongness.causes", name);
            self.name(
                share.identity(),
                &at,
                &format!("the share of {} among the errors", clip(name).replace('_', " ")),
                share.raw(),
            );
        }
        for (number, harm) in wrongness.harm.iter().flatten().enumerate() {
            self.harm(harm, number);
        }
    }

    fn harm(&mut self, harm: &Harm, number: usize) {
        let at = format!("wrongness.harm.{number}");
        let name = harm
            .name
            .as_deref()
            .map_or_else(|| format!("harm {}", number + 1), clip);
        self.one(&harm.cost, &format!("{at}.cost"), &format!("the cost of {name}"));
        self.one(
            &harm.share,
            &format!("{at}.share"),
            &format!("the share of {name}"),
        );
    }

    fn down(&mut self, down: &Down) {
        self.one(
            &down.recaptured,
            "down.recaptured",
            "the share of lost revenue that comes back",
        );
        self.one(&down.sla_penalty, "down.sla_penalty", "the SLA penalty");
        self.one(&down.fees, "down.fees", "the fees under the SLA");
        for (at, tier) in down.credits.iter().flatten().enumerate() {
            let below = tier.below.as_ref().map_or("", |below| below.raw());
            self.one(
                &tier.credit,
                &format!("down.credits.{at}.credit"),
                &format!("the credit below {}", clip(below)),
            );
        }
        self.one(&down.reputation, "down.reputation", "the loss of reputation");
        self.one(&down.support, "down.support", "the extra support");
        self.one(
            &down.productivity,
            "down.productivity",
            "the loss of productivity",
        );
        self.one(&down.churn, "down.churn", "the loss of customers");
        self.one(
            &down.degraded_loss,
            "down.degraded_loss",
            "the loss while degraded",
        );
    }

    fn waiting(&mut self, waiting: &Waiting) {
        self.one(
            &waiting.loss_per_100ms,
            "waiting.loss_per_100ms",
            "the loss per 100 ms of waiting",
        );
    }

    fn partition(&mut self, partition: &Partition) {
        self.one(&partition.rate, "partition.rate", "the rate of partitions");
        self.one(
            &partition.duration,
            "partition.duration",
            "the length of a partition",
        );
        self.one(
            &partition.minority,
            "partition.minority",
            "the share a partition cuts off",
        );
        self.one(
            &partition.reconciliation,
            "partition.reconciliation",
            "the cost of reconciling after a partition",
        );
    }

    fn data(&mut self, data: &IndexMap<String, Data>) {
        for (name, data) in data {
            let (at, of) = (path::join("data", name), clip(name));
            self.one(
                &data.keys,
                &format!("{at}.keys"),
                &format!("the number of keys of {of}"),
            );
            self.one(
                &data.reads,
                &format!("{at}.reads"),
                &format!("the reads per key of {of}"),
            );
            self.one(
                &data.writes,
                &format!("{at}.writes"),
                &format!("the writes per key of {of}"),
            );
        }
    }

    fn items(&mut self, items: &[LineItem]) {
        for (number, item) in items.iter().enumerate() {
            let at = format!("cost.{number}");
            let name = item
                .name
                .as_deref()
                .map_or_else(|| format!("item {}", number + 1), clip);
            self.amount(
                &item.quantity,
                &format!("{at}.quantity"),
                &format!("the quantity of {name}"),
            );
            self.amount(
                &item.price,
                &format!("{at}.price"),
                &format!("the price of {name}"),
            );
            self.amount(&item.once, &format!("{at}.once"), &format!("the cost of {name}"));
            self.one(
                &item.hours,
                &format!("{at}.hours"),
                &format!("the hours of {name}"),
            );
        }
    }
}

/// Identity and text of a value that is there.
fn known<Q: Quantity>(estimate: &Option<Estimate<Q>>) -> Option<(usize, &str)> {
    estimate
        .as_ref()
        .map(|estimate| (estimate.identity(), estimate.raw()))
}
