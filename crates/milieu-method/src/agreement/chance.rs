//! Any number of coders, blanks allowed: agreement beyond chance under the field's several ideas of chance.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Interval;
use super::ratings::{Ratings, Weights};
use crate::analysis::Refusal;

/// What chance is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// Krippendorff's alpha, in Gwet's form: the margins of the pairable codes, corrected for their number.
    Krippendorff,
    /// Gwet's AC1, with weights AC2: steady where nearly all units get one code.
    Gwet,
    /// Fleiss's kappa: the mean margins of all coders together.
    Fleiss,
    /// Conger's kappa: each coder has margins of their own.
    Conger,
    /// Brennan and Prediger: every category equally likely.
    BrennanPrediger,
    /// None: the share of agreeing pairs.
    None,
}

/// Agreement of several coders.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// (observed − expected) / (1 − expected).
    pub value: f64,
    /// Weighted share of pairs of coders that agree, averaged over units coded at least twice.
    pub observed: f64,
    /// The share that chance would give.
    pub expected: f64,
    /// Standard error over a population of units, the coders being given.
    pub se: f64,
    /// value ± t · se with (units − 1) degrees of freedom, cut at 1.
    pub interval: Interval,
    /// Two-sided p against no agreement beyond chance.
    pub p: f64,
    /// Units the standard error rests on.
    pub units: usize,
    /// Units nobody coded; for [`Chance::Krippendorff`] also those coded once.
    pub left_out: usize,
}

/// Agreement beyond chance.
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., chs. 2–5; linearised standard errors of Gwet (2008),
/// <https://doi.org/10.1348/000711006X126600>.
///
/// # Errors
/// Fewer than two units coded at least twice, one category only, or a coder without a code ([`Chance::Conger`]).
pub fn agreement(ratings: &Ratings, chance: Chance, weights: Weights, level: f64) -> Result<Agreement, Refusal> {
    let all = ratings.counts();
    let least = if chance == Chance::Krippendorff { 2.0 } else { 1.0 };
    let kept: Vec<usize> = (0..all.len()).filter(|&u| all[u].iter().sum::<f64>() >= least).collect();
    let counts: Vec<&[f64]> = kept.iter().map(|&u| all[u].as_slice()).collect();
    let coded: Vec<f64> = counts.iter().map(|row| row.iter().sum()).collect();
    let pairable = coded.iter().filter(|&&r| r >= 2.0).count();
    if pairable < 2 {
        let what = format!("{pairable} units are coded by two coders or more");
        return Err(Refusal::new("too-few-units", what)
            .why("a share of one or no unit shows nothing")
            .help("add units that two coders or more coded"));
    }
    let q = ratings.categories();
    if q < 2 {
        let what = "every unit has one and the same code".to_owned();
        return Err(Refusal::new("no-variation", what)
            .why("agreement on a constant shows nothing")
            .help("add units that differ"));
    }
    let w = weights.matrix(ratings.values());
    let input = Input { counts: &counts, coded: &coded, pairable: pairable as f64, w: &w };
    let (value, observed, expected, influence) = match chance {
        Chance::Krippendorff => krippendorff(&input),
        Chance::Conger => pairwise(&input, conger(ratings, &kept, &w)?),
        Chance::Gwet => pairwise(&input, gwet(&input)),
        Chance::Fleiss => pairwise(&input, fleiss(&input)),
        Chance::BrennanPrediger => pairwise(&input, constant(total(&w) / (q * q) as f64, counts.len())),
        Chance::None => pairwise(&input, constant(0.0, counts.len())),
    };
    if !value.is_finite() {
        let what = "chance alone would give full agreement".to_owned();
        return Err(Refusal::new("no-variation", what)
            .why("agreement on a constant shows nothing")
            .help("add units that differ"));
    }
    let n = counts.len() as f64;
    let variance = influence.iter().map(|x| (x - value).powi(2)).sum::<f64>() / (n * (n - 1.0));
    let se = variance.sqrt();
    let (interval, p) = student(value, se, n - 1.0, level);
    Ok(Agreement {
        value,
        observed,
        expected,
        se,
        interval,
        p,
        units: counts.len(),
        left_out: all.len() - counts.len(),
    })
}

struct Input<'a> {
    counts: &'a [&'a [f64]],
    /// Codes given to each unit.
    coded: &'a [f64],
    pairable: f64,
    w: &'a [Vec<f64>],
}

/// Expected agreement, and what each unit adds to it (their mean is the expected agreement).
struct Expected {
    value: f64,
    of_unit: Vec<f64>,
}

fn constant(value: f64, units: usize) -> Expected {
    Expected { value, of_unit: vec![value; units] }
}

