//! QCA beside its reference on the case that travels with the repository.

mod qca_expected;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use milieu_method::LeftOut;
use milieu_method::qca::SETS;
use milieu_study::compile;
use milieu_study::schema::Table;
use milieu_study::world::Memory;

#[test]
fn own_places_equals_r_qca_in_every_number() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/qca");
    let found = qca_expected::compare(&folder, "own_places_fuzzy");
    assert!(found.differences.is_empty(), "{:#?}", found.differences);
    assert!(found.values > 3000, "{} numbers compared", found.values);
}

#[test]
fn every_place_of_the_bundled_study_is_a_case_or_left_out_by_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/maker-cities");
    let files = fs::read_dir(folder).expect("the study").map(|entry| entry.expect("an entry").path());
    let files = files.filter(|path| path.is_file()).map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read(&path).expect("a file"))
    });
    let study = compile(&Memory(files.collect())).value;
    let sets = "GRASS:initiative=grassroots,COMMERCE:initiative=commercial|corporate,LASTED:years>=5";
    let table = (SETS.make)(&study, &BTreeMap::from([("sets".to_owned(), sets.to_owned())])).expect("cases");
    let places = study.entities_of(Table::Places).count();
    let left: usize = table.left_out.iter().filter(|l| !l.entities.is_empty()).map(LeftOut::len).sum();
    assert_eq!(table.rows.len() + left, places);
    assert!(table.rows.iter().all(|row| !row.facts.is_empty()), "a membership without a statement");
    let coded = |row: usize, name: &str| table.column(name).is_some_and(|c| !c.cells.is_blank(row));
    let whole = (0..table.len()).filter(|&row| coded(row, "GRASS") && coded(row, "LASTED")).count();
    assert!(whole > 9, "{whole} cases with origin and length of life known, of {places} places");
}
