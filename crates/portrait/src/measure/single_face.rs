//! Whether there is exactly one face (ISO/IEC 29794-5, single face present; by count, not by area).

use super::Measured;
use crate::Faces;

/// Value: 0, 1, or 2 for several.
#[must_use]
pub fn measure(faces: Faces) -> Measured {
    match faces {
        Faces::None => Measured::new(0.0, 0.0),
        Faces::One => Measured::new(1.0, 100.0),
        Faces::Several => Measured::new(2.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(faces: Faces, expected: u8) {
        assert_eq!(measure(faces).score, expected);
    }

    #[test]
    fn one_is_right() {
        check(Faces::None, 0);
        check(Faces::One, 100);
        check(Faces::Several, 0);
    }
}
