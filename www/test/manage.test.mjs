import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { dayWords, isDay, lastDayYears, legalDay } = await load("app/src/manage/legal-day.ts");
const { checkLastDay } = await load("app/src/manage/last-day.ts");
const { deviceWords } = await load("app/src/manage/device-words.ts");
const { recordWords } = await load("app/src/manage/record-words.ts");
const { businessWords, inForce } = await load("app/src/manage/business-words.ts");
const { zh } = await load("locales/zh.ts");
const { en } = await load("locales/en.ts");

const LANGUAGES = [
  ["zh", zh],
  ["en", en],
];

const BROWSERS = ["wechat", "huawei", "edge", "firefox", "chrome", "safari", "other"];
const SYSTEMS = ["harmony", "android", "ios", "windows", "macos", "linux", "other"];

/** Every code that the journal has, with every detail that it can have. */
const EVENTS = {
  registered: [],
  activated: [],
  consent_given: [],
  face_consent_withdrawn: [],
  signed_in: ["password", "face"],
  sign_in_failed: [],
  signed_out: [],
  session_ended: [],
  password_changed: ["password", "face"],
  password_refused: [],
  mobile_opened: [],
  business_opened: ["face", "counter"],
  session_proven: ["face", "counter"],
  mobile_changed: [],
  business_authorised: [],
  business_withdrawn: [],
  portal_consented: [],
  portal_withdrawn: [],
  portal_visited: [],
  visit_ended: ["revoked", "code_reused", "refresh_reused"],
  closed: [],
  scan_began: ["raise_level", "change_mobile", "authorise_business"],
  evidence_submitted: [],
  evidence_returned: [],
  scan_ended: [],
  scan_refused: [
    "elements_differ",
    "no_record",
    "activation_needed",
    "not_provincial",
    "face_differs",
    "poor_quality",
    "action_not_seen",
    "no_portrait",
    "check_input",
    "daily_limit",
  ],
  level_reached: ["four_elements", "activation", "face"],
};

test("a day begins in Shanghai, wherever the device thinks it is", () => {
  const check = (instant, day) => assert.equal(legalDay(Date.parse(instant)), day);
  check("2026-11-24T15:59:59.999Z", "2026-11-24");
  check("2026-11-24T16:00:00Z", "2026-11-25");
  check("2026-12-31T16:00:00Z", "2027-01-01");
  check("2028-02-28T16:00:00Z", "2028-02-29");
});

test("a day is one that the calendar has", () => {
  for (const day of ["2026-02-28", "2028-02-29"]) assert.equal(isDay(day), true, day);
  for (const day of ["2026-02-29", "2026-02-30", "2026-13-01", "", "2026--"])
    assert.equal(isDay(day), false, day);
});

test("the last day is chosen whole, exists, and has not passed in Shanghai", () => {
  const now = Date.parse("2026-11-24T16:00:00Z");
  const check = (day, rule) => assert.equal(checkLastDay(day, now)?.rule, rule, day);
  check("", "empty");
  check("2026-11-", "format");
  check("2026-11-31", "calendar");
  check("2026-11-24", "past");
  check("2026-11-25", undefined);
  check("2027-01-01", undefined);
});

test("the years to choose from reach as far as the deployment allows", () => {
  const check = (instant, days, expected) =>
    assert.deepEqual(lastDayYears(Date.parse(instant), days), expected);
  check("2026-03-01T00:00:00Z", 10, [2026, 2026]);
  check("2026-12-20T00:00:00Z", 10, [2026, 2027]);
  check("2026-12-31T16:00:00Z", 10, [2027, 2027]);
  check("2026-03-01T00:00:00Z", undefined, [2026, 2029]);
});

test("a day is written as people write it, and not moved by any zone", () => {
  assert.equal(dayWords("2026-12-31", "zh"), "2026年12月31日");
  assert.equal(dayWords("2026-12-31", "en"), "31 December 2026");
  assert.equal(dayWords("soon", "zh"), "soon");
});

test("every browser and every system has a name, and an unheard-of one is another", () => {
  for (const [language, words] of LANGUAGES) {
    const told = new Set();
    for (const browser of BROWSERS)
      for (const system of SYSTEMS) told.add(deviceWords({ browser, system }, words));
    assert.equal(told.size, BROWSERS.length * SYSTEMS.length, language);
  }
  const unheard = deviceWords({ browser: "mosaic", system: "plan9" }, zh);
  assert.equal(unheard, deviceWords({ browser: "other", system: "other" }, zh));
});

test("every line of the records is told in plain words, in both languages", () => {
  for (const [language, words] of LANGUAGES) {
    const w = words.manage.records;
    const titles = Object.keys(EVENTS).map(
      (event) => recordWords({ event }, words, language).title,
    );
    assert.equal(new Set(titles).size, titles.length, language);
    assert.equal(titles.includes(w.otherEvent), false, language);
    for (const [event, details] of Object.entries(EVENTS)) {
      const note = (detail) => recordWords({ event, detail }, words, language).notes.join();
      for (const detail of details) assert.notEqual(note(detail), note("unheard_of"), detail);
    }
  }
});

test("a line names its last day and what was agreed to, and a code from tomorrow breaks nothing", () => {
  const until = recordWords({ event: "business_authorised", last_day: "2026-12-31" }, zh, "zh");
  assert.deepEqual(until.notes, ["至2026年12月31日24时"]);
  const consent = { version: "face-2026-01", text_digest: "00" };
  const began = recordWords({ event: "scan_began", detail: "raise_level", consent }, en, "en");
  assert.match(began.notes.join("\n"), /raising the level\n.*face-2026-01/);
  const unheard = recordWords({ event: "teleported", detail: "twice" }, en, "en");
  assert.deepEqual(unheard, { title: "Something else", notes: ["By other means"] });
});

test("an authorisation counts until its end, and level three is told that it has none", () => {
  const business = {
    last_day: "2026-12-31",
    given_at: "2026-11-24T00:00:00Z",
    ends_at: "2026-12-31T16:00:00Z",
  };
  const [before, after] = [Date.parse("2026-12-31T15:59:59Z"), Date.parse(business.ends_at)];
  const say = (who, now) => businessWords(who, now, zh, "zh");
  assert.equal(inForce({ level: 4, business }, before), business);
  assert.equal(say({ level: 4, business }, before), "已授权，至2026年12月31日24时");
  assert.equal(say({ level: 4, business }, after), "未授权");
  assert.equal(say({ level: 4, business: null }, before), "未授权");
  assert.equal(say({ level: 3, business: null }, before), "四级实名后可以授权");
});
