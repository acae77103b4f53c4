//! How long a journey is down within a window: the distribution, and what can be promised from it.
//!
//! # What it computes
//! For parts that fail and are repaired: the probability that downtime in a window stays within an
//! amount, and the amount it stays within with a probability.
//!
//! # Why it matters
//! An availability that is met on average is missed in about every second window. What can be promised
//! is a quantile of the window's downtime, and contracts pay by it.
//!
//! # Formula
//! One part, up at the start, exponential times between failures (mean a) and to repair (mean b):
//! P(downtime in P ≤ B) = Σ_k Poisson(k; (P−B)/a)·GammaCDF(B; k, b), the k = 0 factor being 1. As the
//! gamma law of k repairs is the Poisson law of B/b turned around, that is P(X ≤ Y) for independent
//! Poisson X of mean (P−B)/a and Y of mean B/b, which is how it is summed. Several parts: see
//! [`super::simulation`].
//!
//! # Example
//! 99.9 % with repairs of 30 min meets 99.9 % over 30 days with probability 0.6243706101: by luck, about
//! as often as not.
//!
//! # References
//! L. Takács, "On certain sojourn time problems in the theory of stochastic processes", Acta
//! Mathematica Academiae Scientiarum Hungaricae 8, 1957.

use crate::math;

/// Poisson means above this are taken as normal.
const LARGE: f64 = 1e8;
/// Standard deviations beyond which a Poisson law is 0.
const SPREAD: f64 = 9.0;
/// Halvings of a search for a quantile.
const HALVINGS: usize = 60;

/// The law of the downtime within a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Downtime {
    /// Length of the window, seconds.
    pub window: f64,
    law: Law,
}

#[derive(Clone, Debug, PartialEq)]
enum Law {
    /// Nothing fails.
    Never,
    /// One part alone.
    One { mtbf: f64, mttr: f64 },
    /// Downtimes that were drawn, rising.
    Drawn(Vec<f64>),
}

impl Downtime {
    /// Where nothing that can fail ever takes it down.
    pub fn never(window: f64) -> Self {
        Self {
            window,
            law: Law::Never,
        }
    }

    /// Of one part with these mean times between failures (up time) and to repair, seconds.
    pub fn of_one(window: f64, mtbf: f64, mttr: f64) -> Self {
        let law = Law::One { mtbf, mttr };
        Self { window, law }
    }

    /// From seconds of downtime in windows that were drawn.
    pub fn drawn(window: f64, seconds: Vec<f64>) -> Self {
        let law = Law::Drawn(crate::order::sorted_by_key(seconds, |seconds| *seconds));
        Self { window, law }
    }

    /// Probability that downtime is at most `seconds`.
    pub fn chance_within(&self, seconds: f64) -> f64 {
        if seconds >= self.window {
            return 1.0;
        }
        if seconds < 0.0 {
            return 0.0;
        }
        match &self.law {
            Law::Never => 1.0,
            Law::One { mtbf, mttr } => at_most((self.window - seconds) / mtbf, seconds / mttr),
            Law::Drawn(all) => all.partition_point(|down| *down <= seconds) as f64 / all.len().max(1) as f64,
        }
    }

    /// Standard error of a `chance` it gave; nothing where it is exact.
    pub fn error(&self, chance: f64) -> Option<f64> {
        let Law::Drawn(all) = &self.law else {
            return None;
        };
        let count = all.len().max(1) as f64;
        // Never 0, also where all draws agree.
        let chance = (chance * count + 1.0) / (count + 2.0);
        Some((chance * (1.0 - chance) / count).sqrt())
    }

    /// Number of windows drawn; nothing where it is exact.
    pub fn draws(&self) -> Option<usize> {
        match &self.law {
            Law::Drawn(all) => Some(all.len()),
            _ => None,
        }
    }

    /// The downtime, seconds, that is not exceeded with this probability.
    pub fn within(&self, probability: f64) -> f64 {
        match &self.law {
            Law::Never => 0.0,
            Law::One { .. } => self.search(probability),
            Law::Drawn(all) => {
                let place = (probability * all.len() as f64).ceil().max(1.0) as usize - 1;
                all.get(place).or(all.last()).copied().unwrap_or(0.0)
            }
        }
    }

