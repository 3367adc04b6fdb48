import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  isTooWide,
  picture,
  screens,
  startBrowser,
  violations,
  visit,
} from "./support/browser.mjs";
import { scanned } from "./support/embedded.mjs";
import { watchWorkers } from "./support/figures.mjs";
import { focused } from "./support/keyboard.mjs";
import { clip, footage, portrait, screenshots } from "./support/paths.mjs";
import { enrol, register, troubleShown } from "./support/person.mjs";
import { askToken, listed, registerPlainly, startPortal, stateOf } from "./support/host-page.mjs";
import { sizes } from "./support/sizes.mjs";
import { browser, stack, start } from "./support/start.mjs";

/** What the clip is sure to hold in every few seconds; a set of one is asked for again and again. */
const ACTIONS = "open_mouth";

const portal = await startPortal();
const stranger = await startPortal();
/** A computer without a camera. */
let desk;

start({
  camera: clip("talking"),
  variables: { SHIMING_AUTHORITY_ACTIONS: ACTIONS, EDGE_PORTALS: listed(portal.origin) },
  more: async () => {
    portal.edge = stack.edge;
    stranger.edge = stack.edge;
  },
});

before(async () => (desk = await startBrowser()));
after(() => Promise.all([desk?.close(), portal.stop(), stranger.stop()]));

/** Somebody at level three for whom the portal has a token. */
async function invited(name, file = portrait()) {
  const person = await enrol(stack, name, file);
  await registerPlainly(stack, person);
  const { token, check } = await askToken(stack, person);
  return { person, token, check };
}

/** Opens the portal's page with these tokens to give; what goes wrong in it is kept as a picture. */
async function embedded(
  t,
  { from = portal, on = browser, tokens, attributes = "", ...device },
  act,
) {
  Object.assign(from, { tokens: [...tokens], attributes });
  const { page, faults, leave } = await visit(on, device);
  try {
    await watchWorkers(page);
    await page.goto(`${from.origin}/`);
    await act(page, faults);
  } catch (error) {
    await page.screenshot({
      path: join(screenshots, "..", `widget-${t.name.slice(0, 40).replaceAll(/\W+/g, "-")}.png`),
      fullPage: true,
    });
    throw error;
  } finally {
    await leave();
  }
}

/** The widget's frame, once its first screen is there. */
async function frameOf(page) {
  let frame;
  for (let look = 0; look < 100 && !frame; look += 1) {
    frame = page.frames().find((one) => one.url().includes("/frame/"));
    if (!frame) await page.waitForTimeout(100);
  }
  await frame.waitForSelector("h1");
  return frame;
}

const told = (page) => page.evaluate(() => window.told);

/** Waits until the page was told this event, and answers its detail. */
async function event(page, name, timeout = 90_000) {
  await page.waitForFunction((one) => window.told.some(([type]) => type === one), name, {
    timeout,
  });
  return (await told(page)).findLast(([type]) => type === name)[1];
}

async function sound(frame, name) {
  assert.deepEqual(await violations(frame), [], name);
  assert.equal(await isTooWide(frame), false, name);
}

/** Keeps a picture of what is on the screen: a frame's parts beyond it are not painted. */
async function seen(page, name) {
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

async function agree(frame) {
  await frame.check("#consent");
  await frame.click("face-consent form button.primary");
}

test("a strange page under a strict policy has somebody verified", async (t) => {
  const { token, check } = await invited("样例框内");
  await embedded(t, { tokens: [token] }, async (page, faults) => {
    const frame = await frameOf(page);
    assert.deepEqual(await event(page, "ready"), { supported: true, code: null });
    await sound(frame, "start");
    await seen(page, "widget-start-zh-phone");
    assert.equal(await stateOf(stack, check), "waiting");
    await frame.click("button[data-way=here]");
    await frame.waitForSelector("#consent");
    await sound(frame, "consent");
    await seen(page, "widget-consent-zh-phone");
    assert.equal(await stateOf(stack, check), "opened");
    await agree(frame);
    await frame.locator(".scan .prompt[data-code]").waitFor({ timeout: 60_000 });
    await seen(page, "widget-scan-zh-phone");
    assert.equal(await scanned(frame), "passed");
    assert.equal(await event(page, "verified"), null);
    await sound(frame, "passed");
    await seen(page, "widget-passed-zh-phone");
    assert.equal(await stateOf(stack, check), "passed");
    assert.deepEqual(faults, []);
    const steps = (await told(page)).filter(([type]) => type === "progress");
    assert.deepEqual(steps[0][1], { step: "start" });
    assert.deepEqual(steps.at(-1)[1], { step: "passed" });
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies, []);
    const workers = await frame.evaluate(() =>
      navigator.serviceWorker.getRegistrations().catch(() => []),
    );
    assert.equal(workers.length, 0);
  });
});

