import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { missing } from "../../tests/e2e/support/missing.mjs";

const root = join(import.meta.dirname, "../..");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Stored transcripts and the verdicts that `authority replay` prints of them. */
const { cases } = read(join(root, "tests/vectors/transcripts.json"));

/** Those of whole scans, which the authority's own tests leave behind. */
const folder = join(root, "target/tmp/transcripts");

const generated = join(root, "www/app/src/generated/replay");
const { initSync, replayTranscript } = await import(join(generated, "replay.js"));
initSync({ module: readFileSync(join(generated, "replay_bg.wasm")) });

test("stored transcripts are decided to the byte as the authority does", () => {
  for (const { name, stored, verdict } of cases)
    assert.equal(replayTranscript(stored), verdict, name);
});

test(
  "the transcripts of whole scans are decided as the authority did",
  { skip: !existsSync(folder) && missing("the native tests of the authority have recorded none") },
  () => {
    for (const file of readdirSync(folder)) {
      const { stored, verdict } = read(join(folder, file));
      assert.equal(replayTranscript(stored), verdict, file);
    }
  },
);

test("what is no transcript is refused with a code", () => {
  assert.throws(() => replayTranscript("a.b.c"), { code: "transcript" });
});
