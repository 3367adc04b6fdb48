//! TFLite to ONNX. TFLite keeps pictures as batch, height, width, channel; ONNX wants the channel
//! second, so weights are permuted here and `Transpose` stands only around a `Reshape`. Padding “same”
//! is asymmetric at stride 2 and becomes explicit numbers.

pub(crate) mod graph;
pub(crate) mod weights;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use prost::Message as _;

use crate::onnx::{Attribute, ValueInfo, as_i64};
use crate::tflite::{Activation, Network, Operator, Step, Window};
use graph::Builder;
use weights::Weights;

/// From batch, height, width, channel to batch, channel, height, width.
const CHANNEL_SECOND: [usize; 4] = [0, 3, 1, 2];
/// The way back.
const CHANNEL_LAST: [usize; 4] = [0, 2, 3, 1];
/// From this many numbers on, the lowest bits of weights are rounded away: of the mesh's last product alone, which is two
/// thirds of the mesh, so that an eighth less of it is to be loaded. What that changes stands in `docs/evaluation.md`.
const ROUNDED_FROM: usize = 400_000;

/// The ONNX file that computes what the TFLite file `tflite` computes.
pub(crate) fn to_onnx(tflite: &[u8]) -> Result<Vec<u8>> {
    let network = Network::parse(tflite)?;
    let mut converter = Converter {
        network: &network,
        dequantized: BTreeMap::new(),
        names: BTreeMap::from([(network.input, "input".to_owned())]),
        builder: Builder::rounding_from(ROUNDED_FROM),
    };
    for operator in &network.operators {
        converter.operator(operator)?;
    }
    let input = ValueInfo::float("input", &converter.outer_shape(network.input)?);
    let mut outputs = Vec::new();
    for (index, &tensor) in network.outputs.iter().enumerate() {
        let name = format!("out{index}");
        let value = converter.value(tensor)?;
        converter.builder.identity(value, &name);
        outputs.push(ValueInfo::float(&name, &converter.outer_shape(tensor)?));
    }
    Ok(converter.builder.model(input, outputs).encode_to_vec())
}

struct Converter<'a> {
    network: &'a Network<'a>,
    /// Tensors that a step makes from stored half-precision values, by the tensor that stores them.
    dequantized: BTreeMap<usize, usize>,
    /// The ONNX value that stands for a computed tensor.
    names: BTreeMap<usize, String>,
    builder: Builder,
}

