import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { picture, screens, startBrowser, violations, visit } from "./support/browser.mjs";
import { clip, footage } from "./support/paths.mjs";
import { beginScan, citizen, enrol, register, troubleShown } from "./support/person.mjs";
import { startStack } from "./support/stack.mjs";

/** What the clip is sure to hold in every few seconds; a set of one is asked for again and again. */
const ACTIONS = "open_mouth";

let stack;
let folder;

before(async () => {
  stack = await startStack({ SHIMING_AUTHORITY_ACTIONS: ACTIONS });
  folder = mkdtempSync(join(tmpdir(), "shiming-frames-"));
});

after(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Another moment of the man in the car, as a register would hold him. */
function portraitOfTheMan() {
  const file = join(folder, "man.jpg");
  const scale = "scale=704:576:flags=lanczos,crop=640:480:0:40";
  const from = ["-ss", "2", "-i", footage("carphone_pristine.mp4"), "-vf", scale];
  execFileSync("ffmpeg", [
    "-loglevel",
    "error",
    "-y",
    ...from,
    "-frames:v",
    "1",
    "-q:v",
    "2",
    file,
  ]);
  return file;
}

/** One visitor before a camera that shows `scene`. */
async function beforeCamera(scene, person, act, options) {
  assert.ok(existsSync(clip(scene)), `the clip ${scene} is made by \`cargo xtask test\``);
  const browser = await startBrowser(clip(scene));
  try {
    const visitor = await visit(browser, options);
    await register(visitor.page, stack, person);
    await act(visitor.page);
    assert.deepEqual(visitor.faults, []);
  } finally {
    await browser.close();
  }
}

const result = (page) => page.waitForURL("**/result", { timeout: 90_000 });

/** The hints that are shown, until `wanted` or the end of the scan. */
async function hintsUntil(page, wanted) {
  const prompt = page.locator(`.prompt[data-code=${wanted}]`);
  await prompt.waitFor({ timeout: 60_000 });
}

test("the man whose portrait is on file reaches level four", async () => {
  const person = await enrol(stack, "样例本人", portraitOfTheMan());
  await beforeCamera("talking", person, async (page) => {
    await beginScan(page);
    await hintsUntil(page, "hold_still");
    await picture(page, "scan-zh-phone");
    await result(page);
    await page.locator(".level-badge", { hasText: "四级实名" }).waitFor();
    assert.deepEqual(await violations(page), []);
    await picture(page, "result-passed-zh-phone");
    await page.click("main a[href='/account']");
    await page.locator(".history li", { hasText: "人脸识别" }).waitFor();
    await picture(page, "account-four-zh-phone");
  });
});

test("another man's portrait on file is told as such", async () => {
  const person = await enrol(stack, "样例别人", footage("obama.jpg"));
  const options = { language: "en", viewport: screens.desktop };
  const scan = async (page) => {
    await beginScan(page);
    await hintsUntil(page, "hold_still");
    await picture(page, "scan-en-desktop");
    await result(page);
    assert.equal(await troubleShown(page), "face_differs");
    assert.deepEqual(await violations(page), []);
    await picture(page, "result-face-differs-en-desktop");
  };
  await beforeCamera("talking", person, scan, options);
});

test("in the dark the guidance says so", async () => {
  await beforeCamera("darkened", await citizen(stack, "passes"), async (page) => {
    await beginScan(page);
    await hintsUntil(page, "too_dark");
    assert.equal(await page.getAttribute(".scan", "data-tone"), "adjust");
    assert.deepEqual(await violations(page), []);
    await picture(page, "scan-dark-zh-phone");
    await page.locator(".scan button").click();
    await page.waitForSelector("level-page h1");
  });
});

test("a still photograph makes no movement and passes nothing", async () => {
  await beforeCamera("still", await citizen(stack, "passes", 1), async (page) => {
    await beginScan(page);
    await result(page);
    assert.notEqual(await troubleShown(page), null);
    assert.equal(await page.locator(".passed").count(), 0);
    await picture(page, "result-still-zh-phone");
    await page.click("main a[href='/account']");
    await page.locator(".level-badge", { hasText: "三级实名" }).waitFor();
  });
});

test("evidence that the network lost is sent again, the very same bytes", async () => {
  const person = await enrol(stack, "样例断网", portraitOfTheMan());
  await beforeCamera("talking", person, async (page) => {
    const sent = [];
    await page.route("**/evidence", async (route) => {
      sent.push(route.request().postDataBuffer());
      await (sent.length === 1 ? route.abort("connectionreset") : route.continue());
    });
    await beginScan(page);
    await result(page);
    assert.equal(await troubleShown(page), "network");
    await picture(page, "result-network-zh-phone");
    await page.click(".problem button.primary");
    await page.locator(".level-badge", { hasText: "四级实名" }).waitFor();
    assert.equal(sent.length, 2);
    assert.deepEqual(sent[0], sent[1]);
  });
});

test("a camera that is refused or missing is explained", async () => {
  const browser = await startBrowser();
  const { page } = await visit(browser);
  await register(page, stack, await citizen(stack, "passes", 2));
  await beginScan(page);
  await result(page);
  assert.match(await troubleShown(page), /^camera_(refused|absent)$/);
  assert.deepEqual(await violations(page), []);
  await picture(page, "result-no-camera-zh-phone");
  await browser.close();
});

test("nothing of the scan is loaded before the consent", async () => {
  const browser = await startBrowser();
  const { page } = await visit(browser);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await register(page, stack, await citizen(stack, "passes", 3));
  await page.click("a[href='/level']");
  await page.waitForSelector("#consent");
  assert.equal(await page.isChecked("#consent"), false);
  await page.click("form button.primary");
  await page.locator("#consent-error", { hasText: "勾选" }).waitFor();
  const early = asked.filter((path) => /scan|\.onnx|models/.test(path));
  assert.deepEqual(early, []);
  await browser.close();
});
