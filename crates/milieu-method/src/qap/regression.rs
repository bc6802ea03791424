//! Multiple regression of a relation on relations (MRQAP).

use crate::random::Stream;
use crate::solve::Cholesky;

use super::matrix::{self, Error, Relation};
use super::permutation::{Permutations, Tails};
use super::skew::{SKEWED, skewness};

/// What is relabelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// The part of each predictor that the others do not explain: double semi-partialling, the
    /// default. Holds its size when predictors are related to each other and to the outcome.
    SemiPartialling,
    /// The outcome: tests that *no* predictor matters.
    Outcome,
    /// Every predictor by itself.
    Predictors,
}

/// A coefficient with its place among the relabellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    /// Change of the outcome per unit of the predictor.
    pub estimate: f64,
    /// Classical standard error: right only if pairs were independent. Only `t` uses it.
    pub se: f64,
    /// estimate / se, the pivot that is compared with the relabellings.
    pub t: f64,
    /// Where t stands; none for the intercept under double semi-partialling, which has no meaning.
    pub tails: Option<Tails>,
}

/// A regression of relations.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// The intercept.
    pub intercept: Coefficient,
    /// In the order of the predictors.
    pub predictors: Vec<Coefficient>,
    /// Share of the outcome's variance explained.
    pub r2: f64,
    /// The same, corrected for the number of predictors.
    pub adjusted_r2: f64,
    /// Pairs.
    pub pairs: usize,
    /// The relabellings.
    pub permutations: Permutations,
    /// Relations more skewed than [`SKEWED`], with their skewness: 0 is the outcome, predictors count from 1.
    pub skewed: Vec<(usize, f64)>,
}

/// Least squares of a relation on others, with p-values from relabelled actors.
///
/// Krackhardt (1988), <https://doi.org/10.1016/0378-8733(88)90004-4>; double semi-partialling:
/// Dekker, Krackhardt & Snijders (2007), <https://doi.org/10.1007/s11336-007-9016-1>.
///
/// # Errors
/// On relations of different size or kind, unvarying or collinear predictors, too few actors or pairs.
pub fn regress(
    outcome: &Relation,
    predictors: &[&Relation],
    null: Null,
    wanted: usize,
    seed: u64,
) -> Result<Regression, Error> {
    let all: Vec<&Relation> = std::iter::once(outcome).chain(predictors.iter().copied()).collect();
    matrix::check(&all)?;
    let permutations = Permutations::of(outcome.actors(), wanted, seed)?;
    let design = Design::new(outcome, predictors)?;
    let fit = design.fit(&design.products(&design.columns));
    let mut tails = match null {
        Null::SemiPartialling => design.semi_partialling(&permutations, &fit),
        Null::Outcome => design.outcome(&permutations, &fit),
        Null::Predictors => design.predictors(&permutations, &fit),
    };
    let (intercept, coefficients) = design.coefficients(&fit);
    let pairs = design.pairs as f64;
    let skewed = all.iter().map(|r| skewness(r)).enumerate().filter(|(_, s)| s.abs() > SKEWED).collect();
    Ok(Regression {
        intercept: Coefficient { tails: tails[0].take(), ..intercept },
        predictors: coefficients
            .into_iter()
            .zip(&mut tails[1..])
            .map(|(c, t)| Coefficient { tails: t.take(), ..c })
            .collect(),
        r2: fit.r2,
        adjusted_r2: 1.0 - (1.0 - fit.r2) * (pairs - 1.0) / (pairs - 1.0 - predictors.len() as f64),
        pairs: design.pairs,
        permutations,
        skewed,
    })
}

/// Outcome and predictors with mean 0 and length 1, and what they had.
pub struct Design {
    /// The predictors, then the outcome.
    columns: Vec<Relation>,
    means: Vec<f64>,
    lengths: Vec<f64>,
    pairs: usize,
}

/// Least squares on standardised columns.
struct Fit {
    /// By predictor.
    estimates: Vec<f64>,
    /// Diagonal of the inverse of X′X, by predictor.
    inverse: Vec<f64>,
    /// Its quadratic form in the predictors' means: the intercept's share of the variance.
    of_means: f64,
    /// Residual variance.
    variance: f64,
    r2: f64,
}

