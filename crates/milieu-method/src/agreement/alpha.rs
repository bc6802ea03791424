//! Krippendorff's alpha with its bootstrap over units, and how each code fares.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Interval;
use super::ratings::Ratings;
use crate::analysis::Refusal;
use crate::order::quantile;
use crate::random::Stream;

/// What differences between codes mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Codes are the same or not.
    Nominal,
    /// Codes have an order; a step counts by how many codes lie on it.
    Ordinal,
    /// Codes are numbers; (a − b)².
    Interval,
    /// Codes are numbers from a true zero; ((a − b) / (a + b))².
    Ratio,
}

impl Level {
    /// The level of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "nominal" => Some(Self::Nominal),
            "ordinal" => Some(Self::Ordinal),
            "interval" => Some(Self::Interval),
            "ratio" => Some(Self::Ratio),
            _ => None,
        }
    }
}

/// Krippendorff's alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct Alpha {
    /// 1 − observed / expected disagreement.
    pub alpha: f64,
    /// Mean squared difference within units.
    pub observed: f64,
    /// Mean squared difference among all pairable codes.
    pub expected: f64,
    /// Units coded at least twice.
    pub units: usize,
    /// Codes in those units.
    pub codes: usize,
    /// Units coded once or not at all: nothing to compare.
    pub left_out: usize,
}

/// Krippendorff's alpha for any number of coders and any blanks.
///
/// Krippendorff (2019), *Content Analysis*, 4th ed., ch. 12; worked examples in Krippendorff (2011), *Computing
/// Krippendorff's Alpha-Reliability*.
///
/// # Errors
/// No unit coded twice, one code only, negative codes at the ratio level.
pub fn alpha(ratings: &Ratings, level: Level) -> Result<Alpha, Refusal> {
    let units = Units::of(ratings, level)?;
    let mut room = Room::new(&units);
    let Some((observed, expected)) = units.disagreement(0..units.len(), &mut room) else {
        let what = "all pairable units have one and the same code".to_owned();
        return Err(Refusal::new("no-variation", what)
            .why("agreement on a constant shows nothing")
            .help("add units that differ"));
    };
    Ok(Alpha {
        alpha: 1.0 - observed / expected,
        observed,
        expected,
        units: units.len(),
        codes: units.codes() as usize,
        left_out: ratings.units() - units.len(),
    })
}

/// Distribution of alpha when units are drawn anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrap {
    /// Quantiles at (1 − level) / 2 and (1 + level) / 2.
    pub interval: Interval,
    /// Median.
    pub median: f64,
    /// Replicates that had an alpha.
    pub replicates: usize,
    /// Replicates in which all codes were the same, so that there is no alpha.
    pub undefined: usize,
}

/// Draws as many pairable units as there are, with replacement, `replicates` times. Each replicate has a
/// stream of its own: the answer does not depend on the number of threads.
///
/// # Errors
/// As [`alpha`]; or no replicate had an alpha.
pub fn bootstrap(
    ratings: &Ratings,
    level: Level,
    replicates: usize,
    confidence: f64,
    seed: u64,
) -> Result<Bootstrap, Refusal> {
    let units = Units::of(ratings, level)?;
    let n = units.len();
    let one = |room: &mut Room, replicate: usize| {
        let mut stream = Stream::new(seed, replicate as u64);
        let drawn = (0..n).map(move |_| stream.below(n));
        units.disagreement(drawn, room).map(|(observed, expected)| 1.0 - observed / expected)
    };
    let mut drawn: Vec<f64> = (0..replicates)
        .into_par_iter()
        .map_init(|| Room::new(&units), one)
        .collect::<Vec<Option<f64>>>()
        .into_iter()
        .flatten()
        .collect();
    drawn.sort_by(f64::total_cmp);
    let tail = (1.0 - confidence) / 2.0;
    let [Some(low), Some(median), Some(high)] = [tail, 0.5, 1.0 - tail].map(|share| quantile(&drawn, share)) else {
        let what = format!("none of {replicates} replicates had codes that differ");
        return Err(Refusal::new("no-variation", what)
            .why("agreement on a constant shows nothing")
            .help("add units that differ"));
    };
    Ok(Bootstrap { interval: [low, high], median, replicates: drawn.len(), undefined: replicates - drawn.len() })
}

