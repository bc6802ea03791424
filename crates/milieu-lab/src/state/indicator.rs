//! Indicators officials are measured by: targets, what was reached and what was reported.

use super::rows::table;
use super::territory::LEVELS;

/// Indicators with targets.
pub const INDICATORS: usize = 6;
/// GDP growth, percent a year.
pub const GROWTH: usize = 0;
/// Foreign direct investment, firms of the real economy that arrive a year.
pub const FDI: usize = 1;
/// Share of high-tech sectors in output, percent.
pub const HIGH_TECH: usize = 2;
/// Novel combinations a year (patents, R&D).
pub const PATENTS: usize = 3;
/// Number of innovation places.
pub const PLACES: usize = 4;
/// A binding quota (energy, land), percent of what is allowed.
pub const QUOTA: usize = 5;
/// Names, in the order of the numbers.
pub const NAMES: [&str; INDICATORS] = ["gdp-growth", "fdi", "high-tech", "patents", "places", "quota"];
/// Whether an indicator is binding: missing it vetoes a promotion.
pub const IS_BINDING: [bool; INDICATORS] = [false, false, false, false, false, true];

table! {
    /// Targets and results, a row for each official.
    pub struct Indicators (recycled = false) {
        /// This year's target.
        target: [f64; INDICATORS] = [0.0; INDICATORS],
        /// Last year's target.
        target_before: [f64; INDICATORS] = [0.0; INDICATORS],
        /// What was reached in the last full year.
        reached: [f64; INDICATORS] = [0.0; INDICATORS],
        /// What was reported for the last full year.
        reported: [f64; INDICATORS] = [0.0; INDICATORS],
        /// What was reported for the year before that.
        reported_before: [f64; INDICATORS] = [0.0; INDICATORS],
        /// What had been counted since the start when the last year was closed, for what is counted by the year.
        counted: [f64; INDICATORS] = [0.0; INDICATORS],
        /// Output of the last full year as reports have it, yuan a year; 0 before the first is closed.
        level: f64 = 0.0,
    }
}

/// What counts in the contest, the same for all officials of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda {
    /// Weight of each indicator by level.
    pub weight: [[f64; INDICATORS]; LEVELS],
    /// Attention to each indicator; above a threshold a campaign starts.
    pub attention: [f64; INDICATORS],
    /// Step in which the campaign for places began; none before.
    pub campaign_since: Option<u32>,
    /// The nation's own target of this year.
    pub national: [f64; INDICATORS],
    /// Targets a study states: they stand in place of what the rule would set. By year and row.
    pub stated: Vec<Stated>,
}

/// A target that a study states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// Year.
    pub year: u32,
    /// Row of the territory.
    pub territory: u32,
    /// Indicator.
    pub indicator: u8,
    /// What is to be reached.
    pub value: f64,
}

impl Default for Agenda {
    fn default() -> Self {
        let mut weight = [[0.0; INDICATORS]; LEVELS];
        for of_level in &mut weight {
            of_level[GROWTH] = 1.0;
        }
        Self { weight, attention: [0.0; INDICATORS], campaign_since: None, national: [0.0; INDICATORS], stated: vec![] }
    }
}

impl Agenda {
    /// Puts what is stated for a territory and year in place of what was set.
    pub fn state(&self, year: u32, territory: usize, targets: &mut [f64; INDICATORS]) {
        for stated in self.stated.iter().filter(|s| s.year == year && s.territory as usize == territory) {
            targets[usize::from(stated.indicator)] = stated.value;
        }
    }

    /// Takes all of it into the hash.
    pub fn digest(&self, digest: &mut crate::digest::Digest) {
        digest.column(&self.weight);
        digest.column(&self.attention);
        digest.column(&self.national);
        digest.word(self.campaign_since.map_or(u64::MAX, u64::from));
        for stated in &self.stated {
            digest.word((u64::from(stated.year) << 32) | u64::from(stated.territory));
            digest.word(u64::from(stated.indicator));
            digest.word(stated.value.to_bits());
        }
    }
}
