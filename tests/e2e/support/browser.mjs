import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { screenshots } from "./paths.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The screens that people hold and sit at. */
export const screens = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
};

const QUIET = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A camera that is there, and whose use is not allowed. */
export const REFUSED = "refused";

/** Two cameras that show a pattern. */
export const TWO = "two";

/** Chromium; with `clip` its camera shows that file, without it has none. */
export async function startBrowser(clip) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...QUIET, ...camera(clip)] });
}

function camera(clip) {
  if (!clip) return [];
  const fake = "--use-fake-device-for-media-stream";
  if (clip === TWO) return [`${fake}=device-count=2`, "--use-fake-ui-for-media-stream"];
  if (clip === REFUSED) return [fake, "--use-fake-ui-for-media-stream=deny"];
  return [fake, "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${clip}`];
}

/**
 * A page of its own visitor, who may go through a `proxy`, and whose device may be set to the time of another place,
 * `timezoneId`. Errors of scripts and breaches of the content policy are collected in `faults`.
 */
export async function visit(
  browser,
  { language = "zh", viewport = screens.phone, ...device } = {},
) {
  const context = await browser.newContext({ viewport, ...device });
  await context.addInitScript((chosen) => {
    // A frame within is another document, which has its own.
    if (parent === window) localStorage.setItem("language", chosen);
  }, language);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // An answer that refuses is an error to the console, and nothing unusual here.
    const refusal = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !refusal) faults.push(message.text());
  });
  return { page, faults, leave: () => context.close() };
}

/** What axe finds wrong with the page, by rule and place. */
export async function violations(page) {
  // Run in the debugger's own world, so that the page's content policy stays in force; once for each document.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    window.axe.run(document, {
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}

/** Keeps a picture of the whole page. */
export async function picture(page, name) {
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

/** Whether something sticks out to the side. */
export function isTooWide(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
