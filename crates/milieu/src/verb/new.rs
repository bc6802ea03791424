//! `milieu new`: starts a study.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::bundled;
use crate::failure::Failure;
use crate::terminal;

/// Start a study in a new folder
///
/// Then put your own table into the folder and look at it with `milieu serve`: a CSV with columns
/// for latitude and longitude, or with names, is read as a table of places as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to make; an empty one may exist
    folder: PathBuf,
    /// Copy the bundled study, Maker cities in China, instead of starting an empty one
    #[arg(long)]
    example: bool,
    /// Start from a template
    #[arg(long, value_name = "NAME", conflicts_with = "example")]
    template: Option<Template>,
    /// Title of the study; without it, the folder's name
    #[arg(long, conflicts_with = "example")]
    title: Option<String>,
}

/// What a new study is for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Template {
    /// A course project: a topic, sources, and one argument that `milieu check` wants tied to evidence
    Project,
}

type Files = &'static [(&'static str, &'static str)];

/// The files of a new study; `TITLE` stands for its title.
const FILES: Files = &[
    ("study.toml", include_str!("new/study.toml")),
    ("codebook.toml", include_str!("new/codebook.toml")),
    ("sources.bib", include_str!("new/sources.bib")),
    ("README.md", include_str!("new/README.md")),
];

/// The files of a course project; its codebook is that of any study.
const PROJECT: Files = &[
    ("study.toml", include_str!("new/project/study.toml")),
    ("codebook.toml", include_str!("new/codebook.toml")),
    ("arguments.csv", include_str!("new/project/arguments.csv")),
    ("sources.bib", include_str!("new/project/sources.bib")),
    ("README.md", include_str!("new/project/README.md")),
];

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let folder = args.folder.as_path();
    let name = folder_name(folder)?;
    if is_taken(folder)? {
        return Err(Failure::new(format!(
            "`{}` exists already and is not empty; nothing was changed. Start the study in a new folder and copy your tables into it",
            folder.display()
        )));
    }
    if args.example {
        make(folder, bundled::FILES.iter().map(|&(path, bytes)| (path, bytes.to_vec())))?;
    } else {
        let title = args.title.clone().unwrap_or(name);
        let files = match args.template {
            Some(Template::Project) => PROJECT,
            None => FILES,
        };
        make(folder, files.iter().map(|&(path, text)| (path, filled(path, text, &title).into_bytes())))?;
    }
    let shown = folder.display();
    let mut out = terminal::stdout();
    if args.example {
        writeln!(out, "copied the study {} to {shown}", bundled::NAME)?;
        writeln!(out, "  look at it:  milieu serve {shown}")?;
    } else if let Some(Template::Project) = args.template {
        let readme = folder.join("README.md");
        writeln!(out, "started a course project in {shown}")?;
        writeln!(out, "  1. read {}: two weeks, step by step", readme.display())?;
        writeln!(out, "  2. write your argument in one sentence into {}", folder.join("arguments.csv").display())?;
        writeln!(out, "  3. ask what is missing:  milieu check {shown}")?;
    } else {
        writeln!(out, "started a study in {shown}")?;
        writeln!(out, "  1. copy a table of places into it: any CSV with names, latitudes and longitudes")?;
        writeln!(out, "  2. look at it:  milieu serve {shown}")?;
        writeln!(out, "{} says what else it may hold", folder.join("README.md").display())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn folder_name(folder: &Path) -> Result<String, Failure> {
    let absolute = std::path::absolute(folder).map_err(|error| Failure::at(folder, &error))?;
    let name = absolute.file_name().map(|n| n.to_string_lossy().into_owned());
    name.ok_or_else(|| Failure::new(format!("`{}` is no name for a new folder", folder.display())))
}

/// Whether something is there that must not be overwritten.
fn is_taken(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(fs::symlink_metadata(folder).is_ok()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(true),
        Err(error) => Err(Failure::at(folder, &error)),
    }
}

/// Writes everything into a folder beside, which then takes its name: no half-made study is left.
fn make<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Result<(), Failure> {
    let beside = beside(folder)?;
    let written = write_all(&beside, files).and_then(|()| {
        // An empty folder of that name makes way.
        let _ = fs::remove_dir(folder);
        fs::rename(&beside, folder).map_err(|error| Failure::at(folder, &error))
    });
    if written.is_err() {
        let _ = fs::remove_dir_all(&beside);
    }
    written
}

/// A new, hidden folder next to the one that is to be.
fn beside(folder: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(folder).map_err(|error| Failure::at(folder, &error))?;
    let parent = absolute.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| Failure::at(parent, &error))?;
    let beside = parent.join(format!(".milieu-new-{}", std::process::id()));
    fs::create_dir(&beside).map_err(|error| Failure::at(&beside, &error))?;
    Ok(beside)
}

