import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { picture, screens, visit } from "./support/browser.mjs";
import { embedded, scannedWithin } from "./support/embedded.mjs";
import { clip, portrait, root, target } from "./support/paths.mjs";
import { enrol, register } from "./support/person.mjs";
import { decide } from "./support/portal.mjs";
import { browser, stack, start } from "./support/start.mjs";

const ACTIONS = "open_mouth";
const CLIENT_ID = "stranger";
const SECRET = randomBytes(32).toString("base64url");
const HERE = "http://localhost:8080";

/** The portal as the edge lists it. */
const listed = {
  client_id: CLIENT_ID,
  secret_digest: createHash("sha256").update(SECRET).digest("base64url"),
  name: { zh: "陌生门户", en: "A stranger's portal" },
  redirect_uris: [`${HERE}/back`],
  origins: [HERE],
  scopes: ["openid", "realname"],
  may_file: true,
};

let portal;

start({
  camera: clip("talking"),
  variables: {
    SHIMING_AUTHORITY_ACTIONS: ACTIONS,
    EDGE_PORTALS: JSON.stringify([listed]),
  },
  more: async () => (portal = await startPortal()),
});

after(() => portal?.kill());

/** The lines that the README shows, as a file that node runs. */
function lines() {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, code] = /```js\n(import \{ createServer \}[^]*?)```/.exec(readme);
  assert.equal(code.trimEnd().split("\n").length, 40);
  return code;
}

async function startPortal() {
  const file = join(target, "stranger.mjs");
  writeFileSync(file, lines());
  const env = { ...process.env, ISSUER: stack.edge, CLIENT_ID, CLIENT_SECRET: SECRET };
  const child = spawn("node", [file], { env, stdio: "inherit" });
  for (let tries = 0; tries < 100; tries += 1) {
    const answers = await fetch(HERE, { redirect: "manual" }).then(
      () => true,
      () => false,
    );
    if (answers) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the stranger's portal does not answer");
}

test("the forty lines of the README sign a person in, embed the check, and tell whether everyone is verified", async () => {
  const person = await enrol(stack, "样例访客", portrait());
  const { page, leave } = await visit(browser, { viewport: screens.desktop });
  await register(page, stack, person);
  await page.goto(HERE);
  await decide(page, "allow");
  await page
    .locator("p", { hasText: "level_three. Is everyone on this filing verified? false" })
    .waitFor();
  await embedded(page);
  await picture(page, "stranger-desktop");
  await page.goto(`${HERE}/back?code=used`);
  await page.locator("p", { hasText: "level_three" }).waitFor();
  assert.equal(await scannedWithin(await embedded(page)), "passed");
  await page.reload();
  await page
    .locator("p", { hasText: "level_four. Is everyone on this filing verified? false" })
    .waitFor();
  assert.equal(portal.exitCode, null);
  await leave();
});
