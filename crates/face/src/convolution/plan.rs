//! From a graph to layers: each product with a matrix becomes a layer, and takes in what comes before and after it.

use std::collections::BTreeMap;

use super::NetworkError;
use super::depthwise::Depthwise;
use super::layer::{Added, Layer, Sight};
use super::map::{LANES, Size};
use super::matrix::Matrix;
use super::onnx::{Graph, Node};
use super::window::Window;

/// Layers in their order.
pub(super) struct Plan {
    pub(super) layers: Vec<Layer>,
    pub(super) input: Size,
    /// The maps that make up each output.
    pub(super) outputs: Vec<Vec<usize>>,
}

/// Puts the layers of `graph` together.
pub(super) fn plan(graph: &Graph<'_>) -> Result<Plan, NetworkError> {
    let mut inputs = graph.inputs.iter();
    let (Some((name, shape)), None) = (inputs.next(), inputs.next()) else {
        return Err(NetworkError::Unsupported);
    };
    let [1, channels @ (1..), height @ (1..), width @ (1..)] = shape[..] else {
        return Err(NetworkError::Unsupported);
    };
    let input = Size {
        height,
        width,
        channels,
    };
    let mut planner = Planner {
        graph,
        values: BTreeMap::from([(*name, Value::Map(0))]),
        sizes: vec![input],
        layers: Vec::new(),
    };
    for node in &graph.nodes {
        let value = planner.node(node).ok_or(NetworkError::Unsupported)?;
        planner.values.insert(output(node)?, value);
    }
    let mut outputs = Vec::new();
    for name in &graph.outputs {
        outputs.push(planner.maps(name).ok_or(NetworkError::Unsupported)?);
    }
    Ok(Plan {
        layers: planner.layers,
        input,
        outputs,
    })
}

/// What a name of the graph stands for.
enum Value {
    Weights(Weights),
    Map(usize),
    /// A depthwise convolution of a map: the next product takes it in.
    Depthwise(usize, Depthwise, Size),
    /// A map, pooled: the next addition takes it in.
    Pooled(usize),
    /// Maps one after the other.
    Several(Vec<usize>),
}

struct Weights {
    shape: Vec<usize>,
    values: Vec<f32>,
}

struct Planner<'a> {
    graph: &'a Graph<'a>,
    /// A value that a layer has taken in is gone, so that nothing can ask for what is never computed.
    values: BTreeMap<&'a str, Value>,
    /// Of each map.
    sizes: Vec<Size>,
    layers: Vec<Layer>,
}

impl<'a> Planner<'a> {
    /// What a node's output stands for; nothing where no layer can do what the node does.
    fn node(&mut self, node: &Node<'a>) -> Option<Value> {
        match node.kind {
            "Cast" => Some(Value::Weights(self.weights(node, 0)?)),
            "Conv" => self.convolution(node),
            "MaxPool" => self.pool(node),
            "Pad" | "Transpose" | "Reshape" | "Identity" => self.same(node),
            "Add" => self.add(node),
            "PRelu" => {
                let slopes = self.weights(node, 1)?.values;
                self.slopes(node, |channel| slopes.get(channel).copied().unwrap_or(0.0))
            }
            "Relu" => self.slopes(node, |_| 0.0),
            "Concat" => {
                let maps = node.inputs.iter().map(|name| self.maps(name));
                let maps: Option<Vec<_>> = maps.collect();
                Some(Value::Several(maps?.concat()))
            }
            _ => None,
        }
    }

    fn convolution(&mut self, node: &Node<'a>) -> Option<Value> {
        let weights = self.weights(node, 1)?;
        let bias = self.weights(node, 2)?.values;
        let [outputs, inputs, side, _] = weights.shape[..] else {
            return None;
        };
        if weights.shape[3] != side || outputs == 0 {
            return None;
        }
        let window = window(node, side)?;
        if node.integers("group").iter().any(|&group| group > 1) {
            let map = self.map(node.inputs.first()?)?;
            let made = window.size_after(self.sizes[map], outputs)?;
            let suits = inputs == 1 && outputs == self.sizes[map].channels;
            let depthwise = Depthwise::new(window, self.sizes[map], &weights.values, &bias)?;
            return suits.then_some(Value::Depthwise(map, depthwise, made));
        }
        let (source, sight, seen) = self.sight(node.inputs.first()?, window)?;
        let made = window.size_after(seen, outputs)?;
        if seen.channels != inputs || bias.len() != outputs {
            return None;
        }
        // A vector of channels is seen at each place of the window in turn.
        let lanes = inputs.min(LANES);
        let rows = side * side * seen.blocks() * lanes;
        let weight = |output: usize, row: usize| {
            let (place, channel) = (row / (seen.blocks() * lanes), row % (seen.blocks() * lanes));
            let at = (output * inputs + channel) * side * side + place;
            if channel < inputs {
                weights.values[at]
            } else {
                0.0
            }
        };
        self.layers.push(Layer {
            source,
            sight,
            matrix: Matrix::new(outputs, rows, weight, |output| bias[output]),
            added: None,
            size: made,
        });
        self.sizes.push(made);
        Some(Value::Map(self.layers.len()))
    }

