//! BibTeX and BibLaTeX, entry by entry.

use super::split::{self, Piece, State};
use super::{BibProblem, Shelf, Source, bare_doi, tidy};
use crate::time;
use biblatex::{
    Bibliography, ChunksExt, Entry, Pair, ParseErrorKind, Person, RawBibliography, RawChunk, RawEntry, Spanned, Token,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// Braces nested deeper than this are a mistake, and the grammar is read recursively.
const DEEPEST: usize = 60;
/// Text that one field may take from `@string` definitions, bytes.
const LONGEST: usize = 1 << 16;

/// A field's value: pieces of text with their place in the file.
type Value<'a> = Vec<Spanned<RawChunk<'a>>>;

/// Reads a BibTeX or BibLaTeX file.
///
/// `@string` definitions and the months' names are resolved; an entry with `crossref` inherits the
/// fields it lacks; editors stand in for missing authors. Dates are `date`, else `year`, `month` and
/// `day`, and are kept only if they are EDTF.
#[must_use]
pub fn parse_bibtex(text: &str) -> (Vec<Source>, Vec<BibProblem>) {
    let mut shelf = Shelf::default();
    let mut strings = BTreeMap::new();
    let mut entries = Vec::new();
    for piece in split::bibtex(text) {
        if piece.kind == "comment" || piece.kind == "preamble" || !well_formed(text, &piece, &mut shelf) {
            continue;
        }
        let slice = &text[piece.at.clone()];
        match RawBibliography::parse(slice) {
            Ok(raw) => {
                define(&mut strings, raw.abbreviations, piece.at.start, &mut shelf);
                entries.extend(raw.entries.into_iter().map(|entry| (entry.v, piece.at.clone())));
            }
            Err(error) => {
                let at = error.span.start + piece.at.start;
                let (problem, help) = in_words(&error.kind);
                shelf.report(at..(at + 1).min(text.len()).max(at), problem, help);
            }
        }
    }
    for (entry, at) in &mut entries {
        resolve(entry, &strings, at.start, &mut shelf);
    }
    inherit(&mut entries);
    for (raw, at) in entries {
        let key_at = at.start + raw.key.span.start..at.start + raw.key.span.end;
        let kind = raw.kind.v.to_ascii_lowercase();
        if kind == "xdata" || kind == "set" {
            continue;
        }
        let alone = RawBibliography {
            preamble: String::new(),
            entries: vec![Spanned::detached(raw)],
            abbreviations: Vec::new(),
        };
        match Bibliography::from_raw(alone) {
            Ok(bibliography) => {
                if let Some(entry) = bibliography.iter().next() {
                    let source = source(entry, &kind, at, &mut shelf);
                    shelf.add(source, key_at);
                }
            }
            Err(error) => {
                let (problem, help) = in_words(&error.kind);
                let start = (at.start + error.span.start).min(at.end);
                shelf.report(start..at.end.min(start + 1), problem, help);
            }
        }
    }
    keep_on_boundaries(text, &mut shelf);
    shelf.finish()
}

/// Widens reported ranges to whole characters.
fn keep_on_boundaries(text: &str, shelf: &mut Shelf) {
    for problem in &mut shelf.problems {
        let at = &mut problem.at;
        while !text.is_char_boundary(at.start) {
            at.start -= 1;
        }
        while at.end < text.len() && !text.is_char_boundary(at.end) {
            at.end += 1;
        }
    }
}

/// Whether a piece can be read at all; reports it if not.
fn well_formed(text: &str, piece: &Piece, shelf: &mut Shelf) -> bool {
    let head = piece.at.start..piece.at.start + 1 + piece.kind.len();
    match piece.state {
        State::Closed => {}
        State::Unclosed => {
            shelf.report(
                head,
                format!("this @{} is not closed", piece.kind),
                "a closing brace `}` is missing, or a `{` too many",
            );
            return false;
        }
        State::NoBrace => {
            shelf.report(
                head,
                format!("this @{} has no opening brace", piece.kind),
                "an entry is written `@type{key, field = {value}}`",
            );
            return false;
        }
        State::Parentheses => {
            let help = "write it in braces: `@type{key, …}`";
            shelf.report(head, format!("this @{} is written in parentheses", piece.kind), help);
            return false;
        }
    }
    let mut depth = 0_usize;
    for b in text[piece.at.clone()].bytes() {
        match b {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            shelf.report(
                head,
                format!("the braces of this @{} are nested too deeply", piece.kind),
                "remove the braces it does not need",
            );
            return false;
        }
    }
    true
}

/// Records `@string` definitions, resolved with those before them.
fn define<'a>(strings: &mut BTreeMap<String, Value<'a>>, pairs: Vec<Pair<'a>>, offset: usize, shelf: &mut Shelf) {
    for pair in pairs {
        let value = resolved(&pair.value.v, strings, offset, shelf);
        strings.insert(pair.key.v.to_ascii_lowercase(), value);
    }
}

