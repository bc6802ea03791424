//! Whatever the table, a method refuses by name or answers with numbers: it never panics, and never hands on what is not a number.
//!
//! Every method is asked its own example with the tables spoilt in every way below.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use milieu_method::analysis::figure::Figure;
use milieu_method::analysis::{Datum, Input, Method, Outcome, Refusal, Settings, Table};
use milieu_method::registry::METHODS;
use rayon::prelude::*;

/// A table as words.
#[derive(Clone)]
struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn read(csv: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let words = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
        let header = words(reader.headers().expect("a header"));
        let rows = reader.records().map(|row| words(&row.expect("a row"))).collect();
        Self { header, rows }
    }

    fn table(&self) -> Result<Table, Refusal> {
        let mut writer = csv::Writer::from_writer(vec![]);
        writer.write_record(&self.header).expect("a header");
        self.rows.iter().for_each(|row| writer.write_record(row).expect("a row"));
        Table::read("spoilt.csv", &writer.into_inner().expect("bytes"))
    }

    fn each(&self, cell: impl Fn(usize, usize, &str) -> String) -> Self {
        let row = |(r, row): (usize, &Vec<String>)| row.iter().enumerate().map(|(c, text)| cell(r, c, text)).collect();
        Self { header: self.header.clone(), rows: self.rows.iter().enumerate().map(row).collect() }
    }

    fn number(&self, cell: impl Fn(usize, f64) -> f64) -> Self {
        self.each(|r, _, text| text.parse::<f64>().map_or_else(|_| text.to_owned(), |n| cell(r, n).to_string()))
    }

    /// The table spoilt in every way, each with its name.
    fn spoilt(&self) -> Vec<(String, Self)> {
        let with = |rows: Vec<Vec<String>>| Self { header: self.header.clone(), rows };
        let first = |n: usize| with(self.rows.iter().take(n).cloned().collect());
        let mut all = vec![
            ("no rows".to_owned(), with(vec![])),
            ("one row".to_owned(), first(1)),
            ("two rows".to_owned(), first(2)),
            ("three rows".to_owned(), first(3)),
            ("every row twice".to_owned(), with(self.rows.iter().flat_map(|row| [row.clone(), row.clone()]).collect())),
            ("the first row, again and again".to_owned(), with(vec![self.rows[0].clone(); self.rows.len()])),
            ("upside down".to_owned(), with(self.rows.iter().rev().cloned().collect())),
            ("all blank".to_owned(), self.each(|_, _, _| String::new())),
            ("negative".to_owned(), self.number(|_, n| -n)),
            ("zero".to_owned(), self.number(|_, _| 0.0)),
            ("one".to_owned(), self.number(|_, _| 1.0)),
            ("huge".to_owned(), self.number(|_, n| n * 1e300)),
            ("huge of both signs".to_owned(), self.number(|r, n| if r % 2 == 0 { 1e308 } else { -1e308 } * n.signum())),
            ("tiny".to_owned(), self.number(|_, n| n * 1e-300)),
            ("far from zero".to_owned(), self.number(|_, n| n + 1e15)),
        ];
        let long = "很长 ".repeat(5_000);
        for (c, name) in self.header.iter().enumerate() {
            let column = |what: &str, cell: &dyn Fn(usize, &str) -> String| {
                let table = self.each(|r, at, text| if at == c { cell(r, text) } else { text.to_owned() });
                (format!("{name}: {what}"), table)
            };
            let fill = |text: &str| column(&text.chars().take(12).collect::<String>(), &|_, _| text.to_owned());
            all.extend([
                fill(""),
                fill("0"),
                fill("1"),
                fill("-1"),
                fill("NaN"),
                fill("inf"),
                fill("1e308"),
                fill("x"),
                fill(&long),
            ]);
            all.push(column("all as the first", &|_, _| self.rows[0][c].clone()));
            all.push(column("one blank", &|r, text| if r == 0 { String::new() } else { text.to_owned() }));
            all.push(column("one NaN", &|r, text| if r == 0 { "NaN".to_owned() } else { text.to_owned() }));
            all.push(column("one huge", &|r, text| if r == 0 { "1e300".to_owned() } else { text.to_owned() }));
            all.push(column("one below zero", &|r, text| if r == 0 { "-3".to_owned() } else { text.to_owned() }));
            all.push(column("one word", &|r, text| if r == 0 { "x".to_owned() } else { text.to_owned() }));
            all.push(column("all different", &|r, _| r.to_string()));
            let keep =
                |row: &Vec<String>| row.iter().enumerate().filter(|(at, _)| *at != c).map(|(_, t)| t.clone()).collect();
            let header: Vec<String> = keep(&self.header);
            if !header.is_empty() {
                all.push((format!("{name}: missing"), Self { header, rows: self.rows.iter().map(keep).collect() }));
            }
        }
        all
    }
}

/// `--a b --flag` as pairs.
fn spoken(example: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = example.split_whitespace().collect();
    let named = |at: usize| words.get(at).filter(|word| !word.starts_with("--"));
    (0..words.len())
        .filter_map(|at| Some((words[at].strip_prefix("--")?, named(at + 1).copied().unwrap_or("true"))))
        .collect()
}

