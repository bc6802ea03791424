//! The exact discrete likelihood: each set of tied events against all sets of that size from the risk set.
//!
//! The sum over all sets is an elementary symmetric polynomial, built one row at a time with its first two derivatives
//! (Gail, Lubin & Rubinstein 1981). A time with d events and n at risk costs `n d p²`.

use super::layout::Layout;
use super::{Error, Input};
use crate::survival::linear::Symmetric;
use crate::survival::newton::Point;

/// Whether the discrete likelihood is defined for such rows.
pub(super) fn allowed(input: &Input) -> Result<(), Error> {
    if input.weight.is_some() {
        return Err(Error::Unsupported("the exact treatment of ties takes no weights; use efron"));
    }
    Ok(())
}

pub(super) fn point(layout: &Layout, beta: &[f64]) -> Point {
    let p = layout.width;
    let columns = &layout.columns;
    let covariates: Vec<Vec<f64>> =
        (0..columns.rows).map(|at| (0..p).map(|a| columns.column(a)[at]).collect()).collect();
    let eta: Vec<f64> = covariates
        .iter()
        .enumerate()
        .map(|(at, x)| {
            columns.offset.as_ref().map_or(0.0, |o| o[at]) + x.iter().zip(beta).map(|(x, b)| x * b).sum::<f64>()
        })
        .collect();
    let mut total = Point { log_likelihood: 0.0, score: vec![0.0; p], information: Symmetric::zero(p) };
    let mut by_stratum_end = layout.groups.len();
    for g in (0..layout.groups.len()).rev() {
        let group = &layout.groups[g];
        if layout.groups.get(g + 1).is_some_and(|next| next.stratum_start != group.stratum_start) {
            by_stratum_end = g + 1;
        }
        let last_row = layout.groups[by_stratum_end - 1].rows.end;
        let at_risk: Vec<usize> = (group.rows.start..last_row).filter(|&at| layout.first[at] as usize <= g).collect();
        let deaths = group.rows.start..group.rows.start + group.deaths;
        let largest = at_risk.iter().map(|&at| eta[at]).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = at_risk.iter().map(|&at| (eta[at] - largest).exp()).sum();
        // Scaled so that the polynomial neither overflows nor vanishes.
        let scale = (group.deaths as f64 / sum).ln() - largest;
        let mut polynomial = Polynomial::new(group.deaths, p);
        for &at in &at_risk {
            polynomial.take(&covariates[at], (eta[at] + scale).exp());
        }
        for at in deaths {
            total.log_likelihood += eta[at] + scale;
            for (own, x) in total.score.iter_mut().zip(&covariates[at]) {
                *own += x;
            }
        }
        polynomial.take_off(&mut total);
    }
    total.information.mirror();
    total
}

/// The elementary symmetric polynomials of degree 0 to d with their derivatives.
struct Polynomial {
    width: usize,
    value: Vec<f64>,
    first: Vec<Vec<f64>>,
    /// Lower halves, row by row.
    second: Vec<Vec<f64>>,
    taken: usize,
}

impl Polynomial {
    fn new(degree: usize, width: usize) -> Self {
        let mut value = vec![0.0; degree + 1];
        value[0] = 1.0;
        Self {
            width,
            value,
            first: vec![vec![0.0; width]; degree + 1],
            second: vec![vec![0.0; width * (width + 1) / 2]; degree + 1],
            taken: 0,
        }
    }

    fn take(&mut self, x: &[f64], risk: f64) {
        self.taken += 1;
        for k in (1..self.value.len().min(self.taken + 1)).rev() {
            let (low, high) = self.second.split_at_mut(k);
            let (before, own) = (&low[k - 1], &mut high[0]);
            let mut at = 0;
            for a in 0..self.width {
                for b in 0..=a {
                    own[at] += risk
                        * (before[at]
                            + x[a] * self.first[k - 1][b]
                            + x[b] * self.first[k - 1][a]
                            + x[a] * x[b] * self.value[k - 1]);
                    at += 1;
                }
            }
            for a in 0..self.width {
                self.first[k][a] += risk * (self.first[k - 1][a] + x[a] * self.value[k - 1]);
            }
            self.value[k] += risk * self.value[k - 1];
        }
    }

    /// Takes its logarithm and derivatives off a point.
    fn take_off(&self, from: &mut Point) {
        let degree = self.value.len() - 1;
        let value = self.value[degree];
        let first: Vec<f64> = self.first[degree].iter().map(|f| f / value).collect();
        from.log_likelihood -= value.ln();
        let mut at = 0;
        for a in 0..self.width {
            from.score[a] -= first[a];
            for b in 0..=a {
                from.information.add(a, b, self.second[degree][at] / value - first[a] * first[b]);
                at += 1;
            }
        }
    }
}
