import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startLonePortal } from "./support/lone-portal.mjs";

let portal;

before(async () => (portal = await startLonePortal()));
after(() => portal?.stop());

const get = (path) => fetch(`${portal.origin}${path}`, { redirect: "manual" });

function post(path, body) {
  return fetch(`${portal.origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: portal.origin },
    body: JSON.stringify(body),
  });
}

test("whoever signs in while the identity service is down is told so where they were", async () => {
  const answer = await get("/sign-in?to=/filings/ABCD2345");
  assert.equal(answer.status, 303);
  const told = `${portal.origin}/filings/ABCD2345?sign-in=unreachable`;
  assert.equal(answer.headers.get("location"), told);
});

test("nobody is led on to another site", async () => {
  const elsewhere = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:1",
    "%",
  ];
  for (const to of elsewhere) {
    const answer = await get(`/sign-in?to=${encodeURIComponent(to)}`);
    const { origin } = new URL(answer.headers.get("location"));
    assert.equal(origin, portal.origin, to);
  }
  // A path that begins anew within itself stays a path.
  const answer = await get(`/sign-in?to=${encodeURIComponent("/.//evil.example")}`);
  assert.ok(answer.headers.get("location").startsWith(`${portal.origin}/`));
});

test("an answer that nobody has asked for signs nobody in", async () => {
  const answer = await get("/back?code=guessed&state=guessed");
  assert.equal(answer.headers.get("location"), `${portal.origin}/?sign-in=failed`);
  const polled = await post("/api/device-sign-in/state", { handle: "guessed.guessed" });
  assert.deepEqual(await polled.json(), { state: "over" });
});

test("whoever is not signed in reads nothing", async () => {
  for (const path of ["/api/filings", "/api/filings/ABCD2345"]) {
    const answer = await get(path);
    assert.equal(answer.status, 401);
    assert.deepEqual(await answer.json(), { code: "not_signed_in" });
  }
});

test("five wrong work codes, and the right one is refused as well", async () => {
  assert.equal((await post("/api/clerk", { code: "4711" })).status, 204);
  for (let guess = 0; guess < 5; guess += 1) {
    assert.equal((await post("/api/clerk", { code: `${guess}` })).status, 403);
  }
  const answer = await post("/api/clerk", { code: "4711" });
  assert.equal(answer.status, 429);
  assert.deepEqual(await answer.json(), { code: "too_many_attempts" });
});

test("the log names the kind of an error and no more", () => {
  assert.match(portal.said(), /"path":"\/sign-in","error":"\w+"/);
  for (const secret of ["guessed", "4711", "evil", "ABCD2345"])
    assert.equal(portal.said().includes(secret), false, secret);
});
