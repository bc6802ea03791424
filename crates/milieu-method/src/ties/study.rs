//! From a study's ties and the lives of its places to rows for [`super::TIE_SURVIVAL`].
//!
//! A date that is known to some span is taken at its middle. What is not known is not guessed: a tie without a last date is followed
//! until a dated source last spoke of it, and no longer than it is known whether its place was open.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::life::{self, End};
use milieu_study::schema::Table as Of;
use milieu_study::time::{self, Bound, Day};

use crate::analysis::{Extract, Refusal, Row, Table};
use crate::legacy::{self, Came, Strand};
use crate::network::{PERSON, is_person};
use crate::{LeftOut, Words, place};

/// Days of a year, as in `lifespans`.
const YEAR: f64 = 365.25;

/// Ties of places, each with its life and the closing of its place.
pub static TIE_LIVES: Extract = Extract {
    name: "tie-lives",
    title: Words {
        en: "Ties of places with their lives and the closing of the place, one row each",
        zh: "场所关系的起止与场所关闭（每行一条）",
        fr: "Liens des lieux, leur durée et la fermeture du lieu, un par ligne",
    },
    columns: &[
        ("tie", "both ends and what relates them"),
        ("place", "the place at one of its ends; of two places the one that closed first, else the first"),
        ("relation", "what relates them"),
        ("layer", "layer of the tie, else of its relation"),
        ("virtual", "1 for ties of the virtual layer, 0 for others; blank when the layer is not known"),
        ("start", "0: ties are told from their beginning"),
        ("stop", "age in years when it ended, or when last known: the middle of what the dates allow"),
        ("end", "1 when it ended then, 0 when it was last known then (censored)"),
        (
            "closing",
            "its age in years when the place closed, below 0 when that was before; blank when the place was open all along",
        ),
        ("basis", "what the last age rests on: event, last_source, place_last_heard_of"),
    ],
    options: &[("layer", "only ties of this layer"), ("relation", "only ties of this relation")],
    make,
};

const NO_PLACE: Words = Words {
    en: "neither end of the tie is a place",
    zh: "关系两端都不是场所",
    fr: "aucune extrémité du lien n’est un lieu",
};
const TELLS: Words = Words {
    en: "it tells how the place ended (who bought or became it): no tie that could go on",
    zh: "该关系说明场所如何终结（被收购或转为何物），并非可存续的关系",
    fr: "il dit comment le lieu a fini (qui l’a racheté ou lui a succédé) : ce n’est pas un lien qui pourrait durer",
};
const NO_START: Words = Words {
    en: "its beginning has no date, or one moment is all that is dated",
    zh: "起始无日期，或仅载某一时刻",
    fr: "son début n’a pas de date, ou un seul moment est daté",
};
const NO_STOP: Words = Words {
    en: "nothing dates its end, nor a source that speaks of it",
    zh: "其终止及相关来源均无日期",
    fr: "rien ne date sa fin, ni une source qui en parle",
};
const NO_CLOSING: Words = Words {
    en: "nothing says until when its place was open",
    zh: "不知其场所开放至何时",
    fr: "rien ne dit jusqu’à quand son lieu fut ouvert",
};
const BACKWARDS: Words = Words {
    en: "by its dates it was last known, or its place was, before it began",
    zh: "按日期，其或其场所的最后消息早于开始",
    fr: "selon ses dates, lui ou son lieu fut vu pour la dernière fois avant son début",
};

/// What is known of a place: when it closed, or until when it was known to be open.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Closed(f64),
    OpenUntil(f64),
    Unknown,
}

/// One tie's life in days and what it rests on.
struct Life {
    stop: f64,
    ended: bool,
    closing: Option<f64>,
    basis: &'static str,
}

