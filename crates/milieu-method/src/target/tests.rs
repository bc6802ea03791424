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

mod numbers {
    use proptest::prelude::*;

    use crate::target::bunching::{Window, bunching, spread};
    use crate::target::cascade::{Class, Direction, Way, amplified, attained};
    use crate::target::density::{self, jump};
    use crate::target::fit::{clustered_mean, share_difference, share_of};

    fn window() -> Window {
        Window {
            at: 0.0,
            width: 1.0,
            below: 10,
            above: 10,
            bunch_below: 0,
            bunch_above: 0,
            degree: 2,
            round: vec![],
            corrections: 0,
        }
    }

    #[test]
    fn classes_of_an_evaluation() {
        // Urbanisation from 60 to 65 per cent, 2020 to 2025.
        let way = Way { baseline: 60.0, from: 2020.0, target: 65.0, by: 2025.0 };
        let class = |value, year| way.class(value, year, 0.05);
        assert_eq!(class(65.2, 2023.0), Some(Class::AchievedEarly));
        assert_eq!(class(65.0, 2025.0), Some(Class::Achieved));
        assert_eq!(class(64.9, 2025.0), Some(Class::Missed));
        assert_eq!(class(63.0, 2022.0), Some(Class::Ahead));
        assert_eq!(class(62.0, 2022.0), Some(Class::OnTrack));
        assert_eq!(class(61.0, 2022.0), Some(Class::Lagging));
        assert_eq!(class(61.0, 2019.0), None);
        // Energy use is to fall: the way goes down.
        let down = Way { baseline: 100.0, from: 2020.0, target: 86.5, by: 2025.0 };
        assert_eq!(down.class(86.0, 2024.0, 0.05), Some(Class::AchievedEarly));
        assert_eq!(down.class(99.0, 2024.0, 0.05), Some(Class::Lagging));
        assert_eq!(Way { target: 60.0, ..way }.class(60.0, 2025.0, 0.05), None, "no way to go");
    }

    #[test]
    fn newcombe_1998_example_a() {
        // 56/70 against 48/80: 0.2, from 0.0524 to 0.3339 (method 10).
        let (difference, [low, high]) =
            share_difference(share_of(56, 70, 0.95).unwrap(), share_of(48, 80, 0.95).unwrap());
        assert!((difference - 0.2).abs() < 1e-12);
        assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5, "{low} {high}");
    }

    #[test]
    fn singletons_give_the_ordinary_interval_of_a_mean() {
        // Mean 3, sd √2.5, n 5: 3 ± 2.776445 · 0.707107.
        let mean = clustered_mean(&[1.0, 2.0, 3.0, 4.0, 5.0], &[0, 1, 2, 3, 4], 0.95).unwrap();
        let [low, high] = mean.interval.unwrap();
        assert!((low - 1.036_757).abs() < 1e-6 && (high - 4.963_243).abs() < 1e-6, "{mean:?}");
        let one = clustered_mean(&[1.0, 2.0], &[0, 0], 0.95).unwrap();
        assert_eq!((one.value, one.interval), (1.5, None), "one cluster has no spread");
        assert!(clustered_mean(&[], &[], 0.95).is_none());
    }

    #[test]
    fn degenerate_input_is_refused_by_name() {
        let name = |values: &[(f64, f64)], window: &Window| bunching(values, window).unwrap_err().name;
        let flat: Vec<(f64, f64)> = (-10..=10).map(|v| (f64::from(v), 5.0)).collect();
        assert_eq!(name(&flat, &Window { width: 0.0, ..window() }), "bad-window");
        assert_eq!(name(&flat, &Window { degree: 25, ..window() }), "too-few-bins");
        assert_eq!(name(&[(99.0, 1.0)], &window()), "empty-window");
        assert_eq!(name(&[(f64::NAN, 1.0)], &window()), "not-a-number");
        assert_eq!(name(&[(0.0, -1.0)], &window()), "not-a-number");
        // Every bin is a multiple of 1: its dummy is the constant.
        assert_eq!(name(&flat, &Window { round: vec![1.0], ..window() }), "no-fit");
        let settings = density::Settings { at: 0.0, bandwidths: [1.0, 1.0], order: 2, mass_points: true };
        assert_eq!(jump(&[0.1, 0.2], &settings).unwrap_err().name, "too-few-values");
        assert_eq!(jump(&[f64::NAN], &settings).unwrap_err().name, "not-a-number");
        assert!(attained(&[], &[], &[], Direction::Higher, 0.0, None, 0.95).is_none());
        assert!(amplified(&[], &[], &[], 0.95).is_none());
        assert!(amplified(&[7.0, 8.0], &[6.0, 6.0], &[0, 1], 0.95).unwrap().line.is_none(), "one parent has no slope");
        assert!(amplified(&[7.0], &[-1.0], &[0], 0.95).unwrap().ratio.is_none(), "no ratio to what is below zero");
    }

    #[test]
    fn a_smooth_heap_is_no_bunch_and_an_added_one_is_found() {
        let smooth = |v: i32| f64::from(200 - v * v);
        let mut values: Vec<(f64, f64)> = (-10..=10).map(|v| (f64::from(v), smooth(v))).collect();
        assert!(bunching(&values, &window()).unwrap().excess.abs() < 1e-9);
        values.push((0.0, 100.0));
        let found = bunching(&values, &window()).unwrap();
        assert!((found.excess - 100.0).abs() < 1e-9 && (found.relative - 0.5).abs() < 1e-9, "{found:?}");
        assert!(spread(&values, &window(), 50, 1).unwrap().relative < 1e-9, "nothing is left over to draw");
    }

    #[test]
    fn heaping_at_round_numbers_is_bunching_only_without_their_dummies() {
        let heaped = |v: i32| 100.0 + if v % 5 == 0 { 50.0 } else { 0.0 };
        let values: Vec<(f64, f64)> = (-10..=10).map(|v| (f64::from(v), heaped(v))).collect();
        assert!(bunching(&values, &window()).unwrap().relative > 0.3);
        let with = bunching(&values, &Window { round: vec![5.0], ..window() }).unwrap();
        assert!(with.relative.abs() < 1e-9, "{with:?}");
    }

    proptest! {
        #[test]
        fn bunching_does_not_know_origin_and_unit(counts in proptest::collection::vec(5u8..100, 21), shift in -5i32..5) {
            let of = |at: f64, width: f64| -> Vec<(f64, f64)> {
                counts.iter().zip(-10..).map(|(n, j)| (at + f64::from(j) * width, f64::from(*n))).collect()
            };
            let there = Window { at: f64::from(shift) * 0.5, width: 0.5, corrections: 5, ..window() };
            let here = Window { corrections: 5, ..window() };
            if let (Ok(a), Ok(b)) = (bunching(&of(0.0, 1.0), &here), bunching(&of(there.at, 0.5), &there)) {
                prop_assert!((a.relative - b.relative).abs() < 1e-6 * (1.0 + a.relative.abs()), "{} {}", a.relative, b.relative);
            }
        }

        #[test]
        fn a_mirrored_density_jumps_the_other_way(values in proptest::collection::vec(-2.0f64..2.0, 60..200)) {
            let settings = density::Settings { at: 0.0, bandwidths: [1.5, 1.5], order: 1, mass_points: false };
            let turned: Vec<f64> = values.iter().map(|v| -v).collect();
            if let (Ok(a), Ok(b)) = (jump(&values, &settings), jump(&turned, &settings)) {
                prop_assert!((a.left.density - b.right.density).abs() < 1e-6 * (1.0 + a.left.density.abs()), "{a:?} {b:?}");
                prop_assert!(a.p >= 0.0 && a.p <= 1.0);
            }
        }

        #[test]
        fn wilson_holds_its_share(n in 1usize..200, hits in 0usize..200) {
            if let Some((p, [low, high])) = share_of(hits, n, 0.95) {
                prop_assert!(0.0 <= low && low <= p && p <= high && high <= 1.0);
            } else {
                prop_assert!(hits > n);
            }
        }
    }
}

