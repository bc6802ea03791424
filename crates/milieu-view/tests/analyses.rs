//! The pages of saved analyses: every number leads back to its cells, and a refusal is shown as one.

use milieu_study::world::Memory;
use milieu_view::Site;
use serde_json::Value;

const PLACES: &str =
    "id,name,kind,opened,area,source\na,A,x,2010,120,k\nb,B,x,2011,80,k\nc,C,y,2012,,k\nd,D,y,2013,60,k\n";

fn site(analyses: &[(&str, &str)]) -> Site {
    let mut files = vec![
        ("study.toml", "title = \"T\""),
        ("places.csv", PLACES),
        ("sources.bib", "@misc{k, title={T}, date={2016}}"),
        ("codebook.toml", "[[variables]]\ncode = \"area\"\ntype = \"number\"\n"),
        ("arguments.csv", "id,thesis,statement,evidence,source\nx,T,S,analysis:areas,k\n"),
    ];
    files.extend(analyses);
    Site::new(milieu_study::compile(&Memory::of(&files)), "0", false)
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_slice(&site.file(path).unwrap_or_else(|| panic!("{path}"))).unwrap()
}

const AREAS: &str = "title = { en = \"Areas\", zh = \"面积\" }\nquestion = \"How large?\"\nmethod = \"describe\"\n\
                     limits = [\"Few places\"]\nsources = [\"k\"]\n[input]\nfile = \"places.csv\"\nkeep = { kind = [\"x\", \"y\"] }\n\
                     [options]\ncolumns = \"area\"\ngroup = \"kind\"\n";

#[test]
fn a_number_leads_back_to_its_cells() {
    let site = site(&[("analyses/areas.toml", AREAS)]);
    let page = json(&site, "data/analysis/areas.json");
    assert_eq!(page["status"], "answered", "{page}");
    let numbers = page["result"]["numbers"].as_array().unwrap();
    let of_x = numbers.iter().find(|n| n["id"] == "median.area.x").unwrap();
    assert_eq!(of_x["value"], 100.0);
    let rows: Vec<usize> = of_x["rows"].as_array().unwrap().iter().map(|r| r.as_u64().unwrap() as usize).collect();
    let case = &page["input"]["rows"][rows[1]];
    assert_eq!((&case["label"], &case["line"]), (&"b".into(), &3.into()));
    let statements = page["evidence"]["written"].as_array().unwrap();
    let written: Vec<&str> = case["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| statements[s.as_u64().unwrap() as usize].as_str().unwrap())
        .collect();
    assert!(written.contains(&"80"), "{written:?}");
    assert_eq!(page["result"]["left_out"][0]["rows"], serde_json::json!([2]));
    assert_eq!(page["arguments"][0]["id"], "x");
    assert_eq!(page["limits"][0]["en"], "Few places");
    assert_eq!(page["sources"][0]["key"], "k");
    assert_eq!(page["parameters"][0]["said"], true);

    let list = json(&site, "data/analyses.json");
    assert_eq!(list["analyses"][0]["headline"]["id"], "median.area");
    assert_eq!(list["analyses"][0]["figure"], "intervals");
}

#[test]
fn its_files_are_listed_and_hold_every_row() {
    let site = site(&[("analyses/areas.toml", AREAS)]);
    let paths = site.paths();
    for path in ["data/analysis/areas.json", "data/answer/areas.json", "data/answer/areas.description.csv"] {
        assert!(paths.iter().any(|p| p == path), "{path} is not in {paths:?}");
    }
    let csv = String::from_utf8(site.file("data/answer/areas.description.csv").unwrap()).unwrap();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.starts_with("column,group,n,missing,mean,sd,min,q1,median,q3,max\narea,,3,1,"), "{csv}");
    let answer = json(&site, "data/answer/areas.json");
    assert_eq!(answer["analysis"], "areas");
    assert_eq!(answer["sheets"][0]["rows"].as_array().unwrap().len(), 3);
    assert!(site.file("data/answer/areas.other.csv").is_none());
}

#[test]
fn a_refusal_is_shown_with_its_reason_and_its_cases() {
    let none = AREAS.replace("[\"x\", \"y\"]", "\"y\"").replace("\"area\"\ngroup", "\"name\"\ngroup");
    let site = site(&[("analyses/areas.toml", &none)]);
    let page = json(&site, "data/analysis/areas.json");
    assert_eq!(page["status"], "refused");
    assert_eq!(page["result"], Value::Null);
    assert_eq!(page["refusal"]["name"], "not-a-number");
    assert_eq!(page["refusal"]["at"], "analyses/areas.toml:10");
    assert_eq!(page["input"]["rows"].as_array().unwrap().len(), 2);
    assert!(!site.paths().iter().any(|p| p.starts_with("data/answer/")));

    let misspelt = AREAS.replace("\"area\"\ngroup", "\"areas\"\ngroup");
    let page = json(&self::site(&[("analyses/areas.toml", &misspelt)]), "data/analysis/areas.json");
    assert_eq!((&page["status"], &page["refusal"]["name"]), (&"misasked".into(), &"no-such-column".into()));
}

#[test]
fn what_was_not_asked_for_is_told() {
    let one = AREAS.replace("[\"x\", \"y\"]", "\"x\"");
    let page = json(&site(&[("analyses/areas.toml", &one)]), "data/analysis/areas.json");
    let left = &page["result"]["left_out"][0];
    assert_eq!((&left["detail"], &left["count"]), (&"kind".into(), &2.into()));
    assert_eq!(left["entities"].as_array().unwrap().len(), 2);
    assert_eq!(page["result"]["used_count"], 2);
}

