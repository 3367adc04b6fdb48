// Walks from the first page to the first guidance and on for three seconds, and in a portal's page to the first screen
// of the widget, and weighs, compressed by gzip -9, every file that the browser asked for. Called with the edge's address,
// a sample citizen's card, a clip for the camera, the folder of the pages, and the origin and client id of a portal;
// prints one JSON line.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startBrowser } from "../../../tests/e2e/support/browser.mjs";
import { beginScan, register } from "../../../tests/e2e/support/person.mjs";

/** How long a scan is watched after its first guidance. */
const WATCHED_MS = 3000;

const [edge, card, clip, pages, portal, client] = process.argv.slice(2);

const browser = await startBrowser(clip);
try {
  const before_widget = await weightOfWidget();
  const asked = new Set();
  const context = await browser.newContext();
  context.on("request", (request) => asked.add(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(`${edge}/`);
  await page.waitForSelector("main h1");
  await page.goto(`${edge}/notice`);
  await page.waitForSelector("#confirm");
  await register(page, { edge }, JSON.parse(card));
  await page.goto(`${edge}/level`);
  await page.waitForSelector("#consent");
  const before_consent = weight(asked);
  await page.goto(`${edge}/account`);
  await watchTasks(page);
  await beginScan(page);
  await page.waitForSelector(".prompt[data-code]");
  const before_guidance = weight(asked);
  await page.waitForTimeout(WATCHED_MS);
  const longest_task = await page.evaluate(() => window.longestTask);
  for (const ending of [".wasm", ".planes"]) {
    const seen = [...asked].some((path) => path.endsWith(ending) && !path.includes("identity"));
    if (!seen) throw new Error(`no ${ending} of the scan was seen to be asked for`);
  }
  process.stdout.write(
    JSON.stringify({ before_consent, before_guidance, before_widget, longest_task }),
  );
} finally {
  await browser.close();
}

/** Notes the longest task of the main thread from now on; browsers tell of those from 50 ms on. */
function watchTasks(page) {
  return page.evaluate(() => {
    window.longestTask = 0;
    const note = (list) => {
      const tasks = list.getEntries().map(({ duration }) => duration);
      window.longestTask = Math.max(window.longestTask, ...tasks);
    };
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
}

/** What a portal's page loads of the widget before the person presses anything. */
async function weightOfWidget() {
  const asked = new Set();
  const context = await browser.newContext();
  context.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === edge) asked.add(pathname);
  });
  const body = `<script type="module" src="${edge}/widget/real-name-check.js"></script>
    <real-name-check client="${client}"></real-name-check>`;
  const server = createServer((_, response) => response.end(`<!doctype html>${body}`));
  await new Promise((resolve) => server.listen(new URL(portal).port, "127.0.0.1", resolve));
  const page = await context.newPage();
  const ready = page.waitForEvent("framenavigated", (frame) => frame.url().includes("/frame/"));
  await page.goto(`${portal}/`);
  await (await ready).waitForSelector("button[data-way=here]");
  await context.close();
  server.close();
  return weight(asked);
}

/** Bytes of all files asked for; whatever is no file is an HTML page, or an answer of the interface. */
function weight(asked) {
  const files = [...asked].filter((path) => !path.startsWith("/v1/"));
  const known = files.map((path) => {
    if (path.startsWith("/frame/")) return "/frame.html";
    return existsSync(join(pages, path)) && path !== "/" ? path : "/index.html";
  });
  const sizes = [...new Set(known)].map((path) => [
    path,
    gzipSync(readFileSync(join(pages, path)), { level: 9 }).length,
  ]);
  for (const [path, bytes] of sizes) process.stderr.write(`${String(bytes).padStart(9)} ${path}\n`);
  return sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
}
