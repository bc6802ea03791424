//! From a fact to its evidence: what is claimed, by whom, where it stands.

use std::collections::BTreeMap;

use milieu_study::diagnostic::Span;
use milieu_study::fact::{Citation as Cited, FactIx, PropertyIx, Value};
use milieu_study::schema::Table;
use milieu_study::space::{self, Crs};
use milieu_study::{Study, position, unit_of};

use crate::page::{Cell, Citation, Evidence, EvidenceList, Label, Shown};
use crate::{address, date, label};

/// The statements of a page, each once, in order of first use.
pub(crate) struct Statements<'s> {
    study: &'s Study,
    list: EvidenceList,
    at: BTreeMap<FactIx, u32>,
    labels: BTreeMap<PropertyIx, u32>,
    citations: BTreeMap<Citation, u32>,
}

impl<'s> Statements<'s> {
    pub(crate) fn new(study: &'s Study) -> Self {
        Self {
            study,
            list: EvidenceList::default(),
            at: BTreeMap::new(),
            labels: BTreeMap::new(),
            citations: BTreeMap::new(),
        }
    }

    /// Index of a statement on the page.
    pub(crate) fn add(&mut self, fact: FactIx) -> u32 {
        if let Some(&at) = self.at.get(&fact) {
            return at;
        }
        let statement = self.statement(fact);
        self.list.statements.push(statement);
        let at = self.list.statements.len() as u32 - 1;
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
        let label = self.list.labels.iter().position(|known| *known == words).unwrap_or_else(|| {
            self.list.labels.push(words);
            self.list.labels.len() - 1
        });
        let citations = cited.iter().map(|c| self.citation(c)).collect();
        let file = self.study.file(at.file);
        let here = file.line_column(at.start);
        self.list.statements.push(Evidence {
            subject: String::new(),
            property: heading.to_owned(),
            label: label as u32,
            written: text.to_owned(),
            read_as: None,
            unit: None,
            valid: None,
            status: "accepted".to_owned(),
            certainty: None,
            coder: None,
            remark: None,
            cell: Cell { file: file.path.clone(), line: here.line, column: here.column, header: heading.to_owned() },
            citations,
        });
        self.list.statements.len() as u32 - 1
    }

    pub(crate) fn into_list(self) -> EvidenceList {
        self.list
    }

    /// A property in words, each once.
    fn label(&mut self, property: PropertyIx) -> u32 {
        *self.labels.entry(property).or_insert_with(|| {
            self.list.labels.push(label::property(self.study, property));
            self.list.labels.len() as u32 - 1
        })
    }

    /// A citation, each once.
    fn citation(&mut self, cited: &Cited) -> u32 {
        let citation = citation(self.study, cited);
        if let Some(&at) = self.citations.get(&citation) {
            return at;
        }
        self.list.citations.push(citation.clone());
        let at = self.list.citations.len() as u32 - 1;
        self.citations.insert(citation, at);
        at
    }

    /// One statement, whole.
    fn statement(&mut self, fact: FactIx) -> Evidence {
        let f = self.study.fact(fact);
        let label = self.label(f.property);
        let citations = self.study.cited(f.citations).iter().map(|c| self.citation(c)).collect();
        evidence(self.study, fact, label, citations)
    }
}

fn evidence(study: &Study, fact: FactIx, label: u32, citations: Vec<u32>) -> Evidence {
    let f = study.fact(fact);
    let cell = |column| study.qualifier(fact, column).map(std::borrow::Cow::into_owned);
    let claim = |column| study.qualifier_of_claim(fact, column).map(std::borrow::Cow::into_owned);
    let table = study.table(f.at.table).table;
    let judged = matches!(table, Table::Claims | Table::Codings);
    Evidence {
        subject: f.subject.map_or_else(String::new, |s| study.entity(s).id.to_string()),
        property: study.property(f.property).name.to_string(),
        label,
        written: study.written(fact).into_owned(),
        read_as: read_as(study, fact),
        unit: if matches!(table, Table::Claims | Table::Observations) { cell("unit") } else { None }
            .or_else(|| unit_of(study, f.property).map(str::to_owned)),
        valid: cell("valid").or_else(|| cell("period")),
        status: status(study, fact, claim("status")),
        certainty: if judged { cell("certainty") } else { None },
        coder: if judged { cell("coder") } else { None },
        // The remarks of an entity's own row are a property of it, not of each of its cells.
        remark: cell("notes").filter(|_| !table.spec().has_id() && &*study.property(f.property).name != "notes"),
        cell: place_of(study, fact),
        citations,
    }
}

fn status(study: &Study, fact: FactIx, said: Option<String>) -> String {
    let f = study.fact(fact);
    if said.as_deref() == Some("rejected") {
        return "rejected".to_owned();
    }
    let conflicts = f.subject.map_or(&[][..], |s| study.conflicts_of(s));
    let disputed = conflicts.iter().any(|c| c.property == f.property && c.facts.contains(&fact));
    if disputed { "conflict".to_owned() } else { said.filter(|s| s != "conflict").unwrap_or("accepted".to_owned()) }
}

fn place_of(study: &Study, fact: FactIx) -> Cell {
    let at = study.fact(fact).at;
    let span = study.span(at);
    let file = study.file(span.file);
    let here = file.line_column(span.start);
    let header = study.table(at.table).columns[at.column as usize].at;
    Cell { file: file.path.clone(), line: here.line, column: here.column, header: file.slice(header).trim().to_owned() }
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

fn citation(study: &Study, c: &Cited) -> Citation {
    let item = c.source.map(|s| &study.sources[s.0 as usize].item);
    let through = |column| {
        let e = study.entity(c.through?);
        study.row_cell(e.table, e.row, column).map(std::borrow::Cow::into_owned)
    };
    let key = item.map_or_else(|| c.key.to_string(), |i| i.key.clone());
    Citation {
        locator: c.locator.as_deref().map(str::to_owned),
        short: item.map_or_else(|| key.clone(), |i| i.short()),
        reference: item.map_or_else(|| key.clone(), |i| i.reference()),
        url: item.and_then(source_url).or_else(|| through("archive_url").filter(|u| address::web(u).is_some())),
        quote: through("quote"),
        key,
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
