//! Places under the campaign: P10 to P14.

use super::{Pattern, Seen, Setting, Use, over, part};
use crate::state::NONE;
use crate::state::place::{Closure, Governance, PlaceKind};
use crate::state::territory::PREFECTURE;

/// P10. The bands are 30 % to each side of the growth reported.
pub const MASS_MAKERSPACES: Pattern = Pattern {
    id: "P10",
    name: "mass makerspaces multiply, then level off",
    anchor: "50–70 (2014), 2,345 (2015), 4,298 (2016), 5,739 (2017), 6,959 (2018), 8,507 (2020), nearly 10,000 (2023): Torch figures as reported",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part("mass makerspaces at the end of 2015 over those of 2014", "×", [10.0, f64::INFINITY], |r| {
            grew(r, 2014, 2015)
        }),
        part("2016 over 2015", "×", [1.28, 2.38], |r| grew(r, 2015, 2016)),
        part("2017 over 2016", "×", [0.93, 1.74], |r| grew(r, 2016, 2017)),
        part("2018 over 2017", "×", [0.85, 1.58], |r| grew(r, 2017, 2018)),
        part("2020 over 2018", "×", [0.86, 1.59], |r| grew(r, 2018, 2020)),
    ],
};

/// P11.
pub const OCCUPANCY: Pattern = Pattern {
    id: "P11",
    name: "places of the state stand emptier",
    anchor: "most state-funded centres below 40 % while private ones fill (Reuters, July 2016)",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part(
            "occupancy of commercial and community places less that of the state's, July 2016",
            "points",
            [20.0, f64::INFINITY],
            |r| {
                let seen = r.get(Setting::Maker)?;
                Some(seen.at("occupancy-private", 2016, 7)? - seen.at("occupancy-state", 2016, 7)?)
            },
        ),
        part("occupancy of places of the state, July 2016", "%", [0.0, 40.0], |r| {
            r.get(Setting::Maker)?.at("occupancy-state", 2016, 7)
        }),
    ],
};

/// P12.
pub const SUBSIDY: Pattern = Pattern {
    id: "P12",
    name: "most would not survive without subsidies",
    anchor: "more than 60 % (operators' estimate)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[part(
        "hubs open at the end whose income without subsidies does not cover their costs",
        "%",
        [45.0, 75.0],
        |r| {
            let seen = r.get(Setting::Maker)?;
            let p = &seen.world.places;
            let hubs = (0..p.len()).filter(|&row| p.is_alive(row) && is_hub(p.kind[row]));
            let (mut all, mut dependent) = (0.0, 0.0);
            for row in hubs {
                all += 1.0;
                dependent += f64::from(u8::from(p.income[row] < p.costs[row]));
            }
            over(100.0 * dependent, all)
        },
    )],
};

/// P13.
pub const ATTAINMENT: Pattern = Pattern {
    id: "P13",
    name: "targets for the number of places are missed",
    anchor: "Shenzhen: about 40 in June 2015, \"over 200\" planned for 2015–17, more than 80 in March 2017 (SCMP, China Daily)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[part("places at the end of 2016 over the target for them, prefectures", "%", [30.0, 60.0], |r| {
        let seen = r.get(Setting::Maker)?;
        let of = seen.record.years.officials.iter().filter(|o| o.year == 2016 && o.level == PREFECTURE);
        let (places, target) = of.fold((0.0, 0.0), |(p, t), o| (p + o.places, t + o.places_target));
        over(100.0 * places, target)
    })],
};

/// P14.
pub const REVIEW: Pattern = Pattern {
    id: "P14",
    name: "reviews withdraw few registrations",
    anchor: "135 of 2,386 national registrations withdrawn for 2020: 5.7 % (国科火字〔2021〕65号)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[part(
        "mass makerspaces closed by review in the year of most reviews, of those open before it",
        "%",
        [3.0, 9.0],
        |r| reviewed(&r.get(Setting::Maker)?),
    )],
};

fn is_hub(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::MassMakerspace | PlaceKind::Incubator | PlaceKind::InnovationHouse)
}

fn grew(runs: &super::Runs, from: u32, to: u32) -> Option<f64> {
    let seen = runs.get(Setting::Maker)?;
    let of = |year| seen.at("places-mass-makerspace", year, 12);
    over(of(to)?, of(from)?)
}

/// Share of mass makerspaces that fail a review, in the twelve months in which most do.
fn reviewed(seen: &Seen) -> Option<f64> {
    let p = &seen.world.places;
    let is_counted =
        |row: usize| p.kind[row] == PlaceKind::MassMakerspace && p.governance[row] != Governance::Community;
    let year = |step: u32| seen.month_of(step).map(super::Month::year);
    let failed = |of: u32| {
        let closed = |row: &usize| p.closure[*row] == Closure::Review && year(p.closed[*row]) == Some(of);
        (0..p.len()).filter(|&row| is_counted(row)).filter(closed).count()
    };
    let (most, count) = (2015..=2025).map(|of| (of, failed(of))).max_by_key(|(of, n)| (*n, u32::MAX - of))?;
    let open = (0..p.len()).filter(|&row| {
        let before = |step: u32| year(step).is_some_and(|y| y < most);
        is_counted(row) && before(p.rows.since[row]) && (p.closed[row] == NONE || !before(p.closed[row]))
    });
    let of = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    over(100.0 * of(count), of(open.count()))
}
