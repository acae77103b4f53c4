//! Availability when nothing is known about how failures coincide.
//!
//! # What it computes
//! The lowest and highest availability a flow can have for the given availabilities of its parts,
//! whatever the dependence between them.
//!
//! # Formula
//! Worked on unavailability. All needed: between the largest q and min(1, Σq). One enough: between
//! max(0, Σq − n + 1) and the smallest q. At least k of n: A at most
//! min(1, min over m<k of Σ(n−m smallest highs)/(k−m)), and the same on q with n−k+1.
//!
//! # References
//! Fréchet–Hoeffding inequalities; for k of n, L. Rüger, "Scharfe untere und obere Schranken für die
//! Wahrscheinlichkeit der Realisation von k unter n Ereignissen", Metrika 28, 1981.

/// A range of unavailability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lowest unavailability.
    pub low: f64,
    /// Highest unavailability.
    pub high: f64,
}

impl Range {
    /// Known exactly.
    pub fn exact(q: f64) -> Self {
        Self { low: q, high: q }
    }

    /// All parts needed.
    pub fn all(parts: &[Self]) -> Self {
        let low = parts.iter().fold(0.0_f64, |most, part| most.max(part.low));
        let high = parts.iter().map(|part| part.high).sum::<f64>().min(1.0);
        Self { low, high }
    }

    /// At least `k` of the parts needed.
    pub fn at_least(k: usize, parts: &[Self]) -> Self {
        let mut up: Vec<f64> = parts.iter().map(|part| 1.0 - part.low).collect();
        let mut down: Vec<f64> = parts.iter().map(|part| part.high).collect();
        let most_up = most(k, &mut up);
        let most_down = most(parts.len() + 1 - k, &mut down);
        if k == parts.len() {
            return Self::all(parts);
        }
        Self {
            low: 1.0 - most_up,
            high: most_down,
        }
    }
}

/// The highest probability that at least `k` of events with these highest probabilities happen.
fn most(k: usize, highs: &mut [f64]) -> f64 {
    crate::order::sort(highs);
    let n = highs.len();
    (0..k)
        .map(|m| highs[..n - m].iter().sum::<f64>() / (k - m) as f64)
        .fold(1.0, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bounds_of_two_needed_and_of_two_redundant_are_the_classic_ones() {
        let parts = [Range::exact(0.01), Range::exact(0.02)];
        assert_eq!(
            Range::all(&parts),
            Range {
                low: 0.02,
                high: 0.03
            }
        );
        let any = Range::at_least(1, &parts);
        assert!(
            (any.low - 0.0).abs() < 1e-15 && (any.high - 0.01).abs() < 1e-15,
            "{any:?}"
        );
    }

    proptest! {
        /// Any joint distribution whatever lies inside; here mixtures of a few random states.
        #[test]
        fn no_joint_distribution_leaves_the_bounds(
            states in prop::collection::vec((0.01..1.0_f64, prop::collection::vec(any::<bool>(), 5)), 1..6),
            k in 1..=5_usize,
        ) {
            let total: f64 = states.iter().map(|(weight, _)| weight).sum();
            let q = |i: usize| states.iter().filter(|(_, up)| !up[i]).map(|(w, _)| w / total).sum::<f64>();
            let parts: Vec<Range> = (0..5).map(|i| Range::exact(q(i))).collect();
            let down: f64 = states.iter().filter(|(_, up)| up.iter().filter(|x| **x).count() < k).map(|(w, _)| w / total).sum();
            let range = Range::at_least(k, &parts);
            prop_assert!(range.low <= down + 1e-9 && down <= range.high + 1e-9, "{range:?} {down}");
        }
    }
}
