use milieu_study::diagnostic::FileIx;

use super::*;
use crate::lever::{MAKER_PLACES, Timing};

const FULL: &str = r#"
title = "Dearer and earlier"
question = "What does rent do?"
window = "maker"
months = 120
seed = 7
size = "small"

[preset]
assets = "kunshan"
governance = "shunde"

[switches]
tournament = false
misreport-timing = "early"
siting = "maker-density"
virtual-ties = "substitute"
monitoring-costs = true
connections-only = true
outcome-targets = true

[parameters]
a-province = 2.0
move-artist = 0.01

[levers]
campaign = "2014-03"
rent = [{ value = 1.1, from = "2010-01", in = "county-2" }, { value = 1.25, from = "2012", until = "2013" }]
earmark-maker-places = 0.1
immortal = true
"#;

fn codes(text: &str) -> Vec<&'static str> {
    let mut read = read(text, FileIx(0));
    if read.value.size == Size::REGION {
        // The default is large; what is tested does not depend on it.
        read.value.size = Size::SMALL;
    }
    let planned = read.value.plan(&read.value.world());
    read.diagnostics.iter().chain(&planned.diagnostics).map(|d| d.lint.code).collect()
}

#[test]
fn a_scenario_is_read_and_planned() {
    let read = read(FULL, FileIx(0));
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let s = read.value;
    assert_eq!((s.seed, s.months, s.title.as_str()), (7, 120, "Dearer and earlier"));
    assert_eq!(s.switches.tournament, [0.0; 5]);
    assert_eq!(s.switches.timing, Timing::Early);
    assert!(s.switches.connections_only && s.switches.outcome_targets && s.switches.monitoring_costs);
    let world = s.world();
    let planned = s.plan(&world);
    assert!(planned.diagnostics.is_empty(), "{:?}", planned.diagnostics);
    let plan = planned.value;
    let steps: Vec<u32> = plan.levers.iter().map(|(step, _)| *step).collect();
    assert_eq!(steps, [0, 24, 48, 60]);
    let county = world.territories.of_level(3).start + 1;
    let below = world.territories.of_level(TOWN).find(|&z| world.territories.parent[z] as usize == county);
    let rents = |row: usize| plan.levers.iter().map(|(_, l)| l.rent.at(row)).collect::<Vec<_>>();
    assert_eq!(rents(county), [1.0, 1.1, 1.25, 1.1]);
    assert_eq!(rents(below.expect("a town")), rents(county));
    assert_eq!(rents(county + 1), [1.0, 1.0, 1.25, 1.0]);
    let first = &plan.levers[0].1;
    assert_eq!(first.campaign, Campaign::At(74));
    assert_eq!((first.earmark[MAKER_PLACES].at(0), first.immortal.at(3)), (0.1, 1.0));
}

/// What is said of the scenarios of a study written as the documentation has it; with a nation unless it has territories.
fn codes_of_study(example: &str) -> Vec<&'static str> {
    let mut files = vec![("study.toml", "title = \"T\"\n")];
    for part in example.split("--- ").skip(1) {
        files.push(part.split_once('\n').expect("a path and a text"));
    }
    if files.iter().all(|(path, _)| *path != "territories.csv") {
        files.push(("territories.csv", "id,name,level,source\ncn,China,country,k\n"));
    }
    let study = milieu_study::compile(&milieu_study::world::Memory::of(&files)).value;
    check(&study).iter().map(|d| d.lint.code).collect()
}

#[test]
fn the_documentation_of_each_finding_is_true() {
    for lint in lint::ALL {
        assert!(codes_of_study(lint.bad).contains(&lint.code), "{}: {:?}", lint.code, codes_of_study(lint.bad));
        assert_eq!(codes_of_study(lint.good), [""; 0], "{}", lint.code);
    }
}

#[test]
fn a_study_without_territories_can_still_have_a_synthetic_world() {
    let nowhere = "--- territories.csv\nid,name,source\na,A,k\n--- scenarios/s.toml\n";
    assert_eq!(codes_of_study(&format!("{nowhere}title = \"S\"\n")), ["LAB004"]);
    assert_eq!(codes_of_study(&format!("{nowhere}world = \"synthetic\"\n")), [""; 0]);
    assert_eq!(codes_of_study(&format!("{nowhere}world = \"real\"\n")), ["SCH009", "LAB004"]);
}

#[test]
fn a_finding_says_where_and_how_to_mend() {
    let text = "[levers]\nrent = \"10%\"\n";
    let found = read(text, FileIx(4)).diagnostics;
    assert_eq!(found.len(), 1);
    let at = found[0].at.expect("a place");
    assert_eq!((at.file, &text[at.start as usize..at.end as usize]), (FileIx(4), "\"10%\""));
    assert_eq!(found[0].help.as_deref(), Some("write 1.1 for 10 % more, 0.9 for 10 % less"));

    let found = read("[levers]\npermeabillity = 0.1\n", FileIx(0)).diagnostics;
    assert!(found[0].help.as_deref().is_some_and(|h| h.starts_with("did you mean `permeability`?")), "{found:?}");
}

#[test]
fn mistakes_of_unit_and_size_are_told_apart() {
    for (text, code) in [
        ("[levers]\naudit = 10\n", "LAB002"),
        ("[levers]\nrent = 110\n", "LAB002"),
        ("[levers]\nlease = \"3 years\"\n", "LAB002"),
        ("[levers]\nlease = -1\n", "LAB003"),
        ("[levers]\nlease = nan\n", "LAB003"),
        ("[levers]\ncampaign = \"2015-13\"\n", "LAB003"),
        ("[levers]\nrent = { value = 1.1, from = \"2015\", until = \"2014\" }\n", "LAB003"),
        ("[levers]\nrent = { from = \"2015\" }\n", "LAB003"),
        ("[parameters]\nchurn = 4\n", "LAB002"),
        ("[parameters]\nchurn = \"4%\"\n", "LAB002"),
        ("[parameters]\nchurn = -0.1\n", "LAB003"),
        ("[parameters]\ncapabilities = 10\n", "LAB006"),
        ("months = 0\n", "LAB003"),
        ("months = 900\n", "LAB003"),
        ("[switches]\ntournament = [1, 1, 1]\n", "LAB003"),
        ("[size]\npersons = 99999999999\n", "LAB003"),
        ("[levers]\nrent = true\n", "SCH011"),
        ("preset = \"atlantis\"\n", "SCH009"),
        ("tilte = \"T\"\n", "SCH010"),
        ("[levers]\nrent = { value = 1.1, form = \"2015\" }\n", "SCH010"),
        ("levers = 3\n", "SCH011"),
    ] {
        let found: Vec<&str> = read(text, FileIx(0)).diagnostics.iter().map(|d| d.lint.code).collect();
        assert_eq!(found, [code], "{text}");
    }
    for empty in ["[0, 0, 0, 0, 0]", "[1, 0, 1, 1, 1]"] {
        assert_eq!(codes(&format!("[size]\nterritories = {empty}\n")), ["LAB004"], "{empty}");
    }
    assert!(read("[levers\nrent = ", FileIx(0)).diagnostics.iter().any(|d| d.lint.code == "SYN012"));
}
