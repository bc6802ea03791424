use milieu_study::diagnostic::FileIx;

use super::*;

const SMALL: &str = include_str!("../../tests/small-experiment.toml");

fn scenarios(name: &str) -> Option<String> {
    (name == "dearer").then(|| "[levers]\nrent = 1.5\n".to_owned())
}

fn codes(text: &str) -> Vec<&'static str> {
    read("e", text, FileIx(0), &scenarios).diagnostics.iter().map(|d| d.lint.code).collect()
}

#[test]
fn an_experiment_is_read() {
    let read = read("e", SMALL, FileIx(0), &scenarios);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let e = read.value;
    assert_eq!((e.pairs, e.sets, e.arms.len(), e.estimands.len()), (3, 2, 2, 3));
    assert_eq!(e.title.get("zh").map(String::as_str), Some("昂贵的空间"));
    assert_eq!((e.arms[1].scenario.changes.len(), e.arms[1].scenario.months), (1, 30));
    assert_eq!((e.estimands[0].arm, e.estimands[0].against, e.estimands[0].expect), (1, 0, Some(Expect::More)));
    let other = super::read("e", SMALL, FileIx(0), &|_| Some("[levers]\nrent = 1.6\n".to_owned())).value;
    assert_ne!(other.digest, e.digest, "what a scenario says belongs to the question");
}

#[test]
fn it_is_performed_the_same_at_any_number_of_threads() {
    let e = read("e", SMALL, FileIx(0), &scenarios).value;
    let performed = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| perform(&e, &Made::default(), &|| ())).expect("it can be planned")
    };
    let one = performed(1);
    assert_eq!(serde_json::to_string(&one).ok(), serde_json::to_string(&performed(3)).ok());
    let free = crate::rule::parameters().iter().filter(|p| !p.is_fixed()).count();
    assert_eq!(one.runs, 2 * 3 + 2 * 2 + 2 * 2 * free);
    let rent = &one.estimands[0];
    assert_eq!(rent.difference.pairs, 3);
    let agreement = rent.agreement.as_ref().expect("two sets");
    assert_eq!(agreement.sets, 2);
    assert!(rent.tornado.iter().all(|bar| bar.at_low != bar.at_default || bar.at_high != bar.at_default));
    assert_eq!(one.estimands[1].verdict, "borne-out", "{:?}", one.estimands[1]);
    assert!(one.estimands[2].agreement.is_none() && one.estimands[2].tornado.is_empty());
    let kept: Outcome =
        serde_json::from_str(&serde_json::to_string(&one).expect("plain")).expect("it can be read back");
    assert_eq!(kept, one);
}

#[test]
fn a_claim_about_what_no_run_moves_says_nothing() {
    let claim = |indicator: &str| {
        format!(
            "months = 13\npairs = 2\nsets = 1\n[size]\nterritories = [1, 1, 1, 2, 4]\npersons = 200\nfirms = 40\nplaces = 4\n\
             [[arms]]\nid = \"contest\"\n[[arms]]\nid = \"none\"\nswitches = {{ tournament = false }}\n\
             [[estimands]]\nid = \"targets\"\nindicator = \"{indicator}\"\nexpect = \"less\"\n"
        )
    };
    let done = |indicator: &str| {
        let read = read("e", &claim(indicator), FileIx(0), &scenarios);
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        perform(&read.value, &Made::default(), &|| ()).expect("it can be planned")
    };
    // Nobody outbids the nation: its own target is the plan's. Those below are moved.
    let nation = done("growth-target");
    let (one, says) = (&nation.estimands[0], &nation.says);
    assert_eq!((one.verdict.as_str(), one.reason.as_str()), ("open", "unmoved"), "{}", one.why);
    assert!(says.ends_with("1 of the open ones says nothing: no run moves its number."), "{says}");
    let counties = done("growth-target-counties");
    assert!(counties.estimands[0].reason != "unmoved" && !counties.says.contains("nothing"), "{}", counties.says);
}

const FACTORIAL: &str = r#"
window = "upgrade"
months = 6
pairs = 2
[size]
territories = [1, 1, 1, 1, 2]
persons = 200
firms = 40
places = 4
[[factors]]
id = "assets"
first = { preset = { assets = "shunde" } }
second = { preset = { assets = "kunshan" } }
[[factors]]
id = "style"
first = { preset = { governance = "shunde" } }
second = { preset = { governance = "kunshan" } }
[[estimands]]
id = "gdp"
indicator = "gdp-a-head"
"#;

#[test]
fn a_factorial_has_every_combination_and_a_split_that_adds_up() {
    let read = read("f", FACTORIAL, FileIx(0), &scenarios);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let e = read.value;
    let presets: Vec<_> = e.arms.iter().map(|a| (a.scenario.preset.assets, a.scenario.preset.governance)).collect();
    let (s, k) = (Some(City::Shunde), Some(City::Kunshan));
    assert_eq!(presets, [(s, s), (k, s), (s, k), (k, k)]);
    let done = perform(&e, &Made::default(), &|| ()).expect("it can be planned");
    let split = &done.shapley[0];
    let parts: f64 = split.parts.iter().filter_map(|p| p.mean).sum();
    let whole = split.whole.mean.expect("a difference");
    assert!((parts - whole).abs() <= 1e-4 * whole.abs().max(1.0), "{parts} {whole}");
    assert_eq!(done.runs, 8);
    assert_eq!(done.verdict, "open");
}

