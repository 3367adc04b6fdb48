//! Camera frames, each drawn once: as pixels for the models, and as the JPEG that becomes evidence.

use super::jpeg_quality::JpegQuality;
use crate::failure::failure;
use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, ImageData, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// Evidence is whole frames, never cropped or letter-boxed; longer sides than this add nothing.
const LONGEST_SIDE: u32 = 640;

/// One camera frame: its pixels, and the same picture as a JPEG.
#[wasm_bindgen]
pub struct CameraFrame {
    pub(super) image: ImageData,
    pub(super) jpeg: Vec<u8>,
}

#[wasm_bindgen]
impl CameraFrame {
    /// A frame that was drawn and compressed elsewhere.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(image: ImageData, jpeg: Vec<u8>) -> Self {
        Self { image, jpeg }
    }
}

/// Reads camera frames on a canvas of its own, so that a whole capture stays within its bytes.
#[wasm_bindgen]
pub struct FrameReader {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
    quality: JpegQuality,
}

#[wasm_bindgen]
impl FrameReader {
    /// Draws `frame`, and gives it back to the browser. Throws `picture` when the browser cannot.
    pub async fn read(&mut self, frame: ImageBitmap) -> Result<CameraFrame, JsValue> {
        let image = self.draw(&frame);
        frame.close();
        let jpeg = compress(&self.canvas, self.quality.value()).await;
        let (image, jpeg) = (image.map_err(unreadable)?, jpeg.map_err(unreadable)?);
        self.quality.learn(jpeg.len());
        Ok(CameraFrame { image, jpeg })
    }
}

impl FrameReader {
    /// A reader whose frames weigh about `bytes_per_frame` at the most.
    pub(super) fn new(bytes_per_frame: usize) -> Result<Self, JsValue> {
        let canvas = OffscreenCanvas::new(1, 1)?;
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE)?;
        Reflect::set(&options, &"alpha".into(), &JsValue::FALSE)?;
        let context = canvas.get_context_with_context_options("2d", &options)?;
        let context = context.ok_or_else(|| failure("picture", "no canvas"))?;
        Ok(Self {
            context: context.unchecked_into(),
            canvas,
            quality: JpegQuality::new(bytes_per_frame),
        })
    }

    fn draw(&self, frame: &ImageBitmap) -> Result<ImageData, JsValue> {
        let (width, height) = fitted(frame.width(), frame.height());
        // Setting a size, even the same, empties the canvas and costs a frame's time.
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let (across, down) = (f64::from(width), f64::from(height));
        self.context
            .draw_image_with_image_bitmap_and_dw_and_dh(frame, 0.0, 0.0, across, down)?;
        self.context.get_image_data(0.0, 0.0, across, down)
    }
}

async fn compress(canvas: &OffscreenCanvas, quality: f64) -> Result<Vec<u8>, JsValue> {
    let options = ImageEncodeOptions::new();
    options.set_type("image/jpeg");
    options.set_quality(quality);
    let blob = JsFuture::from(canvas.convert_to_blob_with_options(&options)?).await?;
    let bytes = JsFuture::from(blob.unchecked_into::<Blob>().array_buffer()).await?;
    Ok(Uint8Array::new(bytes.unchecked_ref::<ArrayBuffer>()).to_vec())
}

/// What a browser says about a picture is for its console; the page needs the code.
fn unreadable(_: JsValue) -> JsValue {
    failure("picture", "the frame cannot be read")
}

/// The frame's size, made smaller where it is larger than needed; its shape stays.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= LONGEST_SIDE {
        return (width, height);
    }
    let scaled = |side: u32| (side * LONGEST_SIDE + longest / 2) / longest;
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(size: (u32, u32), expected: (u32, u32)) {
        assert_eq!(fitted(size.0, size.1), expected);
    }

    #[test]
    fn frames_keep_their_shape_and_shrink_to_the_longest_side() {
        check((640, 480), (640, 480));
        check((1280, 720), (640, 360));
        check((720, 1280), (360, 640));
        check((320, 240), (320, 240));
        check((1366, 768), (640, 360));
    }
}
