import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { OPEN, SIGNED_IN } from "./support/addresses.mjs";
import { firefoxMissing, startFirefox } from "./support/engines/firefox.mjs";
import { showFilm } from "./support/engines/film.mjs";
import { layoutChecks } from "./support/engines/layout.mjs";
import { Visitor } from "./support/engines/visitor.mjs";
import { startWebKit, webKitMissing } from "./support/engines/webkit.mjs";
import { askToken, listed, registerPlainly, startPortal } from "./support/host-page.mjs";
import { missing } from "./support/missing.mjs";
import { clip, footage, portrait } from "./support/paths.mjs";
import { MOBILE, PASSWORD, enrol } from "./support/person.mjs";
import { startStack } from "./support/stack.mjs";

/** Beyond the pages of the address lists: what staff, phones and portals' visitors see first. */
const MORE = ["/staff", "/device", "/invitation", "/authorize", "/face/code"];
const WIDTHS = [320, 390];
/** English only where everything is tried, by `cargo xtask test --all`. */
const LANGUAGES = process.env.SHIMING_ALL === "1" ? ["en", "zh"] : ["zh"];
const HEIGHT = 844;

const portal = await startPortal();
let stack;

before(async () => {
  stack = await startStack({
    EDGE_PORTALS: listed(portal.origin),
    SHIMING_AUTHORITY_ACTIONS: "open_mouth",
  });
  portal.edge = stack.edge;
});
after(() => Promise.all([portal.stop(), stack?.stop()]));

const nameOf = (address) => address.slice(1).replaceAll("/", "-") || "sign-in";

/** Opens each of these pages in each width: nothing sticks out, nothing is wrong to the console. */
async function walk(visitor, addresses) {
  const found = [];
  for (const language of LANGUAGES) {
    await speak(visitor, language);
    for (const width of WIDTHS) {
      await visitor.resize(width, HEIGHT);
      for (const address of addresses) {
        await visitor.open(address, "app-shell main h1");
        const wrong = await visitor.faults();
        for (const check of layoutChecks) wrong.push(...(await visitor.run(check)));
        found.push(...wrong.map((fault) => `${address}, ${language}, ${width} wide: ${fault}`));
        await visitor.picture(`${nameOf(address)}-${language}-${width}`);
      }
    }
  }
  assert.deepEqual(found, []);
}

/** Chooses the language of the pages that are opened from now on. */
const speak = (visitor, language) =>
  visitor.run((language) => localStorage.setItem("language", language), language);

/** Types what a card says into the form, and sends it. */
async function register(visitor, person) {
  await visitor.open("/register", "#name");
  await visitor.type("#name", person.name);
  await visitor.type("#number", person.number);
  const [year, month, day] = person.valid_from.split("-");
  await visitor.choose("#valid_from", year);
  await visitor.choose("#valid_from-month", month);
  await visitor.choose("#valid_from-day", day);
  await visitor.tap("#long_term");
  await visitor.type("#mobile", MOBILE);
  await visitor.type("#password", PASSWORD);
  await visitor.tap("#terms_version");
  await visitor.tap("form button.primary");
  await visitor.sees("account-page .level-badge");
}

/** Notes the times of the frames that the page gives to its worker. */
function watchFrames(visitor) {
  return visitor.run(() => {
    const times = (window.frameTimes = []);
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...more) {
      if (message.type === "begin") times.length = 0;
      if (message.type === "frame") times.push(message.atMs);
      return postMessage.call(this, message, ...more);
    };
  });
}

/** Frames a second, once there are so many, or the scan is over. */
async function rate(visitor, fewest) {
  const each = await visitor.run(async (fewest) => {
    const times = window.frameTimes;
    while (times.length < fewest && document.querySelector(".scan"))
      await new Promise((resolve) => setTimeout(resolve, 50));
    return (times.at(-1) - times[0]) / (times.length - 1);
  }, fewest);
  return (1000 / each).toFixed(1);
}

/** From the account to the camera, which shows the engine's pattern, or a `film`. */
async function beginScan(visitor, film) {
  await visitor.open("/level", "level-page #consent");
  await watchFrames(visitor);
  if (film) await showFilm(visitor, film);
  await visitor.tap("#consent");
  await visitor.tap("face-consent form button.primary");
  await visitor.sees(".scan .prompt[data-code]", 90_000);
}

