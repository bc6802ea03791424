//! A compiled study as the lab understands it.

use std::collections::BTreeMap;

use milieu_method::target::{Planned, observations, target};
use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, TableIx};
use milieu_study::life::{self, End};
use milieu_study::position;
use milieu_study::schema::Table;
use milieu_study::time::{Bound, Day};

use super::{Actor, Area, Ground, Measure, Observed, Policy, Row, Site, Target, Tie, TieOf, Zone};
use crate::state::indicator::{GROWTH, PLACES};
use crate::state::place::PlaceKind;

/// Words of a study for the kinds that are simulated; a kind of the codebook that is none of them is taken by its parent.
const KINDS: &[(&str, PlaceKind)] = &[
    ("hackerspace", PlaceKind::Hackerspace),
    ("makerspace", PlaceKind::Makerspace),
    ("techshop", PlaceKind::Makerspace),
    ("university_makerspace", PlaceKind::Makerspace),
    ("corporate_makerspace", PlaceKind::Makerspace),
    ("fablab", PlaceKind::FabLab),
    ("fab_lab", PlaceKind::FabLab),
    ("coworking", PlaceKind::Coworking),
    ("startup_cafe", PlaceKind::Coworking),
    ("incubator", PlaceKind::Incubator),
    ("accelerator", PlaceKind::Incubator),
    ("startup_hub", PlaceKind::Incubator),
    ("innovation_house", PlaceKind::InnovationHouse),
    ("mass_makerspace", PlaceKind::MassMakerspace),
    ("creative_cluster", PlaceKind::CreativeCluster),
    ("artist_village", PlaceKind::CreativeCluster),
    ("science_park", PlaceKind::SciencePark),
    ("campus", PlaceKind::Campus),
    ("corporate_campus", PlaceKind::Campus),
];
/// Kinds of places that are zones of a county.
const ZONES: &[&str] = &["development_zone", "free_trade_zone", "technology_zone", "industrial_park", "zone"];
/// Levels of territories, from the nation down.
const LEVEL_WORDS: [&str; 5] = ["country", "province", "prefecture", "county", "town"];
/// Relations of who carries a place.
const CARRYING: &[&str] = &["founded", "manages", "organises"];
/// Indicators of targets and what the lab counts by them, with the unit asked for.
const TARGETS: &[(&str, usize)] = &[
    ("gdp_growth", GROWTH),
    ("makerspaces", PLACES),
    ("mass_makerspaces", PLACES),
    ("innovation_places", PLACES),
    ("community_workshops", PLACES),
];
/// Indicators of observations the start takes, and the unit asked for.
const OBSERVED: &[(&str, &str, Measure)] =
    &[("population", "people", Measure::People), ("gdp_growth", "%", Measure::Growth)];

/// Why whole tables say nothing of the start.
const fn apart(table: Table) -> Option<&'static str> {
    Some(match table {
        Table::Names => "names: a territory or place goes by its id",
        Table::Sites => "sites: a place stands in its town, at no address",
        Table::Spells => "spells: read as the life of their place",
        Table::Groups => "groups: people of the lab are synthetic",
        Table::Events => "events: what happens is drawn, not told",
        Table::Stages => "stages of a policy are not simulated",
        Table::Instruments => "instruments: budgets follow beliefs; a scenario earmarks them",
        Table::Cases => "cases: qualitative",
        Table::Arguments => "arguments: nothing that stands somewhere",
        Table::Concepts => "concepts: nothing that stands somewhere",
        Table::Claims => "claims: read as statements of what they speak of",
        Table::Citations => "citations: nothing that stands somewhere",
        Table::Codings => "codings: qualitative",
        Table::Matches => "matches: nothing that stands somewhere",
        Table::Traces => "traces: people of the lab are synthetic",
        Table::Places
        | Table::Actors
        | Table::Ties
        | Table::Territories
        | Table::Policies
        | Table::Targets
        | Table::Observations => return None,
    })
}

/// Reads what a study knows of a start.
#[must_use]
pub fn read(study: &Study) -> Ground {
    let mut reader = Reader::new(study);
    reader.areas();
    reader.places();
    reader.actors();
    reader.ties();
    reader.policies();
    reader.observations();
    let counts = [Table::Names, Table::Sites, Table::Spells, Table::Groups, Table::Events, Table::Stages]
        .into_iter()
        .chain([Table::Instruments, Table::Cases, Table::Arguments, Table::Concepts, Table::Claims])
        .chain([Table::Citations, Table::Codings, Table::Matches, Table::Traces]);
    for table in counts {
        let rows = study.rows(table).count();
        if let (Some(why), true) = (apart(table), rows > 0) {
            reader.ground.apart.push((table, rows, why));
        }
    }
    reader.ground
}

