//! A picture: 8-bit sRGB, row by row.

pub mod canvas_encoder;
#[cfg(feature = "codecs")]
mod canvas_jpeg;
#[cfg(feature = "codecs")]
mod colour_profile;
#[cfg(feature = "codecs")]
pub mod decode;
#[cfg(feature = "codecs")]
mod halved_jpeg;
#[cfg(feature = "codecs")]
mod heic;
#[cfg(feature = "codecs")]
mod jpeg_segments;
#[cfg(feature = "codecs")]
mod png_rows;
mod segments;
#[cfg(feature = "codecs")]
mod webp_chunks;

/// An sRGB picture in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    reduction: u32,
    rgb: Vec<u8>,
}

/// Why a picture cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The pixel buffer's length is not width × height × 3.
    #[error("the pixel buffer does not fit the picture's size")]
    BufferLength,
}

impl Picture {
    /// A picture of `width` × `height` pixels from `rgb`, three bytes a pixel, row by row.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self, PictureError> {
        if Some(rgb.len()) != bytes(width, height, 3) {
            return Err(PictureError::BufferLength);
        }
        Ok(Self {
            width,
            height,
            reduction: 1,
            rgb,
        })
    }

    /// A picture from a canvas's pixels, four bytes each (red, green, blue, alpha); alpha is dropped, a
    /// camera has none.
    pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Self, PictureError> {
        if Some(rgba.len()) != bytes(width, height, 4) {
            return Err(PictureError::BufferLength);
        }
        let mut rgb = vec![0; rgba.len() / 4 * 3];
        let pixels = rgb.as_chunks_mut().0.iter_mut().zip(rgba.as_chunks().0);
        for (pixel, [red, green, blue, _]) in pixels {
            *pixel = [*red, *green, *blue];
        }
        Self::from_rgb(width, height, rgb)
    }

    /// The same picture, made from one of `reduction` times its width and height.
    #[must_use]
    pub fn reduced_by(self, reduction: u32) -> Self {
        Self { reduction, ..self }
    }

    /// By how much each side of the file's picture was divided for this one: 1 if it is whole.
    #[must_use]
    pub fn reduction(&self) -> u32 {
        self.reduction
    }

    /// The pixels as a canvas has them, four bytes each, opaque.
    #[must_use]
    pub fn into_rgba(self) -> Vec<u8> {
        let mut rgba = Vec::with_capacity(self.rgb.len() / 3 * 4);
        for pixel in self.rgb.chunks_exact(3) {
            rgba.extend_from_slice(pixel);
            rgba.push(u8::MAX);
        }
        rgba
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Red, green and blue at a place, where it lies in the picture.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "compared with the picture's size first"
    )]
    pub(crate) fn pixel(&self, x: f64, y: f64) -> Option<&[u8]> {
        let is_inside =
            (0.0..self.width.into()).contains(&x) && (0.0..self.height.into()).contains(&y);
        let at = is_inside.then(|| (y as usize * self.width as usize + x as usize) * 3)?;
        self.rgb.get(at..at + 3)
    }

    /// All pixels, three bytes (red, green, blue) each, row by row.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }
}

/// How long a buffer of so many channels is, if such a length exists.
fn bytes(width: u32, height: u32, channels: usize) -> Option<usize> {
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    width.checked_mul(height)?.checked_mul(channels)
}

impl std::fmt::Debug for Picture {
    /// The size alone: a face never reaches a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Picture({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_dropped() {
        let picture = Picture::from_rgba(2, 1, &[1, 2, 3, 255, 4, 5, 6, 0]).unwrap();
        assert_eq!(picture.rgb(), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_canvas_has_opaque_pixels() {
        let picture = Picture::from_rgb(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!(picture.into_rgba(), [1, 2, 3, 255, 4, 5, 6, 255]);
    }

    #[test]
    fn a_buffer_of_another_length_is_refused() {
        assert_eq!(
            Picture::from_rgb(2, 2, vec![0; 11]),
            Err(PictureError::BufferLength)
        );
        assert_eq!(
            Picture::from_rgba(2, 2, &[0; 17]),
            Err(PictureError::BufferLength)
        );
        assert_eq!(
            Picture::from_rgb(u32::MAX, u32::MAX, vec![]),
            Err(PictureError::BufferLength)
        );
    }

    #[test]
    fn debug_shows_the_size_alone() {
        let picture = Picture::from_rgb(1, 1, vec![7, 8, 9]).unwrap();
        assert_eq!(format!("{picture:?}"), "Picture(1×1)");
    }
}