    fn search(&self, probability: f64) -> f64 {
        if self.chance_within(0.0) >= probability {
            return 0.0;
        }
        let (mut low, mut high) = (0.0, self.window);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.chance_within(middle) >= probability {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    /// Mean downtime of the windows drawn, seconds; nothing where none were.
    pub fn mean_drawn(&self) -> Option<f64> {
        match &self.law {
            Law::Drawn(all) => Some(all.iter().sum::<f64>() / all.len().max(1) as f64),
            _ => None,
        }
    }
}

/// P(X ≤ Y) for independent Poisson X of mean `a` and Y of mean `b`.
fn at_most(a: f64, b: f64) -> f64 {
    if a > LARGE || b > LARGE {
        return math::normal_cdf((b - a + 0.5) / (a + b).sqrt());
    }
    let (x, y) = (Poisson::new(a), Poisson::new(b));
    let mut below = 0.0;
    let mut number = x.first;
    let mut sum = 0.0;
    // X below Y's first possible value counts whole.
    for (place, weight) in (0_u32..).zip(&y.weights) {
        let reached = y.first + f64::from(place);
        while number <= reached {
            below += x.weight(number);
            number += 1.0;
        }
        sum += weight * below;
    }
    sum.min(1.0)
}

/// The probabilities of a Poisson law where they are not 0.
struct Poisson {
    first: f64,
    weights: Vec<f64>,
}

impl Poisson {
    /// By recurrence from the mode, made to sum to 1: no gamma function, no large logarithms.
    fn new(mean: f64) -> Self {
        let mode = mean.floor();
        let reach = (SPREAD * mean.sqrt()).ceil() + 40.0;
        let first = (mode - reach).max(0.0);
        let below = (mode - first) as usize;
        let mut weights = vec![1.0; below + reach as usize + 1];
        for at in (0..below).rev() {
            weights[at] = weights[at + 1] * (first + at as f64 + 1.0) / mean;
        }
        for at in below + 1..weights.len() {
            weights[at] = weights[at - 1] * mean / (first + at as f64);
        }
        let total: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= total);
        Self { first, weights }
    }

    fn weight(&self, number: f64) -> f64 {
        let place = number - self.first;
        if place < 0.0 {
            return 0.0;
        }
        self.weights.get(place as usize).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{ContinuousCDF, Discrete, Gamma};

    const MONTH: f64 = 30.0 * 86_400.0;

    fn of(availability: f64, mttr: f64) -> Downtime {
        Downtime::of_one(MONTH, mttr * availability / (1.0 - availability), mttr)
    }

    /// The formula as it is written, term by term.
    fn as_written(downtime: &Downtime, seconds: f64) -> f64 {
        let Law::One { mtbf, mttr } = downtime.law else {
            panic!("one part")
        };
        let starts = statrs::distribution::Poisson::new((downtime.window - seconds) / mtbf).unwrap();
        (0..400_u64)
            .map(|k| {
                let repaired = match k {
                    0 => 1.0,
                    k => Gamma::new(k as f64, 1.0 / mttr).unwrap().cdf(seconds),
                };
                starts.pmf(k) * repaired
            })
            .sum()
    }

    #[test]
    fn the_sum_over_two_poisson_laws_is_the_formula_as_written() {
        for (availability, minutes) in [(0.999, 30.0), (0.99, 60.0), (0.95, 240.0)] {
            let downtime = of(availability, minutes * 60.0);
            for share in [1e-5, 1e-3, 0.01, 0.05, 0.3] {
                let (got, want) = (
                    downtime.chance_within(share * MONTH),
                    as_written(&downtime, share * MONTH),
                );
                assert!((got - want).abs() < 1e-10, "{availability} {share}: {got} {want}");
            }
        }
    }

    #[test]
    fn large_means_go_over_into_the_normal_law() {
        let exact = at_most(9.99e7, 1e8);
        let normal = math::normal_cdf((1e8 - 9.99e7 + 0.5) / (1e8 + 9.99e7_f64).sqrt());
        assert!((exact - normal).abs() < 1e-4, "{exact} {normal}");
    }

    proptest! {
        #[test]
        fn a_quantile_is_where_the_chance_is_reached(
            q in 1e-6..0.2_f64, mttr in 10.0..1e5_f64, p in 0.01..0.999_f64,
        ) {
            let downtime = of(1.0 - q, mttr);
            let seconds = downtime.within(p);
            prop_assert!(downtime.chance_within(seconds) >= p - 1e-9);
            prop_assert!(seconds == 0.0 || downtime.chance_within(seconds * (1.0 - 1e-6)) <= p + 1e-9);
        }

        #[test]
        fn a_chance_rises_with_what_is_allowed(q in 1e-6..0.5_f64, mttr in 10.0..1e5_f64, a in 0.0..1.0_f64, b in 0.0..1.0_f64) {
            let downtime = of(1.0 - q, mttr);
            let (low, high) = (a.min(b) * MONTH, a.max(b) * MONTH);
            prop_assert!(downtime.chance_within(low) <= downtime.chance_within(high) + 1e-12);
        }
    }
}
