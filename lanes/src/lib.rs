//! Float functions over whole columns, for those who ask a million times.
//!
//! What it computes: seeded numbers between 0 and 1; `exp`, the logistic function and the normal quantile
//! of every number of a column; sums, products and quotients of columns; sums over them; which column is
//! least where; numbers in rising order.
//!
//! Why it matters: a draw of a range and its price are little else. The loops have neither branches nor
//! calls, so that a compiler computes two or more numbers at a time: as many as the machine can, chosen
//! as the program runs ([`wide`]). They are additions, products and quotients of floats in a fixed order
//! with nothing fused, so that the bits are the same one at a time, eight at a time, and everywhere. This
//! is a package of its own so that it is compiled for speed where everything around it is compiled for
//! size.
//!
//! Formula: x = k·ln 2 + r with a whole k and |r| ≤ ½·ln 2; e^x = 2^k · Σ rⁿ/n! up to n = 13, whose
//! remainder is under 5·10⁻¹⁸. The normal quantile is Wichura's: one quotient of polynomials for
//! |p − ½| ≤ 0.425, and others for the tails.
//!
//! Example: `exp` of 1 is 2.718281828459045; the normal quantile of 0.99 is 2.326347874040841.
//!
//! The seeded numbers are words of ChaCha with 8 rounds, several blocks side by side.
//!
//! References: D. J. Bernstein, "ChaCha, a variant of Salsa20", 2008. W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980. M. J.
//! Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37
//! (1988).

mod arithmetic;
mod blocks;
mod normal;
mod race;
mod sorting;
mod sums;
mod units;
mod wide;

pub use arithmetic::{Operand, Operation};
pub use blocks::{add_by_place, add_in_turn, places};
pub use normal::{normal_quantile, normal_quantiles};
pub use race::{Wins, count_ties, take_least, wins};
pub use sorting::{at_ranks, sort};
pub use sums::{Deviations, deviations, sum};
pub use units::Units;
use wide::{Work, widely};

/// Within these ends a result is a normal number.
const ENDS: (f64, f64) = (-708.0, 709.0);
/// Added, it leaves a whole number in the last bits: 1.5 · 2⁵².
const WHOLE: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts, the first with zeros behind, so that its product with a whole number is exact.
const LN2: (f64, f64) = (6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10);
/// 1/13! down to 1/2!.
const FACTORIALS: [f64; 12] = [
    1.605_904_383_682_161_3e-10,
    2.087_675_698_786_81e-9,
    2.505_210_838_544_172e-8,
    2.755_731_922_398_589e-7,
    2.755_731_922_398_589_3e-6,
    2.480_158_730_158_73e-5,
    1.984_126_984_126_984e-4,
    1.388_888_888_888_889e-3,
    8.333_333_333_333_333e-3,
    4.166_666_666_666_666_4e-2,
    1.666_666_666_666_666_6e-1,
    0.5,
];

/// `e^x` of every number, which stays between 10⁻³⁰⁷ and 10³⁰⁷.
pub fn exp_all(column: &mut [f64]) {
    widely(Each(column, exp));
}

/// `1 / (1 + e^-x)` of every number, with its digits also near 0.
pub fn logistic_all(column: &mut [f64]) {
    widely(Each(column, logistic));
}

/// Every number times `by`, plus `from`.
pub fn stretch_all(column: &mut [f64], by: f64, from: f64) {
    widely(Each(column, |x| from + by * x));
}

/// Every number between `low` and `high`.
pub fn clamp_all(column: &mut [f64], low: f64, high: f64) {
    widely(Each(column, |x| between(x, low, high)));
}

/// The same function of every number, in its place.
struct Each<'a, F>(&'a mut [f64], F);

impl<F: Fn(f64) -> f64> Work for Each<'_, F> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        for x in self.0 {
            *x = self.1(*x);
        }
    }
}

/// The number between two others that is nearest to `x`. Comparisons are an instruction everywhere, which
/// the least and greatest of floats as the standard library has them are not.
#[inline(always)]
fn between(x: f64, low: f64, high: f64) -> f64 {
    let x = if x > low { x } else { low };
    if x < high { x } else { high }
}

#[inline(always)]
fn logistic(x: f64) -> f64 {
    let power = exp(-x.abs());
    let near = 1.0 / (1.0 + power);
    if x < 0.0 { power * near } else { near }
}

#[inline(always)]
fn exp(x: f64) -> f64 {
    let x = between(x, ENDS.0, ENDS.1);
    let shifted = x * std::f64::consts::LOG2_E + WHOLE;
    let k = shifted - WHOLE;
    let r = (x - k * LN2.0) - k * LN2.1;
    let mut sum = FACTORIALS[0];
    for factor in &FACTORIALS[1..] {
        sum = sum * r + factor;
    }
    let power = 1.0 + (r + r * r * sum);
    f64::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_powers_is_right_to_a_unit_in_the_last_place() {
        let places: Vec<f64> = (-14_000..14_000).map(|at| f64::from(at) * 0.050_123).collect();
        let mut column = places.clone();
        exp_all(&mut column);
        for (x, own) in places.iter().zip(&column) {
            let told = libm::exp(*x);
            assert!((own - told).abs() <= 2.3e-16 * told, "{x}: {own} {told}");
        }
    }

    #[test]
    fn powers_beyond_what_a_number_holds_stay_numbers() {
        let mut column = [f64::NEG_INFINITY, -1e9, -745.0, 0.0, 1.0, 710.0, f64::INFINITY];
        exp_all(&mut column);
        assert!(column.iter().all(|own| own.is_finite() && *own > 0.0));
        assert_eq!(column[3], 1.0);
        assert!((column[4] - std::f64::consts::E).abs() < 5e-16);
    }

    #[test]
    fn a_column_has_the_bits_of_its_numbers_one_by_one() {
        let mut column: Vec<f64> = (1..10_007).map(|at| f64::from(at) / 10_007.0).collect();
        let alone: Vec<f64> = column.iter().map(|p| normal_quantile(*p)).collect();
        normal_quantiles(&mut column);
        assert_eq!(column, alone);
        let mut short = column[5..8].to_vec();
        let mut long = column.clone();
        exp_all(&mut short);
        exp_all(&mut long);
        assert_eq!(short, long[5..8]);
    }
}
