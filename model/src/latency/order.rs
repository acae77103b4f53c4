//! The slowest, the fastest, and the k-th fastest of several answers.
//!
//! What it computes: `P(T > t)` of an order statistic of independent answers,
//! of which some may never come.
//!
//! Why it matters: a quorum waits for its k-th success, so its tail is set by
//! how many replicas are both up and fast.
//!
//! Formula: slowest: `1 − ∏Fᵢ`. With `D(t)` the number of branches that are up
//! and have answered by t, and `U` the number that are up,
//! `P(T > t | U ≥ k) = (P(D(t) < k) − P(U < k)) / P(U ≥ k)`; both counts are
//! Poisson-binomial. For explicit up-sets the mixture of `P(D(t) < k)`.
//!
//! Example: two branches of p99 100 ms, each up 90 % of the time: the first
//! success has a p99 of 53.2 ms.
//!
//! References: H. A. David and H. N. Nagaraja, *Order Statistics* (2003);
//! Y. H. Wang, "On the number of successes in independent trials", Statistica
//! Sinica 3 (1993) for the Poisson-binomial.

use super::node::UpSets;
use crate::math::{expm1, ln1p};

/// `P(T > t)` of the slowest, from each branch's `P(T > t)`.
pub(super) fn slowest(late: impl Iterator<Item = f64>) -> f64 {
    -expm1(late.map(|survival| ln1p(-survival.min(1.0))).sum::<f64>())
}

/// `P(T > t)` of the k-th fastest success, from each branch's `P(T > t)`.
pub(super) fn kth(k: usize, up: &UpSets, late: &[f64]) -> f64 {
    match up {
        UpSets::Independent(available) => {
            let answered = available
                .iter()
                .zip(late)
                .map(|(up, late)| (up * (1.0 - late), (1.0 - up) + up * late));
            let down = down(k, available);
            ((fewer_than(k, answered) - down) / (1.0 - down)).clamp(0.0, 1.0)
        }
        UpSets::Explicit(sets) => {
            let total: f64 = sets.iter().map(|(_, weight)| weight).sum();
            let sum: f64 = sets
                .iter()
                .filter(|(_, weight)| *weight > 0.0)
                .map(|(mask, weight)| weight * fewer_than(k, members(*mask, late)))
                .sum();
            (sum / total).clamp(0.0, 1.0)
        }
    }
}

/// `P(U < k)`: fewer than `k` branches are up.
pub(super) fn down(k: usize, available: &[f64]) -> f64 {
    fewer_than(k, available.iter().map(|up| (*up, 1.0 - up)))
}

fn members(mask: u64, late: &[f64]) -> impl Iterator<Item = (f64, f64)> + '_ {
    late.iter()
        .enumerate()
        .filter(move |(index, _)| mask >> index & 1 == 1)
        .map(|(_, late)| (1.0 - late, *late))
}

/// Probability that fewer than `k` of independent events happen, from each
/// event's probability and its complement. Only positive terms are added.
fn fewer_than(k: usize, events: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut count = vec![0.0; k];
    count[0] = 1.0;
    for (happens, fails) in events {
        for index in (1..k).rev() {
            count[index] = count[index] * fails + count[index - 1] * happens;
        }
        count[0] *= fails;
    }
    count.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_successes_is_binomial_when_all_are_alike() {
        let p = 0.3;
        let q = 1.0 - p;
        let events = || std::iter::repeat_n((p, q), 4);
        let expected = q * q * q * q + 4.0 * p * q * q * q;
        assert!((fewer_than(2, events()) - expected).abs() < 1e-15);
        assert!((fewer_than(1, events()) - q * q * q * q).abs() < 1e-15);
    }

    #[test]
    fn any_of_two_follows_its_closed_form() {
        let (a, b, s, r) = (0.9, 0.8, 0.4, 0.7);
        let got = kth(1, &UpSets::Independent(vec![a, b]), &[s, r]);
        let none = (1.0 - a) * (1.0 - b);
        let expected = ((1.0 - a * (1.0 - s)) * (1.0 - b * (1.0 - r)) - none) / (1.0 - none);
        assert!((got - expected).abs() < 1e-15);
    }

    #[test]
    fn explicit_up_sets_agree_with_independent_branches() {
        let up = [0.9, 0.8, 0.95];
        let late = [0.2, 0.5, 0.05];
        let k = 2;
        let mut sets = Vec::new();
        for mask in 0_u64..8 {
            let weight: f64 = (0..3)
                .map(|i| if mask >> i & 1 == 1 { up[i] } else { 1.0 - up[i] })
                .product();
            if mask.count_ones() >= 2 {
                sets.push((mask, weight));
            }
        }
        let success: f64 = sets.iter().map(|set| set.1).sum();
        sets.iter_mut().for_each(|set| set.1 /= success);
        let explicit = kth(k, &UpSets::Explicit(sets), &late);
        let independent = kth(k, &UpSets::Independent(up.to_vec()), &late);
        assert!((explicit - independent).abs() < 1e-14);
    }

    #[test]
    fn the_slowest_keeps_its_digits_far_out() {
        let got = slowest([1e-18, 2e-18].into_iter());
        assert!((got / 3e-18 - 1.0).abs() < 1e-12);
        assert_eq!(slowest([1.0, 0.5].into_iter()), 1.0);
        assert_eq!(slowest(std::iter::empty()), 0.0);
    }
}
