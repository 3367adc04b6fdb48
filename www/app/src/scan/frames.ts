/** Between two frames that are looked at: ten a second, within the eight to twelve that evidence has. */
export const EVERY_MS = 95;

/**
 * Calls `take` with camera frames and their times, at most one each {@link EVERY_MS}, and none while the one
 * before is still being looked at: the page never waits. Returns what stops it.
 */
export function watchFrames(
  video: HTMLVideoElement,
  take: (frame: ImageBitmap, atMs: number) => Promise<void>,
): () => void {
  let stopped = false;
  let busy = false;
  let last = Number.NEGATIVE_INFINITY;

  const next = (nowMs: number): void => {
    if (stopped) return;
    schedule(video, next);
    if (busy || nowMs - last < EVERY_MS) return;
    busy = true;
    last = nowMs;
    void createImageBitmap(video)
      .then((frame) => (stopped ? frame.close() : take(frame, nowMs)))
      // A camera that stops giving frames is noticed by its track's end, not here.
      .catch(() => undefined)
      .finally(() => (busy = false));
  };
  schedule(video, next);
  return () => (stopped = true);
}

/** With each new camera frame where the browser can tell, otherwise with each frame of the screen. */
function schedule(video: HTMLVideoElement, next: (nowMs: number) => void): void {
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(next);
  else requestAnimationFrame(next);
}
