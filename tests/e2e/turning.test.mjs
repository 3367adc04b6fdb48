import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { picture, screens } from "./support/browser.mjs";
import { missing } from "./support/missing.mjs";
import { TURNING, clip, portrait } from "./support/paths.mjs";
import { beginScan, enrol } from "./support/person.mjs";
import { asked, beforeCamera, checkLevel, scanned } from "./support/scan.mjs";
import { startStack } from "./support/stack.mjs";
import { traces } from "./support/traces.mjs";

const skip =
  !existsSync(clip("talking", TURNING)) &&
  missing("there is no ../shared/footage/turn_blink_mouth.mp4");

test("another person turns as asked, in any order, and reaches level four", { skip }, async (t) => {
  const stack = await startStack({ SHIMING_AUTHORITY_ACTIONS: "turn_left,turn_right" });
  t.after(() => stack.stop());
  const person = await enrol(stack, "样例转头", portrait(TURNING));
  const camera = clip("talking", TURNING);
  const options = { language: "en", viewport: screens.desktop };
  await beforeCamera({ test: t, stack, camera, person, ...options }, async (page) => {
    await beginScan(page);
    await asked(page);
    await picture(page, "scan-turn-en-desktop");
    await scanned(t, page);
    await page.locator(".level-badge", { hasText: "Level four" }).waitFor();
    await checkLevel(page, "Level four");
  });
  const blobs = { portrait: readFileSync(portrait(TURNING)) };
  assert.deepEqual(traces(stack.data, { name: person.name, number: person.number }, blobs), []);
});
