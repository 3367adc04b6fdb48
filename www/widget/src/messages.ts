import type { PhotoAssessment, PhotoProfile } from "./photo.js";

/** What the element and its frame say to each other. Each message carries the nonce that the element drew for the frame. */

/** How the frame looks. */
export interface Appearance {
  lang: "zh" | "en";
  /** 长辈版: larger text and targets. */
  elder: boolean;
  colours: "system" | "light" | "dark" | "contrast";
  /** `#rrggbb`; one that white text cannot be read on is not taken. */
  accent: string | null;
  /** Of corners, in pixels. */
  radius: number | null;
}

/** Where a check stands. */
export type Step =
  | "start"
  | "redeeming"
  | "comparing"
  | "consent"
  | "scanning"
  | "other_device"
  | "passed"
  | "failed";

/** From the element to its frame. */
export type ToFrame =
  | { type: "token"; token: string }
  | { type: "appearance"; appearance: Appearance }
  | { type: "photo"; id: number; file: Blob; profile: PhotoProfile };

/** From the frame to its element. */
export type FromFrame =
  | { type: "ready"; code: string | null }
  | { type: "height"; height: number }
  | { type: "progress"; step: Step }
  | { type: "verified" }
  | { type: "cancelled" }
  | { type: "failed"; code: string }
  | { type: "photo"; id: number; answer: { assessment: PhotoAssessment } | { code: string } };

/** A message with the nonce of the frame that it is for or from. */
export type Sealed<Message> = Message & { nonce: string };
