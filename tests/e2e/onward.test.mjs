import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isTooWide, picture, violations, visit } from "./support/browser.mjs";
import {
  CLIENT,
  askInvitation,
  askToken,
  askUserCode,
  listed,
  registerPlainly,
  startPortal,
} from "./support/host-page.mjs";
import { focused } from "./support/keyboard.mjs";
import { PASSWORD, enrol, register, troubleShown } from "./support/person.mjs";
import { browser, stack, start } from "./support/start.mjs";

const NARROW = { width: 320, height: 640 };
/** Of a browser inside another application, and as long as is told apart by it. */
const IN_APP = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50";

const portal = await startPortal();

start({ variables: { EDGE_PORTALS: listed(portal.origin) } });
after(() => portal.stop());

async function sound(page, name) {
  assert.deepEqual(await violations(page), [], `${name}: axe`);
  assert.equal(await isTooWide(page), false, `${name}: too wide`);
  await picture(page, name);
}

/** A visitor who has just registered, and is signed in. */
async function signedIn(name, options) {
  const person = await enrol(stack, name);
  const visitor = await visit(browser, options);
  await register(visitor.page, stack, person);
  return { person, ...visitor };
}

/** Follows a link of the application within the page that is shown. */
async function follow(page, href) {
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement("a"), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, href);
}

async function typePassword(page, { number }) {
  await page.fill("#number", number);
  await page.fill("#password", PASSWORD);
  await page.click("sign-in-page form button.primary");
}

/** Where the portal sends people to sign in. */
function authorization(more = {}) {
  const asked = new URLSearchParams({
    client_id: CLIENT,
    redirect_uri: `${portal.origin}/back`,
    response_type: "code",
    scope: "openid",
    state: "kept",
    nonce: "once",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    ...more,
  });
  return `${stack.edge}/oauth/authorize?${asked}`;
}

async function goesBack(page) {
  await page.route("**/back?*", (route) => route.fulfill({ body: "" }));
  await page.click("authorize-page button[data-decision=refuse]");
  await page.waitForURL(/\/back\?/);
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get("error"), "access_denied");
  assert.equal(searchParams.get("state"), "kept");
}

test("whoever does not want to sign in goes back to the portal", async () => {
  const { page, leave } = await visit(browser, { viewport: NARROW });
  await page.goto(authorization());
  await page.locator("authorize-page a[href='/notice']").waitFor();
  await sound(page, "authorize-sign-in-zh-320");
  await goesBack(page);
  await leave();
});

test("whoever does not want to sign in again, or to raise their level, goes back too", async () => {
  const { page, leave } = await signedIn("样例折返", { language: "en" });
  await page.goto(authorization({ prompt: "login" }));
  await page.locator("authorize-page button.primary").waitFor();
  await sound(page, "authorize-sign-in-again-en-phone");
  await goesBack(page);
  await page.goto(authorization({ acr_values: "urn:cn:realname:4" }));
  await page.locator("authorize-page a[href='/level']").waitFor();
  await sound(page, "authorize-raise-en-phone");
  await goesBack(page);
  await leave();
});