impl Converter<'_> {
    fn operator(&mut self, operator: &Operator) -> Result<()> {
        let name = match operator.step {
            Step::Dequantize => {
                self.dequantized
                    .insert(operator.output, input(operator, 0)?);
                return Ok(());
            }
            Step::Relu => self.relu(operator)?,
            Step::Add(activation) => self.sum(operator, activation)?,
            Step::ParametricRelu => self.parametric_relu(operator)?,
            Step::Convolution {
                window,
                depthwise,
                activation,
            } => {
                let value = self.convolution(operator, window, depthwise)?;
                self.activated(value, activation)
            }
            Step::MaxPool {
                window,
                size,
                activation,
            } => {
                let value = self.max_pool(operator, window, size)?;
                self.activated(value, activation)
            }
            Step::Pad => self.pad(operator)?,
            Step::Reshape => self.reshape(operator)?,
            Step::Concatenation { axis } => self.concatenation(operator, axis)?,
        };
        self.names.insert(operator.output, name);
        Ok(())
    }

    fn relu(&mut self, operator: &Operator) -> Result<String> {
        let value = self.value(input(operator, 0)?)?;
        Ok(self.activated(value, Activation::Relu))
    }

    fn sum(&mut self, operator: &Operator, activation: Activation) -> Result<String> {
        let (left, right) = (input(operator, 0)?, input(operator, 1)?);
        let rank = self.shape(left)?.len().max(self.shape(right)?.len());
        let operands = vec![self.operand(left, rank)?, self.operand(right, rank)?];
        let value = self.builder.node("Add", operands, vec![]);
        Ok(self.activated(value, activation))
    }

    fn parametric_relu(&mut self, operator: &Operator) -> Result<String> {
        let value = self.value(input(operator, 0)?)?;
        let slopes = self.weights(input(operator, 1)?)?.per_channel();
        let slopes = self.builder.weights(&slopes);
        Ok(self.builder.node("PRelu", vec![value, slopes], vec![]))
    }

    fn convolution(
        &mut self,
        operator: &Operator,
        window: Window,
        depthwise: bool,
    ) -> Result<String> {
        let picture = input(operator, 0)?;
        let kernel = self.weights(input(operator, 1)?)?;
        let [_, height, width, channels] = rank_four(&kernel.shape)?;
        let pads = pads(window, &self.shape(picture)?, [height, width])?;
        let order = if depthwise {
            [3, 0, 1, 2]
        } else {
            CHANNEL_SECOND
        };
        let groups = if depthwise { channels } else { 1 };
        let mut operands = vec![
            self.value(picture)?,
            self.builder.weights(&kernel.permuted(order)?),
        ];
        if let Some(&bias) = operator.inputs.get(2) {
            let bias = self.weights(bias)?;
            operands.push(self.builder.weights(&bias));
        }
        let attributes = vec![
            Attribute::ints("kernel_shape", &[as_i64(height), as_i64(width)]),
            Attribute::ints("strides", &window.strides.map(as_i64)),
            Attribute::ints("pads", &pads),
            Attribute::ints("dilations", &window.dilations.map(as_i64)),
            Attribute::int("group", as_i64(groups)),
        ];
        Ok(self.builder.node("Conv", operands, attributes))
    }

    fn max_pool(
        &mut self,
        operator: &Operator,
        window: Window,
        size: [usize; 2],
    ) -> Result<String> {
        let picture = input(operator, 0)?;
        let attributes = vec![
            Attribute::ints("kernel_shape", &size.map(as_i64)),
            Attribute::ints("strides", &window.strides.map(as_i64)),
            Attribute::ints("pads", &pads(window, &self.shape(picture)?, size)?),
        ];
        let value = self.value(picture)?;
        Ok(self.builder.node("MaxPool", vec![value], attributes))
    }

    fn pad(&mut self, operator: &Operator) -> Result<String> {
        let value = self.value(input(operator, 0)?)?;
        let pairs = self.tensor(input(operator, 1)?)?.integers()?;
        let side = |end: usize| CHANNEL_SECOND.map(|axis| pairs.get(2 * axis + end).copied());
        let pads: Option<Vec<i64>> = [side(0), side(1)].concat().into_iter().collect();
        let pads = self
            .builder
            .integers(&pads.context("a pad without its numbers")?);
        Ok(self.builder.node("Pad", vec![value, pads], vec![]))
    }

    fn reshape(&mut self, operator: &Operator) -> Result<String> {
        let source = input(operator, 0)?;
        let (from, to) = (self.shape(source)?, self.shape(operator.output)?);
        let mut value = self.value(source)?;
        if matches!(from[..], [_, height, width, _] if height * width > 1) {
            value = self.builder.transpose(value, CHANNEL_LAST);
        }
        let sizes: Vec<i64> = to.iter().copied().map(as_i64).collect();
        let sizes = self.builder.integers(&sizes);
        value = self.builder.node("Reshape", vec![value, sizes], vec![]);
        if to.len() == 4 {
            value = self.builder.transpose(value, CHANNEL_SECOND);
        }
        Ok(value)
    }

    fn concatenation(&mut self, operator: &Operator, axis: i32) -> Result<String> {
        let rank = self.shape(operator.output)?.len();
        let axis = usize::try_from(axis.rem_euclid(i32::try_from(rank)?))?;
        let axis = if rank == 4 { [0, 2, 3, 1][axis] } else { axis };
        let operands = operator.inputs.iter().map(|&tensor| self.value(tensor));
        let operands = operands.collect::<Result<Vec<_>>>()?;
        Ok(self.builder.node(
            "Concat",
            operands,
            vec![Attribute::int("axis", as_i64(axis))],
        ))
    }

    fn activated(&mut self, value: String, activation: Activation) -> String {
        match activation {
            Activation::None => value,
            Activation::Relu => self.builder.node("Relu", vec![value], vec![]),
        }
    }

    /// A computed value, or weights as an operand of `rank` dimensions.
    fn operand(&mut self, tensor: usize, rank: usize) -> Result<String> {
        if let Some(name) = self.names.get(&tensor) {
            return Ok(name.clone());
        }
        let weights = self.weights(tensor)?;
        let weights = if rank == 4 {
            weights.widened().permuted(CHANNEL_SECOND)?
        } else {
            weights
        };
        Ok(self.builder.weights(&weights))
    }

    fn value(&self, tensor: usize) -> Result<String> {
        self.names
            .get(&tensor)
            .cloned()
            .context("a tensor is used before it is computed")
    }

    fn weights(&self, tensor: usize) -> Result<Weights> {
        let tensor = self.tensor(*self.dequantized.get(&tensor).unwrap_or(&tensor))?;
        Ok(Weights {
            shape: tensor.shape.clone(),
            values: tensor.floats()?,
        })
    }

    fn tensor(&self, index: usize) -> Result<&crate::tflite::Tensor<'_>> {
        self.network
            .tensors
            .get(index)
            .context("an operator names no tensor")
    }

    /// The shape, channel last.
    fn shape(&self, tensor: usize) -> Result<Vec<usize>> {
        Ok(self.tensor(tensor)?.shape.clone())
    }

    /// The shape as ONNX has it, channel second.
    fn outer_shape(&self, tensor: usize) -> Result<Vec<usize>> {
        let shape = self.shape(tensor)?;
        match rank_four(&shape) {
            Ok(four) => Ok(CHANNEL_SECOND.map(|axis| four[axis]).to_vec()),
            Err(_) => Ok(shape),
        }
    }
}

