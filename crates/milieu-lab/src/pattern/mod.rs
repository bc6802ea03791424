//! Patterns: what is known of the system that a run has to show before it may speak of what is not known.
//!
//! A pattern has parts, each a number of a run with the band it is accepted in. It is met where the median of every
//! part over the seeds lies within its band. Those used to fit parameters say nothing new by being met; those
//! held out do. A part that cannot be read (nobody at risk, no such run) is neither met nor missed, and says so.
//!
//! Source of the anchors: as given with each; the method is pattern-oriented modelling (Grimm et al. 2005,
//! *Science* 310:987).

mod firms;
mod lives;
mod officials;
mod people;
mod places;
mod territories;

use milieu_method::order;

use crate::month::Month;
use crate::preset::{City, Preset};
use crate::record::{Record, position};
use crate::scenario::Window;
use crate::state::World;

/// What a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Parameters may be fitted to it.
    Fit,
    /// Held out: it tests what was fitted to others.
    Validate,
}

impl Use {
    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Validate => "validate",
        }
    }
}

/// A run a pattern is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// The maker movement, 2008 to 2025.
    Maker,
    /// Industrial upgrading, 1984 to 2014.
    Upgrade,
    /// Upgrading from Kunshan's starting conditions.
    Kunshan,
    /// Upgrading from Shunde's.
    Shunde,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Self; 4] = [Self::Maker, Self::Upgrade, Self::Kunshan, Self::Shunde];

    /// Its window.
    #[must_use]
    pub const fn window(self) -> Window {
        match self {
            Self::Maker => Window::Maker,
            Self::Upgrade | Self::Kunshan | Self::Shunde => Window::Upgrade,
        }
    }

    /// Its starting conditions.
    #[must_use]
    pub fn preset(self) -> Preset {
        let whole = |city| Preset { assets: Some(city), governance: Some(city), pipelines: Some(city) };
        match self {
            Self::Maker | Self::Upgrade => Preset::default(),
            Self::Kunshan => whole(City::Kunshan),
            Self::Shunde => whole(City::Shunde),
        }
    }

    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Maker => "maker",
            Self::Upgrade => "upgrade",
            Self::Kunshan => "kunshan",
            Self::Shunde => "shunde",
        }
    }
}

/// A finished run: what it left behind and the world at its end.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'r> {
    /// Its record.
    pub record: &'r Record,
    /// The world after the last month.
    pub world: &'r World,
}

impl Seen<'_> {
    /// An indicator of the nation in a month.
    fn at(&self, name: &str, year: u32, month: u32) -> Option<f64> {
        self.record.at(position(name)?, 0, Month::new(year, month))
    }

    /// The month of a step, counted from the run's first.
    fn month_of(&self, step: u32) -> Option<Month> {
        Some(self.record.months.first()?.plus(step))
    }
}

/// The runs of one seed, in the order of [`Setting::ALL`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Runs<'r> {
    seen: [Option<Seen<'r>>; 4],
}

impl<'r> Runs<'r> {
    /// Adds the run of a setting.
    #[must_use]
    pub fn with(mut self, setting: Setting, seen: Seen<'r>) -> Self {
        self.seen[setting as usize] = Some(seen);
        self
    }

    fn get(&self, setting: Setting) -> Option<Seen<'r>> {
        self.seen[setting as usize]
    }
}

/// A number of a run that a pattern speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What it is, and how it is read off the run.
    pub what: &'static str,
    /// Unit; empty for a pure number.
    pub unit: &'static str,
    /// The band it is accepted in; infinite where only the other end counts.
    pub accept: [f64; 2],
    /// Reads it.
    of: fn(&Runs) -> Option<f64>,
}

const fn part(what: &'static str, unit: &'static str, accept: [f64; 2], of: fn(&Runs) -> Option<f64>) -> Part {
    Part { what, unit, accept, of }
}

/// Something known of the system.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// P1 to P23.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The number it is known by, and who says so.
    pub anchor: &'static str,
    /// What it is used for.
    pub used: Use,
    /// Runs it needs.
    pub settings: &'static [Setting],
    /// Its parts.
    pub parts: &'static [Part],
}