test("a session that ended elsewhere leads to a sign-in, and back to the other device's code", async () => {
  const { person, page, faults, leave } = await signedIn("样例会话", { viewport: NARROW });
  const code = await askUserCode(stack);
  await page.context().clearCookies();
  await follow(page, `/device#${code}`);
  await page.locator("device-page .code", { hasText: code }).waitFor();
  await sound(page, "device-sign-in-again-zh-320");
  await page.click("device-page button.primary");
  await page.waitForSelector("sign-in-page h1");
  await typePassword(page, person);
  await page.waitForSelector("device-page portal-consent");
  assert.equal(new URL(page.url()).hash, `#${code}`);
  const size = await page
    .locator("device-page .code")
    .evaluate((letters) => Number.parseFloat(getComputedStyle(letters).fontSize));
  assert.ok(size >= 32, String(size));
  await sound(page, "device-consent-zh-320");
  await page.getByRole("button", { name: "长辈版" }).click();
  await sound(page, "device-consent-zh-elder-320");
  await page.click("portal-consent button.primary");
  await page.locator("device-page .done").waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

/** In another tab of the same browser the person signs out, and somebody else signs in. */
async function switched(page, other) {
  const tab = await page.context().newPage();
  await tab.goto(`${stack.edge}/account`);
  await tab.click("header button:has-text('退出登录')");
  await tab.waitForSelector("sign-in-page h1");
  await typePassword(tab, other);
  await tab.waitForSelector("account-page h1");
  await tab.close();
}

/** The page says that nothing was done, and who is signed in now. */
async function saysWho(page, name) {
  const bar = page.locator(".bar[data-switched]");
  await bar.waitFor();
  assert.match(await bar.innerText(), /刚才的操作没有进行/);
  assert.match(await bar.innerText(), new RegExp(name));
}

test("a page acts for nobody but the person it was opened for: a portal's sign-in", async () => {
  const other = await enrol(stack, "别人样例");
  await registerPlainly(stack, other);
  const { page, faults, leave } = await signedIn("样例页面", { viewport: NARROW });
  await page.goto(authorization());
  await page.waitForSelector("portal-consent h2");
  await page.locator(".whose", { hasText: "样＊" }).waitFor();
  await switched(page, other);
  await page.click("portal-consent button.primary");
  await saysWho(page, "别＊");
  await page.waitForSelector("portal-consent h2");
  assert.equal(new URL(page.url()).pathname, "/authorize");
  await page.locator(".whose", { hasText: "别＊" }).waitFor();
  await sound(page, "authorize-switched-zh-320");
  await page.click(".bar[data-switched] button");
  assert.equal(await page.locator(".bar[data-switched]").count(), 0);
  await page.goto(`${stack.edge}/account/portals`);
  await page.waitForSelector("portals-page h1");
  assert.equal(await page.locator("portals-page li").count(), 0, "nothing was allowed");
  assert.deepEqual(faults, []);
  await leave();
});

test("a page acts for nobody but the person it was opened for: signing out, and a page of the account", async () => {
  const other = await enrol(stack, "别人样例");
  await registerPlainly(stack, other);
  const { page, leave } = await signedIn("样例页面");
  await follow(page, "/account/password");
  await page.waitForSelector("password-page h1");
  await switched(page, other);
  await page.fill("#old_password", PASSWORD);
  await page.fill("#password", "a wholly other river");
  await page.fill("#confirmation", "a wholly other river");
  await page.click("password-page form button.primary");
  await saysWho(page, "别＊");
  assert.equal(await page.inputValue("#password"), "");
  await sound(page, "password-switched-zh-phone");
  await page.goto(`${stack.edge}/account`);
  await page.waitForSelector("account-page h1");
  const person = await enrol(stack, "第三样例");
  await registerPlainly(stack, person);
  await switched(page, person);
  await page.click("header button:has-text('退出登录')");
  await saysWho(page, "第＊");
  await leave();
});

test("a code that is no code is said to be unknown", async () => {
  const { page, faults, leave } = await visit(browser);
  await page.goto(`${stack.edge}/device#%`);
  assert.equal(await troubleShown(page), "user_code_unknown");
  assert.deepEqual(faults, []);
  await leave();
});

test("an invitation without its code is incomplete, and another one in the same window is another page", async () => {
  const { page, faults, leave } = await visit(browser);
  await page.goto(`${stack.edge}/invitation`);
  await page.locator("invitation-page .hint", { hasText: "链接不完整" }).waitFor();
  await sound(page, "invitation-incomplete-zh-phone");
  const person = await enrol(stack, "样例受邀");
  await page.goto(await askInvitation(stack, person));
  await page.locator("invitation-page strong", { hasText: "尚未注册" }).waitFor();
  await page.evaluate(() => (window.isTheSame = true));
  const other = await enrol(stack, "样例另邀");
  await registerPlainly(stack, other);
  const link = await askInvitation(stack, other);
  await page.evaluate((to) => location.assign(to), link);
  await page.locator("invitation-page strong", { hasText: "三级实名" }).waitFor();
  assert.equal(await page.evaluate(() => window.isTheSame), undefined);
  assert.deepEqual(faults, []);
  await leave();
});

test("what was done elsewhere is seen, and leads back to the invitation no more", async () => {
  const { page, leave } = await visit(browser);
  let isVerified = false;
  await page.route("**/v1/invitations/current", async (route) => {
    const answer = await route.fetch();
    const status = await answer.json();
    const json = isVerified ? { ...status, state: "verified_at_counter" } : status;
    await route.fulfill({ response: answer, json });
  });
  await page.goto(await askInvitation(stack, await enrol(stack, "样例窗口")));
  await page.locator("invitation-page strong", { hasText: "尚未注册" }).waitFor();
  await follow(page, "/terms");
  await page.locator("aside.bar").waitFor();
  await page.click("aside.bar a");
  await page.locator("invitation-page strong", { hasText: "尚未注册" }).waitFor();
  isVerified = true;
  await page.locator("invitation-page .success").waitFor();
  await follow(page, "/terms");
  await page.waitForSelector("terms-page h1");
  assert.equal(await page.locator("aside.bar").count(), 0);
  await leave();
});

test("whose name was mistyped is told to ask whoever invited them", async () => {
  const { person, page, leave } = await signedIn("样例本名", { viewport: NARROW });
  await page.goto(await askInvitation(stack, { ...person, name: "样例误名" }));
  await page.locator("invitation-page .hint", { hasText: "请联系邀请方更正" }).waitFor();
  await sound(page, "invitation-mistyped-zh-320");
  await leave();
});

/** The first screen of a check asks the edge for this. */
async function asScreen(path, init) {
  const answer = await fetch(`${stack.edge}/v1/checks${path}`, init);
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
}

/** A check that waits for a phone: its link, and how the first screen asks whether one took it. */
async function handedOver(name) {
  const person = await enrol(stack, name);
  await registerPlainly(stack, person);
  const { token } = await askToken(stack, person);
  const body = JSON.stringify({ token });
  const json = { "Content-Type": "application/json" };
  const { ticket } = await asScreen("", { method: "POST", headers: json, body });
  const headers = { Authorization: `Ticket ${ticket}` };
  const { link } = await asScreen("/current/hand-overs", { method: "POST", headers });
  const isTaken = async () => (await asScreen("/current", { headers })).is_handed_over;
  return { link, isTaken };
}

/** A browser that says it has a camera; no scan would come of it. */
function withCamera(page) {
  return page.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = async () => [{ kind: "videoinput" }];
  });
}

