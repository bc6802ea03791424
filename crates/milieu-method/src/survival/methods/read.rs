//! From a table to rows at risk.

use crate::Words;
use crate::analysis::{At, Cells, Column, Input, Kind, Left, Need, Note, Opt, Refusal, numbers_of};
use crate::survival::Error;
use crate::survival::curve::{Curve, Scale};
use crate::survival::sample::align;
use crate::survival::summary::{self, Quantile};

pub(super) const fn w(en: &'static str, zh: &'static str, fr: &'static str) -> Words {
    Words { en, zh, fr }
}

/// Fewer events than this, and no number is given.
pub(super) const EVENTS_NEEDED: usize = 5;

pub(super) const TIME: Opt = Opt::required("time", Kind::Column, "column of ages at the end, or when last heard of");
pub(super) const EVENT: Opt = Opt::required("event", Kind::Column, "column that says whether, or how, a row ended");
pub(super) const ENTRY: Opt = Opt::optional(
    "entry",
    Kind::Column,
    "column of ages from which a row was observed (late discovery, left truncation)",
);
pub(super) const EVENT_VALUE: Opt = Opt::optional(
    "event-value",
    Kind::Text,
    "values of the event column that are events, with commas between; unsaid, 1 of 0/1 or 2 of 1/2",
);
pub(super) const CENSOR_VALUE: Opt =
    Opt::default("censor-value", Kind::Text, "0", "values of the event column that mean censored, with commas between");
pub(super) const GROUP: Opt = Opt::optional("group", Kind::Column, "column of groups, each with its own curve");
pub(super) const STRATA: Opt = Opt::optional("strata", Kind::Column, "column of strata: compared within only");
pub(super) const CONF_LEVEL: Opt = Opt::default("conf-level", Kind::Number(0.5, 0.9999), "0.95", "level of intervals");
pub(super) const CONF_TYPE: Opt = Opt::default(
    "conf-type",
    Kind::Word(&["log", "log-log", "plain"]),
    "log",
    "scale on which the interval is symmetric",
);
pub(super) const UNIT: Opt =
    Opt { name: "unit", kind: Kind::Text, need: Need::Optional, help: "unit of the ages, as years" };

pub(super) const CENSORING: Words = w(
    "A row that was lost sight of is as likely to end later as others of its age still observed.",
    "失去追踪的个案，其后结束的可能性与同龄仍被观察者相同。",
    "Une ligne perdue de vue a autant de chances de finir plus tard que d’autres du même âge encore observées.",
);
pub(super) const ENTRIES: Words = w(
    "Rows found late are told with their age of entry; those that ended before anyone looked are not in the table.",
    "晚发现的个案以进入年龄标明；在被观察之前已结束者不在表中。",
    "Les lignes découvertes tard portent leur âge d’entrée ; celles finies avant tout regard ne sont pas dans la table.",
);
pub(super) const NOT_LISTED: Words = w(
    "Where leaving a list is all that is known: delisted is not closed.",
    "仅知从名录中消失时不适用：除名不等于关闭。",
    "Là où l’on sait seulement qu’un nom a quitté une liste : radié n’est pas fermé.",
);
const NEVER_AT_RISK: Words = w(
    "entry is not before the end: never at risk",
    "进入时间不早于结束：从未处于风险中",
    "l’entrée n’est pas avant la fin : jamais à risque",
);
const BELOW_ZERO: Words = w("an age below zero", "年龄为负", "un âge négatif");

pub(super) fn level(input: Input<'_>) -> f64 {
    input.settings.number("conf-level").unwrap_or(0.95)
}

pub(super) fn scale(input: Input<'_>) -> Scale {
    match input.settings.text("conf-type") {
        Some("plain") => Scale::Plain,
        Some("log-log") => Scale::LogLog,
        _ => Scale::Log,
    }
}

/// Rows at risk in `(entry, exit]`.
pub(super) struct Rows<'a> {
    /// Rows of the table.
    pub used: Vec<usize>,
    pub left: Vec<Left>,
    pub entry: Option<Vec<f64>>,
    pub exit: Vec<f64>,
    /// The event column, in words, for each row used.
    pub event: Vec<String>,
    event_column: Option<&'a Column>,
    pub notes: Vec<Note>,
}

