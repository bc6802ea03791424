//! From a fact to its evidence: what is claimed, by whom, where it stands.

use std::collections::BTreeMap;

use milieu_study::diagnostic::Span;
use milieu_study::fact::{Citation as Cited, FactIx, SourceIx, Value};
use milieu_study::schema::Table;
use milieu_study::space::{self, Crs};
use milieu_study::{Study, position, unit_of};

use crate::page::{Citation, CitedSource, EvidenceList, Label, Qualifiers, Shown, SourceNamed, TextPart};
use crate::{address, date, label};

/// The statements of a page, each once, in order of first use.
pub(crate) struct Statements<'s> {
    study: &'s Study,
    list: EvidenceList,
    at: BTreeMap<FactIx, u32>,
    citations: BTreeMap<Citation, u32>,
    sources: BTreeMap<String, u32>,
    texts: BTreeMap<TextPart, u32>,
}

impl<'s> Statements<'s> {
    pub(crate) fn new(study: &'s Study) -> Self {
        Self {
            study,
            list: EvidenceList::default(),
            at: BTreeMap::new(),
            citations: BTreeMap::new(),
            sources: BTreeMap::new(),
            texts: BTreeMap::new(),
        }
    }

    /// Index of a statement on the page.
    pub(crate) fn add(&mut self, fact: FactIx) -> u32 {
        if let Some(&at) = self.at.get(&fact) {
            return at;
        }
        let f = self.study.fact(fact);
        let written = self.study.written(fact).into_owned();
        let at = self.push(Some(f.property.0), written, place_of(self.study, fact), self.study.cited(f.citations));
        let qualifiers = qualifiers(self.study, fact);
        if qualifiers != Qualifiers::default() {
            self.list.qualifiers.insert(at, qualifiers);
        }
        self.at.insert(fact, at);
        at
    }

    /// A text with the statements behind it.
    pub(crate) fn shown(&mut self, text: impl Into<String>, facts: &[FactIx]) -> Shown {
        Shown { text: text.into(), evidence: facts.iter().map(|&f| self.add(f)).collect() }
    }

    /// A statement in its own words.
    pub(crate) fn written(&mut self, fact: FactIx) -> Shown {
        let text = self.study.written(fact).into_owned();
        self.shown(text, &[fact])
    }

    /// A passage that stands in no cell but in a text, under a heading; `words` say what it is.
    pub(crate) fn passage(&mut self, at: Span, heading: &str, words: Label, text: &str, cited: &[Cited]) -> u32 {
        let file = self.study.file(at.file);
        let here = file.line_column(at.start);
        let part = TextPart { file: file.path.clone(), heading: heading.to_owned(), label: words };
        let part = once(&mut self.texts, &mut self.list.texts, part.clone(), || part);
        self.push(None, text.to_owned(), [part, 0, here.line, here.column], cited)
    }

    /// The next statement, in all the lists that run side by side.
    fn push(&mut self, property: Option<u32>, written: String, cell: [u32; 4], cited: &[Cited]) -> u32 {
        let citing = cited.iter().map(|c| self.citation(c)).collect();
        self.list.written.push(written);
        self.list.properties.push(property);
        self.list.cells.push(cell);
        self.list.citing.push(citing);
        self.list.written.len() as u32 - 1
    }

    pub(crate) fn into_list(self) -> EvidenceList {
        self.list
    }

    /// A source of the bibliography, each once.
    pub(crate) fn source(&mut self, source: SourceIx) -> u32 {
        let item = &self.study.sources[source.0 as usize].item;
        self.named(&item.key, || item.short())
    }

    fn named(&mut self, key: &str, short: impl FnOnce() -> String) -> u32 {
        let source = || CitedSource { key: key.to_owned(), short: short() };
        once(&mut self.sources, &mut self.list.sources, key.to_owned(), source)
    }

    /// A citation, each once.
    fn citation(&mut self, cited: &Cited) -> u32 {
        let study = self.study;
        let item = cited.source.map(|s| &study.sources[s.0 as usize].item);
        let source = match cited.source {
            Some(source) => self.source(source),
            None => self.named(&cited.key, || cited.key.to_string()),
        };
        let through = |column| {
            let e = study.entity(cited.through?);
            study.row_cell(e.table, e.row, column).map(std::borrow::Cow::into_owned)
        };
        let archived = through("archive_url").filter(|u| address::web(u).is_some());
        let citation = Citation {
            source,
            locator: cited.locator.as_deref().map(str::to_owned),
            archived: archived.filter(|_| item.and_then(source_url).is_none()),
            quote: through("quote"),
        };
        once(&mut self.citations, &mut self.list.citations, citation.clone(), || citation)
    }
}

