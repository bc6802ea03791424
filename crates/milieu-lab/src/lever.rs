//! What a scenario can change: switches between rival hypotheses, and levers in force in a month.

use crate::state::territory::INSTRUMENTS as COUNT;

/// Names of the ten instruments, as scenarios write them.
pub const INSTRUMENTS: [&str; COUNT] = [
    "zone-infrastructure",
    "cheap-land",
    "tax-holiday",
    "maker-places",
    "outside-networking",
    "service-centre",
    "talent",
    "smart-city",
    "debt-infrastructure",
    "rent-relief",
];
/// Zone infrastructure.
pub const ZONE: usize = 0;
/// Cheap industrial land.
pub const LAND: usize = 1;
/// Tax holidays.
pub const TAX: usize = 2;
/// Subsidised maker places.
pub const MAKER_PLACES: usize = 3;
/// Networking overseas.
pub const NETWORKING: usize = 4;
/// Industry-service centres.
pub const SERVICE: usize = 5;
/// Talent, registration (hukou), housing.
pub const TALENT: usize = 6;
/// Smart-city monitoring.
pub const MONITORING: usize = 7;
/// Infrastructure paid by debt.
pub const DEBT: usize = 8;
/// Rent relief for existing places.
pub const RELIEF: usize = 9;

/// H-M: when in a term growth is overstated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timing {
    /// Rising over the first term, most in its last year (Xu et al. 2025).
    #[default]
    Late,
    /// Early in tenure, at county level (Chen, Qiao & Zhu 2021).
    Early,
    /// The same throughout.
    Even,
}

/// H-N: where the state puts new places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Siting {
    /// Where land is cheapest or the floor is its own.
    #[default]
    CheapestFloor,
    /// Where makers are.
    MakerDensity,
}

/// H-V: what virtual ties do to ties face to face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Virtual {
    /// They strengthen them.
    #[default]
    Complement,
    /// They take their time.
    Substitute,
}

/// Rival hypotheses: never averaged, always one or the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Switches {
    /// H-T: strength of the tournament by level, nation to town; 0 is off.
    pub tournament: [f64; 5],
    /// H-M.
    pub timing: Timing,
    /// H-S: whether monitoring makes informality costly.
    pub monitoring_costs: bool,
    /// H-N.
    pub siting: Siting,
    /// H-V.
    pub ties: Virtual,
    /// V0: promotion by connections alone, at every level.
    pub connections_only: bool,
    /// Whether counts as targets are replaced by outcomes (ties, start-ups).
    pub outcome_targets: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            tournament: [1.0; 5],
            timing: Timing::Late,
            monitoring_costs: false,
            siting: Siting::CheapestFloor,
            ties: Virtual::Complement,
            connections_only: false,
            outcome_targets: false,
        }
    }
}

/// When a campaign for places begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Campaign {
    /// When attention passes its threshold, and at the latest at the date of the national guidance, March 2015.
    #[default]
    Baseline,
    /// Only when attention passes its threshold.
    Endogenous,
    /// Never.
    Off,
    /// In this step.
    At(u32),
}

impl Campaign {
    /// The words scenarios write for those that no month names.
    pub const WORDS: [(&'static str, Self); 3] =
        [("baseline", Self::Baseline), ("endogenous", Self::Endogenous), ("off", Self::Off)];
}

/// A lever's value, the same everywhere or by territory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lever {
    everywhere: f64,
    by_territory: Vec<f64>,
}

impl Lever {
    /// The same everywhere.
    #[must_use]
    pub fn everywhere(value: f64) -> Self {
        Self { everywhere: value, by_territory: vec![] }
    }

    /// The value in a territory.
    #[inline]
    #[must_use]
    pub fn at(&self, territory: usize) -> f64 {
        self.by_territory.get(territory).copied().unwrap_or(self.everywhere)
    }

    /// Sets the value in some of `count` territories.
    pub fn set_in(&mut self, count: usize, territories: &[usize], value: f64) {
        if self.by_territory.is_empty() {
            self.by_territory = vec![self.everywhere; count];
        }
        for &territory in territories {
            self.by_territory[territory] = value;
        }
    }
}

/// The levers in force in a month. The default leaves everything as the rules have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Levers {
    /// Share of a government's budget earmarked for each instrument; what is left follows beliefs.
    pub earmark: [Lever; COUNT],
    /// Factor on rents paid: 1.1 is ten percent more.
    pub rent: Lever,
    /// Whether marginal floor may not be converted (above 0: frozen).
    pub freeze_marginal: Lever,
    /// Length of new leases of community places, months; 0 leaves the parameter's.
    pub community_lease: Lever,
    /// Length of all new leases, months; 0 leaves the parameter's.
    pub lease: Lever,
    /// When the campaign begins.
    pub campaign: Campaign,
    /// Added to monitoring, 0 to 1.
    pub monitoring: Lever,
    /// Added to the yearly audit probability, 0 to 1.
    pub audit: Lever,
    /// Added to the permeability of every place.
    pub permeability: Lever,
    /// Added to the formality of every place.
    pub formality: Lever,
    /// Age at which places are closed, months; 0 for never.
    pub close_at: Lever,
    /// Whether places cannot die (above 0).
    pub immortal: Lever,
    /// Grant to the core group of a place that closes, yuan.
    pub alumni_grant: Lever,
    /// Factor on subsidies.
    pub subsidy: Lever,
    /// Factor on the hazard of conversion into hubs.
    pub conversion: Lever,
}

impl Default for Levers {
    fn default() -> Self {
        let zero = || Lever::everywhere(0.0);
        let one = || Lever::everywhere(1.0);
        Self {
            earmark: std::array::from_fn(|_| zero()),
            rent: one(),
            freeze_marginal: zero(),
            community_lease: zero(),
            lease: zero(),
            campaign: Campaign::Baseline,
            monitoring: zero(),
            audit: zero(),
            permeability: zero(),
            formality: zero(),
            close_at: zero(),
            immortal: zero(),
            alumni_grant: zero(),
            subsidy: one(),
            conversion: one(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lever_holds_everywhere_or_somewhere() {
        let mut rent = Lever::everywhere(1.0);
        assert_eq!(rent.at(1_000), 1.0);
        rent.set_in(5, &[2, 3], 1.1);
        assert_eq!([1, 2, 3, 4].map(|t| rent.at(t)), [1.0, 1.1, 1.1, 1.0]);
    }
}
