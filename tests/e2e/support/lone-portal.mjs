import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.mjs";
import { root } from "./paths.mjs";

/** The portal's settings where it runs alone; none of them opens anything elsewhere. */
const SETTINGS = {
  PORTAL_ISSUER: "http://127.0.0.1:1",
  PORTAL_CLIENT_ID: "one-window",
  PORTAL_CLIENT_SECRET: "secret",
  PORTAL_DATA_KEY: Buffer.alloc(32, 7).toString("base64url"),
  PORTAL_CLERK_CODE: "4711",
};

/** The demonstration portal with no identity service behind it; `said` is what it has written to its log so far. */
export async function startLonePortal() {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "shiming-portal-"));
  const place = join(root, "www/portal");
  const child = spawn(
    join(root, "node_modules/.bin/workerd"),
    [
      "serve",
      "--experimental",
      `--socket-addr=http=127.0.0.1:${port}`,
      "--external-addr=edge=127.0.0.1:1",
      `--directory-path=objects=${folder}`,
      `--directory-path=pages=${join(place, "dist")}`,
      join(place, "workerd.capnp"),
    ],
    { env: { ...process.env, ...SETTINGS, PORTAL_ORIGIN: origin } },
  );
  const ended = once(child, "exit");
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes) => (said += bytes.toString()));
  await answers(`${origin}/healthz`);
  return {
    origin,
    folder,
    said: () => said,
    stop: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something answers at `address`. */
async function answers(address) {
  for (let look = 0; look < 200; look += 1) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the portal did not start");
}
