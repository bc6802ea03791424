//! Saved analyses: `analyses/ID.toml` says what is asked, of which method, on what input.
//!
//! What methods and extracts there are is not known here: names and options are kept as written,
//! each with its place, for whoever runs them.

use serde::Deserialize;
use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::file::{self, StudyFile};
use crate::keys::{self, Item, Keys};
use crate::lint;
use crate::settings::Label;

/// Ending of the file that keeps the result of an analysis whose input may not be shipped.
pub const KEPT: &str = ".result.json";

/// Something said in an analysis, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words; parts of a list with commas between.
    pub text: String,
    /// Where they stand.
    pub at: Span,
}

/// A saved analysis.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Name of its file without `.toml`.
    pub id: String,
    /// Its file.
    pub file: FileIx,
    /// Its title.
    pub title: Label,
    /// What it asks.
    pub question: Label,
    /// The method it asks.
    pub method: Option<Said>,
    /// The cases.
    pub input: Option<Input>,
    /// Other tables, by the option of the method that names them.
    pub tables: Vec<(Said, Input)>,
    /// What the method is told, in the order of the file.
    pub options: Vec<(Said, Said)>,
    /// What the answer cannot say, one text each.
    pub limits: Vec<Label>,
    /// Id of the number that answers in one line; unsaid, the first.
    pub headline: Option<Said>,
    /// Keys of sources it rests on.
    pub sources: Vec<Said>,
    /// The result that is kept with it, if there is one.
    pub kept: Option<Kept>,
}

/// Where cases come from.
#[derive(Clone, Debug)]
pub struct Input {
    /// What makes or holds them; none if the file does not say.
    pub origin: Option<Origin>,
    /// What an extract is told.
    pub options: Vec<(Said, Said)>,
    /// Columns and the values whose rows are kept.
    pub keep: Vec<(Said, Vec<Said>)>,
    /// Key of the source of a file outside the study.
    pub source: Option<Said>,
    /// The command that makes a file outside the study from its public source.
    pub command: Option<String>,
    /// SQL that makes the cases from files outside the study: each is a table, called by its name without ending.
    pub query: Option<Said>,
    /// Where it stands.
    pub at: Span,
}

/// What makes or holds the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A way from the study to a table, by its name.
    Extract(Said),
    /// A table of the study, by its path.
    File(Said),
    /// Tables outside the study, by their paths, at least one: they may be used but not be passed on.
    Outside(Vec<Said>),
}

/// A result kept beside its analysis.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its file.
    pub file: FileIx,
    /// What it says of its making; none if the file cannot be read.
    pub made: Option<Made>,
}

/// How a kept result was made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Made {
    /// Version of the program.
    pub version: String,
    /// [`Saved::digest`] of what was asked.
    pub settings: String,
    /// Digest of the tables of the input, one after the other (64 bits, hexadecimal).
    pub input: String,
}

