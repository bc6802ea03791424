//! Points in clusters: DBSCAN and HDBSCAN.

use rayon::prelude::*;

use super::pattern::{positive, too_few};
use super::points::Points;
use super::spanning::{Edge, spanning_tree};
use crate::analysis::{At, Refusal};

/// DBSCAN: a core point has `min_samples` points (itself among them) within `eps`; core points within `eps` of each other are of one cluster, and so are the points within
/// `eps` of them; the rest is noise. Ester et al. (1996), KDD-96, 226–231. Clusters are numbered by their first point; a point at the edge of two goes to the one numbered first.
///
/// # Errors
/// A distance that is not above zero, no points needed for a core.
pub fn dbscan(points: &Points, eps: f64, min_samples: usize) -> Result<Vec<Option<usize>>, Refusal> {
    positive("eps", eps)?;
    if min_samples == 0 {
        return Err(bad_size("min-samples", 0));
    }
    let near = |of: usize| points.within(points, of, eps).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
    let mut label: Vec<Option<usize>> = vec![None; points.len()];
    let mut is_seen = vec![false; points.len()];
    let mut clusters = 0;
    for start in 0..points.len() {
        if is_seen[start] {
            continue;
        }
        let around = near(start);
        if around.len() < min_samples {
            continue;
        }
        let mut open = around;
        (is_seen[start], label[start]) = (true, Some(clusters));
        while let Some(at) = open.pop() {
            label[at] = label[at].or(Some(clusters));
            if std::mem::replace(&mut is_seen[at], true) {
                continue;
            }
            let around = near(at);
            // A point at the edge belongs to the cluster, but it spreads no further.
            if around.len() >= min_samples {
                open.extend(around.into_iter().filter(|other| label[*other].is_none()));
            }
        }
        clusters += 1;
    }
    Ok(label)
}

fn bad_size(option: &str, size: usize) -> Refusal {
    Refusal::new("bad-size", format!("`{option}` is {size}"))
        .why("a cluster has at least two points, and a core at least one")
        .help("give a greater number, not above the number of points")
        .at(At::Option(option.to_owned()))
}

/// HDBSCAN with excess of mass: Campello, Moulavi & Sander (2013), <https://doi.org/10.1007/978-3-642-37456-2_14>. `min_samples` counts the point itself (as
/// scikit-learn's; the package hdbscan counts the others). The root is never a cluster by itself.
///
/// # Errors
/// Fewer points than a cluster, a cluster of fewer than two points.
pub fn hdbscan(points: &Points, min_cluster_size: usize, min_samples: usize) -> Result<Vec<Option<usize>>, Refusal> {
    let n = points.len();
    if min_cluster_size < 2 || min_samples == 0 {
        return Err(bad_size("min-cluster-size", min_cluster_size));
    }
    if n < min_cluster_size.max(min_samples) {
        return Err(too_few(n, min_cluster_size.max(min_samples)));
    }
    let spots = points.spots();
    let core_of = |of: usize| {
        let is_asked = min_samples > 1 && spots[of] == of;
        if is_asked { points.nearest(of, min_samples - 1).last().map_or(0.0, |near| near.1) } else { 0.0 }
    };
    let mut core: Vec<f64> = (0..n).into_par_iter().map(core_of).collect();
    // Points on one spot have one core distance.
    (0..n).for_each(|of| core[of] = core[spots[of]]);
    let mut edges = spanning_tree(points, &core, &spots);
    // Edges of one length could come in any order, and a point between two clusters with them; the one found last comes
    // first, as it happens to in the reference.
    edges.reverse();
    edges.sort_by(|a, b| a.2.total_cmp(&b.2));
    let tree = merge(n, &edges);
    let condensed = condense(n, &tree, min_cluster_size);
    Ok(label(n, &condensed))
}

/// A merge of two nodes at a distance; nodes below `n` are points, node `n + i` is merge `i`.
struct Node {
    left: usize,
    right: usize,
    distance: f64,
    size: usize,
}

