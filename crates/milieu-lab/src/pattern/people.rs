//! Attendance and what places leave behind: P15 and P17.

use super::{Pattern, Seen, Setting, Use, over, part};
use crate::state::NONE;

/// P15.
pub const ATTENDANCE: Pattern = Pattern {
    id: "P15",
    name: "fewer come after the campaign",
    anchor: "50–60 visitors an open night fall to 20, about 2015 to 2018 (Mushroom Cloud, Sixth Tone 2018)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[part(
        "change of attendance a community place, 2018 against 2015, means of months",
        "%",
        [-75.0, -50.0],
        |r| {
            let seen = r.get(Setting::Maker)?;
            let of = |year| super::mean((1..=12).filter_map(|month| seen.at("attendance", year, month)));
            Some(100.0 * (over(of(2018)?, of(2015)?)? - 1.0))
        },
    )],
};

/// P17.
pub const LEGACY: Pattern = Pattern {
    id: "P17",
    name: "the legacy outlives the place",
    anchor: "Xindanwei's people went on to Xinchejian and Xinkafe; a tenth of bridges still stands after a year (Burt 2002)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[
        part(
            "places closed for a year or more, with ties made there, of which some ties live",
            "%",
            [50.0, 100.0],
            |r| outlived(&r.get(Setting::Maker)?),
        ),
        part("bridges of one December that still stand in the next", "%", [5.0, 20.0], |r| {
            let bridges = &r.get(Setting::Maker)?.record.years.bridges;
            let followed = &bridges[..bridges.len().saturating_sub(1)];
            let sum = |of: fn(&crate::record::Bridges) -> u32| followed.iter().map(|b| f64::from(of(b))).sum::<f64>();
            over(100.0 * sum(|b| b.later), sum(|b| b.then))
        }),
    ],
};

fn outlived(seen: &Seen) -> Option<f64> {
    let p = &seen.world.places;
    let (mut places, mut living) = (0.0, 0.0);
    for row in 0..p.len() {
        if p.closed[row] != NONE && p.closed[row] + 12 <= seen.world.step && p.ties_made[row] > 0 {
            places += 1.0;
            living += f64::from(u8::from(p.legacy[row] > 0));
        }
    }
    over(100.0 * living, places)
}
