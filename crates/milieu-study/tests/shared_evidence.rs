//! The compiler on real evidence and inventories, in their own dirt. They lie beside the repository
//! and are not ours to ship: `cargo xtask test shared` runs this suite where they are present.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use milieu_study::schema::Table;
use milieu_study::time::{self, Tolerance};
use milieu_study::world::Memory;
use milieu_study::{Checked, Study, compile};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data() -> PathBuf {
    repository().join("../shared/data")
}

/// All files below a folder, by their path within it.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let within = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                found.insert(within, fs::read(&path).expect("a readable file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(root, root, &mut found);
    found
}

/// Rows of a table of the evidence, by header.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(data().join(table)).expect("a table");
    let headers = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|row| headers.iter().zip(&row.expect("a row")).map(|(h, c)| (h.to_owned(), c.to_owned())).collect())
        .collect()
}

fn maker_cities() -> Checked<Study> {
    compile(&Memory(files(&repository().join("studies/maker-cities"))))
}

#[test]
#[ignore = "needs ../shared"]
fn every_file_of_evidence_dropped_into_a_study_is_told_or_read() {
    let mut dropped = BTreeMap::from([("study.toml".to_owned(), b"title = \"Dropped\"\n".to_vec())]);
    for (path, bytes) in files(&data()) {
        dropped.insert(path.replace('/', "-"), bytes);
    }
    assert!(dropped.len() > 60, "{} files", dropped.len());
    let checked = compile(&Memory(dropped));
    let study = &checked.value;
    let read: BTreeSet<u32> = study.tables.iter().map(|t| t.file.0).collect();
    for (i, file) in study.files.iter().enumerate() {
        let told = checked.diagnostics.iter().any(|d| d.at.is_some_and(|at| at.file.0 as usize == i));
        assert!(
            told || read.contains(&(i as u32)) || ["study.toml", "README.md"].contains(&&*file.path),
            "{} is passed over in silence",
            file.path
        );
    }
    for d in &checked.diagnostics {
        let Some(at) = d.at else { continue };
        let text = &study.file(at.file).text;
        assert!(text.get(at.start as usize..at.end as usize).is_some(), "{}: {at:?}", d.message);
    }
    // The world's cities have names and positions: on the map without configuration.
    let cities = study.tables.iter().find(|t| study.file(t.file).path.contains("geonames_cities15000"));
    assert!(cities.is_some_and(|t| t.table == Table::Places && t.len() > 20_000));
}

#[test]
#[ignore = "needs ../shared"]
fn every_date_of_the_evidence_is_read_or_refused_with_a_proposal_that_is_read() {
    let mut dates = 0;
    let mut refused = vec![];
    for (path, bytes) in
        files(&data()).into_iter().filter(|(path, _)| path.starts_with("evidence-") && path.ends_with(".csv"))
    {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        let headers = reader.headers().expect("a header").clone();
        for row in reader.records() {
            for (header, cell) in headers.iter().zip(&row.expect("a row")) {
                if !header.contains("edtf") || cell.is_empty() {
                    continue;
                }
                dates += 1;
                if let Err(error) = time::parse(cell, Tolerance::default()) {
                    let proposal = error.proposal.as_deref().unwrap_or_default();
                    assert!(time::parse(proposal, Tolerance::default()).is_ok(), "{path}: {cell}: {proposal:?}");
                    refused.push(cell.to_owned());
                }
            }
        }
    }
    assert!(dates > 600, "{dates}");
    assert!(refused.len() < dates / 50, "{refused:?}");
}

#[test]
#[ignore = "needs ../shared"]
fn the_bundled_study_holds_the_places_whose_sources_were_read() {
    let checked = maker_cities();
    let study = &checked.value;
    assert_eq!(&checked.counts()[..2], &[0, 0], "errors and warnings of the bundled study");
    let places: Vec<_> = rows("evidence-public/places_cn.csv");
    let missing: Vec<&str> = places.iter().map(|p| p["id"].as_str()).filter(|id| study.find(id).is_none()).collect();
    // The study's README says why these few stayed out or took another id.
    assert!(missing.len() * 20 < places.len(), "{missing:?}");
    let lives = rows("evidence-lifespans/places.csv");
    let absent: Vec<&str> = lives.iter().map(|l| l["id"].as_str()).filter(|id| study.find(id).is_none()).collect();
    assert!(absent.len() * 20 < lives.len(), "{absent:?}");
}

#[test]
#[ignore = "needs ../shared"]
fn xindanwei_opens_in_three_years() {
    let checked = maker_cities();
    let study = &checked.value;
    let conflict = study.find("xindanwei").and_then(|p| study.conflict(p, "opened")).expect("a contradiction");
    let years: BTreeSet<String> =
        conflict.values.iter().map(|v| study.written(v[0]).chars().take(4).collect()).collect();
    assert_eq!(years, BTreeSet::from(["2009".to_owned(), "2010".to_owned(), "2011".to_owned()]));
}
