//! `data/analyses.json`, `data/analysis/<id>.json` and the files to take along.

pub(crate) mod figure;

use milieu_method::analysis::saved::{self, Answered, Asked, Trouble};
use milieu_method::registry;
use milieu_study::Study;
use milieu_study::evidence::{Piece, Runnable, pieces, read};
use milieu_study::saved::{Made, Origin, Said, Saved};
use milieu_study::schema::Table;
use rayon::prelude::*;

use crate::evidence::{Statements, named};
use crate::page::{
    Analyses, AnalysisInShort, AnalysisInput, AnalysisPage, CaseShown, DatumShown, Download, EntityLink, FigureShown,
    KeptShown, Label, MethodShown, ParameterShown, RefusalShown, ResultShown, Told,
};
use crate::{address, answer, label};

/// Rows of a sheet that a page shows; its file holds all, with all digits.
const ROWS: usize = 1000;

/// What came of a saved analysis.
#[derive(Debug)]
pub(crate) enum State {
    /// The study answers it.
    Answered(Box<Answered>),
    /// Its input is not part of the study; its result is.
    Kept(Made, Box<ResultShown>),
    /// Its input is not part of the study, nor is a result.
    Absent,
    /// There is no answer.
    Troubled(Box<Trouble>),
}

/// Every saved analysis of the study, in its order.
pub(crate) fn run(study: &Study) -> Vec<State> {
    study.analyses.par_iter().map(|saved| state(study, saved)).collect()
}

fn state(study: &Study, saved: &Saved) -> State {
    if saved.is_outside() {
        return answer::kept(study, saved).map_or(State::Absent, |(made, kept)| State::Kept(made, Box::new(kept)));
    }
    match saved::answer(study, saved, &saved::nothing_outside) {
        Ok(answered) => State::Answered(Box::new(answered)),
        Err(trouble) => State::Troubled(trouble),
    }
}

impl State {
    fn word(&self) -> &'static str {
        match self {
            Self::Answered(_) => "answered",
            Self::Kept(..) => "kept",
            Self::Absent => "absent",
            Self::Troubled(trouble) if trouble.misasked => "misasked",
            Self::Troubled(_) => "refused",
        }
    }
}

/// `data/analyses.json`.
pub(crate) fn list(study: &Study, states: &[State]) -> Analyses {
    Analyses { analyses: study.analyses.iter().zip(states).map(|(saved, state)| short(study, saved, state)).collect() }
}

/// An analysis and its answer in one line.
pub(crate) fn short(study: &Study, saved: &Saved, state: &State) -> AnalysisInShort {
    let result = result(study, state);
    let method = saved.method.as_ref().and_then(|said| registry::method(&said.text));
    AnalysisInShort {
        id: saved.id.clone(),
        title: title(study, saved),
        question: label::study(study, &saved.question),
        method: method.map_or_else(Label::new, |method| label::of(&method.title)),
        status: state.word().to_owned(),
        headline: result.as_ref().and_then(|result| answer::headline(saved, result).cloned()),
        refusal: refusal(study, state),
        stale: saved.is_stale(),
        figure: result.as_ref().and_then(|result| result.figures.first()).map_or("", tag).to_owned(),
        used: result.map_or(0, |result| result.used_count),
    }
}

/// `data/analysis/<id>.json`.
pub(crate) fn page(study: &Study, saved: &Saved, state: &State) -> AnalysisPage {
    let mut out = Statements::new(study);
    let mut result = with_statements(study, state, &mut out);
    let downloads = downloads(saved, result.as_ref());
    for sheet in result.iter_mut().flat_map(|result| &mut result.sheets) {
        sheet.rows.truncate(ROWS);
        for cell in sheet.rows.iter_mut().flatten() {
            if let DatumShown::Number(n) = cell {
                *n = figure::rounded(*n);
            }
        }
        sheet.evidence.truncate(ROWS);
    }
    let input = match state {
        State::Answered(answered) => Some(input(study, saved, &answered.asked, &mut out)),
        // A refused question still has its cases.
        State::Troubled(trouble) if !trouble.misasked => {
            saved::ask(study, saved, &saved::nothing_outside).ok().map(|asked| input(study, saved, &asked, &mut out))
        }
        State::Kept(..) | State::Absent | State::Troubled(_) => None,
    };
    AnalysisPage {
        id: saved.id.clone(),
        title: title(study, saved),
        question: label::study(study, &saved.question),
        status: state.word().to_owned(),
        method: method(saved),
        parameters: parameters(saved, state),
        refusal: refusal(study, state),
        kept: kept(study, saved, state),
        result,
        limits: saved.limits.iter().map(|limit| label::study(study, limit)).collect(),
        sources: saved.sources.iter().map(|said| named(study, &said.text)).collect(),
        input,
        arguments: arguments(study, &saved.id),
        downloads,
        evidence: out.into_list(),
    }
}

