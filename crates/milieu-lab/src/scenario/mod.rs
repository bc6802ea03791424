//! Scenarios: which world, which hypotheses, which levers are pulled where and when.
//!
//! A scenario is a TOML file in a study's `scenarios/`. [`read()`] never fails; [`Scenario::plan`] resolves months and
//! territories against a world.

mod check;
pub(crate) mod keys;
pub mod lever;
pub mod lint;
pub(crate) mod read;
pub mod switch;

use std::sync::Arc;

use milieu_study::diagnostic::{Checked, Span};

use crate::ground::{Ground, Placed};
use crate::lever::{Campaign, Lever, Levers, Switches};
use crate::month::Month;
use crate::parameter::{Parameter, Values};
use crate::preset::Preset;
use crate::rule;
use crate::run::Plan;
use crate::start::{self, Size};
use crate::state::World;
use crate::state::territory::TOWN;

pub(crate) use check::planned;
pub use check::{FOLDER, check, files};
pub use read::{WORLDS, read};

/// The months that can be simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// The maker movement and its campaign: January 2008 to December 2025.
    #[default]
    Maker,
    /// Industrial upgrading: January 1984 to December 2014.
    Upgrade,
}

impl Window {
    /// Every window, the one that holds unless a scenario says otherwise first.
    pub const ALL: [Self; 2] = [Self::Maker, Self::Upgrade];

    /// The word scenarios write.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Maker => "maker",
            Self::Upgrade => "upgrade",
        }
    }

    /// Its first month.
    #[must_use]
    pub const fn start(self) -> Month {
        match self {
            Self::Maker => Month::new(2008, 1),
            Self::Upgrade => Month::new(1984, 1),
        }
    }

    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Maker => 216,
            Self::Upgrade => 372,
        }
    }

    /// The month after its last.
    #[must_use]
    pub const fn end(self) -> Month {
        self.start().plus(self.months())
    }
}

/// What a change moves.
#[derive(Clone, Debug)]
pub enum Moved {
    /// A lever, to this number.
    Number(&'static lever::Known, f64),
    /// The campaign: `baseline`, `endogenous`, `off` or a month.
    Campaign(String),
}

/// A lever pulled.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is moved.
    pub moved: Moved,
    /// First month; the window's if none.
    pub from: Option<Month>,
    /// First month in which it no longer holds; the window's end if none.
    pub until: Option<Month>,
    /// The territory in which, with all below it; everywhere if none.
    pub territory: Option<String>,
    /// Where it is written.
    pub at: Span,
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Title.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// When.
    pub window: Window,
    /// Months to run.
    pub months: u32,
    /// Seed of all chance.
    pub seed: u64,
    /// How large a synthetic world is.
    pub size: Size,
    /// Where the number of territories is written, if it is.
    pub size_at: Option<Span>,
    /// What the world is like at the start.
    pub preset: Preset,
    /// Whether the world is synthetic even inside a study.
    pub is_synthetic: bool,
    /// The study it is inside of, where its world starts from one.
    pub ground: Option<Arc<Ground>>,
    /// Where it is said which study or world is meant, if it is.
    pub world_at: Option<Span>,
    /// Rival hypotheses.
    pub switches: Switches,
    /// Parameters set, in the order of the file.
    pub parameters: Vec<(&'static Parameter, f64)>,
    /// Levers pulled, in the order of the file.
    pub changes: Vec<Change>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            title: String::new(),
            question: String::new(),
            window: Window::Maker,
            months: Window::Maker.months(),
            seed: 1,
            size: Size::REGION,
            size_at: None,
            preset: Preset::default(),
            is_synthetic: false,
            ground: None,
            world_at: None,
            switches: Switches::default(),
            parameters: vec![],
            changes: vec![],
        }
    }
}

impl Scenario {
    /// The scenario inside a study: its world starts from what the study states, unless the scenario wants it synthetic.
    #[must_use]
    pub fn inside(self, study: &Arc<Ground>) -> Self {
        let ground = (!self.is_synthetic).then(|| Arc::clone(study));
        Self { ground, ..self }
    }

    /// What of the study stands at the start, and why the rest does not; none outside a study.
    #[must_use]
    pub fn placed(&self) -> Option<Placed> {
        Some(self.ground.as_ref()?.placed(&self.size, self.window.start()))
    }

    /// The world as the scenario describes it: what the study states, the rest synthetic.
    #[must_use]
    pub fn world(&self) -> World {
        let (size, seed, month) = (&self.size, self.seed, self.window.start());
        let (Some(ground), Some(placed)) = (&self.ground, self.placed()) else {
            let mut world = start::synthetic(size, seed, month);
            self.preset.apply(&mut world);
            return world;
        };
        let mut world = start::settled(size, seed, month, |world| ground.settle(&placed, world));
        self.preset.apply(&mut world);
        ground.apply(&placed, &mut world, start::chance_of(seed));
        world
    }

