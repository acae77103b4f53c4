//! What a tab waits for before it has something to show.

use crate::state::Tab;
use quorate_model::assessment::{Assessment, Journey};

/// What to write so that results come, in a sentence; nothing once they are there.
pub fn awaited(tab: Tab, found: Option<&Assessment>) -> Option<&'static str> {
    let journeys = found.map_or(&[][..], |found| found.journeys.as_slice());
    let designs = found.map_or(&[][..], |found| found.designs.as_slice());
    if tab == Tab::Flow && journeys.iter().any(|journey| !journey.chain.services.is_empty()) {
        let answered =
            |journey: &Journey| journey.chain.unavailability.is_some() || journey.chain.latency.is_some();
        let words = "Give each service an availability and a latency: what they deliver together follows.";
        return (!journeys.iter().any(answered)).then_some(words);
    }
    let (there, words) = match tab {
        Tab::Flow => (
            journeys
                .iter()
                .any(|journey| journey.chain.unavailability.is_some() || journey.chain.latency.is_some()),
            "What the services deliver together is drawn here. Write the flow of one request, such as `web > api > db`; \
             add the services it names; give each an availability and a latency.",
        ),
        Tab::Budget => (
            journeys.iter().any(|journey| journey.budget.is_some()),
            "Where the error budget goes is drawn here. It needs a flow with availabilities, and a target availability.",
        ),
        Tab::Money => (
            designs.iter().any(|design| design.total.is_some()),
            "What a year costs is drawn here, design by design. It needs designs (under `Decision`), and costs: \
             line items, wrong answers, waiting or outages.",
        ),
        Tab::Decision => (
            !designs.is_empty(),
            "Designs are compared here. A design is the scenario with some values changed: add two, give each a level, \
             change what differs and say what it costs to run.",
        ),
        Tab::Document => (true, ""),
    };
    (!there).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_model::Assessor;

    #[test]
    fn an_empty_scenario_awaits_something_on_every_tab_but_the_text() {
        let found = Assessor::new().assess("quorate = 1").unwrap();
        for (tab, name, _) in Tab::ALL {
            for found in [None, Some(&found)] {
                assert_eq!(awaited(tab, found).is_some(), tab != Tab::Document, "{name}");
            }
        }
    }

    #[test]
    fn a_flow_of_services_about_which_nothing_is_said_awaits_their_numbers() {
        let found = Assessor::new().assess("flow = \"a\"\n[services.a]\n").unwrap();
        let words = awaited(Tab::Flow, Some(&found)).unwrap();
        assert!(words.starts_with("Give each service"), "{words}");
    }

    #[test]
    fn a_full_scenario_awaits_nothing() {
        let text = "flow = \"a\"\nslo.availability = \"99%\"\n[services.a]\navailability = \"99.9%\"\n\
                    [[design]]\nname = \"A\"\ncost = [{ name = \"x\", price = \"$1/h\" }]\n";
        let found = Assessor::new().assess(text).unwrap();
        for (tab, name, _) in Tab::ALL {
            assert_eq!(awaited(tab, Some(&found)), None, "{name}");
        }
    }
}
