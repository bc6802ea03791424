//! A statement explained: its cell, how it was read, who says so.

use std::borrow::Cow;

use milieu_study::fact::{self, FactIx, Value};
use milieu_study::schema::Table;
use milieu_study::settings;
use milieu_study::space::{self, Crs};
use milieu_study::{Study, position, unit_of};
use serde::Serialize;

use super::page::Block;

/// One statement, whole.
#[derive(Serialize)]
pub struct Statement {
    /// Number of the fact, as in the table `facts` of `milieu query`.
    fact: usize,
    written: String,
    /// How the compiler reads it, where that is more than its words.
    read_as: Option<String>,
    unit: Option<String>,
    valid: Option<String>,
    status: Option<String>,
    certainty: Option<String>,
    coder: Option<String>,
    remark: Option<String>,
    file: String,
    line: u32,
    column: u32,
    header: String,
    citations: Vec<Cited>,
}

/// Who says so.
#[derive(Serialize)]
struct Cited {
    key: String,
    locator: Option<String>,
    /// None where the bibliography lacks the key.
    reference: Option<String>,
    quote: Option<String>,
    archive_url: Option<String>,
}

pub fn statement(study: &Study, ix: FactIx) -> Statement {
    let fact = study.fact(ix);
    let cell = |column: &str| study.qualifier(ix, column).map(Cow::into_owned);
    let claim = |column: &str| study.qualifier_of_claim(ix, column).map(Cow::into_owned);
    let table = study.table(fact.at.table);
    let column = &table.columns[fact.at.column as usize];
    let span = study.span(fact.at);
    let file = study.file(span.file);
    let here = file.line_column(span.start);
    let judged = matches!(table.table, Table::Claims | Table::Codings);
    Statement {
        fact: ix.0 as usize + 1,
        written: study.written(ix).into_owned(),
        read_as: read_as(study, ix),
        unit: cell("unit")
            .or_else(|| unit_of(study, fact.property).map(str::to_owned))
            .filter(|_| is_number(fact.value)),
        valid: cell("valid")
            .or_else(|| cell("period"))
            .filter(|_| !["valid", "period"].contains(&column.name.as_str())),
        status: claim("status"),
        certainty: cell("certainty").filter(|_| judged),
        coder: cell("coder").filter(|_| judged),
        remark: cell("notes").filter(|_| column.name != "notes"),
        file: file.path.clone(),
        line: here.line,
        column: here.column,
        header: file.slice(column.at).trim().to_owned(),
        citations: study.cited(fact.citations).iter().map(|c| cited(study, c)).collect(),
    }
}

fn is_number(value: Value) -> bool {
    matches!(value, Value::Number(_))
}

fn cited(study: &Study, citation: &fact::Citation) -> Cited {
    let through = |column: &str| {
        let entity = study.entity(citation.through?);
        study.row_cell(entity.table, entity.row, column).map(Cow::into_owned)
    };
    let item = citation.source.map(|s| &study.sources[s.0 as usize].item);
    Cited {
        key: item.map_or_else(|| citation.key.to_string(), |i| i.key.clone()),
        locator: citation.locator.as_deref().map(str::to_owned),
        reference: item.map(milieu_study::bib::Source::reference),
        quote: through("quote"),
        archive_url: through("archive_url"),
    }
}

/// What a cell was understood to say, where that is more than its words.
fn read_as(study: &Study, ix: FactIx) -> Option<String> {
    let fact = study.fact(ix);
    match fact.value {
        Value::Date(date) => {
            let mut words = date.bounds.to_string();
            if date.approximate {
                words.push_str("; about: widened as [dates] in study.toml says");
            }
            if date.uncertain {
                words.push_str("; the source is doubtful");
            }
            Some(words)
        }
        Value::Entity(e) => Some(format!("{} ({})", name(study, e), study.entity(e).kind.name())),
        Value::Number(_) => coordinate(study, ix),
        Value::Bool(yes) => Some(if yes { "yes" } else { "no" }.to_owned()),
        Value::Broken => Some("not understood; `milieu check` says why".to_owned()),
        Value::Text => None,
    }
}

/// Main name of an entity: in the study's first language, else in none said, else any.
pub fn name(study: &Study, entity: fact::EntityIx) -> String {
    let first: Vec<&str> = study.settings.languages.iter().take(1).map(String::as_str).collect();
    settings::pick(&study.label(entity), &first).to_owned()
}

/// A coordinate in WGS84, and how far that is from what was written or may be.
fn coordinate(study: &Study, ix: FactIx) -> Option<String> {
    let fact = study.fact(ix);
    let property = &*study.property(fact.property).name;
    let at = position::own(study, fact.subject.filter(|_| matches!(property, "lat" | "lon"))?)?;
    let degrees = if property == "lat" { at.wgs84.lat } else { at.wgs84.lon };
    let shift = space::shift_m(at.given);
    Some(match at.crs {
        Crs::Wgs84 => return None,
        Crs::Unknown if shift > 0.0 => {
            format!(
                "taken as WGS84; the datum is unknown, so it may be off by up to {shift:.0} m within mainland China"
            )
        }
        Crs::Unknown => "taken as WGS84; the datum is unknown, which matters only within mainland China".to_owned(),
        crs => format!(
            "{degrees:.6} in WGS84: the position is given in {} and moves by {:.0} m",
            crs.as_str(),
            space::distance_m(at.given, at.wgs84)
        ),
    })
}

impl Statement {
    /// Where it stands: `places.csv:4:12, column opened`.
    pub fn place(&self) -> String {
        format!("{}:{}:{}, column `{}`", self.file, self.line, self.column, self.header)
    }

    /// Its words as code.
    pub fn quoted(&self) -> String {
        const LONGEST: usize = 300;
        let mut words: String = self.written.chars().take(LONGEST).map(|c| if c == '`' { '\'' } else { c }).collect();
        if self.written.chars().nth(LONGEST).is_some() {
            words.push('…');
        }
        format!("`{words}`")
    }

    /// As a numbered part of a page; `mark` says what became of it.
    pub fn blocks(&self, number: usize, mark: &str) -> Vec<Block> {
        let unit = self.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
        let mut fields = vec![("cell", self.place())];
        let said = [
            ("read as", &self.read_as),
            ("holds", &self.valid),
            ("status", &self.status),
            ("certainty", &self.certainty),
            ("coder", &self.coder),
            ("remark", &self.remark),
        ];
        fields.extend(said.into_iter().filter_map(|(name, text)| Some((name, text.clone()?))));
        if self.citations.is_empty() {
            fields.push(("source", "none is cited".to_owned()));
        }
        for citation in &self.citations {
            fields.push(("source", citation.words()));
            fields.extend(citation.quote.iter().map(|quote| ("quoted", format!("“{quote}”"))));
            fields.extend(citation.archive_url.iter().map(|url| ("archived", url.clone())));
        }
        vec![Block::Heading(format!("{number}. {}{unit}{mark}", self.quoted())), Block::Fields(fields)]
    }
}

impl Cited {
    fn words(&self) -> String {
        let locator = self.locator.as_deref().map_or(String::new(), |l| format!(", {l}"));
        match &self.reference {
            Some(reference) => format!("{}{locator}: {reference}", self.key),
            None => format!("{}{locator}: not in the bibliography", self.key),
        }
    }
}
