//! How far two partitions are the same.

use rayon::prelude::*;

/// Hubert & Arabie's adjusted Rand index: 1 the same partition, 0 expected by chance of partitions with
/// parts of these sizes; 1 where both have one part only, or only parts of one.
///
/// Hubert & Arabie (1985), <https://doi.org/10.1007/BF01908075>.
#[must_use]
pub fn adjusted_rand(a: &[usize], b: &[usize]) -> f64 {
    let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
    let both: f64 = shared(a, b).iter().map(|s| pairs(s.2)).sum();
    let (of_a, of_b): (f64, f64) = (sizes(a).into_iter().map(pairs).sum(), sizes(b).into_iter().map(pairs).sum());
    let all = pairs(a.len().min(b.len()));
    let by_chance = if all > 0.0 { of_a * of_b / all } else { 0.0 };
    let most = f64::midpoint(of_a, of_b);
    if most == by_chance { 1.0 } else { (both - by_chance) / (most - by_chance) }
}

/// By node, the mean over other partitions of the Jaccard overlap of its part here and there.
#[must_use]
pub fn node_stability(of: &[usize], others: &[&[usize]]) -> Vec<f64> {
    let own = sizes(of);
    let overlaps: Vec<Vec<f64>> = others
        .par_iter()
        .map(|other| {
            let theirs = sizes(other);
            let shared = shared(of, other);
            let overlap = |(a, b): (&usize, &usize)| {
                let both = shared.binary_search_by_key(&(*a, *b), |s| (s.0, s.1)).map_or(0, |i| shared[i].2);
                both as f64 / (own[*a] + theirs[*b] - both) as f64
            };
            of.iter().zip(*other).map(overlap).collect()
        })
        .collect();
    let mut mean = vec![0.0; of.len()];
    for overlap in &overlaps {
        mean.iter_mut().zip(overlap).for_each(|(m, o)| *m += o / others.len() as f64);
    }
    mean
}

fn sizes(of: &[usize]) -> Vec<usize> {
    let mut sizes = vec![0; of.iter().max().map_or(0, |m| m + 1)];
    of.iter().for_each(|&c| sizes[c] += 1);
    sizes
}

/// Parts of a and b that share nodes, and how many, ascending.
fn shared(a: &[usize], b: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut both: Vec<(usize, usize)> = a.iter().copied().zip(b.iter().copied()).collect();
    both.sort_unstable();
    both.chunk_by(|x, y| x == y).map(|same| (same[0].0, same[0].1, same.len())).collect()
}
