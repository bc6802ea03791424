//! `data/network.json` and the statements of its ties.

use std::collections::{BTreeMap, BTreeSet};

use milieu_method::legacy::{self, Legacy, Strand, Verdict};
use milieu_method::place::Place;
use milieu_study::Study;
use milieu_study::codebook::Entry;
use milieu_study::fact::EntityIx;
use milieu_study::life as lives;
use milieu_study::position;
use milieu_study::schema::{ColumnType, Table};
use milieu_study::settings::pick;
use milieu_study::time::{Bound, Day, Edtf};

use super::{atlas, life, sites};
use crate::date::decimal;
use crate::evidence::{Statements, languages};
use crate::page::{
    LegacyCount, Life, LineageTie, Network, NetworkNode, NetworkRelation, NetworkTie, NodeKind, Outlived, Position,
    Reach, TIES_A_FILE, Through, TieStatements,
};
use crate::site::Site;
use crate::{label, layout};

pub(crate) fn page(site: &Site) -> Network {
    let (study, strands) = (site.study(), site.strands());
    let mut members: Vec<EntityIx> = strands.iter().flat_map(|s| [s.from, s.to]).collect();
    members.sort_unstable_by(|&a, &b| study.entity(a).id.cmp(&study.entity(b).id));
    members.dedup();
    let index: BTreeMap<EntityIx, u32> = members.iter().enumerate().map(|(i, &e)| (e, i as u32)).collect();
    let ends: Vec<(u32, u32)> = strands.iter().map(|s| (index[&s.from], index[&s.to])).collect();
    let places: BTreeMap<EntityIx, &Place> = site.places().iter().map(|p| (p.entity, p)).collect();

    let ids: Vec<&str> = members.iter().map(|&e| &*study.entity(e).id).collect();
    let drawn = layout::positions(&ids, &ends);
    let component = layout::components(members.len(), &ends);
    let kinds = kinds(study, &members);
    let relations = relations(study, strands);
    let layers = layers();
    let years = years(site.years(), strands);
    let territories: Vec<EntityIx> = {
        let found: BTreeSet<EntityIx> = members.iter().flat_map(|&e| study.territories_of(e)).collect();
        found.into_iter().collect()
    };

    let nodes = members
        .iter()
        .enumerate()
        .map(|(i, &e)| {
            let place = places.get(&e).copied();
            let (kind, table) = (kind_of(study, e), study.entity(e).kind);
            let names = label::entity(study, e);
            let nearest = study.territories_of(e).first().copied();
            NetworkNode {
                id: study.entity(e).id.to_string(),
                table: table.name().to_owned(),
                name: pick(&names, &languages(study)).to_owned(),
                zh: names.get("zh").cloned(),
                kind: kinds.iter().position(|k| k.code == kind && k.table == table.name()).unwrap_or(0) as u32,
                territory: nearest.and_then(|t| territories.binary_search(&t).ok()).map(|i| i as u32),
                life: place.map(|p| life::of(p, || years)),
                moves: place.map_or_else(Vec::new, |p| moves(study, p.entity, years)),
                positions: positions(study, e, place),
                x: thousandth(drawn[i][0]),
                y: thousandth(drawn[i][1]),
                component: component[i],
            }
        })
        .collect();

    let judged = legacy::of(site.places(), strands);
    let outlived = outlived(&judged, strands.len(), &index);
    let ties = strands
        .iter()
        .zip(&ends)
        .zip(outlived)
        .map(|((s, &(from, to)), outlived)| NetworkTie {
            from,
            to,
            relation: relations.iter().position(|r| r.code == s.relation).unwrap_or(0) as u32,
            layer: s.layer.as_ref().and_then(|l| layers.iter().position(|known| known == l)).map(|i| i as u32),
            when: when(study, s),
            life: tie_life(s.valid, years),
            lineage: s.lineage.map(|l| LineageTie { kind: l.descent.word().to_owned(), forward: l.forward }),
            outlived,
        })
        .collect();
    Network {
        nodes,
        ties,
        kinds,
        relations,
        layers,
        territories: territories.iter().map(|&t| atlas::territory(study, t, &territories)).collect(),
        years,
        legacy: count(&judged),
        untied_places: site.places().iter().filter(|p| !index.contains_key(&p.entity)).count() as u32,
    }
}

