//! `cargo xtask generate`: every generated file of the repository, written anew from its source.

use std::fmt::Write;
use std::path::PathBuf;

use crate::command::{command, output_of};
use crate::repository;
use crate::run::built;

/// What gives a generated file's text.
type Source = fn(&Printers) -> Result<String, String>;

/// The built programs that print generated files.
struct Printers {
    milieu: PathBuf,
    typescript: PathBuf,
}

/// Every generated file and its source, in the order of writing.
const GENERATED: &[(&str, Source)] = &[
    ("web/src/page.gen.ts", page_types),
    ("docs/cli.md", command_line),
    ("docs/diagnostics.md", diagnostics),
    ("docs/methods.md", methods),
    ("docs/lab.md", lab),
    ("docs/tables.md", tables),
    ("docs/sql.md", sql),
];

/// Writes every generated file; prints the paths of those that changed.
///
/// # Errors
/// When one cannot be made or written.
pub fn run_task() -> Result<(), String> {
    for path in write_all()? {
        println!("generate: {path} changed");
    }
    println!("generate: {} files are up to date", GENERATED.len());
    Ok(())
}

/// Writes every generated file and returns the paths of those that changed.
///
/// # Errors
/// When one cannot be made or written.
pub fn write_all() -> Result<Vec<&'static str>, String> {
    let root = repository::root();
    let printers = Printers { milieu: built("--bin", "milieu")?, typescript: built("--example", "typescript")? };
    let mut changed = Vec::new();
    for (path, source) in GENERATED {
        let text = source(&printers)?;
        let file = root.join(path);
        if std::fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|e| format!("{path}: {e}"))?;
        }
        std::fs::write(&file, text).map_err(|e| format!("{path}: {e}"))?;
        changed.push(*path);
    }
    Ok(changed)
}

/// How many files are generated.
pub fn count() -> usize {
    GENERATED.len()
}

/// The TypeScript types of the page data.
fn page_types(printers: &Printers) -> Result<String, String> {
    text(output_of(command(&printers.typescript.to_string_lossy(), &[], &repository::root()))?)
}

/// The help of the program and of every verb.
fn command_line(printers: &Printers) -> Result<String, String> {
    let help = printers.milieu(&["--help"])?;
    let mut out = page("The command line");
    let _ = writeln!(out, "```text\n{}\n```", trimmed(&help));
    for verb in verbs(&help) {
        let help = printers.milieu(&[verb, "--help"])?;
        let _ = writeln!(out, "\n## milieu {verb}\n\n```text\n{}\n```", trimmed(&help));
    }
    Ok(out)
}

