//! Repulsion of many points at once, far groups taken as one (Barnes and Hut, *Nature* 324, 1986).

use super::Point;

/// A group is taken as one point when its side is less than this share of its distance. 1.0 errs by
/// a few per cent, which a drawing does not show.
const OPENING: f64 = 1.0;
/// Points this deep are as good as at one place.
const DEEPEST: u32 = 40;
const NONE: u32 = u32::MAX;

/// A square of the plane.
#[derive(Clone, Copy)]
struct Cell {
    side: f64,
    middle: Point,
    /// Sum of the positions inside times their masses; divided by `mass` once the tree is built.
    centre: Point,
    mass: f64,
    /// First of its four children, or none.
    children: u32,
    /// The only point inside, or none.
    only: u32,
}

/// A tree over points.
pub struct Quadtree {
    cells: Vec<Cell>,
}

impl Quadtree {
    /// Puts points into squares, each split until it holds one. Masses are positive.
    pub fn new(points: &[Point], mass: &[f64]) -> Self {
        let mut least = [f64::INFINITY; 2];
        let mut most = [f64::NEG_INFINITY; 2];
        for p in points {
            for axis in 0..2 {
                least[axis] = least[axis].min(p[axis]);
                most[axis] = most[axis].max(p[axis]);
            }
        }
        let side = (most[0] - least[0]).max(most[1] - least[1]).max(1e-9) * 1.0001;
        let middle = [(least[0] + most[0]) / 2.0, (least[1] + most[1]) / 2.0];
        let mut tree = Self { cells: Vec::with_capacity(points.len() * 2) };
        tree.cells.push(Cell { side, middle, centre: [0.0; 2], mass: 0.0, children: NONE, only: NONE });
        for i in 0..points.len() {
            tree.insert(points, mass, i as u32);
        }
        for cell in tree.cells.iter_mut().filter(|c| c.mass > 0.0) {
            cell.centre = cell.centre.map(|c| c / cell.mass);
        }
        tree
    }

    fn insert(&mut self, points: &[Point], mass: &[f64], point: u32) {
        let (at, weight) = (points[point as usize], mass[point as usize]);
        let (mut here, mut depth) = (0_usize, 0);
        loop {
            let cell = &mut self.cells[here];
            let was_empty = cell.mass == 0.0;
            cell.centre = [cell.centre[0] + at[0] * weight, cell.centre[1] + at[1] * weight];
            cell.mass += weight;
            if was_empty {
                cell.only = point;
                return;
            }
            if depth == DEEPEST {
                return;
            }
            if cell.children == NONE {
                self.split(here, points, mass);
            }
            here = self.child(here, at);
            depth += 1;
        }
    }

    /// Gives a cell children and hands its only point down.
    fn split(&mut self, here: usize, points: &[Point], mass: &[f64]) {
        let cell = self.cells[here];
        self.cells[here].children = self.cells.len() as u32;
        for quarter in 0..4 {
            let shift = |bit: u32| if (quarter >> bit) & 1 == 1 { cell.side / 4.0 } else { -cell.side / 4.0 };
            let middle = [cell.middle[0] + shift(0), cell.middle[1] + shift(1)];
            let side = cell.side / 2.0;
            self.cells.push(Cell { side, middle, centre: [0.0; 2], mass: 0.0, children: NONE, only: NONE });
        }
        let only = self.cells[here].only;
        self.cells[here].only = NONE;
        if only != NONE {
            let (at, weight) = (points[only as usize], mass[only as usize]);
            let child = self.child(here, at);
            let cell = &mut self.cells[child];
            (cell.centre, cell.mass, cell.only) = (at.map(|v| v * weight), weight, only);
        }
    }

    fn child(&self, here: usize, at: Point) -> usize {
        let cell = &self.cells[here];
        let quarter = u32::from(at[0] > cell.middle[0]) + 2 * u32::from(at[1] > cell.middle[1]);
        (cell.children + quarter) as usize
    }

    /// Sum over all other points of the unit vector away from them, times their mass, divided by the
    /// distance.
    /// `stack` is room to work in, kept by the caller so that it is not asked for anew each time.
    pub fn push(&self, point: u32, at: Point, stack: &mut Vec<u32>) -> Point {
        let mut sum = [0.0; 2];
        stack.clear();
        stack.push(0);
        while let Some(here) = stack.pop() {
            let cell = &self.cells[here as usize];
            if cell.mass == 0.0 || cell.only == point {
                continue;
            }
            let d = [at[0] - cell.centre[0], at[1] - cell.centre[1]];
            let squared = d[0] * d[0] + d[1] * d[1];
            if cell.children == NONE || cell.side * cell.side < OPENING * OPENING * squared {
                // Points at the very same place have no direction to flee in.
                if squared > 0.0 {
                    sum = [sum[0] + cell.mass * d[0] / squared, sum[1] + cell.mass * d[1] / squared];
                }
                continue;
            }
            stack.extend((0..4).map(|quarter| cell.children + quarter));
        }
        sum
    }
}
