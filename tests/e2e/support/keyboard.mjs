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

/** Waits until the page itself has put the focus on what `selector` names. */
export async function focused(page, selector) {
  await page.waitForFunction((css) => document.activeElement?.matches(css), selector);
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

/** Types anew what stands in the field that has the focus. */
export async function retype(page, text) {
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Goes to a box or a choice by keyboard, and ticks it. */
export async function tick(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Space");
}

/** Chooses a day, `YYYY-MM-DD`, in the three lists of a field; from their first line, so that a day can be changed. */
export async function chooseDay(page, field, day) {
  const [year, month, date] = day.split("-");
  for (const [part, value] of [
    ["", year],
    ["-month", month],
    ["-day", date],
  ]) {
    await tabTo(page, `#${field}${part}`);
    await page.keyboard.press("Home");
    const digits = String(Number(value));
    await page.keyboard.type(digits);
    // A list takes 11 and 22 for a 1 or 2 that is typed again, and goes to the next entry that begins so.
    if (!/^(\d)\1$/.test(digits)) continue;
    const chosen = () => page.inputValue(`#${field}${part}`);
    while (Number(await chosen()) < Number(digits)) await page.keyboard.press("ArrowDown");
  }
}

/** Waits until a new page is there and its heading has the focus. */
export async function arrived(page, element) {
  await focused(page, `${element} h1`);
}

/** Follows a link by keyboard to a new page. */
export async function follow(page, href, element) {
  await press(page, `main a[href='${href}']`);
  await arrived(page, element);
}
