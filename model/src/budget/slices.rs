//! Budgets in slices of time.
//!
//! # What it computes
//! How many slices of a window an outage spoils: those in which a larger share of requests fails than
//! the slice's target allows.
//!
//! # Why it matters
//! A budget in slices forgives blips and rounds outages up: an outage of 90 seconds can cost three
//! one-minute slices, and one of two seconds none.
//!
//! # Formula
//! A slice of length s is bad when it is down for more than θ = (1 − target)·s. An outage of length D
//! at a random phase spoils (D + s − 2θ)/s slices on average when D > θ, else none [our derivation].
//!
//! # References
//! OpenSLO specification v1, `budgetingMethod: Timeslices`, <https://github.com/OpenSLO/OpenSLO>.

/// How time is sliced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slicing {
    /// Length of a slice, seconds.
    pub seconds: f64,
    /// Share of a slice that may be down before it is bad; below 0 every slice is bad.
    pub spared: f64,
}

impl Slicing {
    /// Seconds of bad slices, for outages (from, to) in order.
    pub(crate) fn bad(&self, outages: &[(f64, f64)], window: f64) -> f64 {
        if self.spared < 0.0 {
            return window;
        }
        let (mut bad, mut slice, mut down) = (0.0, -1.0, 0.0);
        let spared = self.spared * self.seconds;
        for &(from, to) in outages {
            let (first, last) = ((from / self.seconds).floor(), (to / self.seconds).floor());
            let within = |slice: f64| {
                let start = slice * self.seconds;
                (to.min(start + self.seconds) - from.max(start)).max(0.0)
            };
            if first > slice {
                bad += f64::from(down > spared);
                (slice, down) = (first, 0.0);
            }
            down += within(first);
            if last > first {
                bad += f64::from(down > spared);
                bad += (last - first - 1.0) * f64::from(self.spared < 1.0);
                (slice, down) = (last, within(last));
            }
        }
        bad += f64::from(down > spared);
        (bad * self.seconds).min(window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTES: Slicing = Slicing {
        seconds: 60.0,
        spared: 0.05,
    };

    #[test]
    fn blips_cost_nothing_and_long_outages_are_rounded_up() {
        let bad = |outages: &[(f64, f64)]| MINUTES.bad(outages, 1e6) / 60.0;
        assert_eq!(bad(&[]), 0.0);
        assert_eq!(bad(&[(10.0, 12.0)]), 0.0);
        assert_eq!(bad(&[(10.0, 14.0)]), 1.0);
        assert_eq!(bad(&[(55.0, 145.0)]), 3.0);
        assert_eq!(bad(&[(10.0, 12.0), (30.0, 32.0)]), 1.0);
        assert_eq!(bad(&[(50.0, 70.0), (80.0, 90.0), (300.0, 310.0)]), 3.0);
        let every = Slicing {
            spared: -0.1,
            ..MINUTES
        };
        assert_eq!(every.bad(&[], 600.0), 600.0);
    }

    proptest! {
        #[test]
        fn an_outage_spoils_its_length_and_one_slice_less_twice_what_is_spared(
            length in 0.5..600.0_f64, spared in 0.0..0.9_f64,
        ) {
            let slicing = Slicing { seconds: 60.0, spared };
            let phases = 3_000;
            let sum: f64 = (0..phases)
                .map(|at| {
                    let from = 600.0 + 60.0 * (f64::from(at) + 0.5) / f64::from(phases);
                    slicing.bad(&[(from, from + length)], 1e6) / 60.0
                })
                .sum();
            let spared = spared * 60.0;
            let want = if length > spared { ((length + 60.0 - 2.0 * spared) / 60.0).max(0.0) } else { 0.0 };
            prop_assert!((sum / f64::from(phases) - want).abs() < 2e-3, "{} {want}", sum / f64::from(phases));
        }
    }
}
