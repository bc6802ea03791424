//! A saved analysis: what its file says becomes a question to a method, and its answer.

use std::collections::BTreeMap;

use milieu_study::diagnostic::{Diagnostic, Span};
use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::saved::{self, Origin, Said, Saved};
use milieu_study::{Study, name};

use super::{At, Extract, Input, Kind, LINTS, Method, Opt, Outcome, Refusal, Settings, Table, estimates, file};
use crate::{Estimate, LeftOut, Words, registry};

/// A question that can be put: a method, its settings and its tables.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: &'static Method,
    /// What it is told, complete.
    pub settings: Settings,
    /// The cases.
    pub table: Table,
    /// Other tables, by option.
    pub more: BTreeMap<String, Table>,
    /// The way from the study to the cases, if they come from one.
    pub extract: Option<&'static Extract>,
    /// Cases that are not among those asked for.
    pub dropped: Vec<Dropped>,
}

/// Cases that a column of `keep` dropped.
#[derive(Clone, Debug)]
pub struct Dropped {
    /// The column.
    pub column: String,
    /// Why, in words.
    pub reason: Words,
    /// How many rows.
    pub rows: usize,
    /// The entities of those rows, each once.
    pub entities: Vec<EntityIx>,
    /// The statements of those rows, each once.
    pub facts: Vec<FactIx>,
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The question.
    pub asked: Asked,
    /// The answer.
    pub outcome: Outcome,
    /// Every number of the answer with its evidence, in its order.
    pub estimates: Vec<Estimate>,
}

/// Why there is no answer, and where that stands.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// What, why, how to mend it.
    pub refusal: Refusal,
    /// Whether the question is at fault, so that no data could answer it.
    pub misasked: bool,
    /// Where in the analysis's file.
    pub at: Span,
    /// A cell of the study it is about.
    pub cell: Option<Span>,
}

impl Trouble {
    /// As it is told.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let lint = LINTS[usize::from(!self.misasked)];
        let mut found = lint.at(self.at, &self.refusal.what).label(&self.refusal.why);
        if let Some(cell) = self.cell {
            found = found.also(cell, "here");
        }
        if self.refusal.help.is_empty() { found } else { found.help(&self.refusal.help) }
    }
}

/// How an input outside the study is read: the file it names, or what its query makes of several.
pub type Outside<'o> = &'o dyn Fn(&saved::Input) -> Result<Table, Refusal>;

/// For whoever does not read outside the study.
///
/// # Errors
/// Always.
pub fn nothing_outside(input: &saved::Input) -> Result<Table, Refusal> {
    let files = input.origin.as_ref().map_or_else(String::new, Origin::text);
    Err(Refusal::new("outside", format!("`{files}` is not part of the study"))
        .why("it may be used but not be passed on")
        .help("get it from its source, then name it with --input"))
}

