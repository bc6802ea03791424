//! Residuals, and the robust covariance made of them.

use rayon::prelude::*;

use super::{Error, Fit, Ties};
use crate::survival::linear::Symmetric;
use crate::survival::sample::length;
use crate::survival::{ChiSquareTest, linear};

/// Schoenfeld residuals: one for each event, by stratum, age and row.
#[derive(Clone, Debug, PartialEq)]
pub struct Schoenfeld {
    /// Rows of the input.
    pub row: Vec<usize>,
    /// Ages of the events.
    pub time: Vec<f64>,
    /// Covariates of the event minus their mean over its risk set, one list for each event.
    pub values: Vec<Vec<f64>>,
}

/// Covariance of the coefficients that allows rows of a cluster to go together (Lin & Wei 1989).
#[derive(Clone, Debug, PartialEq)]
pub struct Robust {
    /// The covariance.
    pub covariance: Symmetric,
    /// Wald's test with it.
    pub wald: ChiSquareTest,
    /// How many clusters there are.
    pub clusters: usize,
}

impl Fit {
    fn has_residuals(&self) -> Result<(), Error> {
        if self.options.ties == Ties::Exact {
            return Err(Error::Unsupported("the exact treatment of ties has no residuals; use efron"));
        }
        Ok(())
    }

    /// Martingale residuals, row by row: events minus events expected.
    ///
    /// # Errors
    /// Not with exact ties.
    pub fn martingale(&self) -> Result<Vec<f64>, Error> {
        self.has_residuals()?;
        let mut residual = vec![0.0; self.rows];
        for (at, expected) in self.state.expected_events(&self.layout).into_iter().enumerate() {
            let own = f64::from(u8::from(self.layout.event[at]));
            residual[self.layout.row[at] as usize] = own - expected / self.layout.columns.weight_of(at);
        }
        Ok(residual)
    }

    /// Deviance residuals, row by row: martingale residuals made more symmetric around zero.
    ///
    /// # Errors
    /// Not with exact ties.
    pub fn deviance(&self) -> Result<Vec<f64>, Error> {
        let mut residual = self.martingale()?;
        for at in 0..self.layout.row.len() {
            let m = &mut residual[self.layout.row[at] as usize];
            let inner = if self.layout.event[at] { *m + (1.0 - *m).ln() } else { *m };
            *m = m.signum() * (-2.0 * inner).max(0.0).sqrt();
        }
        Ok(residual)
    }

    /// Schoenfeld residuals.
    ///
    /// # Errors
    /// Not with exact ties.
    pub fn schoenfeld(&self) -> Result<Schoenfeld, Error> {
        self.has_residuals()?;
        let layout = &self.layout;
        let means = self.means();
        let mut found = Schoenfeld { row: vec![], time: vec![], values: vec![] };
        for (g, group) in layout.groups.iter().enumerate() {
            for at in group.rows.start..group.rows.start + group.deaths {
                found.row.push(layout.row[at] as usize);
                found.time.push(group.time);
                found.values.push((0..layout.width).map(|a| layout.columns.column(a)[at] - means[a][g]).collect());
            }
        }
        Ok(found)
    }

    /// Mean of each (centred) covariate over the risk set of each event time, weighted by risk and, under Efron, averaged
    /// over the tied events.
    fn means(&self) -> Vec<Vec<f64>> {
        (0..self.layout.width)
            .into_par_iter()
            .map(|a| {
                let (risk, dead) = self.state.moments(&self.layout, a);
                let groups = self.layout.groups.iter().zip(&self.state.terms);
                groups
                    .zip(risk.iter().zip(&dead))
                    .map(|((group, terms), (s, d))| {
                        let deaths = group.rows.start..group.rows.start + group.deaths;
                        let weight: f64 = deaths.map(|at| self.layout.columns.weight_of(at)).sum();
                        (terms.hazard * s - terms.spared * d) / weight
                    })
                    .collect()
            })
            .collect()
    }

