// The same networks in onnxruntime-web, one thread: nothing but their runs is timed, neither crops nor guidance.
import * as ort from "/ort/ort.wasm.min.mjs";
import { HEIGHT, WIDTH, film, part, serve } from "./frame-film.js";

ort.env.wasm.wasmPaths = "/ort/";
ort.env.wasm.numThreads = 1;

let networks;
let frames;

serve(
  async () => {
    const options = { executionProviders: ["wasm"], graphOptimizationLevel: "all" };
    const create = (name) => ort.InferenceSession.create(`/models/${name}.onnx`, options);
    networks = { detector: await create("detector"), mesh: await create("mesh") };
    frames = (await film()).map((pixels) => ({
      detector: planes(pixels, 128, 1 / 127.5, -1),
      mesh: planes(pixels, 192, 1 / 255, 0),
    }));
    return {};
  },
  async (round) => {
    const [first, ...others] = part(frames, round);
    const both = (await run("detector", first)) + (await run("mesh", first));
    const tracked = [];
    for (const frame of others) tracked.push(await run("mesh", frame));
    return { both: [both], tracked };
  },
);

async function run(name, frame) {
  const network = networks[name];
  const start = performance.now();
  await network.run({ [network.inputNames[0]]: frame[name] });
  return performance.now() - start;
}

/** A frame as a square of planes. */
function planes(pixels, side, scale, offset) {
  const plane = side * side;
  const values = new Float32Array(3 * plane);
  for (let index = 0; index < plane; index += 1) {
    const row = Math.floor((Math.floor(index / side) * HEIGHT) / side);
    const column = Math.floor(((index % side) * WIDTH) / side);
    for (let channel = 0; channel < 3; channel += 1) {
      const value = pixels[4 * (row * WIDTH + column) + channel];
      values[channel * plane + index] = value * scale + offset;
    }
  }
  return new ort.Tensor("float32", values, [1, 3, side, side]);
}
