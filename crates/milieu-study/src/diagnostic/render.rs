//! A finding as a person reads it: the line, the cell underlined, why, and how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use super::{Diagnostic, Severity, Span};
use crate::file::LineColumn;
use crate::study::Study;

/// How a finding is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether with the escape codes of terminal colours.
    pub colour: bool,
    /// Columns to stay within; lines of files are cut around what is marked.
    pub width: usize,
}

impl Style {
    /// For files, pages and tests: no colour, 100 columns.
    pub const PLAIN: Self = Self { colour: false, width: 100 };
}

/// Narrower than this nothing can be shown.
const NARROWEST: usize = 40;
/// Columns taken by line numbers and the bar beside them.
const GUTTER: usize = 8;

/// A finding as text, in the layout of the Rust compiler. Without a line end after the last line.
///
/// Control characters of the study's text are shown as blanks, so that no cell can speak to a terminal.
#[must_use]
pub fn render(study: &Study, d: &Diagnostic, style: Style) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(clean(&d.message)).id(d.lint.code));
    let (excerpts, whole_files) = excerpts(study, d);
    let bare = excerpts.is_empty();
    let nowhere = bare && whole_files.is_empty();
    let mut moved = vec![];
    for Excerpt { path, at, shown_column, first_line, text, marks } in excerpts {
        let path = clean(path);
        if at.column != shown_column {
            let line = at.line;
            moved.push((format!("{path}:{line}:{shown_column}"), format!("{path}:{line}:{}", at.column)));
        }
        let marks = marks.into_iter().map(|mark| {
            let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(mark.at).label(Some(clean(mark.label)).filter(|l| !l.is_empty()))
        });
        group = group.element(Snippet::source(text).path(path).line_start(first_line as usize).annotations(marks));
    }
    for (path, label) in whole_files {
        let path = clean(path);
        group = match label {
            "" => group.element(Origin::path(path)),
            label => group.element(Level::NOTE.message(format!("{path}: {}", clean(label)))),
        };
    }
    if let Some(help) = d.help.as_ref().filter(|_| !nowhere) {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let renderer = if style.colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let mut shown = renderer.term_width(style.width.max(NARROWEST) - GUTTER).render(&[group]);
    // The renderer counts columns in the lines it is given; where one was cut, the file's column is put back.
    for (cut, whole) in moved {
        shown = shown.replacen(&cut, &whole, 1);
    }
    // The renderer joins a help to the place; where there is none it would leave a bar behind.
    if let Some(help) = d.help.as_ref().filter(|_| nowhere) {
        shown = format!("{}\n = help: {}", shown.trim_end(), clean(help));
    }
    // Without line numbers the renderer leaves no margin; one column keeps places under each other.
    let margin = |i: usize| if bare && i > 0 { " " } else { "" };
    let lines: Vec<String> = shown.lines().enumerate().map(|(i, l)| format!("{}{}", margin(i), l.trim_end())).collect();
    lines.join("\n")
}

/// First and last place of a span, in lines and characters from 1; the end is one past the last character.
/// None for a file as a whole.
#[must_use]
pub fn extent(study: &Study, at: Span) -> Option<[LineColumn; 2]> {
    if at.is_file() {
        return None;
    }
    let file = study.files.get(at.file.0 as usize)?;
    Some([file.line_column(at.start), file.line_column(at.end)])
}

/// Without control characters, and not longer than a paragraph.
fn clean(text: &str) -> String {
    const LONGEST: usize = 600;
    let mut shown: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() || is_direction(c) { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Characters that turn the direction of the text after them.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
