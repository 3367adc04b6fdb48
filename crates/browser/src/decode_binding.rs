//! A picture's file as pixels, by the decoder that the authority has: what it refuses is refused here, with the same
//! code (`too_many_bytes`, `unknown_format`, `too_many_pixels`, `too_small`, `truncated`, `malformed`).

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

/// Decodes a JPEG, PNG or WebP file, and turns it upright.
#[wasm_bindgen(js_name = decodePicture)]
pub fn decode_picture(bytes: &[u8]) -> Result<ImageData, JsValue> {
    let picture = Picture::decode(bytes, &DecodeLimits::default())
        .map_err(|error| failure(error.code(), &error.to_string()))?;
    let (width, height) = (picture.width(), picture.height());
    let rgba = picture.into_rgba();
    ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), width, height)
}
