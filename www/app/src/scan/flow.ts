import * as client from "../../../shared/client.ts";
import { codeOf, type LocalCode, type Trouble } from "../../../shared/trouble.ts";
import type { ProblemCode } from "../../../shared/generated/problems.ts";
import { faceCheck, isStranger, type Errand } from "../errand.ts";
import { loadAccount, account, type Begun, type ScanResult } from "../state.ts";
import { isTooOldFor, standing } from "../update/clients.ts";
import { CameraError, closeCamera, isMirrored, nextCamera, openCamera } from "./camera.ts";
import { describeCamera } from "./camera-description.ts";
import { errorName } from "./error-name.ts";
import { EVERY_MS, watchFrames } from "./frames.ts";
import type { Guide } from "./messages.ts";
import { Pace } from "./pace.ts";
import { statedNeeds } from "../needs/stated.ts";
import { obstacle, surroundings } from "./obstacle.ts";
import { passed } from "./passed.ts";
import { ScannerError, takeScanner, type Scanner } from "./scanner.ts";

/** Evidence of this client would be refused: nobody is filmed for that. */
const UPGRADE: ScanResult = { trouble: { code: "upgrade_needed" } };

/** Where a scan stands, for the page to show. */
export type Phase = "camera" | "touch" | "loading" | "scanning" | "sealing" | "sending";

export interface Shown {
  phase: (phase: Phase) => void;
  guide: (guide: Guide) => void;
  /** How the picture is shown, and what changes to another camera, where there is one. */
  camera: (isMirrored: boolean, change: (() => void) | undefined) => void;
  /** Lets the person touch something and calls `act` then and there, as some browsers want it. */
  touch: (act: () => Promise<void>) => Promise<void>;
}

/** What the scan is for, and the consent it rests on; `check` is the ticket of a check that it belongs to. */
export interface Reason {
  errand: Errand;
  consent: client.Consent;
  check?: string | undefined;
}

/** One scan, from the camera to the authority's answer. Camera and worker are released whatever happens. */
export async function scan(
  video: HTMLVideoElement,
  reason: Reason,
  show: Shown,
  signal: AbortSignal,
): Promise<ScanResult> {
  if (standing.value.kind === "over") return UPGRADE;
  // Nobody is asked for a camera whose pictures nothing here could look at.
  const code = await obstacle(surroundings());
  if (code) return { trouble: { code } };
  const camera = new OpenCamera(video, show, reason.consent.version);
  let scanner: Scanner | undefined;
  try {
    await camera.open(signal);
    show.phase("loading");
    scanner = await takeScanner();
    signal.throwIfAborted();
    const begun = await begin(reason);
    if (!begun.ok) return { trouble: begun.trouble };
    if (isTooOldFor(begun.value.challenge)) return UPGRADE;
    signal.throwIfAborted();
    const sealed = await captured(scanner, camera, begun.value.challenge, show, signal);
    camera.close();
    show.phase("sending");
    return await submit(begun.value, sealed);
  } catch (error) {
    return { trouble: troubleOf(error) };
  } finally {
    camera.close();
    scanner?.end();
  }
}

/** Waits for a person no longer than they are there: a page that is left or hidden films nobody. */
async function unlessLeft<T>(signal: AbortSignal, waiting: Promise<T>): Promise<T> {
  const over = new AbortController();
  const left = new Promise<never>((_, reject) => {
    const leave = (): void => reject(new ScannerError("scan_interrupted"));
    const whenHidden = (): void => (document.hidden ? leave() : undefined);
    signal.addEventListener("abort", leave, { signal: over.signal });
    document.addEventListener("visibilitychange", whenHidden, { signal: over.signal });
  });
  try {
    return await Promise.race([waiting, left]);
  } finally {
    over.abort();
  }
}

/** The camera that a scan looks through. */
class OpenCamera {
  readonly video: HTMLVideoElement;
  readonly #show: Shown;
  readonly #consented: string;
  #stream: MediaStream | undefined;
  /** Called when the person changes to another camera. */
  changed: () => void = () => undefined;

  /** `consented` is the version of the consent that was given. */
  constructor(video: HTMLVideoElement, show: Shown, consented: string) {
    this.video = video;
    this.#show = show;
    this.#consented = consented;
  }

