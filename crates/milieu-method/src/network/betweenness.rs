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
    check_lengths(graph, lengths)?;
    let nodes = graph.nodes();
    let part = nodes.div_ceil(PARTS);
    let parts: Vec<Betweenness> = (0..nodes.div_ceil(part))
        .into_par_iter()
        .map(|p| {
            let mut sums = Betweenness { nodes: vec![0.0; nodes], ties: vec![0.0; graph.ties().len()] };
            let sources = p * part..((p + 1) * part).min(nodes);
            match lengths {
                None => Levels::new(nodes).add(graph, sources, &mut sums),
                Some(lengths) => add_by_length(graph, lengths, sources, &mut sums),
            }
            sums
        })
        .collect();
    let mut total = Betweenness { nodes: vec![0.0; nodes], ties: vec![0.0; graph.ties().len()] };
    // Every unordered pair was met from both its ends.
    let share = if graph.is_directed() { 1.0 } else { 0.5 };
    for part in &parts {
        total.nodes.iter_mut().zip(&part.nodes).for_each(|(t, p)| *t += share * p);
        total.ties.iter_mut().zip(&part.ties).for_each(|(t, p)| *t += share * p);
    }
    Ok(total)
}

/// Breadth-first search with 32-bit levels: the hot loop of unweighted betweenness.
struct Levels {
    level: Vec<u32>,
    order: Vec<u32>,
    paths: Vec<f64>,
    /// (1 + dependency) / paths of a node whose successors are all done.
    passed: Vec<f64>,
}

const UNSEEN: u32 = u32::MAX;

impl Levels {
    fn new(nodes: usize) -> Self {
        Self {
            level: vec![UNSEEN; nodes],
            order: Vec::with_capacity(nodes),
            paths: vec![0.0; nodes],
            passed: vec![0.0; nodes],
        }
    }

    fn add(&mut self, graph: &Graph, sources: std::ops::Range<usize>, sums: &mut Betweenness) {
        for source in sources {
            self.search(graph, source);
            for &v in self.order[1..].iter().rev() {
                let v = v as usize;
                let dependency = self.pass_back(graph, v, sums);
                sums.nodes[v] += dependency;
                self.passed[v] = (1.0 + dependency) / self.paths[v];
            }
            // The source itself is an end of every path; only its ties carry them.
            self.pass_back(graph, source, sums);
            for &v in &self.order {
                self.level[v as usize] = UNSEEN;
            }
        }
    }

    fn search(&mut self, graph: &Graph, source: usize) {
        self.order.clear();
        self.order.push(source as u32);
        self.level[source] = 0;
        self.paths[source] = 1.0;
        let mut next = 0;
        while let Some(&v) = self.order.get(next) {
            next += 1;
            let (level, paths) = (self.level[v as usize] + 1, self.paths[v as usize]);
            for &w in graph.out().of(v as usize) {
                let seen = &mut self.level[w as usize];
                if *seen == UNSEEN {
                    *seen = level;
                    self.order.push(w);
                    self.paths[w as usize] = paths;
                } else if *seen == level {
                    self.paths[w as usize] += paths;
                }
            }
        }
    }

    /// The dependency of a node: what its successors pass back.
    fn pass_back(&self, graph: &Graph, v: usize, sums: &mut Betweenness) -> f64 {
        let (next, paths) = (self.level[v] + 1, self.paths[v]);
        let mut dependency = 0.0;
        for (&w, &tie) in graph.out().of(v).iter().zip(graph.out().ties_of(v)) {
            if self.level[w as usize] == next {
                let through = paths * self.passed[w as usize];
                dependency += through;
                sums.ties[tie as usize] += through;
            }
        }
        dependency
    }
}

fn add_by_length(graph: &Graph, lengths: &[f64], sources: std::ops::Range<usize>, sums: &mut Betweenness) {
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
                    sums.ties[tie] += share;
                }
            }
            if v != source {
                sums.nodes[v] += dependency;
            }
            passed[v] = (1.0 + dependency) / search.paths[v];
        }
    }
}
