//! How far nodes are from each other: components, closeness, harmonic closeness, diameter.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::graph::{Error, Graph};

/// Lengths closer than this, relative to the longer, are the same: sums in another order differ in the last digits.
pub(super) const SAME_LENGTH: f64 = 1e-10;

/// What a node's distances to all others say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reach {
    /// Nodes that can be reached, itself not counted.
    pub reached: usize,
    /// Sum of the distances to them.
    pub sum: f64,
    /// Sum of the inverses of the distances to them.
    pub inverse: f64,
    /// The longest of them.
    pub longest: f64,
}

impl Reach {
    /// Closeness among what can be reached: reached / sum of distances (as igraph normalises it);
    /// none where nothing can be reached.
    #[must_use]
    pub fn closeness(&self) -> Option<f64> {
        (self.reached > 0).then(|| self.reached as f64 / self.sum)
    }

    /// Closeness times the share of the network that can be reached, so that a small component does
    /// not look central (Wasserman & Faust 1994, p. 200; the default of networkx).
    #[must_use]
    pub fn closeness_in_network(&self, nodes: usize) -> Option<f64> {
        self.closeness().map(|c| c * self.reached as f64 / (nodes - 1) as f64)
    }

    /// Mean inverse distance to all other nodes, those out of reach counting 0.
    #[must_use]
    pub fn harmonic(&self, nodes: usize) -> Option<f64> {
        (nodes > 1).then(|| self.inverse / (nodes - 1) as f64)
    }
}

/// Distances from every node along its ties, each counted as 1 or with the length given (one per tie).
///
/// # Errors
/// When lengths are missing or not positive.
pub fn reach(graph: &Graph, lengths: Option<&[f64]>) -> Result<Vec<Reach>, Error> {
    check_lengths(graph, lengths)?;
    let nodes = graph.nodes();
    let from = |search: &mut Search, source: usize| {
        search.run(graph, lengths, source);
        let mut reach = Reach::default();
        for &v in &search.order[1..] {
            let distance = search.distance[v as usize];
            reach.reached += 1;
            reach.sum += distance;
            reach.inverse += 1.0 / distance;
            reach.longest = reach.longest.max(distance);
        }
        reach
    };
    Ok((0..nodes).into_par_iter().map_init(|| Search::new(nodes), from).collect())
}

/// Longest distance and mean distance over the ordered pairs that can be reached; none where there is none.
#[must_use]
pub fn diameter_and_mean(reach: &[Reach]) -> Option<(f64, f64)> {
    let pairs: usize = reach.iter().map(|r| r.reached).sum();
    let longest = reach.iter().map(|r| r.longest).fold(0.0, f64::max);
    (pairs > 0).then(|| (longest, reach.iter().map(|r| r.sum).sum::<f64>() / pairs as f64))
}

pub(super) fn check_lengths(graph: &Graph, lengths: Option<&[f64]>) -> Result<(), Error> {
    let Some(lengths) = lengths else { return Ok(()) };
    if lengths.len() != graph.ties().len() {
        return Err(Error::WrongLength(graph.ties().len(), lengths.len()));
    }
    match lengths.iter().position(|l| !(l.is_finite() && *l > 0.0)) {
        Some(tie) => Err(Error::BadWeight(tie)),
        None => Ok(()),
    }
}

/// One search for shortest paths from a source, and what it needs to be run again without new memory.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// From the source; infinite where not reached.
    pub distance: Vec<f64>,
    /// Nodes reached, nearest first, the source among them.
    pub order: Vec<u32>,
    /// Shortest paths from the source.
    pub paths: Vec<f64>,
    settled: Vec<bool>,
}

impl Search {
    pub fn new(nodes: usize) -> Self {
        Self {
            distance: vec![f64::INFINITY; nodes],
            order: Vec::with_capacity(nodes),
            paths: vec![0.0; nodes],
            settled: vec![false; nodes],
        }
    }

    pub fn run(&mut self, graph: &Graph, lengths: Option<&[f64]>, source: usize) {
        for &v in &self.order {
            let v = v as usize;
            self.distance[v] = f64::INFINITY;
            self.paths[v] = 0.0;
            self.settled[v] = false;
        }
        self.order.clear();
        self.distance[source] = 0.0;
        self.paths[source] = 1.0;
        match lengths {
            None => self.by_steps(graph, source),
            Some(lengths) => self.by_length(graph, lengths, source),
        }
    }

    /// Breadth first.
    fn by_steps(&mut self, graph: &Graph, source: usize) {
        self.order.push(source as u32);
        let mut next = 0;
        while let Some(&v) = self.order.get(next) {
            next += 1;
            let (distance, paths) = (self.distance[v as usize] + 1.0, self.paths[v as usize]);
            for &w in graph.out().of(v as usize) {
                let w = w as usize;
                if self.distance[w] == f64::INFINITY {
                    self.distance[w] = distance;
                    self.order.push(w as u32);
                    self.paths[w] = paths;
                } else if self.distance[w] == distance {
                    self.paths[w] += paths;
                }
            }
        }
    }

    /// Dijkstra's algorithm.
    fn by_length(&mut self, graph: &Graph, lengths: &[f64], source: usize) {
        // Lengths are positive, so the bits of a distance are in the order of the distances.
        let mut queue = BinaryHeap::from([Reverse((0.0_f64.to_bits(), source as u32))]);
        while let Some(Reverse((_, v))) = queue.pop() {
            let v = v as usize;
            if std::mem::replace(&mut self.settled[v], true) {
                continue;
            }
            self.order.push(v as u32);
            for (w, tie) in graph.out().both(v) {
                let through = self.distance[v] + lengths[tie];
                let known = self.distance[w];
                let slack = SAME_LENGTH * through;
                if known.is_infinite() || through < known - slack {
                    self.distance[w] = through;
                    self.paths[w] = self.paths[v];
                    queue.push(Reverse((through.to_bits(), w as u32)));
                } else if through <= known + slack && !self.settled[w] {
                    self.paths[w] += self.paths[v];
                }
            }
        }
    }
}

/// The weak component of every node, numbered from 0, the largest first (ties: the one with the lowest node).
#[must_use]
pub fn components(graph: &Graph) -> Vec<usize> {
    let nodes = graph.nodes();
    let mut of = vec![usize::MAX; nodes];
    let mut sizes = vec![];
    for start in 0..nodes {
        if of[start] != usize::MAX {
            continue;
        }
        let number = sizes.len();
        let mut stack = vec![start];
        of[start] = number;
        let mut size = 0;
        while let Some(v) = stack.pop() {
            size += 1;
            for &w in graph.out().of(v).iter().chain(graph.into().of(v)) {
                if of[w as usize] == usize::MAX {
                    of[w as usize] = number;
                    stack.push(w as usize);
                }
            }
        }
        sizes.push(size);
    }
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&c| Reverse(sizes[c]));
    let mut rank = vec![0; sizes.len()];
    order.iter().enumerate().for_each(|(place, &c)| rank[c] = place);
    of.iter().map(|&c| rank[c]).collect()
}
