//! The indicators: what is read off the world for a territory, with its unit.

use super::sums::Sums;
use crate::lever::INSTRUMENTS;
use crate::state::place::PlaceKind;

/// Something read off the world each month, or each December.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Name, as files have it.
    pub name: &'static str,
    /// What it says.
    pub what: &'static str,
    /// Unit; empty for a pure number.
    pub unit: &'static str,
    /// How it follows from what was summed.
    pub(super) of: fn(&Sums) -> f64,
}

const fn indicator(name: &'static str, unit: &'static str, what: &'static str, of: fn(&Sums) -> f64) -> Indicator {
    Indicator { name, what, unit, of }
}

/// Position of an indicator by its name.
#[must_use]
pub fn position(name: &str) -> Option<usize> {
    INDICATORS.iter().position(|i| i.name == name)
}

/// a/b; no number where b is nothing.
fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { f64::NAN }
}

fn percent(a: f64, b: f64) -> f64 {
    100.0 * ratio(a, b)
}

fn of_kind(sums: &Sums, kind: PlaceKind) -> f64 {
    sums.places[kind as usize]
}

/// Every indicator. The order is that of files and pages; new ones come last.
pub const INDICATORS: &[Indicator] = &[
    indicator("population", "people", "inhabitants", |s| s.people),
    indicator("gdp", "yuan a year", "value added of the last twelve months", |s| s.output_year),
    indicator("growth", "% a year", "true growth of value added over the year before", |s| {
        percent(s.output_year - s.output_year_before, s.output_year_before)
    }),
    indicator("growth-reported", "% a year", "growth as officials reported it for the last full year", |s| {
        ratio(s.reported, s.reporting)
    }),
    indicator("growth-target", "% a year", "target of growth for this year", |s| ratio(s.target, s.reporting)),
    indicator("growth-target-counties", "% a year", "target of growth for this year, mean of counties", |s| {
        ratio(s.target_counties, s.counties)
    }),
    indicator("gdp-a-head", "yuan", "value added of a year per inhabitant", |s| ratio(s.output_year, s.people)),
    indicator("gdp-a-km2", "yuan", "value added of a year per km²", |s| ratio(s.output_year, s.area)),
    indicator("debt", "% of GDP", "public debt over the value added of a year", |s| percent(s.debt, s.output_year)),
    indicator("specialisation", "", "Herfindahl index of the shares of sectors in value added", Sums::herfindahl),
    indicator("linkage", "", "local linkage of outside firms, mean of towns", |s| ratio(s.linkage, s.towns)),
    indicator("pipelines", "", "relations with outside places, mean of towns", |s| ratio(s.pipeline, s.towns)),
    indicator("outside-firms", "firms", "outside firms of the real economy that have arrived since the start", |s| {
        s.arrived
    }),
    indicator("rent-office", "yuan/m² a month", "rent of offices, weighted by floor space", |s| {
        ratio(s.rent_office, s.stock_office)
    }),
    indicator("rent-marginal", "yuan/m² a month", "rent of old factories and other cheap floor, weighted", |s| {
        ratio(s.rent_marginal, s.stock_marginal)
    }),
    indicator("vacancy-office", "%", "office floor that is empty", |s| {
        percent(s.stock_office - s.occupied_office, s.stock_office)
    }),
    indicator("marginal-floor", "m²", "cheap floor that there is", |s| s.stock_marginal),
    indicator("firms", "firms", "firms", |s| s.firms),
    indicator("firms-entered", "firms a month", "firms founded or arrived", |s| s.entered),
    indicator("firms-exited", "firms a month", "firms that ended", |s| s.exited),
    indicator("start-ups", "firms", "start-ups that exist", |s| s.start_ups),
    indicator("novelties", "", "new hypotheses of firms that exist", |s| s.novelties),
    indicator("imitating", "%", "firms that imitate among those that search", |s| percent(s.imitating, s.searching)),
    indicator("productivity", "", "mean logarithm of firms' productivity, weighted by value added", |s| {
        ratio(s.productivity, s.output)
    }),
    indicator("places", "places", "open places", |s| s.places.iter().sum()),
    indicator("places-hackerspace", "places", "open hackerspaces", |s| of_kind(s, PlaceKind::Hackerspace)),
    indicator("places-makerspace", "places", "open makerspaces", |s| of_kind(s, PlaceKind::Makerspace)),
    indicator("places-fab-lab", "places", "open fab labs", |s| of_kind(s, PlaceKind::FabLab)),
    indicator("places-coworking", "places", "open coworking spaces", |s| of_kind(s, PlaceKind::Coworking)),
    indicator("places-incubator", "places", "open incubators", |s| of_kind(s, PlaceKind::Incubator)),
    indicator("places-innovation-house", "places", "open innovation houses", |s| {
        of_kind(s, PlaceKind::InnovationHouse)
    }),
    indicator("places-mass-makerspace", "places", "open mass makerspaces", |s| of_kind(s, PlaceKind::MassMakerspace)),
    indicator("places-community", "places", "open places run by their community", |s| s.community),
    indicator("places-opened", "places a month", "places that opened", |s| s.opened),
    indicator("places-closed", "places a month", "places that closed", |s| s.closed),
    indicator("places-converted", "places", "community places turned into hubs so far", |s| s.converted),
    indicator("displaced", "km", "mean way that open places have moved so far", |s| {
        ratio(s.displaced, s.places.iter().sum())
    }),
    indicator("occupancy", "%", "members over desks, places with desks", |s| percent(s.seated, s.desks)),
    indicator("occupancy-state", "%", "members over desks in places of the state", |s| {
        percent(s.seated_state, s.desks_state)
    }),
    indicator("occupancy-private", "%", "members over desks in commercial and community places", |s| {
        percent(s.seated_private, s.desks_private)
    }),
    indicator("occupancy-reported", "%", "members and what was padded over desks", |s| {
        percent(s.seated + s.padded, s.desks)
    }),
    indicator("subsidy-share", "%", "subsidies in the income of places", |s| percent(s.subsidy, s.subsidy + s.income)),
    indicator("attendance", "people a month", "people at open nights of a place run by its community, mean", |s| {
        ratio(s.attendance, s.community)
    }),
    indicator("members", "people", "members of places, counted once for each place", |s| s.members),
    indicator("ties-made", "ties", "ties first made in places so far", |s| s.ties_made),
    indicator("legacy", "ties", "living ties first made in places", |s| s.legacy),
    indicator("legacy-closed", "ties", "living ties first made in places that have closed", |s| s.legacy_closed),
    indicator("ties-physical", "ties a person", "ties face to face, in December", |s| ratio(s.physical, s.persons)),
    indicator("ties-virtual", "ties a person", "virtual ties, in December", |s| ratio(s.remote, s.persons)),
    indicator("ties-cross-class", "%", "ties face to face between classes, in December", |s| {
        percent(s.cross, s.physical)
    }),
    indicator("bridges", "%", "ties face to face without a common contact, in December", |s| {
        percent(s.bridges, s.physical)
    }),
    indicator("spent-places", "yuan", "spent on subsidised maker places so far", |s| s.spent[3]),
    indicator("spent-services", "yuan", "spent on service centres so far", |s| s.spent[5]),
    indicator("spent-relief", "yuan", "spent on rent relief so far", |s| s.spent[9]),
    indicator("spent", "yuan", "spent on all instruments so far", |s| s.spent.iter().sum()),
];

const _: () = assert!(INSTRUMENTS.len() == 10, "positions of instruments above");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        for (at, one) in INDICATORS.iter().enumerate() {
            assert_eq!(position(one.name), Some(at), "{}", one.name);
            assert!(!one.what.is_empty());
        }
    }

    #[test]
    fn nothing_over_nothing_is_no_number() {
        let empty = Sums::default();
        assert!((INDICATORS[position("growth").expect("known")].of)(&empty).is_nan());
        assert_eq!((INDICATORS[position("firms").expect("known")].of)(&empty), 0.0);
    }
}
