import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./paths.mjs";

/**
 * Edge and authority as `cargo xtask run` starts them with these `flags`, on free ports, with data of their own. The camera
 * shows one film again and again, so the authority is told to take recurring frames. `variables` go into their environment;
 * `data` is the folder of all that they write. Where SHIMING_EDGE_URL and SHIMING_CONSOLE_URL name a running stack, that
 * one is used, without its data. With SHIMING_BUILT nothing is built first.
 */
export async function startStack(variables = {}, flags = []) {
  const { SHIMING_EDGE_URL: edge, SHIMING_CONSOLE_URL: console } = process.env;
  if (edge && console) return { edge, console, stop: async () => undefined };
  const data = mkdtempSync(join(tmpdir(), "shiming-e2e-"));
  const ports = ["", "authority-", "console-", "portal-"].flatMap((name) => [`--${name}port`, "0"]);
  const built = process.env.SHIMING_BUILT ? ["--built"] : [];
  const child = spawn("cargo", ["xtask", "run", ...built, ...ports, "--data", data, ...flags], {
    cwd: root,
    detached: true,
    env: { ...process.env, SHIMING_ALLOW_RECURRING_FRAMES: "true", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    return { ...(await addresses(child)), data, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads what the command says once both answer: the addresses, and who works at the counters. */
async function addresses(child) {
  const said = [];
  child.stderr.on("data", (bytes) => said.push(bytes));
  const found = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, url] =
      /^\s+The (page|portal|sandbox console)\s+(http:\/\/\S+)\//.exec(line) ?? [];
    if (name === "page") found.edge = url;
    if (name === "portal") found.portal = url;
    if (name === "sandbox console") found.console = url;
    const [, member, password] = /works (\S+) with the password (\S+);/.exec(line) ?? [];
    const [, secret] = /from the secret (\S+)\./.exec(line) ?? [];
    if (member) found.clerk = { member, password };
    if (secret) Object.assign(found.clerk, { secret });
    const [, workCode] = /work code is (\S+)\./.exec(line) ?? [];
    if (workCode) {
      found.workCode = workCode;
      child.stdout.resume();
      return found;
    }
  }
  throw new Error(`the stack did not start: ${Buffer.concat(said)}`);
}
