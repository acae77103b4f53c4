//! Seeded numbers between 0 and 1, counted and not remembered.

use crate::wide::{Work, widely};

/// Blocks of the generator computed side by side: as many as fit into a register each.
const ABREAST: usize = if cfg!(target_arch = "wasm32") { 4 } else { 8 };
/// Words of 32 bits in a block, and numbers made of them.
const WORDS: usize = 16;
const NUMBERS: usize = WORDS / 2;
/// `expand 32-byte k`.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];
/// The first float whose last bit counts whole numbers: 2⁵².
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// A stream of ChaCha with 8 rounds: its key is `seed` in 64 bits of 256, its number `stream`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// The seed.
    pub seed: u64,
    /// Which of the seed's streams.
    pub stream: u64,
}

impl Units {
    /// Numbers `first`, `first` + 1, … of the stream: number i is word i of 64 bits, w, as
    /// (⌊w/2¹²⌋ + ½)/2⁵², never 0 or 1.
    pub fn fill(self, first: u64, column: &mut [f64]) {
        widely(Fill {
            of: self,
            first,
            column,
        });
    }
}

struct Fill<'a> {
    of: Units,
    first: u64,
    column: &'a mut [f64],
}

impl Work for Fill<'_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        let mut block = self.first / NUMBERS as u64;
        let mut skipped = (self.first % NUMBERS as u64) as usize;
        let (mut rest, mut group) = (self.column, [0.0; NUMBERS * ABREAST]);
        while !rest.is_empty() {
            numbers(self.of, block, &mut group);
            let found = &group[skipped..];
            let (own, more) = rest.split_at_mut(found.len().min(rest.len()));
            own.copy_from_slice(&found[..own.len()]);
            rest = more;
            block += ABREAST as u64;
            skipped = 0;
        }
    }
}

/// The numbers of so many blocks from `block` on.
#[inline(always)]
fn numbers(of: Units, block: u64, group: &mut [f64; NUMBERS * ABREAST]) {
    let mut words = [[0; ABREAST]; WORDS];
    for lane in 0..ABREAST {
        let mixed = mixed(of, block.wrapping_add(lane as u64));
        for (row, word) in words.iter_mut().zip(mixed) {
            row[lane] = word;
        }
    }
    let mut turned = [0; WORDS * ABREAST];
    for lane in 0..ABREAST {
        for (at, row) in words.iter().enumerate() {
            turned[lane * WORDS + at] = row[lane];
        }
    }
    for (own, [low, high]) in group.iter_mut().zip(turned.as_chunks().0) {
        *own = unit(u64::from(*low) | u64::from(*high) << 32);
    }
}

/// A number between 0 and 1 from the upper 52 bits of a word.
#[inline(always)]
fn unit(word: u64) -> f64 {
    let number = f64::from_bits(WHOLE.to_bits() | word >> 12) - WHOLE;
    (number + 0.5) * (1.0 / WHOLE)
}

/// One block.
#[inline(always)]
fn mixed(of: Units, block: u64) -> [u32; WORDS] {
    let [c0, c1, c2, c3] = CONSTANTS;
    let [(s0, s1), (b0, b1), (n0, n1)] = [halves(of.seed), halves(block), halves(of.stream)];
    let start = [c0, c1, c2, c3, s0, s1, 0, 0, 0, 0, 0, 0, b0, b1, n0, n1];
    let mixed = two_rounds(two_rounds(two_rounds(two_rounds(start))));
    std::array::from_fn(|at| mixed[at].wrapping_add(start[at]))
}

/// The lower and the upper half of a word.
#[inline(always)]
fn halves(word: u64) -> (u32, u32) {
    (word as u32, (word >> 32) as u32)
}

/// A round over the columns of the block and one over its diagonals.
#[inline(always)]
fn two_rounds(x: [u32; WORDS]) -> [u32; WORDS] {
    let [x0, x4, x8, x12] = quarter(x[0], x[4], x[8], x[12]);
    let [x1, x5, x9, x13] = quarter(x[1], x[5], x[9], x[13]);
    let [x2, x6, x10, x14] = quarter(x[2], x[6], x[10], x[14]);
    let [x3, x7, x11, x15] = quarter(x[3], x[7], x[11], x[15]);
    let [x0, x5, x10, x15] = quarter(x0, x5, x10, x15);
    let [x1, x6, x11, x12] = quarter(x1, x6, x11, x12);
    let [x2, x7, x8, x13] = quarter(x2, x7, x8, x13);
    let [x3, x4, x9, x14] = quarter(x3, x4, x9, x14);
    [
        x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15,
    ]
}

#[inline(always)]
fn quarter(a: u32, b: u32, c: u32, d: u32) -> [u32; 4] {
    let a = a.wrapping_add(b);
    let d = (d ^ a).rotate_left(16);
    let c = c.wrapping_add(d);
    let b = (b ^ c).rotate_left(12);
    let a = a.wrapping_add(b);
    let d = (d ^ a).rotate_left(8);
    let c = c.wrapping_add(d);
    let b = (b ^ c).rotate_left(7);
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    /// The same words by another hand.
    fn told(of: Units, first: u64, count: usize) -> Vec<f64> {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&of.seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(of.stream);
        generator.set_word_pos(2 * u128::from(first));
        let unit = |word: u64| ((word >> 12) as f64 + 0.5) / WHOLE;
        (0..count).map(|_| unit(generator.next_u64())).collect()
    }

    #[test]
    fn numbers_are_the_words_that_an_independent_library_deals() {
        for (seed, stream) in [(0, 0), (1, 0xcbf2_9ce4_8422_2325), (u64::MAX, 7)] {
            let units = Units { seed, stream };
            for (first, count) in [
                (0, 1),
                (0, 500),
                (500, 500),
                (3, 129),
                (u64::from(u32::MAX) - 9, 40),
            ] {
                let mut column = vec![0.0; count];
                units.fill(first, &mut column);
                assert_eq!(column, told(units, first, count), "{units:?} {first}");
            }
        }
    }

    #[test]
    fn no_number_is_0_or_1() {
        assert!(unit(0) > 0.0 && unit(u64::MAX) < 1.0);
        assert_eq!(1.0 - unit(0), unit(u64::MAX));
    }
}
