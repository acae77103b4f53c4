//! Sums over columns, in an order that no width of lanes changes.

use crate::wide::{Work, widely};

/// Sums kept side by side: number i goes to sum i modulo this, whatever the lanes, and at the end the
/// upper half is added to the lower until one is left.
pub(crate) const SIDE_BY_SIDE: usize = 16;

/// How far numbers lie from one of them, to tell their mean and how they spread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Deviations {
    /// Sum of the deviations.
    pub sum: f64,
    /// Sum of their squares.
    pub squares: f64,
}

/// The sum of the numbers.
#[must_use]
pub fn sum(column: &[f64]) -> f64 {
    widely(Sum(column))
}

/// The deviations of the numbers from `from`.
#[must_use]
pub fn deviations(column: &[f64], from: f64) -> Deviations {
    widely(Deviate { column, from })
}

struct Sum<'a>(&'a [f64]);

impl Work for Sum<'_> {
    type Answer = f64;

    #[inline(always)]
    fn run(self) -> f64 {
        let (rows, rest) = self.0.as_chunks::<SIDE_BY_SIDE>();
        let mut sums = [0.0; SIDE_BY_SIDE];
        for row in rows {
            for (sum, one) in sums.iter_mut().zip(row) {
                *sum += one;
            }
        }
        for (sum, one) in sums.iter_mut().zip(rest) {
            *sum += one;
        }
        folded(sums)
    }
}

struct Deviate<'a> {
    column: &'a [f64],
    from: f64,
}

impl Work for Deviate<'_> {
    type Answer = Deviations;

    #[inline(always)]
    fn run(self) -> Deviations {
        let (rows, rest) = self.column.as_chunks::<SIDE_BY_SIDE>();
        let (mut sums, mut squares) = ([0.0; SIDE_BY_SIDE], [0.0; SIDE_BY_SIDE]);
        for row in rows {
            for (at, one) in row.iter().enumerate() {
                let away = one - self.from;
                sums[at] += away;
                squares[at] += away * away;
            }
        }
        for (at, one) in rest.iter().enumerate() {
            let away = one - self.from;
            sums[at] += away;
            squares[at] += away * away;
        }
        Deviations {
            sum: folded(sums),
            squares: folded(squares),
        }
    }
}

#[inline(always)]
pub(crate) fn folded(mut sums: [f64; SIDE_BY_SIDE]) -> f64 {
    let mut width = SIDE_BY_SIDE / 2;
    while width > 0 {
        let (low, high) = sums.split_at_mut(width);
        low.iter_mut().zip(&*high).for_each(|(low, high)| *low += high);
        width /= 2;
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_exact_numbers() {
        for count in [0_u32, 1, 15, 16, 17, 500] {
            let column: Vec<f64> = (0..count).map(f64::from).collect();
            let told = f64::from(count) * (f64::from(count) - 1.0) / 2.0;
            assert_eq!(sum(&column), told);
            let found = deviations(&column, 3.0);
            assert_eq!(found.sum, told - 3.0 * f64::from(count));
            let squares: f64 = column.iter().map(|one| (one - 3.0) * (one - 3.0)).sum();
            assert_eq!(found.squares, squares);
        }
    }
}
