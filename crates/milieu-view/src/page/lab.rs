//! The pages of the lab: `data/lab.json`, `data/lab/….json`, and what a run answers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Label;

/// The lab in one page: what it can be asked, and how far it may be believed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Lab {
    /// Fingerprint of the rules as they stand.
    pub model: String,
    /// Rows of the register of parameters that are assumed, and all rows.
    pub assumed: [u32; 2],
    /// Patterns met, missed and not read; none while no board is kept.
    pub patterns: Option<[u32; 3]>,
    /// The study's scenarios, the baseline first.
    pub scenarios: Vec<ScenarioInShort>,
    /// The study's experiments.
    pub experiments: Vec<ExperimentInShort>,
    /// What is read off a run.
    pub indicators: Vec<LabIndicator>,
}

/// A scenario on the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScenarioInShort {
    /// Id: its file without the ending.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// Whether a result is kept with it.
    pub kept: bool,
    /// Whether the kept result is of another text, another start or other rules than now.
    pub stale: bool,
}

/// An experiment on the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExperimentInShort {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Label,
    /// What it asks.
    pub question: Label,
    /// The verdict: `borne-out`, `open` or `contradicted`; blank while no result is kept.
    pub verdict: String,
    /// Whether the kept result is of another text, another start or other rules than now.
    pub stale: bool,
}

/// `data/lab/experiment/ID.json`
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExperimentPage {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Label,
    /// What it asks.
    pub question: Label,
    /// Why the kept result no longer holds: [`milieu_lab::kept::Stale`] as a word; none if it does.
    #[ts(type = "'unsaid' | 'text' | 'baseline' | 'start' | 'rules' | null")]
    pub stale: Option<&'static str>,
    /// The command that performs it.
    pub command: String,
    /// The kept result, none while there is none, as `milieu lab experiment` wrote it; `web/src/lab/outcome.ts` says what of it pages read.
    #[ts(type = "unknown")]
    pub outcome: Option<serde_json::Value>,
}

/// Something read off a run each month.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LabIndicator {
    /// Name, as files have it.
    pub name: String,
    /// What it says, in English.
    pub what: String,
    /// Unit; blank for a pure number.
    pub unit: String,
}

/// `data/lab/scenario/ID.json`
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScenarioPage {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// Its text, as the study has it.
    pub text: String,
    /// First and last month, such as `2008-01`.
    pub window: [String; 2],
    /// The scenario it is compared with; none where it is that itself.
    pub base: Option<String>,
    /// Levers it can pull, in the order of the documentation.
    pub levers: Vec<LeverShown>,
    /// What is wrong with its text, as the terminal shows it.
    pub wrong: Vec<String>,
    /// The command that runs it.
    pub command: String,
    /// How much of its world the study states, and how much is made up; empty where all of it is made up.
    pub placed: Vec<PlacedShown>,
    /// What is kept of it.
    pub kept: Option<LabRun>,
    /// Why that no longer holds: [`milieu_lab::kept::Stale`] as a word; none if it does.
    #[ts(type = "'unsaid' | 'text' | 'baseline' | 'start' | 'rules' | null")]
    pub stale: Option<&'static str>,
}

/// How much of a kind of thing at the start comes from the study.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlacedShown {
    /// What is counted, in English.
    pub what: String,
    /// From the study.
    pub grounded: u32,
    /// Made up.
    pub synthetic: u32,
    /// Statements of the study that those from it rest on.
    pub facts: u32,
}

/// A lever, as a scenario pulls it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeverShown {
    /// Name, as scenarios write it.
    pub name: String,
    /// What it does, in English.
    pub what: String,
    /// What its number means: `share`, `shift`, `factor`, `months`, `yuan`, `flag` or `campaign`.
    pub unit: String,
    /// Smallest and largest value; none for the campaign.
    pub bounds: Option<[f64; 2]>,
    /// The value that leaves everything as the rules have it.
    pub neutral: String,
    /// The value this scenario gives it, as written; blank where it leaves it alone.
    pub value: String,
    /// From which month on; blank for the first.
    pub from: String,
    /// Until which month; blank for the last.
    pub until: String,
    /// In which territory; blank for everywhere.
    pub within: String,
}

