import { Cell } from "../changes.ts";
import { keep, kept } from "../kept.ts";

/** Sizes of the text. All but the normal one are 长辈版, which also has larger targets and a simpler layout. */
export const textSizes = ["normal", "large", "larger", "largest"] as const;
export type TextSize = (typeof textSizes)[number];

export const elderSizes = ["large", "larger", "largest"] as const satisfies TextSize[];

/** Colours: as the system has them, or always these. */
export const allColours = ["system", "light", "dark", "contrast"] as const;
export type Colours = (typeof allColours)[number];

export const textSize = new Cell(known(textSizes, kept("text-size")));
export const colours = new Cell(known(allColours, kept("colours")));

/** What was kept, if it still is one of the choices; else the first of them. */
export function known<Name extends string>(
  choices: readonly [Name, ...Name[]],
  name: string | null,
): Name {
  return choices.find((choice) => choice === name) ?? choices[0];
}

export function isElder(): boolean {
  return textSize.value !== "normal";
}

/** 长辈版 and back. */
export function switchElder(): void {
  chooseTextSize(isElder() ? "normal" : "large");
}

export function chooseTextSize(size: TextSize): void {
  textSize.value = size;
  keep("text-size", size);
  applyDisplay();
}

export function chooseColours(chosen: Colours): void {
  colours.value = chosen;
  keep("colours", chosen);
  applyDisplay();
}

const moreContrast = "(prefers-contrast: more)";

/** Follows the choices from now on, and the system where it asks for more contrast. */
export function startDisplay(): void {
  applyDisplay();
  matchMedia(moreContrast).addEventListener("change", applyDisplay);
}

/** Puts the choices into effect. */
export function applyDisplay(): void {
  const root = document.documentElement;
  root.classList.toggle("elder", isElder());
  root.classList.toggle(
    "contrast",
    hasMoreContrast(colours.value, matchMedia(moreContrast).matches),
  );
  root.dataset["text"] = textSize.value;
  root.dataset["colours"] = colours.value;
}

/** A system that asks for more contrast gets it in whichever scheme was chosen. */
export function hasMoreContrast(chosen: Colours, systemAsks: boolean): boolean {
  return chosen === "contrast" || systemAsks;
}
