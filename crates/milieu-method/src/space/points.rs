//! Points with their distances: in a plane, or on the WGS84 ellipsoid.

use rayon::prelude::*;

use milieu_study::space::{LatLon, distance_m};

use super::tree::{Place, Tree, straight};
use crate::analysis::Refusal;

/// By how much, in metres, rounding may make a straight line longer than its geodesic.
const ROUNDING: f64 = 1e-6;

/// Points in a plane or on the ellipsoid, with a tree that finds neighbours.
#[derive(Clone, Debug)]
pub struct Points {
    at: At,
    /// Points in a space whose straight lines are never longer than distances: the plane, or the ellipsoid's inside.
    places: Vec<Place>,
    tree: Tree,
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

    fn of(at: At, places: Vec<Place>) -> Self {
        Self { at, tree: Tree::new(&places), places }
    }

    /// How many points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
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
            _ => straight(self.places[a], other.places[b]).sqrt(),
        }
    }

    /// Points within a distance of a point of another set (which may be this one), with their distances, nearest first; ties in their order.
    #[must_use]
    pub fn within(&self, other: &Self, of: usize, radius: f64) -> Vec<(usize, f64)> {
        // A straight line is never longer than its geodesic, so that nothing within the radius is missed.
        let squared = (radius * (1.0 + 1e-9) + self.rounding()).powi(2);
        let found = self.tree.within(other.places[of], squared).into_iter();
        let mut near: Vec<(usize, f64)> =
            found.map(|at| (at, self.distance_to(at, other, of))).filter(|(_, d)| *d <= radius).collect();
        near.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        near
    }

    /// The `k` nearest other points of each point, with their distances, nearest first; among equally near ones those that come first.
    #[must_use]
    pub fn nearest(&self, of: usize, k: usize) -> Vec<(usize, f64)> {
        self.tree.nearest(self.places[of], k, self.rounding(), |at, squared| {
            (at != of).then(|| if self.is_wgs84() { self.distance(at, of) } else { squared.sqrt() })
        })
    }

    /// The first point at the very position of each point: itself, where no other is there before it.
    pub(super) fn spots(&self) -> Vec<usize> {
        let bits = |at: usize| match &self.at {
            At::Plane => self.places[at].map(f64::to_bits),
            At::Wgs84(points) => [points[at].lat.to_bits(), points[at].lon.to_bits(), 0],
        };
        let mut sorted: Vec<([u64; 3], usize)> = (0..self.len()).map(|at| (bits(at), at)).collect();
        sorted.par_sort_unstable();
        let mut first = vec![0; self.len()];
        for spot in sorted.chunk_by(|a, b| a.0 == b.0) {
            spot.iter().for_each(|(_, at)| first[*at] = spot[0].1);
        }
        first
    }

    /// The straight place of a point, where its tree has it.
    pub(super) fn place(&self, at: usize) -> Place {
        self.places[at]
    }

    /// The greater of a floor and the distance of two points, the second of which has that place; some greater number
    /// than `enough` where it is above that.
    pub(super) fn reach(&self, a: usize, b: usize, place: Place, floor: f64, enough: f64) -> f64 {
        let line = straight(self.places[a], place).sqrt();
        if !self.is_wgs84() {
            return line.max(floor);
        }
        // Geodesics cost a thousand times as much as straight lines; most are told apart without them.
        if line - ROUNDING > enough {
            return f64::INFINITY;
        }
        if longest(line) <= floor { floor } else { self.distance(a, b).max(floor) }
    }

    /// By how much, in the unit of distances, a straight line may come out longer than its distance.
    pub(super) fn rounding(&self) -> f64 {
        if self.is_wgs84() { ROUNDING } else { 0.0 }
    }

    /// The tree of the points: its straight lines are chords of the ellipsoid, or the distances of the plane.
    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }
}

/// No geodesic over a straight line inside the ellipsoid is longer, metres: of all arcs bent no more than its most bent
/// meridian, radius b²/a, the circle has the shortest chord (Schur's theorem), and `2r asin(c/2r) ≤ c (1 + (c/r)²/20)`
/// up to a fifth of that radius.
fn longest(line: f64) -> f64 {
    const R: f64 = 6_335_439.0;
    if line < R / 5.0 { line * (1.0 + (line / R).powi(2) / 20.0) + ROUNDING } else { f64::INFINITY }
}

fn not_a_position(at: usize) -> Refusal {
    Refusal::new("not-a-position", format!("point {} has no position on the earth or in the plane", at + 1))
        .why("distances cannot be told from it")
        .help("mend its coordinates, or leave the point out")
}

/// Cartesian coordinates of a point of the ellipsoid, metres.
fn inside(p: &LatLon) -> Place {
    const A: f64 = 6_378_137.0;
    const F: f64 = 1.0 / 298.257_223_563;
    let e2 = F * (2.0 - F);
    let (lat, lon) = (p.lat.to_radians(), p.lon.to_radians());
    let n = A / (1.0 - e2 * lat.sin().powi(2)).sqrt();
    [n * lat.cos() * lon.cos(), n * lat.cos() * lon.sin(), n * (1.0 - e2) * lat.sin()]
}