impl Design {
    /// Standardises; the products of columns are then correlations, which keeps the equations well posed.
    ///
    /// # Errors
    /// On unvarying or collinear relations.
    pub fn new(outcome: &Relation, predictors: &[&Relation]) -> Result<Self, Error> {
        let (y, mean, length) = outcome.standardised(0)?;
        let mut design = Self { columns: vec![], means: vec![], lengths: vec![], pairs: outcome.pairs() };
        for (i, predictor) in predictors.iter().enumerate() {
            let (x, mean, length) = predictor.standardised(i + 1)?;
            design.columns.push(x);
            design.means.push(mean);
            design.lengths.push(length);
        }
        design.columns.push(y);
        design.means.push(mean);
        design.lengths.push(length);
        let products = design.products(&design.columns);
        let k = predictors.len();
        let gram: Vec<f64> = (0..k * k).map(|i| products[i / k * (k + 1) + i % k]).collect();
        Cholesky::new(&gram, k).map_err(|column| Error::Collinear(column + 1))?;
        Ok(design)
    }

    /// Number of predictors.
    fn k(&self) -> usize {
        self.columns.len() - 1
    }

    /// Products of all pairs of columns, by rows.
    fn products(&self, columns: &[Relation]) -> Vec<f64> {
        let k = columns.len();
        let mut products = vec![0.0; k * k];
        for a in 0..k {
            for b in 0..=a {
                let product = dot(&columns[a], &columns[b]);
                products[a * k + b] = product;
                products[b * k + a] = product;
            }
        }
        products
    }

    /// Least squares from the products of the columns (outcome last). Values are not a number where it has no solution.
    fn fit(&self, products: &[f64]) -> Fit {
        let k = self.k();
        let gram: Vec<f64> = (0..k * k).map(|i| products[i / k * (k + 1) + i % k]).collect();
        let against: Vec<f64> = (0..k).map(|i| products[k * (k + 1) + i]).collect();
        let total = products[k * (k + 1) + k];
        let Ok(factored) = Cholesky::new(&gram, k) else {
            let none = vec![f64::NAN; k];
            return Fit {
                estimates: none.clone(),
                inverse: none,
                of_means: f64::NAN,
                variance: f64::NAN,
                r2: f64::NAN,
            };
        };
        let mut estimates = against.clone();
        factored.solve(&mut estimates);
        let explained: f64 = estimates.iter().zip(&against).map(|(b, c)| b * c).sum();
        let inverse = factored.inverse();
        let mut scaled: Vec<f64> = self.means[..k].iter().zip(&self.lengths).map(|(m, l)| m / l).collect();
        factored.forward(&mut scaled);
        Fit {
            estimates,
            inverse: (0..k).map(|i| inverse[i * k + i]).collect(),
            of_means: scaled.iter().map(|v| v * v).sum(),
            variance: (total - explained).max(0.0) / (self.pairs - k - 1) as f64,
            r2: explained / total,
        }
    }

    /// t of the intercept, then of the predictors.
    fn t(&self, fit: &Fit) -> Vec<f64> {
        let (intercept, predictors) = self.coefficients(fit);
        std::iter::once(intercept).chain(predictors).map(|c| c.t).collect()
    }

    /// Back on the scale of the relations.
    fn coefficients(&self, fit: &Fit) -> (Coefficient, Vec<Coefficient>) {
        let k = self.k();
        let y = self.lengths[k];
        let coefficient = |estimate: f64, se: f64| Coefficient { estimate, se, t: estimate / se, tails: None };
        let predictors: Vec<Coefficient> = (0..k)
            .map(|j| {
                let scale = y / self.lengths[j];
                coefficient(fit.estimates[j] * scale, (fit.variance * fit.inverse[j]).sqrt() * scale)
            })
            .collect();
        let explained: f64 = predictors.iter().zip(&self.means).map(|(c, m)| c.estimate * m).sum();
        let se = y * (fit.variance * (1.0 / self.pairs as f64 + fit.of_means)).sqrt();
        (coefficient(self.means[k] - explained, se), predictors)
    }

