//! Groups of cases from their distances: around medoids, and by average linkage.

use crate::analysis::{At, Refusal};

/// Distances with a zero diagonal, from the lower triangle that [`super::Gower::matrix`] gives.
///
/// # Errors
/// A pair of cases with nothing known of both.
pub fn square(lower: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Refusal> {
    let n = lower.len();
    let mut full = vec![vec![0.0; n]; n];
    for (i, row) in lower.iter().enumerate() {
        for (j, &d) in row.iter().enumerate() {
            if d.is_nan() {
                return Err(Refusal::new(
                    "nothing-in-common",
                    format!("nothing is known of both case {} and case {}", j + 1, i + 1),
                )
                .why("groups need every distance")
                .help("leave out cases of which too little is known, or compare in better documented variables"));
            }
            (full[i][j], full[j][i]) = (d, d);
        }
    }
    Ok(full)
}

/// Groups around medoids.
#[derive(Clone, Debug, PartialEq)]
pub struct Medoids {
    /// The case in the middle of each group.
    pub medoids: Vec<usize>,
    /// Group of each case, an index into `medoids`; groups are numbered by their first case.
    pub group: Vec<usize>,
    /// Mean distance to the medoid after the first choice.
    pub build: f64,
    /// Mean distance to the medoid after all swaps.
    pub swap: f64,
    /// Mean silhouette width; a case alone in its group counts 0. None for one group.
    pub silhouette: Option<f64>,
}

/// Partitioning around medoids: Kaufman & Rousseeuw (1990), <https://doi.org/10.1002/9780470316801>, ch. 2; the first choice is greedy, then the best
/// swap is made as long as one helps. Ties go to the case that comes first.
///
/// # Errors
/// `k` is zero or at least the number of cases.
pub fn medoids(d: &[Vec<f64>], k: usize) -> Result<Medoids, Refusal> {
    let n = d.len();
    if k == 0 || k >= n {
        return Err(Refusal::new("bad-k", format!("{k} groups of {n} cases"))
            .why("each group has a case in its middle, and a group for every case says nothing")
            .help("ask for fewer groups than cases")
            .at(At::Option("k".into())));
    }
    let cost = |held: &[usize]| -> f64 { (0..n).map(|i| nearest(d, held, i).1).sum() };
    let mut held: Vec<usize> = vec![];
    for _ in 0..k {
        let choice = (0..n).filter(|i| !held.contains(i)).map(|i| (cost(&[held.as_slice(), &[i]].concat()), i));
        held.extend(choice.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, i)| i));
    }
    let build = cost(&held);
    let mut now = build;
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for place in 0..k {
            for candidate in (0..n).filter(|i| !held.contains(i)) {
                let mut other = held.clone();
                other[place] = candidate;
                let cost = cost(&other);
                if best.is_none_or(|(least, _, _)| cost < least - 1e-12) {
                    best = Some((cost, place, candidate));
                }
            }
        }
        match best {
            Some((cost, place, candidate)) if cost < now - 1e-12 => (now, held[place]) = (cost, candidate),
            _ => break,
        }
    }
    // Groups are numbered by the case that comes first in them.
    let raw: Vec<usize> = (0..n).map(|i| nearest(d, &held, i).0).collect();
    let mut order: Vec<usize> = vec![];
    for &place in &raw {
        if !order.contains(&place) {
            order.push(place);
        }
    }
    let group: Vec<usize> = raw.iter().map(|place| order.iter().position(|o| o == place).unwrap_or(0)).collect();
    let medoids = order.iter().map(|&place| held[place]).collect();
    let mean = |sum: f64| sum / n as f64;
    Ok(Medoids { medoids, silhouette: silhouette(d, &group, k), group, build: mean(build), swap: mean(now) })
}

fn nearest(d: &[Vec<f64>], held: &[usize], case: usize) -> (usize, f64) {
    held.iter().enumerate().fold((0, f64::INFINITY), |best, (place, &medoid)| {
        if d[case][medoid] < best.1 { (place, d[case][medoid]) } else { best }
    })
}

/// Rousseeuw (1987), <https://doi.org/10.1016/0377-0427(87)90125-7>.
fn silhouette(d: &[Vec<f64>], group: &[usize], k: usize) -> Option<f64> {
    let n = d.len();
    let width = |i: usize| {
        let mut sums = vec![(0.0, 0usize); k];
        for j in (0..n).filter(|&j| j != i) {
            sums[group[j]].0 += d[i][j];
            sums[group[j]].1 += 1;
        }
        let mean = |g: usize| (sums[g].1 > 0).then(|| sums[g].0 / sums[g].1 as f64);
        let own = mean(group[i])?;
        let other = (0..k).filter(|&g| g != group[i]).filter_map(mean).fold(f64::INFINITY, f64::min);
        let most = own.max(other);
        Some(if most > 0.0 { (other - own) / most } else { 0.0 })
    };
    (k > 1).then(|| (0..n).map(|i| width(i).unwrap_or(0.0)).sum::<f64>() / n as f64)
}

/// A step of average linkage: two groups become one at a height. Groups below `n` are cases; group `n + i` was made in step `i`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// First group.
    pub first: usize,
    /// Second group.
    pub second: usize,
    /// Mean distance between their cases.
    pub height: f64,
}

/// Average linkage (UPGMA), Sokal & Michener (1958): the nearest two groups become one, again and again. Ties go to the groups made first.
#[must_use]
pub fn average_linkage(d: &[Vec<f64>]) -> Vec<Merge> {
    let n = d.len();
    let mut d: Vec<Vec<f64>> = d.to_vec();
    let mut groups: Vec<(usize, f64)> = (0..n).map(|i| (i, 1.0)).collect();
    let mut alive: Vec<usize> = (0..n).collect();
    let mut merges = vec![];
    while alive.len() > 1 {
        let pairs = alive.iter().enumerate().flat_map(|(at, &i)| alive[at + 1..].iter().map(move |&j| (i, j)));
        let Some((i, j)) = pairs.min_by(|a, b| d[a.0][a.1].total_cmp(&d[b.0][b.1])) else { break };
        merges.push(Merge { first: groups[i].0, second: groups[j].0, height: d[i][j] });
        let (a, b) = (groups[i].1, groups[j].1);
        for &k in alive.iter().filter(|&&k| k != i && k != j) {
            let mean = (a * d[i][k] + b * d[j][k]) / (a + b);
            (d[i][k], d[k][i]) = (mean, mean);
        }
        groups[i] = (n + merges.len() - 1, a + b);
        alive.retain(|&k| k != j);
    }
    merges
}
