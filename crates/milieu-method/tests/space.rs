//! Space against the field's programs, on free cases (`tests/reference/space/ORIGIN.md`).

use std::fs;
use std::path::Path;

use milieu_method::space::{
    Convention, Decay, Kernel, Points, Quadrant, Roads, Weights, catchment, clark_evans, colocation, conditional,
    dbscan, density, geary, getis_ord, hdbscan, kinds_of, l_minus_d, local_geary, local_getis_ord, local_moran, moran,
    moran_permuted, ripley, spread,
};
use serde_json::Value;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/space").join(file);
    fs::read_to_string(path).expect("a reference file")
}

fn expected(file: &str) -> Value {
    serde_json::from_str(&read(file)).expect("JSON")
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let text = read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], at: usize) -> Vec<f64> {
    rows.iter().map(|row| row[at].parse().expect("a number")).collect()
}

fn plane(rows: &[Vec<String>]) -> Vec<[f64; 2]> {
    column(rows, 1).into_iter().zip(column(rows, 2)).map(|(x, y)| [x, y]).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("numbers").iter().map(number).collect()
}

fn close(found: f64, expected: f64, what: &str) {
    let tolerance = 1e-9 * expected.abs().max(1e-5);
    assert!((found - expected).abs() <= tolerance, "{what}: {found} is not {expected}");
}

fn all_close(found: &[f64], expected: &Value, what: &str) {
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        close(*found, expected, &format!("{what} {at}"));
    }
}

/// Four standard errors of two Monte-Carlo shares, as the reference asks.
fn near_p(found: f64, expected: f64, reps: f64, reps_expected: f64, what: &str) {
    let p = expected.clamp(1.0 / reps, 1.0 - 1.0 / reps);
    let tolerance = 4.0 * (p * (1.0 - p) * (1.0 / reps + 1.0 / reps_expected)).sqrt() + 1.0 / reps;
    assert!((found - expected).abs() <= tolerance, "{what}: {found} is not {expected} ± {tolerance}");
}

fn areas(x: &[f64], w: &Weights, binary: &Weights, expected: &Value, case: &str) {
    let what = |part: &str| format!("{case} {part}");
    let found = moran(x, w).expect("Moran");
    let reference = &expected["moran"];
    close(found.value, number(&reference["I"]), &what("I"));
    close(found.expected, number(&reference["E"]), &what("E"));
    close(found.variance, number(&reference["var_randomisation"]), &what("variance"));
    close(found.z, number(&reference["z_randomisation"]), &what("z"));
    close(found.p, number(&reference["p_greater_randomisation"]), &what("p"));
    let (variance, z) = found.normal.expect("the normal form");
    close(variance, number(&reference["var_normality"]), &what("normal variance"));
    close(z, number(&reference["z_normality"]), &what("normal z"));
    let found = geary(x, w).expect("Geary");
    let reference = &expected["geary"];
    close(found.value, number(&reference["C"]), &what("C"));
    close(found.expected, number(&reference["E"]), &what("C expected"));
    close(found.variance, number(&reference["var_randomisation"]), &what("C variance"));
    close(found.z, number(&reference["z"]), &what("C z"));
    let found = getis_ord(x, binary).expect("Getis-Ord");
    let reference = &expected["global_G_binary"];
    close(found.value, number(&reference["G"]), &what("G"));
    close(found.expected, number(&reference["E"]), &what("G expected"));
    close(found.variance, number(&reference["var"]), &what("G variance"));
    close(found.z, number(&reference["z"][0][0]), &what("G z"));
    let found = moran_permuted(x, w, 9_999, 1).expect("permutations");
    let reference = &expected["moran_permutation_9999"];
    near_p(found.p, number(&reference["p_greater"]), 9_999.0, 9_999.0, &what("permuted p"));
    let sd = number(&reference["null_sd"]);
    assert!((found.mean - number(&reference["null_mean"])).abs() < 6.0 * sd / 100.0, "{}", what("null mean"));
    assert!((found.sd / sd - 1.0).abs() < 0.05, "{}", what("null sd"));

    let found = local_moran(x, w, Convention::Spdep).expect("local Moran");
    let reference = &expected["local_moran"];
    all_close(&found.iter().map(|l| l.value).collect::<Vec<_>>(), &reference["Ii"], &what("Ii"));
    all_close(&found.iter().map(|l| l.expected).collect::<Vec<_>>(), &reference["E"], &what("E Ii"));
    all_close(&found.iter().map(|l| l.variance).collect::<Vec<_>>(), &reference["var_conditional"], &what("var Ii"));
    all_close(&found.iter().map(|l| l.z).collect::<Vec<_>>(), &reference["z"], &what("z Ii"));
    let quadrants: Vec<&str> = found.iter().map(|l| l.quadrant.name()).collect();
    let wanted: Vec<String> = expected["quadrant_mean"]
        .as_array()
        .expect("names")
        .iter()
        .map(|q| q.as_str().unwrap().to_lowercase())
        .collect();
    assert_eq!(quadrants, wanted, "{}", what("quadrants"));
    all_close(&local_getis_ord(x, w, false).expect("G"), &expected["local_getis_ord_G_z"], &what("local G"));
    all_close(&local_getis_ord(x, w, true).expect("G*"), &expected["local_getis_ord_Gstar_z"], &what("local G*"));
    all_close(&local_geary(x, w).expect("C"), &expected["local_geary"], &what("local C"));
}

