import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooWide, picture, violations, visit } from "./support/browser.mjs";
import { watchWorkers } from "./support/figures.mjs";
import { arrived, focused, follow, press, tabTo, type } from "./support/keyboard.mjs";
import { missing } from "./support/missing.mjs";
import { clip } from "./support/paths.mjs";
import {
  agree,
  citizen,
  enrol,
  fillRegistration,
  PASSWORD,
  troubleShown,
} from "./support/person.mjs";
import { scanned } from "./support/scan.mjs";
import { browser, stack, start } from "./support/start.mjs";
import { traces } from "./support/traces.mjs";

const NARROW = { width: 320, height: 640 };

let mobiles = 0;

/** What must not be found in clear afterwards, by name. */
const words = {};

start({
  camera: clip("talking"),
  variables: { SHIMING_AUTHORITY_ACTIONS: "open_mouth", EDGE_ADDRESS_HEADER: "x-real-ip" },
  flags: ["--messages"],
});

/** A number that no other test has: codes to one number are a minute apart. */
function mobile() {
  mobiles += 1;
  const number = `1367204${String(mobiles).padStart(4, "0")}`;
  words[`mobile ${mobiles}`] = number;
  return number;
}

/** The registration form, filled in up to the code. */
async function open(number, options) {
  const visitor = await visit(browser, options);
  const { page } = visitor;
  await page.goto(`${stack.edge}/register`);
  await fillRegistration(page, await enrol(stack, "样例来客"));
  await page.fill("#mobile", number);
  return visitor;
}

/** The code that arrived on the sample phone with this number. */
async function received(number) {
  const answer = await fetch(`${stack.console}/sandbox/messages.json`);
  const { messages } = await answer.json();
  return messages.find((message) => message.mobile === number)?.code;
}

/** Has a code sent, and waits until the field for it has the focus. */
async function askForCode(page) {
  await page.click(".ask-code");
  await focused(page, "#mobile_code");
}

/** What the page says of the code when the form is sent. */
async function checkRefused(page, rule) {
  await page.click("form button.primary");
  await page.locator("#mobile_code-error", { hasText: rule }).waitFor();
  await focused(page, ".summary");
}

test("by keyboard alone a code is asked for, typed, and registers", async () => {
  const number = mobile();
  const { page, faults, leave } = await open("");
  await tabTo(page, "#mobile");
  await page.keyboard.type(number);
  await press(page, ".ask-code");
  await focused(page, "#mobile_code");
  await page.locator("[role=status]", { hasText: "136****" }).waitFor();
  assert.equal(await page.getAttribute("#mobile_code", "autocomplete"), "one-time-code");
  assert.equal(await page.getAttribute("#mobile_code", "inputmode"), "numeric");
  assert.equal(await page.getAttribute(".ask-code", "aria-disabled"), "true");
  assert.match(await page.locator(".ask-code").innerText(), /^\d+ 秒后可重新获取$/);
  await page.keyboard.type(await received(number));
  assert.deepEqual(await violations(page), []);
  await picture(page, "register-code-zh-phone");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/account");
  await page.locator(".level-badge", { hasText: "三级实名" }).waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("a code that is missing or wrong is told, and nothing typed is lost", async () => {
  const number = mobile();
  const { page, leave } = await open("");
  await page.click(".ask-code");
  await focused(page, "#mobile");
  await page.fill("#mobile", number);
  await checkRefused(page, "请先获取验证码");
  assert.equal(await page.locator(".summary li").count(), 1);
  await askForCode(page);
  await checkRefused(page, "请填写");
  await page.fill("#mobile_code", "12345");
  await checkRefused(page, "6 位数字");
  const code = await received(number);
  await page.fill(
    "#mobile_code",
    code.replace(/^./, (first) => (first === "0" ? "1" : "0")),
  );
  await checkRefused(page, "不正确");
  assert.equal(await page.inputValue("#mobile"), number);
  assert.notEqual(await page.inputValue("#password"), "");
  assert.deepEqual(await violations(page), []);
  await picture(page, "register-code-wrong-zh-phone");
  await page.fill("#mobile", mobile());
  await checkRefused(page, "不是为这个号码");
  await page.fill("#mobile", number);
  await page.fill("#mobile_code", `${code.slice(0, 3)} ${code.slice(3)}`);
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await leave();
});

/** Wrong passwords from ten networks, as many as each is admitted to. */
async function reachCeiling(number) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answer = await fetch(`${stack.edge}/v1/sessions`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-real-ip": `10.0.${Math.floor(attempt / 5)}.1`,
      },
      body: JSON.stringify({ number, password: "a wrong password" }),
    });
    assert.equal(answer.status, 401);
  }
}

