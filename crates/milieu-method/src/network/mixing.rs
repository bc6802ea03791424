//! Do ties stay within groups? E-I index and assortativity.

use super::graph::{Error, Graph};

/// External and internal ties.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalInternal {
    /// Ties between groups.
    pub external: usize,
    /// Ties within a group.
    pub internal: usize,
    /// (external − internal) / all ties: −1 all within, 1 all between.
    pub index: f64,
    /// The index if every pair were tied alike: what the sizes of the groups alone would give.
    pub expected: f64,
    /// The index of each node's own ties; none without ties.
    pub nodes: Vec<Option<f64>>,
}

/// Krackhardt & Stern (1988), <https://doi.org/10.2307/2786835>. `group` has one entry per node.
///
/// # Errors
/// Without ties, or when groups are missing.
pub fn external_internal(graph: &Graph, group: &[usize]) -> Result<ExternalInternal, Error> {
    check(graph, group.len())?;
    let mut own = vec![[0_usize; 2]; graph.nodes()];
    let mut all = [0_usize; 2];
    for &(a, b) in graph.ties() {
        let within = usize::from(group[a as usize] == group[b as usize]);
        all[within] += 1;
        own[a as usize][within] += 1;
        own[b as usize][within] += 1;
    }
    let index = |[external, internal]: [usize; 2]| {
        let ties = external + internal;
        (ties > 0).then(|| (external as f64 - internal as f64) / ties as f64)
    };
    let mut sorted = group.to_vec();
    sorted.sort_unstable();
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let within: usize = sorted.chunk_by(|a, b| a == b).map(|g| pairs(g.len())).sum();
    Ok(ExternalInternal {
        external: all[0],
        internal: all[1],
        index: index(all).ok_or(Error::NoTie)?,
        expected: index([pairs(group.len()) - within, within]).ok_or(Error::NoTie)?,
        nodes: own.into_iter().map(index).collect(),
    })
}

/// Newman's assortativity by group: (Σ eᵢᵢ − Σ aᵢbᵢ) / (1 − Σ aᵢbᵢ), e the share of ties between groups;
/// 1 all within. None where all ends of ties are of one group.
///
/// Newman (2003), <https://doi.org/10.1103/PhysRevE.67.026126>.
///
/// # Errors
/// Without ties, or when groups are missing.
pub fn assortativity(graph: &Graph, group: &[usize]) -> Result<Option<f64>, Error> {
    check(graph, group.len())?;
    let mut known = group.to_vec();
    known.sort_unstable();
    known.dedup();
    let at = |v: u32| known.binary_search(&group[v as usize]).unwrap_or_default();
    let (mut sent, mut received) = (vec![0.0; known.len()], vec![0.0; known.len()]);
    let mut within = 0.0;
    let mut count = |a: u32, b: u32| {
        sent[at(a)] += 1.0;
        received[at(b)] += 1.0;
        within += f64::from(group[a as usize] == group[b as usize]);
    };
    for &(a, b) in graph.ties() {
        count(a, b);
        if !graph.is_directed() {
            count(b, a);
        }
    }
    let total: f64 = sent.iter().sum();
    let by_chance: f64 = sent.iter().zip(&received).map(|(a, b)| a * b).sum::<f64>() / (total * total);
    let left = 1.0 - by_chance;
    Ok((left > 1e-12).then(|| (within / total - by_chance) / left))
}

/// Newman's assortativity by a number: Pearson's correlation of the values at both ends of ties. None
/// where the values at the ends do not vary.
///
/// # Errors
/// Without ties, or when values are missing.
pub fn assortativity_by_value(graph: &Graph, sending: &[f64], receiving: &[f64]) -> Result<Option<f64>, Error> {
    check(graph, sending.len())?;
    check(graph, receiving.len())?;
    let forward = graph.ties().iter().map(|&(a, b)| (sending[a as usize], receiving[b as usize]));
    let backward = graph.ties().iter().map(|&(a, b)| (sending[b as usize], receiving[a as usize]));
    let pairs: Vec<(f64, f64)> =
        if graph.is_directed() { forward.collect() } else { forward.chain(backward).collect() };
    Ok(pearson(&pairs))
}

/// Degree assortativity: do the well connected tie themselves to each other? By ties sent and ties received
/// where they have a direction.
///
/// # Errors
/// Without ties.
pub fn degree_assortativity(graph: &Graph) -> Result<Option<f64>, Error> {
    let numbers = |degrees: Vec<usize>| degrees.into_iter().map(|d| d as f64).collect::<Vec<f64>>();
    assortativity_by_value(graph, &numbers(graph.out_degrees()), &numbers(graph.in_degrees()))
}

/// Pearson's correlation; none where one side does not vary.
pub(super) fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mx, my) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xx += (x - mx).powi(2);
        yy += (y - my).powi(2);
        xy += (x - mx) * (y - my);
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

fn check(graph: &Graph, values: usize) -> Result<(), Error> {
    if values != graph.nodes() {
        return Err(Error::WrongLength(graph.nodes(), values));
    }
    if graph.ties().is_empty() { Err(Error::NoTie) } else { Ok(()) }
}
