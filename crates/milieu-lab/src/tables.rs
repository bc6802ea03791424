//! A run as tables that `milieu analyze` reads as they are: the estimators that are put to a study are put to the
//! simulated world too.
//!
//! Lives are counted from the start of the run for what was there at the start: its age is made up.

use crate::ensemble::Finished;
use crate::scenario::{LEVEL_WORDS, territory_name};
use crate::state::firm::FirmKind;
use crate::state::place::{Closure, Governance, PlaceKind};
use crate::state::territory::{MARGINAL, OFFICE, TOWN};
use crate::state::{NONE, World};

/// A table of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name, without an ending.
    pub name: &'static str,
    /// What a row is.
    pub what: &'static str,
    /// Headers.
    pub columns: &'static [&'static str],
    /// Rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Blank,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Blank }
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$(Cell::from($cell)),*] };
}

/// Every table of a run, in the order of the documentation.
#[must_use]
pub fn of(run: &Finished) -> Vec<Table> {
    vec![places(run), start_ups(run), firms(run), targets(run), reports(run), towns(run)]
}

const fn cause(closure: Closure) -> &'static str {
    match closure {
        Closure::Open => "",
        Closure::Broke => "out of money",
        Closure::Lease => "lease",
        Closure::Burnout => "burnout",
        Closure::Review => "review",
        Closure::Forced => "scenario",
    }
}

const fn runs(governance: Governance) -> &'static str {
    match governance {
        Governance::Community => "community",
        Governance::Commercial => "commercial",
        Governance::State => "state",
        Governance::University => "university",
        Governance::Firm => "firm",
    }
}

const fn firm_word(kind: FirmKind) -> &'static str {
    match kind {
        FirmKind::Collective => "collective",
        FirmKind::State => "state",
        FirmKind::Foreign => "foreign",
        FirmKind::Household => "household",
        FirmKind::StartUp => "start-up",
        FirmKind::Private => "private",
    }
}

/// A place's id in the study, or its number.
fn place_name(world: &World, row: usize) -> String {
    world.names.get(world.places.name[row] as usize).cloned().unwrap_or_else(|| format!("place-{row}"))
}

/// Years from one step to another.
fn years(from: u32, to: u32) -> f64 {
    f64::from(to.saturating_sub(from)) / 12.0
}

fn month(run: &Finished, step: u32) -> String {
    run.record.months.first().map_or_else(String::new, |first| first.plus(step).to_string())
}

fn places(run: &Finished) -> Table {
    let world = &run.world;
    let p = &world.places;
    let rows = (0..p.len()).map(|row| {
        let since = p.rows.since[row];
        let is_open = p.closed[row] == NONE;
        // A place that closes in a month has lived through it.
        let until = if is_open { world.step } else { p.closed[row] + 1 };
        row![
            place_name(world, row),
            p.kind[row].word(),
            runs(p.governance[row]),
            if p.name[row] == NONE { "synthetic" } else { "study" },
            territory_name(world, p.town[row] as usize),
            month(run, since),
            if since == 0 { "start" } else { "opening" },
            years(since, until),
            if is_open { "open" } else { "closed" },
            cause(p.closure[row]),
            if p.converted[row] == NONE { "no" } else { "yes" },
            p.legacy[row],
            p.start_ups[row],
        ]
    });
    Table {
        name: "places",
        what: "a place, from its opening or the start of the run to its closing or the end of the run; age in years",
        columns: &[
            "place",
            "kind",
            "governance",
            "origin",
            "town",
            "from",
            "seen_from",
            "age",
            "end",
            "cause",
            "converted",
            "legacy",
            "start_ups",
        ],
        rows: rows.collect(),
    }
}

fn start_ups(run: &Finished) -> Table {
    let world = &run.world;
    let rows = run.record.lives.start_ups.iter().map(|firm| {
        row![
            format!("{:016x}", firm.uid.0),
            firm.place.map_or("none", PlaceKind::word),
            month(run, firm.since),
            years(firm.since, firm.until.map_or(world.step, |step| step + 1)),
            if firm.until.is_some() { "ended" } else { "exists" },
        ]
    });
    Table {
        name: "start_ups",
        what: "a start-up founded in the run; the kind of place its founders met or worked in; age in years",
        columns: &["firm", "place_kind", "from", "age", "end"],
        rows: rows.collect(),
    }
}

