//! What the sources of the lab say of themselves: their first lines, their constants, the columns of their tables.

use super::{Column, Constant, Entity};

/// Longest value of a constant that is shown.
const LONGEST: usize = 72;

/// The paragraphs of a file's first lines (`//!`), without links to the code; lines of a list stay lines.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let said =
        text.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line));
    joined(said)
}

fn joined<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    let mut is_open = false;
    for line in lines {
        let is_item = ["* ", "- "].iter().any(|mark| line.starts_with(mark));
        match found.last_mut() {
            Some(last) if is_open && !line.is_empty() => {
                last.push(if is_item { '\n' } else { ' ' });
                last.push_str(line.trim());
            }
            _ if line.is_empty() => {}
            _ => found.push(line.trim_end().to_owned()),
        }
        is_open = !line.is_empty();
    }
    found.iter().map(|paragraph| unlinked(paragraph)).collect()
}

/// Links to the code as the name they end in: ``[`super::misreport`]`` is `` `misreport` ``.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("[`") {
        let Some(end) = rest[at..].find("`]") else { break };
        let path = rest[at + 2..at + end].trim_end_matches("()");
        out.push_str(&rest[..at]);
        out.push('`');
        out.push_str(path.rsplit("::").next().unwrap_or(path));
        out.push('`');
        rest = &rest[at + end + 2..];
    }
    out + rest
}

/// Lines with the doc comment (`///`) that stands right before each, joined.
fn documented(text: &str) -> impl Iterator<Item = (String, &str, usize)> {
    let mut doc: Vec<&str> = vec![];
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let (here, plain) = (at, line.trim());
        at += line.len();
        if let Some(said) = plain.strip_prefix("///") {
            doc.push(said.trim());
            return None;
        }
        let said = unlinked(&doc.join(" "));
        doc.clear();
        Some((said, plain, here))
    })
}

/// Constants of a file that its documentation calls assumed.
pub(super) fn assumed(text: &str) -> Vec<Constant> {
    documented(text)
        .filter(|(said, line, _)| {
            let line = line.trim_start_matches("pub ").trim_start_matches("pub(super) ");
            line.starts_with("const ") && !line.contains(": Parameter") && said.contains("assumed")
        })
        .map(|(said, _, at)| {
            let written = text[at..].split_once('=').map_or("", |(_, after)| after);
            let value = written.split_once(';').map_or(written, |(value, _)| value);
            // An array's type has a `;` too, but it stands before the `=`.
            let value: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = match value.char_indices().nth(LONGEST) {
                Some((cut, _)) => format!("{} …", &value[..cut]),
                None => value,
            };
            Constant { what: said.replace(" (assumed)", ""), value }
        })
        .collect()
}

/// The tables declared in a file, with what is said of each column.
pub(super) fn entities(text: &str) -> Vec<Entity> {
    let mut found: Vec<Entity> = vec![];
    let mut is_inside = false;
    for (said, line, _) in documented(text) {
        if let Some(head) = line.strip_prefix("pub struct ").filter(|head| head.contains("(recycled")) {
            let name = head.split_whitespace().next().unwrap_or_default().to_owned();
            found.push(Entity { name, what: said, columns: vec![] });
            is_inside = true;
        } else if line == "}" {
            is_inside = false;
        } else if let (true, Some((name, _)), Some(entity)) = (is_inside, line.split_once(':'), found.last_mut())
            && !said.is_empty()
        {
            entity.columns.push(Column { name: name.to_owned(), what: said });
        }
    }
    found
}

/// Phases of the schedule by their number, as the comments of the schedule name them.
pub(super) fn phases(text: &str) -> Vec<(u8, String)> {
    text.lines()
        .filter_map(|line| {
            let (number, words) = line.trim().strip_prefix("// ")?.split_once(' ')?;
            Some((number.parse().ok()?, words.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_lines_are_read_as_paragraphs_without_links() {
        let text = "//! One\n//! line ([`super::a::b`]).\n//!\n//! Two [`C`]:\n//! * x\n//! * y\n//!   z\n\nuse a;\n//! not this\n";
        assert_eq!(paragraphs(text), ["One line (`b`).", "Two `C`:\n* x\n* y z"]);
    }

    #[test]
    fn assumed_constants_are_found() {
        let text = "/// Share of\n/// it (assumed).\nconst A: [f64; 2] = [\n    0.1,\n    0.2,\n];\n/// Known.\nconst B: f64 = 1.0;\n\
                    /// P, assumed.\npub const P: Parameter = Parameter { x: 1 };\n";
        let found = assumed(text);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].what.as_str(), found[0].value.as_str()), ("Share of it.", "[ 0.1, 0.2, ]"));
    }

    #[test]
    fn tables_are_read_with_their_columns() {
        let text = "table! {\n    /// Things.\n    pub struct Things (recycled = true) {\n        /// How large,\n        /// m².\n        size: f64 = 0.0,\n    }\n}\n";
        let found = entities(text);
        assert_eq!((found[0].name.as_str(), found[0].what.as_str()), ("Things", "Things."));
        assert_eq!((found[0].columns[0].name.as_str(), found[0].columns[0].what.as_str()), ("size", "How large, m²."));
    }
}
