import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const EDGE = "https://edge.example";
const file = new Blob(["x"]);
const assessment = { width: 1, height: 1, good: true, findings: [] };

/** The page around the frame, as far as the widget touches it; `frames` are those that are on it. */
const page = new EventTarget();
const frames = [];

class Element extends EventTarget {
  style = {};
  sandbox = new Set();
  told = [];
  contentWindow = { postMessage: (message) => this.told.push(message) };

  remove() {
    frames.splice(frames.indexOf(this), 1);
  }

  /** Says something to the page around it, as its own page would. */
  say(message) {
    const { nonce } = Object.fromEntries(new URLSearchParams(new URL(this.src).hash.slice(1)));
    const given = { data: { ...message, nonce }, origin: EDGE, source: this.contentWindow };
    page.dispatchEvent(Object.assign(new Event("message"), given));
  }

  get photos() {
    return this.told.filter(({ type }) => type === "photo");
  }
}

const events = [];
Object.assign(globalThis, {
  HTMLElement: EventTarget,
  addEventListener: page.addEventListener.bind(page),
  customElements: { get: () => undefined, define: () => undefined },
  document: {
    createElement: () => new Element(),
    body: { append: (element) => frames.push(element) },
  },
  location: { origin: "https://portal.example" },
});
for (const name of ["ready", "progress"]) page.addEventListener(name, () => events.push(name));

const { Frame } = await load("widget/src/frame.ts");
const { assessPhoto } = await load("widget/src/real-name-check.ts");

const open = () => new Frame({ origin: EDGE, client: "c" }, { lang: "zh" }, () => undefined);
const settle = () => new Promise(setImmediate);
const absent = { code: "frame_absent" };

/** A frame whose page is there, and what comes of a picture that was given to it. */
async function given() {
  const frame = open();
  frame.element.say({ type: "ready", code: null });
  const answer = frame.assess(file, "upload");
  // Whoever waits for it comes later.
  answer.catch(() => undefined);
  await settle();
  const [{ id }] = frame.element.photos;
  return { frame, answer, id };
}

test("a picture is answered by the page that got it, also where that page loads on", async () => {
  const { frame, answer, id } = await given();
  frame.element.dispatchEvent(new Event("load"));
  frame.element.say({ type: "photo", id, answer: { assessment } });
  assert.deepEqual(await answer, assessment);
});

test("a picture is not waited for once another page has taken the place of the one that got it", async () => {
  const ready = await given();
  ready.frame.element.say({ type: "ready", code: null });
  await assert.rejects(ready.answer, absent);
  const loaded = await given();
  loaded.frame.element.dispatchEvent(new Event("load"));
  loaded.frame.element.dispatchEvent(new Event("load"));
  await assert.rejects(loaded.answer, absent);
});

test("a picture is not waited for without end", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { answer } = await given();
  t.mock.timers.tick(180_000);
  await assert.rejects(answer, absent);
});

test("a picture that is assessed alone leaves neither events nor a frame on the page", async () => {
  const answer = assessPhoto(file, { client: "c", src: `${EDGE}/widget/` });
  const [element] = frames;
  assert.equal(element.style.display, "none");
  element.say({ type: "ready", code: null });
  element.say({ type: "progress", step: "start" });
  await settle();
  const [{ id, profile }] = element.photos;
  assert.equal(profile, "upload");
  element.say({ type: "photo", id, answer: { assessment } });
  assert.deepEqual(await answer, assessment);
  assert.deepEqual([events, frames], [[], []]);
  await assert.rejects(assessPhoto(file, { client: "" }), absent);
  await assert.rejects(assessPhoto(file, { client: "c", src: "nowhere" }), absent);
});
