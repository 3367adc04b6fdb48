import type { Appearance, FromFrame, Sealed, ToFrame } from "./messages.js";
import { PhotoError, type PhotoAssessment, type PhotoProfile } from "./photo.js";

type PhotoAnswer = Extract<FromFrame, { type: "photo" }>["answer"];

/** Which frame. */
export interface Place {
  /** The edge's. */
  origin: string;
  /** The portal's client id. */
  client: string;
}

const HEIGHT_AT_FIRST = 320;
const TALLEST = 10_000;
/** A frame that has not answered by then will not: its page may not be shown here. */
const READY_WITHIN_MS = 30_000;
/** A picture is measured within seconds; what it is measured with may take a slow network longer to bring. */
const ANSWERED_WITHIN_MS = 180_000;
const TITLES = { zh: "实名核验", en: "Real-name check" };

/**
 * The frame that a check is done in, and what is said to it. Messages go to its origin alone, and are taken from this very
 * window, this origin and with this nonce alone.
 */
export class Frame {
  readonly element = document.createElement("iframe");
  readonly #place: Place;
  readonly #hear: (message: FromFrame) => void;
  readonly #nonce = nonce();
  readonly #over = new AbortController();
  readonly #whenReady = new EventTarget();
  #isReady = false;
  #isLoaded = false;
  readonly #photos = new Map<number, (answer: PhotoAnswer) => void>();
  #asked = 0;
  #token = "";
  #appearance: Appearance;

  constructor(place: Place, appearance: Appearance, hear: (message: FromFrame) => void) {
    this.#place = place;
    this.#appearance = appearance;
    this.#hear = hear;
    const frame = this.element;
    frame.src = this.#address();
    frame.title = TITLES[appearance.lang];
    frame.allow = "camera";
    // Scripts and its own origin, for the camera and the edge; a form for the consent; a window for links to the counter.
    for (const right of ["scripts", "same-origin", "forms", "popups"])
      frame.sandbox.add(`allow-${right}`);
    frame.sandbox.add("allow-popups-to-escape-sandbox");
    frame.referrerPolicy = "no-referrer";
    Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
    this.#grow(HEIGHT_AT_FIRST);
    addEventListener("message", this.#take, { signal: this.#over.signal });
    frame.addEventListener("load", this.#loaded, { signal: this.#over.signal });
  }

  /** Gives the frame a token, now or as soon as it is there. */
  offer(token: string): void {
    this.#token = token;
    if (this.#isReady && token) this.#tell({ type: "token", token });
  }

  /** Shows the frame another way. */
  wear(appearance: Appearance): void {
    this.#appearance = appearance;
    this.element.title = TITLES[appearance.lang];
    if (this.#isReady) this.#tell({ type: "appearance", appearance });
  }

  /** Has the frame assess a picture; it does not leave the device. */
  async assess(file: Blob, profile: PhotoProfile): Promise<PhotoAssessment> {
    await this.#ready();
    const id = (this.#asked += 1);
    const absent = (): void => this.#answered(id, { code: "frame_absent" });
    const limit = setTimeout(absent, ANSWERED_WITHIN_MS);
    const answer = await new Promise<PhotoAnswer>((resolve) => {
      this.#photos.set(id, resolve);
      this.#tell({ type: "photo", id, file, profile });
    });
    clearTimeout(limit);
    if ("code" in answer) throw new PhotoError(answer.code);
    return answer.assessment;
  }

  async #ready(): Promise<void> {
    if (this.#isReady) return;
    await new Promise<void>((resolve, reject) => {
      const refuse = (): void => reject(new PhotoError("frame_absent"));
      const limit = setTimeout(refuse, READY_WITHIN_MS);
      this.#whenReady.addEventListener("ready", () => resolve(), { once: true });
      this.#whenReady.addEventListener("ready", () => clearTimeout(limit), { once: true });
      this.#over.signal.addEventListener("abort", refuse, { once: true });
    });
  }

  /** Listens no more; the frame itself gives its check up when it is taken off the page. */
  end(): void {
    this.#over.abort();
    this.#forsake();
  }

  /** The page that was to answer is gone. */
  #forsake(): void {
    for (const id of [...this.#photos.keys()]) this.#answered(id, { code: "frame_absent" });
  }

  /** The first page may say that it is ready before the browser says that it has loaded; any other is another page. */
  #loaded = (): void => {
    if (this.#isLoaded) this.#forsake();
    this.#isLoaded = true;
  };

  /** What the frame needs to know comes behind `#`, which no server sees; the token never does. */
  #address(): string {
    const { origin, client } = this.#place;
    const given = new URLSearchParams({ nonce: this.#nonce, origin: location.origin });
    for (const [name, value] of Object.entries(this.#appearance))
      if (value !== null) given.set(name, String(value));
    return `${origin}/frame/${encodeURIComponent(client)}#${given}`;
  }

  #take = (event: MessageEvent): void => {
    const isFrames =
      event.source === this.element.contentWindow && event.origin === this.#place.origin;
    const message = event.data as Sealed<FromFrame> | null;
    if (!isFrames || typeof message !== "object" || message?.nonce !== this.#nonce) return;
    if (message.type === "height") this.#grow(message.height);
    if (message.type === "photo") this.#answered(message.id, message.answer);
    if (message.type === "ready") {
      this.#forsake();
      this.#isReady = true;
      this.#whenReady.dispatchEvent(new Event("ready"));
    }
    this.#hear(message);
    if (message.type !== "ready") return;
    this.wear(this.#appearance);
    this.offer(this.#token);
  };

  #answered(id: number, answer: PhotoAnswer): void {
    this.#photos.get(id)?.(answer);
    this.#photos.delete(id);
  }

  #tell(message: ToFrame): void {
    const sealed: Sealed<ToFrame> = { ...message, nonce: this.#nonce };
    this.element.contentWindow?.postMessage(sealed, this.#place.origin);
  }

  #grow(height: number): void {
    if (Number.isFinite(height)) this.element.style.height = `${Math.min(height, TALLEST)}px`;
  }
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