/// The statements of a run of ties; none beyond the last.
pub(crate) fn statements(site: &Site, run: usize) -> Option<TieStatements> {
    let strands = site.strands().chunks(TIES_A_FILE).nth(run)?;
    let mut out = Statements::new(site.study());
    let ties = strands.iter().map(|s| out.shown(words(site.study(), s), &[s.fact])).collect();
    Some(TieStatements { ties, evidence: out.into_list() })
}

/// A tie in words, its ends by their ids.
fn words(study: &Study, s: &Strand) -> String {
    format!("{} {} {}", study.entity(s.from).id, s.relation, study.entity(s.to).id)
}

/// Three decimal places: a thousandth of a tie's length.
fn thousandth(v: f64) -> f64 {
    (v * 1e3).round() / 1e3
}

fn kind_of(study: &Study, e: EntityIx) -> String {
    study.used_words(e, "kind").map_or_else(String::new, |(kind, _)| kind.into_owned())
}

fn kinds(study: &Study, members: &[EntityIx]) -> Vec<NodeKind> {
    let used: BTreeSet<(Table, String)> = members.iter().map(|&e| (study.entity(e).kind, kind_of(study, e))).collect();
    let rank = |code: &str| study.codebook.kinds.iter().position(|k| k.code == code).unwrap_or(usize::MAX);
    let mut kinds: Vec<(Table, String)> = used.into_iter().collect();
    kinds.sort_by_key(|(table, code)| (*table, rank(code)));
    let named = |table: Table, code: &str| {
        let entry: Option<&Entry> = study.codebook.kind(code);
        entry.map_or_else(
            || {
                if code.is_empty() {
                    label::table(table)
                } else {
                    label::word(code).unwrap_or_else(|| label::plain(study, code))
                }
            },
            |k| label::entry(study, k),
        )
    };
    kinds
        .into_iter()
        .map(|(table, code)| NodeKind { label: named(table, &code), table: table.name().to_owned(), code })
        .collect()
}

fn relations(study: &Study, strands: &[Strand]) -> Vec<NetworkRelation> {
    let used: BTreeSet<&str> = strands.iter().map(|s| s.relation.as_str()).collect();
    let book = &study.codebook.relations;
    let mut codes: Vec<&str> = used.into_iter().collect();
    codes.sort_by_key(|code| book.iter().position(|r| r.entry.code == *code).unwrap_or(usize::MAX));
    codes
        .into_iter()
        .map(|code| {
            let known = study.codebook.relation(code);
            let own = match code {
                "successor" => label::column(Table::Spells, "successor"),
                "lineage" => label::word("lineage"),
                _ => None,
            };
            NetworkRelation {
                code: code.to_owned(),
                label: known
                    .map(|r| label::entry(study, &r.entry))
                    .or(own)
                    .unwrap_or_else(|| label::plain(study, code)),
                directed: known.is_none_or(|r| r.directed),
            }
        })
        .collect()
}

/// The layers of the contract.
fn layers() -> Vec<String> {
    match Table::Ties.spec().column("layer").map(|c| c.ty) {
        Some(ColumnType::Word(words)) => words.iter().map(|w| (*w).to_owned()).collect(),
        _ => vec![],
    }
}

/// The atlas's years, widened by those of the ties; what is planned for a far future is left out.
fn years(atlas: [i32; 2], strands: &[Strand]) -> [i32; 2] {
    const FAR: i32 = 10;
    let days = strands.iter().filter_map(|s| s.valid).flat_map(|d| {
        let b = d.bounds;
        [b.earliest_start, b.latest_start, b.earliest_end, b.latest_end].map(|b| b.day().map(Day::year))
    });
    days.flatten()
        .filter(|y| (atlas[0] - FAR..=atlas[1] + FAR).contains(y))
        .fold(atlas, |[a, b], y| [a.min(y), b.max(y)])
}

