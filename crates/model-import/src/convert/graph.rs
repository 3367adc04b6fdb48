//! The ONNX graph as it grows.

use super::weights::Weights;
use crate::half;
use crate::onnx::{
    Attribute, FLOAT, FLOAT16, Graph, INT64, Model, Node, OperatorSet, Tensor, ValueInfo, as_i64,
};

/// From this many numbers on, weights are stored in half precision; below, it saves nothing.
const HALF_FROM: usize = 100;
/// Nodes and weights, with names given in order, so that the same input makes the same file.
#[derive(Default)]
pub(crate) struct Builder {
    casts: Vec<Node>,
    nodes: Vec<Node>,
    initializers: Vec<Tensor>,
    names: usize,
    /// From how many numbers on the lowest bits of half-precision weights are rounded away; `None` if they are kept.
    rounded_from: Option<usize>,
}

impl Builder {
    /// A builder that rounds weights of at least `numbers` numbers to eight significant bits.
    pub(crate) fn rounding_from(numbers: usize) -> Self {
        Self {
            rounded_from: Some(numbers),
            ..Self::default()
        }
    }

    /// Adds a node and hands back the name of its output.
    pub(crate) fn node(
        &mut self,
        kind: &str,
        inputs: Vec<String>,
        attributes: Vec<Attribute>,
    ) -> String {
        let name = self.name("t");
        self.nodes.push(node(kind, inputs, &name, attributes));
        name
    }

    /// Changes the order of dimensions.
    pub(crate) fn transpose(&mut self, value: String, order: [usize; 4]) -> String {
        let order = Attribute::ints("perm", &order.map(as_i64));
        self.node("Transpose", vec![value], vec![order])
    }

    /// Gives `value` the name of an output.
    pub(crate) fn identity(&mut self, value: String, output: &str) {
        self.nodes
            .push(node("Identity", vec![value], output, vec![]));
    }

    /// Stores weights, large ones in half precision behind a cast, and hands back their name.
    pub(crate) fn weights(&mut self, weights: &Weights) -> String {
        let name = self.name("c");
        if weights.values.len() < HALF_FROM {
            let bytes = weights.values.iter().flat_map(|value| value.to_le_bytes());
            self.store(&name, &weights.shape, FLOAT, bytes.collect());
            return name;
        }
        let stored = format!("{name}_h");
        let is_large = self
            .rounded_from
            .is_some_and(|from| weights.values.len() >= from);
        let halves = weights.values.iter().map(|&value| half::from_f32(value));
        let rounded = halves.map(|half| if is_large { half::rounded(half) } else { half });
        let bytes = rounded.flat_map(u16::to_le_bytes);
        self.store(&stored, &weights.shape, FLOAT16, bytes.collect());
        let to = Attribute::int("to", i64::from(FLOAT));
        self.casts.push(node("Cast", vec![stored], &name, vec![to]));
        name
    }

    /// Stores a list of integers and hands back its name.
    pub(crate) fn integers(&mut self, values: &[i64]) -> String {
        let name = self.name("c");
        let bytes = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        self.store(&name, &[values.len()], INT64, bytes);
        name
    }

    /// The finished model: IR version 8, operator set 18.
    pub(crate) fn model(self, input: ValueInfo, outputs: Vec<ValueInfo>) -> Model {
        let graph = Graph {
            node: [self.casts, self.nodes].concat(),
            name: "m".into(),
            initializer: self.initializers,
            input: vec![input],
            output: outputs,
        };
        Model {
            ir_version: 8,
            producer_name: "model-import".into(),
            graph: Some(graph),
            opset_import: vec![OperatorSet {
                domain: String::new(),
                version: 18,
            }],
        }
    }

    fn store(&mut self, name: &str, shape: &[usize], data_type: i32, raw_data: Vec<u8>) {
        let dims = shape.iter().copied().map(as_i64).collect();
        self.initializers.push(Tensor {
            dims,
            data_type,
            name: name.into(),
            raw_data,
            ..Tensor::default()
        });
    }

    fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }
}

fn node(kind: &str, input: Vec<String>, output: &str, attribute: Vec<Attribute>) -> Node {
    Node {
        input,
        output: vec![output.into()],
        op_type: kind.into(),
        attribute,
    }
}