test("where strangers have failed too often, signing in asks for a code by message, which leads on", async () => {
  const number = mobile();
  const person = await enrol(stack, "样例机主");
  const owner = await visit(browser);
  await owner.page.goto(`${stack.edge}/register`);
  await fillRegistration(owner.page, person);
  await owner.page.fill("#mobile", number);
  await askForCode(owner.page);
  await owner.page.fill("#mobile_code", await received(number));
  await owner.page.click("form button.primary");
  await owner.page.waitForURL("**/account");
  await owner.leave();
  await reachCeiling(person.number);
  const { page, faults, leave } = await visit(browser);
  await page.goto(stack.edge);
  await page.fill("#number", person.number);
  await page.fill("#password", PASSWORD);
  await page.click("form button.primary");
  assert.equal(await troubleShown(page), "code_required");
  await checkRefused(page, "请先获取验证码");
  await askForCode(page);
  await page.locator("[role=status]", { hasText: "身份证号和密码正确时才会发送" }).waitFor();
  assert.equal(await page.locator(".summary").count(), 0);
  await page.locator(".hint, .help", { hasText: "账号没有手机号码的" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await picture(page, "sign-in-code-zh-phone");
  await page.fill("#mobile_code", await received(number));
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  assert.deepEqual(
    faults.filter((fault) => !fault.includes("403")),
    [],
  );
  await leave();
});

test("another page and back: number, code and wait are still there", async () => {
  const number = mobile();
  const { page, leave } = await open(number, { language: "en", viewport: NARROW });
  await askForCode(page);
  await page.fill("#mobile_code", await received(number));
  assert.equal(await isTooWide(page), false);
  await picture(page, "register-code-en-narrow");
  await page.locator("footer a[href='/privacy']").click();
  await page.waitForSelector("privacy-page h1");
  await page.goBack();
  await page.waitForSelector("#mobile_code");
  assert.match(await page.locator(".ask-code").innerText(), /^Another in \d+ s$/);
  assert.notEqual(await page.inputValue("#mobile_code"), "");
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await leave();
});

test("a second code within a minute is refused with the time to come back", async () => {
  const number = mobile();
  const first = await open(number);
  await askForCode(first.page);
  await first.leave();
  const { page, leave } = await open(number, { viewport: NARROW });
  await page.getByRole("button", { name: "长辈版" }).click();
  await page.click(".ask-code");
  assert.equal(await troubleShown(page), "too_many_attempts");
  assert.match(await page.locator(".ask-code").innerText(), /^\d+ 秒后可重新获取$/);
  assert.deepEqual(await violations(page), []);
  assert.equal(await isTooWide(page), false);
  await picture(page, "register-code-soon-zh-elder");
  await leave();
});

test("a broken connection is told beside the code, and can be tried again", async () => {
  const { page, leave } = await open(mobile());
  await page.context().setOffline(true);
  await page.click(".ask-code");
  assert.equal(await troubleShown(page), "network");
  await page.context().setOffline(false);
  await page.click(".problem button.primary");
  await focused(page, "#mobile_code");
  assert.equal(await page.locator(".problem").count(), 0);
  await leave();
});

test("another mobile number takes a code of its own after the scan", async (t) => {
  const [first, second] = [mobile(), mobile()];
  const { page, leave } = await visit(browser);
  await watchWorkers(page);
  await page.goto(`${stack.edge}/register`);
  await fillRegistration(page, await citizen(stack, "passes"));
  await page.fill("#mobile", first);
  await askForCode(page);
  await page.fill("#mobile_code", await received(first));
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await follow(page, "/account/mobile", "mobile-page");
  await press(page, "mobile-page button.primary");
  await arrived(page, "consent-page");
  await agree(page);
  await scanned(t, page, "/account/mobile/new");
  await type(page, "#mobile", second);
  await press(page, ".ask-code");
  await focused(page, "#mobile_code");
  await page.keyboard.type("000000");
  await checkRefused(page, "不正确");
  assert.deepEqual(await violations(page), []);
  await picture(page, "mobile-new-code-zh-phone");
  await page.fill("#mobile_code", await received(second));
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await page.locator("dd", { hasText: `136****${second.slice(7)}` }).waitFor();
  await leave();
});

/** Registers a sample citizen, and leaves the device behind. */
async function registered(number, skip) {
  const person = await citizen(stack, "passes", skip);
  const { page, leave } = await visit(browser);
  await page.goto(`${stack.edge}/register`);
  await fillRegistration(page, person);
  await page.fill("#mobile", number);
  await askForCode(page);
  await page.fill("#mobile_code", await received(number));
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await leave();
  return person;
}

test("by keyboard alone a face and a code sign in on a new device", async (t) => {
  const number = mobile();
  const person = await registered(number, 1);
  const old = await received(number);
  const { page, faults, leave } = await visit(browser);
  await watchWorkers(page);
  await page.goto(`${stack.edge}/face`);
  await page.waitForSelector("identify-page h1");
  await type(page, "#number", person.number);
  await page.keyboard.press("Enter");
  await arrived(page, "consent-page");
  await agree(page);
  await scanned(t, page, "/face/code");
  await arrived(page, "confirm-page");
  await page.locator(".lead", { hasText: `尾号 ${number.slice(9)}` }).waitFor();
  assert.equal(await received(number), old, "nothing is sent before somebody asks for it");
  assert.deepEqual(await violations(page), []);
  await picture(page, "face-code-zh-phone");
  await press(page, ".ask-code");
  await focused(page, "#mobile_code");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await page.locator("#mobile_code-error", { hasText: "不正确" }).waitFor();
  await focused(page, ".summary");
  assert.deepEqual(await violations(page), []);
  await picture(page, "face-code-wrong-zh-phone");
  await page.fill("#mobile_code", await received(number));
  await page.click("form button.primary");
  await arrived(page, "account-page");
  await page.locator(".level-badge", { hasText: "三级实名" }).waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("a password that was forgotten is reset on a new device with face and code", async (t) => {
  const number = mobile();
  const person = await registered(number, 2);
  const { page, leave } = await visit(browser, { language: "en", viewport: NARROW });
  await watchWorkers(page);
  await page.goto(`${stack.edge}/recover`);
  await page.waitForSelector("identify-page h1");
  await type(page, "#name", person.name);
  await type(page, "#number", person.number);
  await page.keyboard.press("Enter");
  await arrived(page, "consent-page");
  await agree(page);
  await scanned(t, page, "/face/code");
  await page.waitForSelector("confirm-page h1");
  await page.locator(".lead", { hasText: `ends in ${number.slice(9)}` }).waitFor();
  assert.equal(await isTooWide(page), false);
  assert.equal(await page.locator("confirm-page a[href='/counter']").count(), 1);
  await askForCode(page);
  await page.fill("#mobile_code", await received(number));
  assert.deepEqual(await violations(page), []);
  await picture(page, "face-code-en-narrow");
  await page.click("form button.primary");
  await arrived(page, "new-password-page");
  await leave();
});

test("the sample phones show what arrived", async () => {
  const { page, faults, leave } = await visit(browser);
  await page.goto(`${stack.console}/`);
  await page.locator("#phones li").first().waitFor();
  assert.match(
    await page.locator("#phones li").first().innerText(),
    /验证码 \d{6}|\d{6} is your code/,
  );
  assert.deepEqual(await violations(page), []);
  await picture(page, "console-phones-zh-phone");
  assert.deepEqual(faults, []);
  await leave();
});

test("after all that, no mobile number is in any file or log", (t) => {
  if (!stack.data) {
    return t.skip(missing("the stack was started elsewhere: its files are not at hand"));
  }
  assert.deepEqual(traces(stack.data, words), []);
});
