//! One level of the Leiden algorithm: a network whose nodes are groups of the level below.

use std::collections::VecDeque;

use crate::random::Stream;

/// How freely the refinement merges: a merge that gains g is drawn with odds exp(g / THETA), g in units of the mean weight.
const THETA: f64 = 0.01;

/// A network with weights of nodes; ties of a node to itself add the same to every partition and are not held.
#[derive(Clone, Debug)]
pub(super) struct Level {
    starts: Vec<usize>,
    ends: Vec<u32>,
    weights: Vec<f64>,
    /// What each node counts for in the cost of its community.
    pub mass: Vec<f64>,
    /// Cost of two nodes in one community: factor × product of their masses.
    pub factor: f64,
}

/// Weights of the ties from one node to communities, without clearing memory for each node.
struct Tally {
    weight: Vec<f64>,
    met: Vec<u32>,
}

impl Tally {
    fn new(size: usize) -> Self {
        Self { weight: vec![0.0; size], met: vec![] }
    }

    fn add(&mut self, community: u32, weight: f64) {
        let held = &mut self.weight[community as usize];
        if *held == 0.0 {
            self.met.push(community);
        }
        *held += weight;
    }

    fn clear(&mut self) {
        for c in self.met.drain(..) {
            self.weight[c as usize] = 0.0;
        }
    }
}

