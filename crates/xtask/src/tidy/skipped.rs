//! Nothing is silently skipped: a test is left out only where the run says so.

use super::{Finding, lexer};
use crate::repository::File;

/// The one reason for which a test may be left out; `cargo xtask test` runs it as its own step.
const REASON: &str = "#[ignore = \"needs ../shared\"]";
/// How web tests leave tests out.
const IN_WEB: &[&str] = &[".skip(", ".only(", ".todo(", ".skipIf(", ".runIf(", "skip: true", "only: true"];

pub fn check(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let finding = |at: usize, why: &str, mend: &str| Finding {
        file: file.path.clone(),
        line: at + 1,
        rule: "skipped",
        why: why.to_owned(),
        mend: mend.to_owned(),
    };
    if file.is(&[".rs"]) {
        let is_shared_suite = file.path.rsplit('/').next().is_some_and(|n| n.starts_with("shared_"));
        let code = lexer::code(&file.text);
        let lines = code.lines().zip(file.text.lines()).enumerate();
        let ignored = lines.filter(|(_, (code, _))| code.trim_start().starts_with("#[ignore"));
        let wrong = ignored.filter(|(_, (_, line))| !(is_shared_suite && line.trim() == REASON));
        let mend = format!("run it, or move it to a `shared_*.rs` suite with `{REASON}`");
        return wrong.map(|(at, _)| finding(at, "a test nobody runs", &mend)).collect();
    }
    if file.is(&[".test.ts", ".test.tsx", ".test.mjs", ".test.js"]) {
        let lines = file.text.lines().enumerate();
        let wrong = lines.filter(|(_, line)| IN_WEB.iter().any(|word| line.contains(word)));
        return wrong.map(|(at, _)| finding(at, "a test that is left out", "run it or remove it")).collect();
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn ignored_tests_are_found_outside_the_shared_suite() {
        let ignored = format!("#[test]\n{REASON}\nfn a() {{}}");
        assert_eq!(check(&[file("crates/a/tests/b.rs", &ignored)])[0].line, 2);
        assert!(check(&[file("crates/a/tests/shared_evidence.rs", &ignored)]).is_empty());
        assert_eq!(check(&[file("crates/a/tests/shared_evidence.rs", "#[ignore]\nfn a() {}")]).len(), 1);
        assert_eq!(check(&[file("web/src/a.test.ts", "test.skip('x', () => {})")]).len(), 1);
    }
}
