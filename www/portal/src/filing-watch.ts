import type { ReactiveController, ReactiveControllerHost } from "lit";
import * as api from "./api.ts";

/** How often the states are read again, milliseconds. */
const EVERY_MS = 3_000;

/** A filing that is read again while it is open and looked at. */
export class FilingWatch implements ReactiveController {
  view: api.FilingView | undefined;
  kinds: api.Kinds | undefined;
  /** Why there is nothing to show, or nothing new. */
  trouble: api.Trouble | undefined;
  /** Whether what is shown may be out of date. */
  isLost = false;
  readonly #host: ReactiveControllerHost;
  #number = "";
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.look(), EVERY_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** Watches this filing from now on. */
  async open(number: string): Promise<void> {
    this.#number = number;
    this.view = undefined;
    this.trouble = undefined;
    await this.look();
  }

  /** Shows what an action has answered. */
  show(view: api.FilingView): void {
    this.view = view;
    this.#host.requestUpdate();
  }

  async look(): Promise<void> {
    if (!this.#isWanted()) return;
    const number = this.#number;
    const [kinds, filing] = await Promise.all([
      this.kinds ? undefined : api.kinds(),
      api.readFiling(number),
    ]);
    if (kinds?.ok) this.kinds = kinds.value;
    if (number !== this.#number) return;
    // An action may have ended it in the meantime: what was read before that is old.
    if (filing.ok && this.#isOpen()) this.view = filing.value;
    this.isLost = !filing.ok;
    const failed = filing.ok ? kinds : filing;
    this.#explain(failed && !failed.ok ? failed.trouble : undefined);
    this.#host.requestUpdate();
  }

  /** A look that fails under a list that is there is told by the list, unless looking again is of no use. */
  #explain(trouble: api.Trouble | undefined): void {
    if (trouble?.code === "not_found") this.view = undefined;
    const isOver = trouble?.code === "not_signed_in";
    this.trouble = isOver || !this.view || !this.kinds ? trouble : undefined;
  }

  #isOpen(): boolean {
    return this.view === undefined || this.view.filing.state === "open";
  }

  #isWanted(): boolean {
    const isGone = this.trouble?.code === "not_found";
    if (document.hidden || !this.#number || isGone) return false;
    return !this.kinds || this.#isOpen();
  }
}
