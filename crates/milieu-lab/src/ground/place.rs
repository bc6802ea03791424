//! What of a study stands in a world of some size at some month, and why the rest does not.

use milieu_study::time::Day;

use super::seats::{Tree, seated};
use super::{Count, Ground, Measure, Placed, TieOf, first_day};
use crate::month::Month;
use crate::scenario::LEVEL_WORDS;
use crate::start::Size;
use crate::state::place::CORE;
use crate::state::territory::{COUNTY, ORIGIN_NAMES, TOWN};

/// Days from the start within which an observation speaks of it: five years.
const NEAR: i64 = 5 * 366;

/// Something being placed.
struct Placing<'g> {
    ground: &'g Ground,
    tree: Tree,
    /// The row of each area.
    row_of: Vec<Option<usize>>,
    start: Option<Day>,
    out: Placed,
}

pub(super) fn all(ground: &Ground, size: &Size, start: Month) -> Placed {
    let tree = Tree::new(size);
    let seats = seated(ground, &tree);
    let mut row_of = vec![None; ground.areas.len()];
    for (row, area) in seats.iter().enumerate() {
        if let Some(area) = area {
            row_of[*area] = Some(row);
        }
    }
    let out = Placed { left: ground.barred.clone(), ..Placed::default() };
    let mut placing = Placing { ground, tree, row_of, start: first_day(start), out };
    placing.territories();
    placing.observed();
    placing.zones();
    let stands = placing.sites();
    placing.ties(&stands);
    placing.targets(start);
    placing.actors();
    let mut out = placing.out;
    out.counts = counts(ground, size, &out);
    out.left.sort();
    out.stands.sort();
    out
}

