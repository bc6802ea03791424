//! A regression on the share that ends by one cause (Fine & Gray 1999).
//!
//! Rows that ended by another cause stay in the risk set with the falling weight `G(t−)/G(exit−)`, `G` being the share not yet
//! censored. With the prefix sums of [`super::super::cox`] each step costs one pass over the rows: nothing is expanded.

use super::Causes;
use crate::survival::cox::{Terms, Ties};
use crate::survival::linear::{Symmetric, dot};
use crate::survival::newton::{Point, maximise};
use crate::survival::sample::{finite, length};
use crate::survival::{ChiSquareTest, Error};

/// A fitted model of one cause's share.
#[derive(Clone, Debug, PartialEq)]
pub struct FineGray {
    /// Log ratios of the subdistribution hazard.
    pub coefficients: Vec<f64>,
    /// Their robust covariance, which counts that the censoring weights are estimated (with Breslow's ties).
    pub covariance: Symmetric,
    /// Inverse information: too small, for comparison only.
    pub naive: Symmetric,
    /// Log pseudo-likelihood without covariates.
    pub log_likelihood_null: f64,
    /// Log pseudo-likelihood.
    pub log_likelihood: f64,
    /// Wald's test with the robust covariance.
    pub wald: ChiSquareTest,
    /// Ends by the cause.
    pub events: usize,
    /// Newton steps made.
    pub iterations: usize,
}

/// Fits the model of one cause. Breslow's ties follow the R package cmprsk, Efron's follow `finegray` and `coxph` of the R
/// package survival; these also differ in whether an end or a censoring at the same age comes first for `G`.
///
/// # Errors
/// When rows or columns cannot be used, entries are delayed, nothing ends by the cause, or the iterations do not settle.
pub fn fine_gray(causes: &Causes, cause: usize, covariates: &[Vec<f64>], ties: Ties) -> Result<FineGray, Error> {
    causes.check()?;
    if causes.entry.is_some() {
        return Err(Error::Unsupported(
            "Fine and Gray's model takes no delayed entry here; use cause-specific hazards (cox), which do",
        ));
    }
    if ties == Ties::Exact {
        return Err(Error::Unsupported("Fine and Gray's model has no exact treatment of ties; use efron or breslow"));
    }
    if covariates.is_empty() {
        return Err(Error::Unsupported("a model of shares needs at least one covariate"));
    }
    for column in covariates {
        length("covariate", causes.exit.len(), column.len())?;
        finite("covariate", column)?;
    }
    let rows = Rows::new(causes, cause, covariates, ties);
    let events = causes.cause.iter().filter(|&&c| c == cause).count();
    if events == 0 {
        return Err(Error::TooFewEvents { events: 0, needed: 1 });
    }
    if let Some(column) = rows.spread.iter().position(|s| *s <= 1e-13) {
        return Err(Error::Constant { column });
    }
    let found = maximise(vec![0.0; covariates.len()], &rows.spread, 40, true, |beta| rows.at(beta).point(&rows))?;
    let state = rows.at(&found.at);
    let covariance = found.covariance.sandwich(&state.meat(&rows));
    let wald = match covariance.cholesky() {
        Ok(factor) => dot(&factor.solve(&found.at), &found.at),
        Err(column) => return Err(Error::Collinear { column }),
    };
    Ok(FineGray {
        wald: ChiSquareTest::new(wald, covariates.len()),
        covariance,
        naive: found.covariance,
        log_likelihood_null: found.null,
        log_likelihood: found.last.log_likelihood,
        events,
        iterations: found.iterations,
        coefficients: found.at,
    })
}

/// Rows by exit, with what does not change from step to step.
struct Rows {
    ties: Ties,
    width: usize,
    /// Covariates less their means, column by column.
    columns: Vec<Vec<f64>>,
    spread: Vec<f64>,
    kind: Vec<Kind>,
    /// Index into `ages` of each row's exit.
    age: Vec<usize>,
    /// `G(exit−)` of each row.
    own_weight: Vec<f64>,
    ages: Vec<Age>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Censored,
    Ended,
    EndedOtherwise,
}

/// One age of exit.
struct Age {
    rows: std::ops::Range<usize>,
    deaths: usize,
    /// `G` just before.
    weight: f64,
    at_risk: f64,
    censored: f64,
}

