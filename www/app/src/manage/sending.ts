import { html, type ReactiveController, type TemplateResult } from "lit";
import type { Answer } from "../../../shared/client.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import type { View } from "../view.ts";

/** Something that the edge is asked, once at a time; its trouble is shown in a card until it is asked again. */
export class Sending implements ReactiveController {
  busy = false;
  trouble: Trouble | undefined;
  protected readonly host: View;
  #again: (() => Promise<void>) | undefined;

  constructor(host: View) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#again = undefined;
    this.trouble = undefined;
  }

  /** Asks, and is `done` with what the edge answers. */
  async send<T>(
    ask: () => Promise<Answer<T>>,
    done: (value: T) => void | Promise<void>,
  ): Promise<void> {
    if (this.busy) return;
    this.#again = () => this.send(ask, done);
    this.busy = true;
    this.show(undefined);
    const answer = await ask();
    this.busy = false;
    if (answer.ok) await done(answer.value);
    else await this.refused(answer.trouble);
    this.host.requestUpdate();
  }

  card(): TemplateResult {
    return html`<problem-card .trouble=${this.trouble} @next=${this.#next}></problem-card>`;
  }

  /** Moves the focus to what has just appeared. */
  async focus(selector: string): Promise<void> {
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.host.querySelector<HTMLElement>(selector)?.focus();
  }

  protected show(trouble: Trouble | undefined): void {
    this.trouble = trouble;
    this.host.requestUpdate();
  }

  protected async refused(trouble: Trouble): Promise<void> {
    this.show(trouble);
  }

  /** Where the input is mended; a page without any leaves that to the card. */
  protected edit(): boolean {
    return false;
  }

  #next = (event: Event): void => {
    const next = this.trouble && nextOf(this.trouble);
    const again = next === "try_again" || next === "try_later";
    if (!again && !(next === "edit_input" && this.edit())) return;
    event.preventDefault();
    this.show(undefined);
    if (again) void this.#again?.();
  };
}
