import type { FromFrame } from "../../../widget/src/messages.ts";
import { PhotoAssessor } from "../photo/assess.ts";
import type { PhotoProfile } from "../generated/scan/scan.js";

const assessor = new PhotoAssessor();
let waiting = 0;

/** Assesses a picture for the page around this one, which gave it: it gets what was measured, and nothing else. */
export async function assess(
  file: Blob,
  profile: PhotoProfile,
): Promise<Extract<FromFrame, { type: "photo" }>["answer"]> {
  waiting += 1;
  const assessed = await assessor.assess(file, profile);
  waiting -= 1;
  // The worker's memory holds the picture; the frame may stay for long.
  if (waiting === 0) assessor.end();
  if ("trouble" in assessed) return { code: assessed.trouble };
  assessed.picture.close();
  return { assessment: assessed.assessment };
}
