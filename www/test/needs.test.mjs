import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { isEnoughLeft, moreTimeHelps, needs, statedNeeds, forgetNeeds } =
  await load("app/src/needs/stated.ts");

/** What goes into the challenge of whoever says this; nothing is `undefined`. */
function check(said, expected) {
  forgetNeeds();
  needs.value = { ...needs.value, ...said };
  assert.deepEqual(statedNeeds(), expected);
}

test("whoever says nothing sends nothing", () => check({}, undefined));

test("what cannot be done is sent with more time, and that somebody cannot see as more time alone", () => {
  check({ without: ["eyes"] }, { without: ["eyes"], more_time: true });
  check({ sight: true }, { without: [], more_time: true });
  check({ moreTime: true, without: ["head"] }, { without: ["head"], more_time: true });
});

test("more time is offered after a movement that was not seen, to whoever has not got it", () => {
  const offered = (said, code) => {
    forgetNeeds();
    needs.value = { ...needs.value, ...said };
    return moreTimeHelps(code);
  };
  assert.ok(offered({}, "action_not_seen"));
  assert.ok(!offered({}, "face_differs"));
  assert.ok(!offered({ moreTime: true }, "action_not_seen"));
  assert.ok(!offered({ sight: true }, "action_not_seen"));
});

test("what the authority would find too little is told before anybody asks it", () => {
  const left = (...without) => isEnoughLeft({ sight: false, moreTime: false, without });
  assert.ok(left() && left("eyes") && left("mouth") && left("head") && left("eyes", "mouth"));
  assert.ok(!left("head", "eyes") && !left("mouth", "head") && !left("eyes", "mouth", "head"));
});
