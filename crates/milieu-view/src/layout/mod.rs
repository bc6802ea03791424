//! Where the nodes of a network stand: a drawing that is the same on every machine.
//!
//! Each connected component is laid out by forces (`force`), then the components are packed side
//! by side (`pack`). Starting positions come from the ids, the number of steps from the number of
//! nodes, and nothing but `+ - * /` and square roots is computed, which IEEE 754 defines to the last
//! bit: equal studies give equal drawings, and a new node disturbs the others as little as it can.

mod coarse;
mod component;
mod force;
mod pack;
mod quadtree;

pub use component::components;

use coarse::Net;

/// A position in the drawing; the unit is the length of a tie at rest.
pub type Point = [f64; 2];

/// Positions of nodes, in their order. `ties` are pairs of indices into `ids`; their direction,
/// repetition and order do not matter, and a tie of a node with itself is passed over.
#[must_use]
pub fn positions(ids: &[&str], ties: &[(u32, u32)]) -> Vec<Point> {
    let mut edges: Vec<(u32, u32)> = ties.iter().filter(|(a, b)| a != b).map(|&(a, b)| (a.min(b), a.max(b))).collect();
    edges.sort_unstable();
    edges.dedup();
    let of = components(ids.len(), &edges);
    let count = of.iter().max().map_or(0, |&c| c as usize + 1);
    let mut members: Vec<Vec<u32>> = vec![vec![]; count];
    let mut local = vec![0_u32; ids.len()];
    for (node, &c) in of.iter().enumerate() {
        local[node] = members[c as usize].len() as u32;
        members[c as usize].push(node as u32);
    }
    let mut inner: Vec<Vec<(u32, u32)>> = vec![vec![]; count];
    for &(a, b) in &edges {
        inner[of[a as usize] as usize].push((local[a as usize], local[b as usize]));
    }
    let drawn: Vec<Vec<Point>> = members
        .iter()
        .zip(&inner)
        .map(|(nodes, edges)| {
            let start: Vec<Point> = nodes.iter().map(|&n| start(ids[n as usize])).collect();
            force::settle(&Net::plain(nodes.len(), edges), &start)
        })
        .collect();
    let mut out = vec![[0.0; 2]; ids.len()];
    for (nodes, points) in members.iter().zip(pack::side_by_side(drawn)) {
        for (&node, point) in nodes.iter().zip(points) {
            out[node as usize] = point;
        }
    }
    out
}

/// A point of the unit square around the origin, chosen by the id alone.
fn start(id: &str) -> Point {
    let hash = mixed(fnv1a(id.as_bytes()));
    [hash >> 32, hash & 0xffff_ffff].map(|bits| bits as f64 / 4_294_967_296.0 - 0.5)
}

/// 64-bit FNV-1a.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads similar hashes apart (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests;
