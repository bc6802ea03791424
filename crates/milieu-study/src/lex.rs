//! Delimited text to cells that know where they stand.
//!
//! The `csv` crate gives values without the position of each cell; every statement of a study must
//! point at its cell, so the rows are lexed here (RFC 4180, with CR, LF or CRLF line ends), without
//! copying any text. A property test holds it against the `csv` crate.

use memchr::{memchr, memchr3};

/// Where a cell's content stands, without its quotes, and whether it was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSpan {
    /// First byte of the content.
    pub start: u32,
    end_and_quoted: u32,
}

const QUOTED: u32 = 1 << 31;

/// Longest text the lexer takes, in bytes: positions are 31 bits.
pub const LONGEST: usize = (QUOTED - 1) as usize;

impl CellSpan {
    /// A cell with no content at `at`.
    #[must_use]
    pub fn empty(at: u32) -> Self {
        Self { start: at, end_and_quoted: at }
    }

    fn new(start: usize, end: usize, quoted: bool) -> Self {
        // Both fit 31 bits: `lex` refuses longer texts.
        Self { start: start as u32, end_and_quoted: end as u32 | if quoted { QUOTED } else { 0 } }
    }

    /// One past the last byte of the content.
    #[must_use]
    pub fn end(self) -> u32 {
        self.end_and_quoted & !QUOTED
    }

    /// Whether the cell was written in quotes.
    #[must_use]
    pub fn quoted(self) -> bool {
        self.end_and_quoted & QUOTED != 0
    }
}

/// Something the lexer stumbled over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A quote opened here is never closed; everything after it was read as one cell.
    Unclosed {
        /// Byte of the quote.
        at: u32,
    },
    /// Text after a closing quote.
    AfterQuote {
        /// Byte of the first such character.
        at: u32,
    },
}

/// Cells of a text, row by row.
#[derive(Clone, Debug, Default)]
pub struct Lexed {
    /// All cells, row after row.
    pub cells: Vec<CellSpan>,
    /// For each row, the index of its first cell; one more entry closes the last row.
    pub rows: Vec<u32>,
    /// For each row, its line, from 1.
    pub lines: Vec<u32>,
    /// What was odd.
    pub troubles: Vec<Trouble>,
    /// Whether some line ends in a lone carriage return.
    pub lone_cr: bool,
}

impl Lexed {
    /// Cells of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[CellSpan] {
        &self.cells[self.rows[row] as usize..self.rows[row + 1] as usize]
    }

    /// Number of rows, the header included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// Lexes a text of at most [`LONGEST`] bytes; the rest of a longer one is not read.
/// Rows without any text are passed over.
#[must_use]
pub fn lex(text: &str, delimiter: u8) -> Lexed {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST)];
    let mut out = Lexed { rows: vec![0], ..Lexed::default() };
    let mut at = 0;
    let mut line = 1;
    while at < bytes.len() {
        let row_line = line;
        let first = out.cells.len();
        loop {
            at = cell(bytes, at, delimiter, &mut out, &mut line);
            if at >= bytes.len() {
                break;
            }
            if bytes[at] == delimiter {
                at += 1;
                if at == bytes.len() {
                    out.cells.push(CellSpan::new(at, at, false));
                }
                continue;
            }
            break;
        }
        if at < bytes.len() {
            // A line end: CRLF, LF or a lone CR.
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                at += 2;
            } else {
                out.lone_cr |= bytes[at] == b'\r';
                at += 1;
            }
            line += 1;
        }
        let blank = out.cells.len() == first + 1 && {
            let only = out.cells[first];
            !only.quoted() && only.start == only.end()
        };
        if blank {
            out.cells.truncate(first);
        } else {
            out.rows.push(out.cells.len() as u32);
            out.lines.push(row_line);
        }
    }
    out
}

/// Reads one cell that starts at `at`; returns where it ends: at a delimiter, a line end or the end.
fn cell(bytes: &[u8], at: usize, delimiter: u8, out: &mut Lexed, line: &mut u32) -> usize {
    if bytes.get(at) != Some(&b'"') {
        let end = memchr3(delimiter, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        out.cells.push(CellSpan::new(at, end, false));
        return end;
    }
    let start = at + 1;
    let mut from = start;
    let close = loop {
        match memchr(b'"', &bytes[from..]) {
            None => {
                out.troubles.push(Trouble::Unclosed { at: at as u32 });
                break bytes.len();
            }
            Some(n) if bytes.get(from + n + 1) == Some(&b'"') => from += n + 2,
            Some(n) => break from + n,
        }
    };
    *line += line_ends(&bytes[start..close]);
    out.cells.push(CellSpan::new(start, close, true));
    let after = (close + 1).min(bytes.len());
    let end = memchr3(delimiter, b'\n', b'\r', &bytes[after..]).map_or(bytes.len(), |n| after + n);
    if bytes[after..end].iter().any(|b| !b.is_ascii_whitespace()) {
        out.troubles.push(Trouble::AfterQuote { at: after as u32 });
    }
    end
}

/// Line ends within a quoted cell: CRLF counts once.
fn line_ends(bytes: &[u8]) -> u32 {
    let mut n = 0;
    let mut before = 0;
    for &b in bytes {
        n += u32::from(b == b'\r' || (b == b'\n' && before != b'\r'));
        before = b;
    }
    n
}

/// The delimiter a text seems to use: whichever of `,` `;` tab the first line has most of.
#[must_use]
pub fn delimiter(text: &str) -> u8 {
    let first = text.split(['\n', '\r']).find(|line| !line.is_empty()).unwrap_or("");
    let count = |d: u8| first.bytes().filter(|&b| b == d).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Vec<Vec<String>> {
        let lexed = lex(text, b',');
        (0..lexed.len())
            .map(|r| {
                lexed
                    .row(r)
                    .iter()
                    .map(|c| {
                        text[c.start as usize..c.end() as usize].replace(if c.quoted() { "\"\"" } else { "\0" }, "\"")
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn cells_know_where_they_stand() {
        let text = "id,name\r\na,\"New \"\"work\"\" unit\"\rb,\n";
        let lexed = lex(text, b',');
        assert_eq!(lexed.lines, [1, 2, 3]);
        assert!(lexed.lone_cr);
        let name = lexed.row(1)[1];
        assert_eq!(&text[name.start as usize..name.end() as usize], "New \"\"work\"\" unit");
        assert_eq!(lexed.row(2).len(), 2);
    }

    #[test]
    fn an_unclosed_quote_and_text_after_a_quote_are_told() {
        assert_eq!(lex("a,\"b\nc", b',').troubles, [Trouble::Unclosed { at: 2 }]);
        assert_eq!(lex("\"a\" b,c", b',').troubles, [Trouble::AfterQuote { at: 3 }]);
    }

    #[test]
    fn a_line_break_within_quotes_counts_lines() {
        let lexed = lex("id\n\"a\r\nb\"\nc", b',');
        assert_eq!(lexed.lines, [1, 2, 4]);
    }

    proptest! {
        #[test]
        fn well_formed_text_reads_as_the_csv_crate_reads_it(
            rows in prop::collection::vec(prop::collection::vec("[a-z,\"\r\n 新]{0,6}", 1..5), 0..6)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(values(&text), theirs);
        }

        #[test]
        fn any_text_lexes_and_every_cell_lies_within_it(text in "\\PC*|[\",\r\na]{0,40}") {
            let lexed = lex(&text, b',');
            for r in 0..lexed.len() {
                for c in lexed.row(r) {
                    prop_assert!(text.get(c.start as usize..c.end() as usize).is_some());
                }
            }
        }
    }
}