/// The whole answer, without the statements behind it.
pub(crate) fn result(study: &Study, state: &State) -> Option<ResultShown> {
    with_statements(study, state, &mut Statements::new(study))
}

fn with_statements(study: &Study, state: &State, out: &mut Statements<'_>) -> Option<ResultShown> {
    match state {
        State::Answered(answered) => Some(answer::shown(study, &answered.asked, &answered.outcome, out)),
        State::Kept(_, kept) => Some((**kept).clone()),
        State::Absent | State::Troubled(_) => None,
    }
}

fn title(study: &Study, saved: &Saved) -> Label {
    if saved.title.is_empty() { label::plain(study, &saved.id) } else { label::study(study, &saved.title) }
}

fn tag(figure: &FigureShown) -> &'static str {
    match figure {
        FigureShown::Steps(_) => "steps",
        FigureShown::Intervals(_) => "intervals",
        FigureShown::Scatter(_) => "scatter",
        FigureShown::Lines(_) => "lines",
        FigureShown::TruthTable(_) => "truth_table",
        FigureShown::Graph(_) => "graph",
        FigureShown::Map(_) => "map",
        FigureShown::Matrix(_) => "matrix",
    }
}

fn method(saved: &Saved) -> Option<MethodShown> {
    let method = registry::method(&saved.method.as_ref()?.text)?;
    Some(MethodShown {
        name: method.name.to_owned(),
        title: label::of(&method.title),
        question: label::of(&method.question),
        assumptions: method.assumptions.iter().map(label::of).collect(),
        not_for: method.not_for.iter().map(label::of).collect(),
        peer: method.peer.to_owned(),
        references: method.references.iter().map(|r| (*r).to_owned()).collect(),
    })
}

fn parameters(saved: &Saved, state: &State) -> Vec<ParameterShown> {
    let Some(method) = saved.method.as_ref().and_then(|said| registry::method(&said.text)) else { return vec![] };
    let said = |name: &str| saved.options.iter().find(|(key, _)| key.text == name).map(|(_, value)| value.text.clone());
    let holds = |name: &str| match state {
        State::Answered(answered) => answered.asked.settings.text(name).map(str::to_owned),
        _ => said(name),
    };
    let shown = method.options.iter().filter_map(|opt| {
        Some(ParameterShown {
            name: opt.name.to_owned(),
            value: holds(opt.name)?,
            said: said(opt.name).is_some(),
            help: opt.help.to_owned(),
        })
    });
    shown.collect()
}

fn refusal(study: &Study, state: &State) -> Option<RefusalShown> {
    let State::Troubled(trouble) = state else { return None };
    let file = study.file(trouble.at.file);
    Some(RefusalShown {
        name: trouble.refusal.name.to_owned(),
        what: trouble.refusal.what.clone(),
        why: trouble.refusal.why.clone(),
        help: trouble.refusal.help.clone(),
        at: format!("{}:{}", file.path, file.line_column(trouble.at.start).line),
    })
}

fn kept(study: &Study, saved: &Saved, state: &State) -> Option<KeptShown> {
    let outside = saved.inputs().find(|input| matches!(input.origin, Some(Origin::Outside(_))))?;
    let made = match state {
        State::Kept(made, _) => Some(made),
        _ => None,
    };
    Some(KeptShown {
        file: outside.origin.as_ref().map_or_else(String::new, Origin::text),
        query: outside.query.as_ref().map(|said| said.text.trim().to_owned()),
        source: outside.source.as_ref().map(|said| named(study, &said.text)),
        command: outside.command.clone().unwrap_or_default(),
        version: made.map_or_else(String::new, |made| made.version.clone()),
        digest: made.map_or_else(String::new, |made| made.input.clone()),
        stale: saved.is_stale(),
    })
}

