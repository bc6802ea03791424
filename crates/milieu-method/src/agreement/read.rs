//! From a table to ratings: one column a coder, or one row a coding.

use std::collections::BTreeMap;

use super::ratings::Ratings;
use crate::Words;
use crate::analysis::{At, Cells, Input, Kind, Left, Opt, Refusal};

/// Ratings with what their numbers stand for.
pub(super) struct Read {
    pub ratings: Ratings,
    /// Name of each category.
    pub categories: Vec<String>,
    /// Name of each coder.
    pub coders: Vec<String>,
    /// Rows of the table that hold the codes of each unit.
    pub rows_of: Vec<Vec<usize>>,
    /// Rows in which something is to be compared, ascending.
    pub used: Vec<usize>,
    pub left: Vec<Left>,
}

/// The options that say where the codes stand; those of every method of the room.
pub(super) const CODERS: Opt =
    Opt::optional("coders", Kind::Columns, "columns of the coders, where a row is a unit (as a,b,c)");
pub(super) const UNIT: Opt = Opt::optional("unit", Kind::Column, "column of the unit, where a row is one coding");
pub(super) const CODER: Opt = Opt::optional("coder", Kind::Column, "column of the coder, where a row is one coding");
pub(super) const CODE: Opt = Opt::optional("code", Kind::Column, "column of the code, where a row is one coding");
pub(super) const CATEGORIES: Opt =
    Opt::optional("categories", Kind::Text, "the codes in their order, the least first (as low,middle,high)");
pub(super) const CONF_LEVEL: Opt =
    Opt::default("conf-level", Kind::Number(0.5, 0.9999), "0.95", "level of the intervals");

const ALONE: Words = Words {
    en: "coded by one coder only: there is nothing to compare",
    zh: "仅一位编码员编码，无从比较",
    fr: "codé par un seul codeur : rien à comparer",
};
const SEVERAL: Words = Words {
    en: "one coder gave the unit several codes",
    zh: "同一编码员对该单元给出多个代码",
    fr: "un même codeur a donné plusieurs codes à l’unité",
};
const BLANK: Words = Words {
    en: "unit, coder or code is blank",
    zh: "单元、编码员或代码为空",
    fr: "l’unité, le codeur ou le code manque",
};

/// Cells by unit and coder: the code as written and its row.
struct Grid {
    coders: Vec<String>,
    cells: Vec<Vec<Option<(String, usize)>>>,
    rows_of: Vec<Vec<usize>>,
    left: Vec<Left>,
}

