import type { Guide } from "../generated/scan/scan.js";

/** What the page says to the scan worker. */
export type ToWorker =
  | { type: "load" }
  | { type: "begin"; challenge: string; everyMs: number }
  | { type: "frame"; frame: ImageBitmap; atMs: number }
  | { type: "seal" };

/** What the scan worker answers. Every frame is answered by `guide` or `failed`. */
export type FromWorker =
  | { type: "loaded" }
  | { type: "begun" }
  | { type: "guide"; guide: Guide }
  | { type: "sealed"; sealed: Uint8Array<ArrayBuffer> }
  | { type: "failed"; code: FailureCode };

/** Why the worker cannot go on. */
export type FailureCode = "browser_too_old" | "parts_missing" | "scan_interrupted";

export type { Guide };
