//! `data/zones.json`: development zones, with the year of their approval where one is known.

use serde::Serialize;
use ts_rs::TS;

use super::{EntityLink, EvidenceList, Label, Position, Shown};

/// Territories of level `zone`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Zones {
    /// Every zone, in file order.
    pub zones: Vec<ZoneShown>,
    /// What the date of a zone is called: the first date that the codebook declares for territories.
    pub dated_by: Option<Label>,
    /// Every statement behind the page.
    pub evidence: EvidenceList,
}

/// A zone.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ZoneShown {
    /// Id; its page is `#/entity/<id>`.
    pub id: String,
    /// Name by language.
    pub label: Label,
    /// What it lies in, the nearest first.
    pub within: Option<EntityLink>,
    /// The province it lies in, at any depth.
    pub province: Option<EntityLink>,
    /// Date as written.
    pub dated: Option<Shown>,
    /// Earliest and latest moment of the date, decimal years.
    pub bounds: Option<[f64; 2]>,
    /// Its own position, else the label point of the nearest territory that has one.
    pub position: Option<Position>,
    /// The statement that it exists: its name.
    pub stated: Shown,
}
