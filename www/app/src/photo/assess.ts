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
  #over = new AbortController();

  /** What `unwanted` says is wanted no more when its turn comes is not looked at. */
  async assess(file: Blob, profile: PhotoProfile, unwanted?: AbortSignal): Promise<Assessed> {
    const dropped = [this.#over.signal, ...(unwanted ? [unwanted] : [])];
    const answer = this.#last.then(() => this.#ask(file, profile, dropped));
    this.#last = answer;
    return answer;
  }

  /** Ends the worker, and with it whatever it holds; what still waits for its turn is dropped. */
  end(): void {
    this.#over.abort();
    this.#over = new AbortController();
    this.#endWorker();
  }

  async #ask(file: Blob, profile: PhotoProfile, dropped: AbortSignal[]): Promise<Assessed> {
    // A worker begun now would outlive whoever asked for it.
    if (dropped.some(({ aborted }) => aborted)) return { trouble: "scan_interrupted" };
    try {
      this.#scanner ??= new Scanner();
      return await this.#scanner.assess(file, profile);
    } catch (error) {
      // What went wrong within may go wrong again: the next picture finds a fresh worker.
      this.#endWorker();
      return { trouble: error instanceof ScannerError ? error.code : "scan_interrupted" };
    }
  }

  #endWorker(): void {
    this.#scanner?.end();
    this.#scanner = undefined;
  }
}
