//! Small convolutional networks, run by ourselves: the two that look at every camera frame.
//!
//! A general runtime brings half a megabyte of operators to a browser and runs depthwise convolutions number by
//! number. These networks are a chain of few kinds of layers; here each is one pass, with what precedes (depthwise
//! convolution) and follows it (addition, slope) done on the way. Sums are taken in one fixed order and never fused,
//! so that every machine and every build gives the same numbers to the last bit.

mod depthwise;
mod layer;
mod map;
mod matrix;
mod onnx;
mod plan;
mod window;

pub(crate) use wide::f32x4;

use std::mem;

use crate::FaceError;
use layer::Layer;
use map::{Map, Room, Size};

/// Why bytes are no network that is run here.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// They are no ONNX file.
    #[error("the file is no ONNX file")]
    Unreadable,
    /// The file has operators, or operators in an order, that no layer has.
    #[error("the network has operators that are not built in")]
    Unsupported,
}

/// A network that takes a square picture and gives `OUTPUTS` lists of numbers.
pub(crate) struct Network<const OUTPUTS: usize> {
    layers: Vec<Layer>,
    /// The layer after which nothing looks at a map any more; map 0 is the picture, map `n` of layer `n − 1`.
    last_uses: Vec<usize>,
    /// The maps whose numbers, one after the other, are each output.
    outputs: [Vec<usize>; OUTPUTS],
    input: Size,
}

impl<const OUTPUTS: usize> Network<OUTPUTS> {
    /// Reads an ONNX file and checks that it takes pictures of `side` pixels and gives lists of `lengths` numbers.
    pub(crate) fn load(
        bytes: &[u8],
        side: usize,
        lengths: [usize; OUTPUTS],
    ) -> Result<Self, FaceError> {
        let plan = plan::plan(&onnx::Graph::parse(bytes)?)?;
        let outputs: [_; OUTPUTS] = (plan.outputs.try_into()).map_err(|_| FaceError::Unfit)?;
        let network = Self {
            last_uses: last_uses(&plan.layers, &outputs),
            layers: plan.layers,
            outputs,
            input: plan.input,
        };
        let picture = Size {
            height: side,
            width: side,
            channels: 3,
        };
        let fits = network.input == picture
            && (network.outputs.iter().zip(lengths))
                .all(|(maps, length)| network.length_of(maps) == length);
        if fits {
            Ok(network)
        } else {
            Err(FaceError::Unfit)
        }
    }

    /// Runs the network over a picture: its pixels row by row, red, green, blue and nothing.
    pub(crate) fn run(&self, pixels: Vec<f32x4>) -> Result<[Vec<f32>; OUTPUTS], FaceError> {
        if pixels.len() != self.input.pixels() {
            return Err(FaceError::Unfit);
        }
        let mut room = Room::default();
        let mut maps = Vec::with_capacity(self.layers.len() + 1);
        maps.push(Map {
            size: self.input,
            vectors: pixels,
        });
        for (index, layer) in self.layers.iter().enumerate() {
            maps.push(layer.run(&maps, &mut room));
            let done = self.last_uses.iter().zip(&mut maps);
            for (_, map) in done.filter(|(last, _)| **last == index) {
                room.give_back(mem::take(&mut map.vectors));
            }
        }
        let output = |list: &Vec<usize>| list.iter().flat_map(|&map| maps[map].numbers()).collect();
        Ok(std::array::from_fn(|index| output(&self.outputs[index])))
    }

    fn length_of(&self, maps: &[usize]) -> usize {
        let sizes = maps.iter().filter_map(|&map| match map {
            0 => Some(self.input),
            layer => self.layers.get(layer - 1).map(|layer| layer.size),
        });
        sizes.map(|size| size.pixels() * size.channels).sum()
    }
}

fn last_uses(layers: &[Layer], outputs: &[Vec<usize>]) -> Vec<usize> {
    let mut last_uses = vec![usize::MAX; layers.len() + 1];
    for (index, layer) in layers.iter().enumerate() {
        layer.sources().for_each(|map| last_uses[map] = index);
    }
    for &map in outputs.iter().flatten() {
        last_uses[map] = usize::MAX;
    }
    last_uses
}

#[cfg(test)]
mod tests;
