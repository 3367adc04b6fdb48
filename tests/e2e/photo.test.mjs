import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { isTooWide, picture, screens, violations, visit } from "./support/browser.mjs";
import { listed, startPortal } from "./support/host-page.mjs";
import { footage, root } from "./support/paths.mjs";
import { sizes } from "./support/sizes.mjs";
import { browser, stack, start } from "./support/start.mjs";

const portal = await startPortal();
start({
  variables: { EDGE_PORTALS: listed(portal.origin) },
  more: async () => {
    portal.edge = stack.edge;
  },
});
after(() => portal.stop());

/** A public portrait: the face is small, and left of the middle. */
const PORTRAIT = footage("astronaut.png");
/** A sound JPEG of a kind that hardly any program reads. */
const ARITHMETIC = join(root, "crates/portrait/tests/pictures/arithmetic.jpg");

/** Opens the page, and watches what leaves the device. */
async function open(options = {}) {
  const { page, faults, leave } = await visit(browser, options);
  const sent = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  await page.goto(`${stack.edge}/photo`);
  await page.waitForSelector("photo-page h1");
  return { page, faults, leave, sent };
}

async function choose(page, file, profile = "scan") {
  await page.check(`input[value=${profile}]`);
  await page.setInputFiles("input[data-way=choose]", file);
  await page.waitForSelector(".photo-result, .problem", { timeout: 60_000 });
}

const advised = (page) =>
  page.$$eval(".photo-result li", (items) => items.map((item) => item.dataset.advice));

for (const language of ["zh", "en"]) {
  for (const [screen, viewport] of Object.entries(screens)) {
    test(`a portrait is assessed on the device, in ${language} on a ${screen}`, async () => {
      const { page, faults, leave, sent } = await open({ language, viewport });
      assert.deepEqual(await violations(page), []);
      await choose(page, PORTRAIT);
      assert.deepEqual(await advised(page), ["too_far", "too_few_pixels", "not_centred"]);
      const said = await page.innerText(".photo-state");
      assert.match(said, language === "zh" ? /脸太小/ : /the face is too small/);
      const label = await page.getAttribute("canvas", "aria-label");
      assert.match(label, language === "zh" ? /脸不在中间/ : /not in the middle/);
      await page.click("summary");
      assert.equal(await page.locator("[data-measure]").count(), 19);
      assert.deepEqual(await violations(page), []);
      assert.equal(await isTooWide(page), false);
      await picture(page, `photo-${language}-${screen}`);
      await choose(page, PORTRAIT, "id_portrait");
      assert.ok((await advised(page)).includes("background_not_white"));
      await picture(page, `photo-id-${language}-${screen}`);
      assert.deepEqual(sent, []);
      assert.deepEqual(faults, []);
      await leave();
    });
  }
}

test("the marks are drawn on the picture", async () => {
  const { page, leave } = await open();
  await choose(page, PORTRAIT, "id_portrait");
  const yellow = await page.$eval("canvas", (canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = data.subarray(at, at + 3);
      if (red === 255 && green === 210 && blue === 74) count += 1;
    }
    return { count, width: canvas.width };
  });
  assert.equal(yellow.width, 512);
  assert.ok(yellow.count > 300, `${yellow.count} pixels`);
  await leave();
});