/// Reads time, entry and event; a row with a blank in one of these or of `needed` is left out.
pub(super) fn rows<'a>(input: Input<'a>, needed: &[&'a Column]) -> Result<Rows<'a>, Refusal> {
    let times = input.numbers("time")?;
    let event_column = required(input, "event")?;
    let mut columns = vec![required(input, "time")?, event_column];
    let entry = match input.column("entry")? {
        Some(column) => {
            columns.push(column);
            Some(numbers_of(column)?)
        }
        None => None,
    };
    columns.extend(needed);
    let (complete, mut left) = input.complete(&columns);
    let value = |cells: &[Option<f64>], row: usize| cells[row].unwrap_or(f64::NAN);
    let mut exit: Vec<f64> = complete.iter().map(|&row| value(times, row)).collect();
    let mut entries: Option<Vec<f64>> = entry.map(|cells| complete.iter().map(|&row| value(cells, row)).collect());
    align(&mut exit, entries.as_deref_mut());
    let mut drop_rows = |reason: Words, column: &str, is_out: &dyn Fn(usize) -> bool| -> Vec<bool> {
        let out: Vec<bool> = (0..complete.len()).map(is_out).collect();
        let rows: Vec<usize> = complete.iter().zip(&out).filter(|(_, out)| **out).map(|(&row, _)| row).collect();
        if !rows.is_empty() {
            left.push(Left { reason, detail: column.to_owned(), rows });
        }
        out
    };
    let negative = drop_rows(BELOW_ZERO, &columns[0].name, &|i| exit[i] < 0.0);
    let never = drop_rows(NEVER_AT_RISK, input.settings.text("entry").unwrap_or_default(), &|i| {
        !negative[i] && entries.as_ref().is_some_and(|entry| entry[i] >= exit[i])
    });
    let keep = |i: &usize| !negative[*i] && !never[*i];
    let kept: Vec<usize> = (0..complete.len()).filter(keep).collect();
    let pick = |values: &[f64]| kept.iter().map(|&i| values[i]).collect::<Vec<f64>>();
    let used: Vec<usize> = kept.iter().map(|&i| complete[i]).collect();
    let event = used.iter().map(|&row| event_column.cells.text(row).unwrap_or_default()).collect();
    Ok(Rows {
        exit: pick(&exit),
        entry: entries.as_deref().map(pick),
        event,
        used,
        left,
        event_column: Some(event_column),
        notes: vec![],
    })
}

/// The column an option must name.
pub(super) fn required<'a>(input: Input<'a>, option: &'static str) -> Result<&'a Column, Refusal> {
    input.column(option)?.ok_or_else(|| {
        Refusal::new("option-missing", format!("option `{option}` is needed"))
            .why("it names a column to work on")
            .help(format!("say --{option} COLUMN"))
            .at(At::Option(option.to_owned()))
    })
}

impl<'a> Rows<'a> {
    /// Rows whose ends were read otherwise; with entries, if a column is named.
    pub fn bare(input: Input<'_>, used: Vec<usize>, left: Vec<Left>) -> Result<Self, Refusal> {
        let entry = match input.column("entry")? {
            Some(column) => {
                let cells = numbers_of(column)?;
                Some(used.iter().map(|&row| cells[row].unwrap_or(0.0)).collect())
            }
            None => None,
        };
        Ok(Self { used, left, entry, exit: vec![], event: vec![], event_column: None, notes: vec![] })
    }

    /// With the column that says how each row ended.
    pub fn ended_as(mut self, column: &'a Column) -> Self {
        self.event = self.used.iter().map(|&row| column.cells.text(row).unwrap_or_default()).collect();
        self.event_column = Some(column);
        self
    }

    /// Whether each row ended in an event of interest.
    pub fn events(&mut self, input: Input<'_>) -> Result<Vec<bool>, Refusal> {
        let wanted: Vec<&str> = input.settings.list("event-value").collect();
        let found: std::collections::BTreeSet<&str> = self.event.iter().map(String::as_str).collect();
        let name = self.event_column.map_or_else(String::new, |column| column.name.clone());
        let among = |values: &[&str]| found.iter().all(|v| values.contains(v));
        let wanted = if !wanted.is_empty() {
            if let Some(missing) = wanted.iter().find(|v| !found.contains(**v)) {
                let known: Vec<String> = found.iter().take(12).map(|v| format!("`{v}`")).collect();
                return Err(Refusal::new("no-such-event", format!("no row of `{name}` is `{missing}`"))
                    .why("the events are counted by this value")
                    .help(format!("its values are {}", known.join(", ")))
                    .at(At::Option("event-value".into())));
            }
            wanted
        } else if among(&["0", "1"]) || among(&["false", "true", "FALSE", "TRUE"]) {
            vec!["1", "true", "TRUE"]
        } else if among(&["1", "2"]) {
            self.notes.push(Note {
                warns: false,
                words: w(
                    "2 is taken for the event, 1 for censored",
                    "以 2 为事件，1 为删失",
                    "2 est pris pour l’événement, 1 pour censuré",
                ),
                detail: name,
            });
            vec!["2"]
        } else {
            let known: Vec<String> = found.iter().take(12).map(|v| format!("`{v}`")).collect();
            return Err(Refusal::new("event-unclear", format!("`{name}` holds {}", known.join(", ")))
                .why("which of these are events decides the answer")
                .help("say --event-value VALUE, with commas between several")
                .at(At::Option("event-value".into())));
        };
        let events: Vec<bool> = self.event.iter().map(|v| wanted.contains(&v.as_str())).collect();
        enough(events.iter().filter(|e| **e).count())?;
        Ok(events)
    }

    /// Causes of the ends, by name, and the cause of each row counted from 1; 0 is censored.
    pub fn causes(&self, input: Input<'_>) -> Result<(Vec<String>, Vec<usize>), Refusal> {
        let censored: Vec<&str> = input.settings.list("censor-value").collect();
        let names: Vec<String> = sorted(self.event.iter().filter(|v| !censored.contains(&v.as_str())).cloned());
        if names.is_empty() {
            return Err(refusal(&Error::TooFewEvents { events: 0, needed: EVENTS_NEEDED }, &[]));
        }
        let cause: Vec<usize> =
            self.event.iter().map(|v| names.iter().position(|n| n == v).map_or(0, |i| i + 1)).collect();
        enough(cause.iter().filter(|c| **c > 0).count())?;
        Ok((names, cause))
    }

    /// Sorted values of a column among the rows used, and the index of each row's.
    pub fn codes(&self, column: &Column) -> (Vec<String>, Vec<usize>) {
        let cells: Vec<String> = self.used.iter().map(|&row| column.cells.text(row).unwrap_or_default()).collect();
        let names = sorted(cells.iter().cloned());
        let codes = cells.iter().map(|c| names.iter().position(|n| n == c).unwrap_or(0)).collect();
        (names, codes)
    }

    /// Groups of an optional column; all rows are one group without it.
    pub fn groups(&self, column: Option<&Column>) -> (Vec<String>, Vec<usize>) {
        match column {
            Some(column) => self.codes(column),
            None => (vec![String::new()], vec![0; self.used.len()]),
        }
    }
}

/// Each value once, numbers by size, words by letters.
pub(super) fn sorted(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut values: Vec<String> = values.collect();
    values.sort_unstable_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => x.total_cmp(&y).then(a.cmp(b)),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    });
    values.dedup();
    values
}

