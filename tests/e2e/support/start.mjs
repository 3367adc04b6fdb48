import { after, before } from "node:test";
import { startBrowser } from "./browser.mjs";
import { startStack } from "./stack.mjs";

/** Edge and authority of the file whose tests run. */
export let stack;

/** The browser of the file whose tests run. */
export let browser;

/**
 * Starts `stack` and `browser` before a file's tests, and whatever else `more` starts once they are there; ends both
 * after the last test, also where the other one did not start. The browser's camera shows the clip `camera`;
 * `variables` and `flags` are the stack's.
 */
export function start({ camera, variables, flags, more } = {}) {
  before(async () => {
    const starts = await Promise.allSettled([
      startStack(variables, flags).then((started) => (stack = started)),
      startBrowser(camera).then((started) => (browser = started)),
    ]);
    const failed = starts.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    await more?.();
  });
  after(() => Promise.all([browser?.close(), stack?.stop()]));
}
