//! Files stay short: a file over 500 lines says near its top why it is long.

use super::Finding;
use crate::repository::File;

const LIMIT: usize = 500;
/// The reason stands within this many lines.
const TOP: usize = 20;
const REASON: &str = "Long because: ";

pub fn check(files: &[File]) -> Vec<Finding> {
    let sources = files.iter().filter(|f| f.is(&[".rs", ".ts", ".tsx", ".css", ".mjs", ".js", ".py", ".sh", ".sql"]));
    // Generated files are as long as their source makes them.
    sources.filter(|f| !f.path.contains(".gen.")).filter_map(check_file).collect()
}

fn check_file(file: &File) -> Option<Finding> {
    let length = file.text.lines().count();
    let has_reason = file.text.lines().take(TOP).any(|l| l.split_once(REASON).is_some_and(|(_, why)| why.len() > 9));
    (length > LIMIT && !has_reason).then(|| Finding {
        file: file.path.clone(),
        line: LIMIT + 1,
        rule: "length",
        why: format!("{length} lines, more than {LIMIT}"),
        mend: format!("split it by what it does, or say `{REASON}…` in its first {TOP} lines"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn a_long_file_needs_a_reason() {
        let long = "x\n".repeat(501);
        assert_eq!(check(&[file("crates/a/src/lib.rs", &long)]).len(), 1);
        assert_eq!(check(&[file("web/src/a.tsx", &long)]).len(), 1);
        assert!(check(&[file("web/src/a.ts", &"x\n".repeat(500))]).is_empty());
        assert!(check(&[file("a.rs", &format!("//! Long because: it is one table.\n{long}"))]).is_empty());
        assert_eq!(check(&[file("a.rs", &format!("{long}//! Long because: it is one table.\n"))]).len(), 1);
        assert_eq!(check(&[file("a.rs", &format!("//! Long because: \n{long}"))]).len(), 1);
    }
}
