import { Frame } from "./frame.js";
import type { Appearance, FromFrame, Step } from "./messages.js";
import { PhotoError, type PhotoAssessment, type PhotoProfile } from "./photo.js";

export type { Appearance, Step } from "./messages.js";
export {
  PhotoError,
  type PhotoAssessment,
  type PhotoFinding,
  type PhotoPlace,
  type PhotoProfile,
  type PhotoSpot,
} from "./photo.js";

/** The events of `<real-name-check>`, by name; all of them bubble. */
export interface RealNameCheckEvents {
  /** The frame is there. `code` says what keeps this device from scanning, if anything does; a phone can take its place. */
  ready: CustomEvent<{ supported: boolean; code: string | null }>;
  /** The person is at this step. */
  progress: CustomEvent<{ step: Step }>;
  /** The person was verified. The portal's server asks the edge before it believes this. */
  verified: CustomEvent<null>;
  /** The person does not want to go on. */
  cancelled: CustomEvent<null>;
  /** Something went wrong and the person was told; most often they can try again within the frame. */
  failed: CustomEvent<{ code: string }>;
  /** The token was used, or is over: set another. */
  "token-expired": CustomEvent<null>;
}

const LOOKS = ["lang", "elder", "colours", "accent", "radius"];

/**
 * A real-name verification by face scan, in a frame of the edge at `src`, for the portal `client` and the person of
 * `token`. Taking it off the page ends the scan and gives the check up.
 */
export class RealNameCheck extends HTMLElement {
  static readonly observedAttributes = ["token", "src", "client", ...LOOKS];

  readonly #root = this.attachShadow({ mode: "closed" });
  #frame: Frame | undefined;

  connectedCallback(): void {
    this.#open();
  }

  disconnectedCallback(): void {
    this.#close();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (name === "token") this.#frame?.offer(this.token);
    else if (LOOKS.includes(name)) this.#frame?.wear(this.#appearance());
    else this.#open();
  }

  /** What the portal's server got from the edge for this person; it serves once. */
  get token(): string {
    return this.getAttribute("token") ?? "";
  }

  set token(token: string) {
    this.setAttribute("token", token);
  }

  /** The portal's client id. */
  get client(): string {
    return this.getAttribute("client") ?? "";
  }

  set client(client: string) {
    this.setAttribute("client", client);
  }

  /** The edge's origin; where this script came from, unless it says otherwise. */
  get src(): string {
    return this.getAttribute("src") ?? origin;
  }

  set src(src: string) {
    this.setAttribute("src", src);
  }

  /**
   * Whether a picture will do for `profile`, and what to change. It is looked at within the frame, on this device, and
   * needs no token. Rejects with a {@link PhotoError}.
   */
  async assessPhoto(file: Blob, profile: PhotoProfile = "upload"): Promise<PhotoAssessment> {
    if (!this.#frame) throw new PhotoError("frame_absent");
    return this.#frame.assess(file, profile);
  }

  override addEventListener<Name extends keyof RealNameCheckEvents>(
    name: Name,
    listener: (event: RealNameCheckEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** The events are known by name, with their details. */
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(name, listener, options);
  }

  #open(): void {
    this.#close();
    if (!this.client || !URL.canParse(this.src)) return;
    const place = { origin: new URL(this.src).origin, client: this.client };
    this.#frame = new Frame(place, this.#appearance(), (message) => this.#hear(message));
    this.#root.replaceChildren(this.#frame.element);
    this.#frame.offer(this.token);
  }

  #close(): void {
    this.#frame?.end();
    this.#frame = undefined;
    this.#root.replaceChildren();
  }

  #appearance(): Appearance {
    const radius = Number.parseFloat(this.getAttribute("radius") ?? "");
    const colours = this.getAttribute("colours");
    return {
      lang: this.getAttribute("lang")?.startsWith("en") ? "en" : "zh",
      elder: this.hasAttribute("elder") && this.getAttribute("elder") !== "false",
      colours:
        colours === "light" || colours === "dark" || colours === "contrast" ? colours : "system",
      accent: this.getAttribute("accent"),
      radius: Number.isFinite(radius) ? radius : null,
    };
  }

  #hear(message: FromFrame): void {
    switch (message.type) {
      case "height":
      case "photo":
        return;
      case "ready":
        return this.#fire("ready", { supported: message.code === null, code: message.code });
      case "progress":
        return this.#fire("progress", { step: message.step });
      case "failed":
        this.#fire("failed", { code: message.code });
        if (message.code === "check_unknown") this.#fire("token-expired", null);
        return;
      case "verified":
      case "cancelled":
        return this.#fire(message.type, null);
    }
  }

  #fire<Name extends keyof RealNameCheckEvents>(
    name: Name,
    detail: RealNameCheckEvents[Name]["detail"],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** What a picture is assessed with where there is no element on the page. */
export interface PhotoOptions {
  /** The portal's client id. */
  client: string;
  /** The edge's origin; where this script came from, if nothing is said. */
  src?: string;
  /** What the picture is for; a picture to be compared with, if nothing is said. */
  profile?: PhotoProfile;
}

const UNSEEN: Appearance = {
  lang: "zh",
  elder: false,
  colours: "system",
  accent: null,
  radius: null,
};

/** Assesses a picture in a frame of its own, which nobody sees and which is gone afterwards. */
export async function assessPhoto(
  file: Blob,
  { client, src = origin, profile = "upload" }: PhotoOptions,
): Promise<PhotoAssessment> {
  if (!client || !URL.canParse(src)) throw new PhotoError("frame_absent");
  // What this frame says is not for the page: its events are those of checks.
  const frame = new Frame({ origin: new URL(src).origin, client }, UNSEEN, () => undefined);
  frame.element.style.display = "none";
  document.body.append(frame.element);
  try {
    return await frame.assess(file, profile);
  } finally {
    frame.end();
    frame.element.remove();
  }
}

/** Where this script came from. */
const { origin } = new URL(import.meta.url);

if (!customElements.get("real-name-check")) customElements.define("real-name-check", RealNameCheck);

declare global {
  interface HTMLElementTagNameMap {
    "real-name-check": RealNameCheck;
  }
}
