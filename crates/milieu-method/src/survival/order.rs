//! Ages in their order, each with its row in one word, so that a comparison is a single one.

use rayon::prelude::*;

/// Bits whose order as a whole number is the order of the number itself; both zeros are one.
pub(super) fn bits(value: f64) -> u64 {
    let own = (value + 0.0).to_bits();
    if own >> 63 == 0 { own | 1 << 63 } else { !own }
}

/// Exits in their order, events before censored rows of the same age. Exits are not negative, so that the sign of their bits is free for
/// the censoring.
pub(super) fn exit(age: f64, event: bool) -> u64 {
    bits(age) << 1 | u64::from(!event)
}

/// The age of an exit, and whether it is an event.
pub(super) fn of_exit(key: u64) -> (f64, bool) {
    (f64::from_bits(key >> 1), key & 1 == 0)
}

/// The indices of the keys in ascending order of the keys, equal ones in their order.
pub(super) fn ascending(keys: &[u64]) -> Vec<u32> {
    words(keys).into_par_iter().map(|word| word as u32).collect()
}

/// Each key with its index in one word, in ascending order.
fn words(keys: &[u64]) -> Vec<u128> {
    let mut held: Vec<u128> =
        keys.par_iter().enumerate().map(|(at, key)| u128::from(*key) << 32 | at as u128).collect();
    held.par_sort_unstable();
    held
}

/// The place of each key among the different keys, from 0, and how many of these there are.
pub(super) fn ranks(keys: &[u64]) -> (Vec<u32>, usize) {
    let mut found = vec![0; keys.len()];
    let mut ranks = 0;
    let mut last = None;
    for word in words(keys) {
        let key = (word >> 32) as u64;
        ranks += u32::from(last != Some(key));
        last = Some(key);
        found[(word as u32) as usize] = ranks - 1;
    }
    (found, ranks as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ages_come_in_the_order_of_their_numbers(
            few in proptest::collection::vec(-9.0..9.0_f64, 0..50), times in 1..400_usize, step in 0.01..1.0_f64,
        ) {
            // Rounded, so that some are equal.
            let ages: Vec<f64> = (0..few.len() * times).map(|i| (few[i % few.len()] * (i % 7) as f64 / step).round() * step).collect();
            let keys: Vec<u64> = ages.iter().map(|age| bits(*age)).collect();
            let mut plain: Vec<u32> = (0..ages.len() as u32).collect();
            plain.sort_by(|a, b| (ages[*a as usize] + 0.0).total_cmp(&(ages[*b as usize] + 0.0)));
            let (places, count) = ranks(&keys);
            let mut different = keys.clone();
            different.sort_unstable();
            different.dedup();
            prop_assert_eq!(count, different.len());
            prop_assert!(places.iter().zip(&keys).all(|(place, key)| different[*place as usize] == *key));
            prop_assert_eq!(ascending(&keys), plain);
        }
    }
}