struct Reader<'s> {
    study: &'s Study,
    ground: Ground,
    /// Facts by table and row.
    facts: BTreeMap<(TableIx, u32), Vec<FactIx>>,
    area_of: BTreeMap<EntityIx, usize>,
    site_of: BTreeMap<EntityIx, usize>,
    actor_of: BTreeMap<EntityIx, usize>,
}

impl<'s> Reader<'s> {
    fn new(study: &'s Study) -> Self {
        let mut facts: BTreeMap<(TableIx, u32), Vec<FactIx>> = BTreeMap::new();
        for (ix, fact) in (0..).map(FactIx).zip(&study.facts) {
            facts.entry((fact.at.table, fact.at.row)).or_default().push(ix);
        }
        let (area_of, site_of, actor_of) = Default::default();
        Self { study, ground: Ground::default(), facts, area_of, site_of, actor_of }
    }

    /// A row of the study; its position.
    fn row(&mut self, table: TableIx, row: u32, id: String) -> usize {
        let data = self.study.table(table);
        let at = format!("{}:{}", self.study.file(data.file).path, data.line(row as usize));
        let facts = self.facts.get(&(table, row)).cloned().unwrap_or_default();
        self.ground.rows.push(Row { table: data.table, id, at, facts });
        self.ground.rows.len() - 1
    }

    fn row_of(&mut self, entity: EntityIx) -> usize {
        let e = self.study.entity(entity);
        self.row(e.table, e.row, e.id.to_string())
    }

    fn bar(&mut self, row: usize, why: impl Into<String>) {
        self.ground.barred.push((row, why.into()));
    }

    fn word(&self, entity: EntityIx, column: &str) -> String {
        let e = self.study.entity(entity);
        self.study.row_cell(e.table, e.row, column).map_or_else(String::new, |cell| cell.into_owned())
    }

    /// The nearest area that holds an entity: the territory itself if it is one.
    fn area(&self, entity: EntityIx) -> Option<usize> {
        let own = self.area_of.get(&entity).copied();
        own.or_else(|| self.study.territories_of(entity).iter().find_map(|t| self.area_of.get(t).copied()))
    }

    fn areas(&mut self) {
        let study = self.study;
        let territories: Vec<EntityIx> = study.entities_of(Table::Territories).collect();
        let mut weight: BTreeMap<EntityIx, usize> = BTreeMap::new();
        for entity in (0..).map(EntityIx).take(study.entities.len()) {
            let counted = matches!(study.entity(entity).kind, Table::Places | Table::Targets | Table::Territories);
            for territory in study.territories_of(entity).into_iter().filter(|_| counted) {
                *weight.entry(territory).or_default() += 1;
            }
        }
        let mut others = vec![];
        for &entity in &territories {
            let word = self.word(entity, "level");
            let Some(level) = LEVEL_WORDS.iter().position(|l| *l == word) else {
                others.push((entity, word));
                continue;
            };
            let row = self.row_of(entity);
            let position = position::own(study, entity).map(|p| [p.wgs84.lon, p.wgs84.lat]);
            let weight = weight.get(&entity).copied().unwrap_or(0);
            self.area_of.insert(entity, self.ground.areas.len());
            #[expect(clippy::cast_possible_truncation, reason = "there are five levels")]
            self.ground.areas.push(Area { row, level: level as u8, parent: None, weight, position });
        }
        for (&entity, &area) in &self.area_of {
            let above = study.territories_of(entity).iter().find_map(|t| self.area_of.get(t).copied());
            // A level above its parent's would never find room; it is told as such when it is placed.
            self.ground.areas[area].parent = above;
        }
        for (entity, word) in others {
            let row = self.row_of(entity);
            if word == "zone" {
                let since = self.last_day(entity, &["approved", "opened", "valid"]);
                let within = self.area(entity);
                self.ground.zones.push(Zone { row, within, since });
            } else if self.origin(entity).is_none() {
                let why = match word.as_str() {
                    "" => "its level is not said".to_owned(),
                    word => format!("territories of the level `{word}` are not simulated"),
                };
                self.bar(row, why);
            } else {
                self.bar(row, "outside the nation: an origin of pipelines");
            }
        }
    }

    /// The last day a date of an entity admits, of the first of these columns that has one.
    fn last_day(&self, entity: EntityIx, columns: &[&str]) -> Option<Day> {
        let e = self.study.entity(entity);
        let date = columns.iter().find_map(|column| self.study.row_date(e.table, e.row, column))?;
        // What began and lasts is dated by its beginning.
        if date.bounds.is_instant() { date.bounds.latest_end.day() } else { date.bounds.latest_start.day() }
    }

