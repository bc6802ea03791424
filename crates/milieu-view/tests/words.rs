//! The pages of words and of the glossary, on a study small enough to check by hand.

use milieu_study::compile;
use milieu_study::world::Memory;
use milieu_view::Site;
use serde_json::Value;

fn page(name: &str) -> Value {
    let checked = compile(&Memory::of(&[
        ("study.toml", "title = \"T\"\nlanguages = [\"en\", \"zh\"]\n"),
        (
            "sources.bib",
            "@article{li2016, author={Li, D.}, title={A}, date={2016}}\n@online{blog, author={Xin}, title={B}}\n",
        ),
        (
            "codebook.toml",
            "[[variables]]\ncode = \"character_of_the_week\"\ntable = \"concepts\"\ntype = \"bool\"\nlabel = \"Week\"\n",
        ),
        (
            "concepts.csv",
            "id,zh,en,definition,character_of_the_week,source\nmake,创,to create,,yes,li2016\n\
             maker,创客,maker,Who makes,no,li2016\nspace,眾創空間,maker space,A space of makers,,blog\ncity,智慧城市,smart city,,,blog\n",
        ),
        (
            "arguments.csv",
            "id,side,statement,source\na,question,Maker spaces serve the smart city,li2016\nb,question,智慧城市與創客,blog\n",
        ),
        ("notes/walk.md", "# A walk\n\nIn the smart city [@li2016] no maker space was open.\n"),
    ]));
    let file = Site::new(checked, "0", false).file(&format!("data/{name}.json")).expect("a page");
    serde_json::from_slice(&file).expect("a page is JSON")
}

#[test]
fn words() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&page("words")).expect("JSON can be printed"));
}

/// The study marks a character; the words are found, in Simplified or Traditional characters.
#[test]
fn the_character_of_the_week_is_the_one_the_study_marks() {
    let page = page("glossary");
    let week = page["week"].as_array().expect("a list");
    assert_eq!(week.len(), 1, "`no` and blank mark nothing");
    assert_eq!(page["concepts"][week[0]["concept"].as_u64().expect("a number") as usize]["id"], "make");
    assert_eq!(week[0]["chosen"]["text"], "创");
    assert_eq!(week[0]["words"], serde_json::json!([1, 2]));
    let at = week[0]["chosen"]["evidence"][0].as_u64().expect("a statement") as usize;
    let property = page["evidence"]["properties"][at].as_u64().expect("a statement of a cell") as usize;
    assert_eq!(self::page("headings")["properties"][property]["en"], "Week");
}
