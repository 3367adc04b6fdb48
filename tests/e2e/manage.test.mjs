import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isTooWide, picture, violations, visit } from "./support/browser.mjs";
import {
  authorisation,
  authoriseUntil,
  checkOver,
  checkStanding,
  dayFromNow,
  recordLines,
  until,
} from "./support/business.mjs";
import { proveAtCounter, raiseAtCounter } from "./support/clerk.mjs";
import { arrived, focused, follow, press, retype, tabTo, type } from "./support/keyboard.mjs";
import { MOBILE, PASSWORD, enrol, register, signIn, troubleShown } from "./support/person.mjs";
import { browser, stack, start } from "./support/start.mjs";

const NEW_PASSWORD = "a quiet river at dusk";
const NARROW = { width: 320, height: 640 };

start();

/** Somebody new, registered and signed in on a narrow screen. */
async function newcomer(options) {
  const person = await enrol(stack, "样例来客");
  const visitor = await visit(browser, { viewport: NARROW, ...options });
  await register(visitor.page, stack, person);
  return { ...visitor, person };
}

/** Nothing that axe finds, and nothing too wide on the narrow screen. */
async function checkSound(page, name) {
  assert.deepEqual(await violations(page), [], `${name}: axe`);
  assert.equal(await isTooWide(page), false, `${name}: too wide`);
  await picture(page, `${name}-zh-narrow`);
}

const saidDone = (page, words) => page.locator(".done", { hasText: words }).waitFor();

async function changePassword(page, old, again = NEW_PASSWORD) {
  await type(page, "#old_password", old);
  await type(page, "#password", NEW_PASSWORD);
  await type(page, "#confirmation", again);
  await page.keyboard.press("Enter");
}

