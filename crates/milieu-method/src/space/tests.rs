use milieu_study::space::{LatLon, distance_m};
use proptest::prelude::*;

use super::*;

/// A chequered row: 0 1 0 1 …, neighbours side by side.
fn row(n: usize) -> Weights {
    let pairs: Vec<(usize, usize)> = (1..n).flat_map(|i| [(i - 1, i), (i, i - 1)]).collect();
    Weights::of_pairs(n, &pairs).unwrap()
}

#[test]
fn unlike_neighbours_are_negative_and_a_slope_is_positive() {
    let chequered: Vec<f64> = (0..10).map(|i| f64::from(i % 2)).collect();
    let found = moran(&chequered, &row(10).row_standardised()).unwrap();
    assert!((found.value + 1.0).abs() < 1e-12, "{found:?}");
    let slope: Vec<f64> = (0..10).map(f64::from).collect();
    assert!(moran(&slope, &row(10)).unwrap().z > 2.0);
    assert!(geary(&slope, &row(10)).unwrap().z > 2.0);
    let local = local_moran(&slope, &row(10).row_standardised(), Convention::Spdep).unwrap();
    assert_eq!((local[0].quadrant, local[9].quadrant), (Quadrant::LowLow, Quadrant::HighHigh));
}

#[test]
fn the_mean_of_local_statistics_is_the_global_one() {
    // With row-standardised weights Σ Iᵢ / n = I where Iᵢ is divided by the variance of n.
    let x = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
    let w = row(8).row_standardised();
    let local = local_moran(&x, &w, Convention::Spdep).unwrap();
    let mean = local.iter().map(|l| l.value).sum::<f64>() / 8.0;
    assert!((mean - moran(&x, &w).unwrap().value).abs() < 1e-12);
    let other = local_moran(&x, &w, Convention::Esda).unwrap();
    assert!((local[3].value / other[3].value - 8.0 / 7.0).abs() < 1e-12, "n / (n − 1)");
    assert!((local[3].z - other[3].z).abs() < 1e-12, "the convention does not change z");
}