/// What is wrong with an answer.
fn faults(answer: &Result<Outcome, Refusal>, rows: usize) -> Vec<String> {
    let outcome = match answer {
        Err(refusal) if refusal.name.is_empty() || refusal.what.is_empty() => {
            return vec!["a refusal without words".into()];
        }
        Err(_) => return vec![],
        Ok(outcome) => outcome,
    };
    let mut faults = vec![];
    for number in &outcome.numbers {
        let bounds = number.interval.into_iter().flatten();
        if number.value.is_nan() || bounds.chain(number.p).any(f64::is_nan) {
            faults.push(format!("{} is {:?} {:?} {:?}", number.id, number.value, number.interval, number.p));
        }
        if number.p.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            faults.push(format!("{} has p {:?}", number.id, number.p));
        }
    }
    for sheet in &outcome.sheets {
        let is_nan = |datum: &Datum| matches!(datum, Datum::Number(n) if n.is_nan());
        if sheet.rows.iter().flatten().any(is_nan) {
            faults.push(format!("sheet {}", sheet.id));
        }
        if sheet.rows.iter().any(|row| row.len() != sheet.columns.len()) {
            faults.push(format!("sheet {} is ragged", sheet.id));
        }
    }
    if outcome.figures.iter().flat_map(drawn).any(f64::is_nan) {
        faults.push("a figure".to_owned());
    }
    let left = outcome.left_out.iter().flat_map(|left| &left.rows);
    if outcome.used.iter().chain(left).any(|row| *row >= rows) {
        faults.push("a row that is not there".to_owned());
    }
    faults
}

/// The numbers of a figure.
fn drawn(figure: &Figure) -> Vec<f64> {
    match figure {
        Figure::Steps(f) => f
            .curves
            .iter()
            .flat_map(|c| c.steps.iter().flatten().chain(&c.censored))
            .chain(&f.moments)
            .copied()
            .collect(),
        Figure::Intervals(f) => {
            f.items.iter().flat_map(|i| std::iter::once(i.value).chain(i.bounds.into_iter().flatten())).collect()
        }
        Figure::Scatter(f) => f.points.iter().flat_map(|p| [p.x, p.y]).chain(f.line.into_iter().flatten()).collect(),
        Figure::Lines(f) => f.lines.iter().flat_map(|l| l.points.iter().flatten()).copied().chain(f.mark).collect(),
        Figure::Graph(f) => f.nodes.iter().map(|n| n.value).chain(f.ties.iter().map(|t| t.2)).collect(),
        Figure::Matrix(f) => f.cells.iter().flatten().flatten().copied().collect(),
        Figure::Map(f) => {
            f.points.iter().flat_map(|p| [Some(p.latitude), Some(p.longitude), p.value]).flatten().collect()
        }
        Figure::TruthTable(f) => f.rows.iter().flat_map(|row| [row.inclusion, row.pri]).flatten().collect(),
    }
}

fn ask(method: &Method, table: &Table, more: &BTreeMap<String, Table>) -> Result<Outcome, Refusal> {
    let settings = Settings::read(method, spoken(method.example))?;
    (method.run)(Input { table, more, settings: &settings })
}

/// Every spoilt table of a method with what went wrong.
fn trouble(method: &'static Method) -> Vec<String> {
    let main = Sheet::read(method.example_table);
    let more: BTreeMap<String, Sheet> =
        method.example_more.iter().map(|(option, csv)| ((*option).to_owned(), Sheet::read(csv))).collect();
    let mut trouble = vec![];
    let mut asked = |what: &str, main: &Sheet, more: &BTreeMap<String, Sheet>| {
        let answered = catch_unwind(AssertUnwindSafe(|| {
            let more =
                more.iter().map(|(option, sheet)| Ok((option.clone(), sheet.table()?))).collect::<Result<_, Refusal>>();
            faults(&main.table().and_then(|table| ask(method, &table, &more?)), main.rows.len())
        }));
        match answered {
            Ok(faults) => trouble.extend(faults.iter().map(|fault| format!("{}, {what}: {fault}", method.name))),
            Err(_) => trouble.push(format!("{}, {what}: panics", method.name)),
        }
    };
    for (what, spoilt) in main.spoilt() {
        asked(&what, &spoilt, &more);
    }
    for (option, sheet) in &more {
        for (what, spoilt) in sheet.spoilt() {
            let more = more.clone().into_iter().chain([(option.clone(), spoilt)]).collect();
            asked(&format!("{option}, {what}"), &main, &more);
        }
    }
    trouble
}

#[test]
fn every_method_refuses_by_name_or_answers_with_numbers() {
    let each: Vec<Vec<String>> = METHODS.par_iter().map(|method| trouble(method)).collect();
    let all: Vec<String> = each.into_iter().flatten().collect();
    assert!(all.is_empty(), "{} troubles:\n{}", all.len(), all.join("\n"));
}

/// An extract can make a table without rows: no method answers from nothing.
#[test]
fn a_table_without_rows_is_answered_by_none() {
    for method in METHODS {
        let mut table = Table::read("example.csv", method.example_table.as_bytes()).expect("a table");
        table.rows.clear();
        for column in &mut table.columns {
            match &mut column.cells {
                milieu_method::analysis::Cells::Number(cells) => cells.clear(),
                milieu_method::analysis::Cells::Text(cells) => cells.clear(),
            }
        }
        let more: BTreeMap<String, Table> = method
            .example_more
            .iter()
            .map(|(option, csv)| ((*option).to_owned(), Table::read(option, csv.as_bytes()).expect("a table")))
            .collect();
        let answer = ask(method, &table, &more);
        assert!(faults(&answer, 0).is_empty(), "{}: {:?}", method.name, faults(&answer, 0));
    }
}
