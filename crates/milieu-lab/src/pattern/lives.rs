//! How long places and start-ups live: P16 and P23. The curves are the estimator's that observed places are given to.

use milieu_method::survival::Sample;
use milieu_method::survival::curve::{Options, estimate};

use super::{Pattern, Runs, Seen, Setting, Use, over, part};
use crate::month::Month;
use crate::state::NONE;
use crate::state::place::{Governance, PlaceKind};

/// P16.
pub const LIFESPANS: Pattern = Pattern {
    id: "P16",
    name: "lifespans of places",
    anchor: "a community directory's listings as the study's analysis `directory-listings` reads them, n = 314: S(1) = 0.87, \
             S(5) = 0.67, S(10) = 0.62 (delisted is not closed); coworking: 5 of 29 closed within about three years",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part("community places: share that outlives a year", "", [0.8, 0.97], |r| community(r, 1.0)),
        part("community places: share that outlives five years", "", [0.55, 0.85], |r| community(r, 5.0)),
        part("community places: share that outlives ten years", "", [0.45, 0.8], |r| community(r, 10.0)),
        part("coworking spaces: share that outlives three years", "", [0.65, 0.95], |r| {
            let seen = r.get(Setting::Maker)?;
            outlives(&seen, 3.0, |row| seen.world.places.kind[row] == PlaceKind::Coworking)
        }),
    ],
};

/// P23.
pub const INCUBATED: Pattern = Pattern {
    id: "P23",
    name: "incubated projects survive",
    anchor: "31.4 % by the end of 2017: 80 spaces, 2,993 projects (Yangpu)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[part("start-ups founded in hubs in 2015–17 that exist at the end of 2017", "%", [20.0, 45.0], |r| {
        let seen = r.get(Setting::Maker)?;
        let (mut founded, mut alive) = (0.0, 0.0);
        for one in &seen.record.lives.start_ups {
            let is_hub = matches!(one.place, Some(PlaceKind::Incubator | PlaceKind::MassMakerspace));
            let since = seen.month_of(one.since)?;
            if is_hub && (Month::new(2015, 1)..Month::new(2018, 1)).contains(&since) {
                founded += 1.0;
                let until = one.until.and_then(|step| seen.month_of(step));
                alive += f64::from(u8::from(until.is_none_or(|m| m >= Month::new(2018, 1))));
            }
        }
        over(100.0 * alive, founded)
    })],
};

fn community(runs: &Runs, years: f64) -> Option<f64> {
    let seen = runs.get(Setting::Maker)?;
    let p = &seen.world.places;
    // A hub that was a community place is followed as one: its closure is the community's loss too.
    outlives(&seen, years, |row| p.governance[row] == Governance::Community || p.converted[row] != NONE)
}

/// Kaplan–Meier share of the synthetic places founded in the run that outlives an age.
fn outlives(seen: &Seen, years: f64, counts: impl Fn(usize) -> bool) -> Option<f64> {
    let p = &seen.world.places;
    let end = seen.world.step;
    let (mut exit, mut event) = (vec![], vec![]);
    for row in (0..p.len()).filter(|&row| counts(row) && p.rows.since[row] > 0) {
        let closed = p.closed[row];
        let until = if closed == NONE { end } else { closed };
        exit.push(f64::from(until.saturating_sub(p.rows.since[row])) / 12.0);
        event.push(closed != NONE);
    }
    let sample = Sample { entry: None, exit: &exit, event: &event };
    let curve = estimate(&sample, &Options::default()).ok()?;
    exit.iter().any(|age| *age >= years).then(|| curve.survival_at(years))
}
