//! Territories: zones, rents, Kunshan and Shunde: P9, P18, P20 and P21.

use std::collections::BTreeMap;

use super::{Pattern, Runs, Seen, Setting, Use, mean, over, part, weighted};
use crate::month::Month;
use crate::record::Output;
use crate::state::territory::{ORIGIN_NAMES, PREFECTURE, PROVINCE};

/// P9.
pub const LATER_ZONES: Pattern = Pattern {
    id: "P9",
    name: "later zones bring less",
    anchor: "smaller benefits, more relocation (Wang 2013)",
    used: Use::Validate,
    settings: &[Setting::Upgrade],
    parts: &[part(
        "growth of output over the five years from a zone's start less its province's: first zones of a province less later ones",
        "points",
        [0.0, f64::INFINITY],
        |r| {
            let seen = r.get(Setting::Upgrade)?;
            let gains = zone_gains(&seen);
            let of = |first: bool| mean(gains.iter().filter(|(n, _)| (*n == 1) == first).map(|(_, gain)| *gain));
            Some(of(true)? - of(false)?)
        },
    )],
};

/// P18.
pub const RENT: Pattern = Pattern {
    id: "P18",
    name: "rents race where offices are full",
    anchor: "Shenzhen grade A: +17.4 % (first quarter of 2014) to +18 % (second of 2015); vacancy 16.6 % by mid-2019",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[part(
        "yearly rise of office rents, December 2013 to December 2015, the prefecture where they rose most",
        "% a year",
        [10.0, 25.0],
        |r| {
            let seen = r.get(Setting::Maker)?;
            let of = |year| rents(&seen, year);
            let (then, now) = (of(2013), of(2015));
            let rises = then.iter().filter_map(|(row, a)| Some(100.0 * ((now.get(row)? / a).sqrt() - 1.0)));
            rises.fold(None, |most: Option<f64>, x| Some(most.map_or(x, |m| m.max(x))))
        },
    )],
};

/// P20.
pub const KUNSHAN_SHUNDE: Pattern = Pattern {
    id: "P20",
    name: "Kunshan's output a head is above Shunde's, output a km² is not",
    anchor: "182.5 against 103.3 thousand yuan a head: 1.77; 0.315 against 0.315 bn yuan a km² (computed from 292 and 254 bn \
             yuan, 1.6 and 2.46 million people, 927.68 and 806.5 km²)",
    used: Use::Validate,
    settings: &[Setting::Kunshan, Setting::Shunde],
    parts: &[
        part("output a head at the end of 2013, Kunshan over Shunde", "×", [1.5, 2.2], |r| between(r, "gdp-a-head")),
        part("output a km² at the end of 2013, Kunshan over Shunde", "×", [0.8, 1.25], |r| between(r, "gdp-a-km2")),
    ],
};

/// P21.
pub const PIPELINES: Pattern = Pattern {
    id: "P21",
    name: "firms from Taiwan come to Kunshan",
    anchor: "more than 760 firms by April 2000, more than 900 by July 2001 (press); a tenth of Taiwan's mainland investment",
    used: Use::Fit,
    settings: &[Setting::Kunshan, Setting::Shunde],
    parts: &[
        part("rise of outside firms from April 2000 to July 2001", "×", [1.1, 1.4], |r| {
            let seen = r.get(Setting::Kunshan)?;
            over(seen.at("outside-firms", 2001, 7)?, seen.at("outside-firms", 2000, 4)?)
        }),
        part("Taiwan's share of outside firms by 2014, Kunshan's conditions", "", [0.4, 1.0], |r| {
            taiwanese(&r.get(Setting::Kunshan)?)
        }),
        part("Taiwan's share of outside firms by 2014, Shunde's conditions", "", [0.0, 0.4], |r| {
            taiwanese(&r.get(Setting::Shunde)?)
        }),
    ],
};

/// Growth of the towns of a zone over five years less that of their province, in points, with the zone's ordinal.
fn zone_gains(seen: &Seen) -> Vec<(u16, f64)> {
    let territories = &seen.world.territories;
    let mut output: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for town in &seen.record.years.towns {
        output.insert((town.territory, town.year), town.output);
        let province = u32::try_from(territories.at_level(town.territory as usize, PROVINCE)).unwrap_or(u32::MAX);
        *output.entry((province, town.year)).or_default() += town.output;
    }
    let growth = |territory: u32, year: u32| {
        let of = |year| output.get(&(territory, year)).copied();
        Some(100.0 * (over(of(year + 5)?, of(year)?)? - 1.0))
    };
    let Some(last) = seen.record.years.towns.last().map(|t| t.year) else { return vec![] };
    let zones = seen.record.years.towns.iter().filter(|t: &&Output| t.year == last && t.zone > 0);
    zones
        .filter_map(|town| {
            let start = seen.month_of(town.zone_since)?.year();
            let province = u32::try_from(territories.at_level(town.territory as usize, PROVINCE)).ok()?;
            Some((town.zone, growth(town.territory, start)? - growth(province, start)?))
        })
        .collect()
}

/// Office rents by prefecture in the December of a year, weighted by output.
fn rents(seen: &Seen, year: u32) -> BTreeMap<usize, f64> {
    let mut of: BTreeMap<usize, Vec<(f64, f64)>> = BTreeMap::new();
    for town in seen.record.years.towns.iter().filter(|t| t.year == year) {
        let prefecture = seen.world.territories.at_level(town.territory as usize, PREFECTURE);
        of.entry(prefecture).or_default().push((town.rent, town.output));
    }
    of.into_iter().filter_map(|(row, towns)| Some((row, weighted(towns)?))).collect()
}

fn between(runs: &Runs, indicator: &str) -> Option<f64> {
    let end = Month::new(2013, 12);
    let of = |setting| runs.get(setting)?.at(indicator, end.year(), end.of_year());
    over(of(Setting::Kunshan)?, of(Setting::Shunde)?)
}

/// Share of outside firms that came from Taiwan.
fn taiwanese(seen: &Seen) -> Option<f64> {
    let taiwan = ORIGIN_NAMES.iter().position(|name| *name == "TW")?;
    let arrived = &seen.world.territories.arrived;
    over(arrived.iter().map(|a| a[taiwan]).sum(), arrived.iter().flatten().sum())
}