    /// Each predictor's residual on the others is relabelled in its place.
    ///
    /// By the theorem of Frisch, Waugh & Lovell the t of a column e beside others Z needs only e′y,
    /// e′Z and what Z leaves of y; all of them come from one pass over the pairs.
    fn semi_partialling(&self, permutations: &Permutations, observed: &Fit) -> Vec<Option<Tails>> {
        let (k, n) = (self.k(), self.columns[0].actors());
        let products = self.products(&self.columns);
        let partials: Vec<Partial> = (0..k).map(|j| Partial::new(self, &products, j)).collect();
        let residuals: Vec<&Relation> = partials.iter().map(|p| &p.residual).collect();
        let moving = interleave(&residuals, k);
        let fixed: Vec<Vec<f64>> =
            self.columns.chunks(LANES).map(|group| interleave(&group.iter().collect::<Vec<_>>(), LANES)).collect();
        let directed = self.columns[0].is_directed();
        let null = permutations.each(n, |order| {
            let mut crossed = vec![[0.0; LANES]; k * fixed.len()];
            for (group, fixed) in fixed.iter().enumerate() {
                cross(&moving, fixed, order, directed, &mut crossed[group * k..][..k]);
            }
            let product = |j: usize, column: usize| crossed[column / LANES * k + j][column % LANES];
            partials.iter().enumerate().map(|(j, p)| p.t(self.pairs - k - 1, |c| product(j, c))).collect::<Vec<f64>>()
        });
        let t = self.t(observed);
        let of = |j: usize| Tails::of(t[j + 1], &null.iter().map(|row| row[j]).collect::<Vec<_>>(), permutations);
        std::iter::once(None).chain((0..k).map(|j| Some(of(j)))).collect()
    }

    /// The outcome is relabelled.
    fn outcome(&self, permutations: &Permutations, observed: &Fit) -> Vec<Option<Tails>> {
        let (k, n) = (self.k(), self.columns[0].actors());
        let products = self.products(&self.columns);
        let moving = self.columns[k].rows().to_vec();
        let fixed: Vec<Vec<f64>> =
            self.columns[..k].chunks(LANES).map(|group| interleave(&group.iter().collect::<Vec<_>>(), LANES)).collect();
        let directed = self.columns[0].is_directed();
        let null = permutations.each(n, |order| {
            let mut products = products.clone();
            for (group, fixed) in fixed.iter().enumerate() {
                let mut crossed = [[0.0; LANES]];
                cross(&moving, fixed, order, directed, &mut crossed);
                for (lane, column) in (group * LANES..k.min((group + 1) * LANES)).enumerate() {
                    products[k * (k + 1) + column] = crossed[0][lane];
                }
            }
            self.t(&self.fit(&products))
        });
        self.tails(&null, observed, permutations)
    }

    /// Every predictor is relabelled by itself.
    fn predictors(&self, permutations: &Permutations, observed: &Fit) -> Vec<Option<Tails>> {
        let (k, n) = (self.k(), self.columns[0].actors());
        // Where all relabellings are tried they are those of one predictor; several need draws.
        let drawn = Permutations { exact: false, ..*permutations };
        let null = drawn.streams(|stream: &mut Stream| {
            let mut columns: Vec<Relation> = Vec::with_capacity(k + 1);
            for column in &self.columns[..k] {
                let mut order: Vec<usize> = (0..n).collect();
                stream.shuffle(&mut order);
                columns.push(column.with(|i, j| column.at(order[i], order[j])));
            }
            columns.push(self.columns[k].clone());
            self.t(&self.fit(&self.products(&columns)))
        });
        self.tails(&null, observed, &drawn)
    }

    fn tails(&self, null: &[Vec<f64>], observed: &Fit, permutations: &Permutations) -> Vec<Option<Tails>> {
        let t = self.t(observed);
        let of = |j: usize| Tails::of(t[j], &null.iter().map(|row| row[j]).collect::<Vec<_>>(), permutations);
        (0..t.len()).map(|j| Some(of(j))).collect()
    }
}

