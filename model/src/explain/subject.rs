//! What is to be explained.

use super::money::priciest_wrong;
use crate::assessment::{Assessment, DesignResult, ItemCost, Journey, ServiceShare};
use crate::report::{shown_design, shown_journey};

/// A result, by its name and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its name, one of [`super::EXPLAINED`].
    pub what: String,
    /// The design it belongs to; without one, the one that stands in the verdict.
    pub design: Option<String>,
    /// The journey it belongs to; without one, the first.
    pub journey: Option<String>,
    /// The service, line item or harm it is about, where it is about one.
    pub part: Option<String>,
}

impl From<&str> for Subject {
    fn from(what: &str) -> Self {
        Self {
            what: what.to_owned(),
            ..Self::default()
        }
    }
}

impl Subject {
    /// The same result of the design of that name.
    #[must_use]
    pub fn of_design(self, name: &str) -> Self {
        Self {
            design: Some(name.to_owned()),
            ..self
        }
    }

    /// The same result of the journey of that name.
    #[must_use]
    pub fn of_journey(self, name: &str) -> Self {
        Self {
            journey: Some(name.to_owned()),
            ..self
        }
    }

    /// The same result for the service, line item or harm of that name.
    #[must_use]
    pub fn about(self, name: &str) -> Self {
        Self {
            part: Some(name.to_owned()),
            ..self
        }
    }

    /// The design in question; none where one is named that is not there.
    pub(super) fn design_of<'a>(&self, assessment: &'a Assessment) -> Option<&'a DesignResult> {
        match &self.design {
            Some(name) => assessment.designs.iter().find(|design| design.name == *name),
            None => shown_design(assessment),
        }
    }

    /// The journey in question; none where one is named that is not there.
    pub(super) fn journey_of<'a>(&self, assessment: &'a Assessment) -> Option<&'a Journey> {
        if self.design.is_none() && self.journey.is_none() {
            return shown_journey(assessment);
        }
        let design = self.design_of(assessment);
        if self.design.is_some() && design.is_none() {
            return None;
        }
        let own = design.map(|design| design.journeys.as_slice());
        let journeys = own.filter(|own| !own.is_empty()).unwrap_or(&assessment.journeys);
        match &self.journey {
            Some(name) => journeys.iter().find(|journey| journey.name == *name),
            None => journeys.first(),
        }
    }

    /// The service or domain in question.
    pub(super) fn service_of<'a>(&self, journey: &'a Journey) -> Option<&'a ServiceShare> {
        let name = self.part.as_ref()?;
        let mut services = journey.chain.services.iter();
        services.find(|service| service.name == *name)
    }

    /// The same with the design it means now named, so that it stays the same while inputs change.
    #[must_use]
    pub fn pinned(self, assessment: &Assessment) -> Self {
        let meant = match self.what.as_str() {
            "wrong" | "harm" if self.design.is_none() => priciest_wrong(assessment),
            _ => self.design_of(assessment),
        };
        let design = self
            .design
            .clone()
            .or_else(|| meant.map(|design| design.name.clone()));
        Self { design, ..self }
    }

    /// The result as a number in its base unit; an availability by what it leaves out. None for what is
    /// no number.
    pub(super) fn number_of(&self, assessment: &Assessment) -> Option<f64> {
        let journey = || self.journey_of(assessment);
        let budget = || journey()?.budget.as_ref();
        let service = || self.service_of(journey()?);
        let design = || self.design_of(assessment);
        let cost = |costs: &[ItemCost]| {
            let found = costs.iter().find(|cost| Some(&cost.name) == self.part.as_ref());
            found.map(|cost| cost.yearly)
        };
        match self.what.as_str() {
            "availability" => journey()?.chain.unavailability,
            "degraded" => journey()?.chain.degraded,
            "latency" => Some(journey()?.chain.latency.as_ref()?.p99),
            "budget" => budget()?.spent,
            "seconds" => Some(budget()?.seconds),
            "requests" => budget()?.requests,
            "budget_costs" => budget()?.costs,
            "chance" => budget()?.chance_of_meeting,
            "promise" => Some(1.0 - budget()?.promise?.at_95),
            "alert" => Some(budget()?.alerts.first()?.detects_full_outage?),
            "incident" => Some(budget()?.incident.as_ref()?.spends),
            "equal_split" => budget()?.equal_split.map(|split| 1.0 - split),
            "share" => service()?.downtime_share,
            "required" => service()?.required.map(|required| 1.0 - required),
            "total" => design()?.total,
            "running" => design()?.running,
            "item" => cost(&design()?.items),
            "waiting" => design()?.waiting,
            "wrong" => design()?.wrong,
            "harm" => cost(&design()?.harms),
            "down" => design()?.down,
            "partition" => design()?.partition,
            "investment" => Some(assessment.investment.as_ref()?.saving),
            "nines" => Some(assessment.nines.as_ref()?.optimum),
            "best" => assessment.decision.as_ref()?.margin,
            _ => None,
        }
    }

    /// ` with Strict`, where a design is named.
    pub(super) fn with(&self) -> String {
        let named = self.design.as_ref();
        named.map_or(String::new(), |name| format!(" with {name}"))
    }
}