fn write_all<'a>(root: &Path, files: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Result<(), Failure> {
    for (path, bytes) in files {
        let at = root.join(path);
        let parent = at.parent().unwrap_or(root);
        fs::create_dir_all(parent).map_err(|error| Failure::at(parent, &error))?;
        fs::write(&at, bytes).map_err(|error| Failure::at(&at, &error))?;
    }
    Ok(())
}

/// A file's text with the study's title.
fn filled(path: &str, text: &str, title: &str) -> String {
    let title: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if path.ends_with(".toml") {
        // A basic string of TOML escapes as JSON does.
        text.replace("TITLE", &serde_json::Value::from(title).to_string())
    } else if path.ends_with(".csv") {
        text.replace("TITLE", &format!("\"{}\"", title.replace('"', "\"\"")))
    } else {
        text.replace("TITLE", &title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use milieu_study::world::Memory;

    const TITLES: [&str; 4] = ["My places", "新车间 \"so\" \\ #", "a\u{7f}b\n[conflicts]", ""];

    fn started(files: Files, title: &str) -> Memory {
        Memory(files.iter().map(|(path, text)| ((*path).to_owned(), filled(path, text, title).into_bytes())).collect())
    }

    /// All that a new project lacks is evidence for its argument.
    #[test]
    fn a_new_project_wants_evidence_whatever_its_title() {
        for title in TITLES {
            let checked = milieu_study::compile(&started(PROJECT, title));
            let told: Vec<&str> = checked.diagnostics.iter().map(|d| d.lint.code).collect();
            assert_eq!(told, ["ANA002"], "{title}");
            let arguments: Vec<_> = checked.value.rows(milieu_study::schema::Table::Arguments).collect();
            assert_eq!(arguments.len(), 1);
            let kept: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let thesis = checked.value.row_cell(arguments[0].0, arguments[0].1, "thesis").unwrap_or_default();
            assert_eq!(thesis.trim(), kept.trim());
        }
    }

    #[test]
    fn a_new_study_is_clean_whatever_its_title() {
        for title in TITLES {
            let checked = milieu_study::compile(&started(FILES, title));
            let told: Vec<&str> = checked.diagnostics.iter().map(|d| d.message.as_str()).collect();
            assert!(told.is_empty(), "{title}: {told:?}");
            let kept: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            assert_eq!(checked.value.settings.title[""], kept);
        }
    }

    /// Taking the `#` from every line of an example makes a codebook that is understood.
    #[test]
    fn the_examples_of_the_codebook_are_right() {
        let text = FILES[1].1;
        let is_toml = |line: &&str| line.starts_with("[[") || line.split(' ').nth(1) == Some("=");
        let example = |line: &str| line.strip_prefix("# ").filter(is_toml).map(str::to_owned);
        let codebook: Vec<String> = text.lines().filter_map(example).collect();
        assert!(codebook.len() > 20, "{codebook:?}");
        let world = Memory::of(&[("study.toml", "title = \"T\""), ("codebook.toml", &codebook.join("\n"))]);
        let checked = milieu_study::compile(&world);
        let told: Vec<&str> = checked.diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert!(told.is_empty(), "{told:?}");
        assert_eq!(checked.value.codebook.kinds.len(), 2);
        assert_eq!(checked.value.codebook.indicators.len(), 1);
    }
}
