import { html, type TemplateResult } from "lit";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Locale } from "../../../locales/zh.ts";

/** Whether a password is shown as it is typed. */
export class PasswordShown implements ReactiveController {
  shown = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** A password is never left standing on the screen. */
  hostDisconnected(): void {
    this.shown = false;
  }

  get type(): "text" | "password" {
    return this.shown ? "text" : "password";
  }

  /** The button that shows and hides it. */
  tool(words: Locale): TemplateResult {
    const label = this.shown ? words.fields.hidePassword : words.fields.showPassword;
    return html`<button type="button" class="reveal" aria-label=${label} @click=${this.#toggle}>
      ${this.shown ? words.fields.hide : words.fields.show}
    </button>`;
  }

  #toggle = (): void => {
    this.shown = !this.shown;
    this.#host.requestUpdate();
  };
}