    /// The origin of pipelines that a territory is: [`crate::state::territory::ORIGIN_NAMES`].
    fn origin(&self, entity: EntityIx) -> Option<usize> {
        let e = self.study.entity(entity);
        (e.kind == Table::Territories).then_some(())?;
        match &*e.id {
            "taiwan" => Some(0),
            "hong-kong" | "hong_kong" | "hongkong" => Some(1),
            "shanghai" => Some(2),
            "germany" => Some(3),
            _ => (self.word(entity, "level") == "country" && study_has_nation_beside(self, entity)).then_some(4),
        }
    }

    fn places(&mut self) {
        let study = self.study;
        for entity in study.entities_of(Table::Places).collect::<Vec<_>>() {
            let row = self.row_of(entity);
            let within = self.area(entity);
            let word = self.word(entity, "kind");
            let words: Vec<String> = self.kinds_above(&word);
            let lived = life::of(study, entity);
            let opened = lived.opened.and_then(|[_, last]| last.day());
            if words.iter().any(|w| ZONES.contains(&w.as_str())) {
                self.ground.zones.push(Zone { row, within, since: opened });
                continue;
            }
            let kind = words.iter().find_map(|w| KINDS.iter().find(|(code, _)| code == w).map(|(_, kind)| *kind));
            let Some(kind) = kind else {
                let why = if word.is_empty() {
                    "its kind is not said".to_owned()
                } else {
                    format!("places of the kind `{word}` are not simulated")
                };
                self.bar(row, why);
                continue;
            };
            let ended = match lived.end {
                End::Event { when, .. } => Some(when.map(Bound::day)),
                End::Censored { .. } => None,
                // It is said to have ended, at no known time.
                End::Unknown => (!["", "active", "unknown"].contains(&lived.status.as_str())).then_some([None, None]),
            };
            self.site_of.insert(entity, self.ground.sites.len());
            self.ground.sites.push(Site { row, within, kind, opened, ended });
        }
    }

    /// A kind and the kinds it is one of, by the codebook.
    fn kinds_above(&self, word: &str) -> Vec<String> {
        let mut found = vec![word.to_owned()];
        while let Some(parent) = self.study.codebook.kind(&found[found.len() - 1]).and_then(|k| k.parent.clone()) {
            if found.contains(&parent) {
                break;
            }
            found.push(parent);
        }
        found
    }

    fn actors(&mut self) {
        for entity in self.study.entities_of(Table::Actors).collect::<Vec<_>>() {
            let row = self.row_of(entity);
            let e = self.study.entity(entity);
            let territory = self.study.row_entity(e.table, e.row, "territory");
            let governs = territory.filter(|_| self.word(entity, "kind") == "government");
            let governs = governs.and_then(|t| self.area_of.get(&t).copied());
            self.actor_of.insert(entity, self.ground.actors.len());
            self.ground.actors.push(Actor { row, governs });
        }
    }

    fn ties(&mut self) {
        let study = self.study;
        for (table, at) in study.rows(Table::Ties).collect::<Vec<_>>() {
            let cell = |column| study.row_cell(table, at, column).map_or_else(String::new, |c| c.into_owned());
            let row = self.row(table, at, format!("{} – {}", cell("from"), cell("to")));
            let valid = study.row_date(table, at, "valid").map_or([None, None], |d| {
                [d.bounds.latest_start.day(), if d.bounds.is_instant() { None } else { d.bounds.earliest_end.day() }]
            });
            let (Some(from), Some(to)) = (study.row_entity(table, at, "from"), study.row_entity(table, at, "to"))
            else {
                self.bar(row, "one of its ends is not known");
                continue;
            };
            let relation = cell("relation");
            match self.tie(from, to, &relation, &cell("layer")) {
                Ok(what) => self.ground.ties.push(Tie { row, what, valid }),
                Err(why) => self.bar(row, why),
            }
        }
    }

