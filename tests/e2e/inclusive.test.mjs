import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { picture, violations, visit } from "./support/browser.mjs";
import { follow, press, tick } from "./support/keyboard.mjs";
import { missing } from "./support/missing.mjs";
import { TURNING, clip, portrait } from "./support/paths.mjs";
import { agree, citizen, enrol, register } from "./support/person.mjs";
import { asked, beforeCamera, checkLevel, scanned } from "./support/scan.mjs";
import { browser, stack, start } from "./support/start.mjs";

const camera = clip("talking", TURNING);
const skip = !existsSync(camera) && missing("there is no ../shared/footage/turn_blink_mouth.mp4");

/** Without blinks two are left that the clip is sure to hold; they come more often then. */
start({
  camera: skip ? undefined : camera,
  variables: { SHIMING_AUTHORITY_ACTIONS: "turn_left,turn_right,blink" },
});

/** Keeps what the page says aloud and how it vibrates. */
function listen() {
  window.heard = [];
  window.felt = [];
  const speech = {
    speaking: false,
    cancel: () => undefined,
    getVoices: () => [{ lang: "zh-CN" }],
    speak: ({ text, lang }) => window.heard.push({ text, lang }),
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  Navigator.prototype.vibrate = (pattern) => window.felt.push(pattern);
}

const box = "details.needs";

test(
  "who can neither see the prompts nor close the eyes is led by voice through movements that are left",
  { skip },
  async (t) => {
    const person = await enrol(stack, "样例动作", portrait(TURNING));
    await beforeCamera({ test: t, stack, browser, person }, async (page) => {
      await page.evaluate(listen);
      const bodies = [];
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (pathname === "/v1/verifications") bodies.push(request.postDataJSON());
      });
      await follow(page, "/level", "level-page");
      assert.equal(await page.locator(box).getAttribute("open"), null);
      await press(page, `${box} summary`);
      await tick(page, "#need-sight");
      await tick(page, "#need-eyes");
      assert.deepEqual(await violations(page), []);
      await picture(page, "needs-zh-phone");
      assert.deepEqual(await page.evaluate(() => window.heard), [
        { text: "语音提示已打开。", lang: "zh-CN" },
      ]);
      await agree(page);
      await asked(page);
      assert.deepEqual(bodies[0].needs, { without: ["eyes"], more_time: true });
      await page.locator("[data-sound][aria-pressed=true]").waitFor();
      await scanned(t, page);
      await page.locator(".level-badge", { hasText: "四级实名" }).waitFor();
      const heard = (await page.evaluate(() => window.heard)).map(({ text }) => text);
      assert.ok(
        heard.some((text) => /向[左右]慢慢转头/.test(text)),
        heard.join(),
      );
      assert.ok(!heard.some((text) => text.includes("眨")), heard.join());
      assert.ok((await page.evaluate(() => window.felt)).length >= 3);
      await checkLevel(page, "四级实名");
    });
  },
);

test("who can do too little is led to the counter before a camera opens", async () => {
  const { page, leave } = await visit(browser, { language: "en" });
  const begun = [];
  page.on("request", (request) => begun.push(new URL(request.url()).pathname));
  await register(page, stack, await citizen(stack, "passes"));
  await page.click("a[href='/level']");
  await page.click(`${box} summary`);
  await page.check("#need-head");
  await page.check("#need-mouth");
  await page.locator(".too-little a[href='/counter']").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.check("#consent");
  await page.click("form button.primary");
  assert.match(await page.evaluate(() => document.activeElement.href), /\/counter$/);
  assert.ok(!begun.includes("/v1/verifications"));
  await leave();
});
