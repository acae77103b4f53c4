//! Sorting by counting: as many passes as the keys have digits in which they differ.

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

/// The places of `keys` in rising order; equal keys keep theirs.
pub fn order(keys: &[u32]) -> Vec<u32> {
    let places = 0..u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = places.collect();
    let mut other = vec![0; order.len()];
    for shift in (0..u32::BITS).step_by(BITS as usize) {
        deal(&order, &mut other, |place| {
            (keys[place as usize] >> shift) as usize
        });
        std::mem::swap(&mut order, &mut other);
    }
    order
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
    fn places_are_in_order_and_equal_keys_keep_theirs() {
        let keys: Vec<u32> = keys(3_000)
            .iter()
            .map(|key| (key % 700) as u32 * 5_000_000)
            .collect();
        let mut told: Vec<u32> = (0..3_000).collect();
        told.sort_by_key(|place| keys[*place as usize]);
        assert_eq!(order(&keys), told);
        assert!(order(&[]).is_empty());
    }
}
