//! QAP on Coleman's friendships, which are not ours to ship: `cargo xtask test shared`.

mod cases;
#[path = "cases/qap.rs"]
mod peers;

#[test]
#[ignore = "needs ../shared"]
fn coleman_friendships_as_by_sna_and_asnipe() {
    peers::compare(&cases::folder("../../../shared/reference", "qap"), "coleman");
}
