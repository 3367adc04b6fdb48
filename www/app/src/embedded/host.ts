import type { Appearance, FromFrame, Sealed, ToFrame } from "../../../widget/src/messages.ts";
import { known, allColours } from "../display/display.ts";

/** What the page around this one gave along with the address, behind `#`, where no server sees it. */
export interface Given {
  /** Goes with every message, both ways. */
  nonce: string;
  /** The only origin that is spoken to, and listened to. */
  origin: string;
  appearance: Appearance;
}

/** The given of an address' fragment; nothing where the element of the widget did not write it. */
export function given(fragment: string): Given | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const [nonce, origin] = [fields.get("nonce"), fields.get("origin")];
  if (!nonce || !origin || !URL.canParse(origin) || new URL(origin).origin !== origin) return;
  const radius = Number(fields.get("radius") ?? NaN);
  const appearance: Appearance = {
    lang: fields.get("lang") === "en" ? "en" : "zh",
    elder: fields.get("elder") === "true",
    colours: known(allColours, fields.get("colours")),
    accent: fields.get("accent"),
    radius: Number.isFinite(radius) ? radius : null,
  };
  return { nonce, origin, appearance };
}

/** What of a message event is a message of the page around this one. */
export function read(
  event: Pick<MessageEvent, "origin" | "source" | "data">,
  { nonce, origin }: Given,
  parent: unknown,
): ToFrame | undefined {
  if (event.origin !== origin || event.source !== parent) return;
  const message = event.data as Partial<Sealed<ToFrame>> | null;
  if (typeof message !== "object" || message?.nonce !== nonce) return;
  if (message.type === "token" && typeof message.token === "string") return message as ToFrame;
  if (message.type === "photo") return isPhoto(message) ? (message as ToFrame) : undefined;
  const isAppearance = message.type === "appearance" && typeof message.appearance === "object";
  return isAppearance ? (message as ToFrame) : undefined;
}

const PROFILES = new Set<unknown>(["scan", "id_portrait", "upload"]);

function isPhoto({ id, file, profile }: Partial<Extract<ToFrame, { type: "photo" }>>): boolean {
  return typeof id === "number" && file instanceof Blob && PROFILES.has(profile);
}

/** The page around this one. */
export class Host {
  readonly #given: Given;

  constructor(its: Given) {
    this.#given = its;
  }

  get appearance(): Appearance {
    return this.#given.appearance;
  }

  tell(message: FromFrame): void {
    parent.postMessage({ ...message, nonce: this.#given.nonce }, this.#given.origin);
  }

  listen(take: (message: ToFrame) => void): void {
    addEventListener("message", (event) => {
      const message = read(event, this.#given, parent);
      if (message) take(message);
    });
  }
}
