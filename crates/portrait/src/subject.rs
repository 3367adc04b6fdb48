//! One picture and the face in it while it is measured: what several measures need is made once, and only
//! when the first of them asks for it.

use crate::background::Background;
use crate::measure::{
    background_uniformity, background_whiteness, compression, crop_left, crop_right, crown_margin,
    dynamic_range, eye_line, eyes_open, face_margin, face_place, face_size, face_width,
    illumination_uniformity, inter_eye_distance, luminance_mean, luminance_variance, margin_above,
    margin_below, mouth_closed, natural_colour, over_exposure, pitch, pixel_size, roll, shape,
    sharpness, single_face, under_exposure, yaw,
};
use crate::{Extent, Faces, Histogram, Measure, Measured, Mesh, Picture, Place, Region};
use std::cell::OnceCell;

pub(crate) struct Subject<'a> {
    picture: &'a Picture,
    faces: Faces,
    mesh: Option<&'a Mesh>,
    region: Region,
    histogram: OnceCell<Histogram>,
    background: OnceCell<Option<Background>>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(picture: &'a Picture, faces: Faces, mesh: Option<&'a Mesh>) -> Self {
        Self {
            picture,
            faces,
            mesh,
            region: Region::of(picture, mesh),
            histogram: OnceCell::new(),
            background: OnceCell::new(),
        }
    }

    fn histogram(&self) -> &Histogram {
        self.histogram
            .get_or_init(|| Histogram::of(self.picture, &self.region))
    }

    fn background(&self) -> Option<&Background> {
        let made = self
            .background
            .get_or_init(|| Background::of(self.picture, self.mesh?));
        made.as_ref()
    }

    /// Whether a picture that was read at half its size hides what is measured: blocks of eight pixels are gone, and a
    /// face of fewer pixels than the grid on which sharpness is looked at has lost detail.
    pub(crate) fn is_hidden(&self, measure: Measure) -> bool {
        self.picture.reduction() > 1
            && match measure {
                Measure::Compression => true,
                Measure::Sharpness => sharpness::is_finer_than(self.picture, &self.region),
                Measure::SingleFace
                | Measure::PixelSize
                | Measure::Shape
                | Measure::InterEyeDistance
                | Measure::LuminanceMean
                | Measure::LuminanceVariance
                | Measure::UnderExposure
                | Measure::OverExposure
                | Measure::DynamicRange
                | Measure::IlluminationUniformity
                | Measure::NaturalColour
                | Measure::BackgroundUniformity
                | Measure::BackgroundWhiteness
                | Measure::FaceSize
                | Measure::FacePlace
                | Measure::FaceMargin
                | Measure::CropLeft
                | Measure::CropRight
                | Measure::MarginAbove
                | Measure::MarginBelow
                | Measure::EyesOpen
                | Measure::MouthClosed
                | Measure::Yaw
                | Measure::Pitch
                | Measure::Roll
                | Measure::FaceWidth
                | Measure::EyeLine
                | Measure::CrownMargin => false,
            }
    }

    /// The measure's result; none where it needs a face and there is no mesh, or where the picture shows
    /// nothing of what is measured.
    pub(crate) fn measured(&self, measure: Measure) -> Option<Measured> {
        let (picture, mesh) = (self.picture, self.mesh);
        Some(match measure {
            Measure::SingleFace => single_face::measure(self.faces),
            Measure::PixelSize => pixel_size::measure(picture),
            Measure::Shape => shape::measure(picture),
            Measure::LuminanceMean => luminance_mean::measure(self.histogram()),
            Measure::LuminanceVariance => luminance_variance::measure(self.histogram()),
            Measure::UnderExposure => under_exposure::measure(self.histogram()),
            Measure::OverExposure => over_exposure::measure(self.histogram()),
            Measure::DynamicRange => dynamic_range::measure(self.histogram()),
            Measure::Sharpness => sharpness::measure(picture, &self.region),
            Measure::Compression => compression::measure(picture, &self.region),
            Measure::InterEyeDistance => inter_eye_distance::measure(picture, mesh?),
            Measure::IlluminationUniformity => illumination_uniformity::measure(picture, mesh?),
            Measure::NaturalColour => natural_colour::measure(picture, mesh?)?,
            Measure::BackgroundUniformity => background_uniformity::measure(self.background()?),
            Measure::BackgroundWhiteness => background_whiteness::measure(self.background()?),
            Measure::FaceSize => face_size::measure(picture, mesh?),
            Measure::FacePlace => face_place::measure(picture, mesh?),
            Measure::FaceMargin => face_margin::measure(picture, mesh?),
            Measure::CropLeft => crop_left::measure(mesh?),
            Measure::CropRight => crop_right::measure(picture, mesh?),
            Measure::MarginAbove => margin_above::measure(mesh?),
            Measure::MarginBelow => margin_below::measure(picture, mesh?),
            Measure::EyesOpen => eyes_open::measure(mesh?),
            Measure::MouthClosed => mouth_closed::measure(mesh?),
            Measure::Yaw => yaw::measure(mesh?),
            Measure::Pitch => pitch::measure(mesh?),
            Measure::Roll => roll::measure(mesh?),
            Measure::FaceWidth => face_width::measure(picture, mesh?),
            Measure::EyeLine => eye_line::measure(picture, mesh?),
            Measure::CrownMargin => crown_margin::measure(picture, mesh?, self.background()?)?,
        })
    }

    /// Where to look for what was measured, or what to draw of it; nothing for what concerns the whole.
    pub(crate) fn place(&self, measure: Measure) -> Option<Place> {
        let (picture, mesh) = (self.picture, self.mesh?);
        match measure {
            Measure::SingleFace | Measure::PixelSize | Measure::Shape => None,
            Measure::LuminanceMean
            | Measure::LuminanceVariance
            | Measure::DynamicRange
            | Measure::Sharpness
            | Measure::Compression
            | Measure::FaceSize => Some(Place::area(&Extent::of(mesh))),
            Measure::UnderExposure => under_exposure::place(picture, mesh),
            Measure::OverExposure => over_exposure::place(picture, mesh),
            Measure::InterEyeDistance => Some(inter_eye_distance::place(mesh)),
            Measure::IlluminationUniformity => Some(illumination_uniformity::place(picture, mesh)),
            Measure::NaturalColour => Some(natural_colour::place(mesh)),
            Measure::BackgroundUniformity => Some(background_uniformity::place(self.background()?)),
            Measure::BackgroundWhiteness => Some(background_whiteness::place(self.background()?)),
            Measure::FacePlace => Some(face_place::place(picture, mesh)),
            Measure::FaceMargin => Some(face_margin::place(picture, mesh)),
            Measure::CropLeft => Some(crop_left::place(mesh)),
            Measure::CropRight => Some(crop_right::place(picture, mesh)),
            Measure::MarginAbove => Some(margin_above::place(mesh)),
            Measure::MarginBelow => Some(margin_below::place(picture, mesh)),
            Measure::EyesOpen => Some(eyes_open::place(mesh)),
            Measure::MouthClosed => Some(mouth_closed::place(mesh)),
            Measure::Yaw => Some(yaw::place(mesh)),
            Measure::Pitch => Some(pitch::place(mesh)),
            Measure::Roll => Some(roll::place(mesh)),
            Measure::FaceWidth => Some(face_width::place(mesh)),
            Measure::EyeLine => Some(eye_line::place(picture, mesh)),
            Measure::CrownMargin => crown_margin::place(picture, mesh, self.background()?),
        }
    }
}
