//! NAM001: names stand in the column of another language.

use super::Lint;
use super::sheet::{Sheet, sheets};
use crate::diagnostic::{Diagnostic, Severity};
use crate::name;
use crate::schema::{TABLES, Table};
use crate::study::Study;

/// Documentation of NAM001.
pub static LINT: Lint = Lint {
    code: "NAM001",
    name: "name-language",
    severity: Severity::Warning,
    what: r#"Names stand in the column of another language."#,
    why: r#"Names are shown and searched by language: a Chinese name under English is missing from the Chinese pages."#,
    bad: r#"--- places.csv
id,name,source
a,新车间,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,name_zh,source
a,Xinchejian,新车间,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each column, with the number of names.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let first = study.settings.languages.first().map_or("en", String::as_str);
    for sheet in TABLES.iter().flat_map(|spec| sheets(study, spec.table)) {
        for column in ["name", "title"] {
            if let Some(c) = sheet.column(column).filter(|_| !is_east_asian(first)) {
                let help = format!("move it to `{column}_zh`, or put `zh` first in `languages` of study.toml");
                column_of(
                    &sheet,
                    c,
                    |name, _| is_han_only(name),
                    &format!("in Chinese in `{column}`, whose language is `{first}`"),
                    &help,
                    out,
                );
            }
        }
        for column in ["name_zh", "title_zh", "zh"] {
            if let Some(c) = sheet.column(column) {
                let help = "clear the cell if the name has no Chinese form of its own; pinyin is derived";
                let found = column_of(
                    &sheet,
                    c,
                    |name, _| !name::has_han(name),
                    &format!("without a Chinese character in `{column}`"),
                    help,
                    out,
                );
                // Chinese places do go by Latin names.
                found.into_iter().for_each(|d| d.severity = Severity::Note);
            }
        }
        if sheet.data.table == Table::Names
            && let (Some(c), Some(lang)) = (sheet.column("text"), sheet.column("lang"))
        {
            let wrong = |name: &str, row| {
                is_han_only(name)
                    && !is_east_asian(&sheet.cell(row, Some(lang)))
                    && !sheet.cell(row, Some(lang)).is_empty()
            };
            column_of(&sheet, c, wrong, "in Chinese under another language", "write `zh` in `lang`", out);
        }
    }
}

fn column_of<'o>(
    sheet: &Sheet<'_>,
    column: usize,
    wrong: impl Fn(&str, usize) -> bool,
    what: &str,
    help: &str,
    out: &'o mut Vec<Diagnostic>,
) -> Option<&'o mut Diagnostic> {
    let is_wrong = |row: &usize| {
        let name = sheet.cell(*row, Some(column));
        !name.is_empty() && wrong(&name, *row)
    };
    let mut rows = sheet.rows().filter(is_wrong);
    let first = rows.next()?;
    let count = rows.count() + 1;
    let names = if count == 1 { "a name is".to_owned() } else { format!("{count} names are") };
    let found = LINT.at(sheet.span(first, Some(column)), format!("{names} {what}"));
    out.push(found.label(if count == 1 { "" } else { "the first of them" }).help(help));
    out.last_mut()
}

/// Whether a name has Han characters and no Latin letter.
fn is_han_only(name: &str) -> bool {
    name::has_han(name) && !name.contains(|c: char| c.is_ascii_alphabetic())
}

fn is_east_asian(lang: &str) -> bool {
    ["zh", "ja", "ko", "yue", "wuu", "nan", "hak", "lzh"].contains(&lang.split('-').next().unwrap_or(lang))
}