impl Placing<'_> {
    fn name(&self, row: usize) -> String {
        let level = self.tree.level(row);
        match self.tree.at_level_below(0, level).first() {
            Some(_) if level == 0 => LEVEL_WORDS[0].to_owned(),
            first => format!("{}-{}", LEVEL_WORDS[level], row - first.copied().unwrap_or(0) + 1),
        }
    }

    fn leave(&mut self, row: usize, why: impl Into<String>) {
        self.out.left.push((row, why.into()));
    }

    fn stand(&mut self, row: usize, as_what: impl Into<String>) {
        self.out.stands.push((row, as_what.into()));
    }

    /// The row of the nearest area that has one.
    fn near(&self, mut area: Option<usize>) -> Option<usize> {
        while let Some(a) = area {
            if let Some(row) = self.row_of[a] {
                return Some(row);
            }
            area = self.ground.areas[a].parent;
        }
        None
    }

    /// The row of an area, of which a world has a place; none where only what it lies in has.
    fn seat(&self, area: Option<usize>) -> Option<usize> {
        area.and_then(|a| self.row_of[a])
    }

    fn territories(&mut self) {
        let ground = self.ground;
        for (a, area) in ground.areas.iter().enumerate() {
            match self.row_of[a] {
                Some(row) => {
                    self.out.territories.push((row32(row), a));
                    let name = self.name(row);
                    self.stand(area.row, name);
                }
                None if self.near(Some(a)).is_none() => {
                    self.leave(area.row, "it lies outside the nation that is simulated")
                }
                None => {
                    let level = LEVEL_WORDS[usize::from(area.level)];
                    self.leave(area.row, format!("the world has no room for another {level} there"));
                }
            }
        }
        self.out.territories.sort_unstable();
    }

    fn observed(&mut self) {
        let Some(start) = self.start else { return };
        let ground = self.ground;
        let far = |o: usize| (i64::from(ground.observed[o].middle.0) - i64::from(start.0)).abs();
        for (o, observed) in ground.observed.iter().enumerate() {
            let of_same = |p: usize| {
                let other = &ground.observed[p];
                other.within == observed.within && other.what == observed.what
            };
            let nearest = (0..ground.observed.len()).filter(|&p| of_same(p)).min_by_key(|&p| (far(p), p));
            match self.seat(Some(observed.within)) {
                None => self.leave(observed.row, "its territory has no place in this world"),
                Some(_) if far(o) > NEAR => self.leave(observed.row, "more than five years from the start"),
                Some(_) if nearest != Some(o) => self.leave(observed.row, "another observation is nearer to the start"),
                Some(row) if observed.what == Measure::Growth && self.tree.level(row) == usize::from(TOWN) => {
                    self.leave(observed.row, "towns have no official who reports growth");
                }
                Some(row) => {
                    self.out.observed.push((row32(row), o));
                    let name = self.name(row);
                    self.stand(observed.row, name);
                }
            }
        }
    }

    fn zones(&mut self) {
        let ground = self.ground;
        let mut taken: Vec<usize> = vec![];
        for (z, zone) in ground.zones.iter().enumerate() {
            let why = match (zone.since, self.start) {
                (None, _) | (_, None) => "a zone without a date".to_owned(),
                (Some(since), Some(start)) if since > start => "not surely there at the start".to_owned(),
                _ => match self.seat(zone.within) {
                    None => "its territory has no place in this world".to_owned(),
                    Some(row) => {
                        let county = usize::from(COUNTY);
                        let own =
                            if self.tree.level(row) > county { vec![] } else { self.tree.at_level_below(row, county) };
                        match own.into_iter().find(|c| !taken.contains(c)) {
                            Some(free) => {
                                taken.push(free);
                                self.out.zones.push((row32(free), z));
                                let name = self.name(free);
                                self.stand(zone.row, format!("the zone of {name}"));
                                continue;
                            }
                            None => "every county of its territory has a zone".to_owned(),
                        }
                    }
                },
            };
            self.leave(zone.row, why);
        }
    }

    /// Places; says for each of the study whether it stands, and as which.
    fn sites(&mut self) -> Vec<Option<usize>> {
        let ground = self.ground;
        let mut stands = vec![None; ground.sites.len()];
        for (s, site) in ground.sites.iter().enumerate() {
            let Some(start) = self.start else { continue };
            let why = match (site.opened, site.ended) {
                (None, _) => "its opening is not dated",
                (Some(opened), _) if opened > start => "it was not surely open at the start",
                (_, Some([first, _])) if first.is_none_or(|first| first <= start) => {
                    "it had ended at the start, or may have"
                }
                _ => match self.seat(site.within) {
                    None => "its territory has no place in this world",
                    Some(row) if self.tree.at_level_below(row, usize::from(TOWN)).is_empty() => "no town is there",
                    Some(row) => {
                        stands[s] = Some(self.out.sites.len());
                        self.out.sites.push((row32(row), s));
                        let name = self.name(row);
                        self.stand(site.row, format!("a place in {name}"));
                        continue;
                    }
                },
            };
            self.leave(site.row, why);
        }
        self.out.carriers = vec![0; self.out.sites.len()];
        stands
    }

    fn ties(&mut self, stands: &[Option<usize>]) {
        let ground = self.ground;
        for tie in &ground.ties {
            let holds = self.start.is_some_and(|start| {
                tie.valid[0].is_none_or(|from| from <= start) && tie.valid[1].is_none_or(|until| until > start)
            });
            let placed = match tie.what {
                TieOf::Pipeline { area, .. } => self.seat(Some(area)).map(|row| (row, 0)),
                TieOf::Lineage { of, from } => stands[of].zip(stands[from]),
                TieOf::Carries { site, .. } => stands[site].map(|site| (site, 0)),
            };
            match (placed, tie.what) {
                (None, _) => self.leave(tie.row, "what it ties does not stand at the start"),
                // A founder stays one; a pipeline ends with its tie.
                (Some((row, _)), TieOf::Pipeline { origin, .. }) if holds => {
                    if self.tree.level(row) == 0 {
                        self.leave(tie.row, "the nation as a whole has no pipeline: counties have");
                        continue;
                    }
                    self.out.pipelines.push((row32(row), origin));
                    let name = self.name(row);
                    self.stand(tie.row, format!("the pipeline {} – {name}", ORIGIN_NAMES[origin]));
                }
                (Some(_), TieOf::Pipeline { .. }) => self.leave(tie.row, "it does not surely hold at the start"),
                (Some((of, from)), TieOf::Lineage { .. }) => {
                    self.out.lineages.push((of, from));
                    self.stand(tie.row, "a lineage");
                }
                (Some((site, _)), TieOf::Carries { actor, .. }) => {
                    if self.out.carriers[site] < CORE {
                        self.out.carriers[site] += 1;
                        self.stand(tie.row, "a seat among those who carry the place");
                        let row = ground.actors[actor].row;
                        if !self.out.stands.iter().any(|(r, _)| *r == row) {
                            self.stand(row, "a seat among those who carry a place");
                        }
                    } else {
                        self.leave(tie.row, "those who carry the place are already eight");
                    }
                }
            }
        }
    }

    fn targets(&mut self, start: Month) {
        let ground = self.ground;
        let mut policies: Vec<usize> = vec![];
        for (t, target) in ground.targets.iter().enumerate() {
            match self.seat(Some(target.within)) {
                None => self.leave(target.row, "its territory has no place in this world"),
                Some(row) if self.tree.level(row) == usize::from(TOWN) => {
                    self.leave(target.row, "towns have no targets")
                }
                Some(_) if target.year < start.year() => self.leave(target.row, "it was for a year before the start"),
                Some(row) => {
                    self.out.targets.push((row32(row), t));
                    policies.extend(target.policy);
                    let name = self.name(row);
                    self.stand(target.row, format!("the target of {name} for {}", target.year));
                }
            }
        }
        for (p, policy) in ground.policies.iter().enumerate() {
            if policies.contains(&p) {
                self.stand(policy.row, "its targets");
            } else {
                self.leave(policy.row, "no target of it stands; campaigns follow their rule or a scenario");
            }
        }
    }

    fn actors(&mut self) {
        let ground = self.ground;
        let mut offices = vec![];
        for actor in &ground.actors {
            if self.out.stands.iter().any(|(row, _)| *row == actor.row) {
                continue;
            }
            let office = self.seat(actor.governs).filter(|&row| self.tree.level(row) < usize::from(TOWN));
            match office {
                Some(row) if !offices.contains(&row) => {
                    offices.push(row);
                    let name = self.name(row);
                    self.stand(actor.row, format!("the office of {name}"));
                }
                Some(_) => self.leave(actor.row, "a territory has one official, and one office stands for it"),
                None => self.leave(actor.row, "persons and bodies are not modelled: people of the lab are synthetic"),
            }
        }
    }
}

