//! The pipeline, top-down: a folder of files becomes a checked study.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::bib;
use crate::codebook::Codebook;
use crate::config;
use crate::conflict;
use crate::diagnostic::{Checked, Diagnostic, FileIx, Span};
use crate::fact::{FactIx, SourceIx, StudySource};
use crate::facts;
use crate::file::{self, StudyFile};
use crate::identity;
use crate::index::Index;
use crate::lint;
use crate::note;
use crate::saved::{self, Saved};
use crate::schema::Table;
use crate::settings::Settings;
use crate::study::Study;
use crate::table::{self, TableData};
use crate::world::World;

/// Compiles a study. Never fails: whatever the folder holds, a study comes out, with everything
/// that is to be said about it.
#[must_use]
pub fn compile(world: &dyn World) -> Checked<Study> {
    let mut out = vec![];
    let files = read_files(world, &mut out);
    let settings = settings(&files, &mut out);
    let codebook = codebook(&files, &mut out);
    let analyses = saved::read(&files, &mut out);
    let tables = tables(&files, &codebook, &analyses, &mut out);
    let sources = sources(&files, &mut out);
    let mut study = Study { settings, codebook, files, tables, sources, analyses, ..Study::default() };

    study.source_by_key =
        study.sources.iter().enumerate().map(|(i, s)| (s.item.key.as_str().into(), SourceIx(i as u32))).collect();
    identity::register(&mut study, &mut out);
    facts::collect(&mut study, &mut out);
    index(&mut study);
    study.conflicts = conflict::find(&study);
    study.notes = note::read(&study, &mut out);
    study.geo = geo(&study.files);
    lint::check(&study, &mut out);

    for found in &mut out {
        for span in found.at.iter_mut().chain(found.also.iter_mut().map(|(span, _)| span)) {
            *span = study.files.get(span.file.0 as usize).map_or(*span, |file| file.whole_characters(*span));
        }
    }
    // A stable order: by file and place, graver first; within that, as found.
    out.sort_by_key(|d| (d.at.map(|s| (s.file, s.start)), d.severity));
    Checked { value: study, diagnostics: out }
}

/// Reads and decodes every file a study may have; the rest is named in a note.
fn read_files(world: &dyn World, out: &mut Vec<Diagnostic>) -> Vec<StudyFile> {
    let paths: Vec<String> = world.files();
    let read: Vec<(StudyFile, Vec<Diagnostic>)> = paths
        .par_iter()
        .enumerate()
        .map(|(i, path)| {
            let ix = FileIx(i as u32);
            let mut found = vec![];
            let file = if !is_of_study(path) {
                found.push(lint::unknown_file::found(ix, path));
                StudyFile::new(path.clone(), "")
            } else {
                match world.read(path) {
                    Ok(bytes) => file::decode(path, bytes, ix, &mut found),
                    Err(why) => {
                        found.push(lint::unreadable::found(ix, &why));
                        StudyFile::new(path.clone(), "")
                    }
                }
            };
            (file, found)
        })
        .collect();
    read.into_iter()
        .map(|(file, found)| {
            out.extend(found);
            file
        })
        .collect()
}

/// Whether a file is one a study is made of, or says something about it to a person. Others
/// (photographs, spreadsheets, a map outside `geo/`) are left alone.
fn is_of_study(path: &str) -> bool {
    const BY_NAME: &[&str] =
        &["study.toml", "codebook.toml", "sources.bib", "sources.json", "README.md", "LICENSE.md", "CHANGELOG.md"];
    const BY_FOLDER: &[(&str, &str)] = &[
        ("geo/", ".geojson"),
        ("notes/", ".md"),
        ("analyses/", ".toml"),
        ("analyses/", saved::KEPT),
        ("scenarios/", ".toml"),
        ("experiments/", ".toml"),
        ("experiments/", saved::KEPT),
        ("scenarios/", saved::KEPT),
        ("sweeps/", ".toml"),
        ("sweeps/", saved::KEPT),
    ];
    BY_NAME.contains(&path)
        || is_csv(path)
        || BY_FOLDER.iter().any(|(folder, kind)| path.starts_with(folder) && path.ends_with(kind))
}

fn position(files: &[StudyFile], path: &str) -> Option<FileIx> {
    files.iter().position(|f| f.path == path).map(|i| FileIx(i as u32))
}

fn settings(files: &[StudyFile], out: &mut Vec<Diagnostic>) -> Settings {
    match position(files, "study.toml") {
        Some(ix) => config::settings(&files[ix.0 as usize].text, ix, out),
        None => {
            out.push(lint::no_study::found());
            config::settings("", FileIx(0), &mut vec![])
        }
    }
}

