//! Why an analysis of sets cannot be run: what, and what would mend it.

use crate::analysis::{At, Refusal};

/// An input no honest answer exists for.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// No case is left.
    NoCases,
    /// No condition was named.
    NoConditions,
    /// Columns of different lengths.
    Unequal {
        /// The column that differs.
        name: String,
        /// How many cases it has.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// The same condition twice, or the outcome among the conditions.
    Twice(String),
    /// Not a number, or infinite.
    NotANumber {
        /// The set.
        name: String,
        /// The case.
        case: String,
    },
    /// A membership below 0 or above 1.
    OutsideZeroOne {
        /// The set.
        name: String,
        /// The case.
        case: String,
        /// What it holds.
        value: f64,
    },
    /// A value of a multi-value condition that is not one of its whole numbers.
    NotALevel {
        /// The condition.
        name: String,
        /// The case.
        case: String,
        /// What it holds.
        value: f64,
        /// How many values it has, counted from 0.
        levels: u8,
    },
    /// More values than a multi-value condition may have.
    TooManyLevels {
        /// The condition.
        name: String,
        /// The most values a condition may have.
        most: u8,
    },
    /// All cases have the same membership in the outcome.
    ConstantOutcome(String),
    /// All cases stand on the same side of the outcome's 0.5: none is in it, or none is out.
    OneSidedOutcome(String),
    /// All cases have the same value of a condition.
    ConstantCondition(String),
    /// More configurations than can be held.
    TooManyConfigurations {
        /// How many conditions.
        conditions: usize,
        /// The most configurations.
        most: u32,
    },
    /// Too few cases for the conditions: chance alone would give a solution.
    LimitedDiversity {
        /// Cases.
        cases: usize,
        /// Conditions.
        conditions: usize,
        /// Configurations these conditions make.
        configurations: u64,
        /// The most conditions for so many cases.
        most: usize,
        /// The fewest cases for so many conditions.
        fewest: usize,
    },
    /// A cutoff outside its range.
    Cutoff {
        /// Which.
        name: &'static str,
        /// What it was set to.
        value: f64,
        /// What it may be.
        range: &'static str,
    },
    /// No row passes the cutoffs: nothing to explain.
    NothingPositive,
    /// Every observed row passes the cutoffs: nothing to tell apart, so remainders can be assumed at will.
    NothingNegative,
    /// A directional expectation for a condition that is not there, or that has more than two values.
    Expectation(String),
    /// Anchors that do not rise or fall.
    Anchors {
        /// The column.
        name: String,
        /// What is wrong.
        why: &'static str,
    },
    /// A fit that did not settle.
    NotConverged(&'static str),
    /// A cover too large to be searched in full.
    CoverTooLarge {
        /// Prime implicants.
        primes: usize,
        /// Positive rows to cover.
        rows: usize,
    },
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        let cell = |name: &str, case: &str, holds: &str| format!("`{name}` of {case} {holds}");
        match problem {
            Problem::NoCases => Self::new("no-cases", "no case is left")
                .why("every row was left out for the reasons told beside it")
                .help("code the conditions and the outcome of more cases"),
            Problem::NoConditions => Self::new("no-conditions", "no condition is named")
                .why("there is nothing to explain the outcome with")
                .help("name at least one column")
                .at(At::Option("conditions".into())),
            Problem::Unequal { name, found, expected } => {
                Self::new("unequal-lengths", format!("`{name}` has {found} values for {expected} cases"))
                    .why("a value could stand for the wrong case")
                    .help("give every set one value for each case")
            }
            Problem::Twice(name) => Self::new("set-twice", format!("`{name}` is named twice"))
                .why("a set is a condition once, or the outcome")
                .help("name it once")
                .at(At::Option("conditions".into())),
            Problem::NotANumber { name, case } => Self::new("not-finite", cell(&name, &case, "is no finite number"))
                .why("a membership is a number")
                .help("leave the cell blank if it is not known")
                .at(At::Column(name)),
            Problem::OutsideZeroOne { name, case, value } => {
                Self::new("outside-0-1", cell(&name, &case, &format!("is {value}, outside 0..1")))
                    .why("a membership goes from 0 (out) to 1 (in)")
                    .help("calibrate it first: `qca-calibrate`, or anchors by `calibrate`; or name it in `multi-value`")
                    .at(At::Column(name))
            }
            Problem::NotALevel { name, case, value, levels } => {
                Self::new("not-a-level", cell(&name, &case, &format!("is {value}, none of 0..{}", levels - 1)))
                    .why("the values of a multi-value condition are whole numbers from 0 that name categories")
                    .help("recode the column, or calibrate it as a fuzzy set")
                    .at(At::Column(name))
            }
            Problem::TooManyLevels { name, most } => {
                Self::new("too-many-levels", format!("`{name}` has more than {most} values"))
                    .why("each value doubles what chance can explain")
                    .help("group its values, or calibrate it as a fuzzy set")
                    .at(At::Column(name))
            }
            Problem::ConstantOutcome(name) => {
                Self::new("no-variation", format!("every case has the same membership in the outcome `{name}`"))
                    .why("there is nothing to explain")
                    .help("add cases that differ in the outcome")
                    .at(At::Column(name))
            }
            Problem::OneSidedOutcome(name) => {
                Self::new("no-variation", format!("every case stands on the same side of 0.5 in the outcome `{name}`"))
                    .why("without cases both in and out, whatever they share looks like a cause")
                    .help("add cases of the other side, or look at the anchors of the calibration")
                    .at(At::Column(name))
            }
            Problem::ConstantCondition(name) => {
                Self::new("constant-condition", format!("condition `{name}` is the same in every case"))
                    .why("it can explain no difference, and would still stand in every term")
                    .help("leave it out of `conditions`, or add cases that differ in it")
                    .at(At::Column(name))
            }
            Problem::TooManyConfigurations { conditions, most } => Self::new(
                "too-many-configurations",
                format!("{conditions} conditions make more than {most} configurations"),
            )
            .why("nearly all of them would be without a case")
            .help("choose fewer conditions")
            .at(At::Option("conditions".into())),
            Problem::LimitedDiversity { cases, conditions, configurations, most, fewest } => Self::new(
                "limited-diversity",
                format!("{cases} cases are too few for {conditions} conditions ({configurations} configurations)"),
            )
            .why(
                "so many conditions tell random cases apart too: a solution without contradiction is likely by chance \
                 alone, and would mean nothing (Marx 2006; Marx & Dusa 2011)",
            )
            .help(if most == 0 {
                format!("at least {fewest} cases would be needed; with so few, compare cases in pairs instead")
            } else {
                format!("use at most {most} conditions for {cases} cases, or at least {fewest} cases for {conditions}")
            })
            .at(At::Option("conditions".into())),
            Problem::Cutoff { name, value, range } => Self::new("bad-cutoff", format!("{name} is {value}"))
                .why(format!("it must lie in {range}"))
                .help("change it"),
            Problem::NothingPositive => {
                Self::new("nothing-to-explain", "no observed configuration passes the cutoffs for the outcome")
                    .why("a solution explains rows that are sufficient for the outcome, and none is")
                    .help("look at inclusion and PRI in the truth table before lowering a cutoff")
            }
            Problem::NothingNegative => {
                Self::new("nothing-to-tell-apart", "every observed configuration passes the cutoffs for the outcome")
                    .why("nothing says which remainders would not, so that any term at all would do")
                    .help("raise a cutoff, or look at necessity (`qca-necessity`)")
            }
            Problem::Expectation(text) => Self::new(
                "bad-expectation",
                format!("directional expectation `{text}` names no condition of the analysis"),
            )
            .why("it says which presence, or absence, is expected to further the outcome")
            .help("write NAME or ~NAME, and NAME[1] for a multi-value condition")
            .at(At::Option("dir-exp".into())),
            Problem::Anchors { name, why } => Self::new("bad-anchors", format!("`{name}` cannot be calibrated: {why}"))
                .why("a calibration says which raw values are out, in between and in")
                .help("give exclusion, crossover and inclusion as three different numbers in order"),
            Problem::NotConverged(what) => Self::new("not-converged", format!("{what} did not settle"))
                .why("the preliminary scores separate the values completely, or hardly differ")
                .help("use the direct method"),
            Problem::CoverTooLarge { primes, rows } => Self::new(
                "cover-too-large",
                format!("{primes} prime implicants over {rows} rows are too many to find all shortest solutions"),
            )
            .why("a search that is cut short could miss the shortest one")
            .help("choose fewer conditions, or raise the frequency cutoff"),
        }
    }
}