test("a browser that cannot scan leaves the check to one that can", async () => {
  const { link, isTaken } = await handedOver("样例应用内");
  const { page, faults, leave } = await visit(browser, { userAgent: IN_APP });
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "mediaDevices", { value: undefined }),
  );
  await page.goto(link);
  assert.equal(await troubleShown(page), "camera_in_app");
  await sound(page, "check-in-app-zh-phone");
  assert.equal(page.url(), link);
  assert.equal(await isTaken(), false);
  assert.deepEqual(faults, []);
  await leave();

  const other = await visit(browser);
  await withCamera(other.page);
  await other.page.goto(link);
  await other.page.waitForSelector(".short-code");
  assert.equal(new URL(other.page.url()).hash, "");
  assert.equal(await isTaken(), true);
  await other.leave();
});

test("a check that was left is over when the browser brings its page back", async () => {
  const { link, isTaken } = await handedOver("样例返回");
  const { page, faults, leave } = await visit(browser);
  await withCamera(page);
  await page.goto(link);
  await page.click("check-flow .primary");
  await page.waitForSelector("#consent");
  const cancelled = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.evaluate(() => {
    for (const name of ["pagehide", "pageshow"])
      dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
  });
  assert.equal(await troubleShown(page), "check_unknown");
  assert.equal(await page.locator("check-flow button").count(), 0);
  await cancelled;
  assert.equal(await isTaken(), false);
  assert.deepEqual(faults, []);
  await leave();
});

test("a refusal of the code to scan is told, and asked for again only by the person", async () => {
  const { page, leave } = await signedIn("样例限次", { viewport: NARROW });
  let asked = 0;
  const refusal = {
    status: 429,
    contentType: "application/problem+json",
    body: JSON.stringify({
      type: "/problems#too_many_attempts",
      code: "too_many_attempts",
      title: "尝试次数过多",
      status: 429,
      next: "try_later",
      retry: true,
      retry_after_seconds: 75,
    }),
  };
  await page.route("**/hand-overs", (route) => {
    asked += 1;
    return asked === 1 ? route.fulfill(refusal) : route.continue();
  });
  await page.click("main a[href='/level']");
  await page.click("button[data-way=other_device]");
  assert.equal(await troubleShown(page), "too_many_attempts");
  await sound(page, "hand-over-refused-zh-320");
  // Two looks at the check's state, either of which would have asked for a code.
  const looked = () => page.waitForResponse((answer) => answer.url().endsWith("/checks/current"));
  await looked();
  await looked();
  assert.equal(asked, 1);
  await page.click("hand-over .problem button.primary");
  await page.waitForSelector("hand-over .qr");
  await focused(page, "hand-over h1");
  assert.equal(asked, 2);
  await leave();
});
