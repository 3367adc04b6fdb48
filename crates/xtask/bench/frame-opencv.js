// What OpenCV has for the eight measures of profile `scan` that look at pixels: luminance (mean, variance, exposure,
// shades), sharpness, and light and colour of both cheeks. Ours take eleven more, of size, place and pose, and score all.
// OpenCV's make the grey linear instead of each colour, look at upright cheeks, and are told where all of that is.
import { areas } from "./frame-areas.js";
import { HEIGHT, WIDTH, colours, film, part, serve, timed } from "./frame-film.js";
import { measures } from "./frame-opencv-measures.js";
import { load } from "./frame-scanner.js";

const ON_CHEEKS = ["illumination_uniformity", "natural_colour"];

let measure;
let frames;

serve(
  async () => {
    measure = await opencv();
    const { scanner, assessMesh } = await load("scan");
    frames = (await film()).map((pixels) => {
      const rgb = colours(pixels);
      const mesh = scanner.follow(rgb, WIDTH, HEIGHT);
      if (!mesh) throw new Error("no face is found");
      const frame = { rgb, ...areas(mesh) };
      check(measure(frame), assessMesh(rgb, WIDTH, HEIGHT, mesh, "scan").findings);
      return frame;
    });
    return {};
  },
  (round) => ({ assessed: part(frames, round).map((frame) => timed(() => measure(frame)).passed) }),
);

/** Loads the script as CommonJS has it: it knows scripts and CommonJS, and no modules. */
async function opencv() {
  self.module = { exports: {} };
  await import("/rivals/opencv.js");
  const cv = self.module.exports;
  // It is a promise of itself: awaiting it would never end.
  return new Promise((resolve) => {
    cv.then(() => resolve(measures(cv)));
  });
}

/** Both have measured the same to a tenth, but for the cheeks: ours turn with the head. */
function check(theirs, findings) {
  for (const { measure: name, measured } of findings) {
    const apart = Math.abs(theirs[name] - measured.value);
    if (!ON_CHEEKS.includes(name) && apart > 0.1 * measured.value + 0.005)
      throw new Error(`OpenCV has another ${name}: ${theirs[name]}, not ${measured.value}`);
  }
}
