import assert from "node:assert/strict";

/** More steps than any page has controls. */
const STEPS = 80;

/** Presses Tab until what `selector` names has the focus. */
export async function tabTo(page, selector) {
  const reached = () => page.evaluate((css) => document.activeElement?.matches(css), selector);
  for (let step = 0; step < STEPS; step += 1) {
    await page.keyboard.press("Tab");
    if (await reached()) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Goes to a control by keyboard, and presses Enter on it. */
export async function press(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

/** Goes to a field by keyboard, and types. */
export async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

/** Follows a link by keyboard, and waits until the new page's heading has the focus. */
export async function follow(page, href, element) {
  await press(page, `main a[href='${href}']`);
  await page.waitForSelector(`${element} h1`);
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
}
