//! The sixteen ways in which three nodes can be tied.

use super::graph::Graph;

/// Names of the triads: mutual, asymmetric and null pairs, and where these leave it open a letter.
/// `021D` one sends to two, `021U` two send to one, `021C` a chain; `111D` the pair that is tied both ways
/// receives, `111U` it sends; `030T` transitive, `030C` a circle; `120D`, `120U`, `120C` as 021, the two
/// outer ones tied both ways.
pub const TRIADS: [&str; 16] = [
    "003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210",
    "300",
];

/// How many triples of nodes are tied in each way, in the order of [`TRIADS`].
///
/// Holland & Leinhardt (1976), <https://doi.org/10.2307/270703>; counted as Batagelj & Mrvar (2001),
/// <https://doi.org/10.1016/S0378-8733(01)00035-1>: only triples with a tie are looked at. Ties without
/// direction count as tied both ways.
#[must_use]
pub fn triads(graph: &Graph) -> [u64; 16] {
    let nodes = graph.nodes();
    let kinds: Vec<usize> = (0..64).map(kind).collect();
    let neighbours: Vec<Vec<u32>> = (0..nodes)
        .map(|v| {
            let mut all = [graph.out().of(v), graph.into().of(v)].concat();
            all.sort_unstable();
            all.dedup();
            all
        })
        .collect();
    let sends = |a: u32, b: u32| usize::from(graph.out().of(a as usize).binary_search(&b).is_ok());
    let mut census = [0_u64; 16];
    for (u, around) in neighbours.iter().enumerate() {
        let u = u as u32;
        for &v in around.iter().filter(|&&v| v > u) {
            let both = sends(u, v) + 2 * sends(v, u);
            let mut third = [around.as_slice(), &neighbours[v as usize]].concat();
            third.sort_unstable();
            third.dedup();
            third.retain(|&w| w != u && w != v);
            census[if both == 3 { 2 } else { 1 }] += (nodes - third.len() - 2) as u64;
            for w in third {
                // Of the pairs of a triple that are tied, the first in order counts it.
                if v < w || (u < w && w < v && around.binary_search(&w).is_err()) {
                    let code = both + 4 * sends(u, w) + 8 * sends(w, u) + 16 * sends(v, w) + 32 * sends(w, v);
                    census[kinds[code]] += 1;
                }
            }
        }
    }
    let n = nodes as u64;
    let triples = n * n.saturating_sub(1) / 2 * n.saturating_sub(2) / 3;
    census[0] = triples - census[1..].iter().sum::<u64>();
    census
}

/// The triad of six possible ties: u→v, v→u, u→w, w→u, v→w, w→v, by their bits.
fn kind(code: usize) -> usize {
    let ties = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)];
    let has = |a: usize, b: usize| ties.iter().position(|&t| t == (a, b)).is_some_and(|bit| code >> bit & 1 == 1);
    let (mut mutual, mut asymmetric) = (vec![], vec![]);
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        match (has(a, b), has(b, a)) {
            (true, true) => mutual.push((a, b)),
            (true, false) => asymmetric.push((a, b)),
            (false, true) => asymmetric.push((b, a)),
            (false, false) => {}
        }
    }
    let sent = |v: usize| asymmetric.iter().filter(|t| t.0 == v).count();
    let received = |v: usize| asymmetric.iter().filter(|t| t.1 == v).count();
    let letter = || {
        if (0..3).any(|v| sent(v) == 2) {
            'D'
        } else if (0..3).any(|v| received(v) == 2) {
            'U'
        } else {
            'C'
        }
    };
    let name = match (mutual.len(), asymmetric.len()) {
        (0, 2) => format!("021{}", letter()),
        (1, 1) => {
            let by_pair = mutual[0].0 == asymmetric[0].0 || mutual[0].1 == asymmetric[0].0;
            format!("111{}", if by_pair { 'U' } else { 'D' })
        }
        (0, 3) => format!("030{}", if letter() == 'C' { 'C' } else { 'T' }),
        (1, 2) => format!("120{}", letter()),
        (m, a) => format!("{m}{a}{}", 3 - m - a),
    };
    TRIADS.iter().position(|t| *t == name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_four_ways_to_be_tied_are_sixteen_triads() {
        let mut sizes = [0; 16];
        (0..64).for_each(|code| sizes[kind(code)] += 1);
        // How many labelled triples look alike: 6 over the symmetries of each (Holland & Leinhardt 1976, table 1).
        assert_eq!(sizes, [1, 6, 3, 3, 3, 6, 6, 6, 6, 2, 3, 3, 3, 6, 6, 1]);
    }
}
