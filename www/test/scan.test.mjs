import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { cameraCode, isInfrared, withoutCamera } = await load("app/src/scan/camera.ts");
const { joined } = await load("app/src/scan/planes.ts");
const { hasVectors } = await load("app/src/scan/simd.ts");

test("a model's bytes are put together as they were", () => {
  const join = (text) => new TextDecoder().decode(joined(new TextEncoder().encode(text)));
  assert.equal(join("abcAB"), "aAbBc");
  assert.equal(join("abAB"), "aAbB");
  assert.equal(join(""), "");
});

test("each camera error has its words", () => {
  assert.equal(cameraCode("NotAllowedError"), "camera_refused");
  assert.equal(cameraCode("NotFoundError"), "camera_absent");
  assert.equal(cameraCode("NotReadableError"), "camera_busy");
  assert.equal(withoutCamera("Mozilla/5.0 MicroMessenger/8.0"), "camera_in_app");
  assert.equal(withoutCamera("Mozilla/5.0 MSIE 9"), "browser_too_old");
});

test("cameras that see infrared light are known by their names", () => {
  const names = ["Integrated IR Camera", "Camera ir (13d3:56ea)", "Infrared Front", "红外摄像头"];
  for (const name of names) assert.ok(isInfrared(name), name);
  const others = [
    "Integrated Camera",
    "FaceTime HD",
    "Mirror Cam",
    "前置摄像头",
    "camera2 1, facing front",
  ];
  for (const name of others) assert.ok(!isInfrared(name), name);
});

test("the probe for vector instructions is a module that this engine takes", () => {
  assert.equal(hasVectors(), true);
});
