//! ONNX with weights in blocks of 8-bit integers, to ONNX with half-precision weights and nothing that is needed for training
//! alone: normalisations become part of the layers beside them.

mod constants;
mod layer;

use anyhow::{Context as _, Result, bail, ensure};
use prost::Message as _;

use crate::convert::graph::Builder;
use crate::onnx::{Attribute, Graph, Model, Node, ValueInfo};
use constants::Constants;
use layer::{Affine, Layer, Linear, Step};

/// The ONNX file that computes what the ONNX file `file` computes, a chain of layers.
pub(crate) fn folded(file: &[u8]) -> Result<Vec<u8>> {
    let graph = Model::decode(file)?
        .graph
        .context("the file holds no graph")?;
    let constants = Constants::of(&graph)?;
    let input = graph.input.first().context("the graph has no input")?;
    let output = graph.output.first().context("the graph has no output")?;
    let layers = chain(&graph, &constants, (&input.name, &output.name))?;
    Ok(write(&fold(layers)?, input.clone(), output.clone())?.encode_to_vec())
}

/// The layers from the input to the output, each of which takes what the one before it gives.
fn chain(
    graph: &Graph,
    constants: &Constants,
    (input, output): (&str, &str),
) -> Result<Vec<Layer>> {
    let (mut layers, mut value) = (Vec::new(), input);
    for node in graph.node.iter().filter(|node| !constants.has(node)) {
        ensure!(
            node.input.first().is_some_and(|first| first == value),
            "{} does not take what the layer before it gives",
            node.op_type
        );
        value = node.output.first().context("a layer without output")?;
        layers.extend(layer(node, constants)?);
    }
    ensure!(value == output, "the last layer does not give the output");
    Ok(layers)
}

/// What a node does; `None` for what does nothing outside training.
fn layer(node: &Node, constants: &Constants) -> Result<Option<Layer>> {
    let operand = |index| constants.operand(node, index);
    Ok(Some(match node.op_type.as_str() {
        "Conv" | "Gemm" => Layer::Linear(linear(node, constants)?),
        "BatchNormalization" => Layer::Affine(Affine::normalisation(
            [operand(1)?, operand(2)?, operand(3)?, operand(4)?],
            float(node, "epsilon").unwrap_or(1e-5),
        )?),
        kind @ ("Sub" | "Mul" | "PRelu") => Layer::Step(Step {
            kind: kind.to_owned(),
            operand: Some(operand(1)?.clone()),
        }),
        "Flatten" => Layer::Step(Step {
            kind: "Flatten".to_owned(),
            operand: None,
        }),
        "Dropout" => return Ok(None),
        other => bail!("no conversion for the operator {other}"),
    }))
}

fn linear(node: &Node, constants: &Constants) -> Result<Linear> {
    let weights = constants.operand(node, 1)?.clone();
    let attributes = if node.op_type == "Gemm" {
        let one = |name| float(node, name).is_none_or(|factor| factor.to_bits() == 1_f32.to_bits());
        let flag = |name| integer(node, name).unwrap_or(0) == 1;
        let is_plain = one("alpha") && one("beta") && !flag("transA") && flag("transB");
        ensure!(is_plain, "no conversion for a product of this kind");
        vec![Attribute::int("transB", 1)]
    } else {
        node.attribute.clone()
    };
    let bias = match node.input.len() {
        2 => vec![0.0; weights.shape.first().copied().unwrap_or(0)],
        _ => constants.operand(node, 2)?.values.clone(),
    };
    Linear::new(&node.op_type, weights, bias, attributes)
}

fn attribute<'a>(node: &'a Node, name: &str) -> Option<&'a Attribute> {
    node.attribute.iter().find(|it| it.name == name)
}

fn float(node: &Node, name: &str) -> Option<f32> {
    attribute(node, name)?.f
}

fn integer(node: &Node, name: &str) -> Option<i64> {
    attribute(node, name)?.i
}