  /** What the authority may know of it. */
  get description(): string | undefined {
    return describeCamera(this.#stream, this.#consented);
  }

  async open(signal: AbortSignal): Promise<void> {
    this.close();
    this.#show.phase("camera");
    const stream = await openCamera();
    this.#stream = stream;
    signal.throwIfAborted();
    const choose = await nextCamera(stream);
    this.#show.camera(isMirrored(stream), choose && (() => this.#change(choose)));
    this.video.srcObject = stream;
    await this.#play(signal);
    signal.throwIfAborted();
  }

  #change(choose: () => void): void {
    choose();
    this.changed();
  }

  /** Browsers inside other applications show a picture only once it was touched. */
  async #play(signal: AbortSignal): Promise<void> {
    try {
      await this.video.play();
    } catch (error) {
      if (errorName(error) !== "NotAllowedError") throw error;
      this.#show.phase("touch");
      await unlessLeft(
        signal,
        this.#show.touch(() => this.video.play()),
      );
    }
  }

  close(): void {
    closeCamera(this.#stream);
    this.#stream = undefined;
  }
}

async function begin({ errand, consent, check }: Reason): Promise<client.Answer<Begun>> {
  const needs = statedNeeds();
  if (check !== undefined) {
    const begun = await client.beginCheckAttempt(check, consent, needs);
    return begun.ok ? { ok: true, value: { ...begun.value, check } } : begun;
  }
  return isStranger(errand.purpose)
    ? client.beginFaceCheck(faceCheck(errand, consent, needs))
    : client.beginVerification(errand.purpose, consent, needs);
}

/** Sends evidence, for the first time or again; what could not be sent is kept for another try. */
export async function submit(begun: Begun, sealed: Uint8Array): Promise<ScanResult> {
  const { id, ticket, check } = begun;
  if (check !== undefined) return submitForCheck(begun, check, sealed);
  const answer = ticket
    ? await client.submitFaceCheck(id, ticket, sealed)
    : await client.submitEvidence(id, sealed);
  if (answer.ok) return { passed: await passed(answer.value) };
  const code = codeOf(answer.trouble);
  const isOver = code === "verification_spent" || code === "already_at_level";
  if (isOver && !ticket) return arrived(answer.trouble);
  return refused(answer.trouble, begun, sealed);
}

/** What the edge may not have taken is kept for another try. */
function refused(trouble: Trouble, begun: Begun, sealed: Uint8Array): ScanResult {
  const isUnsent = ["network", "try_later", "internal"].includes(codeOf(trouble));
  return isUnsent ? { trouble, unsent: { begun, sealed } } : { trouble };
}

/** The same for a check, whose own status tells what came of bytes that had arrived. */
async function submitForCheck(
  begun: Begun,
  check: string,
  sealed: Uint8Array,
): Promise<ScanResult> {
  const answer = await client.submitCheckEvidence(begun.id, check, sealed);
  if (answer.ok) return { passed: {} };
  if (codeOf(answer.trouble) === "verification_spent") {
    const status = await client.checkStatus(check);
    if (status.ok && status.value.state === "passed") return { passed: {} };
  }
  return refused(answer.trouble, begun, sealed);
}

/** The bytes had arrived although their answer had not: the account tells what came of them. */
async function arrived(trouble: Trouble): Promise<ScanResult> {
  await loadAccount();
  const reached = account.value?.levels.find(({ level }) => level >= 4);
  return reached
    ? { passed: { level: reached.level, decided_at: reached.reached_at } }
    : { trouble };
}

/** What a capture cannot go on from, though it can begin again: nothing of it has been sent. */
class Anew extends Error {
  readonly otherCamera: boolean;
  /** The guide's reason, where the device gave one and not the person. */
  readonly failure: string | undefined;

  constructor(otherCamera: boolean, failure?: string) {
    super("anew");
    this.otherCamera = otherCamera;
    this.failure = failure;
  }
}

/** A device may give so many reasons to begin again before it is said to be too slow. */
const MOST_FAILURES = 2;
/** As long as a person needs to see or hear why. */
const FAILURE_SHOWN_MS = 1500;

