use std::sync::atomic::{AtomicU32, Ordering};

use milieu_lab::scenario::Window;
use milieu_lab::trace::Happening;

use super::*;
use crate::page::LabAnswer;

const TINY: Size = Size { territories: [1, 1, 2, 3, 6], firms: 120, persons: 900, places: 20, population: 3e5 };

fn named(change: &str) -> Named {
    let text = format!("seed = 3\nmonths = 30\n[levers]\n{change}");
    let mut scenario = milieu_lab::scenario::read(&text, milieu_study::diagnostic::FileIx(0)).value;
    scenario.size = TINY;
    Named { scenario, digest: kept::of_text(&text) }
}

#[test]
fn pairs_meet_the_same_chance_and_differ_by_the_lever_alone() {
    let (base, dearer) = (named(""), named("rent = { value = 2.0, from = \"2009-01\" }"));
    let run = compare(Some(&base), &dearer, &[3, 4], &|_, _| true).expect("it can be run");
    assert_eq!((run.months, run.at.as_slice(), run.start), (30, &[5, 11, 17, 23, 29][..], 2008 * 12));
    assert_eq!((run.indicators.len(), run.differences.len()), (SHOWN.len(), SHOWN.len()));
    let against = run.against.as_ref().expect("the baseline");
    // Before the lever moves nothing differs, afterwards something does.
    assert!(run.differences.iter().all(|d| d.mean[0].is_none_or(|x| x == 0.0)));
    assert!(run.differences.iter().any(|d| d.mean[4].is_some_and(|x| x != 0.0)));
    // Places of the start are the same ones; every place is itself wherever it stands.
    assert_eq!(run.run.replay.twin[..20], (0..20).map(Some).collect::<Vec<_>>()[..]);
    assert_eq!(run.run.replay.twin.len(), run.run.replay.kind.len());
    for (row, twin) in run.run.replay.twin.iter().enumerate() {
        let Some(twin) = twin else { continue };
        assert_eq!(run.run.replay.opened[row], against.replay.opened[*twin as usize]);
    }
    let same = compare(Some(&base), &base, &[3, 4], &|_, _| true).expect("it can be run");
    assert!(same.differences.iter().all(|d| d.fewer.is_none() && d.mean.iter().flatten().all(|x| *x == 0.0)));
}

#[test]
fn a_run_is_stopped_and_says_how_far_it_is() {
    let most = AtomicU32::new(0);
    let stopped = compare(None, &named(""), &[1, 2], &|done, all| {
        most.fetch_max(done, Ordering::Relaxed);
        assert_eq!(all, 60);
        done < 10
    });
    assert!(matches!(stopped, Err(Stopped::Told)));
    assert!((10..60).contains(&most.load(Ordering::Relaxed)));
}

#[test]
fn a_closed_place_says_why() {
    let once = each(&named("close-at = 12").scenario, &[3], &|| true).expect("it can be run").remove(0);
    let replay = &once.replay;
    let closed: Vec<usize> = (0..replay.kind.len()).filter(|&p| replay.closed[p].is_some()).collect();
    assert!(closed.len() >= 20, "{}", closed.len());
    for p in closed {
        assert!(replay.cause[p].is_some() && replay.opened[p] <= replay.closed[p].expect("it is closed"));
        assert!((1..=3).contains(&replay.terms[p].len()), "{:?}", replay.terms[p]);
    }
    assert!(replay.causes.contains(&"forced".to_owned()), "{:?}", replay.causes);
    assert_eq!(Happening::PlaceClosed.word(), "place-closed");
}

fn ask(levers: &[(&str, &str, &str)]) -> Result<(Named, Vec<u64>), Vec<LabAnswer>> {
    let levers = levers.iter().map(|(name, value, from)| Pulled {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
        from: (*from).to_owned(),
    });
    let question = Asked { scenario: "s".into(), size: "small".into(), pairs: 2, levers: levers.collect() };
    asked("seed = 5\n[levers]\nrent = 1.25\nlease = 24\n", None, &question)
}

#[test]
fn levers_moved_on_a_page_take_the_place_of_the_scenarios() {
    let (named, seeds) = ask(&[("rent", "1.5", "2012-06"), ("lease", "", ""), ("campaign", "off", "")]).expect("good");
    assert_eq!((seeds, named.scenario.size, named.scenario.window), (vec![5, 6], Size::SMALL, Window::Maker));
    let names: Vec<&str> = named.scenario.changes.iter().map(levers::moved).collect();
    assert_eq!(names, ["rent", "campaign"]);
    let (same, _) = ask(&[]).expect("good");
    assert_ne!(same.digest, named.digest);
}

#[test]
fn a_bad_value_is_told_at_its_lever() {
    let told = |levers: &[(&str, &str, &str)]| {
        let wrong = ask(levers).expect_err("bad");
        let of = |one: &LabAnswer| match one {
            LabAnswer::Wrong { lever, code, help, .. } => format!("{lever} {code} {}", !help.is_empty()),
            other => format!("{other:?}"),
        };
        wrong.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(told(&[("rent", "30", "")]), ["rent LAB002 true"]);
    assert_eq!(told(&[("rent", "30 %", "")]), ["rent LAB002 true"]);
    assert_eq!(told(&[("lease", "-3", ""), ("rent", "1.1", "soon")]), ["lease LAB003 true", "rent LAB003 true"]);
    assert_eq!(told(&[("rant", "1.1", "")]), ["rant LAB001 true"]);
    assert_eq!(told(&[("campaign", "\"\n[size]", "")]), ["campaign LAB003 true"]);
}