fn neighbours(file: &str, n: usize) -> Weights {
    let pairs = rows(file);
    let index = |text: &String| text.parse::<usize>().expect("a number") - 1;
    Weights::of_pairs(n, &pairs.iter().map(|p| (index(&p[0]), index(&p[1]))).collect::<Vec<_>>()).expect("pairs")
}

#[test]
fn anselin_1988_columbus() {
    let (rows, expected) = (rows("columbus.csv"), expected("columbus.expected.json"));
    let binary = neighbours("columbus_neighbours.csv", rows.len());
    assert_eq!(Some(binary.links() as u64), expected["links"].as_u64());
    let standardised = binary.clone().row_standardised();
    for (name, at) in [("CRIME", 3), ("HOVAL", 4), ("INC", 5)] {
        let x = column(&rows, at);
        areas(&x, &standardised, &binary, &expected[&format!("{name}_W")], &format!("{name} W"));
        areas(&x, &binary, &binary, &expected[&format!("{name}_B")], &format!("{name} B"));
    }
}

#[test]
fn north_carolina_four_nearest() {
    let (rows, expected) = (rows("nc_sids_knn4.csv"), expected("nc_sids_knn4.expected.json"));
    let binary = neighbours("nc_sids_knn4_neighbours.csv", rows.len());
    assert_eq!(Some(binary.links() as u64), expected["links"].as_u64());
    let x = column(&rows, 3);
    areas(&x, &binary.clone().row_standardised(), &binary, &expected["ft_W"], "ft W");
    areas(&x, &binary, &binary, &expected["ft_B"], "ft B");
}

#[test]
fn places_of_a_square_and_their_rents() {
    let (rows, expected) = (rows("own_points.csv"), expected("own_points.expected.json"));
    let points = Points::plane(&plane(&rows)).expect("points");
    let rent = column(&rows, 4);
    let w = Weights::nearest(&points, 8).expect("weights").row_standardised();
    let found = moran(&rent, &w).expect("Moran");
    let reference = &expected["moran_rent_knn8_W"];
    close(found.value, number(&reference["I"]), "I");
    close(found.expected, number(&reference["EI"]), "EI");
    close(found.z, number(&reference["z_rand"]), "z");
    close(found.normal.expect("the normal form").1, number(&reference["z_norm"]), "normal z");
    let permuted = moran_permuted(&rent, &w, 9_999, 1).expect("permutations");
    near_p(permuted.p, number(&reference["p_sim"]), 9_999.0, 9_999.0, "p");
    assert!((permuted.sd / number(&reference["seI_sim"]) - 1.0).abs() < 0.05);

    let reference = &expected["lisa_rent_knn8_W_esda"];
    let local = local_moran(&rent, &w, Convention::Esda).expect("local Moran");
    all_close(&local.iter().map(|l| l.value).collect::<Vec<_>>(), &reference["Is"], "Is");
    let number_of = |q: Quadrant| match q {
        Quadrant::HighHigh => 1.0,
        Quadrant::LowHigh => 2.0,
        Quadrant::LowLow => 3.0,
        Quadrant::HighLow => 4.0,
    };
    assert_eq!(local.iter().map(|l| number_of(l.quadrant)).collect::<Vec<_>>(), numbers(&reference["quadrant"]));
    let permuted = conditional(&rent, &w, Convention::Esda, 9_999, 1).expect("permutations");
    let means = numbers(&reference["EI_sim"]);
    for (at, (found, p)) in permuted.iter().zip(numbers(&reference["p_sim"])).enumerate() {
        let found = found.expect("eight neighbours");
        near_p(found.p, p, 9_999.0, 9_999.0, &format!("p {at}"));
        assert!((found.mean - means[at]).abs() <= 6.5 * found.sd / 100.0, "mean {at}: {} {}", found.mean, means[at]);
    }
    let band = Weights::band(&points, 1_000.0).expect("weights");
    let reference = numbers(&expected["getis_star_rent_d1000_z"]);
    for (found, wanted) in local_getis_ord(&rent, &band, true).expect("G*").iter().zip(reference) {
        assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }
}

