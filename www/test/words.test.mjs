import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { zh } = await load("locales/zh.ts");
const { en } = await load("locales/en.ts");
const { problems } = await load("shared/generated/problems.ts");
const { isProblem, localNext, nextOf } = await load("shared/trouble.ts");
const { aboutWords, counterHelps, ctidWords, problemWords, retryAfterWords } = await load(
  "app/src/problem/problem-words.ts",
);
const { consentText } = await load("app/src/level/consent-text.ts");

const LANGUAGES = [
  ["zh", zh],
  ["en", en],
];

test("every trouble has a title, an advice and a next step in both languages", () => {
  for (const code of [...Object.keys(problems), ...Object.keys(localNext)]) {
    for (const [language, words] of LANGUAGES) {
      const { title, advice } = problemWords(code, words, language);
      assert.ok(title && advice, `${code} in ${language}`);
      assert.ok(words.problem.next[nextOf({ code })], `${code}: next in ${language}`);
    }
  }
});

/** Every text of a catalogue of words, with where it stands; functions are left out. */
function texts(value, path = "") {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

test("Chinese is written with Chinese punctuation, English without Chinese", () => {
  for (const [path, text] of texts(zh)) {
    assert.doesNotMatch(text, /[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]/, path);
  }
  for (const [path, text] of texts(en)) {
    if (/language|longTerm|valid_until|switch/.test(path)) continue;
    assert.doesNotMatch(text, /[\u4e00-\u9fff\uff00-\uffef]/, path);
  }
});

test("no text is empty in one language and not in the other", () => {
  const english = new Map(texts(en));
  for (const [path, text] of texts(zh))
    assert.equal(Boolean(english.get(path)), Boolean(text), path);
});

test("what a problem is about is said where there is a word for it", () => {
  const problem = { code: "poor_quality", about: "too_dark" };
  assert.match(aboutWords({ problem }, zh), /画面太暗/);
  assert.equal(aboutWords({ problem: { ...problem, about: "unheard_of" } }, zh), undefined);
  assert.equal(aboutWords({ code: "network" }, zh), undefined);
});

test("who has no portrait is told of CTID where the deployment has it, and nobody else is", () => {
  const phones = { zh: "只有某些手机可以开通", en: "Only certain phones can open it" };
  assert.match(
    ctidWords("no_portrait", phones, zh, "zh"),
    /网证.*重新扫描。只有某些手机可以开通。$/,
  );
  assert.match(
    ctidWords("no_portrait", phones, en, "en"),
    /CTID.*scan again\. Only certain phones/,
  );
  for (const none of [undefined, null])
    assert.equal(ctidWords("no_portrait", none, zh, "zh"), undefined);
  assert.equal(ctidWords("face_differs", phones, zh, "zh"), undefined);
});

test("a wait is told in the unit that people count in", () => {
  const told = (seconds) => retryAfterWords({ problem: { retry_after_seconds: seconds } }, en);
  assert.match(told(45), /45 seconds/);
  assert.match(told(61), /2 minutes/);
  assert.match(told(7200), /2 hours/);
  assert.equal(retryAfterWords({ code: "network" }, en), undefined);
});

test("the counter is offered wherever scanning again may fail again", () => {
  assert.equal(counterHelps({ code: "face_differs" }), true);
  assert.equal(counterHelps({ code: "credentials_wrong" }), false);
});

test("only what the catalogue knows is a problem", () => {
  assert.equal(isProblem({ code: "try_later" }), true);
  assert.equal(isProblem({ code: "made_up" }), false);
  assert.equal(isProblem("<html>bad gateway</html>"), false);
  assert.equal(isProblem(null), false);
});

test("what is agreed to names the processor and every rule, and differs when a rule does", () => {
  const operator = {
    operator: "甲机关",
    contact: "乙",
    counter: "丙",
    province: "丁",
    appName: "戊",
  };
  const text = consentText(zh, operator);
  assert.match(text, /甲机关/);
  assert.equal(text.split("\n").length, zh.level.items(operator).length + 2);
  assert.notEqual(text, consentText(zh, { ...operator, contact: "己" }));
});
