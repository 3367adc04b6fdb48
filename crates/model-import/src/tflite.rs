//! A TFLite file as a plain description: tensors and operators. Field numbers as in `schema.fbs`.

use anyhow::{Context as _, Result, bail};

use crate::flatbuffer::Table;
use crate::half;

/// The first subgraph of a file.
pub(crate) struct Network<'a> {
    pub(crate) tensors: Vec<Tensor<'a>>,
    pub(crate) operators: Vec<Operator>,
    pub(crate) input: usize,
    pub(crate) outputs: Vec<usize>,
}

/// A tensor; `data` is empty where it is computed.
pub(crate) struct Tensor<'a> {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: &'a [u8],
    kind: u8,
}

/// One step: what it does, the tensors it takes and the one it makes.
pub(crate) struct Operator {
    pub(crate) step: Step,
    pub(crate) inputs: Vec<usize>,
    pub(crate) output: usize,
}

/// What an operator does.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    Add(Activation),
    Concatenation {
        axis: i32,
    },
    Convolution {
        window: Window,
        depthwise: bool,
        activation: Activation,
    },
    Dequantize,
    MaxPool {
        window: Window,
        size: [usize; 2],
        activation: Activation,
    },
    Pad,
    ParametricRelu,
    Relu,
    Reshape,
}

/// How a window moves over a picture; pairs are height, width.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) same: bool,
    pub(crate) strides: [usize; 2],
    pub(crate) dilations: [usize; 2],
}

/// What follows an operator within the same step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activation {
    None,
    Relu,
}

impl<'a> Network<'a> {
    /// Reads a file.
    pub(crate) fn parse(file: &'a [u8]) -> Result<Self> {
        let model = Table::root(file)?;
        let codes = model
            .tables(1)?
            .iter()
            .map(code)
            .collect::<Result<Vec<_>>>()?;
        let graph = *model
            .tables(2)?
            .first()
            .context("the file holds no graph")?;
        let buffers = model.tables(4)?;
        Ok(Self {
            tensors: parse_tensors(&graph, &buffers)?,
            operators: parse_operators(&graph, &codes)?,
            input: *indices(&graph, 1)?
                .first()
                .context("the graph has no input")?,
            outputs: indices(&graph, 2)?,
        })
    }
}

impl Tensor<'_> {
    /// The values of a tensor of floats, single or half.
    pub(crate) fn floats(&self) -> Result<Vec<f32>> {
        match self.kind {
            0 => Ok(words(self.data).map(f32::from_le_bytes).collect()),
            1 => Ok(words(self.data)
                .map(|word| half::to_f32(u16::from_le_bytes(word)))
                .collect()),
            kind => bail!("a tensor of kind {kind} where floats belong"),
        }
    }

    /// The values of a tensor of 32-bit integers.
    pub(crate) fn integers(&self) -> Result<Vec<i64>> {
        match self.kind {
            2 => Ok(words(self.data)
                .map(i32::from_le_bytes)
                .map(i64::from)
                .collect()),
            kind => bail!("a tensor of kind {kind} where integers belong"),
        }
    }
}

fn words<const N: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; N]> {
    bytes.as_chunks().0.iter().copied()
}

/// The larger of the old 8-bit field and the new one, as the schema prescribes.
fn code(table: &Table<'_>) -> Result<i32> {
    Ok(table.i32(3, 0)?.max(i32::from(table.u8(0, 0)?)))
}

fn indices(table: &Table<'_>, field: usize) -> Result<Vec<usize>> {
    let present = table.i32s(field)?.into_iter().filter(|&index| index >= 0);
    present.map(|index| Ok(usize::try_from(index)?)).collect()
}

fn parse_tensors<'a>(graph: &Table<'a>, buffers: &[Table<'a>]) -> Result<Vec<Tensor<'a>>> {
    let parse = |table: &Table<'a>| {
        let buffer = buffers
            .get(table.index(2)?)
            .context("a tensor without its buffer")?;
        Ok(Tensor {
            shape: indices(table, 0)?,
            kind: table.u8(1, 0)?,
            data: buffer.bytes(0)?,
        })
    };
    graph.tables(0)?.iter().map(parse).collect()
}

fn parse_operators(graph: &Table<'_>, codes: &[i32]) -> Result<Vec<Operator>> {
    let parse = |table: &Table<'_>| {
        let code = codes
            .get(table.index(0)?)
            .context("an operator without its code")?;
        Ok(Operator {
            step: step(*code, &Options(table.table(4)?))?,
            inputs: indices(table, 1)?,
            output: *indices(table, 2)?
                .first()
                .context("an operator without output")?,
        })
    };
    graph.tables(3)?.iter().map(parse).collect()
}

fn step(code: i32, options: &Options<'_>) -> Result<Step> {
    Ok(match code {
        0 => Step::Add(options.activation(0)?),
        2 => Step::Concatenation {
            axis: options.integer(0, 0)?,
        },
        3 => Step::Convolution {
            window: options.window(Some([5, 4]))?,
            depthwise: false,
            activation: options.activation(3)?,
        },
        4 => Step::Convolution {
            window: options.window(Some([6, 5]))?,
            depthwise: true,
            activation: options.activation(4)?,
        },
        6 => Step::Dequantize,
        17 => Step::MaxPool {
            window: options.window(None)?,
            size: [options.size(4, 0)?, options.size(3, 0)?],
            activation: options.activation(5)?,
        },
        19 => Step::Relu,
        22 => Step::Reshape,
        34 => Step::Pad,
        54 => Step::ParametricRelu,
        other => bail!("no conversion for the operator with code {other}"),
    })
}

/// An operator's options; absent ones have their defaults.
struct Options<'a>(Option<Table<'a>>);

impl Options<'_> {
    fn integer(&self, field: usize, default: i32) -> Result<i32> {
        self.0
            .map_or(Ok(default), |table| table.i32(field, default))
    }

    fn size(&self, field: usize, default: i32) -> Result<usize> {
        Ok(usize::try_from(self.integer(field, default)?)?)
    }

    fn activation(&self, field: usize) -> Result<Activation> {
        match self.0.map_or(Ok(0), |table| table.u8(field, 0))? {
            0 => Ok(Activation::None),
            1 => Ok(Activation::Relu),
            other => bail!("no conversion for the activation with code {other}"),
        }
    }

    /// Padding, strides and, where the operator has them, dilations.
    fn window(&self, dilations: Option<[usize; 2]>) -> Result<Window> {
        let dilation = |index: usize| match dilations {
            Some(fields) => self.size(fields[index], 1),
            None => Ok(1),
        };
        Ok(Window {
            same: self.0.map_or(Ok(0), |table| table.u8(0, 0))? == 0,
            strides: [self.size(2, 0)?, self.size(1, 0)?],
            dilations: [dilation(0)?, dilation(1)?],
        })
    }
}