#[test]
fn places_of_a_square_and_how_they_lie() {
    let (rows, expected) = (rows("own_points.csv"), expected("own_points.expected.json"));
    let xy = plane(&rows);
    let points = Points::plane(&xy).expect("points");
    let found = spread(&xy).expect("a spread");
    all_close(&found.centre, &expected["mean_center"], "centre");
    close(found.standard_distance, number(&expected["standard_distance"]), "standard distance");
    close(found.standard_distance, number(&expected["pointpats_std_distance"]), "standard distance");
    let ellipse = &expected["standard_deviational_ellipse_pointpats"];
    close(found.axes[0], number(&ellipse["major"]), "major");
    close(found.axes[1], number(&ellipse["minor"]), "minor");
    close(found.angle, number(&ellipse["theta_rad"]), "angle");
    close(found.hull, number(&expected["convex_hull_area"]), "hull");
    let found = clark_evans(&points, 1e8).expect("Clark-Evans");
    let reference = &expected["clark_evans"];
    close(found.mean, number(&reference["mean_nn"]), "mean");
    close(found.expected, number(&reference["expected"]), "expected");
    close(found.ratio, number(&reference["R"]), "R");
    // The constant is printed to five digits in most books; the reference takes it whole.
    assert!((found.z / number(&reference["z"]) - 1.0).abs() < 1e-4);

    let reference = &expected["ripley_no_edge_correction"];
    let distances = numbers(&reference["distance"]);
    let k = ripley(&points, &distances, number(&reference["area"])).expect("Ripley");
    all_close(&k, &reference["K"], "K");
    let l: Vec<f64> = k.iter().zip(&distances).map(|(k, d)| l_minus_d(*k, *d)).collect();
    all_close(&l, &reference["L_minus_d"], "L");

    let cells: Vec<[f64; 2]> =
        (0..2_500u32).map(|at| [f64::from(at % 50) * 200.0 + 100.0, f64::from(at / 50) * 200.0 + 100.0]).collect();
    let cells = Points::plane(&cells).expect("cells");
    let reference = &expected["kde"];
    for (name, kernel, h) in [("gaussian", Kernel::Gaussian, 600.0), ("quartic", Kernel::Quartic, 1_500.0)] {
        let found = density(&points, &cells, kernel, h).expect("a density");
        for (at, wanted) in numbers(&reference["check_index"]).iter().zip(numbers(&reference[name])) {
            assert!((found[*at as usize] - wanted).abs() <= 1e-9 * wanted, "{name} {at}");
        }
        let sum: f64 = found.iter().sum();
        assert!((sum / number(&reference[&format!("{name}_sum")]) - 1.0).abs() < 1e-9, "{name} sum");
        if name == "gaussian" {
            let most = (0..found.len()).max_by(|a, b| found[*a].total_cmp(&found[*b]));
            assert_eq!(most.map(|m| m as u64), reference["gaussian_argmax"].as_u64());
        }
    }
    let (names, kinds) = kinds_of(&rows.iter().map(|row| row[3].clone()).collect::<Vec<_>>());
    let found = colocation(&points, &kinds, 0, 1).expect("quotients");
    let reference = expected["colocation_quotient_nearest"].as_object().expect("pairs");
    assert_eq!(found.len(), reference.len());
    for quotient in found {
        let pair = format!("{}->{}", names[quotient.of], names[quotient.to]);
        close(quotient.value, number(&reference[&pair]), &pair);
    }
}