#[test]
fn degenerate_input_is_refused_by_name() {
    let name = |x: &[f64], w: &Weights| moran(x, w).unwrap_err().name;
    assert_eq!(name(&[1.0, 2.0], &row(2)), "too-few-units");
    assert_eq!(name(&[2.0; 5], &row(5)), "no-variation");
    assert_eq!(name(&[1.0, f64::NAN, 2.0, 3.0, 4.0], &row(5)), "not-a-number");
    assert_eq!(name(&[1.0, 3.0, 2.0, 5.0], &Weights::of_pairs(4, &[]).unwrap()), "no-neighbours");
    assert_eq!(getis_ord(&[1.0, -3.0, 2.0, 5.0], &row(4)).unwrap_err().name, "negative-values");
    assert_eq!(Weights::of_pairs(2, &[(0, 2)]).unwrap_err().name, "bad-pair");
    assert_eq!(Weights::of_pairs(2, &[(1, 1)]).unwrap_err().name, "bad-pair");
    let points = Points::plane(&[[0.0, 0.0], [1.0, 0.0]]).unwrap();
    assert_eq!(Weights::nearest(&points, 2).unwrap_err().name, "bad-k");
    assert_eq!(Weights::band(&points, 0.0).unwrap_err().name, "bad-distance");
    assert_eq!(Points::plane(&[[f64::NAN, 0.0]]).unwrap_err().name, "not-a-position");
    assert_eq!(Points::wgs84(&[LatLon { lat: 95.0, lon: 0.0 }]).unwrap_err().name, "not-a-position");
    assert_eq!(density(&points, &points, Kernel::Quartic, 0.0).unwrap_err().name, "not-positive");
    assert_eq!(ripley(&points, &[1.0], -1.0).unwrap_err().name, "not-positive");
    let none = Points::plane(&[]).unwrap();
    assert_eq!(density(&none, &points, Kernel::Quartic, 1.0).unwrap_err().name, "too-few-points");
    assert_eq!(clark_evans(&none, 1.0).unwrap_err().name, "too-few-points");
    assert_eq!(spread(&[[0.0, 0.0]]).unwrap_err().name, "too-few-points");
    let three = Points::plane(&[[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]).unwrap();
    assert_eq!(colocation(&three, &[0, 0, 0], 0, 1).unwrap_err().name, "one-kind");
    assert_eq!(dbscan(&points, 1.0, 0).unwrap_err().name, "bad-size");
    assert_eq!(hdbscan(&points, 5, 1).unwrap_err().name, "too-few-points");
    assert_eq!(Roads::new(&[(0, 1, -2.0, false)]).unwrap_err().name, "negative-time");
    assert_eq!(catchment((&points, &[1.0]), (&points, &[1.0, 1.0]), 1.0, Decay::Flat).unwrap_err().name, "bad-amounts");
    let spot = Points::plane(&[[1.0, 1.0]; 6]).unwrap();
    assert_eq!(hdbscan(&spot, 2, 2).unwrap().len(), 6, "points on one spot");
    assert!(
        local_moran(&[1.0, 2.0, 4.0, 3.0], &Weights::of_pairs(4, &[(0, 1)]).unwrap(), Convention::Esda).unwrap()[3]
            .z
            .is_nan()
    );
}

#[test]
fn distances_on_the_ellipsoid_are_geodesics() {
    // Shanghai, Shenzhen, Beijing, and two across the date line.
    let at = [(31.23, 121.47), (22.54, 114.06), (39.90, 116.40), (10.0, 179.9), (10.0, -179.9)];
    let at = at.map(|(lat, lon)| LatLon { lat, lon });
    let points = Points::wgs84(&at).unwrap();
    assert_eq!(points.distance(0, 1), distance_m(at[0], at[1]));
    assert_eq!(points.nearest(3, 1)[0].0, 4);
    assert!((points.nearest(3, 1)[0].1 - 21_926.0).abs() < 10.0);
    assert_eq!(points.within(&points, 0, 1_100_000.0).iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn two_squares_and_a_straggler_are_two_clusters_and_noise() {
    let mut xy = vec![];
    for (x, y) in [(0.0, 0.0), (100.0, 0.0)] {
        for i in 0..9 {
            xy.push([x + f64::from(i % 3), y + f64::from(i / 3)]);
        }
    }
    xy.push([50.0, 300.0]);
    let points = Points::plane(&xy).unwrap();
    for labels in [dbscan(&points, 1.5, 4).unwrap(), hdbscan(&points, 5, 3).unwrap()] {
        assert!(labels[..9].iter().all(|l| *l == Some(0)), "{labels:?}");
        assert!(labels[9..18].iter().all(|l| *l == Some(1)) && labels[18].is_none(), "{labels:?}");
    }
}

#[test]
fn benjamini_hochberg_1995_table() {
    // The fifteen p of the paper; at 0.05 the first four are kept.
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];
    let kept = false_discovery(&p.map(Some), 0.05);
    assert_eq!(kept.iter().filter(|k| **k).count(), 4);
}

proptest! {
    #[test]
    fn moran_does_not_know_origin_unit_and_order(x in proptest::collection::vec(-5.0f64..5.0, 5..20), by in 0.5f64..4.0) {
        let n = x.len();
        let turned: Vec<f64> = x.iter().rev().map(|v| v * by - 2.0).collect();
        if let (Ok(a), Ok(b)) = (moran(&x, &row(n)), moran(&turned, &row(n))) {
            prop_assert!((a.value - b.value).abs() < 1e-8 && (a.z - b.z).abs() < 1e-6, "{a:?} {b:?}");
        }
    }

    #[test]
    fn neighbours_from_the_tree_are_those_of_a_full_search(xy in proptest::collection::vec((0u8..20, 0u8..20), 2..60), k in 1usize..6, radius in 0.0f64..12.0) {
        let xy: Vec<[f64; 2]> = xy.into_iter().map(|(x, y)| [f64::from(x), f64::from(y)]).collect();
        let points = Points::plane(&xy).unwrap();
        for of in 0..xy.len() {
            let mut all: Vec<(usize, f64)> = (0..xy.len()).map(|at| (at, points.distance(of, at))).collect();
            all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            let inside: Vec<(usize, f64)> = all.iter().copied().filter(|(_, d)| *d <= radius).collect();
            prop_assert_eq!(points.within(&points, of, radius), inside);
            all.retain(|(at, _)| *at != of);
            all.truncate(k);
            prop_assert_eq!(points.nearest(of, k), all);
        }
    }

    #[test]
    fn all_supply_is_given_out(xy in proptest::collection::vec((0.0f64..9.0, 0.0f64..9.0), 3..20), amounts in proptest::collection::vec(1.0f64..9.0, 20)) {
        let xy: Vec<[f64; 2]> = xy.into_iter().map(|(x, y)| [x, y]).collect();
        let points = Points::plane(&xy).unwrap();
        let amounts = &amounts[..xy.len()];
        let reached = catchment((&points, amounts), (&points, amounts), 3.0, Decay::Gaussian).unwrap();
        let given: f64 = reached.iter().zip(amounts).map(|(r, a)| r * a).sum();
        prop_assert!((given - amounts.iter().sum::<f64>()).abs() < 1e-6, "every supply has its own demand near");
    }

    #[test]
    fn folded_p_is_at_most_a_half_and_repeats(x in proptest::collection::vec(-5.0f64..5.0, 6..15), seed in 0u64..9) {
        let w = row(x.len()).row_standardised();
        if let Ok(found) = conditional(&x, &w, Convention::Esda, 99, seed) {
            prop_assert!(found.iter().flatten().all(|c| c.p > 0.0 && c.p <= 1.0));
            prop_assert_eq!(found, conditional(&x, &w, Convention::Esda, 99, seed).unwrap());
        }
    }
}

mod asked {
    use std::collections::BTreeMap;

    use milieu_study::compile;
    use milieu_study::world::Memory;

    use crate::analysis::{Figure, Input, Method, Outcome, Refusal, Settings, Table};
    use crate::space::{CATCHMENT, COLOCATION, DBSCAN, ISOCHRONES, LISA, MORAN, POSITIONS};

    fn ask(method: &Method, table: &Table, more: &[(&str, &str)], said: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        let settings = Settings::read(method, said.to_vec())?;
        let more: BTreeMap<String, Table> = more
            .iter()
            .map(|(option, csv)| ((*option).to_owned(), Table::read(option, csv.as_bytes()).unwrap()))
            .collect();
        (method.run)(Input { table, more: &more, settings: &settings })
    }

    #[test]
    fn neighbours_given_as_pairs_leave_out_who_has_none() {
        let table = Table::read("t", b"id,v\na,1\nb,2\nc,3\nd,4\ne,9\nf,\n").unwrap();
        let pairs = [("neighbours", "i,j\na,b\nb,a\nb,c\nc,b\nc,d\nd,c\nf,a\n")];
        let said = [("value", "v"), ("id", "id"), ("neighbours", "pairs.csv")];
        let found = ask(&MORAN, &table, &pairs, &said).unwrap();
        assert_eq!(found.used, [0, 1, 2, 3]);
        assert_eq!(found.left_out.iter().map(|l| l.rows.clone()).collect::<Vec<_>>(), [vec![5], vec![4]]);
        assert!((found.numbers[0].value - 0.4).abs() < 1e-12, "{}", found.numbers[0].value);
        let wrong = [("neighbours", "i,j\na,q\n")];
        assert_eq!(ask(&MORAN, &table, &wrong, &said).unwrap_err().name, "no-such-unit");
        assert_eq!(ask(&MORAN, &table, &[], &[("value", "v")]).unwrap_err().name, "option-missing");
    }

    #[test]
    fn a_row_without_position_is_left_out_and_the_map_points_at_the_others() {
        let table =
            Table::read("t", b"v,lat,lon\n1,31,121\n2,31.1,121\n9,,\n3,31.2,121\n4,31.3,121\n6,31.4,121\n").unwrap();
        let said = [("value", "v"), ("lat", "lat"), ("lon", "lon"), ("knn", "2"), ("permutations", "99")];
        let found = ask(&LISA, &table, &[], &said).unwrap();
        assert_eq!(found.used, [0, 1, 3, 4, 5]);
        assert_eq!(found.left_out[0].rows, [2]);
        let Figure::Map(map) = &found.figures[0] else { panic!("a map") };
        assert_eq!(map.points[2].row, Some(3));
        let said = [("lat", "lat"), ("lon", "lon"), ("eps", "12000"), ("min-samples", "2")];
        let found = ask(&DBSCAN, &table, &[], &said).unwrap();
        assert_eq!(found.numbers[0].value, 1.0);
    }

    #[test]
    fn an_unknown_kind_is_left_out() {
        let table = Table::read("t", b"k,x,y\na,0,0\nb,1,0\n,0.5,0\na,9,9\nb,9,8\n").unwrap();
        let said = [("kind", "k"), ("x", "x"), ("y", "y"), ("permutations", "19")];
        let found = ask(&COLOCATION, &table, &[], &said).unwrap();
        assert_eq!((found.used.clone(), found.left_out[0].rows.clone()), (vec![0, 1, 3, 4], vec![2]));
        // Every a is nearest to a b: 1 / (2 / 3).
        let ab = found.numbers.iter().find(|n| n.id == "a.b").unwrap();
        assert!((ab.value - 1.5).abs() < 1e-12);
    }

    #[test]
    fn what_is_out_of_reach_is_told() {
        let homes = Table::read("t", b"x,y,n\n0,0,10\n100,0,30\n5,5,\n").unwrap();
        let supply = [("supply", "x,y,capacity\n1,0,20\n2,0,\n")];
        let said = [("x", "x"), ("y", "y"), ("demand", "n"), ("supply", "s.csv"), ("radius", "10")];
        let found = ask(&CATCHMENT, &homes, &supply, &said).unwrap();
        assert_eq!(found.numbers[0].value, 0.5);
        assert_eq!(found.numbers[1].value, 0.75);
        assert_eq!((found.notes.len(), found.left_out[0].rows.as_slice()), (1, &[2][..]));
        let roads = Table::read("r", b"a,b,m,o\n1,2,4,0\n2,3,4,1\n4,3,1,0\n").unwrap();
        let said = [("from", "a"), ("to", "b"), ("minutes", "m"), ("oneway", "o"), ("source", "3"), ("within", "1,5")];
        let found = ask(&ISOCHRONES, &roads, &[], &said).unwrap();
        assert_eq!(
            found.numbers.iter().map(|n| n.value).collect::<Vec<_>>(),
            [2.0, 2.0, 2.0],
            "no way back to 2 and 1"
        );
    }

    #[test]
    fn a_study_gives_positions_with_their_facts() {
        let world = Memory::of(&[
            ("study.toml", "title = \"T\"\n"),
            ("sources.bib", "@book{k, title={T}, date={2020}}\n"),
            ("places.csv", "id,name,kind,lat,lon,crs,source\np,P,hub,31.2,121.4,wgs84,k\nq,Q,hub,,,,k\n"),
        ]);
        let study = compile(&world).value;
        let table = (POSITIONS.make)(&study, &BTreeMap::new()).unwrap();
        assert_eq!((table.rows.len(), table.rows[0].facts.len()), (1, 2));
        assert_eq!(table.left_out[0].len(), 1);
        assert_eq!(
            table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
            POSITIONS.columns.iter().map(|c| c.0).collect::<Vec<_>>()
        );
        let other = BTreeMap::from([("kind".to_owned(), "lab".to_owned())]);
        assert_eq!((POSITIONS.make)(&study, &other).unwrap_err().name, "no-positions");
    }
}
