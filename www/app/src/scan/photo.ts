import type { Scanner } from "../generated/scan/scan.js";
import { errorName } from "./error-name.ts";
import type { FromWorker, PhotoProfile, RefusalCode } from "./messages.ts";

/** The module that decodes as the authority does. */
export interface Decoder {
  mostBytes: () => number;
  decodePicture: (bytes: Uint8Array) => DecodedPicture;
}

/** Pixels, and by how much each side of the file's picture was divided for them. */
export interface DecodedPicture {
  image: ImageData;
  reduction: number;
}

/** Longer sides are not shown. */
const LONGEST_SHOWN = 1200;

const REFUSALS = new Set<unknown>([
  "too_many_bytes",
  "unknown_format",
  "heic",
  "arithmetic_jpeg",
  "twelve_bit_jpeg",
  "lossless_jpeg",
  "too_many_pixels",
  "too_small",
  "truncated",
  "malformed",
] satisfies RefusalCode[]);

/** Decodes and assesses a file; what cannot be read is refused with the decoder's code. */
export async function assess(
  decoder: Decoder,
  scanner: Scanner,
  file: Blob,
  profile: PhotoProfile,
): Promise<FromWorker> {
  if (file.size > decoder.mostBytes()) return { type: "refused", code: "too_many_bytes" };
  let decoded: DecodedPicture;
  try {
    decoded = decoder.decodePicture(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    const code = refusal(error);
    if (code) return { type: "refused", code };
    throw error;
  }
  const { image, reduction } = decoded;
  const assessment = scanner.assessPicture(image, reduction, profile);
  return { type: "assessed", assessment, picture: await shown(image) };
}

/** The picture as it was measured, upright, at the size of a screen. */
async function shown(image: ImageData): Promise<ImageBitmap> {
  const scale = Math.min(1, LONGEST_SHOWN / Math.max(image.width, image.height));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const size = { resizeWidth: side(image.width), resizeHeight: side(image.height) };
  return createImageBitmap(image, { ...size, resizeQuality: "medium" });
}

/** A file that was moved or deleted since it was chosen. */
const GONE = ["NotFoundError", "NotReadableError"];

function refusal(error: unknown): RefusalCode | undefined {
  if (GONE.includes(errorName(error))) return "malformed";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return REFUSALS.has(code) ? (code as RefusalCode) : undefined;
}
