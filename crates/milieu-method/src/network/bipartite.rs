//! Two-sided networks, as people and the events they came to.

use std::collections::BTreeMap;

use super::distance::Reach;
use super::graph::{Error, Graph};
use super::structure::common;

/// A network whose ties join nodes of two sides only.
#[derive(Clone, Debug)]
pub struct Bipartite<'a> {
    graph: &'a Graph,
    /// Whether a node is of the second side.
    second: &'a [bool],
    /// Nodes of each side.
    sizes: [usize; 2],
}

/// How a tie of a projection is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighing {
    /// Neighbours shared.
    Count,
    /// Neighbours shared, of those either has.
    Jaccard,
    /// Σ 1 / (k − 1) over the neighbours shared, k a neighbour's ties: meeting in a crowd says little.
    /// Newman (2001), <https://doi.org/10.1103/PhysRevE.64.016132>. A neighbour only one has adds nothing.
    Newman,
}

impl<'a> Bipartite<'a> {
    /// The network with its sides.
    ///
    /// # Errors
    /// When ties have a direction or stay within a side, or sides are missing.
    pub fn new(graph: &'a Graph, second: &'a [bool]) -> Result<Self, Error> {
        if graph.is_directed() {
            return Err(Error::Directed);
        }
        if second.len() != graph.nodes() {
            return Err(Error::WrongLength(graph.nodes(), second.len()));
        }
        if let Some(tie) = graph.ties().iter().position(|&(a, b)| second[a as usize] == second[b as usize]) {
            return Err(Error::WithinSide(tie));
        }
        let size = second.iter().filter(|s| **s).count();
        Ok(Self { graph, second, sizes: [second.len() - size, size] })
    }

    /// Ties present among those possible.
    #[must_use]
    pub fn density(&self) -> f64 {
        let pairs = self.sizes[0] * self.sizes[1];
        if pairs == 0 { 0.0 } else { self.graph.ties().len() as f64 / pairs as f64 }
    }

    /// Nodes of a node's own side, and of the other.
    fn own_and_other(&self, node: usize) -> [usize; 2] {
        let [first, second] = self.sizes;
        if self.second[node] { [second, first] } else { [first, second] }
    }

    /// Degree as a share of the other side. Borgatti & Everett (1997), <https://doi.org/10.1016/S0378-8733(96)00301-2>.
    #[must_use]
    pub fn degree(&self) -> Vec<Option<f64>> {
        let of = |v| {
            let [_, other] = self.own_and_other(v);
            (other > 0).then(|| self.graph.out().count(v) as f64 / other as f64)
        };
        (0..self.graph.nodes()).map(of).collect()
    }

    /// Betweenness as a share of the largest possible on a node's side, from that of [`betweenness`](super::betweenness).
    #[must_use]
    pub fn betweenness(&self, raw: &[f64]) -> Vec<Option<f64>> {
        // The most central place: own side of size n, the other of size m, spread evenly around it.
        let most = |[n, m]: [usize; 2]| {
            if n == 0 || m == 0 {
                return 0.0;
            }
            let (s, t) = (((n - 1) / m) as f64, ((n - 1) % m) as f64);
            let m = m as f64;
            (m * m * (s + 1.0).powi(2) + m * (s + 1.0) * (2.0 * t - s - 1.0) - t * (2.0 * s - t + 3.0)) / 2.0
        };
        let of = |(v, raw): (usize, &f64)| {
            let most = most(self.own_and_other(v));
            (most > 0.0).then(|| raw / most)
        };
        raw.iter().enumerate().map(of).collect()
    }

    /// Closeness as a share of the largest possible: the other side at distance 1, the own at distance 2; times the
    /// share of the network that can be reached. From the distances of [`reach`](super::reach).
    #[must_use]
    pub fn closeness(&self, reach: &[Reach]) -> Vec<Option<f64>> {
        let nodes = self.graph.nodes();
        let of = |(v, reach): (usize, &Reach)| {
            let [own, other] = self.own_and_other(v);
            let least = (other + 2 * (own - 1)) as f64;
            (reach.reached > 0).then(|| least / reach.sum * reach.reached as f64 / (nodes - 1) as f64)
        };
        reach.iter().enumerate().map(of).collect()
    }

    /// Mean overlap (Jaccard) of a node's neighbours with those of each node it shares a neighbour with; none
    /// where it shares none. Latapy, Magnien & Del Vecchio (2008), <https://doi.org/10.1016/j.socnet.2007.04.006>.
    #[must_use]
    pub fn clustering(&self) -> Vec<Option<f64>> {
        let arcs = self.graph.out();
        let of = |v: usize| {
            let mut second: Vec<u32> = arcs.of(v).iter().flat_map(|&w| arcs.of(w as usize)).copied().collect();
            second.sort_unstable();
            second.dedup();
            second.retain(|&u| u as usize != v);
            let overlaps: f64 = second.iter().map(|&u| self.jaccard(v, u as usize)).sum();
            (!second.is_empty()).then(|| overlaps / second.len() as f64)
        };
        (0..self.graph.nodes()).map(of).collect()
    }

    /// Share of paths of three ties that are closed to a square; none without such a path.
    /// Robins & Alexander (2004), <https://doi.org/10.1023/B:CMOT.0000032580.12184.c0>.
    #[must_use]
    pub fn squares_closed(&self) -> Option<f64> {
        let arcs = self.graph.out();
        let paths: usize =
            self.graph.ties().iter().map(|&(a, b)| (arcs.count(a as usize) - 1) * (arcs.count(b as usize) - 1)).sum();
        // Two nodes that share c neighbours close c(c−1)/2 squares.
        let shared = self.project(false, Weighing::Count);
        let squares: f64 = shared.values().map(|c| c * (c - 1.0) / 2.0).sum();
        (paths > 0).then(|| 4.0 * squares / paths as f64)
    }

    /// Ties among the nodes of one side by the neighbours they share, with their weight; pairs lower node first.
    #[must_use]
    pub fn project(&self, second: bool, weighing: Weighing) -> BTreeMap<(usize, usize), f64> {
        let arcs = self.graph.out();
        let mut ties: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for between in (0..self.graph.nodes()).filter(|&v| self.second[v] != second) {
            let around = arcs.of(between);
            let weight = if weighing == Weighing::Newman { 1.0 / (around.len() as f64 - 1.0) } else { 1.0 };
            for (i, &a) in around.iter().enumerate() {
                for &b in &around[i + 1..] {
                    *ties.entry((a as usize, b as usize)).or_default() += weight;
                }
            }
        }
        if weighing == Weighing::Jaccard {
            ties.iter_mut().for_each(|(&(a, b), weight)| *weight = self.jaccard(a, b));
        }
        ties
    }

    fn jaccard(&self, a: usize, b: usize) -> f64 {
        let arcs = self.graph.out();
        let both = common(arcs.of(a), arcs.of(b)).count();
        both as f64 / (arcs.count(a) + arcs.count(b) - both) as f64
    }
}
