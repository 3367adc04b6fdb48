//! Other projects' packages that the bench compares with. No build and no test fetches them.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::import::cut;
use crate::package::{lock, read_if, write_whole};
use crate::source::{Package, Part, Registry};

/// Brings the files of `@vladmandic/human` with its networks, of the TensorFlow.js that it runs them on, and of
/// `@techstark/opencv-js` into `out`, from package archives in `cache` or by npm. `progress` hears what is being
/// done.
pub fn unpack(out: &Path, cache: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    let _lock = lock(out)?;
    for part in &PARTS {
        let name = Path::new(part.member).file_name();
        let path = out.join(name.context("a file without a name")?);
        if read_if(&path, part.sha256).is_none() {
            write_whole(&path, &cut(part, cache, progress)?)?;
        }
    }
    Ok(())
}

const HUMAN: Package = Package {
    registry: Registry::Npm,
    name: "@vladmandic/human",
    version: "3.3.6",
    sha256: "425e9c51dbbca0c8934362b170cb0d54c2529c11c654b3c03092b16e9d6ad3f7",
    licence: "MIT",
};

/// Of the version that [`HUMAN`] has bundled.
const TENSORFLOW_WASM: Package = Package {
    registry: Registry::Npm,
    name: "@tensorflow/tfjs-backend-wasm",
    version: "4.22.0",
    sha256: "5cd6f5e18657c12fb94f4ec3dcef485c8c1a9ca39f3ef1d261c1cb13c1a231c3",
    licence: "Apache-2.0",
};

const OPENCV: Package = Package {
    registry: Registry::Npm,
    name: "@techstark/opencv-js",
    version: "4.12.0-release.1",
    sha256: "e5745fae26adb6ba79e90ef3bf3b639b5b696187f7230c1b346785bc4a759a85",
    licence: "Apache-2.0",
};

const PARTS: [Part; 7] = [
    whole(
        HUMAN,
        "package/dist/human.esm.js",
        "e7c85047fb9492bd983b43d5217b54e9fb44393966f4c5db7c7ced1fdaf1fd9e",
    ),
    whole(
        HUMAN,
        "package/models/blazeface.json",
        "cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f",
    ),
    whole(
        HUMAN,
        "package/models/blazeface.bin",
        "dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72",
    ),
    whole(
        HUMAN,
        "package/models/facemesh.json",
        "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7",
    ),
    whole(
        HUMAN,
        "package/models/facemesh.bin",
        "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b",
    ),
    whole(
        TENSORFLOW_WASM,
        "package/dist/tfjs-backend-wasm-simd.wasm",
        "77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b",
    ),
    whole(
        OPENCV,
        "package/dist/opencv.js",
        "bd0c3e6448043de04f6a64a12cb7b759f78c3ab8f7c35c9f2e0f71c88bb17103",
    ),
];

const fn whole(package: Package, member: &'static str, sha256: &'static str) -> Part {
    Part {
        package,
        member,
        member_sha256: sha256,
        slice: None,
        sha256,
    }
}
