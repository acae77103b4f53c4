//! What a reader should know before trusting the numbers, of what a scenario states and leaves out.

use super::Compiler;
use crate::assessment::Warning;
use crate::cost::WrongPlan;
use crate::flow::Flow;
use crate::guarantee::Level;
use crate::listing::listed;
use crate::names::Names;
use crate::plan::design::DesignPlan;
use crate::plan::journey::{JourneyPlan, giving};
use crate::scenario::Scenario;

/// Most services that a sentence names.
const MOST_NAMED: usize = 3;

impl Compiler<'_> {
    pub(super) fn claim_warning(
        &self,
        name: &str,
        level: Option<Level>,
        journeys: &[JourneyPlan],
    ) -> Option<Warning> {
        let (claimed, delivered) = (self.claimed()?, level?);
        if delivered.at_least(claimed) {
            return None;
        }
        let weakest = journeys
            .first()
            .map(|journey| listed(&journey.composed.weakest, MOST_NAMED))
            .unwrap_or_default();
        Some(Warning {
            code: "level-below-claim".into(),
            message: format!(
                "{name} claims {claimed} but delivers {delivered}: {weakest} holds it down. A design that does without it has a `flow` of its own."
            ),
            place: format!("design.{}.level", self.number),
        })
    }

    /// What services leave unsaid that a reader would take to be known: the level of a cache that a
    /// design's claim fills in, and what retries are for.
    pub(super) fn unsaid(&self, journeys: &[JourneyPlan]) -> Vec<Warning> {
        let crossed = |name: &str| journeys.iter().any(|journey| journey.crosses(name));
        let mut found = Vec::new();
        for (name, service) in self.scenario.services.iter().filter(|(name, _)| crossed(name)) {
            if self.claimed().is_some() && service.hits.is_some() && service.guarantee.is_none() {
                found.push(Warning {
                    code: "cache-level-assumed".into(),
                    message: format!("`{name}` answers from copies and states no guarantee, so the level of the design is taken for it as for every store: say what its answers are, such as EC, which then holds every request that crosses it at EC."),
                    place: format!("services.{name}.guarantee"),
                });
            }
            if name.to_ascii_lowercase().contains("cache")
                && service.hits.is_none()
                && stands_before(journeys, name)
            {
                found.push(Warning {
                    code: "cache-never-misses".into(),
                    message: format!("`{name}` states no `hits`, so it is taken to have every answer: give the share it has, such as 90%, and the rest goes on."),
                    place: format!("services.{name}.hits"),
                });
            }
            let retries = service.retries.unwrap_or(0) > 0;
            if retries && service.errors.is_none() && service.timeout.is_none() {
                found.push(Warning {
                    code: "retries-idle".into(),
                    message: format!("`{name}` retries, and nothing says what: give its `errors` per request, or a `timeout`; an outage is not mended by trying again."),
                    place: format!("services.{name}.retries"),
                });
            }
        }
        found
    }

    /// Services that say something and no level, where a level is asked for.
    pub(super) fn level_not_stated(&self, journeys: &[JourneyPlan]) -> Option<Warning> {
        if self.scenario.require.level.is_none() && self.claimed().is_none() {
            return None;
        }
        let each = journeys.iter();
        let silent = distinct(each.flat_map(|journey| &journey.composed.level_not_stated));
        let first = silent.first()?;
        Some(Warning {
            code: "level-not-stated".into(),
            message: format!(
                "The delivered level does not cover everything: {} a vector or a lag and no level; write a level such as `RC` as the `guarantee`.",
                giving(&silent)
            ),
            place: format!("services.{first}.guarantee"),
        })
    }
}

/// `names`, each once.
fn distinct<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for name in names {
        if !found.contains(&name.as_str()) {
            found.push(name);
        }
    }
    found
}

/// Whether a flow has `name ?? …`.
fn stands_before(journeys: &[JourneyPlan], name: &str) -> bool {
    fn before(flow: &Flow, name: &str) -> bool {
        let first =
            matches!(flow, Flow::Fallback(first, _) if matches!(&**first, Flow::Name(own) if own == name));
        let within = match flow {
            Flow::Fallback(first, second) => before(first, name) || before(second, name),
            other => other.parts().iter().any(|part| before(part, name)),
        };
        first || within
    }
    journeys.iter().any(|journey| before(&journey.flow, name))
}

