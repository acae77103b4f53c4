//! Sorting by counting: as many passes as the keys have digits in which they differ; and numbers by rank.

/// Values of a digit.
const DIGITS: usize = 1 << 11;
const BITS: u32 = 11;

/// Sorts whole numbers in rising order.
pub fn sort(keys: &mut Vec<u64>) {
    let mut other = vec![0; keys.len()];
    let differ = keys.iter().fold(0, |differ, key| differ | (key ^ keys[0]));
    for shift in (0..u64::BITS).step_by(BITS as usize) {
        if differ >> shift & (DIGITS as u64 - 1) != 0 {
            deal(keys, &mut other, |key| (key >> shift) as usize);
            std::mem::swap(keys, &mut other);
        }
    }
}

/// What stands at each of the rising `ranks` of the numbers in rising order, the least at rank 0; nothing
/// where there is no such rank. Only what shares a bucket with one of them is sorted.
pub fn at_ranks(column: &[f64], ranks: &[usize]) -> Vec<f64> {
    let keys = || column.iter().map(|value| rising(*value));
    let (least, most) = keys().fold((u64::MAX, 0), |(least, most), key| {
        (least.min(key), most.max(key))
    });
    let shift = (u64::BITS - most.saturating_sub(least).leading_zeros()).saturating_sub(BUCKETS.ilog2());
    let bucket = |key: u64| ((key - least) >> shift) as usize % BUCKETS;
    let mut counts = [0; BUCKETS];
    keys().for_each(|key| counts[bucket(key)] += 1);
    let (wanted, places) = wanted(&counts, ranks);
    let mut found: Vec<u64> = Vec::with_capacity(ranks.len());
    found.extend(keys().filter(|key| wanted[bucket(*key)]));
    sort(&mut found);
    places.iter().map(|place| falling(found[*place])).collect()
}

/// Buckets in the first look at numbers to be ranked.
const BUCKETS: usize = 1 << 12;

/// The buckets in which the `ranks` lie, and where each rank is among what those hold.
fn wanted(counts: &[usize; BUCKETS], ranks: &[usize]) -> ([bool; BUCKETS], Vec<usize>) {
    let (mut wanted, mut places) = ([false; BUCKETS], Vec::with_capacity(ranks.len()));
    let (mut before, mut left_out, mut ranks) = (0, 0, ranks.iter().peekable());
    for (wanted, count) in wanted.iter_mut().zip(counts) {
        while let Some(rank) = ranks.next_if(|rank| **rank < before + count) {
            *wanted = true;
            places.push(rank - left_out);
        }
        before += count;
        left_out += if *wanted { 0 } else { *count };
    }
    (wanted, places)
}

/// A float's bits as a whole number that rises with it; 0 has one sign.
#[inline(always)]
fn rising(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    bits ^ ((bits as i64 >> 63) as u64 | 1 << 63)
}

/// The inverse of [`rising`].
fn falling(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// Puts `from` into `to` in rising order of a digit; equal ones keep their order.
#[inline(always)]
fn deal<T: Copy>(from: &[T], to: &mut [T], digit: impl Fn(T) -> usize) {
    let mut next = [0_usize; DIGITS];
    for one in from {
        next[digit(*one) % DIGITS] += 1;
    }
    let mut before = 0;
    for count in &mut next {
        before += std::mem::replace(count, before);
    }
    for one in from {
        let place = &mut next[digit(*one) % DIGITS];
        to[*place] = *one;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(count: u64) -> Vec<u64> {
        (1..=count)
            .map(|at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (at % 50))
            .collect()
    }

    #[test]
    fn numbers_are_sorted_as_the_standard_library_sorts_them() {
        for count in [0, 1, 2, 1_000, 5_000] {
            let mut own = keys(count);
            let mut told = own.clone();
            sort(&mut own);
            told.sort_unstable();
            assert_eq!(own, told);
        }
    }

    #[test]
    fn ranks_are_those_of_the_sorted_numbers() {
        let spread: Vec<f64> = keys(20_000)
            .iter()
            .map(|key| (*key as f64).sqrt() - 1e9)
            .collect();
        let mut close = vec![3.0; 5_000];
        close.extend([-0.0, 0.0, -1e300, 1e300]);
        close.extend((0..3_000).map(|at| 3.0 + f64::from(at % 7) * f64::EPSILON * 2.0));
        for column in [spread, close, vec![5.0], Vec::new()] {
            let mut told = column.clone();
            told.sort_by(f64::total_cmp);
            let ranks: Vec<usize> = (0..column.len()).step_by(211).collect();
            let told: Vec<f64> = ranks.iter().map(|rank| told[*rank]).collect();
            assert_eq!(at_ranks(&column, &ranks), told);
        }
        assert!(at_ranks(&[1.0], &[1]).is_empty());
    }
}
