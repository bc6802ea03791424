//! Survival and cumulative hazard without covariates: Kaplan–Meier, Nelson–Aalen, Fleming–Harrington.

use rayon::prelude::*;

use super::{Error, Sample, critical, order};

/// Numbers at risk and events at each age at which something happens, ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RiskTable {
    /// Ages of exit, each once.
    pub time: Vec<f64>,
    /// Rows at risk just before: entered before the age, exit at or after it.
    pub at_risk: Vec<u64>,
    /// Events at the age.
    pub events: Vec<u64>,
    /// Rows censored at the age.
    pub censored: Vec<u64>,
}

/// How the survival curve is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Estimator {
    /// `S = Π (1 − d/n)`, hazard `Σ d/n` (Kaplan & Meier 1958; Nelson 1972, Aalen 1978).
    #[default]
    KaplanMeier,
    /// `S = exp(−Σ d/n)` (Breslow's use of Nelson–Aalen).
    NelsonAalen,
    /// `S = exp(−H)` with tied events taken one after another, `H = Σ Σ_k 1/(n−k)` (Fleming & Harrington 1984).
    FlemingHarrington,
}

/// The scale on which the interval is symmetric.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// `S ± z·se`, cut at 0 and 1.
    Plain,
    /// `exp(log S ± z·se/S)`, cut at 1; R's default.
    #[default]
    Log,
    /// `exp(−exp(log(−log S) ± z·se/(S log S)))`, always within 0 and 1.
    LogLog,
}

/// What to estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How the curve is made.
    pub estimator: Estimator,
    /// Scale of the interval.
    pub scale: Scale,
    /// Level of the interval.
    pub level: f64,
    /// Survival given that this age was reached.
    pub from: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { estimator: Estimator::KaplanMeier, scale: Scale::Log, level: 0.95, from: None }
    }
}

/// A survival curve; all lists have the length of `time`. A step holds from its age on.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The numbers at risk it is made of.
    pub table: RiskTable,
    /// Rows observed.
    pub rows: usize,
    /// Share still alive after the age.
    pub survival: Vec<f64>,
    /// Standard error of `survival` (Greenwood 1926 for Kaplan–Meier); none where everyone at risk ended.
    pub std_err: Vec<Option<f64>>,
    /// Cumulative hazard.
    pub hazard: Vec<f64>,
    /// Standard error of `hazard`.
    pub hazard_std_err: Vec<f64>,
    /// Interval of `survival`; none where it has no standard error.
    pub interval: Vec<Option<[f64; 2]>>,
    /// Options it was made with.
    pub options: Options,
}

impl RiskTable {
    /// Counts a sample, in `O(n log n)`.
    ///
    /// # Errors
    /// When the sample cannot be used.
    pub fn of(sample: &Sample) -> Result<Self, Error> {
        sample.check()?;
        let key = |(&age, &event): (&f64, &bool)| order::exit(age, event);
        let mut exits: Vec<u64> = sample.exit.par_iter().zip(sample.event).map(key).collect();
        exits.par_sort_unstable();
        let mut entries = sample.entry.map_or_else(Vec::new, <[f64]>::to_vec);
        entries.par_sort_unstable_by(f64::total_cmp);

        let mut table = Self {
            time: Vec::with_capacity(exits.len()),
            at_risk: Vec::with_capacity(exits.len()),
            events: Vec::with_capacity(exits.len()),
            censored: Vec::with_capacity(exits.len()),
        };
        let (mut left, mut entered) = (0, 0);
        while left < exits.len() {
            let (time, _) = order::of_exit(exits[left]);
            let run = |from: usize, is_event| {
                let same = exits[from..].iter().take_while(|&&key| order::of_exit(key) == (time, is_event));
                same.count()
            };
            let d = run(left, true);
            let q = run(left + d, false);
            let present = if sample.entry.is_some() {
                entered += entries[entered..].iter().take_while(|&&a| a < time).count();
                entered
            } else {
                sample.len()
            };
            table.time.push(time);
            table.at_risk.push((present - left) as u64);
            table.events.push(d as u64);
            table.censored.push(q as u64);
            left += d + q;
        }
        Ok(table)
    }

    /// Rows at risk just before an age: those of the next age at which something happens. With delayed
    /// entry this counts rows that enter up to that next age.
    #[must_use]
    pub fn at_risk_before(&self, age: f64) -> u64 {
        self.at_risk.get(self.time.partition_point(|&t| t < age)).copied().unwrap_or(0)
    }
}

