//! Pure numbers: a gap, a share, a difference. An interval is `[least, greatest]`.

/// Middle of an interval.
#[must_use]
pub fn middle([low, high]: [f64; 2]) -> f64 {
    low + (high - low) / 2.0
}

/// observed − target; for a range the distance to its nearer bound, 0 inside it.
/// The interval holds the gap of every observed value.
#[must_use]
pub fn gap(target: [f64; 2], observed: [f64; 2]) -> [f64; 2] {
    observed.map(|value| {
        if value < target[0] {
            value - target[0]
        } else if value > target[1] {
            value - target[1]
        } else {
            0.0
        }
    })
}

/// (observed − baseline) / (target − baseline), for every bound of the target and of what was observed.
/// None where a bound of the target is the baseline itself: there is no way to go.
#[must_use]
pub fn share(baseline: f64, target: [f64; 2], observed: [f64; 2]) -> Option<[f64; 2]> {
    // A baseline inside the range would make the way change its direction.
    let apart = (target[0] - baseline) * (target[1] - baseline) > 0.0;
    let shares = target.map(|goal| observed.map(|value| (value - baseline) / (goal - baseline)));
    apart.then(|| hull(&shares.concat())).flatten()
}

/// child − parent: the least and the greatest difference that the bounds of two ranges allow.
#[must_use]
pub fn difference(child: [f64; 2], parent: [f64; 2]) -> [f64; 2] {
    [child[0] - parent[1], child[1] - parent[0]]
}

/// Mean of numbers; none of no numbers.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Least and greatest of numbers; none of no numbers.
#[must_use]
pub fn hull(values: &[f64]) -> Option<[f64; 2]> {
    let low = values.iter().copied().reduce(f64::min)?;
    let high = values.iter().copied().reduce(f64::max)?;
    Some([low, high])
}
