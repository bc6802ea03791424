//! The data files of a study's pages, each made when asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use milieu_lab::ground::{self, Ground};
use milieu_method::legacy::{self, Strand};
use milieu_method::place::Place;
use milieu_study::fact::{EntityIx, SourceIx};
use milieu_study::{Checked, Study};
use rayon::prelude::*;
use serde::Serialize;

use crate::address;
use crate::fill::{
    self,
    analysis::State,
    lab::{Asked, Kept},
    mentions::Decision,
};
use crate::page::{Code, Network, TIES_A_FILE};

/// The pages of a checked study. Making one is cheap: what several pages share is worked out on
/// first use and kept, so that a server can make a file when it is asked for and a build can write
/// all. The study is shared, so that a site may outlive whoever compiled it.
#[derive(Debug)]
pub struct Site {
    checked: Arc<Checked<Study>>,
    pub(crate) version: String,
    pub(crate) live: bool,
    places: OnceLock<Vec<Place>>,
    kinds: OnceLock<Vec<Code>>,
    years: OnceLock<[i32; 2]>,
    strands: OnceLock<Vec<Strand>>,
    network: OnceLock<Network>,
    decisions: OnceLock<BTreeMap<EntityIx, Vec<Decision>>>,
    analyses: OnceLock<Vec<State>>,
    ground: OnceLock<Arc<Ground>>,
    kept_runs: OnceLock<BTreeMap<String, Kept>>,
    experiments: OnceLock<Vec<Asked>>,
}

/// Files that every study has, in the order of [`Site::paths`].
const LISTS: &[&str] = &[
    "head",
    "headings",
    "overview",
    "atlas",
    "network",
    "sources",
    "codebook",
    "glossary",
    "search",
    "problems",
    "plans",
    "zones",
    "compare",
    "debates",
    "words",
    "analyses",
    "statements",
    "lab",
    "lab/patterns",
    "lab/parameters",
    "lab/model",
];

impl Site {
    /// The pages of `checked`. `version` is the program's; `live` says that they are served and
    /// reload when the study changes.
    #[must_use]
    pub fn new(checked: impl Into<Arc<Checked<Study>>>, version: &str, live: bool) -> Self {
        Self {
            checked: checked.into(),
            version: version.to_owned(),
            live,
            places: OnceLock::new(),
            kinds: OnceLock::new(),
            years: OnceLock::new(),
            strands: OnceLock::new(),
            network: OnceLock::new(),
            decisions: OnceLock::new(),
            analyses: OnceLock::new(),
            ground: OnceLock::new(),
            kept_runs: OnceLock::new(),
            experiments: OnceLock::new(),
        }
    }

    /// The study with what was found in it.
    pub(crate) fn checked(&self) -> &Checked<Study> {
        &self.checked
    }

    pub(crate) fn study(&self) -> &Study {
        &self.checked.value
    }

