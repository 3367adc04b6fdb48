import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

test("no answer stays in a cache but a file that never changes", async () => {
  for (const path of [
    "/api/visit",
    "/api/filings",
    "/api/nothing",
    "/sign-in",
    "/back",
    "/healthz",
  ])
    assert.equal((await get(path)).headers.get("cache-control"), "no-store", path);
  assert.equal((await get("/")).headers.get("cache-control"), "no-cache");
});

test("what is refused says so, and is no trouble of the portal's", async () => {
  const send = (headers, body = "{}") =>
    fetch(`${portal.origin}/api/clerk`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
  const told = async (answer) => [answer.status, (await answer.json()).code];
  const foreign = [
    "https://elsewhere.example",
    "null",
    `${portal.origin}.example`,
    "http://localhost:1",
  ];
  for (const origin of foreign)
    assert.deepEqual(await told(await send({ origin })), [403, "foreign_origin"], origin);
  const crossSite = await send({ "sec-fetch-site": "cross-site" });
  assert.deepEqual(await told(crossSite), [403, "foreign_origin"]);
  const large = `{"code":"${"x".repeat(300_000)}"}`;
  assert.deepEqual(await told(await send({}, large)), [413, "body_too_large"]);
  for (const body of ["", "{", "null", "1"])
    assert.deepEqual(await told(await send({}, body)), [400, "malformed_request"], body);
  const own = await send({ origin: portal.origin }, `{"code":"4711"}`);
  assert.equal(own.status, 204);
});

test("what names a visit stands in no file", async () => {
  const answer = await post("/api/clerk", { code: "4711" });
  const [, id] = /^portal=([^;]+)/.exec(answer.headers.get("set-cookie"));
  const visit = await fetch(`${portal.origin}/api/visit`, { headers: { cookie: `portal=${id}` } });
  assert.equal((await visit.json()).is_clerk, true);
  const files = readdirSync(portal.folder, { recursive: true, withFileTypes: true });
  const kept = files.filter((file) => file.isFile());
  assert.ok(kept.length > 0);
  for (const file of kept)
    assert.equal(readFileSync(join(file.parentPath, file.name)).includes(id), false, file.name);
});

test("one sender is shown so many codes for another device, and no more", async () => {
  const statuses = [];
  for (let asked = 0; asked < 61; asked += 1)
    statuses.push((await post("/api/device-sign-in")).status);
  assert.deepEqual([...new Set(statuses.slice(0, 60))], [500], "there is no identity service");
  assert.equal(statuses[60], 429);
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
