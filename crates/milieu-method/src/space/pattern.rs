//! How points lie: their density, how near they are to each other, and whether kinds of them keep together.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use rayon::prelude::*;

use super::points::Points;
use crate::analysis::{At, Refusal};
use crate::random::Stream;

/// How a point's mass spreads around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// exp(−d² / 2h²) / 2πh²; the bandwidth is the standard deviation.
    Gaussian,
    /// 3 (1 − d² / h²)² / πh² within h; the bandwidth is the radius.
    Quartic,
}

/// Density of points at places, per unit of area, each point counting 1 / n. Silverman, *Density Estimation*, 1986, ch. 4.
///
/// # Errors
/// No points, a bandwidth that is not above zero.
pub fn density(points: &Points, places: &Points, kernel: Kernel, bandwidth: f64) -> Result<Vec<f64>, Refusal> {
    positive("bandwidth", bandwidth)?;
    if points.is_empty() {
        return Err(too_few(0, 1));
    }
    let h = bandwidth;
    let one = |place: usize| {
        let mass = |at: usize| {
            let u = (points.distance_to(at, places, place) / h).powi(2);
            match kernel {
                Kernel::Gaussian => (-u / 2.0).exp() / (2.0 * PI),
                Kernel::Quartic if u < 1.0 => 3.0 / PI * (1.0 - u).powi(2),
                Kernel::Quartic => 0.0,
            }
        };
        (0..points.len()).map(mass).sum::<f64>() / (h * h * points.len() as f64)
    };
    Ok((0..places.len()).into_par_iter().map(one).collect())
}

/// Ripley's K at distances, without edge correction: A / (n (n − 1)) times the ordered pairs within each. Ripley (1976),
/// <https://doi.org/10.2307/3212829>. L = √(K / π) is the distance itself where points lie at random.
///
/// # Errors
/// Fewer than two points, an area that is not above zero.
pub fn ripley(points: &Points, distances: &[f64], area: f64) -> Result<Vec<f64>, Refusal> {
    positive("area", area)?;
    let n = points.len();
    if n < 2 {
        return Err(too_few(n, 2));
    }
    let most = distances.iter().copied().fold(0.0, f64::max);
    let counts = (0..n)
        .into_par_iter()
        .map(|of| {
            let near = points.within(points, of, most);
            distances.iter().map(|d| near.iter().filter(|(at, to)| *at != of && to <= d).count()).collect::<Vec<_>>()
        })
        .reduce(|| vec![0; distances.len()], |a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect());
    Ok(counts.into_iter().map(|pairs| area * pairs as f64 / (n as f64 * (n as f64 - 1.0))).collect())
}

/// L(d) − d = √(K / π) − d.
#[must_use]
pub fn l_minus_d(k: f64, d: f64) -> f64 {
    (k / PI).sqrt() - d
}

/// Clark and Evans's ratio of nearest distances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClarkEvans {
    /// Mean distance to the nearest other point.
    pub mean: f64,
    /// What it would be at random: ½ √(A / n).
    pub expected: f64,
    /// mean / expected; below 1 where points keep together.
    pub ratio: f64,
    /// (mean − expected) over its standard error, 0.26136 √A / n.
    pub z: f64,
}

/// Clark & Evans (1954), <https://doi.org/10.2307/1931034>, without edge correction.
///
/// # Errors
/// Fewer than two points, an area that is not above zero.
pub fn clark_evans(points: &Points, area: f64) -> Result<ClarkEvans, Refusal> {
    positive("area", area)?;
    let n = points.len();
    if n < 2 {
        return Err(too_few(n, 2));
    }
    let sum: f64 = (0..n).filter_map(|of| points.nearest(of, 1).first().map(|near| near.1)).sum();
    let count = n as f64;
    let (mean, expected) = (sum / count, 0.5 * (area / count).sqrt());
    Ok(ClarkEvans { mean, expected, ratio: mean / expected, z: (mean - expected) * count / (0.261_36 * area.sqrt()) })
}

/// Where points of a plane lie and how they spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Mean centre.
    pub centre: [f64; 2],
    /// Root mean squared distance from it.
    pub standard_distance: f64,
    /// Half axes of the standard deviational ellipse (√2, n − 2: Yuill 1971 as corrected in CrimeStat): longer, shorter.
    pub axes: [f64; 2],
    /// Angle of the longer axis from the x axis, radians, from −π/2 to π/2.
    pub angle: f64,
    /// Area of the convex hull.
    pub hull: f64,
}

/// Centre, spread, ellipse (Yuill 1971, <https://doi.org/10.2307/490885>) and hull.
///
/// # Errors
/// Fewer than three points.
pub fn spread(xy: &[[f64; 2]]) -> Result<Spread, Refusal> {
    let n = xy.len() as f64;
    if xy.len() < 3 {
        return Err(too_few(xy.len(), 3));
    }
    let centre = [0, 1].map(|axis| xy.iter().map(|p| p[axis]).sum::<f64>() / n);
    let sum = |a: usize, b: usize| xy.iter().map(|p| (p[a] - centre[a]) * (p[b] - centre[b])).sum::<f64>();
    let (xx, yy, cross) = (sum(0, 0), sum(1, 1), sum(0, 1));
    let half = ((xx - yy).powi(2) / 4.0 + cross * cross).sqrt();
    let middle = f64::midpoint(xx, yy);
    let axes = [middle + half, (middle - half).max(0.0)].map(|root| (2.0 * root / (n - 2.0)).sqrt());
    let angle = 0.5 * (2.0 * cross).atan2(xx - yy);
    Ok(Spread { centre, standard_distance: ((xx + yy) / n).sqrt(), axes, angle, hull: hull_area(xy) })
}