test("another man's portrait on file fails with its code, and the person can go on", async (t) => {
  const { token, check } = await invited("样例框外人", footage("obama.jpg"));
  const attributes = 'lang="en"';
  await embedded(t, { tokens: [token], attributes }, async (page) => {
    const frame = await frameOf(page);
    await frame.click("button[data-way=here]");
    await agree(frame);
    assert.equal(await scanned(frame), "face_differs");
    assert.deepEqual(await event(page, "failed"), { code: "face_differs" });
    await sound(frame, "face differs");
    await seen(page, "widget-face-differs-en-phone");
    assert.equal(await stateOf(stack, check), "opened");
    await frame.locator("button", { hasText: "Leave the check" }).click();
    await event(page, "cancelled");
    assert.equal(await stateOf(stack, check), "cancelled");
  });
});

test("taking the element off the page in the middle ends the scan and the check", async (t) => {
  const { token, check } = await invited("样例中途");
  await embedded(t, { tokens: [token] }, async (page) => {
    const frame = await frameOf(page);
    await frame.click("button[data-way=here]");
    await agree(frame);
    await frame.locator(".scan .prompt[data-code]").waitFor({ timeout: 60_000 });
    await page.evaluate(() => document.querySelector("real-name-check").remove());
    for (let look = 0; look < 50; look += 1) {
      if ((await stateOf(stack, check)) === "cancelled") break;
      await page.waitForTimeout(100);
    }
    assert.equal(await stateOf(stack, check), "cancelled");
  });
});

/** Lets the page keep the window that speaks last, as the portal's own script could. */
async function keepSource(page, frame) {
  await page.evaluate(() => {
    addEventListener("message", ({ source }) => (window.source = source), { once: true });
  });
  await frame.evaluate(() => parent.postMessage("", "*"));
  await page.waitForFunction(() => window.source);
}

/** Hands the element an event that says it is from the frame's own window, and of `origin`. */
const hand = (page, data, origin) =>
  page.evaluate(
    ([message, from]) => {
      const told = { data: message, origin: from, source: window.source };
      dispatchEvent(new MessageEvent("message", told));
    },
    [data, origin],
  );

test("a message from anywhere else is not taken for the frame's", async (t) => {
  const { token } = await invited("样例冒充");
  await embedded(t, { tokens: [token] }, async (page) => {
    const frame = await frameOf(page);
    await event(page, "ready");
    // Nobody reaches the frame's window from the page, to speak in its place.
    assert.equal(await page.evaluate(() => window.frames.length), 0);
    const nonce = new URLSearchParams(new URL(frame.url()).hash.slice(1)).get("nonce");
    const forged = { type: "verified", nonce };
    await keepSource(page, frame);
    await page.evaluate(() => {
      window.heard = [];
      addEventListener("message", ({ data, origin }) => {
        if (data.type === "verified") window.heard.push(origin);
      });
    });
    // Another window, of the portal's origin.
    await page.evaluate((message) => window.postMessage(message, "*"), forged);
    // Another window, of the edge's origin.
    await frame.evaluate(() => document.body.append(document.createElement("iframe")));
    const [within] = frame.childFrames();
    await within.evaluate((message) => parent.parent.postMessage(message, "*"), forged);
    // The frame's own window, of another origin.
    await hand(page, forged, portal.origin);
    // The frame's own window and origin, without the nonce: a page that it was led to.
    await frame.evaluate(() => parent.postMessage({ type: "verified", nonce: "guessed" }, "*"));
    await page.waitForFunction(() => window.heard.length === 4);
    const heard = await page.evaluate(() => window.heard);
    assert.deepEqual(heard.toSorted(), [stack.edge, stack.edge, portal.origin, portal.origin]);
    // And the other way round: the frame takes a token from its own page's element alone.
    const mine = { type: "token", token: "x", nonce };
    await frame.evaluate((message) => window.postMessage(message, "*"), mine);
    await within.evaluate((message) => parent.postMessage(message, "*"), mine);
    await frame.click("button[data-way=here]");
    await frame.waitForSelector("#consent");
    const verified = async () => (await told(page)).filter(([type]) => type === "verified");
    assert.deepEqual(await verified(), []);
    // The same message is taken from where it should come: what refuses the others is where they come from.
    await hand(page, forged, stack.edge);
    assert.equal((await verified()).length, 1);
  });
});