    /// What each row adds to the score, column by column over the sorted rows.
    fn score_residuals(&self) -> Vec<Vec<f64>> {
        let (layout, state) = (&self.layout, &self.state);
        let expected = state.expected_events(layout);
        let means = self.means();
        (0..layout.width)
            .into_par_iter()
            .map(|a| {
                let (risk, dead) = state.moments(layout, a);
                let mut cumulative = Vec::with_capacity(risk.len());
                let mut own = Vec::with_capacity(risk.len());
                let mut total = 0.0;
                for (g, terms) in state.terms.iter().enumerate() {
                    if layout.groups[g].stratum_start as usize == g {
                        total = 0.0;
                    }
                    total += terms.square[0] * risk[g] - terms.square[1] * dead[g];
                    own.push(terms.square[1] * risk[g] - terms.square[2] * dead[g]);
                    cumulative.push(total);
                }
                let x = layout.columns.column(a);
                (0..layout.row.len())
                    .map(|at| {
                        let (first, last) = (layout.first[at] as usize, layout.last[at] as usize);
                        let start = layout.groups[last].stratum_start as usize;
                        let before = if first > start { cumulative[first - 1] } else { 0.0 };
                        let mut drift = cumulative[last] - before;
                        let mut residual = -x[at] * expected[at];
                        if layout.event[at] {
                            drift -= own[last];
                            residual += layout.columns.weight_of(at) * (x[at] - means[a][last]);
                        }
                        residual + state.risk[at] * drift
                    })
                    .collect()
            })
            .collect()
    }

    /// How much each coefficient would change, about, if a row were left out: one list for each row.
    ///
    /// # Errors
    /// Not with exact ties.
    pub fn dfbeta(&self) -> Result<Vec<Vec<f64>>, Error> {
        self.has_residuals()?;
        let score = self.score_residuals();
        let mut change = vec![vec![0.0; self.layout.width]; self.rows];
        for (at, &row) in self.layout.row.iter().enumerate() {
            let own: Vec<f64> = score.iter().map(|column| column[at]).collect();
            change[row as usize] = self.covariance.times(&own);
        }
        Ok(change)
    }

    /// The robust covariance, with rows grouped by cluster (each row its own when none is given).
    ///
    /// # Errors
    /// Not with exact ties; when the clusters have another length.
    pub fn robust(&self, cluster: Option<&[usize]>) -> Result<Robust, Error> {
        self.has_residuals()?;
        if let Some(cluster) = cluster {
            length("cluster", self.rows, cluster.len())?;
        }
        let score = self.score_residuals();
        let p = self.layout.width;
        let mut order: Vec<(usize, usize)> = (0..self.layout.row.len())
            .map(|at| (cluster.map_or(self.layout.row[at] as usize, |c| c[self.layout.row[at] as usize]), at))
            .collect();
        order.par_sort_unstable();
        let mut middle = Symmetric::zero(p);
        let mut sum = vec![0.0; p];
        let mut clusters = 0;
        for (i, &(own, at)) in order.iter().enumerate() {
            for (total, column) in sum.iter_mut().zip(&score) {
                *total += column[at];
            }
            if order.get(i + 1).is_none_or(|&(next, _)| next != own) {
                clusters += 1;
                for a in 0..p {
                    for b in 0..=a {
                        middle.add(a, b, sum[a] * sum[b]);
                    }
                }
                sum.fill(0.0);
            }
        }
        middle.mirror();
        let covariance = self.covariance.sandwich(&middle);
        let wald = match covariance.cholesky() {
            Ok(factor) => linear::dot(&factor.solve(&self.coefficients), &self.coefficients),
            Err(column) => return Err(Error::Collinear { column }),
        };
        Ok(Robust { covariance, wald: ChiSquareTest::new(wald, p), clusters })
    }
}
