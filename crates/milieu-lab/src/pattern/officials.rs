//! Targets, reports and debt: P1 to P6.

use super::{Pattern, Seen, Setting, Use, mean, over, part, weighted};
use crate::record::OfficialYear;
use crate::state::territory::{COUNTY, NATION, PREFECTURE, PROVINCE};

/// P1.
pub const AMPLIFICATION: Pattern = Pattern {
    id: "P1",
    name: "provinces add to the nation's target",
    anchor: "+2.4 points over 7.5 %, mean of the provinces' 11th five-year plans (China Daily, 12 March 2007)",
    used: Use::Fit,
    settings: &[Setting::Upgrade],
    parts: &[part("provincial less national target of growth, mean of 2006–10", "points", [1.5, 3.3], |r| {
        let seen = r.get(Setting::Upgrade)?;
        mean(rows(&seen, PROVINCE, 2006..=2010).map(|o| o.target - national(&seen, o.year).unwrap_or(f64::NAN)))
    })],
};

/// P2.
pub const COMPRESSION: Pattern = Pattern {
    id: "P2",
    name: "targets are compressed by 2016",
    anchor: "weighted provinces 7.5 % against 6.5–7 % for the nation (WSJ, 29 January 2016)",
    used: Use::Validate,
    settings: &[Setting::Maker],
    parts: &[part("provincial less national target in 2016, weighted by output", "points", [0.3, 1.3], |r| {
        let seen = r.get(Setting::Maker)?;
        let of_nation = national(&seen, 2016)?;
        weighted(rows(&seen, PROVINCE, 2016..=2016).map(|o| (o.target - of_nation, output(&seen, o))))
    })],
};

/// P3.
pub const ORDER: Pattern = Pattern {
    id: "P3",
    name: "nation below province below city, up fast and down slowly",
    anchor: "order of targets; they rise rapidly in booms and decline sluggishly (Chang, Wang & Xiong 2025)",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part("provincial less national target, mean of all years", "points", [0.0, f64::INFINITY], |r| {
            above(&r.get(Setting::Maker)?, PROVINCE, NATION)
        }),
        part("prefectural less provincial target, mean of all years", "points", [0.0, f64::INFINITY], |r| {
            above(&r.get(Setting::Maker)?, PREFECTURE, PROVINCE)
        }),
        part(
            "rise of a target for each point reported beyond the last one, less its fall for each point short of it",
            "",
            [0.0, f64::INFINITY],
            |r| {
                let seen = r.get(Setting::Maker)?;
                Some(response(&seen, |gap| gap > 0.0)? - response(&seen, |gap| gap < 0.0)?)
            },
        ),
    ],
};

/// P4.
pub const BUNCHING: Pattern = Pattern {
    id: "P4",
    name: "reports bunch just above the target",
    anchor: "just met about five times just missed (Lyu et al. 2018, as summarised); shrinking (Gong et al. 2025)",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part(
            "reports up to 0.25 points above the target over those as little below, cities and counties",
            "×",
            [3.0, 8.0],
            |r| just_met(&r.get(Setting::Maker)?, 2008..=2025),
        ),
        part("the same ratio before 2017 over that from 2017 on", "×", [1.0, f64::INFINITY], |r| {
            let seen = r.get(Setting::Maker)?;
            over(just_met(&seen, 2008..=2016)?, just_met(&seen, 2017..=2025)?)
        }),
    ],
};

/// P5.
pub const OVERSTATEMENT: Pattern = Pattern {
    id: "P5",
    name: "the provinces add up to more than the nation",
    anchor: "5–6 % in 2003–16; growth overstated by 1.8 points in 2010–16 (Chen et al. 2019)",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part("provincial growth reported less true, mean of 2010–16 weighted by output", "points", [1.0, 2.6], |r| {
            let seen = r.get(Setting::Maker)?;
            weighted(rows(&seen, PROVINCE, 2010..=2016).map(|o| (o.reported - o.reached, output(&seen, o))))
        }),
        part("GDP of the provinces over the nation's as reported, mean of 2010–16", "%", [3.0, 7.0], |r| {
            let seen = r.get(Setting::Maker)?;
            mean((2010..=2016).filter_map(|year| {
                let provinces = rows(&seen, PROVINCE, year..=year).map(|o| o.level_reported).sum::<f64>();
                let nation = rows(&seen, NATION, year..=year).next()?.level_reported;
                Some(100.0 * (over(provinces, nation)? - 1.0))
            }))
        }),
    ],
};

/// P6.
pub const DEBT: Pattern = Pattern {
    id: "P6",
    name: "debt from optimistic targets",
    anchor: "+14 % of GDP in 2011–19 (Chang, Wang & Xiong 2025)",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[part("public debt over GDP, December 2019 less December 2010", "% of GDP", [7.0, 21.0], |r| {
        let seen = r.get(Setting::Maker)?;
        Some(seen.at("debt", 2019, 12)? - seen.at("debt", 2010, 12)?)
    })],
};

fn rows<'s>(
    seen: &Seen<'s>,
    level: u8,
    years: std::ops::RangeInclusive<u32>,
) -> impl Iterator<Item = &'s OfficialYear> + use<'s> {
    let officials: &'s [OfficialYear] = &seen.record.years.officials;
    officials.iter().filter(move |o| o.level == level && years.contains(&o.year))
}

/// The nation's target of a year.
fn national(seen: &Seen, year: u32) -> Option<f64> {
    rows(seen, NATION, year..=year).next().map(|o| o.target)
}

/// Value added of a territory in the year of a report, summed over its towns.
fn output(seen: &Seen, of: &OfficialYear) -> f64 {
    let parts = &seen.world.territories;
    let towns = seen.record.years.towns.iter().filter(|t| t.year == of.year);
    towns.filter(|t| parts.at_level(t.territory as usize, of.level) == of.territory as usize).map(|t| t.output).sum()
}

/// Mean target of a level less that of the level above it, over all years.
fn above(seen: &Seen, level: u8, under: u8) -> Option<f64> {
    let of = |level| mean(rows(seen, level, 0..=u32::MAX).map(|o| o.target));
    Some(of(level)? - of(under)?)
}

/// Change of a target for each point by which last year's report was beyond (or short of) last year's target.
fn response(seen: &Seen, side: fn(f64) -> bool) -> Option<f64> {
    let officials = &seen.record.years.officials;
    let (mut moved, mut gaps) = (0.0, 0.0);
    let governed = seen.world.territories.governed().len();
    for (before, now) in officials.iter().zip(officials.iter().skip(governed)) {
        let gap = before.reported - before.target;
        if before.territory == now.territory && before.level != NATION && side(gap) {
            moved += now.target - before.target;
            gaps += gap;
        }
    }
    (gaps != 0.0).then(|| moved / gaps)
}

/// How many reports lie just above their target for each one just below.
fn just_met(seen: &Seen, years: std::ops::RangeInclusive<u32>) -> Option<f64> {
    let (mut met, mut missed) = (0.0, 0.0);
    for level in [PREFECTURE, COUNTY] {
        for official in rows(seen, level, years.clone()) {
            let beyond = official.reported - official.target;
            // A report equal to the target may miss it by the last bit.
            if (-1e-9..0.25).contains(&beyond) {
                met += 1.0;
            } else if (-0.25..-1e-9).contains(&beyond) {
                missed += 1.0;
            }
        }
    }
    over(met, missed)
}
