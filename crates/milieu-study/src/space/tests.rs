use super::*;
use crate::schema;
use proptest::prelude::*;

/// Name, WGS84, GCJ-02 and BD-09, each latitude and longitude. The WGS84 column are rounded city
/// centres; the others were computed from it with `wgs2gcj` and `wgs2bd` of the Python package
/// coord-convert 0.2.1, and coordTransform 0.2.1 gives the same numbers.
const CITIES: &[(&str, f64, f64, f64, f64, f64, f64)] = &[
    ("Beijing", 39.9042, 116.4074, 39.905603343, 116.413642254, 39.911865336, 116.420046330),
    ("Shanghai", 31.2304, 121.4737, 31.228457738, 121.478223059, 31.234310594, 121.484781469),
    ("Shenzhen", 22.5431, 114.0579, 22.540382814, 114.063013999, 22.546041559, 114.069563987),
    ("Guangzhou", 23.1291, 113.2644, 23.126423340, 113.269729592, 23.132711257, 113.276150752),
    ("Chengdu", 30.5728, 104.0668, 30.570346141, 104.069305477, 30.576351856, 104.075782957),
    ("Chongqing", 29.5630, 106.5516, 29.560151274, 106.555317650, 29.566465989, 106.561748234),
    ("Wuhan", 30.5928, 114.3055, 30.590390564, 114.310944888, 30.596099926, 114.317512682),
    ("Xi'an", 34.3416, 108.9398, 34.340044496, 108.944455634, 34.346274136, 108.950901435),
    ("Hangzhou", 30.2741, 120.1551, 30.271771223, 120.159794479, 30.277599218, 120.166358349),
    ("Nanjing", 32.0603, 118.7969, 32.058224298, 118.802083557, 32.064582837, 118.808503708),
    ("Tianjin", 39.3434, 117.3616, 39.344665626, 117.368141462, 39.350981646, 117.374520349),
    ("Shenyang", 41.8057, 123.4315, 41.808128043, 123.437635698, 41.813908440, 123.444222374),
    ("Harbin", 45.8038, 126.5350, 45.805781525, 126.541040350, 45.811395823, 126.547659214),
    ("Changchun", 43.8171, 125.3235, 43.819551391, 125.330006289, 43.825231349, 125.336636281),
    ("Dalian", 38.9140, 121.6147, 38.914777266, 121.619643289, 38.920418376, 121.626278468),
    ("Qingdao", 36.0671, 120.3826, 36.067376228, 120.387733080, 36.073416833, 120.394213050),
    ("Jinan", 36.6512, 117.1201, 36.651629794, 117.126227837, 36.657965190, 117.132631776),
    ("Zhengzhou", 34.7466, 113.6254, 34.745417451, 113.631446664, 34.751723090, 113.637847355),
    ("Changsha", 28.2282, 112.9388, 28.224692417, 112.944249775, 28.230797562, 112.950743324),
    ("Nanchang", 28.6820, 115.8579, 28.678669800, 115.862801057, 28.684325609, 115.869384818),
    ("Fuzhou", 26.0745, 119.2965, 26.071397978, 119.301299782, 26.077559696, 119.307784859),
    ("Xiamen", 24.4798, 118.0894, 24.477153232, 118.094377084, 24.483411181, 118.100820586),
    ("Nanning", 22.8170, 108.3665, 22.814313762, 108.370571520, 22.820593134, 108.377026629),
    ("Kunming", 25.0389, 102.7183, 25.035934506, 102.719752395, 25.042239130, 102.726162897),
    ("Guiyang", 26.6470, 106.6302, 26.643330685, 106.633768762, 26.649091219, 106.640332171),
    ("Lhasa", 29.6520, 91.1721, 29.649210494, 91.173567372, 29.655264156, 91.180059675),
    ("Xining", 36.6171, 101.7782, 36.617018339, 101.780132466, 36.623174437, 101.786592838),
    ("Lanzhou", 36.0611, 103.8343, 36.060772717, 103.836703109, 36.066665351, 103.843239539),
    ("Yinchuan", 38.4872, 106.2309, 38.487659532, 106.235298913, 38.493565475, 106.241811876),
    ("Urumqi", 43.8256, 87.6168, 43.826805393, 87.619649949, 43.832949795, 87.626099771),
    ("Kashgar", 39.4704, 75.9897, 39.470626726, 75.992654660, 39.476590795, 75.999162701),
    ("Hohhot", 40.8424, 111.7500, 40.843847111, 111.756918068, 40.849733443, 111.763475548),
    ("Haikou", 20.0440, 110.1999, 20.041885975, 110.204192395, 20.047662641, 110.210735015),
    ("Sanya", 18.2528, 109.5119, 18.251094792, 109.515984295, 18.256876554, 109.522531792),
    ("Kunshan", 31.3849, 120.9813, 31.382876899, 120.985628469, 31.388958500, 120.992104201),
    ("Shunde", 22.8054, 113.2933, 22.802619745, 113.298641821, 22.808810718, 113.305106175),
    ("Mohe", 52.9720, 122.5386, 52.973512724, 122.545628553, 52.979598783, 122.552098611),
];

