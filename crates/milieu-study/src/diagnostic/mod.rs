//! What the compiler has to say: where, what, why, how to mend.

mod excerpt;
pub mod render;

use std::ops::Range;

use crate::lint::Lint;

pub use render::{Style, extent, render};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The study cannot be used as it stands; `milieu check` fails.
    Error,
    /// Probably a mistake; the study is used as read.
    Warning,
    /// Worth knowing: a contradiction kept, a default taken.
    Note,
}

impl Severity {
    /// The word shown.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Index of a file in [`crate::Study::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileIx(pub u32);

/// A stretch of a file's text, in bytes. Empty at 0 when the whole file is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which file.
    pub file: FileIx,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The file as a whole.
    #[must_use]
    pub fn file(file: FileIx) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// Whether a file as a whole is meant.
    #[must_use]
    pub fn is_file(self) -> bool {
        self.start == 0 && self.end == 0
    }

    /// A stretch of a file.
    #[must_use]
    pub fn new(file: FileIx, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// A part of this span, given by bytes counted from its start.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).map_or(self.end, |n| self.start.saturating_add(n)).min(self.end);
        Self { file: self.file, start: clamp(range.start), end: clamp(range.end) }
    }
}

/// A finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule it comes from: code, documentation.
    pub lint: &'static Lint,
    /// How grave, usually the lint's own severity.
    pub severity: Severity,
    /// What is wrong, in the field's words.
    pub message: String,
    /// Where; none when the study as a whole is meant.
    pub at: Option<Span>,
    /// What the marked text is, under the mark.
    pub label: String,
    /// Other places that matter, each with a word.
    pub also: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// With the words under the mark.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = brief(label.into());
        self
    }

    /// With another place that matters.
    #[must_use]
    pub fn also(mut self, at: Span, label: impl Into<String>) -> Self {
        self.also.push((at, brief(label.into())));
        self
    }

    /// With a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(brief(help.into()));
        self
    }
}

/// Words with their quotations of the study kept short: a cell may hold a megabyte.
pub(crate) fn brief(words: String) -> String {
    const SHORT: usize = 200;
    const QUOTED: usize = 60;
    if words.len() <= SHORT {
        return words;
    }
    let cut = |piece: &str| match piece.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", &piece[..at]),
        None => piece.to_owned(),
    };
    let pieces = words.split('`').enumerate();
    pieces.map(|(i, piece)| if i % 2 == 1 { cut(piece) } else { piece.to_owned() }).collect::<Vec<_>>().join("`")
}

/// A value that always exists, and everything that is to be said about it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What could be made of the input.
    pub value: T,
    /// Findings, by file and position, errors first at the same place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// How many errors, warnings and notes.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for d in &self.diagnostics {
            counts[d.severity as usize] += 1;
        }
        counts
    }
}
