import { Cell } from "./changes.ts";
import { keep, kept } from "./kept.ts";

/** Whether the text is shown larger (长辈版: all sizes follow, nothing is left out). */
export const largeText = new Cell(kept("text-size") === "large");

export function switchTextSize(): void {
  largeText.value = !largeText.value;
  keep("text-size", largeText.value ? "large" : "normal");
  applyTextSize();
}

export function applyTextSize(): void {
  document.documentElement.classList.toggle("large-text", largeText.value);
}
