//! Quantiles asked for thousands of times.
//!
//! # What it computes
//! The quantile of a distribution: by its formula, or from a table where there is none.
//!
//! # Formula
//! A beta's quantile takes a search of some microseconds. Its logit is smooth in the normal score
//! z = Φ⁻¹(u), so it is tabled at steps of 1/16 between -8 and 8 and read off by cubics through four
//! neighbours; beyond, the ends stand. Within 1e-5 of the quantile, or of its distance from 1.

use super::distribution::{Distribution, beta_logit};
use crate::math::normal_cdf;

/// Steps of the table for one unit of z.
const STEPS: f64 = 16.0;
/// It reaches this far either way.
const REACH: f64 = 8.0;

/// A distribution, ready to be asked often; asking allocates nothing.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// By formula.
    Formula(Distribution),
    /// Logits of a quantile at even steps of the normal score.
    Table(Box<[f64]>),
}

impl Sampler {
    /// Gets a distribution ready.
    pub fn new(distribution: &Distribution) -> Self {
        match *distribution {
            Distribution::Beta { a, b } => {
                let knots = 0..=(2.0 * REACH * STEPS) as u32;
                let at = |knot: u32| beta_logit(a, b, normal_cdf(f64::from(knot) / STEPS - REACH));
                Self::Table(knots.map(at).collect())
            }
            other => Self::Formula(other),
        }
    }

    /// The values below which shares of the uncertainty lie, each between 0 and 1, in their place.
    pub fn quantiles(&self, shares: &mut [f64]) {
        match self {
            Self::Formula(Distribution::LogNormal { mu, sigma }) => {
                normal(shares, *mu, *sigma);
                quorate_lanes::exp_all(shares);
            }
            Self::Formula(Distribution::LogitNormal { mu, sigma }) => {
                normal(shares, *mu, *sigma);
                quorate_lanes::logistic_all(shares);
            }
            Self::Formula(Distribution::Normal { mean, sd, low, high }) => {
                normal(shares, *mean, *sd);
                quorate_lanes::clamp_all(shares, *low, *high);
            }
            Self::Formula(other) => shares.iter_mut().for_each(|u| *u = other.quantile(*u)),
            Self::Table(table) => {
                normal(shares, REACH * STEPS, STEPS);
                shares.iter_mut().for_each(|place| *place = read(table, *place));
                quorate_lanes::logistic_all(shares);
            }
        }
    }
}

/// Normal with this mean and standard deviation.
fn normal(shares: &mut [f64], mean: f64, sd: f64) {
    quorate_lanes::normal_quantiles(shares);
    quorate_lanes::stretch_all(shares, sd, mean);
}

/// The cubic through the four knots around `place`.
fn read(table: &[f64], place: f64) -> f64 {
    let last = table.len() - 1;
    let place = place.clamp(0.0, last as f64);
    let from = (place as usize).clamp(1, last - 2);
    let t = place - from as f64;
    let (a, b, c, d) = (table[from - 1], table[from], table[from + 1], table[from + 2]);
    // Lagrange's polynomial on -1, 0, 1, 2.
    let (m, n, o) = (t + 1.0, t - 1.0, t - 2.0);
    -a * t * n * o / 6.0 + b * m * n * o / 2.0 - c * m * t * o / 2.0 + d * m * t * n / 6.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_like_the_quantile_it_was_made_from() {
        for (a, b) in [
            (2.0, 2.0),
            (0.5, 0.5),
            (1.0, 999.0),
            (30.0, 3.0),
            (0.05, 4.0),
            (2e4, 3e6),
        ] {
            let exact = Distribution::beta(a, b).unwrap();
            let table = Sampler::new(&exact);
            for at in 1..200 {
                let u = f64::from(at) / 200.0;
                let (got, told) = (one(&table, u), exact.quantile(u));
                let scale = told.min(1.0 - told).max(1e-12);
                assert!(
                    (got - told).abs() <= 1e-5 * scale + 1e-15,
                    "{a} {b} {u}: {got} {told}"
                );
            }
            for u in [1e-15, 1.0 - 1e-15] {
                assert!((0.0..=1.0).contains(&one(&table, u)));
            }
        }
    }

    #[test]
    fn a_column_of_quantiles_is_what_the_formula_says_of_each() {
        let (mu, sigma) = (0.7, 1.3);
        for range in [
            Distribution::uniform(1.0, 3.0).unwrap(),
            Distribution::triangular(1.0, 2.0, 5.0).unwrap(),
            Distribution::normal(3.0, 2.0, (0.0, 4.0)).unwrap(),
            Distribution::LogNormal { mu, sigma },
            Distribution::LogitNormal { mu, sigma },
            Distribution::LogitNormal { mu: -12.0, sigma },
        ] {
            for at in 1..400 {
                let u = f64::from(at) / 400.0;
                let (got, told) = (one(&Sampler::new(&range), u), range.quantile(u));
                assert!(
                    (got - told).abs() <= 1e-15 * told.abs(),
                    "{range:?} {u}: {got} {told}"
                );
            }
        }
    }

    fn one(sampler: &Sampler, u: f64) -> f64 {
        let mut column = [u];
        sampler.quantiles(&mut column);
        column[0]
    }
}
