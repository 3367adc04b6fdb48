/** Listens to what the page and its scan worker say to each other: times, never pictures. */
export async function watchWorkers(page) {
  await page.addInitScript(() => {
    const seen = { frames: [], sealed: 0 };
    window.scanFigures = seen;
    window.Worker = class extends Worker {
      constructor(...options) {
        super(...options);
        this.addEventListener("message", ({ data }) => {
          if (data.type === "guide") {
            const { code, tone, done, failure } = data.guide;
            const tookMs = performance.now() - this.askedMs;
            seen.frames.push({ atMs: this.atMs, tookMs, code, tone, done, failure });
          }
          if (data.type === "sealed") seen.sealed = data.sealed.length;
          if (data.type === "failed") seen.failed = data.code;
        });
      }

      postMessage(message, ...more) {
        if (message.type === "begin") [seen.frames, seen.sealed] = [[], 0];
        if (message.type === "frame") [this.askedMs, this.atMs] = [performance.now(), message.atMs];
        super.postMessage(message, ...more);
      }
    };
  });
}

/** The last scan in one line. */
export async function figures(page) {
  const { frames, sealed, failed } = await page.evaluate(() => window.scanFigures);
  if (frames.length === 0) return `no frames ${failed ?? ""}`;
  const took = frames.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const gaps = frames.slice(1).map(({ atMs }, index) => atMs - frames[index].atMs);
  const seconds = (frames.at(-1).atMs - frames[0].atMs) / 1000;
  const codes = frames.map(({ code, done }) => `${code}:${done}`);
  const steps = codes.filter((code, index) => code !== codes[index - 1]);
  return [
    `${seconds.toFixed(1)} s, ${frames.length} frames, ${sealed} bytes sealed`,
    `a frame takes ${took[took.length >> 1].toFixed(0)} ms (median), ${took.at(-1).toFixed(0)} ms at most`,
    `longest gap ${Math.max(0, ...gaps).toFixed(0)} ms`,
    steps.join(" "),
  ].join("; ");
}
