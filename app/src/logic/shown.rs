//! Which journeys the figures and lists show.

use quorate_model::assessment::{Assessment, Journey};

/// The journeys of the design called `chosen`, else of the best one or the one that comes closest,
/// else of the scenario itself: as the figures choose.
pub fn shown<'a>(found: &'a Assessment, chosen: Option<&str>) -> &'a [Journey] {
    let best = found
        .decision
        .as_ref()
        .and_then(|decision| decision.best.as_deref().or(decision.closest.as_deref()));
    let of = |name: &str| found.designs.iter().find(|design| design.name == name);
    chosen
        .and_then(of)
        .or_else(|| best.and_then(of))
        .map_or(found.journeys.as_slice(), |design| &design.journeys)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "flow = \"a\"\n[services.a]\navailability = \"99%\"\n[[design]]\nname = \"Better\"\nservices.a.availability = \"99.9%\"\n\
                        cost = [ { price = \"$1/month\" } ]\n";

    #[test]
    fn a_design_that_is_chosen_is_shown_and_an_unknown_one_falls_back() {
        let found = quorate_model::Assessor::new().assess(TEXT).unwrap();
        let availability = |chosen| shown(&found, chosen)[0].chain.availability.unwrap();
        assert!((availability(Some("Better")) - 0.999).abs() < 1e-12);
        assert_eq!(availability(Some("Nothing")), availability(None));
    }
}
