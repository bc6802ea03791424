//! Cases and theses of a small study: what differs, what does not follow, what rests on nothing yet.

use milieu_study::world::Memory;
use milieu_study::{Checked, Study, compile};
use milieu_view::Site;
use serde_json::Value;

/// Two towns and a model; a product per head in two currencies, one of which does not follow; theses
/// resting on facts that contradict each other, ties, codes, a whole entity, things not run or not there.
fn study() -> Checked<Study> {
    compile(&Memory::of(&[
        ("study.toml", "title = \"T\"\nlanguages = [\"en\"]\n"),
        (
            "sources.bib",
            "@book{k, title={T}, author={Li, D.}, date={2020}}\n@book{bank, title={B}, author={Bank}, date={2014}}\n",
        ),
        (
            "codebook.toml",
            r#"[[kinds]]
code = "lab"
table = "places"
label = { en = "Workshop", fr = "Atelier" }
[[relations]]
code = "spawned"
label = { en = "gave rise to", zh = "孵化" }
layer = "organisational"
[[variables]]
code = "dynamics"
table = "cases"
type = "text"
label = "Dynamics"
definition = "Who drives it."
[[variables]]
code = "examples"
table = "cases"
type = "text"
label = "Examples"
[[indicators]]
code = "gdp"
unit = "billion yuan"
label = "Product"
[[indicators]]
code = "people"
unit = "people"
label = "People"
[[indicators]]
code = "head"
unit = "thousand US dollars"
ratio = ["gdp", "people"]
label = "Product per head"
[[indicators]]
code = "rate"
unit = "yuan per US dollar"
label = "Rate"
"#,
        ),
        ("territories.csv", "id,name,level,source\neast,East,county,k\nwest,West,county,k\n"),
        (
            "places.csv",
            "id,kind,name,opened,status,notes,source\na,lab,A,2009,closed,,k\nb,lab,B,2011,active,,k\nc,lab,C,,,,k\n",
        ),
        ("concepts.csv", "id,en,source\nmodel,Model,k\n"),
        ("claims.csv", "entity,property,value,status,source\na,opened,2012,conflict,k\na,opened,1999,rejected,k\n"),
        ("ties.csv", "from,to,relation,source\na,b,spawned,k\na,c,spawned,k\n"),
        (
            "cases.csv",
            "case,dimension,value,notes,source\neast,dynamics,From above,,k p. 1\nwest,dynamics,From below,,k p. 1\n\
             model,examples,a; b,Two,k\nwest,examples,none known,,k\n",
        ),
        (
            "observations.csv",
            "entity,indicator,period,value,notes,source\neast,gdp,2013,254,,k\neast,people,2013,2460000,,k\n\
             east,head,2013,14,Printed so,k\neast,head,2013,16.9,,k\nwest,head,,20,,k\nwest,rate,2013,6.1,,bank\n",
        ),
        (
            "arguments.csv",
            "id,thesis,side,statement,evidence,notes,source\n\
             t1,Short lives,for,It gave rise to others,a.opened; a.relation; a.kind,,k p. 3\n\
             t2,Short lives,against,Nobody counted,,Not yet,k\n\
             u1,Another,question,Would it hold?,analysis:survival; scenario:x; model; nothing.here; c.opened,,k\n\
             t3,Short lives,context,Worth it,east.head,,k\n",
        ),
    ]))
}

fn page(path: &str) -> Value {
    let checked = study();
    let site = Site::new(checked, "0", false);
    serde_json::from_slice(&site.file(path).unwrap_or_else(|| panic!("{path}"))).expect("a page is JSON")
}

#[test]
fn cases_side_by_side() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&page("data/compare.json")).expect("JSON can be printed"));
}

#[test]
fn theses_and_what_they_rest_on() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&page("data/debates.json")).expect("JSON can be printed"));
}

#[test]
fn a_number_in_thousands_is_compared_in_ones() {
    let page = page("data/compare.json");
    let verdicts: Vec<(&str, f64)> = page["ratios"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|r| (r["verdict"].as_str().expect("a word"), r["stated_value"].as_f64().expect("a number")))
        .collect();
    assert_eq!(verdicts, [("differs", 14_000.0), ("follows", 16_900.0)]);
    assert_eq!(page["unchecked"].as_array().map(Vec::len), Some(1));
}

#[test]
fn only_what_can_be_looked_up_supports() {
    let page = page("data/debates.json");
    let supported =
        |thesis: usize, argument: usize| page["theses"][thesis]["arguments"][argument]["supported"].as_bool();
    assert_eq!(supported(0, 0), Some(true));
    assert_eq!(supported(0, 1), Some(false));
    // Of five pieces only the entity is there.
    let there: Vec<bool> = page["theses"][1]["arguments"][0]["rests_on"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|piece| piece["there"].as_bool().expect("yes or no"))
        .collect();
    assert_eq!(there, [false, false, true, false, false]);
    assert_eq!(page["theses"][0]["arguments"][0]["rests_on"][0]["value"]["text"], "2009 ≠ 2012");
    assert_eq!(page["theses"][0]["arguments"][0]["rests_on"][1]["words"]["en"], "gave rise to B; gave rise to C");
}
