//! What is there is explained: money by what was booked, floor space by stock, rows by who came and left.

use milieu_lab::World;
use milieu_lab::month::Month;
use milieu_lab::run::{Plan, run};
use milieu_lab::start::{self, Size};
use milieu_lab::state::NONE;
use milieu_lab::state::ledger::{Account, balance};
use milieu_lab::state::territory::{FLOORS, TOWN};

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
