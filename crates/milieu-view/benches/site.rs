//! How fast the pages of a study of 10,000 places are made: `cargo bench -p milieu-view`.

#[path = "../tests/generated/mod.rs"]
mod generated;

use milieu_study::{Checked, Study, compile};
use milieu_view::Site;

fn main() {
    divan::main();
}

fn study() -> Checked<Study> {
    compile(&generated::study(10_000))
}

/// A list page, from a study that was just compiled.
#[divan::bench(args = ["head", "overview", "atlas", "sources", "codebook", "search", "problems"])]
fn list(bencher: divan::Bencher<'_, '_>, name: &str) {
    let checked = study();
    let path = format!("data/{name}.json");
    bencher.bench_local(|| Site::new(&checked, "0", false).file(&path));
}

/// The page of one place.
#[divan::bench]
fn place(bencher: divan::Bencher<'_, '_>) {
    let checked = study();
    bencher.bench_local(|| Site::new(&checked, "0", false).file("data/entity/p600.json"));
}

/// The page of a territory that hundreds of places name.
#[divan::bench]
fn territory(bencher: divan::Bencher<'_, '_>) {
    let checked = study();
    bencher.bench_local(|| Site::new(&checked, "0", false).file("data/entity/t1.json"));
}
