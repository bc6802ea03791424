//! What the landing page shows of other pages, each leading there: the survival curve, the cascade of plans, the theses.

use std::collections::{BTreeMap, BTreeSet};

use milieu_method::target as method;
use milieu_study::Study;
use milieu_study::evidence::{pieces, read};
use milieu_study::saved::{Origin, Saved};
use milieu_study::schema::Table;

use crate::fill::{analysis, debates};
use crate::label;
use crate::page::{ArgumentMark, CascadeEntry, Code, CurveEntry, FigureShown, LevelCount, ThesisEntry};
use crate::site::Site;

/// Theses on the landing page.
const THESES: usize = 5;
/// Kinds of policy that say what is wanted rather than what is done.
const IDEAS: [&str; 2] = ["doctrine", "strategy"];

/// The first Kaplan–Meier curve of the study's own places.
pub(crate) fn curve(site: &Site) -> Option<CurveEntry> {
    let study = site.study();
    let is_of_places = |saved: &Saved| {
        let from = saved.input.as_ref().and_then(|input| input.origin.as_ref());
        saved.method.as_ref().is_some_and(|said| said.text == "kaplan-meier")
            && matches!(from, Some(Origin::Extract(said)) if said.text == "lifespans")
    };
    let all = study.analyses.iter().zip(site.analyses());
    all.filter(|(saved, _)| is_of_places(saved)).find_map(|(saved, state)| {
        let figures = analysis::result(study, state)?.figures;
        let mut figure = figures.into_iter().find_map(|figure| match figure {
            FigureShown::Steps(steps) => Some(steps),
            _ => None,
        })?;
        figure.moments.clear();
        for curve in &mut figure.curves {
            curve.censored.clear();
            curve.at_risk.clear();
        }
        Some(CurveEntry { analysis: analysis::short(study, saved, state), figure })
    })
}

/// How many doctrines, plans, targets and territories stand in the cascade.
pub(crate) fn cascade(study: &Study) -> Option<CascadeEntry> {
    let policies: Vec<_> = study.entities_of(Table::Policies).collect();
    let targets: Vec<_> = study.entities_of(Table::Targets).collect();
    if policies.is_empty() && targets.is_empty() {
        return None;
    }
    let cell = |entity, column| {
        let e = study.entity(entity);
        study.row_cell(e.table, e.row, column)
    };
    let ideas = policies.iter().filter(|&&p| cell(p, "kind").is_some_and(|kind| IDEAS.contains(&&*kind))).count();
    let territories: Vec<_> = targets.iter().filter_map(|&t| study.find(cell(t, "territory")?.trim())).collect();
    let mut by_level: BTreeMap<String, u32> = BTreeMap::new();
    for &territory in &territories {
        if let Some(level) = cell(territory, "level") {
            *by_level.entry(level.into_owned()).or_default() += 1;
        }
    }
    let levels = method::levels().iter().filter_map(|level| {
        let label = label::word(level).unwrap_or_else(|| label::plain(study, level));
        Some(LevelCount { level: Code { code: (*level).to_owned(), label }, targets: by_level.remove(*level)? })
    });
    Some(CascadeEntry {
        levels: levels.collect(),
        ideas: ideas as u32,
        plans: (policies.len() - ideas) as u32,
        targets: targets.len() as u32,
        territories: territories.iter().collect::<BTreeSet<_>>().len() as u32,
    })
}

/// The first theses, each argument as a mark.
pub(crate) fn theses(study: &Study) -> Vec<ThesisEntry> {
    let entries = debates::by_thesis(study).into_iter().take(THESES).map(|(thesis, arguments)| {
        let cell = |argument, column| {
            let e = study.entity(argument);
            study.row_cell(e.table, e.row, column).unwrap_or_default().into_owned()
        };
        let mark = |&argument: &_| ArgumentMark {
            side: cell(argument, "side"),
            supported: pieces(&cell(argument, "evidence")).any(|piece| debates::is_there(&read(study, piece))),
        };
        ThesisEntry {
            id: arguments.first().map_or_else(String::new, |&a| study.entity(a).id.to_string()),
            thesis,
            arguments: arguments.iter().map(mark).collect(),
        }
    });
    entries.collect()
}