    /// Every data file, relative to the site, in a fixed order: lists, entities, sources, boundaries,
    /// analyses with their files to take along, scenarios.
    ///
    /// An id becomes a file name as [`address::file_name`] says. An id too long for a disk has no
    /// file in this list; [`Site::file`] makes its page all the same.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let lists = LISTS.iter().map(|name| format!("data/{name}.json"));
        let named = |folder: &'static str, id: &str| {
            let name = address::file_name(id);
            address::fits_disk(&name).then(|| format!("data/{folder}/{name}.json"))
        };
        let entities = self.study().entities.iter().filter_map(|e| named("entity", &e.id));
        let sources = self.study().sources.iter().filter_map(|s| named("source", &s.item.key));
        let runs = (0..self.strands().len().div_ceil(TIES_A_FILE)).map(|run| format!("data/ties/{run}.json"));
        let statements = (0..fill::statements::runs(self.study())).map(|run| format!("data/statements/{run}.json"));
        let areas = fill::atlas::areas(self.study()).into_iter().map(|(path, _)| path);
        let analyses = self.study().analyses.iter().filter_map(|a| named("analysis", &a.id));
        let answers = fill::analysis::paths(self.study(), self.analyses());
        let scenarios = fill::lab::scenarios(self.study()).into_iter().filter_map(|(id, _)| named("lab/scenario", id));
        let experiments = self.experiments().iter().filter_map(|one| named("lab/experiment", &one.experiment.id));
        lists
            .chain(runs)
            .chain(statements)
            .chain(entities)
            .chain(sources)
            .chain(areas)
            .chain(analyses)
            .chain(answers)
            .chain(scenarios)
            .chain(experiments)
            .collect()
    }

    /// The bytes of a file of [`Site::paths`]; none for any other path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        if path.starts_with("geo/") {
            let areas = fill::atlas::areas(self.study());
            let (_, file) = areas.into_iter().find(|(p, _)| p == path)?;
            return fill::atlas::area(self.study(), file);
        }
        if path.starts_with("data/answer/") {
            return fill::analysis::file(self.study(), self.analyses(), &self.version, path);
        }
        let name = path.strip_prefix("data/")?.strip_suffix(".json")?;
        match name {
            "head" => json(&fill::head::page(self)),
            "headings" => json(&fill::headings::page(self.study())),
            "overview" => json(&fill::overview::page(self)),
            "atlas" => json(&fill::atlas::page(self)),
            "network" => json(self.network()),
            "sources" => json(&fill::sources::list(self.study())),
            "codebook" => json(&fill::codebook::page(self.study())),
            "glossary" => json(&fill::glossary::page(self.study())),
            "search" => json(&fill::search::page(self.study())),
            "plans" => json(&fill::plans::page(self.study())),
            "compare" => json(&fill::compare::page(self.study())),
            "debates" => json(&fill::debates::page(self)),
            "zones" => json(&fill::zones::page(self.study())),
            "analyses" => json(&fill::analysis::list(self.study(), self.analyses())),
            "words" => json(&fill::words::page(self.study())),
            "statements" => json(&fill::statements::index(self.study())),
            "problems" => json(&fill::problems::page(&self.checked)),
            "lab" => json(&fill::lab::page(self)),
            "lab/patterns" => json(&fill::lab::patterns(self.study())),
            "lab/model" => json(&fill::lab::model(self.study())),
            "lab/parameters" => json(&fill::lab::parameters(self.study())),
            _ => match name.split_once('/')? {
                ("entity", name) => json(&fill::entity::page(self, self.entity(name)?)),
                ("ties", run) => json(&fill::network::statements(self, run.parse().ok()?)?),
                ("analysis", name) => {
                    let at = self.analysis(name)?;
                    json(&fill::analysis::page(self.study(), &self.study().analyses[at], &self.analyses()[at]))
                }
                ("statements", run) => json(&fill::statements::run(self.study(), run.parse().ok()?)?),
                ("lab", name) => {
                    let (kind, name) = name.split_once('/')?;
                    let id = decoded(name).filter(|id| address::file_name(id) == name)?;
                    match kind {
                        "scenario" => json(&fill::lab::scenario(self, &id)?),
                        "experiment" => json(&fill::lab::experiment(self, &id)?),
                        _ => None,
                    }
                }
                ("source", name) => json(&fill::sources::page(self.study(), self.source(name)?)),
                _ => None,
            },
        }
    }

    /// The study as the lab starts from it.
    #[must_use]
    pub fn ground(&self) -> &Arc<Ground> {
        self.ground.get_or_init(|| Arc::new(ground::read(self.study())))
    }

    /// What is kept of the scenarios' runs.
    pub(crate) fn kept_runs(&self) -> &BTreeMap<String, Kept> {
        self.kept_runs.get_or_init(|| fill::lab::all_kept(self.study(), self.ground()))
    }

    /// The study's experiments and what is kept of each, by id.
    pub(crate) fn experiments(&self) -> &[Asked] {
        self.experiments.get_or_init(|| fill::lab::experiments(self.study()))
    }

    /// The entity whose file has this name.
    fn entity(&self, name: &str) -> Option<EntityIx> {
        let id = decoded(name)?;
        self.study().find(&id).filter(|_| address::file_name(&id) == name)
    }

    fn source(&self, name: &str) -> Option<SourceIx> {
        let key = decoded(name)?;
        self.study().source(&key).filter(|_| address::file_name(&key) == name)
    }

    /// Index of the analysis whose file has this name.
    fn analysis(&self, name: &str) -> Option<usize> {
        self.study().analyses.iter().position(|saved| address::file_name(&saved.id) == name)
    }

    /// What came of the saved analyses, in the study's order.
    pub(crate) fn analyses(&self) -> &[State] {
        self.analyses.get_or_init(|| fill::analysis::run(self.study()))
    }

    /// What the methods read of each place, in file order.
    pub(crate) fn places(&self) -> &[Place] {
        self.places.get_or_init(|| {
            let places: Vec<EntityIx> = self.study().entities_of(milieu_study::schema::Table::Places).collect();
            places.into_par_iter().map(|p| Place::read(self.study(), p)).collect()
        })
    }

    /// Kinds of places, as on the head.
    pub(crate) fn kinds(&self) -> &[Code] {
        self.kinds.get_or_init(|| fill::head::kinds(self.study()))
    }

    /// The ties of the study.
    pub(crate) fn strands(&self) -> &[Strand] {
        self.strands.get_or_init(|| legacy::strands(self.study()))
    }

    /// The network; laying it out is the dearest part of all pages, and done once.
    pub(crate) fn network(&self) -> &Network {
        self.network.get_or_init(|| fill::network::page(self))
    }

    /// Decisions on whether an entity is the same as another record.
    pub(crate) fn decisions(&self, entity: EntityIx) -> &[Decision] {
        let all = self.decisions.get_or_init(|| fill::mentions::decisions(self.study()));
        all.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// Whole years within which places are dated.
    pub(crate) fn years(&self) -> [i32; 2] {
        *self.years.get_or_init(|| fill::life::years(self.study(), self.places()))
    }
}

/// Undoes percent-encoding; none if the text is not an encoding of UTF-8.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || (rest.next()? as char).to_digit(16);
            bytes.push((digit()? * 16 + digit()?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn json(page: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(page).ok()
}
