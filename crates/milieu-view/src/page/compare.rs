//! `data/compare.json`: cases side by side, what was measured of them, and what does not follow.

use serde::Serialize;
use ts_rs::TS;

use super::{Code, EntityLink, Estimated, EvidenceList, Label, Shown};

/// Cases, dimensions, indicators, ratios. Indices are into the lists of this page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Compare {
    /// What is compared, in the order in which `cases.csv` first names it.
    pub cases: Vec<EntityLink>,
    /// What is said of cases, in the order of first use.
    pub dimensions: Vec<Dimension>,
    /// Every row of `cases.csv`, in file order.
    pub said: Vec<Said>,
    /// What was measured of the cases: one chart for each indicator and unit, in the codebook's order.
    pub charts: Vec<Chart>,
    /// Stated ratios beside those their own source's numbers give.
    pub ratios: Vec<RatioShown>,
    /// Stated ratios that cannot be checked.
    pub unchecked: Vec<RatioUnchecked>,
    /// Every statement behind the page.
    pub evidence: EvidenceList,
}

/// A dimension of the comparison.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Dimension {
    /// Code, a variable of the codebook.
    pub code: String,
    /// Label.
    pub label: Label,
    /// Definition, if the codebook has one.
    pub definition: Option<Label>,
}

/// What is said of a case on a dimension.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Said {
    /// Of which case.
    pub case: u32,
    /// On which dimension.
    pub dimension: u32,
    /// What.
    pub value: Shown,
    /// The entities it names, where it is a list of ids.
    pub entities: Vec<EntityLink>,
    /// Remarks of the row.
    pub notes: Option<String>,
}

/// An indicator in a unit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Chart {
    /// The indicator.
    pub indicator: Code,
    /// The unit; none where neither the row nor the codebook states one.
    pub unit: Option<String>,
    /// Observations by case.
    pub series: Vec<Series>,
}

/// Observations of one case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Series {
    /// Of which case.
    pub case: u32,
    /// In file order: nothing is averaged, and values that contradict each other all stand.
    pub points: Vec<Point>,
}

/// One observation.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Point {
    /// The number.
    pub value: f64,
    /// Period as written.
    pub period: Option<String>,
    /// First and last moment it may speak of, decimal years; none where it is undated.
    pub bounds: Option<[f64; 2]>,
    /// Remarks of the row.
    pub notes: Option<String>,
    /// As written.
    pub shown: Shown,
}

/// A number a ratio is worked out from.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Part {
    /// What it is.
    pub label: Label,
    /// As written.
    pub shown: Shown,
    /// Unit.
    pub unit: Option<String>,
    /// Period as written.
    pub period: Option<String>,
}

/// A stated ratio, checked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RatioShown {
    /// Of which case.
    pub case: u32,
    /// The ratio as stated.
    pub stated: Part,
    /// That number in what it counts, without amounts such as `thousand`.
    pub stated_value: f64,
    /// What it counts: the unit of `stated_value` and of `converted`.
    pub stated_of: String,
    /// The number above the line.
    pub over: Part,
    /// The number below the line.
    pub under: Part,
    /// Key of the source that states all three.
    pub source: String,
    /// That source in short.
    pub source_short: String,
    /// over / under.
    pub computed: Estimated,
    /// What the computed ratio counts.
    pub unit: String,
    /// The computed ratio in what the stated one counts, if a rate was needed and found.
    pub converted: Option<Estimated>,
    /// Rates used.
    pub rates: Vec<Part>,
    /// The rate at which the stated value would follow, where both count different things.
    pub implied: Option<f64>,
    /// What such a rate counts: `yuan per US dollars`.
    pub implied_unit: Option<String>,
    /// `follows`, `differs` or `needs`.
    pub verdict: String,
    /// stated / computed, where it differs.
    pub factor: Option<f64>,
}

/// A stated ratio that cannot be checked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RatioUnchecked {
    /// Of which case.
    pub case: u32,
    /// The ratio as stated.
    pub stated: Part,
    /// Why.
    pub reason: Label,
}
