//! Which inputs are drawn together: the scenario's `[[correlation]]`, resolved.

use super::values::{Inputs, Slot};
use crate::assessment::Warning;
use crate::estimate::{Copula, Distribution, Rank};
use crate::problem::Problem;
use crate::scenario::{Correlation, Document, Scenario};

/// Ranges that rise and fall together.
#[derive(Clone, Debug)]
pub(crate) struct Together {
    /// In the order of the copula.
    pub(crate) slots: Vec<Slot>,
    pub(crate) copula: Copula,
}

/// Resolves the correlations of a scenario; those of inputs that are no ranges are left out with a
/// warning.
pub(crate) fn together(
    scenario: &Scenario,
    document: &Document,
    inputs: &Inputs,
    warnings: &mut Vec<Warning>,
) -> Result<Option<Together>, Problem> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut pairs: Vec<(usize, usize, Rank)> = Vec::new();
    for (number, correlation) in scenario.correlation.iter().enumerate() {
        let path = format!("correlation.{number}");
        let (names, rank) = parts(correlation).map_err(|message| document.problem(&path, message))?;
        let mut places = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let slot = inputs
                .at_path(name)
                .map_err(|message| document.problem(&format!("{path}.inputs.{at}"), message))?;
            if matches!(inputs.distributions()[slot.place()], Distribution::Exact(_)) {
                warnings.push(no_range(name, number));
                continue;
            }
            let known = slots.iter().position(|one| *one == slot);
            places.push(known.unwrap_or_else(|| {
                slots.push(slot);
                slots.len() - 1
            }));
        }
        for (at, a) in places.iter().enumerate() {
            for b in &places[at + 1..] {
                add(&mut pairs, (*a, *b, rank)).map_err(|message| document.problem(&path, message))?;
            }
        }
    }
    if pairs.is_empty() {
        return Ok(None);
    }
    match Copula::new(slots.len(), &pairs) {
        Some(copula) => Ok(Some(Together { slots, copula })),
        None => Err(document.problem("correlation", "these rank correlations cannot hold together: what rises with the same thing cannot fall with each other so strongly; bring them nearer to 0")),
    }
}

fn parts(correlation: &Correlation) -> Result<(&[String], Rank), &'static str> {
    let names = correlation.inputs.as_deref().unwrap_or_default();
    let rank = correlation.rank.as_ref().map(|rank| rank.value);
    match rank {
        _ if names.len() < 2 => {
            Err("a correlation is one of at least two inputs; add `inputs = [\"traffic\", \"revenue\"]`")
        }
        None => Err("this correlation has no strength; add `rank = 0.6`"),
        Some(rank) => Ok((names, rank)),
    }
}

fn no_range(name: &str, number: usize) -> Warning {
    Warning {
        code: "correlation-unused".into(),
        message: format!("`{name}` is no range, so its correlation says nothing."),
        place: format!("correlation.{number}"),
    }
}

fn add(pairs: &mut Vec<(usize, usize, Rank)>, pair: (usize, usize, Rank)) -> Result<(), &'static str> {
    let (a, b) = (pair.0.min(pair.1), pair.0.max(pair.1));
    if a == b {
        return Err("an input is named twice; it always moves with itself");
    }
    match pairs.iter().find(|known| (known.0, known.1) == (a, b)) {
        Some(known) if known.2 != pair.2 => {
            Err("another correlation of the same two inputs says something else; keep one of them")
        }
        Some(_) => Ok(()),
        None => {
            pairs.push((a, b, pair.2));
            Ok(())
        }
    }
}
