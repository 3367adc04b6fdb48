import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { screenshots } from "../paths.mjs";

const SHORT_MS = 20_000;

/** Somebody before a page of `edge`, in one window of an `engine`. */
export class Visitor {
  #engine;
  #edge;

  constructor(engine, edge) {
    this.#engine = engine;
    this.#edge = edge;
  }

  get name() {
    return this.#engine.name;
  }

  /** Runs a function in the page, with what JSON can hold; returns what comes of it. */
  async run(run, ...given) {
    const answer = await this.#engine.evaluate(String(run), JSON.stringify(given));
    const { value, error } = JSON.parse(answer);
    if (error) throw new Error(error);
    return value;
  }

  /** Opens a page, by its path or a whole address, and waits until its heading is there. */
  async open(path, heading = "h1") {
    await this.#engine.navigate(new URL(path, this.#edge).href);
    await this.sees(heading);
  }

  /** Makes the window as large, and waits until the page has followed. */
  async resize(width, height) {
    await this.#engine.resize(width, height);
    await this.run(async (width) => {
      while (window.innerWidth !== width) await new Promise((resolve) => setTimeout(resolve, 20));
    }, width);
  }

  /** Waits until `selector` is there. */
  async sees(selector, longestMs = SHORT_MS) {
    const isThere = await this.run(
      async (css, longest) => {
        const until = performance.now() + longest;
        while (!document.querySelector(css)) {
          if (performance.now() > until) return false;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return true;
      },
      selector,
      longestMs,
    );
    if (isThere) return;
    await this.picture("not-seen");
    assert.fail(`${this.name}: no ${selector} on ${await this.run(() => location.pathname)}`);
  }

  /** Presses and lets go, in the middle of what `selector` names. */
  async tap(selector) {
    await this.sees(selector);
    const [x, y] = await this.run((css) => {
      const element = document.querySelector(css);
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + height / 2)];
    }, selector);
    await this.#engine.act([
      {
        type: "pointer",
        id: "finger",
        parameters: { pointerType: "mouse" },
        actions: [
          { type: "pointerMove", x, y, duration: 0, origin: "viewport" },
          { type: "pointerDown", button: 0 },
          { type: "pointerUp", button: 0 },
        ],
      },
    ]);
  }

  /** Types key by key. */
  async type(selector, text) {
    await this.tap(selector);
    await this.press(text);
  }

  /** Presses keys where the focus is: signs, and WebDriver's codes for others. */
  press(keys) {
    const actions = [...keys].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    return this.#engine.act([{ type: "key", id: "keyboard", actions }]);
  }

  /** Chooses of a list, which the system opens where no driver reaches it. */
  choose(selector, value) {
    return this.run(
      (css, chosen) => {
        const list = document.querySelector(css);
        list.value = chosen;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      },
      selector,
      value,
    );
  }

  /** Gives a field for files this one. */
  give(selector, path) {
    return this.run(
      (css, name, base64) => {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        const chosen = new DataTransfer();
        chosen.items.add(new File([bytes], name));
        const field = document.querySelector(css);
        field.files = chosen.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      },
      selector,
      basename(path),
      readFileSync(path).toString("base64"),
    );
  }

  /** What the console would show as errors, since the page was opened. */
  faults() {
    return this.run(() => window.faults);
  }

  /** Keeps a picture of what is seen. */
  async picture(name) {
    const path = join(screenshots, `${this.name}-${name}.png`);
    writeFileSync(path, await this.#engine.screenshot(), "base64");
  }
}
