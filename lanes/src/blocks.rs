//! Sums by blocks: what two columns differ by, gathered by where a third lies between 0 and 1.

use crate::wide::{Work, widely};

/// The block of each of the `units`: so many of them, at most 256, are equally wide.
pub fn places(units: &[f64], blocks: u32, places: &mut [u8]) {
    widely(Places {
        units,
        blocks: f64::from(blocks),
        places,
    });
}

struct Places<'a> {
    units: &'a [f64],
    blocks: f64,
    places: &'a mut [u8],
}

impl Work for Places<'_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        /// Added, it leaves a whole number in the last bits: 2⁵².
        const WHOLE: f64 = 4_503_599_627_370_496.0;
        for (place, unit) in self.places.iter_mut().zip(self.units) {
            // Rounded to the nearest, half a block lower: rounded down.
            let lower = unit * self.blocks - 0.5;
            let rounded = if lower > 0.0 { lower } else { 0.0 } + WHOLE;
            *place = rounded.to_bits() as u8;
        }
    }
}

/// Adds every number to the sum of its place; there is one for each place.
pub fn add_by_place(column: &[f64], places: &[u8], sums: &mut [f64]) {
    let mut own = [0.0; 256];
    for (one, place) in column.iter().zip(places) {
        own[usize::from(*place)] += one;
    }
    for (sum, own) in sums.iter_mut().zip(own) {
        *sum += own;
    }
}

/// Adds number i to the sum i modulo how many sums there are.
pub fn add_in_turn(column: &[f64], sums: &mut [f64]) {
    for row in column.chunks(sums.len().max(1)) {
        for (sum, one) in sums.iter_mut().zip(row) {
            *sum += one;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_added_where_they_belong() {
        let units: Vec<f64> = (0..1000).map(|at| (f64::from(at) + 0.5) / 1000.0).collect();
        let mut found = vec![0; units.len()];
        places(&units, 50, &mut found);
        let told: Vec<u8> = units.iter().map(|unit| (unit * 50.0) as u8).collect();
        assert_eq!(found, told);
        let mut sums = [1.0; 50];
        add_by_place(&units, &found, &mut sums);
        let first: f64 = units[..20].iter().sum();
        assert_eq!(sums[0], 1.0 + first);
        let mut turns = [0.0; 3];
        add_in_turn(&[1.0, 2.0, 3.0, 4.0, 5.0], &mut turns);
        assert_eq!(turns, [5.0, 7.0, 3.0]);
        let mut ends = [9; 2];
        places(&[1e-16, 1.0 - 1e-16], 50, &mut ends);
        assert_eq!(ends, [0, 49]);
    }
}
