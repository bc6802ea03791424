//! Legacy: which ties outlived the place they belong to. See `README.md`.

mod descent;
pub mod judge;
mod strand;

pub use descent::Came;
pub use judge::{GENERATIONS, Reach, Through, Verdict};
pub use strand::{Strand, read as strands};

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::life::{EXITS, End, Life};
use milieu_study::lineage::Descent;

use crate::place::{Place, dated};
use crate::{Estimate, LeftOut, Words};
use judge::{Fate, Judged, Judgement, Member};

/// Name of the method.
pub const METHOD: &str = "legacy";

/// A place that has ended, and a tie that goes on or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlived {
    /// The place.
    pub place: EntityIx,
    /// What the tie has to do with it.
    pub through: Through,
    /// Whether it reaches beyond its end.
    pub reach: Reach,
}

/// What a tie outlived.
#[derive(Clone, Debug)]
pub struct Legacy {
    /// Its number among the strands.
    pub strand: usize,
    /// The strongest thing that can be said of it.
    pub verdict: Verdict,
    /// Places it outlived, or may have, or cannot be compared with.
    pub outlived: Vec<Outlived>,
}

/// Every verdict with the last part of the name of its estimate, in the order of the page.
pub const VERDICTS: [(Verdict, &str); 6] = [
    (Verdict::Reaches(Reach::Certain), "certain"),
    (Verdict::Reaches(Reach::Possible), "possible"),
    (Verdict::Reaches(Reach::Undated), "undated"),
    (Verdict::Reaches(Reach::Moment), "moment"),
    (Verdict::Ended, "ended"),
    (Verdict::NoEndedPlace, "no_ended_place"),
];

/// Judges every row of `ties.csv` among the strands, in their order. Successors and matches tell what
/// came from what; they are no bonds that could go on, and are left out.
#[must_use]
pub fn of(places: &[Place], strands: &[Strand]) -> Vec<Legacy> {
    let mut members: Vec<EntityIx> = strands.iter().flat_map(|s| [s.from, s.to]).collect();
    members.sort_unstable();
    members.dedup();
    let index: BTreeMap<EntityIx, u32> = members.iter().zip(0..).map(|(&e, i)| (e, i)).collect();
    let lived: BTreeMap<EntityIx, &Life> = places.iter().map(|p| (p.entity, &p.life)).collect();
    let known: Vec<Member> = members.iter().map(|e| member(lived.get(e).copied())).collect();
    let ends = |s: &Strand| [index[&s.from], index[&s.to]];
    let (numbers, ties): (Vec<usize>, Vec<Judged>) = strands
        .iter()
        .enumerate()
        .filter(|(_, s)| s.is_tie)
        .map(|(i, s)| {
            let [a, b] = ends(s);
            let told = s.lineage.filter(|l| l.descent != Descent::Offspring);
            let tells_end_of = told.map(|l| if l.forward { a } else { b });
            (i, Judged { ends: [a, b], valid: s.valid.map(|v| v.bounds), tells_end_of })
        })
        .unzip();
    let heirs: Vec<(u32, u32)> = strands
        .iter()
        .filter_map(|s| {
            let lineage = s.lineage.filter(|l| l.descent != Descent::Absorbed)?;
            let [a, b] = ends(s);
            Some(if lineage.forward { (a, b) } else { (b, a) })
        })
        .collect();
    let named = |o: judge::Outlived| Outlived { place: members[o.place as usize], through: o.through, reach: o.reach };
    judge::judge(&known, &ties, &heirs)
        .into_iter()
        .zip(numbers)
        .map(|(Judgement { verdict, outlived }, strand)| Legacy {
            strand,
            verdict,
            outlived: outlived.into_iter().map(named).collect(),
        })
        .collect()
}

fn member(life: Option<&Life>) -> Member {
    let Some(life) = life else { return Member { opened: None, fate: Fate::NotEnded } };
    let fate = match &life.end {
        End::Event { exit, .. } if exit == "relocated" => Fate::NotEnded,
        End::Event { when, .. } if dated(when) => Fate::Ended(*when),
        End::Event { .. } => Fate::Undated,
        End::Unknown if EXITS.contains(&life.status.as_str()) => Fate::Undated,
        End::Unknown | End::Censored { .. } => Fate::NotEnded,
    };
    Member { opened: life.opened, fate }
}

