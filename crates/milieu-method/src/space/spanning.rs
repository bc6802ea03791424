//! The minimum spanning tree of mutual reachability, found with a tree of the points.
//!
//! Prim's (1957): the point nearest to what is joined comes next. Each joined point waits in a queue with the nearest
//! point outside; as what is outside only shrinks, one that was joined since is looked up anew when its turn comes
//! (Bentley & Friedman 1978, <https://doi.org/10.1109/TC.1978.1675043>). Equally near points come in their order.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::points::Points;

/// An edge of the tree: from a point that was joined before, to a point, at their mutual reachability.
pub(super) type Edge = (usize, usize, f64);

/// Minimum spanning tree of mutual reachability (the distance, but no less than either core distance), in the order in
/// which Prim's method joins the points, from the first one on. `spots` has the first point at the position of each.
pub(super) fn spanning_tree(points: &Points, core: &[f64], spots: &[usize]) -> Vec<Edge> {
    let mut outside = Outside::new(points, core);
    let mut edges = Vec::with_capacity(core.len().saturating_sub(1));
    // Joined points in their order.
    let mut joined: Vec<usize> = vec![];
    let mut queue: BinaryHeap<Reverse<Waiting>> = BinaryHeap::new();
    let mut next = (!core.is_empty()).then_some(0);
    while let Some(at) = next {
        outside.join(at);
        joined.push(at);
        // Of points on one spot the first is joined first, and what another waits for, it waits for already.
        if spots[at] == at {
            queue.extend(outside.nearest(at, joined.len() - 1).map(Reverse));
        }
        next = None;
        while let Some(Reverse(first)) = queue.pop() {
            let from = joined[first.rank];
            if outside.is_joined[first.to] {
                queue.extend(outside.nearest(from, first.rank).map(Reverse));
                continue;
            }
            edges.push((from, first.to, first.reach));
            next = Some(first.to);
            queue.push(Reverse(first));
            break;
        }
    }
    edges
}

/// A joined point with the nearest one outside when it was looked up; compared in this order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Waiting {
    reach: f64,
    to: usize,
    /// Its place among the joined points.
    rank: usize,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.reach.total_cmp(&other.reach).then(self.to.cmp(&other.to)).then(self.rank.cmp(&other.rank))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The points not joined yet.
struct Outside<'a> {
    points: &'a Points,
    core: &'a [f64],
    is_joined: Vec<bool>,
    /// The least core distance in each node of the tree of the points.
    least_core: Vec<f64>,
    /// The lowest number of a point outside in each node; the number of points where there is none.
    lowest: Vec<usize>,
}

impl<'a> Outside<'a> {
    fn new(points: &'a Points, core: &'a [f64]) -> Self {
        let tree = points.tree();
        let mut outside = Self {
            points,
            core,
            is_joined: vec![false; core.len()],
            least_core: vec![f64::INFINITY; tree.nodes.len()],
            lowest: vec![0; tree.nodes.len()],
        };
        for at in (0..tree.nodes.len()).rev() {
            outside.lowest[at] = outside.lowest_of(at);
            let node = &tree.nodes[at];
            outside.least_core[at] = match node.halves(at) {
                Some([first, second]) => outside.least_core[first].min(outside.least_core[second]),
                None => held(points, at).map(|point| core[point]).fold(f64::INFINITY, f64::min),
            };
        }
        outside
    }

    /// The lowest number of a point outside in a node, those below it being right.
    fn lowest_of(&self, at: usize) -> usize {
        match self.points.tree().nodes[at].halves(at) {
            Some([first, second]) => self.lowest[first].min(self.lowest[second]),
            None => held(self.points, at).filter(|&point| !self.is_joined[point]).min().unwrap_or(self.is_joined.len()),
        }
    }

    fn join(&mut self, point: usize) {
        self.is_joined[point] = true;
        self.rejoin(0, point);
    }

    /// Brings the lowest numbers up to date on the way to the leaf of a point.
    fn rejoin(&mut self, at: usize, point: usize) {
        let tree = self.points.tree();
        if self.lowest[at] > point {
            // The point is not in this node, or it is not its lowest.
            return;
        }
        if let Some([first, second]) = tree.nodes[at].halves(at) {
            let half = if tree.position(point) < tree.nodes[second].from as usize { first } else { second };
            self.rejoin(half, point);
        }
        self.lowest[at] = self.lowest_of(at);
    }

    /// The nearest point outside, the lowest one of equally near ones; none when all are joined.
    fn nearest(&self, from: usize, rank: usize) -> Option<Waiting> {
        let mut best = Waiting { reach: f64::INFINITY, to: self.is_joined.len(), rank };
        self.visit(0, from, &mut best);
        (best.to < self.is_joined.len()).then_some(best)
    }

