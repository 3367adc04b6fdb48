import type { FailureCode } from "./messages.ts";

/** A part that the worker needs did not load; `cause` says why. */
export class LoadError extends Error {
  constructor(cause: unknown) {
    super("a part did not load", { cause });
  }
}

/** What the person is told of an error within the worker; only what did not load is a matter of the network. */
export function failureCode(error: unknown): FailureCode {
  const isLoading = error instanceof LoadError;
  const cause = isLoading ? error.cause : error;
  // Some browsers have no WebAssembly at all, and then none of its errors.
  if (typeof OffscreenCanvas === "undefined" || typeof WebAssembly === "undefined") {
    return "browser_too_old";
  }
  if (cause instanceof WebAssembly.CompileError) return "browser_too_old";
  return isLoading && !isMemory(cause) ? "parts_missing" : "scan_interrupted";
}

/** Modules for which there is not memory enough are refused by the browser, or end themselves. */
function isMemory(error: unknown): boolean {
  return error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
}
