//! A picture's file as pixels, by the decoder that the authority has: what it refuses is refused here, with the same
//! code ([`portrait::DecodeError`]).

use crate::failure::failure;
use portrait::{DecodeLimits, Picture};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::ImageData;

/// A file longer than this many bytes need not be read: it is refused.
#[wasm_bindgen(js_name = mostBytes)]
#[must_use]
pub fn most_bytes() -> usize {
    DecodeLimits::default().most_bytes
}

/// A picture's pixels, upright and of sRGB.
#[wasm_bindgen]
#[derive(Debug)]
pub struct DecodedPicture {
    image: ImageData,
    reduction: u32,
}

#[wasm_bindgen]
impl DecodedPicture {
    /// The pixels.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn image(&self) -> ImageData {
        self.image.clone()
    }

    /// By how much each side of the file's picture was divided for them.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn reduction(&self) -> u32 {
        self.reduction
    }
}

/// Decodes a JPEG, PNG or WebP file, and turns it upright.
#[wasm_bindgen(js_name = decodePicture)]
pub fn decode_picture(bytes: &[u8]) -> Result<DecodedPicture, JsValue> {
    let picture = Picture::decode(bytes, &DecodeLimits::default())
        .map_err(|error| failure(error.code(), &error.to_string()))?;
    let (width, height, reduction) = (picture.width(), picture.height(), picture.reduction());
    let rgba = picture.into_rgba();
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), width, height)?;
    Ok(DecodedPicture { image, reduction })
}

#[cfg(test)]
mod tests {
    use portrait::DecodeError;

    #[test]
    fn the_pages_know_every_reason() {
        let codes = include_str!("../../../www/app/src/scan/messages.ts");
        for code in DecodeError::ALL.map(DecodeError::code) {
            assert!(codes.contains(&format!("\"{code}\"")), "{code}");
        }
    }
}
