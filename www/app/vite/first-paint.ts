import type { Plugin } from "vite";

/** Nothing is painted before the script that applies the chosen colours and size; there is nothing to show before it. */
export function firstPaint(): Plugin {
  return {
    name: "first-paint",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) =>
        html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}
