//! Whatever a folder holds, a study comes out: the same one each time, with every finding in its place.

use milieu_study::diagnostic::{Style, render};
use milieu_study::schema::{TABLES, Table};
use milieu_study::world::Memory;
use milieu_study::{Study, compile, life, position};
use proptest::prelude::*;
use proptest::sample::select;

/// Cells that mean something somewhere, and some that mean nothing anywhere.
const CELLS: &[&str] = &[
    "",
    "",
    "a",
    "b",
    "c",
    "d",
    "a;b",
    "k",
    "k p. 7; q",
    "2010",
    "2010-11~",
    "2009/2013",
    "[2009,2011]",
    "../2013",
    "c. 2010",
    "6/15/15",
    "40179",
    "31.2",
    "121.4",
    "-0",
    "1e400",
    "NaN",
    "1,200 m",
    "999",
    "closed",
    "active",
    "conflict",
    "rejected",
    "opened",
    "lat",
    "parent",
    "wgs84",
    "gcj02",
    "新车间",
    "新車間",
    "Xīnchējiān",
    "Hans",
    "zh",
    "en",
    "level",
    "multiple",
    "%",
    "labs",
    "form",
    "open",
    "x",
    "y",
    "member-of",
    "virtual",
    "http://a.b",
    "a.opened",
    "analysis:x",
    "same",
    "\"",
    "\"a\"\"b",
    "\"x,y\"",
    "\"two\nlines\"",
    "\" \"x",
    "\u{feff}",
    " a ",
    "\t",
    "é新\u{301}",
    "\u{202e}",
    "\0",
    "{{",
    "[[a]]",
    "=1+1",
];

/// Lines of TOML, whole and broken.
const TOML: &[&str] = &[
    "title = \"T\"",
    "title = { en = \"T\", zh = 1 }",
    "languages = [\"en\", \"zh\"]",
    "window = \"2009/2018\"",
    "window = \"soon\"",
    "[conflicts]",
    "rule = \"ranking\"",
    "ranking = [\"k\", \"zz\", 3]",
    "[conflicts.properties]",
    "opened = \"interval\"",
    "[[kinds]]",
    "[[schemes]]",
    "[[schemes.codes]]",
    "[[variables]]",
    "[[relations]]",
    "[[indicators]]",
    "code = \"form\"",
    "code = \"labs\"",
    "code = \"\"",
    "code = 3",
    "type = \"integer\"",
    "scheme = \"form\"",
    "values = [\"x\"]",
    "table = \"places\"",
    "table = [\"nowhere\"]",
    "parent = \"labs\"",
    "source = \"q p. 3\"",
    "source = \"\"\"新\"\"\"",
    "label = { zh = \"新\" }",
    "unit = \"labs\"",
    "from = [\"actors\"]",
    "layer = \"virtual\"",
    "x = [",
    "= 3",
    "\"",
    "crs = \"bd09\"",
    "[dates]",
    "approximate_years = 70000",
    "\0",
];

const BIB: &[&str] = &[
    "@misc{k, title={T}, date={2016}}",
    "@misc{k, title={U}}",
    "@book{q,",
    "title = \"新\",",
    "}",
    "{",
    "@",
    "author = {A and B},",
    "date = {2016-13}",
    "@string{x = \"y\"}",
    "# x",
    "[{\"id\": \"k\"}]",
    "[{\"id\": 3, \"issued\": {\"date-parts\": [[2016, 13]]}}",
    "\\'e",
    "%",
    "\0",
];

const NOTES: &[&str] = &["# A\n", "[[a]]", "[[新", "[@k, p. 7]", "[@", "`[[a]]`", "```\n", "]]", "\n", "<script>"];

const GEO: &[&str] = &[
    "{\"type\": \"FeatureCollection\", \"features\": [",
    "]}",
    "{\"type\": \"Feature\", \"id\": \"a\", \"properties\": {}, \"geometry\": null}",
    ",",
    "{\"type\": \"Point\", \"coordinates\": [1e999, \"x\"]}",
    "[",
    "新",
    "\n",
    "\0",
];

fn table_text(table: Table) -> impl Strategy<Value = String> {
    let mut headers: Vec<&'static str> = table.spec().columns.iter().map(|c| c.name).collect();
    headers.extend(["source", "source", "opened.source", "openned", "", "名称", "latitude", "form", "labs"]);
    let row = prop::collection::vec(select(CELLS), 1..12);
    let header = prop_oneof![
        Just(table.spec().columns.iter().map(|c| c.name).chain(["source"]).collect::<Vec<_>>()),
        prop::collection::vec(select(headers), 1..9),
    ];
    let ends = select(vec!["\n", "\r\n", "\r", ""]);
    (header, prop::collection::vec(row, 0..7), select(vec![",", ",", ",", ";", "\t"]), ends).prop_map(
        |(header, rows, delimiter, end)| {
            let rows = rows.iter().map(|row| row.join(delimiter) + end);
            header.join(delimiter) + end + &rows.collect::<String>()
        },
    )
}

fn lines(of: &'static [&'static str], between: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(select(of), 0..12).prop_map(move |lines| lines.join(between))
}

