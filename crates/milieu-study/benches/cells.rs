//! What a single cell costs: `cargo bench -p milieu-study --bench cells`.

use divan::{Bencher, black_box};
use milieu_study::space::{Crs, LatLon, distance_m, to_wgs84};
use milieu_study::time::Tolerance;
use milieu_study::{bib, name, time};

fn main() {
    divan::main();
}

#[divan::bench(args = ["2010", "2010-06", "2010-06-15", "2010~", "201X", "2009/2013", "[2009,2010,2011]", "June 2010"])]
fn date(text: &str) -> bool {
    time::parse(black_box(text), Tolerance::default()).is_ok()
}

#[divan::bench(args = ["Fab Lab São Paulo", "新车间", "深圳开放创新实验室"])]
fn search_keys(text: &str) -> Vec<String> {
    name::search_keys(black_box(text))
}

#[divan::bench]
fn baidu_to_wgs84() -> LatLon {
    to_wgs84(black_box(LatLon { lat: 22.550_927, lon: 114.095_163 }), Crs::Bd09)
}

#[divan::bench]
fn distance() -> f64 {
    distance_m(black_box(LatLon { lat: 22.5, lon: 114.1 }), black_box(LatLon { lat: 31.2, lon: 121.5 }))
}

#[divan::bench]
fn citations() -> usize {
    bib::parse_citations(black_box("sh2016 p. 7; xcjblog 2010-12-15")).len()
}

#[divan::bench]
fn a_thousand_bibtex_entries(bencher: Bencher) {
    let entry = |i: usize| {
        format!("@book{{k{i}, author = {{Li, Dawei and Renaud, Alice}}, title = {{Title {i}}}, date = {{2010}}}}\n")
    };
    let text: String = (0..1000).map(entry).collect();
    bencher.bench(|| bib::parse_bibtex(black_box(&text)).0.len());
}
