import type { Appearance, FromFrame, ToFrame } from "../../../widget/src/messages.ts";
import { embeddedWords } from "../../../locales/embedded.ts";
import type { Host } from "./host.ts";
import { wear } from "./look.ts";
import type { Running } from "./flow.ts";
import { startView, toolsView, type Start } from "./start-view.ts";
import { obstacle, surroundings } from "../scan/obstacle.ts";

/** The frame, from its first screen to whatever comes of the token. */
export class Frame {
  readonly #host: Host;
  readonly #main: HTMLElement;
  #appearance: Appearance;
  #start: Start;
  #token: string | undefined;
  readonly #tools = document.createElement("div");
  readonly #place = document.createElement("div");
  /** The check that is shown. */
  #running: Running | undefined;
  #isExpired = false;

  constructor(host: Host, main: HTMLElement) {
    this.#host = host;
    this.#main = main;
    this.#appearance = host.appearance;
    this.#start = {
      language: this.#appearance.lang,
      elder: this.#appearance.elder,
      obstacle: undefined,
      hasToken: false,
      note: undefined,
      isStarting: false,
    };
  }

  /** Shows the first screen, follows its host, and looks whether this device can scan. */
  start(): void {
    this.#main.replaceChildren(this.#tools, this.#place);
    this.#look(this.#appearance);
    this.#host.listen((message) => {
      if (message.type === "token") this.#take(message.token);
      else if (message.type === "photo") void this.#photo(message);
      else this.#look(message.appearance);
    });
    // This reports what was observed: to measure again would lay the page around this one out, which may resize the frame.
    new ResizeObserver((observed) => {
      for (const { contentRect } of observed)
        this.#host.tell({ type: "height", height: Math.ceil(contentRect.height) });
    }).observe(document.body);
    void obstacle(surroundings()).then((found) => {
      const code = found ?? null;
      this.#show({ obstacle: code });
      this.#host.tell({ type: "ready", code });
      this.#host.tell({ type: "progress", step: "start" });
    });
  }

  #show(change: Partial<Start>, hadFocus = this.#hasFocus()): void {
    Object.assign(this.#start, change, { hasToken: this.#token !== undefined });
    if (this.#running) return;
    const view = startView(this.#start, {
      begin: (elsewhere) => void this.#begin(elsewhere),
      cancel: () => this.#host.tell({ type: "cancelled" }),
    });
    this.#place.replaceChildren(view);
    if (hadFocus) view.querySelector("h1")?.focus();
  }

  #look(wanted: Appearance): void {
    this.#appearance = wanted;
    wear(wanted);
    const { code, title } = embeddedWords[wanted.lang];
    document.documentElement.lang = code;
    document.title = title;
    const former = [...this.#tools.querySelectorAll("button")];
    const focused = former.findIndex((it) => it.matches(":focus"));
    const tools = toolsView(
      { language: wanted.lang, elder: wanted.elder },
      {
        switchLanguage: () => this.#look({ ...wanted, lang: wanted.lang === "zh" ? "en" : "zh" }),
        switchElder: () => this.#look({ ...wanted, elder: !wanted.elder }),
      },
    );
    this.#tools.replaceChildren(tools);
    if (focused >= 0) tools.querySelectorAll("button")[focused]?.focus();
    this.#running?.speak(wanted.lang);
    this.#show({ language: wanted.lang, elder: wanted.elder });
  }

  /** Loads the rest and goes on with the token, which serves once. */
  async #begin(elsewhere: boolean): Promise<void> {
    const token = this.#token;
    if (token === undefined || this.#start.isStarting) return;
    this.#show({ isStarting: true, note: undefined });
    const flow = await import("./flow.ts").catch(() => undefined);
    this.#start.isStarting = false;
    if (this.#token !== token) return this.#show({});
    if (!flow) return this.#show({ note: "notLoaded" });
    this.#token = undefined;
    const beginning = { token, elsewhere, language: this.#start.language };
    this.#running = flow.run(this.#place, beginning, (message) => this.#tell(message));
  }

  /** The parts for it are loaded with the first picture. */
  async #photo({ id, file, profile }: Extract<ToFrame, { type: "photo" }>): Promise<void> {
    const photo = await import("./photo.ts").catch(() => undefined);
    const answer = photo ? await photo.assess(file, profile) : { code: "parts_missing" };
    this.#host.tell({ type: "photo", id, answer });
  }

  #tell(message: FromFrame): void {
    if (message.type === "failed") this.#isExpired = message.code === "check_unknown";
    this.#host.tell(message);
    if (message.type === "cancelled") this.#close("cancelled");
  }

  /** Another token takes the place of what there was; one that ran out is replaced without another word. */
  #take(token: string): void {
    const goesOn = this.#isExpired;
    this.#token = token;
    this.#isExpired = false;
    this.#close(undefined);
    if (goesOn) void this.#begin(Boolean(this.#start.obstacle));
  }

  #close(note: Start["note"]): void {
    const hadFocus = this.#hasFocus();
    const running = this.#running;
    this.#running = undefined;
    running?.end();
    this.#show({ note }, hadFocus);
  }

  #hasFocus(): boolean {
    return this.#place.contains(document.activeElement);
  }
}