/// Andrew's monotone chain (1979), then the shoelace.
fn hull_area(xy: &[[f64; 2]]) -> f64 {
    let mut sorted = xy.to_vec();
    sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let turn = |o: [f64; 2], a: [f64; 2], b: [f64; 2]| (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
    let chain = |points: &mut dyn Iterator<Item = [f64; 2]>| {
        let mut held: Vec<[f64; 2]> = vec![];
        for p in points {
            while held.len() > 1 && turn(held[held.len() - 2], held[held.len() - 1], p) <= 0.0 {
                held.pop();
            }
            held.push(p);
        }
        held.pop();
        held
    };
    let mut hull = chain(&mut sorted.iter().copied());
    hull.extend(chain(&mut sorted.iter().rev().copied()));
    let next = hull.iter().cycle().skip(1);
    hull.iter().zip(next).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum::<f64>().abs() / 2.0
}

/// How often the nearest neighbour of one kind is of another, beside what shares alone would give.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotient {
    /// Kind that looks for a neighbour.
    pub of: usize,
    /// Kind of the neighbour.
    pub to: usize,
    /// Share of nearest neighbours over share of that kind among all others; 1 at random.
    pub value: f64,
    /// Share of label permutations at least as far out on its side: folded, one-sided; none without permutations.
    pub p: Option<f64>,
}

/// Colocation quotients of all pairs of kinds by nearest neighbours (ties share). Leslie & Kronenfeld (2011),
/// <https://doi.org/10.1111/j.1538-4632.2011.00821.x>; p by shuffling kinds over the points, one stream a permutation.
///
/// # Errors
/// Fewer than three points, or one kind only.
pub fn colocation(points: &Points, kinds: &[usize], permutations: usize, seed: u64) -> Result<Vec<Quotient>, Refusal> {
    let n = points.len();
    if n < 3 || kinds.len() != n {
        return Err(too_few(n, 3));
    }
    let most = kinds.iter().max().map_or(0, |most| most + 1);
    let mut sizes = vec![0usize; most];
    kinds.iter().for_each(|&kind| sizes[kind] += 1);
    if sizes.iter().filter(|n| **n > 0).count() < 2 {
        return Err(Refusal::new("one-kind", "all points are of one kind")
            .why("whether kinds keep together needs two")
            .help("name a column of kinds with more than one"));
    }
    let nearest: Vec<Vec<usize>> = (0..n)
        .into_par_iter()
        .map(|of| {
            let least = points.nearest(of, 1).first().map_or(0.0, |near| near.1);
            let tied = points.within(points, of, least * (1.0 + 1e-12));
            tied.into_iter().map(|(at, _)| at).filter(|at| *at != of).collect()
        })
        .collect();
    let quotients = |kinds: &[usize]| -> Vec<f64> {
        let mut counts = vec![0.0; most * most];
        for (of, near) in nearest.iter().enumerate() {
            for &at in near {
                counts[kinds[of] * most + kinds[at]] += 1.0 / near.len() as f64;
            }
        }
        let quotient = |of: usize, to: usize| {
            let others = sizes[to] as f64 - f64::from(u8::from(of == to));
            counts[of * most + to] / sizes[of] as f64 / (others / (n as f64 - 1.0))
        };
        (0..most).flat_map(|of| (0..most).map(move |to| (of, to))).map(|(of, to)| quotient(of, to)).collect()
    };
    let own = quotients(kinds);
    let (above, below) = (0..permutations)
        .into_par_iter()
        .map(|at| {
            let mut shuffled = kinds.to_vec();
            Stream::new(seed, at as u64).shuffle(&mut shuffled);
            let drawn = quotients(&shuffled);
            let count = |far: &dyn Fn(f64, f64) -> bool| {
                drawn.iter().zip(&own).map(|(d, o)| usize::from(far(*d, *o))).collect::<Vec<_>>()
            };
            (count(&|d, o| d >= o - 1e-12), count(&|d, o| d <= o + 1e-12))
        })
        .reduce(|| (vec![0; own.len()], vec![0; own.len()]), |a, b| (added(&a.0, &b.0), added(&a.1, &b.1)));
    let found = own.iter().enumerate().filter(|(_, value)| value.is_finite()).map(|(at, &value)| Quotient {
        of: at / most,
        to: at % most,
        value,
        p: (permutations > 0).then(|| (above[at].min(below[at]) as f64 + 1.0) / (permutations as f64 + 1.0)),
    });
    Ok(found.collect())
}

fn added(a: &[usize], b: &[usize]) -> Vec<usize> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// Numbers of kinds in the order of their names.
#[must_use]
pub fn kinds_of(names: &[String]) -> (Vec<String>, Vec<usize>) {
    let mut sorted = names.to_vec();
    sorted.sort();
    sorted.dedup();
    let place: BTreeMap<&String, usize> = sorted.iter().zip(0..).collect();
    let kinds = names.iter().map(|name| place[name]).collect();
    (sorted, kinds)
}

pub(super) fn positive(option: &str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(Refusal::new("not-positive", format!("`{option}` is {value}"))
        .why("it is a length or an area")
        .help("give a number above zero")
        .at(At::Option(option.to_owned())))
}

pub(super) fn too_few(n: usize, least: usize) -> Refusal {
    Refusal::new("too-few-points", format!("{n} points"))
        .why(format!("at least {least} are needed"))
        .help("give more points, or do not ask this of so few")
}