    /// What a product sees of `name` through `window`: the map, how, and the size of what is seen.
    fn sight(&mut self, name: &str, window: Window) -> Option<(usize, Sight, Size)> {
        if let Some(map) = self.map(name) {
            let sight = if window == Window::PIXEL {
                Sight::Pixel
            } else {
                Sight::Window(window)
            };
            return Some((map, sight, self.sizes[map]));
        }
        match self.values.remove(name)? {
            Value::Depthwise(map, depthwise, size) if window == Window::PIXEL => {
                Some((map, Sight::Depthwise(depthwise), size))
            }
            _ => None,
        }
    }

    fn pool(&mut self, node: &Node<'a>) -> Option<Value> {
        let map = self.map(node.inputs.first()?)?;
        let pairs = node.integers("kernel_shape") == [2, 2] && node.integers("strides") == [2, 2];
        let inside = node.integers("pads").iter().all(|&pad| pad == 0);
        (self.sizes[map].is_even() && pairs && inside).then_some(Value::Pooled(map))
    }

    /// The same value under another name: channels that are added as zeros need not be stored, and numbers are
    /// handed out pixel by pixel anyhow.
    fn same(&mut self, node: &Node<'a>) -> Option<Value> {
        match self.values.get(node.inputs.first()?)? {
            Value::Map(map) => Some(Value::Map(*map)),
            Value::Pooled(map) => Some(Value::Pooled(*map)),
            Value::Several(maps) => Some(Value::Several(maps.clone())),
            Value::Weights(_) | Value::Depthwise(..) => None,
        }
    }

    /// The layer that is computed last takes the other map in.
    fn add(&mut self, node: &Node<'a>) -> Option<Value> {
        let [one, other] = node.inputs[..] else {
            return None;
        };
        let rank = |name: &str| self.map(name).unwrap_or(0);
        let (sum, term) = if rank(one) > rank(other) {
            (one, other)
        } else {
            (other, one)
        };
        let (added, size) = match self.values.get(term)? {
            Value::Map(map) => (Added::Map(*map), self.sizes[*map]),
            Value::Pooled(map) => (Added::Pooled(*map), self.sizes[*map].half()),
            _ => return None,
        };
        let map = self.taken(sum)?;
        let made = self.sizes[map];
        let fits = (size.height, size.width) == (made.height, made.width)
            && size.channels <= made.channels
            && added.map() < map;
        let taker = self.layers.get_mut(map - 1)?;
        let free = taker.added.replace(added).is_none();
        (fits && free).then_some(Value::Map(map))
    }

    fn slopes(&mut self, node: &Node<'a>, slope: impl Fn(usize) -> f32) -> Option<Value> {
        let map = self.taken(node.inputs.first()?)?;
        self.layers.get_mut(map - 1)?.matrix.incline(slope);
        Some(Value::Map(map))
    }

    /// The layer's map that goes by `name`, which is then gone: the layer will make another of it.
    fn taken(&mut self, name: &str) -> Option<usize> {
        let map = self.map(name).filter(|&map| map > 0)?;
        self.values.remove(name);
        Some(map)
    }

    fn map(&self, name: &str) -> Option<usize> {
        match self.values.get(name)? {
            Value::Map(map) => Some(*map),
            _ => None,
        }
    }

    fn maps(&self, name: &str) -> Option<Vec<usize>> {
        match self.values.get(name)? {
            Value::Map(map) => Some(vec![*map]),
            Value::Several(maps) => Some(maps.clone()),
            _ => None,
        }
    }

    /// Stored numbers that a node takes.
    fn weights(&mut self, node: &Node<'a>, index: usize) -> Option<Weights> {
        let name = *node.inputs.get(index)?;
        if let Some(tensor) = self.graph.tensors.get(name) {
            let (shape, values) = (tensor.shape.clone(), tensor.floats()?);
            return (shape.iter().product::<usize>() == values.len())
                .then_some(Weights { shape, values });
        }
        match self.values.remove(name)? {
            Value::Weights(weights) => Some(weights),
            _ => None,
        }
    }
}

/// The window of a convolution's node.
fn window(node: &Node<'_>, side: usize) -> Option<Window> {
    let square = |name: &str, otherwise: i64| {
        let numbers = node.integers(name);
        let first = *numbers.first().unwrap_or(&otherwise);
        numbers
            .iter()
            .all(|&number| number == first)
            .then_some(first)
    };
    let (before, after) = match *node.integers("pads") {
        [] => (0, 0),
        [top, left, bottom, right] if top == left && bottom == right => (top, bottom),
        _ => return None,
    };
    let plain =
        square("dilations", 1)? == 1 && square("kernel_shape", as_i64(side))? == as_i64(side);
    plain.then_some(Window {
        side,
        stride: usize::try_from(square("strides", 1)?).ok()?.max(1),
        before: usize::try_from(before).ok()?,
        after: usize::try_from(after).ok()?,
    })
}

fn as_i64(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn output<'a>(node: &Node<'a>) -> Result<&'a str, NetworkError> {
    node.outputs
        .first()
        .copied()
        .ok_or(NetworkError::Unsupported)
}
