// @vladmandic/human on its wasm backend, one thread, with face detector and mesh and nothing else. Both are networks of
// its own package: the mesh sees 192×192 pixels as ours does, the detector 256×256 where ours sees 128×128. It turns no
// face upright, and guides nobody.
import { Human } from "/rivals/human.esm.js";
import { HEIGHT, WIDTH, film, part, serve } from "./frame-film.js";

const OFF = { enabled: false };
const FACE_ALONE = {
  backend: "wasm",
  wasmPath: "/rivals/",
  modelBasePath: "/rivals/",
  cacheModels: false,
  async: false,
  filter: OFF,
  gesture: OFF,
  body: OFF,
  hand: OFF,
  object: OFF,
  segmentation: OFF,
  face: {
    detector: { skipFrames: Infinity, skipTime: Infinity },
    iris: OFF,
    emotion: OFF,
    description: OFF,
  },
};
/** No frame is like the one before: the detector runs. */
const BOTH = { cacheSensitivity: 0 };
/** Every frame is, once human has compared them, which belongs to its way: the face is where it was. */
const TRACKED = { cacheSensitivity: Infinity };

const human = new Human(FACE_ALONE);
let frames;

serve(
  async () => {
    human.tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    await human.load();
    if (human.tf.getBackend() !== "wasm") throw new Error("human does not run in wasm");
    frames = await film();
    return {};
  },
  async (round) => {
    const [first, ...others] = part(frames, round);
    const both = await detect(first, BOTH);
    const tracked = [];
    for (const pixels of others) tracked.push(await detect(pixels, TRACKED));
    return { both: [both], tracked };
  },
);

async function detect(pixels, how) {
  const image = new ImageData(pixels, WIDTH, HEIGHT);
  const start = performance.now();
  // As a tensor: pixels would first be drawn on two canvases, which costs more.
  const frame = human.tf.browser.fromPixels(image);
  const { face } = await human.detect(frame, how);
  const passed = performance.now() - start;
  human.tf.dispose(frame);
  if (face.length !== 1 || face[0].mesh.length !== 468) throw new Error("no face is found");
  return passed;
}
