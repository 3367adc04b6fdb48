import assert from "node:assert/strict";
import { chooseDay, focused, press } from "./keyboard.mjs";

/** The day in Shanghai so many days from now. */
export function dayFromNow(days) {
  return new Date(Date.now() + (24 * days + 8) * 3600_000).toISOString().slice(0, 10);
}

/** The end of a last day, as the pages write it. */
export function until(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `至${year}年${month}月${date}日24时`;
}

/** By keyboard: chooses the last day of 企业登记注册, and sends it. */
export async function authoriseUntil(page, day) {
  await chooseDay(page, "last_day", day);
  await press(page, "business-page form button.primary");
}

/** A day that is over cannot be chosen, or is told to be over where its year still runs; nothing is sent. */
export async function checkOver(page, day) {
  const sent = [];
  page.on("request", (request) => sent.push(request.method()));
  await authoriseUntil(page, day);
  await page.locator("#last_day-error", { hasText: /已经过去|请选择年/ }).waitFor();
  await focused(page, ".summary");
  assert.equal(sent.includes("PUT"), false);
}

/** How the authorisation stands on the account's page. */
export async function checkStanding(page, hasText) {
  await page.locator(".rows a[href='/account/business']", { hasText }).waitFor();
}

/** The authorisation as its own page shows it: since when and until when, and the day in the form. */
export async function authorisation(page) {
  const parts = ["#last_day", "#last_day-month", "#last_day-day"];
  const day = await Promise.all(parts.map((part) => page.inputValue(part)));
  return { state: await page.locator("business-page .state").innerText(), day: day.join("-") };
}

/** What the records say, line by line, without the times. */
export async function recordLines(page) {
  return page
    .locator(".lines li")
    .evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll("strong, span")].map((part) => part.innerText)),
    );
}
