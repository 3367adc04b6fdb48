import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { screens, visit } from "./support/browser.mjs";
import { shownVoucher, signInAsClerk, takeVoucher } from "./support/clerk.mjs";
import { watchWorkers } from "./support/figures.mjs";
import { embedded, scannedWithin } from "./support/embedded.mjs";
import { registerPlainly } from "./support/host-page.mjs";
import { clip, portrait } from "./support/paths.mjs";
import { enrol, register } from "./support/person.mjs";
import {
  becomes,
  checkSound,
  decide,
  enterPerson,
  followInvitation,
  invite,
  raiseAndAuthorise,
  signInToPortal,
  signedIn,
  states,
} from "./support/portal.mjs";
import { browser, stack, start } from "./support/start.mjs";
import { traces } from "./support/traces.mjs";

/** What the clip is sure to hold in every few seconds. */
const ACTIONS = "open_mouth";

/** A published sample of a Hong Kong and Macao resident's permit number. */
const PERMIT = "H12345678";

start({ camera: clip("talking"), variables: { SHIMING_AUTHORITY_ACTIONS: ACTIONS } });

const desk = () => visit(browser, { viewport: screens.desktop });

/** A phone whose scans are measured. */
async function phone() {
  const visitor = await visit(browser);
  await watchWorkers(visitor.page);
  return visitor;
}

/** Somebody on the register whose portrait is that of the man before the camera. */
const citizen = (name) => enrol(stack, name, portrait());

/** The same, one after the other: the console gives out one free number at a time. */
async function citizens(...names) {
  const all = [];
  for (const name of names) all.push(await citizen(name));
  return all;
}

test("the way to the app stands at the left of the portal's login page", async () => {
  const { page, faults, leave } = await phone();
  await page.goto(`${stack.portal}/`);
  await page.locator("h1", { hasText: "登录一窗通" }).waitFor();
  await checkSound(page, "portal-login-phone");
  await page.click("aside a[href='/download']");
  await page.locator("h1", { hasText: "登记注册身份验证APP下载" }).waitFor();
  const stores = await page.locator("download-page li").allInnerTexts();
  assert.deepEqual(stores, ["苹果商店", "腾讯应用宝", "华为应用市场", "OPPO应用市场"]);
  assert.equal(await page.locator("aside svg.qr").count(), 2);
  await checkSound(page, "portal-download-phone");
  assert.deepEqual(faults, []);
  await leave();
});

/** A company with three persons to verify and one from Hong Kong, up to the list. */
async function enterCompany(page, head, partner, agent) {
  await page.click("a[href='/filings/new?business=establishment']");
  await page.locator("input[name=method]").waitFor();
  await page.selectOption("select[name=subject]", "company");
  await enterPerson(page, 0, head, ["legal_representative", "director"]);
  await enterPerson(page, 1, partner, ["shareholder"]);
  await enterPerson(page, 2, agent, ["agent"]);
  const guest = { name: "样例港客", number: PERMIT };
  await enterPerson(page, 3, guest, ["shareholder"], "hong_kong_macao");
  await checkSound(page, "portal-persons-desktop");
  await page.click("new-filing-page button.primary");
  await page.locator("h1", { hasText: "需要实名认证列表" }).waitFor();
  await page.locator(".persons li").first().waitFor();
}

