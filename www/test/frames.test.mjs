import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { watchFrames } = await load("app/src/scan/frames.ts");
const { Pace } = await load("app/src/scan/pace.ts");

/** A camera's picture changes as often. */
const CAMERA_MS = 33;

const passing = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Watches a camera for so many milliseconds of a clock that `t` holds, where reading a frame and looking at it take
 * their time. Returns the times of the frames that were looked at, when each was, and the most that were at hand at once.
 */
async function watched(t, { readMs, lookMs, forMs }) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const seen = { times: [], lookedAt: [], gaps: 0, most: 0 };
  let now = 0;
  let open = 0;
  let show;
  t.mock.method(performance, "now", () => now);
  globalThis.createImageBitmap = async () => {
    await passing(readMs);
    seen.most = Math.max(seen.most, (open += 1));
    return { close: () => (open -= 1) };
  };
  const video = { requestVideoFrameCallback: (next) => (show = next) };
  const stop = watchFrames(
    video,
    () => (seen.gaps += 1),
    async (frame, atMs) => {
      seen.times.push(atMs);
      seen.lookedAt.push(now);
      await passing(lookMs);
      frame.close();
    },
  );
  for (; now < forMs; now += 1) {
    if (now % CAMERA_MS === 0) show(now);
    t.mock.timers.tick(1);
    await new Promise(setImmediate);
  }
  stop();
  t.mock.timers.tick(1000);
  await new Promise(setImmediate);
  seen.left = open;
  delete globalThis.createImageBitmap;
  return seen;
}

const perSecond = ({ times }, forMs) => (times.length * 1000) / forMs;

for (const [readMs, lookMs, expected] of [
  [50, 57, 10],
  [57, 50, 10],
  [20, 150, 6.6],
  [150, 20, 6],
  [1, 200, 5],
]) {
  test(`reading ${readMs} ms and looking ${lookMs} ms, the slower alone sets the pace`, async (t) => {
    const seen = await watched(t, { readMs, lookMs, forMs: 6000 });
    const rate = perSecond(seen, 6000);
    assert.ok(Math.abs(rate - expected) < 0.4, `${rate} a second`);
    assert.ok(seen.most <= 2, `${seen.most} frames at once`);
    assert.equal(seen.left, 0, "every frame is given back");
    assert.equal(seen.gaps, 0);
    const ages = seen.lookedAt.map((at, index) => at - seen.times[index]);
    assert.ok(Math.max(...ages) <= readMs + lookMs + 1, "no frame waits for more than one other");
    assert.ok(
      seen.times.every((time) => time % CAMERA_MS === 0),
      "times are those of the camera",
    );
  });
}

test("a frame that is never read is a gap, also while none is looked at", async (t) => {
  const seen = await watched(t, { readMs: 60_000, lookMs: 1, forMs: 4000 });
  assert.deepEqual(seen.times, []);
  // Node's clock for tests goes on with an interval that ends itself.
  assert.ok(seen.gaps > 0);
});

test("what takes long to look at is no gap", async (t) => {
  const seen = await watched(t, { readMs: 1, lookMs: 5000, forMs: 9000 });
  assert.equal(seen.gaps, 0);
});

/** A device with these gaps between frames, again and again, for so many milliseconds. */
function paced(gaps, forMs = 5000) {
  const pace = new Pace();
  for (let at = 0, index = 0; at <= forMs; at += gaps[index % gaps.length], index += 1)
    pace.count(at);
  return [pace.isSlow, pace.isHopeless];
}

test("a device is slow below six frames a second, and hopeless where most gaps are too long", () => {
  assert.deepEqual(paced([100]), [false, false]);
  assert.deepEqual(paced([125]), [false, false]);
  assert.deepEqual(paced([200]), [true, false]);
  assert.deepEqual(paced([260]), [true, true]);
});

test("one stall makes no device slow, nor does the first moment", () => {
  assert.deepEqual(paced([100, 100, 100, 100, 700]), [false, false]);
  assert.deepEqual(paced([300], 2400), [false, false]);
});
