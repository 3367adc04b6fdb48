import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { JpegQuality, bytesPerFrame } = await load("app/src/scan/quality.ts");
const { fitted } = await load("app/src/scan/size.ts");
const { cameraCode, withoutCamera } = await load("app/src/scan/camera.ts");
const { hasVectors } = await load("app/src/scan/simd.ts");

test("frames keep their shape and shrink to the longest side", () => {
  const check = (width, height, expected) =>
    assert.deepEqual(Object.values(fitted({ width, height })), expected);
  check(640, 480, [640, 480]);
  check(1280, 720, [640, 360]);
  check(720, 1280, [360, 640]);
  check(320, 240, [320, 240]);
});

test("a capture of the longest time fits its bytes", () => {
  const frame = bytesPerFrame(6 << 20, 15_000, 95);
  assert.ok(frame * Math.ceil(15_000 / 95) < 6 << 20);
  assert.ok(frame > 30_000);
});

test("frames that are too large lower the quality, room raises it again", () => {
  const quality = new JpegQuality(40_000);
  const best = quality.value;
  quality.learn(50_000);
  assert.ok(quality.value < best);
  for (let frame = 0; frame < 50; frame += 1) quality.learn(50_000);
  assert.ok(quality.value >= 0.5);
  for (let frame = 0; frame < 50; frame += 1) quality.learn(10_000);
  assert.equal(quality.value, best);
});

test("each camera error has its words", () => {
  assert.equal(cameraCode("NotAllowedError"), "camera_refused");
  assert.equal(cameraCode("NotFoundError"), "camera_absent");
  assert.equal(cameraCode("NotReadableError"), "camera_busy");
  assert.equal(withoutCamera("Mozilla/5.0 MicroMessenger/8.0"), "camera_in_app");
  assert.equal(withoutCamera("Mozilla/5.0 MSIE 9"), "browser_too_old");
});

test("the probe for vector instructions is a module that this engine takes", () => {
  assert.equal(hasVectors(), true);
});