fn resolve<'a>(entry: &mut RawEntry<'a>, strings: &BTreeMap<String, Value<'a>>, offset: usize, shelf: &mut Shelf) {
    for pair in &mut entry.fields {
        pair.value.v = resolved(&pair.value.v, strings, offset, shelf);
    }
}

/// The value with every abbreviation replaced by what it stands for.
fn resolved<'a>(
    value: &[Spanned<RawChunk<'a>>],
    strings: &BTreeMap<String, Value<'a>>,
    offset: usize,
    shelf: &mut Shelf,
) -> Value<'a> {
    let mut out = Value::new();
    let mut length = 0;
    for chunk in value {
        let at = offset + chunk.span.start..offset + chunk.span.end;
        let RawChunk::Abbreviation(name) = chunk.v else {
            out.push(chunk.clone());
            continue;
        };
        if let Some(text) = strings.get(&name.to_ascii_lowercase()) {
            length += text.iter().map(|c| length_of(&c.v)).sum::<usize>();
            if length > LONGEST {
                shelf.report(at, format!("`{name}` stands for too long a text"), "shorten its @string definition");
                continue;
            }
            // The text stands where the abbreviation is used, for messages.
            out.extend(text.iter().map(|c| Spanned::new(c.v.clone(), chunk.span.clone())));
        } else if let Some(month) = month_number(name) {
            out.push(Spanned::new(RawChunk::Normal(month), chunk.span.clone()));
        } else {
            let problem = format!("`{name}` is not defined");
            shelf.report(at, problem, "put the text in braces, or define the abbreviation with @string before its use");
        }
    }
    out
}

fn length_of(chunk: &RawChunk<'_>) -> usize {
    match chunk {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.len(),
    }
}

fn month_number(name: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("jan", "1"),
        ("feb", "2"),
        ("mar", "3"),
        ("apr", "4"),
        ("may", "5"),
        ("jun", "6"),
        ("jul", "7"),
        ("aug", "8"),
        ("sep", "9"),
        ("oct", "10"),
        ("nov", "11"),
        ("dec", "12"),
    ];
    let name = name.to_ascii_lowercase();
    MONTHS.iter().find(|(short, _)| *short == name).map(|(_, number)| *number)
}

