//! Whether a file is HEIC (ISO/IEC 23008-12), the default of iPhones' cameras, which is often named like a JPEG.

/// Brands of pictures coded by HEVC.
const BRANDS: [&[u8; 4]; 6] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"];

/// Whether the file begins with a type box that names such a brand: as its own, or among those that it conforms to.
pub(super) fn is_it(bytes: &[u8]) -> bool {
    let Some((header, after)) = bytes.split_first_chunk::<8>() else {
        return false;
    };
    let [a, b, c, d, kind @ ..] = *header;
    let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
    let brands = after.get(..length.saturating_sub(8)).unwrap_or(after);
    let (brands, _) = brands.as_chunks::<4>();
    kind == *b"ftyp" && brands.iter().any(|brand| BRANDS.contains(&brand))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: bool) {
        assert_eq!(is_it(bytes), expected, "{bytes:02x?}");
    }

    #[test]
    fn what_iphones_write_is_known_by_its_brands() {
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08meta", true);
        check(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", true);
        check(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif\0\0\0\x08heic", false);
        check(b"\0\0\0\x14ftypavif\0\0\0\0avif", false);
        check(b"\xff\xd8\xff\xe0\0\x10JFIFheic", false);
        check(b"ftyp", false);
    }
}
