//! What was evaluated: without it no figure can be compared with another.

use crate::thresholds::share;
use data_encoding::HEXLOWER;
use decision::Thresholds;
use liveness::Rules;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// The product's parts that a figure depends on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Product {
    /// The product's version.
    pub version: &'static str,
    /// The models by their digests.
    pub models: Vec<ModelDigest>,
    /// Whether the nets for presentation attacks are among them.
    pub has_spoof_nets: bool,
    /// The version of the guide's rules.
    pub guide_rules: u32,
    /// The version of the judge's rules.
    pub judge_rules: u32,
    /// From this cosine on two faces are one person.
    pub same_person: f32,
    /// The same where the face stands in place of a password.
    pub same_person_alone: f32,
    /// From this cosine on a person should look at what was refused.
    pub review: f32,
    /// From this score on a presentation is live.
    pub live: f32,
}

/// A model and the digest of its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelDigest {
    /// The file's name.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// What the authority loads from its folder of models.
const MODELS: [&str; 3] = ["detector.onnx", "embedding.onnx", "mesh.onnx"];
/// What it loads from the folder of the nets for presentation attacks.
const SPOOF_NETS: [&str; 2] = ["minifas_v1se_4.0_f16.onnx", "minifas_v2_2.7_f16.onnx"];

impl Product {
    /// Every cosine from which the product takes two faces for one person.
    pub(super) fn match_thresholds(&self) -> Vec<f32> {
        vec![self.same_person, self.same_person_alone]
    }

    /// This product with the models of the folder `models`, the nets of the folder `spoof`, and the `thresholds` in force.
    pub fn read(
        models: &Path,
        spoof: Option<&Path>,
        thresholds: Thresholds,
    ) -> std::io::Result<Self> {
        let models = MODELS.iter().map(|name| (models, *name));
        let nets = spoof
            .into_iter()
            .flat_map(|folder| SPOOF_NETS.map(|name| (folder, name)));
        let digests = models
            .chain(nets)
            .map(|(folder, name)| ModelDigest::read(folder, name));
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            models: digests.collect::<Result<_, _>>()?,
            has_spoof_nets: spoof.is_some(),
            guide_rules: Rules::guide().version,
            judge_rules: Rules::judge().version,
            same_person: share(thresholds.likeness),
            same_person_alone: share(thresholds.likeness_alone.unwrap_or(thresholds.likeness)),
            review: share(thresholds.review),
            live: share(thresholds.live),
        })
    }
}

impl ModelDigest {
    fn read(folder: &Path, name: &str) -> std::io::Result<Self> {
        let bytes = std::fs::read(folder.join(name))?;
        Ok(Self {
            name: name.to_owned(),
            sha256: HEXLOWER.encode(&Sha256::digest(&bytes)),
        })
    }
}