impl Saved {
    /// Paths of the study's files it reads.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.inputs().filter_map(|input| match &input.origin {
            Some(Origin::File(path)) => Some(path.text.as_str()),
            _ => None,
        })
    }

    /// Its other tables as if they were options: the option, and what holds the table.
    #[must_use]
    pub fn tables_as_options(&self) -> Vec<(Said, Said)> {
        let of = |(name, input): &(Said, Input)| {
            let text = input.origin.as_ref().map_or_else(String::new, Origin::text);
            (name.clone(), Said { text, at: input.at })
        };
        self.tables.iter().map(of).collect()
    }

    /// Its input and its other tables.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.input.iter().chain(self.tables.iter().map(|(_, input)| input))
    }

    /// Whether its input lies outside the study.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        self.inputs().any(|input| matches!(input.origin, Some(Origin::Outside(_))))
    }

    /// Digest (64 bits, hexadecimal) of what decides the numbers: method, inputs, options. Titles,
    /// limits and the order of keys take no part.
    #[must_use]
    pub fn digest(&self) -> String {
        let pairs = |pairs: &[(Said, Said)]| {
            let mut all: Vec<String> = pairs.iter().map(|(k, v)| format!("{}={}", k.text, v.text)).collect();
            all.sort();
            all.join("\n")
        };
        let input = |name: &str, input: &Input| {
            let origin = match &input.origin {
                Some(Origin::Extract(s)) => format!("from {}", s.text),
                Some(Origin::File(s)) => format!("file {}", s.text),
                Some(outside @ Origin::Outside(_)) => format!("outside {}", outside.text()),
                None => String::new(),
            };
            let query = input.query.as_ref().map_or_else(String::new, |query| format!("\nquery {}", query.text));
            let mut keep: Vec<String> = input
                .keep
                .iter()
                .map(|(k, v)| {
                    format!("{}: {}", k.text, v.iter().map(|v| v.text.as_str()).collect::<Vec<_>>().join(","))
                })
                .collect();
            keep.sort();
            format!("[{name}] {origin}\n{}\n{}{query}", pairs(&input.options), keep.join("\n"))
        };
        let mut parts = vec![self.method.as_ref().map_or("", |m| &m.text).to_owned(), pairs(&self.options)];
        parts.extend(self.input.iter().map(|i| input("", i)));
        let mut tables: Vec<String> = self.tables.iter().map(|(name, i)| input(&name.text, i)).collect();
        tables.sort();
        parts.extend(tables);
        digest(parts.join("\n\n").as_bytes())
    }

    /// Whether the kept result answers what is asked now.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.kept.as_ref().and_then(|kept| kept.made.as_ref()).is_some_and(|made| made.settings != self.digest())
    }
}

/// Digest of bytes as it stands in kept results: 64 bits, hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("{:016x}", file::digest(bytes))
}

/// Reads all saved analyses, by id.
pub(crate) fn read(files: &[StudyFile], out: &mut Vec<Diagnostic>) -> Vec<Saved> {
    let mut found: Vec<Saved> = vec![];
    for (i, file) in files.iter().enumerate() {
        let Some(id) = file.path.strip_prefix("analyses/").and_then(|name| name.strip_suffix(".toml")) else {
            continue;
        };
        let mut saved = one(id, &file.text, FileIx(i as u32), out);
        let kept = files.iter().position(|f| f.path == format!("analyses/{id}{KEPT}"));
        saved.kept = kept.map(|ix| Kept { file: FileIx(ix as u32), made: serde_json::from_str(&files[ix].text).ok() });
        found.push(saved);
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

fn one(id: &str, text: &str, file: FileIx, out: &mut Vec<Diagnostic>) -> Saved {
    let mut saved = Saved {
        id: id.to_owned(),
        file,
        title: Label::new(),
        question: Label::new(),
        method: None,
        input: None,
        tables: vec![],
        options: vec![],
        limits: vec![],
        headline: None,
        sources: vec![],
        kept: None,
    };
    keys::root(text, file, out, |r| {
        saved.title = r.label("title");
        saved.question = r.label("question");
        saved.method = said(r, "method");
        r.table("input", |r| saved.input = Some(input(r)));
        r.table("tables", |r| {
            for (key, item) in r.table {
                let name = Said { text: key.get_ref().to_string(), at: r.span(key) };
                match item.get_ref() {
                    DeValue::Table(table) => {
                        r.within(table, item.span(), |r| saved.tables.push((name, input(r))));
                    }
                    _ => r.wrong(item, key.get_ref(), "a table, as [tables.NAME]"),
                }
            }
            r.any_key();
        });
        r.table("options", |r| {
            saved.options = pairs(r, &[]);
            r.any_key();
        });
        saved.limits = r.labels("limits");
        saved.headline = said(r, "headline");
        let sources = r.strings_at("sources");
        saved.sources = sources.into_iter().map(|(text, at)| Said { text, at }).collect();
    });
    saved
}

fn input(r: &mut Keys<'_, '_>) -> Input {
    let at = r.here();
    let mut origins = vec![];
    origins.extend(said(r, "from").map(Origin::Extract));
    origins.extend(said(r, "file").map(Origin::File));
    origins.extend(outside(r).map(Origin::Outside));
    if let Some(second) = origins.get(1) {
        let at = second.at();
        r.out.push(lint::incomplete_analysis::two_origins(at));
    }
    let origin = origins.into_iter().next();
    let mut keep = vec![];
    r.table("keep", |r| {
        for (key, item) in r.table {
            let name = Said { text: key.get_ref().to_string(), at: r.span(key) };
            match values(r, item) {
                Some(values) => keep.push((name, values)),
                None => r.wrong(item, key.get_ref(), "a list of values"),
            }
        }
        r.any_key();
    });
    let source = said(r, "source");
    let command = r.string("command");
    let query = said(r, "query");
    let mut options = vec![];
    if matches!(origin, Some(Origin::Extract(_))) {
        options = pairs(r, &["from", "file", "outside", "keep", "source", "command", "query"]);
        r.any_key();
    }
    Input { origin, options, keep, source, command, query, at }
}

/// Paths outside the study: one, or a list of them.
fn outside(r: &mut Keys<'_, '_>) -> Option<Vec<Said>> {
    let many = r.table.get("outside").is_some_and(|item| matches!(item.get_ref(), DeValue::Array(_)));
    let all: Vec<Said> = if many {
        r.strings_at("outside").into_iter().map(|(text, at)| Said { text, at }).collect()
    } else {
        said(r, "outside").into_iter().collect()
    };
    (!all.is_empty()).then_some(all)
}

impl Origin {
    /// Where it stands; of several files, the first.
    #[must_use]
    pub fn at(&self) -> Span {
        match self {
            Self::Extract(said) | Self::File(said) => said.at,
            Self::Outside(all) => all[0].at,
        }
    }

    /// What is named; several files with commas between.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Extract(said) | Self::File(said) => said.text.clone(),
            Self::Outside(all) => all.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join(", "),
        }
    }
}