/// Reads the codes that the options point at, from the rows that `keep` holds true.
///
/// # Errors
/// Neither form is said, a column is missing, fewer than two coders, `categories` lacks a code that occurs.
pub(super) fn read(input: Input<'_>, keep: &dyn Fn(usize) -> bool) -> Result<Read, Refusal> {
    let coders = input.columns("coders")?;
    let grid = if coders.is_empty() { long(input, keep)? } else { wide(input, keep)? };
    let codes: Vec<&String> = grid.cells.iter().flatten().flatten().map(|(code, _)| code).collect();
    let (categories, values) = categories(input, &codes)?;
    let place: BTreeMap<&str, usize> = categories.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
    let code = |cell: &Option<(String, usize)>| cell.as_ref().and_then(|(code, _)| place.get(code.as_str()).copied());
    let cells: Vec<Vec<Option<usize>>> = grid.cells.iter().map(|row| row.iter().map(code).collect()).collect();
    let mut left = grid.left;
    let alone = |at: &usize| cells[*at].iter().flatten().count() < 2;
    let (without, with): (Vec<usize>, Vec<usize>) = (0..cells.len()).partition(alone);
    let rows = |units: &[usize]| {
        let mut rows: Vec<usize> = units.iter().flat_map(|&u| grid.rows_of[u].iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let single = rows(&without);
    if !single.is_empty() {
        left.push(Left { reason: ALONE, detail: String::new(), rows: single });
    }
    let used = rows(&with);
    let ratings = Ratings::of_codes(&cells, values)?;
    Ok(Read { ratings, categories, coders: grid.coders, rows_of: grid.rows_of, used, left })
}

fn wide(input: Input<'_>, keep: &dyn Fn(usize) -> bool) -> Result<Grid, Refusal> {
    let columns = input.columns("coders")?;
    let rows: Vec<usize> = (0..input.table.len()).filter(|&row| keep(row)).collect();
    let cell = |row: usize| columns.iter().map(|c| c.cells.text(row).map(|text| (text, row))).collect();
    Ok(Grid {
        coders: columns.iter().map(|c| c.name.clone()).collect(),
        cells: rows.iter().map(|&row| cell(row)).collect(),
        rows_of: rows.iter().map(|&row| vec![row]).collect(),
        left: vec![],
    })
}

fn long(input: Input<'_>, keep: &dyn Fn(usize) -> bool) -> Result<Grid, Refusal> {
    let column = |option: &'static str| {
        input.column(option)?.ok_or_else(|| {
            Refusal::new("option-missing", format!("neither `coders` nor `{option}` is said"))
                .why("the codes of a unit stand in one row, a column for each coder, or in rows of their own")
                .help("say --coders a,b,c, or --unit, --coder and --code")
                .at(At::Option(option.to_owned()))
        })
    };
    let (unit, coder, code) = (column("unit")?, column("coder")?, column("code")?);
    let mut codings: BTreeMap<String, BTreeMap<String, Vec<(String, usize)>>> = BTreeMap::new();
    let mut blank = vec![];
    for row in (0..input.table.len()).filter(|&row| keep(row)) {
        match (unit.cells.text(row), coder.cells.text(row), code.cells.text(row)) {
            (Some(unit), Some(coder), Some(code)) => {
                codings.entry(unit).or_default().entry(coder).or_default().push((code, row));
            }
            _ => blank.push(row),
        }
    }
    let mut coders: Vec<String> = codings.values().flat_map(BTreeMap::keys).cloned().collect();
    coders.sort();
    coders.dedup();
    let mut several = vec![];
    let (mut cells, mut rows_of) = (vec![], vec![]);
    for of_unit in codings.values() {
        let mut rows: Vec<usize> = vec![];
        let mut cell = |coder: &String| {
            let given = of_unit.get(coder)?;
            if given.iter().any(|(code, _)| *code != given[0].0) {
                several.extend(given.iter().map(|(_, row)| *row));
                return None;
            }
            rows.extend(given.iter().map(|(_, row)| *row));
            given.first().cloned()
        };
        cells.push(coders.iter().map(&mut cell).collect());
        rows_of.push(rows);
    }
    several.sort_unstable();
    let left = [(BLANK, blank), (SEVERAL, several)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(reason, rows)| Left { reason, detail: String::new(), rows })
        .collect();
    Ok(Grid { coders, cells, rows_of, left })
}

/// Names of the categories with the numbers they stand for, ascending.
fn categories(input: Input<'_>, codes: &[&String]) -> Result<(Vec<String>, Vec<f64>), Refusal> {
    let said: Vec<String> = input.settings.list("categories").map(str::to_owned).collect();
    if !said.is_empty() {
        if let Some(other) = codes.iter().find(|code| !said.contains(code)) {
            return Err(Refusal::new("unknown-code", format!("`{other}` is not among the categories"))
                .why("a code needs its place in the order")
                .help("name every code that occurs, or leave `categories` unsaid")
                .at(At::Option("categories".into())));
        }
        let values = (1..=said.len()).map(|rank| rank as f64).collect();
        return Ok((said, values));
    }
    let mut names: Vec<String> = codes.iter().map(|code| (*code).clone()).collect();
    names.sort();
    names.dedup();
    let numbers: Option<Vec<f64>> =
        names.iter().map(|name| name.parse().ok().filter(|n: &f64| n.is_finite())).collect();
    let Some(numbers) = numbers else {
        let values = (1..=names.len()).map(|rank| rank as f64).collect();
        return Ok((names, values));
    };
    let mut both: Vec<(f64, String)> = numbers.into_iter().zip(names).collect();
    both.sort_by(|a, b| a.0.total_cmp(&b.0));
    both.dedup_by(|a, b| a.0 == b.0);
    Ok(both.into_iter().map(|(number, name)| (name, number)).unzip())
}

/// Refuses an order or a distance of codes that are words, where nobody said their order.
pub(super) fn ordered(input: Input<'_>, read: &Read, option: &str, numbers: bool) -> Result<(), Refusal> {
    let are_numbers = read.categories.iter().all(|name| name.parse::<f64>().is_ok());
    let said = input.settings.text("categories").is_some();
    if are_numbers && !said || !numbers && said {
        return Ok(());
    }
    let word = input.settings.text(option).unwrap_or_default();
    let refusal = Refusal::new("categories-unordered", format!("`{option}` is `{word}`, and the codes are words"))
        .at(At::Option(option.to_owned()));
    Err(if numbers {
        refusal.why("a distance needs codes that are numbers").help("take an order instead, and say it by `categories`")
    } else {
        refusal.why("the alphabet is not their order").help("say --categories with the codes in their order")
    })
}

/// The rows of each group of a column, in the order of the groups' names.
pub(super) fn groups(cells: &Cells, rows: usize) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in 0..rows {
        if let Some(name) = cells.text(row) {
            groups.entry(name).or_default().push(row);
        }
    }
    groups
}
