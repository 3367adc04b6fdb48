//! A face as a unit vector.

use crate::FaceError;

/// A face as 128 numbers of unit length. It identifies a person: guard it as a picture.
#[derive(Clone, PartialEq)]
pub struct Embedding([f32; Embedding::LENGTH]);

impl Embedding {
    /// How many numbers there are.
    pub const LENGTH: usize = 128;
    /// How many bytes [`Embedding::to_bytes`] gives.
    pub const BYTES: usize = 4 * Self::LENGTH;

    /// The cosine of the angle between two faces, -1 to 1. From where on two faces are one person: `docs/authority.md`.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }

    /// The numbers, little-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect()
    }

    /// The embedding that gave `bytes`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FaceError> {
        let (words, []) = bytes.as_chunks() else {
            return Err(FaceError::EmbeddingBytes);
        };
        let numbers: Vec<f32> = words.iter().map(|&word| f32::from_le_bytes(word)).collect();
        let numbers = Self(numbers.try_into().map_err(|_| FaceError::EmbeddingBytes)?);
        let length = numbers.cosine(&numbers);
        if (length - 1.0).abs() > 1e-3 || length.is_nan() {
            return Err(FaceError::EmbeddingBytes);
        }
        Ok(numbers)
    }

    /// `numbers` at unit length; `None` when they have no direction or are not 128.
    pub(crate) fn normalised(numbers: &[f32]) -> Option<Self> {
        let numbers: [f32; Self::LENGTH] = numbers.try_into().ok()?;
        let length = libm::sqrtf(numbers.iter().map(|number| number * number).sum());
        let usable = length.is_finite() && length > 0.0;
        usable.then(|| Self(numbers.map(|number| number / length)))
    }
}

impl std::fmt::Debug for Embedding {
    /// Nothing of the numbers: they identify a person.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Embedding(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_survive_a_round_trip(numbers in proptest::collection::vec(-9f32..9.0, 128)) {
            let Some(embedding) = Embedding::normalised(&numbers) else { return Ok(()) };
            let bytes = embedding.to_bytes();
            prop_assert_eq!(bytes.len(), Embedding::BYTES);
            prop_assert!((embedding.cosine(&embedding) - 1.0).abs() < 1e-5);
            prop_assert_eq!(Embedding::from_bytes(&bytes).unwrap(), embedding);
        }
    }

    #[test]
    fn bytes_of_another_length_or_no_direction_are_refused() {
        let mut of_another_network = vec![0; 768];
        of_another_network[..4].copy_from_slice(&1.0_f32.to_le_bytes());
        for bytes in [
            vec![],
            vec![0; 511],
            vec![0; 512],
            vec![0xff; 512],
            vec![0; 516],
            of_another_network,
        ] {
            assert!(
                Embedding::from_bytes(&bytes).is_err(),
                "{} bytes",
                bytes.len()
            );
        }
    }

    #[test]
    fn nothing_of_it_is_printed() {
        let embedding = Embedding::normalised(&[1.0; 128]).unwrap();
        assert_eq!(format!("{embedding:?}"), "Embedding(…)");
    }
}
