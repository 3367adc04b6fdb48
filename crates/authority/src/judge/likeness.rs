//! Comparing faces.

use face::Embedding;

/// The direction in which several faces lie together; none of no faces.
#[must_use]
pub fn mean(faces: &[&Embedding]) -> Option<Embedding> {
    let mut sum = vec![0.0_f32; Embedding::LENGTH];
    for face in faces {
        let bytes = face.to_bytes();
        for (total, word) in sum.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *total += f32::from_le_bytes(*word);
        }
    }
    let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
    let bytes: Vec<u8> = sum
        .iter()
        .flat_map(|number| (number / length).to_le_bytes())
        .collect();
    Embedding::from_bytes(&bytes).ok()
}

/// A cosine or score in thousandths, as it is decided on and kept: rounded down, so that nothing passes for more than it
/// is.
#[expect(
    clippy::cast_possible_truncation,
    reason = "cosines and scores lie between -1 and 1"
)]
#[must_use]
pub fn thousandths(number: f32) -> i32 {
    (number * 1_000.0).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(along: usize) -> Embedding {
        let mut bytes = vec![0; Embedding::BYTES];
        bytes[along * 4..along * 4 + 4].copy_from_slice(&1.0_f32.to_le_bytes());
        Embedding::from_bytes(&bytes).unwrap()
    }

    #[test]
    fn the_mean_lies_between() {
        let (one, other) = (face(0), face(1));
        let mean = mean(&[&one, &other]).unwrap();
        assert_eq!(thousandths(mean.cosine(&one)), 707);
        assert_eq!(thousandths(mean.cosine(&other)), 707);
    }

    #[test]
    fn no_faces_have_no_mean() {
        assert!(mean(&[]).is_none());
    }
}
