/** Between two frames that are looked at: ten a second, within the eight to twelve that evidence has. */
export const EVERY_MS = 95;

/** As long as a scan waits for a frame before it says that none comes. */
const LONGEST_GAP_MS = 1500;
const LOOKED_EACH_MS = 250;

/**
 * Calls `take`, which does not fail, with camera frames and the times at which they were shown, at most one each
 * {@link EVERY_MS}. The next frame is read while one is being looked at, so that the slower of the two steps alone sets
 * the pace; one frame waits at the most. Calls `gap` once where no frame can be read for longer than
 * {@link LONGEST_GAP_MS}, though nothing is being looked at: a camera may fall silent without a word. Returns what stops
 * it.
 */
export function watchFrames(
  video: HTMLVideoElement,
  gap: () => void,
  take: (frame: ImageBitmap, atMs: number) => Promise<void>,
): () => void {
  let stopped = false;
  let isReading = false;
  let looking: Promise<void> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let readAt = performance.now();

  const looked = (): void => {
    looking = undefined;
    readAt = performance.now();
  };
  const read = async (atMs: number): Promise<void> => {
    const frame = await createImageBitmap(video);
    readAt = performance.now();
    await looking;
    if (stopped) frame.close();
    else looking = take(frame, atMs).finally(looked);
  };
  const next = (nowMs: number): void => {
    if (stopped) return;
    schedule(video, next);
    if (isReading || nowMs - last < EVERY_MS) return;
    isReading = true;
    last = nowMs;
    void read(nowMs)
      // A frame that cannot be read is like one that did not come.
      .catch(() => undefined)
      .finally(() => (isReading = false));
  };
  schedule(video, next);
  const watching = setInterval(() => {
    // What takes long to look at is no gap; the worker has limits of its own.
    if (looking || performance.now() - readAt < LONGEST_GAP_MS) return;
    stop();
    gap();
  }, LOOKED_EACH_MS);
  const stop = (): void => {
    stopped = true;
    clearInterval(watching);
  };
  return stop;
}

/** With each new camera frame where the browser can tell, otherwise with each frame of the screen that shows a new one. */
function schedule(video: HTMLVideoElement, next: (nowMs: number) => void): void {
  const { requestVideoFrameCallback } = video as Partial<HTMLVideoElement>;
  if (requestVideoFrameCallback) {
    requestVideoFrameCallback.call(video, next);
    return;
  }
  const shown = video.currentTime;
  const look = (nowMs: number): void => {
    if (video.currentTime === shown && video.isConnected) requestAnimationFrame(look);
    else next(nowMs);
  };
  requestAnimationFrame(look);
}
