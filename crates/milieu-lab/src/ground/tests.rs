use milieu_study::world::Memory;

use super::*;
use crate::scenario::Scenario;
use crate::state::indicator::{GROWTH, PLACES};
use crate::state::territory::{COUNTY, TOWN};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid};

const STUDY: &[(&str, &str)] = &[
    ("study.toml", "title = \"T\"\n"),
    (
        "territories.csv",
        "id,name,level,parent,approved,lat,lon,crs,source\n\
         cn,China,country,,,,,,k\n\
         js,Jiangsu,province,cn,,32,119,wgs84,k\n\
         sh,Shanghai,province,cn,,31.2,121.5,wgs84,k\n\
         sz,Suzhou,prefecture,js,,,,,k\n\
         ks,Kunshan,county,sz,,31.4,120.9,wgs84,k\n\
         ja,Jing'an,county,sh,,,,,k\n\
         gd,Guangdong,province,cn,,,,,k\n\
         delta,Delta,region,js,,,,,k\n\
         z1,Zone 1,zone,ks,1992,,,,k\n\
         z2,Zone 2,zone,ks,1993,,,,k\n\
         z3,Zone 3,zone,sz,,,,,k\n\
         z4,Zone 4,zone,sz,2012,,,,k\n\
         taiwan,Taiwan,region,,,,,,k\n\
         usa,USA,country,,,,,,k\n",
    ),
    (
        "places.csv",
        "id,kind,name,opened,closed,status,territory,source\n\
         a,makerspace,A,2005,,active,ja,k\n\
         b,hackerspace,B,2006,2009,closed,sh,k\n\
         c,fablab,C,2008-01,,active,sh,k\n\
         d,fablab,D,,,active,sh,k\n\
         e,fablab,E,2005,2007,closed,sh,k\n\
         f,castle,F,2005,,active,sh,k\n\
         g,fablab,G,2005,,active,usa,k\n",
    ),
    ("actors.csv", "id,kind,name,territory,source\np,person,P,,k\nq,person,Q,,k\ngov,government,Gov,js,k\n"),
    (
        "ties.csv",
        "from,to,relation,layer,valid,source\n\
         p,a,founded,organisational,2005,k\n\
         a,b,spawned,organisational,2006,k\n\
         taiwan,ks,linked_with,economic,,k\n\
         q,p,knows,physical,,k\n",
    ),
    ("policies.csv", "id,title,territory,issued,source\nplan,Plan,cn,2011-11,k\nother,Other,cn,2012,k\n"),
    (
        "targets.csv",
        "id,policy,indicator,territory,form,value,unit,year,source\n\
         t1,plan,gdp_growth,js,range,8-9,%,2011,k\n\
         t2,plan,makerspaces,sh,level,100,places,,k\n\
         t3,plan,gdp_growth,cn,level,7.25,%,2012,k\n\
         t4,other,gdp_growth,js,qualitative,high,%,2012,k\n\
         t5,other,air,js,level,3,%,2012,k\n",
    ),
    (
        "observations.csv",
        "entity,indicator,period,value,unit,source\n\
         ks,population,2007,1500000,people,k\n\
         ks,population,2012,1900000,people,k\n\
         js,gdp_growth,2007,14.9,%,k\n\
         ks,beauty,2007,3,%,k\n",
    ),
];

fn scenario(study: &[(&str, &str)]) -> Scenario {
    let study = milieu_study::compile(&Memory::of(study)).value;
    Scenario { size: Size::SMALL, months: 60, ..Scenario::default() }.inside(&std::sync::Arc::new(read(&study)))
}

fn row_named(world: &World, name: &str) -> usize {
    let t = &world.territories;
    (0..t.len()).find(|&z| world.names.get(t.name[z] as usize).is_some_and(|n| n == name)).expect("it stands")
}

