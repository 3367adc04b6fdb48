import type { Guide, PhotoAssessment, PhotoProfile } from "../generated/scan/scan.js";

/** What the page says to the scan worker. */
export type ToWorker =
  | { type: "load" }
  | { type: "begin"; challenge: string; everyMs: number; camera: string | undefined }
  | { type: "frame"; frame: ImageBitmap; atMs: number }
  | { type: "seal" }
  | { type: "assess"; file: Blob; profile: PhotoProfile };

/** What the scan worker answers. Every frame is answered by `guide` or `failed`. */
export type FromWorker =
  | { type: "loaded" }
  | { type: "begun" }
  | { type: "guide"; guide: Guide }
  | { type: "sealed"; sealed: Uint8Array<ArrayBuffer> }
  | { type: "assessed"; assessment: PhotoAssessment; picture: ImageBitmap }
  | { type: "refused"; code: RefusalCode }
  | { type: "failed"; code: FailureCode };

/** Why the worker cannot go on. */
export type FailureCode = "browser_too_old" | "parts_missing" | "scan_interrupted";

/** Why a file is no picture that can be assessed. */
export type RefusalCode =
  | "too_many_bytes"
  | "unknown_format"
  | "heic"
  | "arithmetic_jpeg"
  | "twelve_bit_jpeg"
  | "lossless_jpeg"
  | "too_many_pixels"
  | "too_small"
  | "truncated"
  | "malformed";

export type { Guide, PhotoAssessment, PhotoProfile };