impl Level {
    /// From ties, each given once.
    pub fn new(ties: &[(u32, u32)], weights: &[f64], mass: Vec<f64>, factor: f64) -> Self {
        let mut starts = vec![0; mass.len() + 1];
        for &(a, b) in ties {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        (0..mass.len()).for_each(|v| starts[v + 1] += starts[v]);
        let mut next = starts.clone();
        let (mut ends, mut of) = (vec![0; ties.len() * 2], vec![0.0; ties.len() * 2]);
        for (&(a, b), &weight) in ties.iter().zip(weights) {
            for (v, w) in [(a, b), (b, a)] {
                let at = &mut next[v as usize];
                (ends[*at], of[*at]) = (w, weight);
                *at += 1;
            }
        }
        Self { starts, ends, weights: of, mass, factor }
    }

    pub fn nodes(&self) -> usize {
        self.mass.len()
    }

    fn ties(&self, node: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        let of = self.starts[node]..self.starts[node + 1];
        self.ends[of.clone()].iter().copied().zip(self.weights[of].iter().copied())
    }

    /// Moves single nodes to the community where they add most, until none gains; nodes whose neighbourhood
    /// changed are looked at again.
    pub fn move_nodes(&self, community: &mut [u32], stream: &mut Stream) {
        let nodes = self.nodes();
        let (mut mass, mut size) = (vec![0.0; nodes], vec![0_u32; nodes]);
        for (v, &c) in community.iter().enumerate() {
            mass[c as usize] += self.mass[v];
            size[c as usize] += 1;
        }
        let mut empty: Vec<u32> = (0..nodes as u32).rev().filter(|&c| size[c as usize] == 0).collect();
        let mut order: Vec<u32> = (0..nodes as u32).collect();
        stream.shuffle(&mut order);
        let mut waiting = VecDeque::from(order);
        let mut is_waiting = vec![true; nodes];
        let mut tally = Tally::new(nodes);
        while let Some(v) = waiting.pop_front() {
            let v = v as usize;
            is_waiting[v] = false;
            let own = community[v];
            mass[own as usize] -= self.mass[v];
            size[own as usize] -= 1;
            self.ties(v).for_each(|(w, weight)| tally.add(community[w as usize], weight));
            let gain = |c: u32| tally.weight[c as usize] - self.factor * self.mass[v] * mass[c as usize];
            // Staying is preferred to a move that gains nothing beyond rounding.
            let (mut best, mut most) = (own, gain(own) + 1e-12 * self.mass_scale(v));
            for &c in &tally.met {
                let gain = gain(c);
                if gain > most {
                    (best, most) = (c, gain);
                }
            }
            if most < 0.0
                && size[own as usize] > 0
                && let Some(&alone) = empty.last()
            {
                best = alone;
            }
            tally.clear();
            if size[own as usize] == 0 && best != own {
                empty.push(own);
            }
            if empty.last() == Some(&best) {
                empty.pop();
            }
            mass[best as usize] += self.mass[v];
            size[best as usize] += 1;
            if best != own {
                community[v] = best;
                for (w, _) in self.ties(v) {
                    if community[w as usize] != best && !std::mem::replace(&mut is_waiting[w as usize], true) {
                        waiting.push_back(w);
                    }
                }
            }
        }
    }

    /// The size of the numbers that a node's gains are differences of.
    fn mass_scale(&self, v: usize) -> f64 {
        self.ties(v).map(|(_, w)| w).sum::<f64>()
    }

    /// Splits each community into well connected parts: nodes alone at first, merged at random in favour of
    /// what gains most. Every part is connected. Returns parts, numbered from 0 without gaps, and their number.
    pub fn refine(&self, community: &[u32], stream: &mut Stream) -> (Vec<u32>, usize) {
        let nodes = self.nodes();
        let mut whole = vec![0.0; nodes];
        community.iter().enumerate().for_each(|(v, &c)| whole[c as usize] += self.mass[v]);
        let mut part: Vec<u32> = (0..nodes as u32).collect();
        let mut mass = self.mass.clone();
        let mut size = vec![1_u32; nodes];
        // Weight from a part to the rest of its community.
        let inside = |v: usize| self.ties(v).filter(|&(w, _)| community[w as usize] == community[v]).map(|t| t.1).sum();
        let mut outward: Vec<f64> = (0..nodes).map(inside).collect();
        let mean = self.weights.iter().sum::<f64>() / self.weights.len().max(1) as f64;
        let mut order: Vec<u32> = (0..nodes as u32).collect();
        stream.shuffle(&mut order);
        let mut tally = Tally::new(nodes);
        let mut chances: Vec<(u32, f64)> = vec![];
        for v in order.into_iter().map(|v| v as usize) {
            let all = whole[community[v] as usize];
            let is_well_tied = |out: f64, mass: f64| out >= self.factor * mass * (all - mass);
            if size[part[v] as usize] > 1 || !is_well_tied(outward[v], self.mass[v]) {
                continue;
            }
            let own = part[v];
            self.ties(v)
                .filter(|&(w, _)| community[w as usize] == community[v])
                .for_each(|(w, weight)| tally.add(part[w as usize], weight));
            chances.clear();
            for &c in &tally.met {
                let gain = tally.weight[c as usize] - self.factor * self.mass[v] * mass[c as usize];
                if gain >= 0.0 && is_well_tied(outward[c as usize], mass[c as usize]) {
                    chances.push((c, gain / (THETA * mean)));
                }
            }
            if let Some(chosen) = draw(&chances, stream) {
                outward[chosen as usize] += outward[own as usize] - 2.0 * tally.weight[chosen as usize];
                mass[chosen as usize] += self.mass[v];
                size[chosen as usize] += 1;
                size[own as usize] = 0;
                part[v] = chosen;
            }
            tally.clear();
        }
        let count = renumber(&mut part);
        (part, count)
    }

    /// The network of the parts.
    pub fn aggregate(&self, part: &[u32], count: usize) -> Self {
        let mut starts = vec![0; count + 1];
        part.iter().for_each(|&p| starts[p as usize + 1] += 1);
        (0..count).for_each(|p| starts[p + 1] += starts[p]);
        let mut next = starts.clone();
        let mut members = vec![0_u32; part.len()];
        for (v, &p) in part.iter().enumerate() {
            members[next[p as usize]] = v as u32;
            next[p as usize] += 1;
        }
        let mut level =
            Self { starts: vec![0], ends: vec![], weights: vec![], mass: vec![0.0; count], factor: self.factor };
        let mut tally = Tally::new(count);
        for p in 0..count {
            for &v in &members[starts[p]..starts[p + 1]] {
                level.mass[p] += self.mass[v as usize];
                for (w, weight) in self.ties(v as usize) {
                    if part[w as usize] as usize != p {
                        tally.add(part[w as usize], weight);
                    }
                }
            }
            for &c in &tally.met {
                level.ends.push(c);
                level.weights.push(tally.weight[c as usize]);
            }
            tally.clear();
            level.starts.push(level.ends.len());
        }
        level
    }

    /// Connected pieces of the communities, numbered from 0 by their first node. Splitting what is not
    /// connected never lowers the quality.
    pub fn connected(&self, community: &[u32]) -> Vec<u32> {
        let mut piece = vec![u32::MAX; self.nodes()];
        let mut count = 0;
        let mut stack = vec![];
        for start in 0..self.nodes() {
            if piece[start] != u32::MAX {
                continue;
            }
            piece[start] = count;
            stack.push(start);
            while let Some(v) = stack.pop() {
                for (w, _) in self.ties(v) {
                    let w = w as usize;
                    if piece[w] == u32::MAX && community[w] == community[v] {
                        piece[w] = count;
                        stack.push(w);
                    }
                }
            }
            count += 1;
        }
        piece
    }
}

/// One of the parts, drawn with odds that grow with what it gains.
fn draw(chances: &[(u32, f64)], stream: &mut Stream) -> Option<u32> {
    let most = chances.iter().map(|c| c.1).fold(f64::NEG_INFINITY, f64::max);
    // Measured from the largest, so that no exponential overflows.
    let total: f64 = chances.iter().map(|c| (c.1 - most).exp()).sum();
    let mut left = stream.unit() * total;
    let mut chosen = None;
    for &(part, gain) in chances {
        let odds = (gain - most).exp();
        if odds > 0.0 {
            chosen = Some(part);
            left -= odds;
            if left < 0.0 {
                break;
            }
        }
    }
    chosen
}

/// Numbers from 0 without gaps, in the order of first appearance; returns how many.
pub(super) fn renumber(of: &mut [u32]) -> usize {
    let mut new = vec![u32::MAX; of.iter().max().map_or(0, |&m| m as usize + 1)];
    let mut count = 0;
    for c in of {
        let to = &mut new[*c as usize];
        if *to == u32::MAX {
            *to = count;
            count += 1;
        }
        *c = *to;
    }
    count as usize
}