fn firms(run: &Finished) -> Table {
    let world = &run.world;
    let f = &world.firms;
    let rows = (0..f.len()).filter(|&row| f.is_alive(row)).map(|row| {
        row![
            format!("{:016x}", f.uid(row).0),
            firm_word(f.kind[row]),
            u32::from(f.sector[row]),
            territory_name(world, f.town[row] as usize),
            years(f.rows.since[row], world.step),
            f.staff[row],
            f.capital[row],
            f.output[row],
            f.quality[row],
            f.ln_productivity[row],
        ]
    });
    Table {
        name: "firms",
        what: "a firm at the end of the run; age in years, at most the run's",
        columns: &["firm", "kind", "sector", "town", "age", "staff", "capital", "output", "quality", "ln_productivity"],
        rows: rows.collect(),
    }
}

fn level(level: u8) -> &'static str {
    LEVEL_WORDS[usize::from(level)]
}

fn parent(world: &World, row: usize) -> Cell {
    match world.territories.parent[row] {
        NONE => Cell::Blank,
        parent => territory_name(world, parent as usize).into(),
    }
}

fn targets(run: &Finished) -> Table {
    let world = &run.world;
    let rows = run.record.years.officials.iter().map(|o| {
        let row = o.territory as usize;
        let places = [o.places_target, o.places].map(Cell::from);
        let [places_target, places] = places;
        let mut cells = row![territory_name(world, row)];
        cells.push(parent(world, row));
        cells.extend(row![level(o.level), o.year, o.target, o.reached, o.reported]);
        cells.extend([places_target, places]);
        cells
    });
    Table {
        name: "targets",
        what: "a territory's targets of a year: growth in percent, and the number of places",
        columns: &["unit", "parent", "level", "year", "target", "reached", "reported", "places_target", "places"],
        rows: rows.collect(),
    }
}

fn reports(run: &Finished) -> Table {
    let world = &run.world;
    let rows = run.record.years.officials.iter().filter(|o| o.level > 0).map(|o| {
        // What was made to meet a target meets it but for the last bits.
        let gap = ((o.reported - o.target) * 1e6).round() / 1e6 + 0.0;
        row![
            territory_name(world, o.territory as usize),
            level(o.level),
            o.year,
            o.target,
            o.reported,
            gap,
            o.reported - o.reached,
        ]
    });
    Table {
        name: "reports",
        what: "growth as an official reported it, percent: how far from the target, and how far beyond the true one",
        columns: &["unit", "level", "year", "target", "reported", "gap", "overstated"],
        rows: rows.collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a town has fewer than 2⁵² of anything")]
fn towns(run: &Finished) -> Table {
    let world = &run.world;
    let t = &world.territories;
    let rows = t.of_level(TOWN).map(|z| {
        let mut cells = row![territory_name(world, z)];
        cells.push(parent(world, z));
        cells.extend(row![
            t.position[z][1],
            t.position[z][0],
            t.area[z],
            t.people[z].iter().sum::<f64>(),
            world.places_of.of(z).len() as f64,
            world.firms_of.of(z).len() as f64,
            t.output[z].iter().sum::<f64>(),
            t.rent[z][OFFICE],
            t.rent[z][MARGINAL],
            t.spent[z].iter().sum::<f64>(),
        ]);
        cells
    });
    Table {
        name: "towns",
        what: "a town at the end of the run, with its position (WGS84 degrees); output in yuan a month, rents per m² and month",
        columns: &[
            "town",
            "county",
            "lat",
            "lon",
            "area_km2",
            "people",
            "places",
            "firms",
            "output",
            "rent_office",
            "rent_marginal",
            "spent",
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble;
    use crate::scenario::Scenario;
    use crate::start::Size;

    #[test]
    fn every_row_has_a_cell_for_each_column() {
        let scenario = Scenario { months: 26, size: Size::SMALL, ..Scenario::default() };
        let run = ensemble::finish(&scenario, false).value.expect("it can be planned");
        let tables = of(&run);
        for table in &tables {
            assert!(!table.rows.is_empty(), "{}", table.name);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.name);
        }
        let rows = |name: &str| tables.iter().find(|t| t.name == name).map_or(0, |t| t.rows.len());
        assert_eq!(rows("places"), run.world.places.len());
        assert_eq!(rows("firms"), run.world.firms.rows.living());
        assert_eq!((rows("towns"), rows("targets"), rows("reports")), (24, 2 * 15, 2 * 14));
        let places = &tables[0];
        let at = |column: &str| places.columns.iter().position(|c| *c == column).expect("a column");
        for row in &places.rows {
            let Cell::Number(age) = row[at("age")] else { panic!("an age is a number") };
            assert!((1.0 / 12.0 - 1e-12..=26.0 / 12.0 + 1e-12).contains(&age), "{age}");
            assert_eq!(row[at("cause")] == "".into(), row[at("end")] == "open".into());
        }
    }
}
