/// <reference lib="webworker" />
import type { Scanner } from "../generated/scan/scan.js";
import type { FailureCode, FromWorker, ToWorker } from "./messages.ts";
import { loadScanner } from "./parts.ts";
import { JpegQuality } from "./quality.ts";
import { fitted } from "./size.ts";

declare const self: DedicatedWorkerGlobalScope;

let scanner: Promise<Scanner> | undefined;
let quality = new JpegQuality(Number.POSITIVE_INFINITY);
let canvas: OffscreenCanvas | undefined;

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
      quality = new JpegQuality(message.bytesPerFrame);
      (await loaded()).begin(message.challenge);
      return tell({ type: "begun" });
    case "frame":
      return look(await loaded(), message.frame, message.atMs);
    case "seal": {
      const sealed = new Uint8Array((await loaded()).seal());
      return tell({ type: "sealed", sealed }, [sealed.buffer]);
    }
    case "cancel":
      return (await scanner)?.cancel();
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

/** Draws one camera frame, and shows the scanner its pixels and the JPEG that would be evidence. */
async function look(eye: Scanner, frame: ImageBitmap, atMs: number): Promise<void> {
  const { width, height } = fitted(frame);
  const context = surface(width, height);
  context.drawImage(frame, 0, 0, width, height);
  frame.close();
  const { data } = context.getImageData(0, 0, width, height);
  const jpeg = await context.canvas.convertToBlob({ type: "image/jpeg", quality: quality.value });
  quality.learn(jpeg.size);
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  tell({ type: "guide", guide: eye.frame(pixels, width, height, bytes, atMs) });
}

function surface(width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (canvas?.width !== width || canvas.height !== height)
    canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  if (!context) throw new TypeError("no canvas");
  return context;
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