impl Rows {
    fn new(causes: &Causes, cause: usize, covariates: &[Vec<f64>], ties: Ties) -> Self {
        let mut order: Vec<usize> = (0..causes.exit.len()).collect();
        order.sort_unstable_by(|&a, &b| causes.exit[a].total_cmp(&causes.exit[b]).then(a.cmp(&b)));
        let n = order.len() as f64;
        let mut spread = vec![];
        let columns = covariates
            .iter()
            .map(|column| {
                let mean = column.iter().sum::<f64>() / n;
                spread.push((column.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt());
                order.iter().map(|&row| column[row] - mean).collect()
            })
            .collect();
        let kind: Vec<Kind> = order
            .iter()
            .map(|&row| match causes.cause[row] {
                0 => Kind::Censored,
                c if c == cause => Kind::Ended,
                _ => Kind::EndedOtherwise,
            })
            .collect();
        let mut rows = Self {
            ties,
            width: covariates.len(),
            columns,
            spread,
            kind,
            age: vec![],
            own_weight: vec![],
            ages: vec![],
        };
        let mut weight = 1.0;
        for same in order.chunk_by(|&a, &b| causes.exit[a] == causes.exit[b]) {
            let start = rows.age.len();
            let range = start..start + same.len();
            let count = |kind: Kind| rows.kind[range.clone()].iter().filter(|&&k| k == kind).count();
            let (deaths, censored) = (count(Kind::Ended), count(Kind::Censored) as f64);
            let at_risk = (order.len() - start) as f64;
            // Efron's follows the package that lets ends come before censorings of the same age.
            let exposed = if ties == Ties::Efron { at_risk - (same.len() as f64 - censored) } else { at_risk };
            rows.age.extend(same.iter().map(|_| rows.ages.len()));
            rows.own_weight.extend(same.iter().map(|_| weight));
            rows.ages.push(Age { rows: range, deaths, weight, at_risk, censored });
            if censored > 0.0 {
                weight *= 1.0 - censored / exposed;
            }
        }
        rows
    }

    /// Sums the weighted risk sets at these coefficients.
    fn at(&self, beta: &[f64]) -> State {
        let n = self.age.len();
        let p = self.width;
        let mut eta = vec![0.0; n];
        for (b, column) in beta.iter().zip(&self.columns) {
            for (own, x) in eta.iter_mut().zip(column) {
                *own += b * x;
            }
        }
        let risk: Vec<f64> = eta.iter().map(|e| e.exp()).collect();
        let ages = self.ages.len();
        let mut sums = vec![vec![0.0; ages]; p + 1];
        let mut dead = vec![vec![0.0; ages]; p + 1];
        for a in 0..=p {
            let value = |row: usize| if a == 0 { risk[row] } else { risk[row] * self.columns[a - 1][row] };
            let mut total = 0.0;
            for (i, age) in self.ages.iter().enumerate().rev() {
                for row in age.rows.clone() {
                    total += value(row);
                    if self.kind[row] == Kind::Ended {
                        dead[a][i] += value(row);
                    }
                }
                sums[a][i] = total;
            }
            let mut others = 0.0;
            for (i, age) in self.ages.iter().enumerate() {
                sums[a][i] += age.weight * others;
                for row in age.rows.clone().filter(|&r| self.kind[r] == Kind::EndedOtherwise) {
                    others += value(row) / self.own_weight[row];
                }
            }
        }
        let terms: Vec<Terms> = (0..ages)
            .map(|i| match self.ages[i].deaths {
                0 => Terms::default(),
                d => Terms::of(sums[0][i], dead[0][i], d as f64, d, self.ties),
            })
            .collect();
        let log: f64 = terms.iter().map(|t| t.log).sum();
        let own: f64 = (0..n).filter(|&r| self.kind[r] == Kind::Ended).map(|r| eta[r]).sum();
        // Hazard up to and with each age, and weighted hazard after it.
        let mut hazard = Vec::with_capacity(ages);
        let mut total = 0.0;
        for t in &terms {
            total += t.hazard;
            hazard.push(total);
        }
        let mut after = vec![0.0; ages];
        let mut total = 0.0;
        for i in (0..ages).rev() {
            after[i] = total;
            total += self.ages[i].weight * terms[i].hazard;
        }
        State { log_likelihood: own - log, risk, sums, dead, terms, hazard, after }
    }
}

/// Everything known at one value of the coefficients.
struct State {
    log_likelihood: f64,
    risk: Vec<f64>,
    /// `S₀, S_a` at each age, column by column; `dead` over its ends.
    sums: Vec<Vec<f64>>,
    dead: Vec<Vec<f64>>,
    terms: Vec<Terms>,
    hazard: Vec<f64>,
    after: Vec<f64>,
}

impl State {
    /// Expected ends of each row.
    fn expected(&self, rows: &Rows) -> Vec<f64> {
        let of = |row: usize| {
            let i = rows.age[row];
            let seen = match rows.kind[row] {
                Kind::Censored => self.hazard[i],
                Kind::Ended => self.hazard[i] - self.terms[i].spared,
                Kind::EndedOtherwise => self.hazard[i] + self.after[i] / rows.own_weight[row],
            };
            self.risk[row] * seen
        };
        (0..rows.age.len()).map(of).collect()
    }

