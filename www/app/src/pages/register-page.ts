import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { codeOf, nextOf, type Trouble } from "../../../shared/trouble.ts";
import { edgeNow } from "../clock.ts";
import { errorSummary } from "../form/fields.ts";
import { PasswordShown } from "../form/password-field.ts";
import { loadRules, type Rules } from "../identity.ts";
import { Registration } from "../register/registration.ts";
import { registrationFields } from "../register/registration-fields.ts";
import { errand, seen, visit } from "../errand.ts";
import { goOn } from "../onward.ts";
import { go } from "../router.ts";
import { deployment, flash, loadAccount, loadDeployment } from "../state.ts";
import { View } from "../view.ts";
import "../register/terms-dialog.ts";

/** 新用户注册: the four elements, a mobile number, a password, and the terms. */
@customElement("register-page")
export class RegisterPage extends View {
  @state() private busy = false;
  @state() private trouble: Trouble | undefined;
  @state() private rules: Rules | undefined;
  readonly #registration = new Registration(this, {
    rules: () => this.rules,
    now: edgeNow,
  });

  readonly #shown = new PasswordShown(this);

  override connectedCallback(): void {
    super.connectedCallback();
    loadRules().then(
      (rules) => (this.rules = rules),
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const { trouble } = this.#registration.code;
    if (trouble && codeOf(trouble) === "too_many_attempts") this.#rememberForCounter();
  }

  protected override render(): TemplateResult {
    const w = this.words;
    const form = this.#registration.form;
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.register.title}</h1>
        <p class="lead">${w.register.lead}</p>
        <problem-card .trouble=${this.trouble} @next=${this.#next}></problem-card>
        ${errorSummary(form, w, this.#registration.labels(w))}
        <form novalidate @submit=${this.#submit}>
          ${registrationFields(this.#registration, w, this.rules, this.#shown)}
          <button class="primary wide" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? w.register.submitting : w.register.submit}
          </button>
        </form>
        <p class="aside"><a href="/">${w.register.haveAccount}</a></p>
        <terms-dialog @accepted=${() => form.type("terms_version", "accepted")}></terms-dialog>
      </section>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    this.trouble = undefined;
    if (!this.#registration.form.check()) return this.#focus(".summary");
    this.busy = true;
    const request = this.#registration.request(deployment.value?.terms_version ?? "");
    const answer = await client.register(request, seen.value);
    if (answer.ok) await this.#registered(request);
    else await this.#refused(answer.trouble);
    this.busy = false;
  };

  /** Signs in with what was just typed, so that nobody types it twice. */
  async #registered(request: client.Registration): Promise<void> {
    const { number, password } = request;
    this.#registration.forget();
    visit.value = undefined;
    seen.value = undefined;
    const answer = await client.signIn({ number, password });
    flash.value = answer.ok ? "registered" : "sign_in_after";
    if (answer.ok) await loadAccount();
    if (answer.ok) goOn("/account");
    else go("/", { replace: true });
  }

  async #refused(trouble: Trouble): Promise<void> {
    const fields = "problem" in trouble ? (trouble.problem.fields ?? []) : [];
    this.#registration.form.refuse(fields);
    if (fields.some(({ field }) => field === "terms_version")) await this.#readTermsAgain();
    await this.#registration.code.refused(fields);
    const shown = this.#registration.form.broken().length > 0;
    const atCounter = ["no_record", "elements_differ", "too_many_attempts"];
    if (atCounter.includes(codeOf(trouble))) this.#rememberForCounter();
    this.trouble = shown ? undefined : trouble;
    if (shown) await this.#focus(".summary");
  }

  /** The counter can help where the register does not know the card, or strangers have tried the number too often. */
  #rememberForCounter(): void {
    const { name, number } = this.#registration.request("");
    visit.value = { purpose: "register", name, number };
  }

  /** The terms have changed since the page was opened: they are shown anew, and agreed to anew. */
  async #readTermsAgain(): Promise<void> {
    this.#registration.form.values.terms_version = "";
    await loadDeployment();
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }

  #next = (event: Event): void => {
    const next = this.trouble && nextOf(this.trouble);
    if (next === "activate") {
      const { name, number } = this.#registration.form.values;
      errand.value = { purpose: "activate", name, number };
      return;
    }
    if (next !== "edit_input" && next !== "try_again" && next !== "try_later") return;
    event.preventDefault();
    this.trouble = undefined;
    if (next === "edit_input") void this.#focus("#name");
    else void this.#submit(event);
  };
}