fn total(w: &[Vec<f64>]) -> f64 {
    w.iter().flatten().sum()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn times(w: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
    w.iter().map(|row| dot(row, x)).collect()
}

/// Σₖ rₖ (r*ₖ − 1): weighted agreeing pairs of a unit.
fn agreeing(w: &[Vec<f64>], counts: &[f64]) -> f64 {
    times(w, counts).iter().zip(counts).map(|(near, r)| r * (near - 1.0)).sum()
}

/// Mean share of each category over the units.
fn margins(input: &Input) -> Vec<f64> {
    let n = input.counts.len() as f64;
    let q = input.w.len();
    (0..q).map(|k| input.counts.iter().zip(input.coded).map(|(row, r)| row[k] / r).sum::<f64>() / n).collect()
}

fn gwet(input: &Input) -> Expected {
    let pi = margins(input);
    let q = pi.len() as f64;
    let scale = total(input.w) / (q * (q - 1.0));
    let rest: Vec<f64> = pi.iter().map(|p| 1.0 - p).collect();
    let of_unit = input.counts.iter().zip(input.coded).map(|(row, r)| scale * dot(row, &rest) / r).collect();
    Expected { value: scale * dot(&pi, &rest), of_unit }
}

fn fleiss(input: &Input) -> Expected {
    let pi = margins(input);
    let near = times(input.w, &pi);
    let of_unit = input.counts.iter().zip(input.coded).map(|(row, r)| dot(row, &near) / r).collect();
    Expected { value: dot(&pi, &near), of_unit }
}

/// Pairs of different coders, each with margins of their own; what a unit adds follows from the
/// derivative of the mean over pairs.
fn conger(ratings: &Ratings, kept: &[usize], w: &[Vec<f64>]) -> Result<Expected, Refusal> {
    let (q, r) = (w.len(), ratings.coders());
    let rows: Vec<&[Option<usize>]> = ratings.rows().collect();
    let mut coded = vec![0.0; r];
    let mut shares = vec![vec![0.0; q]; r];
    for &unit in kept {
        for (coder, code) in rows[unit].iter().enumerate() {
            if let Some(code) = code {
                coded[coder] += 1.0;
                shares[coder][*code] += 1.0;
            }
        }
    }
    if let Some(coder) = coded.iter().position(|&n| n == 0.0) {
        let what = format!("coder {} coded nothing", coder + 1);
        return Err(Refusal::new("empty-coder", what)
            .why("the margins of nobody say nothing")
            .help("leave that coder out"));
    }
    for (share, n) in shares.iter_mut().zip(&coded) {
        share.iter_mut().for_each(|p| *p /= n);
    }
    let all: Vec<f64> = (0..q).map(|k| shares.iter().map(|s| s[k]).sum()).collect();
    // For each coder, the weighted margins of all the others together.
    let others: Vec<Vec<f64>> = shares
        .iter()
        .map(|own| times(w, &all.iter().zip(own).map(|(all, own)| all - own).collect::<Vec<f64>>()))
        .collect();
    let pairs = (r * (r - 1)) as f64;
    let value = shares.iter().zip(&others).map(|(own, others)| dot(own, others)).sum::<f64>() / pairs;
    let n = kept.len() as f64;
    let of_unit = kept.iter().map(|&unit| {
        let derivative: f64 = rows[unit]
            .iter()
            .enumerate()
            .filter_map(|(g, code)| code.map(|code| (others[g][code] - dot(&shares[g], &others[g])) * n / coded[g]))
            .sum();
        value + derivative / pairs
    });
    Ok(Expected { value, of_unit: of_unit.collect() })
}

/// Value, observed, expected, and each unit's part in the value.
type Linearised = (f64, f64, f64, Vec<f64>);

fn pairwise(input: &Input, expected: Expected) -> Linearised {
    let n = input.counts.len() as f64;
    let of_unit: Vec<f64> = input
        .counts
        .iter()
        .zip(input.coded)
        .map(|(row, &r)| if r >= 2.0 { agreeing(input.w, row) / (r * (r - 1.0)) } else { 0.0 })
        .collect();
    let observed = of_unit.iter().sum::<f64>() / input.pairable;
    let room = 1.0 - expected.value;
    let value = (observed - expected.value) / room;
    let influence = of_unit.iter().zip(&expected.of_unit).zip(input.coded).map(|((own, by_chance), &r)| {
        let chance_here = if r >= 2.0 { expected.value } else { 0.0 };
        let part = n / input.pairable * (own - chance_here) / room;
        part - 2.0 * (1.0 - value) * (by_chance - expected.value) / room
    });
    (value, observed, expected.value, influence.collect())
}

fn krippendorff(input: &Input) -> Linearised {
    let n = input.counts.len() as f64;
    let codes: f64 = input.coded.iter().sum();
    let mean = codes / n;
    let q = input.w.len();
    let pi: Vec<f64> = (0..q).map(|k| input.counts.iter().map(|row| row[k]).sum::<f64>() / codes).collect();
    let near = times(input.w, &pi);
    let expected = dot(&pi, &near);
    let own: Vec<f64> =
        input.counts.iter().zip(input.coded).map(|(row, r)| agreeing(input.w, row) / (mean * (r - 1.0))).collect();
    let uncorrected = own.iter().sum::<f64>() / n;
    let observed = (1.0 - 1.0 / codes) * uncorrected + 1.0 / codes;
    let room = 1.0 - expected;
    let value = (observed - expected) / room;
    let without = (uncorrected - expected) / room;
    let influence = input.counts.iter().zip(input.coded).zip(&own).map(|((row, r), own)| {
        let more = (r - mean) / mean;
        let part = (own - observed * more - expected) / room;
        let by_chance = dot(row, &near) / mean - expected * more;
        // Moved so that the parts average to the corrected value.
        part - 2.0 * (1.0 - without) * (by_chance - expected) / room + value - without
    });
    (value, observed, expected, influence.collect())
}

fn student(value: f64, se: f64, freedom: f64, level: f64) -> (Interval, f64) {
    let Ok(t) = StudentsT::new(0.0, 1.0, freedom) else { return ([value, value], f64::NAN) };
    let quantile = t.inverse_cdf(f64::midpoint(1.0, level));
    let p = if se > 0.0 { 2.0 * t.sf((value / se).abs()) } else { 0.0 };
    ([value - quantile * se, (value + quantile * se).min(1.0)], p)
}

/// Fleiss's kappa as first published: every unit coded by the same number of coders.
#[derive(Clone, Debug, PartialEq)]
pub struct Fleiss {
    /// (observed − expected) / (1 − expected).
    pub kappa: f64,
    /// kappa over its standard error under no agreement beyond chance.
    pub z: f64,
    /// Kappa of each category against all others; none where nobody, or everybody, used it.
    pub of_category: Vec<Option<f64>>,
    /// Standard error of each category's kappa under no agreement beyond chance.
    pub se_of_category: f64,
}

/// Fleiss's kappa with its test and the kappa of each category.
///
/// Fleiss (1971), <https://doi.org/10.1037/h0031619>, with the standard errors of Fleiss, Nee & Landis (1979),
/// <https://doi.org/10.1037/0033-2909.86.5.974>.
///
/// # Errors
/// A blank (use [`agreement`]), fewer than two units, one category only.
pub fn fleiss_complete(ratings: &Ratings) -> Result<Fleiss, Refusal> {
    let counts = ratings.counts();
    let (n, r) = (counts.len() as f64, ratings.coders() as f64);
    let total: f64 = counts.iter().flatten().sum();
    if total < n * r {
        let what = format!("{} cells are blank", n * r - total);
        return Err(Refusal::new("blank-cells", what)
            .why("its formula needs the same number of codes for every unit")
            .help("read the coefficient that allows blanks, or leave incomplete units out"));
    }
    if counts.len() < 2 {
        return Err(Refusal::new("too-few-units", "one unit".to_owned())
            .why("a share of one or no unit shows nothing")
            .help("add units that two coders or more coded"));
    }
    let p: Vec<f64> = (0..ratings.categories()).map(|k| counts.iter().map(|c| c[k]).sum::<f64>() / total).collect();
    let room: f64 = p.iter().map(|p| p * (1.0 - p)).sum();
    if room < 1e-12 {
        let what = "every unit has one and the same code".to_owned();
        return Err(Refusal::new("no-variation", what)
            .why("agreement on a constant shows nothing")
            .help("add units that differ"));
    }
    let squares = |k: usize| counts.iter().map(|c| c[k] * c[k]).sum::<f64>();
    let pairs = n * r * (r - 1.0);
    let observed = ((0..p.len()).map(squares).sum::<f64>() - n * r) / pairs;
    let kappa = (observed - (1.0 - room)) / room;
    let skew: f64 = p.iter().map(|p| p * (1.0 - p) * (1.0 - 2.0 * p)).sum();
    let se = (2.0 * (room * room - skew) / pairs).sqrt() / room;
    let of_category = p.iter().enumerate().map(|(k, &p)| {
        let agreed = (squares(k) - n * r * p) / (pairs * p);
        (p > 0.0 && p < 1.0).then(|| (agreed - p) / (1.0 - p))
    });
    Ok(Fleiss { kappa, z: kappa / se, of_category: of_category.collect(), se_of_category: (2.0 / pairs).sqrt() })
}
