//! `milieu lab experiment`: performed, told, and kept so that it can be remade byte for byte.

mod running;

use std::fs;

use running::{milieu, text};

const EXPERIMENT: &str = include_str!("../../milieu-lab/tests/small-experiment.toml");

#[test]
fn a_kept_result_is_remade_byte_for_byte() {
    let study = tempfile::tempdir().unwrap();
    let file = study.path().join("experiments/rents.toml");
    // Moving every parameter alone is tried in the lab's own tests.
    let experiment = EXPERIMENT.replace("tornado-seeds = 1\n", "");
    assert_ne!(experiment, EXPERIMENT);
    for (path, text) in
        [("experiments/rents.toml", experiment.as_str()), ("scenarios/dearer.toml", "[levers]\nrent = 1.5\n")]
    {
        let at = study.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
    }
    let performed = |threads: &str| {
        let mut command = milieu(&["lab", "experiment", file.to_str().unwrap(), "--keep"]);
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains("limit: A small world"), "{}", text(&output.stdout));
        fs::read(study.path().join("experiments/rents.result.json")).unwrap()
    };
    let kept = performed("1");
    assert_eq!(text(&kept), text(&performed("3")));
    for part in ["\"verdict\": ", "\"model\": \"", "\"interval\": [", "\"pairs\": 3"] {
        assert!(text(&kept).contains(part), "{part} in {}", text(&kept));
    }

    // What is to start from a study is in one.
    fs::write(&file, format!("world = \"study\"\n{experiment}")).unwrap();
    let output = milieu(&["lab", "experiment", file.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("LAB004") && said.contains("rents.toml:1:9") && said.contains("inside none"), "{said}");
    fs::write(study.path().join("study.toml"), "title = \"T\"\n").unwrap();
    fs::write(study.path().join("territories.csv"), "id,name,level,source\ncn,China,country,k\n").unwrap();
    let output = milieu(&["lab", "experiment", file.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("from the study, the rest synthetic: 1 of 10 territories"));

    fs::write(&file, experiment.replace("dearer", "daerer")).unwrap();
    let output = milieu(&["lab", "experiment", file.to_str().unwrap(), "--keep"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("LAB021") && said.contains("scenarios/daerer.toml"), "{said}");
}