    /// No point outside in a node is nearer than this.
    fn bound(&self, at: usize, from: usize) -> f64 {
        let near = self.points.tree().nodes[at].near(self.points.place(from)).sqrt() - self.points.rounding();
        near.max(self.core[from]).max(self.least_core[at])
    }

    fn visit(&self, at: usize, from: usize, best: &mut Waiting) {
        let tree = self.points.tree();
        let node = &tree.nodes[at];
        if let Some(halves) = node.halves(at) {
            let mut halves = halves.map(|half| (self.bound(half, from), self.lowest[half], half));
            if (halves[1].0, halves[1].1) < (halves[0].0, halves[0].1) {
                halves.swap(0, 1);
            }
            for (bound, lowest, half) in halves {
                // A half without points outside has a number none can be below.
                let is_nearer = bound < best.reach || (bound == best.reach && lowest < best.to);
                if is_nearer && lowest < self.is_joined.len() {
                    self.visit(half, from, best);
                }
            }
            return;
        }
        for (point, place) in tree.held(at) {
            if self.is_joined[point] {
                continue;
            }
            let floor = self.core[from].max(self.core[point]);
            let can_win = |reach: f64, best: &Waiting| reach < best.reach || (reach == best.reach && point < best.to);
            if !can_win(floor, best) {
                continue;
            }
            let reach = self.points.reach(from, point, place, floor, best.reach);
            if can_win(reach, best) {
                (best.reach, best.to) = (reach, point);
            }
        }
    }
}

fn held(points: &Points, at: usize) -> impl Iterator<Item = usize> {
    points.tree().held(at).map(|(point, _)| point)
}

#[cfg(test)]
mod tests {
    use milieu_study::space::LatLon;
    use proptest::prelude::*;

    use super::*;

    /// Prim's method as it is written down: of all points outside, the nearest.
    fn over_all_pairs(points: &Points, core: &[f64]) -> Vec<Edge> {
        let mut joined = vec![0];
        let mut edges = vec![];
        while joined.len() < points.len() {
            let outside = (0..points.len()).filter(|to| !joined.contains(to));
            let pairs = outside.flat_map(|to| joined.iter().map(move |from| (*from, to)));
            let reach = |from: usize, to: usize| points.distance(from, to).max(core[from]).max(core[to]);
            let all = pairs.map(|(from, to)| (from, to, reach(from, to)));
            let next = all.reduce(|best, other| if other.2 < best.2 { other } else { best }).unwrap();
            joined.push(next.1);
            edges.push(next);
        }
        edges
    }

    proptest! {
        #[test]
        fn the_tree_of_points_changes_no_edge_and_no_order(
            at in proptest::collection::vec((0..12_i32, 0..12_i32, 0.0..1.0_f64), 1..60),
            kind in 0..3,
            others in 0..5_usize,
        ) {
            // Without fractions points share spots and distances; with them they hardly do.
            let part = if kind == 0 { 0.0 } else { 1.0 };
            let xy: Vec<[f64; 2]> =
                at.iter().map(|(x, y, f)| [f64::from(*x) + part * f, f64::from(*y) - part * f * f]).collect();
            let points = if kind == 2 {
                let at: Vec<LatLon> = xy.iter().map(|p| LatLon { lat: 30.0 + p[0], lon: 120.0 + p[1] }).collect();
                Points::wgs84(&at).unwrap()
            } else {
                Points::plane(&xy).unwrap()
            };
            let core: Vec<f64> =
                (0..points.len()).map(|of| points.nearest(of, others).last().map_or(0.0, |near| near.1)).collect();
            prop_assert_eq!(spanning_tree(&points, &core, &points.spots()), over_all_pairs(&points, &core));
        }

        #[test]
        fn nearest_and_within_are_those_of_all_pairs(
            at in proptest::collection::vec((0..9_i32, 0..9_i32), 1..90),
            k in 0..12_usize,
            radius in 0.0..6.0_f64,
        ) {
            let xy: Vec<[f64; 2]> = at.iter().map(|(x, y)| [f64::from(*x), f64::from(*y)]).collect();
            let points = Points::plane(&xy).unwrap();
            let mut all: Vec<(usize, f64)> = (0..points.len()).map(|to| (to, points.distance(to, 0))).collect();
            all.sort_by(|a, b| a.1.total_cmp(&b.1));
            let within: Vec<(usize, f64)> = all.iter().copied().filter(|(_, d)| *d <= radius).collect();
            prop_assert_eq!(points.within(&points, 0, radius), within);
            let nearest: Vec<(usize, f64)> = all.into_iter().filter(|(to, _)| *to != 0).take(k).collect();
            prop_assert_eq!(points.nearest(0, k), nearest);
        }
    }
}
