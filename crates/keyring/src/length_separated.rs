//! Several byte strings made one, so that no two lists make the same.

/// What a sealed field is bound to: the field's name and its owner, such as the account's name.
#[must_use]
pub fn field_context(field: &str, owner: &[u8]) -> Vec<u8> {
    length_separated(&[field.as_bytes(), owner])
}

/// Each part after its length in 8 bytes, big-endian.
pub(crate) fn length_separated(parts: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        joined.extend_from_slice(&(part.len() as u64).to_be_bytes());
        joined.extend_from_slice(part);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_the_border_between_parts_changes_the_whole() {
        assert_ne!(field_context("name", b"a"), field_context("nam", b"ea"));
        assert_eq!(length_separated(&[b"a"]), [0, 0, 0, 0, 0, 0, 0, 1, b'a']);
    }
}
