import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startBrowser, visit } from "./browser.mjs";
import { figures, watchWorkers } from "./figures.mjs";
import { follow, press } from "./keyboard.mjs";
import { target } from "./paths.mjs";
import { register, troubleShown } from "./person.mjs";

/** What a machine under load does to a scan, through no fault of the page: frames come too late. */
export const UNDER_LOAD = ["scan_interrupted", "device_too_slow"];
/** What a clip does to a scan that begins where the man keeps his mouth shut for longer than an action may take. */
const CLIP_PAUSES = "action_not_seen";
const TRIES = 4;

/**
 * Lets somebody register before a camera and `act`: that of `browser`, or one of a browser of its own that shows the
 * clip `camera`. What went wrong is kept for people to look at.
 */
export async function beforeCamera({ test, stack, browser, camera, person, ...options }, act) {
  const own = camera ? await startBrowser(camera) : undefined;
  const { page, faults, leave } = await visit(own ?? browser, options);
  try {
    await withRecord(test, page, async () => {
      await watchWorkers(page);
      await register(page, stack, person);
      await act(page);
      assert.deepEqual(faults, []);
    });
  } finally {
    await leave();
    await own?.close();
  }
}

/** Runs `act`; when it fails, screenshot, console and figures are left in `target/e2e/`. */
async function withRecord(test, page, act) {
  const said = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  try {
    await act();
  } catch (error) {
    const place = join(target, "e2e", test.name.replaceAll(/\W+/g, "-"));
    mkdirSync(join(target, "e2e"), { recursive: true });
    await page.screenshot({ path: `${place}.png`, fullPage: true });
    const scan = await figures(page).catch(() => "no scan");
    writeFileSync(`${place}.log`, [page.url(), scan, ...said].join("\n"));
    throw error;
  }
}

/** Waits until this hint is shown; for one that stays, such as darkness. */
export async function hint(page, code) {
  await page.locator(`.prompt[data-code=${code}]`).waitFor({ timeout: 60_000 });
}

/** Waits until the page guides, whatever it says: single hints may come and go between two looks. */
export async function guided(page) {
  await page.locator(".scan .prompt[data-code]").waitFor({ timeout: 60_000 });
}

/** Waits until the page asks for an action. */
export async function asked(page) {
  await page.locator(".scan[data-tone=act]").waitFor({ timeout: 60_000 });
}

/**
 * Waits for a scan's result, or for the page `after` that a scan for something else leads to; one that was broken off
 * before anything was sealed, by one of `breaks`, or under load, is begun again, as the page offers.
 */
export async function scanned(
  test,
  page,
  after = "/result",
  breaks = [...UNDER_LOAD, CLIP_PAUSES],
) {
  for (let tries = 1; ; tries += 1) {
    const over = ({ pathname }) => pathname === "/result" || pathname === after;
    await page.waitForURL(over, { timeout: 90_000 });
    if (after !== "/result" && new URL(page.url()).pathname === after) return;
    await page.waitForSelector(".problem, .passed");
    test.diagnostic(await figures(page));
    const { sealed } = await page.evaluate(() => window.scanFigures);
    const again = sealed ? UNDER_LOAD : breaks;
    const broken = again.map((code) => `.problem[data-code=${code}]`).join();
    if (!(await page.locator(broken).count()) || tries === TRIES) return;
    await press(page, ".problem button[data-next=scan_again]");
    await page.waitForURL("**/scan");
  }
}

/** What is asked of the edge about verifications from now on, as "METHOD path". */
export function verificationsAsked(page) {
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/v1/verifications")) asked.push(`${request.method()} ${pathname}`);
  });
  return asked;
}

/** The level on the account's page, reached from the result by keyboard. */
export async function checkLevel(page, words) {
  await follow(page, "/account", "account-page");
  await page.locator(".level-badge", { hasText: words }).waitFor();
}

/** The trouble is this one, told in these words. */
export async function checkTrouble(page, code, words) {
  assert.equal(await troubleShown(page), code);
  assert.match(await page.locator(".problem").innerText(), words);
}
