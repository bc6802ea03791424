//! QCA beside its reference on the case that travels with the repository.

mod qca_expected;

use std::path::Path;

#[test]
fn own_places_equals_r_qca_in_every_number() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/qca");
    let found = qca_expected::compare(&folder, "own_places_fuzzy");
    assert!(found.differences.is_empty(), "{:#?}", found.differences);
    assert!(found.values > 3000, "{} numbers compared", found.values);
}
