//! Where in a space of parameters an ensemble looks: points as shares of each range, 0 to 1.
//!
//! * full factorial: every combination of equally spaced levels;
//! * Latin hypercube (McKay, Beckman & Conover 1979, <https://doi.org/10.2307/1268522>): each of n equal strata of each range holds
//!   exactly one point;
//! * Sobol' points (Joe & Kuo 2008, <https://doi.org/10.1137/070709359>): even in every projection on few dimensions.
//!
//! Draws are addressed by point and dimension, as all draws of the lab are.

use crate::random::{Chance, Stream};
use crate::uid::{Uid, mix};

/// Draws of a design; its seed is kept apart from those of runs.
fn chance(seed: u64) -> Chance {
    Chance::new(mix(seed ^ 0x6465_7369_676E)).at(u16::MAX)
}

/// `points` points of a Latin hypercube.
#[must_use]
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "points and dimensions are few")]
pub fn latin_hypercube(points: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let chance = chance(seed);
    let column = |d: usize| {
        let key = |n: usize| chance.unit(Stream::Start, Uid(n as u64), d as u32);
        let mut order: Vec<usize> = (0..points).collect();
        order.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        let mut column = vec![0.0; points];
        for (stratum, &point) in order.iter().enumerate() {
            let within = chance.unit(Stream::Start, Uid(point as u64), (dimensions + d) as u32);
            column[point] = (stratum as f64 + within) / points as f64;
        }
        column
    };
    let columns: Vec<Vec<f64>> = (0..dimensions).map(column).collect();
    (0..points).map(|n| columns.iter().map(|column| column[n]).collect()).collect()
}

/// Every combination of `levels` equally spaced shares, both ends among them; the first dimension changes fastest.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "levels are few")]
pub fn full_factorial(levels: usize, dimensions: usize) -> Vec<Vec<f64>> {
    let share = |level: usize| if levels < 2 { 0.5 } else { level as f64 / (levels - 1) as f64 };
    let count = u32::try_from(dimensions).ok().and_then(|d| levels.checked_pow(d)).unwrap_or(0);
    (0..count)
        .map(|n| {
            (0..dimensions).scan(n, |rest, _| Some(share(std::mem::replace(rest, *rest / levels) % levels))).collect()
        })
        .collect()
}

/// Dimensions that Sobol' points may have.
pub const MOST_SOBOL: usize = 24;

/// Degree, coefficients and initial direction numbers (new-joe-kuo-6.21201) from the second dimension on.
const DIRECTIONS: [(u32, u32, &[u32]); MOST_SOBOL - 1] = [
    (1, 0, &[1]),
    (2, 1, &[1, 3]),
    (3, 1, &[1, 3, 1]),
    (3, 2, &[1, 1, 1]),
    (4, 1, &[1, 1, 3, 3]),
    (4, 4, &[1, 3, 5, 13]),
    (5, 2, &[1, 1, 5, 5, 17]),
    (5, 4, &[1, 1, 5, 5, 5]),
    (5, 7, &[1, 1, 7, 11, 19]),
    (5, 11, &[1, 1, 5, 1, 1]),
    (5, 13, &[1, 1, 1, 3, 11]),
    (5, 14, &[1, 3, 5, 5, 31]),
    (6, 1, &[1, 3, 3, 9, 7, 49]),
    (6, 13, &[1, 1, 1, 15, 21, 21]),
    (6, 16, &[1, 3, 1, 13, 27, 49]),
    (6, 19, &[1, 1, 1, 15, 7, 5]),
    (6, 22, &[1, 3, 1, 15, 13, 25]),
    (6, 25, &[1, 1, 5, 5, 19, 61]),
    (7, 1, &[1, 3, 7, 11, 23, 15, 103]),
    (7, 4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, 7, &[1, 1, 3, 13, 7, 35, 63]),
    (7, 8, &[1, 3, 5, 9, 1, 25, 53]),
    (7, 14, &[1, 3, 1, 13, 9, 35, 107]),
];

