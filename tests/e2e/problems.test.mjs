import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../../www/test/load.mjs";
import { isTooWide, picture, violations, visit } from "./support/browser.mjs";
import { browser, stack, start } from "./support/start.mjs";

const { problems } = await load("shared/generated/problems.ts");
const { localNext } = await load("shared/trouble.ts");
const locales = {
  zh: (await load("locales/zh.ts")).zh,
  en: (await load("locales/en.ts")).en,
};

const NARROW = { width: 320, height: 640 };

/** Where each next step leads whoever is not signed in; the others load the page anew. */
const LEADS_TO = {
  edit_input: "/",
  sign_in: "/",
  activate: "/activate",
  register: "/notice",
  raise_level: "/",
  consent: "/",
  scan_again: "/",
  counter: "/counter",
  nothing: "/",
};

start();

/** What the card offers first: where no portrait is on file, the sandbox's CTID helps before the counter does. */
const nextShown = (code) => (code === "no_portrait" ? "scan_again" : problems[code].next);

async function open(options) {
  const visitor = await visit(browser, options);
  await visitor.page.goto(`${stack.edge}/terms`);
  await visitor.page.waitForSelector("terms-page h1");
  return visitor;
}

/** Shows the application's own card for this trouble below the page's heading, and waits until it is there. */
async function show(page, trouble) {
  await page.evaluate((shown) => {
    document.querySelector("main problem-card")?.remove();
    const card = document.createElement("problem-card");
    card.trouble = shown;
    document.querySelector("main section, main article").append(card);
  }, trouble);
  await page.waitForFunction(() => document.activeElement?.classList.contains("problem"));
}

/** As the edge tells it. */
function told(code, more = {}) {
  const { status, next, retry, title } = problems[code];
  const type = `/problems#${code}`;
  return { problem: { type, code, status, next, retry, title: title.zh, ...more } };
}

/** What the card shows, line by line. */
async function checkCard(page, words, { code, title, advice, next }) {
  const card = page.locator(".problem");
  assert.equal(await card.getAttribute("data-code"), code);
  assert.equal(await card.locator("h2").innerText(), title, code);
  assert.equal(await card.locator("h2 + p").innerText(), advice, code);
  assert.equal(await card.locator("button.primary").innerText(), words.problem.next[next], code);
  const reference = card.locator(".reference a");
  assert.equal(await reference.getAttribute("href"), `/problems#${code}`);
  assert.equal(await reference.innerText(), words.problem.reference(code));
  const said = (await card.innerText()).replace(words.problem.reference(code), "");
  assert.doesNotMatch(said, /undefined|null|\[object|[a-z]_[a-z]/, code);
}

for (const [language, words] of Object.entries(locales)) {
  test(`every problem of the catalogue is shown in words, in ${language}`, async (t) => {
    const { page, faults, leave } = await open({ language, viewport: NARROW });
    const codes = Object.keys(problems);
    for (const code of codes) {
      const { title, advice } = problems[code];
      await show(page, told(code));
      const expected = {
        code,
        next: nextShown(code),
        title: title[language],
        advice: advice[language],
      };
      await checkCard(page, words, expected);
      assert.deepEqual(await violations(page), [], code);
      assert.equal(await isTooWide(page), false, code);
    }
    t.diagnostic(`${codes.length} problems`);
    await picture(page, `problem-card-${language}-narrow`);
    assert.deepEqual(faults, []);
    await leave();
  });

  test(`every trouble of the browser alone is shown in words, in ${language}`, async () => {
    const { page, leave } = await open({ language });
    for (const [code, next] of Object.entries(localNext)) {
      await show(page, { code });
      await checkCard(page, words, { code, next, ...words.local[code] });
      assert.deepEqual(await violations(page), [], code);
    }
    await leave();
  });

  test(`what was not good enough and when to come back are said, in ${language}`, async () => {
    const { page, leave } = await open({ language });
    for (const [about, word] of Object.entries({ ...words.measures, ...words.actions })) {
      await show(page, told("poor_quality", { about }));
      assert.ok((await page.locator(".problem").innerText()).includes(words.about(word)), about);
    }
    await show(page, told("too_many_attempts", { retry_after_seconds: 75 }));
    const wait = words.problem.retryAfter(words.problem.minutes(2));
    assert.ok((await page.locator(".problem").innerText()).includes(wait));
    await leave();
  });
}

test("the button of every next step leads on", async () => {
  const { page, leave } = await open();
  const nexts = new Set(Object.values(problems).map(({ next }) => next));
  for (const next of nexts) {
    await page.goto(`${stack.edge}/terms`);
    await page.waitForSelector("terms-page h1");
    await page.evaluate(() => (window.isTheSame = true));
    await show(page, told(Object.keys(problems).find((code) => nextShown(code) === next)));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.dataset.next), next);
    await page.keyboard.press("Enter");
    if (next in LEADS_TO) await page.waitForURL(`${stack.edge}${LEADS_TO[next]}`);
    else await page.waitForFunction(() => window.isTheSame === undefined);
  }
  await leave();
});
