//! The command and one subcommand for each method, built from the registry.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use milieu_method::Words;
use milieu_method::analysis::{Kind, Method, Need, Opt};
use milieu_method::registry;

use super::write::Format;

const ABOUT: &str = "Answer the saved analyses of a study, or put a method straight to a table";

const LONG_ABOUT: &str = "\
Answer the saved analyses of a study, or put a method straight to a table

Without a name, every analysis of the study (analyses/*.toml) is run and summed up; with the name of one, it \
is printed. With the name of a method and --table, the method answers for that table: `milieu analyze METHOD \
--help` lists its options, `milieu analyze METHOD --example-table` prints a table to try it on. Nothing is \
written unless --out or --keep is given.";

const AFTER: &str = "\
Examples:
  milieu analyze
  milieu analyze ID --format json
  milieu analyze --methods
  milieu analyze describe --example-table > areas.csv
  milieu analyze describe --table areas.csv --columns area --group kind

Exit codes:
  0  answered; of several analyses, also when some are refused
  1  an analysis of the study is wrongly put; `milieu check` says where
  2  the command could not be carried out: wrong usage, no such file or analysis
  4  the method refuses: no honest number can be given with this input

JSON (--format json), one object, or an array of them for all analyses:
  version      version of the program
  analysis     id of the saved analysis, or null
  method, peer name of the method; the function of the field's reference package it equals
  parameters   what the method was told, defaults included: name -> text
  seed         seed, if chance took part, else null
  input        {name, rows, used}: the table, its rows, and how many of them the answer rests on
  numbers      [{id, label, of, value, interval, p}], the numbers to be read first; a value or bound that is
               not finite is \"Inf\" or \"-Inf\", one that does not exist null
  notes        [{warns, words, detail}]
  left_out     [{reason, detail, count, rows}]: what the answer does not cover, and why
  sheets       [{id, title, columns, rows}]: all results, row by row
A refusal is {version, analysis, method, refusal: {name, what, why, help}}.

CSV and Parquet (--format csv, parquet; --out FOLDER): one file for each sheet, and `numbers`. Numbers are \
written in full precision; what is missing is blank, or null.";

/// The verb.
pub fn verb(verb: Command) -> Command {
    let id = Arg::new("id").value_name("ID").help("The saved analysis; without it, all of the study");
    let methods = flag("methods", "List the methods");
    let keep =
        flag("keep", "Keep the result beside the analysis (analyses/ID.result.json), for an input outside the study")
            .requires("id");
    let input = path(
        "input",
        "PATH",
        "The table of an analysis whose input lies outside the study, or the folder of its tables",
    )
    .requires("id");
    shared(verb.about(ABOUT).long_about(LONG_ABOUT).after_long_help(AFTER))
        .arg(id)
        .arg(study())
        .args([methods, keep, input])
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Methods")
        .subcommand_value_name("METHOD")
        .subcommands(registry::METHODS.iter().map(|method| one(method)))
}

/// What is told of a method.
fn one(method: &'static Method) -> Command {
    let table = Arg::new("table")
        .long("table")
        .value_name("FILE")
        .help("The table: CSV with a header; `-` reads standard input");
    let example = Arg::new("example-table")
        .long("example-table")
        .value_name("OPTION")
        .num_args(0..=1)
        .default_missing_value("table")
        .help("Print a table to try the method on; with an option that names another table, that one");
    let command = Command::new(method.name)
        .about(format!("{}: {}", method.title.en, method.question.en))
        .after_long_help(after(method));
    // A saved analysis may be called like a method; without --table it is meant.
    shared(command).arg(table).arg(example).arg(study().hide(true)).args(method.options.iter().map(option))
}

fn shared(command: Command) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(Format::WORDS))
        .default_value(Format::WORDS[0])
        .help("How to give the answer");
    let out = path("out", "FOLDER", "Write files into this folder instead of printing");
    let sheet = Arg::new("sheet").long("sheet").value_name("SHEET").help("Print this sheet only, all rows");
    command.args([format, out, sheet])
}

fn study() -> Arg {
    path("study", "FOLDER", "The study's folder; without it, the one the current folder lies in")
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(value_parser!(PathBuf)).help(help)
}

fn option(opt: &Opt) -> Arg {
    let mut help = opt.help.to_owned();
    if let Kind::Word(words) = opt.kind {
        help.push_str(&format!(" ({})", words.join(", ")));
    }
    match opt.need {
        Need::Required => help.push_str(" [required]"),
        Need::Default(value) => help.push_str(&format!(" [default: {value}]")),
        Need::Optional => {}
    }
    let arg = Arg::new(opt.name).long(opt.name).help(help).help_heading("Options of the method");
    let name = match opt.kind {
        // What holds unsaid can be switched off.
        Kind::Flag if holds_unsaid(opt) => {
            let arg = arg.value_name("YES").num_args(0..=1).require_equals(true).default_missing_value("true");
            return arg.value_parser(PossibleValuesParser::new(["true", "false"]));
        }
        Kind::Flag => return arg.action(ArgAction::SetTrue),
        Kind::Column => "COLUMN",
        Kind::Columns => "COLUMNS",
        Kind::Number(..) | Kind::Count(..) => "NUMBER",
        Kind::Word(_) => "WORD",
        Kind::Text => "TEXT",
        Kind::Table => "FILE",
    };
    arg.value_name(name).allow_negative_numbers(true)
}

/// Whether a flag is set without being named.
fn holds_unsaid(opt: &Opt) -> bool {
    opt.need == Need::Default("true")
}

fn after(method: &Method) -> String {
    let list = |heading: &str, words: &[Words]| {
        let lines: String = words.iter().map(|words| format!("\n  - {}", words.en)).collect();
        if lines.is_empty() { lines } else { format!("{heading}{lines}\n\n") }
    };
    let references: String = method.references.iter().map(|r| format!("\n  - {r}")).collect();
    let mut out = list("Assumes:", method.assumptions) + &list("Not for:", method.not_for);
    out.push_str(&format!("Equals: {}\n\nReferences:{references}\n\nExample:\n", method.peer));
    out.push_str(&format!("  milieu analyze {} --example-table > example.csv\n", method.name));
    let mut more = String::new();
    for (option, _) in method.example_more {
        out.push_str(&format!("  milieu analyze {} --example-table {option} > {option}.csv\n", method.name));
        more.push_str(&format!(" --{option} {option}.csv"));
    }
    let last = format!("milieu analyze {} --table example.csv{more} {}", method.name, spoken(method.example, method));
    out + &shell(&last)
}

/// A command over several lines where it is long: help that is wrapped could not be copied.
fn shell(command: &str) -> String {
    const WIDEST: usize = 72;
    let mut out = " ".to_owned();
    let mut width = 0;
    for word in command.split(' ') {
        if width > 0 && width + word.len() > WIDEST {
            out.push_str(" \\\n   ");
            width = 0;
        }
        out.push(' ');
        out.push_str(word);
        width += word.len() + 1;
    }
    out
}

/// The example without the options that name other tables: those are named by their files.
fn spoken(example: &str, method: &Method) -> String {
    let mut out = vec![];
    let mut words = example.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let other =
            word.strip_prefix("--").is_some_and(|name| method.example_more.iter().any(|(option, _)| *option == name));
        if other {
            words.next_if(|next| !next.starts_with("--"));
        } else {
            out.push(word);
        }
    }
    out.join(" ")
}

/// The options of a method as they were said, in the order of its help.
pub fn said(method: &'static Method, matches: &ArgMatches) -> Vec<(&'static str, String)> {
    let said = |opt: &'static Opt| match opt.kind {
        Kind::Flag if !holds_unsaid(opt) => matches.get_flag(opt.name).then(|| "true".to_owned()),
        _ => matches.get_one::<String>(opt.name).cloned(),
    };
    method.options.iter().filter_map(|opt| Some((opt.name, said(opt)?))).collect()
}