/// The help without the spaces that end some of its lines.
fn trimmed(help: &str) -> String {
    help.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The verbs that the help lists under `Commands:`.
fn verbs(help: &str) -> Vec<&str> {
    let listed = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    // A description that runs on is indented deeper than a verb.
    let verb = |line: &'_ str| line.strip_prefix("  ").is_some_and(|l| !l.starts_with(' '));
    listed.filter(|l| verb(l)).filter_map(|l| l.split_whitespace().next()).collect()
}

/// Every diagnostic with its examples.
fn diagnostics(printers: &Printers) -> Result<String, String> {
    let notation = "`milieu check` names each finding by a stable code; `milieu explain CODE` prints what stands here.\n\n\
        The examples are small studies in one text. A line `--- path` begins a file; a word after the path says what is\n\
        odd about it: its encoding (`gb18030`, `utf-16le`, `utf-8-bom`), `cr` for lines that end in carriage returns,\n\
        `dir` for a directory, `bytes` for `{1000*x}`, a thousand times x. Without a study.toml a plain one is meant; scenarios (LAB)\n\
        are inside a study with a nation unless the example has territories.\n\n";
    Ok(page("Diagnostics") + notation + &printers.milieu(&["explain", "--all", "--format", "markdown"])?)
}

/// Every method of analysis, and what a study makes for them.
fn methods(printers: &Printers) -> Result<String, String> {
    let saved = "`milieu analyze METHOD --table x.csv …` puts a method to a table; `analyses/ID.toml` saves a question of a study:\n\n\
        ```toml\n\
        title = \"How long do places last?\"     # or { en = \"…\", zh = \"…\", fr = \"…\" }\n\
        question = \"…\"                         # what it asks, likewise\n\
        method = \"kaplan-meier\"\n\
        limits = [\"…\"]                         # what the answer cannot say\n\
        headline = \"median\"                    # id of the number that answers in one line; unsaid, the first\n\
        sources = [\"KEY\"]                      # keys of the bibliography\n\
        \n\
        [input]\n\
        from = \"lifespans\"                     # below: what a study makes; or file = \"traces/x.csv\"\n\
        keep = { kind = [\"makerspace\"] }       # only these rows; the others are told\n\
        \n\
        [options]                              # of the method\n\
        time = \"time\"\n\
        event = \"end\"\n\
        event-value = \"closed\"\n\
        ```\n\n\
        An option that names another table is written as `[tables.OPTION]`, with the keys of `[input]`. A table that may be used\n\
        but not be passed on is `outside = \"FILE\"` with its `source` and the `command` that makes it; `milieu analyze ID --input PATH\n\
        --keep` keeps the result with the study. Where the cases are not the rows of that table, `query` is the SQL that makes them:\n\n\
        ```toml\n\
        [input]\n\
        outside = [\"posts.csv\", \"reactions.csv\"]   # --input names their folder\n\
        source = \"KEY\"\n\
        command = \"…\"\n\
        query = \"select post_id, author, (select count(*) from reactions r where r.post_id = p.post_id) as n from posts p\"\n\
        ```\n\n\
        A table is called by its file, without `.csv`; its columns are numbers or words as everywhere, a blank is null, `rowid` is the\n\
        number of the row. SQL is SQLite's, with the functions of [sql.md](sql.md). `milieu explain METHOD` prints what stands here.\n\n";
    Ok(page("Methods") + saved + &printers.milieu(&["explain", "methods", "--format", "markdown"])?)
}

/// The description of the lab's model.
fn lab(printers: &Printers) -> Result<String, String> {
    Ok(page("The lab") + &printers.milieu(&["lab", "odd"])?)
}

/// The contract of a study's tables.
fn tables(printers: &Printers) -> Result<String, String> {
    Ok(page("Tables") + &printers.milieu(&["explain", "tables", "--format", "markdown"])?)
}

/// The tables that `milieu query` offers for a study without variables of its own.
fn sql(printers: &Printers) -> Result<String, String> {
    let study = repository::target().join("studies/empty");
    std::fs::create_dir_all(&study).map_err(|e| format!("{}: {e}", study.display()))?;
    std::fs::write(study.join("study.toml"), "title = \"Empty\"\n").map_err(|e| format!("{}: {e}", study.display()))?;
    let schema = printers.milieu(&["query", "--schema", "--study", &study.to_string_lossy()])?;
    Ok(page("What SQL sees") + &schema)
}

/// The beginning of a generated page.
fn page(title: &str) -> String {
    format!("<!-- Generated by `cargo xtask generate`; do not edit. -->\n\n# {title}\n\n")
}

impl Printers {
    /// What the program prints.
    fn milieu(&self, arguments: &[&str]) -> Result<String, String> {
        let mut milieu = command(&self.milieu.to_string_lossy(), arguments, &repository::root());
        // Help is wrapped to the terminal's width unless told one.
        milieu.env("COLUMNS", "100");
        text(output_of(milieu)?)
    }
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|e| format!("a generated file is not UTF-8: {e}"))
}

#[cfg(test)]
mod tests {
    use super::verbs;

    #[test]
    fn the_verbs_are_read_from_the_help() {
        let help = "A workbench\n\nUsage: x\n\nCommands:\n  check  Check a study\n         and more\n  query  Ask\n\nOptions:\n  -h\n";
        assert_eq!(verbs(help), ["check", "query"]);
    }
}
