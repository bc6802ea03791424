//! Literate Markdown, read alike by every corpus: blocks are files, a block `text` holds what is said of those before it.

/// What a block stands between.
pub const FENCE: &str = "```";

/// A document with every `text` block as it should be, and how many there are. `said` is what is said of files, each a
/// block's info string and content.
pub fn told(document: &str, said: impl Fn(&[(&str, String)]) -> String) -> (String, usize) {
    let mut out = String::new();
    let mut study: Vec<(&str, String)> = vec![];
    let mut blocks = 0;
    let mut lines = document.split_inclusive('\n');
    while let Some(line) = lines.next() {
        out.push_str(line);
        let Some(info) = line.strip_prefix(FENCE).map(str::trim) else { continue };
        let content: String = lines.by_ref().take_while(|line| line.trim_end() != FENCE).collect();
        if info == "text" {
            out.push_str(&said(&study));
            blocks += 1;
            study.clear();
        } else {
            out.push_str(&content);
            study.push((info, content));
        }
        out.push_str(FENCE);
        out.push('\n');
    }
    assert!(study.is_empty(), "files after the last `text` block");
    (out, blocks)
}

/// Whether what is said is to be written instead of compared.
pub fn blessing() -> bool {
    std::env::var_os("MILIEU_BLESS").is_some()
}
