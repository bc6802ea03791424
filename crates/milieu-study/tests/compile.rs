//! A small study compiled: facts, contradictions, lives and positions as the contract says.

use milieu_study::fact::Value;
use milieu_study::life::{self, Basis, End};
use milieu_study::position;
use milieu_study::schema::Table;
use milieu_study::settings::pick;
use milieu_study::time::Bound;
use milieu_study::world::Memory;
use milieu_study::{Checked, Study, compile};

const STUDY: &[(&str, &str)] = &[
    ("study.toml", "title = { en = \"Maker cities\", zh = \"创客城市\" }\n[conflicts]\nrule = \"interval\"\n"),
    (
        "sources.bib",
        "@article{sh2016, title={Open Innovation Spaces}, author={Renaud, Clément and Puel, Gilles}, date={2016}}\n\
         @online{transit, title={Transit Labour}, date={2010}}\n\
         @online{blog, title={A blog}, date={2015}}\n",
    ),
    (
        "places.csv",
        "id,kind,name,name_zh,opened,closed,status,last_confirmed,territory,lat,lon,crs,source,opened.source\n\
         xindanwei,coworking,Xindanwei,新单位,2010,2013,closed,,shanghai,31.21,121.46,unknown,sh2016 p. 9,transit\n\
         xinchejian,hackerspace,Xinchejian,新车间,2010-11,,active,2017-11,shanghai,,,,blog 2010-12-15,\n\
         silent,,Silent,,,,,,shanghai,,,,sh2016,\n",
    ),
    (
        "territories.csv",
        "id,name,level,parent,lat,lon,crs,source\ncn,China,country,,,,,sh2016\nshanghai,Shanghai,province,cn,31.22,121.46,wgs84,sh2016\n",
    ),
    (
        "claims.csv",
        "entity,property,value,status,source\n\
         xindanwei,opened,2009-06~,conflict,transit\n\
         xindanwei,opened,2011,conflict,sh2016\n\
         xinchejian,opened,2010,accepted,sh2016\n",
    ),
    (
        "ties.csv",
        "from,to,relation,layer,valid,source\nxindanwei,xinchejian,spawned,organisational,2010,sh2016 p. 10\n",
    ),
];

fn study() -> Checked<Study> {
    compile(&Memory::of(STUDY))
}

#[test]
fn every_cell_is_a_fact_with_its_source_and_place_in_a_file() {
    let checked = study();
    let study = &checked.value;
    let xindanwei = study.find("xindanwei").unwrap();
    let opened = study.own(xindanwei, "opened").unwrap();
    let fact = study.fact(opened);
    assert_eq!(study.written(opened), "2010");
    assert_eq!(&*study.cited(fact.citations)[0].key, "transit", "a cell's own citation wins");
    let kind = study.own(xindanwei, "kind").unwrap();
    assert_eq!(study.cited(study.fact(kind).citations)[0].locator.as_deref(), Some("p. 9"));
    let span = study.span(fact.at);
    let at = study.file(span.file).line_column(span.start);
    assert_eq!((study.file(span.file).path.as_str(), at.line), ("places.csv", 2));
    assert_eq!(study.file(span.file).slice(span), "2010");
    assert_eq!(pick(&study.label(xindanwei), &["zh"]), "新单位");
    let shanghai = study.find("shanghai").unwrap();
    assert_eq!(study.territories_of(xindanwei), [shanghai, study.find("cn").unwrap()]);
    assert_eq!(study.mentions_of(study.find("xinchejian").unwrap()).len(), 2, "the tie's end and the claim's subject");
    assert_eq!(study.entities_of(Table::Places).count(), 3);
}

#[test]
fn contradictions_are_kept_and_resolved_by_the_declared_rule() {
    let checked = study();
    let study = &checked.value;
    let xindanwei = study.find("xindanwei").unwrap();
    let conflict = study.conflict(xindanwei, "opened").unwrap();
    let said: Vec<_> = conflict.values.iter().map(|group| study.written(group[0]).into_owned()).collect();
    assert_eq!(said, ["2010", "2009-06~", "2011"]);
    let Value::Date(used) = conflict.used else { panic!("a date") };
    assert_eq!(used.bounds.latest_end.day().unwrap().to_string(), "2011-12-31");
    // 2010-11 lies within 2010: no contradiction, and the more exact date is used.
    let xinchejian = study.find("xinchejian").unwrap();
    assert!(study.conflict(xinchejian, "opened").is_none());
    let (Value::Date(opened), facts) = study.used(xinchejian, "opened").unwrap() else { panic!("a date") };
    assert_eq!((opened.bounds.earliest_start.day().unwrap().to_string(), facts.len()), ("2010-11-01".to_owned(), 2));
    let told = checked.diagnostics.iter().filter(|d| d.lint.code == "CON001").count();
    assert_eq!(told, 1);
    assert_eq!(checked.counts()[0], 0, "{:?}", checked.diagnostics);
}