/// A scenario's runs: kept with the study or just made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct LabRun {
    /// Fingerprint of the rules.
    pub model: String,
    /// Digest of the scenario's text.
    pub scenario: String,
    /// The same of what it is compared with; blank for the baseline itself.
    pub base: String,
    /// Digest of what of the study its world starts from, blank where the world is synthetic; none where an older program kept it.
    pub ground: Option<String>,
    /// How large the world was: its name, or its persons.
    pub size: String,
    /// Seeds; each is one run, and one pair with the baseline's.
    #[ts(type = "number[]")]
    pub seeds: Vec<u64>,
    /// First month of the run, counted from January of the year 0.
    pub start: u32,
    /// Months of the run.
    pub months: u32,
    /// Months (from 0) the lines stand at.
    pub at: Vec<u32>,
    /// Indicators, in the order of the lines.
    pub indicators: Vec<String>,
    /// The scenario.
    pub run: ArmShown,
    /// What it is compared with; none where that is kept by itself.
    pub against: Option<ArmShown>,
    /// The scenario less what it is compared with, pair by pair; none for the baseline.
    pub differences: Vec<DifferenceShown>,
}

/// Runs of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ArmShown {
    /// A line for each indicator.
    pub lines: Vec<BandLine>,
    /// Places of the first seed.
    pub replay: ReplayShown,
}

/// An indicator over time: median over the runs with 5th and 95th percentile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BandLine {
    /// Median; none where it is not read in this month.
    pub mid: Vec<Option<f64>>,
    /// 5th percentile.
    pub low: Vec<Option<f64>>,
    /// 95th percentile.
    pub high: Vec<Option<f64>>,
}

/// Differences of pairs over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DifferenceShown {
    /// Mean over the pairs.
    pub mean: Vec<Option<f64>>,
    /// Half the width of the 95 % interval of the mean (Student's t); none of one pair.
    pub half: Vec<Option<f64>>,
    /// How many times as many runs of unlike seeds would be needed at the end; none where nothing differs.
    pub fewer: Option<f64>,
}

/// The places of one run, column by column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ReplayShown {
    /// Kinds; [`Self::kind`] indexes them.
    pub kinds: Vec<String>,
    /// Causes of closing; [`Self::cause`] indexes them.
    pub causes: Vec<String>,
    /// Names of terms; [`Self::terms`] index them.
    pub words: Vec<String>,
    /// Names of towns; [`Self::town`] indexes them.
    pub towns: Vec<String>,
    /// Row of the same place among those of what the scenario is compared with, on the same seed; none where it never
    /// opens there, empty where nothing is compared.
    pub twin: Vec<Option<u32>>,
    /// Name in the study; blank for a place that is made up.
    pub name: Vec<String>,
    /// Kind.
    pub kind: Vec<u32>,
    /// Degrees east.
    pub x: Vec<f64>,
    /// Degrees north.
    pub y: Vec<f64>,
    /// Town.
    pub town: Vec<u32>,
    /// Month it opened in, from 0; places there at the start have 0.
    pub opened: Vec<u32>,
    /// Month it closed in; none while open.
    pub closed: Vec<Option<u32>>,
    /// Why it closed; none while open.
    pub cause: Vec<Option<u32>>,
    /// The largest terms behind the closing, largest first: word and weight.
    pub terms: Vec<Vec<(u32, f64)>>,
}

/// `data/lab/patterns.json`, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PatternBoard {
    /// Fingerprint of the rules.
    pub model: String,
    /// How large the worlds were.
    pub size: String,
    /// Seeds.
    #[ts(type = "number[]")]
    pub seeds: Vec<u64>,
    /// The patterns, P1 to P23.
    pub patterns: Vec<PatternShown>,
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PatternShown {
    /// P1 to P23.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The number it is known by, and who says so.
    pub anchor: String,
    /// `fit` or `validate`.
    pub used: String,
    /// Whether all parts are met; none where one could not be read.
    pub met: Option<bool>,
    /// Its parts.
    pub parts: Vec<PatternPart>,
}

