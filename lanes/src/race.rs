//! Columns beside each other: which is least, place by place.

use crate::sums::SIDE_BY_SIDE;
use crate::sums::folded;
use crate::wide::{Work, widely};

/// At how many places a column is least.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wins {
    /// Places, each shared among those that are least there.
    pub shared: f64,
    /// Places at which no other is.
    pub alone: f64,
}

/// Takes each number of `column` that is less than what `least` has at its place.
pub fn take_least(least: &mut [f64], column: &[f64]) {
    widely(Least { least, column });
}

/// Counts in `ties` where `column` is no more than `least`.
pub fn count_ties(ties: &mut [f64], column: &[f64], least: &[f64]) {
    widely(Ties { ties, column, least });
}

/// The places that `column` wins, `ties` columns being no more than `least` at each.
#[must_use]
pub fn wins(column: &[f64], least: &[f64], ties: &[f64]) -> Wins {
    widely(Won { column, least, ties })
}

struct Least<'a> {
    least: &'a mut [f64],
    column: &'a [f64],
}

impl Work for Least<'_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        for (least, one) in self.least.iter_mut().zip(self.column) {
            *least = if *one < *least { *one } else { *least };
        }
    }
}

struct Ties<'a> {
    ties: &'a mut [f64],
    column: &'a [f64],
    least: &'a [f64],
}

impl Work for Ties<'_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        for (ties, (one, least)) in self.ties.iter_mut().zip(self.column.iter().zip(self.least)) {
            *ties += if one <= least { 1.0 } else { 0.0 };
        }
    }
}

struct Won<'a> {
    column: &'a [f64],
    least: &'a [f64],
    ties: &'a [f64],
}

impl Work for Won<'_> {
    type Answer = Wins;

    #[inline(always)]
    fn run(self) -> Wins {
        let (mut shared, mut alone) = ([0.0; SIDE_BY_SIDE], [0.0; SIDE_BY_SIDE]);
        let columns = self.column.chunks(SIDE_BY_SIDE);
        let beside = self
            .least
            .chunks(SIDE_BY_SIDE)
            .zip(self.ties.chunks(SIDE_BY_SIDE));
        for (column, (least, ties)) in columns.zip(beside) {
            let sums = shared.iter_mut().zip(&mut alone);
            for ((shared, alone), (one, (least, ties))) in sums.zip(column.iter().zip(least.iter().zip(ties)))
            {
                let won = if one <= least { 1.0 } else { 0.0 };
                *shared += won / ties;
                *alone += if *ties == 1.0 { won } else { 0.0 };
            }
        }
        Wins {
            shared: folded(shared),
            alone: folded(alone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_won_alone_or_shared() {
        let (a, b) = ([1.0, 2.0, 3.0, 9.0], [1.0, 2.5, 1.0, 8.0]);
        let mut least = a;
        take_least(&mut least, &b);
        assert_eq!(least, [1.0, 2.0, 1.0, 8.0]);
        let mut ties = [0.0; 4];
        [a, b]
            .iter()
            .for_each(|column| count_ties(&mut ties, column, &least));
        assert_eq!(ties, [2.0, 1.0, 1.0, 1.0]);
        let of = |column: &[f64]| wins(column, &least, &ties);
        assert_eq!(
            of(&a),
            Wins {
                shared: 1.5,
                alone: 1.0
            }
        );
        assert_eq!(
            of(&b),
            Wins {
                shared: 2.5,
                alone: 2.0
            }
        );
    }
}
