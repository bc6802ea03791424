//! The formulas of GCJ-02 and BD-09, and their inverse.

use super::LatLon;
use std::f64::consts::PI;

/// Semi-major axis of the Krasovsky 1940 ellipsoid, metres.
const AXIS: f64 = 6_378_245.0;
/// Its first eccentricity squared.
const ECCENTRICITY_2: f64 = 0.006_693_421_622_965_943;

/// GCJ-02 of a WGS84 position, wherever it lies.
///
/// The offset is given in metres north and east, as polynomials and sines of the distance in
/// degrees from 105° E, 35° N, and turned into degrees on the Krasovsky ellipsoid. The formula
/// became known through the *eviltransform* and *ChinaMapDeviation* programs (2010–2013).
pub(super) fn gcj02_of(p: LatLon) -> LatLon {
    let (x, y) = (p.lon - 105.0, p.lat - 35.0);
    let wave = |amplitude: f64, of: f64, period: f64| amplitude * (of * PI / period).sin();
    let common = wave(20.0, x, 1.0 / 6.0) + wave(20.0, x, 0.5);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + (common + wave(20.0, y, 1.0) + wave(40.0, y, 3.0) + wave(160.0, y, 12.0) + wave(320.0, y, 30.0)) * 2.0 / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + (common + wave(20.0, x, 1.0) + wave(40.0, x, 3.0) + wave(150.0, x, 12.0) + wave(300.0, x, 30.0)) * 2.0 / 3.0;
    let (sin, cos) = p.lat.to_radians().sin_cos();
    let flat = 1.0 - ECCENTRICITY_2 * sin * sin;
    let meridian = AXIS * (1.0 - ECCENTRICITY_2) / (flat * flat.sqrt());
    let parallel = AXIS / flat.sqrt() * cos;
    LatLon { lat: p.lat + (north / meridian).to_degrees(), lon: p.lon + (east / parallel).to_degrees() }
}

/// BD-09 of a WGS84 position, wherever it lies.
///
/// Baidu turns GCJ-02 slightly about 0° N, 0° E, stretches it and adds a constant, as its public
/// converter's behaviour showed.
pub(super) fn bd09_of(p: LatLon) -> LatLon {
    let LatLon { lat, lon } = gcj02_of(p);
    const TURN: f64 = PI * 3000.0 / 180.0;
    let radius = lon.hypot(lat) + 0.000_02 * (lat * TURN).sin();
    let angle = lat.atan2(lon) + 0.000_003 * (lon * TURN).cos();
    LatLon { lat: radius * angle.sin() + 0.006, lon: radius * angle.cos() + 0.0065 }
}

/// The position that `forward` takes to `image`.
///
/// Each step corrects by what is still missing. The offset changes by less than a hundredth of a
/// position's own change, so that every step gains two digits; six suffice, and the limit only
/// guards against what is no position.
pub(super) fn invert(image: LatLon, forward: fn(LatLon) -> LatLon) -> LatLon {
    let mut origin = image;
    for _ in 0..30 {
        let reached = forward(origin);
        let step = LatLon { lat: image.lat - reached.lat, lon: image.lon - reached.lon };
        origin = LatLon { lat: origin.lat + step.lat, lon: origin.lon + step.lon };
        if step.lat.abs() < 1e-9 && step.lon.abs() < 1e-9 {
            break;
        }
    }
    origin
}
