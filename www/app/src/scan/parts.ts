import type { Decoder } from "./photo.ts";
import type { Scanner } from "../generated/scan/scan.js";
import { joined } from "./planes.ts";
import { hasVectors } from "./simd.ts";

interface Module {
  default: (options: { module_or_path: string }) => Promise<unknown>;
  Scanner: typeof Scanner;
}

/** Module and models, fetched side by side; throws where any of it does not arrive. */
export async function loadScanner(): Promise<Scanner> {
  const [module, detector, mesh] = await Promise.all([loadModule(), ...(await models())]);
  return new module.Scanner(detector, mesh);
}

/** What turns a picture's file into pixels; loaded once somebody gives one. */
export async function loadDecoder(): Promise<Decoder> {
  const [module, wasm] = await Promise.all([
    import("../generated/decode/decode.js"),
    import("../generated/decode/decode_bg.wasm?url"),
  ]);
  await module.default({ module_or_path: wasm.default });
  return module;
}

async function loadModule(): Promise<Module> {
  const [module, wasm] = hasVectors()
    ? await Promise.all([
        import("../generated/scan/scan.js"),
        import("../generated/scan/scan_bg.wasm?url"),
      ])
    : await Promise.all([
        import("../generated/scan-plain/scan.js"),
        import("../generated/scan-plain/scan_bg.wasm?url"),
      ]);
  await module.default({ module_or_path: wasm.default });
  return module as Module;
}

/** The models' names change with their content, so that they can be cached for ever. */
async function models(): Promise<[Promise<Uint8Array>, Promise<Uint8Array>]> {
  const response = await fetch("/models/models.json");
  if (!response.ok) throw new Error("the list of models did not arrive");
  const names = (await response.json()) as { detector: string; mesh: string };
  return [bytes(names.detector), bytes(names.mesh)];
}

async function bytes(name: string): Promise<Uint8Array> {
  const response = await fetch(`/models/${name}`);
  if (!response.ok) throw new Error("a model did not arrive");
  return joined(new Uint8Array(await response.arrayBuffer()));
}