fn make(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    let mut table = Table { name: TIE_LIVES.name.into(), ..Table::default() };
    let reasons = [PERSON, NO_PLACE, TELLS, NO_START, NO_STOP, NO_CLOSING, BACKWARDS];
    let mut left_out: Vec<(Words, Vec<FactIx>)> = reasons.into_iter().map(|reason| (reason, vec![])).collect();
    let mut texts: [Vec<Option<String>>; 5] = Default::default();
    let mut numbers: [Vec<Option<f64>>; 5] = Default::default();
    let is =
        |option: &str, value: Option<&str>| options.get(option).is_none_or(|wanted| value == Some(wanted.as_str()));
    for strand in legacy::strands(study).into_iter().filter(|strand| strand.is_tie) {
        if !is("layer", strand.layer.as_deref()) || !is("relation", Some(&strand.relation)) {
            continue;
        }
        let mut facts = vec![strand.fact];
        let (place, life) = match of_tie(study, &strand, &mut facts) {
            Ok(found) => found,
            Err(reason) => {
                if let Some((_, facts)) = left_out.iter_mut().find(|(own, _)| *own == reason) {
                    facts.push(strand.fact);
                }
                continue;
            }
        };
        let id = |entity: EntityIx| study.entity(entity).id.to_string();
        let label = format!("{} → {}", id(strand.from), id(strand.to));
        let is_virtual = strand.layer.as_deref().map(|layer| f64::from(u8::from(layer == "virtual")));
        let cells = [
            Some(format!("{label} ({})", strand.relation)),
            Some(id(place)),
            Some(strand.relation).filter(|relation| !relation.is_empty()),
            strand.layer,
            Some(life.basis.to_owned()),
        ];
        texts.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        let ages = [
            is_virtual,
            Some(0.0),
            Some(life.stop / YEAR),
            Some(f64::from(u8::from(life.ended))),
            life.closing.map(|days| days / YEAR),
        ];
        numbers.iter_mut().zip(ages).for_each(|(column, cell)| column.push(cell));
        facts.sort_unstable();
        facts.dedup();
        table.rows.push(Row { label, line: 0, entity: Some(place), facts });
    }
    if table.rows.is_empty() {
        return Err(Refusal::new("no-tie-lives", "no tie of a place has dates that tell how long it lasted")
            .why("a tie is followed from a first to a last date, and its place must be known to be open or closed meanwhile")
            .help("give `valid` in ties.csv as an interval, as 2010/2014 or 2010/.., and date the places’ ends"));
    }
    let left = left_out.into_iter().filter(|(_, facts)| !facts.is_empty());
    table.left_out.extend(left.map(|(reason, facts)| LeftOut::facts(reason, facts)));
    let [tie, place, relation, layer, basis] = texts;
    let [is_virtual, start, stop, end, closing] = numbers;
    for (name, cells) in [("tie", tie), ("place", place), ("relation", relation), ("layer", layer)] {
        table.push_text(name, cells);
    }
    for (name, cells) in [("virtual", is_virtual), ("start", start), ("stop", stop), ("end", end), ("closing", closing)]
    {
        table.push_numbers(name, cells);
    }
    table.push_text("basis", basis);
    Ok(table)
}

/// The place of a tie and the tie's life, or why it has none. Adds the statements these rest on.
fn of_tie(study: &Study, strand: &Strand, facts: &mut Vec<FactIx>) -> Result<(EntityIx, Life), Words> {
    if [strand.from, strand.to].iter().any(|&end| is_person(study, end)) {
        return Err(PERSON);
    }
    let (place, state, behind) = place_of(study, strand)?;
    if strand.lineage.is_some_and(|Came { descent, .. }| descent != milieu_study::lineage::Descent::Offspring) {
        return Err(TELLS);
    }
    let bounds = strand.valid.map(|valid| valid.bounds).filter(|bounds| !bounds.is_instant()).ok_or(NO_START)?;
    let start = middle(bounds.earliest_start, bounds.latest_start).ok_or(NO_START)?;
    let dated = middle(bounds.earliest_end, bounds.latest_end);
    let (mut stop, mut ended, mut basis) = match dated {
        Some(day) => (day - start, true, "event"),
        None => (last_source(study, strand.fact).ok_or(NO_STOP)? - start, false, "last_source"),
    };
    let closing = match state {
        Place::Closed(day) => Some(day - start),
        Place::OpenUntil(day) => {
            if day - start < stop {
                (stop, ended, basis) = (day - start, false, "place_last_heard_of");
            }
            None
        }
        Place::Unknown => return Err(NO_CLOSING),
    };
    if stop <= 0.0 {
        return Err(BACKWARDS);
    }
    facts.extend(behind);
    // A closing after the tie's last day says nothing of its life.
    let closing = closing.filter(|day| *day < stop);
    Ok((place, Life { stop, ended, closing, basis }))
}