fn why(scenario: &Scenario, table: Table, id: &str) -> String {
    let ground = scenario.ground.as_ref().expect("a study");
    let placed = scenario.placed().expect("a study");
    let is = |row: usize| ground.rows[row].table == table && ground.rows[row].id == id;
    placed.left.iter().find(|(row, _)| is(*row)).map_or_else(String::new, |(_, why)| why.clone())
}

#[test]
fn territories_take_the_rows_of_their_levels() {
    let scenario = scenario(STUDY);
    let world = scenario.world();
    let t = &world.territories;
    let [js, sz, ks, ja, sh] = ["js", "sz", "ks", "ja", "sh"].map(|n| row_named(&world, n));
    assert_eq!((t.parent[sz] as usize, t.parent[ks] as usize, t.at_level(ja, 1)), (js, sz, sh));
    assert_eq!(t.level[ks], COUNTY);
    assert_eq!(world.names[t.name[t.parent[js] as usize] as usize], "cn");
    assert_eq!(t.name[t.parent[ja] as usize], NONE, "the prefecture the study leaves out is synthetic");
    assert_eq!((t.position[ks], t.uid(ks)), ([120.9, 31.4], Uid::named(Kind::Territory, "ks")));
    // What lies in a territory has moved with it.
    let away = |z: usize, axis: usize| (t.position[z][axis] - [120.9, 31.4][axis]).abs();
    assert!(t.within(ks).into_iter().all(|z| away(z, 0) < 0.5 && away(z, 1) < 0.5));
    assert_eq!(why(&scenario, Table::Territories, "gd"), "the world has no room for another province there");
    assert_eq!(why(&scenario, Table::Territories, "usa"), "it lies outside the nation that is simulated");
    assert_eq!(why(&scenario, Table::Territories, "delta"), "territories of the level `region` are not simulated");
}

#[test]
fn the_rest_meets_the_same_events_as_without_the_study() {
    let with = scenario(STUDY);
    let without = Scenario { ground: None, ..with.clone() };
    let (a, b) = (with.world(), without.world());
    let nobody_moved = "territories.csv";
    let still: Vec<(&str, &str)> =
        STUDY.iter().filter(|(path, _)| *path == nobody_moved || *path == "study.toml").copied().collect();
    let c = scenario(&still).world();
    assert_eq!((&c.persons.class, &c.firms.kene), (&b.persons.class, &b.firms.kene));
    assert_eq!(c.places.len(), b.places.len());
    assert_ne!(a.digest(), b.digest());
    assert_eq!(a.digest(), with.world().digest());
}

#[test]
fn places_stand_if_they_were_surely_open() {
    let scenario = scenario(STUDY);
    let world = scenario.world();
    let named: Vec<(usize, &str)> = (0..world.places.len())
        .filter_map(|p| Some((p, world.names.get(world.places.name[p] as usize)?.as_str())))
        .collect();
    assert_eq!(named.iter().map(|(_, n)| *n).collect::<Vec<_>>(), ["a", "b"]);
    let (a, b) = (named[0].0, named[1].0);
    let town = world.places.town[a] as usize;
    assert!(world.territories.within(row_named(&world, "ja")).contains(&town) && world.territories.level[town] == TOWN);
    assert_eq!(world.places.core[a].iter().filter(|i| **i != NONE).count(), 1, "one founder is named");
    assert_eq!(world.places.core[b].iter().filter(|i| **i != NONE).count(), 4);
    assert_eq!(world.places.parents[b][0] as usize, a);
    assert!(world.members.of(a).contains(&world.places.core[a][0]));
    for (id, reason) in [
        ("c", "it was not surely open at the start"),
        ("d", "its opening is not dated"),
        ("e", "it had ended at the start, or may have"),
        ("f", "places of the kind `castle` are not simulated"),
        ("g", "its territory has no place in this world"),
    ] {
        assert_eq!(why(&scenario, Table::Places, id), reason, "{id}");
    }
}

