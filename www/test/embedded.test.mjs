import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

globalThis.matchMedia = () => ({ matches: false, addEventListener: () => undefined });
const { obstacle } = await load("app/src/scan/obstacle.ts");
const { isReadable } = await load("app/src/embedded/look.ts");
const { given, read } = await load("app/src/embedded/host.ts");
const { anotherDeviceHelps } = await load("app/src/check/other-device.ts");
const { embeddedWords } = await load("locales/embedded.ts");
const { deviceTroubles } = await load("locales/device-troubles.ts");

const GOOD = {
  isSecure: true,
  userAgent: "Mozilla/5.0",
  canCompute: true,
  isDelegated: undefined,
  devices: async () => ["audioinput", "videoinput"],
};

test("what keeps a device from scanning is known before anything large is loaded", async () => {
  for (const [change, expected] of [
    [{}, undefined],
    [{ isDelegated: true }, undefined],
    [{ isSecure: false }, "connection_insecure"],
    [{ canCompute: false }, "browser_too_old"],
    [{ devices: undefined }, "browser_too_old"],
    [{ devices: undefined, userAgent: "MicroMessenger/8.0" }, "camera_in_app"],
    [{ isDelegated: false }, "camera_not_delegated"],
    [{ devices: async () => ["audioinput"] }, "camera_absent"],
    [{ devices: async () => [] }, "camera_absent"],
  ]) {
    assert.equal(await obstacle({ ...GOOD, ...change }), expected, JSON.stringify(change));
  }
});

test("a browser that does not list its cameras is asked for one later", async () => {
  const devices = () => Promise.reject(new Error("not allowed"));
  assert.equal(await obstacle({ ...GOOD, devices }), undefined);
});

test("every such trouble has its words, and a phone helps", () => {
  for (const code of Object.keys(deviceTroubles.zh)) {
    assert.ok(deviceTroubles.en[code].title, code);
    assert.ok(anotherDeviceHelps(code), code);
  }
  assert.equal(anotherDeviceHelps("face_differs"), false);
  assert.deepEqual(Object.keys(embeddedWords.zh), Object.keys(embeddedWords.en));
});

test("the frame speaks only where the element of the widget wrote the address", () => {
  const origin = encodeURIComponent("https://portal.example");
  const { appearance, ...its } = given(`#nonce=n1&origin=${origin}&lang=en&elder=true&radius=4`);
  assert.deepEqual(its, { nonce: "n1", origin: "https://portal.example" });
  assert.deepEqual(appearance, {
    lang: "en",
    elder: true,
    colours: "system",
    accent: null,
    radius: 4,
  });
  for (const fragment of ["", "#nonce=n1", "#nonce=n1&origin=*", "#nonce=n1&origin=https://a/b"])
    assert.equal(given(fragment), undefined, fragment);
});

test("only its own page's messages with its own nonce are taken", () => {
  const its = { nonce: "n1", origin: "https://portal.example" };
  const parent = {};
  const data = { type: "token", token: "t", nonce: "n1" };
  const check = (change, isTaken) => {
    const event = { origin: its.origin, source: parent, data, ...change };
    assert.equal(read(event, its, parent) !== undefined, isTaken, JSON.stringify(change));
  };
  check({}, true);
  check({ origin: "https://other.example" }, false);
  check({ source: {} }, false);
  check({ data: { ...data, nonce: "n2" } }, false);
  check({ data: { type: "token", nonce: "n1" } }, false);
  check({ data: { type: "end", nonce: "n1" } }, false);
  check({ data: null }, false);
  check({ data: "token" }, false);
});

test("an accent that white cannot be read on is not taken", () => {
  for (const [colour, expected] of [
    ["#0c4550", true],
    ["#7A1F3D", true],
    ["#000000", true],
    ["#ffcc00", false],
    ["#7c8a8f", false],
    ["red", false],
    ["#fff; x", false],
  ]) {
    assert.equal(isReadable(colour), expected, colour);
  }
});
