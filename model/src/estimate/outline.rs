//! The shape of a written range, for a small picture beside it.
//!
//! # What it computes
//! Points of the density of the first range in a text, both axes scaled to 0…1.
//!
//! # Why it matters
//! `$5k to $20k` and `uniform($5k, $20k)` have the same ends: only a picture shows at a glance how
//! likely what lies between them is.
//!
//! # Formula
//! Between the quantiles of u and u + Δu lies the share Δu: the density is Δu over their distance.
//!
//! # Example
//! ```
//! use quorate_model::estimate::outline;
//! let shape = outline("cost", "$5k to $20k").unwrap();
//! let peak = shape.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
//! assert!(peak.0 < 0.4, "a lognormal leans to the left");
//! assert!(outline("cost", "$5k").is_none());
//! ```

use super::{Distribution, Estimate};
use crate::quantity::{Duration, DutyHours, Money, MoneyRate, Probability, Quantity, Rate, Unavailability};

/// Pieces of the outline.
const PIECES: u32 = 32;
/// The share on either side that the picture leaves out.
const TAIL: f64 = 0.01;

/// Points (place, height) of the first range in `text`, the value at a key called `key`; `None`
/// where it holds no range.
pub fn outline(key: &str, text: &str) -> Option<Vec<(f64, f64)>> {
    let reversed = key == "availability";
    let distribution = if reversed {
        range::<Unavailability>(text)?
    } else {
        parts(text).find_map(any_range)?
    };
    let mut points = points(&distribution)?;
    if reversed {
        points.reverse();
        points.iter_mut().for_each(|point| point.0 = 1.0 - point.0);
    }
    Some(points)
}

/// The pieces of a latency such as `p50 3 ms to 5 ms, p99 20 ms`; any other text whole, too.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let names = ["p50 ", "p99 ", "median ", "const ", "exp "];
    let pieces = text.split(',').map(move |piece| {
        let piece = piece.trim();
        names
            .iter()
            .find_map(|name| piece.strip_prefix(name))
            .unwrap_or(piece)
    });
    std::iter::once(text.trim()).chain(pieces)
}

fn any_range(text: &str) -> Option<Distribution> {
    let text = text
        .split_once('<')
        .map_or(text, |(_, limit)| limit.trim_start_matches('='));
    range::<Probability>(text)
        .or_else(|| range::<Duration>(text))
        .or_else(|| range::<Money>(text))
        .or_else(|| range::<MoneyRate>(text))
        .or_else(|| range::<Rate>(text))
        .or_else(|| range::<DutyHours>(text))
}

fn range<Q: Quantity>(text: &str) -> Option<Distribution> {
    let read: Estimate<Q> = text.trim().parse().ok()?;
    read.is_range().then(|| *read.distribution())
}

fn points(distribution: &Distribution) -> Option<Vec<(f64, f64)>> {
    let step = (1.0 - 2.0 * TAIL) / f64::from(PIECES);
    let ends: Vec<f64> = (0..=PIECES)
        .map(|piece| distribution.quantile(TAIL + f64::from(piece) * step))
        .collect();
    let (low, high) = (*ends.first()?, *ends.last()?);
    let width = high - low;
    let pieces = ends.windows(2).map(|pair| (pair[0], pair[1]));
    let dense: Vec<(f64, f64)> = pieces
        .filter(|(from, to)| to > from)
        .map(|(from, to)| ((0.5 * (from + to) - low) / width, 1.0 / (to - from)))
        .collect();
    let peak = dense.iter().map(|point| point.1).fold(0.0, f64::max);
    let fine = width > 0.0 && width.is_finite() && peak > 0.0 && peak.is_finite();
    fine.then(|| dense.into_iter().map(|(x, height)| (x, height / peak)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(points: &[(f64, f64)]) -> f64 {
        let area: f64 = points
            .windows(2)
            .map(|p| (p[1].0 - p[0].0) * (p[0].1 + p[1].1))
            .sum();
        let moment: f64 = points
            .windows(2)
            .map(|p| (p[1].0 - p[0].0) * (p[0].1 + p[1].1) * 0.5 * (p[0].0 + p[1].0))
            .sum();
        moment / area
    }

    #[test]
    fn every_kind_of_range_has_an_outline_inside_its_frame() {
        for (key, text) in [
            ("availability", "99.9% to 99.99%"),
            ("latency", "p50 3 ms, p99 10 ms to 20 ms"),
            ("latency", "const 3 ms to 5 ms"),
            ("slo.latency", "p99 < 300 ms to 500 ms"),
            ("traffic", "2000/s to 3000/s"),
            ("revenue", "$30k/h to $50k/h"),
            ("error_probability", "0.005% to 0.02%"),
            ("share", "beta(2, 8)"),
            ("cost", "triangular($1, $2, $9)"),
        ] {
            let points = outline(key, text).unwrap_or_default();
            assert!(points.len() > 20, "{text}");
            let framed = |(x, y): &(f64, f64)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y);
            assert!(points.iter().all(framed), "{text}: {points:?}");
            assert!(points.windows(2).all(|pair| pair[0].0 < pair[1].0), "{text}");
        }
    }

    #[test]
    fn what_is_exact_or_does_not_read_has_none() {
        for text in ["99.9%", "$5k", "p99 10 ms", "", "SS", "5 to", "a > b", "$5 to $5"] {
            assert_eq!(outline("cost", text), None, "{text}");
        }
    }

    #[test]
    fn a_uniform_is_flat_a_lognormal_leans_left_and_an_availability_leans_right() {
        let flat = outline("cost", "uniform($1, $9)").unwrap();
        assert!(flat.iter().all(|point| (point.1 - 1.0).abs() < 1e-9));
        assert!((mean(&flat) - 0.5).abs() < 1e-9);
        assert!(mean(&outline("cost", "$1 to $9").unwrap()) < 0.4);
        assert!(mean(&outline("availability", "99% to 99.99%").unwrap()) > 0.6);
    }
}
