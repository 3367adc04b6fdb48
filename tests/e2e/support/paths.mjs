import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** The repository's root. */
export const root = join(import.meta.dirname, "../../..");

/** Where the build leaves its results. */
export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** Where screenshots are kept for people to look at. */
export const screenshots = join(target, "screenshots");
mkdirSync(screenshots, { recursive: true });

/** A man talking in a car. */
export const CARPHONE = "carphone_pristine";

/** Somebody who turns both ways; not on every machine. */
export const TURNING = "turn_blink_mouth";

/** Published footage and portraits, and what the build made of them. */
export const footage = (name) => join(target, "footage", name);

/** A clip for the fake camera: talking, darkened, still, frozen, greys. */
export const clip = (scene, film = CARPHONE) => footage(`${film}-${scene}.mjpeg`);

/** A calm moment of the person on film, as a register would hold it; no frame of a clip has its bytes. */
export const portrait = (film = CARPHONE) => footage(`${film}-portrait.jpg`);
