//! The Shapley split of a difference among factors.
//!
//! φ_i = Σ_{S ∌ i} |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)), where v(S) is the number of the arm whose factors of S are at
//! their second side: what a factor adds, averaged over all orders in which factors can be exchanged (Shapley 1953). The
//! parts add up to v(all) − v(none), whatever the factors do to one another.

/// The split of `values`, 2ⁿ numbers whose position is the sum of 2ⁱ over factors at their second side.
#[must_use]
pub fn shapley(values: &[f64]) -> Vec<f64> {
    let n = values.len().max(1).ilog2() as usize;
    let factorial =
        |k: usize| (1..=k).fold(1.0, |product, x| product * f64::from(u32::try_from(x).unwrap_or(u32::MAX)));
    let weight = |size: usize| factorial(size) * factorial(n - size - 1) / factorial(n);
    (0..n)
        .map(|i| {
            let without = (0..values.len()).filter(|s| s & (1 << i) == 0);
            without.map(|s| weight(s.count_ones() as usize) * (values[s | (1 << i)] - values[s])).sum()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_split_what_is_joint() {
        // The glove game: one left glove (factor 0), two right ones; a pair is worth 1. Known split: 2/3, 1/6, 1/6.
        let glove: Vec<f64> = (0..8).map(|s| if s & 1 == 1 && s & 6 != 0 { 1.0 } else { 0.0 }).collect();
        for (found, expected) in shapley(&glove).into_iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        let any = [3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.0, 3.5];
        assert!((shapley(&any).iter().sum::<f64>() - (any[7] - any[0])).abs() < 1e-12);
        assert_eq!(shapley(&[1.0, 4.0]), [3.0]);
        assert!(shapley(&[1.0]).is_empty());
    }

    #[test]
    fn what_adds_up_is_split_as_it_adds_up() {
        let additive: Vec<f64> = (0_u8..8).map(|s| f64::from((s & 1) * 5) + f64::from((s >> 1) & 1) * 2.0).collect();
        assert_eq!(shapley(&additive).iter().map(|x| x.round()).collect::<Vec<_>>(), [5.0, 2.0, 0.0]);
    }
}
