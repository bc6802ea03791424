//! Limiting cases of the whole model: what must come of a lever, switch or preset at its end, whatever else happens.

use milieu_lab::World;
use milieu_lab::ensemble;
use milieu_lab::preset::{City, Preset};
use milieu_lab::record;
use milieu_lab::run;
use milieu_lab::scenario::{self, Scenario};
use milieu_lab::state::NONE;
use milieu_lab::state::firm::FirmKind;
use milieu_lab::state::indicator::GROWTH;
use milieu_lab::state::ledger::{Account, balance};
use milieu_lab::state::place::Closure;
use milieu_study::diagnostic::FileIx;

/// A scenario of two years in a small world.
fn scenario(text: &str) -> Scenario {
    let read = scenario::read(&format!("size = \"small\"\nmonths = 24\n{text}"), FileIx(0));
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    read.value
}

/// Runs it; `each` sees the world before and after every month.
fn months(scenario: &Scenario, mut each: impl FnMut(&World, &World)) -> World {
    let mut world = scenario.world();
    let plan = scenario.plan(&world).value;
    let mut before = world.clone();
    run::run(&mut world, &plan, |world| {
        each(&before, world);
        before.clone_from(world);
        true
    });
    world
}

#[test]
fn without_a_contest_nobody_makes_an_effort_or_adds_to_a_target() {
    let still = "[switches]\ntournament = false\n[parameters]\nsigma-target = 0.1\n";
    // Targets of the first month, before anybody has overshot or missed one: mean of what is above the nation's.
    let above = |w: &World| {
        let of = |row: usize| w.indicators.target[row][GROWTH] - w.indicators.target[0][GROWTH];
        let below = 1..w.officials.len();
        below.clone().map(of).sum::<f64>() / f64::from(u32::try_from(below.len()).unwrap())
    };
    let mut first = [f64::NAN; 2];
    months(&scenario(still), |before, world| {
        assert!(world.officials.effort.iter().all(|e| *e == 0.0), "{}", world.month);
        if before.step == 0 {
            first[0] = above(world);
        }
    });
    let raced = months(&scenario("[parameters]\nsigma-target = 0.1\n"), |before, world| {
        if before.step == 0 {
            first[1] = above(world);
        }
    });
    assert!(first[0].abs() < 0.1 && first[1] > 0.5, "{first:?}");
    assert!(raced.officials.effort.iter().any(|e| *e > 0.0));
}

#[test]
fn neutral_levers_change_nothing() {
    let neutral = "[levers]\nrent = 1.0\nsubsidy = 1.0\nconversion = 1.0\nlease = 0\nmonitoring = 0\naudit = 0\nformality = 0\n\
                   permeability = 0\nclose-at = 0\nimmortal = false\nfreeze-marginal = false\ncampaign = \"baseline\"\n";
    let [a, b] = ["", neutral].map(|text| months(&scenario(text), |_, _| {}).digest());
    assert_eq!(a, b);
}

#[test]
fn immortal_places_never_close_and_closed_ones_are_as_old_as_the_lever_says() {
    let forever = months(&scenario("[levers]\nimmortal = true\n"), |_, _| {});
    assert!(forever.places.closed.iter().all(|step| *step == NONE));
    let soon = months(&scenario("[levers]\nclose-at = 12\n"), |_, world| {
        let p = &world.places;
        assert!((0..p.len()).all(|row| !p.is_alive(row) || world.step - p.rows.since[row] <= 12), "{}", world.month);
    });
    assert!(soon.places.closure.contains(&Closure::Forced));
}

#[test]
fn without_a_campaign_none_begins_and_an_early_one_begins_when_it_is_said() {
    let off = months(&scenario("[levers]\ncampaign = \"off\"\n"), |_, _| {});
    let early = months(&scenario("[levers]\ncampaign = \"2009-03\"\n"), |_, _| {});
    assert_eq!((off.agenda.campaign_since, early.agenda.campaign_since), (None, Some(14)));
}

#[test]
fn every_preset_keeps_the_books_and_is_what_its_city_is_known_for() {
    let mut worlds = vec![];
    for city in City::ALL {
        let of = Some(city);
        let scenario = Scenario {
            preset: Preset { assets: of, governance: of, pipelines: of },
            months: 12,
            ..scenario("window = \"upgrade\"\n")
        };
        let start = scenario.world();
        let end = months(&scenario, |before, after| {
            for account in Account::ALL {
                let (then, now) = (balance(before, account), balance(after, account));
                let missing = now - then - after.ledger.change(account);
                let scale = then.abs().max(now.abs()).max(1.0);
                assert!(missing.abs() < 1e-6 * scale, "{} {account:?} {}: {missing}", city.word(), after.month);
            }
        });
        let taken = |kind: FirmKind| start.firms.kind.iter().filter(|k| **k == kind).count();
        let relations: f64 = end.territories.pipeline.iter().flatten().sum();
        worlds.push((city, taken(FirmKind::Foreign), taken(FirmKind::Household), relations, end.digest()));
    }
    let of = |wanted: City| worlds.iter().find(|w| w.0 == wanted).expect("every city was run");
    let [kunshan, shunde, wenzhou] = [City::Kunshan, City::Shunde, City::Wenzhou].map(of);
    assert!(kunshan.1 > 2 * shunde.1 && shunde.1 > wenzhou.1, "foreign firms");
    assert!(wenzhou.2 > 2 * shunde.2, "households");
    assert!(kunshan.3 > wenzhou.3, "relations with outside: {} {}", kunshan.3, wenzhou.3);
    let mut digests: Vec<u64> = worlds.iter().map(|w| w.4).collect();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), City::ALL.len(), "no two cities are alike");
}

/// Outside firms and value added, both per inhabitant, at the end of 15 years of Kunshan's conditions in a region of four
/// million; means of three seeds.
fn opened(rows: usize, arrivals: f64) -> [f64; 2] {
    let text = format!("window = \"upgrade\"\n[parameters]\nlambda-arrival = {arrivals}\n");
    let mut scenario = Scenario { months: 180, ..scenario(&text) };
    let kunshan = Some(City::Kunshan);
    scenario.preset = Preset { assets: kunshan, governance: kunshan, pipelines: kunshan };
    (scenario.size.persons, scenario.size.firms) = (4_000 * rows, 600 * rows);
    let ends = ensemble::each(&scenario, &[1, 2, 3], |run| {
        ["outside-firms", "gdp"].map(|name| {
            let of = |name| run.record.series(record::position(name).unwrap(), 0).last().unwrap();
            of(name) / of("population")
        })
    });
    let ends = ends.expect("it can be planned");
    std::array::from_fn(|n| ends.iter().map(|end| end[n]).sum::<f64>() / 3.0)
}

#[test]
fn what_comes_from_outside_does_not_depend_on_the_number_of_rows_and_stays_bounded() {
    let [usual, top] = [0.01, 0.05];
    let (few, many) = (opened(1, top), opened(3, top));
    let near = |a: f64, b: f64, factor: f64| a < factor * b && b < factor * a;
    assert!(few[0] > 0.0 && near(few[0], many[0], 1.6), "outside firms a head: {few:?} {many:?}");
    assert!(near(few[1], many[1], 1.3), "value added a head: {few:?} {many:?}");
    // Five times the rate brings no flood.
    let base = opened(1, usual);
    assert!(near(few[1], base[1], 1.5), "value added a head at the prior's top: {few:?} {base:?}");
}
