//! What holds on every page of any study, tried on generated ones.

mod generated;

use std::collections::BTreeSet;
use std::sync::Arc;

use milieu_study::{Checked, Study, compile};
use milieu_view::Site;
use serde_json::Value;

fn study() -> Checked<Study> {
    compile(&generated::study(300))
}

fn page(site: &Site, path: &str) -> Value {
    serde_json::from_slice(&site.file(path).unwrap_or_else(|| panic!("{path}"))).expect("a page is JSON")
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (first, second) = (study(), study());
    let (first, second) = (Site::new(first, "0", true), Site::new(second, "0", true));
    let paths = first.paths();
    assert_eq!(paths, second.paths());
    assert!(paths.len() > 300);
    for path in paths {
        assert_eq!(first.file(&path), second.file(&path), "{path}");
    }
}

#[test]
fn every_value_finds_its_evidence_and_no_evidence_is_idle() {
    let checked = study();
    let site = Site::new(checked, "0", false);
    let mut values = 0;
    for path in site.paths() {
        let page = page(&site, &path);
        let Some(evidence) = page.get("evidence").and_then(|e| e["written"].as_array()) else { continue };
        let mut used = BTreeSet::new();
        indices(&page, &mut used);
        // In a run of statements, what each is about is found by its place.
        used.extend((0..).zip(page["about"].as_array().into_iter().flatten()).map(|(at, _)| at));
        let wanted: BTreeSet<u64> = (0..evidence.len() as u64).collect();
        assert_eq!(used, wanted, "{path}");
        values += used.len();
    }
    assert!(values > 1000, "{values}");
}

/// Indices of all lists called `evidence` that hold numbers.
fn indices(value: &Value, found: &mut BTreeSet<u64>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_array() {
                    Some(list) if key == "evidence" => found.extend(list.iter().filter_map(Value::as_u64)),
                    _ => {}
                }
                indices(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|v| indices(v, found)),
        _ => {}
    }
}

#[test]
fn every_cell_of_evidence_holds_what_is_shown_as_written() {
    let checked = Arc::new(study());
    let site = Site::new(Arc::clone(&checked), "0", false);
    let headings = page(&site, "data/headings.json");
    for path in ["data/entity/p20.json", "data/statements/0.json", "data/overview.json"] {
        let page = page(&site, path);
        let list = |name: &str| page["evidence"][name].as_array().unwrap();
        for (written, cell) in list("written").iter().zip(list("cells")) {
            let cell: Vec<usize> = cell.as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
            let &[table, column, line, character] = &*cell else { panic!("{cell:?}") };
            let table = &headings["tables"][table];
            let file = checked.value.files.iter().find(|f| f.path == table["file"].as_str().unwrap()).unwrap();
            assert_eq!(
                file.line(1).split(',').nth(column).unwrap().trim(),
                table["headers"][column],
                "{path}: {written}"
            );
            let rest: String = file.line(line as u32).chars().skip(character - 1).collect();
            let written = written.as_str().unwrap();
            assert!(rest.trim_start_matches('"').starts_with(written), "{path}: {written} in {rest}");
        }
    }
}