/// Gives entries with `crossref` or `xdata` the fields they lack, one generation deep, and takes
/// the links away. A parent's title becomes the title of the book its child is in.
fn inherit(entries: &mut [(RawEntry<'_>, Range<usize>)]) {
    const LINKS: [&str; 3] = ["crossref", "xdata", "ids"];
    let is = |pair: &Pair<'_>, name: &str| pair.key.v.eq_ignore_ascii_case(name);
    let mut parents: BTreeMap<String, Vec<Pair<'_>>> = BTreeMap::new();
    for (entry, _) in entries.iter() {
        parents.entry(entry.key.v.to_owned()).or_insert_with(|| entry.fields.clone());
    }
    for (entry, _) in entries {
        let links = entry.fields.iter().filter(|pair| is(pair, "crossref") || is(pair, "xdata"));
        let names: Vec<(bool, String)> = links.map(|pair| (is(pair, "crossref"), plain(&pair.value.v))).collect();
        for (crossref, parent) in
            names.iter().flat_map(|(c, names)| names.split(',').map(|name| (*c, name.trim().to_owned())))
        {
            let Some(fields) = parents.get(&parent) else { continue };
            for field in fields {
                let mut field = field.clone();
                if crossref && is(&field, "title") {
                    field.key.v = "booktitle";
                }
                if !entry.fields.iter().any(|own| is(own, field.key.v)) {
                    entry.fields.push(field);
                }
            }
        }
        entry.fields.retain(|pair| !LINKS.iter().any(|link| is(pair, link)));
    }
}

fn plain(value: &[Spanned<RawChunk<'_>>]) -> String {
    let text = |chunk: &Spanned<RawChunk<'_>>| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.to_owned(),
    };
    value.iter().map(text).collect()
}

fn source(entry: &Entry, kind: &str, at: Range<usize>, shelf: &mut Shelf) -> Source {
    let field = |names: &[&str]| {
        names.iter().find_map(|name| entry.get(name)).and_then(|chunks| tidy(&chunks.format_verbatim()))
    };
    let title = match (field(&["title"]), field(&["subtitle"])) {
        (Some(title), Some(subtitle)) => format!("{title}: {subtitle}"),
        (title, subtitle) => title.or(subtitle).unwrap_or_default(),
    };
    Source {
        key: entry.key.clone(),
        kind: csl_type(kind, entry).to_owned(),
        title,
        authors: authors(entry),
        issued: issued(entry, &at, shelf),
        container: field(&["journaltitle", "journal", "booktitle", "maintitle", "eventtitle", "series"]),
        publisher: field(&["publisher", "institution", "school", "organization", "howpublished"]),
        pages: field(&["pages"]),
        volume: field(&["volume"]),
        issue: field(&["issue", "number"]),
        url: field(&["url"]).map(with_hyphens),
        doi: field(&["doi"]).map(with_hyphens).map(bare_doi),
        language: field(&["langid", "language"]),
        note: field(&["note", "annotation", "annote"]),
        at,
    }
}

/// An address with the hyphens it was written with: the parser makes dashes of several in a row, as
/// in the names of hosts (`xn--…`). An address has no dashes of its own.
fn with_hyphens(address: String) -> String {
    address.replace('—', "---").replace('–', "--")
}

/// Authors, else editors, as `Family, Given`.
fn authors(entry: &Entry) -> Vec<String> {
    let people = |name: &str| entry.get_as::<Vec<Person>>(name).unwrap_or_default();
    let authors = people("author");
    let people = if authors.is_empty() { people("editor") } else { authors };
    people.iter().filter_map(full_name).collect()
}

fn full_name(person: &Person) -> Option<String> {
    let family = tidy(&format!("{} {}", person.prefix, person.name))?;
    if family == "others" && person.given_name.is_empty() {
        return None;
    }
    let rest = [&person.given_name, &person.suffix].into_iter().filter_map(|part| tidy(part));
    Some(std::iter::once(family).chain(rest).collect::<Vec<_>>().join(", "))
}

fn issued(entry: &Entry, at: &Range<usize>, shelf: &mut Shelf) -> Option<String> {
    let field = |name: &str| {
        let chunks = entry.get(name)?;
        let span = chunks.span();
        let (start, end) = (at.start + span.start, at.start + span.end);
        // Inherited fields have no place in this entry.
        let place = if start <= end && end <= at.end { start..end } else { at.clone() };
        Some((tidy(&chunks.format_verbatim())?, place))
    };
    if let Some((date, place)) = field("date") {
        return shelf.date(&date, place);
    }
    let (year, place) = field("year")?;
    let Some((month, _)) = field("month") else { return shelf.date(&year, place) };
    let day = field("day").map(|(day, _)| day);
    let figures = month.parse::<u8>().map(|month| format!("{year}-{month:02}"));
    let text = match (figures, &day) {
        (Ok(month), Some(day)) => format!("{month}-{day:0>2}"),
        (Ok(month), None) => month,
        (Err(_), Some(day)) => format!("{day} {month} {year}"),
        (Err(_), None) => format!("{month} {year}"),
    };
    // Months in words are how BibTeX writes them, not a mistake.
    match time::parse(&text, time::Tolerance::default()).map_err(|error| error.proposal) {
        Err(Some(edtf)) if !month.is_empty() && month.parse::<u8>().is_err() => Some(edtf),
        _ => shelf.date(&text, place),
    }
}

/// The CSL type of an entry type.
fn csl_type(kind: &str, entry: &Entry) -> &'static str {
    match kind {
        "article" | "suppperiodical" => "article-journal",
        "newspaper" => "article-newspaper",
        "book" | "mvbook" | "booklet" | "collection" | "mvcollection" | "proceedings" | "mvproceedings" | "manual" => {
            "book"
        }
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => "chapter",
        "inproceedings" | "conference" => "paper-conference",
        "inreference" | "reference" | "mvreference" => "entry-encyclopedia",
        "phdthesis" | "mastersthesis" | "thesis" => "thesis",
        "techreport" | "report" => "report",
        "online" | "electronic" | "www" | "webpage" => "webpage",
        "dataset" => "dataset",
        "software" => "software",
        "patent" => "patent",
        "periodical" => "periodical",
        "unpublished" => "manuscript",
        "legislation" | "legal" => "legislation",
        "jurisdiction" => "legal_case",
        "movie" | "video" => "motion_picture",
        "misc" if entry.get("url").is_some() && entry.get("howpublished").is_none() => "webpage",
        _ => "document",
    }
}

/// A parser's error in plain words, and how to mend it.
fn in_words(kind: &ParseErrorKind) -> (String, &'static str) {
    let expected = |token: &Token| match token {
        Token::Identifier => ("the name of a field is missing here", "a field is written `name = {value}`"),
        Token::OpeningBrace => ("an opening brace is missing here", "a value stands in braces: `name = {value}`"),
        Token::ClosingBrace => ("a closing brace is missing here", "braces must match"),
        Token::Comma => ("a comma is missing here", "the key and every field are followed by a comma"),
        Token::QuotationMark => ("a quotation mark is missing here", "a value stands in braces or quotation marks"),
        Token::Equals => ("an equals sign is missing here", "a field is written `name = {value}`"),
        Token::DecimalPoint => ("a decimal point is missing here", ""),
    };
    let (problem, help) = match kind {
        ParseErrorKind::Expected(token) => expected(token),
        ParseErrorKind::Unexpected(Token::ClosingBrace) => {
            ("there is a closing brace too many here", "braces must match")
        }
        ParseErrorKind::Unexpected(_) => ("this cannot stand here", "put the value in braces"),
        ParseErrorKind::UnexpectedEof => (
            "the entry ends before its value does",
            "a brace, a quotation mark or a `$` is not closed; write `\\$` for the sign itself",
        ),
        ParseErrorKind::MalformedCommand => {
            ("this TeX command cannot be read", "write the character itself: files are UTF-8")
        }
        other => return (other.to_string(), ""),
    };
    (problem.to_owned(), help)
}