/** What a machine under load, or where the clip happens to begin, does to a scan through no fault of the page. */
const AGAIN = ["scan_interrupted", "device_too_slow", "action_not_seen", "scan_not_still"];
const TRIES = 4;

/** Waits until a scan has passed; one that was broken off is begun again. */
async function scanned(test, visitor) {
  for (let tries = 1; ; tries += 1) {
    await visitor.sees(".problem, .passed", 120_000);
    const code = await visitor.run(
      () => document.querySelector(".problem")?.dataset.code ?? "passed",
    );
    test.diagnostic(`${code}: ${await rate(visitor, 0)} frames a second`);
    if (!AGAIN.includes(code) || tries === TRIES) return code;
    await visitor.tap(".problem button[data-next=scan_again]");
    await visitor.sees(".scan");
  }
}

/** Run in a portal's page: gives the element another look, and waits for its frame's height, which may stay. */
async function wear(name, value) {
  const check = document.querySelector("real-name-check");
  const { height } = check.getBoundingClientRect();
  check.setAttribute(name, value);
  const until = performance.now() + 1000;
  while (check.getBoundingClientRect().height === height && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Run in a portal's page: changes the element's width with every frame of the screen, and its look meanwhile. */
async function squeeze() {
  const check = document.querySelector("real-name-check");
  for (let step = 0; step < 60; step += 1) {
    check.parentElement.style.width = `${220 + ((step * 7) % 120)}px`;
    if (step % 4 === 0) check.setAttribute("elder", String(step % 8 === 0));
    await new Promise(requestAnimationFrame);
  }
}

/** `films`: it gets through enough frames of a film for a scan, also on a machine with much else to do. */
const engines = [
  { name: "WebKit", start: startWebKit, lacks: webKitMissing, films: false },
  { name: "Firefox", start: startFirefox, lacks: firefoxMissing, films: true },
];

for (const { name, start, lacks, films } of engines) {
  const lacking = lacks();
  describe(name, { skip: lacking && missing(`there is no ${lacking}`) }, () => {
    let engine;
    let visitor;

    before(async () => {
      engine = await start();
      visitor = new Visitor(engine, stack.edge);
      await visitor.open("/");
      await speak(visitor, "zh");
    });
    after(() => engine?.close());

    test("every open page fits, and is sound", () => walk(visitor, [...OPEN, ...MORE]));

    test("a portrait is assessed", async () => {
      await visitor.open("/photo", "photo-page h1");
      await visitor.give("input[data-way=choose]", footage("astronaut.png"));
      await visitor.sees(".photo-result[data-advice=too_far]", 90_000);
      assert.deepEqual(await visitor.faults(), []);
      await visitor.picture("photo-result");
    });

    test("a portal's page embeds the check", async () => {
      const person = await enrol(stack, "样例嵌入");
      await registerPlainly(stack, person);
      const { token } = await askToken(stack, person);
      portal.tokens = [token];
      await visitor.open(portal.origin, "real-name-check[token]");
      await visitor.run(async () => {
        const isReady = () => window.told.some(([type]) => type === "ready");
        while (!isReady()) await new Promise((resolve) => setTimeout(resolve, 50));
      });
      for (const [name, value] of [
        ["elder", "true"],
        ["lang", "en"],
        ["elder", "false"],
      ]) {
        await visitor.run(wear, name, value);
        for (const width of WIDTHS) await visitor.resize(width, HEIGHT);
        await visitor.picture(`embedded-${name}-${value}`);
      }
      await visitor.run(squeeze);
      assert.deepEqual(await visitor.faults(), []);
    });

    test("somebody registers, every page of the account fits, and a scan begins", async (t) => {
      await visitor.resize(390, HEIGHT);
      await register(visitor, await enrol(stack, "样例本人", portrait()));
      await walk(visitor, [...SIGNED_IN, "/account/portals"]);
      await beginScan(visitor);
      t.diagnostic(`${await rate(visitor, 30)} frames a second`);
      await visitor.picture("scan");
      assert.deepEqual(await visitor.faults(), []);
    });

    if (!films) return;
    test("the man on film reaches level four", async (t) => {
      await beginScan(visitor, clip("talking"));
      assert.equal(await scanned(t, visitor), "passed");
      await visitor.sees(".passed .level-badge");
      await visitor.picture("passed");
      assert.deepEqual(await visitor.faults(), []);
    });
  });
}
