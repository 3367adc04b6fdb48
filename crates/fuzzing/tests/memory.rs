//! What bad input costs in memory: whatever lengths it claims, no reader takes much more than what was sent.

use fuzzing::TARGETS;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Changed at so many places of each honest input, evenly.
const PLACES: usize = 20;
/// More than what any honest input of these sizes takes; a picture of the most pixels that the target allows is another test.
const MOST_BYTES: usize = 1 << 20;
/// The same for pictures: each of the eight parts of a lossy WebP frame says in 24 bits how long it is.
const MOST_BYTES_OF_PICTURES: usize = 8 << 24;
/// What a length, a count or a size may become.
const CLAIMS: [&[u8]; 5] = [
    &[0xff],
    &[0x7f],
    &[0xff; 4],
    &[0x7f, 0xff, 0xff, 0xff],
    &[0xff; 8],
];

/// `honest` with each claim at each place.
fn changed(honest: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let step = honest.len().div_ceil(PLACES).max(1);
    (0..honest.len()).step_by(step).flat_map(move |at| {
        CLAIMS.into_iter().map(move |claim| {
            let mut bytes = honest.to_vec();
            let end = bytes.len().min(at + claim.len());
            bytes.splice(at..end, claim.iter().copied());
            bytes
        })
    })
}

/// Alone in its program, for the allocator counts what all threads take.
#[test]
fn no_claim_makes_a_reader_take_more_than_its_limit() {
    for target in TARGETS {
        let limit = if target.name == "picture" {
            MOST_BYTES_OF_PICTURES
        } else {
            MOST_BYTES
        };
        let mut most = 0;
        for (number, honest) in (target.seeds)().into_iter().enumerate() {
            for bytes in changed(&honest) {
                let before = MEMORY.current_usage();
                MEMORY.reset_peak_usage();
                (target.run)(&bytes);
                let taken = MEMORY.peak_usage().saturating_sub(before);
                assert!(
                    taken <= limit,
                    "{}, input {number}: {taken} bytes",
                    target.name
                );
                most = most.max(taken);
            }
        }
        println!("{}: at most {most} bytes", target.name);
    }
}
