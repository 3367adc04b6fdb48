//! An ONNX file as a plain description: nodes and stored tensors. Field numbers as in `onnx.proto`.

use std::collections::BTreeMap;

use super::NetworkError;

/// `TensorProto.DataType`.
const FLOAT: u64 = 1;
const INT8: u64 = 3;
const FLOAT16: u64 = 10;

/// A network's graph.
pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) tensors: BTreeMap<&'a str, Tensor<'a>>,
    /// The inputs with their shapes.
    pub(super) inputs: Vec<(&'a str, Vec<usize>)>,
    pub(super) outputs: Vec<&'a str>,
}

/// One operation.
#[derive(Default)]
pub(super) struct Node<'a> {
    pub(super) kind: &'a str,
    pub(super) inputs: Vec<&'a str>,
    pub(super) outputs: Vec<&'a str>,
    attributes: BTreeMap<&'a str, Vec<i64>>,
}

/// Stored numbers.
#[derive(Default)]
pub(super) struct Tensor<'a> {
    pub(super) shape: Vec<usize>,
    kind: u64,
    bytes: &'a [u8],
}

impl<'a> Graph<'a> {
    /// Reads a file.
    pub(super) fn parse(file: &'a [u8]) -> Result<Self, NetworkError> {
        let model = fields(file)?;
        let graph = model.iter().find_map(|field| field.message(7));
        let mut parsed = Self {
            nodes: Vec::new(),
            tensors: BTreeMap::new(),
            inputs: Vec::new(),
            outputs: Vec::new(),
        };
        for field in fields(graph.ok_or(NetworkError::Unreadable)?)? {
            match field {
                Field::Bytes(1, node) => parsed.nodes.push(Node::parse(node)?),
                Field::Bytes(5, tensor) => {
                    let (name, tensor) = Tensor::parse(tensor)?;
                    parsed.tensors.insert(name, tensor);
                }
                Field::Bytes(11, input) => parsed.inputs.push(value(input)?),
                Field::Bytes(12, output) => parsed.outputs.push(value(output)?.0),
                _ => {}
            }
        }
        Ok(parsed)
    }
}

impl<'a> Node<'a> {
    fn parse(message: &'a [u8]) -> Result<Self, NetworkError> {
        let mut node = Self::default();
        for field in fields(message)? {
            match field {
                Field::Bytes(1, input) => node.inputs.push(text(input)?),
                Field::Bytes(2, output) => node.outputs.push(text(output)?),
                Field::Bytes(4, kind) => node.kind = text(kind)?,
                Field::Bytes(5, attribute) => {
                    let attribute = fields(attribute)?;
                    let name = attribute.iter().find_map(|field| field.message(1));
                    let numbers = attribute.iter().flat_map(|field| field.numbers(&[3, 8]));
                    let name = text(name.unwrap_or_default())?;
                    node.attributes.insert(name, numbers.collect());
                }
                _ => {}
            }
        }
        Ok(node)
    }

    /// An attribute's integers; none where it has its default.
    pub(super) fn integers(&self, name: &str) -> &[i64] {
        self.attributes.get(name).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Tensor<'a> {
    fn parse(message: &'a [u8]) -> Result<(&'a str, Self), NetworkError> {
        let mut name = "";
        let mut tensor = Self::default();
        for field in fields(message)? {
            match field {
                Field::Number(2, kind) => tensor.kind = kind,
                Field::Bytes(8, bytes) => name = text(bytes)?,
                Field::Bytes(9, bytes) => tensor.bytes = bytes,
                dimension => tensor.shape.extend(dimension.numbers(&[1]).map(length)),
            }
        }
        Ok((name, tensor))
    }

    /// The values of a tensor of floats, single or half, or of bytes.
    pub(super) fn floats(&self) -> Option<Vec<f32>> {
        let halves = || self.bytes.as_chunks().0.iter().copied();
        Some(match self.kind {
            FLOAT => (self.bytes.as_chunks().0.iter().copied())
                .map(f32::from_le_bytes)
                .collect(),
            FLOAT16 => halves().map(u16::from_le_bytes).map(half).collect(),
            INT8 => (self.bytes.iter())
                .map(|&byte| f32::from(byte.cast_signed()))
                .collect(),
            _ => return None,
        })
    }
}

/// A value's name and shape.
fn value(message: &[u8]) -> Result<(&str, Vec<usize>), NetworkError> {
    let value = fields(message)?;
    let name = text(
        value
            .iter()
            .find_map(|field| field.message(1))
            .unwrap_or_default(),
    )?;
    let mut inner = value
        .iter()
        .find_map(|field| field.message(2))
        .unwrap_or_default();
    for number in [1, 2] {
        let outer = fields(inner)?;
        inner = outer
            .iter()
            .find_map(|field| field.message(number))
            .unwrap_or_default();
    }
    let mut shape = Vec::new();
    for field in fields(inner)? {
        let dimension = fields(field.message(1).unwrap_or_default())?;
        let size = dimension
            .iter()
            .flat_map(|field| field.numbers(&[1]))
            .next();
        shape.push(length(size.unwrap_or(0)));
    }
    Ok((name, shape))
}

fn length(size: i64) -> usize {
    usize::try_from(size).unwrap_or(0)
}

fn text(bytes: &[u8]) -> Result<&str, NetworkError> {
    str::from_utf8(bytes).map_err(|_| NetworkError::Unreadable)
}

/// A field of a message, by its number.
enum Field<'a> {
    Number(u64, u64),
    Bytes(u64, &'a [u8]),
}

impl<'a> Field<'a> {
    fn message(&self, number: u64) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(found, bytes) if *found == number => Some(bytes),
            _ => None,
        }
    }

    /// The integers of a field with one of these numbers, alone or packed.
    fn numbers(&self, wanted: &[u64]) -> impl Iterator<Item = i64> + use<'a> {
        let (alone, mut packed) = match self {
            Self::Number(number, value) if wanted.contains(number) => (Some(*value), &[][..]),
            Self::Bytes(number, bytes) if wanted.contains(number) => (None, *bytes),
            _ => (None, &[][..]),
        };
        let rest = std::iter::from_fn(move || varint(&mut packed));
        alone.into_iter().chain(rest).map(u64::cast_signed)
    }
}

/// The fields of a message, which protocol buffers write one after the other.
fn fields(mut message: &[u8]) -> Result<Vec<Field<'_>>, NetworkError> {
    let mut fields = Vec::new();
    while !message.is_empty() {
        fields.push(field(&mut message).ok_or(NetworkError::Unreadable)?);
    }
    Ok(fields)
}

fn field<'a>(message: &mut &'a [u8]) -> Option<Field<'a>> {
    let key = varint(message)?;
    let length = match key & 7 {
        0 => return Some(Field::Number(key >> 3, varint(message)?)),
        1 => 8,
        2 => usize::try_from(varint(message)?).ok()?,
        5 => 4,
        _ => return None,
    };
    let bytes = message.split_off(..length)?;
    Some(Field::Bytes(key >> 3, bytes))
}

/// Seven bits a byte, the lowest first.
fn varint(message: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *message.split_off_first()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// The value of a half-precision number (IEEE 754 binary16), exactly.
fn half(bits: u16) -> f32 {
    let magnitude = u32::from(bits & 0x7fff) << 13;
    // The exponents' biases differ by 112; multiplying also puts subnormal numbers right.
    let value = f32::from_bits(magnitude) * f32::from_bits((112 + 127) << 23);
    if bits & 0x8000 == 0 { value } else { -value }
}
