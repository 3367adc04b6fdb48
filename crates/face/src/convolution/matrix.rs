//! The product of pixels and weights, where most of a network's time goes.

use wide::f32x4;

use super::map::LANES;

/// Pixels that are multiplied at once: with two vectors of outputs each, their sums fill half of the sixteen
/// registers that processors have at least.
const PIXELS: usize = 4;

/// Weights from some inputs to some outputs, and what becomes of each output.
pub(super) struct Matrix {
    /// For two output vectors after two: each input's weights to both.
    pairs: Vec<[f32x4; 2]>,
    /// Each input's weights to the last output vector, where their number is odd.
    last: Vec<[f32x4; 1]>,
    bias: Vec<f32x4>,
    slopes: Vec<f32x4>,
    inputs: usize,
}

/// Vectors of four inputs each: `stride` of them for the first four, as many for the next; of each such row those
/// from `start` on are taken.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'a> {
    pub(super) vectors: &'a [f32x4],
    pub(super) stride: usize,
    pub(super) start: usize,
}

/// Where `count` results go, laid out like [`Inputs`]; what is in `added` is added before the slope, and it may hold
/// fewer rows.
pub(super) struct Outputs<'a> {
    pub(super) vectors: &'a mut [f32x4],
    pub(super) added: &'a [f32x4],
    pub(super) stride: usize,
    pub(super) start: usize,
    pub(super) count: usize,
}

impl Matrix {
    /// `weight(output, input)` and `bias(output)` for so many of each.
    pub(super) fn new(
        outputs: usize,
        inputs: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Self {
        let blocks = outputs.div_ceil(LANES);
        let vector = |block: usize, value: &dyn Fn(usize) -> f32| {
            let lane = |lane| (block * LANES + lane < outputs).then(|| value(block * LANES + lane));
            f32x4::new(std::array::from_fn(|index| lane(index).unwrap_or(0.0)))
        };
        let weights = |block: usize, input: usize| vector(block, &|output| weight(output, input));
        let mut pairs = Vec::with_capacity(blocks / 2 * inputs);
        for block in (0..blocks / 2).map(|pair| 2 * pair) {
            pairs.extend((0..inputs).map(|input| [0, 1].map(|next| weights(block + next, input))));
        }
        let last = (blocks % 2 == 1).then_some(blocks - 1);
        let last = last.map(|block| (0..inputs).map(|input| [weights(block, input)]).collect());
        Self {
            pairs,
            last: last.unwrap_or_default(),
            bias: (0..blocks).map(|block| vector(block, &bias)).collect(),
            slopes: vec![f32x4::ONE; blocks],
            inputs,
        }
    }

    /// Multiplies each output that is negative by its slope: 1 leaves it, 0 is a rectifier.
    pub(super) fn incline(&mut self, slope: impl Fn(usize) -> f32) {
        for (block, slopes) in self.slopes.iter_mut().enumerate() {
            *slopes = f32x4::new(std::array::from_fn(|lane| slope(block * LANES + lane)));
        }
    }

    /// Multiplies; only the first `USED` lanes of each input vector have weights.
    pub(super) fn multiply<const USED: usize>(&self, inputs: Inputs<'_>, mut outputs: Outputs<'_>) {
        for (pair, panel) in self.pairs.chunks_exact(self.inputs).enumerate() {
            self.panel::<USED, 2>(2 * pair, panel, inputs, &mut outputs);
        }
        if !self.last.is_empty() {
            self.panel::<USED, 1>(self.bias.len() - 1, &self.last, inputs, &mut outputs);
        }
    }

    /// The outputs of `BLOCKS` vectors from `block` on.
    fn panel<const USED: usize, const BLOCKS: usize>(
        &self,
        block: usize,
        panel: &[[f32x4; BLOCKS]],
        inputs: Inputs<'_>,
        outputs: &mut Outputs<'_>,
    ) {
        let many = outputs.count / PIXELS * PIXELS;
        for pixel in (0..many).step_by(PIXELS) {
            let sums = sums::<USED, BLOCKS, PIXELS>(panel, inputs, pixel);
            self.put(block, sums, pixel, outputs);
        }
        for pixel in many..outputs.count {
            let sums = sums::<USED, BLOCKS, 1>(panel, inputs, pixel);
            self.put(block, sums, pixel, outputs);
        }
    }

    #[inline]
    fn put<const BLOCKS: usize, const PIXELS: usize>(
        &self,
        block: usize,
        sums: [[f32x4; PIXELS]; BLOCKS],
        pixel: usize,
        outputs: &mut Outputs<'_>,
    ) {
        for (block, sums) in (block..).zip(sums) {
            let start = block * outputs.stride + outputs.start + pixel;
            let place = start..start + PIXELS;
            let (bias, slope) = (self.bias[block], self.slopes[block]);
            let added = outputs.added.get(place.clone());
            for (index, (out, sum)) in outputs.vectors[place].iter_mut().zip(sums).enumerate() {
                let sum = sum + bias + added.map_or(f32x4::ZERO, |added| added[index]);
                *out = sum.fast_max(f32x4::ZERO) + slope * sum.fast_min(f32x4::ZERO);
            }
        }
    }
}

/// The inner product: every input of some pixels with its weights.
#[inline]
fn sums<const USED: usize, const BLOCKS: usize, const PIXELS: usize>(
    panel: &[[f32x4; BLOCKS]],
    inputs: Inputs<'_>,
    pixel: usize,
) -> [[f32x4; PIXELS]; BLOCKS] {
    let mut sums = [[f32x4::ZERO; PIXELS]; BLOCKS];
    let rows = inputs.vectors.chunks_exact(inputs.stride);
    for (row, weights) in rows.zip(panel.as_chunks::<USED>().0) {
        let pixels = &row[inputs.start + pixel..][..PIXELS];
        for (lane, weights) in weights.iter().enumerate() {
            for (index, vector) in pixels.iter().enumerate() {
                let input = f32x4::splat(vector.to_array()[lane]);
                for (sums, weights) in sums.iter_mut().zip(weights) {
                    sums[index] += input * *weights;
                }
            }
        }
    }
    sums
}