/// A number a pattern speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PatternPart {
    /// What it is.
    pub what: String,
    /// Unit.
    pub unit: String,
    /// The band it is accepted in; none where there is no such end.
    pub accept: [Option<f64>; 2],
    /// Median over the seeds.
    pub median: Option<f64>,
    /// 5th and 95th percentile over the seeds.
    pub band: Option<[f64; 2]>,
    /// Whether the median is accepted; none where there is no median.
    pub met: Option<bool>,
}

/// `data/lab/patterns.json`
#[derive(Clone, Debug, Serialize, TS)]
pub struct PatternsPage {
    /// The board that is kept; none while none is.
    pub board: Option<PatternBoard>,
    /// Whether it is of other rules than now.
    pub stale: bool,
    /// The command that makes it.
    pub command: String,
}

/// `data/lab/model.json`
#[derive(Clone, Debug, Serialize, TS)]
pub struct ModelPage {
    /// The description of the model as HTML.
    pub html: String,
}

/// `data/lab/parameters.json`
#[derive(Clone, Debug, Serialize, TS)]
pub struct ParametersPage {
    /// Rows that are assumed, and all rows.
    pub assumed: [u32; 2],
    /// Every parameter, by row and part of the register.
    pub parameters: Vec<LabParameter>,
    /// The screening kept with the study; none if none is.
    pub screened: Option<ScreenedShown>,
}

/// A screening by Morris' method: how it was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScreenedShown {
    /// The command that makes it again.
    pub command: String,
    /// Fingerprint of the rules.
    pub model: String,
    /// Seeds.
    pub seeds: Vec<u32>,
    /// Trajectories.
    pub trajectories: u32,
    /// Points.
    pub points: u32,
    /// Runs in all.
    pub runs: u32,
    /// Settings that were run, such as `maker`.
    pub settings: Vec<String>,
    /// Persons, firms and places of the worlds at the start.
    pub size: [u32; 3],
    /// Whether it no longer holds.
    pub stale: bool,
    /// Parameters that varied.
    pub varied: u32,
}

/// What a parameter moves, over its whole range.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Moves {
    /// P1 to P23.
    pub pattern: String,
    /// Position of the number among the pattern's parts.
    pub part: u32,
    /// What number of the pattern.
    pub what: String,
    /// Its unit; blank for a pure number.
    pub unit: String,
    /// μ*, the mean size of the effect.
    pub size: f64,
    /// Standard error of μ*.
    pub error: Option<f64>,
    /// μ, the mean effect.
    pub mean: Option<f64>,
    /// σ, the standard deviation of the effect.
    pub sd: Option<f64>,
    /// Its place among the parameters that move this number, 1 for the one that moves it most.
    pub rank: u32,
}

/// A parameter of the lab.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LabParameter {
    /// Row of the register, 1 to 60.
    pub row: u32,
    /// Name, as scenarios write it.
    pub name: String,
    /// The rule it belongs to.
    pub rule: String,
    /// What it says.
    pub what: String,
    /// Default.
    pub default: f64,
    /// Prior range; none for what is fixed.
    pub prior: Option<[f64; 2]>,
    /// Unit; blank for a pure number.
    pub unit: String,
    /// How well it is known: `measured`, `anchored`, `fitted`, `textbook` or `assumed`.
    pub status: String,
    /// Where it comes from.
    pub source: String,
    /// The numbers of patterns it moves most beside other parameters; empty where nothing is kept.
    pub moves: Vec<Moves>,
}

/// What the server says while a scenario runs: a line of JSON each.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum LabAnswer {
    /// Months done, of all months of all runs.
    Progress {
        /// Done.
        done: u32,
        /// All.
        all: u32,
    },
    /// What is wrong with a lever, or with the scenario where none is named.
    Wrong {
        /// The lever; blank for the whole.
        lever: String,
        /// Code of the diagnostic.
        code: String,
        /// What is wrong.
        message: String,
        /// How to mend it.
        help: String,
    },
    /// Another run is under way.
    Busy,
    /// Done.
    Done {
        /// The runs.
        run: Box<LabRun>,
    },
}
