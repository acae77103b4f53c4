//! Which inputs the figures of the decision run over: the scenario's `[explore]`, resolved.

use super::Plan;
use super::values::Slot;
use crate::problem::Problem;
use crate::scenario::{Document, Explore};

/// The inputs a person chose; where she chose none, the study does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Explored {
    /// The input that totals are drawn over.
    pub(crate) over: Option<Slot>,
    /// The two inputs of the map: across, then up.
    pub(crate) map: Option<(Slot, Slot)>,
}

/// Resolves the paths; an input must be one that can be moved by ratio with everything else held.
pub(super) fn explored(explore: &Explore, document: &Document, plan: &Plan) -> Result<Explored, Problem> {
    let find =
        |name: &str, place: &str| movable(name, plan).map_err(|message| document.problem(place, message));
    let over = explore.over.as_deref().map(|name| find(name, "explore.over"));
    let map = match explore.map.as_deref() {
        None => None,
        Some([across, up]) if across == up => {
            let message = "a map needs two different inputs".to_owned();
            return Err(document.problem("explore.map", message));
        }
        Some([across, up]) => Some((find(across, "explore.map.0")?, find(up, "explore.map.1")?)),
        Some(_) => {
            let message =
                "a map has two inputs, across and up; write `map = [\"traffic\", \"revenue\"]`".to_owned();
            return Err(document.problem("explore.map", message));
        }
    };
    Ok(Explored {
        over: over.transpose()?,
        map,
    })
}

fn movable(name: &str, plan: &Plan) -> Result<Slot, String> {
    let slot = plan.inputs.at_path(name)?;
    if slot.of(&plan.medians) == 0.0 {
        return Err(format!(
            "`{name}` is 0, and here it is moved by ratio; give it a value, or choose another input"
        ));
    }
    if plan.inputs.all()[slot.place()].times_calls && plan.holds_latencies() {
        return Err(format!(
            "`{name}` is how long a call takes, and a latency is required, which is not solved anew for every value; choose another input, or remove the requirement"
        ));
    }
    Ok(slot)
}
