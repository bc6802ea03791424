//! Where the Chinese offsets are taken to apply.

use super::LatLon;

/// South, north, west, east in degrees; the southern and western edges are included.
struct Box4(f64, f64, f64, f64);

impl Box4 {
    fn contains(&self, p: LatLon) -> bool {
        (self.0..self.1).contains(&p.lat) && (self.2..self.3).contains(&p.lon)
    }
}

/// Bands of latitude that cover the mainland, read off an atlas. They hold every place of the
/// mainland with a thousand inhabitants that GeoNames lists; along the land borders strips of the
/// neighbours come in.
const MAINLAND: &[Box4] = &[
    Box4(17.9, 20.2, 108.4, 111.4),
    Box4(20.2, 21.2, 109.0, 112.0),
    Box4(21.0, 22.0, 99.9, 102.2),
    Box4(22.0, 22.4, 99.1, 102.6),
    Box4(21.2, 21.9, 106.9, 117.0),
    Box4(21.9, 22.4, 106.5, 117.0),
    Box4(22.4, 23.8, 98.5, 118.3),
    Box4(23.8, 24.0, 97.4, 118.3),
    Box4(24.0, 26.0, 97.4, 120.2),
    Box4(26.0, 27.7, 98.2, 121.6),
    Box4(27.2, 27.7, 88.7, 89.1),
    Box4(27.7, 27.95, 86.8, 122.8),
    Box4(27.95, 28.2, 85.8, 122.8),
    Box4(28.2, 28.5, 85.2, 122.8),
    Box4(28.5, 29.2, 84.1, 123.2),
    Box4(29.2, 29.5, 83.2, 123.2),
    Box4(29.5, 30.0, 82.4, 123.2),
    Box4(30.0, 30.5, 80.6, 123.2),
    Box4(30.5, 31.0, 79.5, 123.2),
    Box4(31.0, 32.5, 78.4, 122.6),
    Box4(32.5, 34.6, 78.3, 122.0),
    Box4(34.6, 35.5, 77.6, 122.0),
    Box4(35.5, 36.4, 75.8, 122.9),
    Box4(36.4, 36.8, 75.0, 122.9),
    Box4(36.8, 39.4, 73.4, 123.8),
    Box4(39.4, 40.4, 73.4, 125.0),
    Box4(40.4, 40.9, 74.8, 128.4),
    Box4(40.9, 41.7, 76.7, 128.4),
    Box4(41.7, 43.0, 79.3, 131.2),
    Box4(43.0, 44.5, 80.1, 96.6),
    Box4(44.5, 45.2, 79.8, 96.6),
    Box4(43.0, 43.6, 110.6, 131.5),
    Box4(43.6, 45.0, 111.3, 131.5),
    Box4(45.2, 47.25, 81.6, 91.8),
    Box4(47.25, 47.8, 85.2, 91.8),
    Box4(45.0, 46.5, 111.8, 134.0),
    Box4(46.5, 47.8, 115.3, 134.9),
    Box4(47.8, 48.6, 84.9, 90.2),
    Box4(48.6, 49.4, 86.4, 88.7),
    Box4(47.8, 50.0, 115.3, 134.9),
    Box4(50.0, 53.7, 119.0, 127.9),
];

/// Within those bands, where the offset is not used.
const OUTSIDE: &[Box4] = &[
    // Hong Kong: the islands and the south of the New Territories, then their north, whose border
    // with Shenzhen is followed to within two kilometres.
    Box4(22.13, 22.43, 113.82, 114.46),
    Box4(22.43, 22.50, 113.965, 114.46),
    // Macao: the islands, then the peninsula.
    Box4(22.10, 22.17, 113.548, 113.61),
    Box4(22.17, 22.215, 113.531, 113.57),
    // Taiwan and Penghu, then the north of the island, Kinmen and Matsu.
    Box4(21.8, 24.9, 119.2, 122.3),
    Box4(24.9, 25.8, 120.4, 122.3),
    Box4(24.37, 24.53, 118.20, 118.50),
    Box4(25.92, 26.40, 119.90, 120.60),
    // Over the Tumen and the Amur.
    Box4(41.40, 42.10, 129.15, 131.3),
    Box4(42.10, 42.30, 129.5, 131.3),
    Box4(48.55, 50.1, 130.85, 135.1),
    Box4(49.65, 50.1, 128.9, 131.0),
];

/// Whether a WGS84 position is taken to lie in mainland China, where published maps are shifted.
///
/// An approximation by boxes, without a border. It holds the mainland and Hainan; it leaves out Hong
/// Kong and Macao, each to within about two kilometres of its border, Taiwan, and the land south of
/// 27.7° N between Bhutan and Myanmar, whose control is disputed. It also holds strips of
/// neighbouring countries along the land border, mostly less than a degree wide, with a few towns in
/// them (Sinuiju, Blagoveshchensk, Lào Cai). Other programs use one rectangle, 72.004–137.8347° E and
/// 0.8293–55.8271° N, which holds Seoul, Hanoi, Delhi and Manila.
#[must_use]
pub fn in_mainland_china(p: LatLon) -> bool {
    MAINLAND.iter().any(|b| b.contains(p)) && !OUTSIDE.iter().any(|b| b.contains(p))
}
