//! Betweenness of large networks from a sample of shortest paths, with a bound on its error.

use rayon::prelude::*;

use crate::random::Stream;

use super::distance::components;
use super::graph::{Arcs, Error, Graph};

/// The constant of the sample size (Löffler & Phillips 2009, as taken by Riondato & Kornaropoulos).
const C: f64 = 0.5;

/// Betweenness as a share of all ordered pairs, estimated.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// Share of ordered pairs of nodes whose shortest path, one drawn evenly, runs through the node.
    /// Times n(n−1), or half of it without direction, it estimates [`betweenness`](super::betweenness).
    pub shares: Vec<f64>,
    /// Paths drawn.
    pub paths: usize,
    /// With probability 1 − `risk` no node's share is farther than this from the truth.
    pub error: f64,
    /// Probability that some node's share is.
    pub risk: f64,
    /// Upper bound on the nodes of a shortest path, from which the sample's size follows.
    pub longest: usize,
}

/// Draws shortest paths between pairs of nodes; ties are 1 long.
///
/// Riondato & Kornaropoulos (2016), *Fast approximation of betweenness centrality through sampling*,
/// <https://doi.org/10.1007/s10618-015-0423-0>: r = c/ε² (⌊log₂(VD − 2)⌋ + 1 + ln 1/δ). Paths are found from
/// both ends at once. Every path has its own stream of chance.
///
/// # Errors
/// When error or risk is not between 0 and 1.
pub fn sampled(graph: &Graph, error: f64, risk: f64, seed: u64) -> Result<Sampled, Error> {
    if !(error > 0.0 && error < 1.0) {
        return Err(Error::OutOfRange("error", "between 0 and 1"));
    }
    if !(risk > 0.0 && risk < 1.0) {
        return Err(Error::OutOfRange("risk", "between 0 and 1"));
    }
    let nodes = graph.nodes();
    let longest = longest_path(graph);
    let dimension = if longest > 2 { ((longest - 2) as f64).log2().floor() } else { 0.0 };
    let paths = (C / (error * error) * (dimension + 1.0 - risk.ln())).ceil() as usize;
    if nodes < 3 {
        return Ok(Sampled { shares: vec![0.0; nodes], paths: 0, error, risk, longest });
    }
    // Whole numbers are counted, so that the order of addition does not matter.
    let counts = (0..paths as u64)
        .into_par_iter()
        .fold(
            || (Balls::new(nodes), vec![0_u32; nodes]),
            |(mut balls, mut counts), number| {
                let mut stream = Stream::new(seed, number);
                let from = stream.below(nodes);
                let other = stream.below(nodes - 1);
                let to = if other < from { other } else { other + 1 };
                balls.path(graph, from, to, &mut stream);
                for &v in &balls.inner {
                    counts[v as usize] += 1;
                }
                (balls, counts)
            },
        )
        .map(|(_, counts)| counts)
        .reduce(
            || vec![0; nodes],
            |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
                a
            },
        );
    let shares = counts.iter().map(|&c| f64::from(c) / paths as f64).collect();
    Ok(Sampled { shares, paths, error, risk, longest })
}

/// At most so many nodes lie on a shortest path: without direction the two longest distances from a node
/// of each component, plus one; with direction the size of the largest component.
fn longest_path(graph: &Graph) -> usize {
    let component = components(graph);
    let count = component.iter().max().map_or(0, |c| c + 1);
    if graph.is_directed() {
        return component.iter().filter(|&&c| c == 0).count();
    }
    let mut first = vec![None; count];
    component.iter().enumerate().for_each(|(v, &c)| first[c] = first[c].or(Some(v)));
    let mut level = vec![usize::MAX; graph.nodes()];
    let mut longest = 0;
    for source in first.into_iter().flatten() {
        let mut order = vec![source];
        level[source] = 0;
        let mut next = 0;
        while let Some(&v) = order.get(next) {
            next += 1;
            for &w in graph.out().of(v) {
                if level[w as usize] == usize::MAX {
                    level[w as usize] = level[v] + 1;
                    order.push(w as usize);
                }
            }
        }
        let two: usize = order.iter().rev().take(2).map(|&v| level[v]).sum();
        longest = longest.max(two + 1);
    }
    longest
}

