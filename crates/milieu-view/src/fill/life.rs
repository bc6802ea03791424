//! Lives: bounds in decimal years, the life line of a place.

use milieu_method::place::{Ending, Place, dated};
use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, SourceIx};
use milieu_study::life::{self, Basis, End};
use milieu_study::time::{Bound, Bounds, Edtf};

use crate::date::{decimal, short};
use crate::evidence::Statements;
use crate::label;
use crate::page::{Censoring, Life, LifeLine, SpellShown};
use crate::site::Site;

/// The years within which places are dated: lives, states, sites; else those of the window; else
/// the year 2000 alone, for an axis needs some year.
pub(crate) fn years(study: &Study, places: &[Place]) -> [i32; 2] {
    let mut days = vec![];
    for place in places {
        let life = &place.life;
        days.extend(life.opened.iter().flatten().filter_map(|b| b.day()));
        match &life.end {
            End::Event { when, .. } => days.extend(when.iter().filter_map(|b| b.day())),
            End::Censored { at, .. } => days.push(*at),
            End::Unknown => {}
        }
        let states = life::spells(study, place.entity).into_iter().flat_map(|s| [s.from, s.to]).flatten();
        let dates = states.map(|(_, date)| date).chain(place.positions.iter().filter_map(|p| p.valid));
        days.extend(dates.flat_map(|d| [d.bounds.earliest_start.day(), d.bounds.latest_end.day()]).flatten());
    }
    let window = || {
        let date = milieu_study::time::parse(study.settings.window.as_deref()?, study.settings.tolerance).ok()?;
        Some([date.bounds.earliest_start.day()?.year(), date.bounds.latest_end.day()?.year()])
    };
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) => [first.year(), last.year()],
        _ => window().unwrap_or([2000, 2000]),
    }
}

/// Earliest and latest moment of a date on the axis of years. A side without limit reaches to the
/// edge of the study's years, which are asked for only then: they take reading every place. A date
/// without any day has no place on the axis.
pub(crate) fn moments(when: &[Bound; 2], years: impl Fn() -> [i32; 2]) -> Option<[f64; 2]> {
    if !dated(when) {
        return None;
    }
    let [first, last] = when.map(|b| b.day());
    let from = first.map_or_else(|| f64::from(years()[0]), |d| d.year_fraction());
    let to = last.map_or_else(|| f64::from(years()[1]) + 1.0, |d| d.plus_days(1).year_fraction());
    Some([decimal(from.min(to)), decimal(to.max(from))])
}

/// A place's life as the atlas draws it.
pub(crate) fn of(place: &Place, years: impl Fn() -> [i32; 2] + Copy) -> Life {
    let life = &place.life;
    Life {
        start: life.opened.as_ref().and_then(|when| moments(when, years)),
        end: match &life.end {
            End::Event { when, .. } => moments(when, years),
            _ => None,
        },
        confirmed: match life.end {
            End::Censored { at, .. } => Some(decimal(at.year_fraction())),
            _ => None,
        },
        status: life.status.clone(),
    }
}

/// A place's life line with its statements.
pub(crate) fn line(site: &Site, place: &Place, out: &mut Statements<'_>) -> LifeLine {
    let study = site.study();
    let life = &place.life;
    LifeLine {
        life: of(place, || site.years()),
        opened: life.opened.map(|when| out.shown(dates_said(study, &life.opened_by, &when), &life.opened_by)),
        closed: match &life.end {
            End::Event { when, .. } => Some(out.shown(dates_said(study, &life.end_by, when), &life.end_by)),
            _ => None,
        },
        censoring: censoring(study, place),
        confirmed: match life.end {
            End::Censored { .. } => {
                let date = censoring(study, place).date.unwrap_or_default();
                Some(out.shown(date, &life.end_by))
            }
            _ => None,
        },
        spells: life::spells(study, place.entity).iter().map(|s| spell(site, s, out)).collect(),
    }
}

/// A date as written where all statements write the same, else the interval they leave.
fn dates_said(study: &Study, facts: &[FactIx], when: &[Bound; 2]) -> String {
    let mut words: Vec<String> = facts.iter().map(|&f| study.written(f).into_owned()).collect();
    words.dedup();
    match words.as_slice() {
        [one] => one.clone(),
        _ => short(&Bounds::instant(when[0], when[1])),
    }
}

fn censoring(study: &Study, place: &Place) -> Censoring {
    let life = &place.life;
    let ending = place.ending();
    let date = match (&life.end, ending) {
        (End::Event { when, .. }, Ending::Event) => Some(dates_said(study, &life.end_by, when)),
        (End::Censored { basis: Basis::LastConfirmed, .. }, _) => {
            life.end_by.first().map(|&f| study.written(f).into_owned())
        }
        (End::Censored { at, basis: Basis::LastSource(source) }, _) => {
            Some(source_date(study, &life.end_by, *source).unwrap_or_else(|| at.to_string()))
        }
        _ => None,
    };
    Censoring { treatment: ending.word().to_owned(), date }
}

/// The date of a source as its citation or the bibliography writes it.
fn source_date(study: &Study, facts: &[FactIx], source: SourceIx) -> Option<String> {
    let cited = study.cited(study.fact(*facts.first()?).citations);
    let locators = cited.iter().filter(|c| c.source == Some(source)).filter_map(|c| c.locator.as_deref());
    // The same reading as in the study's rule: a locator that is a full date.
    let mut dated = locators.filter(|l| l.len() == "2010-12-15".len());
    let exact = dated.find(|l| milieu_study::time::parse(l, study.settings.tolerance).is_ok());
    exact.map(str::to_owned).or_else(|| study.sources[source.0 as usize].item.issued.clone())
}

fn spell(site: &Site, spell: &life::Spell, out: &mut Statements<'_>) -> SpellShown {
    let study = site.study();
    let years = || site.years();
    let of = |date: Option<(FactIx, Edtf)>| {
        date.and_then(|(_, d)| moments(&[d.bounds.earliest_start, d.bounds.latest_end], years))
    };
    let written = |date: Option<(FactIx, Edtf)>| date.map(|(f, _)| study.written(f).into_owned());
    let mut facts: Vec<FactIx> =
        [spell.from, spell.to, spell.last_confirmed].into_iter().flatten().map(|(f, _)| f).collect();
    if facts.is_empty() {
        facts.extend(spell.fact);
    }
    let text = match (written(spell.from), written(spell.to), written(spell.last_confirmed)) {
        (None, None, None) => "?".to_owned(),
        (from, Some(to), _) => format!("{} – {to}", from.unwrap_or_else(|| "?".to_owned())),
        // Not ended, not open: seen until then.
        (from, None, Some(seen)) => format!("{} – ? (≥ {seen})", from.unwrap_or_else(|| "?".to_owned())),
        // What has ended does not end again.
        (Some(from), None, None) if spell.from_is_exit => from,
        (Some(from), None, None) => format!("{from} – ?"),
    };
    SpellShown {
        status: Some(spell.status.clone()).filter(|s| !s.is_empty()),
        start: of(spell.from),
        end: of(spell.to),
        text: out.shown(text, &facts),
        site: spell.site.map(|s| study.entity(s).id.to_string()),
        reason: spell.exit_reason.map(|f| out.written(f)),
        successor: spell.successor.map(|s| label::link(study, s)),
    }
}

/// What a place became: the successor of its last state that names one.
pub(crate) fn successor(study: &Study, place: EntityIx) -> Option<EntityIx> {
    life::spells(study, place).iter().rev().find_map(|s| s.successor)
}
