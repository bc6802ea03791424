//! The pages of plans and of zones, on a study small enough to check by hand.

use std::collections::BTreeSet;

use milieu_study::world::Memory;
use milieu_study::{Checked, Study, compile};
use milieu_view::Site;
use serde_json::Value;

fn study() -> Checked<Study> {
    compile(&Memory::of(&[
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
        (
            "codebook.toml",
            "[[indicators]]\ncode = \"growth\"\nunit = \"%\"\nlabel = { en = \"Growth\", zh = \"增长\" }\n\
             [[variables]]\ncode = \"approved\"\ntable = \"territories\"\ntype = \"edtf\"\nlabel = \"Approved\"\n\
             [[relations]]\ncode = \"rests_on\"\nlabel = \"Rests on\"\n",
        ),
        (
            "territories.csv",
            "id,name,level,parent,approved,lat,lon,crs,source\ncn,China,country,,,,,,k\njs,Jiangsu,province,cn,,32.1,118.8,wgs84,k\n\
             gd,Guangdong,province,cn,,,,,k\nks,Kunshan,county,js,,31.4,120.9,wgs84,k\n\
             z1,Zone of Kunshan,zone,ks,1992,,,,k\nz2,Zone without a year,zone,gd,,,,,k\n",
        ),
        ("actors.csv", "id,name,source\nnpc,Congress,k\n"),
        (
            "policies.csv",
            "id,title,level,kind,territory,parent,issuer,issued,valid,source\n\
             idea,An idea,national,doctrine,cn,,,,,k\n\
             other,Another idea,national,doctrine,cn,,,1978,,k\n\
             plan,The plan,national,plan,cn,idea,npc,2016-03-16,2016/2020,k\n\
             city,A city’s plan,local,plan,ks,plan,,2017,,k\n",
        ),
        ("ties.csv", "from,to,relation,source\nplan,other,rests_on,k\n"),
        (
            "stages.csv",
            "policy,stage,from,to,actors,source\nplan,approval,2016-03-16,2016-03-16,npc,k\nplan,drafting,2014~,,,k\nplan,research,,,,k\n",
        ),
        (
            "instruments.csv",
            "policy,code,name,territory,budget,unit,source\nplan,Money,A fund,cn,100,billion yuan,k\nplan,Rules,A visa,cn,,,k\n",
        ),
        (
            "targets.csv",
            "id,policy,indicator,territory,parent_target,nature,form,value,unit,year,source\n\
             t-cn,plan,growth,cn,,anticipatory,range,6-6.5,%,2019,k\n\
             t-js,,growth,js,t-cn,,level,7,%,2019,k\n\
             t-gd,,growth,gd,t-cn,,qualitative,about the same,,2019,k\n\
             later,plan,growth,cn,,binding,deferred,set each year,,2020,k\n",
        ),
        (
            "observations.csv",
            "entity,indicator,period,value,unit,source\njs,growth,2019,6.1,%,k\nks,growth,2019,6.4,%,k\ncn,growth,2020,2.3,%,k\n",
        ),
        (
            "events.csv",
            "id,kind,name,when,level,place,territory,actors,source\n\
             founded,,An academy is founded,1949-11,national,,cn,npc,k\n\
             soon,,A goal without a date,,national,,cn,,k\n\
             local,,A street party,2010,local,,cn,,k\n\
             town,,A law of one town,2011,national,,ks,,k\n",
        ),
    ]))
}

fn page(name: &str) -> Value {
    let checked = study();
    let errors: Vec<String> =
        checked.diagnostics.iter().map(|d| format!("{d:?}")).filter(|d| d.contains("Error")).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let site = Site::new(checked, "0", false);
    let path = format!("data/{name}.json");
    assert!(site.paths().contains(&path));
    serde_json::from_slice(&site.file(&path).expect(name)).expect("JSON")
}

fn named<'a>(list: &'a Value, id: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id}"))
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

/// Everything with `evidence` that a page shows, as (text or value, indices).
fn evidence(value: &Value, found: &mut BTreeSet<u64>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner.as_array() {
                    Some(list) if key == "evidence" => found.extend(list.iter().filter_map(Value::as_u64)),
                    _ => evidence(inner, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| evidence(inner, found)),
        _ => {}
    }
}

#[test]
fn a_plan_carries_out_its_parent_and_what_its_ties_lead_to() {
    let page = page("plans");
    let policies = &page["policies"];
    let parents: Vec<u64> =
        named(policies, "plan")["parents"].as_array().unwrap().iter().map(|p| p["policy"].as_u64().unwrap()).collect();
    assert_eq!(parents, [0, 1], "idea by its row, other by a tie");
    assert_eq!(named(policies, "city")["parents"][0]["policy"], 2);
}