/// The survival curve of a sample.
///
/// # Errors
/// When the sample or the level cannot be used.
///
/// ```
/// use milieu_method::survival::{Sample, curve};
/// let sample = Sample { entry: None, exit: &[1.0, 2.0, 2.0, 4.0], event: &[true, true, false, true] };
/// let curve = curve::estimate(&sample, &curve::Options::default())?;
/// assert_eq!(curve.survival, [0.75, 0.5, 0.0]);
/// # Ok::<(), milieu_method::survival::Error>(())
/// ```
pub fn estimate(sample: &Sample, options: &Options) -> Result<Curve, Error> {
    from_table(RiskTable::of(sample)?, sample.len(), options)
}

/// The survival curve of numbers at risk.
///
/// # Errors
/// When the level cannot be used.
pub fn from_table(mut table: RiskTable, rows: usize, options: &Options) -> Result<Curve, Error> {
    let z = critical(options.level)?;
    if let Some(from) = options.from {
        let first = table.time.partition_point(|&t| t <= from);
        let RiskTable { time, at_risk, events, censored } = &mut table;
        drop(time.drain(..first));
        for counts in [at_risk, events, censored] {
            drop(counts.drain(..first));
        }
    }
    let n = table.time.len();
    // What runs through all ages, then what each age needs for itself.
    let [mut survival, mut log_variance, mut hazard, mut variance] = [(); 4].map(|()| Vec::with_capacity(n));
    let (mut product, mut greenwood, mut total, mut of_total) = (1.0, 0.0, 0.0, 0.0);
    for i in 0..n {
        let (risk, d) = (table.at_risk[i], table.events[i]);
        if d > 0 {
            let (y, events) = (risk as f64, d as f64);
            product *= (y - events) / y;
            greenwood += events / (y * (y - events));
            if options.estimator == Estimator::FlemingHarrington {
                for k in 0..d {
                    let left = (risk - k) as f64;
                    total += 1.0 / left;
                    of_total += 1.0 / (left * left);
                }
            } else {
                total += events / y;
                of_total += events / (y * y);
            }
        }
        hazard.push(total);
        variance.push(of_total);
        if options.estimator == Estimator::KaplanMeier {
            survival.push(product);
            log_variance.push(greenwood);
        }
    }
    if options.estimator != Estimator::KaplanMeier {
        survival = hazard.par_iter().map(|h: &f64| (-h).exp()).collect();
        log_variance.clone_from(&variance);
    }
    let log_se = |v: &f64| v.is_finite().then(|| v.sqrt());
    let each = || survival.par_iter().zip(&log_variance);
    let std_err = each().map(|(s, v)| log_se(v).map(|se| s * se)).collect();
    let interval = each().map(|(s, v)| log_se(v).map(|se| interval(*s, se, z, options.scale))).collect();
    variance.par_iter_mut().for_each(|v: &mut f64| *v = v.sqrt());
    Ok(Curve { table, rows, survival, std_err, hazard, hazard_std_err: variance, interval, options: *options })
}

/// The interval of a share, given the standard error of its logarithm.
#[must_use]
pub fn interval(share: f64, log_se: f64, z: f64, scale: Scale) -> [f64; 2] {
    if share <= 0.0 {
        return [0.0, 0.0];
    }
    match scale {
        Scale::Plain => [(share - z * share * log_se).max(0.0), (share + z * share * log_se).min(1.0)],
        Scale::Log => {
            let factor = (z * log_se).exp();
            [share / factor, (share * factor).min(1.0)]
        }
        Scale::LogLog if share >= 1.0 => [1.0, 1.0],
        Scale::LogLog => {
            let log = share.ln();
            let half = z * log_se / log.abs();
            let centre = (-log).ln();
            [(-(centre + half).exp()).exp(), (-(centre - half).exp()).exp()]
        }
    }
}

impl Curve {
    /// The step that holds at an age: the last one at or before it; none before the first.
    #[must_use]
    pub fn step(&self, age: f64) -> Option<usize> {
        self.table.time.partition_point(|&t| t <= age).checked_sub(1)
    }

    /// Survival at an age.
    #[must_use]
    pub fn survival_at(&self, age: f64) -> f64 {
        self.step(age).map_or(1.0, |i| self.survival[i])
    }

    /// The first age, if any, at which the curve falls to zero although rows enter later: with delayed
    /// entry an early risk set can be so small that it empties. What follows says nothing then;
    /// survival from a later age on (`from`) does.
    #[must_use]
    pub fn empties_early(&self) -> Option<f64> {
        let zero = self.survival.iter().position(|&s| s <= 0.0)?;
        (zero + 1 < self.survival.len()).then(|| self.table.time[zero])
    }
}
