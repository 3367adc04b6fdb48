/// <reference lib="webworker" />
import type { FrameReader, Scanner } from "../generated/scan/scan.js";
import type { FailureCode, FromWorker, ToWorker } from "./messages.ts";
import { loadScanner } from "./parts.ts";

declare const self: DedicatedWorkerGlobalScope;

let scanner: Promise<Scanner> | undefined;
let reader: FrameReader | undefined;

self.addEventListener("message", (event: MessageEvent<ToWorker>) => void receive(event.data));

async function receive(message: ToWorker): Promise<void> {
  try {
    await act(message);
  } catch (error) {
    tell({ type: "failed", code: failureCode(message, error) });
  }
}

async function act(message: ToWorker): Promise<void> {
  switch (message.type) {
    case "load":
      await loaded();
      return tell({ type: "loaded" });
    case "begin":
      reader = (await loaded()).begin(message.challenge, message.everyMs);
      return tell({ type: "begun" });
    case "frame": {
      if (!reader) throw new TypeError("no scan has begun");
      const frame = await reader.read(message.frame);
      return tell({ type: "guide", guide: (await loaded()).frame(frame, message.atMs) });
    }
    case "seal": {
      const sealed = new Uint8Array((await loaded()).seal());
      return tell({ type: "sealed", sealed }, [sealed.buffer]);
    }
  }
}

/** Loads once; what failed to load is tried again at the next call. */
function loaded(): Promise<Scanner> {
  scanner ??= loadScanner().catch((error: unknown) => {
    scanner = undefined;
    throw error;
  });
  return scanner;
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

/** A browser that lacks something throws a TypeError or ReferenceError; what does not load, anything else. */
function failureCode(message: ToWorker, error: unknown): FailureCode {
  if (typeof OffscreenCanvas === "undefined" || error instanceof WebAssembly.CompileError) {
    return "browser_too_old";
  }
  return message.type === "load" || message.type === "begin" ? "parts_missing" : "scan_interrupted";
}
