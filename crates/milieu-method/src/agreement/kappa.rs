//! Two coders: Cohen's kappa, plain and weighted, and the table of who wrote what.

use super::ratings::Weights;
use super::{Interval, normal_interval};
use crate::analysis::Refusal;
use crate::normal::two_sided_p;

/// Agreement of two coders beyond chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohen {
    /// (observed − expected) / (1 − expected).
    pub kappa: f64,
    /// Weighted share of units on which they agree.
    pub observed: f64,
    /// The share that their margins alone would give.
    pub expected: f64,
    /// Standard error of kappa, large samples.
    pub se: f64,
    /// kappa ± z · se.
    pub interval: Interval,
    /// kappa over its standard error under no agreement beyond chance.
    pub z: f64,
    /// Two-sided p of `z`.
    pub p: f64,
    /// Units both coded.
    pub units: usize,
    /// Units that one of them, or both, left blank.
    pub left_out: usize,
}

/// Cohen's kappa of two coders on the units both coded; a blank leaves the unit out.
///
/// `values` are the numbers of the categories (see [`Weights`]). Cohen (1960),
/// <https://doi.org/10.1177/001316446002000104>; standard errors of Fleiss, Cohen & Everitt (1969),
/// <https://doi.org/10.1037/h0028106>: the test uses the one that holds when kappa is 0.
///
/// # Errors
/// Coders of unequal length, no unit coded by both, a code without a value, or margins that leave nothing to chance
/// (both wrote one and the same code throughout).
pub fn cohen(
    first: &[Option<usize>],
    second: &[Option<usize>],
    values: &[f64],
    weights: Weights,
    level: f64,
) -> Result<Cohen, Refusal> {
    let table = confusion(first, second, values.len())?;
    let units: f64 = table.iter().flatten().sum();
    if units < 2.0 {
        let what = format!("{units} units are coded by both");
        return Err(Refusal::new("too-few-units", what)
            .why("a share of one or no unit shows nothing")
            .help("add units that two coders or more coded"));
    }
    let w = weights.matrix(values);
    let q = values.len();
    let p: Vec<Vec<f64>> = table.iter().map(|row| row.iter().map(|n| n / units).collect()).collect();
    let rows: Vec<f64> = p.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..q).map(|l| p.iter().map(|row| row[l]).sum()).collect();
    let sum = |f: &dyn Fn(usize, usize) -> f64| -> f64 {
        (0..q).flat_map(|k| (0..q).map(move |l| (k, l))).map(|(k, l)| f(k, l)).sum()
    };
    let observed = sum(&|k, l| w[k][l] * p[k][l]);
    let expected = sum(&|k, l| w[k][l] * rows[k] * columns[l]);
    if 1.0 - expected < 1e-12 {
        let what = "both coders wrote one and the same code for every unit".to_owned();
        return Err(Refusal::new("no-variation", what)
            .why("agreement on a constant shows nothing")
            .help("add units that differ"));
    }
    let kappa = (observed - expected) / (1.0 - expected);
    // Mean weight of a category against the other coder's margin.
    let of_row: Vec<f64> = (0..q).map(|k| (0..q).map(|l| w[k][l] * columns[l]).sum()).collect();
    let of_column: Vec<f64> = (0..q).map(|l| (0..q).map(|k| w[k][l] * rows[k]).sum()).collect();
    let spread = |kappa: f64, joint: &dyn Fn(usize, usize) -> f64| {
        let second = sum(&|k, l| joint(k, l) * (w[k][l] - (of_row[k] + of_column[l]) * (1.0 - kappa)).powi(2));
        let first = kappa - expected * (1.0 - kappa);
        ((second - first * first).max(0.0) / units).sqrt() / (1.0 - expected)
    };
    let se = spread(kappa, &|k, l| p[k][l]);
    let se_of_chance = spread(0.0, &|k, l| rows[k] * columns[l]);
    let z = kappa / se_of_chance;
    Ok(Cohen {
        kappa,
        observed,
        expected,
        se,
        interval: normal_interval(kappa, se, level),
        z,
        p: two_sided_p(z),
        units: units as usize,
        left_out: first.len() - units as usize,
    })
}

/// How often the first coder wrote `k` (rows) where the second wrote `l` (columns).
///
/// # Errors
/// Coders of unequal length, a code at or beyond `categories`.
pub fn confusion(
    first: &[Option<usize>],
    second: &[Option<usize>],
    categories: usize,
) -> Result<Vec<Vec<f64>>, Refusal> {
    if first.len() != second.len() {
        let what = format!("{} codes of one coder, {} of the other", first.len(), second.len());
        return Err(Refusal::new("ragged", what)
            .why("a cell could be taken for that of another coder")
            .help("give one cell for each coder in every row, blank where not coded"));
    }
    if first.iter().chain(second).flatten().any(|&code| code >= categories) {
        let what = format!("a code is beyond the {categories} categories");
        return Err(Refusal::new("unknown-code", what)
            .why("every code needs its place among the others")
            .help("give a value for every code"));
    }
    let mut table = vec![vec![0.0; categories]; categories];
    for (a, b) in first.iter().zip(second) {
        if let (Some(a), Some(b)) = (a, b) {
            table[*a][*b] += 1.0;
        }
    }
    Ok(table)
}
