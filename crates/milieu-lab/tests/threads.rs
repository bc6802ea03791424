//! The same bits whatever the number of threads: the state's hash after two years at 1, 2 and 4 threads.

use milieu_lab::lever::{Levers, Switches};
use milieu_lab::month::Month;
use milieu_lab::random::Chance;
use milieu_lab::start::{self, Size};
use milieu_lab::{Context, step};

/// Hashes after each month.
fn hashes(threads: usize, seed: u64) -> Vec<u64> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| {
        let values = start::defaults();
        let levers = Levers::default();
        let mut world = start::synthetic(&Size::SMALL, seed, Month::new(2008, 1));
        let month = |world: &mut milieu_lab::World| {
            let context = Context {
                chance: Chance::new(seed).at(u16::try_from(world.step).expect("few steps")),
                step: world.step,
                month: world.month,
                values: &values,
                switches: Switches::default(),
                levers: &levers,
            };
            step::step(world, &context);
            world.digest()
        };
        (0..24).map(|_| month(&mut world)).collect()
    })
}

#[test]
fn the_state_is_the_same_at_one_two_and_four_threads() {
    let one = hashes(1, 1);
    assert_eq!(one, hashes(2, 1));
    assert_eq!(one, hashes(4, 1));
    assert_ne!(one, hashes(1, 2), "another seed is another world");
    assert!(one.windows(2).all(|pair| pair[0] != pair[1]), "every month differs from the one before");
}