    /// The territories of that world alone: enough for [`Self::plan`].
    #[must_use]
    pub fn map(&self) -> World {
        let (size, seed, month) = (&self.size, self.seed, self.window.start());
        match (&self.ground, self.placed()) {
            (Some(ground), Some(placed)) => start::map(size, seed, month, |world| ground.settle(&placed, world)),
            _ => start::map(size, seed, month, |_| {}),
        }
    }

    /// The plan of a run over a world: parameters set, levers resolved to steps and territories.
    #[must_use]
    pub fn plan(&self, world: &World) -> Checked<Plan> {
        let mut out = vec![];
        if world.territories.of_level(TOWN).is_empty() {
            let message = "there is no town to simulate";
            let found = self
                .size_at
                .map_or_else(|| lint::NO_TERRITORIES.study(message), |at| lint::NO_TERRITORIES.at(at, message));
            out.push(found.help(
                "each of the five levels needs at least one territory, or take a size by name: small, region, national",
            ));
        }
        if self.ground.as_ref().is_some_and(|ground| !ground.has_territories()) {
            let message = "the study has no territory to start from";
            let found = self
                .world_at
                .map_or_else(|| lint::NO_TERRITORIES.study(message), |at| lint::NO_TERRITORIES.at(at, message));
            out.push(found.help(NO_GROUND));
        }
        let mut values = Values::defaults(&rule::parameters());
        for (parameter, value) in &self.parameters {
            values.set(parameter, *value);
        }
        let mut resolved = vec![];
        for change in &self.changes {
            let rows = match &change.territory {
                None => None,
                Some(name) => match within(world, name) {
                    Some(rows) => Some(rows),
                    None => {
                        let names = territory_names(world);
                        let names: Vec<&str> = names.iter().map(String::as_str).collect();
                        out.push(lint::unknown_territory(change.at, name, &names));
                        continue;
                    }
                },
            };
            resolved.push((change, rows));
        }
        let levers = self.timeline(&resolved, world.territories.len());
        let plan = Plan { seed: self.seed, months: self.months, values, switches: self.switches, levers };
        Checked { value: plan, diagnostics: out }
    }

    /// The step of a month: 0 before the window.
    fn step_of(&self, month: Month) -> u32 {
        month.0.saturating_sub(self.window.start().0)
    }

    /// The levers in force from each step on at which one of them changes.
    fn timeline(&self, changes: &[(&Change, Option<Vec<usize>>)], territories: usize) -> Vec<(u32, Levers)> {
        let spans: Vec<(u32, u32)> = changes
            .iter()
            .map(|(c, _)| (c.from.map_or(0, |m| self.step_of(m)), c.until.map_or(u32::MAX, |m| self.step_of(m))))
            .collect();
        let mut steps: Vec<u32> = spans.iter().flat_map(|&(from, until)| [from, until]).chain([0]).collect();
        steps.sort_unstable();
        steps.dedup();
        steps.retain(|step| *step < u32::MAX);
        let in_force = |step: u32| {
            let mut levers = Levers::default();
            for ((change, rows), _) in changes.iter().zip(&spans).filter(|(_, s)| s.0 <= step && step < s.1) {
                match (&change.moved, rows) {
                    (Moved::Number(lever, value), None) => *(lever.field)(&mut levers) = Lever::everywhere(*value),
                    (Moved::Number(lever, value), Some(rows)) => {
                        (lever.field)(&mut levers).set_in(territories, rows, *value);
                    }
                    (Moved::Campaign(word), _) => levers.campaign = self.campaign(word),
                }
            }
            levers
        };
        steps.into_iter().map(|step| (step, in_force(step))).collect()
    }

    fn campaign(&self, word: &str) -> Campaign {
        let named = Campaign::WORDS.iter().find(|(known, _)| *known == word).map(|(_, campaign)| *campaign);
        let at = || Month::parse(word).map(|month| Campaign::At(self.step_of(month)));
        named.or_else(at).unwrap_or_default()
    }
}

/// How to mend a study without territories.
const NO_GROUND: &str = "give territories.csv rows with a level (country, province, prefecture, county, town), or write world = \"synthetic\" into the scenario";

/// Words for the levels of territories that have no name of their own.
pub const LEVEL_WORDS: [&str; 5] = ["nation", "province", "prefecture", "county", "town"];

/// A territory's name: its id in the study, or its level and number, such as `county-3`.
#[must_use]
pub fn territory_name(world: &World, row: usize) -> String {
    let t = &world.territories;
    match world.names.get(t.name[row] as usize) {
        Some(name) => name.clone(),
        None if t.level[row] == 0 => LEVEL_WORDS[0].to_owned(),
        None => format!("{}-{}", LEVEL_WORDS[usize::from(t.level[row])], row - t.of_level(t.level[row]).start + 1),
    }
}

/// The names of all territories above the town, then of those at it.
fn territory_names(world: &World) -> Vec<String> {
    (0..world.territories.len()).map(|row| territory_name(world, row)).collect()
}

/// Rows of the territory of this name and of all below it.
fn within(world: &World, name: &str) -> Option<Vec<usize>> {
    let t = &world.territories;
    let top = (0..t.len()).find(|&row| territory_name(world, row) == name)?;
    Some(t.within(top))
}

#[cfg(test)]
mod tests;
