//! Cores, triangles, and the nodes and ties that hold a network together.

use super::graph::Graph;

/// The core of each node: the largest k such that it belongs to a part in which all have at least k
/// ties (both directions counted).
///
/// Batagelj & Zaveršnik (2003), <https://arxiv.org/abs/cs/0310049>: nodes are taken away by ascending degree.
#[must_use]
pub fn coreness(graph: &Graph) -> Vec<usize> {
    let nodes = graph.nodes();
    let mut core = graph.degrees();
    let most = core.iter().copied().max().unwrap_or(0);
    // `order` holds the nodes by degree, `starts[d]` where those of degree d begin.
    let mut starts = vec![0; most + 2];
    core.iter().for_each(|&d| starts[d + 1] += 1);
    (0..=most).for_each(|d| starts[d + 1] += starts[d]);
    let mut place = vec![0; nodes];
    let mut order = vec![0; nodes];
    let mut next = starts.clone();
    for v in 0..nodes {
        place[v] = next[core[v]];
        order[place[v]] = v;
        next[core[v]] += 1;
    }
    for i in 0..nodes {
        let v = order[i];
        let both = if graph.is_directed() { graph.into().of(v) } else { &[] };
        for &w in graph.out().of(v).iter().chain(both) {
            let w = w as usize;
            if core[w] > core[v] {
                // One tie fewer: w changes places with the first of its degree.
                let first = starts[core[w]].max(i + 1);
                let other = order[first];
                order.swap(place[w], first);
                place[other] = place[w];
                place[w] = first;
                starts[core[w]] = first + 1;
                core[w] -= 1;
            }
        }
    }
    core
}

/// Clustering of a network whose ties are taken without direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Clustering {
    /// Share of a node's pairs of neighbours that are tied; none with fewer than two neighbours.
    pub local: Vec<Option<f64>>,
    /// Mean of the local values, where there is none counting 0 (Watts & Strogatz 1998).
    pub average: f64,
    /// Share of connected triples that are closed: 3 × triangles / triples. None without a triple.
    pub transitivity: Option<f64>,
    /// Triangles.
    pub triangles: usize,
}

/// Triangles and what follows from them.
#[must_use]
pub fn clustering(graph: &Graph) -> Clustering {
    let undirected;
    let graph = if graph.is_directed() {
        undirected = graph.undirected();
        &undirected
    } else {
        graph
    };
    let mut closed = vec![0_usize; graph.nodes()];
    for &(a, b) in graph.ties() {
        for w in common(graph.out().of(a as usize), graph.out().of(b as usize)) {
            // Each triangle is met at each of its three ties, the node across counted.
            closed[w as usize] += 1;
        }
    }
    let triples = |v: usize| graph.out().count(v) * graph.out().count(v).saturating_sub(1) / 2;
    let local: Vec<Option<f64>> =
        (0..graph.nodes()).map(|v| (triples(v) > 0).then(|| closed[v] as f64 / triples(v) as f64)).collect();
    let (closed, triples) = (closed.iter().sum::<usize>(), (0..graph.nodes()).map(triples).sum::<usize>());
    Clustering {
        average: local.iter().flatten().sum::<f64>() / graph.nodes() as f64,
        local,
        transitivity: (triples > 0).then(|| closed as f64 / triples as f64),
        triangles: closed / 3,
    }
}

/// What two ascending lists share.
pub(super) fn common<'a>(mut a: &'a [u32], mut b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    std::iter::from_fn(move || {
        while let (Some(&x), Some(&y)) = (a.first(), b.first()) {
            if x <= y {
                a = &a[1..];
            }
            if y <= x {
                b = &b[1..];
            }
            if x == y {
                return Some(x);
            }
        }
        None
    })
}

/// Nodes and ties whose loss would leave more components, direction not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Articulation points, ascending.
    pub nodes: Vec<usize>,
    /// Bridges: both ends, the lower first, ascending.
    pub ties: Vec<(usize, usize)>,
}

/// Finds them in one search in depth. Hopcroft & Tarjan (1973), <https://doi.org/10.1145/362248.362272>.
#[must_use]
pub fn cuts(graph: &Graph) -> Cuts {
    let graph = graph.undirected();
    let nodes = graph.nodes();
    let (mut entered, mut lowest) = (vec![0_usize; nodes], vec![0_usize; nodes]);
    let mut is_cut = vec![false; nodes];
    let mut bridges = vec![];
    let mut clock = 0;
    for root in 0..nodes {
        if entered[root] > 0 {
            continue;
        }
        // Node, the tie it was entered by, and how many of its ties are done; recursion could be too deep.
        let mut stack = vec![(root, usize::MAX, 0)];
        let mut branches = 0;
        clock += 1;
        (entered[root], lowest[root]) = (clock, clock);
        while let Some((v, by, done)) = stack.last_mut() {
            let (v, by) = (*v, *by);
            if let Some(&w) = graph.out().of(v).get(*done) {
                let (w, tie) = (w as usize, graph.out().ties_of(v)[*done] as usize);
                *done += 1;
                if entered[w] == 0 {
                    clock += 1;
                    (entered[w], lowest[w]) = (clock, clock);
                    branches += usize::from(v == root);
                    stack.push((w, tie, 0));
                } else if tie != by {
                    lowest[v] = lowest[v].min(entered[w]);
                }
                continue;
            }
            stack.pop();
            let Some(&(before, _, _)) = stack.last() else { break };
            lowest[before] = lowest[before].min(lowest[v]);
            is_cut[before] |= before != root && lowest[v] >= entered[before];
            if lowest[v] > entered[before] {
                bridges.push((v.min(before), v.max(before)));
            }
        }
        is_cut[root] = branches > 1;
    }
    bridges.sort_unstable();
    Cuts { nodes: (0..nodes).filter(|&v| is_cut[v]).collect(), ties: bridges }
}
