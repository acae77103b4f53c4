//! The distribution function as points to draw.

use super::shape::Shape;
use crate::math::{exp, ln};

/// Points of a drawn distribution function.
const POINTS: usize = 120;
/// It runs from this probability …
const LOWEST: f64 = 1e-3;
/// … to this tail.
const HIGHEST_TAIL: f64 = 5e-4;

/// Points `(t, P(T ≤ t))`, evenly spaced in the logarithm of the odds: dense
/// enough in the middle for a linear axis and in the tail for a logarithmic one.
pub(super) fn drawn(shape: &Shape) -> Vec<(f64, f64)> {
    let from = ln(LOWEST / (1.0 - LOWEST));
    let to = ln((1.0 - HIGHEST_TAIL) / HIGHEST_TAIL);
    let mut latest: f64 = 0.0;
    (0..POINTS)
        .map(|index| {
            let odds = from + (to - from) * index as f64 / (POINTS - 1) as f64;
            let tail = 1.0 / (1.0 + exp(odds));
            latest = latest.max(shape.curve().upper_quantile(tail));
            (latest, 1.0 - tail)
        })
        .collect()
}
