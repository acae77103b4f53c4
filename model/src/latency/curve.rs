//! A latency as a list of knots: straight between them, with jumps on them.
//!
//! What it computes: `P(L > t)`, percentiles and moments of any latency law
//! that has been sampled.
//!
//! Why it matters: sums are built from it. Every law, however it came about,
//! becomes the same thing: pieces of uniform density and atoms.
//!
//! Formula: between two knots the distribution function is linear; at a knot
//! it may jump. A lognormal's knots lie 1/128 of σ apart, so a percentile read
//! off the straight lines is off by about 2e-5 of its value.

/// Where a law is sampled: a time, and whether the law may jump or bend there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Knot {
    pub(super) time: f64,
    pub(super) sharp: bool,
}

impl Knot {
    pub(super) fn smooth(time: f64) -> Knot {
        Knot { time, sharp: false }
    }

    pub(super) fn sharp(time: f64) -> Knot {
        Knot { time, sharp: true }
    }
}

/// Relative distance within which two knots are one: rounding of shifted times
/// stays far below, every resolution asked for far above.
pub(super) const SAME: f64 = 1e-12;

/// Probabilities this close to one are one.
const CERTAIN: f64 = 1.0 - 1e-13;

/// Sorts knots, merges those that coincide, and keeps at most `limit` of them
/// (all the sharp ones while they fit, and every n-th of the others).
pub(super) fn tidy(mut knots: Vec<Knot>, limit: usize) -> Vec<Knot> {
    knots.retain(|knot| knot.time.is_finite() && knot.time >= 0.0);
    let mut knots = crate::order::sorted_by_key(knots, |knot| knot.time);
    knots.dedup_by(|next, kept| {
        let same = next.time - kept.time <= 4.0 * SAME * next.time;
        kept.sharp |= same && next.sharp;
        same
    });
    thin(knots, limit)
}

fn thin(knots: Vec<Knot>, limit: usize) -> Vec<Knot> {
    let total = knots.len();
    if total <= limit.max(2) {
        return knots;
    }
    let sharp = knots.iter().filter(|knot| knot.sharp).count();
    let keep_sharp = 2 * sharp <= limit;
    let (crowd, room) = if keep_sharp {
        (total - sharp, limit - sharp)
    } else {
        (total, limit)
    };
    let every = crowd.div_ceil(room.max(1)).max(1);
    let mut passed = 0;
    let mut kept = Vec::with_capacity(limit + 2);
    for (index, knot) in knots.into_iter().enumerate() {
        let keep = (keep_sharp && knot.sharp) || {
            passed += 1;
            passed % every == 1 || every == 1
        };
        if keep || index + 1 == total {
            kept.push(knot);
        }
    }
    kept
}

/// A sampled law. Times ascend; `before` is `P(L ≥ t)` and `after` is
/// `P(L > t)` at each knot; both never grow, and `before[0]` is 1.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Curve {
    times: Vec<f64>,
    before: Vec<f64>,
    after: Vec<f64>,
}

/// A stretch between two knots, with the probability that lies in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) weight: f64,
}

impl Curve {
    /// Samples `survival`, which is `P(L > t)`, at tidy knots.
    pub(super) fn sample(knots: &[Knot], survival: impl Fn(f64) -> f64) -> Curve {
        let mut curve = Curve::default();
        for knot in knots {
            let t = knot.time;
            if knot.sharp {
                let left = if t > 0.0 { survival(t * (1.0 - SAME)) } else { 1.0 };
                curve.push(t, left, survival(t * (1.0 + SAME)));
            } else {
                let here = survival(t);
                curve.push(t, here, here);
            }
        }
        curve
    }

    /// Adds a knot at the end; values that would grow are held down.
    pub(super) fn push(&mut self, time: f64, before: f64, after: f64) {
        let ceiling = self.after.last().copied().unwrap_or(1.0);
        if before.min(ceiling) >= CERTAIN {
            // Nothing lies below this knot: the law begins here.
            self.times.clear();
            self.before.clear();
            self.after.clear();
        }
        let first = self.times.is_empty();
        let before = if first { 1.0 } else { before.clamp(0.0, ceiling) };
        self.times.push(time);
        self.before.push(before);
        self.after.push(after.clamp(0.0, before));
    }

