/** The first version of the consent whose text names the camera's name and settings: year, month, number in the month. */
const NAMED_FROM = [2026, 12, 2];

/** Longer names are cut off. */
const LONGEST_LABEL = 200;

/** Whether the text of this version of the consent names the camera's name and settings. */
export function namesCamera(version: string): boolean {
  const parts = version.split("-").map(Number);
  if (parts.some(Number.isNaN)) return false;
  for (const [place, from] of NAMED_FROM.entries()) {
    const part = parts[place] ?? 0;
    if (part !== from) return part > from;
  }
  return true;
}

/**
 * What the authority may know of the camera behind `stream`, as JSON, if the consent to this `version` names it: its name,
 * how it is set and the most that it can, where the browser tells. Never what identifies the device.
 */
export function describeCamera(
  stream: MediaStream | undefined,
  version: string,
): string | undefined {
  const track = namesCamera(version) ? stream?.getVideoTracks()[0] : undefined;
  if (!track) return undefined;
  const { width, height, frameRate, facingMode } = track.getSettings();
  return JSON.stringify({
    label: track.label.slice(0, LONGEST_LABEL),
    settings: {
      width: whole(width),
      height: whole(height),
      rate: thousandths(frameRate),
      ...(facingMode && { facing: facingMode }),
    },
    capabilities: mostOf(track),
  });
}

/** Firefox until 131 and some applications' own views do not tell. */
function mostOf(track: MediaStreamTrack): object | undefined {
  const { getCapabilities } = track as Partial<MediaStreamTrack>;
  const most = getCapabilities?.call(track);
  return (
    most && {
      width: whole(most.width?.max),
      height: whole(most.height?.max),
      rate: thousandths(most.frameRate?.max),
    }
  );
}

function thousandths(rate: number | undefined): number {
  return whole((rate ?? 0) * 1000);
}

/** A whole number that the authority reads; 0 for what a browser does not tell. */
function whole(value: number | undefined): number {
  const rounded = Math.round(value ?? 0);
  return Number.isSafeInteger(rounded) ? Math.min(Math.max(rounded, 0), 2 ** 31) : 0;
}
