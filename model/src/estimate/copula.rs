//! Inputs that rise and fall together.
//!
//! # What it computes
//! From independent uniforms, uniforms whose rank correlations are those asked for.
//!
//! # Why it matters
//! Traffic and revenue are uncertain for the same reason. Drawn apart, a good year for one meets a bad
//! one for the other more often than it would.
//!
//! # Formula
//! A Gaussian copula: normal scores z = Φ⁻¹(u), mixed with the lower root of the matrix of
//! r = 2·sin(π·ρ/6), ρ the rank correlation; back through Φ. Each input keeps its own distribution.
//!
//! # Example
//! A rank correlation of 0.6 is one of 0.618 between normal scores.
//!
//! # References
//! R. L. Iman and W. J. Conover, "A distribution-free approach to inducing rank correlation among
//! input variables", Communications in Statistics B11(3), 1982. K. Pearson, "On further methods of
//! determining correlation", 1907 (the formula for r).

use crate::clip::clip;
use crate::math::{normal_cdf, normal_quantile, sin};
use std::str::FromStr;

/// How far below 0 rounding may take what is left of a variance.
const ROUNDING: f64 = 1e-9;

/// A rank correlation, -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank(f64);

impl Rank {
    /// The number.
    pub fn value(self) -> f64 {
        self.0
    }
}

impl FromStr for Rank {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = text
            .parse::<f64>()
            .ok()
            .filter(|value| (-1.0..=1.0).contains(value));
        value.map(Self).ok_or_else(|| {
            format!(
                "`{}` is not a rank correlation; write a number from -1 to 1, such as 0.6",
                clip(text)
            )
        })
    }
}

/// What makes uniforms rise and fall together.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    size: usize,
    /// Lower root of the matrix of correlations, row by row.
    root: Vec<f64>,
}

impl Copula {
    /// The copula of `size` inputs with the given rank correlations, pair by pair, the rest being 0;
    /// `None` when no inputs can have them all together.
    pub fn new(size: usize, pairs: &[(usize, usize, Rank)]) -> Option<Self> {
        let mut matrix = vec![0.0; size * size];
        (0..size).for_each(|at| matrix[at * size + at] = 1.0);
        for (a, b, rank) in pairs {
            let score = 2.0 * sin(std::f64::consts::PI * rank.0 / 6.0);
            matrix[a * size + b] = score;
            matrix[b * size + a] = score;
        }
        Some(Self {
            size,
            root: root(&matrix, size)?,
        })
    }

    /// Mixes one draw: `uniforms` has one for each input.
    pub fn mix(&self, uniforms: &mut [f64]) {
        uniforms
            .iter_mut()
            .for_each(|uniform| *uniform = normal_quantile(*uniform));
        // From the last on, since each takes from those before it.
        for row in (0..self.size.min(uniforms.len())).rev() {
            let weights = &self.root[row * self.size..=row * self.size + row];
            uniforms[row] = weights
                .iter()
                .zip(&*uniforms)
                .map(|(weight, score)| weight * score)
                .sum();
        }
        for uniform in uniforms {
            *uniform = normal_cdf(*uniform).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
        }
    }
}

/// The lower triangle L with L·Lᵀ the matrix (Cholesky); `None` when the matrix is no correlation.
fn root(matrix: &[f64], size: usize) -> Option<Vec<f64>> {
    let mut root = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column)
                .map(|k| root[row * size + k] * root[column * size + k])
                .sum();
            let left = matrix[row * size + column] - known;
            let diagonal = root[column * size + column];
            root[row * size + column] = match (row == column, diagonal > 0.0) {
                (true, _) if left < -ROUNDING => return None,
                (true, _) => {
                    if left < ROUNDING {
                        0.0
                    } else {
                        left.sqrt()
                    }
                }
                (false, true) => left / diagonal,
                (false, false) if left.abs() > ROUNDING.sqrt() => return None,
                (false, false) => 0.0,
            };
        }
    }
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Uniforms;
    use crate::order::order;

    fn rank(value: f64) -> Rank {
        Rank(value)
    }

    /// Spearman's correlation of two columns.
    fn spearman(a: &[f64], b: &[f64]) -> f64 {
        let ranks = |values: &[f64]| {
            let mut ranks = vec![0.0; values.len()];
            order(values)
                .into_iter()
                .enumerate()
                .for_each(|(place, at)| ranks[at] = place as f64);
            ranks
        };
        let (a, b) = (ranks(a), ranks(b));
        let n = a.len() as f64;
        let squares: f64 = a.iter().zip(&b).map(|(a, b)| (a - b) * (a - b)).sum();
        1.0 - 6.0 * squares / (n * (n * n - 1.0))
    }

    fn drawn(copula: &Copula, size: usize, count: usize) -> Vec<Vec<f64>> {
        let mut columns = vec![vec![0.0; count]; size];
        for (at, column) in columns.iter_mut().enumerate() {
            Uniforms::new(5, &at.to_string()).fill(0, column);
        }
        for draw in 0..count {
            let mut row: Vec<f64> = columns.iter().map(|column| column[draw]).collect();
            copula.mix(&mut row);
            columns
                .iter_mut()
                .zip(row)
                .for_each(|(column, value)| column[draw] = value);
        }
        columns
    }

    #[test]
    fn ranks_correlate_as_asked_and_uniforms_stay_uniform() {
        let copula = Copula::new(3, &[(0, 1, rank(0.6)), (1, 2, rank(-0.3))]).unwrap();
        let columns = drawn(&copula, 3, 20_000);
        for (a, b, wanted) in [(0, 1, 0.6), (1, 2, -0.3), (0, 2, 0.0)] {
            let got = spearman(&columns[a], &columns[b]);
            assert!((got - wanted).abs() < 5.0 / 20_000_f64.sqrt(), "{a} {b}: {got}");
        }
        for column in &columns {
            let below = column.iter().filter(|uniform| **uniform < 0.25).count() as f64 / 20_000.0;
            assert!((below - 0.25).abs() < 5.0 * 0.433 / 20_000_f64.sqrt());
        }
    }

    #[test]
    fn what_cannot_hold_together_is_no_copula() {
        let all = |value: f64| [(0, 1, rank(value)), (1, 2, rank(value)), (0, 2, rank(value))];
        assert!(Copula::new(3, &all(0.9)).is_some());
        assert!(Copula::new(3, &all(1.0)).is_some());
        assert!(Copula::new(3, &all(-0.9)).is_none());
        assert!(Copula::new(3, &[(0, 1, rank(1.0)), (1, 2, rank(1.0)), (0, 2, rank(0.5))]).is_none());
    }

    #[test]
    fn inputs_that_move_as_one_have_the_same_uniforms() {
        let copula = Copula::new(2, &[(0, 1, rank(1.0))]).unwrap();
        let columns = drawn(&copula, 2, 100);
        assert!(
            columns[0]
                .iter()
                .zip(&columns[1])
                .all(|(a, b)| (a - b).abs() < 1e-12)
        );
    }

    #[test]
    fn a_rank_is_a_number_from_minus_one_to_one() {
        assert_eq!("0.6".parse::<Rank>(), Ok(Rank(0.6)));
        assert_eq!("-1".parse::<Rank>(), Ok(Rank(-1.0)));
        for text in ["1.1", "high", "NaN", ""] {
            assert!(text.parse::<Rank>().unwrap_err().contains("-1 to 1"));
        }
    }
}
