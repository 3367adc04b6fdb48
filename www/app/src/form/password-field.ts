import { html, nothing, type TemplateResult } from "lit";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import { textField } from "./fields.ts";
import type { Form } from "./form.ts";
import { passwordLength, SHORTEST } from "./password-checks.ts";

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

export interface NewPasswordOptions<Name extends string> {
  form: Form<Name>;
  name: Name;
  label: string;
  words: Locale;
  shown: PasswordShown;
}

/** A password that is being chosen, with how much of it is still to come. */
export function newPasswordField<Name extends string>(
  options: NewPasswordOptions<Name>,
): TemplateResult {
  const { form, name, words, shown } = options;
  return textField({
    form,
    name,
    words,
    label: options.label,
    help: words.fields.newPassword.help,
    type: shown.type,
    autocomplete: "new-password",
    tool: shown.tool(words),
    note: progress(passwordLength(form.values[name]), words),
  });
}

function progress(typed: number, words: Locale): TemplateResult | typeof nothing {
  if (typed === 0) return nothing;
  const missing = SHORTEST - typed;
  const { passwordLongEnough, passwordRemaining } = words.fields;
  return html`<p class="readout">
    <span class="status">${missing > 0 ? passwordRemaining(missing) : passwordLongEnough}</span>
  </p>`;
}
