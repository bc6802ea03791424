//! Firms: how they end, who makes them productive, and how they learn from each other: P7, P8, P19 and P22.

use std::collections::BTreeMap;

use super::{Pattern, Seen, Setting, Use, mean, over, part};
use crate::record::Searches;
use crate::uid::Uid;

/// P7. The bands are a quarter to each side.
pub const HAZARD: Pattern = Pattern {
    id: "P7",
    name: "firms end most in their third year",
    anchor: "1.6 %, 6.3 %, 9.5 % in years 1 to 3, S(5) = 0.70, mean age at the end 6.09 years (SAIC 2013)",
    used: Use::Fit,
    settings: &[Setting::Upgrade],
    parts: &[
        part("firms that end in their first year", "%", [1.2, 2.0], |r| hazard(&r.get(Setting::Upgrade)?, 1)),
        part("firms that end in their second year", "%", [4.7, 7.9], |r| hazard(&r.get(Setting::Upgrade)?, 2)),
        part("firms that end in their third year", "%", [7.1, 11.9], |r| hazard(&r.get(Setting::Upgrade)?, 3)),
        part("share that outlives five years", "", [0.52, 0.88], |r| {
            r.get(Setting::Upgrade)?.record.lives.firms.survival(5)
        }),
        part("mean age at the end", "years", [4.6, 7.6], |r| {
            r.get(Setting::Upgrade)?.record.lives.firms.mean_age_at_end()
        }),
    ],
};

/// P8.
pub const NET_ENTRY: Pattern = Pattern {
    id: "P8",
    name: "net entry drives productivity",
    anchor: "over two thirds of growth in total factor productivity 1998–2007 (Brandt, Van Biesebroeck & Zhang 2012)",
    used: Use::Validate,
    settings: &[Setting::Upgrade],
    parts: &[part(
        "net entry in the growth of productivity 1998–2007 (Foster, Haltiwanger & Krizan: entrants and exits against the first mean)",
        "",
        [0.5, 0.8],
        |r| {
            let record = r.get(Setting::Upgrade)?.record;
            let of = |year| record.years.searches.iter().find(|s| s.year == year);
            net_entry(of(1998)?, of(2007)?, record.quality)
        },
    )],
};

/// P19.
pub const MICRO_DISTANCE: Pattern = Pattern {
    id: "P19",
    name: "learning ends within metres",
    anchor: "no effect beyond 20 m, only with socialising, best between the moderately different (Roche, Oettl & Catalini 2024)",
    used: Use::Fit,
    settings: &[Setting::Maker],
    parts: &[
        part(
            "recombinations a firm in places with others, over those of firms by themselves",
            "×",
            [1.5, f64::INFINITY],
            |r| {
                let last = r.get(Setting::Maker)?.record.years.searches.last()?;
                let [inside, outside] = last.recombined;
                over(over(inside.0, inside.1)?, over(outside.0, outside.1)?)
            },
        ),
        part(
            "recombinations a firm in places of middling diversity (second third), over the larger of the other thirds",
            "×",
            [1.0, f64::INFINITY],
            |r| interior(r.get(Setting::Maker)?.record.years.searches.last()?),
        ),
    ],
};

/// P22.
pub const IMITATION_WAVE: Pattern = Pattern {
    id: "P22",
    name: "the wave of imitation (shanzhai)",
    anchor: "150 of 750 million handsets in 2008, 255 million forecast for 2011; 3 million turnkey chips in 2004, 500 million in 2010",
    used: Use::Validate,
    settings: &[Setting::Upgrade],
    parts: &[
        part(
            "imitations a year and firm of electronics in 2008–11 over those in 1998–2001",
            "×",
            [1.5, f64::INFINITY],
            |r| {
                let seen = r.get(Setting::Upgrade)?;
                over(imitations(&seen, 2008, 2011)?, imitations(&seen, 1998, 2001)?)
            },
        ),
        part("imitations a year and firm of electronics in 2013–14 over those in 2008–11", "×", [0.0, 1.0], |r| {
            let seen = r.get(Setting::Upgrade)?;
            over(imitations(&seen, 2013, 2014)?, imitations(&seen, 2008, 2011)?)
        }),
    ],
};

