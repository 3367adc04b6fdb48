//! The networks by themselves, without decoding, crops or decisions.

use rten::{Model, ModelOptions, NodeId, OpRegistry, ValueView, op_registry};
use std::path::Path;

/// Every how many frames the detector checks the tracking, as `face` has it.
const CHECK_EVERY: usize = 4;

/// The three networks of a verification.
pub(crate) struct Networks {
    detector: Network,
    mesh: Network,
    embedding: Network,
}

impl Networks {
    /// Loads them, as `face` does.
    pub(crate) fn load(folder: &Path) -> Self {
        let load = |name, side| Network::load(&folder.join(name), side);
        Self {
            detector: load("detector.onnx", 128),
            mesh: load("mesh.onnx", 192),
            embedding: load("embedding.onnx", 112),
        }
    }

    /// As many runs as a steady capture of `frames` frames needs, in `looks` of which a face is compared.
    pub(crate) fn run(&self, frames: usize, looks: usize) {
        for frame in 0..frames {
            if frame % CHECK_EVERY == 0 {
                self.detector.run();
            }
            self.mesh.run();
        }
        (0..looks).for_each(|_| self.embedding.run());
    }
}

struct Network {
    model: Model,
    outputs: Vec<NodeId>,
    side: usize,
    input: Vec<f32>,
}

impl Network {
    fn load(path: &Path, side: usize) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let model = ModelOptions::with_ops(operators()).load(bytes).unwrap();
        Self {
            outputs: model.output_ids().to_vec(),
            input: vec![0.5; 3 * side * side],
            model,
            side,
        }
    }

    fn run(&self) {
        let shape = [1, 3, self.side, self.side];
        let input = ValueView::from_shape(shape, &self.input[..]).unwrap();
        let inputs = vec![(self.model.input_ids()[0], input.into())];
        self.model.run(inputs, &self.outputs, None).unwrap();
    }
}

fn operators() -> OpRegistry {
    op_registry!(
        Abs, Add, Cast, Concat, Conv, Flatten, Gemm, Identity, MatMul, MaxPool, Mul, PRelu, Pad,
        Relu, Reshape, Softmax, Sub, Transpose
    )
}
