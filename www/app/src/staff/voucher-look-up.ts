import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import * as client from "../../../shared/client.ts";
import { broken } from "../form/broken.ts";
import { errorSummary, textField } from "../form/fields.ts";
import { Form } from "../form/form.ts";
import { sendButton } from "../manage/parts.ts";
import { Submission } from "../manage/submission.ts";
import { View } from "../view.ts";
import { duty } from "./duty.ts";

/** The voucher's code, typed or scanned. Fires `found` with the code and what the voucher says. */
@customElement("voucher-look-up")
export class VoucherLookUp extends View {
  readonly #form = new Form(this, {
    code: { whole: ({ code }) => (code.trim() === "" ? broken("empty") : undefined) },
  });

  readonly #submission = new Submission(this, this.#form);

  protected override render(): TemplateResult {
    const w = duty();
    return html`
      <h2 class="part" tabindex="-1">${w.lookUpTitle}</h2>
      ${this.#submission.card()} ${errorSummary(this.#form, this.words, { code: w.voucher })}
      <form novalidate @submit=${this.#submit}>
        ${textField({
          form: this.#form,
          name: "code",
          words: this.words,
          label: w.voucher,
          help: w.voucherHelp,
          autocomplete: "off",
          capitals: true,
        })}
        ${sendButton(this.#submission.busy, w.lookUp, w.lookingUp)}
      </form>
    `;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const code = this.#form.values.code;
    await this.#submission.send(
      () => client.lookUpVoucher(code),
      (seen) => {
        this.dispatchEvent(new CustomEvent("found", { detail: { code, seen } }));
      },
    );
  };
}