#[test]
fn zones_pipelines_and_what_was_observed_are_there_at_the_start() {
    let scenario = scenario(STUDY);
    let world = scenario.world();
    let t = &world.territories;
    let (ks, js) = (row_named(&world, "ks"), row_named(&world, "js"));
    assert_eq!(t.of_level(COUNTY).filter(|&z| t.zone[z] > 0).collect::<Vec<_>>(), [ks]);
    assert_eq!(t.within(ks).into_iter().filter(|&z| t.level[z] == TOWN && t.zone[z] == 1).count(), 1);
    assert_eq!(why(&scenario, Table::Territories, "z2"), "every county of its territory has a zone");
    assert_eq!(why(&scenario, Table::Territories, "z3"), "a zone without a date");
    assert_eq!(why(&scenario, Table::Territories, "z4"), "not surely there at the start");
    assert!(t.within(ks).into_iter().all(|z| t.pipeline[z] == [2.0, 0.0, 0.0, 0.0, 0.0]));
    assert!((t.people[ks].iter().sum::<f64>() / 1.5e6 - 1.0).abs() < 1e-9);
    // And still after a month, when inhabitants are what persons stand for.
    let mut later = world.clone();
    crate::run::run(&mut later, &crate::run::Plan::baseline(1, 1), |_| true);
    assert!((later.territories.people[ks].iter().sum::<f64>() / 1.5e6 - 1.0).abs() < 0.02);
    assert_eq!(why(&scenario, Table::Observations, "ks.population"), "another observation is nearer to the start");
    assert_eq!(world.indicators.reported[js][GROWTH], 14.9);
    let nation: f64 = t.people[0].iter().sum();
    let towns: f64 = t.of_level(TOWN).map(|z| t.people[z].iter().sum::<f64>()).sum();
    assert!((nation / towns - 1.0).abs() < 1e-9);
}

#[test]
fn stated_targets_stand_in_their_year() {
    let scenario = scenario(STUDY);
    let mut world = scenario.world();
    let (js, sh) = (row_named(&world, "js"), row_named(&world, "sh"));
    let plan = scenario.plan(&world).value;
    let mut seen = vec![];
    crate::run::run(&mut world, &plan, |w| {
        if w.month.of_year() == 2 {
            let of = |row: usize, indicator: usize| w.indicators.target[row][indicator];
            seen.push((of(js, GROWTH), of(0, GROWTH), of(sh, PLACES)));
        }
        true
    });
    // The Januaries of 2008 to 2012.
    assert_eq!(seen.len(), 5);
    assert_eq!((seen[3].0, seen[4].1, seen[4].2), (8.5, 7.25, 100.0));
    assert!(seen[4].0 != 8.5 && seen[3].1 != 7.25 && seen[3].2 != 100.0);
}

#[test]
fn every_row_is_told_once() {
    let scenario = scenario(STUDY);
    let ground = scenario.ground.as_ref().expect("a study");
    let placed = scenario.placed().expect("a study");
    let mut told: Vec<usize> = placed.stands.iter().chain(&placed.left).map(|(row, _)| *row).collect();
    told.sort_unstable();
    assert_eq!(told, (0..ground.rows.len()).collect::<Vec<_>>());
    let rows: usize = STUDY.iter().skip(1).map(|(_, text)| text.lines().count() - 1).sum();
    assert_eq!(ground.rows.len(), rows);
    let counts: Vec<(&str, usize)> = placed.counts.iter().map(|c| (c.what, c.grounded)).collect();
    assert_eq!(
        counts,
        [
            ("territories", 6),
            ("zones", 1),
            ("targets", 3),
            ("places", 2),
            ("ties", 2),
            ("pipelines", 1),
            ("actors", 2),
            ("observations", 2)
        ]
    );
    assert!(placed.counts.iter().all(|c| c.grounded <= c.facts), "each rests on a statement at least");
}

#[test]
fn what_stands_does_not_depend_on_chance() {
    let scenario = scenario(STUDY);
    let other = Scenario { seed: 2, ..scenario.clone() };
    assert_eq!(scenario.placed(), other.placed());
    assert_ne!(scenario.world().digest(), other.world().digest());
}
