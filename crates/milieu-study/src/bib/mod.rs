//! The bibliography: BibTeX and CSL-JSON read entry by entry, and the citations that point into it.
//!
//! Both readers give every source they can and a problem for everything they cannot: one broken
//! entry never takes the others with it.

mod bibtex;
mod citation;
mod csl;
mod reference;
mod split;

pub use bibtex::parse_bibtex;
pub use citation::{CitationText, parse_citations};
pub use csl::parse_csl_json;

use crate::time;
use std::collections::BTreeMap;
use std::ops::Range;

/// An item of the bibliography.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What citations call it.
    pub key: String,
    /// Type in the words of CSL (`article-journal`, `book`, `webpage` …).
    pub kind: String,
    /// Title, with the subtitle after a colon. Empty if it has none, which is reported.
    pub title: String,
    /// Authors, or editors if it has no authors: `Family, Given`, or an institution's name.
    pub authors: Vec<String>,
    /// Date of issue, always EDTF that [`time::parse`] reads.
    pub issued: Option<String>,
    /// What it appeared in: journal, book, proceedings, site.
    pub container: Option<String>,
    /// Publisher, institution or school.
    pub publisher: Option<String>,
    /// Pages.
    pub pages: Option<String>,
    /// Volume.
    pub volume: Option<String>,
    /// Issue or number.
    pub issue: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// DOI, without the resolver's address.
    pub doi: Option<String>,
    /// Language, as the file names it.
    pub language: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Bytes of the entry in its file.
    pub at: Range<usize>,
}

/// Something in a bibliography that could not be read, or not as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BibProblem {
    /// Bytes in the file.
    pub at: Range<usize>,
    /// What is wrong.
    pub problem: String,
    /// How to mend it, if that is known.
    pub help: Option<String>,
}

impl BibProblem {
    fn new(at: Range<usize>, problem: impl Into<String>, help: &str) -> Self {
        Self { at, problem: problem.into(), help: (!help.is_empty()).then(|| help.to_owned()) }
    }
}

/// What a reader gathers.
#[derive(Default)]
struct Shelf {
    sources: Vec<Source>,
    problems: Vec<BibProblem>,
    /// Position among the sources by key.
    by_key: BTreeMap<String, usize>,
}

impl Shelf {
    fn report(&mut self, at: Range<usize>, problem: impl Into<String>, help: &str) {
        self.problems.push(BibProblem::new(at, problem, help));
    }

    /// Adds a source unless its key cannot be cited or is taken; the first of a key stays.
    fn add(&mut self, source: Source, key_at: Range<usize>) {
        if source.key.is_empty() {
            return self.report(
                key_at,
                "this entry has no key",
                "give it one, so that it can be cited: `@book{key, …`",
            );
        }
        if source.key.contains(|c: char| c == ';' || c.is_whitespace()) {
            let problem = format!("the key `{}` cannot be cited: it contains a blank or a semicolon", source.key);
            return self.report(key_at, problem, "use letters, digits, `-`, `_`, `:` or `.`");
        }
        if self.by_key.contains_key(&source.key) {
            let problem = format!("the key `{}` is taken by an earlier entry, which is the one kept", source.key);
            return self.report(key_at, problem, "give this entry another key, or merge the two");
        }
        if source.title.is_empty() {
            self.report(source.at.clone(), format!("`{}` has no title", source.key), "add its title");
        }
        self.by_key.insert(source.key.clone(), self.sources.len());
        self.sources.push(source);
    }

    /// The date if it is EDTF; else reports it, with what to write instead.
    fn date(&mut self, text: &str, at: Range<usize>) -> Option<String> {
        let text = text.trim();
        match time::parse(text, time::Tolerance::default()) {
            Ok(_) => Some(text.to_owned()),
            Err(error) => {
                let help = error.proposal.map(|edtf| format!("write `{edtf}`")).unwrap_or_default();
                self.report(at, format!("the date `{text}` is not EDTF: {}", error.problem), &help);
                None
            }
        }
    }

    fn finish(mut self) -> (Vec<Source>, Vec<BibProblem>) {
        self.problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
        (self.sources, self.problems)
    }
}

/// The text without blanks at its ends and with single ones inside; `None` if nothing is left.
fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A DOI without the address of its resolver.
fn bare_doi(doi: String) -> String {
    let prefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    prefixes.iter().find_map(|prefix| doi.strip_prefix(prefix)).map(|bare| bare.trim().to_owned()).unwrap_or(doi)
}

#[cfg(test)]
mod tests;