/// A file of the contract (or nearly) and its bytes.
fn file() -> impl Strategy<Value = (String, Vec<u8>)> {
    let table = select(TABLES.iter().map(|t| t.table).collect::<Vec<_>>());
    let of_table = table.prop_flat_map(|table| {
        let path = table.spec().file.replace('*', "log");
        (select(vec![path.clone(), path, "own.csv".to_owned()]), table_text(table))
    });
    let other = prop_oneof![
        ("study.toml|codebook.toml", lines(TOML, "\n")),
        ("sources.bib|sources.json", lines(BIB, "\n")),
        ("notes/[ab].md", lines(NOTES, " ")),
        ("geo/a.geojson", lines(GEO, "")),
        ("[a-d]{1,2}.(csv|toml|jpg|md|json)|analyses/x.toml", "\\PC{0,20}"),
    ];
    let text = prop_oneof![5 => of_table, 4 => other];
    (text, 0..12_u8, prop::collection::vec(any::<u8>(), 0..60)).prop_map(|((path, text), oddity, noise)| {
        let utf16 = || "\u{feff}".encode_utf16().chain(text.encode_utf16());
        let bytes = match oddity {
            0 => utf16().flat_map(u16::to_le_bytes).collect(),
            1 => utf16().flat_map(u16::to_be_bytes).chain([0xD8]).collect(),
            2 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            3 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            4 => noise,
            5 => [text.as_bytes(), &noise].concat(),
            _ => text.into_bytes(),
        };
        (path, bytes)
    })
}

fn folder() -> impl Strategy<Value = Memory> {
    prop::collection::vec(file(), 0..8).prop_map(|files| Memory(files.into_iter().collect()))
}

/// Everything pages ask of an entity.
fn look_at_everything(study: &Study) {
    for entity in (0..study.entities.len() as u32).map(milieu_study::fact::EntityIx) {
        let _ = (
            study.label(entity),
            study.territories_of(entity),
            study.mentions_of(entity),
            position::own(study, entity),
        );
        let _ = (life::of(study, entity), position::of_place(study, entity));
        for &fact in study.facts_about(entity) {
            let name = &study.property(study.fact(fact).property).name;
            let _ = (
                study.written(fact),
                study.used(entity, name),
                study.valid(fact),
                study.cited(study.fact(fact).citations),
            );
        }
    }
}

proptest! {
    #[test]
    fn any_folder_is_compiled_to_the_same_study_each_time(folder in folder()) {
        let (once, again) = (compile(&folder), compile(&folder));
        prop_assert_eq!(format!("{:?}", once.diagnostics), format!("{:?}", again.diagnostics));
        prop_assert_eq!(format!("{:?}", once.value.facts), format!("{:?}", again.value.facts));
        prop_assert_eq!(once.value.digest(), again.value.digest());
        for found in &once.diagnostics {
            for span in found.at.iter().chain(found.also.iter().map(|(span, _)| span)) {
                let text = &once.value.files[span.file.0 as usize].text;
                let within = span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some();
                prop_assert!(within, "{}: {:?} in {:?}", found.lint.code, span, text);
            }
            prop_assert!(!render(&once.value, found, Style::PLAIN).is_empty());
        }
        look_at_everything(&once.value);
    }

    #[test]
    fn any_bytes_are_a_table_or_a_finding(bytes in prop::collection::vec(any::<u8>(), 0..300), place in any::<bool>()) {
        let path = if place { "places.csv" } else { "claims.csv" };
        let checked = compile(&Memory([(path.to_owned(), bytes.clone()), ("study.toml".to_owned(), vec![])].into()));
        let read = checked.value.tables.iter().any(|t| !t.columns.is_empty());
        prop_assert!(read || !checked.diagnostics.is_empty() || bytes.is_empty());
    }

    #[test]
    fn the_order_of_independent_rows_does_not_matter(
        rows in prop::collection::vec((select(CELLS), select(CELLS), select(CELLS), select(CELLS)), 1..20),
        order in prop::collection::vec(any::<u32>(), 20),
    ) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let places: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(i, (name, opened, status, source))| [&format!("p{i}"), *name, opened, status, source].map(quoted).join(",") + "\n")
            .collect();
        let claims: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(i, (property, value, ..))| [&format!("p{i}"), *property, value].map(quoted).join(",") + "\n")
            .collect();
        let mut shuffled: Vec<usize> = (0..rows.len()).collect();
        shuffled.sort_by_key(|&i| (order[i], i));
        let facts = |order: &[usize]| {
            let pick = |of: &[String]| order.iter().map(|&i| of[i].as_str()).collect::<String>();
            let places = "id,name,opened,status,source\n".to_owned() + &pick(&places);
            let claims = "entity,property,value\n".to_owned() + &pick(&claims);
            let study = compile(&Memory::of(&[("study.toml", "title = \"T\"\n"), ("places.csv", &places), ("claims.csv", &claims)])).value;
            let mut facts: Vec<String> = study
                .facts
                .iter()
                .map(|f| {
                    let subject = f.subject.map_or("", |s| &study.entity(s).id);
                    format!("{subject} {} {:?} {:?}", study.property(f.property).name, f.value, study.cell(f.at))
                })
                .collect();
            facts.sort();
            facts
        };
        prop_assert_eq!(facts(&(0..rows.len()).collect::<Vec<_>>()), facts(&shuffled));
    }
}
