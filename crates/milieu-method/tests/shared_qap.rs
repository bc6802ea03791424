//! QAP on Coleman's friendships, which are not ours to ship: `cargo xtask test shared`.

mod cases;

#[test]
#[ignore = "needs ../shared"]
fn coleman_friendships_as_by_sna_and_asnipe() {
    cases::qap::compare(&cases::folder("../../../shared/reference", "qap"), "coleman");
}