fn codebook(files: &[StudyFile], out: &mut Vec<Diagnostic>) -> Codebook {
    position(files, "codebook.toml").map(|ix| config::codebook(&files[ix.0 as usize].text, ix, out)).unwrap_or_default()
}

/// Reads all tables, in the contract's order; a table of one's own that looks like places is read as such.
/// A table that only a saved analysis reads is left to it.
fn tables(files: &[StudyFile], codebook: &Codebook, analyses: &[Saved], out: &mut Vec<Diagnostic>) -> Vec<TableData> {
    let mut wanted: Vec<(Table, FileIx)> = vec![];
    let analysed: Vec<&str> = analyses.iter().flat_map(Saved::files).collect();
    for (i, file) in files.iter().enumerate() {
        let ix = FileIx(i as u32);
        if let Some(table) = Table::of_file(&file.path) {
            wanted.push((table, ix));
        } else if is_csv(&file.path) && !file.text.is_empty() && !analysed.contains(&file.path.as_str()) {
            if table::looks_like_places(&file.text) {
                out.push(lint::own_table::found(ix));
                wanted.push((Table::Places, ix));
            } else {
                out.push(lint::unknown_file::table(ix, &file.path));
            }
        }
    }
    wanted.sort_by_key(|&(table, ix)| (table, Table::of_file(&files[ix.0 as usize].path).is_none(), ix));
    let read: Vec<(TableData, Vec<Diagnostic>)> = wanted
        .par_iter()
        .map(|&(table, ix)| {
            let mut found = vec![];
            let data = table::read(table, &files[ix.0 as usize], ix, codebook, &mut found);
            (data, found)
        })
        .collect();
    read.into_iter()
        .map(|(data, found)| {
            out.extend(found);
            data
        })
        .collect()
}

fn is_csv(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, kind)| kind.eq_ignore_ascii_case("csv"))
}

/// The bibliography, sorted by key; of two items with the same key the first is kept.
fn sources(files: &[StudyFile], out: &mut Vec<Diagnostic>) -> Vec<StudySource> {
    let mut found: Vec<StudySource> = vec![];
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    for (i, file) in files.iter().enumerate() {
        let ix = FileIx(i as u32);
        let (items, problems) = match file.path.as_str() {
            "sources.bib" => bib::parse_bibtex(&file.text),
            "sources.json" => bib::parse_csl_json(&file.text),
            _ => continue,
        };
        out.extend(problems.into_iter().map(|p| lint::bibliography::found(Span::new(ix, p.at), p.problem, p.help)));
        for item in items {
            let at = Span::new(ix, item.at.clone());
            match seen.get(&item.key) {
                // The same file's doubles are told by the parser.
                Some(first) if first.file != ix => out.push(lint::duplicate_key::found(at, &item.key, *first)),
                Some(_) => {}
                None => {
                    seen.insert(item.key.clone(), at);
                    found.push(StudySource { item, file: ix });
                }
            }
        }
    }
    found.sort_by(|a, b| a.item.key.cmp(&b.item.key));
    found
}

fn geo(files: &[StudyFile]) -> Vec<FileIx> {
    files
        .iter()
        .enumerate()
        .filter(|(_, f)| f.path.starts_with("geo/") && f.path.ends_with(".geojson"))
        .map(|(i, _)| FileIx(i as u32))
        .collect()
}

/// Facts by entity and by source, and the cells that name an entity of another row.
fn index(study: &mut Study) {
    // A set that names a source twice counts once.
    let sets: Vec<Vec<SourceIx>> = study
        .citations
        .iter()
        .map(|set| {
            let mut sources: Vec<SourceIx> = set.iter().filter_map(|c| c.source).collect();
            sources.sort_unstable();
            sources.dedup();
            sources
        })
        .collect();
    let pairs = study.facts.iter().enumerate();
    let by_subject = pairs.clone().filter_map(|(i, f)| f.subject.map(|s| (s.0, FactIx(i as u32))));
    let by_source = pairs.flat_map(|(i, f)| sets[f.citations.0 as usize].iter().map(move |s| (s.0, FactIx(i as u32))));
    let mentions = &mut study.mentions;
    ((study.by_subject, study.by_source), ()) = rayon::join(
        || rayon::join(|| Index::new(study.entities.len(), by_subject), || Index::new(study.sources.len(), by_source)),
        || mentions.par_sort_unstable(),
    );
}