test("by keyboard alone a password is changed, and only the new one signs in", async () => {
  const { page, faults, leave, person } = await newcomer();
  await follow(page, "/account/password", "password-page");
  await changePassword(page, PASSWORD, `${NEW_PASSWORD}?`);
  await page.locator("#confirmation-error", { hasText: "不一致" }).waitFor();
  await focused(page, ".summary");
  await checkSound(page, "password-differs");
  await press(page, ".summary a");
  await focused(page, "#confirmation");
  await retype(page, NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await saidDone(page, "密码已修改");
  await checkSound(page, "password-done");
  await follow(page, "/account", "account-page");
  await press(page, "account-page .column > .actions button");
  await page.waitForSelector("sign-in-page h1");
  await signIn(page, stack, person.number, PASSWORD);
  assert.equal(await troubleShown(page), "credentials_wrong");
  await signIn(page, stack, person.number, NEW_PASSWORD);
  await page.waitForURL("**/account");
  assert.deepEqual(faults, []);
  await leave();
});

test("a wrong present password changes nothing, and is told", async () => {
  const { page, leave } = await newcomer();
  await follow(page, "/account/password", "password-page");
  await changePassword(page, "certainly not this one");
  assert.equal(await troubleShown(page), "old_password_wrong");
  await checkSound(page, "password-wrong");
  await press(page, ".problem button.primary");
  await focused(page, "#old_password");
  await leave();
});

test("a second session is seen, and ends when its owner ends it", async () => {
  const { page, leave, person } = await newcomer();
  const second = await visit(browser);
  await signIn(second.page, stack, person.number, PASSWORD);
  await second.page.waitForURL("**/account");
  await follow(page, "/account/sessions", "sessions-page");
  await page.locator(".entry").nth(1).waitFor();
  assert.equal(await page.locator(".entry", { hasText: "本机" }).count(), 1);
  await checkSound(page, "sessions");
  await press(page, ".entry button[aria-label^='结束登录']");
  await saidDone(page, "已结束登录");
  assert.equal(await page.locator(".entry").count(), 1);
  await second.page.reload();
  await second.page.waitForSelector("sign-in-page h1");
  await press(page, ".entry button");
  await page.waitForSelector("sign-in-page h1");
  await second.leave();
  await leave();
});

test("who is at level three is told why business cannot be authorised yet", async () => {
  const { page, leave } = await newcomer();
  await follow(page, "/account/business", "business-page");
  await checkSound(page, "business-three");
  assert.equal(await page.locator("form").count(), 0);
  await follow(page, "/level", "level-page");
  await leave();
});

/** On a device set to the time of another place the last day is the same, and so is the end of every day. */
async function checkAbroad(person, page, day) {
  const abroad = await visit(browser, { timezoneId: "America/Los_Angeles" });
  await signIn(abroad.page, stack, person.number, PASSWORD);
  await arrived(abroad.page, "account-page");
  await checkStanding(abroad.page, until(day));
  await follow(abroad.page, "/account/business", "business-page");
  await checkSound(abroad.page, "business-closed");
  await proveAtCounter({ browser, stack, page: abroad.page, person });
  assert.deepEqual(await authorisation(abroad.page), await authorisation(page));
  // A minute into Shanghai's tomorrow it is still today in Los Angeles.
  await abroad.page.clock.setFixedTime(`${dayFromNow(1)}T00:01:00+08:00`);
  await checkOver(abroad.page, dayFromNow(0));
  await abroad.leave();
}

test("by keyboard alone business is authorised until a last day, changed, and withdrawn", async () => {
  const { page, faults, leave, person } = await newcomer();
  const [first, second] = [dayFromNow(10), dayFromNow(400)];
  await raiseAtCounter({ browser, stack, page, person });

  await follow(page, "/account/business", "business-page");
  await tabTo(page, "#authorise-no");
  await page.keyboard.press("ArrowDown");
  const [, nearest] = await page.locator("#last_day option").allInnerTexts();
  assert.equal(nearest, dayFromNow(0).slice(0, 4));
  await checkOver(page, dayFromNow(-1));
  await checkSound(page, "business-over");
  await authoriseUntil(page, first);
  await saidDone(page, `已授权办理企业登记注册，${until(first)}`);
  await checkSound(page, "business-four");
  await checkAbroad(person, page, first);
  await follow(page, "/account", "account-page");
  await checkStanding(page, until(first));

  await follow(page, "/account/business", "business-page");
  await authoriseUntil(page, second);
  await saidDone(page, until(second));
  await follow(page, "/account", "account-page");
  await checkStanding(page, until(second));

  await follow(page, "/account/business", "business-page");
  await tabTo(page, "#authorise-yes");
  await page.keyboard.press("ArrowUp");
  await press(page, "business-page form button.primary");
  await saidDone(page, "现在没有授权");
  await follow(page, "/account/records", "records-page");
  await page.locator(".chain", { hasText: "记录完整" }).waitFor();
  const lines = await recordLines(page);
  const ofBusiness = lines.filter(([title]) => title.includes("企业登记注册"));
  assert.deepEqual(ofBusiness, [
    ["撤回企业登记注册的授权"],
    ["授权办理企业登记注册", until(second)],
    ["核验通过，可以授权办理企业登记注册", "方式：登记窗口当面核验"],
    ["授权办理企业登记注册", until(first)],
  ]);
  assert.deepEqual(faults, []);
  await leave();
});

test("the records are intact and in plain words, and everything can be taken away", async () => {
  const { page, faults, leave, person } = await newcomer();
  await follow(page, "/account/records", "records-page");
  await page.locator(".lines li", { hasText: "注册账号" }).waitFor();
  const titles = await page.locator(".lines strong").allInnerTexts();
  assert.deepEqual(titles, ["登录", "注册账号，取得三级实名"]);
  await page.locator(".chain", { hasText: "记录完整" }).waitFor();
  await checkSound(page, "records");
  await type(page, ".take-away #password", "certainly not this one");
  await page.keyboard.press("Enter");
  assert.equal(await troubleShown(page), "old_password_wrong");
  await type(page, ".take-away #password", PASSWORD);
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const file = await download;
  assert.equal(file.suggestedFilename(), "real-name-account.json");
  const { name, number, mobile } = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.deepEqual([name, number, mobile], [person.name, person.number, MOBILE]);
  await saidDone(page, "已导出");
  assert.deepEqual(faults, []);
  await leave();
});

test("an account is closed with its password, and is gone", async () => {
  const { page, faults, leave, person } = await newcomer();
  await follow(page, "/account/close", "close-page");
  await checkSound(page, "close");
  await type(page, "#password", "certainly not this one");
  await page.keyboard.press("Enter");
  assert.equal(await troubleShown(page), "old_password_wrong");
  await press(page, ".problem button.primary");
  await focused(page, "#password");
  await retype(page, PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForSelector("sign-in-page h1");
  await page.locator(".success", { hasText: "账号已注销" }).waitFor();
  await checkSound(page, "closed");
  await signIn(page, stack, person.number, PASSWORD);
  assert.equal(await troubleShown(page), "credentials_wrong");
  assert.deepEqual(faults, []);
  await leave();
});
