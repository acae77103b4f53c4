//! Which inputs the figures over a span of inputs run over, and which they could.

use quorate_model::assessment::{Assessment, Decision};

/// Which of the inputs is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The one that totals are drawn over.
    Over,
    /// The one across the map.
    Across,
    /// The one up the map.
    Up,
}

/// Path and words of every input that can be moved, the one that decides soonest first.
pub fn offered(decision: &Decision) -> Vec<(String, String)> {
    let mut offered: Vec<(String, String)> = Vec::new();
    let flips = decision.flips.iter().map(|flip| (&flip.input, &flip.name));
    let swings = decision.tornado.iter().map(|swing| (&swing.input, &swing.name));
    for (path, words) in flips.chain(swings) {
        if offered.iter().all(|(known, _)| known != path) {
            offered.push((path.clone(), words.clone()));
        }
    }
    offered
}

/// Path and words of every range, the one that moves the decision most first.
pub fn ranges(found: &Assessment) -> Vec<(String, String)> {
    let decision = found.decision.iter();
    let swings = decision.flat_map(|decision| &decision.tornado);
    swings
        .map(|swing| (swing.input.clone(), swing.name.clone()))
        .collect()
}

/// The path of the input in use.
pub fn chosen(decision: &Decision, choice: Choice) -> Option<String> {
    let map = decision.map.as_ref();
    let axis = match choice {
        Choice::Over => &decision.lines.as_ref()?.axis,
        Choice::Across => &map?.across,
        Choice::Up => &map?.up,
    };
    Some(axis.input.clone())
}

/// Where a choice is written, and what. Choosing the input that the other axis has swaps the two.
pub fn written(decision: &Decision, choice: Choice, path: &str) -> Option<(&'static str, String)> {
    if choice == Choice::Over {
        return Some(("explore.over", path.to_owned()));
    }
    let before = decision.map.as_ref()?;
    let (across, up) = (before.across.input.as_str(), before.up.input.as_str());
    let (across, up) = match choice {
        Choice::Across if path == up => (up, across),
        Choice::Up if path == across => (up, across),
        Choice::Across => (path, up),
        _ => (across, path),
    };
    Some(("explore.map", format!("[\"{across}\", \"{up}\"]")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_model::{Assessor, estimate::Env, scenario::edit};

    const TEXT: &str = "traffic = \"1000/s\"\n[wrongness]\nerror_probability = \"1e-6\"\nharm = [{ cost = \"$10\" }]\n[[design]]\nname = \"Bought\"\nlevel = \"SS\"\ncost = [{ price = \"$1M/year\" }]\n[[design]]\nname = \"Built\"\nlevel = \"EC\"\ncost = [{ price = \"$10/h\" }]\n";

    fn decision(text: &str) -> Decision {
        let env = Env {
            samples: 500,
            seed: 1,
        };
        Assessor::new().study(text, env).unwrap().decision.unwrap()
    }

    #[test]
    fn every_input_that_can_be_moved_is_offered_once() {
        let offered = offered(&decision(TEXT));
        for path in ["traffic", "wrongness.error_probability", "wrongness.harm.0.cost"] {
            assert_eq!(
                offered.iter().filter(|(known, _)| known == path).count(),
                1,
                "{path}"
            );
        }
    }

    #[test]
    fn what_is_chosen_is_written_and_then_in_use() {
        let before = decision(TEXT);
        let (path, value) = written(&before, Choice::Over, "traffic").unwrap();
        let text = edit::set(TEXT, path, &value).unwrap();
        let now = decision(&text);
        assert_eq!(chosen(&now, Choice::Over).as_deref(), Some("traffic"));
        for path in ["traffic", "wrongness.harm.0.cost"] {
            let (place, value) = written(&now, Choice::Up, path).unwrap();
            let text = edit::set(&text, place, &value).unwrap();
            assert_eq!(
                chosen(&decision(&text), Choice::Up).as_deref(),
                Some(path),
                "{text}"
            );
        }
    }

    #[test]
    fn choosing_the_other_axis_input_swaps_the_two() {
        let before = decision(TEXT);
        let (across, up) = (
            chosen(&before, Choice::Across).unwrap(),
            chosen(&before, Choice::Up).unwrap(),
        );
        let (place, value) = written(&before, Choice::Across, &up).unwrap();
        let after = decision(&edit::set(TEXT, place, &value).unwrap());
        assert_eq!(chosen(&after, Choice::Across), Some(up));
        assert_eq!(chosen(&after, Choice::Up), Some(across));
    }
}
