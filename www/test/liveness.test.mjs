import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const recorded = JSON.parse(
  readFileSync(join(root, "tests/vectors/carphone_transcript.json"), "utf8"),
);

for (const build of ["scan", "scan-plain"]) {
  const folder = join(root, "www/app/src/generated", build);
  const scan = await import(join(folder, "scan.js"));
  scan.initSync({ module: readFileSync(join(folder, "scan_bg.wasm")) });

  test(`real footage has the verdict in ${build} that it has natively`, () => {
    assert.equal(recorded.verdict.verdict, "passed");
    assert.deepEqual(scan.replayTranscript(recorded.transcript), recorded.verdict);
  });

  test(`without its last action ${build} refuses it`, () => {
    const frames = recorded.transcript.frames.slice(0, -10);
    const { verdict } = scan.replayTranscript({ ...recorded.transcript, frames });
    assert.equal(verdict, "failed");
  });

  test(`what is no transcript is refused by ${build} with a code`, () => {
    assert.throws(() => scan.replayTranscript({ frames: [] }), { code: "transcript" });
  });
}
