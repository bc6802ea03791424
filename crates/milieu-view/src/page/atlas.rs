//! `data/atlas.json`: the map, the timeline and the table of places.

use serde::Serialize;
use ts_rs::TS;

use super::Label;

/// All places, small enough to filter and play in the browser.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Atlas {
    /// Every place, sorted by id.
    pub places: Vec<AtlasPlace>,
    /// Territories named by places, with all their ancestors.
    pub territories: Vec<AtlasTerritory>,
    /// What is known of the end (`end`), then schemes and variables of the codebook;
    /// [`AtlasPlace::codes`] is parallel to it.
    pub filters: Vec<Filter>,
    /// Range of the time slider, whole years: from the first to the last date of a place's life, states and sites.
    pub years: [i32; 2],
    /// Boundaries supplied by the study, as files under `geo/`, relative to the site.
    pub areas: Vec<String>,
}

/// A place on the map. What most places lack is left out of the file, which a browser reads whole.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AtlasPlace {
    /// Id; its page is `#/place/<id>`.
    pub id: String,
    /// Name in the study's first language, else any.
    pub name: String,
    /// Chinese name, if any.
    pub zh: Option<String>,
    /// Index into [`super::Head::kinds`].
    pub kind: Option<u32>,
    /// Index into [`Atlas::territories`].
    pub territory: Option<u32>,
    /// Positions over time; empty when none is known.
    pub positions: Vec<Position>,
    /// When it lived.
    pub life: Life,
    /// Codes of the place, parallel to [`Atlas::filters`]: indices into the filter's values.
    pub codes: Vec<Vec<u32>>,
    /// How many sources speak of it.
    pub sources: u32,
    /// How many of its properties have contradicting statements.
    pub contradictions: u32,
    /// Successor, by id, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub successor: Option<String>,
}

/// Where a place was.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Position {
    /// WGS84 latitude.
    pub lat: f64,
    /// WGS84 longitude.
    pub lon: f64,
    /// From when (earliest), if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<f64>,
    /// Until when (latest), if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<f64>,
    /// Radius within which the true position lies, metres: the given precision or the shift that
    /// an unknown datum may hide. Absent when the position is taken as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub radius_m: Option<f64>,
    /// Whether the point is the label point of the place's territory, for want of a better one.
    /// Places of one territory then share the point exactly, so that a map can draw them together.
    pub from_territory: bool,
}

/// When a place lived, with what is not known left open. Bounds are decimal years; a date known on
/// one side only (`before 2013`) reaches to the edge of [`Atlas::years`] on the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Life {
    /// Earliest and latest opening.
    pub start: Option<[f64; 2]>,
    /// Earliest and latest end.
    pub end: Option<[f64; 2]>,
    /// Latest date at which a source confirms it alive; after it nothing is known.
    pub confirmed: Option<f64>,
    /// Words for how it ended or its state when last heard of: a status of the contract.
    pub status: String,
}

/// A territory.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AtlasTerritory {
    /// Id.
    pub id: String,
    /// Name.
    pub label: Label,
    /// Level.
    pub level: Option<String>,
    /// Index of the territory it lies in.
    pub parent: Option<u32>,
}

/// A codebook variable or scheme to filter by.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Filter {
    /// Code.
    pub code: String,
    /// Label.
    pub label: Label,
    /// Values in codebook order.
    pub values: Vec<super::Code>,
}