#[test]
fn a_bundle_is_carried_and_its_cases_compared() {
    let text = r#"
months = 6
pairs = 2
[size]
territories = [1, 1, 1, 1, 2]
persons = 200
firms = 60
places = 4
[[estimands]]
id = "foreign"
indicator = "gdp"
[transplant]
source = "sunan"
carry = ["governance", "pipelines"]
outcome = "foreign"
seeds = 1
[transplant.bundle.levers]
earmark-maker-places = 0.2
[[transplant.conditions]]
id = "CAPITAL"
measure = "capital"
thresholds = [0.6, 1.05, 1.6]
"#;
    let read = read("t", text, FileIx(0), &scenarios);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let carried = perform(&read.value, &Made::default(), &|| ()).expect("planned").transplant.expect("carried");
    assert_eq!(carried.cases.len(), City::ALL.len());
    assert!(carried.cases.iter().all(|case| case.memberships.len() == 1 && [0.0, 1.0].contains(&case.reached)));
    let home = carried.cases.iter().find(|case| case.id == "assets sunan").expect("the source is a case too");
    assert_eq!(home.reached, 1.0);
    assert!(!carried.says.is_empty());
}

#[test]
fn mistakes_are_told_where_they_stand() {
    let with = |line: &str| format!("{SMALL}{line}\n");
    for (text, code) in [
        ("[[arms]]\nid = \"a\"\n".to_owned(), "LAB020"),
        (with("[[estimands]]\nid = \"x\"\n"), "LAB020"),
        (with("[[estimands]]\nid = \"x\"\nindicator = \"plaices\"\n"), "LAB021"),
        (with("[[estimands]]\nid = \"x\"\nindicator = \"places\"\narm = \"cheap\"\n"), "LAB021"),
        (with("[[estimands]]\nid = \"x\"\nindicator = \"places\"\nmonth = \"2031-01\"\n"), "LAB024"),
        (with("[[arms]]\nid = \"b\"\nscenario = \"nowhere\"\n"), "LAB021"),
        (with("[[arms]]\nid = \"b\"\n[arms.levers]\nrents = 1.1\n"), "LAB001"),
        (with("[[estimands]]\nid = \"x\"\nindicator = \"places\"\nexpect = \"most\"\n"), "SCH009"),
        (SMALL.replace("pairs = 3", "pairs = 1"), "LAB003"),
        (SMALL.replace("pairs = 3", "pears = 3"), "SCH010"),
    ] {
        assert!(codes(&text).contains(&code), "{code}: {:?}\n{text}", codes(&text));
    }
    let text = with("[[estimands]]\nid = \"x\"\nindicator = \"plaices\"\n");
    let found = read("e", &text, FileIx(2), &scenarios).diagnostics;
    let at = found[0].at.expect("a place");
    assert_eq!(&text[at.start as usize..at.end as usize], "\"plaices\"");
    assert!(found[0].help.as_deref().is_some_and(|help| help.starts_with("did you mean `places`?")), "{found:?}");
}

/// A study of a nation and a province, or of a delta that no level has.
fn study(territories: &str, kept: &str) -> milieu_study::Study {
    let text = SMALL.replace("months = 30", "months = 3\nworld = \"study\"").replace("2010-01", "2008-03");
    let text = text.replace("2009-01", "2008-02").replace("pairs = 3", "pairs = 2").replace("tornado-seeds = 1\n", "");
    let files = [
        ("study.toml", "title = \"T\"\n"),
        ("territories.csv", territories),
        ("scenarios/dearer.toml", "[levers]\nrent = 1.5\n"),
        ("experiments/e.toml", text.as_str()),
        ("experiments/e.result.json", kept),
    ];
    milieu_study::compile(&milieu_study::world::Memory::of(&files)).value
}

const NATION: &str = "id,name,level,parent,source\ncn,China,country,,k\njs,Jiangsu,province,cn,k\n";

#[test]
fn worlds_start_from_the_study_where_an_experiment_asks_for_it() {
    let inside = |territories: &str| check::all(&study(territories, "{}")).pop().expect("there is one");
    let (_, e, found) = inside(NATION);
    assert!(found.is_empty() && e.wants_study(), "{found:?}");
    let made = Made { version: "", model: crate::fingerprint::of_model() };
    let done = perform(&e, &made, &|| ()).expect("it can be planned");
    let territories = done.stands.iter().find(|one| one.what == "territories").expect("counted");
    assert_eq!((territories.grounded, territories.synthetic), (2, 8), "{:?}", done.stands);
    // Kept, it holds until the study states another start.
    let kept = serde_json::to_string(&done).expect("plain");
    let stale = |territories: &str| {
        let study = study(territories, &kept);
        let (_, e, _) = check::all(&study).pop().expect("there is one");
        crate::kept::of_experiment(&study, &e).expect("it is kept").stale
    };
    assert_eq!(stale(NATION), None);
    assert_eq!(stale(&NATION.replace("js,", "zj,")), Some(crate::kept::Stale::Start));
    assert!(!read("e", SMALL, FileIx(0), &scenarios).value.wants_study(), "unsaid, worlds are synthetic");
}

#[test]
fn a_study_without_territories_is_told_once() {
    let (_, _, found) = check::all(&study("id,name,level,source\ndelta,Delta,region,k\n", "{}")).pop().expect("one");
    let codes: Vec<&str> = found.iter().map(|d| d.lint.code).collect();
    assert_eq!(codes, ["LAB004"]);
    assert!(found[0].at.is_some(), "where the world is said: {found:?}");
}
