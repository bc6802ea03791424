//! How many tests passed and failed, read from what the test programs print.

use std::fmt;

/// Tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// The count of a step: the tests in its output, or itself when it printed none.
    /// A step that failed counts at least one failure, whatever its tests say.
    pub fn of_step(output: &str, success: bool) -> Self {
        let mut count = Self::in_output(output);
        if success && count == Self::default() {
            count.passed = 1;
        }
        if !success && count.failed == 0 {
            count.failed = 1;
        }
        count
    }

    /// The sum over all summary lines.
    fn in_output(output: &str) -> Self {
        let mut count = Self::default();
        for line in output.lines().map(plain) {
            // cargo's `test result: ok. 4 passed; 0 failed` at the start of a line: indented, it is one that nextest
            // repeats from a test that failed, and counted already.
            let of_cargo = line.starts_with("test result: ");
            // nextest's `Summary [1s] 5 tests run: 4 passed, 1 failed` and vitest's `Tests  1 failed | 4 passed (5)`.
            let indented = line.trim_start();
            if of_cargo || indented.starts_with("Summary [") || indented.starts_with("Tests ") {
                count.passed += number_before(&line, "passed");
                count.failed += number_before(&line, "failed") + number_before(&line, "timed out");
            }
        }
        count
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    out
}

fn number_before(line: &str, word: &str) -> usize {
    let Some((before, _)) = line.split_once(&format!(" {word}")) else { return 0 };
    before.split_whitespace().next_back().and_then(|n| n.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summaries_of_all_test_programs_are_read() {
        for (output, passed, failed) in [
            ("     Summary [   0.4s] 25 tests run: 24 passed (1 slow), 1 failed, 3 skipped", 24, 1),
            ("    test result: FAILED. 0 passed; 1 failed;\n  Summary [ 1s] 2 tests run: 1 passed, 1 failed", 1, 1),
            ("test result: ok. 3 passed; 0 failed; 1 ignored\ntest result: FAILED. 1 passed; 2 failed; 0", 4, 2),
            ("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m4 passed\u{1b}[39m (5)", 4, 1),
        ] {
            assert_eq!(Count::of_step(output, failed == 0), Count { passed, failed }, "{output}");
        }
    }

    #[test]
    fn a_step_counts_even_when_it_prints_no_tests() {
        assert_eq!(Count::of_step("", true), Count { passed: 1, failed: 0 });
        assert_eq!(Count::of_step("does not compile", false), Count { passed: 0, failed: 1 });
        assert_eq!(Count::of_step("test result: ok. 3 passed; 0 failed", false), Count { passed: 3, failed: 1 });
    }

    #[test]
    fn the_last_line_is_plain() {
        assert_eq!(Count { passed: 12, failed: 0 }.to_string(), "12 passed, 0 failed");
    }
}
