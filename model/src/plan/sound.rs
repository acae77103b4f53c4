//! What is checked of a scenario before anything is computed: its size and its names.

use crate::clip::clip;
use crate::flow::{RESERVED, is_name};
use crate::problem::Problem;
use crate::scenario::{Design, Document, Scenario, path};
use indexmap::IndexMap;

/// Most services a scenario may have.
const MAX_SERVICES: usize = 2_000;
/// Most designs, and most journeys, a scenario may have.
const MAX_ALTERNATIVES: usize = 64;

/// A scenario of a size that can be computed.
pub(crate) fn check_sizes(scenario: &Scenario, document: &Document) -> Result<(), Problem> {
    let own = |count: fn(&Design) -> usize| scenario.design.iter().map(count).max().unwrap_or(0);
    let counts = [
        (
            "services",
            scenario.services.len() + own(|design| design.services.len()),
            MAX_SERVICES,
        ),
        (
            "domains",
            scenario.domains.len() + own(|design| design.domains.len()),
            MAX_SERVICES,
        ),
        (
            "journey",
            scenario.journey.len() + own(|design| design.journey.len()),
            MAX_ALTERNATIVES,
        ),
        ("design", scenario.design.len(), MAX_ALTERNATIVES),
    ];
    match counts.iter().find(|(_, count, most)| count > most) {
        Some((part, count, most)) => {
            let what = match *part {
                "journey" => "journeys",
                "design" => "designs",
                other => other,
            };
            let message = format!(
                "the scenario has {count} {what} and the most that is computed is {most}; split the scenario"
            );
            Err(document.problem(part, message))
        }
        None => Ok(()),
    }
}

/// Names of services and flows follow the grammar, and no name means two things.
pub(crate) fn check_names(scenario: &Scenario, document: &Document) -> Result<(), Problem> {
    check_part(&scenario.services, &scenario.flows, scenario, "", document)?;
    for (number, design) in scenario.design.iter().enumerate() {
        let path = format!("design.{number}");
        check_part(&design.services, &design.flows, scenario, &path, document)?;
    }
    Ok(())
}

/// Checks the services and flows that stand at `path`: the scenario's, or one design's.
fn check_part<S>(
    services: &IndexMap<String, S>,
    flows: &IndexMap<String, String>,
    scenario: &Scenario,
    path: &str,
    document: &Document,
) -> Result<(), Problem> {
    let problem = |part: &str, name: &str, message: String| {
        document.problem(&path::join(&path::join_parts(path, part), name), message)
    };
    let names = services.keys().map(|name| ("services", name));
    for (part, name) in names.chain(flows.keys().map(|name| ("flows", name))) {
        if !is_name(name) {
            let message = format!(
                "`{}` cannot be a name here; names start with a letter, hold letters, digits, `_` and `-`, and are none of {}",
                clip(name),
                RESERVED.join(", ")
            );
            return Err(problem(part, name, message));
        }
        let twice = match part {
            "flows" => services.contains_key(name) || scenario.services.contains_key(name),
            _ => scenario.flows.contains_key(name),
        };
        if twice {
            let message = format!("`{name}` is both a service and a flow; rename one of them");
            return Err(problem(part, name, message));
        }
    }
    Ok(())
}
