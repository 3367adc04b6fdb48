import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as identity from "../app/src/generated/identity/identity.js";

const www = join(import.meta.dirname, "..");
identity.initSync({
  module: readFileSync(join(www, "app/src/generated/identity/identity_bg.wasm")),
});

const load = (name) => JSON.parse(readFileSync(join(www, "../tests/vectors", name), "utf8"));
const noonOf = (day) => Date.parse(`${day}T12:00:00+08:00`);

/** What `read` gives, or the rule and characters of the error it throws. */
function outcome(read) {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof Error);
    return { rule: error.code, span: [error.start, error.end] };
  }
}

test("numbers are read or refused in wasm as they are natively", () => {
  const { today, vectors, prefixes } = load("id_numbers.json");
  const now = noonOf(today);
  for (const { input, rule, span, normalised, masked, birth_date, kind, age } of vectors) {
    const expected = rule
      ? { rule, span }
      : { value: normalised, masked, birth: birth_date, kind, age };
    const found = outcome(() => identity.parseNumber(input, now));
    // Where it was given out is told, and tested, below.
    delete found.regionName;
    delete found.hint;
    assert.deepEqual(found, expected, input);
  }
  for (const { input, rule, span, remaining } of prefixes) {
    const expected = rule ? { rule, span } : remaining;
    assert.deepEqual(
      outcome(() => identity.checkNumber(input, now)),
      expected,
      input,
    );
  }
});

test("codes are read in wasm as they are natively, and a number is shown as it is meant", () => {
  for (const { input, meant } of load("codes.json").vectors)
    assert.equal(identity.typedCode(input), meant, input);
  for (const [typed, shown] of [
    ["\uff11\uff11 0105\u200b", "110105"],
    ["11010519491231002\u00d7", "11010519491231002X"],
    ["440524-1880", "440524-1880"],
  ])
    assert.equal(identity.numberAsMeant(typed), shown, typed);
});

test("numbers tell their places in wasm as they do natively", () => {
  const { today, vectors } = load("regions.json");
  for (const { input, region_name, hint } of vectors) {
    const found = identity.parseNumber(input, noonOf(today));
    assert.equal(found.regionName, region_name, input);
    assert.equal(found.hint, hint, input);
  }
});

test("names and mobiles are read or refused in wasm as they are natively", () => {
  const check = (file, parse) => {
    for (const { input, rule, normalised, masked } of load(file).vectors) {
      const found = outcome(() => parse(input));
      if (rule) assert.equal(found.rule, rule, input);
      else assert.deepEqual(found, { value: normalised, masked }, input);
    }
  };
  check("names.json", identity.parseName);
  check("mobiles.json", identity.parseMobile);
});

test("a refused term says which field is to blame", () => {
  const now = noonOf("2026-11-23");
  const blamed = (start, end) => {
    try {
      identity.parseValidity(start, end, "440524188001010014", now);
      return undefined;
    } catch (error) {
      return `${error.field}: ${error.code}`;
    }
  };
  assert.equal(blamed("2027-01-01", "long_term"), "valid_from: start_in_future");
  assert.equal(blamed("2010-01-01", "2020-01-01"), "valid_until: expired");
  assert.equal(blamed("2010-01-01", "long_term"), undefined);
});

test("a clock beyond the calendar is an error with its code", () => {
  assert.throws(() => identity.parseNumber("1", Number.POSITIVE_INFINITY), { code: "clock" });
});
