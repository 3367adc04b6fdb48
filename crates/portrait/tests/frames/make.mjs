// Writes the frames of one browser: `node make.mjs NAME PORT`, then open http://127.0.0.1:PORT/ in it.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";

const [name, port] = process.argv.slice(2);

async function write() {
  for (const quality of [0.3, 0.85, 1]) {
    const canvas = new OffscreenCanvas(96, 128);
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    const wall = context.createLinearGradient(0, 0, 96, 128);
    wall.addColorStop(0, "#c04030");
    wall.addColorStop(1, "#2050c0");
    context.fillStyle = wall;
    context.fillRect(0, 0, 96, 128);
    context.fillStyle = "#e8c0a0";
    context.beginPath();
    context.ellipse(48, 64, 26, 36, 0, 0, 7);
    context.fill();
    context.fillStyle = "#222";
    context.fillRect(36, 54, 6, 4);
    context.fillRect(54, 54, 6, 4);
    const body = await canvas.convertToBlob({ type: "image/jpeg", quality });
    await fetch(`/${quality}`, { method: "POST", body });
  }
}

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const quality = request.url.slice(1);
    if (request.method === "POST") {
      writeFileSync(new URL(`${name}-${quality}.jpg`, import.meta.url), Buffer.concat(parts));
      response.end();
      if (quality === "1") server.close();
      return;
    }
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><script>${write} void write()</script>`);
  });
});
server.listen(Number(port), "127.0.0.1");
