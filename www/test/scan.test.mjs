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

/** A browser with these cameras, of which those listed do not open. */
function browserWith(cameras, silent, name = "NotReadableError") {
  const opened = [];
  const mediaDevices = {
    enumerateDevices: async () =>
      cameras.map((deviceId) => ({ kind: "videoinput", label: deviceId, deviceId })),
    getUserMedia: async ({ video }) => {
      const id = video.deviceId?.exact ?? cameras[0];
      opened.push(id);
      // As WebKit's, it is no DOMException.
      if (silent.includes(id)) throw Object.assign(Object.create(null), { name });
      return { id, getVideoTracks: () => [{ label: id, getSettings: () => ({ deviceId: id }) }] };
    },
  };
  Object.defineProperty(globalThis, "navigator", {
    value: { mediaDevices, userAgent: "" },
    configurable: true,
  });
  return opened;
}

test("where one camera does not open, the others are tried", async () => {
  const { openCamera } = await load("app/src/scan/camera.ts");
  const opened = browserWith(["front", "infrared", "usb", "back"], ["front", "usb"]);
  assert.equal((await openCamera()).id, "back");
  assert.deepEqual(opened, ["front", "front", "usb", "back"]);
  assert.equal((await openCamera()).id, "back", "it is chosen from then on");
});

test("where none opens, or the person said no, that is told", async () => {
  const fails = async (cameras, name, code) => {
    const { openCamera } = await load("app/src/scan/camera.ts");
    const opened = browserWith(cameras, cameras.length ? cameras : [undefined], name);
    await assert.rejects(openCamera(), { code });
    return opened;
  };
  await fails(["front", "back"], "NotReadableError", "camera_busy");
  await fails([], "OverconstrainedError", "camera_absent");
  const asked = await fails(["front", "back"], "NotAllowedError", "camera_refused");
  assert.deepEqual(asked, ["front"]);
});

test("an error without WebAssembly, or from it, has its code", async () => {
  const { failureCode, LoadError } = await load("app/src/scan/failure.ts");
  const { OffscreenCanvas, WebAssembly } = globalThis;
  globalThis.OffscreenCanvas = function OffscreenCanvas() {};
  try {
    assert.equal(failureCode(new LoadError(new TypeError("no network"))), "parts_missing");
    assert.equal(failureCode(new WebAssembly.RuntimeError("trap")), "scan_interrupted");
    delete globalThis.WebAssembly;
    assert.equal(failureCode(new LoadError(new ReferenceError("none"))), "browser_too_old");
    assert.equal(failureCode(new TypeError("none")), "browser_too_old");
  } finally {
    Object.assign(globalThis, { OffscreenCanvas, WebAssembly });
  }
});

test("a worker that never answers is given up, and asked nothing more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.Worker = function Worker() {
    return { addEventListener() {}, postMessage() {}, terminate() {} };
  };
  const { Scanner } = await load("app/src/scan/scanner.ts");
  for (const [ask, code, longest] of [
    [(scanner) => scanner.load(), "parts_missing", 180_000],
    [(scanner) => scanner.begin("", 95), "scan_interrupted", 20_000],
    [(scanner) => scanner.seal(), "scan_interrupted", 60_000],
  ]) {
    const scanner = new Scanner();
    const asked = assert.rejects(ask(scanner), { code });
    await Promise.resolve();
    t.mock.timers.tick(longest - 1);
    assert.equal(scanner.busy, true);
    t.mock.timers.tick(1);
    await asked;
    await assert.rejects(scanner.seal(), { code });
  }
  delete globalThis.Worker;
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

test("the camera is described to whom the consent names it, and to nobody else", async () => {
  const { describeCamera, namesCamera } = await load("app/src/scan/camera-description.ts");
  for (const version of ["2026-12-2", "2026-12-3", "2027-01", "2027"])
    assert.ok(namesCamera(version), version);
  for (const version of ["2026-12", "2026-12-1", "2026-11", "", "next"])
    assert.ok(!namesCamera(version), version);
  const track = {
    label: "相".repeat(300),
    getSettings: () => ({
      width: 640,
      height: 480,
      frameRate: 29.97,
      facingMode: "user",
      deviceId: "which",
    }),
    getCapabilities: () => ({ width: { max: 1280 }, deviceId: "which", frameRate: { max: 30 } }),
  };
  const of = (track, version) => describeCamera({ getVideoTracks: () => [track] }, version);
  const described = of(track, "2026-12-2");
  assert.ok(new TextEncoder().encode(described).length < 1024);
  assert.deepEqual(JSON.parse(described), {
    label: "相".repeat(200),
    settings: { width: 640, height: 480, rate: 29_970, facing: "user" },
    capabilities: { width: 1280, height: 0, rate: 30_000 },
  });
  const silent = { label: "", getSettings: () => ({}) };
  assert.deepEqual(JSON.parse(of(silent, "2026-12-2")), {
    label: "",
    settings: { width: 0, height: 0, rate: 0 },
  });
  const read = () => assert.fail("the camera was read");
  const unread = {
    get label() {
      return read();
    },
    getSettings: read,
    getCapabilities: read,
  };
  assert.equal(of(unread, "2026-12"), undefined);
  assert.equal(describeCamera(undefined, "2026-12-2"), undefined);
});
