import assert from "node:assert/strict";
import { test } from "node:test";
import {
  REFUSED,
  TWO,
  picture,
  screens,
  startBrowser,
  violations,
  visit,
} from "./support/browser.mjs";
import { clip } from "./support/paths.mjs";
import { beginScan, citizen, enrol } from "./support/person.mjs";
import {
  UNDER_LOAD,
  beforeCamera,
  checkLevel,
  checkTrouble,
  guided,
  hint,
  scanned,
  verificationsAsked,
} from "./support/scan.mjs";
import { browser, stack, start } from "./support/start.mjs";

start();

test("a clip's greys arrive as they were made", async () => {
  const eye = await startBrowser(clip("greys"));
  const { page, leave } = await visit(eye);
  await page.goto(`${stack.edge}/photo`);
  const seen = await page.evaluate(async () => {
    const video = document.createElement("video");
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 640 } });
    await video.play();
    const pen = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext("2d");
    pen.drawImage(video, 0, 0);
    return [100, 320, 530].map((x) => pen.getImageData(x, 240, 1, 1).data[0]);
  });
  for (const [index, made] of [64, 128, 235].entries())
    assert.ok(Math.abs(seen[index] - made) <= 2, `${made} arrived as ${seen[index]}`);
  await leave();
  await eye.close();
});

/** Lets a sample citizen, with whom any face would do, scan before a `camera`. */
async function scan(test, camera, skip, options, act) {
  const person = await citizen(stack, "passes", skip);
  await beforeCamera({ test, stack, camera, person, ...options }, async (page) => {
    const asked = verificationsAsked(page);
    await beginScan(page);
    await act(page, asked);
  });
}

async function checkEnd(page, asked, code, words) {
  await page.waitForURL("**/result", { timeout: 60_000 });
  await checkTrouble(page, code, words);
  assert.deepEqual(await violations(page), []);
  assert.equal(asked.filter((request) => request.startsWith("PUT")).length, 0, "evidence was sent");
  await picture(page, `result-${code}-zh-phone`);
  await checkLevel(page, "三级实名");
}

test("in the dark the guidance says so, and the scan can be left", async (t) => {
  await scan(t, clip("darkened"), 0, { viewport: screens.desktop }, async (page) => {
    await hint(page, "too_dark");
    assert.match(await page.locator(".prompt").innerText(), /光线太暗/);
    assert.equal(await page.getAttribute(".scan", "data-tone"), "adjust");
    assert.deepEqual(await violations(page), []);
    await picture(page, "scan-dark-zh-desktop");
    await page.locator(".scan button:not([data-sound])").click();
    await page.waitForSelector("level-page h1");
  });
});

test("a still photograph makes no movement and passes nothing", async (t) => {
  await scan(t, clip("still"), 1, {}, async (page, asked) => {
    await scanned(t, page, "/result", UNDER_LOAD);
    await checkEnd(page, asked, "action_not_seen", /没有检测到指定动作/);
  });
});

test("a camera that stands still is noticed before anything is asked", async (t) => {
  await scan(t, clip("frozen"), 2, {}, (page, asked) =>
    checkEnd(page, asked, "scan_interrupted", /扫描中断/),
  );
});

test("a camera that is refused is explained, and no challenge is drawn", async (t) => {
  await scan(t, REFUSED, 3, {}, async (page, asked) => {
    await checkEnd(page, asked, "camera_refused", /允许本网站使用摄像头/);
    assert.deepEqual(asked, []);
  });
});

test("without a camera the page says what else there is", async (t) => {
  const person = await citizen(stack, "no_portrait");
  await beforeCamera({ test: t, stack, browser, person }, async (page) => {
    const asked = verificationsAsked(page);
    await beginScan(page);
    await checkEnd(page, asked, "camera_absent", /登记窗口/);
    assert.deepEqual(asked, []);
  });
});

