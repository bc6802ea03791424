//! The behaviour of the rules, pinned: hashes of a small world's state, year by year, under both windows.
//!
//! A change of a rule changes them, and so does a change that was meant to make nothing but speed. Who means it renews
//! the file by `MILIEU_BLESS=1 cargo test --release -p milieu-lab --test pinned` and says in the commit what changed.

use std::fmt::Write as _;
use std::path::Path;

use milieu_lab::run::run;
use milieu_lab::scenario::{Scenario, Window};
use milieu_lab::start::Size;

/// A line for each year of each window.
fn hashes() -> String {
    let mut lines = String::new();
    for (name, window, months) in [("maker", Window::Maker, 120), ("upgrade", Window::Upgrade, 60)] {
        let scenario = Scenario { window, months, size: Size::SMALL, seed: 7, ..Scenario::default() };
        let mut world = scenario.world();
        let plan = scenario.plan(&world).value;
        run(&mut world, &plan, |world| {
            if world.month.is_january() {
                let (firms, places) = (world.firms.rows.living(), world.places.rows.living());
                let year = world.month.year() - 1;
                _ = writeln!(lines, "{name} {year}: {:016x}, {firms} firms, {places} places", world.digest());
            }
            true
        });
    }
    lines
}

#[test]
fn nothing_changes_unnoticed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pinned.txt");
    let now = hashes();
    if std::env::var_os("MILIEU_BLESS").is_some() {
        std::fs::write(&file, &now).expect("the file of hashes can be written");
    }
    let then = std::fs::read_to_string(&file).expect("the file of hashes is part of the repository");
    let first = then.lines().zip(now.lines()).find(|(then, now)| then != now);
    assert_eq!(first, None, "the rules behave differently from this year on; MILIEU_BLESS=1 renews tests/pinned.txt");
    assert_eq!(then.lines().count(), now.lines().count());
}