fn when(study: &Study, s: &Strand) -> Option<String> {
    let at = study.fact(s.fact).at;
    let column = if s.is_tie { "valid" } else { "to" };
    study.row_cell(at.table, at.row, column).map(|c| c.into_owned())
}

/// A tie's bounds in the form of a life. A moment is not heard of after it; what is declared open
/// lasts to the end of the slider; an unknown end leaves the tie unheard of after its start.
fn tie_life(valid: Option<Edtf>, years: [i32; 2]) -> Life {
    let Some(b) = valid.map(|v| v.bounds) else { return Life::default() };
    let start = life::moments(&[b.earliest_start, b.latest_start], || years);
    let until = |bound: Bound| bound.day().map(|d| decimal(d.plus_days(1).year_fraction()));
    if b.is_instant() {
        return Life { start, end: None, confirmed: until(b.latest_end), status: String::new() };
    }
    let end = life::moments(&[b.earliest_end, b.latest_end], || years);
    let confirmed = if b.is_open_ended() {
        Some(f64::from(years[1]) + 1.0)
    } else {
        until(b.latest_start).filter(|_| end.is_none())
    };
    Life { start, end, confirmed, status: String::new() }
}

/// When a place began at another site than before.
fn moves(study: &Study, place: EntityIx, years: [i32; 2]) -> Vec<[f64; 2]> {
    let at_sites: Vec<lives::Spell> = lives::spells(study, place).into_iter().filter(|s| s.site.is_some()).collect();
    let moved = at_sites.windows(2).filter(|two| two[0].site != two[1].site);
    let dates = moved.filter_map(|two| two[1].from.or(two[0].to));
    dates.filter_map(|(_, d)| life::moments(&[d.bounds.earliest_start, d.bounds.latest_end], || years)).collect()
}

fn positions(study: &Study, e: EntityIx, place: Option<&Place>) -> Vec<Position> {
    if let Some(place) = place {
        return sites::positions(study, place);
    }
    let own = position::own(study, e);
    let near = own.or_else(|| study.territories_of(e).into_iter().find_map(|t| position::own(study, t)));
    near.iter().map(|p| sites::of(study, e, p)).collect()
}

/// What each tie outlived, its places by their nodes; nothing for successors and matches.
fn outlived(judged: &[Legacy], ties: usize, node: &BTreeMap<EntityIx, u32>) -> Vec<Vec<Outlived>> {
    let mut out = vec![vec![]; ties];
    for legacy in judged {
        out[legacy.strand] = legacy
            .outlived
            .iter()
            .map(|o| Outlived { place: node[&o.place], through: through(o.through), reach: reach(o.reach) })
            .collect();
    }
    out
}

fn through(through: legacy::Through) -> Through {
    match through {
        legacy::Through::Own => Through::Own,
        legacy::Through::Shared => Through::Shared,
        legacy::Through::Heir => Through::Heir,
    }
}

fn reach(reach: legacy::Reach) -> Reach {
    match reach {
        legacy::Reach::Certain => Reach::Certain,
        legacy::Reach::Possible => Reach::Possible,
        legacy::Reach::Undated => Reach::Undated,
        legacy::Reach::Moment => Reach::Moment,
    }
}

fn count(judged: &[Legacy]) -> LegacyCount {
    let of = |wanted: Verdict| judged.iter().filter(|l| l.verdict == wanted).count() as u32;
    let reaching = |reach| of(Verdict::Reaches(reach));
    LegacyCount {
        certain: reaching(legacy::Reach::Certain),
        possible: reaching(legacy::Reach::Possible),
        undated: reaching(legacy::Reach::Undated),
        moment: reaching(legacy::Reach::Moment),
        ended: judged.iter().filter(|l| l.verdict == Verdict::Ended).map(|l| l.strand as u32).collect(),
        no_ended_place: of(Verdict::NoEndedPlace),
        judged: judged.len() as u32,
    }
}
