//! What reliability pays, in words.

use super::credits::credits;
use crate::assessment::{Assessment, Investment, Nines};
use crate::quantity::show;

/// What the SLA gives back, what the investment pays and how many nines to buy, a sentence or two each.
pub fn reliability(assessment: &Assessment) -> Vec<String> {
    let currency = assessment.currency.as_str();
    let invested = assessment.investment.as_ref();
    let bought = assessment.nines.as_ref();
    credits(assessment)
        .into_iter()
        .chain(invested.map(|investment| invest(investment, currency)))
        .chain(bought.map(|nines| buy(nines, currency)))
        .collect()
}

fn invest(investment: &Investment, currency: &str) -> String {
    let money = |value: f64| show::money(value, currency);
    let availability = |a: f64| show::availability(1.0 - a);
    let (from, to) = (availability(investment.from), availability(investment.to));
    let Some(months) = investment.payback_months else {
        return format!(
            "Raising {} to {to} saves nothing: it is available {from} of the time already.",
            investment.design
        );
    };
    let verdict = if investment.roi >= 0.0 {
        "It pays"
    } else {
        "It does not pay"
    };
    format!(
        "{verdict}: raising {} from {from} to {to} saves {} of outages a year ({} a year) for {}, a return of {}, paid back in {} months.",
        investment.design,
        show::duration(investment.hours_saved * 3600.0),
        money(investment.saving),
        money(investment.cost),
        show::percent(investment.roi),
        show::significant(months, 2)
    )
}

fn buy(nines: &Nines, currency: &str) -> String {
    let money = |value: f64| show::money(value, currency);
    let more = nines.optimum - nines.present;
    let advice = match more {
        more if more > 0.1 => "Buy more nines",
        more if more < -0.1 => "There are more nines than pay",
        _ => "There are about as many nines as pay",
    };
    format!(
        "{advice}: {} of them ({}) cost least, {} a year and {} of outages; {} has {}, at {} of outages.",
        show::significant(nines.optimum, 2),
        show::availability(1.0 - nines.availability),
        money(nines.cost),
        money(nines.loss),
        nines.design,
        show::significant(nines.present, 2),
        money(nines.present_loss)
    )
}
