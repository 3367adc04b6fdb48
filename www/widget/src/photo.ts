/** What a picture is for: a face scan, a picture for the identity card (GA 461), or one to be compared with. */
export type PhotoProfile = "scan" | "id_portrait" | "upload";

/** A place in whole pixels of the picture. */
export interface PhotoSpot {
  x: number;
  y: number;
}

/** What to draw on the picture. */
export type PhotoPlace =
  | { kind: "area"; left: number; top: number; right: number; bottom: number }
  | { kind: "line"; from: PhotoSpot; to: PhotoSpot }
  | { kind: "angle"; at: PhotoSpot; wanted: PhotoSpot; found: PhotoSpot };

/** One measure, with value and score (0 to 100); `advice` where it fails, `place` where that can be shown. */
export interface PhotoFinding {
  measure: string;
  measured: { value: number; score: number };
  advice?: string;
  place?: PhotoPlace;
}

/** What was found, the most important first; `advice` is the one change that helps most. */
export interface PhotoAssessment {
  width: number;
  height: number;
  good: boolean;
  advice?: string;
  findings: PhotoFinding[];
  /** Measures that cannot be judged, for the picture was so large that it was looked at in half its size. */
  unjudged: string[];
}

/** The picture was not assessed, and why. */
export class PhotoError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
