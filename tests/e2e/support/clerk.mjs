import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { screens, visit } from "./browser.mjs";
import { arrived, chooseDay, press, tick, type } from "./keyboard.mjs";
import { root } from "./paths.mjs";

/** The authority's executable, which makes one-time codes for whoever has no authenticator. */
const AUTHORITY = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/authority");

/** By keyboard: a member of the staff signs in. */
export async function signInAsClerk(page, { edge, clerk }) {
  await page.goto(`${edge}/staff`);
  await page.waitForSelector("staff-sign-in h1");
  await type(page, "#member", clerk.member);
  await type(page, "#password", clerk.password);
  await type(
    page,
    "#code",
    execFileSync(AUTHORITY, ["one-time-code"], { input: clerk.secret, encoding: "utf8" }).trim(),
  );
  await page.keyboard.press("Enter");
  await page.waitForSelector("voucher-look-up");
}

/** What the page shows on which the voucher was made: the code, and the letters that its holder tells the clerk. */
export async function shownVoucher(page) {
  await page.waitForSelector(".voucher-code .letters");
  const [code, letters] = await page.locator(".voucher-code .code").allTextContents();
  return { code, letters };
}

/** By keyboard: the clerk looks a voucher up, and fills in what the holder tells and what stands on the card. */
export async function takeVoucher(page, { code, letters }, person) {
  await type(page, "#code", code);
  await page.keyboard.press("Enter");
  await page.waitForSelector("attestation-form form");
  await type(page, "attestation-form #letters", letters);
  await fillCard(page, person);
  await press(page, "attestation-form button.primary");
}

/** By keyboard: makes a voucher on the counter's page, and reads it. */
export async function makeVoucher(page) {
  await page.waitForSelector("voucher-card h2");
  await press(page, "voucher-card button.primary");
  return shownVoucher(page);
}

/** The clerk is done, and the person's own page has noticed. */
export async function attest(clerk, page, voucher, person) {
  await takeVoucher(clerk, voucher, person);
  await clerk.locator(".done").waitFor();
  await page.locator("voucher-card .success").waitFor();
}

/** Level four by the way that needs no camera: somebody who is signed in goes to the counter, and a clerk attests. */
export async function raiseAtCounter({ browser, stack, page, person }) {
  await page.goto(`${stack.edge}/counter`);
  await atCounter({ browser, stack, page, person });
  await arrived(page, "account-page");
}

/** From the page of the authorisation: a clerk makes sure of the person once more, in place of a scan. */
export async function proveAtCounter({ browser, stack, page, person }) {
  await press(page, "business-page button.primary");
  await page.waitForSelector("face-consent");
  await press(page, "face-consent a[href='/counter']");
  await atCounter({ browser, stack, page, person });
  await arrived(page, "business-page");
}

async function atCounter({ browser, stack, page, person }) {
  const clerk = await desk(browser, stack);
  await attest(clerk, page, await makeVoucher(page), person);
  await press(page, "voucher-card button.primary");
}

let clerk;

/** A clerk who stays signed in: one-time codes serve once, and another comes half a minute later. */
async function desk(browser, stack) {
  if (!clerk) {
    clerk = (await visit(browser, { viewport: screens.desktop })).page;
    await signInAsClerk(clerk, stack);
  }
  await clerk.goto(`${stack.edge}/staff`);
  await clerk.waitForSelector("voucher-look-up");
  return clerk;
}

async function fillCard(page, { name, number, valid_from }) {
  await type(page, "attestation-form #name", name);
  await type(page, "attestation-form #number", number);
  await chooseDay(page, "valid_from", valid_from);
  await tick(page, "#long_term");
  await tick(page, "#confirmed");
}
