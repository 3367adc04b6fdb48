import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooWide, screens, violations, visit } from "./support/browser.mjs";
import { enrol } from "./support/person.mjs";
import { checkSound, decide, enterPerson, signedIn, states } from "./support/portal.mjs";
import { browser, stack, start } from "./support/start.mjs";

start();

const citizen = (name) => enrol(stack, name);

/** The portal's own cookie. */
async function cookie(page) {
  const all = await page.context().cookies(stack.portal);
  return all.find(({ name }) => name === "portal")?.value;
}

/** Who the portal takes the holder of this cookie for. */
async function personOf(value) {
  const answer = await fetch(`${stack.portal}/api/visit`, {
    headers: { cookie: `portal=${value}` },
  });
  return (await answer.json()).person;
}

/** Fills in a one-person business, up to the button. */
async function enterHousehold(page, person) {
  await page.goto(`${stack.portal}/filings/new?business=establishment`);
  await page.selectOption("select[name=subject]", "individual_household");
  await enterPerson(page, 0, person, ["operator"]);
}

/** The number of the filing that the page shows. */
async function shown(page) {
  await page.locator(".persons li").first().waitFor();
  return page.locator("filing-page .letters").innerText();
}

const submit = (page) => page.click("new-filing-page button.primary");
const withoutVisit = (page) => page.context().clearCookies({ name: "portal" });

test("a filing is its maker's alone", async () => {
  const maker = await citizen("样例甲办");
  const mine = await signedIn(browser, stack, maker);
  await enterHousehold(mine.page, maker);
  await submit(mine.page);
  const number = await shown(mine.page);
  const other = await signedIn(browser, stack, await citizen("样例乙看"));
  await other.page.goto(`${stack.portal}/filings/${number}`);
  await other.page.locator("filing-page .trouble").waitFor();
  assert.equal(await other.page.locator(".persons").count(), 0);
  const wishes = [
    ["GET", ""],
    ["PUT", "/persons"],
    ["POST", "/persons/p1/invitations"],
    ["POST", "/persons/p1/tokens"],
    ["POST", "/hand-in"],
    ["POST", "/closure"],
  ];
  for (const [method, path] of wishes) {
    const answer = await other.page.request.fetch(
      `${stack.portal}/api/filings/${number}${path}`,
      method === "GET" ? {} : { method, data: {}, headers: { origin: stack.portal } },
    );
    assert.equal(answer.status(), 404, `${method} ${path}`);
  }
  await mine.leave();
  await other.leave();
});

test("the cookie is another once somebody has signed in, and worth nothing once they are out", async () => {
  const person = await citizen("样例来去");
  const { page, leave } = await signedIn(browser, stack, person);
  const first = await cookie(page);
  assert.equal((await personOf(first)).name, person.name);
  // Signing in anew, over the visit that is there.
  await page.goto(`${stack.portal}/sign-in`);
  await page.locator("home-page h1", { hasText: person.name }).waitFor();
  const second = await cookie(page);
  assert.notEqual(second, first);
  assert.equal(await personOf(first), null);
  await page.locator("header nav button", { hasText: "退出" }).click();
  await page.locator("h1", { hasText: "登录一窗通" }).waitFor();
  assert.equal(await personOf(second), null);
  await leave();
});

test("whoever opens a page of the portal is back there after the sign-in", async () => {
  const person = await citizen("样例回处");
  const { page, leave } = await signedIn(browser, stack, person);
  await enterHousehold(page, person);
  await submit(page);
  const number = await shown(page);
  await withoutVisit(page);
  await page.goto(`${stack.portal}/filings/${number}`);
  await page.click("home-page a[href^='/sign-in']");
  assert.equal(await shown(page), number);
  await leave();
});

