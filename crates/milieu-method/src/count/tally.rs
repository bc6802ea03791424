//! What each count counts: pure selections over the places, statements and sources of a study.

use std::collections::BTreeMap;

use milieu_study::fact::{EntityIx, FactIx, SourceIx};
use milieu_study::life::{EXITS, End};

use super::{Input, Tally};
use crate::place::{self, Ending, Located, Place};
use crate::{LeftOut, Words};

pub(super) fn places(input: &Input<'_>) -> Tally {
    select(input, |_| true, |p| p.facts.clone(), &[])
}

pub(super) fn dated(input: &Input<'_>) -> Tally {
    let blank =
        Words { en: "no opening is stated", zh: "未载开业时间", fr: "aucune ouverture n’est indiquée" };
    select(input, Place::is_dated, |p| p.life.opened_by.clone(), &[(blank, |_| true)])
}

pub(super) fn ended(input: &Input<'_>) -> Tally {
    let undated = Words {
        en: "said to have ended, but nothing says when",
        zh: "据载已终止，但时间不详",
        fr: "dits terminés, mais rien ne dit quand",
    };
    let silent = Words {
        en: "no end is stated, which is not the same as open",
        zh: "未载终止时间，这不等于仍在运营",
        fr: "aucune fin n’est indiquée, ce qui ne veut pas dire ouvert",
    };
    let by = |p: &Place| p.life.end_by.clone();
    select(input, |p| p.ending() == Ending::Event, by, &[(undated, said_to_have_ended), (silent, |_| true)])
}

/// It ended by its own words, without a date.
fn said_to_have_ended(place: &Place) -> bool {
    matches!(place.life.end, End::Event { .. }) || EXITS.contains(&place.life.status.as_str())
}

pub(super) fn confirmed(input: &Input<'_>) -> Tally {
    select(input, |p| p.ending() == Ending::Confirmed, |p| p.life.end_by.clone(), &[])
}

pub(super) fn last_source(input: &Input<'_>) -> Tally {
    select(input, |p| p.ending() == Ending::LastSource, |p| p.life.end_by.clone(), &[])
}

pub(super) fn end_unknown(input: &Input<'_>) -> Tally {
    select(input, |p| p.ending() == Ending::Unknown, |_| vec![], &[])
}

const ONLY_TERRITORY: Words = Words {
    en: "only a territory is known: drawn at its label point",
    zh: "仅知所属地区：绘于该地区的标注点",
    fr: "seul un territoire est connu : dessinés à son point d’étiquette",
};
const NOWHERE: Words = Words {
    en: "no position is known: not on the map",
    zh: "位置不详：不在地图上",
    fr: "aucune position connue : absents de la carte",
};

pub(super) fn located(input: &Input<'_>) -> Tally {
    let study = input.study;
    let of = |wanted: Located| -> Vec<EntityIx> {
        input.places.iter().filter(|p| p.located(study) == wanted).map(|p| p.entity).collect()
    };
    let own = of(Located::Own);
    let facts = input.places.iter().filter(|p| p.located(study) == Located::Own);
    Tally {
        value: own.len(),
        facts: facts.flat_map(|p| p.positions.iter().flat_map(|at| at.facts.clone())).collect(),
        entities: own,
        left_out: vec![
            LeftOut::entities(ONLY_TERRITORY, of(Located::Territory)),
            LeftOut::entities(NOWHERE, of(Located::Nowhere)),
        ],
        sources: vec![],
    }
}

pub(super) fn sourced(input: &Input<'_>) -> Tally {
    let none = Words {
        en: "nothing said of them names a source of the bibliography",
        zh: "相关陈述均未注明书目中的来源",
        fr: "rien de ce qui en est dit ne cite une source de la bibliographie",
    };
    let cited = |p: &Place| {
        p.facts.iter().copied().filter(|&f| place::cited(input.study, f).next().is_some()).collect::<Vec<_>>()
    };
    select(input, |p| !p.sources.is_empty(), cited, &[(none, |_| true)])
}

pub(super) fn contradicted(input: &Input<'_>) -> Tally {
    let mut facts: BTreeMap<EntityIx, Vec<FactIx>> = BTreeMap::new();
    for conflict in &input.study.conflicts {
        facts.entry(conflict.entity).or_default().extend(&conflict.facts);
    }
    let of = |p: &Place| facts.get(&p.entity).cloned().unwrap_or_default();
    select(input, |p| facts.contains_key(&p.entity), of, &[])
}

