// The product's scanner: the whole guided step, from pixels to what the page is told.
import { HEIGHT, WIDTH, colours, film, part, serve, timed } from "./frame-film.js";
import { load } from "./frame-scanner.js";

const module = new URL(self.location.href).searchParams.get("module");
const EVERY_MS = 100;
const JPEG_BYTES = 40_000;

let scanner;
let CameraFrame;
let observe;
let assessMesh;
let frames;
let pictures;
let jpegs = 0;

serve(
  async () => {
    ({ scanner, CameraFrame, observe, assessMesh } = await load(module));
    frames = await film();
    pictures = frames.map(colours);
    return {};
  },
  (round) => {
    scanner.begin(challenge(), EVERY_MS);
    const [both, ...tracked] = part(frames, round).map((pixels, index) => {
      const image = new ImageData(pixels, WIDTH, HEIGHT);
      const frame = new CameraFrame(image, jpeg());
      const start = performance.now();
      const guide = scanner.frame(frame, EVERY_MS * index);
      const passed = performance.now() - start;
      if (guide.code === "no_face") throw new Error("no face is found");
      return passed;
    });
    // The tracker asks the detector with the first of these four, too.
    const meshes = part(pictures, round).map((rgb) => ({
      rgb,
      ...timed(() => scanner.follow(rgb, WIDTH, HEIGHT)),
    }));
    const observed = meshes.map(({ rgb, result }) =>
      timed(() => observe(rgb, WIDTH, HEIGHT, result)),
    );
    const assessed = meshes.map(({ rgb, result }) =>
      timed(() => assessMesh(rgb, WIDTH, HEIGHT, result, "scan")),
    );
    const times = (list) => list.map(({ passed }) => passed);
    return {
      both: [both],
      tracked,
      mesh: times(meshes.slice(1)),
      observed: times(observed),
      assessed: times(assessed),
    };
  },
);

/** Stands for the frame's JPEG, which the scanner keeps and does not read; no two are the same. */
function jpeg() {
  const bytes = new Uint8Array(JPEG_BYTES);
  new DataView(bytes.buffer).setUint32(0, (jpegs += 1));
  return bytes;
}

/** A challenge as the authority draws them; nobody checks its signature here. */
function challenge() {
  const bytes = (length) => base64url("\u0001".repeat(length));
  const claims = {
    id: bytes(16),
    nonce: bytes(32),
    subject: bytes(32),
    purpose: "raise_level",
    audience: "http://localhost",
    actions: ["turn_left", "open_mouth"],
    action_timeout_ms: 7000,
    issued_at: "2026-01-01T00:00:00Z",
    expires_at: "2026-01-01T00:03:00Z",
    limits: {
      longest_ms: 15_000,
      longest_gap_ms: 250,
      fewest_frames: 8,
      most_frames: 180,
      most_bytes: 6_291_456,
    },
    sealing_key: { id: "bench", public: bytes(32) },
    minimum_client: 1,
  };
  const header = { alg: "EdDSA", kid: "bench", typ: "shiming-challenge" };
  return [JSON.stringify(header), JSON.stringify(claims), "\u0001".repeat(64)]
    .map(base64url)
    .join(".");
}

function base64url(text) {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
