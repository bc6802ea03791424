//! Files as text: bytes decoded, line starts known.

use std::string::FromUtf8Error;
use std::sync::OnceLock;

use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::lex::LONGEST;
use crate::lint;

/// A file of the study as text.
#[derive(Debug, Default)]
pub struct StudyFile {
    /// Path within the study folder, with `/`.
    pub path: String,
    /// Its text, decoded; empty when it could not be read.
    pub text: String,
    /// [`digest`] of its bytes.
    pub digest: u64,
    lines: OnceLock<Vec<u32>>,
}

/// Line and column, from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

impl StudyFile {
    /// A file of this text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), ..Self::default() }
    }

    /// Start of every line; CR, LF and CRLF end one.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                    starts.push(at as u32 + 1);
                }
            }
            starts
        })
    }

    /// Line and column of a byte.
    #[must_use]
    pub fn line_column(&self, at: u32) -> LineColumn {
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= at).saturating_sub(1);
        let start = lines[line] as usize;
        let end = (at as usize).min(self.text.len());
        let column = self.text.get(start..end).map_or(0, |t| t.chars().count());
        LineColumn { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// First byte of a line, from 1; the text's length past the last one.
    #[must_use]
    pub fn line_start(&self, line: u32) -> usize {
        self.lines().get((line as usize).saturating_sub(1)).map_or(self.text.len(), |&start| start as usize)
    }

    /// Text of a line, from 1, without its end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let lines = self.lines();
        let Some(&start) = lines.get((line as usize).saturating_sub(1)) else { return "" };
        let end = lines.get(line as usize).map_or(self.text.len(), |&n| n as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// A span within the text, widened to whole characters.
    #[must_use]
    pub fn whole_characters(&self, span: Span) -> Span {
        let start = self.text.floor_char_boundary(span.start as usize);
        let end = self.text.ceil_char_boundary(span.end as usize).max(start);
        Span::new(span.file, start..end)
    }

    /// Text of a span of this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// Decodes a file's bytes; whatever they are, some text comes out, and what was odd is told.
pub fn decode(path: &str, bytes: Vec<u8>, file: FileIx, out: &mut Vec<Diagnostic>) -> StudyFile {
    let digest = digest(&bytes);
    let mut text = if let Some(encoding) = utf16(&bytes) {
        let (text, _, broken) = encoding.decode(&bytes);
        out.push(lint::utf16::found(file, encoding.name(), broken));
        text.into_owned()
    } else if bytes.starts_with(b"PK\x03\x04") {
        let why = "it is a spreadsheet or another packed file under the name of a text";
        out.push(lint::unreadable::found(file, why));
        String::new()
    } else {
        String::from_utf8(bytes).unwrap_or_else(|error| other_than_utf8(error, file, out))
    };
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
        out.push(lint::byte_order_mark::found(file));
    }
    if text.len() > LONGEST {
        out.push(lint::unreadable::found(file, "it is longer than 2 GB"));
        text.clear();
    }
    StudyFile { path: path.to_owned(), text, digest, lines: OnceLock::new() }
}

/// Text of bytes that are not UTF-8: the Chinese encoding if they are that, else with marks where they
/// are no characters; none if they are no text at all.
fn other_than_utf8(error: FromUtf8Error, file: FileIx, out: &mut Vec<Diagnostic>) -> String {
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if memchr::memchr(0, &bytes).is_some() {
        out.push(lint::unreadable::found(file, "it is not text: a picture, a program or another kind of file"));
        return String::new();
    }
    let (chinese, _, broken) = encoding_rs::GB18030.decode(&bytes);
    let text = if broken { String::from_utf8_lossy(&bytes).into_owned() } else { chinese.into_owned() };
    // The odd byte is marked where it now stands in the decoded text.
    let shown = if broken { at } else { encoding_rs::GB18030.decode(&bytes[..at]).0.len() };
    out.push(lint::not_utf8::found(Span::new(file, shown..shown + 1), at, !broken));
    text
}

/// The kind of UTF-16 that bytes are: by their mark, else because every other one is zero, as in
/// English words.
fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match head.len() {
        0..8 => None,
        n if odd > n / 3 && even == 0 => Some(encoding_rs::UTF_16LE),
        n if even > n / 3 && odd == 0 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Digest of 64 bits, for telling files apart, not for security: FNV-1a's step taken over words of
/// eight bytes, since a byte at a time costs more than reading the file. The product carries upwards
/// only, so a rotation brings the high bits back down; the length goes in last.
#[must_use]
pub fn digest(bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let hash = rest.iter().fold(hash, |hash, &byte| step(hash, u64::from(byte)));
    step(hash, bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let file = StudyFile::new("a", "ab\r\n新x\ry\n");
        let at = |needle: &str| file.line_column(file.text.find(needle).unwrap() as u32);
        assert_eq!(at("x"), LineColumn { line: 2, column: 2 });
        assert_eq!(at("y"), LineColumn { line: 3, column: 1 });
        assert_eq!(file.line(2), "新x");
    }

    #[test]
    fn one_changed_byte_changes_the_digest() {
        let text: Vec<u8> = (0..100).collect();
        let mut seen = vec![digest(&text), digest(&text[..99]), digest(&[text.as_slice(), &[0]].concat())];
        for at in 0..text.len() {
            let mut changed = text.clone();
            changed[at] ^= 0x80;
            seen.push(digest(&changed));
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
