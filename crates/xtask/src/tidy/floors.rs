//! One direction of leaning: a crate leans only on the crates its row of the table allows,
//! and they all stand on lower floors.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::Finding;
use crate::repository::File;

/// A crate of the house.
struct Floor {
    name: &'static str,
    floor: u8,
    leans_on: &'static [&'static str],
}

/// The table of floors. A crate that does not exist yet already has its place.
const FLOORS: &[Floor] = &[
    Floor { name: "milieu-study", floor: 0, leans_on: &[] },
    Floor { name: "milieu-store", floor: 1, leans_on: &["milieu-study"] },
    Floor { name: "milieu-method", floor: 1, leans_on: &["milieu-study"] },
    Floor { name: "milieu-exchange", floor: 1, leans_on: &["milieu-study"] },
    Floor { name: "milieu-lab", floor: 2, leans_on: &["milieu-study", "milieu-method"] },
    Floor { name: "milieu-view", floor: 3, leans_on: &["milieu-study", "milieu-method", "milieu-lab"] },
    Floor { name: "milieu-ui", floor: 3, leans_on: &[] },
    Floor {
        name: "milieu",
        floor: 4,
        leans_on: &[
            "milieu-study",
            "milieu-store",
            "milieu-method",
            "milieu-exchange",
            "milieu-lab",
            "milieu-view",
            "milieu-ui",
        ],
    },
    // The distributed engine, outside `default-members`; nothing leans on it.
    Floor {
        name: "milieu-cluster",
        floor: 4,
        leans_on: &["milieu-study", "milieu-store", "milieu-method", "milieu-exchange", "milieu-lab"],
    },
    // The tasks must build when the house does not.
    Floor { name: "xtask", floor: 4, leans_on: &[] },
];

type Dependencies = BTreeMap<Spanned<String>, Value>;

/// The parts of a manifest that say what a crate leans on.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest {
    package: Option<Package>,
    workspace: Option<Workspace>,
    // Not a flattened `Leaning`: flattening loses the spans.
    #[serde(default)]
    dependencies: Dependencies,
    #[serde(default)]
    build_dependencies: Dependencies,
    #[serde(default)]
    dev_dependencies: Dependencies,
    #[serde(default)]
    target: BTreeMap<String, Leaning>,
}

#[derive(Deserialize)]
struct Package {
    name: Spanned<String>,
}

#[derive(Deserialize)]
struct Workspace {
    #[serde(default)]
    dependencies: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Leaning {
    #[serde(default)]
    dependencies: Dependencies,
    #[serde(default)]
    build_dependencies: Dependencies,
    #[serde(default)]
    dev_dependencies: Dependencies,
}

impl Manifest {
    /// Every dependency: normal, build and dev, for all targets.
    fn leanings(&self) -> impl Iterator<Item = (&Spanned<String>, &Value)> {
        let here = [&self.dependencies, &self.build_dependencies, &self.dev_dependencies];
        let on_targets =
            self.target.values().flat_map(|t| [&t.dependencies, &t.build_dependencies, &t.dev_dependencies]);
        here.into_iter().chain(on_targets).flatten()
    }
}

pub fn check(files: &[File]) -> Vec<Finding> {
    let renames = renames_of_the_workspace(files);
    let crates = files.iter().filter(|f| f.path.starts_with("crates/") && f.path.ends_with("/Cargo.toml"));
    crates.flat_map(|file| check_manifest(file, &renames)).collect()
}

/// `[workspace.dependencies]` that give a crate another name.
fn renames_of_the_workspace(files: &[File]) -> BTreeMap<String, String> {
    let root = files.iter().find(|f| f.path == "Cargo.toml");
    let workspace = root.and_then(|f| toml::from_str::<Manifest>(&f.text).ok()).and_then(|m| m.workspace);
    let dependencies = workspace.map(|w| w.dependencies).unwrap_or_default();
    dependencies.into_iter().filter_map(|(key, value)| Some((key, renamed(&value)?.to_owned()))).collect()
}

/// The crate behind `alias = { package = "…" }`.
fn renamed(dependency: &Value) -> Option<&str> {
    dependency.get("package")?.as_str()
}

fn check_manifest(file: &File, renames: &BTreeMap<String, String>) -> Vec<Finding> {
    let finding = |line, why, mend| Finding { file: file.path.clone(), line, rule: "floors", why, mend };
    let manifest: Manifest = match toml::from_str(&file.text) {
        Ok(manifest) => manifest,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(&file.text, span.start));
            return vec![finding(line, error.message().to_owned(), "write a manifest cargo can read".to_owned())];
        }
    };
    let Some(package) = &manifest.package else {
        return vec![finding(1, "a manifest under crates/ without [package]".to_owned(), "name the crate".to_owned())];
    };
    let name = package.name.get_ref();
    let Some(here) = floor_of(name) else {
        let why = format!("`{name}` has no floor");
        let mend = "give it a row in FLOORS of crates/xtask/src/tidy/floors.rs and in ARCHITECTURE.md".to_owned();
        return vec![finding(line_of(&file.text, package.name.span().start), why, mend)];
    };

    let mut found = Vec::new();
    for (key, value) in manifest.leanings() {
        let alias = key.get_ref();
        let leaned_on = renamed(value).or_else(|| renames.get(alias).map(String::as_str)).unwrap_or(alias);
        let Some(there) = floor_of(leaned_on) else { continue };
        if here.leans_on.contains(&there.name) {
            continue;
        }
        let why = format!("{name} (floor {}) leans on {leaned_on} (floor {})", here.floor, there.floor);
        let allowed =
            if here.leans_on.is_empty() { "no crate of the house".to_owned() } else { here.leans_on.join(", ") };
        let mend = format!("it may lean on {allowed}: move what is shared to a lower floor");
        found.push(finding(line_of(&file.text, key.span().start), why, mend));
    }
    found
}