/// One predictor beside the others.
struct Partial {
    /// The other predictors, as columns of the design.
    others: Vec<usize>,
    /// Of the others' products; none where there is no other.
    factored: Option<Cholesky>,
    /// L⁻¹ Z′y.
    on_outcome: Vec<f64>,
    /// What the others leave of y′y.
    left_of_outcome: f64,
    /// What the others leave of the predictor.
    residual: Relation,
    /// Its squared length, which no relabelling changes.
    squares: f64,
    /// The column of the outcome.
    outcome: usize,
}

impl Partial {
    fn new(design: &Design, products: &[f64], j: usize) -> Self {
        let k = design.k();
        let at = |a: usize, b: usize| products[a * (k + 1) + b];
        let others: Vec<usize> = (0..k).filter(|&i| i != j).collect();
        let gram: Vec<f64> = others.iter().flat_map(|&a| others.iter().map(move |&b| at(a, b))).collect();
        let factored = (!others.is_empty()).then(|| Cholesky::new(&gram, others.len()).ok()).flatten();
        let mut on_outcome: Vec<f64> = others.iter().map(|&a| at(a, k)).collect();
        let mut slopes: Vec<f64> = others.iter().map(|&a| at(a, j)).collect();
        if let Some(factored) = &factored {
            factored.forward(&mut on_outcome);
            factored.solve(&mut slopes);
        }
        let column = &design.columns[j];
        let residual = column.with(|from, to| {
            let explained: f64 = others.iter().zip(&slopes).map(|(&a, b)| b * design.columns[a].at(from, to)).sum();
            column.at(from, to) - explained
        });
        let squares = dot(&residual, &residual);
        let left_of_outcome = at(k, k) - on_outcome.iter().map(|v| v * v).sum::<f64>();
        Self { others, factored, on_outcome, left_of_outcome, residual, squares, outcome: k }
    }

    /// t of the relabelled residual beside the others, from its products with the columns.
    fn t(&self, freedom: usize, product: impl Fn(usize) -> f64) -> f64 {
        let mut on: Vec<f64> = self.others.iter().map(|&c| product(c)).collect();
        if let Some(factored) = &self.factored {
            factored.forward(&mut on);
        }
        let left = self.squares - on.iter().map(|v| v * v).sum::<f64>();
        let shared = product(self.outcome) - on.iter().zip(&self.on_outcome).map(|(a, b)| a * b).sum::<f64>();
        let variance = (self.left_of_outcome - shared * shared / left) / freedom as f64;
        shared / left / (variance / left).sqrt()
    }
}

fn dot(a: &Relation, b: &Relation) -> f64 {
    let sum: f64 = a.rows().iter().zip(b.rows()).map(|(x, y)| x * y).sum();
    // Both halves of an undirected relation are held.
    if a.is_directed() { sum } else { sum / 2.0 }
}

/// Columns multiplied at a time.
const LANES: usize = 8;

/// The relations' values side by side, pair by pair, padded with zeros to `width`.
fn interleave(relations: &[&Relation], width: usize) -> Vec<f64> {
    let cells = relations.first().map_or(0, |r| r.rows().len());
    let mut all = vec![0.0; cells * width];
    for (lane, relation) in relations.iter().enumerate() {
        for (cell, value) in relation.rows().iter().enumerate() {
            all[cell * width + lane] = *value;
        }
    }
    all
}

/// Adds the products of each relabelled moving column with each fixed column.
fn cross(moving: &[f64], fixed: &[f64], order: &[usize], directed: bool, products: &mut [[f64; LANES]]) {
    let (n, k) = (order.len(), products.len());
    let (fixed, _) = fixed.as_chunks::<LANES>();
    for (i, &from) in order.iter().enumerate() {
        let row = &moving[from * n * k..][..n * k];
        let until = if directed { n } else { i };
        // The diagonals are zero: they add nothing.
        for (fixed, &to) in fixed[i * n..][..until].iter().zip(order) {
            for (value, sums) in row[to * k..][..k].iter().zip(products.iter_mut()) {
                for lane in 0..LANES {
                    sums[lane] += value * fixed[lane];
                }
            }
        }
    }
}
