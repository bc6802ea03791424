//! `data/overview.json`.

use milieu_method::count::{self, Input};
use milieu_method::{Estimate, count::ALL};
use milieu_study::Study;
use milieu_study::fact::EntityIx;

use crate::evidence::Statements;
use crate::fill::{contradictions, entries};
use crate::label;
use crate::page::{Count, KindCount, LeftOut, Overview, TerritoryCount, YearCount};
use crate::site::Site;

pub(crate) fn page(site: &Site) -> Overview {
    let study = site.study();
    let input = Input { study, places: site.places() };
    let mut out = Statements::new(study);
    Overview {
        counts: counts(&input),
        curve: entries::curve(site),
        cascade: entries::cascade(study),
        theses: entries::theses(study),
        years: count::years(&input)
            .into_iter()
            .map(|y| {
                let [certain, uncertain] = parts(&y.opened);
                let [ended, ended_uncertain] = parts(&y.ended);
                YearCount { year: y.year, opened: certain, opened_uncertain: uncertain, ended, ended_uncertain }
            })
            .collect(),
        kinds: count::kinds(&input)
            .into_iter()
            .map(|g| KindCount {
                kind: g.key.and_then(|code| site.kinds().iter().position(|k| k.code == code)).map(|i| i as u32),
                places: g.estimate.value as u32,
            })
            .collect(),
        territories: count::territories(&input)
            .into_iter()
            .map(|g| TerritoryCount {
                id: g.key.map(|t| study.entity(t).id.to_string()),
                label: g.key.map(|t| label::entity(study, t)).unwrap_or_default(),
                places: g.estimate.value as u32,
                listed: if g.key.is_none() { ids(study, &g.estimate.entities) } else { vec![] },
            })
            .collect(),
        contradictions: study.conflicts.iter().map(|c| contradictions::shown(study, c, &mut out)).collect(),
        evidence: out.into_list(),
    }
}

/// What certainly happened in a year, and what is expected beyond it.
fn parts(estimate: &Estimate) -> [f64; 2] {
    let certain = estimate.interval.map_or(0.0, |[least, _]| least);
    [certain, ((estimate.value - certain) * 1e4).round() / 1e4]
}

fn counts(input: &Input<'_>) -> Vec<Count> {
    let estimates: Vec<Estimate> = ALL.iter().map(|c| c.estimate(input)).collect();
    let value = |id: &str| ALL.iter().position(|c| c.id == id).map(|i| estimates[i].value as u32);
    ALL.iter()
        .zip(&estimates)
        .map(|(count, estimate)| Count {
            id: count.id.to_owned(),
            label: label::of(&count.label),
            value: estimate.value as u32,
            of: count.of.and_then(value),
            how: label::of(&count.how),
            route: route(count.id).to_owned(),
            left_out: estimate.left_out.iter().map(|l| left_out(input.study, l)).collect(),
        })
        .collect()
}

fn left_out(study: &Study, left: &milieu_method::LeftOut) -> LeftOut {
    LeftOut {
        reason: label::of(&left.reason),
        count: left.len() as u32,
        places: ids(study, &left.entities),
        sources: left.sources.iter().map(|s| study.sources[s.0 as usize].item.key.clone()).collect(),
        // Of places and sources left out the statements only say why.
        statements: if left.entities.is_empty() && left.sources.is_empty() {
            left.facts.iter().map(|f| f.0).collect()
        } else {
            vec![]
        },
    }
}

fn ids(study: &Study, entities: &[EntityIx]) -> Vec<String> {
    entities.iter().map(|&e| study.entity(e).id.to_string()).collect()
}

/// The page that lists what a count counts; blank where no page lists it one by one.
fn route(id: &str) -> &'static str {
    match id {
        "places" => "#/places",
        "dated" => "#/places?dated=yes",
        "ended" => "#/places?ended=yes",
        "confirmed" => "#/places?v.end=confirmed",
        "last_source" => "#/places?v.end=last_source",
        "end_unknown" => "#/places?v.end=unknown",
        "located" => "#/places?located=yes",
        "sourced" => "#/places?sourced=yes",
        "contradicted" => "#/places?contradictions=yes",
        "contradictions" => "#/?show=contradictions",
        "sources" => "#/sources",
        "sources_cited" => "#/sources?cited=yes",
        "facts" => "#/statements",
        "facts_sourced" => "#/statements?sourced=yes",
        _ => "",
    }
}
