//! Stored numbers on their way from one layout to the other.

use anyhow::{Result, bail};

/// Numbers with a shape, the last dimension fastest.
#[derive(Clone)]
pub(crate) struct Weights {
    pub(crate) shape: Vec<usize>,
    pub(crate) values: Vec<f32>,
}

impl Weights {
    /// The same numbers with the dimensions in another order: dimension `i` of the result is dimension
    /// `order[i]` of this.
    pub(crate) fn permuted(&self, order: [usize; 4]) -> Result<Self> {
        let [_, one, two, three] = self.shape[..] else {
            bail!("weights of four dimensions are needed");
        };
        let strides = [one * two * three, two * three, three, 1];
        let shape = order.map(|axis| self.shape[axis]);
        let stride = order.map(|axis| strides[axis]);
        let mut values = Vec::with_capacity(self.values.len());
        for a in 0..shape[0] {
            for b in 0..shape[1] {
                for c in 0..shape[2] {
                    let row = a * stride[0] + b * stride[1] + c * stride[2];
                    values.extend((0..shape[3]).map(|d| self.values[row + d * stride[3]]));
                }
            }
        }
        Ok(Self {
            shape: shape.to_vec(),
            values,
        })
    }

    /// The same numbers with leading dimensions of one, up to four.
    pub(crate) fn widened(mut self) -> Self {
        while self.shape.len() < 4 {
            self.shape.insert(0, 1);
        }
        self
    }

    /// One number a channel, to spread over a picture.
    pub(crate) fn per_channel(self) -> Self {
        Self {
            shape: vec![self.values.len(), 1, 1],
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permutation_moves_the_channel_before_height_and_width() {
        let values = (0..12u8).map(f32::from).collect();
        let weights = Weights {
            shape: vec![1, 2, 2, 3],
            values,
        };
        let permuted = weights.permuted([0, 3, 1, 2]).unwrap();
        assert_eq!(permuted.shape, [1, 3, 2, 2]);
        assert_eq!(permuted.values[..5], [0.0, 3.0, 6.0, 9.0, 1.0]);
    }
}