/// The pairable units, laid out for drawing them again and again: units with the same codes are one *pattern*, and a draw only counts how
/// often each was drawn.
struct Units {
    level: Level,
    values: Vec<f64>,
    /// The pattern of each unit.
    pattern: Vec<u32>,
    /// Where each pattern's counts start, and one end more.
    starts: Vec<usize>,
    /// Category and how many coders gave it, pattern after pattern.
    counts: Vec<(usize, f64)>,
    /// Codes of a unit of each pattern.
    size: Vec<f64>,
    /// Its disagreement, where it does not depend on the margins (all levels but the ordinal).
    fixed: Vec<f64>,
}

/// Sums of one draw, reused.
struct Room {
    /// How often each pattern was drawn.
    drawn: Vec<u32>,
    margins: Vec<f64>,
    /// Coincidences of different categories, upper triangle; the ordinal level only.
    pairs: Vec<f64>,
}

impl Room {
    fn new(units: &Units) -> Self {
        let (patterns, categories) = (units.size.len(), units.categories());
        Self { drawn: vec![0; patterns], margins: vec![0.0; categories], pairs: vec![0.0; categories * categories] }
    }
}

impl Units {
    fn of(ratings: &Ratings, level: Level) -> Result<Self, Refusal> {
        let values = ratings.values().to_vec();
        if level == Level::Ratio && values.iter().any(|&v| v < 0.0) {
            let what = "a code is below zero".to_owned();
            return Err(Refusal::new("negative-ratio", what)
                .why("a ratio needs numbers from a true zero")
                .help("use the level `interval`"));
        }
        let none = vec![];
        let mut units =
            Self { level, values, pattern: none, starts: vec![0], counts: vec![], size: vec![], fixed: vec![] };
        let mut known: BTreeMap<Vec<u64>, u32> = BTreeMap::new();
        for row in ratings.counts() {
            let size: f64 = row.iter().sum();
            if size < 2.0 {
                continue;
            }
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let pattern = *known.entry(row.iter().map(|n| n.to_bits()).collect()).or_insert(next);
            units.pattern.push(pattern);
            if pattern != next {
                continue;
            }
            let start = units.counts.len();
            units.counts.extend(row.into_iter().enumerate().filter(|(_, n)| *n > 0.0));
            let own = &units.counts[start..];
            let apart = units.pairs_of(own).map(|(k, l, n)| 2.0 * n * units.squared(k, l)).sum::<f64>();
            units.fixed.push(apart / (size - 1.0));
            units.starts.push(units.counts.len());
            units.size.push(size);
        }
        if units.len() == 0 {
            let what = "no unit is coded by two coders".to_owned();
            return Err(Refusal::new("too-few-units", what)
                .why("a share of one or no unit shows nothing")
                .help("add units that two coders or more coded"));
        }
        Ok(units)
    }

    fn len(&self) -> usize {
        self.pattern.len()
    }

    /// Codes of all units.
    fn codes(&self) -> f64 {
        self.pattern.iter().map(|&pattern| self.size[pattern as usize]).sum()
    }

    fn categories(&self) -> usize {
        self.values.len()
    }

