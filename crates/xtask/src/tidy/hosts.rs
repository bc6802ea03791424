//! Packages come from wherever cargo and npm are told to look: no tracked file names a registry's host.

use super::Finding;
use crate::repository::File;

/// Hosts of registries and mirrors; split so that this file does not find itself.
const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "npmmirror.com"),
    concat!("registry.", "yarnpkg.com"),
    concat!("crates.io", "-index"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("pypi.", "org/simple"),
    concat!("files.", "pythonhosted.org"),
    concat!("deb.", "debian.org"),
    concat!("archive.", "ubuntu.com"),
];
/// What cargo itself writes into every lock file.
const WRITTEN_BY_CARGO: &str = concat!("source = \"registry+https://github.com/rust-lang/", "crates.io", "-index\"");

pub fn check(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let is_npm_lock = file.path.ends_with("package-lock.json");
    let is_cargo_lock = file.path.ends_with("Cargo.lock");
    let mut found = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        let written_by_cargo = is_cargo_lock && line == WRITTEN_BY_CARGO;
        let host = HOSTS.iter().find(|host| line.contains(*host)).copied().filter(|_| !written_by_cargo);
        let resolved = (is_npm_lock && line.trim_start().starts_with("\"resolved\": \"http")).then_some("resolved");
        if let Some(word) = host.or(resolved) {
            found.push(Finding {
                file: file.path.clone(),
                line: at + 1,
                rule: "hosts",
                why: format!("`{word}` ties the repository to one registry's host"),
                mend: "leave it out; for npm, `omit-lockfile-registry-resolved=true` in .npmrc and npm install anew"
                    .to_owned(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn registry_hosts_are_found_and_cargos_own_line_is_not() {
        assert_eq!(check(&[file("web/.npmrc", HOSTS[0])]).len(), 1);
        assert!(check(&[file("Cargo.lock", WRITTEN_BY_CARGO)]).is_empty());
        assert_eq!(check(&[file("README.md", WRITTEN_BY_CARGO)]).len(), 1);
        let resolved = "{\n  \"resolved\": \"https://example.org/a.tgz\"\n}";
        assert_eq!(check(&[file("web/package-lock.json", resolved)])[0].line, 2);
    }
}
