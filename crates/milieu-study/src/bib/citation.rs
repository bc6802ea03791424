//! Citation strings of `source` columns.

use std::ops::Range;

/// One citation of a citation string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationText<'a> {
    /// Key of a source or id of a reusable citation.
    pub key: &'a str,
    /// Where in it: what follows the key up to the semicolon.
    pub locator: Option<&'a str>,
    /// Bytes of key and locator in the text.
    pub at: Range<usize>,
}

/// Reads `key locator; key locator`. A comma after the key is dropped, as are empty citations.
///
/// ```
/// let found = milieu_study::bib::parse_citations("sh2016 p. 7; xcjblog 2010-12-15");
/// assert_eq!((found[0].key, found[0].locator), ("sh2016", Some("p. 7")));
/// assert_eq!((found[1].key, found[1].locator), ("xcjblog", Some("2010-12-15")));
/// ```
#[must_use]
pub fn parse_citations(text: &str) -> Vec<CitationText<'_>> {
    let mut start = 0;
    let mut found = Vec::new();
    for piece in text.split(';') {
        let begin = start + (piece.len() - piece.trim_start().len());
        start += piece.len() + 1;
        let piece = piece.trim();
        let (key, locator) = piece.split_once(char::is_whitespace).unwrap_or((piece, ""));
        let key = key.trim_end_matches(',');
        let locator = locator.trim();
        if !key.is_empty() {
            let at = begin..begin + piece.len();
            found.push(CitationText { key, locator: (!locator.is_empty()).then_some(locator), at });
        }
    }
    found
}
