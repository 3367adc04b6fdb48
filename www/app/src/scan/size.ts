/** Evidence is whole frames, never cropped or letter-boxed; longer sides than this add nothing. */
const LONGEST_SIDE = 640;

export interface Size {
  width: number;
  height: number;
}

/** The frame's size, made smaller where it is larger than needed; its shape stays. */
export function fitted({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