fn input(study: &Study, saved: &Saved, asked: &Asked, out: &mut Statements<'_>) -> AnalysisInput {
    let table = &asked.table;
    let said = saved.input.as_ref();
    let told = |(name, value): &(Said, Said)| Told { name: name.text.clone(), values: vec![value.text.clone()] };
    let kept = |(name, values): &(Said, Vec<Said>)| Told {
        name: name.text.clone(),
        values: values.iter().map(|value| value.text.clone()).collect(),
    };
    let rows = table.rows.iter().enumerate().map(|(at, row)| CaseShown {
        label: row.label.clone(),
        line: row.line as u32,
        entity: row.entity.map(|entity| label::link(study, entity)),
        cells: table.columns.iter().map(|column| cell(&column.cells, at)).collect(),
        evidence: row.facts.iter().map(|&fact| out.add(fact)).collect(),
    });
    AnalysisInput {
        name: table.name.clone(),
        title: asked.extract.map_or_else(Label::new, |extract| label::of(&extract.title)),
        file: study.file_at(&table.name).map_or_else(String::new, |_| table.name.clone()),
        options: said.iter().flat_map(|said| &said.options).map(told).collect(),
        keep: said.iter().flat_map(|said| &said.keep).map(kept).collect(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        rows: rows.collect(),
    }
}

fn cell(cells: &milieu_method::analysis::Cells, row: usize) -> DatumShown {
    use milieu_method::analysis::Cells;
    match cells {
        Cells::Number(cells) => cells.get(row).copied().flatten().map_or(DatumShown::Missing(()), DatumShown::Number),
        Cells::Text(cells) => cells.get(row).cloned().flatten().map_or(DatumShown::Missing(()), DatumShown::Text),
    }
}

/// Arguments whose evidence names the analysis.
fn arguments(study: &Study, id: &str) -> Vec<EntityLink> {
    let names = |cell: &str| {
        pieces(cell)
            .any(|piece| matches!(read(study, piece), Piece::Saved(Runnable::Analysis, named, _) if named == id))
    };
    let arguments = study.entities_of(Table::Arguments).filter(|&argument| {
        let e = study.entity(argument);
        study.row_cell(e.table, e.row, "evidence").is_some_and(|cell| names(&cell))
    });
    arguments.map(|argument| label::link(study, argument)).collect()
}

fn downloads(saved: &Saved, result: Option<&ResultShown>) -> Vec<Download> {
    let Some(result) = result else { return vec![] };
    let name = address::file_name(&saved.id);
    let of =
        |path: String, format: &str, sheet: &str| Download { path, format: format.to_owned(), sheet: sheet.to_owned() };
    let mut found = vec![];
    // A kept result is a file of the study and says the same.
    if !saved.is_outside() {
        found.push(of(format!("data/answer/{name}.json"), "json", ""));
    }
    found.extend(result.sheets.iter().map(|s| of(format!("data/answer/{name}.{}.csv", s.id), "csv", &s.id)));
    found
}

/// Paths of the files to take along.
pub(crate) fn paths(study: &Study, states: &[State]) -> Vec<String> {
    let all = study.analyses.iter().zip(states);
    let all = all.flat_map(|(saved, state)| downloads(saved, result(study, state).as_ref()));
    all.map(|download| download.path).filter(|path| address::fits_disk(path)).collect()
}

/// The bytes of a file to take along.
pub(crate) fn file(study: &Study, states: &[State], version: &str, path: &str) -> Option<Vec<u8>> {
    study.analyses.iter().zip(states).find_map(|(saved, state)| {
        let rest = path.strip_prefix("data/answer/")?.strip_prefix(address::file_name(&saved.id).as_str())?;
        let result = result(study, state)?;
        match (rest, state) {
            (".json", State::Answered(answered)) => {
                Some(answer::json(version, Some(&saved.id), &answered.asked, &result))
            }
            _ => {
                let sheet = rest.strip_prefix('.')?.strip_suffix(".csv")?;
                result.sheets.iter().find(|s| s.id == sheet).map(answer::csv)
            }
        }
    })
}