fn hazard(seen: &Seen, year: usize) -> Option<f64> {
    Some(100.0 * seen.record.lives.firms.hazard(year)?)
}

/// Share of net entry in the growth of the mean log productivity, weighted by value added.
fn net_entry(first: &Searches, last: &Searches, quality: f64) -> Option<f64> {
    // Productivity and share of value added by firm.
    let of = |searches: &Searches| -> Option<BTreeMap<Uid, (f64, f64)>> {
        let total: f64 = searches.firms.iter().map(|f| f.3).sum();
        let all = searches.firms.iter().map(|f| (f.0, (f.1 + quality * f.2, f.3 / total))).collect();
        (total > 0.0).then_some(all)
    };
    let (then, now) = (of(first)?, of(last)?);
    let level = |all: &BTreeMap<Uid, (f64, f64)>| all.values().map(|(p, share)| p * share).sum::<f64>();
    let start = level(&then);
    let growth = level(&now) - start;
    let against = |all: &BTreeMap<Uid, (f64, f64)>, others: &BTreeMap<Uid, (f64, f64)>| -> f64 {
        all.iter().filter(|(uid, _)| !others.contains_key(*uid)).map(|(_, (p, share))| share * (p - start)).sum()
    };
    (growth > 0.0).then(|| (against(&now, &then) - against(&then, &now)) / growth)
}

/// Recombinations a firm in the middle third of places by diversity over the larger of the outer thirds.
fn interior(searches: &Searches) -> Option<f64> {
    let mut places = searches.diversity.clone();
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let third = places.len() / 3;
    if third == 0 {
        return None;
    }
    let of = |part: &[(f64, f64)]| mean(part.iter().map(|p| p.1));
    let (low, middle, high) =
        (of(&places[..third])?, of(&places[third..places.len() - third])?, of(&places[places.len() - third..])?);
    over(middle, low.max(high))
}

/// Imitations in electronics between two Decembers, a year and firm.
fn imitations(seen: &Seen, from: u32, to: u32) -> Option<f64> {
    let of = |year| seen.record.years.searches.iter().find(|s| s.year == year);
    let (a, b) = (of(from)?, of(to)?);
    let firms = mean([a, b].map(|s| s.imitated.1))?;
    over(b.imitated.0 - a.imitated.0, firms * f64::from(to - from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn net_entry_is_what_incumbents_did_not_do() {
        let firms = |all: &[(u64, f64, f64)]| Searches {
            firms: all.iter().map(|&(uid, p, output)| (Uid(uid), p, 0.0, output)).collect(),
            ..Searches::default()
        };
        let first = firms(&[(1, 0.0, 1.0), (2, 1.0, 1.0)]);
        // One stays as it was, the less productive one leaves for a better one: all growth is net entry.
        assert_eq!(net_entry(&first, &firms(&[(2, 1.0, 1.0), (3, 2.0, 1.0)]), 0.05), Some(1.0));
        // Nobody comes or goes.
        assert_eq!(net_entry(&first, &firms(&[(1, 1.0, 1.0), (2, 2.0, 1.0)]), 0.05), Some(0.0));
        assert_eq!(net_entry(&first, &first, 0.05), None, "nothing grew");
    }

    #[test]
    fn an_optimum_inside_is_above_one() {
        let of =
            |diversity: &[(f64, f64)]| interior(&Searches { diversity: diversity.to_vec(), ..Searches::default() });
        assert_eq!(of(&[(0.1, 1.0), (0.5, 3.0), (0.9, 2.0)]), Some(1.5));
        assert_eq!(of(&[(0.1, 1.0), (0.9, 2.0)]), None);
    }
}
