import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { edgeNow } from "../clock.ts";
import { errand, visit, type Purpose } from "../errand.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { checkName, checkNumber, checkNumberSoFar } from "../form/identity-checks.ts";
import { numberField } from "../form/number-field.ts";
import { loadRules, type Rules } from "../identity.ts";
import { go } from "../router.ts";
import { deployment } from "../state.ts";
import { View } from "../view.ts";

/** Step 1 of whoever is not signed in: who they say they are. The scan comes next. */
@customElement("identify-page")
export class IdentifyPage extends View {
  @property() purpose: "sign_in" | "reset_password" | "activate" = "sign_in";
  @state() private rules: Rules | undefined;
  readonly #given = { rules: () => this.rules, now: edgeNow };
  readonly #form = new Form(this, {
    name: { whole: ({ name }) => (this.#asksName ? checkName(name, this.#given) : undefined) },
    number: {
      whole: ({ number }) => checkNumber(number, this.#given),
      certain: ({ number }) => checkNumberSoFar(number, this.#given),
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    visit.value = undefined;
    this.#form.values.number = errand.value?.number ?? "";
    this.#form.values.name = errand.value?.name ?? "";
    loadRules().then(
      (rules) => (this.rules = rules),
      () => undefined,
    );
  }

  /** Told to everybody alike: whether this device is known, and a mobile number on file, is told after the scan. */
  get #takesCode(): boolean {
    const { face_on_unknown_device, message_codes } = deployment.value ?? {};
    const takes = this.purpose !== "activate" && message_codes === true;
    return takes && face_on_unknown_device === "code";
  }

  get #asksName(): boolean {
    return this.purpose !== "sign_in";
  }

  protected override render(): TemplateResult {
    const w = this.words;
    const page = w.face.pages[this.purpose];
    const labels = { name: w.fields.name.label, number: w.fields.number.label };
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${page.title}</h1>
        <p class="lead">${page.lead}</p>
        ${this.#takesCode ? html`<p>${w.face.codeToo}</p>` : nothing}
        ${errorSummary(this.#form, w, labels)}
        <form novalidate @submit=${this.#submit}>
          ${this.#asksName ? this.#name() : nothing}
          ${numberField(this.#form, "number", w, this.rules, edgeNow())}
          <button class="primary wide">${w.face.toScan}</button>
        </form>
        <p class="aside"><a href="/">${w.face.toSignIn}</a></p>
        <p class="aside muted">${w.signIn.assurance} <a href="/counter">${w.shell.counter}</a></p>
      </section>
    `;
  }

  #name(): TemplateResult {
    const w = this.words;
    return textField({
      form: this.#form,
      name: "name",
      words: w,
      label: w.fields.name.label,
      help: w.fields.name.help,
      autocomplete: "name",
    });
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!this.#form.check()) {
      await this.updateComplete;
      this.querySelector<HTMLElement>(".summary")?.focus();
      return;
    }
    const { name, number } = this.#form.values;
    const purpose: Purpose = this.purpose;
    const read = this.rules?.parseNumber(number, edgeNow()).value ?? number;
    errand.value = this.#asksName
      ? { purpose, number: read, name: this.rules?.parseName(name).value ?? name }
      : { purpose, number: read };
    go("/consent");
  };
}