    /// Pairs of different categories of a unit with the product of their counts.
    fn pairs_of<'a>(&self, own: &'a [(usize, f64)]) -> impl Iterator<Item = (usize, usize, f64)> + use<'a> {
        own.iter().enumerate().flat_map(|(i, &(k, n))| own[i + 1..].iter().map(move |&(l, m)| (k, l, n * m)))
    }

    /// Squared difference of two categories; 0 at the ordinal level, where it needs the margins.
    fn squared(&self, k: usize, l: usize) -> f64 {
        let (a, b) = (self.values[k], self.values[l]);
        match self.level {
            Level::Nominal => 1.0,
            Level::Ordinal => 0.0,
            Level::Interval => (a - b).powi(2),
            Level::Ratio => ((a - b) / (a + b)).powi(2),
        }
    }

    /// Observed and expected disagreement of these units; none where all codes are the same.
    fn disagreement(&self, drawn: impl Iterator<Item = usize>, room: &mut Room) -> Option<(f64, f64)> {
        let q = self.categories();
        let Room { drawn: times, margins, pairs } = room;
        times.fill(0);
        for unit in drawn {
            times[self.pattern[unit] as usize] += 1;
        }
        margins.fill(0.0);
        pairs.fill(0.0);
        let ordinal = self.level == Level::Ordinal;
        let (mut codes, mut observed) = (0.0, 0.0);
        for (pattern, &times) in times.iter().enumerate().filter(|(_, times)| **times > 0) {
            let own = &self.counts[self.starts[pattern]..self.starts[pattern + 1]];
            let (size, times) = (self.size[pattern], f64::from(times));
            codes += times * size;
            observed += times * self.fixed[pattern];
            for &(k, n) in own {
                margins[k] += times * n;
            }
            if ordinal && own.len() > 1 {
                for (k, l, n) in self.pairs_of(own) {
                    pairs[k * q + l] += times * n / (size - 1.0);
                }
            }
        }
        let mut expected = 0.0;
        for k in 0..q {
            let mut between = margins[k] / 2.0;
            for l in k + 1..q {
                let squared = if ordinal {
                    let squared = (between + margins[l] / 2.0).powi(2);
                    between += margins[l];
                    observed += 2.0 * pairs[k * q + l] * squared;
                    squared
                } else {
                    self.squared(k, l)
                };
                expected += 2.0 * margins[k] * margins[l] * squared;
            }
        }
        let expected = expected / (codes * (codes - 1.0));
        (expected > 0.0).then_some((observed / codes, expected))
    }
}

/// How one code fares among the coders.
#[derive(Clone, Debug, PartialEq)]
pub struct OfCode {
    /// Times the code was given in units coded at least twice.
    pub given: f64,
    /// Of the codes that others gave to the same unit, the share that is this one: 1 when whoever gives it finds
    /// all others giving it too. None when it was never given in a pairable unit.
    pub agreed: Option<f64>,
    /// Alpha of this code against all others; none where it does not vary.
    pub alpha: Option<f64>,
    /// Coincidences with every code: how often it stands in a unit beside each, a unit counting as many times as it has codes.
    pub beside: Vec<f64>,
}

/// Coincidences and agreement of each code (Krippendorff's coincidence matrix, read by rows).
#[must_use]
pub fn per_code(ratings: &Ratings) -> Vec<OfCode> {
    let q = ratings.categories();
    let mut beside = vec![vec![0.0; q]; q];
    for row in ratings.counts() {
        let size: f64 = row.iter().sum();
        if size < 2.0 {
            continue;
        }
        for k in 0..q {
            for l in 0..q {
                beside[k][l] += row[k] * (row[l] - f64::from(u8::from(k == l))) / (size - 1.0);
            }
        }
    }
    let codes: f64 = beside.iter().flatten().sum();
    let of_code = |(k, row): (usize, &Vec<f64>)| {
        let given: f64 = row.iter().sum();
        let apart = 2.0 * (given - row[k]);
        let by_chance = 2.0 * given * (codes - given) / (codes - 1.0);
        OfCode {
            given,
            agreed: (given > 0.0).then(|| row[k] / given),
            alpha: (by_chance > 0.0).then(|| 1.0 - apart / by_chance),
            beside: row.clone(),
        }
    };
    beside.iter().enumerate().map(of_code).collect()
}
