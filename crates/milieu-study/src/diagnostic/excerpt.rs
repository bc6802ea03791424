//! The lines of a study's files that a finding shows: few, and cut around what is marked.

use std::ops::Range;

use super::{Diagnostic, FileIx, Span};
use crate::file::{LineColumn, StudyFile};
use crate::study::Study;

/// Lines of a file with marks in them.
pub struct Excerpt<'s> {
    /// Path of the file.
    pub path: &'s str,
    /// Where the first mark (the main one, if it is among them) stands in the file.
    pub at: LineColumn,
    /// Its column in `text`; another one where the line is cut.
    pub shown_column: u32,
    /// Number of the first line of `text`.
    pub first_line: u32,
    /// The lines, each ended by LF, long ones cut.
    pub text: String,
    /// What is marked in `text`.
    pub marks: Vec<Mark<'s>>,
}

/// A marked stretch of an excerpt.
pub struct Mark<'s> {
    /// Bytes of the excerpt's text.
    pub at: Range<usize>,
    /// Whether it is what the finding is about.
    pub main: bool,
    /// What it is.
    pub label: &'s str,
}

/// A span that is to be marked.
#[derive(Clone, Copy)]
struct Wanted<'s> {
    span: Span,
    label: &'s str,
    main: bool,
    first_line: u32,
    last_line: u32,
}

/// Marks of one file no more lines apart than this share an excerpt.
const NEAR: u32 = 12;
/// Other places than the main one that are shown.
const MOST: usize = 12;
/// A mark over more lines than this is cut to its first line.
const TALLEST: u32 = 8;
/// Characters kept of a long line before and after the first character marked.
const BEFORE: usize = 100;
const AFTER: usize = 300;

/// What a finding shows of the files, and the files it means as a whole with their labels.
pub fn excerpts<'s>(study: &'s Study, d: &'s Diagnostic) -> (Vec<Excerpt<'s>>, Vec<(&'s str, &'s str)>) {
    let main = d.at.map(|span| (span, d.label.as_str(), true));
    let others = d.also.iter().map(|(span, label)| (*span, label.as_str(), false));
    let others = others.take(MOST);
    let mut whole = vec![];
    let mut groups: Vec<(FileIx, Vec<Wanted<'s>>)> = vec![];
    for (span, label, main) in main.into_iter().chain(others) {
        let Some(file) = study.files.get(span.file.0 as usize) else { continue };
        if span.is_file() || file.text.is_empty() {
            whole.push((file.path.as_str(), label));
            continue;
        }
        let wanted = wanted(file, span, label, main);
        let near = groups.iter_mut().find(|(ix, group)| {
            let from = group.iter().map(|w| w.first_line).min().unwrap_or(0);
            let to = group.iter().map(|w| w.last_line).max().unwrap_or(0);
            *ix == span.file
                && wanted.first_line <= to.saturating_add(NEAR)
                && from <= wanted.last_line.saturating_add(NEAR)
        });
        match near {
            Some((_, group)) => group.push(wanted),
            None => groups.push((span.file, vec![wanted])),
        }
    }
    (groups.into_iter().filter_map(|(ix, group)| excerpt(&study.files[ix.0 as usize], &group)).collect(), whole)
}

/// The span within the file, on character boundaries, over few lines.
fn wanted<'s>(file: &StudyFile, span: Span, label: &'s str, main: bool) -> Wanted<'s> {
    let span = file.whole_characters(span);
    let (start, end) = (span.start as usize, span.end as usize);
    let first_line = file.line_column(start as u32).line;
    let end = if end > start && file.line_column(end as u32 - 1).line - first_line > TALLEST {
        file.line_start(first_line) + file.line(first_line).len()
    } else {
        end
    };
    let end = end.max(start);
    let last_line = file.line_column(if end > start { end as u32 - 1 } else { end as u32 }).line;
    Wanted { span: Span::new(span.file, start..end), label, main, first_line, last_line }
}

fn excerpt<'s>(file: &'s StudyFile, group: &[Wanted<'s>]) -> Option<Excerpt<'s>> {
    let first_line = group.iter().map(|w| w.first_line).min().unwrap_or(1);
    let last_line = group.iter().map(|w| w.last_line).max().unwrap_or(1);
    // The place told is the main mark's, else that of the first line's first mark.
    let first = |w: &&Wanted<'_>| (!w.main, w.first_line, w.span.start);
    let (lead, at) = group.iter().enumerate().min_by_key(|(_, w)| first(w)).map(|(i, w)| (i, w.span.start))?;
    let mut text = String::new();
    let mut starts = vec![0; group.len()];
    let mut ends = vec![0; group.len()];
    for number in first_line..=last_line {
        let start = file.line_start(number);
        let line = file.line(number);
        // The main mark decides what a long line keeps, else the first that begins in it.
        let within = |w: &&Wanted<'_>| w.first_line == number;
        let anchor = group.iter().filter(within).find(|w| w.main).or_else(|| group.iter().find(within));
        let kept = window(line, anchor.map_or(0, |w| (w.span.start as usize - start).min(line.len())));
        if kept.start > 0 {
            text.push('…');
        }
        let shift = text.len();
        text.push_str(&line[kept.clone()]);
        let stop = text.len();
        let place = |at: u32| (shift + (at as usize - start).clamp(kept.start, kept.end) - kept.start).min(stop);
        for (i, w) in group.iter().enumerate() {
            if w.first_line == number {
                starts[i] = place(w.span.start);
            }
            if w.last_line == number {
                ends[i] = place(w.span.end);
            }
        }
        if kept.end < line.len() {
            text.push('…');
        }
        text.push('\n');
    }
    let line_start = text[..starts[lead]].rfind('\n').map_or(0, |n| n + 1);
    let shown_column = text[line_start..starts[lead]].chars().count() as u32 + 1;
    let marks = group.iter().enumerate();
    let marks =
        marks.map(|(i, w)| Mark { at: starts[i]..ends[i].max(starts[i]), main: w.main, label: w.label }).collect();
    Some(Excerpt { path: &file.path, at: file.line_column(at), shown_column, first_line, text, marks })
}

/// The part of a line that is shown when `at` is marked in it.
fn window(line: &str, at: usize) -> Range<usize> {
    if line.len() <= BEFORE + AFTER {
        return 0..line.len();
    }
    let at = line.floor_char_boundary(at);
    let start = line[..at].char_indices().rev().take(BEFORE).last().map_or(at, |(i, _)| i);
    let end = line[at..].char_indices().nth(AFTER).map_or(line.len(), |(i, _)| at + i);
    start..end
}