fn merge(n: usize, edges: &[Edge]) -> Vec<Node> {
    let mut parent: Vec<usize> = (0..2 * n).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    let mut tree: Vec<Node> = Vec::with_capacity(n - 1);
    for &(a, b, distance) in edges {
        let (left, right) = (root(&mut parent, a), root(&mut parent, b));
        let size = |node: usize| if node < n { 1 } else { tree[node - n].size };
        let both = size(left) + size(right);
        let node = n + tree.len();
        tree.push(Node { left, right, distance, size: both });
        (parent[left], parent[right]) = (node, node);
    }
    tree
}

/// A cluster of the condensed tree.
struct Cluster {
    parent: Option<usize>,
    birth: f64,
    stability: f64,
    /// Points that fall out of it, not of its children.
    points: Vec<usize>,
}

fn condense(n: usize, tree: &[Node], least: usize) -> Vec<Cluster> {
    let longest = tree.last().map_or(1.0, |node| node.distance);
    // Points on one spot would be infinitely dense.
    let lambda = |distance: f64| 1.0 / distance.max(1e-12 * longest).max(f64::MIN_POSITIVE);
    let size = |node: usize| if node < n { 1 } else { tree[node - n].size };
    let mut clusters = vec![Cluster { parent: None, birth: 0.0, stability: 0.0, points: vec![] }];
    let mut open = vec![(n + tree.len() - 1, 0usize)];
    while let Some((node, cluster)) = open.pop() {
        if node < n {
            clusters[cluster].points.push(node);
            continue;
        }
        let Node { left, right, distance, .. } = &tree[node - n];
        let at = lambda(*distance);
        let lasted = at - clusters[cluster].birth;
        let big = [*left, *right].map(|side| size(side) >= least);
        for (side, is_big) in [*left, *right].into_iter().zip(big) {
            if is_big && big == [true, true] {
                clusters[cluster].stability += lasted * size(side) as f64;
                clusters.push(Cluster { parent: Some(cluster), birth: at, stability: 0.0, points: vec![] });
                open.push((side, clusters.len() - 1));
            } else if is_big {
                open.push((side, cluster));
            } else {
                let fallen = leaves(n, tree, side);
                clusters[cluster].stability += lasted * fallen.len() as f64;
                clusters[cluster].points.extend(fallen);
            }
        }
    }
    clusters
}

fn leaves(n: usize, tree: &[Node], node: usize) -> Vec<usize> {
    let mut open = vec![node];
    let mut found = vec![];
    while let Some(at) = open.pop() {
        if at < n {
            found.push(at);
        } else {
            open.extend([tree[at - n].left, tree[at - n].right]);
        }
    }
    found
}

/// Chooses clusters by excess of mass, children before parents, and numbers them by their first point.
fn label(n: usize, clusters: &[Cluster]) -> Vec<Option<usize>> {
    let mut below = vec![0.0; clusters.len()];
    let mut is_chosen = vec![false; clusters.len()];
    for at in (1..clusters.len()).rev() {
        is_chosen[at] = clusters[at].stability >= below[at];
        let worth = clusters[at].stability.max(below[at]);
        if let Some(parent) = clusters[at].parent {
            below[parent] += worth;
        }
    }
    // The highest chosen cluster on the way up holds the points; parents stand before their children.
    let mut holder: Vec<Option<usize>> = Vec::with_capacity(clusters.len());
    for (at, cluster) in clusters.iter().enumerate() {
        let above = cluster.parent.and_then(|parent| holder[parent]);
        holder.push(above.or(is_chosen[at].then_some(at)));
    }
    let mut of = vec![None; n];
    for (cluster, held) in clusters.iter().zip(&holder) {
        cluster.points.iter().for_each(|&point| of[point] = *held);
    }
    let mut number: Vec<Option<usize>> = vec![None; clusters.len()];
    let mut numbers = 0;
    for held in of.iter_mut().flatten() {
        let own = *number[*held].get_or_insert_with(|| {
            numbers += 1;
            numbers - 1
        });
        *held = own;
    }
    of
}
