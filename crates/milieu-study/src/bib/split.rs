//! Where the entries of a bibliography begin and end, without reading them.

use std::ops::Range;

/// A `@type{…}` of a BibTeX file.
pub(super) struct Piece {
    /// From `@` to the closing brace.
    pub(super) at: Range<usize>,
    /// Its type, in lower case.
    pub(super) kind: String,
    pub(super) state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Braces match.
    Closed,
    /// The next entry or the end of the file comes first.
    Unclosed,
    /// `@type` at the start of a line without a brace.
    NoBrace,
    /// `@type(…)`.
    Parentheses,
}

/// Cuts a BibTeX file at its entries. What stands between them is commentary, as in BibTeX.
///
/// An entry whose braces do not match ends before the next line that begins like an entry.
pub(super) fn bibtex(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut i = 0;
    let mut line_start = true;
    while i < bytes.len() {
        match bytes[i] {
            b'%' => i = end_of_line(bytes, i),
            b'@' => match head(bytes, i) {
                Some((kind, Some(open))) => {
                    let (end, state) = body(bytes, open);
                    pieces.push(Piece { at: i..end, kind, state });
                    i = end.max(i + 1);
                    line_start = false;
                    continue;
                }
                Some((kind, None)) if line_start => {
                    let end = end_of_line(bytes, i);
                    pieces.push(Piece { at: i..end, kind, state: State::NoBrace });
                    i = end;
                }
                _ => i += 1,
            },
            b => {
                line_start = b == b'\n' || b == b'\r' || (line_start && b.is_ascii_whitespace());
                i += 1;
                continue;
            }
        }
        line_start = false;
    }
    pieces
}

fn end_of_line(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(bytes.len(), |n| from + n)
}

/// Type of the entry that begins at `@`, and where it opens.
fn head(bytes: &[u8], at: usize) -> Option<(String, Option<usize>)> {
    let word = bytes[at + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let kind = std::str::from_utf8(&bytes[at + 1..at + 1 + word]).ok().filter(|k| !k.is_empty())?;
    let after = at + 1 + word;
    let open = after + bytes[after..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let opens = matches!(bytes.get(open), Some(b'{' | b'('));
    Some((kind.to_ascii_lowercase(), opens.then_some(open)))
}

/// Where the entry that opens at `open` ends.
fn body(bytes: &[u8], open: usize) -> (usize, State) {
    let parentheses = bytes[open] == b'(';
    let mut depth = i32::from(!parentheses);
    let mut i = open + 1;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' if !matches!(bytes.get(i + 1), Some(b'\n' | b'\r')) => i += 1,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b')' if parentheses && depth == 0 => return (i + 1, State::Parentheses),
            b'\n' | b'\r' => {
                let next = i + 1 + bytes[i + 1..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                if bytes.get(next) == Some(&b'@') && matches!(head(bytes, next), Some((_, Some(_)))) {
                    return (i, State::Unclosed);
                }
                i = next - 1;
            }
            _ => {}
        }
        i += 1;
        if depth == 0 && !parentheses {
            return (i, State::Closed);
        }
    }
    (bytes.len(), State::Unclosed)
}

/// How JSON is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// At the commas of the outermost array.
    AtCommas,
    /// Also before a line that opens an object at the indentation of the one before: how a file that
    /// lacks a brace can still be told apart.
    AtIndentation,
}

/// The elements of a JSON array, cut without being read; `None` if there is no array.
///
/// Strings end with their line at the latest, as JSON's do.
pub(super) fn json_items(text: &str, cut: Cut) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let open = bytes.iter().position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF))?;
    if bytes[open] != b'[' {
        return None;
    }
    let mut items = Vec::new();
    // Start of the present element and, if it is the first on its line, its indentation.
    let mut start: Option<(usize, Option<usize>)> = None;
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut i = open + 1;
    while i < bytes.len() {
        let b = bytes[i];
        if b == b'{' && cut == Cut::AtIndentation {
            let here = indent(bytes, i);
            if let Some((from, _)) = start.filter(|(_, first)| here.is_some() && *first == here) {
                items.push(from..i);
                (start, depth, in_string) = (None, 0, false);
            }
        }
        if !in_string && start.is_none() && !b.is_ascii_whitespace() && !matches!(b, b',' | b']') {
            start = Some((i, indent(bytes, i)));
        }
        match b {
            b'\\' if in_string => i += 1,
            b'\n' => in_string = false,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            b',' | b']' if depth == 0 => {
                items.extend(start.take().map(|(from, _)| from..i));
                if b == b']' {
                    break;
                }
            }
            _ => {}
        }
        i += 1;
    }
    items.extend(start.map(|(from, _)| from..bytes.len()));
    let trimmed = |item: Range<usize>| {
        let slice = text.get(item.clone()).unwrap_or("").trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        item.start..item.start + slice.len()
    };
    Some(items.into_iter().map(trimmed).collect())
}

/// Blanks before a position that is the first on its line.
fn indent(bytes: &[u8], at: usize) -> Option<usize> {
    let blanks = bytes[..at].iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
    matches!(bytes[..at - blanks].last(), None | Some(b'\n' | b'\r')).then_some(blanks)
}
