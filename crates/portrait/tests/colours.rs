//! Colours of files that name a profile of their own, against what Pillow's ImageCms makes of them.
#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use moxcms::ColorProfile;
use portrait::{DecodeLimits, Picture};
use std::path::Path;
use std::process::Command;

/// A side of the picture that has every colour of sixteen levels.
const SIDE: u32 = 64;

/// A PNG of 4,096 colours whose profile is this one.
fn profiled(profile: &[u8]) -> Vec<u8> {
    let levels = || (0..=255_u8).step_by(17);
    let colours = levels().flat_map(|red| levels().map(move |green| (red, green)));
    let pixels = colours.flat_map(|(red, green)| levels().flat_map(move |blue| [red, green, blue]));
    let pixels: Vec<u8> = pixels.collect();
    let mut info = png::Info::with_size(SIDE, SIDE);
    info.color_type = png::ColorType::Rgb;
    info.icc_profile = Some(profile.into());
    let mut bytes = Vec::new();
    let encoder = png::Encoder::with_info(&mut bytes, info).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

fn decoded(bytes: &[u8]) -> Vec<u8> {
    let picture = Picture::decode(bytes, &DecodeLimits::default()).unwrap();
    picture.rgb().to_vec()
}

/// What the colour of these levels, of sixteen, becomes.
fn colour(pixels: &[u8], [red, green, blue]: [usize; 3]) -> [u8; 3] {
    let at = 3 * (256 * red + 16 * green + blue);
    [pixels[at], pixels[at + 1], pixels[at + 2]]
}

fn profiles() -> [(&'static str, ColorProfile); 3] {
    [
        ("display-p3", ColorProfile::new_display_p3()),
        ("adobe-rgb", ColorProfile::new_adobe_rgb()),
        ("srgb", ColorProfile::new_srgb()),
    ]
}

/// Skin and a wall, as `colours.py` printed them; a colour outside of sRGB is cut to it.
#[test]
fn colours_of_telephones_and_cameras_become_srgb() {
    let [p3, adobe, srgb] = profiles().map(|(_, it)| decoded(&profiled(&it.encode().unwrap())));
    for (pixels, expected) in [
        (&p3, [[213, 150, 113], [255, 255, 255], [0, 255, 0]]),
        (&adobe, [[221, 154, 118], [255, 255, 255], [0, 255, 0]]),
        (&srgb, [[204, 153, 119], [255, 255, 255], [0, 255, 0]]),
    ] {
        let shown = [[12, 9, 7], [15, 15, 15], [0, 15, 0]].map(|levels| colour(pixels, levels));
        assert_eq!(shown, expected);
    }
}

#[test]
fn a_profile_that_cannot_be_read_changes_nothing() {
    let plain = decoded(&profiled(&ColorProfile::new_srgb().encode().unwrap()));
    let mut damaged = ColorProfile::new_display_p3().encode().unwrap();
    damaged.truncate(200);
    assert_eq!(decoded(&profiled(&damaged)), plain);
    assert_eq!(decoded(&profiled(b"no profile")), plain);
}

#[test]
fn colours_are_those_of_pillow() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let python = target.parent().unwrap().join("ofiqpy");
    if !python.join("ready").exists() {
        return material::skip("pip has not installed pillow");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/colours.py");
    for (name, profile) in profiles() {
        let file = profiled(&profile.encode().unwrap());
        let path = target.join(format!("{name}.png"));
        std::fs::write(&path, &file).unwrap();
        let mut command = Command::new(python.join("bin/python"));
        let theirs = command.arg(&script).arg(&path).output().unwrap().stdout;
        let ours = decoded(&file);
        assert_eq!(ours.len(), theirs.len(), "{name}");
        let off = ours
            .iter()
            .zip(&theirs)
            .map(|(one, other)| one.abs_diff(*other));
        let most = off.max().unwrap();
        println!("{name}: {most}");
        assert!(most <= 1, "{name}: {most} levels");
    }
}
