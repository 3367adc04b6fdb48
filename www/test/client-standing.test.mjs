import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { clientsOf, leftWords, standingOf } = await load("app/src/update/client-standing.ts");
const { zh } = await load("locales/zh.ts");
const { en } = await load("locales/en.ts");

const HOUR = 3600_000;
const at = (hours) => new Date(Date.UTC(2027, 2, 1) + hours * HOUR).toISOString();
const window = (up_to, valid, grace) => ({
  up_to,
  valid_until: at(valid),
  grace_until: at(grace),
});

function check(windows, version, hours, expected, minimum = 1) {
  assert.deepEqual(standingOf({ minimum, windows, now: at(hours) }, version, 0), expected);
}

test("a client is good, then ending, then over, as the authority counts", () => {
  const windows = [window(1, 24, 72)];
  check(windows, 1, 23, { kind: "good" });
  check(windows, 1, 24, { kind: "ending", until: 48 * HOUR });
  check(windows, 1, 71, { kind: "ending", until: HOUR });
  check(windows, 1, 72, { kind: "over" });
  check(windows, 2, 72, { kind: "good" });
  check([], 1, 0, { kind: "over" }, 2);
});

test("the window that closes first counts", () => {
  check([window(2, 24, 96), window(1, 24, 72)], 1, 48, { kind: "ending", until: 24 * HOUR });
  check([window(2, 24, 96), window(1, 24, 72)], 1, 80, { kind: "over" });
});

test("a device whose clock is wrong counts down the same time", () => {
  const clients = { minimum: 1, windows: [window(1, 0, 48)], now: at(24) };
  const { until } = standingOf(clients, 1, 5_000);
  assert.equal(until - 5_000, 24 * HOUR);
});

test("what is left is told in days, on the last day in hours", () => {
  assert.equal(leftWords(14 * 24 * HOUR, zh.clientNotice), "14 天");
  assert.equal(leftWords(24 * HOUR + 1, zh.clientNotice), "2 天");
  assert.equal(leftWords(24 * HOUR, zh.clientNotice), "24 小时");
  assert.equal(leftWords(1.5 * HOUR, en.clientNotice), "2 hours");
  assert.equal(leftWords(HOUR, zh.clientNotice), "不到 1 小时");
});

test("a challenge says of clients what it says, with windows or without", () => {
  const compact = (claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.AA`;
  const claims = { minimum_client: 1, issued_at: at(0), audience: "示例" };
  assert.deepEqual(clientsOf(compact(claims)), { minimum: 1, windows: [], now: at(0) });
  const windows = [window(1, 0, 1)];
  assert.deepEqual(clientsOf(compact({ ...claims, client_windows: windows })).windows, windows);
});
