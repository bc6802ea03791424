//! Several kinds of ties among the same nodes: physical, virtual, organisational.

use super::graph::{Error, Graph};
use super::mixing::pearson;
use super::structure::common;

/// Two layers compared. Values are none where nothing varies or there is no tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// Ties in both of those in either.
    pub jaccard: Option<f64>,
    /// Ties in both.
    pub both: usize,
    /// Ties in either.
    pub either: usize,
    /// Pearson's correlation over all pairs of nodes, tied 1 and untied 0.
    pub pearson: Option<f64>,
    /// Pearson's correlation of the nodes' degrees.
    pub degrees: Option<f64>,
}

/// A node across layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// Degrees in all layers together.
    pub overlap: Vec<usize>,
    /// How evenly a node's ties are spread over the M layers: M/(M−1) · (1 − Σ (kₗ / o)²), 0 all in one, 1 even.
    /// None for a node without ties.
    pub participation: Vec<Option<f64>>,
}

/// Compares two layers of the same nodes.
///
/// # Errors
/// On layers of different nodes or kind.
pub fn overlap(a: &Graph, b: &Graph) -> Result<Overlap, Error> {
    check(&[a, b])?;
    let both: usize = (0..a.nodes()).map(|v| common(a.out().of(v), b.out().of(v)).count()).sum();
    let both = if a.is_directed() { both } else { both / 2 };
    let (ta, tb) = (a.ties().len(), b.ties().len());
    let either = ta + tb - both;
    let n = a.nodes() as f64;
    let pairs = n * (n - 1.0) / if a.is_directed() { 1.0 } else { 2.0 };
    let (sa, sb, sab) = (ta as f64 / pairs, tb as f64 / pairs, both as f64 / pairs);
    let spread = (sa * (1.0 - sa) * sb * (1.0 - sb)).sqrt();
    let degrees: Vec<(f64, f64)> = a.degrees().iter().zip(b.degrees()).map(|(&x, y)| (x as f64, y as f64)).collect();
    Ok(Overlap {
        jaccard: (either > 0).then(|| both as f64 / either as f64),
        both,
        either,
        pearson: (spread > 0.0).then(|| (sab - sa * sb) / spread),
        degrees: pearson(&degrees),
    })
}

/// Battiston, Nicosia & Latora (2014), <https://doi.org/10.1103/PhysRevE.89.032804>.
///
/// # Errors
/// On fewer than two layers, or layers of different nodes or kind.
pub fn participation(layers: &[&Graph]) -> Result<Participation, Error> {
    check(layers)?;
    let degrees: Vec<Vec<usize>> = layers.iter().map(|l| l.degrees()).collect();
    let m = layers.len() as f64;
    let overlap: Vec<usize> = (0..layers[0].nodes()).map(|v| degrees.iter().map(|d| d[v]).sum()).collect();
    let spread = |(v, &all): (usize, &usize)| {
        let squares: f64 = degrees.iter().map(|d| (d[v] as f64 / all as f64).powi(2)).sum();
        (all > 0).then(|| m / (m - 1.0) * (1.0 - squares))
    };
    let participation = overlap.iter().enumerate().map(spread).collect();
    Ok(Participation { overlap, participation })
}

fn check(layers: &[&Graph]) -> Result<(), Error> {
    let [first, rest @ ..] = layers else { return Err(Error::Empty) };
    if rest.is_empty() {
        return Err(Error::OutOfRange("the number of layers", "2 or more"));
    }
    match rest.iter().find(|l| l.nodes() != first.nodes()) {
        Some(other) => Err(Error::WrongLength(first.nodes(), other.nodes())),
        None if rest.iter().any(|l| l.is_directed() != first.is_directed()) => Err(Error::Directed),
        None => Ok(()),
    }
}
