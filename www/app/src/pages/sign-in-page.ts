import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { codeOf, nextOf, type Trouble } from "../../../shared/trouble.ts";
import { edgeNow } from "../clock.ts";
import { broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { checkNumber, checkNumberSoFar } from "../form/identity-checks.ts";
import { confirmingPassword, MobileCode } from "../form/mobile-code.ts";
import { mobileCodeField } from "../form/mobile-code-field.ts";
import { numberField } from "../form/number-field.ts";
import { PasswordShown } from "../form/password-field.ts";
import { loadRules, type Rules } from "../identity.ts";
import { goOn } from "../onward.ts";
import { errand, visit } from "../errand.ts";
import { account, deployment, flash, loadAccount, type Flash } from "../state.ts";
import { View } from "../view.ts";

/** 登录 with number and password; also the first page, which says what all this is. */
@customElement("sign-in-page")
export class SignInPage extends View {
  @state() private busy = false;
  @state() private trouble: Trouble | undefined;
  @state() private rules: Rules | undefined;
  /** Whether strangers have failed with this number too often, so that a code has to agree with the password. */
  @state() private takesCode = false;
  readonly #given = { rules: () => this.rules, now: edgeNow };
  readonly #shown = new PasswordShown(this);
  readonly #code = new MobileCode(
    this,
    confirmingPassword(
      () => this.takesCode,
      () => this.#request(),
    ),
    { rules: () => undefined, now: edgeNow },
  );
  readonly #form = new Form(this, {
    number: {
      whole: ({ number }) => checkNumber(number, this.#given),
      certain: ({ number }) => checkNumberSoFar(number, this.#given),
    },
    password: { whole: ({ password }) => (password === "" ? broken("empty") : undefined) },
    mobile_code: {
      whole: ({ mobile_code }) => this.#code.check(mobile_code, this.words.signIn.codeTo),
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    loadRules().then(
      (rules) => (this.rules = rules),
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (flash.value === "closed") flash.value = undefined;
  }

  protected override updated(): void {
    if (account.value && !this.busy) goOn("/account");
  }

  protected override render(): TemplateResult {
    const w = this.words;
    return html`
      <div class="welcome">
        ${this.#introduction()}
        <section class="card sign-in">
          <h1 tabindex="-1">${w.signIn.title}</h1>
          <p class="lead">${w.signIn.lead}</p>
          ${this.#flash()}
          <problem-card .trouble=${this.trouble} @next=${this.#next}></problem-card>
          ${errorSummary(this.#form, w, {
            number: w.fields.number.label,
            password: w.fields.password.label,
            mobile_code: w.mobileCode.label,
          })}
          ${this.#fields()}
          <p class="or">
            <a class="button wide" href="/face" @click=${this.#carry}>${w.signIn.byFace}</a>
          </p>
          <p class="aside">${w.signIn.noAccount} <a href="/notice">${w.signIn.register}</a></p>
          <p class="aside">${w.signIn.forgotten} <a href="/recover">${w.signIn.recover}</a></p>
        </section>
      </div>
    `;
  }

  #flash(): TemplateResult | typeof nothing {
    const w = this.words;
    const said: Partial<Record<Flash, string>> = {
      sign_in_after: w.register.signInAfter,
      password_reset: w.face.passwordReset,
      activated: w.face.activated,
      closed: w.manage.close.done,
    };
    const text = flash.value && said[flash.value];
    return text ? html`<p class="success" role="status">${text}</p>` : nothing;
  }

  /** What was typed need not be typed again on the page that is gone to. */
  #carry = (): void => {
    errand.value = { purpose: "sign_in", number: this.#form.values.number };
  };

  #fields(): TemplateResult {
    const w = this.words;
    return html`<form novalidate @submit=${this.#submit}>
      ${numberField(this.#form, "number", w, this.rules, edgeNow())}
      ${textField({
        form: this.#form,
        name: "password",
        words: w,
        label: w.fields.password.label,
        help: w.fields.password.help,
        type: this.#shown.type,
        autocomplete: "current-password",
        tool: this.#shown.tool(w),
      })}
      ${mobileCodeField(this.#form, this.#code, w, () => w.signIn.codeTo, w.signIn.codeHelp)}
      <button class="primary wide" aria-disabled=${this.busy ? "true" : "false"}>
        ${this.busy ? w.signIn.submitting : w.signIn.submit}
      </button>
    </form>`;
  }

  #introduction(): TemplateResult {
    const w = this.words.signIn;
    const console = deployment.value?.console_address;
    return html`
      <section class="introduction">
        <h2>${w.stepsTitle}</h2>
        <ol class="steps">
          ${w.steps.map(
            ({ term, text }) =>
              html`<li>
                <strong>${term}</strong>
                <span>${text}</span>
              </li>`,
          )}
        </ol>
        <p class="assurance">${w.assurance}</p>
        <p class="assurance">${w.photo} <a href="/photo">${this.words.shell.photo}</a></p>
        ${
          console
            ? html`<p class="assurance">
                <strong>${w.sampleTitle}</strong> ${w.sampleText}
                <a href=${console} target="_blank" rel="noopener">${this.words.shell.console}</a>
              </p>`
            : nothing
        }
      </section>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    this.trouble = undefined;
    if (!this.#form.check()) return this.#toSummary();
    this.busy = true;
    const code = this.#code.request(this.#form.values.mobile_code);
    const answer = await client.signIn({ ...this.#request(), ...code });
    if (answer.ok) {
      flash.value = undefined;
      this.#code.forget();
      await loadAccount();
    } else {
      await this.#refused(answer.trouble);
    }
    this.busy = false;
  };

  async #refused(trouble: Trouble): Promise<void> {
    const code = codeOf(trouble);
    if (code === "code_required") this.takesCode = true;
    const { number } = this.#request();
    if (code === "too_many_attempts") visit.value = { purpose: "sign_in", number };
    this.#form.refuse("problem" in trouble ? (trouble.problem.fields ?? []) : []);
    if (this.#form.broken().length > 0) return this.#toSummary();
    this.trouble = trouble;
  }

  #request(): { number: string; password: string } {
    const { number, password } = this.#form.values;
    return { number: this.rules?.parseNumber(number, edgeNow()).value ?? number, password };
  }

  async #toSummary(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(".summary")?.focus();
  }

  #next = (event: Event): void => {
    const trouble = this.trouble;
    if (!trouble) return;
    const next = nextOf(trouble);
    if (next === "activate") {
      errand.value = { purpose: "activate", number: this.#form.values.number };
      return;
    }
    if (next !== "edit_input" && next !== "try_again" && next !== "try_later") return;
    event.preventDefault();
    this.trouble = undefined;
    const field = codeOf(trouble) === "code_required" ? "#mobile_code" : "#number";
    if (next === "edit_input") this.querySelector<HTMLElement>(field)?.focus();
    else void this.#submit(event);
  };
}
