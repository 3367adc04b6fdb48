import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { cameraCode, withoutCamera } = await load("app/src/scan/camera.ts");
const { hasVectors } = await load("app/src/scan/simd.ts");

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
