import assert from "node:assert/strict";
import { isTooWide, picture, screens, violations, visit } from "./browser.mjs";
import { authoriseUntil, dayFromNow } from "./business.mjs";
import { PASSWORD, agree, fillRegistration, register } from "./person.mjs";
import { guided, scanned } from "./scan.mjs";

/** On the portal: 用实名身份登录, through the app, where whoever has not allowed the portal yet does so. */
export async function signInToPortal(page, stack, { number }) {
  await page.goto(`${stack.portal}/`);
  await page.click("home-page a[href^='/sign-in']");
  await page.waitForURL(/\/authorize#/);
  await page.click("authorize-page a[href='/']");
  await page.fill("#number", number);
  await page.fill("#password", PASSWORD);
  await page.click("sign-in-page form button.primary");
  await page.waitForSelector("authorize-page portal-consent");
}

/** Somebody new at a desk, who has registered and signed in to the portal. */
export async function signedIn(browser, stack, person, device = { viewport: screens.desktop }) {
  const visitor = await visit(browser, device);
  await register(visitor.page, stack, person);
  await visitor.page.goto(`${stack.portal}/`);
  await visitor.page.click("home-page a[href^='/sign-in']");
  await decide(visitor.page, "allow");
  await visitor.page.locator("home-page h1", { hasText: person.name }).waitFor();
  return visitor;
}

/** Axe finds nothing, nothing sticks out, and a picture is kept. */
export async function checkSound(page, name) {
  assert.deepEqual(await violations(page), [], `${name}: axe`);
  assert.equal(await isTooWide(page), false, `${name}: too wide`);
  await picture(page, name);
}

/** The person's decision about a portal; `allow` or `refuse`. */
export async function decide(page, decision) {
  await page.click(`portal-consent button${decision === "allow" ? ".primary" : ":not(.primary)"}`);
}

/** Fills in one person of a filing; `roles` by code. */
export async function enterPerson(page, index, { name, number }, roles, document) {
  if (index > 0) await page.click("new-filing-page .actions button:not(.primary)");
  await page.fill(`input[name=name-${index}]`, name);
  await page.fill(`input[name=number-${index}]`, number);
  if (document) await page.selectOption(`fieldset.person >> nth=${index} >> select`, document);
  for (const role of roles) await page.check(`input[name=roles-${index}][value=${role}]`);
}

/** The list, line by line: whose, and how far they are. */
export async function states(page) {
  return page
    .locator(".persons li")
    .evaluateAll((lines) =>
      lines.map((line) => [
        line.dataset.reference,
        line.querySelector("[data-state]").dataset.state,
      ]),
    );
}

/** Waits until the person with this reference is in this state, as the list follows by itself. */
export async function becomes(page, reference, state) {
  const place = `.persons li[data-reference=${reference}] [data-state=${state}]`;
  await page.locator(place).waitFor({ timeout: 30_000 });
}

/** The link of an invitation, which the portal shows with its QR code. */
export async function invite(page, reference) {
  await page.click(`.persons li[data-reference=${reference}] .person-actions button >> nth=0`);
  const link = page.locator(".invitation .link-text a");
  await link.waitFor();
  const href = await link.getAttribute("href");
  await page.click(".invitation .actions button >> nth=1");
  return href;
}

/** On a phone: from the invitation through registration and scan to the authorisation, and back to the invitation. */
export async function followInvitation(test, page, stack, link, person) {
  await page.goto(link);
  await page.locator("invitation-page strong", { hasText: "尚未注册" }).waitFor();
  await page.goto(`${stack.edge}/register`);
  await fillRegistration(page, person);
  await page.click("form button.primary");
  await page.waitForURL(/\/invitation#/);
  await raiseAndAuthorise(test, page);
}

/** The two steps that are left once somebody has an account and is signed in. */
export async function raiseAndAuthorise(test, page) {
  await page.click("invitation-page a[href='/level']");
  await page.waitForSelector("level-page h1");
  await agree(page);
  await page.waitForURL("**/scan");
  await guided(page);
  await scanned(test, page);
  await page.click(".passed a.primary");
  await page.waitForURL(/\/invitation#/);
  await page.click("invitation-page a[href='/account/business']");
  await page.waitForSelector("business-page form");
  await page.check("#authorise-yes");
  await authoriseUntil(page, dayFromNow(30));
  await page.locator("business-page .done").waitFor();
  await page.click("aside.bar a");
  await page.waitForURL(/\/invitation#/);
  await page.locator("invitation-page .success").waitFor();
}