fn input(operator: &Operator, index: usize) -> Result<usize> {
    operator
        .inputs
        .get(index)
        .copied()
        .context("an operator lacks an input")
}

fn rank_four(shape: &[usize]) -> Result<[usize; 4]> {
    let Ok(four) = shape.try_into() else {
        bail!("a shape of four dimensions is needed");
    };
    Ok(four)
}

/// Top, left, bottom, right; TensorFlow puts the odd pixel of “same” at the bottom and right.
fn pads(window: Window, picture: &[usize], size: [usize; 2]) -> Result<[i64; 4]> {
    if !window.same {
        return Ok([0; 4]);
    }
    let [_, height, width, _] = rank_four(picture)?;
    let total = |axis: usize, length: usize| {
        let reach = (size[axis] - 1) * window.dilations[axis] + 1;
        let steps = length.div_ceil(window.strides[axis]) - 1;
        (steps * window.strides[axis] + reach).saturating_sub(length)
    };
    let (rows, columns) = (total(0, height), total(1, width));
    let pads = [rows / 2, columns / 2, rows.div_ceil(2), columns.div_ceil(2)];
    Ok(pads.map(as_i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(length: usize, size: usize, stride: usize, expected: [i64; 4]) {
        let window = Window {
            same: true,
            strides: [stride; 2],
            dilations: [1; 2],
        };
        assert_eq!(
            pads(window, &[1, length, length, 3], [size; 2]).unwrap(),
            expected
        );
    }

    #[test]
    fn padding_same_is_even_at_stride_one_and_leans_to_the_end_at_stride_two() {
        check(192, 3, 1, [1, 1, 1, 1]);
        check(192, 3, 2, [0, 0, 1, 1]);
        check(128, 5, 2, [1, 1, 2, 2]);
        check(7, 3, 2, [1, 1, 1, 1]);
        check(8, 2, 2, [0, 0, 0, 0]);
    }
}