/// What a saved analysis asks, with its tables. A file that says too little is told by the compiler.
///
/// # Errors
/// Something that the method or the extract does not know, or cases that cannot be had.
pub fn ask(study: &Study, saved: &Saved, outside: Outside<'_>) -> Result<Asked, Box<Trouble>> {
    let whole = saved.method.as_ref().map_or(Span::file(saved.file), |said| said.at);
    let misasked = |at: Span, refusal: Refusal| Box::new(Trouble { refusal, misasked: true, at, cell: None });
    let Some(said) = &saved.method else {
        return Err(misasked(whole, Refusal::new("no-method", "the analysis names no `method`")));
    };
    let method = registry::method(&said.text).ok_or_else(|| misasked(said.at, unknown_method(&said.text)))?;
    let Some(input) = &saved.input else {
        return Err(misasked(whole, Refusal::new("no-input", "the analysis has no `[input]`")));
    };

    let tables = saved.tables_as_options();
    let mut pairs = vec![];
    for (option, value) in saved.options.iter().chain(&tables) {
        let kind = method.options.iter().find(|opt| opt.name == option.text).map(|opt| opt.kind);
        let is_table = saved.tables.iter().any(|(name, _)| name.text == option.text);
        if kind == Some(Kind::Table) && !is_table {
            return Err(misasked(
                value.at,
                Refusal::new("table-expected", format!("`{}` is another table", option.text))
                    .why("it has its own rows and columns")
                    .help(format!("write [tables.{}] and below it from, file or outside", option.text)),
            ));
        }
        if kind.is_some_and(|kind| kind != Kind::Table) && is_table {
            return Err(misasked(
                option.at,
                Refusal::new("no-table", format!("`{}` is not a table", option.text))
                    .why(format!("{} takes it as a value", method.name))
                    .help(format!("write {} = … under [options]", option.text)),
            ));
        }
        pairs.push((option.text.as_str(), value.text.as_str()));
    }
    let settings = Settings::read(method, pairs).map_err(|refusal| {
        let at = place(saved, &refusal).unwrap_or(whole);
        misasked(at, refusal)
    })?;

    let (table, extract, dropped) = cases(study, input, outside)?;
    let mut more = BTreeMap::new();
    for (name, input) in &saved.tables {
        more.insert(name.text.clone(), cases(study, input, outside)?.0);
    }
    // A column that is not said may be one of another table, which is not said either.
    let is_all = method.options.iter().all(|opt| opt.kind != Kind::Table || more.contains_key(opt.name));
    let is_said = |opt: &Opt| saved.options.iter().any(|(key, _)| key.text == opt.name);
    let columns = method.options.iter().filter(|opt| matches!(opt.kind, Kind::Column | Kind::Columns));
    for opt in columns.filter(|opt| is_all || is_said(opt)) {
        for name in settings.list(opt.name) {
            let known = table.column(name).is_some() || more.values().any(|table| table.column(name).is_some());
            if !known {
                let refusal = Refusal::no_column(opt.name, name, &table);
                return Err(misasked(place(saved, &refusal).unwrap_or(whole), refusal));
            }
        }
    }
    Ok(Asked { method, settings, table, more, extract, dropped })
}

/// The answer to a saved analysis.
///
/// # Errors
/// As [`ask`], and where the method gives no number.
pub fn answer(study: &Study, saved: &Saved, outside: Outside<'_>) -> Result<Answered, Box<Trouble>> {
    let asked = ask(study, saved, outside)?;
    let input = Input { table: &asked.table, more: &asked.more, settings: &asked.settings };
    match (asked.method.run)(input) {
        Ok(outcome) => {
            if let Some(said) = saved.headline.as_ref().filter(|s| outcome.numbers.iter().all(|n| n.id != s.text)) {
                return Err(Box::new(Trouble {
                    refusal: no_headline(&said.text, &outcome),
                    misasked: true,
                    at: said.at,
                    cell: None,
                }));
            }
            let mut estimates = estimates(&saved.id, asked.method, &asked.settings, &asked.table, &outcome);
            for dropped in &asked.dropped {
                let left = LeftOut {
                    reason: dropped.reason,
                    entities: dropped.entities.clone(),
                    facts: dropped.facts.clone(),
                    sources: vec![],
                };
                estimates.iter_mut().for_each(|estimate| estimate.left_out.push(left.clone()));
            }
            Ok(Answered { asked, outcome, estimates })
        }
        Err(refusal) => {
            let whole = saved.method.as_ref().map_or(Span::file(saved.file), |said| said.at);
            let at = place(saved, &refusal).unwrap_or(whole);
            let cell = cell(study, &asked.table, &refusal.at);
            Err(Box::new(Trouble { refusal, misasked: false, at, cell }))
        }
    }
}

