//! The Leiden algorithm, over many seeds.

use rayon::prelude::*;

use crate::network::{Error, Graph};
use crate::random::Stream;

use super::agreement::{adjusted_rand, node_stability};
use super::level::{Level, renumber};
use super::quality::{Quality, checked, quality};

/// What a search for communities is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// What is to be raised.
    pub quality: Quality,
    /// Higher gives more and smaller communities.
    pub resolution: f64,
    /// Independent searches; the best is kept.
    pub runs: usize,
    /// Rounds of each search, each starting from the result of the one before; 0 goes on until nothing
    /// changes, which on large networks takes very long for very little.
    pub rounds: usize,
    /// Seed: run r takes stream r.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { quality: Quality::Modularity, resolution: 1.0, runs: 10, rounds: 2, seed: 1 }
    }
}

/// The best partition found, and how far the searches agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// The community of each node, numbered from 0: the largest first, of equals the one with the lowest node.
    pub of: Vec<usize>,
    /// How many.
    pub count: usize,
    /// Its quality, as [`quality`] gives it.
    pub quality: f64,
    /// Quality and number of communities of each run, in their order.
    pub runs: Vec<(f64, usize)>,
    /// Which run it is.
    pub best: usize,
    /// Adjusted Rand index of each run with the best one: 1 the same partition, 0 as by chance.
    pub agreement: Vec<f64>,
    /// By node, mean over the runs of how far its community there and in the best run are the same nodes
    /// (Jaccard): near 1 it always finds the same company.
    pub stability: Vec<f64>,
}

/// Finds communities of a network, its ties taken without direction.
///
/// Traag, Waltman & van Eck (2019), *From Louvain to Leiden*, <https://doi.org/10.1038/s41598-019-41695-z>.
/// Every community is connected. Runs are independent of each other, so the number of threads changes nothing.
///
/// # Errors
/// Where ties have a direction, weights are not positive, resolution is not above 0, no run is asked for, or
/// modularity is asked of a network without ties.
pub fn communities(graph: &Graph, weights: Option<&[f64]>, settings: &Settings) -> Result<Communities, Error> {
    let weights = checked(graph, weights, settings.resolution)?;
    if settings.runs == 0 {
        return Err(Error::OutOfRange("the number of runs", "1 or more"));
    }
    if graph.ties().is_empty() && settings.quality == Quality::Modularity {
        return Err(Error::NoTie);
    }
    let (mass, factor) = settings.quality.terms(graph, &weights, settings.resolution);
    let level = Level::new(graph.ties(), &weights, mass, factor);
    let rate = |of: &[usize]| quality(graph, Some(&weights), of, settings.quality, settings.resolution);
    let found: Vec<(Vec<usize>, f64)> = (0..settings.runs as u64)
        .into_par_iter()
        .map(|run| {
            let of = by_size(&search(&level, settings, &mut Stream::new(settings.seed, run)));
            let quality = rate(&of)?.unwrap_or_default();
            Ok((of, quality))
        })
        .collect::<Result<_, Error>>()?;
    let count = |of: &[usize]| of.iter().max().map_or(0, |c| c + 1);
    let runs: Vec<(f64, usize)> = found.iter().map(|(of, quality)| (*quality, count(of))).collect();
    // The first of the best; qualities that differ by rounding are the same.
    let most = runs.iter().map(|r| r.0).fold(f64::NEG_INFINITY, f64::max);
    let best = runs.iter().position(|r| r.0 >= most - 1e-12 * most.abs()).unwrap_or_default();
    let of = found[best].0.clone();
    let agreement = found.par_iter().map(|(other, _)| adjusted_rand(&of, other)).collect();
    let stability = node_stability(&of, &found.iter().map(|(other, _)| other.as_slice()).collect::<Vec<_>>());
    Ok(Communities { count: count(&of), quality: found[best].1, of, runs, best, agreement, stability })
}

/// One search.
fn search(level: &Level, settings: &Settings, stream: &mut Stream) -> Vec<u32> {
    let mut community: Vec<u32> = (0..level.nodes() as u32).collect();
    let mut round = 0;
    loop {
        let before = community.clone();
        once(level, &mut community, stream);
        community = level.connected(&community);
        round += 1;
        if round == settings.rounds || adjusted_rand_is_one(&before, &community) {
            return community;
        }
    }
}

/// One round: nodes are moved, communities refined and drawn together to nodes of the next level, until
/// nothing is left to draw together.
fn once(lowest: &Level, community: &mut Vec<u32>, stream: &mut Stream) {
    // The node of the present level that holds each node of the lowest.
    let mut held: Vec<u32> = (0..lowest.nodes() as u32).collect();
    let mut level = lowest.clone();
    let mut of = std::mem::take(community);
    loop {
        level.move_nodes(&mut of, stream);
        let mut numbered = of.clone();
        if renumber(&mut numbered) == level.nodes() {
            break;
        }
        let (part, count) = level.refine(&of, stream);
        if count == level.nodes() {
            break;
        }
        let mut above = vec![0; count];
        part.iter().zip(&numbered).for_each(|(&p, &c)| above[p as usize] = c);
        level = level.aggregate(&part, count);
        held.iter_mut().for_each(|h| *h = part[*h as usize]);
        of = above;
    }
    *community = held.iter().map(|&h| of[h as usize]).collect();
}

fn adjusted_rand_is_one(a: &[u32], b: &[u32]) -> bool {
    let numbered = |of: &[u32]| {
        let mut of = of.to_vec();
        renumber(&mut of);
        of
    };
    numbered(a) == numbered(b)
}

/// Numbers by size, the largest first; of equals the one with the lowest node.
fn by_size(community: &[u32]) -> Vec<usize> {
    let mut of = community.to_vec();
    let count = renumber(&mut of);
    let mut sizes = vec![0_usize; count];
    of.iter().for_each(|&c| sizes[c as usize] += 1);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&c| std::cmp::Reverse(sizes[c]));
    let mut rank = vec![0; count];
    order.iter().enumerate().for_each(|(place, &c)| rank[c] = place);
    of.iter().map(|&c| rank[c as usize]).collect()
}
