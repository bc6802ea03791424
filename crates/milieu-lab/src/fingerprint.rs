//! The model's fingerprint: what results that are kept carry, so that those of other rules are told.
//!
//! It hashes the register of parameters and the state of a tiny world after two years in which a campaign begins and
//! levers move: a changed comment leaves it as it is, a rule that behaves otherwise does not.

use std::sync::OnceLock;

use crate::digest::Digest;
use crate::lever::{Lever, Levers};
use crate::month::Month;
use crate::rule;
use crate::run::{self, Plan};
use crate::start::{self, Size};

/// The world that is run: every level, kind and rule has something to do in it.
const TINY: Size = Size { territories: [1, 1, 2, 3, 6], firms: 240, persons: 1_800, places: 24, population: 6e5 };
/// Months that are run.
const MONTHS: u32 = 24;

/// Fingerprint of the rules and their parameters as they stand, 16 hexadecimal digits.
#[must_use]
pub fn of_model() -> &'static str {
    static FINGERPRINT: OnceLock<String> = OnceLock::new();
    FINGERPRINT.get_or_init(|| {
        let mut digest = Digest::default();
        for p in rule::parameters() {
            p.name.bytes().for_each(|b| digest.word(u64::from(b)));
            for x in [p.default, p.prior[0], p.prior[1]] {
                digest.word(x.to_bits());
            }
        }
        digest.word(behaviour());
        format!("{:016x}", digest.0)
    })
}

fn behaviour() -> u64 {
    let mut moved = Levers { rent: Lever::everywhere(1.2), monitoring: Lever::everywhere(0.2), ..Levers::default() };
    moved.earmark.iter_mut().for_each(|share| *share = Lever::everywhere(0.05));
    let plan = Plan { levers: vec![(0, Levers::default()), (MONTHS / 2, moved)], ..Plan::baseline(7, MONTHS) };
    let mut world = start::synthetic(&TINY, plan.seed, Month::new(2014, 6));
    run::run(&mut world, &plan, |_| true);
    world.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_each_time() {
        assert_eq!(behaviour(), behaviour());
        assert!(of_model().len() == 16 && of_model().bytes().all(|b| b.is_ascii_hexdigit()), "{}", of_model());
    }
}
