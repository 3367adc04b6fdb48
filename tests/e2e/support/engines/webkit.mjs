import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../free-port.mjs";
import { collectFaults } from "./faults.mjs";

const DRIVER = "/usr/bin/WebKitWebDriver";
/** Debian's own, which finds Debian's packages. */
const PYTHON = "/usr/bin/python3";
/** The view for Python; where its files lie depends on the machine. */
const VIEW = "/usr/share/doc/gir1.2-webkit2-4.1/copyright";

/** As long as a script may take that waits for something. */
const LONGEST_MS = 180_000;

/** What is missing for it, if anything is. */
export const webKitMissing = () =>
  [DRIVER, "/usr/bin/Xvfb", VIEW].find((path) => !existsSync(path));

/** WebKitGTK by WebDriver: a bare view in a window of its own, on a screen that nobody sees. */
export async function startWebKit() {
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1024x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const display = `:${await firstLine(screen.stdout)}`;
  const port = await freePort();
  const driver = spawn(DRIVER, ["--host=127.0.0.1", `--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: "ignore",
  });
  const end = () => {
    driver.kill();
    screen.kill();
  };
  try {
    const address = `http://127.0.0.1:${port}/session`;
    const session = await begin(address);
    return engine(`${address}/${session}`, end);
  } catch (error) {
    end();
    throw error;
  }
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error("the screen did not start");
}

async function begin(address) {
  const script = `(${collectFaults})()`;
  const view = join(import.meta.dirname, "web_view.py");
  const alwaysMatch = { "webkitgtk:browserOptions": { binary: PYTHON, args: [view, script] } };
  const { sessionId } = await asked(() => ask("POST", address, { capabilities: { alwaysMatch } }));
  await ask("POST", `${address}/${sessionId}/timeouts`, { script: LONGEST_MS });
  return sessionId;
}

/** Asks again until the driver listens. */
async function asked(question, tries = 100) {
  try {
    return await question();
  } catch (error) {
    if (tries === 0 || error.cause?.code !== "ECONNREFUSED") throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return asked(question, tries - 1);
  }
}

async function ask(method, address, body) {
  const answer = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** Run in the page around a function: what it returns, or why it failed, as JSON. */
const WRAPPED = (body) => `
  const [given, done] = arguments;
  (async () => (${body})(...JSON.parse(given)))().then(
    (value) => done(JSON.stringify({ value })),
    (error) => done(JSON.stringify({ error: String(error) })),
  );
`;

function engine(session, end) {
  return {
    name: "webkit",
    navigate: (url) => ask("POST", `${session}/url`, { url }),
    resize: (width, height) => ask("POST", `${session}/window/rect`, { width, height }),
    act: (actions) => ask("POST", `${session}/actions`, { actions }),
    async evaluate(body, given) {
      const question = { script: WRAPPED(body), args: [given] };
      return ask("POST", `${session}/execute/async`, question);
    },
    screenshot: () => ask("GET", `${session}/screenshot`),
    async close() {
      await ask("DELETE", session).catch(() => undefined);
      end();
    },
  };
}
