//! What an SLA gives back, in words.

use crate::assessment::{Assessment, CreditTier, Credits, DesignResult};
use crate::quantity::show;

/// A sentence for each design whose SLA has tiers.
pub(super) fn credits(assessment: &Assessment) -> Vec<String> {
    let medians = if assessment.engine.samples > 0 {
        " at medians"
    } else {
        ""
    };
    let line = |design: &DesignResult| {
        let credits = design.credits.as_ref()?;
        Some(given_back(design, credits, medians, &assessment.currency))
    };
    assessment.designs.iter().filter_map(line).collect()
}

/// `Strict gives back $444k a year in SLA credits, 3.7% of the fees: of months 37% are below 99.9% (10%
/// back) and 0.2% below 99% (25%).`
fn given_back(design: &DesignResult, credits: &Credits, medians: &str, currency: &str) -> String {
    let tiers: Vec<String> = credits.tiers.iter().map(tier).collect();
    let error = credits.tiers.iter().filter_map(|tier| tier.chance_error);
    let drawn = error.reduce(f64::max).map_or(String::new(), |error| {
        format!(", ±{} of drawing them", show::percent(error))
    });
    format!(
        "{} gives back {} a year in SLA credits{medians}, {} of the fees: of months of 730 h, {}{drawn}.",
        design.name,
        show::money(credits.yearly, currency),
        show::percent(credits.share),
        tiers.join(", ")
    )
}

fn tier(tier: &CreditTier) -> String {
    format!(
        "{} are below {} ({} back)",
        show::percent(tier.chance),
        show::availability(tier.unavailability),
        show::percent(tier.credit)
    )
}
