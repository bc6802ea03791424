//! Who is whose neighbour, and by how much.

use rayon::prelude::*;

use super::points::Points;
use crate::analysis::{At, Refusal};

/// Spatial weights, row by row. A unit without neighbours has an empty row.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    starts: Vec<usize>,
    neighbours: Vec<usize>,
    values: Vec<f64>,
}

impl Weights {
    /// Weights from directed pairs (unit, neighbour), each 1; a pair given twice counts once.
    ///
    /// # Errors
    /// A unit at or beyond `n`, a unit that is its own neighbour.
    pub fn of_pairs(n: usize, pairs: &[(usize, usize)]) -> Result<Self, Refusal> {
        let mut rows = vec![vec![]; n];
        for &(i, j) in pairs {
            if i >= n || j >= n || i == j {
                return Err(Refusal::new(
                    "bad-pair",
                    format!("units {} and {} of {n} cannot be neighbours", i + 1, j + 1),
                )
                .why("a neighbour is another unit of the table")
                .help("mend the pair"));
            }
            rows[i].push(j);
        }
        for row in &mut rows {
            row.sort_unstable();
            row.dedup();
        }
        Ok(Self::of_rows(rows))
    }

    /// The `k` nearest others of each point.
    ///
    /// # Errors
    /// `k` is zero or not below the number of points.
    pub fn nearest(points: &Points, k: usize) -> Result<Self, Refusal> {
        if k == 0 || k >= points.len() {
            return Err(Refusal::new("bad-k", format!("{k} neighbours among {} points", points.len()))
                .why("each point has that many others at most")
                .help("ask for at least one and fewer neighbours than points")
                .at(At::Option("knn".into())));
        }
        let row = |of: usize| {
            let mut row: Vec<usize> = points.nearest(of, k).into_iter().map(|(at, _)| at).collect();
            row.sort_unstable();
            row
        };
        Ok(Self::of_rows((0..points.len()).into_par_iter().map(row).collect()))
    }

    /// All others within a distance, in the unit of the points (metres on the ellipsoid).
    ///
    /// # Errors
    /// A distance that is not above zero.
    pub fn band(points: &Points, distance: f64) -> Result<Self, Refusal> {
        if !(distance > 0.0 && distance.is_finite()) {
            return Err(Refusal::new("bad-distance", format!("a band of {distance}"))
                .why("neighbours lie within it")
                .help("give a distance above zero")
                .at(At::Option("band".into())));
        }
        let row = |of: usize| {
            let mut row: Vec<usize> = points.within(points, of, distance).into_iter().map(|(at, _)| at).collect();
            row.retain(|at| *at != of);
            row.sort_unstable();
            row
        };
        Ok(Self::of_rows((0..points.len()).into_par_iter().map(row).collect()))
    }

    fn of_rows(rows: Vec<Vec<usize>>) -> Self {
        let mut starts = vec![0];
        let mut neighbours = vec![];
        for row in rows {
            neighbours.extend(row);
            starts.push(neighbours.len());
        }
        let values = vec![1.0; neighbours.len()];
        Self { starts, neighbours, values }
    }

    /// Each row over its sum (style W); a row without neighbours stays empty.
    #[must_use]
    pub fn row_standardised(mut self) -> Self {
        for i in 0..self.len() {
            let row = self.starts[i]..self.starts[i + 1];
            let sum: f64 = self.values[row.clone()].iter().sum();
            self.values[row].iter_mut().for_each(|w| *w /= sum);
        }
        self
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are no units.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Neighbours of a unit with their weights.
    pub fn row(&self, i: usize) -> impl Iterator<Item = (usize, f64)> {
        let row = self.starts[i]..self.starts[i + 1];
        self.neighbours[row.clone()].iter().copied().zip(self.values[row].iter().copied())
    }

    /// Number of neighbours of a unit.
    #[must_use]
    pub fn degree(&self, i: usize) -> usize {
        self.starts[i + 1] - self.starts[i]
    }

    /// Weights of a unit's neighbours, in their order.
    #[must_use]
    pub fn values_of(&self, i: usize) -> &[f64] {
        &self.values[self.starts[i]..self.starts[i + 1]]
    }

    /// Number of links.
    #[must_use]
    pub fn links(&self) -> usize {
        self.neighbours.len()
    }

    /// Units without neighbours.
    #[must_use]
    pub fn islands(&self) -> Vec<usize> {
        (0..self.len()).filter(|&i| self.degree(i) == 0).collect()
    }

    /// Σ w x over the neighbours of each unit.
    #[must_use]
    pub fn lag(&self, x: &[f64]) -> Vec<f64> {
        (0..self.len()).map(|i| self.row(i).map(|(j, w)| w * x[j]).sum()).collect()
    }

    /// S0 = Σ w, S1 = ½ Σ (wᵢⱼ + wⱼᵢ)², S2 = Σ (wᵢ. + w.ᵢ)² (Cliff & Ord 1981).
    #[must_use]
    pub fn sums(&self) -> [f64; 3] {
        let n = self.len();
        let (mut rows, mut columns) = (vec![0.0; n], vec![0.0; n]);
        let (mut s0, mut s1) = (0.0, 0.0);
        for (i, row) in rows.iter_mut().enumerate() {
            for (j, w) in self.row(i) {
                let back = self.weight(j, i);
                s0 += w;
                // Each unordered pair once from either side; one-sided links count whole.
                s1 += if back > 0.0 { (w + back).powi(2) / 2.0 } else { w * w };
                *row += w;
                columns[j] += w;
            }
        }
        let s2 = rows.iter().zip(&columns).map(|(r, c)| (r + c).powi(2)).sum();
        [s0, s1, s2]
    }

    fn weight(&self, i: usize, j: usize) -> f64 {
        let row = self.starts[i]..self.starts[i + 1];
        self.neighbours[row.clone()].binary_search(&j).map_or(0.0, |at| self.values[row.start + at])
    }
}
