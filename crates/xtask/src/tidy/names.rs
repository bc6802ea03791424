//! No grab-bags: a module is named after what it is about.

use super::Finding;
use crate::repository::File;

const FORBIDDEN: &[&str] =
    &["util", "utils", "utilities", "common", "helper", "helpers", "misc", "miscellaneous", "shared_code", "stuff"];

pub fn check(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|f| f.is(&[".rs", ".ts", ".tsx", ".css", ".mjs", ".js", ".py"]))
        .filter_map(check_file)
        .collect()
}

fn check_file(file: &File) -> Option<Finding> {
    let name =
        file.path.split('/').map(|part| part.split('.').next().unwrap_or(part)).find(|p| FORBIDDEN.contains(p))?;
    Some(Finding {
        file: file.path.clone(),
        line: 1,
        rule: "names",
        why: format!("`{name}` says nothing of what is inside"),
        mend: "name it after its contents, or move each item to its user".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn grab_bags_are_found_in_files_and_folders() {
        for path in ["crates/a/src/utils.rs", "crates/a/tests/common/mod.rs", "web/src/helpers.test.ts"] {
            assert_eq!(check(&[file(path, "")]).len(), 1, "{path}");
        }
        for path in ["crates/a/src/common_era.rs", "docs/utils.md"] {
            assert!(check(&[file(path, "")]).is_empty(), "{path}");
        }
    }
}