/// The place at an end of a tie; of two, the one that closed first.
fn place_of(study: &Study, strand: &Strand) -> Result<(EntityIx, Place, Vec<FactIx>), Words> {
    let is_place = |end: &EntityIx| study.table(study.entity(*end).table).table == Of::Places;
    let mut found: Vec<(EntityIx, Place, Vec<FactIx>)> = [strand.from, strand.to]
        .into_iter()
        .filter(is_place)
        .map(|end| {
            let (state, facts) = state(study, end);
            (end, state, facts)
        })
        .collect();
    // A stable sort: of two that did not close, or nobody knows, the one the tie starts from.
    let closed = |place: &Place| if let Place::Closed(day) = place { *day } else { f64::INFINITY };
    found.sort_by(|a, b| closed(&a.1).total_cmp(&closed(&b.1)));
    // Where the other's state is not known, it is not known whether that one closed first.
    if found.len() == 2 && found.iter().any(|(_, place, _)| *place == Place::Unknown) {
        return Err(NO_CLOSING);
    }
    found.into_iter().next().ok_or(NO_PLACE)
}

fn state(study: &Study, place: EntityIx) -> (Place, Vec<FactIx>) {
    let life = life::of(study, place);
    let place = match life.end {
        // A place that moved goes on.
        End::Event { exit, when: [_, last] } if exit == "relocated" => {
            last.day().map_or(Place::Unknown, |day| Place::OpenUntil(f64::from(day.0)))
        }
        End::Event { when: [first, last], .. } => middle(first, last).map_or(Place::Unknown, Place::Closed),
        End::Censored { at, .. } => Place::OpenUntil(f64::from(at.0)),
        End::Unknown => Place::Unknown,
    };
    (place, life.end_by)
}

/// The middle of two days, if both are days.
fn middle(first: Bound, last: Bound) -> Option<f64> {
    Some(f64::midpoint(f64::from(first.day()?.0), f64::from(last.day()?.0)))
}

/// The day on which the last dated source of a statement can have appeared at the earliest.
fn last_source(study: &Study, fact: FactIx) -> Option<f64> {
    let issued = |source: milieu_study::fact::SourceIx| {
        let text = study.sources[source.0 as usize].item.issued.as_deref()?;
        time::parse(text, study.settings.tolerance).ok()?.bounds.earliest_start.day()
    };
    place::cited(study, fact).filter_map(issued).max().map(|Day(day)| f64::from(day))
}

#[cfg(test)]
mod tests {
    use milieu_study::compile;
    use milieu_study::world::Memory;

    use super::*;
    use crate::analysis::Cells;

