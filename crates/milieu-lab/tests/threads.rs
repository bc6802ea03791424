//! The same bits whatever the number of threads: the state's hash after each month at 1, 2 and 4 threads.

use milieu_lab::month::Month;
use milieu_lab::run::{Plan, run};
use milieu_lab::start::{self, Size};

/// Hashes after each month of three years: a campaign, leases and elections of the calendar lie within.
fn hashes(threads: usize, seed: u64) -> Vec<u64> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| {
        let mut world = start::synthetic(&Size::SMALL, seed, Month::new(2013, 1));
        let mut hashes = vec![world.digest()];
        run(&mut world, &Plan::baseline(seed, 36), |world| {
            hashes.push(world.digest());
            true
        });
        hashes
    })
}

#[test]
fn the_state_is_the_same_at_one_two_and_four_threads() {
    let one = hashes(1, 1);
    for threads in [2, 4] {
        let other = hashes(threads, 1);
        let first = one.iter().zip(&other).position(|(a, b)| a != b);
        assert_eq!(first, None, "with {threads} threads the state differs from this month on");
    }
    assert_ne!(one, hashes(1, 2), "another seed is another world");
    assert!(one.windows(2).all(|pair| pair[0] != pair[1]), "every month differs from the one before");
}
