//! A network in memory: who is tied to whom, neighbours side by side.

use std::fmt;

/// Why a network or a number of it cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The network has no node.
    Empty,
    /// A tie (by its place in the list) names a node that there is not.
    NoSuchNode(usize),
    /// A tie's weight or length is not a positive number.
    BadWeight(usize),
    /// A list of one value per node, or per tie, has another length: needed, given.
    WrongLength(usize, usize),
    /// More nodes or ties than are counted with 32 bits.
    TooLarge,
    /// Ties have a direction and run in no circle: nothing flows back, and every eigenvector centrality is 0.
    NoCycle,
    /// The network has no tie.
    NoTie,
    /// An iteration that did not settle; the change it ended with, in units of 10⁻¹².
    NotConverged(u64),
    /// A number out of its range: its name and the range.
    OutOfRange(&'static str, &'static str),
    /// A tie within one side of a two-sided network (by its place in the list).
    WithinSide(usize),
    /// The question makes sense for ties without direction only.
    Directed,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the network has no node"),
            Self::NoSuchNode(tie) => write!(f, "tie {} names a node that is not there", tie + 1),
            Self::BadWeight(tie) => write!(f, "the weight or length of tie {} is not a positive number", tie + 1),
            Self::WrongLength(needed, given) => write!(f, "{needed} values are needed, {given} are given"),
            Self::TooLarge => write!(f, "the network has more nodes or ties than 4 billion"),
            Self::NoCycle => write!(
                f,
                "directed ties run in no circle, so every eigenvector centrality is 0: use PageRank or ignore direction"
            ),
            Self::NoTie => write!(f, "the network has no tie"),
            Self::NotConverged(by) => {
                write!(f, "the iteration did not settle: two components may be equally central (last change {by}e-12)")
            }
            Self::OutOfRange(name, range) => write!(f, "{name} must be {range}"),
            Self::WithinSide(tie) => write!(f, "tie {} joins two nodes of the same side", tie + 1),
            Self::Directed => write!(f, "this is defined for ties without direction: ignore direction first"),
        }
    }
}

impl std::error::Error for Error {}

/// Ties by node: those of node v are at `starts[v]..starts[v + 1]`, in the order of their other ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arcs {
    /// Where each node's ties start; one more at the end.
    pub starts: Vec<usize>,
    /// The other end.
    pub ends: Vec<u32>,
    /// The tie's number in [`Graph::ties`].
    pub ties: Vec<u32>,
}

impl Arcs {
    /// The other ends of a node's ties, ascending.
    #[must_use]
    pub fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }

    /// The numbers of a node's ties, in the order of [`of`](Self::of).
    #[must_use]
    pub fn ties_of(&self, node: usize) -> &[u32] {
        &self.ties[self.starts[node]..self.starts[node + 1]]
    }

    /// The node's ties: other end and number of the tie.
    pub fn both(&self, node: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.of(node).iter().zip(self.ties_of(node)).map(|(&end, &tie)| (end as usize, tie as usize))
    }

    /// How many ties a node has.
    #[must_use]
    pub fn count(&self, node: usize) -> usize {
        self.starts[node + 1] - self.starts[node]
    }

    fn sorted(nodes: usize, mut arcs: Vec<(u32, u32, u32)>) -> Self {
        arcs.sort_unstable();
        let mut starts = vec![0; nodes + 1];
        for arc in &arcs {
            starts[arc.0 as usize + 1] += 1;
        }
        (0..nodes).for_each(|v| starts[v + 1] += starts[v]);
        Self { starts, ends: arcs.iter().map(|a| a.1).collect(), ties: arcs.iter().map(|a| a.2).collect() }
    }
}

/// A network without loops and repeated ties. Nodes are 0 … n−1.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    nodes: usize,
    directed: bool,
    out: Arcs,
    /// Ties by their receiving end; empty where ties have no direction.
    into: Arcs,
    /// Both ends of every tie; undirected ones with the lower node first.
    ties: Vec<(u32, u32)>,
    weights: Vec<f64>,
    loops: usize,
    repeats: usize,
}