    const SOURCES: &str =
        "@misc{early, title = {E}, date = {2011-07-02}}\n@misc{late, title = {L}, date = {2020-07-01}}\n";
    const PLACES: &str = "id,kind,name,opened,closed,status,last_confirmed,source\n\
        alpha,hackerspace,Alpha,2008,2013-07-02,closed,,late\n\
        beta,fablab,Beta,2008,,active,2016-01-01,late\n\
        gamma,fablab,Gamma,2008,,closed,,late\n";
    const ACTORS: &str =
        "id,name,kind,source\nfirm,Firm,company,late\nclub,Club,association,late\nher,Her,person,late\n";
    const TIES: &str = "from,to,relation,layer,valid,source\n\
        firm,alpha,hosts,physical,2010-01-01/2012-01-01,late\n\
        club,alpha,hosts,virtual,2010-01-01/2015-01-01,late\n\
        firm,beta,hosts,physical,2014-01-01/..,late\n\
        club,beta,hosts,physical,2012-01-01/2014-01-01,late\n\
        club,alpha,hosts,virtual,2010-07-02/,early\n\
        alpha,beta,meets,physical,2014-01-01/2015-01-01,late\n\
        firm,gamma,hosts,physical,2010/2012,late\n\
        firm,club,owns,economic,2010/2012,late\n\
        firm,alpha,hosts,physical,2010,late\n\
        firm,beta,hosts,physical,2018-01-01/2019-01-01,late\n\
        firm,beta,hosts,physical,2012-01-01/..,\n\
        her,alpha,hosts,physical,2010-01-01/2012-01-01,late\n";

    fn made(options: &[(&str, &str)]) -> Result<Table, Refusal> {
        let files = [
            ("study.toml", "title = \"Ties\"\n"),
            ("sources.bib", SOURCES),
            ("places.csv", PLACES),
            ("actors.csv", ACTORS),
            ("ties.csv", TIES),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let study = compile(&Memory(BTreeMap::from(files))).value;
        make(&study, &options.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
        match &table.column(name).expect(name).cells {
            Cells::Number(cells) => cells.iter().map(|c| c.map(|v| (v * 10.0).round() / 10.0)).collect(),
            Cells::Text(_) => panic!("{name} is text"),
        }
    }

    fn words(table: &Table, name: &str) -> Vec<String> {
        (0..table.len()).map(|row| table.column(name).expect(name).cells.text(row).unwrap_or_default()).collect()
    }

    #[test]
    fn a_tie_is_followed_past_its_place_and_no_longer_than_what_is_known() {
        let table = made(&[]).expect("ties");
        assert_eq!(words(&table, "place"), ["alpha", "alpha", "beta", "beta", "alpha", "alpha"]);
        // Ended with the place open; after it closed; last known by the place, by its end, by its source; begun after the closing.
        assert_eq!(numbers(&table, "stop"), [2.0, 5.0, 2.0, 2.0, 1.0, 1.0].map(Some));
        assert_eq!(numbers(&table, "end"), [1.0, 1.0, 0.0, 1.0, 0.0, 1.0].map(Some));
        assert_eq!(numbers(&table, "closing"), [None, Some(3.5), None, None, None, Some(-0.5)]);
        assert_eq!(numbers(&table, "virtual"), [0.0, 1.0, 0.0, 0.0, 1.0, 0.0].map(Some));
        let basis = ["event", "event", "place_last_heard_of", "event", "last_source", "event"];
        assert_eq!(words(&table, "basis"), basis);
        assert!(table.rows.iter().all(|row| row.facts.len() >= 2 && row.entity.is_some()));
        assert_eq!(
            table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
            TIE_LIVES.columns.iter().map(|c| c.0).collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_cannot_be_followed_is_left_out_with_its_reason() {
        let reasons: Vec<(&str, usize)> =
            made(&[]).expect("ties").left_out.iter().map(|l| (l.reason.en, l.facts.len())).collect();
        assert_eq!(reasons, [PERSON, NO_PLACE, NO_START, NO_STOP, NO_CLOSING, BACKWARDS].map(|reason| (reason.en, 1)));
        assert_eq!(made(&[("layer", "virtual")]).expect("ties").len(), 2);
        assert_eq!(made(&[("relation", "unheard-of")]).unwrap_err().name, "no-tie-lives");
    }
}
