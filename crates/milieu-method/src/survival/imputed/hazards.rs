//! Hazard ratios from the Cox models of many draws.

use rayon::prelude::*;

use super::dates::Drawn;
use super::pool::{Pooled, pool};
use crate::survival::cox::{self, Fit};
use crate::survival::{Error, Sample};

/// Log hazard ratios put together from draws.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledHazards {
    /// One for each covariate.
    pub coefficients: Vec<Pooled>,
    /// Ends in the draw that has fewest.
    pub events: usize,
    /// Rows at risk in the draw that has fewest.
    pub rows: usize,
}

/// Fits one model a draw and puts the coefficients together, with robust errors where clusters are given. Lists are by life.
///
/// # Errors
/// Fewer than two draws, or the first draw that has no fit, for its own reason.
pub fn pooled_hazards(
    drawn: &[Drawn],
    event: &[bool],
    covariates: &[Vec<f64>],
    strata: Option<&[usize]>,
    cluster: Option<&[usize]>,
    options: &cox::Options,
) -> Result<PooledHazards, Error> {
    // In the order of the draws, whichever thread was first.
    let fits: Vec<Result<(Fit, Vec<f64>), Error>> = drawn
        .par_iter()
        .map(|drawn| {
            let events: Vec<bool> = drawn.rows.iter().map(|&row| event[row]).collect();
            let columns: Vec<Vec<f64>> =
                covariates.iter().map(|column| drawn.rows.iter().map(|&row| column[row]).collect()).collect();
            let of = |codes: Option<&[usize]>| codes.map(|c| drawn.rows.iter().map(|&row| c[row]).collect::<Vec<_>>());
            let (strata, cluster) = (of(strata), of(cluster));
            let model = cox::Input {
                sample: Sample { entry: drawn.entry.as_deref(), exit: &drawn.exit, event: &events },
                covariates: &columns,
                strata: strata.as_deref(),
                weight: None,
                offset: None,
            };
            let fit = cox::fit(&model, options)?;
            let covariance = match &cluster {
                Some(cluster) => fit.robust(Some(cluster))?.covariance,
                None => fit.covariance.clone(),
            };
            let variances = (0..columns.len()).map(|a| covariance.at(a, a)).collect();
            Ok((fit, variances))
        })
        .collect();
    let fits: Vec<(Fit, Vec<f64>)> = fits.into_iter().collect::<Result<_, Error>>()?;
    let coefficients = (0..covariates.len())
        .map(|a| {
            let estimates: Vec<f64> = fits.iter().map(|(fit, _)| fit.coefficients[a]).collect();
            let variances: Vec<f64> = fits.iter().map(|(_, variances)| variances[a]).collect();
            pool(&estimates, &variances)
        })
        .collect::<Result<_, Error>>()?;
    Ok(PooledHazards {
        coefficients,
        events: fits.iter().map(|(fit, _)| fit.events).min().unwrap_or(0),
        rows: fits.iter().map(|(fit, _)| fit.rows).min().unwrap_or(0),
    })
}
