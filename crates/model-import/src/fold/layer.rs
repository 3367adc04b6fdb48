//! Layers of a chain, and how a normalisation becomes part of one.

use anyhow::{Result, ensure};

use crate::convert::weights::Weights;
use crate::onnx::Attribute;

/// One layer.
pub(super) enum Layer {
    Linear(Linear),
    Affine(Affine),
    Step(Step),
}

/// A convolution or a product: rows of weights, one for each output, and a bias.
pub(super) struct Linear {
    pub(super) kind: String,
    pub(super) weights: Weights,
    pub(super) bias: Weights,
    pub(super) attributes: Vec<Attribute>,
}

/// A factor and a shift for each channel.
pub(super) struct Affine {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

/// Anything else, with its constant operand.
pub(super) struct Step {
    pub(super) kind: String,
    pub(super) operand: Option<Weights>,
}

impl Affine {
    /// The normalisation to the given factor and shift of values of this mean and variance.
    pub(super) fn normalisation(
        [factor, shift, mean, variance]: [&Weights; 4],
        epsilon: f32,
    ) -> Result<Self> {
        let channels = factor.values.len();
        let is_whole = [shift, mean, variance]
            .iter()
            .all(|it| it.values.len() == channels);
        ensure!(is_whole, "a normalisation of channels that are not as many");
        let deviations = variance.values.iter().map(|it| (it + epsilon).sqrt());
        let scale: Vec<f32> = factor
            .values
            .iter()
            .zip(deviations)
            .map(|(a, b)| a / b)
            .collect();
        let means = mean
            .values
            .iter()
            .zip(&scale)
            .map(|(mean, scale)| mean * scale);
        let shift = shift.values.iter().zip(means).map(|(a, b)| a - b).collect();
        Ok(Self { scale, shift })
    }

    /// Factor and shift of each channel.
    fn channels(&self) -> impl Iterator<Item = (&f32, &f32)> {
        self.scale.iter().zip(&self.shift)
    }
}

impl Linear {
    /// A layer with one row of weights for each number of the bias.
    pub(super) fn new(
        kind: &str,
        weights: Weights,
        bias: Vec<f32>,
        attributes: Vec<Attribute>,
    ) -> Result<Self> {
        let is_whole = weights.shape.first() == Some(&bias.len()) && !weights.values.is_empty();
        ensure!(is_whole, "a layer whose weights and bias do not fit");
        let bias = Weights {
            shape: vec![bias.len()],
            values: bias,
        };
        Ok(Self {
            kind: kind.to_owned(),
            weights,
            bias,
            attributes,
        })
    }

    /// Becomes this layer with `affine` behind it.
    pub(super) fn then(&mut self, affine: &Affine) -> Result<()> {
        let outputs = self.bias.values.len();
        ensure!(
            affine.scale.len() == outputs,
            "a normalisation that does not fit its layer"
        );
        let row = self.weights.values.len() / outputs;
        for (weights, scale) in self.weights.values.chunks_mut(row).zip(&affine.scale) {
            for weight in weights {
                *weight *= scale;
            }
        }
        for (bias, (scale, shift)) in self.bias.values.iter_mut().zip(affine.channels()) {
            *bias = *bias * scale + shift;
        }
        Ok(())
    }

    /// Becomes `affine` with this product behind it, whose rows hold as many weights for each channel.
    pub(super) fn after(&mut self, affine: &Affine) -> Result<()> {
        let (outputs, channels) = (self.bias.values.len(), affine.scale.len());
        let row = self.weights.values.len() / outputs;
        ensure!(
            channels > 0 && row.is_multiple_of(channels),
            "a normalisation that does not fit the product behind it"
        );
        let rows = self.weights.values.chunks_mut(row);
        for (weights, bias) in rows.zip(&mut self.bias.values) {
            let mut sum = f64::from(*bias);
            let blocks = weights.chunks_mut(row / channels);
            for (weights, (scale, shift)) in blocks.zip(affine.channels()) {
                let total: f64 = weights.iter().copied().map(f64::from).sum();
                sum += total * f64::from(*shift);
                for weight in weights {
                    *weight *= scale;
                }
            }
            *bias = narrow(sum);
        }
        Ok(())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the nearest single-precision number is meant"
)]
fn narrow(number: f64) -> f32 {
    number as f32
}
