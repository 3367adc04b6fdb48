//! Published footage of people who move their faces.

use std::path::PathBuf;

use anyhow::Result;

use crate::paths;

/// A person on film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Film {
    /// A man talking in a car, in four seconds; he opens his mouth wide twice.
    Carphone,
    /// Somebody who turns both ways, blinks and opens the mouth, in seven seconds. It lies beside the
    /// repository, or nowhere.
    Turning,
}

impl Film {
    /// Every film.
    pub const ALL: [Self; 2] = [Self::Carphone, Self::Turning];

    /// What the names of files begin with.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Carphone => "carphone_pristine",
            Self::Turning => "turn_blink_mouth",
        }
    }

    /// Where it lies, if it can be had.
    pub fn source(self) -> Result<Option<PathBuf>> {
        let beside = paths::shared().join("footage/turn_blink_mouth.mp4");
        Ok(match self {
            Self::Carphone => Some(model_import::fixtures::carphone()?),
            Self::Turning => Some(beside).filter(|path| path.exists()),
        })
    }

    /// From the film's shape to a camera's picture, at the rate at which Chromium plays MJPEG files.
    pub(super) const fn frame(self) -> &'static str {
        match self {
            Self::Carphone => "fps=30,scale=704:576:flags=lanczos,crop=640:480:0:40,setsar=1",
            Self::Turning => {
                "fps=30,scale=480:480:flags=lanczos,pad=640:480:80:0,\
                 fillborders=left=80:right=80:mode=smear,setsar=1"
            }
        }
    }

    /// The order of its moments, without end. The man: forward, reversed, and both in a mirror. The other
    /// never holds still while filmed, so the first moment is held for as long as a scan begins; then the
    /// two turns follow, forward and reversed.
    pub(super) const fn sequence(self) -> &'static str {
        match self {
            Self::Carphone => {
                "split=4[a][b0][c0][d0];[b0]reverse[b];[c0]hflip[c];[d0]hflip,reverse[d];\
                 [a][b][c][d]concat=n=4,loop=loop=-1:size=32767"
            }
            Self::Turning => {
                "split=3[h0][f0][r0];[h0]trim=end_frame=1,loop=loop=74:size=1,setpts=N/30/TB[h];\
                 [f0]trim=0.75:4,setpts=PTS-STARTPTS,split=3[f1][f2][f3];\
                 [r0]trim=0.75:4,reverse,setpts=PTS-STARTPTS,split=3[r1][r2][r3];\
                 [h][f1][r1][f2][r2][f3][r3]concat=n=7,loop=loop=-1:size=32767"
            }
        }
    }

    /// A calm moment, in seconds.
    pub(super) const fn portrait_at(self) -> &'static str {
        match self {
            Self::Carphone => "1.2",
            Self::Turning => "5.75",
        }
    }
}
