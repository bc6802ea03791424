//! What columns of numbers are like, group by group. See the README beside this file.

pub mod estimate;

use std::collections::BTreeSet;

use crate::Words;
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{
    At, Cells, Column, Datum, Figure, Input, Kind, Left, Method, Number, Opt, Outcome, Refusal, Sheet, numbers_of,
};
use estimate::{Description, describe};

/// Description of columns.
pub static DESCRIBE: Method = Method {
    name: "describe",
    title: Words { en: "Description", zh: "描述统计", fr: "Description" },
    question: Words {
        en: "How many values are there, how many are missing, and how are they spread?",
        zh: "有多少个值，缺失多少，分布如何？",
        fr: "Combien de valeurs, combien de manquantes, et comment sont-elles réparties ?",
    },
    assumptions: &[Words {
        en: "A blank is not known; it is neither zero nor left out silently.",
        zh: "空白表示未知；既不当作零，也不会被默默略去。",
        fr: "Une case vide est inconnue ; ni zéro, ni omise en silence.",
    }],
    not_for: &[Words {
        en: "Durations of which some are not over yet: their mean is too short.",
        zh: "尚未结束的持续时间：其均值偏短。",
        fr: "Des durées dont certaines ne sont pas terminées : leur moyenne est trop courte.",
    }],
    peer: "base::summary (R), pandas.DataFrame.describe (Python)",
    references: &["Hyndman & Fan (1996), doi:10.1080/00031305.1996.10473566"],
    options: &[
        Opt::required("columns", Kind::Columns, "columns of numbers to describe"),
        Opt::optional("group", Kind::Column, "column whose values make the groups"),
    ],
    example_table: "place,kind,area\na,makerspace,120\nb,makerspace,80\nc,hackerspace,60\nd,hackerspace,\ne,makerspace,200\n",
    example: "--columns area --group kind",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    const BLANK: Words =
        Words { en: "no value in this column", zh: "该列无值", fr: "aucune valeur dans cette colonne" };
    const NO_GROUP: Words =
        Words { en: "no group in this column", zh: "该列无分组", fr: "aucun groupe dans cette colonne" };
    let columns = input.columns("columns")?;
    let group = input.column("group")?;
    let mut sheet = Sheet {
        id: "description",
        title: DESCRIBE.title,
        columns: ["column", "group", "n", "missing", "mean", "sd", "min", "q1", "median", "q3", "max"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![],
        evidence: vec![],
    };
    let mut outcome = Outcome::default();
    let mut used = BTreeSet::new();
    for column in &columns {
        let cells = numbers_of(column)?;
        let mut items = vec![];
        for name in groups(group) {
            let of = |row: &usize| name.is_none() || group.and_then(|group| group.cells.text(*row)) == name;
            let rows: Vec<usize> = (0..cells.len()).filter(of).collect();
            let there: Vec<usize> = rows.iter().copied().filter(|&row| cells[row].is_some()).collect();
            let values: Vec<f64> = there.iter().filter_map(|&row| cells[row]).collect();
            used.extend(&there);
            let told = describe(&values);
            sheet.rows.push(line(&column.name, name.as_deref(), rows.len() - there.len(), told.as_ref()));
            sheet.evidence.push(there.clone());
            if let Some(told) = told {
                numbers(&mut outcome.numbers, &column.name, name.as_deref(), &told, &there);
                items.push(item(name.as_deref().unwrap_or(&column.name), &told, there));
            }
        }
        let blank: Vec<usize> = (0..cells.len()).filter(|&row| cells[row].is_none()).collect();
        if !blank.is_empty() {
            outcome.left_out.push(Left { reason: BLANK, detail: column.name.clone(), rows: blank });
        }
        let scale = format!("{} (median and quartiles)", column.name);
        outcome.figures.push(Figure::Intervals(Intervals { scale, items, ..Intervals::default() }));
    }
    if used.is_empty() {
        let name = columns.first().map_or("", |column| &column.name);
        return Err(Refusal::new("no-numbers", format!("column `{name}` has no numbers"))
            .why("there is nothing to describe")
            .help("name a column that has values")
            .at(At::Column(name.to_owned())));
    }
    if let Some(group) = group {
        let rows: Vec<usize> = (0..input.table.len()).filter(|&row| group.cells.is_blank(row)).collect();
        if !rows.is_empty() {
            outcome.left_out.push(Left { reason: NO_GROUP, detail: group.name.clone(), rows });
        }
    }
    outcome.used = used.into_iter().collect();
    outcome.sheets.push(sheet);
    Ok(outcome)
}

/// All cases first, then each group, in the order of first use.
fn groups(group: Option<&Column>) -> Vec<Option<String>> {
    let mut found = vec![None];
    let Some(group) = group else { return found };
    let rows = match &group.cells {
        Cells::Number(cells) => cells.len(),
        Cells::Text(cells) => cells.len(),
    };
    let mut seen = BTreeSet::new();
    for row in 0..rows {
        if let Some(name) = group.cells.text(row).filter(|name| seen.insert(name.clone())) {
            found.push(Some(name));
        }
    }
    found
}

fn line(column: &str, group: Option<&str>, missing: usize, told: Option<&Description>) -> Vec<Datum> {
    let of = |value: fn(&Description) -> f64| Datum::from(told.map(value));
    vec![
        column.into(),
        group.into(),
        told.map_or(0, |d| d.count).into(),
        missing.into(),
        of(|d| d.mean),
        told.and_then(|d| d.sd).into(),
        of(|d| d.least),
        of(|d| d.quartiles[0]),
        of(|d| d.quartiles[1]),
        of(|d| d.quartiles[2]),
        of(|d| d.greatest),
    ]
}

fn numbers(out: &mut Vec<Number>, column: &str, group: Option<&str>, told: &Description, rows: &[usize]) {
    const MEDIAN: Words = Words { en: "median", zh: "中位数", fr: "médiane" };
    const MEAN: Words = Words { en: "mean", zh: "均值", fr: "moyenne" };
    const COUNT: Words = Words { en: "values", zh: "有值个数", fr: "valeurs" };
    let name = group.map_or_else(|| column.to_owned(), |group| format!("{column}.{group}"));
    let of = group.map_or_else(|| column.to_owned(), |group| format!("{column}, {group}"));
    for (id, label, value) in
        [("median", MEDIAN, told.quartiles[1]), ("mean", MEAN, told.mean), ("n", COUNT, told.count as f64)]
    {
        out.push(Number::new(format!("{id}.{name}"), label, value).of(of.clone()).rows(rows.to_vec()));
    }
}

fn item(name: &str, told: &Description, rows: Vec<usize>) -> Interval {
    let [first, median, third] = told.quartiles;
    Interval { name: name.to_owned(), value: median, bounds: Some([first, third]), rows, ..Interval::default() }
}
