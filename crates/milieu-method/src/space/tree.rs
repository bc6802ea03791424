//! A k-d tree: points cut in halves along the widest side of their box, down to a few (Bentley 1975,
//! <https://doi.org/10.1145/361002.361007>; Friedman, Bentley & Finkel 1977, <https://doi.org/10.1145/355744.355745>).

/// Points of a leaf, at most: few enough to look at all of them.
const LEAF: usize = 12;
/// Points from which on the halves are built at the same time.
const LARGE: usize = 8_192;

/// A place in space.
pub(super) type Place = [f64; 3];

/// Points in the order of the leaves that hold them, and the boxes around them.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// The number of each point, leaf by leaf.
    order: Vec<u32>,
    /// Where each point stands in that order.
    position: Vec<u32>,
    /// The places of the points, in that order.
    places: Vec<Place>,
    /// Nodes, each before those below it; the first holds all points.
    pub nodes: Vec<Node>,
}

/// A box around some points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    low: Place,
    high: Place,
    /// Its points, in the order of the tree.
    pub from: u32,
    to: u32,
    /// How many nodes on the second half stands; the first is the next node. 0 for a leaf.
    second: u32,
}

impl Node {
    /// The nodes of its halves, for the node at a number; none for a leaf.
    pub fn halves(&self, at: usize) -> Option<[usize; 2]> {
        (self.second > 0).then(|| [at + 1, at + self.second as usize])
    }

    /// Squared length of the straight line to the nearest place of the box: by rounding, too, never above that of a point in it.
    pub fn near(&self, of: Place) -> f64 {
        let out = |axis: usize| (self.low[axis] - of[axis]).max(of[axis] - self.high[axis]).max(0.0);
        out(0).powi(2) + out(1).powi(2) + out(2).powi(2)
    }
}

/// Squared length of the straight line.
pub(super) fn straight(a: Place, b: Place) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)
}

impl Tree {
    /// Builds it; the same on any number of threads.
    pub fn new(places: &[Place]) -> Self {
        let mut held: Vec<(Place, u32)> = places.iter().zip(0..).map(|(place, at)| (*place, at)).collect();
        let nodes = if held.is_empty() { vec![] } else { build(&mut held, 0) };
        let mut position = vec![0; held.len()];
        held.iter().zip(0..).for_each(|((_, point), at)| position[*point as usize] = at);
        Self { order: held.iter().map(|h| h.1).collect(), position, places: held.iter().map(|h| h.0).collect(), nodes }
    }

    /// Where a point stands in the order of the tree.
    pub fn position(&self, point: usize) -> usize {
        self.position[point] as usize
    }

    /// The points of a node with their places.
    pub fn held(&self, at: usize) -> impl Iterator<Item = (usize, Place)> {
        let held = self.nodes[at].from as usize..self.nodes[at].to as usize;
        self.order[held.clone()].iter().zip(&self.places[held]).map(|(point, place)| (*point as usize, *place))
    }

    /// The points whose straight line to a place has a squared length up to `squared`, in the order of the tree.
    pub fn within(&self, of: Place, squared: f64) -> Vec<usize> {
        let mut found = vec![];
        if !self.nodes.is_empty() {
            self.gather(0, of, squared, &mut found);
        }
        found
    }

    fn gather(&self, at: usize, of: Place, squared: f64, found: &mut Vec<usize>) {
        let node = &self.nodes[at];
        if node.near(of) > squared {
            return;
        }
        if let Some(halves) = node.halves(at) {
            halves.into_iter().for_each(|half| self.gather(half, of, squared, found));
            return;
        }
        found.extend(self.held(at).filter(|(_, place)| straight(*place, of) <= squared).map(|(point, _)| point));
    }

    /// The `k` points nearest to a place, nearest first, among equally near ones those with the lowest numbers.
    ///
    /// `distance` gives the distance of a point by its number and squared straight line; the straight line is never longer than the distance by more than `slack`.
    pub fn nearest(
        &self,
        of: Place,
        k: usize,
        slack: f64,
        distance: impl Fn(usize, f64) -> Option<f64>,
    ) -> Vec<(usize, f64)> {
        let mut search = Search { of, k, slack, distance, best: Vec::with_capacity(k + 1), limit: f64::INFINITY };
        if k > 0 && !self.nodes.is_empty() {
            search.visit(self, 0);
        }
        search.best.into_iter().map(|(d, at)| (at, d)).collect()
    }
}

fn build(points: &mut [(Place, u32)], from: usize) -> Vec<Node> {
    let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    for (place, _) in &*points {
        for axis in 0..3 {
            low[axis] = low[axis].min(place[axis]);
            high[axis] = high[axis].max(place[axis]);
        }
    }
    let n = points.len();
    let mut nodes = vec![Node { low, high, from: from as u32, to: (from + n) as u32, second: 0 }];
    if n <= LEAF {
        return nodes;
    }
    let width = |axis: usize| high[axis] - low[axis];
    let axis = (1..3).fold(0, |widest, axis| if width(axis) > width(widest) { axis } else { widest });
    let middle = n / 2;
    points.select_nth_unstable_by(middle, |a, b| a.0[axis].total_cmp(&b.0[axis]).then(a.1.cmp(&b.1)));
    let (first, second) = points.split_at_mut(middle);
    let (first, second) = if n >= LARGE {
        rayon::join(|| build(first, from), || build(second, from + middle))
    } else {
        (build(first, from), build(second, from + middle))
    };
    nodes[0].second = 1 + first.len() as u32;
    nodes.extend(first);
    nodes.extend(second);
    nodes
}

/// A search for the nearest points of a place.
struct Search<D> {
    of: Place,
    k: usize,
    slack: f64,
    distance: D,
    /// The nearest so far, nearest first.
    best: Vec<(f64, usize)>,
    /// No straight line with a greater square can lead to one of them.
    limit: f64,
}

impl<D: Fn(usize, f64) -> Option<f64>> Search<D> {
    fn visit(&mut self, tree: &Tree, at: usize) {
        let node = &tree.nodes[at];
        if let Some(halves) = node.halves(at) {
            let mut halves = halves.map(|half| (tree.nodes[half].near(self.of), half));
            if halves[1].0 < halves[0].0 {
                halves.swap(0, 1);
            }
            for (near, half) in halves {
                if near <= self.limit {
                    self.visit(tree, half);
                }
            }
            return;
        }
        for (point, place) in tree.held(at) {
            let squared = straight(place, self.of);
            if squared <= self.limit
                && let Some(distance) = (self.distance)(point, squared)
            {
                self.keep(distance, point);
            }
        }
    }

    fn keep(&mut self, distance: f64, point: usize) {
        let place = self.best.partition_point(|held| held.0 < distance || (held.0 == distance && held.1 < point));
        if place == self.k {
            return;
        }
        self.best.insert(place, (distance, point));
        self.best.truncate(self.k);
        if self.best.len() == self.k {
            // A hair more, since a root and its square are rounded.
            self.limit = (self.best[self.k - 1].0 + self.slack).powi(2) * (1.0 + 1e-14);
        }
    }
}
