//! The pictures of a clip, as a browser's camera would give them: by ffmpeg, ten a second.

use portrait::{Picture, PictureError};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Between two pictures.
pub const EVERY_MS: u64 = 100;
/// What is taken of a clip, from its beginning.
const LONGEST_SECONDS: &str = "60";
/// A picture's sides, at the most: what the scan asks cameras for.
const FILTER: &str =
    "fps=10,scale=w='min(640,iw)':h='min(640,ih)':force_original_aspect_ratio=decrease";
/// No side of a picture that was asked for is longer.
const LONGEST_SIDE: u32 = 640;

/// Why a clip gives no pictures.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// ffmpeg is not on the path.
    #[error("ffmpeg cannot be started: install it, for example by apt-get install ffmpeg")]
    Ffmpeg(#[source] std::io::Error),
    /// What comes out is not what was asked for.
    #[error("ffmpeg's pictures cannot be read")]
    Stream(#[from] std::io::Error),
    /// A picture has another size than its head says.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// There is no picture in it.
    #[error("the clip has no picture")]
    Empty,
}

/// A clip, picture by picture.
pub struct Clip {
    ffmpeg: Child,
    stream: BufReader<ChildStdout>,
}

impl Clip {
    /// Opens the clip at `path`.
    pub fn open(path: &Path) -> Result<Self, ClipError> {
        let mut command = Command::new("ffmpeg");
        command.args([
            "-nostdin",
            "-loglevel",
            "quiet",
            "-t",
            LONGEST_SECONDS,
            "-i",
        ]);
        command.arg(path).args([
            "-vf",
            FILTER,
            "-f",
            "image2pipe",
            "-pix_fmt",
            "rgb24",
            "-c:v",
            "ppm",
            "-",
        ]);
        let mut ffmpeg = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(ClipError::Ffmpeg)?;
        let stream = ffmpeg.stdout.take().ok_or(ClipError::Empty)?;
        Ok(Self {
            ffmpeg,
            stream: BufReader::new(stream),
        })
    }

    /// The next picture; none after the last.
    pub fn next_picture(&mut self) -> Result<Option<Picture>, ClipError> {
        if self.stream.fill_buf()?.is_empty() {
            return Ok(None);
        }
        ppm(&mut self.stream).map(Some)
    }
}

impl Drop for Clip {
    fn drop(&mut self) {
        let _ = self.ffmpeg.kill();
        let _ = self.ffmpeg.wait();
    }
}

/// One picture in the portable pixmap's binary form, of 8 bits a channel and without comments, as ffmpeg writes it.
fn ppm(stream: &mut impl BufRead) -> Result<Picture, ClipError> {
    let mut head = [(); 3].map(|()| String::new());
    for line in &mut head {
        stream.take(64).read_line(line)?;
    }
    let [magic, size, greatest] = head.each_ref().map(|line| line.trim_end());
    let sides = size.split_once(' ').and_then(|(width, height)| {
        let sides = [width.parse().ok()?, height.parse().ok()?];
        sides
            .iter()
            .all(|side: &u32| *side <= LONGEST_SIDE)
            .then_some(sides)
    });
    let (Some([width, height]), "P6", "255") = (sides, magic, greatest) else {
        return Err(std::io::Error::from(std::io::ErrorKind::InvalidData).into());
    };
    let mut rgb = vec![0; width as usize * height as usize * 3];
    stream.read_exact(&mut rgb)?;
    Ok(Picture::from_rgb(width, height, rgb)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_follow_each_other() {
        let mut stream = b"P6\n2 1\n255\nabcdefP6\n1 1\n255\nghi".as_slice();
        assert_eq!(ppm(&mut stream).unwrap().rgb(), b"abcdef");
        assert_eq!(ppm(&mut stream).unwrap().rgb(), b"ghi");
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [
            "P5\n1 1\n255\nabc",
            "P6\n9999 1\n255\n",
            "P6\n1 1\n65535\nabcdef",
            "P6\n1 1\n255\nab",
            "",
        ] {
            assert!(ppm(&mut bytes.as_bytes()).is_err(), "{bytes}");
        }
    }

    #[test]
    fn a_file_that_is_no_clip_has_no_pictures() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "no clip").unwrap();
        let mut clip = Clip::open(file.path()).unwrap();
        assert!(clip.next_picture().unwrap().is_none());
    }
}
