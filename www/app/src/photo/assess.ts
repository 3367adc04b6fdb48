import type { PhotoAssessment, PhotoProfile } from "../generated/scan/scan.js";
import type { FailureCode, RefusalCode } from "../scan/messages.ts";
import { Scanner, ScannerError } from "../scan/scanner.ts";

/** Why there is no assessment: the file cannot be read, or the parts that would do it. */
export type PhotoTrouble = RefusalCode | FailureCode;

/** What comes of a file: an assessment with the picture as it was measured, made smaller to be shown; or why not. */
export type Assessed =
  { assessment: PhotoAssessment; picture: ImageBitmap } | { trouble: PhotoTrouble };

/** Assesses pictures one after the other, in the scan's worker: nothing of them leaves the device. */
export class PhotoAssessor {
  #scanner: Scanner | undefined;
  #last: Promise<unknown> = Promise.resolve();

  async assess(file: Blob, profile: PhotoProfile): Promise<Assessed> {
    const answer = this.#last.then(() => this.#ask(file, profile));
    this.#last = answer;
    return answer;
  }

  /** Ends the worker, and with it whatever it holds. */
  end(): void {
    this.#scanner?.end();
    this.#scanner = undefined;
  }

  async #ask(file: Blob, profile: PhotoProfile): Promise<Assessed> {
    this.#scanner ??= new Scanner();
    try {
      return await this.#scanner.assess(file, profile);
    } catch (error) {
      // What went wrong within may go wrong again: the next picture finds a fresh worker.
      this.end();
      return { trouble: error instanceof ScannerError ? error.code : "scan_interrupted" };
    }
  }
}
