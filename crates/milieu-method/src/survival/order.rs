//! Ages in their order, each with its row in one word, so that a comparison is a single one.

use rayon::prelude::*;

/// Bits whose order as a whole number is the order of the number itself; both zeros are one.
pub(super) fn bits(value: f64) -> u64 {
    let own = (value + 0.0).to_bits();
    if own >> 63 == 0 { own | 1 << 63 } else { !own }
}

/// The indices of the keys in ascending order of the keys, equal ones in their order.
pub(super) fn ascending(keys: &[u64]) -> Vec<u32> {
    let mut held: Vec<u128> = keys.iter().zip(0..).map(|(key, at): (&u64, u128)| u128::from(*key) << 32 | at).collect();
    held.par_sort_unstable();
    held.into_iter().map(|word| word as u32).collect()
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
            prop_assert_eq!(ascending(&keys), plain);
        }
    }
}
