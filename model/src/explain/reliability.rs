//! Why reliability pays what it does.

use super::Explanation;
use super::exact::{self, number, percent};
use crate::assessment::Assessment;
use crate::quantity::{HOURS_PER_YEAR, show};
use crate::report;

pub(super) fn investment(assessment: &Assessment) -> Option<Explanation> {
    let found = assessment.investment.as_ref()?;
    let full = |value: f64| show::money_full(value, &assessment.currency).replacen('-', "−", 1);
    let said = report::reliability(assessment);
    Some(Explanation {
        title: said.into_iter().next()?,
        formula: "Saving = 8,760 h × (unavailability now − then) × loss per hour. Return = (saving − cost)/cost. Payback = cost/(saving/12) months.".into(),
        numbers: format!(
            "Saving: {} h × ({} − {}) × {} = {}. It costs {} a year.",
            number(HOURS_PER_YEAR),
            percent(1.0 - found.from),
            percent(1.0 - found.to),
            exact::money(found.loss_per_hour, &assessment.currency),
            full(found.saving),
            full(found.cost)
        ),
        assumptions: vec!["Outages alone; the loss per hour is that of being down. With several journeys the availability is weighted by what each loses.".into()],
        sources: vec!["The source documents, 004 §5.3, which give no further source".into()],
    })
}

pub(super) fn nines(assessment: &Assessment) -> Option<Explanation> {
    let found = assessment.nines.as_ref()?;
    let money = |value: f64| exact::money(value, &assessment.currency);
    Some(Explanation {
        title: report::reliability(assessment).into_iter().next_back()?,
        formula: "Nines cost c₀·kⁿ a year and leave L·8,760·10⁻ⁿ of outages: n* = ln(L·8,760·ln 10/(c₀·ln k))/ln(10k).".into(),
        numbers: format!(
            "c₀ is {}, k {}, L {}: n* is {}, at {} for nines and {} of outages.",
            money(found.first),
            number(found.factor),
            money(found.loss_per_hour),
            number(found.optimum),
            money(found.cost),
            money(found.loss)
        ),
        assumptions: vec!["Each further nine multiplies the cost by the same factor, and nines can be bought in parts.".into()],
        sources: vec!["Our derivation".into()],
    })
}
