//! Points with their distances: in a plane, or on the WGS84 ellipsoid.

use milieu_study::space::{LatLon, distance_m};

use crate::analysis::Refusal;

/// Points in a plane or on the ellipsoid, with a tree that finds neighbours.
#[derive(Clone, Debug)]
pub struct Points {
    at: At,
    /// Points in a space whose straight lines are never longer than distances: the plane, or the ellipsoid's inside.
    straight: Vec<[f64; 3]>,
    /// Order of the tree: each half's middle splits it along the axis of its depth.
    tree: Vec<usize>,
}

#[derive(Clone, Debug)]
enum At {
    Plane,
    Wgs84(Vec<LatLon>),
}

impl Points {
    /// Points in a plane, in any unit of length.
    ///
    /// # Errors
    /// A coordinate that is not finite.
    pub fn plane(xy: &[[f64; 2]]) -> Result<Self, Refusal> {
        if let Some(at) = xy.iter().position(|p| !p[0].is_finite() || !p[1].is_finite()) {
            return Err(not_a_position(at));
        }
        Ok(Self::of(At::Plane, xy.iter().map(|p| [p[0], p[1], 0.0]).collect()))
    }

    /// Points on the WGS84 ellipsoid; distances are geodesics in metres (Karney 2013, <https://doi.org/10.1007/s00190-012-0578-z>).
    ///
    /// # Errors
    /// A latitude beyond ±90 or a longitude beyond ±180 degrees.
    pub fn wgs84(points: &[LatLon]) -> Result<Self, Refusal> {
        if let Some(at) = points.iter().position(|p| !p.is_valid()) {
            return Err(not_a_position(at));
        }
        Ok(Self::of(At::Wgs84(points.to_vec()), points.iter().map(inside).collect()))
    }

    fn of(at: At, straight: Vec<[f64; 3]>) -> Self {
        let mut tree: Vec<usize> = (0..straight.len()).collect();
        split(&straight, &mut tree, 0);
        Self { at, straight, tree }
    }

    /// How many points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.straight.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.straight.is_empty()
    }

    /// Whether distances are geodesics.
    #[must_use]
    pub fn is_wgs84(&self) -> bool {
        matches!(self.at, At::Wgs84(_))
    }

    /// Distance of two points: in the unit of the plane, or metres.
    #[must_use]
    pub fn distance(&self, a: usize, b: usize) -> f64 {
        self.distance_to(a, self, b)
    }

    /// Distance to a point of another set of the same kind.
    #[must_use]
    pub fn distance_to(&self, a: usize, other: &Self, b: usize) -> f64 {
        match (&self.at, &other.at) {
            (At::Wgs84(own), At::Wgs84(others)) => distance_m(own[a], others[b]),
            _ => straight(self.straight[a], other.straight[b]).sqrt(),
        }
    }

    /// Points within a distance of a point of another set (which may be this one), with their distances, nearest first; ties in their order.
    #[must_use]
    pub fn within(&self, other: &Self, of: usize, radius: f64) -> Vec<(usize, f64)> {
        let mut found = vec![];
        // A chord is never longer than its geodesic, so that nothing within the radius is missed; the hair allows for rounding.
        gather(&self.straight, &self.tree, 0, other.straight[of], (radius * (1.0 + 1e-9)).powi(2), &mut found);
        let mut near: Vec<(usize, f64)> =
            found.into_iter().map(|at| (at, self.distance_to(at, other, of))).filter(|(_, d)| *d <= radius).collect();
        near.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        near
    }

    /// The `k` nearest other points of each point, with their distances, nearest first; among equally near ones those that come first.
    #[must_use]
    pub fn nearest(&self, of: usize, k: usize) -> Vec<(usize, f64)> {
        let mut best: Vec<(f64, usize)> = vec![];
        closest(&self.straight, &self.tree, 0, of, k, &mut best);
        let Some(reach) = best.iter().map(|(_, at)| self.distance(of, *at)).reduce(f64::max) else { return vec![] };
        let mut near = self.within(self, of, reach);
        near.retain(|(at, _)| *at != of);
        near.truncate(k);
        near
    }
}

fn not_a_position(at: usize) -> Refusal {
    Refusal::new("not-a-position", format!("point {} has no position on the earth or in the plane", at + 1))
        .why("distances cannot be told from it")
        .help("mend its coordinates, or leave the point out")
}

/// Cartesian coordinates of a point of the ellipsoid, metres.
fn inside(p: &LatLon) -> [f64; 3] {
    const A: f64 = 6_378_137.0;
    const F: f64 = 1.0 / 298.257_223_563;
    let e2 = F * (2.0 - F);
    let (lat, lon) = (p.lat.to_radians(), p.lon.to_radians());
    let n = A / (1.0 - e2 * lat.sin().powi(2)).sqrt();
    [n * lat.cos() * lon.cos(), n * lat.cos() * lon.sin(), n * (1.0 - e2) * lat.sin()]
}

/// Squared length of the straight line.
fn straight(a: [f64; 3], b: [f64; 3]) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)
}

fn split(points: &[[f64; 3]], order: &mut [usize], depth: usize) {
    if order.len() < 2 {
        return;
    }
    let middle = order.len() / 2;
    let axis = depth % 3;
    order.select_nth_unstable_by(middle, |&a, &b| points[a][axis].total_cmp(&points[b][axis]).then(a.cmp(&b)));
    let (left, right) = order.split_at_mut(middle);
    split(points, left, depth + 1);
    split(points, &mut right[1..], depth + 1);
}

fn gather(points: &[[f64; 3]], order: &[usize], depth: usize, of: [f64; 3], squared: f64, found: &mut Vec<usize>) {
    let Some(&at) = order.get(order.len() / 2) else { return };
    if straight(points[at], of) <= squared {
        found.push(at);
    }
    let (left, right) = order.split_at(order.len() / 2);
    let side = of[depth % 3] - points[at][depth % 3];
    if side <= 0.0 || side * side <= squared {
        gather(points, left, depth + 1, of, squared, found);
    }
    if side >= 0.0 || side * side <= squared {
        gather(points, &right[1..], depth + 1, of, squared, found);
    }
}

/// The `k` points nearest by the straight line, the farthest first.
fn closest(points: &[[f64; 3]], order: &[usize], depth: usize, of: usize, k: usize, best: &mut Vec<(f64, usize)>) {
    let Some(&at) = order.get(order.len() / 2) else { return };
    let d = straight(points[at], points[of]);
    let is_nearer = |best: &[(f64, usize)], d: f64| best.len() < k || best.first().is_some_and(|worst| d < worst.0);
    if at != of && is_nearer(best, d) {
        if best.len() == k {
            best.remove(0);
        }
        let place = best.partition_point(|held| held.0 > d);
        best.insert(place, (d, at));
    }
    let (left, right) = order.split_at(order.len() / 2);
    let side = points[of][depth % 3] - points[at][depth % 3];
    let (near, far) = if side < 0.0 { (left, &right[1..]) } else { (&right[1..], left) };
    closest(points, near, depth + 1, of, k, best);
    if is_nearer(best, side * side) {
        closest(points, far, depth + 1, of, k, best);
    }
}
