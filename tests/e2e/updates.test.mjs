import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isTooWide, picture, startBrowser, violations, visit } from "./support/browser.mjs";
import { NEXT, startDeployment } from "./support/deployment.mjs";
import { startStack } from "./support/stack.mjs";

let stack;
let browser;

before(async () => {
  stack = await startStack();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A page whose service worker is in charge. */
async function open(address) {
  const visitor = await visit(browser);
  const { page } = visitor;
  await page.goto(address);
  await page.waitForSelector("main h1");
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  return visitor;
}

/** The paths in every cache. */
function cached(page) {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map((request) => new URL(request.url).pathname);
  });
}

test("what is kept are files of the build, and nothing that was asked about a person", async () => {
  const { page, faults, leave } = await open(`${stack.edge}/`);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await page.waitForSelector("main h1");
  assert.ok(asked.includes("/v1/account"));
  const paths = await cached(page);
  assert.ok(paths.includes("/index.html"));
  const strange = paths.filter(
    (path) => !/^\/(assets\/[\w.-]+|index\.html|[\w-]+\.svg)$/.test(path),
  );
  assert.deepEqual(strange, []);
  assert.deepEqual(
    paths.filter((path) => /scan/.test(path)),
    [],
    "the scan waits for the consent",
  );
  assert.deepEqual(faults, []);
  await leave();
});

test("without a network the page still opens, and says what is amiss", async () => {
  const { page, leave } = await open(`${stack.edge}/`);
  await page.context().setOffline(true);
  await page.goto(`${stack.edge}/counter`);
  await page.waitForSelector(".problem[data-code=network]");
  assert.deepEqual(await violations(page), []);
  await picture(page, "offline-zh-phone");
  await page.context().setOffline(false);
  await page.click(".problem button.primary");
  await page.waitForSelector("counter-page h1");
  await leave();
});

test("a newer version is offered, waits for the person's word, and then is there", async (t) => {
  const deployment = await startDeployment(stack.edge);
  t.after(() => deployment.stop());
  const { page, leave } = await open(`${deployment.address}/`);
  deployment.update();
  await page.fill("#number", "440524");
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.locator("[data-update]", { hasText: "请升级到最新版本" }).waitFor();
  assert.equal(await page.inputValue("#number"), "440524");
  assert.deepEqual(await violations(page), []);
  assert.equal(await isTooWide(page), false);
  await picture(page, "update-zh-phone");
  await page.getByRole("button", { name: "立即更新" }).click();
  await page.waitForSelector(`meta[name=build][content="${NEXT}"]`, { state: "attached" });
  await page.waitForSelector("main h1");
  assert.equal(await page.locator("[data-update]").count(), 0);
  await leave();
});
