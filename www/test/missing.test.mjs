import assert from "node:assert/strict";
import { test } from "node:test";
import { missing } from "../../tests/e2e/support/missing.mjs";

/** Calls `act` with the variable set to `value`, or without it. */
function withVariable(value, act) {
  const before = process.env.SHIMING_REQUIRE_ALL;
  const set = (to) => {
    if (to === undefined) delete process.env.SHIMING_REQUIRE_ALL;
    else process.env.SHIMING_REQUIRE_ALL = to;
  };
  set(value);
  try {
    return act();
  } finally {
    set(before);
  }
}

test("a test says what is missing, and fails where nothing may be", () => {
  const ask = () => missing("there is no clip");
  for (const value of [undefined, "", "0"])
    assert.equal(withVariable(value, ask), "there is no clip");
  assert.throws(() => withVariable("1", ask), /^Error: there is no clip; SHIMING_MAY_SKIP=1 lets/);
});
