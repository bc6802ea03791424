//! What can be reached: catchments and times on a network of roads.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::pattern::positive;
use super::points::Points;
use crate::analysis::{At, Refusal};

/// How reach falls with distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decay {
    /// Full within the radius, nothing beyond: 2SFCA.
    Flat,
    /// (exp(−½ (d / r)²) − exp(−½)) / (1 − exp(−½)) within the radius: 1 at the place itself, 0 at the radius.
    Gaussian,
}

impl Decay {
    fn weight(self, d: f64, radius: f64) -> f64 {
        let end = (-0.5f64).exp();
        match self {
            Self::Flat => 1.0,
            Self::Gaussian => ((-0.5 * (d / radius).powi(2)).exp() - end) / (1.0 - end),
        }
    }
}

/// Supply per head that each place of demand can reach: every supply is shared among those who reach it, then every demand adds the shares it reaches. Luo & Wang
/// (2003), <https://doi.org/10.1068/b29120>; with decay Dai (2010), <https://doi.org/10.1016/j.healthplace.2010.06.012>.
///
/// # Errors
/// A radius that is not above zero, amounts that are not one number from zero for each place.
pub fn catchment(
    demand: (&Points, &[f64]),
    supply: (&Points, &[f64]),
    radius: f64,
    decay: Decay,
) -> Result<Vec<f64>, Refusal> {
    positive("radius", radius)?;
    for (what, (points, amounts)) in [("demand", demand), ("supply", supply)] {
        if points.len() != amounts.len() || amounts.iter().any(|a| !(*a >= 0.0 && a.is_finite())) {
            return Err(Refusal::new(
                "bad-amounts",
                format!("the amounts of {what} are not one number from zero for each place"),
            )
            .why("supply is shared among demand")
            .help("mend or leave out places without an amount"));
        }
    }
    let mut reached = vec![0.0; demand.0.len()];
    for (at, capacity) in supply.1.iter().enumerate() {
        let near = demand.0.within(supply.0, at, radius);
        let wanted: f64 = near.iter().map(|(of, d)| decay.weight(*d, radius) * demand.1[*of]).sum();
        if wanted > 0.0 {
            near.iter().for_each(|(of, d)| reached[*of] += decay.weight(*d, radius) * capacity / wanted);
        }
    }
    Ok(reached)
}

/// Roads between junctions, in minutes (or any unit that adds up).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roads {
    from: Vec<Vec<(usize, f64)>>,
}

impl Roads {
    /// Roads from (from, to, minutes, one-way).
    ///
    /// # Errors
    /// A time below zero or not finite.
    pub fn new(roads: &[(usize, usize, f64, bool)]) -> Result<Self, Refusal> {
        let junctions = roads.iter().map(|r| r.0.max(r.1) + 1).max().unwrap_or(0);
        let mut from = vec![vec![]; junctions];
        for &(a, b, minutes, one_way) in roads {
            if !(minutes >= 0.0 && minutes.is_finite()) {
                return Err(Refusal::new("negative-time", format!("a road takes {minutes}"))
                    .why("the shortest way adds up times")
                    .help("give times from zero")
                    .at(At::Option("minutes".into())));
            }
            from[a].push((b, minutes));
            if !one_way {
                from[b].push((a, minutes));
            }
        }
        Ok(Self { from })
    }

    /// Least time from a junction to every other; none where there is no way. Dijkstra (1959), <https://doi.org/10.1007/BF01386390>.
    #[must_use]
    pub fn times(&self, source: usize) -> Vec<Option<f64>> {
        let mut best: Vec<f64> = vec![f64::INFINITY; self.from.len()];
        let mut open = BinaryHeap::new();
        if let Some(own) = best.get_mut(source) {
            *own = 0.0;
            open.push(Reverse((0u64, source)));
        }
        while let Some(Reverse((bits, at))) = open.pop() {
            // Times are not negative, so that their bits have their order.
            let time = f64::from_bits(bits);
            if time > best[at] {
                continue;
            }
            for &(to, minutes) in &self.from[at] {
                let later = time + minutes;
                if later < best[to] {
                    best[to] = later;
                    open.push(Reverse((later.to_bits(), to)));
                }
            }
        }
        best.into_iter().map(|time| time.is_finite().then_some(time)).collect()
    }

    /// Number of junctions.
    #[must_use]
    pub fn junctions(&self) -> usize {
        self.from.len()
    }
}
