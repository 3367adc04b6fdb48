import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { answerOf, cacheName, isCacheable, isNamedByItsContent, outdated } = await load(
  "app/src/service-worker/answers.ts",
);

const ORIGIN = "https://edge.example";
const SCRIPT = "/assets/index-DxY3_a1b.js";
const MODEL = "/models/mesh.5d01c21966abb3df.planes";
const build = { id: "5d01c21966abb3df", early: ["/index.html", SCRIPT], later: [MODEL] };

function asked(path, { method = "GET", mode = "cors", headers = {} } = {}) {
  return { method, mode, headers: new Headers(headers), url: new URL(path, ORIGIN).href };
}

/** How a request is answered by a worker of `build`. */
function check(path, options, expected) {
  assert.equal(answerOf(asked(path, options), build, ORIGIN), expected, path);
}

test("the files of the build are kept", () => {
  check(SCRIPT, {}, "file");
  check(MODEL, {}, "file");
  check(SCRIPT, { mode: "same-origin" }, "file");
});

test("what the build did not make is not kept", () => {
  check("/assets/other-DxY3_a1b.js", {}, "network");
  check("/models/models.json", {}, "network");
  check("/healthz", {}, "network");
  check(`https://elsewhere.example${SCRIPT}`, {}, "network");
});

test("nothing of the interface is kept or answered for, not even if the build named it", () => {
  for (const path of [
    "/v1/account",
    "/v1/deployment",
    "/v1/assets/index.js",
    "/frame/one-window",
    "/widget/real-name-check.js",
  ]) {
    check(path, {}, "network");
    check(path, { mode: "navigate" }, "network");
    const careless = { ...build, early: [path] };
    assert.equal(isCacheable(asked(path), careless, ORIGIN), false, path);
  }
});

test("a request that says more than a name is not kept", () => {
  check(SCRIPT, { method: "POST" }, "network");
  check(SCRIPT, { method: "HEAD" }, "network");
  check(`${SCRIPT}?of=somebody`, {}, "network");
  check(SCRIPT, { headers: { Authorization: "Bearer x" } }, "network");
  check(SCRIPT, { headers: { Range: "bytes=0-1" } }, "network");
});

test("every page is the one document, asked of the network first", () => {
  for (const path of ["/", "/register", "/account?from=mail", "/index.html"]) {
    check(path, { mode: "navigate" }, "document");
  }
  check("/", { mode: "navigate", method: "POST" }, "network");
  check("https://elsewhere.example/", { mode: "navigate" }, "network");
});

test("only a name that comes from the content is kept from one build to the next", () => {
  assert.equal(isNamedByItsContent(SCRIPT), true);
  assert.equal(isNamedByItsContent(MODEL), true);
  assert.equal(isNamedByItsContent("/index.html"), false);
  assert.equal(isNamedByItsContent("/mark.svg"), false);
});

test("the build before this one stays for the pages that are still open", () => {
  const own = cacheName(build);
  assert.deepEqual(outdated(["pages-1", "pages-2", "pages-3", own], build), ["pages-1", "pages-2"]);
  assert.deepEqual(outdated(["pages-3", own], build), []);
  assert.deepEqual(outdated([own, "of-somebody-else"], build), []);
});
