//! Centralities by flow: eigenvector centrality and PageRank.

use super::graph::{Error, Graph};

/// Rounds of an iteration before giving up.
const ROUNDS: usize = 100_000;

/// Centrality in proportion to the centrality of those a node is tied to; the largest is 1.
///
/// Bonacich (1987), <https://doi.org/10.1086/228631>. Along directed ties it flows from sender to receiver. In a
/// network of several components only the one of the largest eigenvalue has values above 0.
///
/// # Errors
/// Without ties; where directed ties run in no circle; where two components are equally central.
pub fn eigenvector(graph: &Graph, weights: Option<&[f64]>) -> Result<Vec<f64>, Error> {
    check(graph, weights)?;
    if graph.ties().is_empty() {
        return Err(Error::NoTie);
    }
    if graph.is_directed() && is_acyclic(graph) {
        return Err(Error::NoCycle);
    }
    let nodes = graph.nodes();
    let weight = |tie: usize| weights.map_or(1.0, |w| w[tie]);
    let total: f64 = (0..graph.ties().len()).map(weight).sum();
    // A + cI has the same eigenvectors, but no second eigenvalue of the same size where the network is two-sided.
    let shift = total / nodes as f64;
    let mut x = vec![1.0; nodes];
    let mut change = f64::INFINITY;
    for _ in 0..ROUNDS {
        let mut next: Vec<f64> = (0..nodes)
            .map(|v| shift * x[v] + graph.into().both(v).map(|(u, tie)| weight(tie) * x[u]).sum::<f64>())
            .collect();
        let largest = next.iter().copied().fold(0.0, f64::max);
        next.iter_mut().for_each(|v| *v /= largest);
        change = x.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        x = next;
        if change < 1e-15 {
            break;
        }
    }
    // Rounding keeps the last digits moving; what is far from settled has no single answer.
    if change > 1e-12 { Err(Error::NotConverged((change * 1e12) as u64)) } else { Ok(x) }
}

/// The share of time a walker spends at each node who follows ties with probability `damping`, by their
/// weights, and else starts anew anywhere; from a node without ties it always starts anew. Sums to 1.
///
/// Brin & Page (1998), <https://doi.org/10.1016/S0169-7552(98)00110-X>.
///
/// # Errors
/// When `damping` is not in [0, 1) or weights are missing or not positive.
pub fn pagerank(graph: &Graph, weights: Option<&[f64]>, damping: f64) -> Result<Vec<f64>, Error> {
    if !(0.0..1.0).contains(&damping) {
        return Err(Error::OutOfRange("damping", "from 0 to below 1"));
    }
    check(graph, weights)?;
    let nodes = graph.nodes();
    let weight = |tie: usize| weights.map_or(1.0, |w| w[tie]);
    let sent: Vec<f64> = (0..nodes).map(|v| graph.out().ties_of(v).iter().map(|&t| weight(t as usize)).sum()).collect();
    let mut x = vec![1.0 / nodes as f64; nodes];
    let mut change = f64::INFINITY;
    for _ in 0..ROUNDS {
        let stuck: f64 = (0..nodes).filter(|&v| sent[v] == 0.0).map(|v| x[v]).sum();
        let anew = (1.0 - damping + damping * stuck) / nodes as f64;
        let mut next: Vec<f64> = (0..nodes)
            .map(|v| anew + damping * graph.into().both(v).map(|(u, tie)| weight(tie) * x[u] / sent[u]).sum::<f64>())
            .collect();
        let total: f64 = next.iter().sum();
        next.iter_mut().for_each(|v| *v /= total);
        change = x.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        x = next;
        if change < 1e-15 {
            break;
        }
    }
    if change > 1e-12 { Err(Error::NotConverged((change * 1e12) as u64)) } else { Ok(x) }
}

fn check(graph: &Graph, weights: Option<&[f64]>) -> Result<(), Error> {
    super::distance::check_lengths(graph, weights)
}

/// Whether taking away nodes that receive nothing ends with no node.
fn is_acyclic(graph: &Graph) -> bool {
    let mut open = graph.in_degrees();
    let mut free: Vec<usize> = (0..graph.nodes()).filter(|&v| open[v] == 0).collect();
    let mut taken = 0;
    while let Some(v) = free.pop() {
        taken += 1;
        for &w in graph.out().of(v) {
            open[w as usize] -= 1;
            if open[w as usize] == 0 {
                free.push(w as usize);
            }
        }
    }
    taken == graph.nodes()
}