/// Whether two labellings are one up to the names of clusters; −1 is noise.
fn same_clusters(found: &[Option<usize>], wanted: &[f64]) -> bool {
    let mut names = std::collections::BTreeMap::new();
    let pairs = found.iter().zip(wanted);
    let is_same = pairs.clone().all(|(f, w)| match f {
        None => *w < 0.0,
        Some(f) => *w >= 0.0 && *names.entry(*f).or_insert(*w as i64) == *w as i64,
    });
    let mut values: Vec<i64> = names.values().copied().collect();
    values.sort_unstable();
    values.dedup();
    is_same && values.len() == names.len()
}

#[test]
fn clusters_of_a_square() {
    let (rows, expected) = (rows("own_points.csv"), expected("own_points.expected.json"));
    let points = Points::plane(&plane(&rows)).expect("points");
    let count = |labels: &[Option<usize>]| labels.iter().flatten().max().map_or(0, |most| most + 1) as u64;
    let noise = |labels: &[Option<usize>]| labels.iter().filter(|l| l.is_none()).count() as u64;
    let reference = &expected["dbscan_eps300_min8"];
    let found = dbscan(&points, 300.0, 8).expect("clusters");
    assert_eq!(Some(count(&found)), reference["clusters"].as_u64());
    assert_eq!(Some(noise(&found)), reference["noise"].as_u64());
    let core: Vec<bool> = (0..points.len()).map(|of| points.within(&points, of, 300.0).len() >= 8).collect();
    assert_eq!(Some(core.iter().filter(|c| **c).count() as u64), reference["core"].as_u64());
    let only_core = |labels: &[f64]| labels.iter().zip(&core).filter(|(_, c)| **c).map(|(l, _)| *l).collect::<Vec<_>>();
    let found_core: Vec<Option<usize>> = found.iter().zip(&core).filter(|(_, c)| **c).map(|(l, _)| *l).collect();
    let labels = numbers(&reference["labels"]);
    assert!(same_clusters(&found_core, &only_core(&labels)));
    assert!(found.iter().zip(&labels).all(|(f, l)| f.is_none() == (*l < 0.0)));

    let reference = &expected["hdbscan_min15_ms5_sklearn"];
    let found = hdbscan(&points, 15, 5).expect("clusters");
    assert_eq!(
        (Some(count(&found)), Some(noise(&found))),
        (reference["clusters"].as_u64(), reference["noise"].as_u64())
    );
    assert!(same_clusters(&found, &numbers(&reference["labels"])));
    // The package hdbscan counts neighbours without the point itself.
    let found = hdbscan(&points, 15, 6).expect("clusters");
    assert!(same_clusters(&found, &numbers(&expected["hdbscan_lib_labels"])));
}

#[test]
fn what_can_be_reached() {
    let expected_points = expected("own_points.expected.json");
    let (demand, supply) = (rows("own_points_demand.csv"), rows("own_points_supply.csv"));
    let (at, of) = (Points::plane(&plane(&demand)).expect("points"), Points::plane(&plane(&supply)).expect("points"));
    let (population, capacity) = (column(&demand, 3), column(&supply, 3));
    for (decay, name) in
        [(Decay::Flat, "two_step_floating_catchment_2000"), (Decay::Gaussian, "enhanced_2sfca_gaussian_2000")]
    {
        let found = catchment((&at, &population), (&of, &capacity), 2_000.0, decay).expect("access");
        all_close(&found, &expected_points[name], name);
    }
    let roads: Vec<(usize, usize, f64, bool)> = rows("own_roads.csv")
        .iter()
        .map(|r| (r[0].parse().unwrap(), r[1].parse().unwrap(), r[2].parse().unwrap(), r[3] == "1"))
        .collect();
    let (roads, expected) = (Roads::new(&roads).expect("roads"), expected("own_roads.expected.json"));
    for source in expected["sources"].as_array().expect("sources") {
        let name = source.to_string();
        let found = roads.times(source.as_u64().expect("a junction") as usize);
        let wanted: Vec<Option<f64>> =
            expected["minutes"][&name].as_array().expect("minutes").iter().map(Value::as_f64).collect();
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert_eq!(found.is_some(), wanted.is_some());
            close(found.unwrap_or(0.0), wanted.unwrap_or(0.0), &name);
        }
        let reached = found.iter().flatten().filter(|m| **m <= 15.0).count() as u64;
        assert_eq!(Some(reached), expected["isochrone_15min_count"][&name].as_u64());
    }
    let all: Vec<f64> = (0..roads.junctions()).flat_map(|from| roads.times(from)).flatten().collect();
    close(all.iter().sum::<f64>() / all.len() as f64, number(&expected["mean_finite"]), "mean of all");
}
