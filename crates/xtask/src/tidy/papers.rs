//! The house's papers are there and have something to say.

use super::Finding;
use crate::repository::File;

const PAPERS: &[&str] =
    &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", ".ci/run"];

pub fn check(files: &[File]) -> Vec<Finding> {
    let is_written = |path: &str| files.iter().any(|f| f.path == path && f.text.lines().count() > 2);
    let missing = PAPERS.iter().filter(|path| !is_written(path));
    let findings = missing.map(|path| Finding {
        file: (*path).to_owned(),
        line: 1,
        rule: "papers",
        why: "missing or empty".to_owned(),
        mend: "write it".to_owned(),
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn a_missing_paper_is_found() {
        assert_eq!(check(&[]).len(), PAPERS.len());
        let all: Vec<File> = PAPERS.iter().map(|path| file(path, "a\nb\nc\n")).collect();
        assert!(check(&all).is_empty());
    }
}