/// Services that no flow crosses.
pub(super) fn unused(scenario: &Scenario, base: &DesignPlan, designs: &[DesignPlan]) -> Vec<Warning> {
    let mut used = Names::default();
    for journey in designs.iter().chain([base]).flat_map(|design| &design.journeys) {
        let apart = journey.apart.iter().map(|part| &part.flow);
        for flow in apart.chain([&journey.flow]) {
            flow.names(&mut |name| {
                used.number(name);
            });
        }
    }
    let idle = scenario
        .services
        .keys()
        .filter(|name| used.get(name).is_none() && used.len() > 0);
    idle.map(|name| Warning {
        code: "service-unused".into(),
        message: format!("`{name}` is described, but no flow crosses it."),
        place: format!("services.{name}"),
    })
    .collect()
}

/// Designs to choose from, none of which prevents a wrong answer, and what holds them back.
pub(super) fn not_prevented(scenario: &Scenario, designs: &[DesignPlan]) -> Option<Warning> {
    let first = designs.first().filter(|_| designs.len() > 1)?;
    let wrong = |design: &DesignPlan| design.wrong.is_some();
    let prevents = |design: &DesignPlan| {
        let some = design.wrong.as_ref().and_then(WrongPlan::prevented).is_some();
        some || design
            .level
            .is_none_or(|level| level.at_least(design.prevented_by))
    };
    let by_level = scenario.wrongness.causes.is_none();
    if !by_level || !designs.iter().all(wrong) || designs.iter().any(prevents) {
        return None;
    }
    // A design that claims less itself is held back by no service.
    let claims_less = |at: usize, design: &DesignPlan| {
        let claimed = scenario.design.get(at).and_then(|design| design.level.as_ref());
        claimed.is_some_and(|claimed| !claimed.value.at_least(design.prevented_by))
    };
    let held_back = designs
        .iter()
        .enumerate()
        .filter(|(at, design)| !claims_less(*at, design));
    let journeys = held_back.flat_map(|(_, design)| &design.journeys);
    let weakest = distinct(journeys.flat_map(|journey| &journey.composed.weakest));
    let named: Vec<String> = weakest.iter().map(|name| format!("`{name}`")).collect();
    let keeps = if named.len() == 1 { "keeps" } else { "keep" };
    let held = match named.is_empty() {
        true => "no design reaches that.".to_owned(),
        false => format!(
            "{} {keeps} every design below that. Where a service states a guarantee of its own, a design's level does not count for it: raise that guarantee or leave it out, or give the design a `flow` without the service, or put what may read through it into a journey of its own.",
            listed(&named, MOST_NAMED)
        ),
    };
    Some(Warning {
        code: "wrong-not-prevented".into(),
        message: format!(
            "No design prevents wrong answers: that takes {} (`prevented_by`), and {held}",
            first.prevented_by.long_name()
        ),
        place: "wrongness.prevented_by".into(),
    })
}

/// Whether a part of the costs is known.
type Has = fn(&DesignPlan) -> bool;

/// A cost that one design has and another lacks makes totals that do not compare.
pub(super) fn uneven(designs: &[DesignPlan]) -> Vec<Warning> {
    let parts: [(&str, Has); 6] = [
        ("running", |design| !design.items.is_empty()),
        ("waiting", |design| !design.waiting.is_empty()),
        ("being wrong", |design| design.wrong.is_some()),
        ("being down", |design| !design.down.is_empty()),
        ("SLA credits", |design| design.credits.is_some()),
        ("partitions", DesignPlan::prices_partitions),
    ];
    let mut warnings = Vec::new();
    for (name, has) in parts {
        let lacking = designs.iter().find(|design| !has(design));
        if let (true, Some(design)) = (designs.iter().any(has), lacking) {
            let message = format!(
                "The cost of {name} is computed for some designs but not for {}: its total leaves it out.",
                design.name
            );
            warnings.push(Warning {
                code: "cost-uneven".into(),
                message,
                place: String::new(),
            });
        }
    }
    warnings
}
