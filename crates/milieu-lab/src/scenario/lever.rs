//! The levers a scenario can pull, with their units and bounds. The order is that of the documentation.

use crate::lever::{INSTRUMENTS, Lever, Levers};

/// What a lever's number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share of a whole, 0 to 1.
    Share,
    /// Added to a share, −1 to 1.
    Shift,
    /// A factor: 1.1 is ten percent more.
    Factor,
    /// A number of months.
    Months,
    /// Yuan.
    Yuan,
    /// Yes or no.
    Flag,
}

impl Unit {
    /// The words in messages and tables.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Share => "a share from 0 to 1",
            Self::Shift => "added to a share, from -1 to 1",
            Self::Factor => "a factor, 1 for no change",
            Self::Months => "months",
            Self::Yuan => "yuan",
            Self::Flag => "true or false",
        }
    }

    /// Smallest and largest value that makes sense.
    #[must_use]
    pub const fn bounds(self) -> [f64; 2] {
        match self {
            Self::Share | Self::Flag => [0.0, 1.0],
            Self::Shift => [-1.0, 1.0],
            Self::Factor => [0.0, 5.0],
            Self::Months => [0.0, 600.0],
            Self::Yuan => [0.0, 1e9],
        }
    }
}

/// A lever as scenarios know it.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Name in the file.
    pub name: &'static str,
    /// What it does.
    pub what: &'static str,
    /// What its number means.
    pub unit: Unit,
    /// Where it is kept.
    pub field: fn(&mut Levers) -> &mut Lever,
}

/// The name of the lever whose value is a word or a month instead of a number.
pub const CAMPAIGN: &str = "campaign";

macro_rules! earmark {
    ($at:literal, $name:literal) => {
        Known {
            name: concat!("earmark-", $name),
            what: "share of every government's budget that goes to this instrument, whatever officials believe",
            unit: Unit::Share,
            field: |l| &mut l.earmark[$at],
        }
    };
}

/// Every lever with a number.
pub const LEVERS: &[Known] = &[
    Known { name: "rent", what: "factor on rents paid", unit: Unit::Factor, field: |l| &mut l.rent },
    Known {
        name: "freeze-marginal",
        what: "cheap residual floor may not be turned into offices",
        unit: Unit::Flag,
        field: |l| &mut l.freeze_marginal,
    },
    Known { name: "lease", what: "length of new leases", unit: Unit::Months, field: |l| &mut l.lease },
    Known {
        name: "community-lease",
        what: "length of new leases of community places",
        unit: Unit::Months,
        field: |l| &mut l.community_lease,
    },
    Known { name: "monitoring", what: "added to monitoring", unit: Unit::Shift, field: |l| &mut l.monitoring },
    Known {
        name: "audit",
        what: "added to the yearly probability of an audit",
        unit: Unit::Shift,
        field: |l| &mut l.audit,
    },
    Known {
        name: "permeability",
        what: "added to the permeability of every place",
        unit: Unit::Shift,
        field: |l| &mut l.permeability,
    },
    Known {
        name: "formality",
        what: "added to the formality of every place",
        unit: Unit::Shift,
        field: |l| &mut l.formality,
    },
    Known {
        name: "close-at",
        what: "age at which places are closed, 0 for never",
        unit: Unit::Months,
        field: |l| &mut l.close_at,
    },
    Known { name: "immortal", what: "no place closes", unit: Unit::Flag, field: |l| &mut l.immortal },
    Known {
        name: "alumni-grant",
        what: "grant to the core group of a place that closes",
        unit: Unit::Yuan,
        field: |l| &mut l.alumni_grant,
    },
    Known { name: "subsidy", what: "factor on subsidies to places", unit: Unit::Factor, field: |l| &mut l.subsidy },
    Known {
        name: "conversion",
        what: "factor on the hazard that a community place becomes a hub",
        unit: Unit::Factor,
        field: |l| &mut l.conversion,
    },
    earmark!(0, "zone-infrastructure"),
    earmark!(1, "cheap-land"),
    earmark!(2, "tax-holiday"),
    earmark!(3, "maker-places"),
    earmark!(4, "outside-networking"),
    earmark!(5, "service-centre"),
    earmark!(6, "talent"),
    earmark!(7, "smart-city"),
    earmark!(8, "debt-infrastructure"),
    earmark!(9, "rent-relief"),
];

/// The lever of this name.
#[must_use]
pub fn known(name: &str) -> Option<&'static Known> {
    LEVERS.iter().find(|lever| lever.name == name)
}

/// Every name a scenario may write under `[levers]`.
#[must_use]
pub fn names() -> Vec<&'static str> {
    [CAMPAIGN].into_iter().chain(LEVERS.iter().map(|l| l.name)).collect()
}

const _: () = assert!(INSTRUMENTS.len() == 10, "an earmark for each instrument");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lever_moves_a_field_of_its_own() {
        for (n, lever) in LEVERS.iter().enumerate() {
            let mut levers = Levers::default();
            *(lever.field)(&mut levers) = Lever::everywhere(0.123);
            assert_ne!(levers, Levers::default(), "{}", lever.name);
            let same = LEVERS.iter().take(n).filter(|other| (other.field)(&mut levers).at(0) == 0.123).count();
            assert_eq!(same, 0, "{} shares its field", lever.name);
        }
        for (n, instrument) in INSTRUMENTS.iter().enumerate() {
            let lever = known(&format!("earmark-{instrument}")).expect("an earmark for each instrument");
            let mut levers = Levers::default();
            *(lever.field)(&mut levers) = Lever::everywhere(0.5);
            assert_eq!(levers.earmark[n].at(0), 0.5);
        }
    }

    #[test]
    fn neutral_values_lie_within_the_bounds() {
        for lever in LEVERS {
            let neutral = (lever.field)(&mut Levers::default()).at(0);
            let [low, high] = lever.unit.bounds();
            assert!(low <= neutral && neutral <= high, "{}", lever.name);
        }
    }
}