/// A text and where it stands, without its quotes.
fn said(r: &mut Keys<'_, '_>, key: &'static str) -> Option<Said> {
    let text = r.string(key)?;
    Some(Said { text, at: r.within_quotes(key) })
}

/// All keys but these, with their values as text, in the order of the file.
fn pairs(r: &mut Keys<'_, '_>, but: &[&str]) -> Vec<(Said, Said)> {
    let mut found = vec![];
    for (key, item) in r.table {
        if but.contains(&key.get_ref().as_ref()) {
            continue;
        }
        let at = r.span(item);
        let key = Said { text: key.get_ref().to_string(), at: r.span(key) };
        match values(r, item) {
            Some(values) => {
                let text = values.iter().map(|v| v.text.as_str()).collect::<Vec<_>>().join(",");
                found.push((key, Said { text, at }));
            }
            None => r.wrong(item, &key.text, "a text, a number, true or false, or a list of them"),
        }
    }
    found.sort_by_key(|(key, _)| key.at.start);
    found
}

/// A value, or the values of a list, as text; none for anything nested deeper.
fn values(r: &Keys<'_, '_>, item: &Item<'_>) -> Option<Vec<Said>> {
    let one = |item: &Item<'_>| {
        let text = match item.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(n) => n.as_str().to_owned(),
            DeValue::Float(n) => n.as_str().to_owned(),
            DeValue::Boolean(b) => b.to_string(),
            _ => return None,
        };
        Some(Said { text, at: r.span(item) })
    };
    match item.get_ref() {
        DeValue::Array(items) => items.iter().map(one).collect(),
        _ => one(item).map(|one| vec![one]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;
    use crate::{Study, compile};

    const POSTS: &str = "title = \"Posts a year\"\nmethod = \"describe\"\n[input]\noutside = \"posts.csv\"\n\
                         source = \"k\"\ncommand = \"download the posts of the blog\"\n";

    fn study(toml: &str) -> Study {
        compile(&Memory::of(&[("study.toml", "title = \"T\""), ("analyses/x.toml", toml)])).value
    }

    #[test]
    fn what_is_said_is_kept_with_its_place() {
        let toml = "title = \"T\"\nmethod = \"cox\"\nlimits = [{ en = \"few\" }, \"peu\"]\n[input]\nfrom = \"lifespans\"\n\
                    end = true\nkeep = { kind = [\"a\", 2] }\n[options]\ncovariates = [\"a\", \"b\"]\nlevel = 0.9\n\
                    [tables.other]\nfile = \"x.csv\"\n";
        let study = study(toml);
        let saved = study.analysis("x").unwrap();
        let at = |said: &Said| &toml[said.at.start as usize..said.at.end as usize];
        assert_eq!(at(saved.method.as_ref().unwrap()), "cox");
        let input = saved.input.as_ref().unwrap();
        assert!(matches!(&input.origin, Some(Origin::Extract(said)) if at(said) == "lifespans"));
        let told =
            |pairs: &[(Said, Said)]| pairs.iter().map(|(k, v)| format!("{} {}", k.text, v.text)).collect::<Vec<_>>();
        assert_eq!(told(&input.options), ["end true"]);
        assert_eq!(told(&saved.options), ["covariates a,b", "level 0.9"]);
        assert_eq!(input.keep[0].1.iter().map(|v| v.text.as_str()).collect::<Vec<_>>(), ["a", "2"]);
        assert_eq!(saved.limits.len(), 2);
        assert_eq!(saved.files().collect::<Vec<_>>(), ["x.csv"]);
    }

    #[test]
    fn the_digest_follows_what_decides_the_numbers_and_nothing_else() {
        let digest = |toml: &str| study(toml).analysis("x").unwrap().digest();
        assert_eq!(digest(POSTS), "0b5c844fc50c086d");
        let renamed = POSTS.replace("Posts a year", "Yearly posts").replace("download", "fetch");
        assert_eq!(digest(&renamed), digest(POSTS));
        assert_ne!(digest(&POSTS.replace("posts.csv", "post.csv")), digest(POSTS));
        assert_ne!(digest(&POSTS.replace("source", "query = \"select 1\"\nsource")), digest(POSTS));
        let [one, two] = ["a = 1\nb = 2\n", "b = 2\na = 1\n"].map(|o| digest(&format!("{POSTS}[options]\n{o}")));
        assert_eq!(one, two);
        assert_ne!(one, digest(POSTS));
    }

    #[test]
    fn several_files_outside_are_a_list() {
        let study = study(&POSTS.replace("\"posts.csv\"", "[\"posts.csv\", \"reactions.csv\"]\nquery = \"select 1\""));
        let input = study.analysis("x").unwrap().input.as_ref().unwrap();
        assert_eq!(input.origin.as_ref().unwrap().text(), "posts.csv, reactions.csv");
        assert_eq!(input.query.as_ref().unwrap().text, "select 1");
        let told = |toml: &str| {
            let files =
                [("study.toml", "title = \"T\""), ("analyses/x.toml", toml), ("sources.bib", "@misc{k, title={T}}")];
            let told = compile(&Memory::of(&files)).diagnostics;
            told.into_iter().filter(|d| d.lint.code == "ANA003").map(|d| d.message).collect::<Vec<_>>()
        };
        assert_eq!(told(POSTS), [""; 0]);
        let two = POSTS.replace("\"posts.csv\"", "[\"posts.csv\", \"reactions.csv\"]");
        assert_eq!(told(&two), ["several tables outside the study need a `query` that makes one of them"]);
        let inside = "title = \"T\"\nmethod = \"m\"\n[input]\nfrom = \"lifespans\"\nquery = \"select 1\"\n";
        assert_eq!(told(inside), ["a `query` reads tables outside the study only"]);
    }

    #[test]
    fn a_csv_that_only_an_analysis_reads_is_not_a_table_of_places() {
        let toml = "title = \"T\"\nmethod = \"m\"\n[input]\nfile = \"inputs/x.csv\"\n";
        let files =
            [("study.toml", "title = \"T\""), ("inputs/x.csv", "id,lat,lon\na,1,2\n"), ("analyses/x.toml", toml)];
        let checked = compile(&Memory::of(&files));
        assert!(checked.value.tables.is_empty());
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        assert_eq!(compile(&Memory::of(&files[..2])).value.tables.len(), 1);
    }
}
