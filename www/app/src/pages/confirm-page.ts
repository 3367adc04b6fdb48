import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { nextOf, type Trouble } from "../../../shared/trouble.ts";
import { edgeNow } from "../clock.ts";
import { beginOf, errand, held } from "../errand.ts";
import { errorSummary } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { confirmingFace, MobileCode } from "../form/mobile-code.ts";
import { mobileCodeField } from "../form/mobile-code-field.ts";
import { go } from "../router.ts";
import { arrive } from "../scan/arrival.ts";
import { passed } from "../scan/passed.ts";
import { View } from "../view.ts";

/** The face agreed, and the device is new to the account: a code to the mobile number on file has to agree too. */
@customElement("confirm-page")
export class ConfirmPage extends View {
  @state() private busy = false;
  @state() private trouble: Trouble | undefined;
  readonly #held = held.value;
  readonly #code = new MobileCode(this, confirmingFace(this.#held?.asked.ticket ?? ""), {
    rules: () => undefined,
    now: edgeNow,
  });
  readonly #form = new Form(this, {
    mobile_code: { whole: ({ mobile_code }) => this.#code.check(mobile_code, this.#mobile) },
  });

  /** All that is known of the number. */
  get #mobile(): string {
    return `*********${this.#held?.asked.mobile_ends ?? ""}`;
  }

  protected override firstUpdated(): void {
    if (!this.#held || !errand.value) go("/", { replace: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#held) return nothing;
    const w = this.words;
    const labels = { mobile_code: w.mobileCode.label };
    return html`
      <section class="column card form-card">
        <h1 tabindex="-1">${w.face.confirm.title}</h1>
        <p class="lead">${w.face.confirm.lead(this.#held.asked.mobile_ends)}</p>
        <problem-card .trouble=${this.trouble} @next=${this.#next}></problem-card>
        ${errorSummary(this.#form, w, labels)}
        <form novalidate @submit=${this.#submit}>
          ${mobileCodeField(this.#form, this.#code, w, () => this.#mobile)}
          <button class="primary wide" aria-disabled=${this.busy ? "true" : "false"}>
            ${this.busy ? w.face.confirm.sending : w.face.confirm.submit}
          </button>
        </form>
        <p class="aside muted">
          ${w.face.confirm.otherwise} <a href="/counter">${w.shell.counter}</a>
        </p>
      </section>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy || !this.#held || !errand.value) return;
    this.trouble = undefined;
    if (!this.#form.check()) return this.#toSummary();
    const { mobile_code } = this.#code.request(this.#form.values.mobile_code);
    if (!mobile_code) return;
    this.busy = true;
    const answer = await client.confirmFaceCheck(this.#held.asked.ticket, mobile_code);
    this.busy = false;
    if (!answer.ok) return this.#refused(answer.trouble);
    this.#code.forget();
    held.value = undefined;
    arrive(errand.value, { passed: await passed(answer.value) });
  };

  async #refused(trouble: Trouble): Promise<void> {
    const fields = "problem" in trouble ? (trouble.problem.fields ?? []) : [];
    this.#form.refuse(fields);
    if (this.#form.broken().length > 0) return this.#toSummary();
    this.trouble = trouble;
  }

  async #toSummary(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(".summary")?.focus();
  }

  #next = (event: Event): void => {
    const next = this.trouble && nextOf(this.trouble);
    if (next === "scan_again" && errand.value) {
      event.preventDefault();
      go(beginOf(errand.value.purpose));
    }
    if (next !== "try_again" && next !== "try_later") return;
    event.preventDefault();
    void this.#submit(event);
  };
}
