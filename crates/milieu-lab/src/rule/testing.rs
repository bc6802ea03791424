//! What the tests of rules share: a small world and a month's context.

use crate::context::Context;
use crate::lever::{Levers, Switches};
use crate::month::Month;
use crate::parameter::Values;
use crate::random::Chance;
use crate::start::{self, Size};
use crate::state::World;

/// A small synthetic world.
pub fn world() -> World {
    start::synthetic(&Size::SMALL, 1, Month::new(2008, 1))
}

/// Every parameter at its default.
pub fn defaults() -> Values {
    Values::defaults(&crate::rule::parameters())
}

/// Does something in the world's month, with everything at its default.
pub fn at<T>(world: &World, act: impl FnOnce(&Context) -> T) -> T {
    with(world, &defaults(), &Levers::default(), Switches::default(), act)
}

/// The same with these parameters, levers and switches.
pub fn with<T>(
    world: &World,
    values: &Values,
    levers: &Levers,
    switches: Switches,
    act: impl FnOnce(&Context) -> T,
) -> T {
    let (step, month) = (world.step, world.month);
    let chance = Chance::new(1).at(u16::try_from(step).expect("few steps"));
    act(&Context { chance, step, month, values, switches, levers })
}
