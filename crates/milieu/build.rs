//! Puts the bundled study into the binary: a list of its files, each included as bytes.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The bundled study, seen from this crate.
const STUDY: &str = "../../studies/maker-cities";

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join(STUDY);
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = vec![];
    list(&root, "", &mut files);
    files.sort();
    assert!(
        files.iter().any(|f| f == "study.toml"),
        "the bundled study is missing: {} has no study.toml",
        root.display()
    );
    let mut code = String::from("&[\n");
    for path in files {
        let at = root.join(&path);
        writeln!(code, "    ({path:?}, include_bytes!({:?})),", at.display().to_string()).expect("a string takes all");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("bundled.rs"), code).expect("OUT_DIR can be written");
}

/// Files below `folder`, relative, with `/`; hidden ones left out.
fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), found);
        } else {
            found.push(path);
        }
    }
}