test("sign-ins that tabs begin at once each arrive", async () => {
  const person = await citizen("样例三页");
  const { page, leave } = await signedIn(browser, stack, person);
  await page.goto(`${stack.edge}/account/portals`);
  await page.click("portals-page .entry button");
  await page.locator(".done", { hasText: "已撤回" }).waitFor();
  await withoutVisit(page);
  const others = [await page.context().newPage(), await page.context().newPage()];
  const tabs = [page, ...others];
  const atOnce = (step) => Promise.all(tabs.map(step));
  const paths = ["/", "/filings/new?business=establishment", "/filings/new?business=cancellation"];
  await atOnce((tab, place) =>
    tab.goto(`${stack.portal}/sign-in?to=${encodeURIComponent(paths[place])}`),
  );
  await atOnce((tab) => tab.locator("portal-consent").waitFor());
  const arrived = atOnce((tab, place) => tab.waitForURL(`${stack.portal}${paths[place]}`));
  await atOnce((tab) => decide(tab, "allow"));
  await arrived;
  assert.equal((await personOf(await cookie(page))).name, person.name);
  const kept = await page.context().cookies(stack.portal);
  assert.deepEqual(
    kept.map(({ name }) => name),
    ["portal"],
  );
  await leave();
});

test("what was typed outlives the visit, the language and the size", async () => {
  const person = await citizen("样例填写");
  const device = { language: "en", viewport: screens.desktop };
  const { page, faults, leave } = await signedIn(browser, stack, person, device);
  await enterHousehold(page, person);
  const typed = () => page.inputValue("input[name=number-0]");
  await page.locator("header nav button", { hasText: "中文" }).click();
  await page.locator("h1", { hasText: "企业开办" }).waitFor();
  assert.equal(await typed(), person.number);
  await page.locator("header nav button", { hasText: "English" }).click();
  await page.locator("h1", { hasText: "Set up a business" }).waitFor();
  assert.equal(await typed(), person.number);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.locator("header nav button", { hasText: "Large text" }).click();
  assert.equal(await typed(), person.number);
  await checkSound(page, "portal-persons-en-elder-desktop");
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await isTooWide(page), false);
  await checkTargets(page);
  await page.setViewportSize(screens.phone);
  await checkSound(page, "portal-persons-en-elder-phone");

  await withoutVisit(page);
  await submit(page);
  const again = page.context().waitForEvent("page");
  await page.locator(".trouble a", { hasText: "Sign in again" }).click();
  const tab = await again;
  await tab.locator(".good", { hasText: "You are signed in" }).waitFor();
  await tab.close();
  assert.equal(await typed(), person.number);
  await submit(page);
  await shown(page);
  await checkSound(page, "portal-list-en-elder-phone");
  assert.deepEqual(faults, []);
  await leave();
});

/** 适老化: text of 18 px and more, and targets of 60 px. */
async function checkTargets(page) {
  const small = await page.evaluate(() => {
    const text = [...document.querySelectorAll("body *")]
      .filter((one) => one.checkVisibility() && one.childNodes.length > 0)
      .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 18);
    const targets = [...document.querySelectorAll("button, nav a, select, .button, .tick")]
      .filter((one) => one.checkVisibility())
      .filter((one) => one.getBoundingClientRect().height < 60);
    return [...text, ...targets].map((one) => one.outerHTML.slice(0, 60));
  });
  assert.deepEqual(small, []);
}

test("a rule that is broken is told at its field", async () => {
  const person = await citizen("样例填错");
  const { page, leave } = await signedIn(browser, stack, person);
  await enterHousehold(page, { name: person.name, number: `${person.number.slice(0, 17)}A` });
  await submit(page);
  const summary = page.locator("section.trouble");
  await summary.locator("li", { hasText: "第 1 人的证件号码" }).waitFor();
  assert.equal(await summary.evaluate((section) => section === document.activeElement), true);
  const field = page.locator("#number-0");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const description = await field.getAttribute("aria-describedby");
  assert.equal(await page.locator(`[id="${description}"]`).innerText(), "有不允许的字符");
  await checkSound(page, "portal-broken-desktop");
  await summary.locator("a").click();
  assert.equal(await field.evaluate((input) => input === document.activeElement), true);
  await field.fill(person.number);
  assert.equal(await field.getAttribute("aria-invalid"), "false");
  await submit(page);
  await shown(page);
  await leave();
});

