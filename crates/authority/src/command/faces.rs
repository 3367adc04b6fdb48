//! `authority faces`.

use authority::store::Store;
use clap::Args;
use std::path::PathBuf;

/// From so many persons on, the processing of faces must be filed with the provincial cyberspace administration within
/// thirty working days (人脸识别技术应用安全管理办法, art. 15).
pub(super) const FILING: u64 = 100_000;

/// Counts the persons whose face template is stored.
#[derive(Args)]
pub(crate) struct Faces {
    /// The folder of the register.
    #[arg(long, env = "SHIMING_AUTHORITY_DATA")]
    data: PathBuf,
}

impl Faces {
    /// Counts.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let faces = Store::open(&self.data)?.count_faces()?;
        super::say(&words(faces))?;
        Ok(())
    }
}

/// What the count means.
pub(super) fn words(faces: u64) -> String {
    if faces >= FILING {
        return format!(
            "{faces} face templates are stored: {FILING} or more must be filed with the provincial cyberspace \
             administration within thirty working days"
        );
    }
    format!("{faces} face templates are stored; from {FILING} on they must be filed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_a_hundred_thousand_on_it_says_what_is_due() {
        assert!(words(99_999).contains("from 100000 on"));
        assert!(words(100_000).contains("must be filed with the provincial"));
    }
}