test("a page whose origin is not listed shows nothing", async (t) => {
  const { token, check } = await invited("样例陌生网站");
  await embedded(t, { from: stranger, tokens: [token] }, async (page, faults) => {
    await page.waitForTimeout(1500);
    assert.deepEqual(await told(page), []);
    assert.match(faults.join(), /frame-ancestors/);
    assert.equal(await stateOf(stack, check), "waiting");
  });
});

test("a token that is over is replaced by another, without another word", async (t) => {
  const { person, token } = await invited("样例过期");
  const { token: next } = await askToken(stack, person);
  const spent = await fetch(`${stack.edge}/v1/checks`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  assert.equal(spent.status, 201);
  await embedded(t, { tokens: [token, next] }, async (page) => {
    const frame = await frameOf(page);
    await frame.click("button[data-way=here]");
    await event(page, "token-expired");
    assert.deepEqual(await event(page, "failed"), { code: "check_unknown" });
    await sound(frame, "over");
    await seen(page, "widget-token-over-zh-phone");
    await page.evaluate(() => window.nextToken());
    await frame.waitForSelector("#consent");
  });
});

test("a desktop without a camera hands over to a phone, and goes on by itself", async (t) => {
  const { token, check } = await invited("样例换机");
  const device = { on: desk, viewport: screens.desktop };
  await embedded(t, { tokens: [token], ...device }, async (page) => {
    const frame = await frameOf(page);
    assert.deepEqual(await event(page, "ready"), { supported: false, code: "camera_absent" });
    await sound(frame, "no camera");
    await seen(page, "widget-no-camera-zh-desktop");
    const handedOver = page.waitForResponse((answer) => answer.url().endsWith("/hand-overs"));
    await frame.click("button[data-way=other_device]");
    const first = await (await handedOver).json();
    await frame.waitForSelector(".qr");
    await sound(frame, "hand-over");
    await seen(page, "widget-hand-over-zh-desktop");
    const { link, short_code: code } = await anotherPhone(page, frame, first.link);
    await onPhone(link, code, frame);
    assert.equal(await event(page, "verified"), null);
    await seen(page, "widget-passed-elsewhere-zh-desktop");
    assert.equal(await stateOf(stack, check), "passed");
  });
});

/** A phone opens the check and dies; the desktop asks for another, after which the first one is out. */
async function anotherPhone(page, frame, link) {
  const { page: phone, leave } = await visit(browser);
  await phone.goto(link);
  await phone.waitForSelector(".short-code");
  const handedOver = page.waitForResponse((answer) => answer.url().endsWith("/hand-overs"));
  await frame.click("button[data-way=another]");
  await frame.waitForSelector(".qr");
  await focused(frame, "h1");
  await phone.click("check-flow .primary");
  await agree(phone);
  assert.equal(await troubleShown(phone), "check_unknown");
  await leave();
  return (await handedOver).json();
}

/** Scans on the phone what the desktop shows in `frame`. */
async function onPhone(link, code, frame) {
  const {
    page: phone,
    faults,
    leave,
  } = await visit(browser, { viewport: { width: 320, height: 640 } });
  await watchWorkers(phone);
  await phone.goto(link);
  await phone.locator(".short-code", { hasText: [...code].join(" ") }).waitFor();
  assert.equal(new URL(phone.url()).hash, "");
  await sound(phone, "compare");
  await picture(phone, "check-compare-zh-320");
  await frame.locator(".success").waitFor();
  await frame.locator(".short-code", { hasText: [...code].join(" ") }).waitFor();
  await phone.click("check-flow .primary");
  await agree(phone);
  assert.equal(await scanned(phone), "passed");
  await sound(phone, "passed on the phone");
  await picture(phone, "check-passed-zh-320");
  assert.deepEqual(faults, []);
  await leave();
}

test("from the page of the level the phone takes over, and the desktop shows the result", async () => {
  const person = await enrol(stack, "样例本人换机", portrait());
  const { page, faults, leave } = await visit(desk, { viewport: screens.desktop, language: "en" });
  await register(page, stack, person);
  await page.click("main a[href='/level']");
  const handedOver = page.waitForResponse((answer) => answer.url().endsWith("/hand-overs"));
  await page.click("button[data-way=other_device]");
  const { link, short_code: code } = await (await handedOver).json();
  await page.waitForSelector("hand-over .qr");
  await sound(page, "hand-over of the level");
  await picture(page, "level-hand-over-en-desktop");
  await onPhone(link, code, page);
  await page.locator(".level-badge", { hasText: "Level four" }).waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("长辈版, another language, colours and 320 pixels: every screen before the camera", async (t) => {
  const attributes = 'elder lang="en" accent="#7a1f3d" radius="2" colours="light"';
  const { token } = await invited("样例长辈");
  const viewport = { width: 320, height: 700 };
  await embedded(t, { tokens: [token], attributes, viewport }, async (page) => {
    const frame = await frameOf(page);
    await event(page, "ready");
    await sound(frame, "start");
    const { small, font } = await frame.evaluate(sizes, 60);
    assert.deepEqual(small, []);
    assert.ok(font >= 18, String(font));
    await seen(page, "widget-start-en-elder-320");
    const brand = await frame.evaluate(
      () => getComputedStyle(document.querySelector(".primary")).backgroundColor,
    );
    assert.equal(brand, "rgb(122, 31, 61)");
    await frame.click("button[data-way=here]");
    await frame.waitForSelector("#consent");
    await sound(frame, "consent");
    await seen(page, "widget-consent-en-elder-320");
    await frame.click("button[data-way=other_device]");
    await frame.waitForSelector(".qr");
    await sound(frame, "hand-over");
    await seen(page, "widget-hand-over-en-elder-320");
    // Language and size may also be chosen by the page around it, later.
    await page.evaluate(() => document.querySelector("real-name-check").removeAttribute("elder"));
    await frame.waitForFunction(() => !document.documentElement.classList.contains("elder"));
  });
});

test("a page that keeps the camera to itself is told so, and a phone helps", async (t) => {
  const { token } = await invited("样例未授权网站");
  portal.delegates = false;
  await embedded(t, { tokens: [token], attributes: 'lang="en"' }, async (page) => {
    const frame = await frameOf(page);
    const code = "camera_not_delegated";
    assert.deepEqual(await event(page, "ready"), { supported: false, code });
    await sound(frame, "not delegated");
    await seen(page, "widget-not-delegated-en-phone");
    await frame.click("button[data-way=other_device]");
    await frame.waitForSelector(".qr");
    await frame.locator("button", { hasText: "Leave the check" }).click();
    await event(page, "cancelled");
    await frame.locator(".hint", { hasText: "You have left" }).waitFor();
    await focused(frame, "h1");
    await sound(frame, "left");
    await seen(page, "widget-left-en-phone");
  });
  portal.delegates = true;
});

test("the frame is as high as what it shows, and is named in the person's language", async (t) => {
  const { token } = await invited("样例高度");
  await embedded(t, { tokens: [token] }, async (page) => {
    const frame = await frameOf(page);
    await event(page, "ready");
    const fits = () =>
      frame.evaluate(() => document.documentElement.scrollHeight - innerHeight).then(Math.abs);
    await page.waitForTimeout(200);
    assert.ok((await fits()) <= 1);
    await frame.click("button[data-way=here]");
    await frame.waitForSelector("#consent");
    await page.waitForTimeout(200);
    assert.ok((await fits()) <= 1);
  });
});
