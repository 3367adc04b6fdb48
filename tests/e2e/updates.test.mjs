import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isTooWide, picture, violations, visit } from "./support/browser.mjs";
import { NEXT, startDeployment } from "./support/deployment.mjs";
import { root } from "./support/paths.mjs";
import { citizen, register } from "./support/person.mjs";
import { startStack } from "./support/stack.mjs";
import { browser, stack, start } from "./support/start.mjs";

start();

/** The version of this build's client. */
const CLIENT = Number(
  readFileSync(join(root, "crates/verification/src/client.rs"), "utf8").match(
    /CLIENT_VERSION: u32 = (\d+);/,
  )[1],
);

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

/** A stack whose authority takes this page's client until so many hours from now, of two days of grace. */
async function ending(t, hours) {
  const validUntil = new Date(Date.now() + (hours - 48) * 3600_000).toISOString();
  const windows = [{ up_to: CLIENT, valid_until: validUntil, grace_days: 2 }];
  const limited = await startStack({
    SHIMING_AUTHORITY_CLIENT_WINDOWS: JSON.stringify(windows),
  });
  t.after(() => limited.stop());
  return limited;
}

/** Somebody who is about to consent to a face scan. */
async function beforeConsent(limited, options) {
  const visitor = await visit(browser, options);
  const { page } = visitor;
  await register(page, limited, await citizen(limited, "passes"));
  await page.click("a[href='/level']");
  await page.waitForSelector("face-consent h2");
  return visitor;
}

test("before its window ends a client is not warned of anything", async (t) => {
  const limited = await ending(t, 49);
  const { page, leave } = await beforeConsent(limited);
  const { windows } = await (await fetch(`${limited.edge}/v1/clients`)).json();
  assert.equal(windows.length, 1);
  const asked = page.waitForRequest("**/v1/clients");
  await page.reload();
  await (await asked).response();
  await page.waitForSelector("#consent");
  assert.equal(await page.locator("[data-client-notice], .problem").count(), 0);
  await leave();
});

test("while its grace lasts the person is told how long, and goes on all the same", async (t) => {
  const limited = await ending(t, 30);
  const { page, faults, leave } = await beforeConsent(limited);
  const notice = page.locator("[role=status] [data-client-notice]");
  await notice.filter({ hasText: "还可以使用 2 天" }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal(await isTooWide(page), false);
  await picture(page, "client-ending-zh-phone");
  await page.check("#consent");
  await page.click("form button.primary");
  await page.waitForURL(/\/(scan|result)$/);
  assert.deepEqual(faults, []);
  await leave();
});

test("on the last day the hours are counted", async (t) => {
  const limited = await ending(t, 4.5);
  const { page, leave } = await beforeConsent(limited, { language: "en" });
  await page.locator("[data-client-notice]", { hasText: "5 hours" }).waitFor();
  await leave();
});

test("after its grace a client is sent for the newest version before a camera opens", async (t) => {
  const limited = await ending(t, -1);
  const deployment = await startDeployment(limited.edge);
  t.after(() => deployment.stop());
  const { page, leave } = await beforeConsent(limited);
  await page.waitForSelector(".problem[data-code=upgrade_needed]");
  assert.equal(await page.locator("#consent").count(), 0);
  await page.locator(".refuse a[href='/counter']").waitFor();
  assert.deepEqual(await violations(page), []);
  await picture(page, "client-over-zh-phone");
  await leave();
  const stranger = await open(`${deployment.address}/face`);
  await stranger.page.fill("#number", "440524188001010014");
  await stranger.page.click("form button.primary");
  await stranger.page.waitForSelector(".problem[data-code=upgrade_needed]");
  deployment.update();
  await stranger.page.click(".problem button[data-next=upgrade]");
  await stranger.page.waitForSelector(`meta[name=build][content="${NEXT}"]`, { state: "attached" });
  await stranger.leave();
});
