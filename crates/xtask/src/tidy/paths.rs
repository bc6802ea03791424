//! The repository works from any folder: no tracked file names a path of one machine.

use super::Finding;
use crate::repository::File;

/// Roots under which one person's or one machine's files live; split so that this file does not find itself.
const ROOTS: &[&str] = &[
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/", "w/"),
    concat!("/t", "mp/"),
    concat!("C:\\Us", "ers\\"),
];

pub fn check(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        if let Some(root) = ROOTS.iter().find(|root| names(line, root)) {
            found.push(Finding {
                file: file.path.clone(),
                line: at + 1,
                rule: "paths",
                why: format!("a path under `{root}` exists on one machine only"),
                mend: "write it relative to the repository, or ask for a temporary folder".to_owned(),
            });
        }
    }
    found
}

/// Whether the line names a path from this root; `example.org/home/x` and `../work/x` are none.
fn names(line: &str, root: &str) -> bool {
    let continues_a_path = |c: char| c.is_alphanumeric() || "._-/~%}$)*".contains(c);
    line.match_indices(root).any(|(at, _)| !line[..at].chars().next_back().is_some_and(continues_a_path))
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn paths_of_a_machine_are_found_and_addresses_are_not() {
        for root in ROOTS {
            assert_eq!(check(&[file("a.md", &format!("\nsee `{root}x`"))])[0].line, 2, "{root}");
        }
        let address = format!("https://example.org{}index and {{base}}{} and ..{}x", ROOTS[4], ROOTS[1], ROOTS[3]);
        assert!(check(&[file("a.md", &address)]).is_empty());
    }
}
