import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { missing } from "../../tests/e2e/support/missing.mjs";
import { load } from "./load.mjs";

const root = join(import.meta.dirname, "../..");
const { changes } = await load("app/src/photo/advice.ts");
const { read } = await load("app/src/embedded/host.ts");
const { photoWords } = await load("locales/photo.ts");

const measured = { value: 0, score: 0 };
const area = { kind: "area", left: 0, top: 0, right: 1, bottom: 1 };

test("what two measures say is said once, with both places", () => {
  const findings = [
    { measure: "single_face", measured },
    { measure: "luminance_mean", measured, advice: "too_dark", place: area },
    { measure: "yaw", measured, advice: "turned", place: area },
    { measure: "under_exposure", measured, advice: "too_dark", place: area },
    { measure: "shape", measured, advice: "wrong_shape" },
  ];
  const found = changes({ findings });
  assert.deepEqual(
    found.map(({ advice, places }) => [advice, places.map(({ isArrow }) => isArrow)]),
    [
      ["too_dark", [false, false]],
      ["turned", [true]],
      ["wrong_shape", []],
    ],
  );
});

test("both languages say the same things", () => {
  for (const part of ["profiles", "advice", "measures", "troubles"]) {
    assert.deepEqual(Object.keys(photoWords.zh[part]), Object.keys(photoWords.en[part]), part);
  }
  for (const { measures } of Object.values(photoWords)) {
    for (const [code, { value }] of Object.entries(measures)) {
      for (const number of [-12.34, 0, 0.5, 300]) assert.ok(value(number), code);
    }
  }
});

test("the frame takes a picture from the page around it alone, and only for what it knows", () => {
  const its = { nonce: "n1", origin: "https://portal.example" };
  const photo = { type: "photo", nonce: "n1", id: 1, file: new Blob(["x"]), profile: "upload" };
  const check = (change, isTaken) => {
    const event = { origin: its.origin, source: its, data: { ...photo, ...change } };
    assert.equal(read(event, its, its) !== undefined, isTaken, JSON.stringify(change));
  };
  check({}, true);
  check({ nonce: "n2" }, false);
  check({ profile: "passport" }, false);
  check({ file: "https://portal.example/picture.jpg" }, false);
  check({ id: "1" }, false);
});

/** What the native tests of the measures recorded. */
const folder = join(root, "target/tmp/photo");
const skip =
  !existsSync(folder) && missing("the native tests of the measures have not recorded any");

for (const build of ["scan", "scan-plain"]) {
  const generated = join(root, "www/app/src/generated", build);
  const scan = await import(join(generated, "scan.js"));
  scan.initSync({ module: readFileSync(join(generated, "scan_bg.wasm")) });

  test(`a picture measures the same to the last bit in ${build} as natively`, { skip }, (t) => {
    const pixels = readFileSync(join(folder, "pixels.rgb"));
    const mesh = new Float32Array(new Uint8Array(readFileSync(join(folder, "mesh.f32"))).buffer);
    const recorded = JSON.parse(readFileSync(join(folder, "assessments.json")), (_, value) =>
      value === null ? undefined : value,
    );
    const { width, height, profiles, findings } = recorded;
    profiles.forEach((profile, index) => {
      const found = scan.assessMesh(pixels, width, height, mesh, profile);
      assert.deepEqual(JSON.parse(JSON.stringify(found.findings)), findings[index], profile);
      t.diagnostic(
        `${profile}: ${milliseconds(() => scan.assessMesh(pixels, width, height, mesh, profile))} ms`,
      );
    });
    assert.throws(() => scan.assessMesh(pixels, width, height, mesh, "passport"), {
      code: "profile",
    });
  });
}

/** The median of many runs, copying the picture included. */
function milliseconds(run) {
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[15].toFixed(2);
}
