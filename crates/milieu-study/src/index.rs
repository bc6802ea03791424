//! Ways to find facts: by subject, source, property, territory and time.
//!
//! The first two are made while compiling, since every page needs them; the others on first use.

use crate::fact::{EntityIx, FactIx, PropertyIx, Value};
use crate::study::Study;
use crate::time::{Bounds, Day};

/// Facts grouped by a key: compressed rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    starts: Vec<u32>,
    facts: Vec<FactIx>,
}

impl Index {
    /// Groups pairs of (key, fact) for keys below `keys`; facts keep their order.
    pub(crate) fn new(keys: usize, pairs: impl Iterator<Item = (u32, FactIx)> + Clone) -> Self {
        let mut starts = vec![0_u32; keys + 1];
        for (key, _) in pairs.clone() {
            starts[key as usize + 1] += 1;
        }
        for i in 0..keys {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut facts = vec![FactIx(0); starts[keys] as usize];
        for (key, fact) in pairs {
            facts[next[key as usize] as usize] = fact;
            next[key as usize] += 1;
        }
        Self { starts, facts }
    }

    pub(crate) fn get(&self, key: u32) -> &[FactIx] {
        match (self.starts.get(key as usize), self.starts.get(key as usize + 1)) {
            (Some(&from), Some(&to)) => &self.facts[from as usize..to as usize],
            _ => &[],
        }
    }
}

impl Study {
    /// All facts that state a property, in table and row order.
    #[must_use]
    pub fn facts_of(&self, property: PropertyIx) -> &[FactIx] {
        let index = self.by_property.get_or_init(|| {
            let pairs = self.facts.iter().enumerate().map(|(i, f)| (f.property.0, FactIx(i as u32)));
            Index::new(self.properties.len(), pairs)
        });
        index.get(property.0)
    }

    /// All facts about what lies in a territory, at whatever depth, and about the territory itself.
    #[must_use]
    pub fn facts_in(&self, territory: EntityIx) -> &[FactIx] {
        let index = self.by_territory.get_or_init(|| {
            let within: Vec<Vec<EntityIx>> = (0..self.entities.len() as u32)
                .map(EntityIx)
                .map(|e| {
                    let mut found = self.territories_of(e);
                    if self.entity(e).kind == crate::schema::Table::Territories {
                        found.push(e);
                    }
                    found
                })
                .collect();
            let within = &within;
            let pairs = self.facts.iter().enumerate().flat_map(move |(i, f)| {
                let territories = f.subject.map_or(&[][..], |s| &within[s.0 as usize]);
                territories.iter().map(move |t| (t.0, FactIx(i as u32)))
            });
            Index::new(self.entities.len(), pairs)
        });
        index.get(territory.0)
    }

    /// All facts that may concern some day from `from` to `to`, both included: their value is such a
    /// date, or they hold at such a time. Facts without any date are not among them.
    #[must_use]
    pub fn facts_between(&self, from: Day, to: Day) -> Vec<FactIx> {
        let index = self.by_time.get_or_init(|| {
            let dated = |(i, f): (usize, &crate::fact::Fact)| {
                let fact = FactIx(i as u32);
                let bounds = match f.value {
                    Value::Date(date) => date.bounds,
                    _ => self.valid(fact)?.bounds,
                };
                let (first, last) = days(&bounds);
                Some((first, last, fact))
            };
            let mut index: Vec<_> = self.facts.iter().enumerate().filter_map(dated).collect();
            index.sort_unstable();
            index
        });
        let begun = index.partition_point(|&(first, ..)| first <= to.0);
        let mut found: Vec<FactIx> =
            index[..begun].iter().filter(|&&(_, last, _)| last >= from.0).map(|i| i.2).collect();
        found.sort_unstable();
        found
    }
}

/// First and last day a date may touch; no limit where a side is unknown or open.
fn days(bounds: &Bounds) -> (i32, i32) {
    let first = bounds.earliest_start.day().map_or(i32::MIN, |d| d.0);
    let last = bounds.latest_end.day().map_or(i32::MAX, |d| d.0);
    (first, last)
}
