import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import { errand, forgetErrand, granted } from "../errand.ts";
import { broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { checkNewPassword } from "../form/password-checks.ts";
import { newPasswordField, PasswordShown } from "../form/password-field.ts";
import { go } from "../router.ts";
import { account, deployment, flash } from "../state.ts";
import { View } from "../view.ts";
import { termsField } from "../register/terms-field.ts";
import "../register/terms-dialog.ts";

/** Step 2 of a reset or an activation: the password, twice; whoever activates agrees to the terms as well. */
@customElement("new-password-page")
export class NewPasswordPage extends View {
  @property() purpose: "reset_password" | "activate" = "reset_password";
  @state() private busy = false;
  @state() private trouble: Trouble | undefined;
  readonly #shown = new PasswordShown(this);
  readonly #form = new Form(this, {
    password: { whole: ({ password }) => checkNewPassword(password, this.#own()) },
    confirmation: {
      whole: ({ password, confirmation }) =>
        password === confirmation ? undefined : broken("differs"),
    },
    terms_version: {
      whole: ({ terms_version }) =>
        this.#activates && terms_version === "" ? broken("not_accepted") : undefined,
    },
  });

  get #activates(): boolean {
    return this.purpose === "activate";
  }

  #own(): { number: string; mobile: string } {
    return { number: errand.value?.number ?? "", mobile: "" };
  }

  protected override firstUpdated(): void {
    if (granted.value?.purpose !== this.purpose) go("/", { replace: true });
  }

  protected override render(): TemplateResult {
    const w = this.words;
    const labels = {
      password: w.fields.newPassword.label,
      confirmation: w.face.confirmation.label,
      terms_version: w.terms.title,
    };
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.face.passwordTitle[this.purpose]}</h1>
        <p class="lead">${w.face.passwordLead}</p>
        <problem-card .trouble=${this.trouble} @next=${this.#next}></problem-card>
        ${errorSummary(this.#form, w, labels)}
        <form novalidate @submit=${this.#submit}>
          ${newPasswordField({
            form: this.#form,
            name: "password",
            label: labels.password,
            words: w,
            shown: this.#shown,
          })}
          ${textField({
            form: this.#form,
            name: "confirmation",
            words: w,
            label: labels.confirmation,
            help: w.face.confirmation.help,
            type: this.#shown.type,
            autocomplete: "new-password",
          })}
          ${this.#activates ? termsField(this.#form, w) : nothing}
          <button class="primary wide" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? w.face.saving : w.face.save}
          </button>
        </form>
        <terms-dialog
          @accepted=${() => this.#form.type("terms_version", "accepted")}
        ></terms-dialog>
      </section>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    this.trouble = undefined;
    if (!this.#form.check()) return this.#toSummary();
    this.busy = true;
    const answer = await this.#send();
    this.busy = false;
    if (answer.ok) return this.#done();
    const fields = "problem" in answer.trouble ? (answer.trouble.problem.fields ?? []) : [];
    this.#form.refuse(fields);
    if (this.#form.broken().length > 0) return this.#toSummary();
    this.trouble = answer.trouble;
  };

  #send(): Promise<client.Answer<unknown>> {
    const grant = granted.value?.grant ?? "";
    const { password } = this.#form.values;
    if (!this.#activates) return client.resetPassword({ grant, password });
    const terms_version = deployment.value?.terms_version ?? "";
    return client.activate({ grant, password, terms_version });
  }

  /** Whoever chose a password signs in with it: so it is known to be remembered. */
  #done(): void {
    forgetErrand();
    account.value = null;
    flash.value = this.#activates ? "activated" : "password_reset";
    go("/", { replace: true });
  }

  async #toSummary(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(".summary")?.focus();
  }

  #next = (event: Event): void => {
    const next = this.trouble && nextOf(this.trouble);
    if (next !== "try_again" && next !== "try_later") return;
    event.preventDefault();
    void this.#submit(event);
  };
}
