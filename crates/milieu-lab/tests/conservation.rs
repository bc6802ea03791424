//! What is there is explained: money by what was booked, floor space by stock, rows by who came and left.

use milieu_lab::World;
use milieu_lab::lever::{Levers, Siting, Timing, Virtual};
use milieu_lab::month::Month;
use milieu_lab::preset::{City, Preset};
use milieu_lab::run::{Plan, run};
use milieu_lab::scenario::lever::LEVERS;
use milieu_lab::start::{self, Size};
use milieu_lab::state::NONE;
use milieu_lab::state::ledger::{Account, balance};
use milieu_lab::state::territory::{FLOORS, TOWN};
use proptest::prelude::*;

fn each_month(check: impl Fn(&World, &World)) {
    let mut world = start::synthetic(&Size::SMALL, 3, Month::new(2013, 1));
    let mut before = world.clone();
    run(&mut world, &Plan::baseline(3, 48), |world| {
        check(&before, world);
        before = world.clone();
        true
    });
    assert_eq!(before.step, 48);
}

#[test]
fn money_changes_by_what_is_booked() {
    each_month(|before, after| {
        for account in Account::ALL {
            let (then, now) = (balance(before, account), balance(after, account));
            let booked = after.ledger.change(account);
            let scale = then.abs().max(now.abs()).max(1.0);
            let missing = now - then - booked;
            assert!(missing.abs() < 1e-6 * scale, "{account:?} in {}: {missing} of {scale}", after.month);
        }
    });
}

#[test]
fn floor_space_in_use_exists() {
    each_month(|_, world| {
        let t = &world.territories;
        for z in t.of_level(TOWN) {
            for c in 0..FLOORS {
                let (stock, used) = (t.stock[z][c], t.occupied[z][c]);
                assert!(stock.is_finite() && used >= 0.0, "{stock} {used}");
                assert!(used <= stock * (1.0 + 1e-9), "town {z}, class {c} in {}: {used} of {stock}", world.month);
            }
        }
    });
}

#[test]
fn nothing_points_at_who_is_gone_for_long() {
    each_month(|_, world| {
        let (persons, firms) = (&world.persons, &world.firms);
        for i in (0..persons.len()).filter(|&i| persons.is_alive(i)) {
            assert!(persons.town[i] != NONE && world.territories.level[persons.town[i] as usize] == TOWN);
            let employer = persons.employer[i];
            let gone = |row: u32| row != NONE && row as usize >= firms.len();
            assert!(!gone(employer), "person {i} works for a row that is not there");
        }
        let living = (0..persons.len()).filter(|&i| persons.is_alive(i)).count();
        assert_eq!(living, persons.rows.living());
        let residents: usize = (0..world.territories.len()).map(|z| world.residents.of(z).len()).sum();
        assert_eq!(residents, living, "everybody lives in one town");
    });
}

/// What holds in every month of every world.
fn books(before: &World, after: &World) -> Result<(), TestCaseError> {
    for account in Account::ALL {
        let (then, now) = (balance(before, account), balance(after, account));
        let missing = now - then - after.ledger.change(account);
        prop_assert!(
            missing.abs() < 1e-6 * then.abs().max(now.abs()).max(1.0),
            "{account:?} {}: {missing}",
            after.month
        );
    }
    let t = &after.territories;
    for z in t.of_level(TOWN) {
        for c in 0..FLOORS {
            let (stock, used) = (t.stock[z][c], t.occupied[z][c]);
            prop_assert!(
                stock.is_finite() && used >= 0.0 && used <= stock * (1.0 + 1e-9),
                "{z} {c}: {used} of {stock}"
            );
            prop_assert!(t.rent[z][c].is_finite() && t.rent[z][c] > 0.0, "{}", t.rent[z][c]);
        }
    }
    let people =
        |w: &World| w.territories.of_level(TOWN).map(|z| w.territories.people[z].iter().sum::<f64>()).sum::<f64>();
    let (then, now) = (people(before), people(after));
    // In the first month inhabitants become what the persons of a town stand for.
    prop_assert!(before.step == 0 || (now / then - 1.0).abs() < 1e-9, "people: {then} {now}");
    let nation: f64 = t.people[0].iter().sum();
    prop_assert!((nation / now - 1.0).abs() < 1e-6, "the nation's people are its towns'");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 24, ..ProptestConfig::default() })]

    /// Whatever is pulled, in whatever city and under whatever hypotheses: money, floor space and people are accounted for, and
    /// the same again is the same.
    #[test]
    fn books_balance_under_any_levers(
        seed in any::<u64>(),
        city in 0..City::ALL.len(),
        shares in prop::collection::vec(0.0..1.0_f64, LEVERS.len()),
        pulled in prop::collection::vec(any::<bool>(), LEVERS.len()),
        switches in prop::collection::vec(any::<bool>(), 5),
    ) {
        let size = Size { territories: [1, 1, 2, 3, 6], firms: 150, persons: 1_500, places: 12, population: 4e5 };
        let mut levers = Levers::default();
        for ((lever, share), _) in LEVERS.iter().zip(&shares).zip(&pulled).filter(|(_, pulled)| **pulled) {
            let [low, high] = lever.unit.bounds();
            // Grants of a billion are possible, but say nothing of the books that a million does not.
            (lever.field)(&mut levers).clone_from(&milieu_lab::lever::Lever::everywhere(low + (high.min(1e6) - low) * share));
        }
        let mut plan = Plan::baseline(seed, 14);
        plan.levers = vec![(0, Levers::default()), (3, levers)];
        plan.switches.tournament = [if switches[0] { 1.0 } else { 0.0 }; 5];
        plan.switches.timing = if switches[1] { Timing::Early } else { Timing::Late };
        plan.switches.siting = if switches[2] { Siting::MakerDensity } else { Siting::CheapestFloor };
        plan.switches.ties = if switches[3] { Virtual::Substitute } else { Virtual::Complement };
        plan.switches.monitoring_costs = switches[4];
        let of = Some(City::ALL[city]);
        let start = || {
            let mut world = start::synthetic(&size, seed, Month::new(2014, 6));
            Preset { assets: of, governance: of, pipelines: of }.apply(&mut world);
            world
        };
        let (mut world, mut again) = (start(), start());
        let (mut before, mut found) = (world.clone(), Ok(()));
        run(&mut world, &plan, |world| {
            found = books(&before, world);
            before.clone_from(world);
            found.is_ok()
        });
        found?;
        run(&mut again, &plan, |_| true);
        prop_assert_eq!(world.digest(), again.digest());
    }
}