    pub(super) fn with_capacity(knots: usize) -> Curve {
        Curve {
            times: Vec::with_capacity(knots),
            before: Vec::with_capacity(knots),
            after: Vec::with_capacity(knots),
        }
    }

    /// The law of `times` taken with these probabilities, in ascending order.
    pub(super) fn of_atoms(atoms: &[(f64, f64)]) -> Curve {
        let mut curve = Curve::with_capacity(atoms.len());
        let total: f64 = atoms.iter().map(|(_, weight)| weight).sum();
        let mut left = total;
        for (index, (time, weight)) in atoms.iter().enumerate() {
            let before = left / total;
            left = if index + 1 == atoms.len() {
                0.0
            } else {
                left - weight
            };
            curve.push(*time, before, left / total);
        }
        curve
    }

    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// The time below which nothing lies.
    pub(super) fn start(&self) -> f64 {
        self.times.first().copied().unwrap_or(0.0)
    }

    /// The probability of the first knot itself.
    pub(super) fn at_start(&self) -> f64 {
        1.0 - self.after.first().copied().unwrap_or(0.0)
    }

    /// The last knot.
    pub(super) fn end(&self) -> f64 {
        self.times.last().copied().unwrap_or(0.0)
    }

    /// `P(L > end)`: what lies beyond the last knot.
    pub(super) fn left_over(&self) -> f64 {
        self.after.last().copied().unwrap_or(0.0)
    }

    /// `P(L > t)`.
    pub(super) fn survival(&self, t: f64) -> f64 {
        let above = self.times.partition_point(|time| *time <= t);
        if above == 0 {
            return 1.0;
        }
        let index = above - 1;
        if above == self.times.len() {
            return self.after[index];
        }
        let share = (t - self.times[index]) / (self.times[above] - self.times[index]);
        self.after[index] + share * (self.before[above] - self.after[index])
    }

    /// The earliest time with `P(L > t) ≤ tail`; the last knot if there is none.
    pub(super) fn upper_quantile(&self, tail: f64) -> f64 {
        let index = self.after.partition_point(|after| *after > tail);
        if index == self.times.len() {
            return self.end();
        }
        if index == 0 || self.before[index] > tail {
            return self.times[index];
        }
        let (high, low) = (self.after[index - 1], self.before[index]);
        let (from, to) = (self.times[index - 1], self.times[index]);
        from + (to - from) * (high - tail) / (high - low)
    }

    /// The knots on both sides of the time with `P(L > t) = tail`.
    pub(super) fn bracket(&self, tail: f64) -> (f64, f64) {
        let index = self.after.partition_point(|after| *after > tail);
        let low = index.saturating_sub(2);
        let high = (index + 1).min(self.times.len().saturating_sub(1));
        let low = if index < 2 { 0.0 } else { self.times[low] };
        (low, self.times.get(high).copied().unwrap_or(0.0))
    }

    /// The atoms: times of positive probability.
    pub(super) fn atoms(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.times
            .iter()
            .zip(self.before.iter().zip(&self.after))
            .map(|(time, (before, after))| (*time, before - after))
            .filter(|(_, weight)| *weight > 0.0)
    }