/// How much comes from the study and how much does not.
fn counts(ground: &Ground, size: &Size, out: &Placed) -> Vec<Count> {
    use milieu_study::schema::Table;
    let whole: usize = Tree::new(size).rows();
    let facts = |is: &dyn Fn(usize) -> bool| {
        out.stands.iter().filter(|(row, _)| is(*row)).map(|(row, _)| ground.rows[*row].facts.len()).sum()
    };
    let of = |table: Table| move |row: usize| ground.rows[row].table == table;
    let zones: Vec<usize> = out.zones.iter().map(|(_, z)| ground.zones[*z].row).collect();
    let is_zone = |row: usize| zones.contains(&row);
    let is = |table: Table| move |row: usize| of(table)(row) && !is_zone(row);
    let ties = |what: fn(&TieOf) -> bool| {
        let rows: Vec<usize> = ground.ties.iter().filter(|t| what(&t.what)).map(|t| t.row).collect();
        let stand: Vec<usize> = out.stands.iter().map(|(row, _)| *row).filter(|row| rows.contains(row)).collect();
        (stand.len(), stand.iter().map(|row| ground.rows[*row].facts.len()).sum())
    };
    let (pipelines, pipeline_facts) = ties(|t| matches!(t, TieOf::Pipeline { .. }));
    let (others, other_facts) = ties(|t| !matches!(t, TieOf::Pipeline { .. }));
    let actors = out.stands.iter().filter(|(row, _)| of(Table::Actors)(*row)).count();
    let count = |what, grounded, synthetic, facts| Count { what, grounded, synthetic, facts };
    vec![
        count("territories", out.territories.len(), whole - out.territories.len(), facts(&is(Table::Territories))),
        count("zones", out.zones.len(), 0, facts(&is_zone)),
        count("targets", out.targets.len(), 0, facts(&is(Table::Targets))),
        count("places", out.sites.len(), size.places, facts(&is(Table::Places))),
        count("ties", others, 0, other_facts),
        count("pipelines", pipelines, 0, pipeline_facts),
        count("actors", actors, 0, facts(&is(Table::Actors))),
        count("observations", out.observed.len(), 0, facts(&is(Table::Observations))),
    ]
}

fn row32(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
