//! Kinds of places: what a place of each kind is like when it opens.
//!
//! A table of data, not a rule: area, desks, fee, formality F and permeability O of ten kinds, and who runs them, with
//! how well each row is known. Kinds without a fee live on rent they take from tenants, or on their owner.

use crate::parameter::Status;
use crate::state::place::{Governance, PlaceKind};

/// What a place of a kind is like when it opens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// Kind.
    pub kind: PlaceKind,
    /// Name, as traces and tables write it.
    pub name: &'static str,
    /// Floor space, m².
    pub area: f64,
    /// Desks; 0 where a kind has none of its own.
    pub desks: f64,
    /// Fee, yuan per member and month.
    pub fee: f64,
    /// Formality F, 0 to 1.
    pub formality: f64,
    /// Permeability O, 0 to 1.
    pub permeability: f64,
    /// Who runs it.
    pub governance: Governance,
    /// What it lives on beside fees.
    pub funding: Funding,
    /// Equipment when it opens, 0 to 1 (assumed).
    pub equipment: f64,
    /// How well the row is known.
    pub status: Status,
    /// Where it comes from.
    pub source: &'static str,
}

/// What a kind lives on beside fees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// Events, and what members bring.
    Members,
    /// Services to members.
    Services,
    /// Rent from tenants.
    Tenants,
    /// Its owner pays rent and staff.
    Owner,
}

/// The ten kinds, in the order of their numbers.
pub const MODELS: [Model; 10] = [
    Model {
        kind: PlaceKind::Hackerspace,
        name: "hackerspace",
        area: 100.0,
        desks: 20.0,
        fee: 100.0,
        formality: 0.1,
        permeability: 0.9,
        governance: Governance::Community,
        funding: Funding::Members,
        equipment: 0.4,
        status: Status::Assumed,
        source: "assumed; that 92 % live on members' fees: survey of Moilanen 2012",
    },
    Model {
        kind: PlaceKind::Makerspace,
        name: "makerspace",
        area: 200.0,
        desks: 30.0,
        fee: 200.0,
        formality: 0.2,
        permeability: 0.8,
        governance: Governance::Community,
        funding: Funding::Members,
        equipment: 0.5,
        status: Status::Assumed,
        source: "assumed",
    },
    Model {
        kind: PlaceKind::FabLab,
        name: "fab lab",
        area: 150.0,
        desks: 20.0,
        fee: 150.0,
        formality: 0.3,
        permeability: 0.7,
        governance: Governance::University,
        funding: Funding::Owner,
        equipment: 0.8,
        status: Status::Assumed,
        source: "assumed",
    },
    Model {
        kind: PlaceKind::Coworking,
        name: "coworking space",
        area: 725.0,
        desks: 90.0,
        fee: 1_200.0,
        formality: 0.4,
        permeability: 0.6,
        governance: Governance::Commercial,
        funding: Funding::Services,
        equipment: 0.3,
        status: Status::Measured,
        source: "area and members: Deskmag survey 2019; fee, F and O assumed",
    },
    Model {
        kind: PlaceKind::Incubator,
        name: "incubator",
        area: 5_000.0,
        desks: 300.0,
        fee: 800.0,
        formality: 0.7,
        permeability: 0.4,
        governance: Governance::State,
        funding: Funding::Services,
        equipment: 0.5,
        status: Status::Assumed,
        source: "assumed",
    },
    Model {
        kind: PlaceKind::InnovationHouse,
        name: "innovation house",
        area: 100.0,
        desks: 0.0,
        fee: 0.0,
        formality: 0.7,
        permeability: 0.5,
        governance: Governance::State,
        funding: Funding::Owner,
        equipment: 0.6,
        status: Status::Measured,
        source: "area: plan of Shanghai for 100 houses of at least 100 m², open 200 days; F and O assumed",
    },
    Model {
        kind: PlaceKind::MassMakerspace,
        name: "mass makerspace",
        area: 1_500.0,
        desks: 150.0,
        fee: 300.0,
        formality: 0.7,
        permeability: 0.4,
        governance: Governance::State,
        funding: Funding::Services,
        equipment: 0.5,
        status: Status::Assumed,
        source: "assumed; service income of 1.12 million yuan a space in 2017 computed from totals",
    },
    Model {
        kind: PlaceKind::CreativeCluster,
        name: "creative cluster",
        area: 20_000.0,
        desks: 0.0,
        fee: 0.0,
        formality: 0.5,
        permeability: 0.4,
        governance: Governance::Commercial,
        funding: Funding::Tenants,
        equipment: 0.2,
        status: Status::Anchored,
        source: "that such parks exist and fill: 75 authorised in Shanghai, 200 waiting (2009); numbers assumed",
    },
    Model {
        kind: PlaceKind::SciencePark,
        name: "science park",
        area: 1e6,
        desks: 0.0,
        fee: 0.0,
        formality: 0.8,
        permeability: 0.3,
        governance: Governance::State,
        funding: Funding::Owner,
        equipment: 0.4,
        status: Status::Assumed,
        source: "assumed",
    },
    Model {
        kind: PlaceKind::Campus,
        name: "tech campus",
        area: 2e5,
        desks: 0.0,
        fee: 0.0,
        formality: 0.9,
        permeability: 0.1,
        governance: Governance::Firm,
        funding: Funding::Owner,
        equipment: 0.9,
        status: Status::Anchored,
        source: "that campuses are closed to outsiders: the study's sources; numbers assumed",
    },
];

/// What a place of this kind is like when it opens.
#[must_use]
pub const fn model(kind: PlaceKind) -> &'static Model {
    &MODELS[kind as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_at_its_number() {
        for (kind, model) in PlaceKind::ALL.into_iter().zip(MODELS) {
            assert_eq!(model.kind, kind);
            assert!((0.0..=1.0).contains(&model.formality) && (0.0..=1.0).contains(&model.permeability));
            assert!(model.area > 0.0 && !model.source.is_empty());
        }
    }

    #[test]
    fn what_is_formal_is_closed() {
        // The lesson on campuses: formality and permeability run against each other over the kinds.
        let mean = |of: fn(&Model) -> f64| MODELS.iter().map(of).sum::<f64>() / 10.0;
        let (f, o) = (mean(|m| m.formality), mean(|m| m.permeability));
        assert!(MODELS.iter().map(|m| (m.formality - f) * (m.permeability - o)).sum::<f64>() < 0.0);
    }
}