    fn tie(&self, from: EntityIx, to: EntityIx, relation: &str, layer: &str) -> Result<TieOf, String> {
        if let (Some(&actor), Some(&site)) = (self.actor_of.get(&from), self.site_of.get(&to)) {
            return if CARRYING.contains(&relation) {
                Ok(TieOf::Carries { actor, site })
            } else {
                Err("ties of an actor other than founding and running a place are not simulated".to_owned())
            };
        }
        if let (Some(&a), Some(&b)) = (self.site_of.get(&from), self.site_of.get(&to)) {
            let told = self.study.codebook.lineage(relation).filter(|l| l.among.is_none_or(|t| t == Table::Places));
            return match told {
                Some(lineage) if lineage.forward => Ok(TieOf::Lineage { of: b, from: a }),
                Some(_) => Ok(TieOf::Lineage { of: a, from: b }),
                None => Err("ties between places other than descent form in the run".to_owned()),
            };
        }
        if layer == "economic" || layer == "organisational" {
            let ends = [(from, to), (to, from)];
            let pipeline = ends.into_iter().find_map(|(outside, inside)| {
                let area = *self.area_of.get(&inside)?;
                let origin = self.origin(outside)?;
                (Some(area) != self.area_of.get(&outside).copied()).then_some(TieOf::Pipeline { area, origin })
            });
            if let Some(pipeline) = pipeline {
                return Ok(pipeline);
            }
        }
        Err("ties of what is not simulated".to_owned())
    }

    fn policies(&mut self) {
        let study = self.study;
        let mut policies = BTreeMap::new();
        for entity in study.entities_of(Table::Policies).collect::<Vec<_>>() {
            let row = self.row_of(entity);
            policies.insert(entity, self.ground.policies.len());
            self.ground.policies.push(Policy { row });
        }
        for entity in study.entities_of(Table::Targets).collect::<Vec<_>>() {
            let row = self.row_of(entity);
            let read = target(study, entity);
            let indicator = read.indicator.as_deref().unwrap_or_default();
            let Some((_, counted)) = TARGETS.iter().find(|(code, _)| *code == indicator) else {
                self.bar(row, "targets of other things than growth and places are not simulated");
                continue;
            };
            let value = match read.value {
                Planned::Number([low, high]) => f64::midpoint(low, high),
                Planned::Words(_) | Planned::Blank => {
                    self.bar(row, "no number is stated");
                    continue;
                }
            };
            let Some(within) = read.territory.and_then(|t| self.area_of.get(&t).copied()) else {
                self.bar(row, "its territory is none that is simulated");
                continue;
            };
            // Without a year of its own it holds from the year after its policy was issued.
            let issued = || {
                let e = study.entity(read.policy?);
                Some(study.row_date(e.table, e.row, "issued")?.bounds.latest_end.day()?.year() + 1)
            };
            let Some(year) = read.year.or_else(issued).and_then(|y| u32::try_from(y).ok()) else {
                self.bar(row, "neither it nor its policy is dated");
                continue;
            };
            let policy = read.policy.and_then(|p| policies.get(&p).copied());
            self.ground.targets.push(Target { row, within, indicator: *counted, year, value, policy });
        }
    }

    fn observations(&mut self) {
        let study = self.study;
        for (table, at) in study.rows(Table::Observations).collect::<Vec<_>>() {
            let cell = |column| study.row_cell(table, at, column).map_or_else(String::new, |c| c.into_owned());
            let (of, indicator) = (cell("entity"), cell("indicator"));
            let row = self.row(table, at, format!("{of}.{indicator}"));
            let Some((_, unit, what)) = OBSERVED.iter().find(|(code, ..)| *code == indicator) else {
                self.bar(row, "observations other than inhabitants and growth set nothing at the start");
                continue;
            };
            let entity = study.find(&of);
            let Some(within) = entity.and_then(|e| self.area_of.get(&e).copied()) else {
                self.bar(row, "what it observes is no territory that is simulated");
                continue;
            };
            let of_row = entity.into_iter().flat_map(|e| observations(study, e, &indicator));
            let observed = of_row.into_iter().find(|o| {
                let cell = study.fact(o.fact).at;
                (cell.table, cell.row) == (table, at)
            });
            let Some(observed) = observed.filter(|o| o.unit.as_deref().is_none_or(|u| u == *unit)) else {
                self.bar(row, format!("it is not a number of {unit}"));
                continue;
            };
            let middle = observed.period.and_then(|p| {
                let (a, b) = (p.bounds.earliest_start.day()?, p.bounds.latest_end.day()?);
                Some(Day(a.0.midpoint(b.0)))
            });
            match middle {
                Some(middle) => {
                    self.ground.observed.push(Observed { row, within, what: *what, middle, value: observed.value });
                }
                None => self.bar(row, "it is not dated"),
            }
        }
    }
}

/// Whether another country is in the study, of which this one is not the heaviest: not the nation itself.
fn study_has_nation_beside(reader: &Reader<'_>, entity: EntityIx) -> bool {
    let of = |area: usize| (reader.ground.areas[area].weight, std::cmp::Reverse(area));
    let nations = (0..reader.ground.areas.len()).filter(|&a| reader.ground.areas[a].level == 0);
    let nation = nations.max_by_key(|&a| of(a));
    reader.area_of.get(&entity).is_some_and(|&own| Some(own) != nation)
}
