import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** How a JPEG begins that a browser or ffmpeg wrote, and the same in base64. */
const JPEG = [Buffer.from("ffd8ffe000104a464946", "hex"), Buffer.from("/9j/4AAQSkZJRg")];

/** Long enough to be nothing else. */
const SLICE = 48;

/**
 * What lies in clear in the files below `folder`: `words` (texts by name) in any usual form, `blobs` (bytes by
 * name) in parts, and pictures. Answers with file and name, never with what was found.
 */
export function traces(folder, words, blobs = {}) {
  const needles = [...Object.entries(words), ...Object.entries(blobs)].flatMap(([name, secret]) =>
    (typeof secret === "string" ? forms(secret) : slices(secret)).map((bytes) => [name, bytes]),
  );
  needles.push(...JPEG.map((bytes) => ["a picture", bytes]));
  return filesBelow(folder).flatMap((file) => {
    const content = contentOf(file);
    const found = needles.filter(([, bytes]) => content.includes(bytes)).map(([name]) => name);
    return [...new Set(found)].map((name) => `${relative(folder, file)}: ${name}`);
  });
}

/** What is in a file; nothing where it is gone by now, as a database's log is once it has been written back. */
export function contentOf(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** Every file below a folder. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function forms(text) {
  const bytes = Buffer.from(text);
  const escaped = [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const texts = [text, encodeURIComponent(text), bytes.toString("hex"), escaped.join("")];
  texts.push(...[0, 1, 2].map((shift) => base64(bytes, shift)));
  return [...texts.map((form) => Buffer.from(form)), Buffer.from(text, "utf16le")];
}

/** The part of the base64 form that does not depend on what stands before or after. */
function base64(bytes, shift) {
  const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
  const [from, to] = [Math.ceil((shift * 8) / 6), Math.floor((shifted.length * 8) / 6)];
  return shifted.toString("base64").slice(from, to);
}

/** Some parts of it, from all over. */
function slices(bytes) {
  const parts = 16;
  const step = Math.floor((bytes.length - SLICE) / parts);
  const starts = Array.from({ length: parts }, (_, index) => index * step + Math.floor(step / 2));
  return starts.map((start) => bytes.subarray(start, start + SLICE));
}
