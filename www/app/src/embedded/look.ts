import type { Appearance } from "../../../widget/src/messages.ts";
import { applyDisplay, colours, textSize } from "../display/display.ts";

/** White on a colour is read from this contrast on (WCAG 2.2, 1.4.3). */
const LEAST_CONTRAST = 4.5;
const WIDEST_RADIUS = 32;

/** Shows the frame as the page around it wants, as far as people can still read it. */
export function wear({ elder, colours: chosen, accent, radius }: Appearance): void {
  textSize.value = elder ? "large" : "normal";
  colours.value = chosen;
  applyDisplay();
  const { style } = document.documentElement;
  const isTaken = accent !== null && isReadable(accent);
  document.documentElement.toggleAttribute("data-accent", isTaken);
  if (isTaken) style.setProperty("--accent", accent);
  if (radius === null) style.removeProperty("--radius");
  else style.setProperty("--radius", `${Math.min(Math.max(radius, 0), WIDEST_RADIUS)}px`);
}

/** Whether `colour` is `#rrggbb`, and white can be read on it. */
export function isReadable(colour: string): boolean {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return false;
  return 1.05 / (luminance(colour) + 0.05) >= LEAST_CONTRAST;
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
