//! Positions: the datum they were given in, WGS84 derived from it, and distances.
//!
//! Maps of mainland China are published in GCJ-02, which moves every point by 50–800 m, or in
//! Baidu's BD-09, which moves it further. Both formulas are widely known and were never published
//! officially; here they are inverted by iteration, far more finely than any map is drawn.
//! Positions outside mainland China are never moved.

mod extent;
mod offset;

pub use extent::in_mainland_china;

use geographiclib_rs::{Geodesic, InverseGeodesic};
use std::sync::LazyLock;

/// The datum a position was given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crs {
    /// What satellites give and the rest of the world uses.
    Wgs84,
    /// The datum of maps published in mainland China (Amap, Tencent, Google's map of China).
    Gcj02,
    /// Baidu's own shift on top of GCJ-02.
    Bd09,
    /// Nobody wrote it down. Treated as WGS84; [`shift_m`] says how wrong that may be.
    #[default]
    Unknown,
}

impl Crs {
    /// The datum of a word of the contract (`schema::CRS`), exactly as it is spelt there.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Wgs84, Self::Gcj02, Self::Bd09, Self::Unknown].into_iter().find(|crs| crs.as_str() == word)
    }

    /// Its word in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
            Self::Unknown => "unknown",
        }
    }
}

/// A position in degrees, north and east positive.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LatLon {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

impl LatLon {
    /// Whether both numbers are finite and in range.
    #[must_use]
    pub fn is_valid(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

/// The WGS84 position of a position given in another datum.
///
/// The inverse of [`from_wgs84`], found by fixed-point iteration until a step is below 1e-9 degrees
/// (a tenth of a millimetre). What does not lie in mainland China is returned untouched, whatever
/// its datum, and so is what is given in WGS84 or in an unknown datum.
///
/// ```
/// use milieu_study::space::{Crs, LatLon, to_wgs84};
/// let as_given = LatLon { lat: 39.911865336, lon: 116.420046330 };
/// let position = to_wgs84(as_given, Crs::Bd09);
/// assert!((position.lat - 39.9042).abs() < 1e-6 && (position.lon - 116.4074).abs() < 1e-6);
/// ```
#[must_use]
pub fn to_wgs84(p: LatLon, crs: Crs) -> LatLon {
    let forward: fn(LatLon) -> LatLon = match crs {
        Crs::Wgs84 | Crs::Unknown => return p,
        Crs::Gcj02 => offset::gcj02_of,
        Crs::Bd09 => offset::bd09_of,
    };
    // Within a kilometre of the edge of the extent a position may be the image of two: itself,
    // unmoved, and one inside, moved. The one inside is preferred: its datum is said to be Chinese.
    let origin = offset::invert(p, forward);
    if in_mainland_china(origin) { origin } else { p }
}

/// The position in another datum of a position in WGS84; untouched outside mainland China.
#[must_use]
pub fn from_wgs84(p: LatLon, crs: Crs) -> LatLon {
    match crs {
        Crs::Gcj02 if in_mainland_china(p) => offset::gcj02_of(p),
        Crs::Bd09 if in_mainland_china(p) => offset::bd09_of(p),
        _ => p,
    }
}

/// Length of the shortest way along the WGS84 ellipsoid, metres; NaN for what is no position.
///
/// Karney (2013), *Algorithms for geodesics*, J. Geodesy 87, 43–55: accurate to nanometres and
/// defined for all pairs, antipodes included.
///
/// ```
/// use milieu_study::space::{LatLon, distance_m};
/// let shanghai = LatLon { lat: 31.2304, lon: 121.4737 };
/// let shenzhen = LatLon { lat: 22.5431, lon: 114.0579 };
/// assert_eq!(distance_m(shanghai, shenzhen).round(), 1_211_371.0);
/// ```
#[must_use]
pub fn distance_m(a: LatLon, b: LatLon) -> f64 {
    static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);
    if !a.is_valid() || !b.is_valid() {
        return f64::NAN;
    }
    WGS84.inverse(a.lat, a.lon, b.lat, b.lon)
}

/// By how much GCJ-02 moves a position, metres: what an unknown datum may hide. 0 outside mainland
/// China. BD-09 would move it by up to 1 200 m more.
#[must_use]
pub fn shift_m(p: LatLon) -> f64 {
    if in_mainland_china(p) { distance_m(p, offset::gcj02_of(p)) } else { 0.0 }
}

#[cfg(test)]
mod tests;