fn at(lat: f64, lon: f64) -> LatLon {
    LatLon { lat, lon }
}

fn near(a: LatLon, b: LatLon, degrees: f64) -> bool {
    (a.lat - b.lat).abs() < degrees && (a.lon - b.lon).abs() < degrees
}

#[test]
fn agrees_with_coord_convert() {
    for &(city, lat, lon, gcj_lat, gcj_lon, bd_lat, bd_lon) in CITIES {
        let (wgs, gcj, bd) = (at(lat, lon), at(gcj_lat, gcj_lon), at(bd_lat, bd_lon));
        assert!(near(from_wgs84(wgs, Crs::Gcj02), gcj, 2e-9), "{city}: {:?}", from_wgs84(wgs, Crs::Gcj02));
        assert!(near(from_wgs84(wgs, Crs::Bd09), bd, 2e-9), "{city}: {:?}", from_wgs84(wgs, Crs::Bd09));
        assert!(near(to_wgs84(gcj, Crs::Gcj02), wgs, 3e-9), "{city}: {:?}", to_wgs84(gcj, Crs::Gcj02));
        assert!(near(to_wgs84(bd, Crs::Bd09), wgs, 3e-9), "{city}: {:?}", to_wgs84(bd, Crs::Bd09));
        assert!((50.0..900.0).contains(&shift_m(wgs)), "{city}: {}", shift_m(wgs));
    }
}

/// One building of Shenzhen in two inventories of makers' maps: as printed it lies 884 m apart (on a
/// sphere; 883 m on the ellipsoid), with Baidu's datum undone 58 m (both maps then in GCJ-02).
#[test]
fn the_digital_city_in_two_inventories_is_one() {
    let baidu = at(22.550_927, 114.095_163);
    let google = at(22.545_233, 114.089_149);
    assert_eq!(distance_m(baidu, google).round(), 883.0);
    let apart = distance_m(to_wgs84(baidu, Crs::Bd09), to_wgs84(google, Crs::Gcj02));
    assert_eq!(apart.round(), 58.0);
    let computed = at(22.547_639, 114.083_543);
    assert!(near(to_wgs84(baidu, Crs::Bd09), computed, 1e-5));
}

#[test]
fn neighbours_and_other_datums_are_left_alone() {
    let outside = [
        ("Hong Kong Central", 22.2819, 114.1582),
        ("Sha Tin", 22.3771, 114.1974),
        ("Tai Po", 22.4508, 114.1642),
        ("Yuen Long", 22.4445, 114.0222),
        ("Macao", 22.1987, 113.5439),
        ("Macao airport", 22.1490, 113.5920),
        ("Taipei", 25.0330, 121.5654),
        ("Taichung", 24.1477, 120.6736),
        ("Kaohsiung", 22.6273, 120.3014),
        ("Penghu", 23.5711, 119.5793),
        ("Kinmen", 24.4493, 118.3767),
        ("Seoul", 37.5665, 126.9780),
        ("Pyongyang", 39.0392, 125.7625),
        ("Tokyo", 35.6762, 139.6503),
        ("Hanoi", 21.0278, 105.8342),
        ("Delhi", 28.6139, 77.2090),
        ("Kathmandu", 27.7172, 85.3240),
        ("Thimphu", 27.4728, 89.6390),
        ("Ulaanbaatar", 47.8864, 106.9057),
        ("Almaty", 43.2220, 76.8512),
        ("Vladivostok", 43.1155, 131.8855),
        ("Khabarovsk", 48.4814, 135.0721),
        ("Manila", 14.5995, 120.9842),
        ("Paris", 48.8566, 2.3522),
        ("Toulouse", 43.6047, 1.4442),
        ("New York", 40.7128, -74.0060),
        ("nowhere", f64::NAN, f64::INFINITY),
    ];
    for (name, lat, lon) in outside {
        let p = at(lat, lon);
        assert!(!in_mainland_china(p), "{name}");
        for crs in [Crs::Wgs84, Crs::Gcj02, Crs::Bd09, Crs::Unknown] {
            for q in [to_wgs84(p, crs), from_wgs84(p, crs)] {
                assert!(q.lat.to_bits() == p.lat.to_bits() && q.lon.to_bits() == p.lon.to_bits(), "{name}");
            }
        }
        assert_eq!(shift_m(p), 0.0, "{name}");
    }
}

