//! How far the draws of a design's cost lie apart, for `designs`.

use crate::bars::Remark;
use crate::mark::Role;
use crate::value::{Unit, Values};
use crate::whisker::Whisker;
use quorate_model::assessment::DesignResult;

/// Of so many draws,
const OF: f64 = 100.0;
/// so many lie within the whisker.
const WITHIN: f64 = 90.0;
/// Above this a share is told apart from all.
const NEARLY_ALL: f64 = 0.99;

/// The whisker of a design; nothing while nothing is drawn.
pub(crate) fn whisker(design: &DesignResult) -> Option<Whisker> {
    let (low, high) = (design.total_p05?, design.total_p95?);
    Some(Whisker { low, high })
}

/// `whiskers: 90 of 100 draws`.
pub(crate) fn caption(values: &mut Values) -> String {
    format!("whiskers: {}", draws(values))
}

/// `$1.2M to $3.4M in 90 of 100 draws; cheapest in 93.1% of the draws`; `near $158k` where both ends read alike.
pub(crate) fn words(whisker: Whisker, best: Option<f64>, currency: &str, values: &mut Values) -> String {
    let mut money = |amount| values.say(amount, Unit::Money(currency.to_owned()));
    let (low, high) = (money(whisker.low), money(whisker.high));
    let mut said = format!("{} in {}", range(&low, &high), draws(values));
    if let Some(chance) = best {
        let chance = if chance > NEARLY_ALL {
            values.say(1.0 - chance, Unit::Unavailability)
        } else {
            values.say(chance, Unit::Share)
        };
        said.push_str(&format!("; cheapest in {chance} of the draws"));
    }
    said
}

/// `$1.2M to $3.4M`; `near $158k` where both ends read alike.
pub(crate) fn range(low: &str, high: &str) -> String {
    match low == high {
        true => format!("near {low}"),
        false => format!("{low} to {high}"),
    }
}

/// Words as a line under a bar.
pub(crate) fn remark(text: String) -> Remark {
    Remark {
        text,
        role: Role::Muted,
    }
}

fn draws(values: &mut Values) -> String {
    let [within, of] = [WITHIN, OF].map(|draws| values.say(draws, Unit::Count));
    format!("{within} of {of} draws")
}