    /// The pieces of uniform density.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        self.times
            .windows(2)
            .zip(self.after.iter().zip(self.before.iter().skip(1)))
            .map(|(times, (high, low))| Piece {
                from: times[0],
                to: times[1],
                weight: high - low,
            })
            .filter(|piece| piece.weight > 0.0)
    }

    /// Whether all probability sits on atoms (up to rounding).
    pub(super) fn is_atomic(&self) -> bool {
        self.pieces().map(|piece| piece.weight).sum::<f64>() < 1e-14
    }

    /// The knots, for laws built on this one.
    pub(super) fn knots(&self) -> Vec<Knot> {
        self.times
            .iter()
            .zip(self.before.iter().zip(&self.after))
            .map(|(time, (before, after))| Knot {
                time: *time,
                sharp: before - after > 1e-9,
            })
            .collect()
    }

    /// The mean and the variance of `min(L, cap)`.
    pub(super) fn capped_moments(&self, cap: f64) -> (f64, f64) {
        let mean = self.capped(cap, |value, _| value);
        let variance = self.capped(cap, |value, width| {
            (value - mean) * (value - mean) + width * width / 12.0
        });
        (mean, variance)
    }

    /// Sums `of(centre, width)` over what lies within the cap, what lies beyond
    /// counted at the cap.
    fn capped(&self, cap: f64, of: impl Fn(f64, f64) -> f64) -> f64 {
        let mut sum = 0.0;
        let mut within = 0.0;
        for (time, weight) in self.atoms().take_while(|atom| atom.0 <= cap) {
            sum += weight * of(time, 0.0);
            within += weight;
        }
        for piece in self.pieces().take_while(|piece| piece.from < cap) {
            let to = piece.to.min(cap);
            let weight = piece.weight * (to - piece.from) / (piece.to - piece.from);
            sum += weight * of(0.5 * (piece.from + to), to - piece.from);
            within += weight;
        }
        sum + (1.0 - within).max(0.0) * of(cap, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half uniform on 1 to 3, an atom of a quarter at 3 and one at 5.
    fn mixed() -> Curve {
        let knots = [Knot::smooth(1.0), Knot::sharp(3.0), Knot::sharp(5.0)];
        Curve::sample(&knots, |t| match t {
            t if t < 1.0 => 1.0,
            t if t < 3.0 => 1.0 - 0.25 * (t - 1.0),
            t if t < 5.0 => 0.25,
            _ => 0.0,
        })
    }

    #[test]
    fn a_curve_answers_between_on_and_outside_its_knots() {
        let curve = mixed();
        for (t, expected) in [
            (0.0, 1.0),
            (0.5, 1.0),
            (1.0, 1.0),
            (2.0, 0.75),
            (3.0, 0.25),
            (4.0, 0.25),
            (5.0, 0.0),
            (9.0, 0.0),
        ] {
            assert!((curve.survival(t) - expected).abs() < 1e-9, "at {t}");
        }
    }

    #[test]
    fn a_law_begins_where_its_first_probability_lies() {
        let knots: Vec<Knot> = (0..10).map(|i| Knot::sharp(f64::from(i))).collect();
        let curve = Curve::sample(&knots, |t| if t < 4.0 { 1.0 } else { 0.1 });
        assert_eq!(curve.start(), 4.0);
        assert!((curve.at_start() - 0.9).abs() < 1e-12);
    }

    #[test]
    fn a_quantile_is_the_earliest_time_that_reaches_it() {
        let curve = mixed();
        for (tail, expected) in [(0.75, 2.0), (0.4, 3.0), (0.25, 3.0), (0.2, 5.0), (0.0, 5.0)] {
            let got = curve.upper_quantile(tail);
            assert!((got - expected).abs() < 1e-9, "{tail}: {got}");
        }
    }

    #[test]
    fn capped_moments_count_everything_once() {
        let (mean, variance) = mixed().capped_moments(100.0);
        assert!((mean - (0.5 * 2.0 + 0.25 * 3.0 + 0.25 * 5.0)).abs() < 1e-9);
        let second = 0.5 * (4.0 + 1.0 / 3.0) + 0.25 * 9.0 + 0.25 * 25.0;
        assert!((variance - (second - mean * mean)).abs() < 1e-9);
        let (capped, _) = mixed().capped_moments(2.0);
        assert!((capped - (0.25 * 1.5 + 0.75 * 2.0)).abs() < 1e-9);
    }

    #[test]
    fn tidying_sorts_merges_and_keeps_what_is_sharp() {
        let mut knots: Vec<Knot> = (0..1000).map(|i| Knot::smooth(f64::from(i))).collect();
        knots.push(Knot::sharp(500.5));
        knots.push(Knot::sharp(7.0));
        knots.push(Knot::smooth(f64::INFINITY));
        let tidy = tidy(knots, 100);
        assert!(tidy.len() <= 103);
        assert!(tidy.contains(&Knot::sharp(500.5)));
        assert!(tidy.contains(&Knot::sharp(7.0)));
        assert!(tidy.windows(2).all(|pair| pair[0].time < pair[1].time));
        assert_eq!(tidy.last().map(|knot| knot.time), Some(999.0));
    }
}
