//! Targets on a table: reached or not, where they stand on their way, and what a level adds.

use super::fit::{Mean, clustered_mean, clustered_slope, share_of};

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// At least the target, as growth.
    Higher,
    /// At most the target, as energy use.
    Lower,
}

/// Where an indicator stands on its way to a target, as plan evaluations put it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Reached before its year.
    AchievedEarly,
    /// Reached in its year.
    Achieved,
    /// Further on its way than the time that has passed.
    Ahead,
    /// As far as the time that has passed.
    OnTrack,
    /// Less far than the time that has passed.
    Lagging,
    /// Its year has passed and it is not reached.
    Missed,
}

impl Class {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AchievedEarly => "achieved early",
            Self::Achieved => "achieved",
            Self::Ahead => "ahead",
            Self::OnTrack => "on track",
            Self::Lagging => "lagging",
            Self::Missed => "missed",
        }
    }
}

/// A target on its way: its baseline and itself, each with its year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Value at the start.
    pub baseline: f64,
    /// Year of the start.
    pub from: f64,
    /// Value to be reached.
    pub target: f64,
    /// Year by which.
    pub by: f64,
}

impl Way {
    /// (observed − baseline) / (target − baseline): 0 at the start, 1 at the target. None where the target is the baseline.
    #[must_use]
    pub fn progress(&self, observed: f64) -> Option<f64> {
        let way = self.target - self.baseline;
        let share = (observed - self.baseline) / way;
        (way != 0.0 && share.is_finite()).then_some(share)
    }

    /// Class of what was observed in a year: progress beside the share of time that has passed, on a straight way;
    /// *on track* is within `tolerance` (a share of the way). None where there is no way or no time.
    #[must_use]
    pub fn class(&self, observed: f64, year: f64, tolerance: f64) -> Option<Class> {
        let progress = self.progress(observed)?;
        let time = (year - self.from) / (self.by - self.from);
        if self.by <= self.from || !time.is_finite() || year < self.from {
            return None;
        }
        // Rounding in the subtraction must not make a target that is met unmet.
        let reached = progress >= 1.0 - 1e-12;
        Some(match (reached, year < self.by) {
            (true, true) => Class::AchievedEarly,
            (true, false) => Class::Achieved,
            (false, false) => Class::Missed,
            (false, true) if progress > time + tolerance => Class::Ahead,
            (false, true) if progress < time - tolerance => Class::Lagging,
            (false, true) => Class::OnTrack,
        })
    }
}

/// Attainment of a group of targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Attained {
    /// Share that reached their target, with Wilson's interval.
    pub attained: (f64, [f64; 2]),
    /// Mean of observed − target, clustered by unit.
    pub gap: Mean,
    /// Share within `tolerance` of their target, with Wilson's interval.
    pub exact: (f64, [f64; 2]),
    /// Share of targets that are multiples of the round number, with Wilson's interval; none without one.
    pub round: Option<(f64, [f64; 2])>,
}

/// Attainment of targets, each with its observed value and the cluster (unit) it belongs to; none of no targets.
#[must_use]
pub fn attained(
    targets: &[f64],
    observed: &[f64],
    clusters: &[usize],
    direction: Direction,
    tolerance: f64,
    round: Option<f64>,
    level: f64,
) -> Option<Attained> {
    let n = targets.len();
    let gaps: Vec<f64> = observed.iter().zip(targets).map(|(o, t)| o - t).collect();
    let reached = |gap: &&f64| match direction {
        Direction::Higher => **gap >= -tolerance,
        Direction::Lower => **gap <= tolerance,
    };
    Some(Attained {
        attained: share_of(gaps.iter().filter(reached).count(), n, level)?,
        gap: clustered_mean(&gaps, clusters, level)?,
        exact: share_of(gaps.iter().filter(|gap| gap.abs() <= tolerance).count(), n, level)?,
        round: match round {
            Some(round) => share_of(targets.iter().filter(|t| is_multiple(**t, round)).count(), n, level),
            None => None,
        },
    })
}

/// Whether a number is a whole multiple of another, to within rounding.
#[must_use]
pub fn is_multiple(value: f64, of: f64) -> bool {
    let times = value / of;
    (times - times.round()).abs() < 1e-9 * times.abs().max(1.0)
}

/// What a level adds to the targets of the level above.
#[derive(Clone, Debug, PartialEq)]
pub struct Amplification {
    /// Mean of child − parent, clustered by child.
    pub difference: Mean,
    /// Mean of child / parent, clustered by child; none where a parent is not above zero.
    pub ratio: Option<Mean>,
    /// Share of children strictly above their parent, with Wilson's interval.
    pub above: (f64, [f64; 2]),
    /// Intercept and slope of child on parent; none where the parents' targets do not differ.
    pub line: Option<[Mean; 2]>,
}

/// Amplification over pairs of child and parent targets, each with the cluster (unit) of the child; none of no pairs.
///
/// After Li, Liu, Weng & Zhou (2019), <https://doi.org/10.1093/ej/uez018>. A slope of 1 with a positive intercept is a margin added by every
/// child; a slope above 1 is a margin that grows with the parent's target.
#[must_use]
pub fn amplified(children: &[f64], parents: &[f64], clusters: &[usize], level: f64) -> Option<Amplification> {
    let pairs = || children.iter().zip(parents);
    let differences: Vec<f64> = pairs().map(|(c, p)| c - p).collect();
    let ratios: Option<Vec<f64>> = pairs().map(|(c, p)| (*p > 0.0).then(|| c / p)).collect();
    let above = differences.iter().filter(|d| **d > 1e-9).count();
    Some(Amplification {
        difference: clustered_mean(&differences, clusters, level)?,
        ratio: ratios.and_then(|ratios| clustered_mean(&ratios, clusters, level)),
        above: share_of(above, differences.len(), level)?,
        line: clustered_slope(parents, children, clusters, level),
    })
}