/// A number on the overview is the length of what its route lists.
#[test]
fn every_count_is_the_length_of_its_list() {
    let checked = study();
    let site = Site::new(checked, "0", false);
    let (overview, atlas) = (page(&site, "data/overview.json"), page(&site, "data/atlas.json"));
    let head = page(&site, "data/head.json");
    let places = atlas["places"].as_array().unwrap();
    let sources = page(&site, "data/sources.json");
    let sources = sources["sources"].as_array().unwrap();
    let index = page(&site, "data/statements.json");
    let statements = index["cites"].as_array().unwrap();
    let from_the_list = |cited: &Value| cited.as_array().unwrap().iter().any(|s| s.as_u64() < index["listed"].as_u64());
    for count in overview["counts"].as_array().unwrap() {
        let route = count["route"].as_str().unwrap();
        let listed = match route.split_once('?').unwrap_or((route, "")) {
            ("#/places", query) => places.iter().filter(|p| fits(p, &atlas, query)).count(),
            ("#/sources", "") => sources.len(),
            ("#/sources", "cited=yes") => sources.iter().filter(|s| s["statements"] != 0).count(),
            ("#/statements", "") => statements.len(),
            ("#/statements", "sourced=yes") => statements.iter().filter(|cited| from_the_list(cited)).count(),
            ("#/", "show=contradictions") => overview["contradictions"].as_array().unwrap().len(),
            _ => panic!("no page lists {route}"),
        };
        assert_eq!(count["value"], listed, "{route}");
        if let Some(of) = count["of"].as_u64() {
            assert!(listed as u64 <= of, "{route}");
        }
    }
    for kind in overview["kinds"].as_array().unwrap() {
        let listed = places.iter().filter(|p| p["kind"] == kind["kind"]).count();
        assert_eq!(kind["places"], listed, "{kind}");
        assert!(kind["kind"].is_null() || head["kinds"].get(kind["kind"].as_u64().unwrap() as usize).is_some());
    }
    for territory in overview["territories"].as_array().unwrap() {
        if let Some(id) = territory["id"].as_str() {
            let listed = places.iter().filter(|p| lies_in(p, &atlas, id)).count();
            assert_eq!(territory["places"], listed, "{id}");
        }
    }
    let total: f64 = overview["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|y| y["opened"].as_f64().unwrap() + y["opened_uncertain"].as_f64().unwrap())
        .sum();
    let dated = overview["counts"].as_array().unwrap().iter().find(|c| c["id"] == "dated").unwrap();
    assert!((total - dated["value"].as_f64().unwrap()).abs() < 0.01, "{total}");
}

/// The filter of the web side, for the queries of the overview.
fn fits(place: &Value, atlas: &Value, query: &str) -> bool {
    let (name, wanted) = query.split_once('=').unwrap_or(("", ""));
    let is = match name {
        "" => return true,
        "dated" => !place["life"]["start"].is_null(),
        "ended" => !place["life"]["end"].is_null(),
        "located" => place["positions"].as_array().unwrap().iter().any(|p| p["from_territory"] == false),
        "sourced" => place["sources"] != 0,
        "contradictions" => place["contradictions"] != 0,
        _ => {
            let code = name.strip_prefix("v.").expect("a filter");
            let filters = atlas["filters"].as_array().unwrap();
            let i = filters.iter().position(|f| f["code"] == code).expect("a known filter");
            let given = place["codes"][i].as_array().unwrap();
            return given.iter().any(|v| filters[i]["values"][v.as_u64().unwrap() as usize]["code"] == wanted);
        }
    };
    is == (wanted == "yes")
}

fn lies_in(place: &Value, atlas: &Value, id: &str) -> bool {
    let mut at = place["territory"].as_u64();
    while let Some(i) = at {
        let territory = &atlas["territories"][i as usize];
        if territory["id"] == id {
            return true;
        }
        at = territory["parent"].as_u64();
    }
    false
}

/// A place has as many sources on the atlas as its own page lists.
#[test]
fn the_atlas_and_the_page_of_a_place_name_as_many_sources() {
    let checked = study();
    let site = Site::new(checked, "0", false);
    let atlas = page(&site, "data/atlas.json");
    let mut sourced = 0;
    for place in atlas["places"].as_array().unwrap() {
        let own = page(&site, &format!("data/entity/{}.json", place["id"].as_str().unwrap()));
        assert_eq!(place["sources"], own["sources"].as_array().unwrap().len(), "{}", place["id"]);
        sourced += usize::from(place["sources"] != 0);
    }
    assert!(sourced > 100, "{sourced}");
}

/// Whatever a study's files hold, every page comes out, and nothing else.
#[test]
fn broken_studies_have_pages_too() {
    const BYTES: &[u8] = b",\"\n\r;~./-0[{%\xff\xe6<";
    let mut state = 1_u64;
    // Knuth's linear congruential generator; its high bits are random enough to break files with.
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for _ in 0..60 {
        let mut world = generated::study(12);
        for bytes in world.0.values_mut() {
            for _ in 0..random(12) {
                let at = random(bytes.len());
                match random(3) {
                    0 => bytes[at] = BYTES[random(BYTES.len())],
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, BYTES[random(BYTES.len())]),
                }
            }
        }
        let checked = compile(&world);
        let site = Site::new(checked, "0", false);
        for path in site.paths() {
            assert!(page(&site, &path).is_object(), "{path}");
        }
    }
}

/// The atlas is read whole by a browser: ten thousand places stay below three million bytes.
#[test]
fn the_atlas_of_ten_thousand_places_is_small() {
    let checked = compile(&generated::study(10_000));
    assert!(checked.value.facts.len() > 50_000, "{}", checked.value.facts.len());
    let atlas = Site::new(checked, "0", false).file("data/atlas.json").unwrap();
    assert!(atlas.len() < 3_000_000, "{}", atlas.len());
}
