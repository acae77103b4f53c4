//! What to build for the design that was chosen, in words with this scenario's values.
//!
//! # What it computes
//! The data stores of its class, and a paragraph each on data store, caching, API, errors and
//! monitoring.
//!
//! # Why it matters
//! A class is four letters. What follows from it for the next sprint is not in them.
//!
//! # References
//! D. Abadi, IEEE Computer 45(2), 2012; E. Brewer, "CAP Twelve Years Later", IEEE Computer 45(2), 2012.
//! The parts are those of the source documents, §5.1 (implementation patterns).

use super::halves::When;
use crate::assessment::{Advice, Assessment, DesignResult, Journey};
use crate::library::{System, systems_of};
use crate::listing::listed;
use crate::quantity::{HOURS_PER_YEAR, show};
use crate::report::shown_design;

/// Fills in the systems of the chosen design's class, and what to build.
pub fn advise(assessment: &mut Assessment) {
    let Some(advisor) = Advisor::of(assessment) else {
        return;
    };
    let (systems, build) = (advisor.systems.clone(), advisor.all());
    if let Some(decision) = &mut assessment.decision {
        decision.systems = systems;
        decision.build = build;
    }
}

struct Advisor<'a> {
    assessment: &'a Assessment,
    design: &'a DesignResult,
    class: &'a str,
    /// Whether it turns the smaller side of a split network away.
    refuses: bool,
    systems: Vec<System>,
    /// Services that keep data, of all journeys.
    stores: Vec<&'a str>,
    stateless: Vec<&'a str>,
}

impl<'a> Advisor<'a> {
    /// Absent while nothing is chosen or its class is not known.
    fn of(assessment: &'a Assessment) -> Option<Self> {
        assessment.decision.as_ref()?;
        let design = shown_design(assessment)?;
        let class = design.pacelc.as_deref()?;
        let mut own = Self {
            assessment,
            design,
            class,
            refuses: When::Partition.side(class) == Some(0),
            systems: systems_of(class).cloned().collect(),
            stores: Vec::new(),
            stateless: Vec::new(),
        };
        own.sort_services();
        Some(own)
    }

    fn sort_services(&mut self) {
        let journeys: &'a [Journey] = &self.design.journeys;
        for service in journeys.iter().flat_map(|journey| &journey.chain.services) {
            let list = match service.guarantee.as_deref() {
                _ if service.domain => continue,
                Some("I") => &mut self.stateless,
                Some(_) => &mut self.stores,
                None => continue,
            };
            if !list.contains(&service.name.as_str()) {
                list.push(&service.name);
            }
        }
    }

    fn all(&self) -> Vec<Advice> {
        let parts = [
            ("Data store", self.store()),
            ("Caching", self.caching()),
            ("API", self.api()),
            ("Errors", self.errors()),
            ("Monitoring", self.monitoring()),
        ];
        let advice = |(part, advice): (&str, String)| Advice {
            part: part.to_owned(),
            advice,
        };
        parts.into_iter().map(advice).collect()
    }

    fn money(&self, value: f64) -> String {
        show::money(value, &self.assessment.currency)
    }

    fn store(&self) -> String {
        let level = self.design.level.map_or(String::new(), |level| {
            format!("{} ({level}) and ", level.long_name())
        });
        let split = if self.refuses {
            "turns the smaller side of a split network away"
        } else {
            "answers on both sides of a split network"
        };
        let mut names: Vec<&str> = Vec::new();
        for system in &self.systems {
            if !names.contains(&system.system.as_str()) {
                names.push(&system.system);
            }
        }
        let examples = match names.is_empty() {
            true => String::new(),
            false => format!(
                " Of that class by configuration are {}; the class says nothing of the level, which has to be looked up for each.",
                listed(&names, 5)
            ),
        };
        let of = match self.stores.is_empty() {
            true => "Every store on the way".to_owned(),
            false => listed(&self.stores, 4),
        };
        let verb = if self.stores.len() == 1 { "needs" } else { "need" };
        let verb = if self.stores.is_empty() { "needs" } else { verb };
        format!(
            "{of} {verb} a store that is {level}{split} ({}).{examples}",
            self.class
        )
    }

    fn caching(&self) -> String {
        if self.refuses {
            let stores = match self.stores.is_empty() {
                true => "the store".to_owned(),
                false => listed(&self.stores, 4),
            };
            let rest = match self.stateless.is_empty() {
                true => String::new(),
                false => format!(
                    " {} {} no data and may cache what never changes.",
                    listed(&self.stateless, 4),
                    if self.stateless.len() == 1 {
                        "keeps"
                    } else {
                        "keep"
                    }
                ),
            };
            return format!(
                "No cache that may be stale in front of {stores} on this path: the weakest hop decides, and an entry past its time makes the whole request eventual.{rest}"
            );
        }
        let stale = match self.stale_cost() {
            Some(cost) => format!("a stale read costs {}, which is what a longer time to live has to earn", self.money(cost)),
            None => "nobody has said what a stale read costs; until then choose the time to live by what users notice".to_owned(),
        };
        format!("Cache in front of the store: reads may be stale anyway. Let entries end: {stale}.")
    }

