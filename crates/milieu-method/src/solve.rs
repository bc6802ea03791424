//! Small systems of linear equations: symmetric, positive definite, a few unknowns.
//!
//! Cholesky's factorisation, Golub & Van Loan (2013), *Matrix Computations*, algorithm 4.2.1.

/// A pivot this small beside its own diagonal says that a column repeats the ones before it.
const DEPENDENT: f64 = 1e-10;

/// A = L Lᵀ, L lower triangular, by rows.
#[derive(Clone, Debug)]
pub struct Cholesky {
    n: usize,
    l: Vec<f64>,
}

impl Cholesky {
    /// Factors a symmetric matrix of `n` rows given by rows; only its lower half is read.
    ///
    /// # Errors
    /// The first column that is, within rounding, a combination of the columns before it, or that
    /// holds a value that is not a number.
    pub fn new(a: &[f64], n: usize) -> Result<Self, usize> {
        let mut l = a.to_vec();
        for j in 0..n {
            let mut pivot = l[j * n + j];
            for k in 0..j {
                pivot -= l[j * n + k] * l[j * n + k];
            }
            if pivot.is_nan() || pivot <= DEPENDENT * a[j * n + j].abs() {
                return Err(j);
            }
            let root = pivot.sqrt();
            l[j * n + j] = root;
            for i in j + 1..n {
                let mut sum = l[i * n + j];
                for k in 0..j {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                l[i * n + j] = sum / root;
            }
        }
        Ok(Self { n, l })
    }

    /// L⁻¹ b in place: half of [`solve`](Self::solve). Its squared length is bᵀ A⁻¹ b.
    pub fn forward(&self, b: &mut [f64]) {
        for i in 0..self.n {
            let row = &self.l[i * self.n..];
            let mut sum = b[i];
            for k in 0..i {
                sum -= row[k] * b[k];
            }
            b[i] = sum / row[i];
        }
    }

    /// A⁻¹ b in place.
    pub fn solve(&self, b: &mut [f64]) {
        self.forward(b);
        for i in (0..self.n).rev() {
            let known: f64 = (i + 1..self.n).map(|k| self.l[k * self.n + i] * b[k]).sum();
            b[i] = (b[i] - known) / self.l[i * self.n + i];
        }
    }

    /// A⁻¹, by rows.
    #[must_use]
    pub fn inverse(&self) -> Vec<f64> {
        let n = self.n;
        let mut inverse = vec![0.0; n * n];
        let mut column = vec![0.0; n];
        for j in 0..n {
            column.fill(0.0);
            column[j] = 1.0;
            self.solve(&mut column);
            for i in 0..n {
                inverse[i * n + j] = column[i];
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_and_inverts() {
        let a = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let factored = Cholesky::new(&a, 3).expect("positive definite");
        let mut x = [1.0, -2.0, 0.5];
        factored.solve(&mut x);
        let back: Vec<f64> = (0..3).map(|i| (0..3).map(|j| a[i * 3 + j] * x[j]).sum()).collect();
        for (got, want) in back.iter().zip([1.0, -2.0, 0.5]) {
            assert!((got - want).abs() < 1e-14);
        }
        let inverse = factored.inverse();
        let one: f64 = (0..3).map(|k| a[k] * inverse[k * 3]).sum();
        assert!((one - 1.0).abs() < 1e-14);
    }

    #[test]
    fn names_the_column_that_repeats_others() {
        // The third column is the sum of the first two.
        let a = [2.0, 0.0, 2.0, 0.0, 3.0, 3.0, 2.0, 3.0, 5.0];
        assert_eq!(Cholesky::new(&a, 3).err(), Some(2));
        assert_eq!(Cholesky::new(&[f64::NAN], 1).err(), Some(0));
        assert_eq!(Cholesky::new(&[0.0], 1).err(), Some(0));
    }
}
