//! Miniature studies written in one text, as the documentation of the lints and the corpus have them.
//!
//! A file is a path, what is odd about it, and its content: ` places.csv gb18030` and a table. The
//! oddities: `utf-8-bom`, `utf-16le`, `utf-16be-unmarked`, `gb18030` encode it so; `cr` ends its lines with CR; `bytes`
//! reads `\xNN` as a byte and `{1000*x}` as a thousand x; `dir` puts a directory in its place.

use std::collections::BTreeMap;

use milieu_study::World;

const ODDITIES: &[&str] = &["utf-8-bom", "utf-16le", "utf-16be-unmarked", "gb18030", "cr", "bytes", "dir"];

/// A study in memory in which a path may also be a directory.
#[derive(Default)]
pub struct Miniature(BTreeMap<String, Result<Vec<u8>, String>>);

impl Miniature {
    /// A study of these files (`path oddity`, content). One without study.toml gets a plain one,
    /// unless a file is called `no study.toml`.
    pub fn of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut study = Self::default();
        let mut marked = true;
        for (head, content) in files {
            if head == "no study.toml" {
                marked = false;
                continue;
            }
            let (path, oddity) = head.rsplit_once(' ').filter(|(_, o)| ODDITIES.contains(o)).unwrap_or((head, ""));
            study.0.insert(path.to_owned(), odd(content, oddity));
        }
        if marked {
            study.0.entry("study.toml".to_owned()).or_insert_with(|| Ok(b"title = \"T\"\n".to_vec()));
        }
        study
    }

    /// A study written in one text: each file after a line `--- path oddity`.
    pub fn parse(text: &str) -> Self {
        let mut files: Vec<(&str, String)> = vec![];
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix("--- "), files.last_mut()) {
                (Some(head), _) => files.push((head.trim_end(), String::new())),
                (None, Some((_, content))) => content.push_str(line),
                (None, None) => panic!("a miniature study begins with a line `--- path`: {line}"),
            }
        }
        Self::of(files.iter().map(|(head, content)| (*head, content.as_str())))
    }
}

impl World for Miniature {
    fn files(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().unwrap_or_else(|| Err("no such file".to_owned()))
    }
}

fn odd(content: &str, oddity: &str) -> Result<Vec<u8>, String> {
    Ok(match oddity {
        "" => content.as_bytes().to_vec(),
        "utf-8-bom" => format!("\u{feff}{content}").into_bytes(),
        "utf-16le" => "\u{feff}".encode_utf16().chain(content.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        "utf-16be-unmarked" => content.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "gb18030" => encoding_rs::GB18030.encode(content).0.into_owned(),
        "cr" => content.replace('\n', "\r").into_bytes(),
        "bytes" => bytes(content),
        "dir" => return Err("it is a directory".to_owned()),
        other => panic!("there is no oddity called `{other}`"),
    })
}

fn bytes(content: &str) -> Vec<u8> {
    let mut out = vec![];
    let mut rest = content;
    while let Some(c) = rest.chars().next() {
        if let Some(byte) = rest.strip_prefix("\\x").and_then(|r| u8::from_str_radix(r.get(..2)?, 16).ok()) {
            out.push(byte);
            rest = &rest[4..];
        } else if let Some((n, word, after)) = repeat(rest) {
            out.extend(word.repeat(n).into_bytes());
            rest = after;
        } else {
            out.extend(c.to_string().bytes());
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// `{1000*x}` at the start of a text.
fn repeat(text: &str) -> Option<(usize, &str, &str)> {
    let (inner, after) = text.strip_prefix('{')?.split_once('}')?;
    let (n, word) = inner.split_once('*')?;
    Some((n.parse().ok()?, word, after))
}
