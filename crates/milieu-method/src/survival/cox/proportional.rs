//! Whether hazards stay proportional: the exact score test of `β(t) = β + θ g(t)`.
//!
//! The score of `θ` at zero is tested with the full information of `(β, θ)` (Grambsch & Therneau 1994; the exact form is that
//! of R's survival since 3.0, which differs from the older approximation that still circulates).

use super::{Error, Fit, Input, Ties};
use crate::survival::ChiSquareTest;
use crate::survival::curve::{self, RiskTable};
use crate::survival::linear::{Symmetric, dot};

/// The scale of time on which a coefficient might drift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transform {
    /// `1 − S(t−)`, Kaplan–Meier over all rows.
    #[default]
    KaplanMeier,
    /// The age itself.
    Identity,
    /// Its rank among all exits.
    Rank,
    /// Its natural logarithm.
    Log,
}

/// The test of one term, which may have several columns.
#[derive(Clone, Debug, PartialEq)]
pub struct TermTest {
    /// Columns of the term.
    pub columns: Vec<usize>,
    /// The test.
    pub test: ChiSquareTest,
}

/// Tests of proportional hazards.
#[derive(Clone, Debug, PartialEq)]
pub struct Proportionality {
    /// Scale of time.
    pub transform: Transform,
    /// One test for each term.
    pub terms: Vec<TermTest>,
    /// All terms together.
    pub global: ChiSquareTest,
}

impl Fit {
    /// Tests each term (a list of columns) and all together. `input` is what the model was fitted to.
    ///
    /// # Errors
    /// Not with exact ties; when an information is singular, as with a single event time.
    pub fn proportionality(
        &self,
        input: &Input,
        terms: &[Vec<usize>],
        transform: Transform,
    ) -> Result<Proportionality, Error> {
        if self.options.ties == Ties::Exact {
            return Err(Error::Unsupported("the exact treatment of ties has no such test; use efron"));
        }
        let g = self.scale_of_time(input, transform)?;
        let squares: Vec<f64> = g.iter().map(|g| g * g).collect();
        let p = self.layout.width;
        let (_, plain) = self.state.derivatives(&self.layout, None);
        let (score, mixed) = self.state.derivatives(&self.layout, Some(&g));
        let (_, squared) = self.state.derivatives(&self.layout, Some(&squares));
        let mut information = Symmetric::zero(2 * p);
        for a in 0..p {
            for b in 0..p {
                information.values[a * 2 * p + b] = plain.at(a, b);
                information.values[(a + p) * 2 * p + b] = mixed.at(a, b);
                information.values[a * 2 * p + b + p] = mixed.at(a, b);
                information.values[(a + p) * 2 * p + b + p] = squared.at(a, b);
            }
        }
        let test = |columns: &[usize]| -> Result<ChiSquareTest, Error> {
            let which: Vec<usize> = (0..p).chain(columns.iter().map(|c| c + p)).collect();
            let u: Vec<f64> = which.iter().map(|&k| if k < p { 0.0 } else { score[k - p] }).collect();
            let factor = information.part(&which).cholesky().map_err(|k| Error::Collinear { column: which[k] % p })?;
            Ok(ChiSquareTest::new(dot(&factor.solve(&u), &u), columns.len()))
        };
        let all: Vec<usize> = (0..p).collect();
        Ok(Proportionality {
            transform,
            terms: terms
                .iter()
                .map(|columns| Ok(TermTest { columns: columns.clone(), test: test(columns)? }))
                .collect::<Result<_, Error>>()?,
            global: test(&all)?,
        })
    }

    /// `g` at each event time, centred over the events.
    fn scale_of_time(&self, input: &Input, transform: Transform) -> Result<Vec<f64>, Error> {
        let times = self.layout.groups.iter().map(|g| g.time);
        let mut g: Vec<f64> = match transform {
            Transform::Identity => times.collect(),
            Transform::Log => times.map(f64::ln).collect(),
            Transform::Rank => {
                let mut sorted = input.sample.exit.to_vec();
                sorted.sort_unstable_by(f64::total_cmp);
                times
                    .map(|t| {
                        let (below, upto) = (sorted.partition_point(|&s| s < t), sorted.partition_point(|&s| s <= t));
                        (below + upto + 1) as f64 / 2.0
                    })
                    .collect()
            }
            Transform::KaplanMeier => {
                let table = RiskTable::of(&input.sample)?;
                let km = curve::from_table(table, input.sample.len(), &curve::Options::default())?;
                times
                    .map(|t| match km.table.time.partition_point(|&s| s < t) {
                        0 => 0.0,
                        after => 1.0 - km.survival[after - 1],
                    })
                    .collect()
            }
        };
        if let Some(row) = g.iter().position(|v| !v.is_finite()) {
            return Err(Error::NotFinite { what: "the transformed time", row });
        }
        let deaths = || self.layout.groups.iter().map(|g| g.deaths as f64);
        let mean = deaths().zip(&g).map(|(d, g)| d * g).sum::<f64>() / deaths().sum::<f64>();
        for value in &mut g {
            *value -= mean;
        }
        Ok(g)
    }
}
