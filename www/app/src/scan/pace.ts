/** So much of a capture is looked at: long enough that one stall does not count. */
const WINDOW_MS = 3000;
/** Evidence has eight to twelve frames a second; from six on people are followed well enough. */
const SLOW_MS = 1000 / 6;
/** No still moment and no action may have a longer gap. */
const HOPELESS_MS = 250;

/** How fast a device gets through a capture's frames. */
export class Pace {
  #times: number[] = [];

  /** Counts a frame of this time, milliseconds. */
  count(atMs: number): void {
    this.#times.push(atMs);
    // One frame before the window stays, so that its gap counts.
    while ((this.#times[1] ?? atMs) < atMs - WINDOW_MS) this.#times.shift();
  }

  /** Whether what goes wrong is likely the device's fault: it reaches less than six frames a second. */
  get isSlow(): boolean {
    return this.#gapMs() > SLOW_MS;
  }

  /** Whether no capture can succeed: most gaps are longer than any may be. */
  get isHopeless(): boolean {
    return this.#gapMs() > HOPELESS_MS;
  }

  /** The median gap between two frames; 0 before there is a whole window of them. */
  #gapMs(): number {
    const times = this.#times;
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined || last - first < WINDOW_MS) return 0;
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
    gaps.sort((a, b) => a - b);
    return gaps[gaps.length >> 1] ?? 0;
  }
}