/** Lets a sample citizen come before two cameras, in a browser that is first prepared, and act. */
async function beforeTwo(test, prepare, act) {
  const person = await enrol(stack, "样例镜头");
  await beforeCamera({ test, stack, camera: TWO, person }, async (page) => {
    const asked = verificationsAsked(page);
    await prepare(page);
    await beginScan(page);
    await act(page, asked);
  });
}

const nothing = () => undefined;

test("another camera takes over, and a phone that is turned round begins again, with the same challenge", async (t) => {
  await beforeTwo(t, nothing, async (page, asked) => {
    await guided(page);
    const label = () =>
      page.evaluate(() => document.querySelector("video").srcObject.getVideoTracks()[0].label);
    const before = await label();
    await picture(page, "scan-two-cameras-zh-phone");
    await page.click(".scan [data-camera]");
    await page.waitForFunction(
      (label) => document.querySelector("video").srcObject.getVideoTracks()[0].label !== label,
      before,
    );
    await guided(page);
    assert.notEqual(await label(), before);
    await page.evaluate(() => {
      const prompt = document.querySelector(".scan .prompt");
      window.beganAnew = new Promise((resolve) =>
        new MutationObserver(() => prompt.hasAttribute("data-code") || resolve()).observe(prompt, {
          attributes: true,
        }),
      );
      const [track] = document.querySelector("video").srcObject.getVideoTracks();
      return track.applyConstraints({ width: 480, height: 360 });
    });
    await page.waitForFunction(() => document.querySelector("video").videoWidth === 480);
    await page.evaluate(() => window.beganAnew);
    await guided(page);
    assert.equal(asked.filter((request) => request.startsWith("POST")).length, 1);
  });
});

/** Keeps the page busy with something else each time an action is asked for, and counts what is said of it. */
const busy = (page) =>
  page.evaluate(() => {
    window.interruptions = 0;
    new MutationObserver(() => {
      const scan = document.querySelector(".scan");
      if (scan?.querySelector("[data-code=frames_missing]")) window.interruptions += 1;
      if (scan?.dataset.tone !== "act") return;
      const until = performance.now() + 700;
      while (performance.now() < until);
    }).observe(document.querySelector("scan-page"), {
      subtree: true,
      attributes: true,
      attributeFilter: ["data-tone"],
    });
  });

test("pictures that come too late begin the scan again, twice, with the same challenge", async (t) => {
  const person = await enrol(stack, "样例镜头");
  await beforeCamera({ test: t, stack, camera: clip("talking"), person }, async (page) => {
    const asked = verificationsAsked(page);
    await beginScan(page);
    await guided(page);
    await busy(page);
    await checkEnd(page, asked, "scan_interrupted", /扫描中断/);
    assert.ok((await page.evaluate(() => window.interruptions)) >= 2, "it did not begin again");
    assert.equal(asked.filter((request) => request.startsWith("POST")).length, 1);
  });
});

/** Stops the picture without a word, as a call does; where it is said, nothing can start it again. */
const silence = (page, isForGood) =>
  page.evaluate((forGood) => {
    const video = document.querySelector("video");
    video.pause();
    if (forGood) video.play = () => Promise.resolve();
  }, isForGood);

test("a camera that falls silent is told at once, and the scan begins again by itself", async (t) => {
  const person = await enrol(stack, "样例静默");
  await beforeCamera({ test: t, stack, camera: clip("talking"), person }, async (page) => {
    const asked = verificationsAsked(page);
    await beginScan(page);
    await guided(page);
    await silence(page, false);
    await page.locator(".prompt[data-code=frames_missing]").waitFor({ timeout: 5_000 });
    await page.locator(".prompt[data-code]:not([data-code=frames_missing])").waitFor();
    await silence(page, true);
    await checkEnd(page, asked, "scan_interrupted", /扫描中断/);
    assert.equal(asked.filter((request) => request.startsWith("POST")).length, 1);
  });
});