/// The index of what `key` names in a list, where it is added on its first use.
fn once<K: Ord, V>(known: &mut BTreeMap<K, u32>, list: &mut Vec<V>, key: K, make: impl FnOnce() -> V) -> u32 {
    *known.entry(key).or_insert_with(|| {
        list.push(make());
        list.len() as u32 - 1
    })
}

fn qualifiers(study: &Study, fact: FactIx) -> Qualifiers {
    let f = study.fact(fact);
    let cell = |column| study.qualifier(fact, column).map(std::borrow::Cow::into_owned);
    let claim = |column| study.qualifier_of_claim(fact, column).map(std::borrow::Cow::into_owned);
    let table = study.table(f.at.table).table;
    let judged = matches!(table, Table::Claims | Table::Codings);
    Qualifiers {
        read_as: read_as(study, fact),
        unit: if matches!(table, Table::Claims | Table::Observations) { cell("unit") } else { None }
            .or_else(|| unit_of(study, f.property).map(str::to_owned)),
        valid: cell("valid").or_else(|| cell("period")),
        status: status(study, fact, claim("status")).filter(|status| status != "accepted"),
        certainty: if judged { cell("certainty") } else { None },
        coder: if judged { cell("coder") } else { None },
        // The remarks of an entity's own row are a property of it, not of each of its cells.
        remark: cell("notes").filter(|_| !table.spec().has_id() && &*study.property(f.property).name != "notes"),
    }
}

/// What is said of the statement's standing, or that others contradict it.
fn status(study: &Study, fact: FactIx, said: Option<String>) -> Option<String> {
    let f = study.fact(fact);
    if said.as_deref() == Some("rejected") {
        return said;
    }
    let conflicts = f.subject.map_or(&[][..], |s| study.conflicts_of(s));
    let disputed = conflicts.iter().any(|c| c.property == f.property && c.facts.contains(&fact));
    if disputed { Some("conflict".to_owned()) } else { said.filter(|s| s != "conflict") }
}

/// Table, column, line and character of a statement's cell.
fn place_of(study: &Study, fact: FactIx) -> [u32; 4] {
    let at = study.fact(fact).at;
    let span = study.span(at);
    let here = study.file(span.file).line_column(span.start);
    [u32::from(at.table.0), u32::from(at.column), here.line, here.column]
}

/// How the compiler reads a cell where that is more than its words.
fn read_as(study: &Study, fact: FactIx) -> Option<String> {
    let f = study.fact(fact);
    let written = study.written(fact);
    let text = match f.value {
        Value::Date(d) => date::days(&d.bounds),
        Value::Entity(e) => label::name(study, e),
        Value::Number(_) => coordinate(study, fact)?,
        Value::Bool(_) | Value::Text | Value::Broken => return None,
    };
    (text != *written).then_some(text)
}

/// A coordinate in WGS84, or how far it may be off.
fn coordinate(study: &Study, fact: FactIx) -> Option<String> {
    let f = study.fact(fact);
    let name = &*study.property(f.property).name;
    let e = f.subject.filter(|_| name == "lat" || name == "lon")?;
    let at = position::own(study, e)?;
    match at.crs {
        Crs::Wgs84 => None,
        Crs::Unknown => {
            let shift = space::shift_m(at.given);
            (shift > 0.0).then(|| format!("WGS84 ± {shift:.0} m"))
        }
        Crs::Gcj02 | Crs::Bd09 => {
            let degrees = if name == "lat" { at.wgs84.lat } else { at.wgs84.lon };
            Some(format!("WGS84 {degrees:.6}"))
        }
    }
}

/// A source by its key, where a text names it as a whole.
pub(crate) fn named(study: &Study, key: &str) -> SourceNamed {
    let item = study.source(key).map(|source| &study.sources[source.0 as usize].item);
    SourceNamed {
        key: key.to_owned(),
        short: item.map_or_else(|| key.to_owned(), milieu_study::bib::Source::short),
        reference: item.map_or_else(|| key.to_owned(), milieu_study::bib::Source::reference),
        url: item.and_then(source_url),
    }
}

/// The address of a source: its own, else its DOI's.
pub(crate) fn source_url(item: &milieu_study::bib::Source) -> Option<String> {
    let own = item.url.as_deref().and_then(address::web).map(str::to_owned);
    own.or_else(|| Some(format!("https://doi.org/{}", item.doi.as_deref()?))).filter(|u| address::web(u).is_some())
}

/// Languages of the study, its main one first.
pub(crate) fn languages(study: &Study) -> Vec<&str> {
    study.settings.languages.iter().map(String::as_str).collect()
}