    fn stale_cost(&self) -> Option<f64> {
        let after = self.design.reckoning.partition.as_ref()?.after?;
        Some(after.each_stale).filter(|cost| *cost > 0.0)
    }

    fn api(&self) -> String {
        let journey = self.design.journeys.first();
        let target = journey.and_then(|journey| journey.latency_target.as_ref());
        let p99 = self
            .design
            .latency
            .as_ref()
            .map(|latency| show::duration(latency.p99));
        let time = match (target, p99) {
            (Some(target), Some(p99)) => format!(
                "Callers give up at {}, and p99 is {p99}.",
                show::duration(target.limit)
            ),
            (None, Some(p99)) => format!("p99 is {p99}; let callers wait a little longer and no more."),
            _ => "Give every call a timeout.".to_owned(),
        };
        if self.refuses {
            return format!(
                "Answer when it is done. {time} Each write carries a key that makes a repetition harmless: no level keeps a retry from happening twice."
            );
        }
        format!(
            "Return with each answer the version or time it is from, and offer a read from the authority to callers for whom stale is wrong. {time} Writes must be mergeable, or say how the last one wins."
        )
    }

    fn errors(&self) -> String {
        let part = self.design.reckoning.partition.as_ref();
        if self.refuses {
            let away = part.filter(|part| part.away > 0.0).map_or(String::new(), |part| {
                format!(
                    ": as much as {} a year, {}",
                    show::duration(part.away * HOURS_PER_YEAR * 3600.0),
                    self.money(self.design.partition.unwrap_or(0.0))
                )
            });
            let wrong = self.each_wrong().map_or(String::new(), |each| {
                let mut assumed = self.assessment.assumptions.iter();
                let medians = assumed.any(|said| said.ends_with("at medians."));
                format!(
                    " A wrong answer costs {}{}, so no stale copy stands in.",
                    self.money(each),
                    if medians { " at medians" } else { "" }
                )
            });
            return format!(
                "While the network is split the smaller side is refused, at once and with a time to try again{away}.{wrong}"
            );
        }
        match part.and_then(|part| part.after) {
            Some(after) => format!(
                "While the network is split both sides answer, and are brought together afterwards: each time {} keys diverge and {} reads are stale, {} in all. Rehearse it.",
                show::count(after.divergent),
                show::count(after.stale),
                self.money(after.each())
            ),
            None => "While the network is split both sides answer, and are brought together afterwards. What that costs is not stated: `[partition]` and `[data.NAME]` say it.".to_owned(),
        }
    }

    /// Money a wrong answer costs on average.
    fn each_wrong(&self) -> Option<f64> {
        let harms = self.design.reckoning.harms.iter();
        let each: f64 = harms.map(|harm| harm.share * harm.cost).sum();
        (each > 0.0).then_some(each)
    }

    fn monitoring(&self) -> String {
        let mut said = Vec::new();
        let journey = self.design.journeys.first();
        if let Some(budget) = journey.and_then(|journey| journey.budget.as_ref()) {
            let spent = budget.spent.map_or(String::new(), |spent| {
                format!(", of which {} is expected to go", show::percent(spent))
            });
            said.push(format!(
                "The error budget is {} in {} days{spent}.",
                show::duration(budget.seconds),
                show::significant(budget.window_days, 3)
            ));
        }
        match self.design.wrong_events {
            Some(events) if events >= 1.0 => said.push(format!(
                "Count wrong answers: {} a year are expected, and more means that the price of being wrong was set too low.",
                show::count(events)
            )),
            Some(events) => said.push(format!(
                "Count wrong answers: {} expected, so each one is news.",
                match events > 0.0 {
                    true => "fewer than one a year is",
                    false => "none are",
                }
            )),
            None => {}
        }
        let flips = self
            .assessment
            .decision
            .iter()
            .flat_map(|decision| &decision.flips);
        let nearest = flips.into_iter().find(|flip| flip.becomes.is_some());
        if let Some((flip, becomes)) = nearest.and_then(|flip| Some((flip, flip.becomes.as_ref()?))) {
            said.push(format!(
                "Watch {}: {} {becomes} is better.",
                flip.name,
                flip.change()
            ));
        }
        if !self.refuses {
            said.push("Measure how far replicas are behind, as users see it.".to_owned());
        }
        if said.is_empty() {
            said.push(
                "Measure what the scenario assumes: availability and latency of every service.".to_owned(),
            );
        }
        said.join(" ")
    }
}
