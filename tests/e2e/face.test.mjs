import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { picture, startBrowser, violations, visit } from "./support/browser.mjs";
import { watchWorkers } from "./support/figures.mjs";
import { clip, footage, portrait } from "./support/paths.mjs";
import { PASSWORD, citizen, enrol, register } from "./support/person.mjs";
import { checkTrouble, scanned } from "./support/scan.mjs";
import { startStack } from "./support/stack.mjs";

const NEW_PASSWORD = "a louder river at dusk";

let stack;
let browser;

before(async () => {
  stack = await startStack({ SHIMING_AUTHORITY_ACTIONS: "open_mouth" });
  browser = await startBrowser(clip("talking"));
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

async function visitor(options = {}) {
  const visited = await visit(browser, options);
  await watchWorkers(visited.page);
  return visited;
}

/** From the form of step 1, through the consent, to the camera. */
async function identify(page, { name, number }) {
  if (name) await page.fill("#name", name);
  await page.fill("#number", number);
  assert.deepEqual(await violations(page), []);
  await page.click("form button.primary");
  await agree(page);
}

async function agree(page) {
  await page.waitForURL("**/consent");
  await page.locator("#consent").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.check("#consent");
  await page.click("form button.primary");
}

async function signIn(page, number, password) {
  await page.goto(`${stack.edge}/`);
  await page.fill("#number", number);
  await page.fill("#password", password);
  await page.click("form button.primary");
}

async function signOut(page) {
  await page.locator("main button, header button", { hasText: "退出登录" }).first().click();
  await page.waitForURL(`${stack.edge}/`);
}

async function choosePassword(page, password) {
  await page.fill("#password", password);
  await page.fill("#confirmation", `${password}x`);
  await page.click("form button.primary");
  await page.locator(".summary").waitFor();
  await page.fill("#confirmation", password);
  assert.deepEqual(await violations(page), []);
  await page.click("form button.primary");
}

test("a face signs in, changes the mobile number, and resets the password", async (t) => {
  const person = await enrol(stack, "样例本人", portrait());
  const { page, faults, leave } = await visitor();
  await register(page, stack, person);

  await signOut(page);
  await page.click("a[href='/face']");
  await picture(page, "face-sign-in-zh-phone");
  await identify(page, { number: person.number });
  await scanned(t, page, "/account");
  await page.locator(".level-badge", { hasText: "三级实名" }).waitFor();

  await page.click("a[href='/account/mobile']");
  await page.click("main button.primary");
  await picture(page, "face-consent-zh-phone");
  await agree(page);
  await scanned(t, page, "/account/mobile/new");
  await page.fill("#mobile", "13900139000");
  assert.deepEqual(await violations(page), []);
  await picture(page, "mobile-new-zh-phone");
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await page.locator("dd", { hasText: "139" }).waitFor();

  await signOut(page);
  await page.click("a[href='/recover']");
  await picture(page, "recover-zh-phone");
  await identify(page, person);
  await scanned(t, page, "/recover/password");
  await picture(page, "recover-password-zh-phone");
  await choosePassword(page, NEW_PASSWORD);
  await page.locator(".success", { hasText: "新密码已生效" }).waitFor();
  await signIn(page, person.number, PASSWORD);
  await checkTrouble(page, "credentials_wrong", /身份证号或密码不正确/);
  await signIn(page, person.number, NEW_PASSWORD);
  await page.waitForURL("**/account");
  assert.deepEqual(faults, []);
  await leave();
});

test("a provincial account is activated after a sign-in with any password", async (t) => {
  const person = await citizen(stack, "activation_needed");
  const { page, faults, leave } = await visitor();
  await signIn(page, person.number, "any password at all");
  await checkTrouble(page, "activation_needed", /省用户需要在国家平台激活/);
  await page.click(".problem button[data-next=activate]");
  await page.waitForURL("**/activate");
  assert.equal(await page.inputValue("#number"), person.number);
  await picture(page, "activate-zh-phone");
  await identify(page, person);
  await scanned(t, page, "/activate/password");
  await page.check("#terms_version");
  await choosePassword(page, NEW_PASSWORD);
  await page.locator(".success", { hasText: "账号已激活" }).waitFor();
  await signIn(page, person.number, NEW_PASSWORD);
  await page.locator(".level-badge", { hasText: "四级实名" }).waitFor();
  await page.locator(".history li", { hasText: "省级账号激活" }).waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("somebody else's face does not sign in, and the page says what to do", async (t) => {
  const person = await enrol(stack, "样例别人", footage("obama.jpg"));
  const { page, leave } = await visitor({ language: "en" });
  await register(page, stack, person);
  await page.context().clearCookies();
  await page.goto(`${stack.edge}/face`);
  await identify(page, { number: person.number });
  await scanned(t, page, "/account");
  await checkTrouble(page, "face_differs", /does not match/);
  await page.locator(".problem a[href='/counter']").waitFor();
  await page.goto(`${stack.edge}/account`);
  await page.waitForURL(`${stack.edge}/`);
  await leave();
});