/// What has been reached from one end.
struct Ball {
    level: Vec<u32>,
    paths: Vec<f64>,
    reached: Vec<u32>,
    /// Where in `reached` the outermost level starts.
    rim: usize,
}

const UNSEEN: u32 = u32::MAX;

impl Ball {
    fn new(nodes: usize) -> Self {
        Self { level: vec![UNSEEN; nodes], paths: vec![0.0; nodes], reached: vec![], rim: 0 }
    }

    fn start(&mut self, node: usize) {
        for &v in &self.reached {
            self.level[v as usize] = UNSEEN;
        }
        self.reached.clear();
        self.reached.push(node as u32);
        (self.level[node], self.paths[node], self.rim) = (0, 1.0, 0);
    }

    /// Ties to look at for one level more.
    fn cost(&self, arcs: &Arcs) -> usize {
        self.reached[self.rim..].iter().map(|&v| arcs.count(v as usize)).sum()
    }

    /// One level more; ties that lead into the other ball are put aside with the paths they carry.
    fn grow(&mut self, arcs: &Arcs, other: &Ball, met: &mut Vec<(u32, u32, f64)>) {
        let rim = self.rim..self.reached.len();
        self.rim = self.reached.len();
        for i in rim {
            let v = self.reached[i];
            let (level, paths) = (self.level[v as usize] + 1, self.paths[v as usize]);
            for &w in arcs.of(v as usize) {
                if other.level[w as usize] != UNSEEN {
                    met.push((v, w, paths * other.paths[w as usize]));
                } else if self.level[w as usize] == UNSEEN {
                    self.level[w as usize] = level;
                    self.paths[w as usize] = paths;
                    self.reached.push(w);
                } else if self.level[w as usize] == level {
                    self.paths[w as usize] += paths;
                }
            }
        }
    }

    /// From a node back to the start, each step drawn by the number of paths behind it; the start is not named.
    fn walk_back(&self, back: &Arcs, from: u32, stream: &mut Stream, inner: &mut Vec<u32>) {
        let mut at = from;
        while self.level[at as usize] > 0 {
            inner.push(at);
            let level = self.level[at as usize] - 1;
            let mut left = stream.unit() * self.paths[at as usize];
            let before = back.of(at as usize).iter().filter(|&&u| self.level[u as usize] == level);
            let mut chosen = at;
            for &u in before {
                chosen = u;
                left -= self.paths[u as usize];
                if left < 0.0 {
                    break;
                }
            }
            at = chosen;
        }
    }
}

struct Balls {
    from: Ball,
    to: Ball,
    met: Vec<(u32, u32, f64)>,
    /// Inner nodes of the path drawn.
    inner: Vec<u32>,
}

impl Balls {
    fn new(nodes: usize) -> Self {
        Self { from: Ball::new(nodes), to: Ball::new(nodes), met: vec![], inner: vec![] }
    }

    /// Draws one of the shortest paths evenly; no inner node if there is no path.
    fn path(&mut self, graph: &Graph, from: usize, to: usize, stream: &mut Stream) {
        self.inner.clear();
        self.met.clear();
        self.from.start(from);
        self.to.start(to);
        let mut forward = true;
        while self.met.is_empty() {
            let costs = [self.from.cost(graph.out()), self.to.cost(graph.into())];
            if costs.contains(&0) {
                return;
            }
            forward = costs[0] <= costs[1];
            if forward {
                self.from.grow(graph.out(), &self.to, &mut self.met);
            } else {
                self.to.grow(graph.into(), &self.from, &mut self.met);
            }
        }
        let total: f64 = self.met.iter().map(|m| m.2).sum();
        let mut left = stream.unit() * total;
        let mut chosen = (0, 0);
        for &(v, w, paths) in &self.met {
            chosen = (v, w);
            left -= paths;
            if left < 0.0 {
                break;
            }
        }
        let (near_from, near_to) = if forward { chosen } else { (chosen.1, chosen.0) };
        self.from.walk_back(graph.into(), near_from, stream, &mut self.inner);
        self.to.walk_back(graph.out(), near_to, stream, &mut self.inner);
    }
}
