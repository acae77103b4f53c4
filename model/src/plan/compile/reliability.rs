//! What an investment in reliability is, and what nines cost.

use super::Compiler;
use crate::assessment::Warning;
use crate::clip::clip;
use crate::cost::{InvestmentPlan, NinesPlan};
use crate::problem::Problem;

/// What of a scenario's reliability is priced.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reliability {
    pub(crate) investment: Option<InvestmentPlan>,
    pub(crate) nines: Option<NinesPlan>,
}

impl Compiler<'_> {
    /// What the scenario says of reliability; what it says by half is warned of.
    pub(super) fn reliability(&mut self, warnings: &mut Vec<Warning>) -> Result<Reliability, Problem> {
        Ok(Reliability {
            investment: self.investment(warnings)?,
            nines: self.nines(warnings)?,
        })
    }

    fn investment(&mut self, warnings: &mut Vec<Warning>) -> Result<Option<InvestmentPlan>, Problem> {
        let text = &self.scenario.investment;
        let priced = text.cost.is_some() || text.once.is_some();
        let Some(reaches) = text.availability.as_ref().filter(|_| priced) else {
            if priced || text.availability.is_some() {
                let missing = if priced { "availability" } else { "cost" };
                warnings.push(incomplete("investment", missing));
            }
            return Ok(None);
        };
        let spread = self.spread()?;
        let once = match (&text.once, spread) {
            (None, _) => None,
            (Some(once), Some(spread)) => Some((self.inputs.slot(once), spread)),
            (Some(_), None) => {
                let message = "what is paid once is spread over the years it serves; say how many: `[money]` with `horizon = \"3 years\"`";
                return Err(self.document.problem("investment.once", message));
            }
        };
        Ok(Some(InvestmentPlan {
            cost: text.cost.as_ref().map(|cost| self.inputs.slot(cost)),
            once,
            reaches: self.inputs.slot(reaches),
        }))
    }

    fn nines(&mut self, warnings: &mut Vec<Warning>) -> Result<Option<NinesPlan>, Problem> {
        let text = &self.scenario.nines;
        let (Some(cost), Some(at), Some(factor)) = (&text.cost, &text.at, &text.factor) else {
            let given = [text.cost.is_some(), text.at.is_some(), text.factor.is_some()];
            let names = ["cost", "at", "factor"];
            let missing = names.iter().zip(given).find(|(_, given)| !given);
            if let Some((missing, _)) = missing.filter(|_| given.contains(&true)) {
                warnings.push(incomplete("nines", missing));
            }
            return Ok(None);
        };
        if factor.median() <= 1.0 {
            let message = format!(
                "`{}` would make further nines no dearer, so there would be no end to them; write a factor above 1",
                clip(factor.raw())
            );
            return Err(self.document.problem("nines.factor", message));
        }
        Ok(Some(NinesPlan {
            cost: self.inputs.slot(cost),
            at: self.inputs.slot(at),
            factor: self.inputs.slot(factor),
        }))
    }
}

fn incomplete(part: &str, missing: &str) -> Warning {
    let example = match missing {
        "cost" => "cost = \"$50k/year\"",
        "factor" => "factor = 5",
        "at" => "at = \"99.9%\"",
        _ => "availability = \"99.99%\"",
    };
    Warning {
        code: format!("{part}-incomplete"),
        message: format!("Nothing is said of `[{part}]` until it has `{example}`."),
        place: part.to_owned(),
    }
}
