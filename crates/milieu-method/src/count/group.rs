//! Places by kind, by territory, by year.

use std::collections::BTreeMap;

use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::schema::Table;
use milieu_study::time::{Bound, Day};

use super::{Input, METHOD, sorted};
use crate::place::{Ending, Place};
use crate::{Estimate, LeftOut, Words};

/// Longest span, in years, over which an uncertain date is spread; a vaguer one says nothing of a year.
const LONGEST_SPREAD: i32 = 100;

/// Places that share something.
#[derive(Clone, Debug)]
pub struct Group<K> {
    /// What they share; none for places that have no such thing.
    pub key: Option<K>,
    /// How many.
    pub estimate: Estimate,
}

/// What happened in a year.
#[derive(Clone, Debug)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Openings expected in it; its interval is the openings certainly in it and those possibly in it.
    pub opened: Estimate,
    /// Ends expected in it; its interval likewise.
    pub ended: Estimate,
}

/// Places by kind, most first; equals by code, those without a kind last among them.
#[must_use]
pub fn kinds(input: &Input<'_>) -> Vec<Group<String>> {
    let mut groups: BTreeMap<Option<String>, (Vec<EntityIx>, Vec<FactIx>)> = BTreeMap::new();
    for place in input.places {
        let (key, facts) = match input.study.used_words(place.entity, "kind") {
            Some((kind, facts)) => (Some(kind.into_owned()), facts),
            None => (None, vec![]),
        };
        let group = groups.entry(key).or_default();
        group.0.push(place.entity);
        group.1.extend(facts);
    }
    ordered("kind", groups, |kind| kind.clone())
}

/// Places by the territory they lie in directly below the country, most first; equals by id.
/// Where no ancestor is a country it is the topmost one. Places of which no such territory is
/// known, or only the country, are grouped without a key.
#[must_use]
pub fn territories(input: &Input<'_>) -> Vec<Group<EntityIx>> {
    let study = input.study;
    let mut groups: BTreeMap<Option<EntityIx>, (Vec<EntityIx>, Vec<FactIx>)> = BTreeMap::new();
    for place in input.places {
        let level = |t: EntityIx| {
            let e = study.entity(t);
            study.row_cell(e.table, e.row, "level")
        };
        let chain = &place.territories;
        let country = chain.iter().position(|&t| level(t).as_deref() == Some("country"));
        let key = match country {
            Some(0) => None,
            Some(i) => Some(chain[i - 1]),
            None => chain.last().copied().filter(|&t| study.entity(t).kind == Table::Territories),
        };
        let group = groups.entry(key).or_default();
        group.0.push(place.entity);
        group.1.extend(study.own(place.entity, "territory"));
    }
    ordered("territory", groups, |&t| study.entity(t).id.to_string())
}

fn ordered<K: Ord>(
    what: &str,
    groups: BTreeMap<Option<K>, (Vec<EntityIx>, Vec<FactIx>)>,
    name: impl Fn(&K) -> String,
) -> Vec<Group<K>> {
    let mut found: Vec<(String, Group<K>)> = groups
        .into_iter()
        .map(|(key, (entities, facts))| {
            let name = key.as_ref().map_or_else(|| "-".to_owned(), &name);
            let mut estimate = Estimate::new(format!("overview.{what}.{name}"), METHOD, entities.len() as f64);
            estimate.entities = entities;
            estimate.facts = sorted(facts);
            (name, Group { key, estimate })
        })
        .collect();
    found.sort_by(|(a, x), (b, y)| {
        let size = |g: &Group<K>| g.estimate.entities.len();
        size(y).cmp(&size(x)).then(x.key.is_none().cmp(&y.key.is_none())).then_with(|| a.cmp(b))
    });
    found.into_iter().map(|(_, group)| group).collect()
}

/// Openings and ends of each year from the first to the last. A date that spans several years is
/// spread evenly over its days, so that a year may hold a fraction of an opening.
#[must_use]
pub fn years(input: &Input<'_>) -> Vec<Year> {
    let opened = Series::of(input.places, |p| p.is_dated().then_some(p.life.opened).flatten(), |p| &p.life.opened_by);
    let end = |p: &Place| match p.life.end {
        milieu_study::life::End::Event { when, .. } if p.ending() == Ending::Event => Some(when),
        _ => None,
    };
    let ended = Series::of(input.places, end, |p| &p.life.end_by);
    let all = || opened.years.keys().chain(ended.years.keys());
    let (Some(&first), Some(&last)) = (all().min(), all().max()) else { return vec![] };
    (first..=last)
        .map(|year| Year { year, opened: opened.estimate("opened", year), ended: ended.estimate("ended", year) })
        .collect()
}

#[derive(Default)]
struct Series {
    years: BTreeMap<i32, InYear>,
    vague: Vec<EntityIx>,
}

#[derive(Clone, Default)]
struct InYear {
    certain: u32,
    expected: f64,
    places: Vec<EntityIx>,
    facts: Vec<FactIx>,
}

impl Series {
    fn of<'p>(
        places: &'p [Place],
        when: impl Fn(&Place) -> Option<[Bound; 2]>,
        by: impl Fn(&'p Place) -> &'p Vec<FactIx>,
    ) -> Self {
        let mut series = Self::default();
        for place in places {
            let Some([from, to]) = when(place) else { continue };
            match (from.day(), to.day()) {
                (Some(from), Some(to)) if to.year() - from.year() <= LONGEST_SPREAD && from <= to => {
                    for (year, share) in spread(from, to) {
                        let at = series.years.entry(year).or_default();
                        at.certain += u32::from(from.year() == to.year());
                        at.expected += share;
                        at.places.push(place.entity);
                        at.facts.extend(by(place));
                    }
                }
                _ => series.vague.push(place.entity),
            }
        }
        series
    }

    fn estimate(&self, what: &str, year: i32) -> Estimate {
        let at = self.years.get(&year).cloned().unwrap_or_default();
        let mut estimate = Estimate::new(format!("overview.{what}.{year}"), METHOD, at.expected);
        estimate.interval = Some([f64::from(at.certain), at.places.len() as f64]);
        estimate.parameters.insert("spread".to_owned(), "evenly over the days a date admits".to_owned());
        estimate.entities = at.places;
        estimate.facts = sorted(at.facts);
        let reason = Words {
            en: "dated on one side only, or within more than a century",
            zh: "仅一侧有时间，或跨度超过一百年",
            fr: "datés d’un seul côté, ou à plus d’un siècle près",
        };
        if !self.vague.is_empty() {
            estimate.left_out.push(LeftOut::entities(reason, self.vague.clone()));
        }
        estimate
    }
}

/// Share of the days from `from` to `to`, both included, that fall into each year. Shares sum to 1.
fn spread(from: Day, to: Day) -> Vec<(i32, f64)> {
    let days = f64::from(to.0 - from.0 + 1);
    (from.year()..=to.year())
        .map(|year| {
            let first = Day::first_of_year(year).max(from);
            let last = Day::first_of_year(year + 1).plus_days(-1).min(to);
            (year, f64::from(last.0 - first.0 + 1) / days)
        })
        .collect()
}