test("a filing whose answer was lost is made once, and is gone once it is closed", async () => {
  const person = await citizen("样例一次");
  const { page, leave } = await signedIn(browser, stack, person);
  await enterHousehold(page, person);
  const loseAnswer = async (route) => {
    await route.fetch();
    await route.abort();
  };
  await page.route("**/api/filings", loseAnswer, { times: 1 });
  await submit(page);
  await page.locator(".trouble", { hasText: "网络不通" }).waitFor();
  await submit(page);
  const number = await shown(page);
  await page.goto(`${stack.portal}/`);
  await page.locator(".own li", { hasText: "个体工商户" }).waitFor();
  assert.equal(await page.locator(".own li", { hasText: "办理中" }).count(), 1);
  await checkSound(page, "portal-own-desktop");

  await page.click(".own a");
  await page.click("filing-page button.close");
  await checkSound(page, "portal-closing-desktop");
  await page.locator(".closing button", { hasText: "不关闭" }).click();
  assert.equal((await states(page)).length, 1);
  await page.click("filing-page button.close");
  await page.locator(".closing button", { hasText: "确定关闭" }).click();
  await page.locator(".good", { hasText: "该申请已关闭" }).waitFor();
  assert.deepEqual(await violations(page), []);
  const gone = await page.request.get(`${stack.portal}/api/filings/${number}`);
  assert.equal(gone.status(), 404);
  await page.goto(`${stack.portal}/`);
  await page.locator("home-page p", { hasText: "还没有登记申请" }).waitFor();
  await leave();
});

test("a list that cannot be read again says so, and goes on by itself", async () => {
  const person = await citizen("样例断网");
  const { page, leave } = await signedIn(browser, stack, person);
  await enterHousehold(page, person);
  await submit(page);
  await shown(page);
  await page.route("**/api/filings/*", (route) => route.abort());
  await page.locator(".note", { hasText: "暂时无法更新状态" }).waitFor({ timeout: 10_000 });
  await page.unroute("**/api/filings/*");
  await page.locator(".muted", { hasText: "状态自动更新" }).waitFor({ timeout: 10_000 });
  // The kinds that do not come at first come later.
  let isRefused = true;
  await page.route("**/api/kinds", (route) => (isRefused ? route.abort() : route.continue()));
  await page.reload();
  await page.locator(".trouble", { hasText: "网络不通" }).waitFor();
  isRefused = false;
  await page.locator(".persons li").waitFor({ timeout: 10_000 });
  assert.equal(await page.locator(".trouble").count(), 0);
  await leave();
});

test("the scan's script that does not come is asked for again", async () => {
  const person = await citizen("样例脚本");
  const { page, leave } = await signedIn(browser, stack, person);
  await enterHousehold(page, person);
  await submit(page);
  await shown(page);
  await page.route("**/widget/real-name-check.js*", (route) => route.abort());
  await page.click(".person-actions button >> nth=1");
  await page.locator("scan-here .trouble", { hasText: "网络不通" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.localName), "h2");
  await page.unroute("**/widget/real-name-check.js*");
  await page.locator("scan-here button", { hasText: "重试" }).click();
  await page.waitForSelector("scan-here real-name-check[token]");
  await leave();
});

test("a stranger is asked to sign in", async () => {
  const { page, leave } = await visit(browser);
  await page.goto(`${stack.portal}/filings/new?business=cancellation`);
  await page.locator("h1", { hasText: "登录一窗通" }).waitFor();
  const link = await page.getAttribute("home-page a.primary", "href");
  assert.equal(
    new URL(link, stack.portal).searchParams.get("to"),
    "/filings/new?business=cancellation",
  );
  await leave();
});
