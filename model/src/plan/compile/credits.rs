//! What an SLA gives back: its tiers checked, and the chances of a month in each.

use super::Compiler;
use crate::assessment::Warning;
use crate::clip::clip;
use crate::cost::{CreditsPlan, Months, TierPlan};
use crate::estimate::Estimate;
use crate::plan::journey::JourneyPlan;
use crate::problem::Problem;
use crate::quantity::{Probability, Unavailability, show};
use crate::scenario::Credit;

/// Most tiers of a contract.
const MOST_TIERS: usize = 8;

/// A tier as written: both are there, or it would not have been read.
type Written<'a> = (&'a Estimate<Unavailability>, &'a Estimate<Probability>);

impl Compiler<'_> {
    /// Whether an SLA with tiers takes the place of a flat penalty.
    pub(super) fn has_credits(&self) -> bool {
        self.scenario
            .down
            .credits
            .as_ref()
            .is_some_and(|tiers| !tiers.is_empty())
    }

    /// The credits of the scenario's SLA, for the first journey; absent, with a warning that says why,
    /// while something is missing.
    pub(super) fn credits(
        &mut self,
        journeys: &[JourneyPlan],
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<CreditsPlan>, Problem> {
        if !self.has_credits() {
            return Ok(None);
        }
        let scenario = self.scenario;
        let tiers = scenario.down.credits.as_deref().unwrap_or_default();
        let tiers = self.tiers(tiers)?;
        if scenario.down.sla_penalty.is_some() {
            let message = "`sla_penalty` is left out: the tiers in `credits` say what the SLA costs.";
            warnings.push(warning("penalty-replaced", message.into(), "down.sla_penalty"));
        }
        let Some(fees) = &scenario.down.fees else {
            let message = "SLA credits are not counted: nothing says what customers pay; add `fees = \"$100k/month\"` to `[down]`.";
            warnings.push(warning("credits-unpriced", message.into(), "down.credits"));
            return Ok(None);
        };
        let medians = self.inputs.medians();
        let known = journeys.first().map_or_else(
            || Err("there is no flow whose outages could be counted".to_owned()),
            |journey| journey.months(&medians, &mut self.memory.outages),
        );
        match known {
            Ok(months) => Ok(Some(self.priced(fees, &tiers, &months))),
            Err(reason) => {
                let message = format!("SLA credits are not counted: {reason}.");
                warnings.push(warning("credits-unpriced", message, "down.credits"));
                Ok(None)
            }
        }
    }

    fn priced(
        &mut self,
        fees: &Estimate<crate::quantity::MoneyRate>,
        tiers: &[Written<'_>],
        months: &Months,
    ) -> CreditsPlan {
        let tier =
            |(below, credit): &Written<'_>| TierPlan::new(below.median(), self.inputs.slot(credit), months);
        let tiers = tiers.iter().map(tier).collect();
        CreditsPlan {
            fees: self.inputs.slot(fees),
            tiers,
        }
    }

    /// The tiers, from the highest availability down, each with a larger credit than the one before.
    fn tiers<'a>(&self, tiers: &'a [Credit]) -> Result<Vec<Written<'a>>, Problem> {
        let refuse = |at: usize, key: &str, message: String| {
            Err(self.problem(&format!("down.credits.{at}.{key}"), message))
        };
        if tiers.len() > MOST_TIERS {
            let message = format!(
                "{} tiers are more than {MOST_TIERS}; keep those that a month can reach",
                tiers.len()
            );
            return refuse(MOST_TIERS, "below", message);
        }
        let mut read: Vec<Written<'a>> = Vec::with_capacity(tiers.len());
        for (at, tier) in tiers.iter().enumerate() {
            let (Some(below), Some(credit)) = (&tier.below, &tier.credit) else {
                continue;
            };
            if below.is_range() {
                let message = format!(
                    "`{}` is a range, and a contract names one availability; write one such as `{}`",
                    clip(below.raw()),
                    show::availability(below.median())
                );
                return refuse(at, "below", message);
            }
            if let Some((other, smaller)) = read.last() {
                if below.median() <= other.median() {
                    let message = format!(
                        "`{}` is not below the `{}` of the tier before it; write the tiers from the highest availability down",
                        clip(below.raw()),
                        clip(other.raw())
                    );
                    return refuse(at, "below", message);
                }
                if credit.median() < smaller.median() {
                    let message = format!(
                        "a month below `{}` would get `{}`, less than the `{}` it gets already; the lower the availability, the larger the credit",
                        clip(below.raw()),
                        clip(credit.raw()),
                        clip(smaller.raw())
                    );
                    return refuse(at, "credit", message);
                }
            }
            read.push((below, credit));
        }
        Ok(read)
    }
}

fn warning(code: &str, message: String, place: &str) -> Warning {
    Warning {
        code: code.into(),
        message,
        place: place.into(),
    }
}
