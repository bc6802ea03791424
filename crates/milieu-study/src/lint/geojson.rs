//! SPA007: a file of shapes is not GeoJSON.

use geojson::{Feature, GeoJson, feature::Id};

use super::{Lint, unknown_shape};
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};
use crate::study::Study;

/// Documentation of SPA007.
pub static LINT: Lint = Lint {
    code: "SPA007",
    name: "geojson",
    severity: Severity::Error,
    what: r#"A file of shapes is not GeoJSON."#,
    why: r#"The territories it describes cannot be drawn."#,
    bad: r#"--- geo/cities.geojson
{"type": "FeatureCollection", "features": [}
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- geo/cities.geojson
{"type": "FeatureCollection", "features": []}
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each file that cannot be read, and one for each shape of no territory.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for &ix in &study.geo {
        let text = &study.file(ix).text;
        match read(text) {
            Ok(features) => {
                for feature in features {
                    unknown_shape::feature(study, ix, id(&feature).as_deref(), out);
                }
            }
            Err((at, why)) => out.push(found(ix, at, &why)),
        }
    }
}

fn read(text: &str) -> Result<Vec<Feature>, (Option<usize>, String)> {
    let read: serde_json::Result<GeoJson> = serde_json::from_str(text);
    // A mistake in the shapes, unlike one in the JSON, has no place.
    let place = |e: &serde_json::Error| e.is_syntax().then(|| byte(text, e.line(), e.column()));
    match read.map_err(|e| (place(&e), plain(&e.to_string())))? {
        GeoJson::FeatureCollection(collection) => Ok(collection.features),
        GeoJson::Feature(feature) => Ok(vec![feature]),
        GeoJson::Geometry(_) => Err((None, "it is a bare geometry, without features that name a territory".to_owned())),
    }
}

/// The byte of a line and a column in bytes, both from 1.
fn byte(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary(start + column.saturating_sub(1))
}

/// The reader's words without the place, which is shown.
fn plain(error: &str) -> String {
    error.split(" at line ").next().unwrap_or(error).to_owned()
}

fn found(file: FileIx, at: Option<usize>, why: &str) -> Diagnostic {
    let at = at.map_or(Span::file(file), |at| Span::new(file, at..at));
    LINT.at(at, format!("this is not GeoJSON: {why}"))
        .help("export the shapes anew, as a FeatureCollection in WGS84 whose features have the ids of territories.csv")
}

/// A feature's id: its member `id`, else its property `id`.
fn id(feature: &Feature) -> Option<String> {
    match &feature.id {
        Some(Id::String(id)) => Some(id.clone()),
        Some(Id::Number(id)) => Some(id.to_string()),
        None => feature.property("id")?.as_str().map(str::to_owned),
    }
}
