//! `cargo xtask generate-study`: an invented study of any size, always the same for the same size.
//!
//! It has what real ones have: names in several scripts, positions in several datums, dates with
//! uncertainty, ends nobody recorded, sources that disagree. Nothing in it exists.

pub mod package;
pub mod random;
mod rows;
mod tables;
mod words;

use std::path::{Path, PathBuf};

use tables::TABLES;

/// How large a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub places: usize,
    /// Only places and territories, with about five facts a place; otherwise about twenty.
    pub lean: bool,
}

impl Size {
    /// About five facts a place.
    pub fn lean(places: usize) -> Self {
        Self { places, lean: true }
    }

    /// About twenty facts a place, in all tables.
    pub fn full(places: usize) -> Self {
        Self { places, lean: false }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub rows: usize,
    /// Cells with something in them, besides ids and citations.
    pub facts: usize,
}

/// `cargo xtask generate-study --places N --out DIR [--lean]`.
///
/// # Errors
/// On an unknown argument, or when the folder cannot be written.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let usage = "generate-study --places N --out DIR [--lean]";
    let (mut size, mut out) = (Size::full(50_000), None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--lean" => size.lean = true,
            "--places" => {
                let number = arguments.next().and_then(|n| n.parse().ok());
                size.places = number.ok_or_else(|| format!("--places takes a number\n{usage}"))?;
            }
            "--out" => out = arguments.next().map(PathBuf::from),
            other => return Err(format!("generate-study knows no `{other}`\n{usage}")),
        }
    }
    let out = out.ok_or_else(|| format!("where to? --out DIR\n{usage}"))?;
    let Written { rows, facts } = write(&size, &out)?;
    println!("{}: {} places, {rows} rows, {facts} facts", out.display(), size.places);
    Ok(())
}

/// Writes the study's files into the folder, over earlier ones of the same names.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(size: &Size, folder: &Path) -> Result<Written, String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    };
    put("study.toml", &words::study_toml(size.places))?;
    put("codebook.toml", words::CODEBOOK)?;
    put("sources.bib", &words::sources_bib())?;
    let mut written = Written::default();
    for table in TABLES.iter().filter(|t| t.lean || !size.lean) {
        let rows = (table.rows)(size);
        written.rows += rows.len();
        written.facts += rows.iter().map(|row| table.facts_in(row)).sum::<usize>();
        put(table.file, &table.csv(&rows))?;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(name: &str, size: &Size) -> String {
        let table = TABLES.iter().find(|t| t.file == name).expect("a table");
        table.csv(&(table.rows)(size))
    }

    #[test]
    fn the_same_size_gives_the_same_bytes() {
        for table in TABLES {
            let once = table.csv(&(table.rows)(&Size::full(200)));
            assert_eq!(once, table.csv(&(table.rows)(&Size::full(200))), "{}", table.file);
            assert!(once.lines().count() > 1, "{}", table.file);
        }
    }

    #[test]
    fn a_larger_study_begins_with_the_smaller_one() {
        let (small, large) = (csv("places.csv", &Size::full(50)), csv("places.csv", &Size::full(100)));
        assert!(large.starts_with(&small));
    }

    #[test]
    fn it_has_about_as_many_facts_as_asked_for() {
        let facts = |size: &Size| -> usize {
            let tables = TABLES.iter().filter(|t| t.lean || !size.lean);
            tables.map(|t| (t.rows)(size).iter().map(|row| t.facts_in(row)).sum::<usize>()).sum()
        };
        let full = facts(&Size::full(5_000));
        assert!((100_000..115_000).contains(&full), "{full}");
        let lean = facts(&Size::lean(5_000));
        assert!((25_000..32_000).contains(&lean), "{lean}");
    }

    #[test]
    fn it_has_the_troubles_of_real_evidence() {
        let places = csv("places.csv", &Size::full(500));
        for trouble in ["gcj02", "bd09", "unknown", "~", "\"[20", "-XX", "/20", ",,"] {
            assert!(places.contains(trouble), "{trouble}");
        }
        assert!(csv("claims.csv", &Size::full(500)).contains("conflict"));
    }
}
