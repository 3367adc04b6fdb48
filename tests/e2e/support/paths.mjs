import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** The repository's root. */
export const root = join(import.meta.dirname, "../../..");

/** Where the build leaves its results. */
export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** Where screenshots are kept for people to look at. */
export const screenshots = join(target, "screenshots");
mkdirSync(screenshots, { recursive: true });

/** A clip for the fake camera: talking, darkened, still. */
export const clip = (scene) => join(target, "footage", `carphone_pristine-${scene}.mjpeg`);

/** Published footage and portraits, as the build fetched them. */
export const footage = (name) => join(target, "footage", name);
