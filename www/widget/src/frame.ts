import type { Appearance, FromFrame, Sealed, ToFrame } from "./messages.js";

/** Which frame. */
export interface Place {
  /** The edge's. */
  origin: string;
  /** The portal's client id. */
  client: string;
}

const HEIGHT_AT_FIRST = 320;
const TALLEST = 10_000;
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
  #isReady = false;
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

  /** Listens no more; the frame itself gives its check up when it is taken off the page. */
  end(): void {
    this.#over.abort();
  }

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
    if (message.type === "ready") this.#isReady = true;
    this.#hear(message);
    if (message.type !== "ready") return;
    this.wear(this.#appearance);
    this.offer(this.#token);
  };

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
