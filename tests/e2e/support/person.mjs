import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { arrived, chooseDay, follow, press, tick, type } from "./keyboard.mjs";

/** Long enough, and nothing of the person in it. */
export const PASSWORD = "a quiet river at dawn";

export const MOBILE = "13800138000";

/** The sample citizens that the sandbox console lists; `forces` says what each is for. */
export async function citizens(stack) {
  const answer = await fetch(`${stack.console}/sandbox/citizens.json`);
  return (await answer.json()).citizens;
}

/** The first sample citizen who forces this; `skip` leaves out so many before. */
export async function citizen(stack, forces, skip = 0) {
  const fitting = (await citizens(stack)).filter((one) => one.forces === forces && !one.added);
  assert.ok(fitting.length > skip, `no sample citizen for ${forces}`);
  return fitting[skip];
}

/** Adds somebody to the register, as the console's page does; without a portrait no face is on file. */
export async function enrol(stack, name, portraitFile) {
  const listing = await (await fetch(`${stack.console}/sandbox/citizens.json`)).json();
  const person = {
    name,
    number: listing.free_number,
    valid_from: "2010-01-01",
    valid_until: "long_term",
  };
  const portrait = portraitFile ? { portrait: base64(portraitFile) } : {};
  await askConsole(stack, "/sandbox/citizens", { ...person, ...portrait });
  return person;
}

/** Opens 网证 for whoever has no portrait on the register, as the console's page does. */
export async function openCtid(stack, { number }, portraitFile) {
  await askConsole(stack, "/sandbox/ctid", { number, portrait: base64(portraitFile) });
}

const base64 = (file) => readFileSync(file).toString("base64");

async function askConsole(stack, path, body) {
  const answer = await fetch(`${stack.console}${path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Origin: stack.console,
      "X-Sandbox-Console": "1",
    },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/** Types what a card says into the registration form. */
export async function fillRegistration(page, person) {
  await page.fill("#name", person.name);
  await page.fill("#number", person.number);
  const [year, month, day] = person.valid_from.split("-");
  await page.selectOption("#valid_from", year);
  await page.selectOption("#valid_from-month", month);
  await page.selectOption("#valid_from-day", day);
  await page.check("#long_term");
  await page.fill("#mobile", MOBILE);
  await page.fill("#password", PASSWORD);
  await page.check("#terms_version");
}

/** The same by keyboard alone, up to the terms. */
export async function typeRegistration(page, person) {
  await type(page, "#name", person.name);
  await type(page, "#number", person.number);
  await chooseDay(page, "valid_from", person.valid_from);
  await tick(page, "#long_term");
  await type(page, "#mobile", MOBILE);
  await type(page, "#password", PASSWORD);
}

/** From the form to the account. */
export async function register(page, stack, person) {
  await page.goto(`${stack.edge}/register`);
  await fillRegistration(page, person);
  await page.click("form button.primary");
  await page.waitForURL("**/account");
  await page.waitForSelector(".level-badge");
}

/** By keyboard: 登录 with number and password, on the first page. */
export async function signIn(page, stack, number, password) {
  await page.goto(`${stack.edge}/`);
  await page.waitForSelector("sign-in-page h1");
  await type(page, "#number", number);
  await type(page, "#password", password);
  await page.keyboard.press("Enter");
}

/** By keyboard: 退出登录, which stands on every page, and leads to the first one. */
export async function signOut(page) {
  await press(page, "header a[href='/account'] + button");
  await arrived(page, "sign-in-page");
}

/** By keyboard: the consent before a camera. */
export async function agree(page) {
  await tick(page, "#consent");
  await press(page, "face-consent form button.primary");
}

/**
 * By keyboard, from the account through notice and consent to the scan, which begins by itself, and without a camera
 * is over at once.
 */
export async function beginScan(page) {
  await follow(page, "/level", "level-page");
  await agree(page);
  await page.waitForURL(/\/(scan|result)$/);
}

/** The code of the trouble that is shown. */
export async function troubleShown(page) {
  const card = await page.waitForSelector(".problem");
  return card.getAttribute("data-code");
}
