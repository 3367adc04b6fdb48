import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooWide, violations, visit } from "./support/browser.mjs";
import { clip, portrait } from "./support/paths.mjs";
import { citizen } from "./support/person.mjs";
import { browser, stack, start } from "./support/start.mjs";

start({ camera: clip("talking") });

/** The console on the narrowest of phones. */
async function console(act) {
  const { page, faults, leave } = await visit(browser, { viewport: { width: 320, height: 800 } });
  await page.goto(`${stack.console}/`);
  await page.waitForSelector("#citizens tr");
  await act(page);
  assert.deepEqual(await violations(page), []);
  assert.equal(await isTooWide(page), false);
  assert.deepEqual(faults, []);
  await leave();
}

const told = (page, hasText) => page.locator("#notice", { hasText }).waitFor();

test("whoever has no portrait opens CTID with a picture, and closes it", async () => {
  const { number } = await citizen(stack, "no_portrait");
  await console(async (page) => {
    await page.selectOption("#ctid select", number);
    await page.click("#ctid [type=submit]");
    await told(page, "照片 (missing)");
    await page.setInputFiles("#ctid-portrait [data-part=file]", portrait());
    await page.click("#ctid [type=submit]");
    await told(page, "网证已开通");
    const row = page.locator("#citizens tr", { hasText: number });
    await row.getByText("已开通").waitFor();
    await row.getByRole("button", { name: "关闭网证" }).click();
    await told(page, "网证已关闭");
    await row.getByText("未开通").waitFor();
  });
});

test("somebody adds themselves before the camera", async () => {
  await console(async (page) => {
    await page.click("#portrait [data-part=camera]");
    await page.click("#portrait [data-part=shoot]");
    await page.locator("#portrait [data-part=preview]").waitFor();
    await page.fill("#add [name=name]", "样例自己");
    await page.click("#add [type=submit]");
    await told(page, "找到一张脸");
    const row = page.locator("#citizens tr.added");
    await row.getByRole("button", { name: "删除" }).click();
    await told(page, "已删除");
  });
});