/// Whether there are events enough for any number.
pub(super) fn enough(events: usize) -> Result<(), Refusal> {
    if events >= EVENTS_NEEDED {
        return Ok(());
    }
    Err(refusal(&Error::TooFewEvents { events, needed: EVENTS_NEEDED }, &[]))
}

/// Why there is no number, with the names of covariates.
pub(super) fn refusal(error: &Error, columns: &[String]) -> Refusal {
    let name = |column: &usize| columns.get(*column).cloned().unwrap_or_else(|| (column + 1).to_string());
    let of_column = |kind: &'static str, column: &usize, what: &str, why: &str, help: &str| {
        Refusal::new(kind, format!("`{}` {what}", name(column))).why(why).help(help).at(At::Option("covariates".into()))
    };
    match error {
        Error::TooFewEvents { events, needed } => {
            Refusal::new("too-few-events", format!("{events} events, at least {needed} are needed"))
                .why("a curve or coefficient of so few ends would say more of chance than of lives")
                .help("wait for more dated ends, widen the selection, or tell the lives one by one")
        }
        Error::Constant { column } => of_column(
            "constant-covariate",
            column,
            "does not vary among the rows at risk",
            "what never differs cannot go with ending sooner",
            "leave it out",
        ),
        Error::Collinear { column } => of_column(
            "collinear-covariate",
            column,
            "follows from the covariates before it",
            "their effects cannot be told apart",
            "leave one of them out",
        ),
        Error::Separated { column } => of_column(
            "separated-covariate",
            column,
            "separates the events from the rest",
            "its best coefficient is infinite",
            "pool its values, or leave it out and say so",
        ),
        Error::NotConverged { iterations } => {
            Refusal::new("not-converged", format!("no stable answer after {iterations} steps"))
                .why("the numbers would depend on where one stopped")
                .help("take fewer covariates or rescale them")
        }
        Error::OneGroup => Refusal::new("one-group", "fewer than two groups are at risk at an event")
            .why("there is nothing to compare")
            .help("name a column with at least two groups")
            .at(At::Option("group".into())),
        Error::Unsupported(what) => Refusal::new("not-offered", *what).why("the method does not have this combination"),
        Error::Empty => Refusal::new("no-rows", "no complete row is left")
            .why("every row has a blank in a column that is needed, or is never at risk")
            .help("see what was left out and why"),
        other => Refusal::new("unusable-rows", other.to_string()).why("the method computes with every row"),
    }
}

