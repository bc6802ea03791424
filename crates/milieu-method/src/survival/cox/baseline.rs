//! The baseline hazard, and the survival it predicts for given covariates.

use super::{Error, Fit};
use crate::survival::sample::{finite, length};

/// The baseline hazard of one stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// Ages of its events, ascending.
    pub time: Vec<f64>,
    /// Cumulative hazard after each.
    pub hazard: Vec<f64>,
}

/// Survival predicted for one set of covariates in one stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Ages of the stratum's events, ascending.
    pub time: Vec<f64>,
    /// Cumulative hazard `H(t | x)`.
    pub hazard: Vec<f64>,
    /// Its standard error, with the uncertainty of the coefficients (Tsiatis 1981; Link 1984).
    pub hazard_std_err: Vec<f64>,
    /// `exp(−H)`.
    pub survival: Vec<f64>,
}

impl Prediction {
    /// Interval of the survival after each age, on the scale of the hazard; `z` as of [`crate::survival::critical`].
    #[must_use]
    pub fn interval(&self, z: f64) -> Vec<[f64; 2]> {
        let steps = self.hazard.iter().zip(&self.hazard_std_err);
        steps.map(|(h, se)| [(-h - z * se).exp(), (-h + z * se).exp().min(1.0)]).collect()
    }
}

impl Fit {
    /// Where each stratum's groups start and end.
    fn strata(&self) -> Vec<std::ops::Range<usize>> {
        let groups = &self.layout.groups;
        let starts: Vec<usize> = (0..groups.len()).filter(|&g| groups[g].stratum_start as usize == g).collect();
        starts.iter().enumerate().map(|(i, &from)| from..starts.get(i + 1).copied().unwrap_or(groups.len())).collect()
    }

    /// Strata with events, in the order of [`Self::baseline`] and [`Self::predict`].
    #[must_use]
    pub fn strata_with_events(&self) -> Vec<usize> {
        self.strata().into_iter().map(|groups| self.layout.stratum[groups.start]).collect()
    }

    /// The cumulative baseline hazard of each stratum with events, in their order, for covariates that are all zero.
    #[must_use]
    pub fn baseline(&self) -> Vec<Baseline> {
        let zero = vec![0.0; self.layout.width];
        let at_zero = self.relative_risk(&zero);
        self.strata()
            .into_iter()
            .map(|groups| Baseline {
                time: groups.clone().map(|g| self.layout.groups[g].time).collect(),
                hazard: groups.map(|g| at_zero * self.state.hazard[g]).collect(),
            })
            .collect()
    }

    /// `exp((x − mean)β)`.
    fn relative_risk(&self, x: &[f64]) -> f64 {
        let centred = x.iter().zip(&self.layout.centre);
        centred.zip(&self.coefficients).map(|((x, m), b)| (x - m) * b).sum::<f64>().exp()
    }

    /// Survival predicted for covariates `x`, in each stratum with events.
    ///
    /// # Errors
    /// When `x` has another length than the coefficients or is not finite.
    pub fn predict(&self, x: &[f64]) -> Result<Vec<Prediction>, Error> {
        length("covariates", self.layout.width, x.len())?;
        finite("covariates", x)?;
        let risk = self.relative_risk(x);
        let moments: Vec<_> = (0..x.len()).map(|a| self.state.moments(&self.layout, a)).collect();
        let predictions = self.strata().into_iter().map(|groups| {
            let mut found = Prediction { time: vec![], hazard: vec![], hazard_std_err: vec![], survival: vec![] };
            let mut variance = 0.0;
            let mut drift = vec![0.0; x.len()];
            for g in groups {
                let terms = &self.state.terms[g];
                variance += terms.square[0];
                for (a, total) in drift.iter_mut().enumerate() {
                    let mean = terms.square[0] * moments[a].0[g] - terms.square[1] * moments[a].1[g];
                    *total += mean - (x[a] - self.layout.centre[a]) * terms.hazard;
                }
                let hazard = risk * self.state.hazard[g];
                found.time.push(self.layout.groups[g].time);
                found.hazard.push(hazard);
                found.hazard_std_err.push(risk * (variance + self.covariance.quadratic(&drift)).sqrt());
                found.survival.push((-hazard).exp());
            }
            found
        });
        Ok(predictions.collect())
    }
}
