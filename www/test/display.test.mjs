import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "./load.mjs";

const { allColours, hasMoreContrast, known, textSizes } = await load("app/src/display/display.ts");

const css = readFileSync(join(import.meta.dirname, "../app/src/style/base.css"), "utf8");

test("what was kept is taken while it is still a choice", () => {
  assert.equal(known(textSizes, "largest"), "largest");
  assert.equal(known(textSizes, "enormous"), "normal");
  assert.equal(known(textSizes, null), "normal");
  assert.equal(known(allColours, "dark"), "dark");
  assert.equal(known(allColours, null), "system");
});

test("a system that asks for more contrast gets it in every scheme", () => {
  for (const chosen of allColours) assert.equal(hasMoreContrast(chosen, true), true, chosen);
  assert.equal(hasMoreContrast("contrast", false), true);
  assert.equal(hasMoreContrast("dark", false), false);
});

/** The colours that a block of the style sheet sets: [light, dark] by name. */
function coloursOf(selector) {
  const [, block] = css.split(`\n${selector} {`);
  const entries = block
    .split("}")[0]
    .matchAll(/--([\w-]+): (?:light-dark\()?(#\w+)(?:, (#\w+)\))?;/g);
  return Object.fromEntries(
    [...entries].map(([, name, light, dark]) => [name, [light, dark ?? light]]),
  );
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour) {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((d) => d + d) : colour.match(/\w\w/g);
  const [r, g, b] = digits
    .map((pair) => parseInt(pair, 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What is written in which colour on which grounds. */
const WRITTEN = {
  ink: ["paper", "card", "field", "brand-pale", "gold-pale", "wrong-pale", "good-pale"],
  "ink-soft": ["paper", "card", "field-off", "brand-pale", "gold-pale", "wrong-pale"],
  brand: ["paper", "card", "brand-pale"],
  "brand-bright": ["paper", "card", "field", "brand-pale", "gold-pale"],
  "on-brand": ["brand", "brand-bright", "ink-soft"],
  gold: ["card"],
  "gold-ink": ["gold-pale"],
  "on-gold": ["gold"],
  wrong: ["paper", "card", "wrong-pale"],
  "on-wrong": ["wrong"],
  good: ["card", "good-pale"],
  "on-top": ["top"],
  "on-top-soft": ["top"],
};

/** Every pair of `palette`, in both schemes, reaches `least`; answers with the worst. */
function check(palette, written, least) {
  const worst = [Infinity, Infinity];
  for (const [text, grounds] of Object.entries(written)) {
    for (const ground of grounds) {
      for (const scheme of [0, 1]) {
        const found = ratio(palette[text][scheme], palette[ground][scheme]);
        const place = `${text} on ${ground}, ${scheme === 0 ? "light" : "dark"}`;
        assert.ok(found >= least, `${place}: ${found.toFixed(2)}`);
        worst[scheme] = Math.min(worst[scheme], found);
      }
    }
  }
  return `light ${worst[0].toFixed(2)}, dark ${worst[1].toFixed(2)}`;
}

const ordinary = coloursOf(":root");
const strong = { ...ordinary, ...coloursOf(":root.contrast") };

test("text has a contrast of 4.5 to 1, and 7 to 1 where high contrast was chosen", (t) => {
  t.diagnostic(`least contrast: ${check(ordinary, WRITTEN, 4.5)}`);
  t.diagnostic(`least of high contrast: ${check(strong, WRITTEN, 7)}`);
});

test("the edges of fields have a contrast of 3 to 1", (t) => {
  const edges = { "line-strong": ["paper", "card", "field"], wrong: ["field"], brand: ["field"] };
  t.diagnostic(`least contrast: ${check(ordinary, edges, 3)}`);
  t.diagnostic(`least of high contrast: ${check(strong, edges, 3)}`);
});

test("every colour that high contrast changes is one that there is", () => {
  for (const name of Object.keys(coloursOf(":root.contrast"))) assert.ok(name in ordinary, name);
});
