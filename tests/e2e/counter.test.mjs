import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isTooWide, picture, screens, violations, visit } from "./support/browser.mjs";
import { attest, makeVoucher, signInAsClerk, takeVoucher } from "./support/clerk.mjs";
import { press, tabTo, type } from "./support/keyboard.mjs";
import { citizen, enrol, fillRegistration, register, PASSWORD } from "./support/person.mjs";
import { browser, stack, start } from "./support/start.mjs";

const NEW_PASSWORD = "a quiet river at dusk";
const NARROW = { width: 320, height: 640 };

let clerk;

start({ more: beginDuty });

after(() => assert.deepEqual(clerk?.faults, []));

/** One member of the staff serves all that come. */
async function beginDuty() {
  clerk = await visit(browser, { viewport: screens.desktop });
  await clerk.page.goto(`${stack.edge}/staff`);
  await clerk.page.waitForSelector("staff-sign-in h1");
  await checkSound(clerk.page, "staff-sign-in");
  await signInAsClerk(clerk.page, stack);
  await checkSound(clerk.page, "staff-desk");
}

async function checkSound(page, name) {
  assert.deepEqual(await violations(page), [], `${name}: axe`);
  assert.equal(await isTooWide(page), false, `${name}: too wide`);
  await picture(page, `${name}-zh`);
}

/** Makes the voucher, and looks at the page that shows it. */
async function voucher(page, name) {
  const made = await makeVoucher(page);
  await checkSound(page, name);
  return made;
}

async function goOn(page, path) {
  await press(page, "voucher-card button.primary");
  await page.waitForURL(`**${path}`);
}

test("whoever does not agree to a face scan reaches level four at the counter", async () => {
  const person = await enrol(stack, "样例来客");
  const { page, faults, leave } = await visit(browser, { viewport: NARROW });
  await register(page, stack, person);
  await page.goto(`${stack.edge}/level`);
  await page.waitForSelector("face-consent");
  await press(page, "face-consent a[href='/counter']");
  const made = await voucher(page, "counter-voucher-narrow");
  assert.match(made.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.match(made.letters, /^[A-Z]{4}$/);
  await attest(clerk.page, page, made, person);
  await checkSound(page, "counter-attested");
  await goOn(page, "/account");
  await page.locator(".level-badge", { hasText: "四级实名" }).first().waitFor();
  await page.getByText("登记窗口当面核验").first().waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("a forgotten password is set again after the counter", async () => {
  const person = await enrol(stack, "样例来客");
  const { page, faults, leave } = await visit(browser);
  await register(page, stack, person);
  await page.context().clearCookies();
  await page.goto(`${stack.edge}/recover`);
  await page.waitForSelector("identify-page form");
  await type(page, "#name", person.name);
  await type(page, "#number", person.number);
  await page.keyboard.press("Enter");
  await page.waitForSelector("face-consent");
  await press(page, "face-consent a[href='/counter']");
  const { code, letters } = await voucher(page, "counter-voucher-phone");
  const typed = { code: code.replace("-", "").toLowerCase(), letters: letters.toLowerCase() };
  await attest(clerk.page, page, typed, person);
  await goOn(page, "/recover/password");
  await type(page, "#password", NEW_PASSWORD);
  await type(page, "#confirmation", NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForSelector("sign-in-page .success");
  await type(page, "#number", person.number);
  await type(page, "#password", NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/account");
  assert.deepEqual(faults, []);
  await leave();
});

test("whose card the register does not know yet has it checked, and registers with what was typed", async () => {
  const person = await citizen(stack, "elements_differ");
  const { page, faults, leave } = await visit(browser);
  await page.goto(`${stack.edge}/register`);
  await fillRegistration(page, { ...person, valid_from: "2010-01-01" });
  await page.click("form button.primary");
  await page.waitForSelector(".problem[data-code='elements_differ']");
  await press(page, ".problem a[href='/counter']");
  const made = await voucher(page, "counter-register");
  await attest(clerk.page, page, made, { ...person, valid_from: "2010-01-01" });
  await goOn(page, "/register");
  assert.equal(await page.inputValue("#number"), person.number);
  assert.equal(await page.inputValue("#password"), PASSWORD);
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  assert.deepEqual(faults, []);
  await leave();
});

test("a card of somebody else is refused, and what the clerk did is written down", async () => {
  const [person, other] = [await enrol(stack, "样例来客"), await enrol(stack, "样例别客")];
  const { page, leave } = await visit(browser);
  await register(page, stack, person);
  await page.goto(`${stack.edge}/counter`);
  const made = await voucher(page, "counter-direct");
  await takeVoucher(clerk.page, { ...made, letters: "ZZZZ" }, person);
  await clerk.page.locator("#letters-error", { hasText: "核对字母不对" }).waitFor();
  await checkSound(clerk.page, "staff-letters-differ");
  await clerk.page.getByRole("button", { name: "换一张凭证" }).click();
  await takeVoucher(clerk.page, made, other);
  await clerk.page.waitForSelector(".problem[data-code='card_differs']");
  await checkSound(clerk.page, "staff-card-differs");
  await tabTo(clerk.page, "staff-page > section > .aside:last-of-type button");
  await clerk.page.keyboard.press("Enter");
  await clerk.page.locator("staff-records li").first().waitFor();
  await checkSound(clerk.page, "staff-records");
  const first = await clerk.page.locator("staff-records li strong").first().textContent();
  assert.equal(first, "证件与凭证不是同一人");
  await clerk.page.getByRole("button", { name: "换一张凭证" }).click();
  await leave();
});

test("whoever opens the page without a purpose is told where to begin", async () => {
  const { page, leave } = await visit(browser, { language: "en" });
  await page.goto(`${stack.edge}/counter`);
  await page.waitForSelector(".ways a[href='/recover']");
  assert.deepEqual(await violations(page), []);
  await picture(page, "counter-en");
  await leave();
});
