/// <reference lib="webworker" />
import type { FrameReader, Scanner } from "../generated/scan/scan.js";
import { failureCode, LoadError } from "./failure.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
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
    tell({ type: "failed", code: failureCode(error) });
  }
}

async function act(message: ToWorker): Promise<void> {
  switch (message.type) {
    case "load":
      await loaded();
      return tell({ type: "loaded" });
    case "begin":
      reader = (await loaded()).begin(message.challenge, message.everyMs, message.camera);
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
    throw new LoadError(error);
  });
  return scanner;
}

/** The same for the decoder. */
function decoding(): Promise<Decoder> {
  decoder ??= loadDecoder().catch((error: unknown) => {
    decoder = undefined;
    throw new LoadError(error);
  });
  return decoder;
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