const POSTS: &str = "title = \"Posts\"\nmethod = \"describe\"\n[input]\noutside = \"posts.csv\"\nsource = \"k\"\n\
                     command = \"fetch them\"\n[options]\ncolumns = \"n\"\n";

#[test]
fn an_input_outside_the_study_shows_the_kept_result_or_that_there_is_none() {
    let site = site(&[("analyses/posts.toml", POSTS)]);
    let page = json(&site, "data/analysis/posts.json");
    assert_eq!((&page["status"], &page["kept"]["command"]), (&"absent".into(), &"fetch them".into()));
    let kept = r#"{"version": "0.1.0", "settings": "0", "input": "1", "result": {"numbers": [{"id": "n", "label":
        {"en": "values"}, "of": "", "value": 3, "word": "", "interval": null, "p": null, "rows": null}], "sheets": [],
        "figures": [], "notes": [], "used": [], "used_count": 3, "left_out": [], "seed": null}}"#;
    let site = self::site(&[("analyses/posts.toml", POSTS), ("analyses/posts.result.json", kept)]);
    let page = json(&site, "data/analysis/posts.json");
    assert_eq!(page["status"], "kept");
    assert_eq!((&page["kept"]["stale"], &page["kept"]["version"]), (&true.into(), &"0.1.0".into()));
    assert_eq!(page["result"]["numbers"][0]["value"], 3.0);
    assert_eq!(json(&site, "data/analyses.json")["analyses"][0]["stale"], true);
}

#[test]
fn an_argument_shows_the_answer_it_rests_on_in_one_line() {
    let headed = AREAS.replace("method = ", "headline = \"median.area.y\"\nmethod = ");
    let piece = |toml: &str| {
        let page = json(&site(&[("analyses/areas.toml", toml)]), "data/debates.json");
        page["theses"][0]["arguments"][0]["rests_on"][0].clone()
    };
    let answered = piece(&headed);
    assert_eq!((&answered["there"], &answered["analysis"]["status"]), (&true.into(), &"answered".into()));
    let headline = &answered["analysis"]["headline"];
    assert_eq!((&headline["id"], &headline["value"]), (&"median.area.y".into(), &60.0.into()));
    let refused = piece(&AREAS.replace("\"area\"\ngroup", "\"name\"\ngroup"));
    assert_eq!(refused["analysis"]["status"], "refused");
    assert_eq!(refused["analysis"]["headline"], Value::Null);
    let none = json(&site(&[]), "data/debates.json");
    let none = &none["theses"][0]["arguments"][0]["rests_on"][0];
    assert_eq!((&none["there"], &none["analysis"]), (&false.into(), &Value::Null));
}

const LIVES: &str = "title = \"Lives\"\nmethod = \"kaplan-meier\"\n[input]\nfrom = \"lifespans\"\n[options]\n\
                     time = \"time\"\nevent = \"end\"\nevent-value = \"closed\"\n";

#[test]
fn the_first_page_leads_to_the_curve_the_plans_and_the_theses() {
    let bare = json(&site(&[]), "data/overview.json");
    assert_eq!((&bare["curve"], &bare["cascade"]), (&Value::Null, &Value::Null));
    assert_eq!(bare["theses"][0]["arguments"], serde_json::json!([{ "side": "", "supported": false }]));

    let places: String = (0..12).fold("id,name,opened,closed,last_confirmed,source\n".to_owned(), |rows, i| {
        let end = if i < 8 { format!("{},", 2011 + i / 2) } else { ",2016".to_owned() };
        rows + &format!("p{i},P{i},2010,{end},k\n")
    });
    let site = site(&[
        ("analyses/areas.toml", LIVES),
        ("places.csv", &places),
        ("territories.csv", "id,name,level,parent,source\ncn,China,country,,k\ngd,Guangdong,province,cn,k\n"),
        ("policies.csv", "id,title,kind,source\ni,Idea,doctrine,k\np,Plan,plan,k\nq,Plan 2,plan,k\n"),
        (
            "targets.csv",
            "id,policy,indicator,territory,value,year,source\nt,p,gdp,cn,6,2015,k\nu,p,gdp,gd,7,2015,k\nv,q,gdp,gd,8,2016,k\n",
        ),
    ]);
    let page = json(&site, "data/overview.json");
    let curve = &page["curve"];
    assert_eq!(curve["analysis"]["id"], "areas");
    let steps = curve["figure"]["curves"][0]["steps"].as_array().unwrap();
    assert!(steps.len() > 3 && curve["figure"]["moments"].as_array().unwrap().is_empty(), "{curve}");
    let cascade = &page["cascade"];
    let counts = ["ideas", "plans", "targets", "territories"].map(|name| cascade[name].as_u64().unwrap());
    assert_eq!(counts, [1, 2, 3, 2]);
    let levels: Vec<(&str, u64)> = cascade["levels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| (l["level"]["code"].as_str().unwrap(), l["targets"].as_u64().unwrap()))
        .collect();
    assert_eq!(levels, [("country", 1), ("province", 2)]);
    assert_eq!(page["theses"][0]["arguments"][0]["supported"], true);
}
