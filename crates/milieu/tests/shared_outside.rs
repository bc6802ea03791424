//! The kept results of the bundled study, made again from the inventories beside the repository. They are not ours to ship:
//! `cargo xtask test shared` runs this suite where they are present.

mod running;

use std::fs;
use std::path::{Path, PathBuf};

use running::{milieu, text, tree};
use serde_json::Value;

const KEPT: [(&str, &str); 3] = [
    ("directory-listings", "spaceapi"),
    ("directory-listings-as-written", "spaceapi"),
    ("posts-and-reactions", "xinchejian"),
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn inventory(name: &str) -> PathBuf {
    fs::canonicalize(repository().join("../shared/data/inventories").join(name)).expect("an inventory")
}

/// A copy of the bundled study.
fn study() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (path, bytes) in tree(&repository().join("studies/maker-cities")) {
        let at = temp.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, bytes).unwrap();
    }
    temp
}

fn kept_by(study: &Path, id: &str, input: &Path) -> Vec<u8> {
    let words = ["analyze", id, "--keep", "--input", input.to_str().unwrap(), "--study", study.to_str().unwrap()];
    let done = milieu(&words).output().unwrap();
    assert!(done.status.success(), "{}", text(&done.stderr));
    fs::read(study.join(format!("analyses/{id}.result.json"))).unwrap()
}

#[test]
#[ignore = "needs ../shared"]
fn the_kept_results_are_those_of_the_public_sources() {
    let study = study();
    for (id, folder) in KEPT {
        let shipped = fs::read(study.path().join(format!("analyses/{id}.result.json"))).unwrap();
        let again = kept_by(study.path(), id, &inventory(folder));
        assert_eq!(text(&again), text(&shipped), "{id}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn one_table_may_be_named_as_a_file_two_need_their_folder() {
    let study = study();
    let file = inventory("spaceapi").join("directory_events.csv");
    let of_file = kept_by(study.path(), "directory-listings", &file);
    assert_eq!(of_file, kept_by(study.path(), "directory-listings", &inventory("spaceapi")));
    let one = inventory("xinchejian").join("posts.csv");
    let words =
        ["analyze", "posts-and-reactions", "--input", one.to_str().unwrap(), "--study", study.path().to_str().unwrap()];
    let refused = milieu(&words).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("posts.csv, reactions.csv"), "{}", text(&refused.stderr));
}

/// The lab's pattern of this directory (P16) reads S(1) = .90, S(3) = .84, S(5) = .71, S(10) = .66 with 104 of 348 delisted.
/// It is found within a hundredth when a listing lasts until the last delisting, however long a name was away before it, when
/// the names of the first day count as new, and when commits dated 1970 by a wrong clock are believed, which makes three
/// listings some fifty years long. The rule of the saved analysis is harder: 17 names that had been gone for a year came back
/// for five days only.
#[test]
#[ignore = "needs ../shared"]
fn the_pattern_of_the_lab_is_found_when_only_the_last_delisting_counts() {
    let study = study();
    let path = study.path().join("analyses/directory-listings.toml");
    let toml = fs::read_to_string(&path).unwrap();
    let last = toml.replace(">= 30", ">= 1e9").replace("iif(was_there, null,", "iif(0, null,");
    let last = last.replace("max(date) over (order by rowid) as day", "date as day");
    assert_ne!(last.len(), toml.len());
    fs::write(&path, last).unwrap();
    let kept: Value =
        serde_json::from_slice(&kept_by(study.path(), "directory-listings", &inventory("spaceapi"))).unwrap();
    let number = |id: &str| {
        let all = kept["result"]["numbers"].as_array().unwrap();
        all.iter().find(|number| number["id"] == id).unwrap_or_else(|| panic!("{id}"))["value"].as_f64().unwrap()
    };
    for (at, wanted) in [(1, 0.90), (3, 0.84), (5, 0.71), (10, 0.66)] {
        let found = number(&format!("survival.{at}"));
        assert!((found - wanted).abs() < 0.01, "S({at}) = {found}");
    }
    assert!((number("events") - 104.0).abs() <= 2.0, "{}", number("events"));
}

#[test]
#[ignore = "needs ../shared"]
fn no_person_and_no_single_post_is_in_a_kept_result() {
    let kept =
        fs::read_to_string(repository().join("studies/maker-cities/analyses/posts-and-reactions.result.json")).unwrap();
    let mut persons = 0;
    for file in ["posts.csv", "reactions.csv"] {
        let mut table = csv::Reader::from_path(inventory("xinchejian").join(file)).unwrap();
        for row in table.records() {
            for cell in row.unwrap().iter().filter(|cell| cell.starts_with("p_")) {
                assert!(!kept.contains(cell), "{cell}");
                persons += 1;
            }
        }
    }
    assert!(persons > 1000, "{persons}");
    let kept: Value = serde_json::from_str(&kept).unwrap();
    let sheets = kept["result"]["sheets"].as_array().unwrap();
    assert_eq!(sheets.iter().map(|sheet| sheet["id"].as_str().unwrap()).collect::<Vec<_>>(), ["coefficients"]);
    assert_eq!(sheets[0]["rows"].as_array().unwrap().len(), 1);
}