    fn point(&self, rows: &Rows) -> Point {
        let p = rows.width;
        let expected = self.expected(rows);
        let net: Vec<f64> =
            expected.iter().zip(&rows.kind).map(|(e, kind)| f64::from(u8::from(*kind == Kind::Ended)) - e).collect();
        let mut information = Symmetric::zero(p);
        let square = |j: usize| self.terms.iter().map(move |t| t.square[j]);
        for a in 0..p {
            let own: Vec<f64> = expected.iter().zip(&rows.columns[a]).map(|(e, x)| e * x).collect();
            let (s, d) = (&self.sums[a + 1], &self.dead[a + 1]);
            let of_risk: Vec<f64> =
                square(0).zip(s).zip(square(1).zip(d)).map(|((c, s), (m, d))| c * s - m * d).collect();
            let of_dead: Vec<f64> =
                square(1).zip(s).zip(square(2).zip(d)).map(|((m, s), (c, d))| m * s - c * d).collect();
            for b in 0..=a {
                let means = dot(&of_risk, &self.sums[b + 1]) - dot(&of_dead, &self.dead[b + 1]);
                information.add(a, b, dot(&own, &rows.columns[b]) - means);
            }
        }
        information.mirror();
        let score = rows.columns.iter().map(|column| dot(&net, column)).collect();
        Point { log_likelihood: self.log_likelihood, score, information }
    }

    /// `Σ (η + ψ)(η + ψ)ᵀ` over rows: η from the ends, ψ from the estimated weights.
    fn meat(&self, rows: &Rows) -> Symmetric {
        let n = rows.age.len();
        let expected = self.expected(rows);
        let influence: Vec<Vec<f64>> = (0..rows.width)
            .map(|a| {
                let x = &rows.columns[a];
                let ages = rows.ages.len();
                // ∫ mean dH up to each age and, weighted, after it; what the ends themselves are spared.
                let mut drift = vec![0.0; ages];
                let mut spared = vec![0.0; ages];
                let mut after = vec![0.0; ages];
                let mut total = 0.0;
                for i in 0..ages {
                    let t = &self.terms[i];
                    total += t.square[0] * self.sums[a + 1][i] - t.square[1] * self.dead[a + 1][i];
                    spared[i] = t.square[1] * self.sums[a + 1][i] - t.square[2] * self.dead[a + 1][i];
                    drift[i] = total;
                }
                let mut onward = vec![0.0; ages];
                let mut total = 0.0;
                for i in (0..ages).rev() {
                    after[i] = total;
                    let before = if i > 0 { drift[i - 1] } else { 0.0 };
                    total += rows.ages[i].weight * (drift[i] - before);
                    onward[i] = total;
                }
                let psi = self.of_weights(rows, x, &onward);
                (0..n)
                    .map(|row| {
                        let i = rows.age[row];
                        let mut own = -x[row] * expected[row] + self.risk[row] * drift[i] + psi[row];
                        match rows.kind[row] {
                            Kind::Censored => {}
                            Kind::Ended => {
                                let (t, d) = (&self.terms[i], rows.ages[i].deaths as f64);
                                let mean = (t.hazard * self.sums[a + 1][i] - t.spared * self.dead[a + 1][i]) / d;
                                own += x[row] - mean - self.risk[row] * spared[i];
                            }
                            Kind::EndedOtherwise => own += self.risk[row] * after[i] / rows.own_weight[row],
                        }
                        own
                    })
                    .collect()
            })
            .collect();
        let mut meat = Symmetric::zero(rows.width);
        for a in 0..rows.width {
            for b in 0..=a {
                meat.add(a, b, dot(&influence[a], &influence[b]));
            }
        }
        meat.mirror();
        meat
    }

    /// ψ of each row: `∫ q/π dM` over the censorings, `q(u)` being what the rows that ended otherwise before `u` still weigh
    /// from it on.
    fn of_weights(&self, rows: &Rows, x: &[f64], onward: &[f64]) -> Vec<f64> {
        let (mut plain, mut with_x) = (0.0, 0.0);
        let mut total = 0.0;
        let mut found = vec![0.0; x.len()];
        for (i, age) in rows.ages.iter().enumerate() {
            let weighted_hazard = self.after[i] + age.weight * self.terms[i].hazard;
            let ratio = (with_x * weighted_hazard - plain * onward[i]) / age.at_risk;
            total += ratio * age.censored / age.at_risk;
            for row in age.rows.clone() {
                let own = if rows.kind[row] == Kind::Censored { ratio } else { 0.0 };
                found[row] = own - total;
                if rows.kind[row] == Kind::EndedOtherwise {
                    let weight = self.risk[row] / rows.own_weight[row];
                    plain += weight;
                    with_x += weight * x[row];
                }
            }
        }
        found
    }
}
