//! Seeded uniforms, counted and not remembered.
//!
//! # What it computes
//! For one input a stream of numbers between 0 and 1; number i of a stream is found without those
//! before it.
//!
//! # Why it matters
//! Draw i of an input depends on the seed, the input's name and i, and on nothing else: not on which
//! worker computes it, in what order, how many draws there are, or which other inputs are ranges.
//!
//! # Formula
//! ChaCha with 8 rounds, keyed by the seed; the stream is the name's FNV-1a hash; draw i is the
//! (i+1)th 64-bit word w of it, as (⌊w/2¹²⌋ + ½)/2⁵², never 0 or 1.
//!
//! # Example
//! ```
//! use quorate_model::estimate::Uniforms;
//! let mut all = [0.0; 4];
//! let mut last = [0.0; 1];
//! Uniforms::new(7, "traffic").fill(0, &mut all);
//! Uniforms::new(7, "traffic").fill(3, &mut last);
//! assert_eq!(all[3], last[0]);
//! ```
//!
//! # References
//! D. J. Bernstein, "ChaCha, a variant of Salsa20", 2008. J. Salmon et al., "Parallel random numbers:
//! as easy as 1, 2, 3", SC 2011 (counter-based generators).

use quorate_lanes::Units;

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// How many draws, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Env {
    /// Number of draws; 0 takes every range at its median.
    pub samples: u32,
    /// The seed; the same seed gives the same draws.
    pub seed: u64,
}

impl Default for Env {
    fn default() -> Self {
        Self {
            samples: 10_000,
            seed: 1,
        }
    }
}

/// The uniforms of one input.
#[derive(Clone, Copy, Debug)]
pub struct Uniforms(Units);

impl Uniforms {
    /// The stream `name` of a seed.
    pub fn new(seed: u64, name: &str) -> Self {
        let stream = hash(name);
        Self(Units { seed, stream })
    }

    /// The draws from number `first` on, as many as fit; allocates nothing.
    pub fn fill(&self, first: u32, out: &mut [f64]) {
        self.0.fill(u64::from(first), out);
    }
}

fn hash(name: &str) -> u64 {
    name.bytes().fold(FNV_OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(seed: u64, name: &str, first: u32, count: usize) -> Vec<f64> {
        let mut out = vec![0.0; count];
        Uniforms::new(seed, name).fill(first, &mut out);
        out
    }

    #[test]
    fn a_draw_is_found_without_those_before_it() {
        let all = draws(42, "x", 0, 1000);
        for first in [1, 7, 63, 64, 500, 999] {
            assert_eq!(draws(42, "x", first, 1)[0], all[first as usize]);
        }
        let far = draws(42, "x", u32::MAX - 2, 3);
        assert!(far.iter().all(|u| *u > 0.0 && *u < 1.0));
    }

    #[test]
    fn seeds_and_names_give_other_draws() {
        let one = draws(1, "a", 0, 100);
        for other in [draws(2, "a", 0, 100), draws(1, "b", 0, 100)] {
            assert!(one.iter().zip(&other).all(|(a, b)| a != b));
        }
    }

    #[test]
    fn draws_are_even_and_unrelated() {
        const COUNT: usize = 100_000;
        let (a, b) = (draws(3, "a", 0, COUNT), draws(3, "b", 0, COUNT));
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / COUNT as f64;
        // Five standard errors of a mean of uniforms, of squares and of products.
        assert!((mean(&mut a.iter().copied()) - 0.5).abs() < 5.0 * 0.289 / (COUNT as f64).sqrt());
        assert!((mean(&mut a.iter().map(|u| u * u)) - 1.0 / 3.0).abs() < 5.0 * 0.298 / (COUNT as f64).sqrt());
        let product = mean(&mut a.iter().zip(&b).map(|(x, y)| (x - 0.5) * (y - 0.5)));
        assert!(product.abs() < 5.0 / 12.0 / (COUNT as f64).sqrt());
        let mut cells = [0_u32; 100];
        a.iter().for_each(|u| cells[(u * 100.0) as usize] += 1);
        let chi: f64 = cells
            .iter()
            .map(|n| (f64::from(*n) - 1000.0) * (f64::from(*n) - 1000.0) / 1000.0)
            .sum();
        assert!((50.0..170.0).contains(&chi), "{chi}");
    }

    #[test]
    fn the_first_draws_are_what_they_were_when_links_were_first_shared() {
        let known = draws(1, "traffic", 0, 3);
        insta::assert_debug_snapshot!(known);
    }
}
