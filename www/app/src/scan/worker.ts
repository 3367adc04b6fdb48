/// <reference lib="webworker" />
import type { FrameReader, Scanner } from "../generated/scan/scan.js";
import type { FailureCode, FromWorker, ToWorker } from "./messages.ts";
import { loadDecoder, loadScanner } from "./parts.ts";
import { assess, type Decoder } from "./photo.ts";

declare const self: DedicatedWorkerGlobalScope;

let scanner: Promise<Scanner> | undefined;
let reader: FrameReader | undefined;
let decoder: Promise<Decoder> | undefined;

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
    case "assess": {
      const [decode, scanner] = await Promise.all([decoding(), loaded()]);
      const answer = await assess(decode, scanner, message.file, message.profile);
      return tell(answer, answer.type === "assessed" ? [answer.picture] : []);
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

/** The same for the decoder. */
function decoding(): Promise<Decoder> {
  decoder ??= loadDecoder().catch((error: unknown) => {
    decoder = undefined;
    throw error;
  });
  return decoder;
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

/** A browser that lacks something throws a TypeError or ReferenceError; what does not load, anything else. */
function failureCode(message: ToWorker, error: unknown): FailureCode {
  if (typeof OffscreenCanvas === "undefined" || error instanceof WebAssembly.CompileError) {
    return "browser_too_old";
  }
  // A picture fails within the modules where there is not memory enough for it.
  const isWithin = message.type === "assess" && error instanceof WebAssembly.RuntimeError;
  const loads = ["load", "begin", "assess"].includes(message.type);
  return loads && !isWithin ? "parts_missing" : "scan_interrupted";
}