#[test]
fn targets_of_a_study_become_a_table_that_cascades() {
    use crate::analysis::{Input, Settings, estimates};
    let study = study();
    let growth = std::collections::BTreeMap::from([("indicator".to_owned(), "growth".to_owned())]);
    let table = (super::CASCADE.make)(&study, &growth).unwrap();
    assert_eq!(
        table.columns.iter().map(|c| &c.name).collect::<Vec<_>>(),
        super::CASCADE.columns.iter().map(|c| c.0).collect::<Vec<_>>()
    );
    assert_eq!(table.left_out[0].len(), 1, "the target in words");
    let pairs = vec![("target", "target"), ("unit", "unit"), ("parent-target", "parent_target"), ("level", "level")];
    let settings = Settings::read(&super::AMPLIFICATION, pairs).unwrap();
    let input = Input { table: &table, more: &Default::default(), settings: &settings };
    let outcome = (super::AMPLIFICATION.run)(input).unwrap();
    let found = estimates("cascade", &super::AMPLIFICATION, &settings, &table, &outcome);
    let of = |id: &str| found.iter().find(|e| e.id == id).unwrap_or_else(|| panic!("{id}"));
    // 7 − 6.25 and 6.25 − 6.25; the target of 2018 has another year than its parent's.
    close(of("cascade.difference.province").value, 0.375);
    close(of("cascade.difference.county").value, 1.0);
    assert_eq!(of("cascade.difference.province").facts.len(), 3, "two targets and their parent");
    let table = (super::TARGETS.make)(&study, &growth).unwrap();
    assert_eq!(
        table.columns.iter().map(|c| &c.name).collect::<Vec<_>>(),
        super::TARGETS.columns.iter().map(|c| c.0).collect::<Vec<_>>()
    );
    let said = vec![("target", "target"), ("actual", "actual"), ("unit", "unit")];
    let settings = Settings::read(&super::ATTAINMENT, said).unwrap();
    let outcome =
        (super::ATTAINMENT.run)(Input { table: &table, more: &Default::default(), settings: &settings }).unwrap();
    // Nation 6.1 − 6.25, A 6.4 − 7, county 6.1 − 8.
    close(outcome.numbers.iter().find(|n| n.id == "gap").unwrap().value, (-0.15 - 0.6 - 1.9) / 3.0);
}
