import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooWide, picture, screens, violations, visit } from "./support/browser.mjs";
import { sizes } from "./support/sizes.mjs";
import { browser, stack, start } from "./support/start.mjs";

const NARROW = { width: 320, height: 640 };
const PAGES = ["/", "/register"];

start();

async function open(address, options) {
  const visitor = await visit(browser, options);
  await visitor.page.goto(`${stack.edge}${address}`);
  await visitor.page.waitForSelector("main h1");
  return visitor;
}

/** Opens the display settings and makes choices, by what stands on them. */
async function choose(page, ...labels) {
  await page.click("header [data-display]");
  for (const label of labels) await page.getByRole("radio", { name: label, exact: true }).check();
  await page.getByRole("button", { name: "完成" }).click();
}

const tool = (page, name) => page.locator("header").getByRole("button", { name, exact: true });

/** Nothing on the page is smaller than this, sticks out, or is found by axe. */
async function checkSizes(page, least, name) {
  const { small, font, leading } = await page.evaluate(sizes, least.target);
  assert.deepEqual(small, [], `${name}: targets`);
  assert.ok(font >= least.font, `${name}: text of ${font}px`);
  assert.ok(leading >= least.leading - 0.01, `${name}: lines of ${leading}`);
  assert.equal(await isTooWide(page), false, `${name}: too wide`);
  assert.deepEqual(await violations(page), [], `${name}: axe`);
}

test("targets are large enough for a thumb, with and without the settings open", async () => {
  for (const address of PAGES) {
    const { page, leave } = await open(address, { viewport: NARROW });
    await checkSizes(page, { target: 44, font: 14, leading: 1.2 }, address);
    await page.click("header [data-display]");
    await checkSizes(page, { target: 44, font: 14, leading: 1.2 }, `${address} with settings`);
    await leave();
  }
});

test("长辈版 keeps its sizes on every screen, from the one touch that chooses it", async () => {
  const least = { target: 60, font: 18, leading: 1.5 };
  for (const viewport of [NARROW, screens.phone, screens.desktop]) {
    for (const address of PAGES) {
      const { page, leave } = await open(address, { viewport });
      await tool(page, "长辈版").click();
      const name = `${address} at ${viewport.width}`;
      await checkSizes(page, least, name);
      await page.click("form button.primary");
      await checkSizes(page, least, `${name} with errors`);
      await picture(page, `elder${address.replace("/", "-")}-zh-${viewport.width}`);
      await leave();
    }
  }
});

test("the text grows to 30px and still fits", async () => {
  for (const address of PAGES) {
    const { page, leave } = await open(address, { viewport: NARROW });
    await choose(page, "长辈版", "最大");
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    assert.ok(size >= 30, `${size}px`);
    await checkSizes(page, { target: 60, font: 18, leading: 1.5 }, address);
    await leave();
  }
});

test("长辈版 has one column, begins with what is to be done, and opens nothing over the page", async () => {
  const { page, leave } = await open("/", { viewport: screens.desktop });
  await tool(page, "长辈版").click();
  const [form, steps] = await Promise.all(
    [".sign-in", ".introduction"].map((place) => page.locator(place).boundingBox()),
  );
  assert.ok(form.y + form.height <= steps.y, "one below the other");
  await page.goto(`${stack.edge}/register`);
  await page.fill("#name", "样例甲");
  await page.click("button.link");
  await page.waitForSelector("terms-page h1");
  await page.getByRole("button", { name: "返回" }).click();
  await page.waitForSelector("#name");
  assert.equal(await page.inputValue("#name"), "样例甲");
  await leave();
});

test("choices change nothing that was typed, and are there before anything is painted", async () => {
  const { page, leave } = await open("/");
  await page.fill("#number", "440524");
  await choose(page, "长辈版", "更大", "深色");
  assert.equal(await page.inputValue("#number"), "440524");
  const focused = await page.evaluate(() => document.activeElement?.hasAttribute("data-display"));
  assert.equal(focused, true);
  await page.reload();
  await page.waitForSelector("main h1");
  const root = page.locator("html");
  assert.match(await root.getAttribute("class"), /elder/);
  assert.equal(await root.getAttribute("data-text"), "larger");
  assert.equal(await root.getAttribute("data-colours"), "dark");
  const script = page.locator("script[type=module]");
  assert.equal(await script.getAttribute("blocking"), "render");
  await leave();
});

const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("dark and high contrast are sound, chosen or asked for by the system", async () => {
  const { page, leave } = await open("/");
  const grounds = { light: await ground(page) };
  const look = async (name) => {
    assert.deepEqual(await violations(page), [], name);
    await picture(page, `sign-in-${name}-zh-phone`);
    return ground(page);
  };
  await page.emulateMedia({ colorScheme: "dark" });
  grounds.dark = await look("dark");
  await page.emulateMedia({ colorScheme: "dark", contrast: "more" });
  grounds.darkContrast = await look("dark-contrast");
  await page.emulateMedia({ colorScheme: "light", contrast: "more" });
  grounds.contrast = await look("contrast");
  assert.equal(new Set(Object.values(grounds)).size, 4, JSON.stringify(grounds));
  await page.emulateMedia({ colorScheme: "light", contrast: "no-preference" });
  await choose(page, "深色");
  assert.equal(await ground(page), grounds.dark);
  await choose(page, "高对比度");
  assert.equal(await ground(page), grounds.contrast);
  await page.emulateMedia({ colorScheme: "dark" });
  await choose(page, "浅色");
  assert.equal(await ground(page), grounds.light);
  await leave();
});

test("forced colours leave the edges of what is touched", async () => {
  const { page, leave } = await open("/");
  await page.emulateMedia({ forcedColors: "active" });
  await page.click("header [data-display]");
  for (const place of [".tool", ".choice", "form button.primary", "#number"]) {
    const width = await page.evaluate(
      (selector) => parseFloat(getComputedStyle(document.querySelector(selector)).borderTopWidth),
      place,
    );
    assert.ok(width > 0, place);
  }
  await picture(page, "sign-in-forced-zh-phone");
  await leave();
});