#[test]
fn stages_stand_in_the_contracts_order_and_keep_what_is_unknown() {
    let page = page("plans");
    let stages = named(&page["policies"], "plan")["stages"].as_array().unwrap();
    let order: Vec<&str> = stages.iter().map(|s| s["stage"]["code"].as_str().unwrap()).collect();
    assert_eq!(order, ["research", "drafting", "approval"]);
    assert_eq!((stages[0]["start"].is_null(), stages[0]["text"]["text"].as_str()), (true, Some("")));
    // `2014~` with the default tolerance of a year: somewhere from 2013 to 2015; no end is made up.
    assert_eq!(stages[1]["start"], serde_json::json!([2013.0, 2016.0]));
    assert!(stages[1]["end"].is_null());
    assert_eq!(stages[1]["text"]["text"], "2014~ → ?");
}

#[test]
fn only_the_same_year_is_attainment_and_words_stay_words() {
    let page = page("plans");
    let targets = &page["targets"];
    let js = named(targets, "t-js");
    assert_eq!(js["gap"]["value"], -0.9);
    assert_eq!(js["gap"]["evidence"].as_array().unwrap().len(), 2, "the target and the observation");
    let nation = named(targets, "t-cn");
    assert!(nation["gap"].is_null());
    assert_eq!(nation["unattained"]["en"], "observed in other years, not in that of the target");
    assert_eq!(nation["observed"][0]["calendar_year"], 2020);
    assert_eq!(nation["range"], serde_json::json!([6.0, 6.5]));
    let words = named(targets, "t-gd");
    assert_eq!((words["range"].is_null(), words["value"]["text"].as_str()), (true, Some("about the same")));
}

#[test]
fn a_county_without_a_target_is_found_by_its_observation() {
    let page = page("plans");
    let found = page["untargeted"].as_array().unwrap();
    let where_: Vec<&str> = found
        .iter()
        .map(|u| page["territories"][u["territory"].as_u64().unwrap() as usize]["id"].as_str().unwrap())
        .collect();
    // China’s growth of 2020 has a target, in words; Jiangsu’s of 2019 too.
    assert_eq!(where_, ["ks"]);
}

#[test]
fn amplification_names_whom_it_leaves_out() {
    let page = page("plans");
    let one = &page["amplifications"][0];
    assert_eq!(page["levels"][one["level"].as_u64().unwrap() as usize]["code"], "province");
    assert_eq!(one["mean"]["value"], 0.75);
    assert_eq!(ids(&one["left_out"][0]["entities"]), ["t-gd"]);
}

#[test]
fn the_timeline_follows_its_rule() {
    let page = page("plans");
    let timeline: Vec<&str> =
        page["timeline"].as_array().unwrap().iter().map(|m| m["what"]["id"].as_str().unwrap()).collect();
    assert_eq!(timeline, ["founded", "other", "plan"]);
    assert_eq!(ids(&page["undated"]), ["idea", "soon"]);
    assert_eq!(page["timeline"][0]["institutions"][0]["id"], "npc");
}

#[test]
fn families_keep_their_order_and_a_blank_budget() {
    let page = page("plans");
    let families: Vec<&str> =
        page["families"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(families, ["Money", "Rules"]);
    assert_eq!(page["families"][0]["instruments"][0]["budget"]["text"], "100");
    assert!(page["families"][1]["instruments"][0]["budget"].is_null());
}

#[test]
fn zones_stand_where_their_territory_does_and_say_so() {
    let page = page("zones");
    let zones = &page["zones"];
    assert_eq!(ids(zones), ["z1", "z2"]);
    let first = named(zones, "z1");
    assert_eq!(first["position"]["from_territory"], true);
    assert_eq!(first["position"]["lat"], 31.4);
    assert_eq!(first["province"]["id"], "js");
    assert_eq!(first["bounds"], serde_json::json!([1992.0, 1993.0]));
    let second = named(zones, "z2");
    assert!(second["position"].is_null() && second["bounds"].is_null() && second["dated"].is_null());
    assert_eq!(page["dated_by"]["en"], "Approved");
}

#[test]
fn every_statement_is_used_and_every_use_is_there() {
    for name in ["plans", "zones"] {
        let page = page(name);
        let mut used = BTreeSet::new();
        evidence(&page, &mut used);
        let all = page["evidence"]["written"].as_array().unwrap().len() as u64;
        assert_eq!(used, (0..all).collect(), "{name}");
    }
}
