import assert from "node:assert/strict";
import { test } from "node:test";
import { REFUSED, picture, screens, violations } from "./support/browser.mjs";
import { clip } from "./support/paths.mjs";
import { beginScan, citizen } from "./support/person.mjs";
import {
  beforeCamera,
  checkLevel,
  checkTrouble,
  hint,
  verificationsAsked,
} from "./support/scan.mjs";
import { browser, stack, start } from "./support/start.mjs";

start();

/** Lets a sample citizen, with whom any face would do, scan before a `camera`. */
async function scan(test, camera, skip, options, act) {
  const person = await citizen(stack, "passes", skip);
  await beforeCamera({ test, stack, camera, person, ...options }, async (page) => {
    const asked = verificationsAsked(page);
    await beginScan(page);
    await act(page, asked);
  });
}

async function checkEnd(page, asked, code, words) {
  await page.waitForURL("**/result", { timeout: 60_000 });
  await checkTrouble(page, code, words);
  assert.deepEqual(await violations(page), []);
  assert.equal(asked.filter((request) => request.startsWith("PUT")).length, 0, "evidence was sent");
  await picture(page, `result-${code}-zh-phone`);
  await checkLevel(page, "三级实名");
}

test("in the dark the guidance says so, and the scan can be left", async (t) => {
  await scan(t, clip("darkened"), 0, { viewport: screens.desktop }, async (page) => {
    await hint(page, "too_dark");
    assert.match(await page.locator(".prompt").innerText(), /光线太暗/);
    assert.equal(await page.getAttribute(".scan", "data-tone"), "adjust");
    assert.deepEqual(await violations(page), []);
    await picture(page, "scan-dark-zh-desktop");
    await page.locator(".scan button:not([data-sound])").click();
    await page.waitForSelector("level-page h1");
  });
});

test("a still photograph makes no movement and passes nothing", async (t) => {
  await scan(t, clip("still"), 1, {}, (page, asked) =>
    checkEnd(page, asked, "action_not_seen", /没有检测到指定动作/),
  );
});

test("a camera that stands still is noticed before anything is asked", async (t) => {
  await scan(t, clip("frozen"), 2, {}, (page, asked) =>
    checkEnd(page, asked, "scan_interrupted", /扫描中断/),
  );
});

test("a camera that is refused is explained, and no challenge is drawn", async (t) => {
  await scan(t, REFUSED, 3, {}, async (page, asked) => {
    await checkEnd(page, asked, "camera_refused", /允许本网站使用摄像头/);
    assert.deepEqual(asked, []);
  });
});

test("without a camera the page says what else there is", async (t) => {
  const person = await citizen(stack, "no_portrait");
  await beforeCamera({ test: t, stack, browser, person }, async (page) => {
    const asked = verificationsAsked(page);
    await beginScan(page);
    await checkEnd(page, asked, "camera_absent", /登记窗口/);
    assert.deepEqual(asked, []);
  });
});
