import { HEIGHT, WIDTH } from "./frame-film.js";

/** Of each eye: its corners and the middles of its lids. The person's right one comes first. */
const EYES = [
  [33, 133, 159, 145],
  [362, 263, 386, 374],
];
const LIPS = [13, 14];
/** A cheek's side over the distance between the eyes. */
const SIDE = 0.3;

/** Where a mesh has the face in the picture, and within that both cheeks, upright and in whole pixels. */
export function areas(mesh) {
  const points = Array.from({ length: mesh.length / 3 }, (_, index) => ({
    x: mesh[3 * index],
    y: mesh[3 * index + 1],
  }));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const left = Math.max(0, Math.round(Math.min(...xs)));
  const top = Math.max(0, Math.round(Math.min(...ys)));
  const width = Math.min(WIDTH, Math.round(Math.max(...xs))) - left;
  const height = Math.min(HEIGHT, Math.round(Math.max(...ys))) - top;
  const middle = (indices) => ({
    x: mean(indices.map((index) => xs[index])),
    y: mean(indices.map((index) => ys[index])),
  });
  const [right, other] = EYES.map(middle);
  const side = Math.round(SIDE * Math.hypot(other.x - right.x, other.y - right.y));
  const down = (middle(LIPS).y - (right.y + other.y) / 2) / 2;
  const cheek = (x, eye) => ({
    x: Math.round(x - left),
    y: Math.round(eye.y + down - top),
    width: side,
    height: side,
  });
  return {
    face: { x: left, y: top, width, height },
    cheeks: [cheek(right.x, right), cheek(other.x - side, other)],
  };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
