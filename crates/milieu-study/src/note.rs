//! Field notes: Markdown in which `[[id]]` links an entity and `[@key, p. 7]` cites a source.

use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::lint;
use crate::study::{Note, Study};

/// A link or a citation in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark<'t> {
    /// `[[id]]`.
    Link(&'t str),
    /// `[@key, locator]`.
    Cite(&'t str, Option<&'t str>),
}

/// Longest link or citation, in bytes; what is not closed by then is none.
const LONGEST: usize = 500;

/// All marks of a note with the bytes they stand in. Marks are not read inside code.
#[must_use]
pub fn marks(text: &str) -> Vec<(std::ops::Range<usize>, Mark<'_>)> {
    let code = code_ranges(text);
    let is_code = |at| code[..code.partition_point(|r| r.start <= at)].last().is_some_and(|r| r.contains(&at));
    let mut found = vec![];
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|n| from + n) {
        let rest = &text[open..text.floor_char_boundary(open + LONGEST)];
        let mark = if let Some(inner) = rest.strip_prefix("[[") {
            inner.find("]]").map(|n| (n + 4, Mark::Link(inner[..n].trim())))
        } else if let Some(inner) = rest.strip_prefix("[@") {
            inner.find(']').map(|n| {
                let (key, locator) = match inner[..n].split_once(',') {
                    Some((key, locator)) => (key.trim(), Some(locator.trim())),
                    None => (inner[..n].trim(), None),
                };
                (n + 3, Mark::Cite(key, locator))
            })
        } else {
            None
        };
        match mark {
            Some((len, mark)) if !rest[..len].contains('\n') && !is_code(open) => {
                found.push((open..open + len, mark));
                from = open + len;
            }
            _ => from = open + 1,
        }
    }
    found
}

fn code_ranges(text: &str) -> Vec<std::ops::Range<usize>> {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let mut ranges = vec![];
    let mut block = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Code(_) => ranges.push(range),
            Event::Start(Tag::CodeBlock(_)) => block = Some(range),
            Event::End(TagEnd::CodeBlock) => ranges.extend(block.take()),
            _ => {}
        }
    }
    ranges
}

/// Reads all notes and checks their links and citations.
pub fn read(study: &Study, out: &mut Vec<Diagnostic>) -> Vec<Note> {
    let before = out.len();
    let suggest = |out: &Vec<Diagnostic>| out.len() - before < lint::SUGGESTED;
    let mut notes = vec![];
    for (i, file) in study.files.iter().enumerate() {
        if !(file.path.starts_with("notes/") && file.path.ends_with(".md")) {
            continue;
        }
        let ix = FileIx(i as u32);
        let name = file.path.trim_start_matches("notes/").trim_end_matches(".md");
        let heading = file.text.lines().find_map(|l| l.strip_prefix("# "));
        let mut note =
            Note { file: ix, title: heading.unwrap_or(name).trim().to_owned(), entities: vec![], sources: vec![] };
        for (at, mark) in marks(&file.text) {
            match mark {
                Mark::Link(id) => match study.find(id) {
                    Some(entity) if !note.entities.contains(&entity) => note.entities.push(entity),
                    Some(_) => {}
                    None => out.push(lint::unknown_entity::found(Span::new(ix, at), id, &[], study, suggest(out))),
                },
                Mark::Cite(key, _) => match study.source(key) {
                    Some(source) if !note.sources.contains(&source) => note.sources.push(source),
                    Some(_) => {}
                    None => out.push(lint::unknown_source::found(Span::new(ix, at), key, study, suggest(out))),
                },
            }
        }
        notes.push(note);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_citations_are_found_outside_code() {
        let text = "See [[xindanwei]] [@sh2016, p. 7], not `[[code]]`, nor [a link](x).";
        let found: Vec<Mark<'_>> = marks(text).into_iter().map(|(_, m)| m).collect();
        assert_eq!(found, [Mark::Link("xindanwei"), Mark::Cite("sh2016", Some("p. 7"))]);
    }
}
