//! Zeros that predictors or effects tell without fault.
//!
//! Correia, Guimarães & Zylkin (2019), *Verifying the existence of maximum likelihood estimates for
//! generalized linear models*, <https://arxiv.org/abs/1903.01633>.

use crate::solve::Cholesky;

use super::absorb::Absorber;
use super::flows::{Error, Flows};

/// Rounds of the rectifier before it gives up.
const ROUNDS: usize = 1_000;
/// Weight of rows with a flow, which are not to be touched.
const HELD: f64 = 1e6;
/// What of a row is no longer zero.
const ABOVE: f64 = 1e-3;

/// Rows of levels of an effect in which every flow is zero, ascending; leaving one level out may empty another.
pub(super) fn levels_without_flow(flows: &Flows<'_>) -> Vec<usize> {
    let mut out = vec![false; flows.flow.len()];
    loop {
        let mut found = false;
        for effect in flows.effects {
            let mut total = vec![0.0; effect.iter().max().map_or(0, |m| m + 1)];
            (0..out.len()).filter(|&row| !out[row]).for_each(|row| total[effect[row]] += flows.flow[row]);
            for row in 0..out.len() {
                if !out[row] && total[effect[row]] == 0.0 {
                    out[row] = true;
                    found = true;
                }
            }
        }
        if !found {
            return (0..out.len()).filter(|&row| out[row]).collect();
        }
    }
}

/// Of the rows kept, the separated ones: zeros for which some combination of predictors and effects is
/// positive, while it is zero for every row with a flow and negative for none.
///
/// The iterative rectifier: a column that is 1 at zeros is fitted with the flows' rows held at 0, what falls
/// below zero is set to zero, until nothing does.
///
/// # Errors
/// When it does not settle, or predictors are collinear.
pub(super) fn separated(flows: &Flows<'_>, kept: &[usize]) -> Result<Vec<usize>, Error> {
    let zero: Vec<bool> = kept.iter().map(|&row| flows.flow[row] == 0.0).collect();
    let effects: Vec<Vec<usize>> = flows.effects.iter().map(|e| kept.iter().map(|&row| e[row]).collect()).collect();
    let effects: Vec<&[usize]> = effects.iter().map(Vec::as_slice).collect();
    let mut absorber = Absorber::new(&effects, kept.len());
    let weight: Vec<f64> = zero.iter().map(|z| if *z { 1.0 } else { HELD }).collect();
    absorber.weigh(&weight);
    let k = flows.predictors.len();
    let mut columns: Vec<Vec<f64>> =
        flows.predictors.iter().map(|c| kept.iter().map(|&row| c[row]).collect()).collect();
    if !absorber.absorb(&mut columns, 1e-9) {
        return Err(Error::NotConverged);
    }
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).zip(&weight).map(|((a, b), w)| w * a * b).sum::<f64>();
    let gram: Vec<f64> = (0..k * k).map(|i| product(&columns[i / k], &columns[i % k])).collect();
    let factored = Cholesky::new(&gram, k).map_err(Error::Collinear)?;
    let mut u: Vec<f64> = zero.iter().map(|z| f64::from(*z)).collect();
    for _ in 0..ROUNDS {
        let mut rest = vec![u.clone()];
        if !absorber.absorb(&mut rest, 1e-9) {
            return Err(Error::NotConverged);
        }
        let mut slopes: Vec<f64> = columns.iter().map(|c| product(c, &rest[0])).collect();
        factored.solve(&mut slopes);
        let mut lowest = 0.0_f64;
        let mut next = u.clone();
        for i in 0..u.len() {
            let explained: f64 = slopes.iter().zip(&columns).map(|(b, c)| b * c[i]).sum();
            let fitted = u[i] - (rest[0][i] - explained);
            if zero[i] {
                lowest = lowest.min(fitted);
                next[i] = fitted.max(0.0);
            }
        }
        let change = u.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        u = next;
        if lowest > -1e-6 && change < 1e-6 || u.iter().all(|v| *v < ABOVE) {
            break;
        }
    }
    Ok(kept.iter().zip(&u).filter(|(_, v)| **v >= ABOVE).map(|(&row, _)| row).collect())
}