test("three persons on three phones are verified, and the filing is handed in", async (t) => {
  const [head, partner, agent] = await citizens("样例法人", "样例股东", "样例代理");
  const { page, faults, leave } = await desk();
  const own = await phone();
  await register(own.page, stack, head);

  await signInToPortal(page, stack, head);
  await checkSound(page, "portal-consent-desktop");
  await decide(page, "allow");
  await page.locator("home-page h1", { hasText: head.name }).waitFor();
  await checkSound(page, "portal-entries-desktop");

  await enterCompany(page, head, partner, agent);
  assert.deepEqual(await states(page), [
    ["p1", "level_three"],
    ["p2", "not_registered"],
    ["p3", "not_registered"],
    ["p4", "exempt"],
  ]);
  await checkSound(page, "portal-list-desktop");
  const number = await page.locator("filing-page .letters").innerText();
  const handIn = page.locator(".actions button.primary");
  assert.equal(await handIn.getAttribute("aria-disabled"), "true");

  await own.page.goto(await invite(page, "p1"));
  await raiseAndAuthorise(t, own.page);
  await becomes(page, "p1", "authorised");
  for (const [reference, person] of [
    ["p2", partner],
    ["p3", agent],
  ]) {
    const link = await invite(page, reference);
    for (const personal of [person.name, encodeURIComponent(person.name), person.number]) {
      assert.equal(link.includes(personal), false);
    }
    const theirs = await phone();
    await followInvitation(t, theirs.page, stack, link, person);
    await checkSound(theirs.page, "invitation-done-phone");
    assert.deepEqual(theirs.faults, []);
    await theirs.leave();
    await becomes(page, reference, "authorised");
  }

  await page.locator(".good", { hasText: "可以提交" }).waitFor();
  await checkSound(page, "portal-ready-desktop");
  await handIn.click();
  await page.locator(".good", { hasText: "提交，请携带材料" }).waitFor();
  assert.deepEqual(faults, []);
  await own.leave();
  await leave();
  await checkClerkSees(number, [head, partner, agent]);
  checkKept([head, partner, agent]);
});

/** Nothing that the portal keeps or writes down names a person. */
function checkKept(persons) {
  const words = persons.flatMap(({ name, number }, index) => [
    [`name ${index}`, name],
    [`number ${index}`, number],
  ]);
  assert.deepEqual(traces(join(stack.data, "portal"), Object.fromEntries(words)), []);
  const log = readFileSync(join(stack.data, "portal.log"), "utf8");
  for (const [which, word] of words) assert.equal(log.includes(word), false, which);
}

/** A clerk sees the same list, without a number; and nobody else does. */
async function checkClerkSees(number, persons) {
  const { page, faults, leave } = await desk();
  await page.goto(`${stack.portal}/clerk`);
  await page.fill("input[name=code]", "WRONG");
  await page.click("clerk-page button");
  await page.locator(".trouble", { hasText: "工作码不对" }).waitFor();
  await page.fill("input[name=code]", stack.workCode);
  await page.click("clerk-page button");
  const answered = page.waitForResponse((answer) => answer.url().endsWith(`/filings/${number}`));
  await page.fill("input[name=number]", number);
  await page.click("clerk-page button");
  await becomes(page, "p3", "authorised");
  await page.locator(".facts dd", { hasText: "已提交（" }).waitFor();
  const sent = await (await answered).text();
  for (const person of persons) assert.equal(sent.includes(person.number), false);
  await checkSound(page, "portal-clerk-desktop");
  assert.deepEqual(faults, []);
  await leave();
}

test("a phone signs a desktop in, both showing the same letters", async () => {
  const person = await citizen("样例扫码");
  const own = await phone();
  await register(own.page, stack, person);
  const { page, faults, leave } = await desk();
  await page.goto(`${stack.portal}/`);
  await page.click("phone-sign-in button");
  const letters = await page.locator("phone-sign-in .letters").innerText();
  await checkSound(page, "portal-scan-desktop");
  await own.page.goto(await page.getAttribute("phone-sign-in a", "href"));
  const shown = own.page.locator("device-page .code");
  await shown.waitFor();
  assert.equal(await shown.innerText(), letters);
  await checkSound(own.page, "device-phone");
  await decide(own.page, "allow");
  await own.page.locator(".done", { hasText: "已同意" }).waitFor();
  await page.locator("home-page h1", { hasText: person.name }).waitFor({ timeout: 30_000 });
  assert.deepEqual([...faults, ...own.faults], []);
  await own.leave();
  await leave();
});

