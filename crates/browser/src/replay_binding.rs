//! Deciding again, outside the authority, what one of its transcripts holds: so that anybody can see that both
//! compilations of the rules say the same. A module of its own, which no page loads. Whatever cannot be read is thrown as
//! an `Error` with the code `transcript`.

use crate::failure::failure;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Decides again what a stored transcript of the authority holds, and gives the verdict as canonical JSON: to the byte what
/// `authority replay` prints. Its signature is not looked at here.
#[wasm_bindgen(js_name = replayTranscript)]
pub fn replay_transcript(stored: &str) -> Result<String, JsValue> {
    let replay = decision::replay_unverified(stored);
    let replay = replay.map_err(|error| failure("transcript", &error.to_string()))?;
    Ok(replay.verdict.canonical())
}
