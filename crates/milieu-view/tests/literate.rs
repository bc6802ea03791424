//! The pages of a small study in which much goes wrong, as a person would get them.

use milieu_study::world::Memory;
use milieu_study::{Checked, Study, compile};
use milieu_view::Site;
use serde_json::Value;

/// Three openings of one place, a move, three datums, an end nobody dates, a row without a source,
/// HTML in cells, ids that are no file names, boundaries that are none.
fn study() -> Checked<Study> {
    compile(&Memory::of(&[
        (
            "study.toml",
            r#"title = { en = "Small <b>study</b>", zh = "小研究" }
languages = ["en", "zh"]
window = "2009/2018"
"#,
        ),
        (
            "codebook.toml",
            r#"[[kinds]]
code = "coworking"
table = "places"
label = { en = "Coworking space", zh = "联合办公空间", fr = "Espace de coworking" }
[[schemes]]
code = "form"
label = "Form"
[[schemes.codes]]
code = "open"
label = { en = "Open", zh = "开放" }
[[variables]]
code = "hosted"
table = "places"
type = "bool"
label = "Hosted"
"#,
        ),
        (
            "sources.bib",
            r#"@article{sh2016, author={Li, D. and Wu, E.}, title={On <i>places</i>}, date={2016}, langid={english}, url={javascript:alert(1)}}
@online{Blog, author={Xin}, title={Blog}, date={2012-03}, url={https://example.org/blog}}
@online{blog, author={Yan}, title={Other blog}}
"#,
        ),
        ("citations.csv", "id,source,locator,quote\nq1,Blog,2011-05-02,\"we opened <now>\"\n"),
        (
            "territories.csv",
            "id,name,name_zh,level,parent,lat,lon,crs,source\n\
             cn,China,中国,country,,,,,sh2016\n\
             sh,Shanghai,上海,province,cn,31.23,121.47,wgs84,sh2016\n",
        ),
        (
            "places.csv",
            "id,kind,name,name_zh,opened,opened.source,closed,status,last_confirmed,territory,lat,lon,crs,hosted,notes,source\n\
             xindanwei,coworking,Xindanwei,新单位,2009-06~,Blog,2013,closed,,sh,,,,yes,\"Three, openings\",sh2016 p. 7\n\
             moved,lab,Moved,,2010,,,active,2015-06,sh,31.2,121.4,bd09,no,,q1\n\
             lost,,Lost,,,,,closed,,cn,,,,,,sh2016\n\
             heard,,Heard,,2011,,,,,sh,,,,,,Blog\n\
             SH,,\"<script>alert(1)</script>\",,../2012,,,,,,31.3,121.5,unknown,,,\n\
             ../a b,,Odd,,,,,,,,,,,,,sh2016\n",
        ),
        (
            "sites.csv",
            "id,place,address,lat,lon,crs,valid,source\n\
             moved.1,moved,\"1, First Road\",31.21,121.41,gcj02,2010/2012,sh2016\n\
             moved.2,moved,Second Road,31.22,121.42,unknown,,Blog\n",
        ),
        (
            "spells.csv",
            "place,site,status,from,to,exit_reason,successor,source\n\
             moved,moved.2,active,2012,,,,Blog\nxindanwei,,closed,2013,,money,moved,sh2016\n",
        ),
        ("names.csv", "entity,text,lang,script,type,source\nxindanwei,Xīn Dānwèi,zh-Latn,Latn,pinyin,Blog\n"),
        (
            "claims.csv",
            "entity,property,value,unit,status,certainty,coder,notes,source\n\
             xindanwei,opened,2010,,conflict,stated,A,From the slides,sh2016 p. 9\n\
             xindanwei,opened,2011,,conflict,,,,nobody\n\
             moved,opened,1999,,rejected,,,,sh2016\n",
        ),
        ("matches.csv", "record_a,record_b,decision,reason,source\nregister:7,moved,same,Same street,sh2016\n"),
        ("codings.csv", "entity,scheme,code,coder,source\nmoved,form,open,A,sh2016\n"),
        ("ties.csv", "from,to,relation,layer,valid,source\nxindanwei,moved,hosted,physical,2010/2011,sh2016\n"),
        (
            "observations.csv",
            "entity,indicator,period,value,unit,source\nsh,gdp,2013,2.5,yuan,sh2016\nsh,gdp,2013,2.6,yuan,Blog\n",
        ),
        ("concepts.csv", "id,zh,pinyin,en,definition,source\ndanwei,单位,,work unit,Employer,sh2016\n"),
        (
            "arguments.csv",
            "id,thesis,side,statement,evidence,source\narg,Places die,for,It did,xindanwei.opened; moved.closed,sh2016\n",
        ),
        (
            "notes/field.md",
            "# Field\n\n[[xindanwei]] <img src=x onerror=alert(1)> [@sh2016, p. 7] [x](javascript:alert(1))\n",
        ),
        ("geo/sh.geojson", r#"{"type":"Point","coordinates":[121.4,31.2],"extra":1}"#),
        ("geo/not.geojson", "<html>"),
    ]))
}

fn page(path: &str) -> Value {
    let checked = study();
    let bytes = Site::new(checked, "0.0.0", false).file(path).unwrap_or_else(|| panic!("{path}"));
    serde_json::from_slice(&bytes).expect("a page is JSON")
}

/// JSON with what fits on a line on one line.
fn write_lines(value: &Value, depth: usize, out: &mut String) {
    let short = value.to_string();
    if short.chars().count() + 2 * depth <= 150 {
        out.push_str(&short);
        return;
    }
    let indent = "  ".repeat(depth + 1);
    let (open, parts, close) = match value {
        Value::Object(map) => ('{', map.iter().map(|(k, v)| (format!("{k}: "), v)).collect::<Vec<_>>(), '}'),
        Value::Array(list) => ('[', list.iter().map(|v| (String::new(), v)).collect(), ']'),
        _ => return out.push_str(&short),
    };
    out.push(open);
    for (key, part) in parts {
        out.push_str(&format!("\n{indent}{key}"));
        write_lines(part, depth + 1, out);
    }
    out.push_str(&format!("\n{}{close}", "  ".repeat(depth)));
}

macro_rules! snapshot {
    ($name:ident, $path:literal) => {
        #[test]
        fn $name() {
            let mut lines = String::new();
            write_lines(&page($path), 0, &mut lines);
            insta::assert_snapshot!(lines);
        }
    };
}

snapshot!(head, "data/head.json");
snapshot!(overview, "data/overview.json");
snapshot!(atlas, "data/atlas.json");
snapshot!(place_with_three_openings, "data/entity/xindanwei.json");
snapshot!(place_that_moved, "data/entity/moved.json");
snapshot!(sources, "data/sources.json");
snapshot!(search, "data/search.json");

#[test]
fn paths_come_in_a_fixed_order_and_none_leaves_the_site() {
    let checked = study();
    let site = Site::new(checked, "0", false);
    let paths = site.paths();
    assert_eq!(&paths[..2], ["data/head.json", "data/headings.json"]);
    assert_eq!(paths.last().map(String::as_str), Some("geo/sh.geojson"));
    let mut seen = vec![];
    for path in &paths {
        assert!(path.split('/').all(|part| !part.is_empty() && part != "." && part != ".."), "{path}");
        assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-%".contains(&b)), "{path}");
        assert!(site.file(path).is_some(), "{path}");
        seen.push(path.to_lowercase());
    }
    assert!(paths.contains(&"data/entity/..%2Fa%20b.json".to_owned()));
    // `SH` and `sh`, `Blog` and `blog`: four files, also where a disk ignores case.
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), paths.len());
}

#[test]
fn other_paths_have_no_file() {
    let checked = study();
    let site = Site::new(checked, "0", false);
    for path in [
        "",
        "data/entity/../head.json",
        "data/../study.toml",
        "data/entity/SH.json",
        "data/entity/%E4.json",
        "data/entity/%zz.json",
        "data/entity/nobody.json",
        "data/head",
        "geo/not.geojson",
        "geo/../study.toml",
    ] {
        assert!(site.file(path).is_none(), "{path}");
    }
}

#[test]
fn html_of_a_cell_stays_text_and_that_of_a_note_is_harmless() {
    assert_eq!(page("data/entity/%53%48.json")["title"]["en"], "<script>alert(1)</script>");
    let notes = page("data/entity/xindanwei.json");
    let html = notes["notes"][0]["html"].as_str().unwrap();
    assert!(html.contains("#/place/xindanwei") && html.contains("#/source/sh2016"), "{html}");
    assert!(!html.contains("<img") && !html.contains("javascript:"), "{html}");
    // An address that is not of the web is not led to.
    assert_eq!(page("data/source/sh2016.json")["source"]["url"], Value::Null);
}

#[test]
fn a_rejected_statement_stays_in_sight() {
    let page = page("data/entity/moved.json");
    let opened = page["properties"].as_array().unwrap().iter().find(|p| p["property"] == "opened").unwrap();
    let last = opened["value"]["evidence"].as_array().unwrap().last().unwrap().as_u64().unwrap();
    assert_eq!(
        (&opened["value"]["text"], &page["evidence"]["written"][last as usize]),
        (&"2010".into(), &"1999".into())
    );
    assert_eq!(page["evidence"]["qualifiers"][last.to_string()]["status"], "rejected");
}

#[test]
fn an_argument_leads_to_the_statements_it_names() {
    let page = page("data/entity/arg.json");
    let evidence = page["properties"].as_array().unwrap().iter().find(|p| p["property"] == "evidence").unwrap();
    let named: Vec<&str> = evidence["value"]["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| page["evidence"]["written"][i.as_u64().unwrap() as usize].as_str().unwrap())
        .collect();
    assert_eq!(named, ["xindanwei.opened; moved.closed", "2009-06~", "2010", "2011"]);
}

#[test]
fn words_that_contradict_each_other_are_decided_by_the_ranking() {
    let checked = compile(&Memory::of(&[
        ("places.csv", "id,address,source\na,First Road,k\n"),
        ("claims.csv", "entity,property,value,source\na,address,Second Road,k\n"),
        ("sources.bib", "@misc{k, title={T}}\n"),
    ]));
    let bytes = Site::new(checked, "0", false).file("data/overview.json").unwrap();
    let page: Value = serde_json::from_slice(&bytes).unwrap();
    let contradiction = &page["contradictions"][0];
    assert_eq!((&contradiction["used"], &contradiction["rule"]), (&"First Road".into(), &"ranking".into()));
}
