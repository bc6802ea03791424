//! Small symmetric systems: information matrices of a few covariates.

use crate::solve::Cholesky;

/// A symmetric matrix, kept whole, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Symmetric {
    /// Rows and columns.
    pub size: usize,
    /// Values, row by row.
    pub values: Vec<f64>,
}

impl Symmetric {
    /// All zero.
    #[must_use]
    pub fn zero(size: usize) -> Self {
        Self { size, values: vec![0.0; size * size] }
    }

    /// The value at a row and column.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    /// Adds to a value on or below the diagonal; [`Self::mirror`] copies it above.
    pub fn add(&mut self, row: usize, column: usize, by: f64) {
        self.values[row * self.size + column] += by;
    }

    /// Copies what is below the diagonal above it.
    pub fn mirror(&mut self) {
        for row in 0..self.size {
            for column in 0..row {
                self.values[column * self.size + row] = self.values[row * self.size + column];
            }
        }
    }

    /// Adds another matrix of the same size, times a factor.
    pub fn add_scaled(&mut self, other: &Self, factor: f64) {
        for (own, value) in self.values.iter_mut().zip(&other.values) {
            *own += factor * value;
        }
    }

    /// The rows and columns named, in that order.
    #[must_use]
    pub fn part(&self, which: &[usize]) -> Self {
        let values = which.iter().flat_map(|&r| which.iter().map(move |&c| self.at(r, c))).collect();
        Self { size: which.len(), values }
    }

    /// Its product with a vector.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.values.chunks_exact(self.size.max(1)).map(|row| dot(row, vector)).collect()
    }

    /// `vᵀ A v`.
    #[must_use]
    pub fn quadratic(&self, vector: &[f64]) -> f64 {
        dot(&self.times(vector), vector)
    }

    /// `A B A`, for `B` of the same size.
    #[must_use]
    pub fn sandwich(&self, filling: &Self) -> Self {
        let n = self.size;
        let mut half = vec![0.0; n * n];
        for r in 0..n {
            for c in 0..n {
                half[r * n + c] = (0..n).map(|k| self.at(r, k) * filling.at(k, c)).sum();
            }
        }
        let mut whole = Self::zero(n);
        for r in 0..n {
            for c in 0..=r {
                whole.values[r * n + c] = (0..n).map(|k| half[r * n + k] * self.at(k, c)).sum();
            }
        }
        whole.mirror();
        whole
    }

    /// Its Cholesky factor.
    ///
    /// # Errors
    /// The first column that the ones before it determine, or that is zero.
    pub fn cholesky(&self) -> Result<Factor, usize> {
        Ok(Factor { size: self.size, cholesky: Cholesky::new(&self.values, self.size)? })
    }
}

/// A factored symmetric matrix.
#[derive(Clone, Debug)]
pub struct Factor {
    size: usize,
    cholesky: Cholesky,
}

impl Factor {
    /// The solution of `A x = b`.
    #[must_use]
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        self.cholesky.solve(&mut x);
        x
    }

    /// `A⁻¹`, exactly symmetric.
    #[must_use]
    pub fn inverse(&self) -> Symmetric {
        let mut inverse = Symmetric { size: self.size, values: self.cholesky.inverse() };
        inverse.mirror();
        inverse
    }
}

/// The sum of products, in eight lanes so that the compiler may use vectors; the order of the
/// additions is fixed, so that the answer is the same on every machine.
#[must_use]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let mut lanes = [0.0; 8];
    let (whole_a, rest_a) = a.as_chunks::<8>();
    let (whole_b, rest_b) = b.as_chunks::<8>();
    for (x, y) in whole_a.iter().zip(whole_b) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum();
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest
}
