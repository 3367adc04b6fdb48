import assert from "node:assert/strict";
import { test } from "node:test";
import { picture, violations, visit } from "./support/browser.mjs";
import { watchWorkers } from "./support/figures.mjs";
import { arrived, focused, follow, press, retype, tabTo, tick, type } from "./support/keyboard.mjs";
import { clip, footage, portrait } from "./support/paths.mjs";
import { PASSWORD, agree, citizen, enrol, register, signIn, signOut } from "./support/person.mjs";
import { checkTrouble, scanned } from "./support/scan.mjs";
import { browser, stack, start } from "./support/start.mjs";

const NEW_PASSWORD = "a louder river at dusk";

start({ camera: clip("talking"), variables: { SHIMING_AUTHORITY_ACTIONS: "open_mouth" } });

async function visitor(options = {}) {
  const visited = await visit(browser, options);
  await watchWorkers(visited.page);
  return visited;
}

/** By keyboard, from the form of step 1 through the consent to the camera. */
async function identify(page, { name, number }) {
  if (name) await type(page, "#name", name);
  await tabTo(page, "#number");
  await retype(page, number);
  await checkSound(page);
  await page.keyboard.press("Enter");
  await consent(page);
}

async function consent(page) {
  await arrived(page, "consent-page");
  await checkSound(page);
  await agree(page);
}

async function checkSound(page) {
  assert.deepEqual(await violations(page), [], new URL(page.url()).pathname);
}

/** By keyboard: a password twice, at first with a slip. */
async function choosePassword(page, password) {
  await type(page, "#password", password);
  await type(page, "#confirmation", `${password}x`);
  await page.keyboard.press("Enter");
  await focused(page, ".summary");
  await checkSound(page);
  await press(page, ".summary a[href='#confirmation']");
  await focused(page, "#confirmation");
  await retype(page, password);
  await checkSound(page);
}

test("by keyboard alone a face signs in, changes the mobile number, and resets the password", async (t) => {
  const person = await enrol(stack, "样例本人", portrait());
  const { page, faults, leave } = await visitor();
  await register(page, stack, person);

  await signOut(page);
  await follow(page, "/face", "identify-page");
  await picture(page, "face-sign-in-zh-phone");
  await identify(page, { number: person.number });
  await scanned(t, page, "/account");
  await arrived(page, "account-page");
  await page.locator(".level-badge", { hasText: "三级实名" }).waitFor();

  await follow(page, "/account/mobile", "mobile-page");
  await press(page, "mobile-page button.primary");
  await picture(page, "face-consent-zh-phone");
  await consent(page);
  await scanned(t, page, "/account/mobile/new");
  await arrived(page, "new-mobile-page");
  await type(page, "#mobile", "13900139000");
  await checkSound(page);
  await picture(page, "mobile-new-zh-phone");
  await page.keyboard.press("Enter");
  await arrived(page, "account-page");
  await page.locator("dd", { hasText: "139" }).waitFor();
  await checkSound(page);

  await signOut(page);
  await follow(page, "/recover", "identify-page");
  await picture(page, "recover-zh-phone");
  await identify(page, person);
  await scanned(t, page, "/recover/password");
  await arrived(page, "new-password-page");
  await picture(page, "recover-password-zh-phone");
  await choosePassword(page, NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await arrived(page, "sign-in-page");
  await page.locator(".success", { hasText: "新密码已生效" }).waitFor();
  await checkSound(page);
  await signIn(page, stack, person.number, PASSWORD);
  await checkTrouble(page, "credentials_wrong", /身份证号或密码不正确/);
  await signIn(page, stack, person.number, NEW_PASSWORD);
  await arrived(page, "account-page");
  assert.deepEqual(faults, []);
  await leave();
});

test("by keyboard alone a provincial account is activated after a sign-in with any password", async (t) => {
  const person = await citizen(stack, "activation_needed");
  const { page, faults, leave } = await visitor();
  await signIn(page, stack, person.number, "any password at all");
  await checkTrouble(page, "activation_needed", /省用户需要在国家平台激活/);
  await press(page, ".problem button[data-next=activate]");
  await arrived(page, "identify-page");
  assert.equal(await page.inputValue("#number"), person.number);
  await picture(page, "activate-zh-phone");
  await identify(page, person);
  await scanned(t, page, "/activate/password");
  await arrived(page, "new-password-page");
  await choosePassword(page, NEW_PASSWORD);
  await tick(page, "#terms_version");
  await press(page, "new-password-page form button.primary");
  await arrived(page, "sign-in-page");
  await page.locator(".success", { hasText: "账号已激活" }).waitFor();
  await checkSound(page);
  await signIn(page, stack, person.number, NEW_PASSWORD);
  await page.locator(".level-badge", { hasText: "四级实名" }).waitFor();
  await page.locator(".history li", { hasText: "省级账号激活" }).waitFor();
  await checkSound(page);
  assert.deepEqual(faults, []);
  await leave();
});

test("somebody else's face does not sign in, and the page says what to do", async (t) => {
  const person = await enrol(stack, "样例别人", footage("obama.jpg"));
  const { page, leave } = await visitor({ language: "en" });
  await register(page, stack, person);
  await signOut(page);
  await page.goto(`${stack.edge}/face`);
  await identify(page, { number: person.number });
  await scanned(t, page, "/account");
  await checkTrouble(page, "face_differs", /does not match/);
  await page.locator(".problem a[href='/counter']").waitFor();
  await page.goto(`${stack.edge}/account`);
  await page.waitForURL(`${stack.edge}/`);
  await leave();
});

test("on a device that has never signed in a face alone is not enough, and the page says what is", async () => {
  const person = await enrol(stack, "样例新机", portrait());
  const { page, leave } = await visitor();
  await register(page, stack, person);
  await page.context().clearCookies();
  await page.goto(`${stack.edge}/face`);
  await identify(page, { number: person.number });
  await checkTrouble(page, "device_unknown", /不能只凭人脸办理/);
  await page.locator(".problem button[data-next=counter]").waitFor();
  await checkSound(page);
  await picture(page, "face-device-unknown-zh-phone");
  await leave();
});