/// What is wrong with how the saved analyses ask, each as it is told. No method is run.
#[must_use]
pub fn check(study: &Study) -> Vec<Diagnostic> {
    let complete = |saved: &&Saved| {
        let origin = |input: &saved::Input| match &input.origin {
            Some(Origin::File(path)) => study.file_at(&path.text).is_some(),
            Some(Origin::Extract(_)) => true,
            Some(Origin::Outside(_)) | None => false,
        };
        saved.method.is_some() && saved.input.is_some() && saved.inputs().all(origin)
    };
    let asked = study.analyses.iter().filter(complete).filter_map(|saved| ask(study, saved, &nothing_outside).err());
    asked.filter(|trouble| trouble.misasked).map(|trouble| trouble.diagnostic()).collect()
}

fn no_headline(id: &str, outcome: &Outcome) -> Refusal {
    let mut ids: Vec<&str> = outcome.numbers.iter().map(|number| number.id.as_str()).collect();
    let near = name::nearest(id, ids.iter().copied()).map(|near| format!("did you mean `{near}`? "));
    ids.truncate(20);
    Refusal::new("no-headline", format!("the answer has no number `{id}`"))
        .why("it would answer in one line")
        .help(format!("{}its numbers are {}", near.unwrap_or_default(), ids.join(", ")))
}

