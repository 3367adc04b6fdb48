//! Bytes as the texts of a form.

/// The lines of `bytes`, as far as they are UTF-8; what is missing is empty.
pub(crate) fn lines<const N: usize>(bytes: &[u8]) -> [String; N] {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    [(); N].map(|()| lines.next().unwrap_or_default().to_owned())
}

/// Texts as lines.
pub(crate) fn joined(texts: &[&str]) -> Vec<u8> {
    texts.join("\n").into_bytes()
}
