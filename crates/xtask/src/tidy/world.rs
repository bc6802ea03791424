//! Only the binary knows disk, network, terminal and clock.

use super::{Finding, lexer};
use crate::repository::File;

/// What a lower floor may not name, and what it stands for.
const FORBIDDEN: &[(&str, &str)] = &[
    ("std::fs", "the disk"),
    ("std::net", "the network"),
    ("std::env", "the environment"),
    ("std::process", "other processes"),
    ("std::time::SystemTime", "the clock"),
    ("std::time::Instant", "the clock"),
    ("SystemTime::now", "the clock"),
    ("Instant::now", "the clock"),
    ("std::io::stdin", "the terminal"),
    ("std::io::stdout", "the terminal"),
    ("std::io::stderr", "the terminal"),
    ("println!", "the terminal"),
    ("print!", "the terminal"),
    ("eprintln!", "the terminal"),
    ("eprint!", "the terminal"),
];

pub fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|f| is_below_the_binary(&f.path)).flat_map(check_file).collect()
}

/// Sources of the lower floors, without build scripts, tests, benches and examples.
fn is_below_the_binary(path: &str) -> bool {
    let Some((name, inside)) = path.strip_prefix("crates/").and_then(|p| p.split_once('/')) else { return false };
    let is_test = inside.ends_with("/tests.rs") || inside.contains("/tests/");
    inside.starts_with("src/") && inside.ends_with(".rs") && !is_test && !["milieu", "xtask"].contains(&name)
}

fn check_file(file: &File) -> Vec<Finding> {
    let code = spelled_out(&lexer::code_without_tests(&file.text));
    let mut found = Vec::new();
    for (at, line) in code.lines().enumerate() {
        for (name, what) in FORBIDDEN.iter().filter(|(name, _)| has_path(line, name)) {
            found.push(Finding {
                file: file.path.clone(),
                line: at + 1,
                rule: "world",
                why: format!("`{name}` reaches {what}, which only the binary knows"),
                mend: "take what is needed as a value or through `World`".to_owned(),
            });
        }
    }
    found
}

/// The code where `std::{a, b::{c, d}}` is followed, on its own line, by `std::a std::b::c std::b::d`.
fn spelled_out(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("std::{") {
        let open = at + "std::".len();
        let close = lexer::closing_brace(rest, open);
        let group: String = rest[open..close].to_owned();
        let mut names = Vec::new();
        leaves("std", group.trim_start_matches('{').trim_end_matches('}'), &mut names);
        out.push_str(&rest[..at]);
        out.push_str(&names.join(" "));
        out.extend(group.chars().filter(|c| *c == '\n'));
        rest = &rest[close..];
    }
    out.push_str(rest);
    out
}

/// The full paths of a use tree's group.
fn leaves(prefix: &str, group: &str, into: &mut Vec<String>) {
    let mut depth = 0_usize;
    let parts = group.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
        match part.split_once("::{") {
            Some((head, tail)) => leaves(&format!("{prefix}::{head}"), tail.trim_end().trim_end_matches('}'), into),
            None => into.push(format!("{prefix}::{part}")),
        }
    }
}

/// Whether the line names this path and not a longer word around it.
fn has_path(line: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !before.is_some_and(is_word) && (name.ends_with('!') || !after.is_some_and(is_word))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&[file(path, text)]).iter().map(|f| f.line).collect()
    }

    #[test]
    fn the_world_is_found_below_the_binary_only() {
        let text = "//! Reads.\nuse std::fs;\nfn now() { std::time::Instant::now(); }\n";
        assert_eq!(lines("crates/milieu-study/src/lib.rs", text), [2, 3, 3]);
        for path in ["crates/milieu/src/main.rs", "crates/xtask/src/main.rs", "crates/milieu-ui/build.rs"] {
            assert_eq!(lines(path, text), [0; 0], "{path}");
        }
        assert_eq!(lines("crates/milieu-study/tests/corpus.rs", text), [0; 0]);
    }

    #[test]
    fn groups_are_read() {
        assert_eq!(
            lines("crates/milieu-view/src/a.rs", "\nuse std::{\n    fmt,\n    io::{Read, stdout}, fs};"),
            [2, 2]
        );
        assert_eq!(lines("crates/milieu-view/src/a.rs", "use std::{fmt, collections::{BTreeMap, BTreeSet}};"), [0; 0]);
    }

    #[test]
    fn comments_strings_tests_and_longer_words_pass() {
        let text = "// std::fs\nconst A: &str = \"println!\";\nuse std::fs_extra;\nfn my_println() {}\n\
                    struct Instant;\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(lines("crates/milieu-study/src/a.rs", text), [0; 0]);
    }
}
