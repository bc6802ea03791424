//! What is said: quotations, definitions, arguments, remarks and field notes, each with its source.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use milieu_study::Note;
use milieu_study::bib::parse_citations;
use milieu_study::diagnostic::Span;
use milieu_study::fact::{Citation, FactIx, SourceIx};
use milieu_study::note::{Mark, marks};
use milieu_study::schema::Table;
use milieu_study::{Study, codebook};

use crate::label;

/// Where a passage stands.
#[derive(Clone)]
pub(super) enum At {
    /// In a cell.
    Fact(FactIx),
    /// In a text that is no table, under a heading, with what it cites there.
    Text(Span, String, Vec<Citation>),
}

/// A passage of running text.
pub(super) struct Said<'s> {
    /// In every place in which it stands word by word.
    pub at: Vec<At>,
    /// The column, or `note` for field notes.
    pub form: &'static str,
    pub text: Cow<'s, str>,
    /// Sources in whose name it stands; a field note cites, but speaks for itself.
    pub voices: Vec<SourceIx>,
    /// Social group, if a column `group` states one.
    pub group: Option<String>,
}

/// Columns of running text.
const FORMS: [&str; 4] = ["quote", "definition", "statement", "notes"];

/// Tables whose remarks speak of places and those around them. Remarks on names, positions, dates and
/// numbers speak of the evidence, and would outnumber the others.
const REMARKS: [Table; 9] = [
    Table::Places,
    Table::Actors,
    Table::Groups,
    Table::Ties,
    Table::Events,
    Table::Policies,
    Table::Arguments,
    Table::Concepts,
    Table::Codings,
];

/// Every passage: those of tables first, then the codebook's, then field notes. What stands word by
/// word in several rows is one passage, so that a remark filled down a column counts once.
pub(super) fn all(study: &Study) -> Vec<Said<'_>> {
    let facts = (0..study.facts.len() as u32).map(FactIx).filter_map(|fact| of_fact(study, fact));
    let book = &study.codebook;
    let entries = book.kinds.iter().chain(book.schemes.iter().flat_map(|s| [&s.entry].into_iter().chain(&s.codes)));
    let defined = entries.flat_map(|entry| of_entry(study, entry));
    let notes = study.notes.iter().flat_map(|note| of_note(study, note));
    let mut once: Vec<Said<'_>> = vec![];
    let mut at: BTreeMap<(&'static str, Option<String>, String), usize> = BTreeMap::new();
    for said in facts.chain(defined).chain(notes).filter(|said| !said.text.trim().is_empty()) {
        let known = *at.entry((said.form, said.group.clone(), said.text.trim().to_owned())).or_insert(once.len());
        match once.get_mut(known) {
            None => once.push(said),
            Some(first) => {
                first.at.extend(said.at);
                first.voices.extend(said.voices);
                first.voices.sort_unstable();
                first.voices.dedup();
            }
        }
    }
    once
}

fn of_fact(study: &Study, fact: FactIx) -> Option<Said<'_>> {
    let f = study.fact(fact);
    let name = &*study.property(f.property).name;
    let form = FORMS.into_iter().find(|form| *form == name)?;
    if form == "notes" && !REMARKS.contains(&study.table(f.at.table).table) {
        return None;
    }
    let group = study.qualifier(fact, "group").filter(|g| !g.is_empty()).map(Cow::into_owned);
    Some(Said {
        at: vec![At::Fact(fact)],
        form,
        text: study.written(fact),
        voices: sources(study.cited(f.citations)),
        group,
    })
}

fn of_entry<'s>(study: &'s Study, entry: &'s codebook::Entry) -> impl Iterator<Item = Said<'s>> {
    let cited: Vec<Citation> = entry.source.iter().flat_map(|text| citations(study, text)).collect();
    let heading = entry.code.clone();
    entry.at.into_iter().flat_map(move |at| {
        let (cited, heading) = (cited.clone(), heading.clone());
        entry.definition.values().map(move |text| Said {
            at: vec![At::Text(at, heading.clone(), cited.clone())],
            form: "definition",
            text: Cow::Borrowed(text.as_str()),
            voices: sources(&cited),
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
        at: vec![At::Text(Span::new(note.file, range), note.title.clone(), cited)],
        form: "note",
        text: Cow::Owned(plain),
        voices: vec![],
        group: None,
    }
}
