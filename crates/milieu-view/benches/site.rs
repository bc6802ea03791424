//! How fast the pages of a study of 10,000 places are made: `cargo bench -p milieu-view`.

#[path = "../tests/generated/mod.rs"]
mod generated;

use std::sync::Arc;

use milieu_study::{Checked, Study, compile};
use milieu_view::Site;

fn main() {
    divan::main();
}

fn study() -> Arc<Checked<Study>> {
    Arc::new(compile(&generated::study(10_000)))
}

/// A list page, from a study that was just compiled.
#[divan::bench(args = ["head", "overview", "atlas", "sources", "codebook", "search", "problems"])]
fn list(bencher: divan::Bencher<'_, '_>, name: &str) {
    let checked = study();
    let path = format!("data/{name}.json");
    bencher.bench_local(|| Site::new(Arc::clone(&checked), "0", false).file(&path));
}

/// A page from a site that has handed out one of its kind before: of one place, of a territory that
/// hundreds of places name, of a source that hundreds of statements cite.
#[divan::bench(args = ["entity/p600", "entity/t1", "source/k4"])]
fn later(bencher: divan::Bencher<'_, '_>, name: &str) {
    let site = Site::new(study(), "0", false);
    let path = format!("data/{name}.json");
    assert!(site.file(&path).is_some(), "{path}");
    bencher.bench_local(|| site.file(&path));
}
