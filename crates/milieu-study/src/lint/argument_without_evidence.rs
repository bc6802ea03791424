//! ANA002: an argument names no evidence.

use super::Lint;
use super::sheet::{Sheet, sheets};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::schema::Table;
use crate::settings::Template;
use crate::study::Study;

/// Documentation of ANA002.
pub static LINT: Lint = Lint {
    code: "ANA002",
    name: "argument-without-evidence",
    severity: Severity::Note,
    what: r#"An argument for or against a thesis names no evidence."#,
    why: r#"A reader cannot look up what it rests on. A source says who argues so; evidence says what would be seen: a fact (`entity.property`), an analysis (`analysis:id`) or what the lab made of it (`scenario:id`, `experiment:id`). Questions and context need none. In a course project (`template = "project"` in study.toml) this is a warning, because tying one argument to evidence is the task; elsewhere a study may record what others argue without evidence."#,
    bad: r#"--- places.csv
id,opened,source
a,2010,k
--- arguments.csv
id,side,statement,evidence,source
x,for,It opened before the campaign.,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,source
a,2010,k
--- arguments.csv
id,side,statement,evidence,source
x,for,It opened before the campaign.,a.opened,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// Notes beyond this many are one note, so that they do not bury the others.
const MANY: usize = 10;

/// One finding for each argument in a course project; elsewhere one for all when they are many.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let bare: Vec<Span> = sheets(study, Table::Arguments).flat_map(bare).collect();
    let project = study.settings.template == Some(Template::Project);
    let help = "write in the column `evidence` what it rests on: `entity.property`, `analysis:id`, `scenario:id` or `experiment:id`";
    if bare.len() > MANY && !project {
        let said = format!("{} arguments for or against a thesis name no evidence", bare.len());
        out.push(LINT.at(bare[0], said).label("the first of them").help(help));
        return;
    }
    out.extend(bare.into_iter().map(|at| {
        let found = LINT.at(at, "this argument names no evidence").label("nothing here").help(help);
        if project { Diagnostic { severity: Severity::Warning, ..found } } else { found }
    }));
}

/// Where evidence is missing.
fn bare(sheet: Sheet<'_>) -> impl Iterator<Item = Span> {
    let [side, evidence] = ["side", "evidence"].map(|name| sheet.column(name));
    let names_none = move |&row: &usize| {
        let takes_side = matches!(&*sheet.cell(row, side), "for" | "against");
        takes_side && sheet.cell(row, evidence).split(';').all(|piece| piece.trim().is_empty())
    };
    sheet.rows().filter(names_none).map(move |row| sheet.span(row, evidence))
}
