import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { numberGroups } = await load("app/src/form/number-groups.ts");
const { dateOf, isWhole, partsOf, yearsFrom } = await load("app/src/form/date-parts.ts");
const { checkNewPassword } = await load("app/src/form/password-checks.ts");
const { Form } = await load("app/src/form/form.ts");

test("a number is shown in groups", () => {
  const check = (typed, expected) => {
    const shown = numberGroups(typed).map((group) => group.map((mark) => mark.character).join(""));
    assert.deepEqual(shown, expected);
  };
  check("11010519491231002X", ["110105", "1949", "1231", "002X"]);
  check("1101051949", ["110105", "1949"]);
  check("1101051949123100200", ["110105", "1949", "1231", "0020", "0"]);
  check("", []);
});

test("the characters of a broken rule are marked", () => {
  const marks = numberGroups("990105", { start: 0, end: 2 })[0].map((mark) => mark.wrong);
  assert.deepEqual(marks, [true, true, false, false, false, false]);
});

test("a day is put together and taken apart without loss", () => {
  for (const value of ["2015-06-01", "2015--", "-06-", "--01"])
    assert.equal(dateOf(partsOf(value)), value);
  assert.equal(dateOf(partsOf("")), "");
  assert.deepEqual(partsOf("long_term"), { year: "", month: "", day: "" });
  assert.equal(isWhole("2015-06-01"), true);
  assert.equal(isWhole("2015-06-"), false);
  assert.deepEqual(yearsFrom(2026, 2024), ["2026", "2025", "2024"]);
});

test("a password is counted in characters, and holds nothing of one's own", () => {
  const own = { number: "44052418800101001x", mobile: "13800138000" };
  const check = (password, rule) => assert.equal(checkNewPassword(password, own)?.rule, rule);
  check("", "empty");
  check("eleven char", "too_short");
  check("\u{20BB7}".repeat(12), undefined);
  check("x".repeat(129), "too_long");
  check("call 13800138000", "personal");
  check("44052418800101001X", "personal");
  check("a quiet river", undefined);
});

/** A form of one field that must be "right"; typing "wrong" is certainly wrong. */
function form() {
  const told = { rule: "not_right", start: 0, end: 0 };
  const host = { addController: () => undefined, requestUpdate: () => undefined };
  const whole = ({ field }) => (field === "right" ? undefined : told);
  const certain = ({ field }) => (field === "wrong" ? told : undefined);
  return new Form(host, { field: { whole, certain } });
}

test("an error waits until the field is left", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const typed = form();
  typed.type("field", "rig");
  context.mock.timers.tick(1000);
  assert.deepEqual(typed.broken(), []);
  typed.leave("field");
  assert.deepEqual(typed.broken(), ["field"]);
});

test("a certain error waits only until typing rests, and goes when it is mended", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const typed = form();
  typed.type("field", "wrong");
  assert.deepEqual(typed.broken(), []);
  context.mock.timers.tick(1000);
  assert.deepEqual(typed.broken(), ["field"]);
  typed.type("field", "right");
  assert.deepEqual(typed.broken(), []);
});

test("an empty field is not shouted at, but not sent either", () => {
  const empty = form();
  empty.leave("field");
  assert.deepEqual(empty.broken(), []);
  assert.equal(empty.check(), false);
});

test("the edge's word on a field is taken", () => {
  const refused = form();
  refused.refuse([
    { field: "field", rule: "common" },
    { field: "other", rule: "x" },
  ]);
  assert.equal(refused.errors.field.rule, "common");
  assert.deepEqual(refused.broken(), ["field"]);
});

test("what the edge refused stays refused when the field is left, until it is another value or sent again", () => {
  const refused = form();
  refused.type("field", "right");
  refused.refuse([{ field: "field", rule: "common" }]);
  refused.leave("field");
  assert.equal(refused.errors.field.rule, "common");
  refused.type("field", "right ");
  refused.type("field", "right");
  refused.leave("field");
  assert.equal(refused.errors.field.rule, "common");
  assert.equal(refused.check(), true);
});

test("what was wrong is forgotten when something else is asked for", () => {
  const refused = form();
  refused.type("field", "right");
  refused.refuse([{ field: "field", rule: "spent" }]);
  refused.forget("field");
  assert.deepEqual(refused.broken(), []);
  refused.leave("field");
  assert.deepEqual(refused.broken(), []);
});