test("whoever refuses comes back to the portal, and whoever withdraws is asked again", async () => {
  const person = await citizen("样例反悔");
  const { page, faults, leave } = await signedIn(browser, stack, person);
  await page.locator("header nav button", { hasText: "退出" }).click();
  await page.locator("h1", { hasText: "登录一窗通" }).waitFor();
  await page.goto(`${stack.edge}/account/portals`);
  await page.locator("portals-page .entry", { hasText: "一窗通" }).waitFor();
  await checkSound(page, "portals-desktop");
  await page.click("portals-page .entry button");
  await page.locator(".done", { hasText: "已撤回" }).waitFor();
  await page.goto(`${stack.portal}/`);
  await page.click("home-page a[href^='/sign-in']");
  await decide(page, "refuse");
  await page.locator(".trouble", { hasText: "您没有同意登录" }).waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("whoever has no account is verified at the counter, for this filing", async () => {
  const [head, other] = await citizens("样例经营者", "样例无机");
  const { page, faults, leave } = await signedIn(browser, stack, head);
  await page.click("a[href='/filings/new?business=establishment']");
  await page.selectOption("select[name=subject]", "individual_household");
  await enterPerson(page, 0, other, ["operator"]);
  await page.click("new-filing-page button.primary");
  const link = await invite(page, "p1");
  const theirs = await phone();
  await theirs.page.goto(link);
  await theirs.page.click("invitation-page .refuse button");
  const voucher = await shownVoucher(theirs.page);
  await checkSound(theirs.page, "invitation-voucher-phone");
  const clerk = await desk();
  await signInAsClerk(clerk.page, stack);
  await takeVoucher(clerk.page, voucher, other);
  await clerk.page.locator(".done").waitFor();
  await becomes(page, "p1", "verified_at_counter");
  await page.locator(".good", { hasText: "可以提交" }).waitFor();
  await page.click(".actions button.primary");
  await page.locator(".good", { hasText: "提交，请携带材料" }).waitFor();
  assert.deepEqual([...faults, ...theirs.faults, ...clerk.faults], []);
  for (const visitor of [theirs, clerk]) await visitor.leave();
  await leave();
});

/** Redeems a token elsewhere: the page has to draw another. */
async function spend(token) {
  const answer = await fetch(`${stack.edge}/v1/checks`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  assert.equal(answer.status, 201);
}

test("somebody scans their face within the portal, and nobody else with their token", async () => {
  const [head, partner] = await citizens("样例本机", "样例旁人");
  await registerPlainly(stack, partner);
  const { page, faults, leave } = await signedIn(browser, stack, head);
  await watchWorkers(page);
  await page.click("a[href='/filings/new?business=establishment']");
  await page.selectOption("select[name=subject]", "company");
  await enterPerson(page, 0, head, ["legal_representative", "director"]);
  await enterPerson(page, 1, partner, ["shareholder"]);
  await page.click("new-filing-page button.primary");
  await becomes(page, "p2", "level_three");
  const scanOf = (reference) =>
    page.click(`li[data-reference=${reference}] .person-actions button >> nth=1`);
  await scanOf("p2");
  const former = await embedded(page);
  await checkSound(page, "portal-scan-here-desktop");
  const drawn = page.waitForResponse((answer) => answer.url().endsWith("/p1/tokens"));
  await scanOf("p1");
  await page.waitForSelector("scan-here[reference=p1] real-name-check[token]");
  await spend((await (await drawn).json()).token);
  assert.equal(former.isDetached(), true);
  assert.equal(await page.locator("scan-here").count(), 1);
  assert.equal(await scannedWithin(await embedded(page)), "passed");
  await becomes(page, "p1", "level_four");
  await page.locator("scan-here [role=status]", { hasText: "认证通过" }).waitFor();
  await page.locator("scan-here button", { hasText: "关闭" }).click();
  assert.deepEqual(await states(page), [
    ["p1", "level_four"],
    ["p2", "level_three"],
  ]);
  const focused = await page.evaluate(() => document.activeElement.dataset.reference);
  assert.equal(focused, "p1");
  assert.deepEqual(faults, []);
  await leave();
});
