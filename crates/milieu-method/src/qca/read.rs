//! From a table to sets: which columns, how they are calibrated, which rows are left out.

use super::calibrate::{self, Anchors};
use super::diversity;
use super::robust::{Raw, Setup};
use super::sets::{Condition, Sets};
use super::solve::{self, Kind as Solution, Options};
use super::truth::Cutoffs;
use crate::analysis::{At, Column, Input, Kind, Left, Opt, Refusal, numbers_of};

pub(super) const CONDITIONS: Opt = Opt::required("conditions", Kind::Columns, "columns of the conditions (as A,B,C)");
pub(super) const OUTCOME: Opt =
    Opt::required("outcome", Kind::Column, "column of the outcome; ~NAME explains its absence");
pub(super) const CASE: Opt = Opt::optional("case", Kind::Column, "column with the names of the cases");
pub(super) const MULTI_VALUE: Opt =
    Opt::optional("multi-value", Kind::Columns, "conditions whose whole numbers 0, 1, 2 … name categories");
pub(super) const CALIBRATE: Opt = Opt::optional(
    "calibrate",
    Kind::Text,
    "raw columns and their anchors exclusion:crossover:inclusion, or one crisp threshold (as DEV=400:550:900,URB=50)",
);
pub(super) const IDM: Opt = Opt::optional(
    "idm",
    Kind::Number(0.501, 0.999_999),
    "membership at the anchors; unsaid, log-odds of 3 (0.9526), as published work has it; R’s default is 0.95",
);
pub(super) const INCL_CUT: Opt =
    Opt::default("incl-cut", Kind::Number(0.000_001, 1.0), "0.8", "least inclusion of a sufficient configuration");
pub(super) const INCL_CUT_LOW: Opt = Opt::optional(
    "incl-cut-low",
    Kind::Number(0.0, 1.0),
    "inclusion from which a configuration that is not sufficient is a contradiction (C) instead of 0",
);
pub(super) const N_CUT: Opt =
    Opt::default("n-cut", Kind::Count(1, 1_000_000), "1", "fewest cases of a configuration; below it is a remainder");
pub(super) const PRI_CUT: Opt =
    Opt::default("pri-cut", Kind::Number(0.0, 1.0), "0", "least PRI of a sufficient configuration");
pub(super) const SOLUTION: Opt = Opt::default(
    "solution",
    Kind::Word(&["conservative", "intermediate", "parsimonious"]),
    "parsimonious",
    "which solution; the intermediate one needs dir-exp",
);
pub(super) const DIR_EXP: Opt = Opt::optional(
    "dir-exp",
    Kind::Text,
    "directional expectations for the intermediate solution (as A,~B; NAME[1] for a multi-value condition)",
);
pub(super) const DIVERSITY: Opt = Opt::default(
    "diversity",
    Kind::Number(0.0, 1.0),
    "0.9",
    "refuse when random data of this size would contradict themselves with less than this probability",
);
pub(super) const ALL_SOL: Opt =
    Opt::default("all-sol", Kind::Flag, "false", "all irredundant covers instead of all minimum covers");
pub(super) const ROW_DOM: Opt =
    Opt::default("row-dom", Kind::Flag, "false", "drop prime implicants that cover less than another first");
pub(super) const MAX_MODELS: Opt =
    Opt::default("max-models", Kind::Count(1, 10_000), "100", "the most models listed; all are counted up to 10,000");

/// Sets read from a table.
pub(super) struct Read {
    pub setup: Setup,
    /// The checked sets, negated if that is asked for.
    pub sets: Sets,
    /// Row of the table of each case.
    pub used: Vec<usize>,
    pub left: Vec<Left>,
    /// Probability that random data of this size would contradict themselves.
    pub diversity: f64,
}

