//! How many shortest paths run through a node or a tie, all of them counted.

use rayon::prelude::*;

use super::distance::{SAME_LENGTH, Search, check_lengths};
use super::graph::{Error, Graph};

/// Sources are shared out in so many parts, whatever the number of threads: sums are always added in the same order.
const PARTS: usize = 32;

/// Betweenness of all nodes and ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Betweenness {
    /// Σ over pairs of the share of their shortest paths that run through the node, ends not counted;
    /// each unordered pair once where ties have no direction.
    pub nodes: Vec<f64>,
    /// The same for ties.
    pub ties: Vec<f64>,
}

impl Betweenness {
    /// What a node's betweenness is divided by to lie between 0 and 1: the pairs of other nodes.
    #[must_use]
    pub fn pairs(graph: &Graph) -> f64 {
        let n = graph.nodes() as f64;
        (n - 1.0) * (n - 2.0) / if graph.is_directed() { 1.0 } else { 2.0 }
    }
}

/// Counts all shortest paths; each tie is 1 long, or has the length given.
///
/// Brandes (2001), <https://doi.org/10.1080/0022250X.2001.9990249>, and for ties Brandes (2008),
/// <https://doi.org/10.1016/j.socnet.2007.11.001>. Time: nodes × ties (× log nodes with lengths).
///
/// # Errors
/// When lengths are missing or not positive.
pub fn betweenness(graph: &Graph, lengths: Option<&[f64]>) -> Result<Betweenness, Error> {
    counted::<true>(graph, lengths)
}

/// [`betweenness`] of nodes only, in less time.
///
/// # Errors
/// As there.
pub fn node_betweenness(graph: &Graph, lengths: Option<&[f64]>) -> Result<Vec<f64>, Error> {
    counted::<false>(graph, lengths).map(|b| b.nodes)
}

fn counted<const TIES: bool>(graph: &Graph, lengths: Option<&[f64]>) -> Result<Betweenness, Error> {
    check_lengths(graph, lengths)?;
    let nodes = graph.nodes();
    let ties = if TIES { graph.ties().len() } else { 0 };
    let part = nodes.div_ceil(PARTS);
    let parts: Vec<Betweenness> = (0..nodes.div_ceil(part))
        .into_par_iter()
        .map(|p| {
            let mut sums = Betweenness { nodes: vec![0.0; nodes], ties: vec![0.0; ties] };
            let sources = p * part..((p + 1) * part).min(nodes);
            match lengths {
                None => Levels::new(nodes).add::<TIES>(graph, sources, &mut sums),
                Some(lengths) => add_by_length::<TIES>(graph, lengths, sources, &mut sums),
            }
            sums
        })
        .collect();
    let mut total = Betweenness { nodes: vec![0.0; nodes], ties: vec![0.0; ties] };
    // Every unordered pair was met from both its ends.
    let share = if graph.is_directed() { 1.0 } else { 0.5 };
    for part in &parts {
        total.nodes.iter_mut().zip(&part.nodes).for_each(|(t, p)| *t += share * p);
        total.ties.iter_mut().zip(&part.ties).for_each(|(t, p)| *t += share * p);
    }
    Ok(total)
}

/// Breadth-first search by whole levels: the hot loops of unweighted betweenness, which take no branch that
/// depends on what they find.
struct Levels {
    level: Vec<u32>,
    /// Nodes by level; one place more than nodes, which is written in vain.
    order: Vec<u32>,
    /// Where each level starts in `order`.
    starts: Vec<usize>,
    /// Shortest paths from the source.
    paths: Vec<f64>,
    /// (1 + dependency) / paths of the nodes one level farther than those in hand, else 0.
    passed: Vec<f64>,
    dependency: Vec<f64>,
}

const UNSEEN: u32 = u32::MAX;

impl Levels {
    fn new(nodes: usize) -> Self {
        Self {
            level: vec![UNSEEN; nodes],
            order: vec![0; nodes + 1],
            starts: vec![],
            paths: vec![0.0; nodes],
            passed: vec![0.0; nodes],
            dependency: vec![0.0; nodes],
        }
    }

    fn add<const TIES: bool>(&mut self, graph: &Graph, sources: std::ops::Range<usize>, sums: &mut Betweenness) {
        for source in sources {
            let reached = self.search(graph, source);
            let mut above = reached..reached;
            for at in (0..self.starts.len()).rev() {
                let end = self.starts.get(at + 1).copied().unwrap_or(reached);
                let here = self.starts[at]..end;
                for &v in &self.order[here.clone()] {
                    self.dependency[v as usize] = self.pass_back::<TIES>(graph, v as usize, sums);
                }
                for &v in &self.order[above] {
                    self.passed[v as usize] = 0.0;
                }
                // The source itself is an end of every path; only its ties carry them.
                for &v in self.order[here.clone()].iter().filter(|_| at > 0) {
                    let v = v as usize;
                    sums.nodes[v] += self.dependency[v];
                    self.passed[v] = (1.0 + self.dependency[v]) / self.paths[v];
                }
                above = here;
            }
            for &v in &self.order[..reached] {
                self.level[v as usize] = UNSEEN;
                self.paths[v as usize] = 0.0;
            }
        }
    }

    /// Levels and numbers of paths; returns how many nodes were reached.
    fn search(&mut self, graph: &Graph, source: usize) -> usize {
        self.order[0] = source as u32;
        (self.level[source], self.paths[source]) = (0, 1.0);
        self.starts.clear();
        let (mut from, mut reached) = (0, 1);
        while from < reached {
            self.starts.push(from);
            let level = self.starts.len() as u32;
            let until = reached;
            for i in from..until {
                let v = self.order[i] as usize;
                let paths = self.paths[v];
                for &w in graph.out().of(v) {
                    let seen = &mut self.level[w as usize];
                    let is_new = *seen == UNSEEN;
                    *seen = if is_new { level } else { *seen };
                    self.order[reached] = w;
                    reached += usize::from(is_new);
                    self.paths[w as usize] += if *seen == level { paths } else { 0.0 };
                }
            }
            from = until;
        }
        reached
    }

    /// The dependency of a node: what the nodes one level farther pass back.
    fn pass_back<const TIES: bool>(&self, graph: &Graph, v: usize, sums: &mut Betweenness) -> f64 {
        if TIES {
            for (w, tie) in graph.out().both(v) {
                sums.ties[tie] += self.paths[v] * self.passed[w];
            }
        }
        self.paths[v] * graph.out().of(v).iter().map(|&w| self.passed[w as usize]).sum::<f64>()
    }
}

fn add_by_length<const TIES: bool>(
    graph: &Graph,
    lengths: &[f64],
    sources: std::ops::Range<usize>,
    sums: &mut Betweenness,
) {
    let mut search = Search::new(graph.nodes());
    let mut passed = vec![0.0; graph.nodes()];
    for source in sources {
        search.run(graph, Some(lengths), source);
        for &v in search.order.iter().rev() {
            let v = v as usize;
            let mut dependency = 0.0;
            for (w, tie) in graph.out().both(v) {
                let through = search.distance[v] + lengths[tie];
                if (through - search.distance[w]).abs() <= SAME_LENGTH * through {
                    let share = search.paths[v] * passed[w];
                    dependency += share;
                    if TIES {
                        sums.ties[tie] += share;
                    }
                }
            }
            if v != source {
                sums.nodes[v] += dependency;
            }
            passed[v] = (1.0 + dependency) / search.paths[v];
        }
    }
}
