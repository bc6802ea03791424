//! The model's fingerprint: what results that are kept carry, so that those of other rules are told.
//!
//! It hashes the register of parameters, the state of a tiny world after two years in which a campaign begins and
//! levers move, and another one's in which a tiny study stands: a changed comment leaves it as it is, a rule that behaves
//! otherwise does not, nor does another way to put a study into a world.

use std::sync::{Arc, OnceLock};

use milieu_study::world::Memory;

use crate::digest::Digest;
use crate::ground;
use crate::lever::{Lever, Levers};
use crate::month::Month;
use crate::rule;
use crate::run::{self, Plan};
use crate::scenario::Scenario;
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
        digest.word(grounding());
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

/// A study of which something of every kind stands: each is put into the world by code of its own.
const STUDY: &[(&str, &str)] = &[
    (
        "territories.csv",
        "id,name,level,parent,approved,lat,lon,crs,source\n\
         cn,China,country,,,,,,k\njs,Jiangsu,province,cn,,32,119,wgs84,k\nsz,Suzhou,prefecture,js,,,,,k\n\
         ks,Kunshan,county,sz,,,,,k\nz,Zone,zone,ks,1992,,,,k\ntaiwan,Taiwan,region,,,,,,k\n",
    ),
    (
        "places.csv",
        "id,kind,name,opened,status,territory,source\n\
         a,makerspace,A,2005,active,ks,k\nb,hackerspace,B,2006,active,ks,k\n",
    ),
    ("actors.csv", "id,kind,name,source\np,person,P,k\n"),
    (
        "ties.csv",
        "from,to,relation,layer,source\n\
         p,a,founded,organisational,k\na,b,spawned,organisational,k\ntaiwan,ks,linked_with,economic,k\n",
    ),
    ("policies.csv", "id,title,territory,issued,source\nplan,Plan,cn,2011-11,k\n"),
    (
        "targets.csv",
        "id,policy,indicator,territory,form,value,unit,year,source\nt,plan,gdp_growth,js,range,8-9,%,2011,k\n",
    ),
    (
        "observations.csv",
        "entity,indicator,period,value,unit,source\nks,population,2007,150000,people,k\njs,gdp_growth,2007,14.9,%,k\n",
    ),
];

fn grounded() -> Scenario {
    let study = milieu_study::compile(&Memory::of(STUDY)).value;
    Scenario { seed: 7, size: TINY, ..Scenario::default() }.inside(&Arc::new(ground::read(&study)))
}

fn grounding() -> u64 {
    grounded().world().digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_of_every_kind_stands() {
        for count in grounded().placed().expect("it is inside a study").counts {
            assert!(count.grounded > 0, "{}", count.what);
        }
    }

    #[test]
    fn it_is_the_same_each_time() {
        assert_eq!(behaviour(), behaviour());
        assert!(of_model().len() == 16 && of_model().bytes().all(|b| b.is_ascii_hexdigit()), "{}", of_model());
    }
}
