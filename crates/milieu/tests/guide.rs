//! The guide does what it says: its files are written, its commands run, their output is that printed.

mod running;

use std::fs;
use std::path::Path;
use std::process::Command;

use running::text;

/// A fenced block of the guide: its info string and its lines.
fn blocks(guide: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found = vec![];
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            found.push((info, lines.by_ref().take_while(|l| *l != "```").collect()));
        }
    }
    found
}

/// Runs a line of a shell with `milieu` on the path.
fn shell(here: &Path, line: &str) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_milieu")).parent().unwrap();
    let path = std::env::join_paths(
        [programs.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let output = Command::new("sh").args(["-c", line]).current_dir(here).env("PATH", path.unwrap()).output().unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

#[cfg(unix)]
#[test]
fn the_guide_is_right() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide.md")).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let (mut written, mut run) = (0, 0);
    for (info, lines) in blocks(&guide) {
        match info.split_once(' ') {
            Some((_, file)) => {
                fs::write(temp.path().join(file), lines.join("\n") + "\n").unwrap();
                written += 1;
            }
            None if info == "console" => {
                for step in lines.join("\n").split("$ ").filter(|step| !step.is_empty()) {
                    let (line, expected) = step.split_once('\n').unwrap_or((step, ""));
                    let printed = shell(temp.path(), line);
                    assert_eq!(printed.trim_end(), expected.trim_end(), "\n$ {line}");
                    run += 1;
                }
            }
            None => {}
        }
    }
    assert!(written >= 4 && run >= 7, "{written} files, {run} commands");
}
