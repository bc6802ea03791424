use milieu_study::world::Memory;
use milieu_study::{Study, compile};

use super::{Attainment, amplification, attainment, definition, find, target, targets};
use crate::LeftOut;

/// A nation, four provinces and a county, by hand: 6–6.5 above, 7, 6–6.5, words and nothing below.
fn study() -> Study {
    let world = Memory::of(&[
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
        (
            "codebook.toml",
            "[[indicators]]\ncode = \"growth\"\nunit = \"%\"\nlabel = \"Growth\"\n\
             [[indicators]]\ncode = \"items\"\nlabel = \"Items\"\n",
        ),
        (
            "territories.csv",
            "id,name,level,parent,source\ncn,China,country,,k\na,A,province,cn,k\nb,B,province,cn,k\nc,C,province,cn,k\n\
             d,D,province,cn,k\nelsewhere,E,province,,k\nx,X,county,a,k\n",
        ),
        (
            "targets.csv",
            "id,indicator,territory,parent_target,form,baseline,value,unit,year,source\n\
             cn19,growth,cn,,range,,6-6.5,%,2019,k\n\
             a19,growth,a,cn19,level,,7,%,2019,k\n\
             b19,growth,b,cn19,range,,6-6.5,%,2019,k\n\
             c19,growth,c,cn19,qualitative,,in line with the nation,,2019,k\n\
             x19,growth,x,a19,level,,8,,2019,k\n\
             old,growth,a,cn19,level,,9,%,2018,k\n\
             avg,growth,cn,,annual_average,,5,%,2019,k\n\
             late,growth,cn,,level,,5,%,2030,k\n\
             list,items,cn,,level,117,106,count,2025,k\n\
             cut,items,b,,level,100,50,count,2025,k\n\
             loose,items,a,,level,,7,count,2025,k\n",
        ),
        (
            "observations.csv",
            "entity,indicator,period,value,unit,source\ncn,growth,2019,6.1,%,k\na,growth,2019-12-31,6.4,%,k\nb,growth,2018/2019,6,%,k\n\
             x,growth,2019,6.1,,k\ncn,items,2025,106,count,k\nb,items,2025,60,count,k\nb,items,2025,80,count,k\na,items,2025,7,kg,k\n",
        ),
    ]);
    compile(&world).value
}

fn of(id: &str) -> Result<Attainment, &'static str> {
    let study = study();
    let found = target(&study, study.find(id).unwrap_or_else(|| panic!("{id}")));
    attainment(&study, &found).map_err(|why| why.en)
}

fn value(id: &str) -> f64 {
    find(&study(), id).unwrap_or_else(|| panic!("{id}")).value
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

#[test]
fn a_value_inside_a_range_meets_it() {
    assert_eq!(of("cn19").unwrap().gap.value, 0.0);
    close(of("a19").unwrap().gap.value, -0.6);
}

#[test]
fn the_county_without_a_unit_takes_the_indicators() {
    close(of("x19").unwrap().gap.value, -1.9);
}

#[test]
fn without_the_same_year_unit_and_form_there_is_no_attainment() {
    assert_eq!(of("b19").unwrap_err(), "observed in other years, not in that of the target");
    assert_eq!(of("late").unwrap_err(), "observed in other years, not in that of the target");
    assert_eq!(of("loose").unwrap_err(), "observed in another unit or without one");
    assert!(of("avg").unwrap_err().starts_with("the target is a change"));
    assert_eq!(of("c19").unwrap_err(), "the target is in words, not a number");
}

#[test]
fn the_share_is_counted_from_the_baseline() {
    let list = of("list").unwrap();
    close(list.share.as_ref().unwrap().value, 1.0);
    assert_eq!(list.share.unwrap().facts.len(), 3, "target, baseline and observation");
    // 100 → 50; observed 60 and 80: (100 − 70) / 50, between 0.4 and 0.8.
    let cut = of("cut").unwrap().share.unwrap();
    close(cut.value, 0.6);
    let [low, high] = cut.interval.unwrap();
    close(low, 0.4);
    close(high, 0.8);
}

#[test]
fn a_level_says_what_it_adds_and_whom_it_leaves_out() {
    let study = study();
    let all = targets(&study);
    let parent = all.iter().find(|t| t.entity == study.find("cn19").unwrap()).unwrap();
    let levels = amplification(&study, &all, parent);
    assert_eq!(levels.len(), 1);
    let province = &levels[0];
    assert_eq!(province.level, "province");
    // 7 − 6.25 = 0.75 and 0.
    close(province.mean.as_ref().unwrap().value, 0.375);
    assert_eq!(province.mean.as_ref().unwrap().interval, Some([0.0, 0.75]));
    let a = &province.children[0];
    assert_eq!((a.value, a.interval), (0.75, Some([0.5, 1.0])));
    // C is in words, the target of 2018 is of another year, D has none; E does not lie in China.
    assert_eq!(province.left_out.iter().map(LeftOut::len).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(province.left_out[2].entities, [study.find("d").unwrap()]);
}

#[test]
fn a_county_hangs_from_its_province() {
    close(value("plans.difference.x19"), 1.0);
    close(value("plans.amplification.a19.county"), 1.0);
}

#[test]
fn estimates_are_found_by_name() {
    close(value("plans.gap.a19"), -0.6);
    close(value("plans.share.list"), 1.0);
    close(value("plans.amplification.cn19.province"), 0.375);
    for kind in ["gap", "share", "difference", "amplification"] {
        assert!(definition(&format!("plans.{kind}.x")).is_some(), "{kind}");
    }
    for id in [
        "plans.gap.c19",
        "plans.gap.nothing",
        "plans.share.a19",
        "plans.amplification.cn19.county",
        "plans.gap",
        "places",
    ] {
        assert!(find(&study(), id).is_none(), "{id}");
    }
}
