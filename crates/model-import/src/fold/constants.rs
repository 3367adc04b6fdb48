//! The constant tensors of an ONNX file: as they are stored, or made of stored ones by dequantising and reshaping.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};

use super::integer;
use crate::convert::weights::Weights;
use crate::onnx::{FLOAT, Graph, INT8, INT64, Node, Tensor};

/// Every constant of a graph that a layer can take, by name.
pub(super) struct Constants(BTreeMap<String, Weights>);

impl Constants {
    /// The stored tensors of floats, and what the graph makes of stored ones.
    pub(super) fn of(graph: &Graph) -> Result<Self> {
        let stored: BTreeMap<_, _> = graph
            .initializer
            .iter()
            .map(|tensor| (tensor.name.as_str(), tensor))
            .collect();
        let mut constants = Self(BTreeMap::new());
        for tensor in graph.initializer.iter().filter(|it| it.data_type == FLOAT) {
            let weights = Weights {
                shape: shape(tensor)?,
                values: floats(tensor)?,
            };
            constants.keep(&tensor.name, weights)?;
        }
        for node in &graph.node {
            let stored = |index: usize| {
                let name = node
                    .input
                    .get(index)
                    .context("an operator lacks an input")?;
                let tensor = stored.get(name.as_str()).copied();
                tensor.with_context(|| format!("the file lacks the tensor {name}"))
            };
            let made = match node.op_type.as_str() {
                "DequantizeLinear" => dequantised(node, [stored(0)?, stored(1)?, stored(2)?])?,
                "Reshape" => Weights {
                    shape: sizes(&integers(stored(1)?)?)?,
                    values: constants.operand(node, 0)?.values.clone(),
                },
                _ => continue,
            };
            let name = node.output.first().context("an operator without output")?;
            constants.keep(name, made)?;
        }
        Ok(constants)
    }

    /// Whether what `node` gives is a constant; a `Constant` itself is only the share that a dropout has in training.
    pub(super) fn has(&self, node: &Node) -> bool {
        let is_here = |name| self.0.contains_key(name);
        node.op_type == "Constant" || node.output.iter().any(is_here)
    }

    /// The input `index` of `node`.
    pub(super) fn operand(&self, node: &Node, index: usize) -> Result<&Weights> {
        let name = node
            .input
            .get(index)
            .context("an operator lacks an input")?;
        let weights = self.0.get(name);
        weights.with_context(|| format!("the file lacks the tensor {name}"))
    }

    fn keep(&mut self, name: &str, weights: Weights) -> Result<()> {
        let count: usize = weights.shape.iter().product();
        ensure!(
            count == weights.values.len(),
            "the tensor {name} has not as many numbers as its shape says"
        );
        self.0.insert(name.to_owned(), weights);
        Ok(())
    }
}

/// Each number less its block's zero, times its block's scale; blocks lie along the last dimension.
fn dequantised(node: &Node, [numbers, scales, zeros]: [&Tensor; 3]) -> Result<Weights> {
    let shape = shape(numbers)?;
    let axis = usize::try_from(integer(node, "axis").unwrap_or(1))?;
    let block = usize::try_from(integer(node, "block_size").unwrap_or(0))?;
    let is_paired = scales.dims == zeros.dims;
    let (numbers, scales, zeros) = (bytes(numbers)?, floats(scales)?, bytes(zeros)?);
    let row = shape.last().copied().unwrap_or(0);
    let fits = is_paired
        && axis + 1 == shape.len()
        && block > 0
        && row > 0
        && scales.len() == zeros.len()
        && scales.len() * row == numbers.len() * row.div_ceil(block);
    ensure!(fits, "no conversion for integers in blocks of this kind");
    let blocks = numbers.chunks(row).flat_map(|row| row.chunks(block));
    let by_block = blocks.zip(scales.iter().zip(zeros));
    let values = by_block.flat_map(|(block, (scale, zero))| {
        let value = move |number: &i8| f32::from(i16::from(*number) - i16::from(zero)) * scale;
        block.iter().map(value)
    });
    Ok(Weights {
        values: values.collect(),
        shape,
    })
}

fn shape(tensor: &Tensor) -> Result<Vec<usize>> {
    sizes(&tensor.dims)
}

fn sizes(sizes: &[i64]) -> Result<Vec<usize>> {
    sizes
        .iter()
        .map(|&size| Ok(usize::try_from(size)?))
        .collect()
}

fn floats(tensor: &Tensor) -> Result<Vec<f32>> {
    match (tensor.data_type, tensor.raw_data.as_chunks()) {
        (FLOAT, ([], [])) => Ok(tensor.float_data.clone()),
        (FLOAT, (words, [])) => Ok(words.iter().copied().map(f32::from_le_bytes).collect()),
        _ => bail!("the tensor {} holds no floats", tensor.name),
    }
}

fn bytes(tensor: &Tensor) -> Result<Vec<i8>> {
    if tensor.data_type != INT8 {
        bail!("the tensor {} holds no 8-bit integers", tensor.name);
    }
    Ok(tensor
        .raw_data
        .iter()
        .map(|byte| byte.cast_signed())
        .collect())
}

fn integers(tensor: &Tensor) -> Result<Vec<i64>> {
    match (tensor.data_type, tensor.raw_data.as_chunks()) {
        (INT64, (words, [])) => Ok(words.iter().copied().map(i64::from_le_bytes).collect()),
        _ => bail!("the tensor {} holds no 64-bit integers", tensor.name),
    }
}
