//! The rule of thumb of the source documents, beside the computed decision.
//!
//! # What it computes
//! A recommended level from three numbers and one judgement.
//!
//! # Why it matters
//! It is what many teams use. Where it disagrees with the computed decision, the reader should see
//! it and why.
//!
//! # Formula
//! Wrongness of the weakest design above $1M a year: SS. Above $100k: SI when coordination (running +
//! waiting, strongest minus cheapest) is above $500k, else S. Otherwise EC when users feel it
//! strongly, else batch processing.

use crate::assessment::{DesignResult, RuleOfThumb};
use crate::guarantee::Level;
use crate::quantity::show::money;

/// Where the rule draws its lines, money a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// Above this wrongness: strict serializable.
    pub wrongness_high: f64,
    /// Above this wrongness: serializable or snapshot isolation.
    pub wrongness_medium: f64,
    /// Above this coordination cost: snapshot isolation.
    pub coordination: f64,
    /// Whether users feel stale or slow answers strongly; absent when not said.
    pub impact_high: Option<bool>,
    /// Sign of money in sentences.
    pub currency: String,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            wrongness_high: 1e6,
            wrongness_medium: 1e5,
            coordination: 5e5,
            impact_high: None,
            currency: "$".into(),
        }
    }
}

/// What the rule says; absent when it would need an answer nobody gave.
pub fn rule_of_thumb(
    designs: &[DesignResult],
    best: Option<&DesignResult>,
    thresholds: &Thresholds,
) -> Option<RuleOfThumb> {
    let wrongness = weakest(designs).and_then(|design| design.wrong);
    let (recommends, reason) = recommend(designs, wrongness, thresholds)?;
    let agrees = best
        .and_then(|best| best.level)
        .map(|level| agrees(recommends, level));
    Some(RuleOfThumb {
        recommends: recommends.to_owned(),
        reason,
        agrees,
    })
}

fn recommend(
    designs: &[DesignResult],
    wrongness: Option<f64>,
    thresholds: &Thresholds,
) -> Option<(&'static str, String)> {
    let show = |value: f64| money(value, &thresholds.currency);
    let wrong = wrongness.unwrap_or(0.0);
    if wrong > thresholds.wrongness_high {
        let reason = format!(
            "being wrong would cost {} a year, above {}",
            show(wrong),
            show(thresholds.wrongness_high)
        );
        return Some(("SS", reason));
    }
    if wrong > thresholds.wrongness_medium {
        let coordination = coordination(designs);
        let dear = coordination > thresholds.coordination;
        let reason = format!(
            "being wrong would cost {} a year, above {}, and coordination {} a year, {} {}",
            show(wrong),
            show(thresholds.wrongness_medium),
            show(coordination),
            if dear { "above" } else { "not above" },
            show(thresholds.coordination)
        );
        return Some((if dear { "SI" } else { "S" }, reason));
    }
    let small = match wrongness {
        Some(wrong) => format!(
            "being wrong would cost {} a year, not above {}",
            show(wrong),
            show(thresholds.wrongness_medium)
        ),
        None => "no cost of being wrong is stated".to_owned(),
    };
    match thresholds.impact_high? {
        true => Some((
            "EC",
            format!("{small}, and users feel stale or slow answers strongly"),
        )),
        false => Some((
            "batch",
            format!("{small}, and users do not feel stale or slow answers strongly"),
        )),
    }
}

/// The design with the weakest level; the first of several.
fn weakest(designs: &[DesignResult]) -> Option<&DesignResult> {
    let mut weakest = designs.first()?;
    for design in designs {
        let below = match (design.level, weakest.level) {
            (Some(own), Some(other)) => other.at_least(own) && own != other,
            (None, Some(_)) => true,
            _ => false,
        };
        if below {
            weakest = design;
        }
    }
    Some(weakest)
}

fn coordination(designs: &[DesignResult]) -> f64 {
    let cost = |design: &DesignResult| design.running.unwrap_or(0.0) + design.waiting.unwrap_or(0.0);
    let strongest = designs.iter().filter(|design| design.level.is_some()).fold(
        None,
        |best: Option<&DesignResult>, design| match best {
            Some(best)
                if best
                    .level
                    .zip(design.level)
                    .is_some_and(|(a, b)| !b.at_least(a) || a == b) =>
            {
                Some(best)
            }
            _ => Some(design),
        },
    );
    let cheapest = designs.iter().map(cost).fold(f64::INFINITY, f64::min);
    strongest.map_or(0.0, |strongest| (cost(strongest) - cheapest).max(0.0))
}

/// Whether a level is what the rule asks for; batch processing needs nothing above eventual.
fn agrees(recommends: &str, level: Level) -> bool {
    match recommends.parse::<Level>() {
        Ok(wanted) => level == wanted,
        Err(_) => Level::EVENTUAL.at_least(level) || Level::READ_COMMITTED.at_least(level),
    }
}