#[test]
fn the_mainland_next_to_what_is_left_out_is_inside() {
    let inside = [
        ("Shekou", 22.4830, 113.9150),
        ("Futian port", 22.5155, 114.0680),
        ("Luohu", 22.5333, 114.1200),
        ("Yantian", 22.5570, 114.2400),
        ("Gongbei, Zhuhai", 22.2200, 113.5490),
        ("Hengqin", 22.1300, 113.5300),
        ("Xiamen", 24.4798, 118.0894),
        ("Quanzhou", 24.8741, 118.6757),
        ("Pingtan", 25.5030, 119.7900),
        ("Hekou", 22.5293, 103.9394),
        ("Jinghong", 22.0017, 100.7977),
        ("Dandong", 40.1290, 124.3940),
        ("Erenhot", 43.6530, 111.9770),
        ("Manzhouli", 49.5980, 117.3790),
        ("Heihe", 50.2450, 127.5280),
        ("Fuyuan", 48.3640, 134.3070),
        ("Altay", 47.8440, 88.1410),
        ("Tashkurgan", 37.7720, 75.2290),
        ("Ngari", 32.5010, 80.1050),
        ("Tingri", 28.6570, 87.1260),
        ("Ruili", 24.0130, 97.8520),
        ("Sansha Bay, Xiapu", 26.8860, 120.0050),
    ];
    for (name, lat, lon) in inside {
        assert!(in_mainland_china(at(lat, lon)), "{name}");
    }
}

/// Numbers of geographiclib 2.1 (Python), rounded to 0.1 mm.
#[test]
fn agrees_with_geographiclib() {
    let pairs = [
        ((31.2304, 121.4737), (22.5431, 114.0579), 1_211_371.050_5),
        ((39.9042, 116.4074), (48.8566, 2.3522), 8_238_778.386),
        ((0.0, 0.0), (0.0, 180.0), 20_003_931.458_6),
        ((0.0, 0.0), (0.5, 179.7), 19_944_127.420_8),
        ((-30.0, 0.0), (29.9, 179.8), 19_989_832.827_6),
        ((22.55, 114.09), (22.55, 114.0901), 10.285_9),
    ];
    for ((a, b), (c, d), metres) in pairs {
        let found = distance_m(at(a, b), at(c, d));
        assert!((found - metres).abs() < 1e-4, "{found} for {metres}");
    }
    assert!(distance_m(at(91.0, 0.0), at(0.0, 0.0)).is_nan());
}

#[test]
fn the_words_of_the_contract_are_known() {
    for word in schema::CRS {
        assert_eq!(Crs::parse(word).map(Crs::as_str), Some(*word));
    }
    assert_eq!(Crs::parse("GCJ"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn round_trips_are_exact_inside_china(lat in 18.0f64..53.6, lon in 73.5f64..134.9) {
        let p = at(lat, lon);
        // About half of the rectangle is.
        if !in_mainland_china(p) {
            return Ok(());
        }
        for crs in [Crs::Gcj02, Crs::Bd09] {
            let back = to_wgs84(from_wgs84(p, crs), crs);
            prop_assert!(distance_m(p, back) < 0.001, "{p:?} came back as {back:?} from {crs:?}");
        }
    }

    #[test]
    fn what_is_far_outside_is_untouched(lat in -90.0f64..90.0, lon in -180.0f64..180.0) {
        let p = at(lat, lon);
        if (17.5..54.0).contains(&lat) && (73.0..135.5).contains(&lon) {
            return Ok(());
        }
        for crs in [Crs::Gcj02, Crs::Bd09] {
            prop_assert_eq!(to_wgs84(p, crs), p);
            prop_assert_eq!(from_wgs84(p, crs), p);
        }
    }

    #[test]
    fn any_numbers_are_survived(lat in any::<f64>(), lon in any::<f64>()) {
        for crs in [Crs::Gcj02, Crs::Bd09] {
            let _ = (to_wgs84(at(lat, lon), crs), from_wgs84(at(lat, lon), crs));
        }
        prop_assert!(shift_m(at(lat, lon)) >= 0.0);
    }

    #[test]
    fn distance_is_symmetric(a in -90.0f64..90.0, b in -180.0f64..180.0, c in -90.0f64..90.0, d in -180.0f64..180.0) {
        let (p, q) = (at(a, b), at(c, d));
        prop_assert!((distance_m(p, q) - distance_m(q, p)).abs() < 1e-6);
        prop_assert_eq!(distance_m(p, p), 0.0);
    }
}