/// Numbers of covariates with their names; words become one indicator for each value but the first (or `reference`).
pub(super) struct Design {
    pub names: Vec<String>,
    pub columns: Vec<Vec<f64>>,
    /// Columns of each covariate named.
    pub terms: Vec<(String, Vec<usize>)>,
}

pub(super) fn design(input: Input<'_>, rows: &Rows, covariates: &[&Column]) -> Result<Design, Refusal> {
    let categorical: Vec<&str> = input.settings.list("categorical").collect();
    let references: Vec<(&str, &str)> = input.settings.list("reference").filter_map(|r| r.split_once('=')).collect();
    let mut design = Design { names: vec![], columns: vec![], terms: vec![] };
    for column in covariates {
        let first = design.names.len();
        match &column.cells {
            Cells::Number(cells) if !categorical.contains(&column.name.as_str()) => {
                design.names.push(column.name.clone());
                design.columns.push(rows.used.iter().map(|&row| cells[row].unwrap_or(f64::NAN)).collect());
            }
            _ => {
                let (values, codes) = rows.codes(column);
                let wanted = references.iter().find(|(name, _)| *name == column.name).map(|(_, value)| *value);
                let reference = match wanted {
                    Some(value) => values.iter().position(|v| v == value).ok_or_else(|| {
                        Refusal::new("no-such-value", format!("`{}` is never `{value}`", column.name))
                            .why("the other values would be compared with nothing")
                            .help(format!("its values are {}", values.join(", ")))
                            .at(At::Option("reference".into()))
                    })?,
                    None => 0,
                };
                if values.len() < 2 {
                    return Err(refusal(&Error::Constant { column: 0 }, std::slice::from_ref(&column.name)));
                }
                for (k, value) in values.iter().enumerate().filter(|(k, _)| *k != reference) {
                    design.names.push(format!("{}={value}", column.name));
                    design.columns.push(codes.iter().map(|&c| f64::from(u8::from(c == k))).collect());
                }
            }
        }
        design.terms.push((column.name.clone(), (first..design.names.len()).collect()));
    }
    Ok(design)
}

/// A quantile of a curve; the bounds are infinite where the curve's limits do not fall so low.
pub(super) fn median(curve: &Curve) -> Result<Quantile, Refusal> {
    summary::quantile(curve, 0.5).map_err(|e| refusal(&e, &[]))
}