#[test]
fn claims_that_hold_at_different_times_do_not_contradict_each_other() {
    let claims = |second: &str| {
        let claims = format!("entity,property,value,valid,source\na,area_m2,100,2010,k\n{second}");
        let checked = compile(&Memory::of(&[
            ("study.toml", "title = \"T\"\n"),
            ("sources.bib", "@misc{k, title={T}}\n"),
            ("codebook.toml", "[[variables]]\ncode = \"area_m2\"\ntable = \"places\"\ntype = \"number\"\n"),
            ("places.csv", "id,source\na,k\n"),
            ("claims.csv", &claims),
        ]));
        checked.value.conflicts.len()
    };
    assert_eq!(claims("a,area_m2,300,2012,k\n"), 0);
    assert_eq!(claims("a,area_m2,300,2010-06,k\n"), 1);
    assert_eq!(claims("a,area_m2,300,,k\n"), 1, "a claim without a time may hold at any");
    assert_eq!(claims("a,area_m2,100,2012,k\na,area_m2,300,2012,k\n"), 1, "said again of a later time");
}

#[test]
fn a_missing_end_is_censored_where_something_says_so_and_unknown_otherwise() {
    let checked = study();
    let study = &checked.value;
    let end = |id| life::of(study, study.find(id).unwrap()).end;
    let End::Event { when: [Bound::Day(from), Bound::Day(to)], exit } = end("xindanwei") else { panic!("an event") };
    assert_eq!((from.year(), to.year(), exit.as_str()), (2013, 2013, "closed"));
    let End::Censored { at, basis } = end("xinchejian") else { panic!("censored") };
    assert_eq!((at.to_string(), basis), ("2017-11-01".to_owned(), Basis::LastConfirmed));
    let End::Censored { at, basis: Basis::LastSource(source) } = end("silent") else { panic!("censored") };
    assert_eq!((at.year(), study.sources[source.0 as usize].item.key.as_str()), (2016, "sh2016"));
}

#[test]
fn an_unknown_datum_in_mainland_china_has_a_radius_and_territories_stand_in() {
    let checked = study();
    let study = &checked.value;
    let of = |id| position::of_place(study, study.find(id).unwrap());
    let xindanwei = &of("xindanwei")[0];
    assert_eq!(xindanwei.wgs84, xindanwei.given);
    assert!((300.0..900.0).contains(&xindanwei.radius_m.unwrap()), "{:?}", xindanwei.radius_m);
    assert_eq!(of("silent")[0].of, study.find("shanghai").unwrap());
}

#[test]
fn a_table_of_ones_own_is_read_as_places_without_configuration() {
    let checked = compile(&Memory::of(&[
        ("study.toml", "title = \"Mine\"\n"),
        ("my data.csv", "Name;Latitude;Longitude;Opened\nFab Lab;48.8;2.3;2014\n新车间;31.2;121.4;2010-11\n"),
    ]));
    let study = &checked.value;
    assert_eq!(checked.counts()[0], 0, "{:?}", checked.diagnostics);
    assert!(study.find("fab-lab").is_some() && study.find("xinchejian").is_some());
    assert_eq!(position::of_place(study, study.find("fab-lab").unwrap())[0].wgs84.lat, 48.8);
}

#[test]
fn facts_are_found_by_property_territory_and_time() {
    let checked = study();
    let study = &checked.value;
    let xindanwei = study.find("xindanwei").unwrap();
    let opened = study.fact(study.own(xindanwei, "opened").unwrap()).property;
    assert_eq!(study.facts_of(opened).len(), 5, "two cells and three claims");
    let (cn, shanghai) = (study.find("cn").unwrap(), study.find("shanghai").unwrap());
    assert!(study.facts_in(cn).len() > study.facts_in(shanghai).len());
    assert!(study.facts_in(shanghai).contains(&study.own(xindanwei, "opened").unwrap()));
    let day = |y, m, d| milieu_study::time::Day::from_ymd(y, m, d).unwrap();
    let of_2013: Vec<_> = study.facts_between(day(2013, 1, 1), day(2013, 12, 31));
    assert_eq!(of_2013.iter().map(|&f| study.written(f).into_owned()).collect::<Vec<_>>(), ["2013"]);
}

#[test]
fn compiling_twice_gives_the_same() {
    let (a, b) = (study(), study());
    assert_eq!(format!("{:?}", a.diagnostics), format!("{:?}", b.diagnostics));
    assert_eq!(format!("{:?}", a.value.facts), format!("{:?}", b.value.facts));
    assert_eq!(a.value.digest(), b.value.digest());
}
