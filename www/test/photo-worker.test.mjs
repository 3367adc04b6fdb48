import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const workers = [];

/** The scan's worker, as far as the page sees it. */
globalThis.Worker = class extends EventTarget {
  asked = [];
  isEnded = false;

  constructor() {
    super();
    workers.push(this);
  }

  postMessage(message) {
    this.asked.push(message);
  }

  terminate() {
    this.isEnded = true;
  }

  answer(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
};
globalThis.OffscreenCanvas = Object;

const { PhotoAssessor } = await load("app/src/photo/assess.ts");
const { assess } = await load("app/src/embedded/photo.ts");
const { assess: measure } = await load("app/src/scan/photo.ts");
const { failureCode, LoadError } = await load("app/src/scan/failure.ts");

const file = new Blob(["x"]);
const settle = () => new Promise(setImmediate);
const interrupted = { trouble: "scan_interrupted" };

test("no worker outlives the page that asked, whatever still waits for its turn", async () => {
  workers.length = 0;
  const assessor = new PhotoAssessor();
  const answers = ["scan", "upload"].map((profile) => assessor.assess(file, profile));
  await settle();
  assessor.end();
  assert.deepEqual(await Promise.all(answers), [interrupted, interrupted]);
  assert.deepEqual(
    workers.map(({ isEnded }) => isEnded),
    [true],
  );
});

test("a picture that is wanted no more when its turn comes is not looked at", async () => {
  workers.length = 0;
  const assessor = new PhotoAssessor();
  const first = assessor.assess(file, "scan");
  const unwanted = assessor.assess(file, "upload", AbortSignal.abort());
  const last = assessor.assess(file, "id_portrait");
  for (let turn = 0; turn < 2; turn += 1) {
    await settle();
    workers[0].answer({ type: "refused", code: "too_small" });
  }
  assert.deepEqual(await Promise.all([first, unwanted, last]), [
    { trouble: "too_small" },
    interrupted,
    { trouble: "too_small" },
  ]);
  assert.deepEqual(
    workers[0].asked.map(({ profile }) => profile),
    ["scan", "id_portrait"],
  );
});

test("the widget's frame keeps no picture once all are answered", async () => {
  workers.length = 0;
  const answers = [assess(file, "scan"), assess(file, "upload")];
  await settle();
  workers[0].answer({ type: "refused", code: "too_small" });
  await settle();
  assert.equal(workers[0].isEnded, false);
  const picture = { close: () => undefined };
  workers[0].answer({ type: "assessed", assessment: { good: true }, picture });
  assert.deepEqual(await Promise.all(answers), [
    { code: "too_small" },
    { assessment: { good: true } },
  ]);
  assert.equal(workers[0].isEnded, true);
  const another = assess(file, "scan");
  await settle();
  workers[1].answer({ type: "refused", code: "malformed" });
  assert.deepEqual(await another, { code: "malformed" });
  assert.equal(workers[1].isEnded, true);
});

test("only what did not load is told as a matter of the network", () => {
  for (const [error, expected] of [
    [new LoadError(new TypeError("Failed to fetch")), "parts_missing"],
    [new LoadError(new Error("a model did not arrive")), "parts_missing"],
    [new LoadError(new WebAssembly.CompileError()), "browser_too_old"],
    [new LoadError(new RangeError("out of memory")), "scan_interrupted"],
    [new LoadError(new WebAssembly.RuntimeError("unreachable")), "scan_interrupted"],
    [new WebAssembly.RuntimeError("unreachable"), "scan_interrupted"],
    [new RangeError("Array buffer allocation failed"), "scan_interrupted"],
    [new DOMException("no bitmap", "InvalidStateError"), "scan_interrupted"],
  ])
    assert.equal(failureCode(error), expected, String(error.cause ?? error));
});

test("a file that is gone is refused; one that there is no memory for is not called damaged", async () => {
  const decoder = { mostBytes: () => 8, decodePicture: () => undefined };
  const failing = (error) =>
    measure(decoder, {}, { size: 1, arrayBuffer: () => Promise.reject(error) }, "scan");
  for (const name of ["NotFoundError", "NotReadableError"])
    assert.deepEqual(await failing(new DOMException("", name)), {
      type: "refused",
      code: "malformed",
    });
  await assert.rejects(failing(new RangeError("Array buffer allocation failed")), RangeError);
});
