//! One ONNX network of a square picture, run by rten: for those that only the authority has.

use rten::{
    Dimension, Model, ModelOptions, NodeId, OpRegistry, RunOptions, ThreadPool, ValueView,
    op_registry,
};
use std::sync::Arc;

use crate::FaceError;

thread_local! {
    /// Each caller has one thread: two runs at once take far less time than two runs one after the other on two threads.
    static ONE_THREAD: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

/// A network that takes `1 × 3 × side × side` floats and gives `OUTPUTS` tensors of known lengths.
pub(crate) struct RtenNetwork<const OUTPUTS: usize> {
    model: Model,
    input: NodeId,
    outputs: [NodeId; OUTPUTS],
    lengths: [usize; OUTPUTS],
    side: usize,
}

impl<const OUTPUTS: usize> RtenNetwork<OUTPUTS> {
    /// Loads a network and checks that it takes pictures of `side` pixels and gives tensors of `lengths`
    /// numbers.
    pub(crate) fn load(
        bytes: Vec<u8>,
        side: usize,
        lengths: [usize; OUTPUTS],
    ) -> Result<Self, FaceError> {
        let model = ModelOptions::with_ops(operators())
            .load(bytes)
            .map_err(FaceError::LoadByRten)?;
        let &[input] = model.input_ids() else {
            return Err(FaceError::Unfit);
        };
        let outputs = model
            .output_ids()
            .try_into()
            .map_err(|_| FaceError::Unfit)?;
        let network = Self {
            model,
            input,
            outputs,
            lengths,
            side,
        };
        let fits = network.length_of(input) == Some(3 * side * side)
            && (outputs.iter().zip(lengths))
                .all(|(&id, length)| network.length_of(id) == Some(length));
        if fits {
            Ok(network)
        } else {
            Err(FaceError::Unfit)
        }
    }

    /// Runs the network over a picture in planes.
    pub(crate) fn run(&self, planes: &[f32]) -> Result<[Vec<f32>; OUTPUTS], FaceError> {
        let input = ValueView::from_shape([1, 3, self.side, self.side], planes)
            .map_err(|_| FaceError::Unfit)?;
        let options = RunOptions::default().with_thread_pool(Some(ONE_THREAD.with(Arc::clone)));
        let values = self
            .model
            .run_n(
                vec![(self.input, input.into())],
                self.outputs,
                Some(options),
            )
            .map_err(FaceError::Run)?;
        let tensors = values.map(|value| Some(value.into_tensor::<f32>()?.into_data()));
        let fits = (tensors.iter().zip(self.lengths)).all(|(tensor, length)| {
            tensor
                .as_ref()
                .is_some_and(|numbers| numbers.len() == length)
        });
        if fits {
            Ok(tensors.map(Option::unwrap_or_default))
        } else {
            Err(FaceError::Unfit)
        }
    }

    fn length_of(&self, id: NodeId) -> Option<usize> {
        let sizes =
            self.model
                .node_info(id)?
                .shape()?
                .into_iter()
                .map(|dimension| match dimension {
                    Dimension::Fixed(size) => Some(size),
                    Dimension::Symbolic(_) => None,
                });
        sizes.product()
    }
}

/// The operators that the networks of this build use; what is not named here is not linked.
fn operators() -> OpRegistry {
    op_registry!(
        Add, Cast, Concat, Conv, Flatten, Gemm, Identity, MatMul, MaxPool, Mul, PRelu, Pad, Relu,
        Reshape, Softmax, Sub, Transpose
    )
}
