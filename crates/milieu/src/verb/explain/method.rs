//! A method explained, from its entry in the registry: what `milieu analyze METHOD --help` says, and more.

use milieu_method::Words;
use milieu_method::analysis::{Extract, Kind, Method, Need};
use milieu_method::registry::{EXTRACTS, METHODS};
use serde::Serialize;

use super::Explained;
use super::page::Block;

#[derive(Serialize)]
struct InWords {
    name: &'static str,
    title: &'static str,
    question: &'static str,
    assumptions: Vec<&'static str>,
    not_for: Vec<&'static str>,
    peer: &'static str,
    references: &'static [&'static str],
    options: Vec<Opt>,
    example: &'static str,
}

#[derive(Serialize)]
struct Opt {
    name: &'static str,
    takes: String,
    default: Option<&'static str>,
    required: bool,
    help: &'static str,
}

#[derive(Serialize)]
struct All {
    methods: Vec<InWords>,
    extracts: Vec<From>,
}

#[derive(Serialize)]
struct From {
    name: &'static str,
    title: &'static str,
    columns: &'static [(&'static str, &'static str)],
    options: &'static [(&'static str, &'static str)],
}

pub fn one(method: &'static Method) -> Explained {
    Explained::new("method", &in_words(method), page(method))
}

/// Every method, then every way from a study to its input.
pub fn all() -> Explained {
    let extracts =
        EXTRACTS.iter().map(|e| From { name: e.name, title: e.title.en, columns: e.columns, options: e.options });
    let all = All { methods: METHODS.iter().map(|m| in_words(m)).collect(), extracts: extracts.collect() };
    let mut page: Vec<Block> = METHODS.iter().flat_map(|method| self::page(method)).collect();
    page.push(Block::Title("What a study makes for them".to_owned()));
    page.push(Block::Text(
        "`from = \"…\"` under `[input]` in `analyses/*.toml`. A column `…` stands for as many as the study has."
            .to_owned(),
    ));
    page.extend(EXTRACTS.iter().flat_map(|extract| of_extract(extract)));
    Explained::new("methods", &all, page)
}

fn in_words(method: &'static Method) -> InWords {
    let english = |words: &'static [Words]| words.iter().map(|words| words.en).collect();
    InWords {
        name: method.name,
        title: method.title.en,
        question: method.question.en,
        assumptions: english(method.assumptions),
        not_for: english(method.not_for),
        peer: method.peer,
        references: method.references,
        options: options(method),
        example: method.example,
    }
}

fn options(method: &Method) -> Vec<Opt> {
    let told = method.options.iter().map(|opt| Opt {
        name: opt.name,
        takes: takes(opt.kind),
        default: match opt.need {
            Need::Default(value) => Some(value),
            Need::Required | Need::Optional => None,
        },
        required: opt.need == Need::Required,
        help: opt.help,
    });
    told.collect()
}

fn takes(kind: Kind) -> String {
    match kind {
        Kind::Column => "a column".to_owned(),
        Kind::Columns => "columns".to_owned(),
        Kind::Number(..) => "a number".to_owned(),
        Kind::Count(..) => "a whole number".to_owned(),
        Kind::Word(words) => words.join(", "),
        Kind::Flag => "yes or no".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Table => "another table".to_owned(),
    }
}

fn page(method: &'static Method) -> Vec<Block> {
    let mut page =
        vec![Block::Title(format!("{}: {}", method.name, method.title.en)), Block::Text(method.question.en.to_owned())];
    for (heading, words) in [("Assumes", method.assumptions), ("Not for", method.not_for)] {
        if !words.is_empty() {
            page.push(Block::Heading(heading.to_owned()));
            page.push(Block::Items(words.iter().map(|words| words.en.to_owned()).collect()));
        }
    }
    let mut rows = vec![["option", "takes", "default", "what it does"].map(str::to_owned).to_vec()];
    rows.extend(options(method).into_iter().map(|opt| {
        let default = opt.default.map_or_else(|| if opt.required { "required" } else { "" }.to_owned(), str::to_owned);
        vec![format!("`{}`", opt.name), opt.takes, default, opt.help.to_owned()]
    }));
    page.push(Block::Heading("Options".to_owned()));
    page.push(Block::Table(rows));
    page.push(Block::Text(format!("Equals {}.", method.peer)));
    page.push(Block::Items(method.references.iter().map(|r| (*r).to_owned()).collect()));
    page.push(Block::Code(format!(
        "milieu analyze {0} --example-table > example.csv\nmilieu analyze {0} --table example.csv {1}",
        method.name, method.example
    )));
    page
}

fn of_extract(extract: &Extract) -> Vec<Block> {
    let rows = |name: &str, pairs: &[(&'static str, &'static str)]| {
        let mut rows = vec![vec![name.to_owned(), "what it holds".to_owned()]];
        rows.extend(pairs.iter().map(|(name, what)| vec![format!("`{name}`"), (*what).to_owned()]));
        Block::Table(rows)
    };
    let mut page =
        vec![Block::Heading(format!("{}: {}", extract.name, extract.title.en)), rows("column", extract.columns)];
    if !extract.options.is_empty() {
        page.push(rows("option", extract.options));
    }
    page
}
