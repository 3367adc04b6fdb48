import assert from "node:assert/strict";
import { test } from "node:test";
import { picture, screens, violations, visit } from "./support/browser.mjs";
import { arrived, focused, follow, press } from "./support/keyboard.mjs";
import {
  PASSWORD,
  citizens,
  enrol,
  fillRegistration,
  register,
  signIn,
  signOut,
  troubleShown,
  typeRegistration,
} from "./support/person.mjs";
import { browser, stack, start } from "./support/start.mjs";

start();

async function open(address, options) {
  const visitor = await visit(browser, options);
  await visitor.page.goto(`${stack.edge}${address}`);
  await visitor.page.waitForSelector("main h1");
  return visitor;
}

test("a number that nothing can mend is told while it is typed, and where", async () => {
  const { page, leave } = await open("/register");
  await page.locator("#number").pressSequentially("990524");
  await page.locator("#number-error", { hasText: "省级代码" }).waitFor();
  assert.equal(await page.locator(".readout mark").count(), 2);
  assert.equal(await page.getAttribute("#number", "aria-invalid"), "true");
  await leave();
});

test("a number that is merely not complete is not shouted at", async () => {
  const { page, leave } = await open("/register");
  await page.locator("#number").pressSequentially("44052418800101");
  await page.locator(".status", { hasText: "还差 4 位" }).waitFor();
  assert.equal(await page.getAttribute("#number", "aria-invalid"), "false");
  await page.locator("#number").blur();
  await page.locator("#number-error", { hasText: "18 位" }).waitFor();
  await leave();
});

test("an empty form names everything that is missing, and takes the focus there", async () => {
  for (const [screen, viewport] of Object.entries(screens)) {
    const { page, leave } = await open("/register", { viewport });
    await page.click("form button.primary");
    await focused(page, ".summary");
    assert.equal(await page.locator(".summary li").count(), 7);
    assert.deepEqual(await violations(page), []);
    await picture(page, `register-errors-zh-${screen}`);
    await page.locator(".summary a").first().click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "name");
    await leave();
  }
});

test("a term that the age does not imply is a hint, not a refusal", async () => {
  const { page, leave } = await open("/register");
  const person = await enrol(stack, "样例来客");
  await fillRegistration(page, person);
  assert.equal(await page.locator(".hint").count(), 0);
  await page.uncheck("#long_term");
  await page.selectOption("#valid_until", "2040");
  await page.selectOption("#valid_until-month", "01");
  await page.selectOption("#valid_until-day", "01");
  await page.locator(".hint", { hasText: "长期" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await picture(page, "register-hint-zh-phone");
  await page.locator(".hint button").click();
  assert.equal(await page.isChecked("#long_term"), true);
  await leave();
});

test("on a device whose clock is a year ahead the edge's day judges the card, and the clock is said to be wrong", async () => {
  const { page, faults, leave } = await visit(browser);
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 366 * 24 * 3600 * 1000;
  });
  await page.goto(`${stack.edge}/register`);
  await page.locator(".bar[data-clock]", { hasText: "这台设备的时间不准" }).waitFor();
  const soon = new Date(Date.now() + 40 * 24 * 3600 * 1000).toISOString();
  await page.selectOption("#valid_until", soon.slice(0, 4));
  await page.selectOption("#valid_until-month", soon.slice(5, 7));
  await page.selectOption("#valid_until-day", soon.slice(8, 10));
  await page.click("form button.primary");
  await page.locator(".summary li").first().waitFor();
  assert.equal((await page.locator("#valid_until-error").allInnerTexts()).join(""), "");
  assert.deepEqual(await violations(page), []);
  await picture(page, "register-clock-zh-phone");
  assert.deepEqual(faults, []);
  await leave();
});

test("by keyboard alone somebody registers at level three, leaves, and comes back", async () => {
  const { page, faults, leave } = await open("/");
  await follow(page, "/notice", "notice-page");
  await press(page, "notice-page form button.primary");
  await page.locator("#confirm-error", { hasText: "须知" }).waitFor();
  await focused(page, "#confirm");
  assert.deepEqual(await violations(page), [], "the notice, not confirmed");
  await page.keyboard.press("Space");
  await press(page, "notice-page form button.primary");
  await arrived(page, "register-page");
  const person = await enrol(stack, "样例来客");
  await typeRegistration(page, person);
  await press(page, "register-page button.link");
  await page.waitForSelector("dialog[open]");
  assert.deepEqual(await violations(page), [], "the terms");
  await press(page, "dialog .primary");
  assert.equal(await page.isChecked("#terms_version"), true);
  assert.deepEqual(await violations(page), [], "the form, filled in");
  await press(page, "register-page form button.primary");
  await arrived(page, "account-page");
  await page.locator(".level-badge", { hasText: "三级实名" }).waitFor();
  assert.deepEqual(await violations(page), [], "the new account");
  assert.equal((await page.content()).includes(person.number), false, "the number is masked");
  await signOut(page);
  await page.goto(`${stack.edge}/account`);
  await page.waitForURL(`${stack.edge}/`);
  await signIn(page, stack, person.number, PASSWORD);
  await arrived(page, "account-page");
  assert.deepEqual(faults, []);
  await leave();
});

test("a refusal says what to do, and nothing typed is lost", async () => {
  const expected = [
    ["elements_differ", "edit_input"],
    ["no_record", "counter"],
    ["activation_needed", "activate"],
    [{ fault: ["elements", "busy"] }, "try_later"],
  ];
  const listed = await citizens(stack);
  const { page, leave } = await open("/register");
  for (const [forces, next] of expected) {
    const found = listed.find((one) => JSON.stringify(one.forces) === JSON.stringify(forces));
    assert.ok(found, `no sample citizen forces ${JSON.stringify(forces)}`);
    await fillRegistration(page, found);
    await page.click("form button.primary");
    await page.waitForSelector(`.problem button[data-next=${next}]`);
    assert.equal(await page.inputValue("#number"), found.number);
    assert.equal(await page.inputValue("#password"), PASSWORD);
    assert.deepEqual(await violations(page), [], next);
    await picture(page, `register-${next}-zh-phone`);
  }
  await leave();
});

test("an account that exists leads to signing in", async () => {
  const person = await enrol(stack, "样例来客");
  const first = await visit(browser);
  await register(first.page, stack, person);
  await first.leave();
  const { page, leave } = await open("/register");
  await fillRegistration(page, person);
  await page.click("form button.primary");
  assert.equal(await troubleShown(page), "already_registered");
  await page.click(".problem button.primary");
  await page.waitForSelector("sign-in-page h1");
  await leave();
});

test("a wrong password is told as one thing with a wrong number", async () => {
  const { page, leave } = await open("/");
  await page.fill("#number", "440524188001010014");
  await page.fill("#password", "certainly not this one");
  await page.click("form button.primary");
  assert.equal(await troubleShown(page), "credentials_wrong");
  assert.deepEqual(await violations(page), []);
  await picture(page, "sign-in-wrong-zh-phone");
  await leave();
});

test("a broken connection keeps the form and can be tried again", async () => {
  const { page, leave } = await open("/");
  await page.context().setOffline(true);
  await page.fill("#number", "440524188001010014");
  await page.fill("#password", "certainly not this one");
  await page.click("form button.primary");
  assert.equal(await troubleShown(page), "network");
  await page.context().setOffline(false);
  await page.click(".problem button.primary");
  await page.waitForSelector(".problem[data-code=credentials_wrong]");
  await leave();
});
