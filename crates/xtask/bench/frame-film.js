export const WIDTH = 640;
export const HEIGHT = 480;
/** Of a round: the first needs the detector, the others do not. */
export const FRAMES = 4;

/** The film as RGBA, frame by frame. */
export async function film() {
  const rgb = new Uint8Array(await (await fetch("/frames")).arrayBuffer());
  const pixels = WIDTH * HEIGHT;
  return Array.from({ length: rgb.length / (3 * pixels) }, (_, index) => {
    const frame = new Uint8ClampedArray(4 * pixels).fill(255);
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const at = 3 * (index * pixels + pixel);
      frame.set(rgb.subarray(at, at + 3), 4 * pixel);
    }
    return frame;
  });
}

/** Neighbouring frames of the film for a round, and back at its end. */
export function part(frames, round) {
  const start = (Math.abs(round) * FRAMES) % (frames.length - FRAMES + 1);
  return frames.slice(start, start + FRAMES);
}

/** A frame without its fourth channel. */
export function colours(pixels) {
  return Uint8Array.from({ length: 3 * WIDTH * HEIGHT }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return pixels[4 * pixel + (index % 3)];
  });
}

/** What some work gives, and how long it takes, milliseconds. */
export function timed(work) {
  const start = performance.now();
  const result = work();
  return { passed: performance.now() - start, result };
}

/** Answers messages one after the other. */
export function serve(load, turn) {
  self.onmessage = async ({ data }) => {
    try {
      self.postMessage(data === "load" ? await load() : await turn(data));
    } catch (error) {
      self.postMessage({ error: String(error.stack ?? error) });
    }
  };
}
