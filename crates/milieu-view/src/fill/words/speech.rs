//! What is said: quotations, definitions, arguments, remarks and field notes, each with its source.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use milieu_study::Note;
use milieu_study::bib::parse_citations;
use milieu_study::diagnostic::Span;
use milieu_study::fact::{Citation, FactIx, SourceIx};
use milieu_study::note::{Mark, marks};
use milieu_study::{Study, codebook};

use crate::label;

/// Where a passage stands.
pub(super) enum At {
    /// In a cell.
    Fact(FactIx),
    /// In a text that is no table, under a heading.
    Text(Span, String),
}

/// A passage of running text.
pub(super) struct Said<'s> {
    pub at: At,
    /// The column, or `note` for field notes.
    pub form: &'static str,
    pub text: Cow<'s, str>,
    /// Sources in whose name it stands; a field note cites, but speaks for itself.
    pub voices: Vec<SourceIx>,
    /// What it cites.
    pub cited: Vec<Citation>,
    /// Social group, if a column `group` states one.
    pub group: Option<String>,
}

/// Columns of running text.
const FORMS: [&str; 4] = ["quote", "definition", "statement", "notes"];

/// Every passage: those of tables first, then the codebook's, then field notes.
pub(super) fn all(study: &Study) -> Vec<Said<'_>> {
    let facts = (0..study.facts.len() as u32).map(FactIx).filter_map(|fact| of_fact(study, fact));
    let book = &study.codebook;
    let entries = book.kinds.iter().chain(book.schemes.iter().flat_map(|s| [&s.entry].into_iter().chain(&s.codes)));
    let entries = entries.chain(book.variables.iter().map(|v| &v.entry));
    let entries = entries.chain(book.relations.iter().map(|r| &r.entry));
    let entries = entries.chain(book.indicators.iter().map(|i| &i.entry));
    let defined = entries.flat_map(|entry| of_entry(study, entry));
    let notes = study.notes.iter().flat_map(|note| of_note(study, note));
    facts.chain(defined).chain(notes).filter(|said| !said.text.trim().is_empty()).collect()
}

fn of_fact(study: &Study, fact: FactIx) -> Option<Said<'_>> {
    let f = study.fact(fact);
    let name = &*study.property(f.property).name;
    let form = FORMS.into_iter().find(|form| *form == name)?;
    let cited = study.cited(f.citations).to_vec();
    let group = study.qualifier(fact, "group").filter(|g| !g.is_empty()).map(Cow::into_owned);
    Some(Said { at: At::Fact(fact), form, text: study.written(fact), voices: sources(&cited), cited, group })
}

fn of_entry<'s>(study: &'s Study, entry: &'s codebook::Entry) -> impl Iterator<Item = Said<'s>> {
    let cited: Vec<Citation> = entry.source.iter().flat_map(|text| citations(study, text)).collect();
    let heading = entry.code.clone();
    entry.at.into_iter().flat_map(move |at| {
        let (cited, heading) = (cited.clone(), heading.clone());
        entry.definition.values().map(move |text| Said {
            at: At::Text(at, heading.clone()),
            form: "definition",
            text: Cow::Borrowed(text.as_str()),
            voices: sources(&cited),
            cited: cited.clone(),
            group: None,
        })
    })
}

/// Citations as a codebook writes them: by key of the bibliography.
fn citations(study: &Study, text: &str) -> Vec<Citation> {
    let written = parse_citations(text).into_iter();
    let cited = written.map(|c| Citation {
        key: c.key.into(),
        source: study.source(c.key),
        locator: c.locator.map(Into::into),
        through: None,
    });
    cited.collect()
}

fn sources(cited: &[Citation]) -> Vec<SourceIx> {
    let sources: BTreeSet<SourceIx> = cited.iter().filter_map(|c| c.source).collect();
    sources.into_iter().collect()
}

/// The paragraphs of a note, headings left out, links as names, citations kept apart.
fn of_note<'s>(study: &'s Study, note: &'s Note) -> impl Iterator<Item = Said<'s>> {
    let text = &study.file(note.file).text;
    paragraphs(text).into_iter().map(move |range| paragraph(study, note, text, range))
}

/// Lines in a row that are neither blank nor headings.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = vec![];
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let words = !line.trim().is_empty() && !line.starts_with('#');
        match found.last_mut().filter(|_| open && words) {
            Some(last) => last.end = end,
            None if words => found.push(at..end),
            None => {}
        }
        (at, open) = (end, words);
    }
    found
}

fn paragraph<'s>(study: &'s Study, note: &Note, text: &str, range: Range<usize>) -> Said<'s> {
    let body = &text[range.clone()];
    let mut plain = String::with_capacity(body.len());
    let mut cited = vec![];
    let mut done = 0;
    for (at, mark) in marks(body) {
        plain.push_str(&body[done..at.start]);
        match mark {
            Mark::Link(id) => plain.push_str(&study.find(id).map_or(id.to_owned(), |e| label::name(study, e))),
            Mark::Cite(key, locator) => cited.push(Citation {
                key: key.into(),
                source: study.source(key),
                locator: locator.map(Into::into),
                through: None,
            }),
        }
        done = at.end;
    }
    plain.push_str(&body[done..]);
    Said {
        at: At::Text(Span::new(note.file, range), note.title.clone()),
        form: "note",
        text: Cow::Owned(plain),
        voices: vec![],
        cited,
        group: None,
    }
}
