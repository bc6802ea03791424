//! Every crate inherits the workspace's lints and the workspace's pinned versions.

use toml::{Table, Value};

use super::Finding;
use crate::repository::File;

pub fn check(files: &[File]) -> Vec<Finding> {
    let crates = files.iter().filter(|f| f.path.starts_with("crates/") && f.path.ends_with("/Cargo.toml"));
    crates.flat_map(check_manifest).collect()
}

fn check_manifest(file: &File) -> Vec<Finding> {
    // An unreadable manifest is the floors rule's finding.
    let Ok(manifest) = file.text.parse::<Table>() else { return Vec::new() };
    let finding = |line, why, mend: &str| Finding {
        file: file.path.clone(),
        line,
        rule: "manifests",
        why,
        mend: mend.to_owned(),
    };
    let mut found = Vec::new();
    if manifest.get("lints").and_then(|l| l.get("workspace")).and_then(Value::as_bool) != Some(true) {
        let why = "the crate does not take the workspace's lints".to_owned();
        found.push(finding(1, why, "add `[lints]` with `workspace = true`"));
    }
    for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let Some(Value::Table(dependencies)) = manifest.get(section) else { continue };
        for (name, value) in dependencies {
            if value.get("workspace").and_then(Value::as_bool) != Some(true) {
                let line =
                    file.text.lines().position(|l| l.trim_start().starts_with(name.as_str())).map_or(1, |i| i + 1);
                let why = format!("`{name}` is pinned here and not in the workspace");
                found.push(finding(line, why, "pin it once in the root's [workspace.dependencies]"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn a_crate_with_its_own_pin_and_no_lints_is_found() {
        let found = check(&[file("crates/a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\ncsv = \"1\"\n")]);
        assert_eq!(found.iter().map(|f| f.line).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn an_inheriting_crate_passes() {
        let text = "[package]\nname = \"a\"\n[lints]\nworkspace = true\n[dependencies]\ncsv.workspace = true\n";
        assert!(check(&[file("crates/a/Cargo.toml", text)]).is_empty());
    }
}