function passing(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Captures, and again from the first prompt on where the phone was turned round, another camera chosen, or pictures were
 * missing.
 */
async function captured(
  scanner: Scanner,
  camera: OpenCamera,
  challenge: string,
  show: Shown,
  signal: AbortSignal,
): Promise<Uint8Array> {
  for (let failures = 0; ;) {
    try {
      return await capture(scanner, camera, challenge, show, signal);
    } catch (error) {
      if (!(error instanceof Anew)) throw error;
      if (error.failure && (failures += 1) > MOST_FAILURES) throw new GuideError(error.failure);
      if (error.failure) await unlessLeft(signal, passing(FAILURE_SHOWN_MS));
      await scanner.idle();
      if (error.otherCamera) await camera.open(signal);
    }
  }
}

async function capture(
  scanner: Scanner,
  camera: OpenCamera,
  challenge: string,
  show: Shown,
  signal: AbortSignal,
): Promise<Uint8Array> {
  playAgain(camera.video);
  await scanner.begin(challenge, EVERY_MS, camera.description);
  show.phase("scanning");
  await guided(scanner, camera, show, signal);
  show.phase("sealing");
  return scanner.seal();
}

/** A video that somebody else has stopped, such as a call, is played again; where that fails, no frames come. */
function playAgain(video: HTMLVideoElement): void {
  if (video.paused) void video.play().catch(() => undefined);
}

/** Guides until every action is done; throws when the scan fails, is left, or is put into the background. */
async function guided(
  scanner: Scanner,
  camera: OpenCamera,
  show: Shown,
  signal: AbortSignal,
): Promise<void> {
  const { video } = camera;
  const over = new AbortController();
  const pace = new Pace();
  try {
    await new Promise<void>((resolve, reject) => {
      watchInterruptions(video, signal, over.signal, reject);
      camera.changed = () => reject(new Anew(true));
      let last: Guide = { code: "frames_missing", tone: "failed", done: 0, of: 1 };
      const gap = (): void => {
        show.guide({ ...last, code: "frames_missing", tone: "failed" });
        reject(new Anew(false, "frames_missing"));
      };
      const stop = watchFrames(video, gap, async (frame, atMs) => {
        try {
          last = await scanner.frame(frame, atMs);
          show.guide(last);
          pace.count(atMs);
          if (!isOver(last, pace)) return;
          // Nothing more may be asked of the worker: not even the frame that waits.
          stop();
          resolve();
        } catch (error) {
          stop();
          reject(error);
        }
      });
      over.signal.addEventListener("abort", stop);
    });
  } finally {
    camera.changed = () => undefined;
    over.abort();
  }
}

/** Whether every action is done; throws when the scan has failed, or cannot succeed at this pace. */
function isOver(guide: Guide, pace: Pace): boolean {
  if (guide.tone === "done") return true;
  if (guide.tone === "failed") throw failed(guide.failure ?? "", pace);
  if (pace.isHopeless) throw new GuideError("too_slow");
  return false;
}

/** The page is left or hidden, the camera taken away, or the phone turned round: a capture with a gap is worth nothing. */
function watchInterruptions(
  video: HTMLVideoElement,
  left: AbortSignal,
  over: AbortSignal,
  reject: (error: Error) => void,
): void {
  const interrupt = (): void => reject(new ScannerError("scan_interrupted"));
  const whenHidden = (): void => (document.hidden ? interrupt() : undefined);
  left.addEventListener("abort", interrupt, { signal: over });
  document.addEventListener("visibilitychange", whenHidden, { signal: over });
  video.addEventListener("resize", () => reject(new Anew(false)), { signal: over });
  for (const track of (video.srcObject as MediaStream).getVideoTracks()) {
    const lost = (): void => reject(new CameraError("camera_lost"));
    track.addEventListener("ended", lost, { signal: over });
  }
}

/** Pictures that came too late are the device's fault, and not the person's: that capture begins again. */
function failed(failure: string, pace: Pace): Error {
  const isTooSlow = pace.isSlow && (failure === "frames_missing" || failure === "not_still");
  const reason = isTooSlow ? "too_slow" : failure;
  return failure === "frames_missing" ? new Anew(false, reason) : new GuideError(reason);
}

/** The guide gave up, and why. */
class GuideError extends Error {
  readonly failure: string;

  constructor(failure: string) {
    super(failure);
    this.failure = failure;
  }
}

/** From the guide's reason to what the person is told. */
const failures: Record<string, LocalCode | ProblemCode> = {
  action_not_seen: "action_not_seen",
  out_of_order: "action_not_seen",
  no_face: "scan_no_face",
  face_lost: "scan_no_face",
  several_faces: "scan_several_faces",
  quality: "poor_quality",
  not_still: "scan_not_still",
  too_slow: "device_too_slow",
};

function troubleOf(error: unknown): Trouble {
  if (error instanceof GuideError) return { code: failures[error.failure] ?? "scan_interrupted" };
  if (error instanceof CameraError || error instanceof ScannerError) return { code: error.code };
  return { code: "scan_interrupted" };
}
