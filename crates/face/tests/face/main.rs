//! The crate with its models on real pictures and footage. Needs npm, pip and ffmpeg, or what they fetched
//! before in `target/`.

#[cfg(test)]
mod golden;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tracking;