/// The first `points` Sobol' points after the origin, shifted by a random share of each range (Cranley & Patterson 1976) where a
/// seed is given; none of more than [`MOST_SOBOL`] dimensions.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "dimensions and points are few")]
pub fn sobol(points: usize, dimensions: usize, seed: Option<u64>) -> Option<Vec<Vec<f64>>> {
    if dimensions > MOST_SOBOL {
        return None;
    }
    let directions: Vec<[u32; 32]> = (0..dimensions).map(direction_numbers).collect();
    let shift = |d: usize| seed.map_or(0.0, |seed| chance(seed).unit(Stream::Start, Uid(u64::MAX), d as u32));
    let shifts: Vec<f64> = (0..dimensions).map(shift).collect();
    let mut at = vec![0_u32; dimensions];
    let mut design = Vec::with_capacity(points);
    for n in 0..points {
        // Gray code: one bit of the position changes from point to point.
        let bit = (!(n as u32)).trailing_zeros() as usize;
        for (x, numbers) in at.iter_mut().zip(&directions) {
            *x ^= numbers[bit.min(31)];
        }
        design
            .push(at.iter().zip(&shifts).map(|(x, shift)| (f64::from(*x) / 4_294_967_296.0 + shift).fract()).collect());
    }
    Some(design)
}

fn direction_numbers(dimension: usize) -> [u32; 32] {
    let mut v = [0_u32; 32];
    let Some((degree, coefficients, initial)) = dimension.checked_sub(1).map(|d| DIRECTIONS[d]) else {
        for (bit, number) in v.iter_mut().enumerate() {
            *number = 1 << (31 - bit);
        }
        return v;
    };
    let s = degree as usize;
    for (bit, &m) in initial.iter().enumerate() {
        v[bit] = m << (31 - bit);
    }
    for bit in s..32 {
        v[bit] = v[bit - s] ^ (v[bit - s] >> degree);
        for k in 1..s {
            if (coefficients >> (s - 1 - k)) & 1 == 1 {
                v[bit] ^= v[bit - k];
            }
        }
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_hypercube_has_one_point_in_each_stratum() {
        let design = latin_hypercube(40, 5, 3);
        for d in 0..5 {
            let mut strata: Vec<usize> = design.iter().map(|p| (p[d] * 40.0) as usize).collect();
            strata.sort_unstable();
            assert_eq!(strata, (0..40).collect::<Vec<_>>());
        }
        assert_ne!(design, latin_hypercube(40, 5, 4));
        assert_eq!(design, latin_hypercube(40, 5, 3));
    }

    #[test]
    fn a_factorial_has_every_combination() {
        assert_eq!(full_factorial(2, 2), [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]);
        assert_eq!(full_factorial(3, 4).len(), 81);
        assert_eq!(full_factorial(1, 2), [[0.5, 0.5]]);
    }

    #[test]
    fn sobol_points_are_those_of_the_sequence() {
        // The first eight of three dimensions, as printed by Joe and Kuo's program (the origin left out).
        let found = sobol(7, 3, None).expect("few dimensions");
        let expected = [
            [0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25],
            [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
            [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
        ];
        assert_eq!(found, expected);
        assert_eq!(sobol(1, MOST_SOBOL + 1, None), None);
    }

    #[test]
    fn sobol_points_fill_every_stratum_of_every_dimension() {
        // With the origin, the first 2ᵏ points have one in each of 2ᵏ strata.
        let design = sobol(255, MOST_SOBOL, None).expect("few dimensions");
        for d in 0..MOST_SOBOL {
            let mut strata: Vec<usize> = design.iter().map(|p| (p[d] * 256.0) as usize).chain([0]).collect();
            strata.sort_unstable();
            assert_eq!(strata, (0..256).collect::<Vec<_>>(), "dimension {d}");
        }
    }
}
