#!/usr/bin/env bash
# A server that bounds the memory of each picture decodes JPEG at half its size with the crate `jpeg-decoder`.
#
# Guess: its feature `rayon`, on by default, is what makes it work in parallel; without it everything happens on the calling
# thread, and what it takes is known beforehand.
#
# Seen on 2026-11-30 with jpeg-decoder 0.3.2: without `rayon` it starts a thread for each component of every picture whose width
# is above 128 pixels, and hands them rows through a channel without a bound. Of a progressive picture of 50 million pixels up to
# 100 MB wait there when the machine is busy, beside the coefficients themselves. Only on wasm32 and asm.js does it work alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cat > "$folder/Cargo.toml" <<'TOML'
[package]
name = "threads"
version = "0.1.0"
edition = "2021"
[dependencies]
jpeg-decoder = { version = "=0.3.2", default-features = false }
TOML
cat > "$folder/src/main.rs" <<'RUST'
use std::io::{Cursor, Read};

/// Counts the threads of the process whenever the decoder asks for bytes.
struct Counting(Cursor<Vec<u8>>, usize);

impl Read for &mut Counting {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let threads = std::fs::read_dir("/proc/self/task")?.count();
        self.1 = self.1.max(threads);
        self.0.read(buffer)
    }
}

/// A grey baseline JPEG of three components.
fn grey(side: u16) -> Vec<u8> {
    let [high, low] = side.to_be_bytes();
    let mut file = vec![0xff, 0xd8, 0xff, 0xdb, 0, 67, 0];
    file.extend([16; 64]);
    file.extend([0xff, 0xc0, 0, 17, 8, high, low, high, low, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    for class in [0, 0x10] {
        file.extend([0xff, 0xc4, 0, 20, class, 1]);
        file.extend([0; 16]);
    }
    file.extend([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    let blocks = usize::from(side).div_ceil(8).pow(2) * 3;
    file.resize(file.len() + (2 * blocks).div_ceil(8), 0);
    file.extend([0xff, 0xd9]);
    file
}

fn threads(side: u16) -> usize {
    let mut reader = Counting(Cursor::new(grey(side)), 0);
    let pixels = jpeg_decoder::Decoder::new(&mut reader).decode().unwrap();
    assert_eq!(pixels.len(), 3 * usize::from(side).pow(2));
    reader.1
}

fn main() {
    let (small, large) = (threads(128), threads(512));
    println!("threads: {small} for 128 pixels, {large} for 512");
    assert_eq!((small, large), (1, 4));
}
RUST
cargo run --quiet --manifest-path "$folder/Cargo.toml"
