//! The bibliography and citations of it.

use std::ops::Range;

/// An item of the bibliography.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Key.
    pub key: String,
    /// Title.
    pub title: String,
    /// When published, as EDTF text.
    pub issued: Option<String>,
    /// Bytes of the entry in its file.
    pub at: Range<usize>,
}

/// What is wrong with an entry.
#[derive(Clone, Debug)]
pub struct BibProblem {
    /// Bytes in the file.
    pub at: Range<usize>,
    /// In words.
    pub problem: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// Reads BibTeX.
#[must_use]
pub fn parse_bibtex(text: &str) -> (Vec<Source>, Vec<BibProblem>) {
    use biblatex::{Bibliography, ChunksExt};
    match Bibliography::parse(text) {
        Ok(items) => (
            items
                .iter()
                .map(|e| Source {
                    key: e.key.clone(),
                    title: e.title().map(ChunksExt::format_verbatim).unwrap_or_default(),
                    issued: e.get("date").or(e.get("year")).map(ChunksExt::format_verbatim),
                    at: 0..0,
                })
                .collect(),
            vec![],
        ),
        Err(error) => (vec![], vec![BibProblem { at: error.span.clone(), problem: error.to_string(), help: None }]),
    }
}

/// Reads CSL-JSON.
#[must_use]
pub fn parse_csl_json(text: &str) -> (Vec<Source>, Vec<BibProblem>) {
    match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(items) => (
            items
                .iter()
                .filter_map(|i| {
                    Some(Source {
                        key: i["id"].as_str()?.to_owned(),
                        title: i["title"].as_str().unwrap_or_default().to_owned(),
                        ..Source::default()
                    })
                })
                .collect(),
            vec![],
        ),
        Err(error) => (vec![], vec![BibProblem { at: 0..0, problem: error.to_string(), help: None }]),
    }
}

/// A key with its locator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationText<'a> {
    /// Key.
    pub key: &'a str,
    /// Page, section, date.
    pub locator: Option<&'a str>,
    /// Bytes in the text.
    pub at: Range<usize>,
}

/// Splits `sh2016 p. 7; xcjblog 2010-12-15`.
#[must_use]
pub fn parse_citations(text: &str) -> Vec<CitationText<'_>> {
    let mut found = vec![];
    let mut start = 0;
    for part in text.split(';') {
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let at = start + part.len() - part.trim_start().len();
            let (key, locator) = match trimmed.split_once(char::is_whitespace) {
                Some((key, rest)) => (key, Some(rest.trim())),
                None => (trimmed, None),
            };
            found.push(CitationText { key, locator, at: at..at + trimmed.len() });
        }
        start += part.len() + 1;
    }
    found
}