/// Reads the columns the options name. Rows with a blank in any of them are left out.
///
/// # Errors
/// A missing column, a value that is none, sets that do not vary, too few cases for the conditions.
pub(super) fn read(input: Input<'_>) -> Result<Read, Refusal> {
    let names = input.columns("conditions")?;
    let written = input.settings.text("outcome").unwrap_or("");
    let outcome = column(input, "outcome", written.trim_start_matches('~'))?;
    let all: Vec<&Column> = names.iter().copied().chain([outcome]).collect();
    let (used, left) = input.complete(&all);
    let multi_value: Vec<&str> = input.columns("multi-value")?.iter().map(|c| c.name.as_str()).collect();
    let calibrations = calibrations(input)?;
    for name in multi_value.iter().copied().chain(calibrations.iter().map(|c| c.0.as_str())) {
        if !all.iter().any(|c| c.name == name) {
            return Err(Refusal::new("no-such-set", format!("`{name}` is neither a condition nor the outcome"))
                .why("an instruction that does nothing would hide a misspelling")
                .help("name it in `conditions`, or leave it out"));
        }
    }
    let odds = input.settings.number("idm").map_or(calibrate::RAGIN, calibrate::log_odds);
    let set = |column: &Column| -> Result<(Condition, Option<Raw>), Refusal> {
        let cells = numbers_of(column)?;
        let values: Vec<f64> = used.iter().filter_map(|&row| cells[row]).collect();
        let name = column.name.clone();
        let multi_value = multi_value.contains(&name.as_str());
        let plain = |values| Condition { name: name.clone(), multi_value, values };
        match calibrations.iter().find(|c| c.0 == name).map(|c| c.1.as_slice()) {
            None => Ok((plain(values), None)),
            Some(&[threshold]) => {
                let crisp = |&x: &f64| f64::from(u8::from(x >= threshold));
                Ok((plain(values.iter().map(crisp).collect()), None))
            }
            Some(anchors) => {
                let anchors = Anchors::new(&name, anchors[0], anchors[1], anchors[2])?;
                let raw = Raw { values, anchors, odds };
                Ok((plain(raw.memberships()), Some(raw)))
            }
        }
    };
    let conditions = names.iter().map(|c| set(c)).collect::<Result<Vec<_>, Refusal>>()?;
    let outcome = set(outcome)?;
    let labels = input.column("case")?;
    let label =
        |&row: &usize| labels.and_then(|c| c.cells.text(row)).unwrap_or_else(|| input.table.rows[row].label.clone());
    let cases: Vec<String> = used.iter().map(label).collect();
    let plain = conditions.iter().map(|c| c.0.clone()).collect();
    let sets = Sets::new(cases.clone(), plain, outcome.0.clone())?;
    one_sided(&sets)?;
    let levels: Vec<u8> = (0..conditions.len()).map(|c| sets.space().levels(c)).collect();
    let least = input.settings.number("diversity").unwrap_or(0.0);
    diversity::check(cases.len(), &levels, least)?;
    let negate = written.starts_with('~');
    let sets = if negate { sets.negated() } else { sets };
    let diversity = 1.0 - diversity::free_of_contradiction(cases.len().min(500), f64::from(sets.space().size()));
    if input.settings.text("solution") == Some("intermediate") && input.settings.text("dir-exp").is_none() {
        return Err(Refusal::new("no-expectations", "an intermediate solution needs directional expectations")
            .why("they say which remainders are easy counterfactuals; without them none is")
            .help("say --dir-exp A,~B")
            .at(At::Option("dir-exp".into())));
    }
    let expected = expected(input, &sets)?;
    let options = Options {
        wanted: match input.settings.flag("all-sol") {
            true => super::cover::Wanted::Irredundant,
            false => super::cover::Wanted::Minimum,
        },
        row_dominance: input.settings.flag("row-dom"),
        limit: input.settings.count("max-models").unwrap_or(100),
    };
    let kind = match input.settings.text("solution") {
        Some("conservative") => Solution::Conservative,
        Some("intermediate") => Solution::Intermediate,
        _ => Solution::Parsimonious,
    };
    let setup = Setup { cases, conditions, outcome, negate, cutoffs: cutoffs(input), kind, expected, options };
    Ok(Read { setup, sets, used, left, diversity })
}

fn expected(input: Input<'_>, sets: &Sets) -> Result<solve::Expectations, Refusal> {
    let written: Vec<String> = input.settings.list("dir-exp").map(str::to_owned).collect();
    Ok(solve::expectations(sets, &written)?)
}

fn cutoffs(input: Input<'_>) -> Cutoffs {
    let number = |name: &str| input.settings.number(name);
    Cutoffs {
        frequency: input.settings.count("n-cut").unwrap_or(1),
        inclusion: number("incl-cut").unwrap_or(0.8),
        contradiction: number("incl-cut-low"),
        pri: number("pri-cut").unwrap_or(0.0),
    }
}

/// Without cases on both sides of 0.5, whatever the cases share looks like a cause.
fn one_sided(sets: &Sets) -> Result<(), Refusal> {
    let inside = sets.outcome().iter().filter(|&&y| y > 0.5).count();
    if inside == 0 || inside == sets.outcome().len() {
        return Err(super::problem::Problem::OneSidedOutcome(sets.outcome_name().to_owned()).into());
    }
    Ok(())
}

fn column<'a>(input: Input<'a>, option: &str, name: &str) -> Result<&'a Column, Refusal> {
    input.table.column(name).ok_or_else(|| {
        let names: Vec<String> = input.table.columns.iter().map(|c| format!("`{}`", c.name)).collect();
        Refusal::new("no-such-column", format!("`{}` has no column `{name}`", input.table.name))
            .why(format!("option `{option}` names it"))
            .help(format!("its columns are {}", names.join(", ")))
            .at(At::Option(option.to_owned()))
    })
}

/// `DEV=400:550:900,URB=50` as names and numbers.
fn calibrations(input: Input<'_>) -> Result<Vec<(String, Vec<f64>)>, Refusal> {
    let wrong = |part: &str| {
        Refusal::new("bad-anchors", format!("`{part}` names no anchors"))
            .why("a calibration says which raw values are out, in between and in")
            .help("write NAME=exclusion:crossover:inclusion, or NAME=threshold for a crisp set")
            .at(At::Option("calibrate".into()))
    };
    let one = |part: &str| {
        let (name, anchors) = part.split_once('=').ok_or_else(|| wrong(part))?;
        let numbers: Option<Vec<f64>> = anchors.split(':').map(|a| a.trim().parse().ok()).collect();
        match numbers {
            Some(n) if (n.len() == 1 || n.len() == 3) && n.iter().all(|a| a.is_finite()) => {
                Ok((name.trim().to_owned(), n))
            }
            _ => Err(wrong(part)),
        }
    };
    input.settings.list("calibrate").map(one).collect()
}
