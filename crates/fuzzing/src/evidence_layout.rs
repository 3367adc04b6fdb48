//! Evidence as it is laid out, and every check of it.

use crate::Target;
use crate::sealed_evidence::{evidence, terms};
use evidence::{CameraDescription, Evidence};

pub(crate) const TARGET: Target = Target {
    name: "evidence_layout",
    run,
    seeds,
};

/// What is read is written back to the byte, and answers its challenge only where the chain is the challenge's own.
fn run(bytes: &[u8]) {
    let Ok(read) = Evidence::parse(bytes) else {
        return;
    };
    assert_eq!(
        read.to_bytes(),
        bytes,
        "another layout of the same evidence"
    );
    let _ = evidence::check(&read, &terms());
    let mut linked = read;
    relink(&mut linked);
    let _ = evidence::check(&linked, &terms());
}

/// Makes the chain fit, as a forger would, so that the checks behind it are reached.
fn relink(evidence: &mut Evidence) {
    let mut link = terms().origin();
    for frame in &mut evidence.frames {
        let digest = evidence::chain::picture_digest(&frame.jpeg);
        link = evidence::chain::next(&link, frame.number, frame.at_ms, &digest);
        frame.link = link;
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let described = Evidence {
        camera: CameraDescription::parse(br#"{"label":"","settings":{}}"#),
        ..evidence()
    };
    vec![evidence().to_bytes(), described.to_bytes()]
}
