//! Structural holes: who stands between contacts that are not tied to each other.

use super::graph::Graph;

/// Burt's measures of a node; none for a node without ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Brokerage {
    /// How far a node's ties lead back to the same contacts: Σⱼ (pᵢⱼ + Σ_q pᵢ_q p_qⱼ)² over its contacts j,
    /// p the share of a node's ties (both directions, by weight) that goes to a contact.
    pub constraint: Vec<Option<f64>>,
    /// Contacts less those that repeat each other: Σⱼ (1 − Σ_q pᵢ_q mⱼ_q), m the strength of j's tie to q
    /// beside j's strongest.
    pub effective_size: Vec<Option<f64>>,
    /// Effective size beside the number of contacts.
    pub efficiency: Vec<Option<f64>>,
}

/// Burt (1992), *Structural Holes*, ch. 2. Weights count where they are given (one per tie).
#[must_use]
pub fn brokerage(graph: &Graph, weights: Option<&[f64]>) -> Brokerage {
    let nodes = graph.nodes();
    let weight = |tie: usize| weights.map_or(1.0, |w| w.get(tie).copied().unwrap_or(1.0));
    // Each node's contacts with a_ij + a_ji.
    let mutual: Vec<Vec<(usize, f64)>> = (0..nodes)
        .map(|v| {
            let back = if graph.is_directed() { Some(graph.into().both(v)) } else { None };
            let mut all: Vec<(usize, f64)> =
                graph.out().both(v).chain(back.into_iter().flatten()).map(|(w, tie)| (w, weight(tie))).collect();
            all.sort_unstable_by_key(|(w, _)| *w);
            all.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                kept.1 += if same { later.1 } else { 0.0 };
                same
            });
            all
        })
        .collect();
    let total: Vec<f64> = mutual.iter().map(|m| m.iter().map(|(_, w)| w).sum()).collect();
    let strongest: Vec<f64> = mutual.iter().map(|m| m.iter().map(|(_, w)| *w).fold(0.0, f64::max)).collect();
    let mut share_of = vec![0.0; nodes];
    let mut found = Brokerage { constraint: vec![], effective_size: vec![], efficiency: vec![] };
    for i in 0..nodes {
        if mutual[i].is_empty() {
            found.constraint.push(None);
            found.effective_size.push(None);
            found.efficiency.push(None);
            continue;
        }
        mutual[i].iter().for_each(|&(j, w)| share_of[j] = w / total[i]);
        let (mut constraint, mut size) = (0.0, 0.0);
        for &(j, _) in &mutual[i] {
            // Ties have no direction here, so what q gives to j is read from j's side.
            let through = mutual[j].iter().filter(|(q, _)| *q != i);
            let indirect: f64 = through.clone().map(|&(q, w)| share_of[q] * w / total[q]).sum();
            let repeated: f64 = through.map(|&(q, w)| share_of[q] * w / strongest[j]).sum();
            constraint += (share_of[j] + indirect).powi(2);
            size += 1.0 - repeated;
        }
        mutual[i].iter().for_each(|&(j, _)| share_of[j] = 0.0);
        found.constraint.push(Some(constraint));
        found.effective_size.push(Some(size));
        found.efficiency.push(Some(size / mutual[i].len() as f64));
    }
    found
}
