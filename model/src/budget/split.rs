//! A budget split over services: in proportion, or as cheaply as nines are sold.
//!
//! # What it computes
//! The unavailability each service may have so that together they just meet the target: in proportion
//! to what each has now, or where the total price is least.
//!
//! # Why it matters
//! An equal split asks as much of a card network as of a cache. What matters is where the next nine is
//! cheap.
//!
//! # Formula
//! Weighted: qᵢ ∝ present qᵢ. Cheapest, with a service at qᵢ costing aᵢ·qᵢ^(−s): where no shift pays any
//! more, aᵢ·s·qᵢ^(−s−1) = μ·Bᵢ, so qᵢ ∝ (aᵢ/Bᵢ)^(1/(1+s)) with B Birnbaum's importance; in a series of
//! good services B ≈ 1 and qᵢ ∝ aᵢ^(1/(1+s)). From the price of the next nine, P = aᵢ·qᵢ^(−s)·(10^s − 1).
//! B depends on q, so the two are found in turn.
//!
//! # Example
//! Two in a row, the one's nines four times as dear as the other's, each further nine ten times as dear
//! (s = 1): the dear one may be down twice as often.
//!
//! # References
//! A. Mettas, "Reliability allocation and optimization for complex systems", RAMS 2000 (prices rising
//! with reliability); Z. W. Birnbaum, "On the importance of different components in a multicomponent
//! system", 1969.

use super::equal_split;
use crate::math;

/// Most rounds in which prices and importance are brought together.
const MOST_ROUNDS: usize = 100;
/// Weights this close are the same.
const CLOSE: f64 = 1e-7;

/// What a flow answers to one unavailability a service.
pub trait Flow {
    /// Unavailability of the whole.
    fn down(&mut self, q: &[f64]) -> f64;

    /// Birnbaum importance of every service, for what was asked last.
    fn importance(&self) -> Vec<f64>;
}

/// Unavailabilities in proportion to `weights` that just meet `allowed`. Nothing when perfect services
/// would miss it, or when it asks for nothing.
pub fn in_proportion(allowed: f64, weights: &[f64], flow: &mut dyn Flow) -> Option<Vec<f64>> {
    let most = weights.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let at = |scale: f64| -> Vec<f64> { weights.iter().map(|weight| scale * weight / most).collect() };
    equal_split(allowed, |scale| flow.down(&at(scale))).map(at)
}

/// The unavailabilities that meet `allowed` at the least total of `price·q^(−steepness)`.
pub fn cheapest(allowed: f64, prices: &[f64], steepness: f64, flow: &mut dyn Flow) -> Option<Vec<f64>> {
    let power = 1.0 / (1.0 + steepness);
    let mut weights: Vec<f64> = prices.iter().map(|price| math::pow(*price, power)).collect();
    let mut split = in_proportion(allowed, &weights, flow)?;
    for _ in 0..MOST_ROUNDS {
        flow.down(&split);
        let importance = flow.importance();
        let mut moved = 0.0_f64;
        for (weight, (price, importance)) in weights.iter_mut().zip(prices.iter().zip(importance)) {
            if importance > 0.0 {
                let wanted = math::pow(price / importance, power);
                // Half the way, in the logarithm: redundant services chase each other otherwise.
                let next = (*weight * wanted).sqrt();
                moved = moved.max((next / *weight - 1.0).abs());
                *weight = next;
            }
        }
        split = in_proportion(allowed, &weights, flow)?;
        if moved < CLOSE {
            break;
        }
    }
    Some(split)
}

/// The `a` of `a·q^(−s)` from what the next nine costs at `q`.
pub fn price(next_nine: f64, q: f64, steepness: f64) -> f64 {
    next_nine * math::pow(q, steepness) / (math::pow(10.0, steepness) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts in a row, the last two of them redundant to each other where `redundant` says so.
    struct Row {
        redundant: bool,
        last: Vec<f64>,
    }

    impl Flow for Row {
        fn down(&mut self, q: &[f64]) -> f64 {
            self.last = q.to_vec();
            let up = |q: &[f64]| q.iter().map(|q| 1.0 - q).product::<f64>();
            match q {
                [rest @ .., a, b] if self.redundant => 1.0 - up(rest) * (1.0 - a * b),
                all => 1.0 - up(all),
            }
        }

        fn importance(&self) -> Vec<f64> {
            let with = |at: usize, value: f64| {
                let mut q = self.last.clone();
                q[at] = value;
                let mut copy = Row {
                    redundant: self.redundant,
                    last: Vec::new(),
                };
                copy.down(&q)
            };
            (0..self.last.len())
                .map(|at| with(at, 1.0) - with(at, 0.0))
                .collect()
        }
    }

    fn row(redundant: bool) -> Row {
        Row {
            redundant,
            last: Vec::new(),
        }
    }

    #[test]
    fn four_times_the_price_may_be_down_twice_as_often() {
        let split = cheapest(3e-6, &[1.0, 4.0], 1.0, &mut row(false)).unwrap();
        assert!((split[1] / split[0] - 2.0).abs() < 1e-5, "{split:?}");
        assert!((split[0] - 1e-6).abs() < 1e-11, "{split:?}");
    }

    #[test]
    fn a_proportional_split_keeps_the_proportions_and_meets_the_target() {
        let split = in_proportion(1e-3, &[3.0, 1.0], &mut row(false)).unwrap();
        assert!((split[0] / split[1] - 3.0).abs() < 1e-12);
        assert!((row(false).down(&split) / 1e-3 - 1.0).abs() < 1e-12);
    }

    /// Shifting some unavailability from one service to another and scaling back onto the target never
    /// saves anything, in a row and with redundancy.
    #[test]
    fn no_shift_from_the_cheapest_split_is_cheaper() {
        for redundant in [false, true] {
            for steepness in [0.5, 1.0, 2.0] {
                let prices = [1.0, 7.0, 0.3, 2.0];
                let cost = |split: &[f64]| -> f64 {
                    let each = prices.iter().zip(split);
                    each.map(|(price, q)| price * math::pow(*q, -steepness)).sum()
                };
                let split = cheapest(2e-3, &prices, steepness, &mut row(redundant)).unwrap();
                let least = cost(&split);
                for at in 0..4 {
                    for factor in [0.5, 0.9, 1.1, 2.0] {
                        let mut shifted = split.clone();
                        shifted[at] *= factor;
                        let back = in_proportion(2e-3, &shifted, &mut row(redundant)).unwrap();
                        assert!(
                            cost(&back) >= least * (1.0 - 1e-9),
                            "{redundant} {steepness} {at} {factor}"
                        );
                    }
                }
            }
        }
    }
}
