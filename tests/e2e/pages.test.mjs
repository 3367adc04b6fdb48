import assert from "node:assert/strict";
import { test } from "node:test";
import { OPEN, SIGNED_IN } from "./support/addresses.mjs";
import { isTooWide, picture, screens, violations, visit } from "./support/browser.mjs";
import { enrol, register } from "./support/person.mjs";
import { browser, stack, start } from "./support/start.mjs";

start();

/** Looks at one page: no fault, nothing that axe finds, nothing too wide, the language declared. */
async function look(page, faults, language, address, name) {
  await page.goto(`${stack.edge}${address}`);
  await page.waitForSelector("app-shell main h1");
  assert.deepEqual(await violations(page), [], `${name}: axe`);
  assert.equal(await isTooWide(page), false, `${name}: too wide`);
  assert.deepEqual(faults, [], `${name}: faults`);
  assert.equal(await page.getAttribute("html", "lang"), language === "zh" ? "zh-CN" : "en");
  await picture(page, name);
}

const nameOf = (address) => address.slice(1).replaceAll("/", "-") || "sign-in";

for (const language of ["zh", "en"]) {
  for (const [screen, viewport] of Object.entries(screens)) {
    test(`every open page is sound, in ${language} on a ${screen}`, async () => {
      const { page, faults, leave } = await visit(browser, { language, viewport });
      for (const address of OPEN) {
        await look(page, faults, language, address, `${nameOf(address)}-${language}-${screen}`);
      }
      await leave();
    });
  }
}

test("every page of an account is sound, in both languages on every screen", async () => {
  const { page, faults, leave } = await visit(browser);
  await register(page, stack, await enrol(stack, "样例来客"));
  for (const language of ["zh", "en"]) {
    for (const [screen, viewport] of Object.entries(screens)) {
      await page.setViewportSize(viewport);
      for (const address of SIGNED_IN) {
        await look(page, faults, language, address, `${nameOf(address)}-${language}-${screen}`);
      }
    }
    if (language === "zh") await switchForGood(page);
  }
  await leave();
});

/** The visitor's choice is made by a script before each page; one that runs later wins. */
async function switchForGood(page) {
  await page.context().addInitScript(() => localStorage.setItem("language", "en"));
}

test("a narrow screen and large text still fit", async () => {
  const viewport = { width: 320, height: 640 };
  const { page, leave } = await visit(browser, { viewport, language: "en" });
  for (const address of OPEN) {
    await page.goto(`${stack.edge}${address}`);
    await page.waitForSelector("app-shell main h1");
    assert.equal(await isTooWide(page), false, address);
  }
  await page.getByRole("button", { name: "Larger text" }).click();
  assert.equal(await isTooWide(page), false, "large text");
  await leave();
});

test("the language changes without losing what was typed, and is remembered", async () => {
  const { page, leave } = await visit(browser);
  await page.goto(`${stack.edge}/register`);
  await page.fill("#name", "样例甲");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Register", exact: true }).waitFor();
  assert.equal(await page.inputValue("#name"), "样例甲");
  assert.equal(await page.evaluate(() => localStorage.getItem("language")), "en");
  await leave();
});

test("who uses a keyboard reaches the content first, and each new page says its name", async () => {
  const { page, leave } = await visit(browser);
  await page.goto(`${stack.edge}/`);
  await page.waitForSelector("app-shell main h1");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip-link");
  await page.getByRole("link", { name: "新用户注册" }).click();
  await page.waitForSelector("notice-page h1");
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  assert.match(await page.title(), /系统使用须知/);
  await leave();
});

test("who is not signed in is led to the first page", async () => {
  const { page, leave } = await visit(browser);
  for (const address of SIGNED_IN) {
    await page.goto(`${stack.edge}${address}`);
    await page.waitForSelector("sign-in-page h1");
    assert.equal(new URL(page.url()).pathname, "/");
  }
  await leave();
});