impl Graph {
    /// From ties with their weights. A repeated tie adds its weight to the first; ties from a node
    /// to itself are left out; both are counted.
    ///
    /// # Errors
    /// When there is no node, a tie names none, or a weight is not positive.
    pub fn new(nodes: usize, directed: bool, ties: &[(usize, usize, f64)]) -> Result<Self, Error> {
        if nodes == 0 {
            return Err(Error::Empty);
        }
        if u32::try_from(nodes.max(2 * ties.len())).is_err() {
            return Err(Error::TooLarge);
        }
        let mut sorted = Vec::with_capacity(ties.len());
        let mut loops = 0;
        for (i, &(from, to, weight)) in ties.iter().enumerate() {
            if from >= nodes || to >= nodes {
                return Err(Error::NoSuchNode(i));
            }
            if !(weight.is_finite() && weight > 0.0) {
                return Err(Error::BadWeight(i));
            }
            let (from, to) = if directed || from <= to { (from, to) } else { (to, from) };
            if from == to {
                loops += 1;
            } else {
                sorted.push((from as u32, to as u32, weight));
            }
        }
        // Stable, so that weights of repeated ties are added in the order given.
        sorted.sort_by_key(|t| (t.0, t.1));
        let mut kept: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        let mut weights: Vec<f64> = Vec::with_capacity(sorted.len());
        for (from, to, weight) in &sorted {
            match weights.last_mut() {
                Some(last) if kept.last() == Some(&(*from, *to)) => *last += weight,
                _ => {
                    kept.push((*from, *to));
                    weights.push(*weight);
                }
            }
        }
        let forward = kept.iter().enumerate().map(|(i, &(a, b))| (a, b, i as u32));
        let backward = kept.iter().enumerate().map(|(i, &(a, b))| (b, a, i as u32));
        let (out, into) = if directed {
            (Arcs::sorted(nodes, forward.collect()), Arcs::sorted(nodes, backward.collect()))
        } else {
            (Arcs::sorted(nodes, forward.chain(backward).collect()), Arcs::default())
        };
        let repeats = sorted.len() - kept.len();
        Ok(Self { nodes, directed, out, into, ties: kept, weights, loops, repeats })
    }

    /// How many nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// Whether ties have a direction.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// Both ends of every tie.
    #[must_use]
    pub fn ties(&self) -> &[(u32, u32)] {
        &self.ties
    }

    /// Weight of every tie.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Ties left out because they lead from a node to itself.
    #[must_use]
    pub fn loops(&self) -> usize {
        self.loops
    }

    /// Ties added to one between the same nodes.
    #[must_use]
    pub fn repeats(&self) -> usize {
        self.repeats
    }

    /// Ties by their sending end; without direction, by either end.
    #[must_use]
    pub fn out(&self) -> &Arcs {
        &self.out
    }

    /// Ties by their receiving end; without direction, by either end.
    #[must_use]
    pub fn into(&self) -> &Arcs {
        if self.directed { &self.into } else { &self.out }
    }

    /// The same network without direction; weights of both directions add up.
    #[must_use]
    pub fn undirected(&self) -> Self {
        let ties: Vec<(usize, usize, f64)> =
            self.ties.iter().zip(&self.weights).map(|(&(a, b), &w)| (a as usize, b as usize, w)).collect();
        match Self::new(self.nodes, false, &ties) {
            Ok(graph) => Self { loops: self.loops, ..graph },
            Err(_) => self.clone(),
        }
    }

    /// Ties present among those possible.
    #[must_use]
    pub fn density(&self) -> f64 {
        let pairs = self.nodes as f64 * (self.nodes as f64 - 1.0);
        if pairs == 0.0 { 0.0 } else { self.ties.len() as f64 * if self.directed { 1.0 } else { 2.0 } / pairs }
    }

    /// Ties of each node: sent and received together where they have a direction.
    #[must_use]
    pub fn degrees(&self) -> Vec<usize> {
        let of = |v| self.out.count(v) + if self.directed { self.into.count(v) } else { 0 };
        (0..self.nodes).map(of).collect()
    }

    /// Ties each node sends.
    #[must_use]
    pub fn out_degrees(&self) -> Vec<usize> {
        (0..self.nodes).map(|v| self.out.count(v)).collect()
    }

    /// Ties each node receives.
    #[must_use]
    pub fn in_degrees(&self) -> Vec<usize> {
        (0..self.nodes).map(|v| self.into().count(v)).collect()
    }

    /// Sum of the weights of each node's ties, in both directions.
    #[must_use]
    pub fn strengths(&self) -> Vec<f64> {
        let mut strengths = vec![0.0; self.nodes];
        for (&(a, b), weight) in self.ties.iter().zip(&self.weights) {
            strengths[a as usize] += weight;
            strengths[b as usize] += weight;
        }
        strengths
    }

    /// Share of directed ties that are returned; none without a tie or without direction.
    #[must_use]
    pub fn reciprocity(&self) -> Option<f64> {
        let returned = |&&(a, b): &&(u32, u32)| self.out.of(b as usize).binary_search(&a).is_ok();
        (self.directed && !self.ties.is_empty())
            .then(|| self.ties.iter().filter(returned).count() as f64 / self.ties.len() as f64)
    }
}
