import type {
  FailureCode,
  FromWorker,
  Guide,
  PhotoAssessment,
  PhotoProfile,
  RefusalCode,
  ToWorker,
} from "./messages.ts";

/** The worker did not do what it was asked. */
export class ScannerError extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode) {
    super(code);
    this.code = code;
  }
}

/**
 * As long as each question may take, milliseconds: loading with the slowest network that a person would wait for, looking with
 * the slowest device. A worker that takes longer answers no more.
 */
const LONGEST_MS: Record<ToWorker["type"], number> = {
  load: 180_000,
  begin: 20_000,
  frame: 20_000,
  seal: 60_000,
  assess: 120_000,
};

/** The scan worker, asked one thing at a time. */
export class Scanner {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #waiting: { resolve: (message: FromWorker) => void; reject: (error: Error) => void } | undefined;
  #asked: Promise<unknown> = Promise.resolve();
  #broken: FailureCode | undefined;

  constructor() {
    this.#worker.addEventListener("message", (event: MessageEvent<FromWorker>) =>
      this.#answered(event.data),
    );
    // A script that did not load is a plain event; an error within it, such as a trap of a module, says what it was.
    this.#worker.addEventListener("error", (event) =>
      this.#broke(event instanceof ErrorEvent ? "scan_interrupted" : "parts_missing"),
    );
  }

  /** A worker that broke answers no more; whoever holds it ends it, and begins another. */
  #broke(code: FailureCode): void {
    this.#broken = code;
    this.#answered({ type: "failed", code });
  }

  /** Whether it is still at work on what it was asked. */
  get busy(): boolean {
    return this.#waiting !== undefined;
  }

  /** Waits until what it was asked last is answered, whatever the answer. */
  async idle(): Promise<void> {
    await this.#asked.catch(() => undefined);
  }

  async load(): Promise<void> {
    await this.#ask({ type: "load" });
  }

  async begin(challenge: string, everyMs: number, camera?: string): Promise<void> {
    await this.#ask({ type: "begin", challenge, everyMs, camera });
  }

  async frame(frame: ImageBitmap, atMs: number): Promise<Guide> {
    const answer = await this.#ask({ type: "frame", frame, atMs }, [frame]);
    if (answer.type !== "guide") throw new ScannerError("scan_interrupted");
    return answer.guide;
  }

  async seal(): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await this.#ask({ type: "seal" });
    if (answer.type !== "sealed") throw new ScannerError("scan_interrupted");
    return answer.sealed;
  }

  /** Assesses a picture's file; the bitmap shows what was measured. */
  async assess(
    file: Blob,
    profile: PhotoProfile,
  ): Promise<{ assessment: PhotoAssessment; picture: ImageBitmap } | { trouble: RefusalCode }> {
    const answer = await this.#ask({ type: "assess", file, profile });
    if (answer.type === "refused") return { trouble: answer.code };
    if (answer.type !== "assessed") throw new ScannerError("scan_interrupted");
    return { assessment: answer.assessment, picture: answer.picture };
  }

  /** Ends the worker, and with it every frame it holds. */
  end(): void {
    this.#worker.terminate();
    this.#broke("scan_interrupted");
  }

  /** One question after the other, so that each answer belongs to its question. */
  async #ask(message: ToWorker, transfer: Transferable[] = []): Promise<FromWorker> {
    if (this.#broken) throw new ScannerError(this.#broken);
    if (this.#waiting) throw new ScannerError("scan_interrupted");
    const asked = new Promise<FromWorker>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.postMessage(message, transfer);
    });
    this.#asked = asked;
    const late = message.type === "load" ? "parts_missing" : "scan_interrupted";
    const limit = setTimeout(() => this.#broke(late), LONGEST_MS[message.type]);
    try {
      return await asked;
    } finally {
      clearTimeout(limit);
    }
  }

  #answered(message: FromWorker): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (message.type === "failed") waiting?.reject(new ScannerError(message.code));
    else waiting?.resolve(message);
  }
}

let warm: { scanner: Scanner; loading: Promise<void> } | undefined;

/** Begins to load module and models; calling it again changes nothing. */
export function warmUp(): void {
  if (warm) return;
  const scanner = new Scanner();
  const loading = scanner.load();
  loading.catch(() => {
    scanner.end();
    warm = undefined;
  });
  warm = { scanner, loading };
}

/** The scanner, loaded. Whoever takes it ends it. */
export async function takeScanner(): Promise<Scanner> {
  warmUp();
  const taken = warm;
  warm = undefined;
  if (!taken) throw new ScannerError("parts_missing");
  try {
    await taken.loading;
    return taken.scanner;
  } catch (error) {
    taken.scanner.end();
    throw error;
  }
}
