//! Smaller pictures of a network, for laying out large ones.

use std::collections::BTreeMap;

/// Below so many nodes nothing is gained.
const SMALL: usize = 24;

/// A connected network whose nodes may each stand for several.
pub struct Net {
    /// How many nodes each stands for.
    pub mass: Vec<f64>,
    /// Pairs of nodes, the lesser first, with the number of ties between what they stand for; sorted.
    pub ties: Vec<(u32, u32, f64)>,
    /// The node of the finer network in the middle of what each stands for.
    pub centres: Vec<u32>,
}

impl Net {
    /// A network as it is: every node stands for itself.
    pub fn plain(nodes: usize, ties: &[(u32, u32)]) -> Self {
        Self {
            mass: vec![1.0; nodes],
            ties: ties.iter().map(|&(a, b)| (a, b, 1.0)).collect(),
            centres: (0..nodes as u32).collect(),
        }
    }

    /// How many nodes.
    pub fn nodes(&self) -> usize {
        self.mass.len()
    }

    /// A network of fewer nodes, and which of them stands for each of these: nodes with the most ties
    /// first, each takes all its neighbours that are still free. None if that would not help.
    pub fn coarser(&self) -> Option<(Self, Vec<u32>)> {
        const FREE: u32 = u32::MAX;
        let n = self.nodes();
        if n < SMALL {
            return None;
        }
        let mut near: Vec<Vec<u32>> = vec![vec![]; n];
        for &(a, b, _) in &self.ties {
            near[a as usize].push(b);
            near[b as usize].push(a);
        }
        let mut order: Vec<u32> = (0..n as u32).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(near[i as usize].len()), i));
        let mut stands_for = vec![FREE; n];
        let mut coarse = Self { mass: vec![], ties: vec![], centres: vec![] };
        for centre in order {
            if stands_for[centre as usize] != FREE {
                continue;
            }
            let group = coarse.centres.len() as u32;
            let mut mass = 0.0;
            for &i in std::iter::once(&centre).chain(&near[centre as usize]) {
                if stands_for[i as usize] == FREE {
                    stands_for[i as usize] = group;
                    mass += self.mass[i as usize];
                }
            }
            coarse.centres.push(centre);
            coarse.mass.push(mass);
        }
        if coarse.nodes() * 10 > n * 9 {
            return None;
        }
        let mut between: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for &(a, b, weight) in &self.ties {
            let (a, b) = (stands_for[a as usize], stands_for[b as usize]);
            if a != b {
                *between.entry((a.min(b), a.max(b))).or_default() += weight;
            }
        }
        coarse.ties = between.into_iter().map(|((a, b), weight)| (a, b, weight)).collect();
        Some((coarse, stands_for))
    }
}
