import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { longText } from "../pages/long-text.ts";
import { deployment, operator } from "../state.ts";
import { View } from "../view.ts";

/** 《用户协议》 over the form, so that nothing typed is left. Fires `accepted`. */
@customElement("terms-dialog")
export class TermsDialog extends View {
  protected override render(): TemplateResult {
    const w = this.words.terms;
    return html`
      <dialog aria-labelledby="terms-title">
        <div class="dialog-body" tabindex="0">
          <h2 id="terms-title">${w.title}</h2>
          <p class="lead">${w.version(deployment.value?.terms_version ?? "")}</p>
          ${longText(w.sections(operator()), 3)}
        </div>
        <div class="actions dialog-actions">
          <button type="button" class="primary" @click=${this.#accept}>${w.accept}</button>
          <button type="button" @click=${this.#close}>${w.close}</button>
        </div>
      </dialog>
    `;
  }

  #accept = (): void => {
    this.dispatchEvent(new CustomEvent("accepted"));
    this.#close();
  };

  #close = (): void => this.querySelector("dialog")?.close();
}