/// The same layers without normalisations: each goes into the layer before it, or else into the product behind it.
fn fold(layers: Vec<Layer>) -> Result<Vec<Layer>> {
    let mut folded: Vec<Layer> = Vec::new();
    let mut ahead: Option<Affine> = None;
    for layer in layers {
        match (layer, folded.last_mut()) {
            (Layer::Affine(affine), Some(Layer::Linear(before))) => before.then(&affine)?,
            (Layer::Affine(affine), _) if ahead.is_none() => ahead = Some(affine),
            (Layer::Linear(mut product), _) if product.kind == "Gemm" => {
                if let Some(affine) = ahead.take() {
                    product.after(&affine)?;
                }
                folded.push(Layer::Linear(product));
            }
            (layer, _) => {
                let is_flatten = matches!(&layer, Layer::Step(step) if step.kind == "Flatten");
                ensure!(
                    ahead.is_none() || is_flatten,
                    "a normalisation before which no layer and behind which no product stands"
                );
                folded.push(layer);
            }
        }
    }
    ensure!(ahead.is_none(), "a normalisation that no layer can take in");
    Ok(folded)
}

fn write(layers: &[Layer], input: ValueInfo, output: ValueInfo) -> Result<Model> {
    let mut builder = Builder::default();
    let mut value = input.name.clone();
    for layer in layers {
        let (kind, operands, attributes) = match layer {
            Layer::Linear(linear) => (
                &linear.kind,
                vec![
                    builder.weights(&linear.weights),
                    builder.weights(&linear.bias),
                ],
                linear.attributes.clone(),
            ),
            Layer::Step(step) => {
                let operand = step.operand.as_ref().map(|it| builder.weights(it));
                (&step.kind, operand.into_iter().collect(), Vec::new())
            }
            Layer::Affine(_) => bail!("a normalisation is left"),
        };
        value = builder.node(kind, [vec![value], operands].concat(), attributes);
    }
    builder.identity(value, &output.name);
    Ok(builder.model(input, vec![output]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onnx::{FLOAT, INT8, Tensor};

    fn node(op_type: &str, input: &[&str], output: &str, attribute: Vec<Attribute>) -> Node {
        Node {
            input: input.iter().map(|&name| name.to_owned()).collect(),
            output: vec![output.to_owned()],
            op_type: op_type.to_owned(),
            attribute,
        }
    }

    fn floats(name: &str, dims: &[i64], values: &[f32]) -> Tensor {
        Tensor {
            dims: dims.to_vec(),
            data_type: FLOAT,
            name: name.to_owned(),
            float_data: values.to_vec(),
            ..Tensor::default()
        }
    }

    fn integers(name: &str, dims: &[i64], values: &[i8]) -> Tensor {
        Tensor {
            dims: dims.to_vec(),
            data_type: INT8,
            name: name.to_owned(),
            raw_data: values.iter().map(|value| value.cast_unsigned()).collect(),
            ..Tensor::default()
        }
    }

    /// Two channels of two numbers: normalised, dropped out, multiplied to two numbers, normalised again.
    fn graph() -> Graph {
        let blocks = vec![Attribute::int("block_size", 2), Attribute::int("axis", 1)];
        let across = vec![Attribute::int("transB", 1)];
        Graph {
            node: vec![
                node("DequantizeLinear", &["q", "scales", "zeros"], "w", blocks),
                node(
                    "BatchNormalization",
                    &["in", "g1", "b1", "m1", "v1"],
                    "n",
                    vec![],
                ),
                node("Constant", &[], "share", vec![]),
                node("Dropout", &["n", "share"], "d", vec![]),
                node("Flatten", &["d"], "f", vec![]),
                node("Gemm", &["f", "w", "bias"], "p", across),
                node(
                    "BatchNormalization",
                    &["p", "g2", "b2", "m2", "v2"],
                    "out",
                    vec![],
                ),
            ],
            name: "g".to_owned(),
            initializer: vec![
                integers("q", &[2, 4], &[3, 1, 2, 2, -1, 0, 1, 5]),
                floats("scales", &[2, 2], &[0.5, 2.0, 1.0, 0.25]),
                integers("zeros", &[2, 2], &[1, 0, -1, 1]),
                floats("bias", &[2], &[1.0, -1.0]),
                floats("g1", &[2], &[2.0, 1.0]),
                floats("b1", &[2], &[1.0, 0.0]),
                floats("m1", &[2], &[0.5, 1.0]),
                floats("v1", &[2], &[4.0, 1.0]),
                floats("g2", &[2], &[3.0, 1.0]),
                floats("b2", &[2], &[0.0, 2.0]),
                floats("m2", &[2], &[1.0, 0.0]),
                floats("v2", &[2], &[1.0, 0.25]),
            ],
            input: vec![
                ValueInfo::float("in", &[1, 2, 1, 2]),
                ValueInfo::float("q", &[2, 4]),
            ],
            output: vec![ValueInfo::float("out", &[1, 2])],
        }
    }

    fn fold_of(graph: Graph) -> Result<Graph> {
        let model = Model {
            graph: Some(graph),
            ..Model::default()
        };
        let folded = Model::decode(folded(&model.encode_to_vec())?.as_slice())?;
        folded.graph.context("no graph")
    }

    fn numbers(graph: &Graph, index: usize) -> Vec<f32> {
        let tensor = &graph.initializer[index];
        assert_eq!(tensor.data_type, FLOAT);
        let words = tensor.raw_data.as_chunks().0.iter().copied();
        words.map(f32::from_le_bytes).collect()
    }

    /// By hand: the weights are (1 0 4 4) and (0 1 0 1); the first normalisation is x + 0.5 and x - 1, the second
    /// 3x - 3 and 2x + 2.
    #[test]
    fn a_product_takes_in_the_normalisations_around_it() {
        let folded = fold_of(graph()).unwrap();
        let kinds: Vec<_> = folded
            .node
            .iter()
            .map(|node| node.op_type.as_str())
            .collect();
        assert_eq!(kinds, ["Flatten", "Gemm", "Identity"]);
        assert_eq!(folded.input.len(), 1);
        let expected = [
            [3.0, 0.0, 12.0, 12.0, 0.0, 2.0, 0.0, 2.0].as_slice(),
            [
                3.0 * (1.0 + 0.5 - 8.0) - 3.0,
                2.0 * (-1.0 + 0.5 - 1.0) + 2.0,
            ]
            .as_slice(),
        ];
        for (index, expected) in expected.into_iter().enumerate() {
            for (found, expected) in numbers(&folded, index).iter().zip(expected) {
                assert!((found - expected).abs() < 1e-3, "{found}, not {expected}");
            }
        }
    }

    #[test]
    fn a_file_without_one_of_its_tensors_is_refused() {
        for index in 0..graph().initializer.len() {
            let mut graph = graph();
            let missing = graph.initializer.remove(index).name;
            let error = fold_of(graph).unwrap_err().to_string();
            assert_eq!(error, format!("the file lacks the tensor {missing}"));
        }
    }

    #[test]
    fn a_tensor_of_another_shape_or_kind_is_refused() {
        for index in 0..graph().initializer.len() {
            let mut shorter = graph();
            shorter.initializer[index].dims.push(2);
            assert!(fold_of(shorter).is_err(), "{index}");
            let mut other = graph();
            other.initializer[index].data_type = 2;
            assert!(fold_of(other).is_err(), "{index}");
        }
    }

    #[test]
    fn what_is_no_chain_of_known_layers_is_refused() {
        for index in 1..graph().node.len() {
            let mut unknown = graph();
            unknown.node[index].op_type = "Einsum".to_owned();
            assert!(fold_of(unknown).is_err(), "{index}");
            let mut gap = graph();
            gap.node.remove(index);
            // The share of a dropout is nothing that a layer takes.
            assert_eq!(fold_of(gap).is_err(), index != 2, "{index}");
        }
        assert!(folded(b"no ONNX").is_err());
    }
}
