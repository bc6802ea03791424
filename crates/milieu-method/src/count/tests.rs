use milieu_study::world::Memory;
use milieu_study::{Study, compile};

use super::{ALL, Input, all, definition, find, years};
use crate::place::Place;

fn study() -> Study {
    let world = Memory::of(&[
        ("study.toml", "title = \"T\"\n"),
        ("sources.bib", "@book{k, title={T}, date={2016}}\n@book{unread, title={U}, date={2010}}\n"),
        (
            "territories.csv",
            "id,name,level,parent,lat,lon,crs,source\ncn,China,country,,,,,k\nsh,Shanghai,province,cn,31.2,121.4,wgs84,k\n\
             bj,Beijing,province,cn,,,,k\n",
        ),
        (
            "places.csv",
            "id,kind,opened,closed,status,last_confirmed,territory,lat,lon,crs,source\n\
             a,lab,2010,2013,closed,,sh,31.2,121.4,wgs84,k\n\
             b,lab,2010-06/2011-06,,active,2015,sh,,,,k\n\
             c,,,,closed,,bj,,,,k\n\
             d,club,2012,,,,cn,,,,k\n\
             e,club,,,,,,,,,\n",
        ),
        ("claims.csv", "entity,property,value,status,source\na,opened,2011,conflict,k\nb,opened,1990,rejected,k\n"),
    ]);
    compile(&world).value
}

fn value(id: &str) -> f64 {
    find(&study(), id).unwrap_or_else(|| panic!("{id}")).value
}

#[test]
fn the_ends_partition_the_places() {
    assert_eq!(value("overview.places"), 5.0);
    let ends = ["ended", "confirmed", "last_source", "end_unknown"].map(|id| value(&format!("overview.{id}")));
    // `c` closed at no stated date, `e` has no source: both are unknown, neither is open.
    assert_eq!(ends, [1.0, 1.0, 1.0, 2.0]);
}

#[test]
fn every_part_and_what_it_leaves_out_make_the_whole() {
    for estimate in all(&study()) {
        let Some(whole) = definition(&estimate.id).and_then(|c| c.of) else { continue };
        if estimate.left_out.is_empty() {
            continue;
        }
        let left: usize = estimate.left_out.iter().map(super::LeftOut::len).sum();
        assert_eq!(estimate.value + left as f64, value(&format!("overview.{whole}")), "{}", estimate.id);
    }
}

#[test]
fn a_label_point_of_a_territory_is_not_a_position() {
    let located = find(&study(), "overview.located").unwrap();
    assert_eq!(located.value, 1.0);
    let left: Vec<usize> = located.left_out.iter().map(super::LeftOut::len).collect();
    // `b` by Shanghai's point; China and Beijing have none, `e` has no territory.
    assert_eq!(left, [1, 3]);
}

#[test]
fn a_rejected_statement_contradicts_nothing() {
    let contradictions = find(&study(), "overview.contradictions").unwrap();
    assert_eq!((contradictions.value, contradictions.facts.len()), (1.0, 2));
    assert_eq!(contradictions.left_out[0].facts.len(), 1);
}

#[test]
fn uncited_sources_are_left_out_by_name() {
    let study = study();
    let cited = find(&study, "overview.sources_cited").unwrap();
    assert_eq!(cited.value, 1.0);
    assert_eq!(study.sources[cited.left_out[0].sources[0].0 as usize].item.key, "unread");
}

#[test]
fn an_uncertain_opening_is_spread_over_its_days() {
    let study = study();
    let places = Place::all(&study);
    let found = years(&Input { study: &study, places: &places });
    let total: f64 = found.iter().map(|y| y.opened.value).sum();
    assert!((total - value("overview.dated")).abs() < 1e-9, "{total}");
    let in_2010 = &found.iter().find(|y| y.year == 2010).unwrap().opened;
    // `a` opens in 2010 or 2011 (the interval of two statements), `b` between June 2010 and June 2011.
    let expected = 365.0 / 730.0 + 214.0 / 395.0;
    assert!((in_2010.value - expected).abs() < 1e-9, "{}", in_2010.value);
    assert_eq!(in_2010.interval, Some([0.0, 2.0]));
}

#[test]
fn groups_are_found_by_name() {
    assert_eq!(value("overview.kind.lab"), 2.0);
    assert_eq!(value("overview.kind.-"), 1.0);
    assert_eq!(value("overview.territory.sh"), 2.0);
    // Of `d` only the country is known, of `e` nothing.
    assert_eq!(value("overview.territory.-"), 2.0);
    assert!(find(&study(), "overview.nothing").is_none());
}

#[test]
fn ids_are_unique_and_wholes_exist() {
    for (i, count) in ALL.iter().enumerate() {
        assert!(ALL[..i].iter().all(|c| c.id != count.id), "{}", count.id);
        assert!(count.of.is_none_or(|of| ALL.iter().any(|c| c.id == of)), "{}", count.id);
    }
}