/// Ties by the strongest thing that can be said of them: `network.outlived.<verdict>`, in the order of
/// [`VERDICTS`]. Each rests on the statements of the ties it counts; those whose dates do not allow a
/// verdict are left out of the ties that surely or possibly outlived a place.
#[must_use]
pub fn counts(strands: &[Strand], judged: &[Legacy]) -> Vec<Estimate> {
    VERDICTS
        .iter()
        .map(|&(verdict, name)| {
            let of: Vec<&Legacy> = judged.iter().filter(|l| l.verdict == verdict).collect();
            let mut estimate = Estimate::new(format!("network.outlived.{name}"), METHOD, of.len() as f64);
            estimate.parameters.insert("generations".to_owned(), GENERATIONS.to_string());
            estimate.facts = facts(strands, of.iter().copied());
            estimate.entities = of.iter().flat_map(|l| &l.outlived).map(|o| o.place).collect();
            estimate.entities.sort_unstable();
            estimate.entities.dedup();
            if matches!(verdict, Verdict::Reaches(Reach::Certain | Reach::Possible)) {
                estimate.left_out = unjudged(strands, judged, |l| match l.verdict {
                    Verdict::Reaches(reach) => Some(reach),
                    Verdict::Ended | Verdict::NoEndedPlace => None,
                });
            }
            estimate
        })
        .collect()
}

/// Ties that surely reach beyond the end of one place: `network.outlived_by.<place>`; its interval
/// reaches to those that possibly do. None for a place that no tie can be compared with.
#[must_use]
pub fn of_place(study: &Study, strands: &[Strand], judged: &[Legacy], place: EntityIx) -> Option<Estimate> {
    let reach = |l: &Legacy| l.outlived.iter().find(|o| o.place == place).map(|o| o.reach);
    judged.iter().find_map(reach)?;
    let of = |wanted: Reach| judged.iter().filter(move |l| reach(l) == Some(wanted));
    let [certain, possible] = [Reach::Certain, Reach::Possible].map(|r| of(r).count() as f64);
    let id = format!("network.outlived_by.{}", study.entity(place).id);
    let mut estimate = Estimate::new(id, METHOD, certain);
    estimate.interval = Some([certain, certain + possible]);
    estimate.parameters.insert("generations".to_owned(), GENERATIONS.to_string());
    estimate.facts = facts(strands, of(Reach::Certain).chain(of(Reach::Possible)));
    estimate.entities = vec![place];
    estimate.left_out = unjudged(strands, judged, reach);
    Some(estimate)
}

/// The estimate of this name: `network.outlived.<verdict>` or `network.outlived_by.<place>`.
#[must_use]
pub fn find(study: &Study, id: &str) -> Option<Estimate> {
    let name = id.strip_prefix("network.outlived")?;
    let strands = strands(study);
    let judged = of(&Place::all(study), &strands);
    match name.strip_prefix("_by.") {
        Some(place) => of_place(study, &strands, &judged, study.find(place)?),
        None => counts(&strands, &judged).into_iter().find(|e| e.id == id),
    }
}

/// What an estimate of this name says, in one sentence.
#[must_use]
pub fn definition(id: &str) -> Option<&'static str> {
    if id.starts_with("network.outlived_by.") {
        return Some(
            "Ties that reach beyond the end of the place on every reading of the dates; the interval adds those that do on some reading.",
        );
    }
    Some(match id.strip_prefix("network.outlived.")? {
        "certain" => "Ties that on every reading of the dates reach beyond the end of a place they have to do with.",
        "possible" => {
            "Ties that on some reading of the dates reach beyond the end of such a place, surely beyond none."
        }
        "undated" => "Ties that cannot be compared with the end of such a place because a date is missing.",
        "moment" => "Ties dated by one moment before the end of such a place: how long they lasted is not said.",
        "ended" => "Ties that ended with every place they have to do with, or before.",
        "no_ended_place" => "Ties that have to do with no place that is known to have ended.",
        _ => return None,
    })
}

const UNDATED: Words = Words {
    en: "a date is missing, of the tie or of the place’s end",
    zh: "缺少联系或地点终止的时间",
    fr: "une date manque, du lien ou de la fin du lieu",
};
const MOMENT: Words = Words {
    en: "dated by one moment before the end: how long they lasted is not said",
    zh: "仅载终止前的某一时刻：持续多久不详",
    fr: "datés d’un seul moment avant la fin : rien ne dit combien de temps ils ont duré",
};

/// Ties without a verdict, by why.
fn unjudged(strands: &[Strand], judged: &[Legacy], reach: impl Fn(&Legacy) -> Option<Reach>) -> Vec<LeftOut> {
    let of = |why: Words, wanted: Reach| {
        LeftOut::facts(why, facts(strands, judged.iter().filter(|l| reach(l) == Some(wanted))))
    };
    let mut left_out = vec![of(UNDATED, Reach::Undated), of(MOMENT, Reach::Moment)];
    left_out.retain(|l| !l.is_empty());
    left_out
}

/// The statements of ties, in the study's order.
fn facts<'l>(strands: &[Strand], of: impl Iterator<Item = &'l Legacy>) -> Vec<FactIx> {
    let mut facts: Vec<FactIx> = of.map(|l| strands[l.strand].fact).collect();
    facts.sort_unstable();
    facts
}

#[cfg(test)]
mod tests;
