//! A law put on a lattice of equal cells, its first four moments untouched.
//!
//! What it computes: masses on the points `origin + j·step` that stand for a
//! law of any shape, however narrow or wide beside the step.
//!
//! Why it matters: fifty services may differ a millionfold in speed. Rounding
//! each to the nearest cell would lose the fast ones altogether; here a sum's
//! mean, variance, skewness and kurtosis come out exact at any step.
//!
//! Formula: a point at `u` cells (|u| ≤ ½) from its nearest lattice point is
//! shared between five: `(u²−1)(u²−4)/4` for itself, `−u(u²−4)(u±1)/6` for its
//! neighbours, `u(u²−1)(u±2)/24` for theirs. The shares keep the total and the
//! first four moments; they are those of quartic interpolation, whose
//! transform never exceeds 1, so powers stay stable. A uniform piece is the
//! integral of that.
//!
//! References: H. U. Gerber, "On the numerical evaluation of the distribution
//! of aggregate claims and its stop-loss premiums", Insurance: Mathematics and
//! Economics 1 (1982), for matching moments; G. Strang, "Trigonometric
//! polynomials and difference methods of maximum accuracy", Journal of
//! Mathematics and Physics 41 (1962), for the stability.

use super::curve::Curve;

/// The lattice: where its cell 0 lies, how far apart the points are, how many
/// cells there are and how many of them lie below the origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lattice {
    pub(super) origin: f64,
    pub(super) step: f64,
    pub(super) cells: usize,
    pub(super) below: usize,
}

/// Moments of what lies in one cell, about its centre, in cells.
#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    mass: f64,
    first: f64,
    second: f64,
    third: f64,
    fourth: f64,
}

impl Lattice {
    /// The masses of a law in window order. What lies beyond the window is
    /// left out: a sum of times never comes back from there.
    pub(super) fn masses(&self, curve: &Curve) -> Vec<f64> {
        let mut cells = vec![Moments::default(); self.cells];
        for (time, weight) in curve.atoms() {
            self.deposit(&mut cells, self.cell(time), self.cell(time), weight);
        }
        for piece in curve.pieces() {
            let from = self.cell(piece.from);
            if from >= self.cells as f64 {
                break;
            }
            self.deposit(&mut cells, from, self.cell(piece.to), piece.weight);
        }
        spread(&cells)
    }

    /// A time in cells from the bottom of the window.
    fn cell(&self, time: f64) -> f64 {
        (time - self.origin) / self.step + self.below as f64
    }

    /// Adds a uniform piece from `from` to `to` (a point when they are equal).
    fn deposit(&self, cells: &mut [Moments], from: f64, to: f64, weight: f64) {
        let top = cells.len() as f64 - 0.5;
        if from >= top || from < -0.5 {
            return;
        }
        let first = (from + 0.5) as usize;
        let boundary = first as f64 + 0.5;
        if to <= boundary {
            cells[first].add(from - first as f64, to - first as f64, weight);
            return;
        }
        let density = weight / (to - from);
        cells[first].add(from - first as f64, 0.5, density * (boundary - from));
        let last = (to.min(top) + 0.5) as usize;
        for cell in &mut cells[first + 1..last] {
            cell.mass += density;
            cell.second += density / 12.0;
            cell.fourth += density / 80.0;
        }
        if last < cells.len() {
            let width = to - (last as f64 - 0.5);
            cells[last].add(-0.5, to - last as f64, density * width);
        }
    }
}

impl Moments {
    /// Adds a uniform piece within this cell, by its centre and half width.
    fn add(&mut self, from: f64, to: f64, weight: f64) {
        let centre = 0.5 * (from + to);
        let half = 0.5 * (to - from);
        let (square, spread) = (centre * centre, half * half / 3.0);
        self.mass += weight;
        self.first += weight * centre;
        self.second += weight * (square + spread);
        self.third += weight * centre * (square + 3.0 * spread);
        self.fourth += weight * (square * (square + 6.0 * spread) + 1.8 * spread * spread);
    }

