import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { collectFaults } from "./faults.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** A camera that shows a drawn pattern, and nobody who is asked for it. */
const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
};

/** What is missing for it, if anything is. */
export const firefoxMissing = () => (existsSync(FIREFOX) ? undefined : FIREFOX);

/** Firefox, by WebDriver BiDi. */
export async function startFirefox() {
  const profile = mkdtempSync(join(tmpdir(), "shiming-firefox-"));
  const preferences = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, "user.js"), preferences.join(""));
  const browser = spawn(
    FIREFOX,
    ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  const end = async () => {
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    return await engine(await connect(await endpoint(browser.stderr)), end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function endpoint(stderr) {
  const said = [];
  for await (const line of createInterface({ input: stderr })) {
    const [, address] = /WebDriver BiDi listening on (\S+)/.exec(line) ?? [];
    if (address) {
      stderr.resume();
      return `${address}/session`;
    }
    said.push(line);
  }
  throw new Error(`Firefox did not start: ${said.join("\n")}`);
}

/** The protocol's commands, as a function of method and parameters. */
async function connect(address) {
  const socket = new WebSocket(address);
  const waiting = new Map();
  socket.on("message", (bytes) => {
    const { id, type, result, error, message } = JSON.parse(bytes);
    const question = waiting.get(id);
    waiting.delete(id);
    if (type === "error") question?.reject(new Error(`${error}: ${message}`));
    else question?.resolve(result);
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox has ended"));
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let last = 0;
  return (method, params) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}

/** Around a function that runs in the page: what it returns, or why it failed, as JSON. */
const WRAPPED = (body) => `async (given) => {
  try {
    return JSON.stringify({ value: await (${body})(...JSON.parse(given)) });
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}`;

async function engine(send, end) {
  await send("session.new", { capabilities: {} });
  await send("script.addPreloadScript", { functionDeclaration: String(collectFaults) });
  const { context } = await send("browsingContext.create", { type: "tab" });
  return {
    name: "firefox",
    navigate: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    resize: (width, height) =>
      send("browsingContext.setViewport", { context, viewport: { width, height } }),
    act: (actions) => send("input.performActions", { context, actions }),
    async evaluate(body, given) {
      const { result } = await send("script.callFunction", {
        functionDeclaration: WRAPPED(body),
        arguments: [{ type: "string", value: given }],
        target: { context },
        awaitPromise: true,
      });
      return result.value;
    },
    screenshot: async () => (await send("browsingContext.captureScreenshot", { context })).data,
    async close() {
      await send("browser.close", {}).catch(() => undefined);
      await end();
    },
  };
}