fn floor_of(name: &str) -> Option<&'static Floor> {
    FLOORS.iter().find(|f| f.name == name)
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|b| *b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    fn manifest(name: &str, rest: &str) -> File {
        file(&format!("crates/{name}/Cargo.toml"), &format!("[package]\nname = \"{name}\"\n{rest}"))
    }

    #[test]
    fn every_allowed_leaning_points_down() {
        for upper in FLOORS {
            for name in upper.leans_on {
                let lower = floor_of(name).expect("the table knows the crate");
                assert!(lower.floor < upper.floor, "{} → {name}", upper.name);
            }
        }
    }

    #[test]
    fn a_broken_floor_is_found_with_line_and_allowed_set() {
        let upward = manifest("milieu-method", "\n[dependencies]\nserde = \"1\"\nmilieu-view.workspace = true\n");
        let found = check(&[upward]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].file.as_str(), found[0].line), ("crates/milieu-method/Cargo.toml", 6));
        assert_eq!(found[0].why, "milieu-method (floor 1) leans on milieu-view (floor 3)");
        assert!(found[0].mend.contains("may lean on milieu-study:"), "{}", found[0].mend);
    }

    #[test]
    fn breaking_a_floor_of_this_very_house_is_found() {
        let mut files = crate::repository::files(&crate::repository::root()).expect("git lists the files");
        assert_eq!(check(&files), []);
        let study = files.iter_mut().find(|f| f.path == "crates/milieu-study/Cargo.toml").expect("the lowest floor");
        study.text = study.text.replacen("[dependencies]", "[dependencies]\nmilieu-store.workspace = true", 1);
        let found = check(&files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].mend.contains("may lean on no crate of the house"), "{}", found[0].mend);
    }

    #[test]
    fn an_equal_floor_is_broken_too() {
        assert_eq!(check(&[manifest("milieu-store", "[dependencies]\nmilieu-method = \"0.1\"\n")]).len(), 1);
    }

    #[test]
    fn build_dev_and_target_dependencies_count() {
        for section in ["build-dependencies", "dev-dependencies", "target.'cfg(unix)'.dependencies"] {
            let upward = manifest("milieu-study", &format!("[{section}]\nmilieu-store = {{ workspace = true }}\n"));
            assert_eq!(check(&[upward]).len(), 1, "{section}");
        }
    }

    #[test]
    fn a_rename_does_not_hide_a_leaning() {
        let own =
            manifest("milieu-study", "[dependencies]\npages = { package = \"milieu-view\", version = \"0.1\" }\n");
        assert_eq!(check(&[own]).len(), 1);
        let root =
            file("Cargo.toml", "[workspace.dependencies]\npages = { package = \"milieu-view\", path = \"x\" }\n");
        let through_root = manifest("milieu-study", "[dependencies]\npages.workspace = true\n");
        assert_eq!(check(&[root, through_root]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_floor_is_found() {
        let found = check(&[manifest("milieu-attic", "")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 2);
    }

    #[test]
    fn the_allowed_leanings_pass() {
        let view =
            manifest("milieu-view", "[dependencies]\nmilieu-study.workspace = true\nmilieu-method.workspace = true\n");
        assert!(check(&[view]).is_empty());
    }
}
