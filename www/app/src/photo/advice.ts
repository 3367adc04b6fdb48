import type { PhotoAdvice, PhotoAssessment, PhotoPlace } from "../generated/scan/scan.js";

/** One thing to change, and where that shows. */
export interface Change {
  advice: PhotoAdvice;
  places: { place: PhotoPlace; isArrow: boolean }[];
}

/** Measures whose line shows a direction. */
const ARROWS = new Set(["yaw", "pitch", "face_place"]);

/** Everything to change, what helps most first; what several measures say is said once. */
export function changes({ findings }: PhotoAssessment): Change[] {
  const found = new Map<PhotoAdvice, Change>();
  for (const { measure, advice, place } of findings) {
    if (!advice) continue;
    const change = found.get(advice) ?? { advice, places: [] };
    if (place) change.places.push({ place, isArrow: ARROWS.has(measure) });
    found.set(advice, change);
  }
  return [...found.values()];
}
