// Times a guided frame in Chromium: our scan modules, onnxruntime-web, human and OpenCV, each in a worker of its own, in
// turn. Called with the folder of models, a file of RGB frames, the folder of generated modules, and that of the others'
// files; prints one JSON line.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import { startBrowser } from "../../../tests/e2e/support/browser.mjs";

const [models, frames, modules, rivals] = process.argv.slice(2);
const ort = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm"));

const folders = { bench: import.meta.dirname, models, modules, ort, rivals };
const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/** Files of those folders, isolated from other origins: only then is the browser's clock fine enough. */
function answer(request, response) {
  const [, folder, ...rest] = new URL(request.url, "http://localhost").pathname.split("/");
  const path =
    folder === "frames" ? frames : join(folders[folder] ?? "", normalize(rest.join("/")));
  const ending = extname(path);
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  const type = ending === ".wasm" ? "application/wasm" : types[ending];
  response.setHeader("Content-Type", type ?? "application/octet-stream");
  createReadStream(path)
    .on("error", () => response.writeHead(404).end())
    .pipe(response);
}

const server = createServer(answer).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const browser = await startBrowser();
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/bench/frame.html`);
  process.stdout.write(JSON.stringify(await page.evaluate(() => window.measure())));
} finally {
  await browser.close();
  server.close();
}
