import { HEIGHT, WIDTH } from "./frame-film.js";

/** Cells each way on which sharpness is looked at. */
const GRID = 48;
const LEVELS = 256;

/** Takes the measures of a frame by OpenCV's functions, on matrices that are kept. */
export function measures(cv) {
  const picture = new cv.Mat(HEIGHT, WIDTH, cv.CV_8UC3);
  const linear = cv.matFromArray(1, LEVELS, cv.CV_8U, Array.from({ length: LEVELS }, light));
  const everywhere = new cv.Mat();
  const [grey, luminance, cells, grid, edges] = Array.from({ length: 5 }, () => new cv.Mat());
  const [mean, deviation] = [new cv.Mat(), new cv.Mat()];

  /** Mean and variance of a matrix. */
  function spread(matrix, mask = everywhere) {
    cv.meanStdDev(matrix, mean, deviation, mask);
    return [mean.data64F[0], deviation.data64F[0] ** 2];
  }

  /** How often each luminance occurs. */
  function histogram(matrix, mask = everywhere) {
    const [list, counts] = [new cv.MatVector(), new cv.Mat()];
    list.push_back(matrix);
    cv.calcHist(list, [0], mask, counts, [LEVELS], [0, LEVELS]);
    list.delete();
    return counts;
  }

  function ofLuminance({ width, height }) {
    const ellipse = cv.Mat.zeros(height, width, cv.CV_8U);
    const middle = new cv.Point(width / 2, height / 2);
    cv.ellipse(
      ellipse,
      middle,
      new cv.Size(width / 2, height / 2),
      0,
      0,
      360,
      new cv.Scalar(255),
      cv.FILLED,
    );
    const [average, variance] = spread(luminance, ellipse);
    const counts = histogram(luminance, ellipse);
    const total = counts.data32F.reduce((sum, count) => sum + count, 0);
    const shares = Array.from(counts.data32F, (count) => count / total);
    const share = (first, last) => shares.slice(first, last + 1).reduce((sum, one) => sum + one, 0);
    counts.delete();
    ellipse.delete();
    return {
      luminance_mean: average / 255,
      luminance_variance: variance / 255 ** 2,
      under_exposure: share(0, 25),
      over_exposure: share(247, 255),
      dynamic_range: shares.reduce(
        (bits, one) => (one > 0 ? bits - one * Math.log2(one) : bits),
        0,
      ),
    };
  }

  function sharpness() {
    cv.resize(grey, cells, new cv.Size(GRID, GRID), 0, 0, cv.INTER_AREA);
    cells.convertTo(grid, cv.CV_32F);
    cv.Laplacian(grid, edges, cv.CV_32F);
    const inner = edges.roi(new cv.Rect(1, 1, GRID - 2, GRID - 2));
    const [average, variance] = spread(inner);
    inner.delete();
    return (average ** 2 + variance) / spread(grid)[1];
  }

  function uniformity(cheeks) {
    const [right, left] = cheeks.map((cheek) => {
      const part = luminance.roi(cheek);
      const counts = histogram(part);
      part.delete();
      return counts;
    });
    const shared = cv.compareHist(right, left, cv.HISTCMP_INTERSECT);
    right.delete();
    left.delete();
    return shared / (cheeks[0].width * cheeks[0].height);
  }

  /** How far the cheeks' mean colour is from that of skin. */
  function colour(skin, cheeks) {
    const [right, left] = cheeks.map((cheek) => {
      const part = skin.roi(cheek);
      const rgb = cv.mean(part);
      part.delete();
      return rgb;
    });
    const rgb = [0, 1, 2].map((channel) => (right[channel] + left[channel]) / 2 / 255);
    const lab = cv.matFromArray(1, 1, cv.CV_32FC3, rgb);
    cv.cvtColor(lab, lab, cv.COLOR_RGB2Lab);
    const [, a, b] = lab.data32F;
    lab.delete();
    return Math.hypot(Math.max(5 - a, a - 25, 0), Math.max(5 - b, b - 35, 0));
  }

  return ({ rgb, face, cheeks }) => {
    picture.data.set(rgb);
    const skin = picture.roi(face);
    cv.cvtColor(skin, grey, cv.COLOR_RGB2GRAY);
    cv.LUT(grey, linear, luminance);
    const found = {
      ...ofLuminance(face),
      sharpness: sharpness(),
      illumination_uniformity: uniformity(cheeks),
      natural_colour: colour(skin, cheeks),
    };
    skin.delete();
    return found;
  };
}

/** sRGB to linear light, IEC 61966-2-1. */
function light(_, level) {
  const value = level / 255;
  return Math.round(255 * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}