test("another purpose looks at the same picture again, by keyboard alone", async () => {
  const { page, leave } = await open();
  await choose(page, PORTRAIT);
  await page.focus("input[value=scan]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector(".photo-result .success");
  assert.match(await page.innerText(".photo-state"), /可以用于登记比对/);
  const chooser = page.waitForEvent("filechooser");
  await page.focus("button[data-way=take]");
  await page.keyboard.press("Enter");
  assert.equal(await (await chooser).element().getAttribute("capture"), "user");
  await leave();
});

test("it fits a narrow screen, large text and the dark", async () => {
  const viewport = { width: 320, height: 640 };
  const { page, leave } = await open({ viewport, colorScheme: "dark", language: "en" });
  await choose(page, PORTRAIT, "id_portrait");
  await page.click("summary");
  assert.equal(await isTooWide(page), false);
  assert.deepEqual(await violations(page), []);
  await picture(page, "photo-narrow-dark-en");
  await page.getByRole("button", { name: "Larger text" }).click();
  assert.equal(await isTooWide(page), false);
  assert.deepEqual(await violations(page), []);
  const { small } = await page.evaluate(sizes, 44);
  assert.deepEqual(small, []);
  await picture(page, "photo-narrow-elder-en");
  await leave();
});

test("what cannot be read is refused with its words", async () => {
  const { page, faults, leave } = await open();
  const portrait = readFileSync(PORTRAIT);
  for (const [name, bytes, code] of [
    ["cut.png", portrait.subarray(0, 100_000), "truncated"],
    ["words.jpg", Buffer.from("no picture"), "unknown_format"],
    ["long.jpg", Buffer.alloc(17 << 20, 255), "too_many_bytes"],
    ["iphone.jpg", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "heic"],
    ["arithmetic.jpg", readFileSync(ARITHMETIC), "arithmetic_jpeg"],
  ]) {
    await page.setInputFiles("input[data-way=choose]", {
      name,
      mimeType: "image/png",
      buffer: Buffer.from(bytes),
    });
    await page.waitForSelector(`.problem[data-code=${code}]`);
  }
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await leave();
});

/** A grey PNG of one level, which compresses to a thousandth. */
function greyPng(side) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc((side + 1) * side))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("of a very large picture the page says what it does not judge", async () => {
  const { page, leave } = await open({ language: "en" });
  const buffer = greyPng(7_000);
  await choose(page, { name: "large.png", mimeType: "image/png", buffer }, "upload");
  await page.click("summary");
  const said = await page.innerText("[data-measure=compression]");
  assert.match(said, /not judged/);
  assert.match(await page.innerText("[data-measure=pixel_size]"), /7000/);
  await leave();
});

/** Lets a module of the page's worker end itself at the next picture: within a call, or when nobody waits for it. */
async function trap(worker, isAlone) {
  await worker.evaluate((isAlone) => {
    // (module (func (export "trap") unreachable))
    const bytes = [
      [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4],
      [116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11],
    ];
    const module = new WebAssembly.Module(new Uint8Array(bytes.flat()));
    const { trap } = new WebAssembly.Instance(module).exports;
    self.ImageData = function ImageData() {
      if (!isAlone) trap();
      self.postMessage = () => undefined;
      setTimeout(trap);
      return new OffscreenCanvas(16, 16).getContext("2d").createImageData(16, 16);
    };
  }, isAlone);
}

for (const isAlone of [false, true]) {
  const when = isAlone ? "while nobody waits for it" : "within a call";
  test(`a worker that ends itself ${when} is told of in words, and begun anew`, async () => {
    const { page, leave } = await open({ language: "en" });
    await choose(page, PORTRAIT);
    const [first] = page.workers();
    await trap(first, isAlone);
    await page.setInputFiles("input[data-way=choose]", PORTRAIT);
    await page.waitForSelector(".problem[data-code=scan_interrupted]");
    assert.match(await page.innerText(".problem"), /Choose the picture again/);
    await page.setInputFiles("input[data-way=choose]", PORTRAIT);
    await page.waitForSelector(".photo-result", { timeout: 60_000 });
    assert.equal(page.workers().length, 1);
    assert.notEqual(page.workers()[0], first);
    await leave();
  });
}

test("a portal has a picture assessed in the frame, and gets what was measured", async () => {
  portal.tokens = [];
  portal.attributes = "";
  const { page, leave } = await visit(browser);
  await page.goto(`${portal.origin}/`);
  const bytes = [...readFileSync(PORTRAIT)];
  const assessed = await page.evaluate(
    async ([bytes, edge]) => {
      const { assessPhoto } = await import(`${edge}/widget/real-name-check.js`);
      const element = document.querySelector("real-name-check");
      const { client } = element;
      const file = new Blob([new Uint8Array(bytes)]);
      const alone = await assessPhoto(file, { client, profile: "scan" });
      const within = await element.assessPhoto(file, "upload");
      const refused = await element.assessPhoto(new Blob(["x"])).catch(({ code }) => code);
      return {
        alone,
        within,
        refused,
        elements: document.querySelectorAll("real-name-check").length,
      };
    },
    [bytes, stack.edge],
  );
  assert.equal(assessed.alone.advice, "too_far");
  assert.equal(assessed.alone.findings.find(({ advice }) => advice).place.kind, "area");
  assert.equal(assessed.within.good, true);
  assert.equal(assessed.refused, "unknown_format");
  assert.equal(assessed.elements, 1);
  await leave();
});
