//! Sorting, in one place: every other sort is another copy of the same code in the page. Columns of whole
//! numbers are sorted in `quorate_lanes`.

use std::cmp::Ordering;

/// The places of `count` things in rising order, as `compare` has it of two places; equal things
/// keep theirs.
pub fn order_by(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// The places of `keys` in rising order; equal keys keep theirs.
pub fn order(keys: &[f64]) -> Vec<usize> {
    order_by(keys.len(), &mut |a, b| keys[a].total_cmp(&keys[b]))
}

/// `items` in rising order of `key`; equal keys keep their order.
pub fn sorted_by_key<T>(items: Vec<T>, key: impl Fn(&T) -> f64) -> Vec<T> {
    let keys: Vec<f64> = items.iter().map(key).collect();
    let mut open: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order(&keys)
        .into_iter()
        .filter_map(|place| open[place].take())
        .collect()
}

/// Sorts numbers in rising order.
pub fn sort(values: &mut [f64]) {
    let sorted: Vec<f64> = order(values).into_iter().map(|place| values[place]).collect();
    values.copy_from_slice(&sorted);
}

/// Sorts whole numbers in rising order; they are exact as floats.
pub fn sort_whole(values: &mut [u32]) {
    let keys: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
    let sorted: Vec<u32> = order(&keys).into_iter().map(|place| values[place]).collect();
    values.copy_from_slice(&sorted);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_sorted_and_equal_ones_keep_their_order() {
        let sorted = sorted_by_key(vec![(2.0, 'a'), (1.0, 'b'), (2.0, 'c')], |item| item.0);
        assert_eq!(sorted, [(1.0, 'b'), (2.0, 'a'), (2.0, 'c')]);
        let mut values = [3.0, -1.0, 2.0];
        sort(&mut values);
        assert_eq!(values, [-1.0, 2.0, 3.0]);
    }
}