pub(super) fn contradictions(input: &Input<'_>) -> Tally {
    let study = input.study;
    let mut entities: Vec<EntityIx> = study.conflicts.iter().map(|c| c.entity).collect();
    entities.dedup();
    let rejected =
        all_facts(input).filter(|&f| study.qualifier_of_claim(f, "status").as_deref() == Some("rejected")).collect();
    let why = Words {
        en: "statements the study rejects, which contradict nothing any more",
        zh: "研究已否定的陈述，不再计入矛盾",
        fr: "énoncés rejetés par l’étude, qui ne contredisent plus rien",
    };
    Tally {
        value: study.conflicts.len(),
        entities,
        facts: study.conflicts.iter().flat_map(|c| c.facts.clone()).collect(),
        left_out: vec![LeftOut::facts(why, rejected)],
        ..Tally::default()
    }
}

pub(super) fn sources(input: &Input<'_>) -> Tally {
    let listed = input.study.sources.len();
    let sources: Vec<SourceIx> = (0..listed as u32).map(SourceIx).collect();
    Tally { value: listed, sources, ..Tally::default() }
}

pub(super) fn sources_cited(input: &Input<'_>) -> Tally {
    let listed = (0..input.study.sources.len() as u32).map(SourceIx);
    let (cited, uncited): (Vec<_>, Vec<_>) = listed.partition(|&s| !input.study.facts_citing(s).is_empty());
    let reason = Words {
        en: "in the bibliography, but no statement rests on them",
        zh: "列于书目，但没有陈述引用",
        fr: "dans la bibliographie, mais aucun énoncé ne s’y appuie",
    };
    Tally {
        value: cited.len(),
        facts: cited.iter().flat_map(|&s| input.study.facts_citing(s)).copied().collect(),
        sources: cited,
        left_out: vec![LeftOut { reason, entities: vec![], facts: vec![], sources: uncited }],
        ..Tally::default()
    }
}

pub(super) fn facts(input: &Input<'_>) -> Tally {
    let facts: Vec<FactIx> = all_facts(input).collect();
    Tally { value: facts.len(), facts, ..Tally::default() }
}

pub(super) fn facts_sourced(input: &Input<'_>) -> Tally {
    let study = input.study;
    let set = |f: FactIx| study.cited(study.fact(f).citations);
    let (sourced, others): (Vec<_>, Vec<_>) =
        all_facts(input).partition(|&f| set(f).iter().any(|c| c.source.is_some()));
    let (nobody, unknown): (Vec<_>, Vec<_>) = others.into_iter().partition(|&f| set(f).is_empty());
    let blank = Words { en: "name no source", zh: "未注明来源", fr: "ne citent aucune source" };
    let missing = Words {
        en: "name a source the bibliography does not list",
        zh: "所引来源不在书目中",
        fr: "citent une source absente de la bibliographie",
    };
    Tally {
        value: sourced.len(),
        facts: sourced,
        left_out: vec![LeftOut::facts(blank, nobody), LeftOut::facts(missing, unknown)],
        ..Tally::default()
    }
}

fn all_facts(input: &Input<'_>) -> impl Iterator<Item = FactIx> {
    (0..input.study.facts.len() as u32).map(FactIx)
}

/// Why a place is left out, and whether that is why.
type Reason = (Words, fn(&Place) -> bool);

/// Places that pass, the statements that show it, and for each of the others the first reason that fits.
fn select(
    input: &Input<'_>,
    counts: impl Fn(&Place) -> bool,
    facts: impl Fn(&Place) -> Vec<FactIx>,
    reasons: &[Reason],
) -> Tally {
    let mut tally = Tally::default();
    let mut left_out: Vec<LeftOut> = reasons.iter().map(|(why, _)| LeftOut::entities(*why, vec![])).collect();
    for place in input.places {
        if counts(place) {
            tally.value += 1;
            tally.entities.push(place.entity);
            tally.facts.extend(facts(place));
        } else if let Some(i) = reasons.iter().position(|(_, fits)| fits(place)) {
            left_out[i].entities.push(place.entity);
        }
    }
    tally.left_out = left_out;
    tally
}
