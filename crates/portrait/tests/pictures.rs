//! Pictures as people send them: each becomes an assessment or a refusal with a code. Models and public pictures
//! are fetched once.
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use face::{Detector, MeshModel, Tracked, Tracker};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops};
use model_import::fixtures;
use portrait::{Advice, Assessment, DecodeError, DecodeLimits, Faces, Measure, Picture, Profile};
use std::io::Cursor;
use std::path::Path;

/// A short EXIF block that names an orientation.
fn oriented(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap();
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend(length.to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.write_with_encoder(encoder).unwrap();
    bytes
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    Picture::decode(bytes, &DecodeLimits::default())
}

fn synthetic(name: &str) -> Picture {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    decode(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

fn image(path: &Path) -> RgbImage {
    image::open(path).unwrap().into_rgb8()
}

fn astronaut() -> RgbImage {
    image(&fixtures::astronaut().unwrap())
}

fn picture(image: &RgbImage) -> Picture {
    let (width, height) = image.dimensions();
    Picture::from_rgb(width, height, image.as_raw().clone()).unwrap()
}

struct Models(Tracker);

impl Models {
    fn load() -> Self {
        let model = |name: &str| std::fs::read(fixtures::models().unwrap().join(name)).unwrap();
        let detector = Detector::load(model("detector.onnx")).unwrap();
        Self(Tracker::new(
            detector,
            MeshModel::load(model("mesh.onnx")).unwrap(),
        ))
    }

    /// What a picture shows by itself, and its assessment for each profile.
    fn assess(&mut self, picture: &Picture) -> (Faces, [Assessment; 3]) {
        self.0.reset();
        let Tracked { faces, mesh, .. } = self.0.track(picture).unwrap();
        let assess = |name: &str| {
            Assessment::of(
                picture,
                faces,
                mesh.as_ref(),
                &Profile::named(name).unwrap(),
            )
        };
        (faces, Profile::NAMES.map(assess))
    }

    fn check(&mut self, picture: &Picture, expected: Faces) {
        let (faces, assessments) = self.assess(picture);
        assert_eq!(faces, expected, "{picture:?}");
        let advice = match expected {
            Faces::None => Some(Advice::NoFace),
            Faces::Several => Some(Advice::SeveralFaces),
            Faces::One => return,
        };
        for assessment in assessments {
            assert_eq!(assessment.advice(), advice, "{assessment:?}");
        }
    }
}

fn value(assessment: &Assessment, measure: Measure) -> f64 {
    let found = assessment
        .findings
        .iter()
        .find(|finding| finding.measure == measure);
    found.unwrap().measured.value
}

#[test]
fn cats_drawings_and_coins_show_nobody() {
    let mut models = Models::load();
    for path in fixtures::faceless().unwrap() {
        models.check(&picture(&image(&path)), Faces::None);
    }
}

#[test]
fn two_heads_are_several_faces() {
    let [biden, obama, ..] = fixtures::official_portraits().unwrap();
    let mut both = RgbImage::new(1200, 800);
    for (path, left, (x, y)) in [(biden, 0, (250, 100)), (obama, 600, (150, 0))] {
        let head = imageops::crop_imm(&image(&path), x, y, 600, 800).to_image();
        imageops::replace(&mut both, &head, left, 0);
    }
    Models::load().check(&picture(&both), Faces::Several);
}

#[test]
fn a_face_at_the_border_is_assessed_and_not_good() {
    let (mut models, whole) = (Models::load(), astronaut());
    // The face lies between 170 and 275 pixels from the left, 60 and 190 from above.
    for (x, y) in [(200, 0), (225, 40), (0, 100), (210, 130)] {
        let cut = imageops::crop_imm(&whole, x, y, 280, 280).to_image();
        let (_, [scan, portrait, _]) = models.assess(&picture(&cut));
        assert!(!scan.is_good() && !portrait.is_good(), "cut at {x}, {y}");
    }
}

#[test]
fn the_smallest_picture_shows_nobody_and_a_thread_is_refused() {
    let tiny = encoded(&DynamicImage::new_rgb8(16, 16), ImageFormat::Png);
    Models::load().check(&decode(&tiny).unwrap(), Faces::None);
    for (width, height) in [(1, 20_000), (20_000, 1)] {
        let thread = encoded(&DynamicImage::new_rgb8(width, height), ImageFormat::Png);
        assert_eq!(decode(&thread), Err(DecodeError::TooSmall));
    }
    let ribbon = encoded(&DynamicImage::new_rgb8(16, 20_000), ImageFormat::Png);
    Models::load().check(&decode(&ribbon).unwrap(), Faces::None);
}

#[test]
fn each_exif_orientation_is_turned_upright() {
    let (mut models, upright) = (Models::load(), astronaut());
    let (_, [expected, ..]) = models.assess(&picture(&upright));
    let turned = |orientation: u8| match orientation {
        2 => imageops::flip_horizontal(&upright),
        3 => imageops::rotate180(&upright),
        4 => imageops::flip_vertical(&upright),
        5 => imageops::rotate270(&imageops::flip_horizontal(&upright)),
        6 => imageops::rotate270(&upright),
        7 => imageops::rotate90(&imageops::flip_horizontal(&upright)),
        8 => imageops::rotate90(&upright),
        _ => upright.clone(),
    };
    for orientation in 1..=8 {
        let stored = oriented(&jpeg(&turned(orientation), 95), orientation);
        let (faces, [found, ..]) = models.assess(&decode(&stored).unwrap());
        assert_eq!(faces, Faces::One, "orientation {orientation}");
        for measure in [Measure::Roll, Measure::InterEyeDistance, Measure::FaceSize] {
            let (one, other) = (value(&found, measure), value(&expected, measure));
            assert!(
                (one - other).abs() < 1.0,
                "orientation {orientation}: {} {one}, upright {other}",
                measure.code()
            );
        }
    }
}

#[test]
fn colours_and_depths_of_every_kind_are_read() {
    for name in [
        "cmyk.jpg",
        "animated.webp",
        "progressive.jpg",
        "palette.png",
        "grey.jpg",
    ] {
        let found = synthetic(name);
        assert_eq!((found.width(), found.height()), (64, 48), "{name}");
        let corner = [220, 40, 40].map(i32::from);
        let near = |(value, wanted): (&u8, i32)| (i32::from(*value) - wanted).abs() < 40;
        let is_grey = name == "grey.jpg";
        assert!(
            is_grey || found.rgb()[..3].iter().zip(corner).all(near),
            "{name}"
        );
    }
    let deep = DynamicImage::from(astronaut()).into_rgb16();
    let found = decode(&encoded(&DynamicImage::from(deep), ImageFormat::Png)).unwrap();
    assert_eq!(found, picture(&astronaut()));
}

#[test]
fn a_photograph_of_a_telephone_is_read_whole() {
    // The default of iPhones since the fifteenth.
    let photograph = jpeg(&RgbImage::from_pixel(4_284, 5_712, Rgb([9, 90, 200])), 90);
    let found = decode(&photograph).unwrap();
    let size = (found.width(), found.height(), found.reduction());
    assert_eq!(size, (4_284, 5_712, 1));
}

/// The mean of each two by two pixels.
fn halved(whole: &Picture) -> Vec<u8> {
    let (width, height) = (whole.width(), whole.height());
    let at = |x: u32, y: u32, channel: usize| {
        let pixel = y.min(height - 1) * width + x.min(width - 1);
        u16::from(whole.rgb()[usize::try_from(pixel).unwrap() * 3 + channel])
    };
    let rows = (0..height).step_by(2);
    let pixels = rows.flat_map(|y| (0..width).step_by(2).map(move |x| (x, y)));
    let means = pixels.flat_map(|(x, y)| {
        [0, 1, 2].map(|channel| {
            let upper = at(x, y, channel) + at(x + 1, y, channel);
            let lower = at(x, y + 1, channel) + at(x + 1, y + 1, channel);
            u8::try_from((upper + lower + 2) / 4).unwrap()
        })
    });
    means.collect()
}

/// Decodes with hardly any pixel kept whole, and compares the mean difference with `most`.
fn check_halved(name: &str, bytes: &[u8], most: f64) {
    let limits = DecodeLimits {
        most_kept: 200,
        ..DecodeLimits::default()
    };
    let (whole, half) = (
        decode(bytes).unwrap(),
        Picture::decode(bytes, &limits).unwrap(),
    );
    let sides = [whole.width(), whole.height()].map(|side| side.div_ceil(2));
    assert_eq!([half.width(), half.height()], sides, "{name}");
    assert_eq!((whole.reduction(), half.reduction()), (1, 2), "{name}");
    let differences = half.rgb().iter().zip(halved(&whole));
    let sum: u32 = differences
        .map(|(one, other)| u32::from(one.abs_diff(other)))
        .sum();
    let mean = f64::from(sum) / f64::from(u32::try_from(half.rgb().len()).unwrap());
    assert!(mean <= most, "{name}: {mean:.2}");
}

#[test]
fn what_has_more_pixels_than_are_kept_is_halved_in_every_kind() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzzing/pictures");
    let mut seen = [0, 0];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        match path.extension().and_then(|it| it.to_str()) {
            Some("jpg") => check_halved(name, &bytes, 4.0),
            Some("png") => check_halved(name, &bytes, 0.0),
            _ => continue,
        }
        seen[usize::from(name.ends_with("png"))] += 1;
    }
    assert_eq!(seen, [12, 21]);
    let small = imageops::resize(&astronaut(), 201, 151, imageops::FilterType::Triangle);
    check_halved("odd.jpg", &jpeg(&small, 90), 3.0);
    // What is turned has its pairs from the other end, unless its sides are even.
    let even = imageops::crop_imm(&small, 0, 0, 200, 150).to_image();
    check_halved("turned.jpg", &oriented(&jpeg(&even, 90), 6), 3.0);
    let image = DynamicImage::from(small);
    check_halved("odd.png", &encoded(&image, ImageFormat::Png), 0.0);
}

#[test]
fn a_webp_of_more_pixels_than_are_kept_is_refused() {
    let limits = DecodeLimits {
        most_kept: 3_000,
        ..DecodeLimits::default()
    };
    let image = DynamicImage::new_rgb8(64, 48);
    for (format, expected) in [
        (ImageFormat::WebP, Err(DecodeError::TooManyPixels)),
        (ImageFormat::Png, Ok(32)),
        (ImageFormat::Jpeg, Ok(32)),
    ] {
        let found = Picture::decode(&encoded(&image, format), &limits);
        assert_eq!(found.map(|it| it.width()), expected, "{format:?}");
    }
}

#[test]
fn a_file_cut_at_any_kilobyte_is_refused() {
    let small = imageops::resize(&astronaut(), 200, 200, imageops::FilterType::Triangle);
    let image = DynamicImage::from(small.clone());
    let files = [
        jpeg(&small, 95),
        encoded(&image, ImageFormat::Png),
        encoded(&image, ImageFormat::WebP),
    ];
    for file in files {
        assert!(decode(&file).is_ok());
        for length in (0..file.len()).step_by(1024) {
            let refused = decode(&file[..length]);
            assert!(refused.is_err(), "{length} of {} bytes", file.len());
        }
    }
}

#[test]
fn a_stronger_compression_is_a_larger_value() {
    let mut models = Models::load();
    let mut value_at = |quality| {
        let found = decode(&jpeg(&astronaut(), quality)).unwrap();
        let (_, [_, portrait, _]) = models.assess(&found);
        value(&portrait, Measure::Compression)
    };
    let values = [95, 70, 30, 10].map(&mut value_at);
    println!("compression at quality 95, 70, 30, 10: {values:.3?}");
    assert!(values.is_sorted(), "{values:?}");
    assert!(values[1] < 0.3 && values[3] > 0.6, "{values:?}");
}

#[test]
fn what_is_darkened_blurred_or_tinted_is_named() {
    let (mut models, whole) = (Models::load(), astronaut());
    let near = imageops::crop_imm(&whole, 100, 0, 240, 240).to_image();
    let near = imageops::resize(&near, 480, 480, imageops::FilterType::CatmullRom);
    let mut check = |change: &dyn Fn(&RgbImage) -> RgbImage, profile: usize, expected| {
        let (_, assessments) = models.assess(&picture(&change(&near)));
        let advised: Vec<_> = assessments[profile]
            .findings
            .iter()
            .filter_map(|it| it.advice)
            .collect();
        assert!(advised.contains(&expected), "{advised:?}");
    };
    let each = |image: &RgbImage, change: &dyn Fn(u32, Rgb<u8>) -> Rgb<u8>| {
        let mut changed = image.clone();
        for (x, _, pixel) in changed.enumerate_pixels_mut() {
            *pixel = change(x, *pixel);
        }
        changed
    };
    check(
        &|image| each(image, &|_, Rgb(rgb)| Rgb(rgb.map(|value| value / 6))),
        0,
        Advice::TooDark,
    );
    check(&|image| imageops::blur(image, 6.0), 0, Advice::Blurred);
    check(
        &|image| each(image, &|_, Rgb([red, green, _])| Rgb([red / 2, green, 255])),
        1,
        Advice::UnnaturalColour,
    );
    let lit =
        |x: u32, Rgb(rgb): Rgb<u8>| Rgb(rgb.map(|value| if x < 245 { value / 5 } else { value }));
    check(&|image| each(image, &lit), 1, Advice::UnevenLight);
}

/// What `www/test/photo.test.mjs` compares with: the pixels, the mesh, and each profile's findings.
#[test]
fn an_assessment_is_recorded_for_the_other_compilation() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("photo");
    std::fs::create_dir_all(&folder).unwrap();
    let (mut models, picture) = (Models::load(), picture(&astronaut()));
    models.0.reset();
    let mesh = models.0.track(&picture).unwrap().mesh.unwrap();
    let numbers = mesh
        .points()
        .iter()
        .flat_map(|point| [point.x, point.y, point.z]);
    let bytes: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
    let findings = Profile::NAMES.map(|name| {
        let profile = Profile::named(name).unwrap();
        Assessment::of(&picture, Faces::One, Some(&mesh), &profile).findings
    });
    let recorded = serde_json::json!({
        "width": picture.width(), "height": picture.height(), "profiles": Profile::NAMES, "findings": findings,
    });
    std::fs::write(folder.join("pixels.rgb"), picture.rgb()).unwrap();
    std::fs::write(folder.join("mesh.f32"), bytes).unwrap();
    std::fs::write(folder.join("assessments.json"), recorded.to_string()).unwrap();
}