fn unknown_method(name: &str) -> Refusal {
    let names: Vec<&str> = registry::METHODS.iter().map(|method| method.name).collect();
    let near = name::nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`? "));
    Refusal::new("unknown-method", format!("there is no method `{name}`")).why("not a method").help(format!(
        "{}the methods are {}",
        near.unwrap_or_default(),
        names.join(", ")
    ))
}

/// Where a refusal points in the analysis's file: the option it names, or the option that names its column.
fn place(saved: &Saved, refusal: &Refusal) -> Option<Span> {
    let all = || saved.options.iter().chain(saved.input.iter().flat_map(|input| &input.options));
    let by_name = |name: &str| {
        all()
            .find(|(key, _)| key.text == name)
            .map(|(key, value)| if refusal.name == "unknown-option" { key.at } else { value.at })
    };
    let by_column = |column: &str| {
        let names = |value: &Said| value.text.split(',').any(|part| part.trim() == column);
        all().find(|(_, value)| names(value)).map(|(_, value)| value.at)
    };
    match &refusal.at {
        At::Whole => None,
        At::Option(name) => {
            by_name(name).or_else(|| saved.tables.iter().find(|(key, _)| key.text == *name).map(|(key, _)| key.at))
        }
        At::Column(column) | At::Cell(column, _) => by_column(column),
    }
}

/// The cell of the study a refusal is about.
fn cell(study: &Study, table: &Table, at: &At) -> Option<Span> {
    let At::Cell(column, row) = at else { return None };
    let row = table.rows.get(*row)?;
    if let Some(file) = study.file_at(&table.name).filter(|_| row.line > 0) {
        let range = milieu_study::table::cell_at(&study.file(file).text, row.line, column)?;
        return Some(Span::new(file, range));
    }
    let fact = |named: bool| {
        row.facts.iter().find(|&&fact| !named || *study.property(study.fact(fact).property).name == **column).copied()
    };
    fact(true).or_else(|| fact(false)).map(|fact| study.span(study.fact(fact).at))
}

type Cases = (Table, Option<&'static Extract>, Vec<Dropped>);

fn cases(study: &Study, input: &saved::Input, outside: Outside<'_>) -> Result<Cases, Box<Trouble>> {
    let trouble = |misasked: bool, at: Span, refusal: Refusal| Box::new(Trouble { refusal, misasked, at, cell: None });
    let (mut table, extract) = match &input.origin {
        None => {
            let refusal = Refusal::new("no-input", "this input does not say where its cases come from");
            return Err(trouble(true, input.at, refusal));
        }
        Some(Origin::File(path)) => {
            let file = study.file_at(&path.text).ok_or_else(|| {
                trouble(true, path.at, Refusal::new("no-file", format!("the study has no file `{}`", path.text)))
            })?;
            (file::read(study, file).map_err(|refusal| trouble(false, path.at, refusal))?, None)
        }
        Some(origin @ Origin::Outside(_)) => {
            let at = input.query.as_ref().map_or(origin.at(), |query| query.at);
            (outside(input).map_err(|refusal| trouble(false, at, refusal))?, None)
        }
        Some(Origin::Extract(said)) => {
            let extract = registry::extract(&said.text).ok_or_else(|| trouble(true, said.at, unknown_extract(said)))?;
            for (key, _) in &input.options {
                if extract.options.iter().all(|(name, _)| *name != key.text) {
                    return Err(trouble(true, key.at, unknown_option(extract, &key.text)));
                }
            }
            let options: BTreeMap<String, String> =
                input.options.iter().map(|(key, value)| (key.text.clone(), value.text.clone())).collect();
            let table = (extract.make)(study, &options).map_err(|refusal| {
                let named = |at: &At| match at {
                    At::Option(name) => input.options.iter().find(|(key, _)| key.text == *name).map(|(_, v)| v.at),
                    _ => None,
                };
                trouble(false, named(&refusal.at).unwrap_or(said.at), refusal)
            })?;
            (table, Some(extract))
        }
    };
    let dropped = kept(&mut table, input)?;
    Ok((table, extract, dropped))
}

/// Keeps the rows that are asked for. Tells how many each column dropped.
fn kept(table: &mut Table, input: &saved::Input) -> Result<Vec<Dropped>, Box<Trouble>> {
    const NOT_ASKED: Words =
        Words { en: "not among the cases asked for", zh: "不在所问案例之内", fr: "hors des cas demandés" };
    let misasked = |at: Span, refusal: Refusal| Box::new(Trouble { refusal, misasked: true, at, cell: None });
    let mut dropped = vec![];
    for (column, values) in &input.keep {
        let Some(cells) = table.column(&column.text).map(|column| column.cells.clone()) else {
            return Err(misasked(column.at, Refusal::no_column("keep", &column.text, table)));
        };
        let held: Vec<Option<String>> = (0..table.len()).map(|row| cells.text(row)).collect();
        for value in values {
            if held.iter().flatten().all(|text| *text != value.text) {
                let mut known: Vec<String> = held.iter().flatten().map(|text| format!("`{text}`")).collect();
                known.sort();
                known.dedup();
                known.truncate(12);
                return Err(misasked(
                    value.at,
                    Refusal::new("no-such-value", format!("no case has `{}` as its `{}`", value.text, column.text))
                        .why("it would keep nothing")
                        .help(format!("its values are {}", known.join(", "))),
                ));
            }
        }
        let is_kept: Vec<bool> =
            held.iter().map(|text| values.iter().any(|value| text.as_deref() == Some(&value.text))).collect();
        let out = || table.rows.iter().zip(&is_kept).filter(|(_, kept)| !**kept).map(|(row, _)| row);
        let mut entities: Vec<_> = out().filter_map(|row| row.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        let mut facts: Vec<_> = out().flat_map(|row| row.facts.iter().copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        let rows = is_kept.iter().filter(|kept| !**kept).count();
        dropped.push(Dropped { column: column.text.clone(), reason: NOT_ASKED, rows, entities, facts });
        table.retain(|row| is_kept[row]);
    }
    Ok(dropped)
}

fn unknown_extract(said: &Said) -> Refusal {
    let names: Vec<&str> = registry::EXTRACTS.iter().map(|extract| extract.name).collect();
    Refusal::new("unknown-extract", format!("there is no extract `{}`", said.text))
        .why("not a way from a study to cases")
        .help(format!("the extracts are {}", names.join(", ")))
}

fn unknown_option(extract: &Extract, name: &str) -> Refusal {
    let names: Vec<&str> = extract.options.iter().map(|(name, _)| *name).collect();
    let known = if names.is_empty() { "it takes none".to_owned() } else { format!("it takes {}", names.join(", ")) };
    Refusal::new("unknown-option", format!("extract `{}` has no option `{name}`", extract.name))
        .why("an option that does nothing would hide a misspelling")
        .help(known)
}
