// Walks from the first page to the first guidance and weighs, compressed by gzip -9, every file that the browser asked
// for. Called with the edge's address, a sample citizen's card, a clip for the camera, and the folder of the pages;
// prints one JSON line.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startBrowser } from "../../../tests/e2e/support/browser.mjs";
import { beginScan, register } from "../../../tests/e2e/support/person.mjs";

const [edge, card, clip, pages] = process.argv.slice(2);

const asked = new Set();
const browser = await startBrowser(clip);
try {
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
  const before_consent = weight();
  await page.goto(`${edge}/account`);
  await beginScan(page);
  await page.waitForSelector(".prompt[data-code]");
  const before_guidance = weight();
  for (const ending of [".wasm", ".planes"]) {
    const seen = [...asked].some((path) => path.endsWith(ending) && !path.includes("identity"));
    if (!seen) throw new Error(`no ${ending} of the scan was seen to be asked for`);
  }
  process.stdout.write(JSON.stringify({ before_consent, before_guidance }));
} finally {
  await browser.close();
}

/** Bytes of all files asked for so far; whatever is no file is the one HTML page, or an answer of the interface. */
function weight() {
  const files = [...asked].filter((path) => !path.startsWith("/v1/"));
  const known = files.map((path) =>
    existsSync(join(pages, path)) && path !== "/" ? path : "/index.html",
  );
  const sizes = [...new Set(known)].map((path) => [
    path,
    gzipSync(readFileSync(join(pages, path)), { level: 9 }).length,
  ]);
  for (const [path, bytes] of sizes) process.stderr.write(`${String(bytes).padStart(9)} ${path}\n`);
  return sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
}
