/** What a machine under load, or where the clip happens to begin, does to a scan through no fault of the page. */
const AGAIN = [
  "scan_interrupted",
  "device_too_slow",
  "action_not_seen",
  "scan_not_still",
  "scan_no_face",
];
const TRIES = 4;

/** The widget's frame in a portal's page, once its first screen is there. */
export async function embedded(page) {
  await page.waitForSelector("real-name-check[token]");
  for (let look = 0; look < 100; look += 1) {
    const frame = page.frames().find((one) => one.url().includes("/frame/") && !one.isDetached());
    if (frame && (await frame.locator("button[data-way=here]").count())) return frame;
    await page.waitForTimeout(100);
  }
  throw new Error("the frame's first screen did not come");
}

/** Scans in this frame, and again where the machine or the clip broke it off; the code of how it ended, or `passed`. */
export async function scannedWithin(frame) {
  await frame.click("button[data-way=here]");
  await frame.check("#consent");
  await frame.click("face-consent form button.primary");
  return scanned(frame);
}

/** Waits until the scan in `frame` is over, and begins again what was broken off by the machine or the clip. */
export async function scanned(frame) {
  for (let tries = 1; ; tries += 1) {
    await frame.waitForSelector(".problem, .passed", { timeout: 120_000 });
    const code = await frame.evaluate(
      () => document.querySelector(".problem")?.getAttribute("data-code") ?? "passed",
    );
    if (!AGAIN.includes(code) || tries === TRIES) return code;
    await frame.click(".problem button[data-next=scan_again]");
    await frame.waitForSelector("face-scan");
  }
}