    /// The share of the cell itself, of its lower and upper neighbour, and of
    /// theirs.
    fn shares(&self) -> [f64; 5] {
        let even = self.fourth - self.second;
        let odd = 2.0 * (self.third - self.first);
        let near_even = 4.0 * self.second - self.fourth;
        let near_odd = 4.0 * self.first - self.third;
        [
            (even - odd) / 24.0,
            (near_even - near_odd) / 6.0,
            self.mass + 0.25 * (self.fourth - 5.0 * self.second),
            (near_even + near_odd) / 6.0,
            (even + odd) / 24.0,
        ]
    }
}

/// Shares each cell's moments between it and its neighbours.
fn spread(cells: &[Moments]) -> Vec<f64> {
    let mut padded = vec![0.0; cells.len() + 4];
    for (index, cell) in cells.iter().enumerate() {
        if cell.mass != 0.0 {
            let around = &mut padded[index..index + 5];
            for (mass, share) in around.iter_mut().zip(cell.shares()) {
                *mass += share;
            }
        }
    }
    padded[2..cells.len() + 2].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latency::curve::Knot;
    use crate::math::powi;

    const LATTICE: Lattice = Lattice {
        origin: 2.0,
        step: 0.5,
        cells: 64,
        below: 8,
    };

    fn moments(masses: &[f64]) -> [f64; 5] {
        let at = |index: usize| LATTICE.origin + (index as f64 - 8.0) * LATTICE.step;
        let sum = |power: i32| {
            masses
                .iter()
                .enumerate()
                .map(|(index, mass)| mass * powi(at(index), power))
                .sum::<f64>()
        };
        [0, 1, 2, 3, 4].map(sum)
    }

    #[test]
    fn points_and_pieces_keep_their_first_four_moments() {
        for (from, to) in [(3.1, 3.1), (3.1, 3.2), (3.1, 3.3), (2.9, 9.7), (2.25, 2.75)] {
            let mut curve = Curve::default();
            if to > from {
                curve.push(from, 1.0, 1.0);
                curve.push(to, 0.0, 0.0);
            } else {
                curve.push(from, 1.0, 0.0);
            }
            for (power, got) in (0..).zip(moments(&LATTICE.masses(&curve))) {
                let expected = if to > from {
                    let above = powi(to, power + 1) - powi(from, power + 1);
                    above / (f64::from(power + 1) * (to - from))
                } else {
                    powi(from, power)
                };
                assert!((got / expected - 1.0).abs() < 1e-11, "{from} to {to}");
            }
        }
    }

    #[test]
    fn what_lies_beyond_the_window_is_left_out() {
        let mut curve = Curve::default();
        curve.push(1.0, 1.0, 0.5);
        curve.push(1000.0, 0.5, 0.0);
        let total: f64 = LATTICE.masses(&curve).iter().sum();
        assert!((total - 0.5).abs() < 1e-12);
        let mut wide = Curve::default();
        wide.push(1.0, 1.0, 1.0);
        wide.push(1001.0, 0.0, 0.0);
        let total: f64 = LATTICE.masses(&wide).iter().sum();
        assert!((total - 0.028_75).abs() < 1e-4);
    }

    #[test]
    fn a_smooth_law_gets_its_density() {
        let knots: Vec<Knot> = (0..=600).map(|i| Knot::smooth(f64::from(i) / 20.0)).collect();
        let curve = Curve::sample(&knots, |t| crate::math::exp(-t / 4.0));
        let masses = LATTICE.masses(&curve);
        for (index, mass) in masses.iter().enumerate().take(40).skip(20) {
            let t = LATTICE.origin + (index as f64 - 8.0) * LATTICE.step;
            let expected = 0.5 * crate::math::exp(-t / 4.0) / 4.0;
            assert!((mass / expected - 1.0).abs() < 1e-3);
        }
    }
}
