//! An explanation as blocks, printed for a terminal or as Markdown.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A piece of an explanation. Texts may hold `code` in backticks.
#[derive(Clone, Debug)]
pub enum Block {
    /// What is explained.
    Title(String),
    /// A part of it.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Names with what they say.
    Fields(Vec<(&'static str, String)>),
    /// One line each.
    Items(Vec<String>),
    /// Lines as they are.
    Code(String),
    /// Rows under the first one; the last column takes the room that is left.
    Table(Vec<Vec<String>>),
}

/// Between the columns of a table.
const GAP: usize = 2;
/// What a wrapped column keeps at least.
const NARROWEST: usize = 24;

/// Writes blocks for a terminal.
pub fn text(out: &mut impl Write, page: &[Block], colour: bool, width: usize) -> io::Result<()> {
    let bold = |text: &str| if colour { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    for (i, block) in page.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Title(title) => writeln!(out, "{}", bold(&clean(title)))?,
            Block::Heading(heading) => writeln!(out, "{}", bold(&clean(heading)))?,
            Block::Text(text) => hanging(out, "", text, width)?,
            Block::Fields(fields) => {
                let name = fields.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
                for (field, text) in fields {
                    hanging(out, &format!("  {field:<name$}  "), text, width)?;
                }
            }
            Block::Items(items) => items.iter().try_for_each(|item| hanging(out, "  - ", item, width))?,
            Block::Code(code) => code.lines().try_for_each(|line| writeln!(out, "    {}", clean(line)))?,
            Block::Table(rows) => table(out, rows, width, bold)?,
        }
    }
    Ok(())
}

fn table(out: &mut impl Write, rows: &[Vec<String>], width: usize, bold: impl Fn(&str) -> String) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|t| clean(t).width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    for (i, row) in rows.iter().enumerate() {
        let mut head = "  ".to_owned();
        for (c, text) in row.iter().enumerate().take(row.len().saturating_sub(1)) {
            let text = clean(text);
            head.push_str(&text);
            head.push_str(&" ".repeat(widths[c].saturating_sub(text.width()) + GAP));
        }
        let last = row.last().map_or("", String::as_str);
        if i == 0 {
            writeln!(out, "{}", bold(format!("{head}{}", clean(last)).trim_end()))?;
        } else {
            hanging(out, &head, last, width)?;
        }
    }
    Ok(())
}

/// A text after `head`, its further lines under its first.
fn hanging(out: &mut impl Write, head: &str, text: &str, width: usize) -> io::Result<()> {
    let indent = head.width();
    let room = width.saturating_sub(indent).max(NARROWEST);
    for (i, line) in wrapped(&clean(text), room).into_iter().enumerate() {
        let line = if i == 0 { format!("{head}{line}") } else { format!("{}{line}", " ".repeat(indent)) };
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Lines of at most `width` columns, broken at spaces, or between characters where a word is longer.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![];
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// Without control characters: no cell speaks to a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Writes blocks as Markdown.
pub fn markdown(out: &mut impl Write, page: &[Block]) -> io::Result<()> {
    for (i, block) in page.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Title(title) => writeln!(out, "## {}", inline(title))?,
            Block::Heading(heading) => writeln!(out, "### {}", inline(heading))?,
            Block::Text(text) => writeln!(out, "{}", inline(text))?,
            Block::Fields(fields) => {
                fields.iter().try_for_each(|(name, text)| writeln!(out, "- **{name}**: {}", inline(text)))?;
            }
            Block::Items(items) => items.iter().try_for_each(|item| writeln!(out, "- {}", inline(item)))?,
            Block::Code(code) => writeln!(out, "````text\n{}\n````", code.trim_end())?,
            Block::Table(rows) => {
                for (r, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().map(|cell| inline(cell).replace('|', "\\|")).collect();
                    writeln!(out, "| {} |", cells.join(" | "))?;
                    if r == 0 {
                        writeln!(out, "|{}", "---|".repeat(row.len()))?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// A text on one line that holds no HTML outside its code spans.
fn inline(text: &str) -> String {
    let mut shown = String::new();
    for (i, part) in clean(text).split('`').enumerate() {
        if i > 0 {
            shown.push('`');
        }
        if i % 2 == 0 { shown.push_str(&part.replace('<', "&lt;")) } else { shown.push_str(part) }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_under_each_other() {
        let mut out = vec![];
        let page =
            [Block::Fields(vec![("a", "one two three four five six".to_owned()), ("long", "新车间".to_owned())])];
        text(&mut out, &page, false, 32).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "  a     one two three four five\n        six\n  long  新车间\n");
    }

    #[test]
    fn a_long_word_is_broken_and_nothing_lost() {
        let word = "新".repeat(40);
        let lines = wrapped(&word, 30);
        assert!(lines.iter().all(|l| l.width() <= 30), "{lines:?}");
        assert_eq!(lines.concat(), word);
    }

    #[test]
    fn html_is_text() {
        let mut out = vec![];
        markdown(&mut out, &[Block::Text("a <b> `<c>`\n# d".to_owned())]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a &lt;b> `<c>` # d\n");
    }
}
