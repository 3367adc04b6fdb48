import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { missing } from "../../tests/e2e/support/missing.mjs";

const root = join(import.meta.dirname, "../..");
const recorded = JSON.parse(
  readFileSync(join(root, "tests/vectors/carphone_transcript.json"), "utf8"),
);

/** What the native test of real footage recorded: pictures of 640 by 480 pixels, their meshes, and the judgement. */
const folder = join(root, "target/tmp/carphone");
const PIXELS = 640 * 480 * 3;
const NUMBERS = 468 * 3;
/** Enough pictures for the detector to be asked again. */
const FOLLOWED = 12;
const skip = !existsSync(folder) && missing("the native tests of liveness have not recorded any");

for (const build of ["scan", "scan-plain"]) {
  const generated = join(root, "www/app/src/generated", build);
  const scan = await import(join(generated, "scan.js"));
  scan.initSync({ module: readFileSync(join(generated, "scan_bg.wasm")) });

  test(`real footage has the verdict in ${build} that it has natively`, () => {
    assert.equal(recorded.verdict.verdict, "passed");
    assert.deepEqual(scan.replayLiveness(recorded.transcript), recorded.verdict);
  });

  test(`without its last action ${build} refuses it`, () => {
    const frames = recorded.transcript.frames.slice(0, -10);
    const { verdict } = scan.replayLiveness({ ...recorded.transcript, frames });
    assert.equal(verdict, "failed");
  });

  test(
    `meshes of real footage come to the same scalars and verdict in ${build} as natively`,
    { skip },
    () => {
      const pixels = readFileSync(join(folder, "pixels.rgb"));
      const { buffer } = new Uint8Array(readFileSync(join(folder, "meshes.f32")));
      const { transcript, verdict } = JSON.parse(readFileSync(join(folder, "judgement.json")));
      const frames = transcript.frames.map(({ at_ms }, index) => {
        const picture = pixels.subarray(index * PIXELS, (index + 1) * PIXELS);
        const mesh = new Float32Array(buffer, index * NUMBERS * 4, NUMBERS);
        return { at_ms, observation: scan.observe(picture, 640, 480, mesh) };
      });
      assert.deepEqual(frames, transcript.frames);
      assert.deepEqual(scan.replayLiveness({ ...transcript, frames }), verdict);
    },
  );

  test(`a face is followed in ${build} as natively, to the last bit`, { skip }, () => {
    const model = (name) => readFileSync(join(root, "target/models", name));
    const scanner = new scan.Scanner(model("detector.onnx"), model("mesh.onnx"));
    const pixels = readFileSync(join(folder, "pixels.rgb"));
    const { buffer } = new Uint8Array(readFileSync(join(folder, "meshes.f32")));
    for (let index = 0; index < FOLLOWED; index += 1) {
      const picture = pixels.subarray(index * PIXELS, (index + 1) * PIXELS);
      const mesh = new Float32Array(buffer, index * NUMBERS * 4, NUMBERS);
      assert.deepEqual(scanner.follow(picture, 640, 480), mesh);
    }
    scanner.free();
  });

  test(`what is no transcript is refused by ${build} with a code`, () => {
    assert.throws(() => scan.replayLiveness({ frames: [] }), { code: "transcript" });
  });
}
