import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { portrait } from "./support/paths.mjs";
import { traces } from "./support/traces.mjs";

const SECRET = "样例 440524188001010014";
const folder = mkdtempSync(join(tmpdir(), "shiming-traces-"));
mkdirSync(join(folder, "below"));

after(() => rmSync(folder, { recursive: true }));

/** Whether something written to a file is found there. */
function check(content, expected, blobs) {
  writeFileSync(join(folder, "below/file"), content);
  const found = traces(folder, { secret: SECRET }, blobs);
  assert.deepEqual(found, expected ? [`below/file: ${expected}`] : []);
}

test("a text is found in every usual form", () => {
  check(`x${SECRET}x`, "secret");
  check(Buffer.from(`x${SECRET}`, "utf16le"), "secret");
  check(`?q=${encodeURIComponent(SECRET)}`, "secret");
  check(Buffer.from(SECRET).toString("hex"), "secret");
  for (const before of ["", "x", "xx"]) {
    check(Buffer.from(`${before}${SECRET}x`).toString("base64"), "secret");
  }
});

test("a picture is found, whole, in base64, or any large part of it", () => {
  const jpeg = readFileSync(portrait());
  check(Buffer.concat([Buffer.from("x"), jpeg]), "a picture");
  check(jpeg.toString("base64"), "a picture");
  check(jpeg.subarray(jpeg.length / 3, jpeg.length / 2), "portrait", { portrait: jpeg });
});

test("what is not there is not found", () => {
  check("x440524188001010022x", undefined, { portrait: readFileSync(portrait()) });
});
