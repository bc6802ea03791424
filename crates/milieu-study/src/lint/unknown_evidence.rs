//! ANA001: an argument rests on evidence that is not there.

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evidence::{self, Piece, Runnable};
use crate::name;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of ANA001.
pub static LINT: Lint = Lint {
    code: "ANA001",
    name: "unknown-evidence",
    severity: Severity::Warning,
    what: r#"An argument rests on evidence that is not there."#,
    why: r#"A thesis is as strong as what a reader can look up: a fact (`entity.property`), an analysis (`analysis:id`) or what the lab made of it (`scenario:id`, `experiment:id`)."#,
    bad: r#"--- places.csv
id,opened,source
a,2010,k
--- arguments.csv
id,statement,evidence,source
x,It opened early.,a.openned,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,source
a,2010,k
--- arguments.csv
id,statement,evidence,source
x,It opened early.,a.opened,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each piece of evidence.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for sheet in sheets(study, Table::Arguments) {
        let Some(column) = sheet.column("evidence") else { continue };
        for row in sheet.rows() {
            let cell = sheet.cell(row, Some(column));
            let at = sheet.span(row, Some(column));
            let mut start = 0;
            for piece in cell.split(';') {
                let from = start + piece.len() - piece.trim_start().len();
                start += piece.len() + 1;
                let piece = piece.trim();
                if let Some((problem, help)) =
                    (!piece.is_empty()).then(|| wrong(study, piece, out.len() < super::SUGGESTED)).flatten()
                {
                    out.push(LINT.at(at.part(from..from + piece.len()), problem).help(help));
                }
            }
        }
    }
}

/// What is wrong with a piece of evidence, and how to mend it.
fn wrong(study: &Study, piece: &str, suggest: bool) -> Option<(String, String)> {
    let (entity, property) = match evidence::read(study, piece) {
        Piece::Saved(_, _, true) | Piece::Entity(_) => return None,
        Piece::Facts(_, _, found) if !found.is_empty() => return None,
        Piece::Saved(kind, id, false) => return Some(unsaved(study, kind, id)),
        Piece::Facts(entity, property, _) => (entity, property),
        Piece::Unknown => {
            let id = piece.rsplit_once('.').map_or(piece, |(id, _)| id);
            let help = match name::nearest(id, study.entities.iter().filter(|_| suggest).map(|e| &*e.id)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write `entity.property`, `analysis:id`, `scenario:id` or `experiment:id`".to_owned(),
            };
            return Some((format!("`{piece}` is neither a fact nor an analysis nor anything of the lab"), help));
        }
    };
    let stated = study.facts_about(entity).iter().map(|f| &*study.property(study.fact(*f).property).name);
    let id = &study.entity(entity).id;
    let help = match name::nearest(property, stated) {
        Some(near) => format!("did you mean `{id}.{near}`?"),
        None => format!("enter the statement, or name one that `{id}` has"),
    };
    Some((format!("nothing is stated on `{property}` of `{id}`"), help))
}

fn unsaved(study: &Study, kind: Runnable, id: &str) -> (String, String) {
    let saved = study.files.iter().filter_map(|file| kind.saved_in(&file.path));
    let help = match name::nearest(id, saved) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "save it there, or write the id of another".to_owned(),
    };
    (format!("there is no {}/{id}.toml", kind.folder()), help)
}
