//! Nothing half done: no stubs, no debugging prints, no notes to oneself.

use super::{Finding, lexer};
use crate::repository::File;

/// Left in Rust code.
const IN_RUST: &[&str] = &["todo!(", "unimplemented!(", "dbg!("];
/// Left in web code.
const IN_WEB: &[&str] = &["console.log(", "debugger;"];
/// Left in comments; split so that this file does not find itself.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];

pub fn check(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let (code, words) = match file {
        f if f.is(&[".rs"]) => (lexer::code(&f.text), IN_RUST),
        // Browser tests report their measurements on the console.
        f if f.is(&[".ts", ".tsx"]) && f.path.starts_with("web/src/") => (f.text.clone(), IN_WEB),
        f if f.is(&[".ts", ".tsx", ".css", ".mjs", ".js", ".py", ".sh", ".toml"]) => (f.text.clone(), &[][..]),
        _ => return Vec::new(),
    };
    let in_code = occurrences(&code, words);
    let in_comments = occurrences(&file.text, NOTES);
    let findings = in_code.into_iter().chain(in_comments).map(|(line, word)| Finding {
        file: file.path.clone(),
        line,
        rule: "leftovers",
        why: format!("`{word}` was left behind"),
        mend: "finish it, or remove it and open an issue".to_owned(),
    });
    findings.collect()
}

/// Lines (1-based) on which a word stands by itself.
fn occurrences(text: &str, words: &[&'static str]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for word in words {
            let is_whole = |start: usize| {
                let before = line[..start].chars().next_back();
                let after = line[start + word.len()..].chars().next();
                let is_letter = |c: char| c.is_alphanumeric() || c == '_';
                !before.is_some_and(is_letter) && (word.ends_with(['(', ';']) || !after.is_some_and(is_letter))
            };
            if line.match_indices(word).any(|(start, _)| is_whole(start)) {
                found.push((at + 1, *word));
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
    fn leftovers_are_found_with_their_line() {
        assert_eq!(check(&[file("a.rs", "fn a() {\n    todo!()\n}")])[0].line, 2);
        assert_eq!(check(&[file("a.rs", &format!("// {}: later", NOTES[0]))]).len(), 1);
        assert_eq!(check(&[file("web/src/a.ts", "console.log(1)")]).len(), 1);
    }

    #[test]
    fn words_in_strings_and_longer_words_pass() {
        assert!(check(&[file("a.rs", "const A: &str = \"todo!()\"; my_dbg!(1);")]).is_empty());
        assert!(check(&[file("web/browser/a.test.ts", "console.log(1)")]).is_empty());
    }
}