/// Every pattern, P1 to P23.
pub const PATTERNS: [&Pattern; 23] = [
    &officials::AMPLIFICATION,
    &officials::COMPRESSION,
    &officials::ORDER,
    &officials::BUNCHING,
    &officials::OVERSTATEMENT,
    &officials::DEBT,
    &firms::HAZARD,
    &firms::NET_ENTRY,
    &territories::LATER_ZONES,
    &places::MASS_MAKERSPACES,
    &places::OCCUPANCY,
    &places::SUBSIDY,
    &places::ATTAINMENT,
    &places::REVIEW,
    &people::ATTENDANCE,
    &lives::LIFESPANS,
    &people::LEGACY,
    &territories::RENT,
    &firms::MICRO_DISTANCE,
    &territories::KUNSHAN_SHUNDE,
    &territories::PIPELINES,
    &firms::IMITATION_WAVE,
    &lives::INCUBATED,
];

/// A part read from runs of several seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Median over the seeds; none where it could not be read from any.
    pub median: Option<f64>,
    /// 5th and 95th percentile over the seeds.
    pub band: Option<[f64; 2]>,
    /// Seeds it could be read from.
    pub seeds: usize,
    /// Whether the median lies in the band that is accepted; none where there is no median.
    pub met: Option<bool>,
}

/// A pattern read from runs of several seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The pattern's id.
    pub id: &'static str,
    /// Its parts, in their order.
    pub parts: Vec<Reading>,
}

impl Score {
    /// Whether every part is met; none where nothing is missed and some part could not be read.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        if self.parts.iter().any(|p| p.met == Some(false)) {
            return Some(false);
        }
        self.parts.iter().all(|p| p.met == Some(true)).then_some(true)
    }
}

/// Scores every pattern on the runs of some seeds.
#[must_use]
pub fn board(seeds: &[Runs]) -> Vec<Score> {
    PATTERNS
        .iter()
        .map(|p| Score { id: p.id, parts: p.parts.iter().map(|part| reading(part, seeds)).collect() })
        .collect()
}

fn reading(part: &Part, seeds: &[Runs]) -> Reading {
    let mut values: Vec<f64> = seeds.iter().filter_map(part.of).filter(|x| x.is_finite()).collect();
    values.sort_unstable_by(f64::total_cmp);
    let quantile = |share| order::quantile(&values, share);
    let median = quantile(0.5);
    let band = quantile(0.05).zip(quantile(0.95)).map(|(low, high)| [low, high]);
    let met = median.map(|m| m >= part.accept[0] && m <= part.accept[1]);
    Reading { median, band, seeds: values.len(), met }
}

/// Mean of numbers; none of nothing.
fn mean(numbers: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, n) = numbers.into_iter().fold((0.0, 0.0), |(sum, n), x| (sum + x, n + 1.0));
    (n > 0.0).then(|| sum / n)
}

/// Mean of numbers by their weights; none where there is no weight.
fn weighted(pairs: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weight) = pairs.into_iter().fold((0.0, 0.0), |(sum, all), (x, w)| (sum + x * w, all + w));
    (weight > 0.0).then(|| sum / weight)
}

/// a/b; none where b is nothing.
fn over(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_numbered_and_say_what_they_accept() {
        for (n, pattern) in PATTERNS.iter().enumerate() {
            assert_eq!(pattern.id, format!("P{}", n + 1));
            assert!(!pattern.parts.is_empty() && !pattern.settings.is_empty() && !pattern.anchor.is_empty());
            for part in pattern.parts {
                assert!(part.accept[0] < part.accept[1], "{}: {}", pattern.id, part.what);
            }
        }
    }

    #[test]
    fn nothing_is_neither_met_nor_missed() {
        for score in board(&[Runs::default()]) {
            assert_eq!(score.met(), None, "{}", score.id);
            assert!(score.parts.iter().all(|p| p.median.is_none() && p.seeds == 0));
        }
    }

    #[test]
    fn a_pattern_is_met_by_the_median_of_its_seeds() {
        let one = part("a number", "", [1.0, 2.0], |_| Some(1.5));
        let other = part("another", "", [1.0, 2.0], |_| Some(3.0));
        let none = part("unread", "", [1.0, 2.0], |_| None);
        let score = |parts: &[Part]| {
            Score { id: "P0", parts: parts.iter().map(|p| reading(p, &[Runs::default(); 3])).collect() }.met()
        };
        assert_eq!((score(&[one]), score(&[one, other]), score(&[one, none])), (Some(true), Some(false), None));
        assert_eq!(score(&[none, other]), Some(false));
    }
}
