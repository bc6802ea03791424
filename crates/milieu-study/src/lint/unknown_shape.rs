//! SPA008: a shape belongs to no territory.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};
use crate::name;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of SPA008.
pub static LINT: Lint = Lint {
    code: "SPA008",
    name: "unknown-shape",
    severity: Severity::Warning,
    what: r#"A shape belongs to no territory."#,
    why: r#"It is not drawn: the id of a feature ties it to a row of territories.csv."#,
    bad: r#"--- territories.csv
id,source
shanghai,k
--- geo/cities.geojson
{"type": "Feature", "id": "shangai", "properties": {}, "geometry": null}
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- territories.csv
id,source
shanghai,k
--- geo/cities.geojson
{"type": "Feature", "id": "shanghai", "properties": {}, "geometry": null}
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The feature of this id in this file, if it is of no territory.
pub fn feature(study: &Study, file: FileIx, id: Option<&str>, out: &mut Vec<Diagnostic>) {
    let Some(id) = id else {
        let nameless = LINT.at(Span::file(file), "a feature has no id");
        out.push(nameless.help("give each feature the `id` of its row in territories.csv"));
        return;
    };
    if study.find(id).is_some_and(|e| study.entity(e).kind == Table::Territories) {
        return;
    }
    let quoted = format!("\"{id}\"");
    let at = study.file(file).text.find(&quoted).map_or(Span::file(file), |n| Span::new(file, n..n + quoted.len()));
    let territories = study.entities_of(Table::Territories).map(|t| &*study.entity(t).id);
    let help = match name::nearest(id, territories) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add a row with this id to territories.csv".to_owned(),
    };
    out.push(LINT.at(at, format!("no territory has the id `{id}`")).label("not drawn").help(help));
}
