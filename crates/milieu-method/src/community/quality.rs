//! What makes a partition good.

use crate::network::{Error, Graph};

/// The quality that a partition is to raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Weight within communities beside what strengths alone would give.
    /// Newman & Girvan (2004), <https://doi.org/10.1103/PhysRevE.69.026113>; resolution of Reichardt & Bornholdt (2006).
    Modularity,
    /// Constant Potts model: weight within communities beside the resolution times their pairs of nodes, so
    /// that a community's density is at least the resolution.
    /// Traag, Van Dooren & Nesterov (2011), <https://doi.org/10.1103/PhysRevE.84.016114>.
    Cpm,
}

impl Quality {
    /// A node's weight and the factor such that a community's cost is factor × (sum of weights)² / 2.
    pub(super) fn terms(self, graph: &Graph, weights: &[f64], resolution: f64) -> (Vec<f64>, f64) {
        match self {
            Self::Cpm => (vec![1.0; graph.nodes()], resolution),
            Self::Modularity => {
                let mut strengths = vec![0.0; graph.nodes()];
                for (&(a, b), weight) in graph.ties().iter().zip(weights) {
                    strengths[a as usize] += weight;
                    strengths[b as usize] += weight;
                }
                let total: f64 = weights.iter().sum();
                (strengths, if total > 0.0 { resolution / (2.0 * total) } else { 0.0 })
            }
        }
    }
}

/// Newman & Girvan's modularity of a partition at resolution 1: between −½ and 1. None without ties.
///
/// # Errors
/// When the partition or the weights do not fit the network, or ties have a direction.
pub fn modularity(graph: &Graph, weights: Option<&[f64]>, community: &[usize]) -> Result<Option<f64>, Error> {
    quality(graph, weights, community, Quality::Modularity, 1.0)
}

/// The quality of a partition. Modularity is divided by the total weight, CPM is not: it is the weight
/// within communities less resolution × pairs. None for a modularity without ties.
///
/// # Errors
/// When the partition or the weights do not fit the network, or ties have a direction.
pub fn quality(
    graph: &Graph,
    weights: Option<&[f64]>,
    community: &[usize],
    quality: Quality,
    resolution: f64,
) -> Result<Option<f64>, Error> {
    let weights = checked(graph, weights, resolution)?;
    if community.len() != graph.nodes() {
        return Err(Error::WrongLength(graph.nodes(), community.len()));
    }
    let total: f64 = weights.iter().sum();
    if total == 0.0 && quality == Quality::Modularity {
        return Ok(None);
    }
    let within: f64 = graph
        .ties()
        .iter()
        .zip(&weights)
        .filter(|((a, b), _)| community[*a as usize] == community[*b as usize])
        .map(|(_, weight)| weight)
        .sum();
    let (mass, factor) = quality.terms(graph, &weights, resolution);
    let mut nodes: Vec<usize> = (0..graph.nodes()).collect();
    nodes.sort_by_key(|&v| community[v]);
    let squares = |exponent: i32| -> f64 {
        let parts = nodes.chunk_by(|&a, &b| community[a] == community[b]);
        parts.map(|part| part.iter().map(|&v| mass[v]).sum::<f64>().powi(exponent)).sum()
    };
    Ok(Some(match quality {
        Quality::Modularity => (within - factor * squares(2) / 2.0) / total,
        // Pairs of different nodes: a node is no pair with itself.
        Quality::Cpm => within - factor * (squares(2) - squares(1)) / 2.0,
    }))
}

/// The weights, 1 where none are given.
pub(super) fn checked(graph: &Graph, weights: Option<&[f64]>, resolution: f64) -> Result<Vec<f64>, Error> {
    if graph.is_directed() {
        return Err(Error::Directed);
    }
    if !(resolution.is_finite() && resolution > 0.0) {
        return Err(Error::OutOfRange("resolution", "above 0"));
    }
    let Some(weights) = weights else { return Ok(vec![1.0; graph.ties().len()]) };
    if weights.len() != graph.ties().len() {
        return Err(Error::WrongLength(graph.ties().len(), weights.len()));
    }
    match weights.iter().position(|w| !(w.is_finite() && *w > 0.0)) {
        Some(tie) => Err(Error::BadWeight(tie)),
        None => Ok(weights.to_vec()),
    }
}
