//! How far an input must move for another design to be best.
//!
//! # What it computes
//! The nearest value on one side of an input at which the best design changes, and what it changes
//! to.
//!
//! # Why it matters
//! A verdict that holds until the error probability falls below one in 4·10⁹ needs no further study;
//! one that turns at twice the traffic does.
//!
//! # Formula
//! The input goes from its value v towards v/1000 or 1000·v in steps of equal ratio, ten to a decade,
//! all else at medians; between the last step with the old best and the first with another the change
//! is found by halving on the log scale, to the last digit. What changes and changes back between two
//! steps is not seen, and what changes only where the way ends is a tie that rounding decides.

use crate::math::{exp, ln};

/// An input is moved up to this many times its value, and down to that part of it.
pub const REACH: f64 = 1_000.0;
/// Where the search for a share that is 0 begins.
pub const LEAST_SHARE: f64 = 1e-12;
const STEPS_PER_UNIT: f64 = 4.342_944_819_032_518;
/// So near the end of the way a change is rounding.
const AT_THE_END: f64 = 1e-9;
const FEWEST_STEPS: f64 = 8.0;

/// The nearest value from `from` (not 0) towards `to` (of the same sign) at which `best` answers
/// something else than `here`, with that answer.
pub fn nearest<B: PartialEq>(
    from: f64,
    to: f64,
    here: &B,
    best: &mut dyn FnMut(f64) -> B,
) -> Option<(f64, B)> {
    let span = ln(to / from);
    if span == 0.0 || !span.is_finite() {
        return None;
    }
    let steps = (span.abs() * STEPS_PER_UNIT).ceil().max(FEWEST_STEPS);
    let mut same = from;
    let mut step = 1.0;
    while step <= steps {
        let next = if step == steps {
            to
        } else {
            from * exp(span * step / steps)
        };
        let found = best(next);
        if found != *here {
            let change = between(same, (next, found), here, best);
            return Some(change).filter(|(at, _)| (at / to - 1.0).abs() > AT_THE_END);
        }
        same = next;
        step += 1.0;
    }
    None
}

/// Between `same`, where `best` is still `here`, and `other`, where it is not, the value nearest to
/// `same` where it is not, with the answer there; both of the same sign.
pub fn between<B: PartialEq>(
    mut same: f64,
    mut other: (f64, B),
    here: &B,
    best: &mut dyn FnMut(f64) -> B,
) -> (f64, B) {
    loop {
        let middle = same * (other.0 / same).sqrt();
        if middle == same || middle == other.0 || (other.0 / same - 1.0).abs() < 4.0 * f64::EPSILON {
            return other;
        }
        match best(middle) {
            found if found == *here => same = middle,
            found => other = (middle, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn above(limit: f64) -> impl FnMut(f64) -> bool {
        move |value| value > limit
    }

    #[test]
    fn a_change_is_found_to_the_last_digits_on_either_side() {
        let (at, becomes) = nearest(2.0, 2000.0, &false, &mut above(777.7)).unwrap();
        assert!((at / 777.7 - 1.0).abs() < 1e-14 && becomes);
        let (at, becomes) = nearest(2.0, 0.002, &true, &mut above(0.0123)).unwrap();
        assert!((at / 0.0123 - 1.0).abs() < 1e-14 && !becomes);
        let (at, _) = nearest(-2.0, -2000.0, &true, &mut above(-50.0)).unwrap();
        assert!((at / -50.0 - 1.0).abs() < 1e-14);
    }

    #[test]
    fn none_in_range_is_an_answer() {
        assert_eq!(nearest(2.0, 2000.0, &false, &mut above(2000.1)), None);
        assert!(nearest(2.0, 2000.0, &false, &mut above(1999.9)).is_some());
        assert_eq!(nearest(1e-12, 1.0, &false, &mut above(1.0 - 1e-14)), None);
        assert_eq!(nearest(1.0, 1.0, &false, &mut above(0.5)), None);
        assert_eq!(nearest(0.0, 1.0, &false, &mut above(0.5)), None);
    }

    #[test]
    fn of_several_changes_the_nearest_is_found() {
        let mut bands = |value: f64| (value > 3.0) as u8 + (value > 30.0) as u8;
        let (at, becomes) = nearest(1.0, 1000.0, &0, &mut bands).unwrap();
        assert!((at - 3.0).abs() < 1e-12 && becomes == 1);
    }
}
