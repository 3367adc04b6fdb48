/** Rounds before anything counts: engines optimise what has run for a while. */
const WARM_UP = 15;
const ROUNDS = 60;

/** A worker that answers `load` and `round`. */
class Subject {
  #worker;

  constructor(script) {
    this.#worker = new Worker(script, { type: "module" });
  }

  ask(message) {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }) =>
        data.error ? reject(new Error(data.error)) : resolve(data);
      this.#worker.onerror = (event) => reject(new Error(event.message));
      this.#worker.postMessage(message);
    });
  }
}

/** Milliseconds of each subject's frames: `both` with detector and mesh, `tracked` with the mesh alone, and its parts. */
window.measure = async () => {
  const subjects = {
    simd: new Subject("frame-scan.js?module=scan"),
    ort: new Subject("frame-ort.js"),
    human: new Subject("frame-human.js"),
    opencv: new Subject("frame-opencv.js"),
    plain: new Subject("frame-scan.js?module=scan-plain"),
  };
  const times = {};
  for (const [name, subject] of Object.entries(subjects)) {
    await subject.ask("load");
    times[name] = {};
  }
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, subject] of Object.entries(subjects)) {
      const passed = await subject.ask(round);
      if (round < 0) continue;
      for (const [part, list] of Object.entries(passed)) (times[name][part] ??= []).push(...list);
    }
  }
  return times;
};
