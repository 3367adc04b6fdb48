import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import { edgeNow } from "../clock.ts";
import { errand, forgetErrand } from "../errand.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { checkMobile } from "../form/identity-checks.ts";
import { confirmingMobile, MobileCode } from "../form/mobile-code.ts";
import { mobileCodeField, typedMobile } from "../form/mobile-code-field.ts";
import { loadRules, type Rules } from "../identity.ts";
import { go } from "../router.ts";
import { account, flash } from "../state.ts";
import { View } from "../view.ts";

/** The new number, after the scan. */
@customElement("new-mobile-page")
export class NewMobilePage extends View {
  @state() private busy = false;
  @state() private trouble: Trouble | undefined;
  @state() private rules: Rules | undefined;
  readonly #given = { rules: () => this.rules, now: edgeNow };
  readonly #code = new MobileCode(this, confirmingMobile("change_mobile"), this.#given);
  readonly #form = new Form(this, {
    mobile: { whole: ({ mobile }) => checkMobile(mobile, this.#given) },
    mobile_code: { whole: ({ mobile_code, mobile }) => this.#code.check(mobile_code, mobile) },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    loadRules().then(
      (rules) => (this.rules = rules),
      () => undefined,
    );
  }

  protected override render(): TemplateResult {
    const w = this.words;
    const labels = { mobile: w.fields.mobile.label, mobile_code: w.mobileCode.label };
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.face.mobile.title}</h1>
        <p class="lead">${w.face.mobile.newLead}</p>
        <problem-card .trouble=${this.trouble} @next=${this.#next}></problem-card>
        ${errorSummary(this.#form, w, labels)}
        <form novalidate @submit=${this.#submit}>
          ${textField({
            form: this.#form,
            name: "mobile",
            words: w,
            label: w.face.mobile.newLabel,
            help: w.fields.mobile.help,
            type: "tel",
            inputmode: "tel",
            autocomplete: "tel",
          })}
          ${mobileCodeField(this.#form, this.#code, w, () => typedMobile(this.#form))}
          <button class="primary wide" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? w.face.saving : w.face.save}
          </button>
        </form>
      </section>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    this.trouble = undefined;
    if (!this.#form.check()) return this.#focus(".summary");
    this.busy = true;
    const { mobile, mobile_code } = this.#form.values;
    const answer = await client.changeMobile({
      mobile: this.rules?.parseMobile(mobile).value ?? mobile,
      ...this.#code.request(mobile_code),
    });
    this.busy = false;
    if (!answer.ok) return this.#refused(answer.trouble);
    forgetErrand();
    this.#code.forget();
    account.value = answer.value;
    flash.value = "mobile_changed";
    go("/account", { replace: true });
  };

  async #refused(trouble: Trouble): Promise<void> {
    const fields = "problem" in trouble ? (trouble.problem.fields ?? []) : [];
    this.#form.refuse(fields);
    await this.#code.refused(fields);
    const shown = this.#form.broken().length > 0;
    this.trouble = shown ? undefined : trouble;
    if (shown) await this.#focus(".summary");
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }

  #next = (event: Event): void => {
    const next = this.trouble && nextOf(this.trouble);
    if (next === "scan_again") {
      // The scan was too long ago: another one, from the beginning.
      event.preventDefault();
      errand.value = { purpose: "change_mobile" };
      go("/consent");
    }
    if (next !== "try_again" && next !== "try_later" && next !== "edit_input") return;
    event.preventDefault();
    this.trouble = undefined;
  };
}
