//! Results kept with their analysis: `analyses/<id>.result.json`, for inputs that may not be passed on.

use milieu_study::Study;
use milieu_study::saved::{Made, Saved};
use serde::{Deserialize, Serialize};

use crate::page::{FigureShown, ResultShown, SheetShown};

#[derive(Serialize)]
struct Written<'a> {
    version: &'a str,
    settings: String,
    input: &'a str,
    result: ResultShown,
}

#[derive(Deserialize)]
struct Read {
    result: ResultShown,
}

/// The file that keeps a result. Nothing in it leads back to single rows of the input, and sheets with a line for each
/// of them are left out: they would be the input again. `input` is the digest of the tables.
#[must_use]
pub fn keep(version: &str, saved: &Saved, input: &str, result: &ResultShown) -> Vec<u8> {
    let written = Written { version, settings: saved.digest(), input, result: without_rows(result.clone()) };
    let mut bytes = serde_json::to_vec_pretty(&written).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The result that is kept with an analysis and how it was made, if there is one that can be read.
#[must_use]
pub fn kept(study: &Study, saved: &Saved) -> Option<(Made, ResultShown)> {
    let kept = saved.kept.as_ref()?;
    let read: Read = serde_json::from_str(&study.file(kept.file).text).ok()?;
    Some((kept.made.clone()?, without_rows(read.result)))
}

fn without_rows(mut result: ResultShown) -> ResultShown {
    let used = result.used.len();
    let lists_cases = |sheet: &SheetShown| {
        used > 0 && sheet.evidence.len() >= used && sheet.evidence.iter().all(|rows| rows.len() == 1)
    };
    result.sheets.retain(|sheet| !lists_cases(sheet));
    result.used.clear();
    for number in &mut result.numbers {
        number.rows = None;
    }
    for sheet in &mut result.sheets {
        sheet.evidence.clear();
    }
    for left in &mut result.left_out {
        left.rows.clear();
        left.entities.clear();
        left.evidence.clear();
    }
    for figure in &mut result.figures {
        match figure {
            FigureShown::Steps(_) | FigureShown::Lines(_) | FigureShown::Matrix(_) => {}
            FigureShown::Intervals(figure) => figure.items.iter_mut().for_each(|item| item.rows.clear()),
            FigureShown::Scatter(figure) => figure.points.iter_mut().for_each(|point| point.row = None),
            FigureShown::TruthTable(figure) => figure.rows.iter_mut().for_each(|row| row.cases.clear()),
            FigureShown::Graph(figure) => figure.ties.iter_mut().for_each(|tie| tie.row = None),
            FigureShown::Map(figure) => figure.points.iter_mut().for_each(|spot| spot.row = None),
        }
    }
    result
}