/** Makes the device one that gets through three frames a second. */
const slow = (page) =>
  page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...more) {
      const send = () => postMessage.call(this, message, ...more);
      if (message.type === "frame") setTimeout(send, 300);
      else send();
    };
  });

test("a device that is too slow is told so, long before the person would give up", async (t) => {
  await beforeTwo(t, slow, (page, asked) =>
    checkEnd(page, asked, "device_too_slow", /处理画面太慢/),
  );
});

test("a camera that is pulled out is told as that", async (t) => {
  await beforeTwo(t, nothing, async (page, asked) => {
    await guided(page);
    await page.evaluate(() =>
      document
        .querySelector("video")
        .srcObject.getVideoTracks()[0]
        .dispatchEvent(new Event("ended")),
    );
    await checkEnd(page, asked, "camera_lost", /摄像头断开了/);
  });
});

/** Makes the browser one that shows what a camera sees only in the handler of a touch. */
const stubborn = (page) =>
  page.evaluate(() => {
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () {
      const refused = new DOMException("touch first", "NotAllowedError");
      return window.event?.type === "click" ? play.call(this) : Promise.reject(refused);
    };
  });

test("a browser that shows pictures only after a touch asks for one", async (t) => {
  await beforeTwo(t, stubborn, async (page) => {
    await page.locator(".scan[data-phase=touch]").waitFor();
    assert.deepEqual(await violations(page), []);
    await picture(page, "scan-touch-zh-phone");
    await page.click(".scan [data-touch]");
    await guided(page);
  });
});

test("a camera that waits for a touch is closed once the person leaves", async (t) => {
  await beforeTwo(t, stubborn, async (page) => {
    await page.locator(".scan[data-phase=touch]").waitFor();
    const track = await page.evaluateHandle(
      () => document.querySelector("video").srcObject.getVideoTracks()[0],
    );
    await page.click(".scan .actions button:not(.primary, [data-sound])");
    await page.waitForSelector("level-page h1");
    assert.equal(await track.evaluate(({ readyState }) => readyState), "ended");
  });
});

/** Keeps what the page tells its worker of the camera, and how often it asks what that can. */
const watchDescriptions = (page) =>
  page.evaluate(() => {
    window.descriptions = [];
    window.capabilities = 0;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...more) {
      if (message.type === "begin") window.descriptions.push(message.camera ?? "");
      return postMessage.call(this, message, ...more);
    };
    const { getCapabilities } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.getCapabilities = function () {
      window.capabilities += 1;
      return getCapabilities.call(this);
    };
  });

const descriptions = (page) =>
  page.evaluate(() => ({ told: window.descriptions, asked: window.capabilities }));

test("the camera is described once the consent names it", async (t) => {
  await beforeTwo(t, watchDescriptions, async (page) => {
    await guided(page);
    const { told, asked } = await descriptions(page);
    assert.equal(asked, 1);
    const [camera] = told.map(JSON.parse);
    assert.match(camera.label, /^fake_device_/);
    assert.equal(camera.settings.width, 640);
    assert.ok(!JSON.stringify(camera).includes("deviceId"));
  });
});

/** A page that knows the consent from before its text named the camera; the edge is told of the one in force. */
const withEarlierConsent = async (page) => {
  let inForce;
  await page.route("**/v1/deployment", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    inForce = json.face_consent_version;
    await route.fulfill({ response, json: { ...json, face_consent_version: "2026-12" } });
  });
  await page.route("**/v1/verifications", (route) => {
    const body = route.request().postDataJSON();
    assert.equal(body.consent.version, "2026-12");
    body.consent.version = inForce;
    return route.continue({ postData: JSON.stringify(body) });
  });
  await page.reload();
  await watchDescriptions(page);
};

test("without a consent that names it nothing is told of the camera", async (t) => {
  await beforeTwo(t, withEarlierConsent, async (page) => {
    await guided(page);
    assert.deepEqual(await descriptions(page), { told: [""], asked: 0 });
  });
});
