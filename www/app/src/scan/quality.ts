const BEST = 0.85;
const WORST = 0.5;
const STEP = 0.05;

/** Keeps JPEG frames within the capture's bytes: the quality follows the size of the frame before. */
export class JpegQuality {
  #value = BEST;
  readonly #bytesPerFrame: number;

  constructor(bytesPerFrame: number) {
    this.#bytesPerFrame = bytesPerFrame;
  }

  get value(): number {
    return this.#value;
  }

  /** Learns from a frame: too large lowers the quality at once, much room raises it again. */
  learn(bytes: number): void {
    if (bytes > this.#bytesPerFrame) this.#value = Math.max(WORST, this.#value - STEP);
    else if (bytes < this.#bytesPerFrame * 0.7) this.#value = Math.min(BEST, this.#value + STEP);
  }
}

/** What a frame may weigh, so that a capture of `longestMs` at one frame each `everyMs` fits. */
export function bytesPerFrame(mostBytes: number, longestMs: number, everyMs: number): number {
  return Math.floor((mostBytes * 0.9) / (longestMs / everyMs));
}
